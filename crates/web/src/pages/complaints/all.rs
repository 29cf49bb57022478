//! The complaints, for whoever answers them: the latest change first.

use axum::response::Response;
use domain::ChoiceCode;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Tone, Weight},
    pages::case::address,
    visit::Visit,
};

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    after: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let app = visit.app();
    let after = asked.after.as_deref().and_then(|after| app.page_from(who, after));
    let (found, next) = app.complaints(who, after, ROWS).await?;
    let protocol = app.protocol();
    let said = |list: &str, code: Option<&ChoiceCode>| {
        let label = code.and_then(|code| protocol.choice(list, code.as_str()));
        label.map(|label| visit.text(label)).unwrap_or_default()
    };
    let columns = [
        Column::text(words.say("complaints-topic")),
        Column::text(words.say("complaints-giver")),
        Column::text(words.say("complaints-received")),
        Column::text(words.say("complaints-state")),
    ];
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|one| {
            let code = one.code.to_string();
            let state = match &one.state {
                None => look::state(Tone::Soon, Icon::Circle, words.say("complaints-waits")),
                Some(state) => {
                    let done = matches!(state.as_str(), "answered" | "closed");
                    let (tone, icon) = if done { (Tone::Good, Icon::Done) } else { (Tone::Now, Icon::Eye) };
                    look::state(tone, icon, &said("complaint_states", Some(state)))
                }
            };
            vec![
                html! { a href=(address(&code)) { (said("complaint_topics", one.topic.as_ref())) } " " span class="code soft" { (look::own(&code)) } },
                html! { (said("complaint_givers", one.giver.as_ref())) },
                html! { @if let Some(day) = one.received { (words.partial_date(day)) } },
                state,
            ]
        })
        .collect();
    let on = match next {
        Some(cursor) => Some(format!("/complaints?after={}", app.page_mark(who, cursor)?)),
        None => None,
    };
    let title = words.say("place-complaints");
    let actions: Vec<Markup> = app
        .hands_in_complaints(who)
        .then(|| {
            look::link_button_with(
                Icon::Plus,
                words.say("complaints-new-do"),
                "/complaints/new",
                Weight::Quiet,
            )
        })
        .into_iter()
        .collect();
    let content = html! {
        (look::heading(title, Some(words.say("complaints-lead")), &actions))
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::Done, words.say("complaints-empty"), None)))
        } @else {
            (look::table(title, &columns, &rows))
            (look::pages(words, "", asked.after.is_some().then_some("/complaints"), on.as_deref()))
        }
    };
    visit.page(title, content).await
}
