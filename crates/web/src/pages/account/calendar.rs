//! The secret link of one's calendar, and what is told through it.
//!
//! Invariant: the link is shown once, in the answer to the post that made it. What is told through it has no name, no
//! code and no place; a secret that is unknown or dead is answered like any page that is not there.

use app::{
    Refused,
    account::{calendar::Told, view::Calendar},
};
use axum::{
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use maud::html;

use super::{link::address, me::head};
use crate::{
    args,
    fail::Fail,
    ics,
    look::{self, Button, Icon, Page, Post, Tone, Width},
    posted::Posted,
    visit::Visit,
    words::{Language, Words},
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let words = visit.words;
    let account = visit.app().own_account(visit.who()?).await?;
    let title = words.say("calendar-title");
    let (make, end) = (visit.command()?, visit.command()?);
    let post =
        |action, command| Post { action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let is_linked = account.calendar == Calendar::Linked;
    let make_do = words.say(if is_linked { "calendar-renew-do" } else { "calendar-make-do" });
    let content = html! {
        (head(&visit, title, Some(words.say("calendar-what"))))
        (look::sheet(&html! {
            @if is_linked {
                p { (look::state(Tone::Good, Icon::Done, words.say("calendar-on"))) }
                p class="soft" { (words.say("calendar-renew-what")) }
            }
            (look::one_button(post("/me/calendar", &make), Button::first(make_do).icon(Icon::Key)))
            @if is_linked {
                (look::one_button(post("/me/calendar/end", &end), Button::grave(words.say("calendar-end-do"))))
            }
        }))
    };
    visit.text_page(title, content).await
}

pub(super) async fn make(headers: HeaderMap, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let Some(secret) = visit.app().link_calendar(visit.who()?, posted.command).await? else {
        // The same form sent twice: what it showed is shown to nobody again.
        return Ok(visit.go("/me/calendar", "said-calendar-made"));
    };
    let words = visit.words;
    let link = address(visit, &headers, "feed", &secret);
    let title = words.say("calendar-link");
    let content = html! {
        (look::heading(title, None, &[]))
        (look::notice(Tone::Soon, Icon::Warning, &html! { p { strong { (words.say("calendar-once")) } } p { (words.say("calendar-secret")) } }))
        (look::sheet(&html! {
            p class="link-once" { code dir="ltr" translate="no" { (link) } }
            (look::qr(words.say("link-picture"), &link))
        }))
        (look::card(words.say("calendar-how"), None, &html! { p { (words.say("calendar-how-add")) } }))
        (look::buttons(&[look::link_button(words.say("link-done-do"), "/me", look::Weight::First)]))
    };
    visit.show(Page::new(title, content).width(Width::Text)).await
}

pub(super) async fn end(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    visit.app().unlink_calendar(visit.who()?, posted.command).await?;
    Ok(visit.go("/me/calendar", "said-calendar-ended"))
}

/// What a calendar reads. The secret is taken from the address as it is: one of another form is no page, to anybody.
pub(super) async fn feed(visit: Visit, address: Uri) -> Result<Response, Fail> {
    let secret = address.path().strip_prefix("/feed/").unwrap_or_default();
    let feed = match visit.app().calendar(secret).await {
        Ok(Told::Feed(feed)) => feed,
        Ok(Told::TooOften) => {
            return Ok((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "3600")]).into_response());
        }
        // A secret is never a reason to ask somebody to sign in.
        Err(Refused::SignIn) => return Err(Fail(Refused::NotFound)),
        Err(other) => return Err(other.into()),
    };
    let words = Words::new(Language::from_code(&feed.language).unwrap_or(visit.words.language()));
    let mut events: Vec<ics::Event> = Vec::new();
    for (date, day) in &feed.days {
        let said = words.say_with("calendar-tasks", args!["count" => day.tasks]);
        events.push(ics::Event { uid: &day.uid, when: ics::When::Day(*date), summary: said });
    }
    for meeting in &feed.meetings {
        let said = words.say("calendar-meeting").to_owned();
        events.push(ics::Event { uid: &meeting.uid, when: ics::When::Hour(meeting.start), summary: said });
    }
    let text = ics::calendar(words.say("frame-name"), feed.at, &events);
    let named = "attachment; filename=\"homeward.ics\"";
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, named)], text)
        .into_response())
}
