//! `lookups/LIST.toml`: lists of choices.

use domain::{ChoiceCode, ListCode};
use forms::{Choice, Offer};

use crate::reading::{Book, FileRows, Spot, What};

/// Reads one list; `stem` is the file's name without its ending.
pub(crate) fn read(
    rows: &FileRows<'_>,
    book: &mut Book,
    stem: &str,
) -> Option<(ListCode, Vec<Choice<ChoiceCode>>)> {
    let mut top = rows.top(book);
    let code: Option<ListCode> = top.define("list", What::List, "");
    same_name(&mut top, "list", code.as_ref().map(ListCode::as_str), stem);
    let scope = code.as_ref().map_or("", ListCode::as_str).to_owned();
    let tables = top.tables("choice");
    if tables.is_empty() {
        let at = top.at().clone();
        top.problem(&at, "the list has no choices", "add [[choice]] with code and label");
    }
    let mut choices: Vec<Choice<ChoiceCode>> = Vec::new();
    for table in tables {
        let mut row = top.inner(table, String::new());
        let code: Option<ChoiceCode> = row.define("code", What::Choice, &scope);
        let label = row.texts("label");
        let offer = if row.flag("retired") { Offer::Retired } else { Offer::Current };
        let columns = row.columns().into_iter().collect();
        if let Some(code) = code
            && choices.iter().all(|known| known.code != code)
        {
            choices.push(Choice { code, label, offer, columns });
        }
    }
    top.finish();
    code.map(|code| (code, choices))
}

/// A file is found by its name, so its code must be the same.
pub(crate) fn same_name(row: &mut crate::reading::Row<'_, '_>, key: &str, code: Option<&str>, stem: &str) {
    if let Some(code) = code
        && code != stem
    {
        let spot: Spot = row.spot(key);
        let message = format!("`{}` stands in a file named {stem}.toml", code.escape_debug());
        row.problem(&spot, message, format!("write {key} = \"{stem}\", or rename the file to {code}.toml"));
    }
}
