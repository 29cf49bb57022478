//! A whole name, prepared once and compared many times.
//!
//! Invariant: the raw text stays with the name; what is compared can be derived from it again. A comparison looks at
//! no more than [`MAX_WORDS`] words of each side, gives the same whichever comes first, and allocates nothing.

use crate::{
    lexicon::{self, Known},
    parse::{Part, Role, parse},
    particle::{before_father, before_kunya, patronymic, without_article},
    script::Script,
    token::Token,
    weights::{self, odds_to_share},
};

/// Words beyond these are not compared.
pub(crate) const MAX_WORDS: usize = 6;

/// Words that are written as one with the name before them, or apart.
pub(crate) const GROWN_ON: &[&str] = &[
    "хан",
    "хон",
    "бек",
    "бей",
    "жан",
    "джан",
    "жон",
    "гуль",
    "гул",
    "гүл",
    "din",
    "al-din",
    "ud-din",
    "uddin",
    "khan",
    "xan",
    "han",
    "khon",
    "xon",
    "bek",
    "beg",
    "bik",
    "bey",
    "jan",
    "jon",
    "dzhan",
    "can",
    "gul",
    "خان",
    "بيك",
    "بك",
    "بيج",
    "جان",
    "غول",
    "گل",
    "الدين",
    "الله",
    "ullah",
    "allah",
    "улла",
    "уллах",
];

/// One word of a name with the part it plays.
#[derive(Clone)]
pub(crate) struct Word {
    pub(crate) token: Token,
    /// The word with its ending or article, where one was taken off.
    pub(crate) whole: Option<Token>,
    pub(crate) role: Role,
    /// The role was told by a particle or an ending and not only by the place.
    pub(crate) told: bool,
    /// A nisba: where somebody is said to come from.
    pub(crate) nisba: bool,
}

/// A name in its prepared form.
#[derive(Clone)]
pub struct Name {
    raw: Box<str>,
    pub(crate) words: Vec<Word>,
    /// All words as one, for names that one hand joins and another does not.
    joined: Option<Token>,
}

// Who it is is nobody's business in a log.
impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Name").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl Word {
    /// As [`Token::compare`]; an ending that only one of the two seems to have was none.
    fn compare(&self, other: &Self) -> f32 {
        let bare = self.token.compare(&other.token);
        if self.whole.is_some() == other.whole.is_some() {
            return bare;
        }
        let (left, right) =
            (self.whole.as_ref().unwrap_or(&self.token), other.whole.as_ref().unwrap_or(&other.token));
        bare.max(left.compare(right))
    }
}

impl Name {
    /// Prepares a name as somebody wrote it.
    pub fn new(raw: &str) -> Self {
        let mut parts = parse(raw);
        join_grown(&mut parts);
        own_name_first(&mut parts, raw);
        let mut words: Vec<Word> = parts.iter().map(word).take(MAX_WORDS).collect();
        words.retain(|word| !word.token.is_empty());
        let joined = (words.len() == 2 || words.len() == 3).then(|| {
            let text = crate::normal::normalise(raw).text;
            Token::new(&text)
        });
        Self { raw: raw.into(), words, joined }
    }

    /// The name as it was written.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Whether nothing in it can be compared.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The logarithm of the odds that two names are forms of one name.
    pub fn odds(&self, other: &Self) -> f32 {
        let (left, right) = (&self.words[..], &other.words[..]);
        if left.is_empty() || right.is_empty() {
            return 0.0;
        }
        if let ([left], [right]) = (left, right) {
            return left.compare(right) + weights::get().single;
        }
        let apart = together(left, right);
        // Alikhan and Ali Khan: one word against several.
        match (&self.joined, &other.joined) {
            (Some(joined), None) if right.len() == 1 => apart.max(joined.compare(&right[0].token)),
            (None, Some(joined)) if left.len() == 1 => apart.max(joined.compare(&left[0].token)),
            _ => apart,
        }
    }

    /// The probability that two names are forms of one name, where as many pairs are as are not.
    pub fn share(&self, other: &Self) -> f32 {
        odds_to_share(self.odds(other))
    }
}

/// The bare word of a part: without the particle or ending that only says which part it is.
fn word(part: &Part) -> Word {
    let text = part.text.as_str();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let mut told = false;
    let mut nisba = false;
    let bare = match part.role {
        Role::Father | Role::Grandfather => {
            if let Some(found) = patronymic(text) {
                told = true;
                found.root
            } else if before_father(first).is_some() && !rest.is_empty() {
                told = true;
                rest.to_owned()
            } else {
                text.to_owned()
            }
        }
        Role::Kunya => {
            told = true;
            if before_kunya(first).is_some() && !rest.is_empty() { rest.to_owned() } else { text.to_owned() }
        }
        Role::Family => {
            let bare = without_article(text);
            nisba = bare != text;
            bare.to_owned()
        }
        Role::Given | Role::Nickname => without_article(text).to_owned(),
    };
    let bare = without_article(&bare);
    let token = Token::new(bare);
    let whole = (bare != text && !text.contains(' ')).then(|| Token::new(text));
    told |= token.is_surname() && part.role == Role::Family;
    Word { token, whole, role: part.role, told, nisba }
}

/// Puts `khan`, `bek`, `jan` back to the name they belong to.
pub(crate) fn join_grown(parts: &mut Vec<Part>) {
    let mut at = 1;
    while at < parts.len() {
        let is_grown = |part: &Part| GROWN_ON.contains(&part.text.as_str());
        // Haris Bek Khan: the two are a name by themselves.
        if at + 1 < parts.len() && is_grown(&parts[at]) && is_grown(&parts[at + 1]) {
            let grown = parts.remove(at + 1).text;
            parts[at].text.push_str(&grown);
            at += 1;
        } else if is_grown(&parts[at]) {
            let grown = parts.remove(at).text;
            parts[at - 1].text.push_str(&grown);
        } else {
            at += 1;
        }
    }
}

/// A chain of Arabic names of which one only ends like a surname (خانيفا, يوسوف): a name of its own in its place, and
/// those behind it move one on.
fn own_name_first(parts: &mut [Part], raw: &str) {
    let Some(at) = parts.iter().position(|part| part.role == Role::Family) else { return };
    let ends_alike = parts[at].script == Script::Arabic && Token::new(&parts[at].text).is_surname();
    if !ends_alike || lexicon::look_up(&parts[at].text).known != Known::Listed {
        return;
    }
    let written = crate::normal::normalise(raw).text;
    let place = |part: &Part| written.find(part.text.as_str()).unwrap_or(usize::MAX);
    let here = place(&parts[at]);
    let chain = [Role::Given, Role::Father, Role::Grandfather, Role::Family];
    let before = parts.iter().filter(|part| chain.contains(&part.role) && place(part) < here).count();
    let Some(own) = chain.get(before).copied() else { return };
    for (index, part) in parts.iter_mut().enumerate() {
        if index == at {
            part.role = own;
        } else if let Some(role) = chain.iter().position(|role| *role == part.role)
            && role >= before
        {
            part.role = chain[(role + 1).min(3)];
        }
    }
}

/// Lays the words of two names side by side, each word once, the best pairs first.
fn together(left: &[Word], right: &[Word]) -> f32 {
    let (left, right) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let mut found = [0.0f32; MAX_WORDS];
    let mut odds = [[f32::NEG_INFINITY; MAX_WORDS]; MAX_WORDS];
    let mut in_order = left.len() == right.len();
    for (at, word) in left.iter().enumerate() {
        odds[at][at] = word.compare(&right[at]);
        found[at] = odds[at][at];
        in_order &= odds[at][at] > 0.0;
    }
    if !in_order {
        for (l, word) in left.iter().enumerate() {
            for (r, other) in right.iter().enumerate() {
                if l != r {
                    odds[l][r] = word.compare(other);
                }
            }
        }
        let (mut used_left, mut used_right) = ([false; MAX_WORDS], [false; MAX_WORDS]);
        for _ in 0..left.len() {
            let mut best = (f32::NEG_INFINITY, 0, 0);
            for l in (0..left.len()).filter(|l| !used_left[*l]) {
                for r in (0..right.len()).filter(|r| !used_right[*r]) {
                    if odds[l][r] > best.0 {
                        best = (odds[l][r], l, r);
                    }
                }
            }
            found[best.1] = best.0;
            (used_left[best.1], used_right[best.2]) = (true, true);
        }
    }
    let found = &mut found[..left.len()];
    found.sort_by(f32::total_cmp);
    weights::whole_name(found, right.len() - left.len())
}
