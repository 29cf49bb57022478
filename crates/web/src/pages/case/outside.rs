//! A record from the school's side: a teacher, a clinic, a local authority, a partner.
//!
//! Invariant: name, age and what was asked of this reader; nothing of stage, urgency, place, plan of the family,
//! consent, arrival or any day before their access began. What this page does not show, it does not look at.

use app::Opened;
use axum::response::Response;
use domain::record::ReferralState;
use maud::{Markup, html};
use policy::Level;

use super::{
    conference, overview,
    person::{address, age, name, title},
    plan::{self, With, bands},
    referral::{Side, letter, purpose, steps},
    typed::Typed,
};
use crate::{
    fail::Fail,
    look::{self, ChildHead, Icon, Weight},
    visit::Visit,
};

/// The first page of a record for a reader of the school's side.
pub(super) async fn show(
    visit: &Visit,
    opened: &Opened,
    saved: &Markup,
    all: Option<&str>,
) -> Result<Response, Fail> {
    let words = visit.words;
    let clock = visit.clock();
    let code = title(opened);
    let (called, said_age) = (name(visit, opened), age(visit, opened, &clock));
    let head = ChildHead { code: &code, name: called.as_deref(), age: said_age.as_deref(), urgency: None };
    let (mut letters, mut last_words): (Vec<Markup>, Vec<Markup>) = (Vec::new(), Vec::new());
    for referral in opened.view.referrals.iter().filter(|referral| referral.state.is_open()) {
        let heading = purpose(visit, Side::Outside, referral);
        letters.push(letter(visit, opened, referral, &heading).await?);
        let next = steps(visit, opened, referral, &Typed::default()).await?;
        // What is asked is answered first; the last word stands at the end.
        if referral.state == ReferralState::Sent {
            letters.push(next);
        } else {
            last_words.push(look::folded(words.say("refer-done-do"), &next));
        }
    }
    let base = address(&code);
    let fills = opened.grant.levels().any(|(compartment, level)| {
        level == Level::Write && !matches!(compartment.as_str(), "referral" | "core")
    });
    let goals = plan::reads(opened);
    let content = html! {
        (look::child_head(words, head, &[]))
        (saved)
        (look::two_columns(
            &html! {
                @for letter in &letters { (letter) }
                @if fills {
                    nav class="buttons" aria-label=(words.say("overview-actions")) {
                        (look::link_button_with(Icon::Write, words.say("do-form"), &format!("{base}/forms"), Weight::Quiet))
                        @if opened.grant.may_do("record.print") {
                            (look::link_button_with(Icon::Print, words.say("print-do"), &format!("{base}/print"), Weight::Quiet))
                        }
                    }
                }
                @if goals {
                    (look::card(words.say("pupil-support"),
                        Some(&look::link_button(words.say("overview-open"), &format!("{base}/plan"), Weight::Plain)),
                        &html! {
                            @if opened.view.goals.is_empty() { p class="soft" { (words.say("plan-level-empty")) } }
                            @else { (bands(visit, opened, With::Goals)) }
                        }))
                }
                (overview::entries(visit, opened, &clock, all))
                @for word in &last_words { (word) }
            },
            &html! {
                (overview::particulars(visit, opened, &clock))
                (overview::status(visit, opened))
                (overview::tasks(visit, opened, &clock))
                (conference::card(visit, opened, &clock))
            },
        ))
        (overview::why(visit, opened, &clock))
    };
    visit.page(&code, content).await
}
