//! The demo's first page: what this is, what to try, and one click to sign in for each role.
//!
//! Invariant: these routes do not exist where people are not invented.

pub(crate) mod tour;

use axum::response::Response;
use domain::UserId;
use maud::html;

use crate::{
    fail::Fail,
    given::Path,
    look::{self, Icon, Post, Role},
    pages::sign_in::enter,
    routes::Routes,
    visit::Visit,
};

pub(crate) fn routes(routes: Routes) -> Routes {
    tour::routes(routes.post("/demo/as/{account}", sign_in))
}

async fn sign_in(visit: Visit, account: Result<Path<UserId>, Response>) -> Result<Response, Fail> {
    let Ok(Path(account)) = account else { return Err(Fail(app::Refused::NotFound)) };
    let session = visit.app().sign_in_demo(account).await?;
    let places = crate::places::of(&visit.with(&session.who), &session.who);
    let first = places.first().map_or("/me", |place| place.href);
    Ok(enter(&visit, &session, first))
}

pub(super) async fn first_page(visit: &Visit) -> Result<Response, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let mut cards = Vec::new();
    for (account, name, role) in visit.app().demo_roles().await? {
        let Some(known) = protocol.roles().get(role.as_str()) else { continue };
        let action = format!("/demo/as/{account}");
        let post = Post { action: &action, ..Post::default() };
        cards.push(look::role_card(
            post,
            Role {
                role: &visit.text(&known.label),
                person: name.as_str(),
                what: &visit.text(&known.about),
                icon: icon_of(role.as_str()),
            },
        ));
    }
    let content = html! {
        (look::heading(words.say("demo-title"), Some(words.say("demo-what")), &[]))
        p class="soft" { (words.say("demo-invented")) }
        @if visit.on_tour().is_none() { (tour::begin(visit)) }
        h2 { (words.say("demo-try")) }
        p { (words.say("demo-pick")) }
        (look::role_cards(&cards))
    };
    visit.page(words.say("demo-title"), content).await
}

fn icon_of(role: &str) -> Icon {
    match role {
        "operation_officer" | "consular_officer" => Icon::Flight,
        "psychologist" => Icon::Mind,
        "teacher" => Icon::Education,
        "health_worker" => Icon::Health,
        "lawyer" => Icon::Legal,
        "supervisor" => Icon::People,
        "data_protection_officer" => Icon::Eye,
        "accompanying_ngo" | "local_authority" => Icon::Community,
        _ => Icon::Social,
    }
}
