//! The parts of a whole name: given, father, grandfather, family, kunya, nickname, in any order.
//!
//! Invariant: every word of the name is in exactly one part, up to [`MAX_WORDS`]; a particle belongs to the part
//! it introduces. A part's role is a reading, not a fact: the raw name stays with the caller.

use serde::{Deserialize, Serialize};

use crate::{
    hint::looks_like_surname,
    normal::normalise,
    particle::{article, before_father, before_kunya, patronymic, turkic_word},
    script::{Script, is_letter, script},
};

/// Words beyond these are not read: no name has so many.
const MAX_WORDS: usize = 16;

/// Which part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person's own name.
    Given,
    /// The father's name or patronymic.
    Father,
    /// The grandfather's name, the second of a chain.
    Grandfather,
    /// A family name or nisba.
    Family,
    /// Abu or umm somebody: weak evidence, it may name a real child or none.
    Kunya,
    /// A by-name, in brackets or quotes.
    Nickname,
}

/// One part of a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// The words in their normal form, with their particles.
    pub text: String,
    /// The script of the words.
    pub script: Script,
    /// Which part it seems to be.
    pub role: Role,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("script", &self.script).field("role", &self.role).finish_non_exhaustive()
    }
}

/// Reads a whole name.
pub fn parse(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (plain, aside) = without_asides(name);
    let (before_comma, after_comma) = match plain.split_once([',', '،']) {
        Some((family, rest)) if !family.trim().is_empty() && !rest.trim().is_empty() => (Some(family), rest),
        _ => (None, plain.as_str()),
    };
    if let Some(family) = before_comma {
        push(&mut parts, normalise(family).text, Role::Family);
    }
    let mut free: Vec<(String, Case)> = Vec::new();
    let words = words(after_comma);
    let mut rest = words.as_slice();
    while let Some(((word, case), after)) = rest.split_first() {
        rest = after;
        let next = rest.first().map(|(next, _)| next.as_str());
        let Some(following) = next else {
            place(&mut parts, &mut free, word.clone(), *case);
            break;
        };
        if before_kunya(word).is_some() {
            let text = take_with_article(word, &mut rest);
            push(&mut parts, text, Role::Kunya);
        } else if before_father(word).is_some() {
            let text = take_with_article(word, &mut rest);
            push_father(&mut parts, text);
        } else if turkic_word(following).is_some() && turkic_word(word).is_none() {
            push_father(&mut parts, format!("{word} {following}"));
            rest = &rest[1..];
        } else if servant(word) || article(word) && word.chars().count() >= 2 {
            let joined = take_with_article(word, &mut rest);
            place(&mut parts, &mut free, joined, *case);
        } else {
            place(&mut parts, &mut free, word.clone(), *case);
        }
    }
    settle(&mut parts, free);
    for aside in aside {
        let text = normalise(&aside).text;
        let kunya = text.split_once(' ').is_some_and(|(first, _)| before_kunya(first).is_some());
        push(&mut parts, text, if kunya { Role::Kunya } else { Role::Nickname });
    }
    parts
}

/// How a word was written, where that tells a family name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Other,
}

fn words(text: &str) -> Vec<(String, Case)> {
    text.split_whitespace()
        .take(MAX_WORDS)
        .filter_map(|raw| {
            let mut cased = raw.chars().filter(|c| c.is_lowercase() || c.is_uppercase());
            let (first, second) = (cased.next(), cased.next());
            let upper =
                second.is_some() && first.into_iter().chain(second).chain(cased).all(char::is_uppercase);
            let text = normalise(raw).text;
            let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '?' && c != '\'');
            text.chars()
                .any(is_letter)
                .then(|| (text.to_owned(), if upper { Case::Upper } else { Case::Other }))
        })
        .collect()
}

/// The text without what stands in brackets or quotes, and that apart.
fn without_asides(name: &str) -> (String, Vec<String>) {
    let (mut plain, mut asides) = (String::with_capacity(name.len()), Vec::new());
    let mut aside: Option<String> = None;
    for c in name.chars().take(crate::normal::MAX_CHARS) {
        match (c, &mut aside) {
            ('(' | '[' | '«' | '“', None) => {
                plain.push(' ');
                aside = Some(String::new());
            }
            (')' | ']' | '»' | '”', Some(_)) => {
                if asides.len() < MAX_WORDS {
                    asides.extend(aside.take());
                }
                aside = None;
            }
            (c, Some(text)) => text.push(c),
            (c, None) => plain.push(c),
        }
    }
    // A bracket that never closes is no aside.
    if let Some(open) = aside {
        plain.push_str(&open);
    }
    (plain, asides)
}

fn servant(word: &str) -> bool {
    matches!(word, "عبد" | "abd" | "abdul" | "abdel" | "abdal" | "абд" | "абдул" | "абду" | "абдель" | "әбді")
}

/// A particle and the word it introduces, over an article between them.
fn take_with_article(particle: &str, rest: &mut &[(String, Case)]) -> String {
    let mut text = particle.to_owned();
    while let Some(((word, _), after)) = rest.split_first() {
        text.push(' ');
        text.push_str(word);
        *rest = after;
        if !article(word) && !servant(word) {
            break;
        }
    }
    text
}

fn place(parts: &mut Vec<Part>, free: &mut Vec<(String, Case)>, word: String, case: Case) {
    if patronymic(&word).is_some() { push_father(parts, word) } else { free.push((word, case)) }
}

fn push_father(parts: &mut Vec<Part>, text: String) {
    let again = parts.iter().any(|part| part.role == Role::Father);
    push(parts, text, if again { Role::Grandfather } else { Role::Father });
}

fn push(parts: &mut Vec<Part>, text: String, role: Role) {
    if !text.is_empty() {
        let script = script(&text);
        parts.push(Part { text, script, role });
    }
}

/// Gives roles to the words that no particle and no patronymic ending explains.
fn settle(parts: &mut Vec<Part>, mut free: Vec<(String, Case)>) {
    let has = |parts: &[Part], role| parts.iter().any(|part| part.role == role);
    let alone = free.len() == 1 && free.iter().all(|(word, _)| looks_like_surname(word));
    if !has(parts, Role::Family) && (free.len() > 1 || alone) {
        let all_upper = free.iter().all(|(_, case)| *case == Case::Upper);
        let family = free
            .iter()
            .position(|(word, _)| looks_like_surname(word))
            .or_else(|| free.iter().position(|(word, _)| word.starts_with("al-") || word.starts_with("аль-")))
            .or_else(
                || if all_upper { None } else { free.iter().position(|(_, case)| *case == Case::Upper) },
            );
        if let Some(at) = family {
            let (word, _) = free.remove(at);
            push(parts, word, Role::Family);
        }
    }
    for (word, _) in free {
        let arabic = script(&word) == Script::Arabic;
        let role = if !has(parts, Role::Given) {
            Role::Given
        } else if arabic && !has(parts, Role::Father) {
            Role::Father
        } else if arabic && !has(parts, Role::Grandfather) {
            Role::Grandfather
        } else if !has(parts, Role::Family) {
            Role::Family
        } else if !has(parts, Role::Father) {
            Role::Father
        } else {
            Role::Grandfather
        };
        push(parts, word, role);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(name: &str) -> Vec<(Role, String)> {
        let mut parts: Vec<_> = parse(name).into_iter().map(|part| (part.role, part.text)).collect();
        parts.sort();
        parts
    }

    #[track_caller]
    fn assert_reads(name: &str, expected: &[(Role, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(role, text)| (*role, (*text).to_owned())).collect();
        assert_eq!(read(name), expected, "{name}");
    }

    #[test]
    fn a_name_is_read_in_any_order() {
        use Role::{Family, Father, Given, Grandfather, Kunya, Nickname};
        assert_reads(
            "СЕРИКБАЕВ Салахуддин Мухаммадович",
            &[(Given, "салахуддин"), (Father, "мухаммадович"), (Family, "серикбаев")],
        );
        assert_reads(
            "Ауезова Шынар Аскар кызы",
            &[(Given, "шынар"), (Father, "аскар кызы"), (Family, "ауезова")],
        );
        assert_reads("KARIM, Omer", &[(Given, "omer"), (Family, "karim")]);
        assert_reads(
            "Zahra bint Usomah al-Muhajir",
            &[(Given, "zahra"), (Father, "bint usomah"), (Family, "al-muhajir")],
        );
        assert_reads("Айшат (Аишка)", &[(Given, "айшат"), (Nickname, "аишка")]);
        assert_reads("Tatiana (Um Ihor)", &[(Given, "tatiana"), (Kunya, "um ihor")]);
        assert_reads("محمد احمد علي", &[(Given, "محمد"), (Father, "احمد"), (Grandfather, "علي")]);
        assert_reads("عبد الحكيم بن سعيد", &[(Given, "عبد الحكيم"), (Father, "بن سعيد")]);
        assert_reads("Ali KHAN", &[(Given, "ali"), (Family, "khan")]);
    }

    #[test]
    fn an_unclosed_bracket_hides_nothing() {
        assert_eq!(parse("Али (Хан").len(), 2);
    }

    proptest! {
        #[test]
        fn no_name_is_too_strange(name in "\\PC{0,80}|[бинулыа \\-,()?]{0,60}") {
            let parts = parse(&name);
            prop_assert!(parts.len() <= 3 * MAX_WORDS);
            prop_assert!(parts.iter().all(|part| !part.text.is_empty()));
        }
    }
}
