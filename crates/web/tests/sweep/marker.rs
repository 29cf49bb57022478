//! Markers: letters that stand for one text of one record, and are found again wherever they come out.
//!
//! Invariant: every marker begins with letters that nothing else has, so that a part of one is noticed too.

use std::collections::{BTreeSet, HashMap};

/// What a marker stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark {
    /// The record's name in this test.
    pub(crate) record: &'static str,
    /// The compartment, `face` for what the school's side may know of `core`, `referral:…` for one envelope.
    pub(crate) part: String,
    /// In which kind of text it went in.
    pub(crate) how: &'static str,
}

/// An alphabet of sixteen letters and the beginning of its markers.
struct Alphabet {
    begin: &'static str,
    letters: [char; 16],
}

const LETTERS: usize = 6;
const LATIN: Alphabet = Alphabet {
    begin: "zqxwvq",
    letters: ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v'],
};
const CYRILLIC: Alphabet = Alphabet {
    begin: "жцщфхг",
    letters: ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ф', 'х'],
};
const ARABIC: Alphabet = Alphabet {
    begin: "ظثغضصق",
    letters: ['ب', 'ت', 'ج', 'ح', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ط', 'ع', 'ف', 'ك', 'ل', 'م'],
};

/// All markers that were given out.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    known: HashMap<String, Mark>,
    codes: HashMap<String, &'static str>,
}

impl Marks {
    /// A text in Latin letters for a part of a record.
    pub(crate) fn latin(&mut self, record: &'static str, part: &str, how: &'static str) -> String {
        self.give(&LATIN, Mark { record, part: part.to_owned(), how })
    }

    /// The same in Cyrillic letters.
    pub(crate) fn cyrillic(&mut self, record: &'static str, part: &str, how: &'static str) -> String {
        self.give(&CYRILLIC, Mark { record, part: part.to_owned(), how })
    }

    /// The same in Arabic letters.
    pub(crate) fn arabic(&mut self, record: &'static str, part: &str, how: &'static str) -> String {
        self.give(&ARABIC, Mark { record, part: part.to_owned(), how })
    }

    /// Takes a record's code: it is found as the part `code`.
    pub(crate) fn code(&mut self, record: &'static str, code: &str) {
        self.codes.insert(code.to_owned(), record);
    }

    fn give(&mut self, alphabet: &Alphabet, mark: Mark) -> String {
        let number = (self.known.len() + 1).wrapping_mul(0x9E_37B1) & 0xFF_FFFF;
        let end: String = (0..LETTERS).map(|place| alphabet.letters[(number >> (4 * place)) & 15]).collect();
        let text = format!("{}{end}", alphabet.begin);
        assert!(self.known.insert(text.clone(), mark).is_none(), "a marker was given twice");
        let mut letters = text.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// All that were given out.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Mark)> {
        self.known.iter().map(|(text, mark)| (text.as_str(), mark))
    }

    /// The marker of a text, to be looked for by a part of it.
    pub(crate) fn text_of(&self, record: &str, part: &str, how: &str) -> &str {
        self.all()
            .find(|(_, mark)| mark.record == record && mark.part == part && mark.how == how)
            .map_or_else(|| panic!("no marker {record} {part} {how}"), |(text, _)| text)
    }

    /// The marks in an answer, its escapes undone; `Err` holds a marker that was cut.
    pub(crate) fn within(&self, text: &str) -> Result<BTreeSet<Mark>, String> {
        let mut found = BTreeSet::new();
        for text in readings(text) {
            for alphabet in [&LATIN, &CYRILLIC, &ARABIC] {
                for (at, _) in text.match_indices(alphabet.begin) {
                    let whole: String =
                        text[at..].chars().take(alphabet.begin.chars().count() + LETTERS).collect();
                    let mark = self.known.get(&whole).ok_or(whole)?;
                    found.insert(mark.clone());
                }
            }
            for (at, _) in text.match_indices("hw-") {
                let code: String = text[at..].chars().take("HW-XXXX-XXX".len()).collect();
                if let Some(record) = self.codes.get(&code.to_uppercase()) {
                    found.insert(Mark { record, part: "code".into(), how: "code" });
                }
            }
        }
        Ok(found)
    }
}

/// A part of a marker long enough to be searched for, short enough not to be taken for one.
pub(crate) fn fragment(marker: &str) -> String {
    let letters: Vec<char> = marker.chars().collect();
    letters[letters.len() - LETTERS..].iter().collect()
}

/// A text in lower case as it stands, with `%XX` undone, and with `\uXXXX` undone.
fn readings(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut readings = Vec::new();
    // Only letters that an address has to escape, or the first of a marker.
    if ["%d", "%5a", "%7a"].iter().any(|part| text.contains(part)) {
        readings.push(percent(&text).to_lowercase());
    }
    if text.contains("\\u0") {
        readings.push(unescaped(&text).to_lowercase());
    }
    if text.contains("&#") {
        readings.push(entities(&text).to_lowercase());
    }
    readings.push(text);
    readings
}

fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                out.push_str(&part[4..]);
            }
            None => out.push_str(part),
        }
    }
    out
}

fn entities(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.split_once(';').and_then(|(number, rest)| {
            let number = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some((char::from_u32(number)?, rest))
        });
        match number {
            Some((letter, rest)) => {
                out.push(letter);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}

#[test]
fn a_marker_is_found_however_it_is_written() {
    let mut marks = Marks::default();
    let latin = marks.latin("own", "social", "note");
    let cyrillic = marks.cyrillic("own", "face", "name");
    let arabic = marks.arabic("own", "core", "name");
    marks.code("own", "HW-7F3K-QX2");
    assert!(latin.starts_with("Zqxwvq") && latin.len() == 12, "{latin}");
    let part = |text: &str| -> Vec<String> {
        marks.within(text).unwrap().into_iter().map(|mark| mark.part).collect()
    };
    assert_eq!(part(&format!("<p>{latin}</p>")), ["social"]);
    assert_eq!(part(&format!("<title>{}", latin.to_uppercase())), ["social"]);
    let escaped: String = cyrillic.bytes().map(|byte| format!("%{byte:02X}")).collect();
    assert_eq!(part(&format!("/x?q={escaped}&a=1")), ["face"]);
    let json: String = arabic.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect();
    assert_eq!(part(&json), ["core"]);
    let html: String = cyrillic.chars().map(|letter| format!("&#{};", u32::from(letter))).collect();
    assert_eq!(part(&html), ["face"]);
    assert_eq!(part("/records/HW-7F3K-QX2/print"), ["code"]);
    assert!(marks.within(&latin[..10]).is_err(), "a marker that was cut is noticed");
    assert!(part(&fragment(&latin)).is_empty(), "what is searched for is no marker");
}
