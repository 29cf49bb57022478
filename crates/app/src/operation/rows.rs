//! What the rows of a list that is no flight's write: a record each, found through its list.
//!
//! Invariant: a row stands for itself and opens nobody else's record. The ids of one import end with the number of the
//! row, so that a list is read in its own order; whether anybody is known does not show in them.

use domain::{Event, GroundCode, Kind, PlaceCode, Private, RecordId, Source, TeamId, UserId, Value};
use exchange::manifest::Person;

use super::bring_in::{as_listed, particulars};
use crate::{core::work::Work, refused::Answer};

/// Who answers for a row, and where: as for its list, but for the place that the row itself names.
struct Held {
    owner: Option<UserId>,
    team: Option<TeamId>,
    place: Option<PlaceCode>,
}

/// The id of a row's record: what all of one import share, the number of the row, and which of its people.
fn row_id(import: RecordId, row: u32, nth: u8) -> RecordId {
    let mut id = *import.as_bytes();
    let [_, row @ ..] = row.to_be_bytes();
    id[12..15].copy_from_slice(&row);
    id[15] = nth;
    RecordId::from_bytes(id)
}

/// The number of a row in its file.
pub(super) fn number(row: RecordId) -> u32 {
    let [.., a, b, c, _] = *row.as_bytes();
    u32::from_be_bytes([0, a, b, c])
}

impl Work<'_> {
    /// Opens the records of the rows of a list; gives them in the order of the rows.
    pub(crate) fn bring_rows<'p>(
        &mut self,
        list: RecordId,
        rows: impl ExactSizeIterator<Item = (&'p Kind, &'p Person, Private<String>)>,
    ) -> Answer<Vec<RecordId>> {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut opened = Vec::with_capacity(rows.len());
        if count == 0 {
            return Ok(opened);
        }
        let record = self.record(list)?;
        let held = Held { owner: record.owner, team: record.team, place: record.place.clone() };
        let import: RecordId = self.app.fresh()?;
        let (mut last, mut nth) = (None, 0_u8);
        for (kind, person, fingerprint) in rows {
            // A row may name several people.
            nth = if last == Some(person.row) { nth.saturating_add(1) } else { 0 };
            last = Some(person.row);
            let id = row_id(import, person.row, nth);
            self.bring_row(id, list, &held, kind, person, fingerprint)?;
            opened.push(id);
        }
        self.add(list, "manifest", Event::RowsBrought { rows: count })?;
        Ok(opened)
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
        self.add(id, "case", Event::Assigned { owner: held.owner, team: held.team, place, word: None })?;
        let text = |text: &Option<Private<String>>| text.clone().map(Value::Text);
        let elsewhere = [
            ("case_as_listed", text(&person.case)),
            ("location_as_listed", text(&person.location)),
            ("tent_as_listed", text(&person.tent)),
        ];
        let elsewhere = elsewhere.into_iter().filter_map(|(field, value)| Some((field, value?)));
        self.fill(
            id,
            "listed_person",
            particulars(person).into_iter().chain(as_listed(person)).chain(elsewhere),
        )?;
        let Some(seeker) = person.seeker.as_ref().filter(|_| *kind == "tracing_request") else {
            return Ok(());
        };
        let seeker = [
            ("seeker_name", text(&seeker.text)),
            ("seeker_kinship", text(&seeker.kinship)),
            ("seeker_telephone", text(&seeker.telephone)),
        ];
        self.fill(id, "seeker", seeker.into_iter().filter_map(|(field, value)| Some((field, value?))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_the_rows_and_tell_their_numbers() {
        let import = RecordId::from_bytes([7; 16]);
        let ids = [(2, 0), (2, 1), (3, 0), (25_000, 0)].map(|(row, nth)| (row, row_id(import, row, nth)));
        assert!(ids.is_sorted_by_key(|(_, id)| *id));
        assert!(ids.iter().all(|(row, id)| number(*id) == *row));
    }
}
