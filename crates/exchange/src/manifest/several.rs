//! A row that asks for several people: "A, B" with "2005; 2009".
//!
//! Invariant: a row is taken apart only where it says so itself, by an "and", by a semicolon, or by as many dates as
//! names; a comma or a stroke alone may as well join two spellings of one name. The texts of the parts are pieces of
//! the cells, letter by letter, and no date is given to somebody it may not belong to.

/// One person of such a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Which, from 1.
    pub(super) nth: u32,
    /// The piece of the cell with the names.
    pub(super) name: String,
    /// What the row says of the birth.
    pub(super) birth: Birth,
}

/// What a row of several people says of one's birth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Birth {
    /// The piece that is this person's; nothing, where the row says nothing.
    Own(String),
    /// A text that is not told to be this person's.
    NotTold,
}

/// What a cell with names holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Names {
    /// One person.
    One,
    /// Perhaps several: a comma or a stroke stands between whole names, and nothing else says so.
    Perhaps,
    /// Several.
    Several(Vec<Part>),
}

/// More people than these in one row are a mistake of the row.
const MOST: usize = 12;
const AND: &[&str] =
    &["и", "and", "және", "мен", "пен", "бен", "و", "ve", "va", "ва", "жана", "menen", "&", "+"];

/// What no name and no date has in it.
const SURE: &[char] = &[';', '؛', '\n'];

/// Takes the names of a row apart, by themselves and by the dates beside them.
pub(super) fn read(names: &str, births: &str) -> Names {
    let by_comma = |piece: &String| pieces(piece, &[',', '،', '/']);
    // A stroke alone between two separators is nobody.
    let strong: Vec<String> =
        pieces(names, SURE).into_iter().filter(|piece| !by_comma(piece).is_empty()).collect();
    let all: Vec<String> = strong.iter().flat_map(by_comma).collect();
    if all.len() > MOST {
        return Names::One;
    }
    for candidate in [&all, &strong] {
        if candidate.len() > 1
            && let Some(dates) = dates(births, candidate.len())
        {
            return Names::Several(parts(candidate, |at| Birth::Own(dates[at].clone())));
        }
    }
    if strong.len() > 1 {
        let nothing = births.trim().is_empty();
        let birth = |_| if nothing { Birth::Own(String::new()) } else { Birth::NotTold };
        return Names::Several(parts(&strong, birth));
    }
    // "Family, Given" is one person.
    let whole = all.iter().all(|piece| piece.split_whitespace().nth(1).is_some());
    if all.len() > 1 && (whole || names.contains('/')) { Names::Perhaps } else { Names::One }
}

fn parts(names: &[String], birth: impl Fn(usize) -> Birth) -> Vec<Part> {
    let of = |(at, name): (usize, &String)| Part {
        nth: u32::try_from(at + 1).unwrap_or(u32::MAX),
        name: name.clone(),
        birth: birth(at),
    };
    names.iter().enumerate().map(of).collect()
}

/// The pieces of a text between separators and "and", outside brackets.
fn pieces(text: &str, separators: &[char]) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut depth = 0u32;
    let mut word = String::new();
    let close = |word: &mut String, found: &mut Vec<String>, depth: u32| {
        if depth == 0 && AND.contains(&word.as_str()) {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            last.push_str(word);
        }
        word.clear();
    };
    for c in text.chars() {
        if depth == 0 && separators.contains(&c) {
            close(&mut word, &mut found, depth);
            found.push(String::new());
        } else if c.is_whitespace() {
            close(&mut word, &mut found, depth);
            if let Some(last) = found.last_mut() {
                last.push(c);
            }
        } else {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            word.push(c);
        }
    }
    close(&mut word, &mut found, depth);
    found.iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// As many pieces with a number as there are people; a comma and a stroke, which dates have in them, only where each
/// piece is a year or an age.
fn dates(text: &str, count: usize) -> Option<Vec<String>> {
    let digits = |piece: &String| piece.chars().filter(|c| c.is_numeric()).count();
    let sure = pieces(text, SURE);
    if sure.len() == count && sure.iter().all(|piece| digits(piece) > 0) {
        return Some(sure);
    }
    let plain = pieces(text, &[';', '؛', '\n', ',', '،', '/']);
    let alone = |piece: &String| {
        let own = digits(piece);
        (own == 4 || (1..=2).contains(&own) && plain.iter().all(|other| digits(other) <= 2))
            && !piece.contains(['.', '-'])
    };
    // Three small numbers are one date.
    let one_date = plain.len() == 3 && text.contains('/');
    (plain.len() == count && !one_date && plain.iter().all(alone)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(names: &str, births: &str) -> Vec<(String, Option<String>)> {
        match read(names, births) {
            Names::Several(parts) => parts
                .into_iter()
                .map(|part| {
                    let birth = match part.birth {
                        Birth::Own(text) => Some(text),
                        Birth::NotTold => None,
                    };
                    (part.name, birth)
                })
                .collect(),
            Names::One | Names::Perhaps => Vec::new(),
        }
    }

    #[test]
    fn as_many_dates_as_names_are_as_many_people() {
        for (names, births, expected) in [
            (
                "Баймуханова Айша, Баймұханов Кәрім   ",
                "2005; 2006",
                [("Баймуханова Айша", "2005"), ("Баймұханов Кәрім", "2006")],
            ),
            ("Зарина / Дудаев Корбон", "2006; 2007", [("Зарина", "2006"), ("Дудаев Корбон", "2007")]),
            (" Мырза Ахметов и Фатима", "2005;2009", [("Мырза Ахметов", "2005"), ("Фатима", "2009")]),
            ("أحمد، فاطمة", "٢٠٠٥؛ ٢٠٠٩", [("أحمد", "٢٠٠٥"), ("فاطمة", "٢٠٠٩")]),
            ("Али, Асия", "8, 10", [("Али", "8"), ("Асия", "10")]),
            ("Али, Асия", "2005/2009", [("Али", "2005"), ("Асия", "2009")]),
            ("Али және Асия", "12.03.2005; около 8 лет", [("Али", "12.03.2005"), ("Асия", "около 8 лет")]),
        ] {
            let expected: Vec<(String, Option<String>)> =
                expected.iter().map(|(name, birth)| ((*name).into(), Some((*birth).into()))).collect();
            assert_eq!(of(names, births), expected, "{names}");
        }
    }

    #[test]
    fn one_date_for_several_is_nobodys() {
        assert_eq!(of("Али и Асия", "2005"), [("Али".into(), None), ("Асия".into(), None)]);
        assert_eq!(
            of("Али и Асия", " "),
            [("Али".into(), Some(String::new())), ("Асия".into(), Some(String::new()))]
        );
    }

    #[test]
    fn what_may_be_one_person_is_not_taken_apart() {
        for (names, births) in [
            ("KARIM, Omer", "01/01/2015"),
            ("Айша (Аиша, Аишка)", "2005"),
            ("Серикбаев Салахуддин", "2005; 2006"),
            ("Илия", "2005"),
            ("", ""),
        ] {
            assert_eq!(read(names, births), Names::One, "{names}");
        }
        for (names, births) in [
            ("Зарина / Зара", "2006"),
            ("Ахметова Айша, Ахметов Али", "2006"),
            ("Зарина / Зара", "01/02/2006"),
        ] {
            assert_eq!(read(names, births), Names::Perhaps, "{names}");
        }
    }

    #[test]
    fn a_stroke_alone_is_nobody() {
        assert_eq!(read("A и B и C и D и E и F и G и H и I и J и K и /;L", "").count(), 12);
        assert_eq!(read("A и /", "").count(), 1);
        assert_eq!(
            read("A и B и C и D и E и F и G и H и I и J и K и /;L;M", "").count(),
            1,
            "too many for a row"
        );
    }

    impl Names {
        fn count(&self) -> usize {
            match self {
                Self::One | Self::Perhaps => 1,
                Self::Several(parts) => parts.len(),
            }
        }
    }

    proptest! {
        #[test]
        fn every_letter_of_the_names_stays_and_no_text_is_too_strange(
            names in "(\\PC|[,;/()و&]| и ){0,40}",
            births in "(\\PC|[0-9,;/]){0,20}",
        ) {
            if let Names::Several(parts) = read(&names, &births) {
                prop_assert!((2..=MOST).contains(&parts.len()));
                let mut rest = names.as_str();
                for part in parts {
                    prop_assert!(!part.name.is_empty());
                    let at = rest.find(&part.name);
                    prop_assert!(at.is_some(), "a piece of the cell");
                    rest = &rest[at.unwrap_or_default() + part.name.len()..];
                }
            }
        }
    }
}
