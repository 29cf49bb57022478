//! Particles and endings that say how a name is built: patronymics, surname endings, al-, abd-, bin, kunya.
//!
//! Invariant: an ending is taken off only when a root of at least two letters remains, and the lists are the
//! rule: nothing is inferred from a name that is not in them.

use crate::{
    hint::Sex,
    letters::light_word,
    script::{Script, is_letter, script},
};

/// How a patronymic is formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatronymicStyle {
    /// -ович, -евна and their romanisations.
    Slavic,
    /// -ұлы, -қызы, уулу, oʻgʻli, -зода and their romanisations.
    Turkic,
    /// bin, bint and their Arabic forms.
    Arabic,
}

/// A patronymic taken apart.
#[derive(Clone, PartialEq, Eq)]
pub struct Patronymic {
    /// The father's name, in the writing of the source.
    pub root: String,
    /// The sex of the person who bears it; `None` where the ending serves both.
    pub sex: Option<Sex>,
    /// How it is formed.
    pub style: PatronymicStyle,
}

// The root is a person's name.
impl std::fmt::Debug for Patronymic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Patronymic")
            .field("sex", &self.sex)
            .field("style", &self.style)
            .finish_non_exhaustive()
    }
}

const M: Sex = Sex::Male;
const F: Sex = Sex::Female;

/// Son and daughter of, as a word of its own or grown onto the father's name.
const TURKIC: &[(&str, Sex)] = &[
    ("ұлы", M),
    ("улы", M),
    ("уулу", M),
    ("ули", M),
    ("ұғлы", M),
    ("угли", M),
    ("ўғли", M),
    ("огли", M),
    ("оглы", M),
    ("оғлы", M),
    ("оғли", M),
    ("углы", M),
    ("қызы", F),
    ("кызы", F),
    ("кизи", F),
    ("қизи", F),
    ("гызы", F),
    ("ғызы", F),
    ("кыз", F),
    ("қыз", F),
    ("кыы", F),
    ("кзы", F),
    ("кызи", F),
    ("o'g'li", M),
    ("og'li", M),
    ("o'gli", M),
    ("ogli", M),
    ("ogly", M),
    ("oglu", M),
    ("oğlu", M),
    ("ugli", M),
    ("uly", M),
    ("uulu", M),
    ("ūly", M),
    ("uli", M),
    ("ulu", M),
    ("qizi", F),
    ("qyzy", F),
    ("kyzy", F),
    ("kizi", F),
    ("qizy", F),
    ("kyzi", F),
    ("gyzy", F),
    ("kızı", F),
    ("qızı", F),
];

/// Child of, for both sexes; a surname as often as a patronymic.
const CHILD_OF: &[&str] = &["зода", "заде", "зада", "zoda", "zade", "zadeh", "zada"];

/// Slavic endings with what the root gets back.
const SLAVIC: &[(&str, Sex, &str)] = &[
    ("инична", Sex::Female, "я"),
    ("ьевич", Sex::Male, "ий"),
    ("ьевна", Sex::Female, "ий"),
    ("ович", Sex::Male, ""),
    ("евич", Sex::Male, ""),
    ("овна", Sex::Female, ""),
    ("евна", Sex::Female, ""),
    ("ивна", Sex::Female, ""),
    ("авич", Sex::Male, ""),
    ("авна", Sex::Female, ""),
    ("овеч", Sex::Male, ""),
    ("овнa", Sex::Female, ""),
    ("оонва", Sex::Female, ""),
    ("ична", Sex::Female, ""),
    ("ovich", Sex::Male, ""),
    ("evich", Sex::Male, ""),
    ("ovic", Sex::Male, ""),
    ("ovitch", Sex::Male, ""),
    ("evitch", Sex::Male, ""),
    ("yevich", Sex::Male, ""),
    ("yevna", Sex::Female, ""),
    ("iyevna", Sex::Female, "i"),
    ("iyevich", Sex::Male, "i"),
    ("ovna", Sex::Female, ""),
    ("evna", Sex::Female, ""),
    ("ivna", Sex::Female, ""),
    ("ічна", Sex::Female, ""),
    ("івна", Sex::Female, ""),
];

/// Son of and daughter of, before the father's name.
const BEFORE: &[(&str, Sex)] = &[
    ("بن", Sex::Male),
    ("ابن", Sex::Male),
    ("بنت", Sex::Female),
    ("ابنة", Sex::Female),
    ("bin", Sex::Male),
    ("ibn", Sex::Male),
    ("ben", Sex::Male),
    ("bint", Sex::Female),
    ("binti", Sex::Female),
    ("binte", Sex::Female),
    ("bent", Sex::Female),
    ("бин", Sex::Male),
    ("ибн", Sex::Male),
    ("бен", Sex::Male),
    ("бинт", Sex::Female),
    ("бинти", Sex::Female),
];

/// Father of and mother of, before the name of a child, who may exist or not.
const KUNYA: &[(&str, Sex)] = &[
    ("ابو", Sex::Male),
    ("أبو", Sex::Male),
    ("ابي", Sex::Male),
    ("أبي", Sex::Male),
    ("ام", Sex::Female),
    ("أم", Sex::Female),
    ("abu", Sex::Male),
    ("abou", Sex::Male),
    ("umm", Sex::Female),
    ("um", Sex::Female),
    ("oum", Sex::Female),
    ("oumm", Sex::Female),
    ("абу", Sex::Male),
    ("умм", Sex::Female),
    ("ум", Sex::Female),
    ("умму", Sex::Female),
];

const ARTICLES: &[&str] = &[
    "al", "el", "ar", "as", "ash", "at", "an", "ad", "az", "ul", "ur", "ud", "us", "uz", "ал", "аль", "эль",
    "ель", "ар", "ас", "аш", "ат", "ан", "ад", "аз", "ал'", "ال",
];

/// The ending alone, when a word is nothing but `son of` or `daughter of`.
pub(crate) fn turkic_word(word: &str) -> Option<Sex> {
    TURKIC.iter().find(|(ending, _)| *ending == word).map(|(_, sex)| *sex)
}

/// `bin`, `bint` and their forms.
pub(crate) fn before_father(word: &str) -> Option<Sex> {
    BEFORE.iter().find(|(particle, _)| *particle == word).map(|(_, sex)| *sex)
}

/// `abu`, `umm` and their forms.
pub(crate) fn before_kunya(word: &str) -> Option<Sex> {
    KUNYA.iter().find(|(particle, _)| *particle == word).map(|(_, sex)| *sex)
}

/// Whether a word is an article by itself, or one assimilated to the next word.
pub(crate) fn article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// A word without a leading article: `al-Hakim`, `الحكيم`.
pub(crate) fn without_article(word: &str) -> &str {
    if let Some((before, rest)) = word.split_once(['-', '\''])
        && article(before)
        && rest.chars().count() >= 2
    {
        return rest;
    }
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    }
}

/// A surname that says child of somebody, without its ending: Ализода gives Али.
pub(crate) fn child_of(normal: &str) -> Option<&str> {
    CHILD_OF
        .iter()
        .filter_map(|ending| normal.strip_suffix(ending))
        .map(|root| root.trim_end_matches([' ', '-']))
        .find(|root| root.chars().filter(|c| is_letter(*c)).count() >= 2)
}

/// Takes a patronymic apart; the text is in its normal form and holds one patronymic, in one or several words.
pub fn patronymic(normal: &str) -> Option<Patronymic> {
    let text = normal.trim();
    if text.chars().nth(crate::letters::MAX_WORD).is_some() {
        return None;
    }
    let found = |root: &str, sex, style| {
        let root = root.trim_matches([' ', '-', '\'']);
        (root.chars().filter(|c| is_letter(*c)).count() >= 2).then(|| Patronymic {
            root: root.to_owned(),
            sex,
            style,
        })
    };
    if let Some((first, rest)) = text.split_once(' ')
        && let Some(sex) = before_father(first)
    {
        return found(rest, Some(sex), PatronymicStyle::Arabic);
    }
    if let Some((root, last)) = text.rsplit_once([' ', '-'])
        && let Some(sex) = turkic_word(last)
    {
        return found(root, Some(sex), PatronymicStyle::Turkic);
    }
    // A lost letter (`?ли?лы`, `Рахат?ызы`) still shows the ending.
    if text.contains('?') {
        for (broken, sex) in [("?лы", M), ("?ызы", F)] {
            if let Some(root) = text.strip_suffix(broken) {
                return found(root, Some(sex), PatronymicStyle::Turkic);
            }
        }
    }
    if text.contains(' ') {
        return None;
    }
    for (ending, sex, restore) in SLAVIC {
        if let Some(root) = text.strip_suffix(ending) {
            let restored = restored(root, restore);
            return found(&restored, Some(*sex), PatronymicStyle::Slavic);
        }
    }
    for (ending, sex) in TURKIC.iter().filter(|(ending, _)| ending.chars().count() >= 3) {
        if let Some(root) = text.strip_suffix(ending) {
            // Gulnazuly may be, but a word of two letters before -uli is a name of its own.
            let letters = root.chars().count();
            if letters >= 3 || letters == 2 && ending.chars().count() >= 4 {
                return found(root, Some(*sex), PatronymicStyle::Turkic);
            }
        }
    }
    None
}

/// The father's name as it was before the ending changed it: Андреевич is of Андрей.
fn restored(root: &str, restore: &str) -> String {
    match root.chars().last() {
        Some('е') if restore.is_empty() => format!("{root}й"),
        Some('ь') if restore.is_empty() => format!("{}ий", root.trim_end_matches('ь')),
        _ => format!("{root}{restore}"),
    }
}

/// A surname without the ending that changes with sex: Ахметов and Ахметова have one root.
///
/// `None` when the word has no such ending. The text is in its normal form.
pub fn surname_root(normal: &str) -> Option<(String, Sex)> {
    const ENDINGS: &[(&str, &str, Sex)] = &[
        ("ова", "", Sex::Female),
        ("ева", "", Sex::Female),
        ("ёва", "", Sex::Female),
        ("ская", "ск", Sex::Female),
        ("цкая", "цк", Sex::Female),
        ("ов", "", Sex::Male),
        ("ев", "", Sex::Male),
        ("ёв", "", Sex::Male),
        ("ский", "ск", Sex::Male),
        ("цкий", "цк", Sex::Male),
        ("ova", "", Sex::Female),
        ("eva", "", Sex::Female),
        ("yeva", "", Sex::Female),
        ("owa", "", Sex::Female),
        ("ewa", "", Sex::Female),
        ("skaya", "sk", Sex::Female),
        ("skaia", "sk", Sex::Female),
        ("ov", "", Sex::Male),
        ("ev", "", Sex::Male),
        ("yev", "", Sex::Male),
        ("off", "", Sex::Male),
        ("eff", "", Sex::Male),
        ("ow", "", Sex::Male),
        ("ew", "", Sex::Male),
        ("sky", "sk", Sex::Male),
        ("skiy", "sk", Sex::Male),
        ("skii", "sk", Sex::Male),
        ("وفا", "", Sex::Female),
        ("يفا", "", Sex::Female),
        ("وف", "", Sex::Male),
        ("يف", "", Sex::Male),
    ];
    let word = normal.trim();
    if word.contains(' ') || word.chars().nth(crate::letters::MAX_WORD).is_some() {
        return None;
    }
    // The longest ending that fits: `yeva` before `eva`.
    let (root, restore, sex) = ENDINGS
        .iter()
        .filter_map(|(ending, restore, sex)| word.strip_suffix(ending).map(|root| (root, *restore, *sex)))
        .min_by_key(|(root, _, _)| root.len())?;
    let letters = root.chars().filter(|c| is_letter(*c)).count();
    // Arabic writes Yusuf, Latif and Sharif with the letters of the ending.
    let least = if script(word) == Script::Arabic { 3 } else { 2 };
    (letters >= least).then(|| (format!("{root}{restore}"), sex))
}

/// Splits servant names: Абдулхаким, عبد الحكيم and Abdurrahim give the rest after the servant and the article.
pub(crate) fn servant_of(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix("عبد") {
        let rest = without_article(rest.trim_start_matches([' ', '-']));
        return (rest.chars().count() >= 2).then(|| light_word(rest));
    }
    let light = light_word(word);
    let rest = light.strip_prefix("abd").or_else(|| light.strip_prefix("gabd"))?;
    let rest = rest.strip_prefix(['u', 'i', 'a', 'e', 'o']).unwrap_or(rest);
    let bare = match rest.strip_prefix('l') {
        // Abdullah: the article and the name share the l.
        Some("" | "a" | "ah" | "o" | "oh") => rest,
        Some(after) if after.len() >= 3 => after,
        _ => rest,
    };
    (bare.len() >= 2 && bare != rest || bare.len() >= 3 || bare == "la").then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Option<String> {
        patronymic(text).map(|found| found.root)
    }

    #[test]
    fn endings_come_off() {
        for (text, father, sex) in [
            ("канатович", "канат", Sex::Male),
            ("алиевна", "али", Sex::Female),
            ("андреевич", "андрей", Sex::Male),
            ("юрьевна", "юрий", Sex::Female),
            ("канатулы", "канат", Sex::Male),
            ("әлиұлы", "әли", Sex::Male),
            ("али улы", "али", Sex::Male),
            ("бехруз кизи", "бехруз", Sex::Female),
            ("айбек угли", "айбек", Sex::Male),
            ("анвар o'g'li", "анвар", Sex::Male),
            ("рахат?ызы", "рахат", Sex::Female),
            ("?нуар?лы", "?нуар", Sex::Male),
            ("bint bekzod", "bekzod", Sex::Female),
            ("بنت محمد", "محمد", Sex::Female),
            ("samatuly", "samat", Sex::Male),
            ("умид кызы", "умид", Sex::Female),
        ] {
            let found = patronymic(text).unwrap_or_else(|| panic!("{text} is a patronymic"));
            assert_eq!(found.root, father);
            assert_eq!(found.sex, Some(sex));
        }
    }

    #[test]
    fn names_that_only_end_alike_stay_whole() {
        for name in ["али", "улы", "кызы", "оливия", "ovna", "юлы", "хадича", "محمد"]
        {
            assert_eq!(root(name), None, "{name}");
        }
    }

    #[test]
    fn surnames_of_a_brother_and_a_sister_share_a_root() {
        for (brother, sister) in [
            ("ахметов", "ахметова"),
            ("aliyev", "aliyeva"),
            ("نزاروف", "نزاروفا"),
            ("жуковский", "жуковская"),
        ] {
            assert_eq!(surname_root(brother).map(|found| found.0), surname_root(sister).map(|found| found.0));
        }
        assert_eq!(surname_root("ева"), None);
        assert_eq!(surname_root("يوسف"), None);
    }

    #[test]
    fn a_servant_name_is_one_name_however_it_is_joined() {
        let hakim = servant_of("абдулхаким");
        assert!(hakim.is_some());
        for other in ["abdulhakim", "абдухаким", "abdalhakim", "abdilhakim"] {
            assert_eq!(servant_of(other), hakim, "{other}");
        }
        assert_eq!(servant_of("абдурахим"), servant_of("абдуррахим"));
        assert_eq!(servant_of("карим"), None);
    }

    #[test]
    fn articles_come_off_only_before_a_word() {
        assert_eq!(without_article("الحكيم"), "حكيم");
        assert_eq!(without_article("al-hakim"), "hakim");
        assert_eq!(without_article("الي"), "الي");
        assert_eq!(without_article("алия"), "алия");
    }
}
