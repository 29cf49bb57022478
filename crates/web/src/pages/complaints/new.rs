//! Handing in what somebody says of our work: the protocol's form, and the same thanks for everybody.
//!
//! Invariant: nothing that was typed is kept as a draft, and what answers says neither code nor date nor who will read
//! it beyond their office: whoever looks at the screen later learns that something was handed in, and nothing else.

use std::collections::BTreeSet;

use app::{Refused, complaint::HandIn};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Values;
use forms::{
    Setting,
    expression::Clock,
    submission::{FieldProblem, Raw},
};
use maud::{PreEscaped, html};

use crate::{
    asking::{Asking, Drawn},
    fail::Fail,
    look::{self, Icon, Page, Post, Tone, Width},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, &[], &[], &visit.command()?, StatusCode::OK).await
}

pub(super) async fn hand_in(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let (sent, command) = (posted.fields(), posted.command.to_string());
    if posted.raw("_again").is_some() {
        return show(visit, sent, &[], &command, StatusCode::OK).await;
    }
    let complaint = HandIn {
        command: posted.command,
        fields: Raw::from_pairs(sent.iter().cloned()),
        language: visit.words.language().code().to_owned(),
    };
    match visit.app().hand_in_complaint(visit.who()?, complaint).await {
        Ok(_) => Ok(Redirect::to("/complaints/thanks").into_response()),
        Err(Refused::Fields(refused)) => {
            show(visit, sent, &refused.problems, &command, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    visit: &Visit,
    sent: &[(String, String)],
    problems: &[FieldProblem],
    command: &str,
    status: StatusCode,
) -> Result<Response, Fail> {
    let words = visit.words;
    let (code, zone) = visit.app().complaint_form(visit.who()?)?;
    let protocol = visit.app().protocol();
    let form = protocol.form(code.as_str()).ok_or(Fail(Refused::NotFound))?;
    let setting = Setting {
        form,
        lists: protocol.lists(),
        clock: Clock::at(visit.app().now(), &zone),
        zone,
        language: words.language().code(),
        uuid: "",
    };
    let (none, closed) = (Values::new(), BTreeSet::new());
    let drawn = Drawn::new(&setting, &none, &none, sent, &closed);
    let asking =
        Asking { visit, setting: &setting, drawn: &drawn, problems, father: app::matching::Father::Speaks };
    let post = Post {
        action: "/complaints/new",
        csrf: &visit.csrf,
        command: Some(command),
        logic: Some("logic"),
        ..Post::default()
    };
    let device = forms::device::to_device_json(&setting, &none, &none, &drawn.closed);
    let title = visit.text(&form.title);
    let content = html! {
        (look::heading(&title, Some(&visit.text(&form.hint)), &[]))
        (asking.summary())
        (look::action_form(post, &html! {
            (look::enter_saves())
            (asking.fields())
            @if asking.depends() { (look::ask_again(words)) }
            (look::form_end(words, words.say("complaints-send-do"), &[], Some("/me")))
            (asking.live_words())
            script type="application/json" id="logic" { (PreEscaped(device)) }
        }))
    };
    let page = Page::new(&title, content).width(Width::Text).modules(&["page.js"]);
    let mut response = visit.show(page).await?;
    *response.status_mut() = status;
    Ok(response)
}

/// The same words for everybody, whatever was handed in.
pub(super) async fn thanks(visit: Visit) -> Result<Response, Fail> {
    visit.app().complaint_form(visit.who()?)?;
    let words = visit.words;
    let title = words.say("complaints-thanks");
    let content = html! {
        (look::heading(title, None, &[]))
        (look::notice(Tone::Good, Icon::Done, &html! {
            p { (words.say("complaints-thanks-who")) }
            p { (words.say("complaints-thanks-next")) }
        }))
    };
    visit.text_page(title, content).await
}
