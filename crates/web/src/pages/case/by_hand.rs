//! Opening the record of an adult or a family by hand.

use app::{
    Door, Refused, Shown,
    case::open_by_hand::OpenByHand,
    matching::{Face, KnownAs},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{ChoiceCode, GroundCode, Kind, NameRole, PartialDate, PersonCode, PersonName, RecordId};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    listing::choices,
    person::address,
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Query,
    look::{self, Choice, Icon, TextKind, Tone},
    pages::lists::known_as,
    posted::Posted,
    server::Even,
    visit::Visit,
};

/// The years in which somebody may have been born.
const YEARS: std::ops::Range<i16> = 1900..2100;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    kind: Option<String>,
    /// Whose record the new one begins with: a family's first member.
    with: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let mut typed = Typed::default();
    if let Some(with) = asked.with.filter(|code| code.parse::<PersonCode>().is_ok()) {
        typed = typed.with("members", with);
    }
    show(&visit, asked.kind.as_deref().unwrap_or("adult"), typed, &[]).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let even = Even::now();
    let page = answer(&posted).await;
    even.out().await;
    page
}

/// Whoever seems to be known already is shown first, as far as this person may open them, and a second record is opened
/// only where somebody says that it is another person.
async fn answer(posted: &Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(posted);
    let kind = typed.get("kind").to_owned();
    if !visit.app().opens_by_hand(visit.who()?, &kind).await? {
        return Err(Fail(Refused::NotFound));
    }
    let family = kind == "family";
    let basis = posted.maybe::<GroundCode>("basis")?;
    if basis.is_none() {
        typed.needed(words, "basis", words.say("by-hand-basis"));
    }
    let part =
        |field: &str, role: NameRole| typed.maybe(field).map(|text| PersonName::new(text.as_str(), role));
    let names: Vec<PersonName> = if family {
        Vec::new()
    } else {
        [part("given", NameRole::Given), part("family_name", NameRole::Family)]
            .into_iter()
            .flatten()
            .collect()
    };
    if family {
        typed.named(words, "called", words.say("by-hand-called"));
    } else {
        typed.named(words, "given", words.say("name-given"));
    }
    let sex = posted.maybe::<ChoiceCode>("sex")?;
    if sex.is_none() && !family {
        typed.needed(words, "sex", words.say("by-hand-sex"));
    }
    let birth = match typed.maybe("year").map(|year| year.as_str().parse::<i16>()) {
        Some(Ok(year)) if YEARS.contains(&year) => Some(PartialDate::Year(year)),
        Some(_) => {
            typed.wrong("year", words.say("by-hand-year"), words.say("wrong-no-date"));
            None
        }
        None => None,
    };
    let mut members: Vec<PersonCode> = Vec::new();
    for code in typed.get("members").to_owned().split_whitespace().filter(|_| family) {
        match code.trim_end_matches(',').parse() {
            Ok(code) => members.push(code),
            Err(_) => typed.wrong("members", words.say("by-hand-members"), words.say("refused-link-unknown")),
        }
    }
    if !family && typed.is_fine() && typed.get("another") != asked_of(&typed) {
        let face = Face { names: names.clone(), sex: sex.clone(), birth, ..Face::default() };
        let known = visit.app().known_already(visit.who()?, &face).await?;
        if !known.is_empty() {
            return show(visit, &kind, typed, &known).await;
        }
    }
    if let (Some(basis), true) = (basis, typed.is_fine()) {
        let sent = OpenByHand {
            command: posted.command,
            kind: Kind::new(&kind).map_err(|_| Fail(Refused::NotFound))?,
            basis,
            names,
            sex: sex.filter(|_| !family),
            birth: birth.filter(|_| !family),
            called: typed.maybe("called").filter(|_| family),
            members,
        };
        match visit.app().open_by_hand(visit.who()?, sent).await {
            Ok(done) => {
                let id: RecordId = done.id().ok_or(Fail(Refused::NotFound))?;
                let opened = visit.app().open(visit.who()?, id, Door::page(Shown::Record)).await?;
                let code = opened.code().ok_or(Fail(Refused::NotFound))?.to_string();
                // Whatever else is known of an adult is asked next.
                let next = if family { String::new() } else { "/forms/adult_profile".to_owned() };
                return Ok(Redirect::to(&format!("{}{next}", address(&code))).into_response());
            }
            Err(error) => typed.refused(visit, error, |_| Some(("members", words.say("by-hand-members"))))?,
        }
    }
    show(visit, &kind, typed, &[]).await
}

/// Of whom it was said that they are another person.
fn asked_of(typed: &Typed) -> String {
    ["given", "family_name", "year"].map(|field| typed.get(field).trim()).join(" ")
}

async fn show(visit: &Visit, kind: &str, typed: Typed, known: &[KnownAs]) -> Result<Response, Fail> {
    if !visit.app().opens_by_hand(visit.who()?, kind).await? {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let family = kind == "family";
    let (title, how) = if family {
        (words.say("by-hand-family"), words.say("by-hand-family-how"))
    } else {
        (words.say("by-hand-adult"), words.say("by-hand-adult-how"))
    };
    let does = if known.is_empty() { title } else { words.say("by-hand-another") };
    let bases = choices(visit, "opening_bases");
    let bases: Vec<Choice<'_>> = bases.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let content = html! {
        (look::heading(title, Some(how), &[]))
        (typed.summary(words))
        @if !known.is_empty() {
            (look::notice(Tone::Soon, Icon::People, &html! {
                p { strong { (words.say("by-hand-known")) } }
                (known_as(visit, known))
                p { (words.say("by-hand-known-how")) }
            }))
        }
        (form(visit, "/records/new", &html! {
            input type="hidden" name="kind" value=(kind);
            @if !known.is_empty() { input type="hidden" name="another" value=(asked_of(&typed)); }
            @if family { (of_family(visit, &typed)) } @else { (of_adult(visit, &typed)) }
            (look::radio_field(words, typed.field("basis", words.say("by-hand-basis")).hint(Some(words.say("by-hand-basis-hint"))).required(), &bases, typed.chosen("basis")))
            (look::form_end(words, does, &[], Some("/children?kind=adult")))
        })?)
    };
    Ok(typed.answer(visit.text_page(title, content).await?))
}

fn of_adult(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let sexes = choices(visit, "sex");
    let sexes: Vec<Choice<'_>> = sexes.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        (look::text_field(words, typed.field("given", words.say("name-given")).required(), TextKind::Plain, typed.get("given")))
        (look::text_field(words, typed.field("family_name", words.say("name-family")), TextKind::Plain, typed.get("family_name")))
        (look::radio_field(words, typed.field("sex", words.say("by-hand-sex")).required(), &sexes, typed.chosen("sex")))
        (look::text_field(words, typed.field("year", words.say("by-hand-year")), TextKind::Plain, typed.get("year")))
    }
}

fn of_family(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    html! {
        (look::text_field(words, typed.field("called", words.say("by-hand-called")).hint(Some(words.say("by-hand-called-hint"))).required(), TextKind::Plain, typed.get("called")))
        (look::text_field(words, typed.field("members", words.say("by-hand-members")).hint(Some(words.say("by-hand-members-hint"))), TextKind::Plain, typed.get("members")))
    }
}
