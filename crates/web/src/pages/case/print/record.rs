//! A record on paper: who it is, the plan, what is open, and what was written.
//!
//! Invariant: it carries the face, the plan, what is open, and entries of compartments that tell no past; never a
//! protected address, an arrival list, a background or a stage, whoever prints it.

use app::{Opened, Shown};
use axum::response::Response;
use domain::PersonCode;
use maud::{Markup, html};

use super::{
    super::{
        form::head,
        person::{address, title},
        plan::{With, bands},
    },
    Paper, face, lay_out, recipient,
    recipient::Services,
    tasks, whose,
};
use crate::{
    asking::answers, fail::Fail, given::Path, look, pages::paper, posted::Posted, typed::Typed, visit::Visit,
    words::Clock,
};

const fn may(_: &Opened) -> bool {
    true
}

const PAPER: Paper =
    Paper { path: "/print/record", hint: "print-why-hint", shown: Shown::RecordPrinted, may };

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
) -> Result<Response, Fail> {
    ask(&visit, &PAPER.before(&visit, &code).await?, &Typed::default()).await
}

async fn ask(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Response, Fail> {
    let words = visit.words;
    let fields = recipient::field(visit, opened, typed, words.say("print-to"), Services::No).await?;
    let head = head(visit, opened, words.say("print-title"));
    PAPER.ask(visit, opened, typed, &address(&title(opened)), head, fields).await
}

pub(in crate::pages::case) async fn show(
    Path(code): Path<PersonCode>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(visit.words, &mut typed);
    let opened = PAPER.before(visit, &code).await?;
    let to = recipient::chosen(visit, &opened, &mut typed, visit.words.say("print-to"), Services::No).await?;
    let Some(to) = to.filter(|_| typed.is_fine()) else { return ask(visit, &opened, &typed).await };
    let logged = to.logged(visit, reason.as_str());
    let opened = PAPER.print(visit, &code, &logged).await?;
    let clock = visit.clock_of(&opened.view);
    let goals = bands(visit, &opened, With::Goals);
    let plan = if opened.grant.is_outside() { "pupil-support" } else { "plan-title" };
    let content = html! {
        (whose(visit, &opened, &clock))
        (face(visit, &opened, &clock))
        @if !goals.0.is_empty() { (look::card(visit.words.say(plan), None, &goals)) }
        (tasks::card(visit, &tasks::open(visit, &opened), &clock).await?)
        (entries(visit, &opened, &clock))
    };
    lay_out(visit, visit, &opened, &to.said(visit, reason.as_str()), content).await
}

/// Entries of compartments that tell no past.
fn entries(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let tells_past = |compartment: &str| {
        protocol.compartments().get(compartment).is_none_or(|known| known.past) || compartment == "core"
    };
    let mut filled: Vec<(&domain::record::Entry, &forms::Form)> = opened
        .view
        .forms
        .iter()
        .filter_map(|(code, entries)| Some((entries, protocol.form(code.as_str())?)))
        .filter(|(_, form)| !tells_past(form.compartment.as_str()))
        .flat_map(|(entries, form)| entries.iter().map(move |entry| (entry, form)))
        .collect();
    filled.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.changed_at));
    html! {
        @for (entry, form) in filled {
            (look::card(&format!("{} · {}", visit.text(&form.title), words.date(clock.day_of(entry.changed_at))), None, &answers(visit, form, &entry.values, clock)))
        }
    }
}
