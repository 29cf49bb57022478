//! Figures and charts. Every chart is a table first; bars are drawn into its cells, so that it reads, prints and
//! turns right-to-left as a table does.

use maud::{Markup, html};

use super::{
    folded,
    score::{px, share},
};
use crate::words::Words;

/// One large figure.
#[derive(Debug, Clone, Copy)]
pub struct Stat<'a> {
    /// What is counted.
    pub label: &'a str,
    /// The figure, written ("1,234", "87 %", "under 5").
    pub figure: &'a str,
    /// How it changed, said ("3 more than in October").
    pub change: Option<&'a str>,
    /// What it means exactly, one tap away.
    pub meaning: Option<&'a str>,
    /// Where the list behind it is, if this reader may open it.
    pub href: Option<&'a str>,
}

/// A few large figures side by side.
pub fn stats(all: &[Stat<'_>]) -> Markup {
    html! {
        div class="stats" {
            @for one in all { (stat(*one)) }
        }
    }
}

/// One large figure with its change and its definition.
pub fn stat(stat: Stat<'_>) -> Markup {
    html! {
        div class="stat card" {
            p class="figure" { @if let Some(href) = stat.href { a href=(href) { (stat.figure) } } @else { (stat.figure) } }
            @if let Some(meaning) = stat.meaning { (super::definition(stat.label, meaning)) } @else { p { (stat.label) } }
            @if let Some(change) = stat.change { p class="soft" { (change) } }
        }
    }
}

/// A bar: its words, its length and how the figure is written.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// What it is.
    pub label: &'a str,
    /// Its length; negative for "against" in [`evidence`].
    pub value: i64,
    /// The figure, written.
    pub figure: &'a str,
    /// Where the list behind it is, if this reader may open it.
    pub href: Option<&'a str>,
}

/// Bars from the start side, the longest as long as the room.
pub fn bar_chart(title: &str, label: &str, figure: &str, bars: &[Bar<'_>]) -> Markup {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    html! {
        table class="bars" {
            caption { (title) }
            thead class="unseen" { tr { th scope="col" { (label) } th scope="col" { (figure) } } }
            tbody {
                @for bar in bars {
                    tr {
                        th scope="row" { @if let Some(href) = bar.href { a href=(href) { (bar.label) } } @else { (bar.label) } }
                        td {
                            svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                                rect width=(px(100.0 * share(bar.value, longest))) height="10" {}
                            }
                            span { (bar.figure) }
                        }
                    }
                }
            }
        }
    }
}

/// A bar in a cell of a table, so much of the whole; the figure stands beside it.
pub fn share_bar(value: i64, whole: i64) -> Markup {
    html! {
        svg class="bar share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            path d="M0 10H100" {}
            rect width=(px(100.0 * share(value, whole))) height="10" {}
        }
    }
}

/// Evidence from a middle line: for towards the end side, against towards the start side.
pub fn evidence(title: &str, bars: &[Bar<'_>]) -> Markup {
    let longest = bars.iter().map(|bar| bar.value.abs()).max().unwrap_or(0);
    html! {
        table class="bars evidence" {
            caption { (title) }
            tbody {
                @for bar in bars {
                    @let length = 50.0 * share(bar.value.abs(), longest);
                    @let start = if bar.value < 0 { 50.0 - length } else { 50.0 };
                    tr {
                        th scope="row" { (bar.label) }
                        td {
                            svg class={ "bar " (if bar.value < 0 { "against" } else { "for" }) } viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                                rect x=(px(start)) width=(px(length)) height="10" {}
                                path d="M50 0V10" {}
                            }
                            // A sign stays before its figure in every script.
                            span { bdi { (bar.figure) } }
                        }
                    }
                }
            }
        }
    }
}

/// One bar in parts, its words and figures listed under it: how many children stand at each stage.
pub fn stage_bar(title: &str, parts: &[Bar<'_>]) -> Markup {
    let whole: i64 = parts.iter().map(|part| part.value).sum();
    let mut from = 0;
    let starts: Vec<i64> = parts
        .iter()
        .map(|part| {
            let start = from;
            from += part.value;
            start
        })
        .collect();
    html! {
        figure class="stages" {
            figcaption { (title) }
            svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
                @for (at, (part, start)) in parts.iter().zip(&starts).enumerate() {
                    rect class={ "p" (at % 8) } x=(px2(100.0 * share(*start, whole))) width=(px2(100.0 * share(part.value, whole))) height="6" {}
                }
            }
            ul {
                @for (at, part) in parts.iter().enumerate() {
                    li {
                        svg viewBox="0 0 10 10" aria-hidden="true" { rect class={ "p" (at % 8) } width="10" height="10" rx="2" {} }
                        span { @if let Some(href) = part.href { a href=(href) { (part.label) } } @else { (part.label) } }
                        strong { (part.figure) }
                    }
                }
            }
        }
    }
}

/// A region as a square in its rough place: column and row from 0, at the west and north.
#[derive(Debug, Clone, Copy)]
pub struct Tile<'a> {
    /// The region's name.
    pub label: &'a str,
    /// Three or four letters of it.
    pub short: &'a str,
    /// Column, from the west.
    pub column: u8,
    /// Row, from the north.
    pub row: u8,
    /// What colours it; nothing where the figure is withheld.
    pub value: Option<i64>,
    /// The figure, written ("12", "under 5").
    pub figure: &'a str,
    /// Where it leads.
    pub href: Option<&'a str>,
}

/// Regions as squares in their rough places, west at the left in every language as on any map; no network needed.
pub fn tiles(words: Words, title: &str, all: &[Tile<'_>]) -> Markup {
    let columns = all.iter().map(|tile| u32::from(tile.column)).max().unwrap_or(0) + 1;
    let rows = all.iter().map(|tile| u32::from(tile.row)).max().unwrap_or(0) + 1;
    let highest = all.iter().filter_map(|tile| tile.value).max().unwrap_or(0);
    html! {
        figure class="tiles" {
            figcaption { (title) }
            svg viewBox={ "0 0 " (columns * 56) " " (rows * 56) } direction="ltr" {
                title { (title) }
                @for tile in all {
                    @let (x, y) = (u32::from(tile.column) * 56, u32::from(tile.row) * 56);
                    @let level = tile.value.map_or(0, |value| level(value, highest));
                    @let square = html! {
                        g class={ "tile t" (level) } {
                            title { (tile.label) ": " (tile.figure) }
                            rect x=(x + 2) y=(y + 2) width="52" height="52" rx="8" {}
                            text x=(x + 28) y=(y + 23) text-anchor="middle" { (tile.short) }
                            text class="figure" x=(x + 28) y=(y + 42) text-anchor="middle" { (tile.figure) }
                        }
                    };
                    @if let Some(href) = tile.href { a href=(href) { (square) } } @else { (square) }
                }
            }
            (folded(words.say("frame-as-table"), &html! {
                table { tbody { @for tile in all { tr { th scope="row" { (tile.label) } td class="figures" { (tile.figure) } } } } }
            }))
        }
    }
}

/// 0 for none, 1 to 4 by quarters of the highest.
fn level(value: i64, highest: i64) -> u8 {
    match value {
        ..=0 => 0,
        _ if value * 4 > highest * 3 => 4,
        _ if value * 2 > highest => 3,
        _ if value * 4 > highest => 2,
        _ => 1,
    }
}

/// A coordinate with two places, where a hundred units are the whole width.
fn px2(value: f64) -> String {
    format!("{value:.2}")
}
