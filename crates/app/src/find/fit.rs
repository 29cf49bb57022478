//! How well a person fits what was typed, and why.
//!
//! Invariant: pure, and made from what the reader may see of the person alone; every fact must fit, but for one word of
//! three facts and more: names are misheard. Then it is said which.

use std::{cell::LazyCell, cmp::Reverse, collections::HashMap, sync::Arc};

use domain::{NameRole, PartialDate};
use names::{Name, Named, Role, SAME_NAME_AT};

use super::facts::{Fact, Number, Word, compact, light};
use crate::{Summary, core::tokens::role_of};

/// How a fact fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is the record's code, or part of it.
    Code,
    /// It is the number of a document in the record.
    Document,
    /// It is when the person was born, as far as it says.
    Birth,
    /// A word of the name is written so.
    Written,
    /// A word of the name begins so or has it inside.
    Part,
    /// A word of the name is the same in other letters, or begins so.
    Letters,
    /// A word of the name is a form of the same name.
    Form,
    /// A name borne before.
    Earlier,
    /// The kunya.
    Kunya,
    /// No word of the name is it, though all else fits.
    Apart,
}

impl How {
    /// All there are.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Document,
        Self::Birth,
        Self::Written,
        Self::Part,
        Self::Letters,
        Self::Form,
        Self::Earlier,
        Self::Kunya,
        Self::Apart,
    ];

    /// Its code, for words: `search-why-CODE`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Document => "document",
            Self::Birth => "birth",
            Self::Written => "written",
            Self::Part => "part",
            Self::Letters => "letters",
            Self::Form => "form",
            Self::Earlier => "earlier",
            Self::Kunya => "kunya",
            Self::Apart => "apart",
        }
    }
}

/// Why somebody was found: one fact that fits.
#[derive(Clone, PartialEq, Eq)]
pub struct Why {
    /// How it fits.
    pub how: How,
    /// What was typed, in its normal form.
    pub typed: String,
    /// The word of the name that it fits, where it fits one.
    pub fits: Option<String>,
}

// Words of a name are nobody's business in a log.
impl std::fmt::Debug for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Why").field("how", &self.how).finish_non_exhaustive()
    }
}

/// A word of a person's name, laid beside every word that was asked for.
struct Part {
    raw: String,
    normal: String,
    /// Which part of the name it is; nothing of a title.
    role: Option<Role>,
    /// How well it fits each fact; a number fits no word.
    beside: Vec<Beside>,
}

/// How a word of a name fits one that was asked for.
#[derive(Clone, Copy, Default)]
struct Beside {
    /// How well, and how; nothing if it is another word.
    fits: Option<(f32, How)>,
    /// How near it comes, 0 to 1, also if it is another.
    near: f32,
    /// It is that word or begins so, in whatever letters, or a listed form of the same name: it does not only sound like it.
    surely: bool,
}

/// How somebody fits.
pub(super) struct Fit {
    /// How well: up to a point for each fact and somewhat more.
    pub(super) score: f32,
    /// Each fact with what it fits.
    pub(super) why: Vec<Why>,
    /// No word of the name is another than those that were asked for.
    pub(super) says_less: bool,
    /// No word only sounds like one that was asked for.
    pub(super) surely: bool,
}

/// From so many facts on, one word may be wrong.
const MANY: usize = 3;

/// What is asked for, laid beside one person after another; whoever shares a name is not compared anew.
pub(super) struct Fitting<'a> {
    facts: &'a [Fact],
    known: HashMap<(String, NameRole), Arc<Vec<Part>>>,
}

impl<'a> Fitting<'a> {
    pub(super) fn new(facts: &'a [Fact]) -> Self {
        Self { facts, known: HashMap::new() }
    }

    /// What is asked for.
    pub(super) const fn facts(&self) -> &'a [Fact] {
        self.facts
    }

    /// How well all facts fit, and why each does; nothing if too few do. Documents were looked up in the index.
    pub(super) fn fit(&mut self, summary: &Summary, has: impl Fn(&Number) -> bool) -> Option<Fit> {
        let mut numbers = Vec::with_capacity(self.facts.len());
        for fact in self.facts {
            numbers.push(match fact {
                Fact::Number(number) => Some(of_number(summary, number, &has)?),
                Fact::Word(_) => None,
            });
        }
        let parts = self.parts(summary);
        let parts: Vec<&Part> = each_once(&parts);
        let mut used = vec![false; parts.len()];
        let (mut score, mut why) = (0.0, Vec::with_capacity(self.facts.len()));
        let (mut may_miss, mut surely) = (self.facts.len() >= MANY, true);
        for (n, fact) in self.facts.iter().enumerate() {
            let (points, how, fits) = if let Some((points, how)) = numbers[n] {
                (points, how, None)
            } else {
                let found = parts.iter().enumerate().filter_map(|(at, part)| {
                    let (mut points, how) = part.beside[n].fits?;
                    if matches!(fact, Fact::Word(word) if word.role.is_some() && part.role == word.role) {
                        points += IN_ITS_PLACE;
                    }
                    // Ali Aliyev asks for two words.
                    Some((if used[at] { points * 0.6 } else { points }, how, at))
                });
                let best = found.max_by(|a, b| a.0.total_cmp(&b.0).then(Reverse(a.2).cmp(&Reverse(b.2))));
                match best {
                    Some((points, how, at)) => {
                        used[at] = true;
                        surely &= parts[at].beside[n].surely;
                        (points, how, Some(parts[at].raw.clone()))
                    }
                    None if may_miss => {
                        (may_miss, surely) = (false, false);
                        let near = parts.iter().map(|part| part.beside[n].near).fold(0.0, f32::max);
                        (NEAR * near, How::Apart, None)
                    }
                    None => return None,
                }
            };
            score += points;
            why.push(Why { how, typed: fact.text().to_owned(), fits });
        }
        let says_less = !parts.is_empty() && used.iter().all(|used| *used);
        (!why.is_empty()).then_some(Fit { score, why, says_less, surely })
    }

    fn parts(&mut self, summary: &Summary) -> Vec<Arc<Vec<Part>>> {
        let mut all = Vec::with_capacity(summary.names.len());
        for name in &summary.names {
            let text = name.text.as_str();
            let known = self.known.entry((text.to_owned(), name.role)).or_insert_with(|| {
                // The words as they were written, with their particles.
                let parts = names::parse(text).into_iter().map(|part| {
                    let role = role_of(name.role).unwrap_or(part.role);
                    Part::new(raw_of(text, &part.text), part.text, Some(role), self.facts)
                });
                Arc::new(parts.collect())
            });
            all.push(Arc::clone(known));
        }
        if let Some(title) = &summary.title {
            let normal = names::normalise(title.as_str()).text;
            let words = normal.split_whitespace();
            let words = words.map(|word| Part::new(word.to_owned(), word.to_owned(), None, self.facts));
            all.push(Arc::new(words.collect()));
        }
        all
    }
}

/// What it is worth that a word is asked for as the part of the name that it is: Mahmud Ahmadov before Ahmad Mahmudov.
const IN_ITS_PLACE: f32 = 0.1;
/// What a word is worth that begins so in other letters; one that only has them inside is worth less.
const BEGINS: f32 = 0.8;
/// What it is worth that two forms are of one name, and not of two that sound alike.
const SAME_NAME: f32 = 0.1;
/// What a word that is near is worth beside one that fits.
const NEAR: f32 = 0.4;

/// The words of all names; one that stands in two of them as the same part, once.
fn each_once(names: &[Arc<Vec<Part>>]) -> Vec<&Part> {
    let mut parts: Vec<&Part> = Vec::new();
    for part in names.iter().flat_map(|parts| parts.iter()) {
        if !parts.iter().any(|known| (&known.normal, known.role) == (&part.normal, part.role)) {
            parts.push(part);
        }
    }
    parts
}

impl Part {
    fn new(raw: String, normal: String, role: Option<Role>, facts: &[Fact]) -> Self {
        let (light, name) = (light(&normal), Name::new(&normal));
        let named = LazyCell::new(|| Named::of(&normal));
        let beside = facts.iter().map(|fact| match fact {
            Fact::Word(word) => {
                let near = name.share(&word.name);
                let mut fits = of_word(&normal, &light, near, word);
                let mut surely = fits.is_some_and(|(points, _)| points >= BEGINS);
                if let Some((points, How::Form)) = &mut fits {
                    let same = named.may_be(&word.named);
                    surely = same && Named::is_listed(&named);
                    *points += if same { SAME_NAME } else { 0.0 };
                }
                Beside { fits, near, surely }
            }
            Fact::Number(_) => Beside::default(),
        });
        Self { beside: beside.collect(), raw, normal, role }
    }
}

/// The words of a text that a part was read from, as they stand there.
fn raw_of(text: &str, part: &str) -> String {
    let bare = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut words = text.split_whitespace();
    if let (Some(only), None) = (words.next(), words.next()) {
        return bare(only);
    }
    let of_part: Vec<&str> = part.split(' ').collect();
    let raw: Vec<String> = text
        .split_whitespace()
        .map(bare)
        .filter(|word| of_part.contains(&names::normalise(word).text.as_str()))
        .take(of_part.len())
        .collect();
    if raw.is_empty() { part.to_owned() } else { raw.join(" ") }
}

/// How well a word of a name fits one that was typed, 0 to 1; `share` is how surely both are forms of one name.
fn of_word(normal: &str, own_light: &str, share: f32, word: &Word) -> Option<(f32, How)> {
    if normal == word.text {
        return Some((1.0, How::Written));
    }
    if normal.starts_with(&word.text) {
        return Some((0.9, How::Part));
    }
    // A word within a part begins too: Hafsa of Umm Hafsa.
    if normal.split([' ', '-']).any(|own| own.starts_with(&word.text)) {
        return Some((0.88, How::Part));
    }
    let letters = word.text.chars().count();
    let light = |least: usize| word.light.len() >= least && !own_light.is_empty();
    if light(2) && own_light == word.light {
        return Some((0.95, How::Letters));
    }
    if light(2) && own_light.starts_with(&word.light) {
        return Some((BEGINS, How::Letters));
    }
    if letters >= 2 && share >= SAME_NAME_AT {
        return Some((0.2 + 0.73 * share, How::Form));
    }
    if letters >= 2 && normal.contains(&word.text) {
        return Some((0.6, How::Part));
    }
    (light(3) && own_light.contains(&word.light)).then_some((0.5, How::Letters))
}

fn of_number(summary: &Summary, number: &Number, has: impl Fn(&Number) -> bool) -> Option<(f32, How)> {
    let code = compact(&summary.code.to_string());
    // The two letters before the code are everybody's.
    let given = number.compact.strip_prefix("HW").unwrap_or(&number.compact);
    if given.len() >= 3 && summary.code.compact().contains(given) {
        return Some((if code.ends_with(given) && given.len() == 7 { 1.0 } else { 0.7 }, How::Code));
    }
    if number.is_document() && has(number) {
        return Some((1.0, How::Document));
    }
    let (asked, known) = (number.date?, summary.birth?);
    let overlaps = |asked: PartialDate| {
        let (from, to) = (asked.earliest(), asked.latest());
        match known {
            PartialDate::Either(one, other) => [one, other].into_iter().any(|day| (from..=to).contains(&day)),
            known => from <= known.latest() && known.earliest() <= to,
        }
    };
    let fits = match asked {
        PartialDate::Either(one, other) => {
            overlaps(PartialDate::Day(one)) || overlaps(PartialDate::Day(other))
        }
        asked => overlaps(asked),
    };
    fits.then_some((if asked == known { 1.0 } else { 0.8 }, How::Birth))
}
