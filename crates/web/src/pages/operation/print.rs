//! What a flight prints: the roster with boxes to tick, and slips with codes. Each asks why, and the log keeps it.
//!
//! Invariant: a slip carries its QR code and the person code; what the QR code holds is that code behind this very
//! address, and nothing of flight, place or name.

use app::Refused;
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use domain::PersonCode;
use maud::{Markup, html};

use super::flight_address;
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Choice, Column, Field},
    pages::{
        case::{code_of, name_and_age},
        paper::{self, Ask, Sheet},
    },
    posted::Posted,
    typed::Typed,
    visit::{Reached, Visit},
};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Roster,
    Slips,
}

impl Sort {
    const fn page(self) -> app::Shown {
        match self {
            Self::Roster => app::Shown::PrintRoster,
            Self::Slips => app::Shown::PrintSlips,
        }
    }
    fn address(self, flight: &PersonCode) -> String {
        let what = match self {
            Self::Roster => "roster",
            Self::Slips => "slips",
        };
        format!("{}/{what}", flight_address(flight))
    }
    fn title(self, visit: &Visit) -> &'static str {
        match self {
            Self::Roster => visit.words.say("roster-print-do"),
            Self::Slips => visit.words.say("slips-print-do"),
        }
    }
}

pub(super) async fn ask_roster(visit: Visit, Path(flight): Path<PersonCode>) -> Result<Response, Fail> {
    ask(&visit, &flight, Sort::Roster, &Typed::default()).await
}

pub(super) async fn ask_slips(visit: Visit, Path(flight): Path<PersonCode>) -> Result<Response, Fail> {
    ask(&visit, &flight, Sort::Slips, &Typed::default()).await
}

/// The most people of one print, so that it is light enough; more are printed in parts.
const MOST: usize = 400;

/// Which part of a long list is printed; nothing to choose where there is one.
fn parts(visit: &Visit, all: usize) -> Markup {
    let words = visit.words;
    let part = |part: usize| {
        let (from, to) = (part * MOST + 1, ((part + 1) * MOST).min(all));
        (part.to_string(), words.say_with("accounts-shown", args!["from" => from, "to" => to, "all" => all]))
    };
    let parts: Vec<(String, String)> = (0..all.div_ceil(MOST)).map(part).collect();
    let choices: Vec<Choice<'_>> = parts.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! {
        @if choices.len() > 1 {
            (look::radio_field(words, Field::new("part", words.say("print-part")), &choices, Some("0")))
        }
    }
}

async fn ask(visit: &Visit, flight: &PersonCode, sort: Sort, typed: &Typed) -> Result<Response, Fail> {
    let door = app::Door::page(app::Shown::Flight);
    let opened = visit.app().open_code(visit.who()?, flight, door).await?;
    if opened.kind() != "flight" || !opened.grant.may_do("record.print") {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let all = opened.view.links.values().filter(|relation| **relation == "passenger").count();
    let title = sort.title(visit);
    let how = match sort {
        Sort::Roster => words.say("roster-print-how"),
        Sort::Slips => words.say("slips-print-how"),
    };
    let back = flight_address(flight);
    let asked = Ask {
        title,
        head: html! {
            p class="crumb" { a href=(back) { (words.say("flight-back")) } }
            (look::heading(title, Some(how), &[]))
        },
        told: html! {},
        fields: parts(visit, all),
        hint: words.say("roster-why-hint"),
        action: &sort.address(flight),
        back: &back,
    };
    paper::ask(visit, typed, asked).await
}

pub(super) async fn roster(
    Path(flight): Path<PersonCode>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fail> {
    print(&flight, &headers, &posted, Sort::Roster).await
}

pub(super) async fn slips(
    Path(flight): Path<PersonCode>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fail> {
    print(&flight, &headers, &posted, Sort::Slips).await
}

async fn print(
    flight: &PersonCode,
    headers: &HeaderMap,
    posted: &Posted,
    sort: Sort,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    let words = visit.words;
    let mut typed = Typed::sent(posted);
    let reason = paper::reason(words, &mut typed);
    if !typed.is_fine() {
        return ask(visit, flight, sort, &typed).await;
    }
    let roster = visit.app().print_roster(who, flight, sort.page(), reason.as_str()).await?;
    let clock = visit.clock_of(&roster.flight.view);
    let code = flight.to_string();
    let title = sort.title(visit);
    let part: usize = posted.text("part").and_then(|part| part.parse().ok()).unwrap_or_default();
    let people = || roster.people.iter().skip(part.saturating_mul(MOST)).take(MOST);
    let body: Markup = match sort {
        Sort::Roster => {
            let codes: Vec<String> = people().map(|person| code_of(&person.listed)).collect();
            let rows: Vec<(&str, Vec<Markup>)> = people()
                .zip(&codes)
                .map(|(person, code)| {
                    (code.as_str(), vec![look::own(name_and_age(visit, &person.listed, &clock))])
                })
                .collect();
            look::roster(words, title, &[Column::text(words.say("list-name"))], &rows)
        }
        Sort::Slips => {
            let host = host(visit, headers);
            let slips: Vec<(String, String)> = people()
                .map(|person| code_of(&person.listed))
                .map(|code| (leads_to(host.as_deref(), &code), code))
                .collect();
            look::slips(&slips)
        }
    };
    let heading = match sort {
        Sort::Roster => words.say("roster-heading"),
        Sort::Slips => title,
    };
    let content = html! {
        // Slips are cut apart: nothing but codes is on their sheet, below the line that every print has.
        div class=[(sort == Sort::Slips).then_some("on-screen")] { (look::heading(heading, None, &[])) }
        (body)
    };
    let back = flight_address(flight);
    let sheet = Sheet { code: &code, words, reason: reason.as_str(), clock: &clock, back: &back, content };
    paper::show(visit, sheet).await
}

/// The address under which this very site was asked for the print.
fn host(visit: &Visit, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let plain =
        host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    let scheme = match visit.web.reached {
        Reached::Loopback => "http",
        Reached::Tls => "https",
    };
    (plain && host.len() <= 100).then(|| format!("{scheme}://{host}"))
}

/// What a slip's QR code holds: an address that says nothing but the code, so that a phone's camera opens it. In
/// capitals it takes a smaller picture.
fn leads_to(host: Option<&str>, code: &str) -> String {
    host.map_or_else(|| code.to_owned(), |host| format!("{}/C/{code}", host.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    #[test]
    fn a_slip_tells_nothing_but_its_code() {
        let held = leads_to(Some("https://homeward.example"), "HW-7F3K-QX2");
        assert_eq!(held, "HTTPS://HOMEWARD.EXAMPLE/C/HW-7F3K-QX2");
        assert_eq!(leads_to(None, "HW-7F3K-QX2"), "HW-7F3K-QX2");
    }
}
