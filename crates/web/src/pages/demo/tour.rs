//! The guided tour: signs in as the person of a stop and opens the page where something is to be seen.
//!
//! Invariant: like every way in of the demo, this does not exist where people are not invented; somebody who is signed in
//! goes on only with their session's token.

use app::demo::tour::{Sight, Stop, Waits};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    fail::Fail,
    given::{Form, Path},
    look::{self, Button, Icon, Post, TourPanel},
    pages::{case::address, sign_in::enter, way_in::local},
    routes::Routes,
    tour::{COOKIE, Tour},
    visit::{Keep, Visit},
};

/// The list that the README tells to take, for whoever has only the program.
static LIST: &[u8] = include_bytes!("../../../../exchange/tests/data/flight1_manifest_ru.csv");
const LIST_ADDRESS: &str = "/demo/list";

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/demo/tour/{stop}", go).post("/demo/tour/end", end).get(LIST_ADDRESS, list)
}

#[derive(Deserialize)]
struct Sent {
    #[serde(rename = "_csrf")]
    token: Option<String>,
    back: Option<String>,
}

impl Sent {
    /// Whether this came from one of our pages; before anybody is signed in there is nothing to forge.
    fn is_ours(&self, visit: &Visit) -> bool {
        visit.who.is_none() || self.token.as_deref() == Some(visit.csrf.as_str())
    }
}

async fn go(
    visit: Visit,
    at: Result<Path<usize>, Response>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fail> {
    if !sent.is_ours(&visit) {
        return Ok(Fail::bad_request());
    }
    let at = at.ok().and_then(|Path(at)| at.checked_sub(1));
    let Some((at, stop)) = at.and_then(|at| Some((at, *Stop::ALL.get(at)?))) else {
        return Err(Fail(app::Refused::NotFound));
    };
    let before = visit.tour.and_then(|tour| tour.about);
    let reached = visit.app().tour(stop, before.as_ref()).await?;
    let about = match (stop, reached.sight) {
        (Stop::Child | Stop::School, Sight::Record(code)) => Some(code),
        _ => None,
    };
    let mut response = enter(&visit, &reached.session, &page_of(reached.sight));
    set(&visit, &mut response, &Tour { at, waits: reached.waits, about }.text());
    Ok(response)
}

async fn end(visit: Visit, Form(sent): Form<Sent>) -> Response {
    if !sent.is_ours(&visit) {
        return Fail::bad_request();
    }
    let mut response = Redirect::to(&local(sent.back.as_deref())).into_response();
    set(&visit, &mut response, "");
    response
}

fn set(visit: &Visit, response: &mut Response, value: &str) {
    if let Ok(cookie) = visit.web.set_cookie(COOKIE, value, Keep::Session).parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn list() -> Response {
    let mut response = LIST.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv"));
    let named = HeaderValue::from_static("attachment; filename=\"flight-list.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, named);
    response
}

fn page_of(sight: Sight) -> String {
    match sight {
        Sight::Import(flight) => format!("/flights/{flight}/import"),
        Sight::Flight(flight) => format!("/flights/{flight}"),
        Sight::Operations => "/operations".to_owned(),
        Sight::Pair(pair) => format!("/matches/{pair}"),
        Sight::Settled => "/matches?show=settled".to_owned(),
        Sight::Day => "/day".to_owned(),
        Sight::Record(code) => address(&code.to_string()),
        Sight::Children => "/children".to_owned(),
        Sight::Referral(code, referral) => format!("{}/referrals/{referral}", address(&code.to_string())),
        Sight::Referrals => "/referrals".to_owned(),
        Sight::Plan(code) => format!("{}/plan", address(&code.to_string())),
        Sight::Team => "/team".to_owned(),
        Sight::Counts => "/counts".to_owned(),
        Sight::Log => "/officer".to_owned(),
    }
}

/// The way into the tour, on the first page.
pub(super) fn begin(visit: &Visit) -> Markup {
    let words = visit.words;
    let post = Post { action: "/demo/tour/1", csrf: &visit.csrf, ..Post::default() };
    look::sheet(&html! {
        p { (words.say("tour-start-what")) }
        (look::action_form(post, &look::buttons(&[look::button(Button::first(words.say("tour-start")).icon(Icon::Onward))])))
    })
}

/// What the panel says on whatever page a visitor is while on the tour.
pub(crate) fn panel(visit: &Visit, tour: &Tour) -> Markup {
    let words = visit.words;
    let (text, otherwise) = match tour.stop() {
        Stop::List => ("tour-list", Some("tour-list-done")),
        Stop::Pair => ("tour-pair", Some("tour-pair-done")),
        Stop::Day => ("tour-day", None),
        Stop::Child => ("tour-child", Some("tour-child-done")),
        Stop::School => ("tour-school", Some("tour-school-done")),
        Stop::Referral => ("tour-referral", Some("tour-referral-done")),
        Stop::Plan => ("tour-plan", Some("tour-plan-done")),
        Stop::Counts => ("tour-counts", None),
        Stop::Log => ("tour-log", None),
    };
    let waits = tour.waits == Waits::Yes;
    let takes = tour.stop() == Stop::List && waits;
    look::tour_panel(
        words,
        TourPanel {
            at: tour.at + 1,
            all: Stop::ALL.len(),
            text: words.say(text),
            instead: otherwise.filter(|_| !waits).map(|key| words.say(key)),
            take: takes.then(|| (words.say("tour-take-list"), LIST_ADDRESS)),
            csrf: &visit.csrf,
            here: &visit.here,
        },
    )
}
