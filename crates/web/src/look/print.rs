//! What is printed: the line every print carries, QR codes, slips, and the roster for arrivals.
//!
//! Invariant: a slip and a QR code carry the person code and nothing else.

use fast_qr::{ECL, Mask, QRBuilder};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{Column, own, table};
use crate::{
    args,
    words::{Clock, Words},
};

/// The line at the head of every printed sheet: what, when, by whom, why. Not shown on the screen.
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
        p class="printed" lang=(words.language().code()) dir=(words.direction().code()) {
            span {
                (own(printed.code)) " · "
                (words.say_with("print-by", args!["who" => printed.who, "when" => words.exact(printed.at, clock)]))
                @if let Some(why) = printed.why { " · " (own(why)) }
            }
        }
    }
}

/// The dark squares of a QR code, row by row.
type Squares = Vec<Vec<bool>>;

fn squares(builder: &QRBuilder) -> Option<Squares> {
    let code = builder.build().ok()?;
    let row = |row: usize| (0..code.size).map(|column| code[row][column].value()).collect();
    Some((0..code.size).map(row).collect())
}

/// A path that fills squares, column by column: what is dark in one run is one line down.
fn path(squares: &Squares) -> String {
    let mut path = String::new();
    for column in 0..squares.len() {
        // Where in this column the last line ended.
        let mut at = None;
        let mut row = 0;
        while row < squares.len() {
            let start = row;
            while squares.get(row).is_some_and(|squares| squares[column]) {
                row += 1;
            }
            if row > start {
                let begins = match at {
                    None => format!("M{column} {start}"),
                    Some(at) => format!("m0 {}", start - at),
                };
                path.extend([begins, format!("v{}", row - start)]);
                at = Some(row);
            }
            row += 1;
        }
    }
    path
}

/// The quiet field of four squares around a code, and lines through the middle of their column.
fn frame(size: usize) -> String {
    format!("-4.5 -4 {0} {0}", size + 8)
}

/// A QR code as SVG, black on white in both themes. Nothing when the text does not fit.
pub fn qr(label: &str, text: &str) -> Markup {
    let Some(squares) = squares(QRBuilder::new(text).ecl(ECL::M)) else { return html! {} };
    html! {
        svg class="qr" viewBox=(frame(squares.len())) role="img" aria-label=(label) { path d=(path(&squares)) {} }
    }
}

/// Slips, many on a sheet: a QR code that holds an address which says nothing but the code, and the code.
///
/// The codes of a sheet differ in few squares. Those that all have dark are drawn once for all of them, which is what
/// makes the sheet of a full aeroplane light enough.
pub fn slips(slips: &[(String, String)]) -> Markup {
    let drawn: Vec<Option<Squares>> = slips
        .iter()
        .map(|(leads_to, _)| squares(QRBuilder::new(leads_to.as_str()).ecl(ECL::M).mask(Mask::Checkerboard)))
        .collect();
    let size = drawn.iter().flatten().map(Vec::len).max().unwrap_or_default();
    let all = |row: usize, column: usize| {
        drawn.iter().flatten().filter(|one| one.len() == size).all(|one| one[row][column])
    };
    let shared: Squares = (0..size).map(|row| (0..size).map(|column| all(row, column)).collect()).collect();
    let own = |one: &Squares| -> Squares {
        let mut own = one.clone();
        for (row, line) in own.iter_mut().enumerate() {
            for (column, dark) in line.iter_mut().enumerate() {
                *dark &= !shared[row][column];
            }
        }
        own
    };
    html! {
        div class="slips" {
            svg class="unseen" aria-hidden="true" {
                symbol id="shared" viewBox=(frame(size)) { path d=(path(&shared)) {} }
            }
            @for ((_, code), one) in slips.iter().zip(&drawn) {
                div class="slip" translate="no" {
                    @if let Some(one) = one {
                        svg class="qr" viewBox=(frame(one.len())) role="img" aria-label=(code) {
                            @if one.len() == size {
                                use href="#shared" x="-4.5" y="-4" width=(size + 8) height=(size + 8) {}
                                path d=(path(&own(one))) {}
                            } @else {
                                path d=(path(one)) {}
                            }
                        }
                    }
                    p { (code) }
                }
            }
        }
    }
}

/// Lines to sign on, each with who signs and a place for the day.
pub fn signatures(words: Words, signers: &[&str]) -> Markup {
    html! {
        div class="signatures" {
            @for signer in signers { div { p class="sign" {} p { (signer) } p class="soft" { (words.say("sign-day")) } } }
        }
    }
}

/// Boxes to tick by hand, each with what it says.
pub fn boxes(labels: &[&str]) -> Markup {
    html! { ul class="boxes" { @for label in labels { li { span class="tick-box" {} " " (label) } } } }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The squares that paths of [`path`] fill.
    fn filled(markup: &str, size: usize) -> Squares {
        let mut squares = vec![vec![false; size]; size];
        for path in markup.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (mut column, mut row) = (0, 0);
            let spaced = path.replace('M', " M ").replace('m', " m ").replace('v', " v ");
            let mut words = spaced.split_whitespace();
            while let Some(step) = words.next() {
                let mut number =
                    || words.next().and_then(|word| word.parse::<usize>().ok()).expect("a number");
                match step {
                    "M" => (column, row) = (number(), number()),
                    "m" => row += number() + number(),
                    _ => {
                        for _ in 0..number() {
                            squares[row][column] = true;
                            row += 1;
                        }
                    }
                }
            }
        }
        squares
    }

    #[test]
    fn every_slip_shows_the_whole_of_its_code() {
        let codes = ["HW-7F3K-QX2", "HW-2M9P-TR4", "HW-9C4D-KE7"];
        let list: Vec<(String, String)> =
            codes.iter().map(|code| (format!("HTTP://127.0.0.1/C/{code}"), (*code).to_owned())).collect();
        let sheet = slips(&list).into_string();
        let mut parts = sheet.split("class=\"slip\"");
        let shared = parts.next().expect("what they share");
        for ((leads_to, code), part) in list.iter().zip(parts) {
            let whole = squares(QRBuilder::new(leads_to.as_str()).ecl(ECL::M).mask(Mask::Checkerboard))
                .expect("a code");
            assert_eq!(filled(&format!("{shared}{part}"), whole.len()), whole, "{code}");
            assert!(part.contains(code));
        }
    }
}
