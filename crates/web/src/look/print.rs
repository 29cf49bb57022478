//! What is printed: the line every print carries, QR codes, slips, and the roster for arrivals.
//!
//! Invariant: a slip and a QR code carry the person code and nothing else.

use fast_qr::{ECL, QRBuilder};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{Column, own, table};
use crate::{
    args,
    words::{Clock, Words},
};

/// The line at the head of every printed page: what, when, by whom, why. Not shown on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a> {
    /// The person code or the list's name.
    pub code: &'a str,
    /// Who prints.
    pub who: &'a str,
    /// Why, as said when printing was asked for; nothing where no reason is asked.
    pub why: Option<&'a str>,
    /// When.
    pub at: Timestamp,
}

/// The print's line.
pub fn printed_line(words: Words, printed: Printed<'_>, clock: &Clock) -> Markup {
    html! {
        p class="printed" {
            (own(printed.code)) " · "
            (words.say_with("print-by", args!["who" => printed.who, "when" => words.exact(printed.at, clock)]))
            @if let Some(why) = printed.why { " · " (own(why)) }
        }
    }
}

/// A QR code as SVG, black on white in both themes. Nothing when the text does not fit.
pub fn qr(label: &str, text: &str) -> Markup {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return html! {} };
    let mut path = Vec::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let start = column;
            while column < code.size && code[row][column].value() {
                column += 1;
            }
            if column > start {
                let length = column - start;
                path.push(format!("M{} {}h{length}v1h-{length}z", start + 4, row + 4));
            }
            column += 1;
        }
    }
    let size = code.size + 8;
    html! {
        svg class="qr" viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect class="ground" width=(size) height=(size) {}
            path d=(path.concat()) {}
        }
    }
}

/// A slip: the QR code and the code, nothing else.
pub fn slip(code: &str) -> Markup {
    html! { div class="slip" translate="no" { (qr(code, code)) p { (code) } } }
}

/// Slips, many on a sheet.
pub fn slips(codes: &[&str]) -> Markup {
    html! { div class="slips" { @for code in codes { (slip(code)) } } }
}

/// Slips whose QR code holds an address that says nothing but the code: what it holds, and the code.
pub fn slips_leading(slips: &[(String, String)]) -> Markup {
    html! {
        div class="slips" {
            @for (leads_to, code) in slips { div class="slip" translate="no" { (qr(code, leads_to)) p { (code) } } }
        }
    }
}

/// A roster to print: a box to tick beside each code, and whatever columns are allowed.
pub fn roster(words: Words, caption: &str, columns: &[Column<'_>], rows: &[(&str, Vec<Markup>)]) -> Markup {
    let mut all = vec![Column::text(words.say("print-tick")), Column::text(words.say("frame-code"))];
    all.extend_from_slice(columns);
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|(code, cells)| {
            let mut row =
                vec![html! { span class="tick-box" { (super::unseen(words.say("print-tick"))) } }, own(code)];
            row.extend(cells.iter().cloned());
            row
        })
        .collect();
    html! { div class="roster" { (table(caption, &all, &rows)) } }
}
