//! Scores over time on the bands of their norm.
//!
//! Invariant: a line never crosses a change of instrument, informant or norm; a table says the same beside it.

use maud::{Markup, html};

use super::{Band, folded, own};
use crate::{args, words::Words};

/// One recorded score.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// Days since the first shown.
    pub day: u32,
    /// Its date, said.
    pub date: &'a str,
    /// The score.
    pub score: i64,
}

/// Scores that may be compared: one instrument, one informant, one norm.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// The instrument with its version ("SDQ 4–17").
    pub instrument: &'a str,
    /// Who answered ("mother").
    pub informant: &'a str,
    /// The norm the bands come from.
    pub norm: &'a str,
    /// The scores in the order of time.
    pub scores: Vec<Scored<'a>>,
}

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 190.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;
const START: f64 = 30.0;
const END: f64 = 96.0;

/// A line over dated points on bands with their words; a gap between series.
pub fn score_line(
    words: Words,
    title: &str,
    range: (i64, i64),
    bands: &[Band<'_>],
    series: &[Series<'_>],
) -> Markup {
    let last_day = series.iter().flat_map(|one| &one.scores).map(|one| one.day).max().unwrap_or(0).max(1);
    let x = |day: u32| START + (WIDTH - START - END) * (0.04 + 0.92 * f64::from(day) / f64::from(last_day));
    let y =
        |score: i64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(score - range.0, range.1 - range.0);
    html! {
        figure class="scores" {
            figcaption {
                strong { (title) }
                @for one in series {
                    span class="soft" {
                        (words.say_with("score-series", args!["instrument" => one.instrument, "informant" => one.informant, "norm" => one.norm]))
                    }
                }
            }
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } class="chart" role="img" aria-label=(title) {
                @for (at, band) in bands.iter().enumerate() {
                    @let (top, bottom) = (y((band.to + 1).min(range.1)), y(band.from));
                    rect class={ "band b" (at % 4) } x=(START) y=(px(top)) width=(px(WIDTH - START - END)) height=(px(bottom - top)) {}
                    text class="band-word" x=(px(WIDTH - END + 8.0)) y=(px(f64::midpoint(top, bottom) + 4.0)) { (band.label) }
                    text class="axis" x=(px(START - 6.0)) y=(px(bottom + 4.0)) text-anchor="end" { (band.from) }
                }
                @for one in series {
                    @let line: Vec<String> = one.scores.iter().map(|s| format!("{} {}", px(x(s.day)), px(y(s.score)))).collect();
                    @if line.len() > 1 { path class="line" d={ "M" (line.join("L")) } {} }
                    @for scored in &one.scores {
                        circle class="dot" cx=(px(x(scored.day))) cy=(px(y(scored.score))) r="4.5" {}
                        text class="value" x=(px(x(scored.day))) y=(px(y(scored.score) - 9.0)) text-anchor="middle" { (scored.score) }
                    }
                }
                @if let Some(first) = series.first().and_then(|one| one.scores.first()) {
                    text class="axis" x=(px(x(first.day))) y=(px(HEIGHT - 8.0)) text-anchor="start" { (first.date) }
                }
                @if let Some(last) = series.last().and_then(|one| one.scores.last()).filter(|last| last.day > 0) {
                    text class="axis" x=(px(x(last.day))) y=(px(HEIGHT - 8.0)) text-anchor="end" { (last.date) }
                }
            }
            (folded(words.say("frame-as-table"), &html! {
                table {
                    thead { tr { th scope="col" { (words.say("frame-date")) } th scope="col" { (words.say("score-instrument")) }
                        th scope="col" { (words.say("score-informant")) } th scope="col" class="figures" { (words.say("score-score")) } } }
                    tbody {
                        @for one in series { @for scored in &one.scores {
                            tr { td { (scored.date) } td { (own(one.instrument)) } td { (one.informant) } td class="figures" { (scored.score) } }
                        } }
                    }
                }
            }))
        }
    }
}

/// A small line without axes beside a figure; the figure and its words stand next to it.
pub fn spark(label: &str, values: &[i64]) -> Markup {
    let lowest = values.iter().copied().min().unwrap_or(0);
    let span = values.iter().copied().max().unwrap_or(0) - lowest;
    let steps = u32::try_from(values.len().saturating_sub(1).max(1)).unwrap_or(u32::MAX);
    let points: Vec<String> = (0_u32..)
        .zip(values)
        .map(|(at, value)| {
            let x = 3.0 + 90.0 * f64::from(at) / f64::from(steps);
            format!("{} {}", px(x), px(25.0 - 22.0 * share(value - lowest, span)))
        })
        .collect();
    html! {
        svg class="spark" viewBox="0 0 96 28" role="img" aria-label=(label) {
            @if points.len() > 1 { path d={ "M" (points.join("L")) } {} }
        }
    }
}

/// `part / whole`, 0 where there is no whole.
#[expect(clippy::cast_precision_loss, reason = "scores and counts are far below 2^52")]
pub(super) fn share(part: i64, whole: i64) -> f64 {
    if whole <= 0 { 0.0 } else { (part as f64 / whole as f64).clamp(0.0, 1.0) }
}

/// A coordinate with one place.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
