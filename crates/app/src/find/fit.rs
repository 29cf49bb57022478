//! How well a person fits what was typed, and why.
//!
//! Invariant: pure, and made from what the reader may see of the person alone; every fact must fit, but for one word of
//! three facts and more: names are misheard. Then it is said which.

use std::cmp::Reverse;

use domain::PartialDate;
use names::{Name, SAME_NAME_AT};

use super::facts::{Fact, Number, Word, compact};
use crate::Summary;

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
    /// No word of the name is it, though all else fits.
    Apart,
}

impl How {
    /// All there are.
    pub const ALL: [Self; 9] = [
        Self::Code,
        Self::Document,
        Self::Birth,
        Self::Written,
        Self::Part,
        Self::Letters,
        Self::Form,
        Self::Earlier,
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

/// A word of a person's name.
struct Part {
    raw: String,
    normal: String,
    light: String,
}

/// From so many facts on, one word may be wrong.
const MANY: usize = 3;

/// How well all facts fit, and why each does; nothing if too few do. Documents were looked up in the index.
pub(super) fn fit(
    summary: &Summary,
    facts: &[Fact],
    has: impl Fn(&Number) -> bool,
) -> Option<(f32, Vec<Why>)> {
    let parts = parts(summary);
    let mut used = vec![false; parts.len()];
    let (mut score, mut why) = (0.0, Vec::with_capacity(facts.len()));
    let mut may_miss = facts.len() >= MANY;
    for fact in facts {
        let (points, how, fits) = match fact {
            Fact::Word(word) => {
                let found = parts.iter().enumerate().filter_map(|(at, part)| {
                    let (points, how) = of_word(part, word)?;
                    // Ali Aliyev asks for two words.
                    Some((if used[at] { points * 0.6 } else { points }, how, at))
                });
                let best = found.max_by(|a, b| a.0.total_cmp(&b.0).then(Reverse(a.2).cmp(&Reverse(b.2))));
                match best {
                    Some((points, how, at)) => {
                        used[at] = true;
                        (points, how, Some(parts[at].raw.clone()))
                    }
                    None if may_miss => {
                        may_miss = false;
                        (0.0, How::Apart, None)
                    }
                    None => return None,
                }
            }
            Fact::Number(number) => {
                let (points, how) = of_number(summary, number, &has)?;
                (points, how, None)
            }
        };
        score += points;
        why.push(Why { how, typed: fact.text().to_owned(), fits });
    }
    (!why.is_empty()).then_some((score, why))
}

fn parts(summary: &Summary) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for name in &summary.names {
        // The words as they were written, with their particles.
        for part in names::parse(name.text.as_str()) {
            if !parts.iter().any(|known| known.normal == part.text) {
                let raw = raw_of(name.text.as_str(), &part.text);
                parts.push(Part { raw, light: names::light(&part.text), normal: part.text });
            }
        }
    }
    if let Some(title) = &summary.title {
        let normal = names::normalise(title.as_str()).text;
        for word in normal.split_whitespace() {
            parts.push(Part { raw: word.to_owned(), light: names::light(word), normal: word.to_owned() });
        }
    }
    parts
}

/// The words of a text that a part was read from, as they stand there.
fn raw_of(text: &str, part: &str) -> String {
    let of_part: Vec<&str> = part.split(' ').collect();
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let raw: Vec<&str> = words
        .filter(|word| of_part.contains(&names::normalise(word).text.as_str()))
        .take(of_part.len())
        .collect();
    if raw.is_empty() { part.to_owned() } else { raw.join(" ") }
}

/// How well a word of a name fits one that was typed, 0 to 1.
fn of_word(part: &Part, word: &Word) -> Option<(f32, How)> {
    if part.normal == word.text {
        return Some((1.0, How::Written));
    }
    if part.normal.starts_with(&word.text) {
        return Some((0.9, How::Part));
    }
    // A word within a part begins too: Hafsa of Umm Hafsa.
    if part.normal.split([' ', '-']).any(|own| own.starts_with(&word.text)) {
        return Some((0.88, How::Part));
    }
    let letters = word.text.chars().count();
    let light = |least: usize| word.light.len() >= least && !part.light.is_empty();
    if light(2) && part.light == word.light {
        return Some((0.95, How::Letters));
    }
    if light(2) && part.light.starts_with(&word.light) {
        return Some((0.8, How::Letters));
    }
    let share = Name::new(&part.normal).share(&word.name);
    if letters >= 2 && share >= SAME_NAME_AT {
        return Some((0.6 + 0.3 * share, How::Form));
    }
    if letters >= 2 && part.normal.contains(&word.text) {
        return Some((0.6, How::Part));
    }
    (light(3) && part.light.contains(&word.light)).then_some((0.5, How::Letters))
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
