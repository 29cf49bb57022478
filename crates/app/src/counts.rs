//! What is counted once a week for those who plan and pay, and never for anybody by name.
//!
//! Invariant: no page counts. A week's counts are taken once, go through disclosure control, and are written down; what was
//! withheld is nowhere, and nobody chooses what is counted.

use std::collections::BTreeMap;

use domain::{CommandId, CountTable, Counted, Event, Instant, Kind, PlaceCode, RecordId, Stage};
use jiff::{ToSpan, civil::Date};
use protocol::Protocol;
use statistics::Table;
use store::Count;

use crate::{
    App, SignedIn,
    core::load::load,
    refused::{Answer, Refused},
};

/// The kind of record that a week's counts are.
const KIND: &str = "counts";
/// The people who are counted, a table for each; no sum over both is ever shown.
pub(crate) const COUNTED: [&str; 2] = ["child", "adult"];
/// How many weeks can be looked at.
pub const WEEKS: u32 = 26;

/// The counts of a week, and the weeks beside it.
#[derive(Debug, Clone)]
pub struct Weekly {
    /// The week that was asked for.
    pub counted: Counted,
    /// When it was counted.
    pub at: Instant,
    /// All weeks that can be looked at, the latest first, with the whole country's figure for each kind.
    pub weeks: Vec<(Date, BTreeMap<Kind, Option<u64>>)>,
}

impl App {
    /// Whether somebody may read counts.
    pub fn reads_counts(&self, who: &SignedIn) -> bool {
        self.office(who, "statistics.read").is_ok()
    }

    /// The counts of the week that begins with this day, or of the last one; nothing before the first was taken.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for somebody who reads no counts, and for a week that was not counted.
    pub async fn weekly_counts(&self, who: &SignedIn, week: Option<Date>) -> Answer<Option<Weekly>> {
        self.office(who, "statistics.read")?;
        let mut found = None;
        let mut weeks = Vec::new();
        for id in self.counts().await? {
            let Some(loaded) = load(self, id).await? else { continue };
            let (Some(counted), Some((_, at))) = (loaded.record.counted, loaded.record.opened) else {
                continue;
            };
            let totals = counted.tables.iter().map(|table| (table.kind.clone(), table.figure(None, None)));
            weeks.push((counted.week, totals.collect()));
            if found.is_none() && week.is_none_or(|week| week == counted.week) {
                found = Some((counted, at));
            }
        }
        match found {
            Some((counted, at)) => Ok(Some(Weekly { counted, at, weeks })),
            None if week.is_some() => Err(Refused::NotFound),
            None => Ok(None),
        }
    }

    /// Counts this week if nobody has; gives its first day if it was counted now. May be called as often as one likes.
    pub async fn count_week(&self) -> Answer<Option<Date>> {
        let protocol = self.protocol();
        let week = monday(&protocol, self.now());
        let before = match self.counts().await?.first() {
            Some(last) => load(self, *last).await?.and_then(|loaded| loaded.record.counted),
            None => None,
        };
        if before.as_ref().is_some_and(|before| before.week >= week) {
            return Ok(None);
        }
        let mut people = BTreeMap::new();
        for kind in COUNTED {
            people.insert(kind, self.store().count_records(&Kind::of(kind)).await?);
        }
        let (_, repeated) = self.keep_counts(week, self.now(), &people, before.as_ref()).await?;
        Ok((!repeated).then_some(week))
    }

    /// Writes a week's counts down as they were taken then; gives what may be shown, and whether they were already there.
    pub(crate) async fn keep_counts(
        &self,
        week: Date,
        at: Instant,
        people: &BTreeMap<&'static str, Vec<Count>>,
        before: Option<&Counted>,
    ) -> Answer<(Counted, bool)> {
        let protocol = self.protocol();
        let tables = COUNTED
            .iter()
            .filter_map(|kind| Some((*kind, people.get(kind)?)))
            .map(|(kind, counts)| {
                let then = before.and_then(|before| before.tables.iter().find(|table| table.kind == *kind));
                table(&protocol, kind, counts, then)
            })
            .collect();
        let counted = Counted { week, tables };
        // Two nodes that count at once send the same command, of which one is done.
        let done = self
            .transact(&self.machine(), of_week(week), &[], |work| {
                work.now = at;
                let id = work.open_system(KIND)?;
                work.add(id, KIND, Event::Counted(counted.clone()))?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        Ok((counted, done.repeated))
    }

    /// The last weeks' records, the latest first.
    async fn counts(&self) -> Answer<Vec<RecordId>> {
        let mut list = store::List::new(vec![store::Branch::All], vec![Kind::of(KIND)], self.now());
        list.limit = WEEKS;
        Ok(self.store().list(&list).await?.into_iter().map(|row| row.id).collect())
    }
}

/// The week's first day by the clock of the country.
pub(crate) fn monday(protocol: &Protocol, at: Instant) -> Date {
    let day = at.to_zoned(protocol::place::zone(protocol, None)).date();
    let since = day.weekday().to_monday_zero_offset();
    day.checked_sub(i64::from(since).days()).unwrap_or(day)
}

fn of_week(week: Date) -> CommandId {
    let mut id = *b"counts of \0\0\0\0\0\0";
    id[10..12].copy_from_slice(&week.year().to_be_bytes());
    id[12..14].copy_from_slice(&week.day_of_year().to_be_bytes());
    CommandId::from_bytes(id)
}

/// A kind's table, through disclosure control.
fn table(
    protocol: &Protocol,
    kind: &'static str,
    counts: &[Count],
    before: Option<&CountTable>,
) -> CountTable {
    let country = protocol.places().iter().find(|place| place.parent.is_none()).map(|place| &place.code);
    // The country itself stands for those who are in no region yet.
    let regions: Vec<&PlaceCode> = protocol
        .places()
        .iter()
        .filter(|place| place.parent.as_ref() == country)
        .map(|place| &place.code)
        .chain(country)
        .collect();
    let stages: Vec<&Stage> = protocol
        .stages(kind)
        .map(|stages| stages.iter().map(|stage| &stage.code).collect())
        .unwrap_or_default();
    let mut people = vec![vec![0_u64; stages.len()]; regions.len()];
    for count in counts {
        let place = count.place.as_ref().map(PlaceCode::as_str).unwrap_or_default();
        let lies_in = |region: &PlaceCode| {
            place == region.as_str()
                || protocol::place::above(protocol, place).iter().any(|above| above.code == *region)
        };
        let row = regions.iter().position(|region| lies_in(region)).or(regions.len().checked_sub(1));
        let column = count.stage.as_ref().and_then(|stage| stages.iter().position(|known| *known == stage));
        if let (Some(row), Some(column)) = (row, column) {
            people[row][column] += count.records;
        }
    }
    let by_region: Vec<u64> = people.iter().map(|row| row.iter().sum()).collect();
    let by_stage: Vec<u64> =
        (0..stages.len()).map(|column| people.iter().map(|row| row[column]).sum()).collect();
    let (rows, columns) = (statistics::unordered(&by_region), statistics::ordered(&by_stage));
    let figures: Vec<Vec<u64>> = rows
        .iter()
        .map(|rows| {
            let sum = |columns: &Vec<usize>| {
                rows.iter().flat_map(|row| columns.iter().map(|column| people[*row][*column])).sum()
            };
            columns.iter().map(sum).collect()
        })
        .collect();
    let regions: Vec<Vec<PlaceCode>> =
        rows.iter().map(|rows| rows.iter().map(|row| regions[*row].clone()).collect()).collect();
    let stages: Vec<Vec<Stage>> = columns
        .iter()
        .map(|columns| columns.iter().map(|column| stages[*column].clone()).collect())
        .collect();
    let shown = Table::protect(&figures).after(|row, column| {
        before?.figure(regions.get(row).map(Vec::as_slice), stages.get(column).map(Vec::as_slice))
    });
    CountTable { kind: Kind::of(kind), regions, stages, lines: shown.lines().to_vec() }
}
