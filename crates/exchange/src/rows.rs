//! A row that comes again, with the same file or a corrected one.
//!
//! Invariant: a fingerprint is made from what the file said, not from what was corrected on the screen, so the
//! same file read again is the same rows. Its texts are personal: they are stored sealed, or as keyed tokens, of
//! which only equality is asked.

use domain::{NameRole, PartialDate, Private};
use names::{KeyKind, Role, keys_as};

use crate::manifest::{DocumentKind, Person};

/// What a row is known again by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Every mapped cell as read: equal for the same row of the same list.
    pub content: Private<String>,
    /// The number of the row in its list, with the family's.
    pub line: Option<Private<String>>,
    /// Numbers of documents of known kinds.
    pub documents: Vec<Private<String>>,
    /// The given name by its sounds.
    pub given: Option<Private<String>>,
    /// Given name, family name and year of birth.
    pub who: Option<Private<String>>,
}

/// How two rows are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resemblance {
    /// Nothing says that they are the same row.
    Other,
    /// The same person's row with something changed.
    Corrected,
    /// The same row.
    Same,
}

/// The fingerprint of a person's row.
pub fn fingerprint(person: &Person) -> Fingerprint {
    let sounds = |role, as_role| {
        person.names.iter().find(|name| name.role == role).and_then(|name| {
            keys_as(name.text.as_str(), as_role)
                .into_iter()
                .find(|key| key.kind == KeyKind::Skeleton)
                .map(|key| key.text)
        })
    };
    let given = sounds(NameRole::Given, Role::Given);
    let family = sounds(NameRole::Family, Role::Family);
    let year = person.birth.and_then(|birth| match birth {
        PartialDate::Day(day) => Some(day.year()),
        PartialDate::Month(year, _) | PartialDate::Year(year) => Some(year),
        PartialDate::About(..) | PartialDate::Either(..) => None,
    });
    let who = match (&given, &family, year) {
        (Some(given), Some(family), Some(year)) => Some(format!("who1 {given} {family} {year}")),
        _ => None,
    };
    // The number under which somebody keeps the person says more than that of the row.
    let case = person.case.as_ref().map(|case| format!("case1 {} {}", case.as_str(), person.nth));
    let line = case.or_else(|| {
        let line = person.line.as_ref()?;
        Some(format!("line1 {line} {}", person.family.as_deref().unwrap_or("-")))
    });
    Fingerprint {
        content: format!("row1 {}", person.as_read.as_str()).into(),
        line: line.map(Private::from),
        documents: person
            .documents
            .iter()
            .filter(|document| document.kind != DocumentKind::Other)
            .map(|document| Private::from(format!("document1 {}", document.number.as_str())))
            .collect(),
        given: given.map(|given| Private::from(format!("given1 {given}"))),
        who: who.map(Private::from),
    }
}

impl Fingerprint {
    /// The same fingerprint with each text replaced, as by keyed tokens; equality is all that is asked of them.
    #[must_use]
    pub fn map(&self, mut token: impl FnMut(&str) -> String) -> Self {
        let mut each = |text: &Private<String>| Private::from(token(text.as_str()));
        Self {
            content: each(&self.content),
            line: self.line.as_ref().map(&mut each),
            documents: self.documents.iter().map(&mut each).collect(),
            given: self.given.as_ref().map(&mut each),
            who: self.who.as_ref().map(&mut each),
        }
    }

    /// How a row of an earlier import is like this one of the same flight.
    pub fn resembles(&self, earlier: &Self) -> Resemblance {
        if self.content == earlier.content {
            return Resemblance::Same;
        }
        let both = |a: &Option<Private<String>>, b: &Option<Private<String>>| a.is_some() && a == b;
        let document = self.documents.iter().any(|document| earlier.documents.contains(document));
        if document
            || both(&self.who, &earlier.who)
            || both(&self.line, &earlier.line) && both(&self.given, &earlier.given)
        {
            Resemblance::Corrected
        } else {
            Resemblance::Other
        }
    }
}
