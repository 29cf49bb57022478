//! A record on paper: asked for with a reason, which is logged and printed.
//!
//! Invariant: paper travels. It carries the face, the plan, what is open, and entries of compartments that tell no
//! past; never a protected address, an arrival list, a background or a stage, whoever prints it.

use app::{Door, Opened, Refused, Shown};
use axum::response::Response;
use domain::{PersonCode, Values};
use maud::{Markup, html};

use super::{
    form::head,
    listing::label,
    overview,
    person::{address, age, code_of, name, name_and_age, open_to, title},
    plan::{With, bands},
    typed::{Typed, form},
};
use crate::{
    asking::{answers, person},
    fail::Fail,
    given::Path,
    look::{self, ChildHead, Choice, Icon, Page, Printed, Tone},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// The paper stays in the file, or is for the person themself.
const STAYS: &str = "file";
const THEMSELF: &str = "themself";
/// The shortest reason, in characters.
pub(super) const SHORTEST: usize = 5;

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    ask(&visit, &code, Typed::default()).await
}

async fn ask(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, Shown::RecordPrint, "record.print").await?;
    let words = visit.words;
    let back = address(&title(&opened));
    let content = html! {
        (head(visit, &opened, words.say("print-title")))
        (typed.summary(words))
        (look::notice(Tone::Now, Icon::Print, &html! { p { (words.say("print-what")) } p { (words.say("print-hand")) } }))
        (form(visit, &format!("{back}/print"), &html! {
            (recipients(visit, &opened, &typed).await?)
            (look::text_field(words, typed.field("reason", words.say("print-why")).hint(Some(words.say("print-why-hint"))).required(), look::TextKind::Plain, typed.get("reason")))
            (look::form_end(words, words.say("print-show-do"), &[], Some(&back)))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

pub(super) async fn show(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = typed.text("reason");
    if reason.as_str().chars().count() < SHORTEST {
        typed.wrong("reason", words.say("print-why"), words.say_code("refused", "reason-needed", &[]));
    }
    if !typed.is_fine() {
        return ask(visit, &code, typed).await;
    }
    let who = visit.who()?;
    let to = match typed.chosen("to").unwrap_or(STAYS).to_owned() {
        to if to == STAYS => None,
        to if to == THEMSELF => Some((words.say("print-to-themself").to_owned(), None)),
        to => {
            let before = open_to(visit, &code, Shown::RecordPrint, "record.print").await?;
            let to: PersonCode = to.parse().map_err(|_| Fail(Refused::NotFound))?;
            match visit.app().paper_recipient(who, &before, &to).await {
                Ok(relative) => Some((label(visit, "link_relations", relative.relation.as_str()), Some(to))),
                Err(error) => {
                    typed.refused(visit, error, |_| Some(("to", words.say("print-to"))))?;
                    return ask(visit, &code, typed).await;
                }
            }
        }
    };
    // The log says by code whom the paper was for; the paper itself only what they are to the person.
    let told = |code: bool| match &to {
        None => reason.as_str().to_owned(),
        Some((relation, Some(of))) if code => format!("{} · {relation}, {of}", reason.as_str()),
        Some((relation, _)) => format!("{} · {relation}", reason.as_str()),
    };
    let door = Door::with_reason(Shown::RecordPrinted, &told(true));
    let opened = visit.app().open_code(who, &code, door).await?;
    if !opened.grant.may_do("record.print") {
        return Err(Fail(Refused::NotFound));
    }
    let reason = told(false);
    let clock = visit.clock_of(&opened.view);
    let code = title(&opened);
    let line = look::printed_line(
        words,
        Printed { code: &code, who: who.name(), why: Some(&reason), at: visit.app().now() },
        &clock,
    );
    let (called, said_age) = (name(visit, &opened), age(visit, &opened, &clock));
    let head = ChildHead { code: &code, name: called.as_deref(), age: said_age.as_deref(), urgency: None };
    let goals = bands(visit, &opened, With::Goals);
    let content = html! {
        p { button type="button" class="button first" data-print hidden { (look::icon(Icon::Print)) (words.say("print-do")) } }
        (look::child_head(words, head, &[]))
        (face(visit, &opened, &clock))
        @if !goals.0.is_empty() {
            (look::card(if opened.grant.is_outside() { words.say("pupil-support") } else { words.say("plan-title") }, None, &goals))
        }
        (overview::tasks(visit, &opened, &clock))
        (entries(visit, &opened, &clock))
    };
    visit.show(Page::new(&code, content).printed(line).modules(&["print.js"])).await
}

/// Who gets the paper: nobody who is barred is among them.
async fn recipients(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let mut offered = vec![
        (STAYS.to_owned(), words.say("print-to-file").to_owned()),
        (THEMSELF.to_owned(), words.say("print-to-themself").to_owned()),
    ];
    for relative in visit.app().paper_recipients(visit.who()?, opened).await? {
        let relation = label(visit, "link_relations", relative.relation.as_str());
        let called = name_and_age(visit, &relative.record, &clock);
        offered.push((code_of(&relative.record), format!("{called} · {relation}")));
    }
    let offered: Vec<Choice<'_>> = offered.iter().map(|(code, label)| Choice::named(code, label)).collect();
    let chosen = typed.chosen("to").unwrap_or(STAYS);
    Ok(look::radio_field(words, typed.field("to", words.say("print-to")), &offered, Some(chosen)))
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
        if let domain::Value::Names(names) = value {
            *value = domain::Value::Text(person(names).into());
        }
    }
    look::card(&visit.text(&form.title), None, &answers(visit, form, &values, clock))
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
