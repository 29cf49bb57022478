//! Scores over time: each instrument as one answered it, on the bands of its norm.
//!
//! Invariant: only what may be compared stands in one line: the same instrument in the same version, answered by the
//! same informant, read with the same norm. A band is a word of the protocol, never a diagnosis.

use app::{Door, Opened, Refused, Shown};
use axum::response::Response;
use domain::{ChoiceCode, InstrumentCode, PartialDate, PersonCode, Score, Value};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Level;
use protocol::{InstrumentRule, Tone as Reading};

use super::{
    form::headed,
    listing::label,
    person::{address, title},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Band, Column, Icon, Scored, Series, Tone, Weight},
    visit::Visit,
    words::Clock,
};

/// Where scores lie.
const PART: &str = "psych";

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, &code, Door::page(Shown::RecordScores)).await?;
    if !opened.grant.may(PART, Level::Read) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let lines = lines(&opened, &clock);
    let fills = opened.grant.may(PART, Level::Write);
    let form = format!("{}/forms/screening", address(&title(&opened)));
    let content = html! {
        (headed(&visit, &opened, words.say("scores-title"), words.say("scores-what")))
        @if fills { p { (look::link_button_with(Icon::Plus, words.say("scores-new-do"), &form, Weight::Quiet)) } }
        @if lines.is_empty() { (look::empty(Icon::Mind, words.say("scores-none"), None)) }
        @for line in &lines { (one(&visit, line)) }
    };
    visit.text_page(&title(&opened), content).await
}

/// The latest of each line in short, on the record's own page; nothing where there is none.
pub(super) fn card(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    if !opened.grant.may(PART, Level::Read) {
        return html! {};
    }
    let lines = lines(opened, clock);
    if lines.is_empty() {
        return html! {};
    }
    let words = visit.words;
    let all = format!("{}/scores", address(&title(opened)));
    let rows: Vec<(String, Markup)> =
        lines.iter().map(|line| (line.called(visit), line.latest(visit))).collect();
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(called, row)| (called.as_str(), row.clone())).collect();
    let more = look::link_button(words.say("scores-all"), &all, Weight::Plain);
    look::card(words.say("scores-title"), Some(&more), &look::facts(&rows))
}

/// Scores that may be compared, in the order of time.
struct Comparable {
    instrument: InstrumentCode,
    version: String,
    informant: ChoiceCode,
    norm: String,
    points: Vec<(Date, Score)>,
}

/// Every score of a record that this reader may open, by what may be compared; the line with the latest first.
fn lines(opened: &Opened, clock: &Clock) -> Vec<Comparable> {
    let mut lines: Vec<Comparable> = Vec::new();
    for entry in opened.view.forms.values().flatten() {
        let day = match entry.values.get("screened_on") {
            Some(Value::Date(PartialDate::Day(day))) => *day,
            _ => clock.day_of(entry.at),
        };
        for value in entry.values.values() {
            let Value::Score(score) = value else { continue };
            let point = (day, score.clone());
            match lines.iter_mut().find(|line| line.takes(score)) {
                Some(line) => line.points.push(point),
                None => lines.push(Comparable {
                    instrument: score.instrument.clone(),
                    version: score.version.as_str().to_owned(),
                    informant: score.informant.clone(),
                    norm: score.norm.as_str().to_owned(),
                    points: vec![point],
                }),
            }
        }
    }
    for line in &mut lines {
        line.points.sort_by_key(|(day, _)| *day);
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.points.last().map(|(day, _)| *day)));
    lines
}

impl Comparable {
    fn takes(&self, score: &Score) -> bool {
        self.instrument == score.instrument
            && self.version == score.version.as_str()
            && self.informant == score.informant
            && self.norm == score.norm.as_str()
    }

    fn called(&self, visit: &Visit) -> String {
        let protocol = visit.app().protocol();
        let rule = protocol.instruments().get(self.instrument.as_str());
        let name = rule.map_or_else(|| self.instrument.to_string(), |rule| visit.text(&rule.label));
        format!("{name} {}", self.version)
    }

    fn informant(&self, visit: &Visit) -> String {
        label(visit, "informants", self.informant.as_str())
    }

    /// The latest score with its band, and what it was first.
    fn latest(&self, visit: &Visit) -> Markup {
        let words = visit.words;
        let Some((day, score)) = self.points.last() else { return html! {} };
        let protocol = visit.app().protocol();
        let rule = protocol.instruments().get(self.instrument.as_str());
        html! {
            strong { (words.number(score.total)) } " "
            @if let Some(rule) = rule { (band(visit, rule, self, score.total)) }
            br;
            span class="soft" {
                (words.date(*day)) " · " (self.informant(visit))
                @if let Some((_, first)) = self.points.first().filter(|(first, _)| first != day) {
                    " · " (words.say_with("scores-first", args!["score" => first.total]))
                }
            }
        }
    }
}

/// The band of a total as a mark, where the norm has one.
fn band(visit: &Visit, rule: &InstrumentRule, line: &Comparable, total: i64) -> Markup {
    let Some(band) = rule.band(line.informant.as_str(), &line.norm, total) else { return html! {} };
    let (tone, picture) = match band.tone {
        Reading::Calm => (Tone::Good, Icon::Check),
        Reading::Watch => (Tone::Soon, Icon::Eye),
        Reading::Act => (Tone::Late, Icon::Warning),
    };
    look::state(tone, picture, &visit.text(&band.label))
}

/// One line: its drawing on the bands, and its parts behind it.
fn one(visit: &Visit, line: &Comparable) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let Some(rule) = protocol.instruments().get(line.instrument.as_str()) else { return html! {} };
    let labels: Vec<(i64, i64, String)> = rule
        .bands
        .iter()
        .filter(|band| band.informant == line.informant && band.norm == line.norm)
        .map(|band| (band.from, band.to, visit.text(&band.label)))
        .collect();
    let bands: Vec<Band<'_>> =
        labels.iter().map(|(from, to, label)| Band { from: *from, to: *to, label }).collect();
    let first = line.points.first().map(|(day, _)| *day);
    let dates: Vec<(u32, String, i64)> = line
        .points
        .iter()
        .map(|(day, score)| {
            let since = first.and_then(|first| first.until(*day).ok()).map_or(0, |span| span.get_days());
            (u32::try_from(since).unwrap_or(0), words.date(*day), score.total)
        })
        .collect();
    let scores = dates.iter().map(|(day, date, score)| Scored { day: *day, date, score: *score }).collect();
    let (called, informant) = (line.called(visit), line.informant(visit));
    let series = Series { instrument: &called, informant: &informant, norm: &line.norm, scores };
    look::card(
        &called,
        line.points.last().map(|(_, score)| band(visit, rule, line, score.total)).as_ref(),
        &html! {
            (look::score_line(words, words.say("score-total"), rule.total, &bands, &[series]))
            @if !rule.subscales.is_empty() { (look::folded(words.say("scores-parts"), &parts(visit, rule, line))) }
        },
    )
}

/// The subscales, a row for each day.
fn parts(visit: &Visit, rule: &InstrumentRule, line: &Comparable) -> Markup {
    let words = visit.words;
    let labels: Vec<String> = rule.subscales.iter().map(|one| visit.text(&one.label)).collect();
    let mut columns = vec![Column::text(words.say("frame-date"))];
    columns.extend(labels.iter().map(|label| Column::figures(label)));
    let rows: Vec<Vec<Markup>> = line
        .points
        .iter()
        .map(|(day, score)| {
            let mut cells = vec![html! { (words.date(*day)) }];
            cells.extend(rule.subscales.iter().map(|one| match score.subscales.get(&one.code) {
                Some(part) => html! { (words.number(*part)) },
                None => look::nothing_yet(words),
            }));
            cells
        })
        .collect();
    look::table(words.say("scores-parts"), &columns, &rows)
}
