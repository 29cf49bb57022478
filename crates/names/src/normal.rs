//! The normal form: what two writings of one name in one script have in common.
//!
//! Invariant: normalising a normal form changes nothing, and every loss or repair is reported.

use unicode_normalization::UnicodeNormalization;

use crate::{
    homoglyph::{self, Word},
    note::Note,
    script::{Script, is_letter},
};

/// Longer texts are cut here: no name is that long, and the rest would only cost time.
pub const MAX_CHARS: usize = 20_000;

/// A normal form and what happened on the way to it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Normalised {
    /// The normal form: composed, folded to lower case, words separated by single spaces.
    pub text: String,
    /// Which losses and repairs there were, each with how often.
    pub notes: Vec<(Note, u32)>,
}

// A name in a log would tell who somebody is.
impl std::fmt::Debug for Normalised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Normalised").field("notes", &self.notes).finish_non_exhaustive()
    }
}

impl Normalised {
    /// Whether a kind of loss or repair occurred.
    pub fn has(&self, note: Note) -> bool {
        self.notes.iter().any(|(found, _)| *found == note)
    }

    fn note(&mut self, note: Note, times: u32) {
        if times == 0 {
            return;
        }
        match self.notes.iter_mut().find(|(found, _)| *found == note) {
            Some((_, count)) => *count = count.saturating_add(times),
            None => self.notes.push((note, times)),
        }
    }
}

/// Derives the normal form of a name.
pub fn normalise(raw: &str) -> Normalised {
    plain(raw).map_or_else(|| in_passes(raw), |text| Normalised { text, notes: Vec::new() })
}

/// The normal form of a text that needs small letters and no more: words of one script each, of letters that have nothing
/// to repair, with single spaces between. Most names are such, and every normal form of them.
fn plain(raw: &str) -> Option<String> {
    if raw.len() > MAX_CHARS || raw.starts_with(' ') || raw.ends_with(' ') {
        return None;
    }
    let mut text = String::with_capacity(raw.len());
    let (mut of_word, mut before) = (None, '\0');
    for c in raw.chars() {
        let script = match c {
            ' ' if before != ' ' => {
                of_word = None;
                None
            }
            '\'' | '-' => None,
            'A'..='Z' | 'a'..='z' => Some(Script::Latin),
            '\u{0400}'..='\u{045F}' | '\u{048A}'..='\u{052F}' => Some(Script::Cyrillic),
            '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => Some(Script::Arabic),
            _ => return None,
        };
        if script.is_some() && of_word.replace(script).is_some_and(|known| known != script) {
            return None;
        }
        text.extend(c.to_lowercase());
        before = c;
    }
    Some(text)
}

fn in_passes(raw: &str) -> Normalised {
    let mut done = Normalised::default();
    let cut = raw.char_indices().nth(MAX_CHARS).map_or(raw, |(end, _)| {
        done.note(Note::Cut, 1);
        &raw[..end]
    });
    let mut text = pass(cut, &mut done);
    // Dropping a mark can let its neighbours compose, and a ligature can expand to a mark: until nothing moves.
    for _ in 0..4 {
        let next = pass(&text, &mut Normalised::default());
        if next == text {
            break;
        }
        text = next;
    }
    doubts(&text, &mut done);
    done.text = text;
    done
}

fn pass(text: &str, notes: &mut Normalised) -> String {
    let cleaned = clean(text, notes);
    let composed: String = cleaned.nfkc().collect();
    if composed.chars().ne(cleaned.nfc()) {
        notes.note(Note::Compatibility, 1);
    }
    let mut out = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        match homoglyph::repair(word) {
            Word::Pure => fold(word, &mut out, notes),
            Word::Mixed => {
                notes.note(Note::MixedScript, 1);
                fold(word, &mut out, notes);
            }
            Word::Repaired(repaired, letters) => {
                notes.note(Note::Homoglyph, letters);
                fold(&repaired, &mut out, notes);
            }
        }
    }
    out.nfkc().collect()
}

/// Drops what cannot be seen and makes spaces, apostrophes and dashes plain.
fn clean(text: &str, notes: &mut Normalised) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {
                notes.note(Note::BidiControl, 1);
            }
            '\u{00AD}'
            | '\u{034F}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' => notes.note(Note::ZeroWidth, 1),
            '\t' | '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}' => {
                notes.note(Note::LineBreak, 1);
                out.push(' ');
            }
            '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
                notes.note(Note::NoBreakSpace, 1);
                out.push(' ');
            }
            c if c.is_control() => notes.note(Note::Control, 1),
            '\u{0640}' => notes.note(Note::Tatweel, 1),
            '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{0060}'
            | '\u{00B4}'
            | '\u{02B9}'..='\u{02BF}'
            | '\u{02C8}'
            | '\u{02CA}'
            | '\u{02CB}'
            | '\u{2032}'
            | '\u{2035}'
            | '\u{A78B}'
            | '\u{A78C}'
            | '\u{FF07}' => {
                notes.note(Note::Apostrophe, 1);
                out.push('\'');
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => out.push('-'),
            c => out.push(c),
        }
    }
    let edges = out.starts_with(' ') || out.ends_with(' ') || out.contains("  ");
    notes.note(Note::ExtraSpace, u32::from(edges));
    out
}

/// Folds case, drops vowel marks and puts letters borrowed by other languages back to the Arabic ones.
fn fold(word: &str, out: &mut String, notes: &mut Normalised) {
    // Vowel marks are dropped from the decomposed text, or a mark inside a composed letter would survive.
    for c in word.nfd() {
        match c {
            '\u{064B}'..='\u{0652}'
            | '\u{0656}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'
            | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{08D3}'..='\u{08FF}' => {
                notes.note(Note::Harakat, 1);
            }
            'ی' | 'ې' | 'ے' => persian('ي', out, notes),
            'ک' | 'ڪ' => persian('ك', out, notes),
            'ہ' | 'ھ' | 'ۀ' | 'ە' | 'ۃ' => persian('ه', out, notes),
            'ٱ' => persian('ا', out, notes),
            'ۇ' | 'ۆ' | 'ۈ' | 'ۋ' => persian('و', out, notes),
            'İ' => out.push('i'),
            'ß' | 'ẞ' => out.push_str("ss"),
            'ς' => out.push('σ'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

fn persian(letter: char, out: &mut String, notes: &mut Normalised) {
    notes.note(Note::PersianLetter, 1);
    out.push(letter);
}

/// Question marks: inside a word a letter was lost, behind it somebody doubted.
fn doubts(text: &str, notes: &mut Normalised) {
    for word in text.split(' ') {
        let (mut lost, mut letters) = (0u32, false);
        let bare = word.trim_end_matches('?');
        for c in word.chars() {
            letters |= is_letter(c);
            lost += u32::from(c == '\u{FFFD}');
        }
        if letters {
            let inside = bare.chars().filter(|c| *c == '?').count();
            lost = lost.saturating_add(u32::try_from(inside).unwrap_or(u32::MAX));
            notes.note(Note::Doubt, u32::from(bare.len() < word.len()));
        }
        notes.note(Note::LostLetter, lost);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_eye_takes_for_the_same_becomes_the_same() {
        for (raw, normal, note) in [
            ("Kурбон", "курбон", Note::Homoglyph),
            ("Шынар\u{00A0}", "шынар", Note::NoBreakSpace),
            ("زرينــا", "زرينا", Note::Tatweel),
            ("حْفَصة", "حفصة", Note::Harakat),
            ("\u{202E}Али\u{202C}", "али", Note::BidiControl),
            ("Ал\u{200B}и", "али", Note::ZeroWidth),
            ("سلیمان", "سليمان", Note::PersianLetter),
            ("o\u{2018}g\u{02BB}li", "o'g'li", Note::Apostrophe),
            ("Али \n Хан", "али хан", Note::LineBreak),
            ("Али\u{0007}", "али", Note::Control),
            ("ﻣﺤﻤﺪ", "محمد", Note::Compatibility),
            ("Ж?сіп", "ж?сіп", Note::LostLetter),
            ("Али?", "али?", Note::Doubt),
        ] {
            let done = normalise(raw);
            assert_eq!(done.text, normal);
            assert!(done.has(note), "{note:?} is missing for {normal}");
        }
    }

    #[test]
    fn a_clean_name_has_no_notes() {
        for clean in ["Такенова", "Мұхаммед Әлиұлы", "محمد", "Ulzhan", "Ёлка-Ань", "أحمد"]
        {
            assert_eq!(normalise(clean).notes, [], "{clean}");
        }
    }

    #[test]
    fn letters_that_only_look_alike_across_words_stay() {
        let done = normalise("Али Ali");
        assert_eq!(done.text, "али ali");
        assert!(!done.has(Note::Homoglyph));
    }

    #[test]
    fn debug_shows_no_name() {
        assert!(!format!("{:?}", normalise("Али")).contains("али"));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a bound on the work, generous enough for any machine")]
    fn ten_thousand_characters_take_no_time() {
        for unit in ["а", "a\u{0301}", "\u{FDFA}", "? ", "Aа", "\u{064B}", "́"] {
            let long = unit.repeat(10_000);
            let start = Instant::now();
            let _ = normalise(&long);
            assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        }
    }

    #[test]
    fn what_is_plain_needs_no_more_than_small_letters() {
        let mut plainly = 0;
        for c in '\0'..=char::MAX {
            for raw in [c.to_string(), format!("а{c}"), format!("م{c}")] {
                if let Some(text) = plain(&raw) {
                    let done = in_passes(&raw);
                    assert_eq!((text, &[][..]), (done.text, &done.notes[..]), "{:04X}", u32::from(c));
                    plainly += 1;
                }
            }
        }
        assert!(plainly > 350, "{plainly}");
        for not in ["Aли", "али  хан", " али", "али?", "зо\u{0308}", "محمدa", "ﻣﺤﻤﺪ", "سلیمان"]
        {
            assert_eq!(plain(not), None, "{not}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plain_is_as_it_would_be_in_passes(
            text in "([A-Za-z'-]{0,9}|[\u{400}-\u{52f}'-]{0,9}|[ء-ي'-]{0,9}| ){0,6}",
        ) {
            if let Some(text) = plain(&text) {
                prop_assert_eq!(plain(&text), Some(text));
            }
            if let Some(short) = plain(&text) {
                let done = in_passes(&text);
                prop_assert_eq!(short, done.text);
                prop_assert_eq!(done.notes, []);
            }
        }

        #[test]
        fn normalising_twice_is_normalising_once(text in "\\PC{0,40}|[\\x00-\\u{7ff}]{0,40}|.{0,40}") {
            let once = normalise(&text);
            let twice = normalise(&once.text);
            prop_assert_eq!(&twice.text, &once.text);
            for note in [Note::Homoglyph, Note::BidiControl, Note::Tatweel, Note::NoBreakSpace, Note::ExtraSpace, Note::Harakat] {
                prop_assert!(!twice.has(note), "{note:?} is still there");
            }
        }

        #[test]
        fn a_normal_form_holds_no_controls(text in "[\\u{0}-\\u{20}\\u{600}-\\u{6ff}\\u{2000}-\\u{206f}а-яa-z]{0,60}") {
            let done = normalise(&text);
            let unseen = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c);
            prop_assert!(!done.text.contains(unseen));
        }
    }
}
