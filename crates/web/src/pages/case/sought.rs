//! A relative looks for this person: what is still missing before anything may be answered, for whoever answers for them.
//!
//! Invariant: nothing here says who asks; and the school's side and the registrar never see it.

use app::{
    Opened,
    matching::{Closed, Missing, seeker::Sought},
};
use maud::{Markup, html};
use policy::Level;

use super::person::{address, title};
use crate::{
    fail::Fail,
    look::{self, Icon, Tone, Weight},
    visit::Visit,
    words::Words,
};

/// A card with a list for each request; nothing where nobody was found to be looked for.
pub(super) async fn card(visit: &Visit, opened: &Opened) -> Result<Markup, Fail> {
    let sought = visit.app().sought(opened).await?;
    if sought.is_empty() {
        return Ok(html! {});
    }
    let words = visit.words;
    let content = html! {
        @for one in &sought { (standing(visit, opened, one)) }
    };
    Ok(look::card(words.say("sought-title"), None, &content))
}

fn standing(visit: &Visit, opened: &Opened, one: &Sought) -> Markup {
    let words = visit.words;
    let writes = opened.grant.may("social", Level::Write);
    let href = format!("{}/forms/tracing_answer/{}", address(&title(opened)), one.entry);
    html! {
        @if one.missing.is_empty() {
            p { (look::state(Tone::Good, Icon::Done, words.say("sought-possible"))) }
        } @else {
            p class="soft" { (words.say("sought-how")) }
            ul class="counts" {
                @for missing in &one.missing { li { (look::state(Tone::Soon, Icon::Circle, said(words, *missing))) } }
            }
        }
        @if writes { p { (look::link_button_with(Icon::Write, words.say("sought-do"), &href, Weight::Quiet)) } }
    }
}

fn said(words: Words, missing: Missing) -> &'static str {
    match missing {
        Missing::Closed(Closed::Nobody | Closed::Over) => words.say("sought-over"),
        Missing::Closed(Closed::Consent) => words.say("sought-consent"),
        Missing::Closed(Closed::NoContact) => words.say("sought-no-contact"),
        Missing::Closed(Closed::Order) => words.say("sought-order"),
        Missing::Closed(Closed::KeptAway) => words.say("sought-kept-away"),
        Missing::Closed(Closed::Elsewhere) => words.say("sought-elsewhere"),
        Missing::BothFit => words.say("sought-both-fit"),
        Missing::Wish => words.say("sought-wish"),
        Missing::Carer => words.say("sought-carer"),
        Missing::Parent => words.say("sought-parent"),
        Missing::Decision => words.say("sought-decision"),
        Missing::Safe => words.say("sought-safe"),
    }
}
