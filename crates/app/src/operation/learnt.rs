//! What the columns of a list meant the last time: told once, offered for every list with the same headings.
//!
//! Invariant: kept in the record of the team that said it, sealed like everything; of the headings only a keyed token is
//! kept, and nothing of any row.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{CommandId, Event, TeamEvent, TeamId};
use exchange::{
    ListKind,
    layout::{self, Layout, Mapping, Meaning},
    sheet::Workbook,
};
use vault::EpochState;

use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::Answer,
};

/// What was found in a file before anybody told anything of it.
pub(super) enum Looked {
    /// Its columns, as they seem.
    Found(Layout),
    /// Nothing: a mapping without a column, and the rows that may name the columns after all.
    Nothing(Mapping, Vec<Layout>),
}

/// Headings that nobody knows are looked for in this many rows.
const HEADER_AMONG: usize = 40;

impl Looked {
    /// A book in which no heading was found.
    pub(super) fn nothing(book: &Workbook, kind: ListKind) -> Self {
        let widest = book.sheets.iter().max_by_key(|sheet| sheet.rows.len());
        let mapping = |header_row: u32| Mapping {
            sheet: widest.map(|sheet| sheet.name.clone()).unwrap_or_default(),
            encoding: book.encoding,
            delimiter: book.delimiter,
            header_row,
            columns: Vec::new(),
        };
        let rows = widest.into_iter().flat_map(|sheet| &sheet.rows).take(HEADER_AMONG);
        let layouts = rows.filter_map(|row| layout::view_as(book, &mapping(row.number), kind).ok()).collect();
        Self::Nothing(mapping(0), layouts)
    }
}

/// Layouts that a team remembers; more are not learnt.
const MOST: usize = 200;

impl App {
    /// The mapping under which a file waits: none where it is read as it seems.
    pub(super) async fn as_last_time(&self, who: &SignedIn, looked: Looked) -> Answer<Option<Mapping>> {
        let (nothing, layouts) = match looked {
            Looked::Nothing(mapping, layouts) => (Some(mapping), layouts),
            Looked::Found(layout) => (None, vec![layout]),
        };
        for team in who.actor().teams() {
            let Some(team) = load(self, team).await?.and_then(|loaded| loaded.record.team_state) else {
                continue;
            };
            for layout in layouts.iter().filter(|_| !team.columns.is_empty()) {
                for token in self.headings_tokens(layout)? {
                    if let Some(columns) = team.columns.get(&token) {
                        return Ok(fitting(layout, columns).or(nothing));
                    }
                }
            }
        }
        Ok(nothing)
    }

    /// Keeps what somebody said of a list's columns, where it differs from what would be offered.
    pub(super) async fn learn_columns(&self, who: &SignedIn, layout: &Layout) -> Answer<()> {
        let Some(team) = who.actor().teams().next() else { return Ok(()) };
        let Some(headings) = self.headings_tokens(layout)?.into_iter().next() else { return Ok(()) };
        let columns: Vec<(u32, String)> = layout
            .mapping
            .columns
            .iter()
            .filter_map(|(at, meaning)| Some((u32::try_from(*at).ok()?, meaning.code().to_owned())))
            .collect();
        let known = load(self, team).await?.and_then(|loaded| loaded.record.team_state);
        let Some(known) = known else { return Ok(()) };
        if known.columns.get(&headings) == Some(&columns)
            || known.columns.len() >= MOST && !known.columns.contains_key(&headings)
        {
            return Ok(());
        }
        self.learn(who, team, TeamEvent::ColumnsLearnt { headings, columns }).await
    }

    async fn learn(&self, who: &SignedIn, team: TeamId, learnt: TeamEvent) -> Answer<()> {
        self.transact(who, self.fresh::<CommandId>()?, &[Touch::Office(team)], |work| {
            work.add(team, "team", Event::Team(learnt.clone()))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// Tokens of the headings under every index key that is kept, the present one first; none without headings.
    fn headings_tokens(&self, layout: &Layout) -> Answer<Vec<String>> {
        if layout.mapping.header_row == 0 {
            return Ok(Vec::new());
        }
        let headings: Vec<String> =
            layout.columns.iter().map(|column| names::normalise(&column.heading).text).collect();
        let parts: Vec<&[u8]> = headings.iter().map(String::as_bytes).collect();
        let current = self.ring().current_index_epoch();
        let earlier = self
            .ring()
            .index_epochs()
            .into_iter()
            .filter(|epoch| epoch.state != EpochState::Destroyed && epoch.number != current)
            .map(|epoch| epoch.number);
        std::iter::once(current)
            .chain(earlier)
            .map(|epoch| Ok(URL_SAFE_NO_PAD.encode(self.ring().token("headings", epoch, &parts)?)))
            .collect()
    }
}

/// The mapping as it was learnt, for this file; none where it says no more than the file itself.
fn fitting(layout: &Layout, columns: &[(u32, String)]) -> Option<Mapping> {
    let columns: Vec<(usize, Meaning)> = columns
        .iter()
        .filter_map(|(at, code)| Some((usize::try_from(*at).ok()?, Meaning::of(code)?)))
        .filter(|(at, _)| layout.columns.iter().any(|column| column.index == *at))
        .collect();
    let mapping = Mapping { columns, ..layout.mapping.clone() };
    (mapping.columns != layout.mapping.columns && !mapping.columns.is_empty()).then_some(mapping)
}
