//! What the seeker hears: the words to say to whoever made a tracing request, in each language.
//!
//! Invariant: until a contact may be spoken of, the page is the same for every request, whether or not anybody was found,
//! and leaves at even steps of time.

use app::matching::seeker::Hears;
use axum::response::Response;
use domain::PersonCode;
use maud::html;

use crate::{
    fail::Fail,
    given::Path,
    look::{self, Icon, Tone},
    pages::case::headed,
    server::Even,
    visit::Visit,
    words::{Language, Words},
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let even = Even::now();
    let (opened, hears) = visit.app().seeker_hears(visit.who()?, &code).await?;
    let words = visit.words;
    let said = |language: Language| {
        let words = Words::new(language);
        match hears {
            Hears::Standing => words.say("seeker-standing"),
            Hears::Possible => words.say("seeker-possible"),
        }
    };
    let content = html! {
        (headed(&visit, &opened, words.say("seeker-title"), words.say("seeker-how")))
        (look::sheet(&html! {
            @for language in Language::OFFERED {
                div lang=(language.code()) dir=(language.direction().code()) {
                    (look::saying(said(language), &look::own(language.own_name())))
                }
            }
        }))
        (look::notice(Tone::Calm, Icon::Eye, &html! { p { (words.say("seeker-nothing-else")) } }))
    };
    let response = visit.page(&code.to_string(), content).await;
    even.out().await;
    response
}

/// The way there from the request's own page.
pub(crate) fn way(visit: &Visit, opened: &app::Opened) -> maud::Markup {
    let Some(code) = opened.code().filter(|_| *opened.kind() == "tracing_request") else { return html! {} };
    if !opened.grant.may("tracing", policy::Level::Read) {
        return html! {};
    }
    let href = address(&code);
    look::sheet(&html! {
        p { (look::link_button_with(Icon::Note, visit.words.say("seeker-title"), &href, look::Weight::First)) }
    })
}

fn address(code: &PersonCode) -> String {
    format!("{}/answer", crate::pages::case::address(&code.to_string()))
}
