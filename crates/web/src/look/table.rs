//! Tables that become cards where there is no room, and the pages of a long one.

use maud::{Markup, html};

use crate::words::Words;

/// How a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the start.
    #[default]
    Start,
    /// Figures, at the end.
    Figures,
}

/// A column: its heading and how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Its heading; also said in each cell where rows become cards.
    pub label: &'a str,
    /// How its cells stand.
    pub align: Align,
}

impl<'a> Column<'a> {
    /// Text.
    pub const fn text(label: &'a str) -> Self {
        Self { label, align: Align::Start }
    }
    /// Figures.
    pub const fn figures(label: &'a str) -> Self {
        Self { label, align: Align::Figures }
    }
}

/// A table. The first cell of a row names it; put the row's link there. `caption` is read aloud, not shown.
///
/// The roles are written out because a table shown as cards loses its own.
pub fn table(caption: &str, columns: &[Column<'_>], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(caption) {
            table role="table" class="cards" {
                caption class="unseen" { (caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in columns { th role="columnheader" scope="col" class=[class(column.align)] { (column.label) } }
                    }
                }
                tbody role="rowgroup" {
                    @for row in rows {
                        tr role="row" {
                            @for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
                                @if at == 0 {
                                    th role="rowheader" scope="row" class=[class(column.align)] { (cell) }
                                } @else {
                                    td role="cell" class=[class(column.align)] {
                                        span class="cell-label" aria-hidden="true" { (column.label) } span { (cell) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

const fn class(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::Figures => Some("figures"),
    }
}

/// The way through a long list: back and on, and which part is shown ("1–50").
pub fn pages(words: Words, shown: &str, back: Option<&str>, on: Option<&str>) -> Markup {
    html! {
        nav class="pages" aria-label=(words.say("frame-pages")) {
            @if let Some(href) = back { a class="button" rel="prev" href=(href) { (super::icon(super::Icon::Back)) (words.say("frame-back")) } }
            span class="soft" { (shown) }
            @if let Some(href) = on { a class="button" rel="next" href=(href) { (words.say("frame-on")) (super::icon(super::Icon::Onward)) } }
        }
    }
}
