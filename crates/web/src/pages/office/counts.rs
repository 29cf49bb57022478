//! The weekly counts: how many people are in which stage where, for those who plan, and nobody to be found among them.
//!
//! Invariant: there is no way from a figure to a person, nothing to filter by but the week, and no figure here that
//! disclosure control did not let through.

use std::collections::BTreeMap;

use app::counts::Weekly;
use axum::{extract::Query, response::Response};
use domain::{CountTable, PlaceCode, Stage};
use jiff::civil::Date;
use maud::{Markup, html};
use protocol::Protocol;
use serde::Deserialize;

use crate::{
    args,
    fail::Fail,
    look::{self, Column, Icon, Tile, Tone},
    visit::Visit,
};

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    week: Option<Date>,
}

/// What stands where a figure is withheld.
const WITHHELD: &str = "–";

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let weekly = visit.app().weekly_counts(visit.who()?, asked.week).await?;
    let words = visit.words;
    let title = words.say("counts-title");
    let Some(weekly) = weekly else {
        let content = html! {
            (look::heading(title, None, &[]))
            (look::sheet(&look::empty(Icon::Check, words.say("counts-none"), None)))
        };
        return visit.page(title, content).await;
    };
    let clock = visit.clock();
    let lead = words.say_with(
        "counts-week",
        args!["week" => words.date(weekly.counted.week), "at" => words.date(clock.day_of(weekly.at))],
    );
    let content = html! {
        (look::heading(title, Some(&lead), &[]))
        (look::notice(Tone::Calm, Icon::Lock, &html! { p { (words.say("counts-rule")) } p { (words.say("counts-held")) } }))
        @for table in &weekly.counted.tables { (part(&visit, table)) }
        (weeks(&visit, &weekly))
    };
    visit.page(title, content).await
}

fn figure(visit: &Visit, figure: Option<u64>) -> Option<String> {
    figure.map(|figure| visit.words.number(i64::try_from(figure).unwrap_or(i64::MAX)))
}

/// A figure in a cell, or the mark of one that is withheld.
fn cell(visit: &Visit, shown: Option<u64>) -> Markup {
    let Some(figure) = figure(visit, shown) else {
        let said = visit.words.say("counts-withheld");
        return html! { span class="soft" aria-hidden="true" { (WITHHELD) } span class="unseen" { (said) } };
    };
    html! { (figure) }
}

/// What a kind of record is called, several of them.
fn people(visit: &Visit, table: &CountTable) -> String {
    let protocol = visit.app().protocol();
    protocol.kinds().get(table.kind.as_str()).map(|kind| visit.text(&kind.plural)).unwrap_or_default()
}

fn region(visit: &Visit, protocol: &Protocol, place: &PlaceCode) -> String {
    match protocol.places().get(place.as_str()) {
        Some(place) if place.parent.is_none() => visit.words.say("counts-nowhere").to_owned(),
        Some(place) => visit.text(&place.label),
        None => place.as_str().to_owned(),
    }
}

fn stage(visit: &Visit, protocol: &Protocol, table: &CountTable, stages: &[Stage]) -> String {
    let label = |stage: &Stage| {
        let known = protocol.stage(table.kind.as_str(), stage.as_str());
        known.map_or_else(|| stage.as_str().to_owned(), |known| visit.text(&known.label))
    };
    match stages {
        [one] => label(one),
        [first, .., last] => format!("{} – {}", label(first), label(last)),
        [] => String::new(),
    }
}

/// A kind's map and table.
fn part(visit: &Visit, table: &CountTable) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let caption = people(visit, table);
    let mut columns = vec![Column::text(words.say("counts-region"))];
    let stages: Vec<String> =
        table.stages.iter().map(|stages| stage(visit, &protocol, table, stages)).collect();
    columns.extend(stages.iter().map(|stage| Column::figures(stage)));
    columns.push(Column::figures(words.say("counts-sum")));
    let names: Vec<Vec<String>> = table
        .regions
        .iter()
        .map(|places| places.iter().map(|place| region(visit, &protocol, place)).collect())
        .collect();
    let heads = names.iter().map(|names| match names.as_slice() {
        [one] => html! { (one) },
        several => {
            look::folded(words.say("counts-others"), &html! { p class="soft" { (words.list(several)) } })
        }
    });
    let heads = heads.chain([html! { strong { (words.say("counts-country")) } }]);
    let rows: Vec<Vec<Markup>> = heads
        .zip(&table.lines)
        .map(|(head, line)| [head].into_iter().chain(line.iter().map(|shown| cell(visit, *shown))).collect())
        .collect();
    look::card(
        &caption,
        None,
        &html! {
            (map(visit, &protocol, table, &caption))
            (look::table(&words.say_with("counts-by-stage", args!["people" => &caption]), &columns, &rows))
        },
    )
}

/// The regions in their rough places; several that are counted together stand without a figure of their own.
fn map(visit: &Visit, protocol: &Protocol, table: &CountTable, caption: &str) -> Markup {
    let words = visit.words;
    let figures: BTreeMap<&PlaceCode, u64> = table
        .regions
        .iter()
        .zip(&table.lines)
        .filter_map(|(places, line)| match places.as_slice() {
            [one] => Some((one, (*line.last()?)?)),
            _ => None,
        })
        .collect();
    let regions: Vec<_> = protocol
        .places()
        .iter()
        .filter_map(|place| {
            let label = visit.text(&place.label);
            let short = label.chars().take(4).collect::<String>();
            let shown = figures.get(&place.code).copied();
            Some((place.tile?, label, short, shown, figure(visit, shown)))
        })
        .collect();
    let tiles: Vec<Tile<'_>> = regions
        .iter()
        .map(|((column, row), label, short, shown, figure)| Tile {
            label,
            short,
            column: *column,
            row: *row,
            value: shown.and_then(|shown| i64::try_from(shown).ok()),
            figure: figure.as_deref().unwrap_or(WITHHELD),
            href: None,
        })
        .collect();
    look::tiles(words, &words.say_with("counts-by-region", args!["people" => caption]), &tiles)
}

/// The weeks that were counted, each a page.
fn weeks(visit: &Visit, weekly: &Weekly) -> Markup {
    let words = visit.words;
    let mut columns = vec![Column::text(words.say("counts-week-from"))];
    let kinds: Vec<String> = weekly.counted.tables.iter().map(|table| people(visit, table)).collect();
    columns.extend(kinds.iter().map(|kind| Column::figures(kind)));
    let rows: Vec<Vec<Markup>> = weekly
        .weeks
        .iter()
        .map(|(week, totals)| {
            let day = words.date(*week);
            let head = if *week == weekly.counted.week {
                html! { strong { (day) } }
            } else {
                html! { a href={ "/counts?week=" (week) } { (day) } }
            };
            let totals = weekly
                .counted
                .tables
                .iter()
                .map(|table| cell(visit, totals.get(&table.kind).copied().flatten()));
            [head].into_iter().chain(totals).collect()
        })
        .collect();
    look::card(words.say("counts-weeks"), None, &look::table(words.say("counts-weeks"), &columns, &rows))
}
