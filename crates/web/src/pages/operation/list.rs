//! The operations that somebody works on, with their flights.

use axum::response::Response;
use maud::html;

use super::{flights, operation_address, stage};
use crate::{
    fail::Fail,
    look::{self, Icon, Weight},
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let shown = visit.app().operations(who).await?;
    let opens = visit.app().opens_operations(who);
    let new = (words.say("operation-new-do"), "/operations/new");
    let actions = if opens {
        vec![look::link_button_with(Icon::Plus, new.0, new.1, Weight::First)]
    } else {
        Vec::new()
    };
    let title = words.say("operation-title");
    let content = html! {
        (look::heading(title, None, &actions))
        @if shown.operations.is_empty() && shown.others.is_empty() {
            (look::empty(Icon::Flight, words.say("operation-empty"), None))
        }
        @for operation in &shown.operations {
            @let code = operation.code.to_string();
            @let name = operation.name.as_ref().map_or(code.as_str(), |name| name.as_str());
            section class="card" {
                header {
                    h2 { a href=(operation_address(&operation.code)) { (look::own(name)) } }
                    span class="soft" { (stage(&visit, "operation", operation.stage.as_ref())) }
                }
                @if operation.flights.is_empty() { p class="soft" { (words.say("flight-empty")) } } @else { (flights(&visit, name, &operation.flights)) }
            }
        }
        @if !shown.others.is_empty() {
            (look::card(words.say("operation-others"), None, &flights(&visit, words.say("operation-others"), &shown.others)))
        }
    };
    visit.page(title, content).await
}
