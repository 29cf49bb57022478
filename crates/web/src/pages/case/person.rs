//! What pages say about a person or another record: name, age, where it leads.

use app::{Door, Listed, Opened, Refused, Shown, Summary, case::change::died};
use domain::{Kind, PartialDate, PersonCode, Record, Value};

use maud::{Markup, html};

use crate::{asking::person, fail::Fail, look, visit::Visit, words::Clock};

/// Opens a record for a page on which something is done; to those who may not do it the page is not there.
pub(super) async fn open_to(
    visit: &Visit,
    code: &PersonCode,
    page: Shown,
    action: &str,
) -> Result<Opened, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, Door::page(page)).await?;
    if opened.grant.may_do(action) { Ok(opened) } else { Err(Fail(Refused::NotFound)) }
}

/// The name of a listed record as this reader may know it; its code where there is none.
pub(crate) fn name_of(visit: &Visit, summary: Option<&Summary>, kind: &Kind) -> String {
    let Some(summary) = summary else {
        let protocol = visit.app().protocol();
        return protocol.kinds().get(kind.as_str()).map(|kind| visit.text(&kind.label)).unwrap_or_default();
    };
    let name = person(&summary.names);
    if !name.is_empty() {
        return name;
    }
    summary.title.as_ref().map_or_else(|| summary.code.to_string(), |title| title.as_str().to_owned())
}

/// "Aisha Kalieva · 9 years" for a listed record.
pub(crate) fn name_and_age(visit: &Visit, row: &Listed, clock: &Clock) -> String {
    let name = name_of(visit, row.summary.as_ref(), &row.kind);
    match age_of(visit, row.summary.as_ref(), clock) {
        Some(age) => format!("{name} · {age}"),
        None => name,
    }
}

/// The age of a listed person; of somebody who died, the years of their life.
pub(crate) fn age_of(visit: &Visit, summary: Option<&Summary>, clock: &Clock) -> Option<String> {
    let birth = summary?.birth?;
    Some(match summary?.died {
        Some(died) => lifetime(birth, died),
        None => visit.words.age(birth, clock.today()),
    })
}

fn lifetime(birth: PartialDate, died: PartialDate) -> String {
    let years = |date: PartialDate| {
        let (from, to) = (date.earliest().year(), date.latest().year());
        if from == to { from.to_string() } else { format!("{from}/{to}") }
    };
    format!("{}\u{2013}{}", years(birth), years(died))
}

/// The same in markup: the name keeps its own direction, the age the page's.
pub(crate) fn named(visit: &Visit, row: &Listed, clock: &Clock) -> Markup {
    html! {
        (look::own(name_of(visit, row.summary.as_ref(), &row.kind)))
        @if let Some(age) = age_of(visit, row.summary.as_ref(), clock) { " · " (age) }
    }
}

/// The code of a listed record.
pub(crate) fn code_of(row: &Listed) -> String {
    row.code.map(|code| code.to_string()).unwrap_or_default()
}

/// Where a record's page is.
pub(crate) fn address(code: &str) -> String {
    format!("/records/{code}")
}

/// The name in a record's particulars, as this reader may see it.
pub(crate) fn name(visit: &Visit, opened: &Opened) -> Option<String> {
    let profile = profile(visit, &opened.view)?;
    match opened.view.value(&profile, "names") {
        Some(Value::Names(names)) => Some(person(names)).filter(|name| !name.is_empty()),
        _ => ["name", "title", "family_name"].iter().find_map(|field| {
            match opened.view.value(&profile, field) {
                Some(Value::Text(text)) => Some(text.as_str().to_owned()),
                _ => None,
            }
        }),
    }
}

/// The age, said; of somebody who died, the years of their life.
pub(crate) fn age(visit: &Visit, opened: &Opened, clock: &Clock) -> Option<String> {
    let birth = birth(visit, &opened.view)?;
    Some(match died(&opened.view, &visit.app().protocol()) {
        Some(died) => lifetime(birth, died),
        None => visit.words.age(birth, clock.today()),
    })
}

/// When the person was born, as far as it is known.
pub(super) fn birth(visit: &Visit, record: &Record) -> Option<PartialDate> {
    match record.value(&profile(visit, record)?, "birth") {
        Some(Value::Date(birth)) => Some(*birth),
        _ => None,
    }
}

fn profile(visit: &Visit, record: &Record) -> Option<String> {
    let protocol = visit.app().protocol();
    Some(protocol.kinds().get(record.kind()?.as_str())?.profile.as_ref()?.to_string())
}

/// The title of a page about a record: its code only, so that a window's title or a history tells nobody a name.
pub(crate) fn title(opened: &Opened) -> String {
    opened.code().map(|code| code.to_string()).unwrap_or_default()
}
