//! What can be printed of a record, and the door that every paper of it goes through.
//!
//! Invariant: paper travels. Nothing that stands under a protected address, under safety, apart from care, or about where
//! somebody came from is on any paper, whoever prints it; and the log says which paper it was.

pub(super) mod consent;
pub(super) mod history;
pub(super) mod letter;
pub(super) mod plan;
pub(super) mod record;

mod recipient;
mod tasks;

use app::{Door, Opened, Refused, Shown};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{PersonCode, PurposeCode, Value, Values};
use maud::{Markup, html};

use super::{
    form::head,
    listing::label,
    person::{address, age, open_to, title},
};
use crate::{
    asking::{answers, person},
    fail::Fail,
    given::Path,
    look::{self, ChildHead, Icon, Line, Tone},
    pages::paper::{self, Ask, Sheet},
    typed::Typed,
    visit::Visit,
    words::Clock,
};

/// What is on no paper: where somebody is hidden and what threatens them, and what is written apart from care.
const NEVER: [&str; 7] =
    ["safety", "address", "supervision", "violation", "online", "manifest", "background"];

/// Whether a purpose is apart from care, so that no paper but the consent itself names it.
fn is_apart(visit: &Visit, purpose: &PurposeCode) -> bool {
    let protocol = visit.app().protocol();
    let Some(known) = protocol.purposes().get(purpose.as_str()) else { return true };
    known.compartments.iter().any(|part| matches!(part.as_str(), "violation" | "online"))
}

/// The papers of a record, each where it is asked for, with its name.
fn papers(visit: &Visit, opened: &Opened) -> Vec<(Icon, String, &'static str)> {
    let words = visit.words;
    let base = format!("{}/print", address(&title(opened)));
    let plan = if opened.grant.is_outside() { "pupil-support" } else { "plan-title" };
    [
        (opened.grant.may_do("record.print"), Icon::Child, "record", words.say("print-record")),
        (plan::may(opened), Icon::Goal, "plan", words.say(plan)),
        (consent::may(opened), Icon::Consent, "consent", words.say("consent-title")),
        (history::may(opened), Icon::History, "history", words.say("print-history")),
    ]
    .into_iter()
    .filter(|(may, ..)| *may)
    .map(|(_, icon, path, label)| (icon, format!("{base}/{path}"), label))
    .collect()
}

/// The one place that leads to all of them; straight on where there is but one.
pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let opened = open_to(&visit, &code, Shown::RecordPrint, "record.print").await?;
    let words = visit.words;
    let all = papers(&visit, &opened);
    if let [(_, only, _)] = all.as_slice() {
        return Ok(Redirect::to(only).into_response());
    }
    let lines: Vec<Line<'_>> = all
        .iter()
        .map(|(icon, href, label)| Line {
            href,
            icon: Some(*icon),
            title: html! { (label) },
            detail: None,
            end: None,
        })
        .collect();
    let content = html! {
        (head(&visit, &opened, words.say("print-what-title")))
        (look::sheet(&look::lines(&lines)))
    };
    visit.text_page(&title(&opened), content).await
}

/// One paper of a record.
struct Paper {
    /// Where it is asked for, after the address of what it is printed of.
    path: &'static str,
    /// Which words give an example of a reason.
    hint: &'static str,
    /// What the log calls it.
    shown: Shown,
    /// Whether this reader prints it.
    may: fn(&Opened) -> bool,
}

impl Paper {
    /// Opens a record for whoever may print this of it, before anything is printed.
    async fn before(&self, visit: &Visit, code: &PersonCode) -> Result<Opened, Fail> {
        let opened = open_to(visit, code, Shown::RecordPrint, "record.print").await?;
        if (self.may)(&opened) { Ok(opened) } else { Err(Fail(Refused::NotFound)) }
    }

    /// Opens it to be printed: the log gets which paper it is, and why.
    async fn print(&self, visit: &Visit, code: &PersonCode, reason: &str) -> Result<Opened, Fail> {
        let door = Door::with_reason(self.shown, reason);
        let opened = visit.app().open_code(visit.who()?, code, door).await?;
        if opened.grant.may_do("record.print") && (self.may)(&opened) {
            Ok(opened)
        } else {
            Err(Fail(Refused::NotFound))
        }
    }

    /// Asks for it; `of` is the address of what it is printed of.
    async fn ask(
        &self,
        visit: &Visit,
        opened: &Opened,
        typed: &Typed,
        of: &str,
        head: Markup,
        fields: Markup,
    ) -> Result<Response, Fail> {
        let asked = Ask {
            title: &title(opened),
            head,
            told: told(visit),
            fields,
            hint: visit.words.say(self.hint),
            action: &format!("{of}{}", self.path),
            back: of,
        };
        paper::ask(visit, typed, asked).await
    }
}

/// Lays a record's paper out, in the words of `of`; `reason` is what its line says.
async fn lay_out(
    visit: &Visit,
    of: &Visit,
    opened: &Opened,
    reason: &str,
    content: Markup,
) -> Result<Response, Fail> {
    let (code, clock) = (title(opened), visit.clock_of(&opened.view));
    let back = address(&code);
    let sheet = Sheet { code: &code, words: of.words, reason, clock: &clock, back: &back, content };
    paper::show(visit, sheet).await
}

/// What is to be known before a paper is printed: what it carries, and who must not get it.
fn told(visit: &Visit) -> Markup {
    let words = visit.words;
    look::notice(
        Tone::Now,
        Icon::Print,
        &html! { p { (words.say("print-what")) } p { (words.say("print-hand")) } },
    )
}

/// The person's name as paper has it: one, in one script, the one used here.
fn paper_name(visit: &Visit, opened: &Opened) -> Option<String> {
    let protocol = visit.app().protocol();
    let profile = protocol.kinds().get(opened.kind().as_str())?.profile.clone()?;
    match opened.view.value(profile.as_str(), "names") {
        Some(Value::Names(names)) => Some(person(&app::plain_name(names))).filter(|name| !name.is_empty()),
        _ => super::name(visit, opened),
    }
}

/// Whose paper it is: code, name, age.
pub(super) fn whose(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let code = title(opened);
    let (called, said_age) = (paper_name(visit, opened), age(visit, opened, clock));
    let head = ChildHead { code: &code, name: called.as_deref(), age: said_age.as_deref(), urgency: None };
    look::child_head(visit.words, head, &[])
}

/// The particulars that even the school's side may see, and one name in one script.
fn face(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let Some(kind) = protocol.kinds().get(opened.kind().as_str()) else { return html! {} };
    let Some(form) = kind.profile.as_ref().and_then(|profile| protocol.form(profile.as_str())) else {
        return html! {};
    };
    let Some(entry) = opened.view.entry(form.code.as_str()) else { return html! {} };
    let mut values: Values = entry
        .values
        .iter()
        .filter(|(field, _)| kind.face.contains(field))
        .map(|(f, v)| (f.clone(), v.clone()))
        .collect();
    for value in values.values_mut() {
        if let Value::Names(names) = value {
            *value = Value::Text(person(&app::plain_name(names)).into());
        }
    }
    look::card(&visit.text(&form.title), None, &answers(visit, form, &values, clock))
}

/// What somebody is to the person, as a paper says it.
fn relation(visit: &Visit, code: &str) -> String {
    label(visit, "link_relations", code)
}
