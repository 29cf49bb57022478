//! The cells of a name become its parts.
//!
//! Invariant: the texts of the parts are pieces of the cells, letter by letter; nothing is exchanged, and a
//! whole name in one cell is taken apart only where its words themselves say which is which.

use domain::{NameRole, PersonName, Private};
use names::{looks_like_patronymic, looks_like_surname};

use super::person::Filled;
use crate::{date::says_unknown, problem::Code};

/// The cells that hold a name.
pub(super) struct Cells {
    pub(super) full: Option<Filled>,
    pub(super) family: Option<Filled>,
    pub(super) given: Option<Filled>,
    pub(super) patronymic: Option<Filled>,
}

/// A finding: code, column, text, arguments, cells to set.
type Found =
    (Code, Option<usize>, String, Vec<(&'static str, Private<String>)>, Vec<(usize, Private<String>)>);

#[derive(Default)]
pub(super) struct Read {
    pub(super) names: Vec<PersonName>,
    pub(super) findings: Vec<Found>,
}

pub(super) fn read(cells: &Cells) -> Read {
    let known = |cell: &'_ Option<Filled>| cell.as_ref().is_some_and(|cell| !says_unknown(&cell.text));
    let mut read = Read::default();
    let parts = [
        (&cells.family, NameRole::Family),
        (&cells.given, NameRole::Given),
        (&cells.patronymic, NameRole::Father),
    ];
    let filled: Vec<(&Filled, NameRole)> = parts
        .iter()
        .filter(|(cell, _)| known(cell))
        .filter_map(|(cell, role)| Some((cell.as_ref()?, *role)))
        .collect();
    if let Some(full) = cells.full.as_ref().filter(|_| known(&cells.full)) {
        match split(&full.text) {
            Some(split) => read.names.extend(split),
            None => read.names.push(PersonName::new(&full.text, NameRole::Full)),
        }
    }
    match filled[..] {
        [] => {
            if read.names.is_empty() {
                let column = cells.given.as_ref().or(cells.family.as_ref()).map(|cell| cell.column);
                read.findings.push((Code::NameMissing, column, String::new(), Vec::new(), Vec::new()));
            }
            return read;
        }
        // One cell of several is filled, with more than one word: perhaps the whole name.
        [(cell, role)] if role != NameRole::Father && cells.full.is_none() => {
            if let Some(split) = split(&cell.text)
                .filter(|split| split.iter().filter(|name| name.role != NameRole::Kunya).count() > 1)
            {
                let shown: Vec<String> = split
                    .iter()
                    .map(|name| format!("{} “{}”", part_name(name.role), name.text.as_str()))
                    .collect();
                let about = vec![("parts", Private::from(shown.join(", ")))];
                read.findings.push((
                    Code::WholeNameInOneCell,
                    Some(cell.column),
                    cell.text.clone(),
                    about,
                    Vec::new(),
                ));
                read.names.extend(split);
                return read;
            }
        }
        _ => {}
    }
    for (cell, role) in &filled {
        push_with_asides(&mut read.names, &cell.text, *role);
    }
    if !read.names.iter().any(|name| matches!(name.role, NameRole::Given | NameRole::Full)) {
        let column = cells.given.as_ref().map(|cell| cell.column);
        read.findings.push((Code::GivenNameMissing, column, String::new(), Vec::new(), Vec::new()));
    }
    if let (Some(family), Some(given)) = (&cells.family, &cells.given)
        && known(&cells.family)
        && known(&cells.given)
        && swapped(&family.text, &given.text)
    {
        let about = vec![("other", Private::from(given.text.as_str()))];
        let set = vec![
            (family.column, Private::from(given.text.as_str())),
            (given.column, Private::from(family.text.as_str())),
        ];
        read.findings.push((Code::NamesSwapped, Some(family.column), family.text.clone(), about, set));
    }
    read
}

const fn part_name(role: NameRole) -> &'static str {
    match role {
        NameRole::Full => "name",
        NameRole::Given => "given name",
        NameRole::Father => "patronymic",
        NameRole::Family => "family name",
        NameRole::Kunya => "by-name",
        NameRole::Earlier => "earlier name",
    }
}

/// The given name has the ending of a surname and the surname has not.
fn swapped(family: &str, given: &str) -> bool {
    looks_like_surname(given) && !looks_like_surname(family) && !looks_like_patronymic(family)
}

/// A part, and what stands in brackets behind it as a by-name.
fn push_with_asides(names: &mut Vec<PersonName>, text: &str, role: NameRole) {
    match text.split_once('(').and_then(|(name, rest)| Some((name.trim(), rest.split_once(')')?))) {
        Some((name, (aside, after)))
            if !name.is_empty() && !aside.trim().is_empty() && after.trim().is_empty() =>
        {
            names.push(PersonName::new(name, role));
            names.push(PersonName::new(aside.trim(), NameRole::Kunya));
        }
        _ => names.push(PersonName::new(text, role)),
    }
}

/// A whole name taken apart by what its words say: `None` where they do not say it.
fn split(text: &str) -> Option<Vec<PersonName>> {
    let mut names = Vec::new();
    let (plain, aside) =
        match text.split_once('(').and_then(|(name, rest)| Some((name, rest.split_once(')')?))) {
            Some((name, (aside, after))) => {
                (format!("{name} {after}"), Some(aside.trim().to_owned()).filter(|aside| !aside.is_empty()))
            }
            None => (text.to_owned(), None),
        };
    let (family, rest) = match plain.split_once([',', '،']) {
        Some((family, rest)) if !family.trim().is_empty() && !rest.trim().is_empty() => {
            (Some(family.trim().to_owned()), rest.to_owned())
        }
        _ => (None, plain),
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    if words.len() > 6 {
        return None;
    }
    let mut family = family;
    let mut father: Option<String> = None;
    let mut given: Vec<&str> = Vec::new();
    let upper = |word: &str| {
        word.chars().count() > 1
            && word.chars().any(char::is_uppercase)
            && !word.chars().any(char::is_lowercase)
    };
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let pair =
            words.get(at + 1).map(|next| format!("{word} {next}")).filter(|pair| looks_like_patronymic(pair));
        if let Some(pair) = pair.filter(|_| father.is_none()) {
            father = Some(pair);
            at += 2;
            continue;
        }
        if father.is_none() && looks_like_patronymic(word) {
            father = Some((*word).to_owned());
        } else if family.is_none() && looks_like_surname(word) {
            family = Some((*word).to_owned());
        } else {
            given.push(word);
        }
        at += 1;
    }
    // Without an ending, capitals alone may mark the family name.
    if family.is_none() && given.len() == 2 && given.iter().filter(|word| upper(word)).count() == 1 {
        let marked = given.iter().position(|word| upper(word))?;
        family = Some(given.remove(marked).to_owned());
    }
    // A patronymic beside one other word leaves no doubt that this is the given name; a family name is needed
    // where two words remain.
    let [given] = given[..] else { return None };
    if family.is_none() && father.is_none() {
        return None;
    }
    names.extend(family.map(|family| PersonName::new(&family, NameRole::Family)));
    names.push(PersonName::new(given, NameRole::Given));
    names.extend(father.map(|father| PersonName::new(&father, NameRole::Father)));
    names.extend(aside.map(|aside| PersonName::new(&aside, NameRole::Kunya)));
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(column: usize, text: &str) -> Option<Filled> {
        (!text.is_empty()).then(|| Filled {
            column,
            text: text.to_owned(),
            kind: crate::sheet::CellKind::Text,
        })
    }

    fn of(family: &str, given: &str, patronymic: &str) -> (Vec<(NameRole, String)>, Vec<Code>) {
        let read = read(&Cells {
            full: None,
            family: cell(1, family),
            given: cell(2, given),
            patronymic: cell(3, patronymic),
        });
        let names = read.names.iter().map(|name| (name.role, name.text.as_str().to_owned())).collect();
        (names, read.findings.iter().map(|found| found.0).collect())
    }

    #[test]
    fn a_row_in_order_is_taken_as_it_is() {
        let (names, findings) = of("ТАКЕНОВА", "Джаннат", "Канат кызы");
        assert_eq!(
            names,
            [
                (NameRole::Family, "ТАКЕНОВА".into()),
                (NameRole::Given, "Джаннат".into()),
                (NameRole::Father, "Канат кызы".into())
            ]
        );
        assert_eq!(findings, []);
    }

    #[test]
    fn exchanged_columns_are_shown_and_not_exchanged() {
        let (names, findings) = of("Перизат", "Баймуханова", "Ермеккызы");
        assert_eq!(names[0], (NameRole::Family, "Перизат".into()));
        assert_eq!(findings, [Code::NamesSwapped]);
        for (family, given) in
            [("Айбек", "Асия"), ("Умид", "Идрисс"), ("Токтарова", "Зарина"), ("Ахметова", "Назарова")]
        {
            assert_eq!(of(family, given, "").1, [], "{family} {given}");
        }
    }

    #[test]
    fn a_whole_name_in_one_cell_is_taken_apart_by_its_endings() {
        for (family, given) in
            [("", "СЕРИКБАЕВ Салахуддин Мухаммадович"), ("СЕРИКБАЕВ Салахуддин Мухаммадович", "")]
        {
            let (names, findings) = of(family, given, "");
            assert_eq!(
                names,
                [
                    (NameRole::Family, "СЕРИКБАЕВ".into()),
                    (NameRole::Given, "Салахуддин".into()),
                    (NameRole::Father, "Мухаммадович".into())
                ]
            );
            assert_eq!(findings, [Code::WholeNameInOneCell]);
        }
        let (names, findings) = of("", "Абдул Карим", "");
        assert_eq!(
            names,
            [(NameRole::Given, "Абдул Карим".into())],
            "two words that say nothing stay one name"
        );
        assert_eq!(findings, []);
    }

    #[test]
    fn a_by_name_in_brackets_is_one() {
        assert_eq!(
            of("Дудаева", "Айшат (Аишка)", "").0[1..],
            [(NameRole::Given, "Айшат".into()), (NameRole::Kunya, "Аишка".into())]
        );
    }

    #[test]
    fn a_row_without_a_name_says_so() {
        assert_eq!(of("", "", "").1, [Code::NameMissing]);
        assert_eq!(of("Ахметов", "", "Алиевич").1, [Code::GivenNameMissing]);
    }
}
