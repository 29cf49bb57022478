//! What the rows of a list that is no flight's write: a record each, found through its list.
//!
//! Invariant: a row stands for itself and opens nobody else's record. The ids of one import end with the number of the
//! row, so that a list is read in its own order; whether anybody is known does not show in them.

use domain::{Event, GroundCode, Kind, PlaceCode, Private, RecordId, Source, TeamId, UserId};
use exchange::manifest::Person;

use super::bring_in::{as_listed, particulars};
use crate::{core::work::Work, refused::Answer};

/// Who answers for a row, and where: as for its list, but for the place that the row itself names.
struct Held {
    owner: Option<UserId>,
    team: Option<TeamId>,
    place: Option<PlaceCode>,
}

impl Work<'_> {
    /// Opens the records of the rows of a list.
    pub(super) fn bring_rows<'p>(
        &mut self,
        list: RecordId,
        rows: impl ExactSizeIterator<Item = (&'p Kind, &'p Person, Private<String>)>,
    ) -> Answer<()> {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return Ok(());
        }
        let record = self.record(list)?;
        let held = Held { owner: record.owner, team: record.team, place: record.place.clone() };
        let import: RecordId = self.app.fresh()?;
        for (kind, person, fingerprint) in rows {
            let mut id = *import.as_bytes();
            id[12..].copy_from_slice(&person.row.to_be_bytes());
            self.bring_row(RecordId::from_bytes(id), list, &held, kind, person, fingerprint)?;
        }
        self.add(list, "manifest", Event::RowsBrought { rows: count })?;
        Ok(())
    }

    fn bring_row(
        &mut self,
        id: RecordId,
        list: RecordId,
        held: &Held,
        kind: &Kind,
        person: &Person,
        fingerprint: Private<String>,
    ) -> Answer<()> {
        let source = Source { list, fingerprint, row: person.row };
        self.open_record_as(id, kind, GroundCode::of("task"), None, Some(source))?;
        let place = person.region.clone().or_else(|| held.place.clone());
        self.add(id, "case", Event::Assigned { owner: held.owner, team: held.team, place })?;
        self.fill(id, "listed_person", particulars(person).into_iter().chain(as_listed(person)))
    }
}
