//! What somebody types to find a person, read into facts: words of a name, a date, a number.
//!
//! Invariant: nothing is refused and nothing is guessed away: what may be a date may also be part of a code or of a
//! document's number, and a person fits if one of these does.

use domain::PartialDate;
use exchange::date::{self, Asked, BareNumber};
use jiff::civil::Date;
use names::{Name, Named, Role};

use crate::core::tokens;

/// Facts beyond these are not read.
const FACTS: usize = 8;
/// Words that one date may have: 12 March 2014.
const DATE: usize = 3;

/// One fact about whoever is looked for.
pub(super) enum Fact {
    /// A word of a name, or the beginning of one.
    Word(Word),
    /// Something with digits in it.
    Number(Number),
}

/// A word of a name.
pub(super) struct Word {
    /// As it was typed, in its normal form.
    pub(super) text: String,
    /// Its light form.
    pub(super) light: String,
    /// Prepared to be laid beside others.
    pub(super) name: Name,
    /// Which names it may be.
    pub(super) named: Named,
    /// Which part of a name it says that it is, by its ending or particle.
    pub(super) role: Option<Role>,
}

/// What has digits in it.
pub(super) struct Number {
    /// As it was typed.
    pub(super) text: String,
    /// The date it may be.
    pub(super) date: Option<PartialDate>,
    /// The letters and digits, as codes are written.
    pub(super) compact: String,
}

impl Word {
    pub(super) fn new(text: String) -> Self {
        Self { light: light(&text), name: Name::new(&text), named: Named::of(&text), role: told(&text), text }
    }
}

/// The light form of a word, in which a beginning is looked for: one hand writes Aisultan, another Aysultan.
pub(super) fn light(text: &str) -> String {
    names::light(text).replace('y', "i")
}

impl Number {
    /// Whether it may be the number of a document.
    pub(super) fn is_document(&self) -> bool {
        tokens::is_number(&self.text)
    }
}

impl Fact {
    /// As it was typed.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(word) => &word.text,
            Self::Number(number) => &number.text,
        }
    }
}

/// Reads what was typed.
pub(super) fn read(text: &str, today: Date) -> Vec<Fact> {
    let normal = date::plain_digits(&names::normalise(&text.replace('№', " ")).text);
    let words: Vec<&str> = normal
        .split([' ', ',', '،', ';'])
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
        .filter(|word| !word.is_empty())
        .take(4 * FACTS)
        .collect();
    let mut facts = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let dated = (1..=DATE.min(words.len() - at)).rev().find_map(|length| {
            let text = words[at..at + length].join(" ");
            Some((length, date_of(&text, today)?, text))
        });
        if let Some((length, date, text)) = dated {
            let compact = compact(&text);
            facts.push(Fact::Number(Number { text, date: Some(date), compact }));
            at += length;
        } else {
            let word = words[at];
            if word.contains(|c: char| c.is_ascii_digit()) {
                // The series of a document stands before its number: N 1234567.
                let series = name.pop_if(|series| is_series(series) && tokens::is_number(word));
                let text = format!("{}{word}", series.unwrap_or_default());
                let compact = compact(&text);
                facts.push(Fact::Number(Number { text, date: None, compact }));
            } else {
                name.push(word);
            }
            at += 1;
        }
    }
    // Particles belong to the words they introduce: bint Canat, Umm Hafsa, Abd ar-Rahman.
    let parts = names::parse(&name.join(" "));
    facts.extend(parts.into_iter().map(|part| Fact::Word(Word::new(part.text))));
    facts.truncate(FACTS);
    facts
}

/// Which part of a name a word says that it is. Its place says nothing: people type in any order.
fn told(text: &str) -> Option<Role> {
    if names::looks_like_patronymic(text) {
        Some(Role::Father)
    } else {
        names::looks_like_surname(text).then_some(Role::Family)
    }
}

/// Whether a word may be the series of a document: one or two letters.
fn is_series(word: &str) -> bool {
    word.chars().count() <= 2
}

fn date_of(text: &str, today: Date) -> Option<PartialDate> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let asked = Asked {
        reference: today,
        kind: exchange::sheet::CellKind::Text,
        day_zero: exchange::sheet::DayZero::Of1900,
        bare_number: BareNumber::Unknown,
    };
    let reading = date::read(text, asked);
    // Five digits are the number of a day only in a spreadsheet.
    let serial = reading.finding == Some(date::Finding::FromSerial);
    reading.value.filter(|_| !serial && reading.finding.is_none_or(|finding| !finding.blocks()))
}

/// The letters and digits of a code or a number.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn facts(text: &str) -> Vec<String> {
        read(text, date(2026, 3, 1))
            .iter()
            .map(|fact| match fact {
                Fact::Word(word) => word.text.clone(),
                Fact::Number(number) => match number.date {
                    Some(date) => format!("{date}"),
                    None => format!("#{}", number.compact),
                },
            })
            .collect()
    }

    #[test]
    fn dates_numbers_and_words_are_told_apart() {
        assert_eq!(facts("2014"), ["2014"]);
        assert_eq!(facts("٢٠١٤ زرينا"), ["2014", "زرينا"]);
        assert_eq!(facts("03.2014 Али"), ["2014-03", "али"]);
        assert_eq!(facts("Али 12 марта 2014"), ["2014-03-12", "али"]);
        assert_eq!(facts("25.03.2014"), ["2014-03-25"]);
        assert_eq!(facts("N12345678 Амина"), ["#N12345678", "амина"]);
        assert_eq!(facts("N 12345678 Амина"), ["#N12345678", "амина"]);
        assert_eq!(facts("Амина ЖА № 0123456"), ["#0123456", "амина"]);
        assert_eq!(facts("Ли 2014"), ["2014", "ли"]);
        assert_eq!(facts("7f3k"), ["#7F3K"]);
        assert_eq!(facts("Umm Hafsa"), ["umm hafsa"]);
        assert_eq!(facts(" , ; "), Vec::<String>::new());
        assert!(facts(&"я ".repeat(500)).len() <= FACTS);
    }
}
