//! Every word a person reads, in every language.
//!
//! Texts live in `words/{en,ru,kk,ar}/*.ftl` (Fluent) and are built in. A page takes a [`Words`] and asks for a text
//! by its key, written as a literal (`words.say("frame-search")`), so that a test finds keys nobody has written and
//! texts nobody uses.
//!
//! Invariant: nothing a person reads is written in Rust, except data (names, codes, notes), which stands in an
//! element marked `translate="no"` (see [`crate::look::own`]).

mod bundle;
mod language;
mod list;
mod number;
mod pseudo;
mod time;

#[cfg(test)]
mod check;

use std::{borrow::Cow, cmp::Ordering};

pub use self::{
    language::{Direction, Language},
    pseudo::bare_texts,
    time::Clock,
};

/// The words of one language. Small and `Copy`: hand it to everything that shows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

/// What a text is told: `words.say_with("field-problems", args!["count" => 3])`.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A text, put in as it is (and held apart where its direction differs).
    Text(Cow<'a, str>),
    /// A whole number: chooses plurals and is grouped.
    Number(i64),
}

macro_rules! arg_from {
    ($($number:ty),*) => { $(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )* };
}
arg_from!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

/// The arguments of [`Words::say_with`]: `args!["name" => name, "count" => 3]`.
#[macro_export]
macro_rules! args {
    ($($name:literal => $value:expr),* $(,)?) => {
        &[$(($name, $crate::words::Arg::from($value))),*]
    };
}

impl Words {
    /// The words of a language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// Which language it is.
    pub const fn language(self) -> Language {
        self.language
    }

    /// Which way it is written.
    pub const fn direction(self) -> Direction {
        self.language.direction()
    }

    /// A text that takes no arguments.
    ///
    /// A key nobody has written panics in tests and debug builds and shows the key in a release.
    pub fn say(self, key: &'static str) -> &'static str {
        let found = bundle::of(self.language).plain(key);
        debug_assert!(found.is_some(), "no text {key} in {}, or it takes arguments", self.language.code());
        found.unwrap_or(key)
    }

    /// A text with its arguments: see [`args!`](crate::args).
    pub fn say_with(self, key: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        let said = bundle::of(self.language).with(key, args);
        debug_assert!(said.is_some(), "no text {key} in {}, or an argument is missing", self.language.code());
        said.unwrap_or_else(|| key.to_owned())
    }

    /// A text chosen by a code that another room gives: the family's name, a dash, the code with `-` for `_`
    /// (`say_code("wrong", "no_such_day", …)`, `say_code("refused", "second-person", …)`).
    ///
    /// A code without its own text, or without an argument it needs, gets the family's `-other`. The families are
    /// `refused` (reasons of `app`), `lacking` (consents), `wrong` (answers in forms), `problem` and `mend` (cells of an
    /// import), `file` (files), `meaning` (columns), `ground` (relationships) and `event`; a test holds each against the
    /// codes in the code.
    pub fn say_code(self, family: &'static str, code: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        let key = format!("{family}-{}", code.replace('_', "-"));
        let bundle = bundle::of(self.language);
        bundle.with(&key, args).or_else(|| bundle.with(&format!("{family}-other"), &[])).unwrap_or(key)
    }

    /// A text that comes from elsewhere in several languages (the protocol's labels), by a look-up from language
    /// code to text; English where the language is missing, then Russian, then nothing.
    pub fn pick<'t>(self, text_in: impl Fn(&str) -> Option<&'t str>) -> Cow<'t, str> {
        if self.language == Language::Pseudo {
            return text_in("en")
                .map_or(Cow::Borrowed(""), |text| Cow::Owned(pseudo::bracket(&pseudo::accent(text))));
        }
        let found = text_in(self.language.code()).or_else(|| text_in("en")).or_else(|| text_in("ru"));
        Cow::Borrowed(found.unwrap_or_default())
    }

    /// A whole number, grouped.
    pub fn number(self, number: i64) -> String {
        number::whole(self.language, number)
    }

    /// A number with so many places.
    pub fn decimal(self, number: f64, places: usize) -> String {
        number::decimal(self.language, number, places)
    }

    /// The order two names stand in under this language's alphabet.
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        bundle::collator(self.language).map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocol_texts_are_picked_by_language_and_fall_back_to_english() {
        let both = |code: &str| match code {
            "en" => Some("Visit"),
            "kk" => Some("Сапар"),
            _ => None,
        };
        assert_eq!(Words::new(Language::Kk).pick(both), "Сапар");
        assert_eq!(Words::new(Language::Ar).pick(both), "Visit");
        assert_eq!(Words::new(Language::Pseudo).pick(both), "⟦Vîšîţ·⟧");
    }

    #[test]
    fn kazakh_letters_have_their_own_place_in_the_alphabet() {
        let words = Words::new(Language::Kk);
        let mut names = ["Бота", "Әсел", "Қанат", "Азат", "Кәрім"];
        names.sort_by(|a, b| words.compare(a, b));
        assert_eq!(names, ["Азат", "Әсел", "Бота", "Кәрім", "Қанат"]);
    }

    #[test]
    #[should_panic(expected = "no text")]
    fn an_unwritten_key_is_noticed_in_tests() {
        Words::new(Language::En).say("this-key-is-written-nowhere");
    }
}
