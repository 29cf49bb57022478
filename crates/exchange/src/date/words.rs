//! Words that stand in a birth date, in the languages of the lists.
//!
//! Invariant: a word that is not here makes a date unreadable; it is never skipped.

/// What a word in a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(i8),
    /// The number is an age in years.
    Years,
    /// The number is an age in months.
    Months,
    /// About.
    About,
    /// Year of birth.
    BirthYear,
    /// A word that changes nothing.
    Nothing,
}

/// Months by name: up to three letters stand for themselves, more letters for every word that begins so.
const MONTHS: &[(&str, i8)] = &[
    // Russian, Tajik, Kyrgyz; Uzbek in Cyrillic
    ("янв", 1),
    ("январ", 1),
    ("фев", 2),
    ("феврал", 2),
    ("мар", 3),
    ("март", 3),
    ("апр", 4),
    ("апрел", 4),
    ("май", 5),
    ("мая", 5),
    ("мае", 5),
    ("июн", 6),
    ("июнь", 6),
    ("июня", 6),
    ("июл", 7),
    ("июль", 7),
    ("июля", 7),
    ("авг", 8),
    ("август", 8),
    ("сен", 9),
    ("сент", 9),
    ("окт", 10),
    ("октяб", 10),
    ("октоб", 10),
    ("ноя", 11),
    ("нояб", 11),
    ("дек", 12),
    ("декаб", 12),
    // Kazakh
    ("қаңтар", 1),
    ("қаң", 1),
    ("ақпан", 2),
    ("ақп", 2),
    ("наурыз", 3),
    ("нау", 3),
    ("сәуір", 4),
    ("сәу", 4),
    ("мамыр", 5),
    ("мам", 5),
    ("маусым", 6),
    ("мау", 6),
    ("шілде", 7),
    ("шіл", 7),
    ("тамыз", 8),
    ("там", 8),
    ("қыркүйек", 9),
    ("қыр", 9),
    ("қазан", 10),
    ("қаз", 10),
    ("қараша", 11),
    ("қар", 11),
    ("желтоқсан", 12),
    ("жел", 12),
    // English, and Uzbek in Latin
    ("jan", 1),
    ("januar", 1),
    ("yanv", 1),
    ("feb", 2),
    ("februar", 2),
    ("fev", 2),
    ("fevral", 2),
    ("mar", 3),
    ("march", 3),
    ("mart", 3),
    ("apr", 4),
    ("april", 4),
    ("aprel", 4),
    ("may", 5),
    ("jun", 6),
    ("june", 6),
    ("iyun", 6),
    ("jul", 7),
    ("july", 7),
    ("iyul", 7),
    ("aug", 8),
    ("august", 8),
    ("avg", 8),
    ("avgust", 8),
    ("sep", 9),
    ("sept", 9),
    ("sen", 9),
    ("sentab", 9),
    ("sentyab", 9),
    ("oct", 10),
    ("octob", 10),
    ("okt", 10),
    ("oktab", 10),
    ("oktyab", 10),
    ("nov", 11),
    ("novem", 11),
    ("noy", 11),
    ("noyab", 11),
    ("dec", 12),
    ("decem", 12),
    ("dek", 12),
    ("dekab", 12),
    // Arabic, the names of the east and of the west
    ("يناير", 1),
    ("شباط", 2),
    ("فبراير", 2),
    ("اذار", 3),
    ("آذار", 3),
    ("مارس", 3),
    ("نيسان", 4),
    ("ابريل", 4),
    ("أبريل", 4),
    ("ايار", 5),
    ("أيار", 5),
    ("مايو", 5),
    ("حزيران", 6),
    ("يونيو", 6),
    ("تموز", 7),
    ("يوليو", 7),
    ("اب", 8),
    ("آب", 8),
    ("اغسطس", 8),
    ("أغسطس", 8),
    ("ايلول", 9),
    ("أيلول", 9),
    ("سبتمبر", 9),
    ("اكتوبر", 10),
    ("أكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
];

const YEARS: &[&str] = &[
    "лет",
    "лета",
    "год",
    "года",
    "годик",
    "годика",
    "годиков",
    "жас",
    "жаста",
    "жасар",
    "yrs",
    "yr",
    "years",
    "year",
    "yo",
    "y",
    "old",
    "aged",
    "age",
    "возраст",
    "سنة",
    "سنه",
    "سنوات",
    "سنين",
    "عام",
    "اعوام",
    "أعوام",
    "عمره",
    "عمرها",
    "العمر",
    "yosh",
    "ёш",
    "ёшда",
    "сола",
    "сол",
    "жаш",
    "жашта",
];
const MONTHS_OLD: &[&str] = &[
    "мес",
    "месяц",
    "месяца",
    "месяцев",
    "months",
    "month",
    "mo",
    "mos",
    "ай",
    "айлық",
    "شهر",
    "اشهر",
    "أشهر",
    "شهور",
    "oylik",
    "ойлик",
    "моҳа",
];
const ABOUT: &[&str] = &[
    "около",
    "примерно",
    "прибл",
    "приблизительно",
    "ориентировочно",
    "ок",
    "approx",
    "approximately",
    "about",
    "around",
    "circa",
    "c",
    "ca",
    "est",
    "estimated",
    "шамамен",
    "жуық",
    "шамасында",
    "حوالي",
    "تقريبا",
    "تقريبًا",
    "نحو",
    "تقدير",
    "taxminan",
    "тахминан",
    "болжол",
    "тақрибан",
];
const BIRTH_YEAR: &[&str] = &[
    "гр",
    "р",
    "г",
    "род",
    "рожд",
    "рождения",
    "родился",
    "родилась",
    "born",
    "b",
    "dob",
    "жт",
    "ж",
    "т",
    "жылы",
    "жыл",
    "туған",
    "مواليد",
    "ولد",
    "ولدت",
    "year-of-birth",
    "yil",
    "yili",
    "йил",
    "йили",
    "соли",
    "туулган",
];
const NOTHING: &[&str] = &[
    "in",
    "of",
    "the",
    "on",
    "th",
    "st",
    "nd",
    "rd",
    "в",
    "во",
    "на",
    "м",
    "م",
    "и",
    "full",
    "полных",
    // Of another calendar: its years are told by their numbers.
    "ه",
    "هجري",
    "هجرية",
    "ah",
    "hijri",
    "хиджры",
    "хижра",
    "һижра",
    "хижри",
];

const UNKNOWN: &[&str] = &[
    "-",
    "--",
    "---",
    "?",
    "??",
    "???",
    "нет",
    "неизвестно",
    "неизв",
    "неизв.",
    "не известно",
    "не известна",
    "неизвестна",
    "нет данных",
    "н/д",
    "н.д.",
    "не знаю",
    "не знает",
    "не помнит",
    "не установлено",
    "не установлена",
    "уточняется",
    "unknown",
    "unk",
    "n/a",
    "na",
    "none",
    "not known",
    "no data",
    "белгісіз",
    "жоқ",
    "мәлімет жоқ",
    "غير معروف",
    "غير معروفة",
    "مجهول",
    "لا يوجد",
    "لا اعرف",
    "لا أعرف",
    "номаълум",
    "noma'lum",
    "номаълум аст",
    "белгисиз",
    "x",
    "х",
    "xxx",
    "ххх",
];

/// Whether a text, in its normal form, says that nobody knows.
pub(crate) fn says_unknown(text: &str) -> bool {
    UNKNOWN.contains(&text)
}

/// Months and ages that are written in two words, each with one word for it.
const IN_TWO_WORDS: &[(&str, &str)] = &[
    ("كانون الثاني", "يناير"),
    ("كانون ثاني", "يناير"),
    ("تشرين الاول", "اكتوبر"),
    ("تشرين الأول", "اكتوبر"),
    ("تشرين اول", "اكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("تشرين ثاني", "نوفمبر"),
    ("كانون الاول", "ديسمبر"),
    ("كانون الأول", "ديسمبر"),
    ("كانون اول", "ديسمبر"),
    ("y/o", "yo"),
    ("y.o.", "yo"),
    ("г/р", "гр"),
];

/// The text with what is written in two words joined into one.
pub(super) fn joined(text: &str) -> String {
    let mut text = text.to_owned();
    for (two, one) in IN_TWO_WORDS {
        if text.contains(two) {
            text = text.replace(two, one);
        }
    }
    text
}

/// What a word says; `None` for a word that is not known here.
pub(super) fn of(word: &str) -> Option<Word> {
    let holds = |list: &[&str]| list.contains(&word);
    if holds(BIRTH_YEAR) {
        return Some(Word::BirthYear);
    }
    if holds(YEARS) {
        return Some(Word::Years);
    }
    if holds(MONTHS_OLD) {
        return Some(Word::Months);
    }
    if holds(ABOUT) {
        return Some(Word::About);
    }
    if holds(NOTHING) {
        return Some(Word::Nothing);
    }
    MONTHS
        .iter()
        .find(|(start, _)| if start.chars().count() > 3 { word.starts_with(start) } else { word == *start })
        .map(|(_, month)| Word::Month(*month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_in_every_language() {
        for (word, month) in [
            ("января", 1),
            ("ақпан", 2),
            ("марта", 3),
            ("маусым", 6),
            ("мамыр", 5),
            ("мая", 5),
            ("қазан", 10),
            ("қаңтар", 1),
            ("қараша", 11),
            ("sentabr", 9),
            ("october", 10),
            ("شباط", 2),
            ("يونيو", 6),
            ("ноябр", 11),
            ("тамыз", 8),
        ] {
            assert_eq!(of(word), Some(Word::Month(month)), "{word}");
        }
    }

    #[test]
    fn other_words_are_not_skipped() {
        for word in ["весной", "рамадан", "maybe", "али"] {
            assert_eq!(of(word), None, "{word}");
        }
    }
}
