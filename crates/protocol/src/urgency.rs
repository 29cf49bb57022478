//! `urgency.toml`: the words for protection urgency.

use std::collections::BTreeMap;

use domain::Urgency;
use forms::Texts;

use crate::reading::{Book, FileRows, What};

/// What a protection urgency is called and means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgencyText {
    /// Which.
    pub urgency: Urgency,
    /// What it is called.
    pub label: Texts,
    /// When it is chosen.
    pub about: Texts,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> BTreeMap<Urgency, UrgencyText> {
    let mut texts = BTreeMap::new();
    let mut top = rows.top(book);
    let tables = top.tables("urgency");
    let rows_read = tables.len();
    for table in tables {
        let mut row = top.inner(table, String::new());
        let said = row.text("code");
        let urgency = said.as_ref().and_then(|(code, spot)| {
            let urgency = Urgency::from_code(code);
            match urgency {
                Some(_) => row.book.define(What::Urgency, "", code, spot.clone()),
                None => row.book.unknown(spot, "urgency", code, Urgency::ALL.map(Urgency::code)),
            }
            urgency
        });
        let label = row.texts("label");
        let about = row.texts("about");
        row.finish();
        if let Some(urgency) = urgency {
            texts.insert(urgency, UrgencyText { urgency, label, about });
        }
    }
    // Behind an unknown word one of the three is probably meant.
    let all_known = texts.len() == rows_read;
    for urgency in Urgency::ALL.into_iter().filter(|_| all_known) {
        let described = top.book.spots.get(&Book::path(What::Urgency, "", urgency.code())).is_some();
        if !described {
            let at = top.at().clone();
            let message = format!("the urgency `{}` is not described", urgency.code());
            top.problem(&at, message, format!("add [[urgency]] with code = \"{}\"", urgency.code()));
        }
    }
    top.finish();
    texts
}
