//! What people say of our work: handing it in, and the list of whoever answers it.

mod all;
mod new;

use app::{Opened, complaint::KIND};
use domain::Value;

use crate::{routes::Routes, visit::Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/complaints", all::page)
        .get("/complaints/new", new::page)
        .post("/complaints/new", new::hand_in)
        .get("/complaints/thanks", new::thanks)
}

/// What a complaint is about, for its heading; nothing for a record of another kind.
pub(crate) fn topic(visit: &Visit, opened: &Opened) -> Option<String> {
    if *opened.kind() != *KIND {
        return None;
    }
    let said = match opened.view.value("complaint", "topic") {
        Some(Value::Choice(code)) => {
            visit.app().protocol().choice("complaint_topics", code.as_str()).cloned()
        }
        _ => None,
    };
    Some(said.map(|label| visit.text(&label)).unwrap_or_default())
}
