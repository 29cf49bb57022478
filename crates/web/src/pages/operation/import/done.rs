//! The last step: storing everybody, and what was done.

use app::{Refused, operation::upload::NotTaken};
use axum::response::Response;
use domain::{CommandId, PersonCode};
use maud::html;

use super::{base, crumb, go, is_list, not_taken, step_address, steps};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Icon, Tone, Weight},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn store(
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match visit.app().import_upload(visit.who()?, &flight, upload).await {
        Ok(_) => Ok(go(&step_address(visit, &flight, upload, "done"))),
        // A problem that came up meanwhile is shown where it can be mended.
        Err(NotTaken::Refused(Refused::Because(reason))) if reason.code == "problems-block" => {
            Ok(go(&step_address(visit, &flight, upload, "people")))
        }
        Err(error) => not_taken(visit, &flight, error).await,
    }
}

pub(super) async fn page(
    visit: Visit,
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
) -> Result<Response, Fail> {
    let done = visit.app().imported(visit.who()?, &flight, upload).await?;
    let done = done.ok_or(Refused::NotFound)?;
    let words = visit.words;
    let back = base(&visit, &flight);
    let rows: Vec<String> = done.changed.iter().map(ToString::to_string).collect();
    let content = html! {
        (crumb(&visit, &flight))
        (look::heading(words.say("import-title"), None, &[]))
        (steps(&visit, &flight, Some(upload), 3))
        @if done.added == 0 {
            (look::notice(Tone::Calm, Icon::Done, &html! { p { (words.say("import-nothing-new")) } }))
        } @else {
            (look::notice(Tone::Good, Icon::Done, &html! {
                p { strong { (words.say_with("import-stored", args!["count" => done.added])) } }
                @if done.families > 0 { p { (words.say_with("import-families", args!["count" => done.families])) } }
            }))
        }
        @if done.added > 0 && done.known > 0 { p { (words.say_with("import-already", args!["count" => done.known])) } }
        @if !rows.is_empty() {
            (look::notice(Tone::Soon, Icon::Warning, &html! {
                p { (words.say_with("import-changed-left", args!["count" => rows.len(), "rows" => words.list(&rows)])) }
            }))
        }
        div class="buttons" {
            @if is_list(&visit) {
                (look::link_button_with(Icon::People, words.say("lists-see-do"), &back, Weight::First))
            } @else {
                (look::link_button_with(Icon::People, words.say("import-see-people-do"), &back, Weight::First))
                (look::link_button_with(Icon::Check, words.say("arrive-title"), &format!("{back}/arrivals"), Weight::Quiet))
            }
        }
    };
    visit.text_page(words.say("import-title"), content).await
}
