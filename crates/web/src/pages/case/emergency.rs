//! Opening a record in an emergency: a code and a reason, and the data protection officer is told.
//!
//! Invariant: a code that does not exist, one of a record that is not reached this way, and one on which the person is
//! barred get the same words, in steps of the same time.

use app::Refused;
use axum::response::Response;
use domain::PersonCode;
use maud::html;

use super::{
    person::address,
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    look::{self, Icon, TextKind, Tone},
    posted::Posted,
    server::Even,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, Typed::default()).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let even = Even::now();
    let visit = &posted.visit;
    let words = visit.words;
    demand(visit)?;
    let mut typed = Typed::sent(&posted);
    match typed.get("code").trim().parse::<PersonCode>() {
        Ok(code) if typed.is_fine() => {
            let reason = typed.text("reason");
            match visit.app().open_in_emergency(visit.who()?, posted.command, code, reason).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-emergency-open")),
                Err(Refused::NotFound) => {
                    typed.wrong("code", words.say("frame-code"), words.say("emergency-none"));
                }
                Err(error) => {
                    typed.refused(visit, error, |_| Some(("reason", words.say("emergency-why"))))?;
                }
            }
        }
        Ok(_) => {}
        Err(_) => typed.wrong("code", words.say("frame-code"), words.say("emergency-code")),
    }
    let page = show(visit, typed).await;
    even.out().await;
    page
}

/// Goes on only in the office of those who may.
fn demand(visit: &Visit) -> Result<(), Fail> {
    if visit.app().protocol().table().office(visit.who()?.actor(), "emergency.open") {
        Ok(())
    } else {
        Err(Fail(Refused::NotFound))
    }
}

async fn show(visit: &Visit, typed: Typed) -> Result<Response, Fail> {
    demand(visit)?;
    let words = visit.words;
    let content = html! {
        (look::heading(words.say("emergency-title"), None, &[]))
        (look::notice(Tone::Soon, Icon::Shield, &html! { p { (words.say("emergency-what")) } }))
        (typed.summary(words))
        (form(visit, "/emergency", &html! {
            (look::text_field(words, typed.field("code", words.say("frame-code")).required(), TextKind::Code, typed.get("code")))
            (look::text_area(words, typed.field("reason", words.say("emergency-why")).hint(Some(words.say("emergency-why-hint"))).required(), 3, typed.get("reason")))
            (look::form_end(words, words.say("emergency-do"), &[], Some("/day")))
        })?)
    };
    Ok(typed.answer(visit.text_page(words.say("emergency-title"), content).await?))
}
