//! What a list is brought into, and what its rows become.
//!
//! Invariant: which of the three it is is told by the record alone, so that no page or command line can choose.

use std::collections::BTreeMap;

use domain::{Kind, PersonCode, Record, Value};
use exchange::{ListKind, manifest::Manifest, sheet::Limits};
use jiff::civil::Date;

use super::upload::LIMITS;
use crate::{
    App, Door, Opened, Shown, SignedIn,
    core::tokens,
    refused::{Answer, Refused},
};

/// What a list is brought into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// A flight: its rows are its passengers.
    Flight,
    /// A list of people: its rows are compared with those known here.
    People,
    /// A list of tracing requests: each row is somebody who is looked for.
    Tracing,
}

/// The same of any other list: a whole camp.
const OF_A_CAMP: Limits = Limits { rows: 25_000, cells: 600_000, ..LIMITS };

impl Intake {
    /// What a record takes, if it takes lists.
    pub fn of(record: &Record) -> Option<Self> {
        match record.kind()?.as_str() {
            "flight" => Some(Self::Flight),
            "list" => match record.value("list_profile", "sort") {
                Some(Value::Choice(sort)) if *sort == *"tracing" => Some(Self::Tracing),
                _ => Some(Self::People),
            },
            _ => None,
        }
    }

    /// The kind of list that it takes.
    pub const fn kind(self) -> ListKind {
        match self {
            Self::Flight => ListKind::Manifest,
            Self::People => ListKind::People,
            Self::Tracing => ListKind::Tracing,
        }
    }

    /// The action on the record that bringing a list into it is.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Flight => "flight.import",
            Self::People => "list.import",
            Self::Tracing => "tracing.import",
        }
    }

    /// The kind of record that each row becomes; of a flight it depends on the row.
    fn row_kind(self) -> Option<Kind> {
        match self {
            Self::Flight => None,
            Self::People => Some(Kind::of("listed")),
            Self::Tracing => Some(Kind::of("tracing_request")),
        }
    }

    /// The kind of record that each row becomes.
    pub(crate) fn kinds(self, manifest: &Manifest, reference: Date) -> BTreeMap<u32, Kind> {
        match self.row_kind() {
            None => super::bring_in::kinds(manifest, reference),
            Some(kind) => manifest.people.iter().map(|person| (person.row, kind.clone())).collect(),
        }
    }

    /// The most people of one list. No aircraft has more seats than the first; a larger list is split.
    pub const fn most_people(self) -> usize {
        match self {
            Self::Flight => 1_000,
            Self::People | Self::Tracing => 20_000,
        }
    }

    /// What its file may cost.
    pub const fn limits(self) -> &'static Limits {
        match self {
            Self::Flight => &LIMITS,
            Self::People | Self::Tracing => &OF_A_CAMP,
        }
    }
}

impl App {
    /// The record into which this person may bring a list.
    pub async fn importing(&self, who: &SignedIn, list: &PersonCode) -> Answer<Opened> {
        Ok(self.brought_into(who, list).await?.0)
    }

    pub(super) async fn brought_into(&self, who: &SignedIn, list: &PersonCode) -> Answer<(Opened, Intake)> {
        let row = self.store().record_by_code(&tokens::code(self, list)?).await?.ok_or(Refused::NotFound)?;
        let page = if row.kind == "flight" { Shown::FlightImport } else { Shown::ListImport };
        let opened = self.open(who, row.id, Door::page(page)).await?;
        let into = Intake::of(&opened.view).ok_or(Refused::NotFound)?;
        if opened.grant.may_do(into.action()) { Ok((opened, into)) } else { Err(Refused::NotFound) }
    }

    /// The day from which ages in a list are reckoned: its flight's, its own, or today.
    pub(crate) fn reference(&self, list: &Record) -> Date {
        let zone =
            protocol::place::zone(&self.protocol(), list.place.as_ref().map(domain::PlaceCode::as_str));
        let today = || self.now().to_zoned(zone.clone()).date();
        match list.value("flight_profile", "departs").or_else(|| list.value("list_profile", "dated")) {
            Some(Value::DateTime(at)) => at.to_zoned(zone).date(),
            Some(Value::Date(day)) => day.earliest(),
            _ => today(),
        }
    }
}
