//! A one-time link, shown once: for its maker to hand over.

use app::account::invite::Invitation;
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use maud::html;

use crate::{
    args,
    fail::Fail,
    look::{self, Icon, Page, Tone, Width},
    visit::{Reached, Visit},
};

/// The page with the link. It is an answer to a post and in no cache: going back does not show it again.
pub(super) async fn show(
    visit: &Visit,
    headers: &HeaderMap,
    name: &str,
    invitation: &Invitation,
    on: &str,
) -> Result<Response, Fail> {
    let words = visit.words;
    let clock = visit.clock();
    let link = address(visit, headers, "welcome", &invitation.secret);
    let title = words.say_with("link-title", args!["name" => name]);
    let content = html! {
        (look::heading(&title, None, &[]))
        (look::notice(Tone::Soon, Icon::Warning, &html! {
            p { strong { (words.say_with("accounts-invite-link", args!["until" => words.exact(invitation.until, &clock)])) } }
            p { (words.say("link-once")) }
        }))
        (look::sheet(&html! {
            p class="link-once" { code dir="ltr" translate="no" { (link) } }
            (look::qr(words.say("link-picture"), &link))
        }))
        (look::card(words.say("link-how"), None, &html! {
            ul class="dots" {
                li { (words.say("link-how-hand")) }
                li { (words.say("link-how-not")) }
                li { (words.say("link-how-next")) }
            }
        }))
        (look::buttons(&[
            look::link_button(words.say("link-done-do"), on, look::Weight::First),
            html! { button type="button" class="button" data-print hidden { (look::icon(Icon::Print)) (words.say("link-print-do")) } },
        ]))
    };
    visit.show(Page::new(words.say("link-window"), content).width(Width::Text).modules(&["print.js"])).await
}

/// The whole address, as its receiver types it.
pub(super) fn address(visit: &Visit, headers: &HeaderMap, page: &str, secret: &str) -> String {
    let scheme = match visit.web.reached {
        Reached::Loopback => "http",
        Reached::Tls => "https",
    };
    match headers.get(header::HOST).and_then(|host| host.to_str().ok()) {
        Some(host) => format!("{scheme}://{host}/{page}/{secret}"),
        None => format!("/{page}/{secret}"),
    }
}
