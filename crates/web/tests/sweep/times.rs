//! Absent and forbidden take the same time: both leave at steps far above what tells them apart.

use std::time::Duration;

use axum::http::StatusCode;
use testkit::{Cast, House, Kind};
use web::{Reached, Web};

use crate::request::Browser;

/// The step of the answers, as the router has it.
const STEP: Duration = Duration::from_millis(25);
const TIMES: usize = 60;

async fn took(browser: &Browser, address: &str) -> Duration {
    let began = tokio::time::Instant::now();
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn absent_and_forbidden_leave_at_the_same_steps() {
    let house = House::found_as(Kind::Sqlite, app::account::found::Purpose::Demo).await.expect("a house");
    let cast = Cast::in_house(house).await;
    let child = cast.a_child().await;
    let router = web::router(Web { app: cast.app.clone(), reached: Reached::Loopback });
    // The teacher has nothing to do with the child.
    let browser = Browser::signed_in(&router, &cast.app, cast.id("bolat")).await;
    let forbidden = format!("/records/{}", child.code);
    let absent = format!("/records/{}", domain::PersonCode::from_random([9, 8, 7, 6, 5, 4]));
    let (mut of_forbidden, mut of_absent) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        of_forbidden.push(took(&browser, &forbidden).await);
        of_absent.push(took(&browser, &absent).await);
    }
    // None leaves before its step, however fast it was decided: this is what hides the difference.
    for time in of_forbidden.iter().chain(&of_absent) {
        assert!(*time >= STEP, "{time:?}");
    }
    let (forbidden, absent) = (median(of_forbidden), median(of_absent));
    println!("median of {TIMES}: forbidden {forbidden:?}, absent {absent:?}");
    // On a busy machine either may miss a step; a lasting difference would be of several.
    let apart = forbidden.abs_diff(absent);
    assert!(apart < STEP * 2, "forbidden {forbidden:?}, absent {absent:?}");
}
