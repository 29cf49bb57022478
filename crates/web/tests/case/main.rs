//! The pages of a record as a browser without JavaScript meets them: what is refused is shown again with what was
//! typed and the reason at its place, nothing is lost, nothing happens twice, and nobody sees more than they may.

mod asking;
mod browser;
mod closed;
mod complaint;
mod family;
mod forms;
mod pages;
mod plan;
mod print;
mod search;
mod sharing;
mod words;

use browser::Browser;
use testkit::{Cast, Child, House, Kind};
use web::{Reached, Web};

/// A staffed house with its pages.
struct Stage {
    cast: Cast,
    router: axum::Router,
}

impl Stage {
    async fn new() -> Self {
        let house = House::found_as(Kind::Sqlite, app::account::found::Purpose::Demo).await.expect("a house");
        let cast = Cast::in_house(house).await;
        let router = web::router(Web { app: cast.app.clone(), reached: Reached::Loopback });
        Self { cast, router }
    }

    async fn as_(&self, login: &str) -> Browser {
        Browser::signed_in(&self.router, &self.cast.app, self.cast.id(login)).await
    }
}

/// Writes down what the child says on an occasion.
async fn is_heard(by: &Browser, child: Child, occasion: &str) {
    let view = [
        ("_seen", "0"),
        ("said_on", "2026-03-02"),
        ("occasion", occasion),
        ("words", "a lamp that stays on"),
    ];
    by.post(&at(child, "forms/child_view"), &view).await.done();
}

fn at(child: Child, path: &str) -> String {
    if path.is_empty() {
        format!("/records/{}", child.code)
    } else {
        format!("/records/{}/{path}", child.code)
    }
}
