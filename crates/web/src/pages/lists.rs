//! The pages of lists that are no flight's, and of the pairs that the registrar decides.

mod all;
pub(crate) mod answer;
mod new;
mod pair;
mod queue;
mod rows;

use app::matching::KnownAs;
use domain::{Kin, MatchDecision, MatchReason, PersonCode, Sureness};
use maud::{Markup, html};

use crate::{
    fail::Fail,
    look::{self, Button, Field, Icon, Post, TextKind, Tone},
    pages::case::{address, code_of, named},
    routes::Routes,
    visit::Visit,
    words::Words,
};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/lists", all::page)
        .get("/lists/new", new::page)
        .post("/lists/new", new::open)
        .get("/lists/{code}", rows::page)
        .get("/matches", queue::page)
        .get("/matches/{code}", pair::page)
        .post("/matches/{code}", pair::decide)
        .post("/records/{code}/attach", pair::attach)
        .get("/records/{code}/answer", answer::page)
}

fn list_address(code: &PersonCode) -> String {
    format!("/lists/{code}")
}

fn match_address(code: &PersonCode) -> String {
    format!("/matches/{code}")
}

/// Who a row seems to be, each with a way to the record.
pub(crate) fn known_as(visit: &Visit, known: &[KnownAs]) -> Markup {
    let (words, clock) = (visit.words, visit.clock());
    html! {
        @for known in known {
            @let code = code_of(&known.record);
            @let (tone, picture, word) = how_known(words, known);
            p {
                (look::state(tone, picture, word)) " "
                a href=(address(&code)) { (named(visit, &known.record, &clock)) }
                " " span class="code soft" { (look::own(&code)) }
            }
        }
    }
}

fn how_known(words: Words, known: &KnownAs) -> (Tone, Icon, &'static str) {
    match (known.decided, known.sureness) {
        (Some(MatchDecision::Same), _) => (Tone::Good, Icon::Done, words.say("lists-known-same")),
        (Some(MatchDecision::Related), _) => (Tone::Calm, Icon::People, words.say("lists-known-related")),
        (None, Sureness::Certain) => (Tone::Now, Icon::People, words.say("lists-known")),
        _ => (Tone::Soon, Icon::Eye, words.say("lists-known-perhaps")),
    }
}

/// Putting a row of a list together with a record, for whoever decides such pairs.
pub(crate) fn attaching(visit: &Visit, opened: &app::Opened) -> Result<Markup, Fail> {
    let words = visit.words;
    let is_row = matches!(opened.kind().as_str(), "listed" | "tracing_request");
    let decides = visit.app().settles_matches(visit.who()?) && opened.grant.may_do("record.link");
    let Some(code) = opened.code().filter(|_| is_row && decides) else { return Ok(html! {}) };
    let (action, command) = (format!("{}/attach", address(&code.to_string())), visit.command()?);
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    Ok(look::card(
        words.say("match-attach-title"),
        None,
        &look::action_form(
            post,
            &html! {
                (look::text_field(words, Field::new("to", words.say("match-attach-code")).required(), TextKind::Code, ""))
                (look::button(Button::quiet(words.say("match-attach-do"))))
            },
        ),
    ))
}

/// Why two records may be one person, for and against.
fn reasons(words: Words, reasons: impl IntoIterator<Item = MatchReason>) -> Markup {
    html! {
        ul class="counts" {
            @for reason in reasons {
                @let (tone, picture, word) = said(words, reason);
                li { (look::state(tone, picture, word)) }
            }
        }
    }
}

fn said(words: Words, reason: MatchReason) -> (Tone, Icon, &'static str) {
    match reason {
        MatchReason::SameDocument => (Tone::Good, Icon::Check, words.say("match-same-document")),
        MatchReason::SameName => (Tone::Good, Icon::Check, words.say("match-same-name")),
        MatchReason::AlikeName => (Tone::Good, Icon::Check, words.say("match-alike-name")),
        MatchReason::AlikeGiven => (Tone::Soon, Icon::Eye, words.say("match-alike-given")),
        MatchReason::SameBirth => (Tone::Good, Icon::Check, words.say("match-same-birth")),
        MatchReason::PossibleBirth => (Tone::Soon, Icon::Eye, words.say("match-possible-birth")),
        MatchReason::OtherBirth => (Tone::Late, Icon::Cross, words.say("match-other-birth")),
        MatchReason::OtherSex => (Tone::Late, Icon::Cross, words.say("match-other-sex")),
        MatchReason::SeenByPerson => (Tone::Calm, Icon::People, words.say("match-seen-by-person")),
        MatchReason::GivenAgrees => (Tone::Good, Icon::Check, words.say("match-given-agrees")),
        MatchReason::GivenDiffers => (Tone::Late, Icon::Cross, words.say("match-given-differs")),
        MatchReason::Siblings => (Tone::Calm, Icon::People, words.say("match-siblings")),
        MatchReason::Twins => (Tone::Late, Icon::Cross, words.say("match-twins")),
        MatchReason::FatherAgrees => (Tone::Good, Icon::Check, words.say("match-father-agrees")),
        MatchReason::FatherDiffers => (Tone::Late, Icon::Cross, words.say("match-father-differs")),
        MatchReason::GrandfatherAgrees => (Tone::Good, Icon::Check, words.say("match-grandfather-agrees")),
        MatchReason::GrandfatherDiffers => (Tone::Late, Icon::Cross, words.say("match-grandfather-differs")),
        MatchReason::FamilyAgrees => (Tone::Good, Icon::Check, words.say("match-family-agrees")),
        MatchReason::FamilyDiffers => (Tone::Late, Icon::Cross, words.say("match-family-differs")),
        MatchReason::MotherAgrees => (Tone::Good, Icon::Check, words.say("match-mother-agrees")),
        MatchReason::MotherDiffers => (Tone::Late, Icon::Cross, words.say("match-mother-differs")),
        MatchReason::MothersHouseAgrees => (Tone::Good, Icon::Check, words.say("match-mothers-house-agrees")),
        MatchReason::MothersHouseDiffers => {
            (Tone::Late, Icon::Cross, words.say("match-mothers-house-differs"))
        }
        MatchReason::Namesakes => (Tone::Calm, Icon::People, words.say("match-namesakes")),
        MatchReason::CalledAsFather => (Tone::Calm, Icon::People, words.say("match-called-as-father")),
        MatchReason::CalledAsMother => (Tone::Calm, Icon::People, words.say("match-called-as-mother")),
        MatchReason::CalledAsGrandfather => {
            (Tone::Calm, Icon::People, words.say("match-called-as-grandfather"))
        }
        MatchReason::FatherIsGrandfather => {
            (Tone::Calm, Icon::People, words.say("match-father-is-grandfather"))
        }
        MatchReason::Exchanged => (Tone::Late, Icon::Cross, words.say("match-exchanged")),
        MatchReason::ParentAndChild => (Tone::Calm, Icon::People, words.say("match-parent-and-child")),
        MatchReason::NoGeneration => (Tone::Calm, Icon::People, words.say("match-no-generation")),
        MatchReason::KunyaNamesOther => (Tone::Good, Icon::Check, words.say("match-kunya-names-other")),
        MatchReason::KunyaAgrees => (Tone::Good, Icon::Check, words.say("match-kunya-agrees")),
        MatchReason::KunyaDiffers => (Tone::Late, Icon::Cross, words.say("match-kunya-differs")),
        MatchReason::SameSex => (Tone::Good, Icon::Check, words.say("match-same-sex")),
        MatchReason::SameYear => (Tone::Soon, Icon::Eye, words.say("match-same-year")),
        MatchReason::BirthSlip => (Tone::Soon, Icon::Eye, words.say("match-birth-slip")),
        MatchReason::BirthOtherYear => (Tone::Soon, Icon::Eye, words.say("match-birth-other-year")),
        MatchReason::BirthAbout => (Tone::Soon, Icon::Eye, words.say("match-birth-about")),
        MatchReason::YearsApart => (Tone::Calm, Icon::People, words.say("match-years-apart")),
        MatchReason::GenerationApart => (Tone::Calm, Icon::People, words.say("match-generation-apart")),
        MatchReason::Beforehand => (Tone::Calm, Icon::People, words.say("match-beforehand")),
    }
}

/// What two may be to each other.
fn kin(words: Words, kin: Kin) -> &'static str {
    match kin {
        Kin::MotherChild => words.say("match-kin-mother-child"),
        Kin::FatherChild => words.say("match-kin-father-child"),
        Kin::ParentChild => words.say("match-kin-parent-child"),
        Kin::Siblings => words.say("match-kin-siblings"),
        Kin::HalfSiblings => words.say("match-kin-half-siblings"),
        Kin::Grandparent => words.say("match-kin-grandparent"),
    }
}

/// What was decided, in a word.
fn decision(words: Words, decision: MatchDecision) -> &'static str {
    match decision {
        MatchDecision::Same => words.say("match-is-same"),
        MatchDecision::Related => words.say("match-is-related"),
        MatchDecision::Different => words.say("match-is-different"),
        MatchDecision::Unsure => words.say("match-is-unsure"),
    }
}

/// What a list holds.
fn sort(visit: &Visit, intake: app::operation::intake::Intake) -> String {
    let code = if intake == app::operation::intake::Intake::Tracing { "tracing" } else { "people" };
    visit.app().protocol().choice("list_sorts", code).map(|label| visit.text(label)).unwrap_or_default()
}
