//! An entry with its sensitive answers, opened on purpose.
//!
//! Invariant: opening is a POST and stands in the reading log under a page of its own.

use app::{Door, Refused, Shown};
use axum::response::Response;
use domain::{EntryId, FormCode, PersonCode};
use maud::html;
use policy::Level;

use super::{
    form::head,
    person::{address, title},
};
use crate::{
    asking::{Sensitive, all_answers},
    fail::Fail,
    given::Path,
    look::{self, Weight},
    posted::Posted,
};

pub(super) async fn open(
    Path((code, form, entry)): Path<(PersonCode, FormCode, EntryId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let opened = visit.app().open_code(visit.who()?, &code, Door::page(Shown::RecordSensitive)).await?;
    let protocol = visit.app().protocol();
    let known = protocol
        .form(form.as_str())
        .filter(|known| opened.grant.may(known.compartment.as_str(), Level::Read))
        .ok_or(Fail(Refused::NotFound))?;
    let entry = opened.view.entries(form.as_str()).iter().find(|known| known.id == entry);
    let entry = entry.ok_or(Fail(Refused::NotFound))?;
    let clock = visit.clock_of(&opened.view);
    let back = address(&title(&opened));
    let content = html! {
        (head(visit, &opened, &visit.text(&known.title)))
        p class="soft" { (words.date(clock.day_of(entry.changed_at))) }
        (look::sheet(&all_answers(visit, known, &entry.values, &clock, Sensitive::Opened)))
        p { (look::link_button(words.say("note-close"), &back, Weight::Quiet)) }
    };
    visit.text_page(&title(&opened), content).await
}
