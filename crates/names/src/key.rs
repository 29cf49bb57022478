//! Keys by which a name is found again: exact, light and skeleton.
//!
//! Invariant: a key is derived from one part of a name and its role; the same name gives the same keys for ever
//! under one [`KeyKind`] prefix, because a blind index cannot be searched with another version's keys. A single
//! common name must never be a search token by itself: pair keys with [`pair_keys`] or with another fact.

use crate::{
    letters::{is_vowel, light_word},
    parse::{Part, Role, parse},
    particle::{
        before_father, before_kunya, child_of, patronymic, servant_of, surname_root, without_article,
    },
    script::{Script, script},
};

/// How close two names must be to share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The same normal form, in one script.
    Exact,
    /// The same light Latin form: alphabets differ, sounds do not.
    Light,
    /// The same consonants by class: vowels, voice and doubling differ.
    Skeleton,
}

impl KeyKind {
    /// Its code, stable for ever: `exact1`, `light1`, `skel1`. A changed table gets a new number.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact1",
            Self::Light => "light1",
            Self::Skeleton => "skel1",
        }
    }
}

/// One key of one part of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// How close a name must be to share it.
    pub kind: KeyKind,
    /// Which part it was derived from.
    pub role: Role,
    /// The key itself: personal data like the name.
    pub text: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("kind", &self.kind).field("role", &self.role).finish_non_exhaustive()
    }
}

/// The keys of a whole name.
pub fn keys(name: &str) -> Vec<Key> {
    let mut found: Vec<Key> = parse(name).iter().flat_map(of_part).collect();
    found.sort();
    found.dedup();
    found
}

/// The keys of a text whose role is known, as in a column of its own.
pub fn keys_as(text: &str, role: Role) -> Vec<Key> {
    let normal = crate::normal::normalise(text).text;
    let mut found = of_part(&Part { script: script(&normal), text: normal, role });
    found.sort();
    found.dedup();
    found
}

/// Two keys of one kind from different parts, joined so that their order in the name does not matter.
///
/// The kunya and the nickname take no part: they are weak evidence.
pub fn pair_keys(keys: &[Key], kind: KeyKind) -> Vec<String> {
    let strong: Vec<&Key> = keys
        .iter()
        .filter(|key| key.kind == kind && !matches!(key.role, Role::Kunya | Role::Nickname))
        .take(16)
        .collect();
    let mut pairs = Vec::new();
    for (at, left) in strong.iter().enumerate() {
        for right in &strong[at + 1..] {
            if left.role != right.role {
                let (low, high) = if left.text <= right.text { (left, right) } else { (right, left) };
                pairs.push(format!("{} {} {}", kind.code(), low.text, high.text));
            }
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

fn of_part(part: &Part) -> Vec<Key> {
    let mut found = Vec::with_capacity(3);
    let mut add = |kind, text: String| {
        if !text.is_empty() {
            found.push(Key { kind, role: part.role, text });
        }
    };
    let bare = bare(part);
    add(KeyKind::Exact, bare.clone());
    // With a letter lost, sounds would be invented.
    if !bare.contains(['?', '\u{FFFD}']) {
        add(KeyKind::Light, light(&bare));
        add(KeyKind::Skeleton, skeleton(&bare));
    }
    found
}

/// A part without what only says that it is this part.
fn bare(part: &Part) -> String {
    let text = part.text.as_str();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    match part.role {
        Role::Father | Role::Grandfather => {
            if let Some(found) = patronymic(text) {
                return found.root;
            }
            if before_father(first).is_some() && !rest.is_empty() {
                return rest.to_owned();
            }
        }
        Role::Family => {
            let word = without_article(text);
            return surname_root(word)
                .map(|(root, _)| root)
                .or_else(|| child_of(word).map(str::to_owned))
                .unwrap_or_else(|| word.to_owned());
        }
        Role::Kunya if before_kunya(first).is_some() && !rest.is_empty() => return rest.to_owned(),
        Role::Kunya | Role::Given | Role::Nickname => {}
    }
    text.to_owned()
}

/// The light Latin form of a normal form: articles off, servant names joined, words joined.
pub fn light(normal: &str) -> String {
    let joined;
    let text = if is_servant_phrase(normal) {
        joined = normal.replace([' ', '-', '\''], "");
        joined.as_str()
    } else {
        normal
    };
    text.split([' ', '-'])
        .take(8)
        .map(|word| {
            servant_of(word).map_or_else(|| light_word(without_article(word)), |rest| format!("abd{rest}"))
        })
        .collect()
}

fn is_servant_phrase(normal: &str) -> bool {
    let mut words = normal.split([' ', '-']);
    let servant = matches!(
        words.next(),
        Some("عبد" | "abd" | "abdul" | "abdel" | "abdal" | "абд" | "абдул" | "абду" | "абдель" | "әбді")
    );
    servant && words.next().is_some()
}

/// The consonant skeleton of a normal form: what Arabic letters, Cyrillic and Latin keep of one name.
///
/// A first vowel is kept as `a`; classes: b p · k g · d t · s · z · j ch sh apart · v only at the start.
pub fn skeleton(normal: &str) -> String {
    let light = light(normal);
    let mut out = String::with_capacity(light.len());
    let mut rest = light.chars().peekable();
    let arabic = script(normal) == Script::Arabic;
    let mut first = true;
    while let Some(c) = rest.next() {
        let class = match c {
            's' | 'c' if rest.peek() == Some(&'h') => {
                rest.next();
                Some(if c == 's' { 'x' } else { 'c' })
            }
            'v' | 'y' if !first => None,
            'y' => Some('a'),
            c if is_vowel(c) => first.then_some('a'),
            'g' => Some('k'),
            'p' => Some('b'),
            // Fathers are Аҳмад, Ахмет and أحمد: a last d or t is one sound.
            't' | 'd' if rest.peek().is_none() => Some('d'),
            'h' if rest.peek().is_none() && !first && !arabic => None,
            c => Some(c),
        };
        first = false;
        if let Some(class) = class
            && !out.ends_with(class)
        {
            out.push(class);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn shares(left: &str, right: &str, kind: KeyKind) -> bool {
        let texts = |name| keys(name).into_iter().filter(move |key| key.kind == kind).map(|key| key.text);
        let left: Vec<_> = texts(left).collect();
        !left.is_empty() && left == texts(right).collect::<Vec<_>>()
    }

    #[test]
    fn one_name_in_three_scripts_has_one_skeleton() {
        for (left, right) in [
            ("Мұхаммед", "محمد"),
            ("Muhammad", "محمد"),
            ("Магомед", "Magomed"),
            ("Абдулхаким", "عبد الحكيم"),
            ("Абдулхаким", "عبدالحكيم"),
            ("Абдурахим", "عبد الرحيم"),
            ("Abdulkhakim", "Абдухаким"),
            ("Назарова", "نزاروف"),
            ("Мукашев", "Mukasheva"),
            ("Жәнібек", "Janibek"),
            ("Фотима", "فاطمة"),
            ("Қанат", "قنات"),
            ("Умар", "عمر"),
            ("Хасан", "حسن"),
        ] {
            assert!(shares(left, right, KeyKind::Skeleton), "{left} {right}");
        }
    }

    #[test]
    fn different_names_do_not() {
        for (left, right) in
            [("Хасан", "Хасина Али"), ("Али", "Амина"), ("محمد", "محمود"), ("Карим", "Марьям")]
        {
            assert!(!shares(left, right, KeyKind::Light), "{left} {right}");
        }
        assert!(!shares("Карим", "Марьям", KeyKind::Skeleton));
    }

    #[test]
    fn the_patronymic_gives_the_fathers_key() {
        let father =
            |name| keys(name).into_iter().find(|key| key.role == Role::Father && key.kind == KeyKind::Light);
        assert!(father("Такенова Жаннат Мухаммадкызы").is_some());
        assert_eq!(father("Такенова Жаннат Мухаммадкызы"), father("Жаннат Мухаммадовна Такенова"));
    }

    #[test]
    fn a_lost_letter_gives_no_invented_sounds() {
        assert!(keys("Ж?сіп").iter().all(|key| key.kind == KeyKind::Exact));
    }

    #[test]
    fn pairs_do_not_depend_on_order_and_never_hold_one_name() {
        let pairs = |name| pair_keys(&keys(name), KeyKind::Skeleton);
        assert_eq!(pairs("Такенова Жаннат"), pairs("Жаннат Такенова"));
        assert_eq!(pairs("Жаннат"), Vec::<String>::new());
        assert_eq!(pairs("Жаннат (Жан)"), Vec::<String>::new());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a bound on the work, generous enough for any machine")]
    fn ten_thousand_characters_take_no_time() {
        for unit in ["а", "ش", "abd al ", "? ", "-", "(", "улы "] {
            let start = Instant::now();
            let _ = keys(&unit.repeat(10_000));
            assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        }
    }

    proptest! {
        #[test]
        fn no_name_is_too_strange(name in "\\PC{0,80}|[абдулы \\-'?هوعبدال]{0,60}") {
            for key in keys(&name) {
                prop_assert!(!key.text.is_empty());
                if key.kind != KeyKind::Exact {
                    prop_assert!(key.text.chars().all(|c| c.is_ascii_lowercase()));
                }
            }
        }

        #[test]
        fn keys_of_the_normal_form_are_keys_of_the_name(name in "[А-Яа-яA-Za-z ]{0,30}") {
            let again = crate::normalise(&name).text;
            prop_assert_eq!(crate::normalise(&again).text, again);
        }
    }
}
