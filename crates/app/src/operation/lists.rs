//! Lists that are no flight's: opening one, finding them, and the rows of one with how each stands.
//!
//! Invariant: a row says that somebody is known only where this reader may open that record; for anybody else it reads
//! as if nobody were, in words, counts and the log.

use domain::{
    ChoiceCode, CommandId, Event, Instant, Kind, PartialDate, PersonCode, PlaceCode, Private, Record,
    RecordId, Value,
};
use jiff::civil::Date;

use super::{
    intake::Intake,
    open::{day, name},
    rows::number,
};
use crate::{
    App, Door, Filter, Listed, Opened, Shown, SignedIn,
    core::{
        load::{load, view},
        reading::Read,
        work::Done,
    },
    matching::KnownAs,
    refused::{Answer, Refused, because},
};

/// A list as it was asked for.
#[derive(Debug, Clone)]
pub struct OpenList {
    /// The command's id.
    pub command: CommandId,
    /// What it is called.
    pub name: Private<String>,
    /// What it holds: people, or tracing requests.
    pub intake: Intake,
    /// Who made it.
    pub source: Option<Private<String>>,
    /// Of which day.
    pub dated: Option<Date>,
    /// The place it concerns; the country where nothing is said.
    pub place: Option<PlaceCode>,
    /// More about it.
    pub remarks: Option<Private<String>>,
}

/// A list among others.
#[derive(Debug, Clone)]
pub struct List {
    /// Its code.
    pub code: PersonCode,
    /// What it is called.
    pub name: Option<Private<String>>,
    /// What it holds.
    pub intake: Intake,
    /// Who made it.
    pub source: Option<Private<String>>,
    /// Of which day.
    pub dated: Option<PartialDate>,
    /// How many rows were brought in.
    pub rows: u64,
    /// When the last were.
    pub brought_at: Option<Instant>,
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who, as the list has them.
    pub listed: Listed,
    /// Its number in the file.
    pub number: u32,
    /// The records that it seems to be, as far as this reader may open them.
    pub known: Vec<KnownAs>,
}

/// A list with a page of its rows.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The list.
    pub list: Opened,
    /// Its particulars.
    pub about: List,
    /// Rows in the order of their file.
    pub rows: Vec<Row>,
    /// The last of them, where more follow.
    pub next: Option<RecordId>,
}

/// Most characters of a name, and of remarks.
const LONGEST: usize = 200;
const LONGEST_REMARKS: usize = 2_000;

impl App {
    /// What somebody may open lists of; nothing where they may open none.
    pub fn opens_lists_of(&self, who: &SignedIn) -> Vec<Intake> {
        [(Intake::People, "list.create"), (Intake::Tracing, "tracing.create")]
            .into_iter()
            .filter(|(_, office)| self.office(who, office).is_ok())
            .map(|(into, _)| into)
            .collect()
    }

    /// Opens a list.
    ///
    /// # Errors
    /// A reason `name-needed` without a name, `date-later` for a day that has not come.
    pub async fn open_list(&self, who: &SignedIn, sent: OpenList) -> Answer<Done> {
        if !self.opens_lists_of(who).contains(&sent.intake) {
            return Err(Refused::NotFound);
        }
        let cut = |text: &Private<String>, most: usize| -> Option<Private<String>> {
            let text: String = text.as_str().trim().chars().take(most).collect();
            (!text.is_empty()).then(|| text.into())
        };
        let name = name(&sent.name)?;
        let protocol = self.protocol();
        if sent.place.as_ref().is_some_and(|place| protocol.places().get(place.as_str()).is_none()) {
            return Err(Refused::NotFound);
        }
        let country = || protocol.places().iter().find(|place| place.parent.is_none());
        let place = sent.place.clone().or_else(|| country().map(|place| place.code.clone()));
        let zone = protocol::place::zone(&protocol, place.as_ref().map(PlaceCode::as_str));
        sent.dated.map(day).transpose()?;
        if sent.dated.is_some_and(|dated| dated > who.now().to_zoned(zone).date()) {
            return Err(because("date-later"));
        }
        let sort = if sent.intake == Intake::Tracing { "tracing" } else { "people" };
        let mut values = vec![("name", Value::Text(name)), ("sort", Value::Choice(ChoiceCode::of(sort)))];
        values
            .extend(sent.source.as_ref().and_then(|text| Some(("source", Value::Text(cut(text, LONGEST)?)))));
        values.extend(sent.dated.map(|dated| ("dated", Value::Date(PartialDate::Day(dated)))));
        values.extend(
            sent.remarks
                .as_ref()
                .and_then(|text| Some(("remarks", Value::Text(cut(text, LONGEST_REMARKS)?)))),
        );
        let team = who.actor().teams().next();
        self.transact(who, sent.command, &[], |work| {
            let id = work.open_case(&Kind::of("list"), "task", None, None)?;
            work.fill(id, "list_profile", values.clone())?;
            let owner = Some(work.actor);
            work.add(id, "case", Event::Assigned { owner, team, place: place.clone(), word: None })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// The lists of a reader, the latest first; where the next page begins.
    pub async fn lists(
        &self,
        who: &SignedIn,
        after: Option<store::Cursor>,
        most: usize,
    ) -> Answer<(Vec<List>, Option<store::Cursor>)> {
        let mut filter = Filter::of("list");
        filter.order = store::Order::Changed;
        let page = self.list(who, Shown::Lists, &filter, after, most).await?;
        let mut lists = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            if let Some(loaded) = load(self, row.id).await? {
                lists.extend(List::of(&view(loaded.record, &row.grant, &self.protocol())));
            }
        }
        Ok((lists, page.next))
    }

    /// A list with a page of its rows, after one of them; logged.
    pub async fn list_rows(
        &self,
        who: &SignedIn,
        code: &PersonCode,
        after: Option<RecordId>,
        most: u32,
    ) -> Answer<Rows> {
        let list = self.open_code(who, code, Door::page(Shown::List)).await?;
        let about = List::of(&list.view).ok_or(Refused::NotFound)?;
        let mut found = self.store().related_to(list.view.id, who.now(), after, most + 1).await?;
        let more = found.len() > most as usize;
        found.truncate(most as usize);
        let next = found.last().filter(|_| more).map(|row| row.record);
        let ids: Vec<RecordId> = found.into_iter().map(|row| row.record).collect();
        let mut listed = self.show_rows(who, self.store().records(&ids).await?).await?;
        listed.sort_by_key(|row| row.id);
        let shown: Vec<RecordId> = listed.iter().map(|row| row.id).collect();
        let mut known = self.paired_with(who, &shown, Shown::List).await?;
        self.log_reading(who, &Read { page: Shown::List, records: shown, grounds: Vec::new(), reason: None })
            .await?;
        let rows = listed
            .into_iter()
            .map(|listed| Row {
                number: number(listed.id),
                known: known.remove(&listed.id).unwrap_or_default(),
                listed,
            })
            .collect();
        Ok(Rows { list, about, rows, next })
    }
}

impl List {
    /// A list as its reader may see it.
    pub fn of(record: &Record) -> Option<Self> {
        let (opened, _) = record.opened.as_ref().filter(|(opened, _)| opened.kind == "list")?;
        let value = |field: &str| record.value("list_profile", field);
        let text = |field: &str| match value(field) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        Some(Self {
            code: opened.code,
            name: text("name"),
            intake: Intake::of(record)?,
            source: text("source"),
            dated: match value("dated") {
                Some(Value::Date(day)) => Some(*day),
                _ => None,
            },
            rows: record.brought.iter().map(|(rows, _, _)| u64::from(*rows)).sum(),
            brought_at: record.brought.last().map(|(_, _, at)| *at),
        })
    }
}
