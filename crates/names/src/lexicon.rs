//! Names that are one name although no sound says so, and names that are two although they sound alike.
//!
//! The table is `data/lexicon.tsv`, built by `examples/build-lexicon.rs` from `data/regional.txt` and mined pairs; it
//! says of each form which names it may be, how surely, and how common the name is. A form the table has not is
//! looked for by its light form, so that a spelling nobody listed is found too.
//!
//! Invariant: the lines are sorted by form, byte for byte, and are searched as they stand: nothing is loaded.

use crate::{key::light, script::is_letter};

static TABLE: &str = include_str!("../data/lexicon.tsv");

/// How many names one form can be.
pub(crate) const MEANINGS: usize = 4;

/// How a form was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Known {
    /// It was not.
    #[default]
    Not,
    /// Its light form is that of a listed form.
    ByEar,
    /// It is listed.
    Listed,
}

/// What the lexicon says of one form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Meanings {
    /// The names it may be, 0 where there is none, each with how surely, 1 to 9.
    pub(crate) names: [(u16, u8); MEANINGS],
    /// How it was found.
    pub(crate) known: Known,
    /// How many in a thousand bear the commonest of these names.
    pub(crate) common: u8,
}

/// What the lexicon says of a word in its normal form.
pub(crate) fn look_up(word: &str) -> Meanings {
    let mut found = Meanings::default();
    let plain: String = word.chars().filter(|c| is_letter(*c)).collect();
    if plain.is_empty() {
        return found;
    }
    collect(&plain, &mut found);
    if found.names[0].0 != 0 {
        found.known = Known::Listed;
        return found;
    }
    let ear = light(word);
    if ear.len() >= 3 {
        collect(&format!("={ear}"), &mut found);
        if found.names[0].0 != 0 {
            found.known = Known::ByEar;
        }
    }
    found
}

/// The listed forms of each name of which there are several, in whatever scripts: to invent people by.
pub fn forms() -> Vec<Vec<&'static str>> {
    let mut forms: Vec<Vec<&'static str>> = Vec::new();
    each(|form, name, surely| {
        let name = usize::from(name);
        forms.resize_with(forms.len().max(name + 1), Vec::new);
        if surely >= 7 {
            forms[name].push(form);
        }
    });
    forms.retain(|forms| forms.len() > 1);
    forms
}

/// Every listed form with a name it may be, and how surely.
pub(crate) fn each(mut of: impl FnMut(&'static str, u16, u8)) {
    for line in TABLE.lines().filter(|line| !line.starts_with(['#', '='])) {
        let mut fields = line.split('\t');
        let (Some(form), Some(name), Some(surely)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        if let (Ok(name), Ok(surely)) = (name.parse(), surely.parse()) {
            of(form, name, surely);
        }
    }
}

/// The meanings of the lines whose form is this one.
fn collect(form: &str, found: &mut Meanings) {
    let bytes = TABLE.as_bytes();
    let line_start = |at: usize| bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let form_at = |start: usize| {
        let rest = &bytes[start..];
        &rest[..rest.iter().position(|byte| *byte == b'\t' || *byte == b'\n').unwrap_or(rest.len())]
    };
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let start = line_start(usize::midpoint(low, high));
        // The heading is sorted before every form.
        if bytes.get(start) == Some(&b'#') || form_at(start) < form.as_bytes() {
            low = bytes[start..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(bytes.len(), |end| start + end + 1);
        } else {
            high = start;
        }
    }
    let mut slots = found.names.iter_mut();
    for line in TABLE.get(low..).unwrap_or_default().lines() {
        let mut fields = line.split('\t');
        if fields.next() != Some(form) {
            break;
        }
        let mut number = || fields.next().and_then(|text| text.parse::<u16>().ok()).unwrap_or(0);
        let (name, surely, common) = (number(), number().to_le_bytes()[0], number().to_le_bytes()[0]);
        if let Some(slot) = slots.next() {
            *slot = (name, surely);
            found.common = found.common.max(common);
        }
    }
}
