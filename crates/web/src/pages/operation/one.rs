//! One operation: its particulars and its flights.

use axum::response::Response;
use domain::PersonCode;
use maud::html;
use policy::Level;

use super::{flights, operation_address, stage};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Icon, Weight},
    pages::case::{in_a_quiet_hour, particulars, tasks},
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let (opened, known) = visit.app().operation(visit.who()?, &code).await?;
    let words = visit.words;
    let text = code.to_string();
    let name = match opened.view.value("operation_profile", "name") {
        Some(domain::Value::Text(name)) => name.as_str().to_owned(),
        _ => text.clone(),
    };
    let record = format!("/records/{code}");
    let grant = &opened.grant;
    let mut actions = Vec::new();
    if grant.may_do("flight.create") {
        let new = format!("{}/flights/new", operation_address(&code));
        actions.push(look::link_button_with(Icon::Plus, words.say("flight-new-do"), &new, Weight::First));
    }
    if grant.may("manifest", Level::Write) {
        let form = format!("{record}/forms/operation_profile");
        actions.push(look::link_button_with(
            Icon::Write,
            words.say("operation-form-do"),
            &form,
            Weight::Quiet,
        ));
    }
    if grant.may_do("stage.move") {
        let href = format!("{record}/stage");
        actions.push(look::link_button_with(Icon::Onward, words.say("do-stage"), &href, Weight::Quiet));
    }
    let content = html! {
        p class="crumb" { a href="/operations" { (words.say("operation-title")) } }
        header class="head" {
            div {
                h1 { (look::own(&name)) }
                p class="lead" { (stage(&visit, "operation", opened.view.stage())) " · " span class="code" { (look::own(&text)) } }
            }
            nav class="actions" aria-label=(words.say("overview-actions")) {
                div class="buttons" { @for action in &actions { (action) } }
                @if let Some(rest) = in_a_quiet_hour(&visit, &opened) { (rest) }
            }
        }
        (tasks(&visit, &opened, &visit.clock_of(&opened.view)))
        @if known.is_empty() {
            (look::sheet(&look::empty(Icon::Flight, words.say("flight-empty"), None)))
        } @else {
            (flights(&visit, &name, &known))
        }
        (particulars(&visit, &opened, &visit.clock_of(&opened.view)))
    };
    visit.page(&text, content).await
}
