//! What is particular to handing a case over: the note that goes along, and taking responsibility.

use app::{Opened, case::transfer::handover_note};
use domain::record::Referral;
use maud::{Markup, html};
use protocol::Purpose;

use super::{
    listing::owners,
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Choice, Icon, Tone, Weight},
    visit::Visit,
};

/// Whether the handover note stands that a purpose asks for.
pub(super) enum Noted {
    /// None is asked for.
    NotAsked,
    /// It is there: since when, in words.
    There(String),
    /// It is missing: the form it is written on.
    Missing(String),
}

impl Noted {
    pub(super) fn of(visit: &Visit, opened: &Opened, purpose: &Purpose) -> Self {
        let Some(note) = &purpose.moves_with else { return Self::NotAsked };
        match handover_note(&opened.view, purpose, visit.app().now()) {
            Some(entry) => {
                let clock = visit.clock_of(&opened.view);
                Self::There(visit.words.date(clock.day_of(entry.changed_at)))
            }
            None => Self::Missing(note.to_string()),
        }
    }

    pub(super) fn is_fine(&self) -> bool {
        !matches!(self, Self::Missing(_))
    }

    /// What is said of it above the letter; `record` is the record's address.
    pub(super) fn told(&self, visit: &Visit, record: &str) -> Markup {
        let words = visit.words;
        match self {
            Self::NotAsked => html! {},
            Self::There(day) => look::notice(
                Tone::Good,
                Icon::Done,
                &html! {
                    p { (words.say_with("transfer-note-there", args!["day" => day])) }
                },
            ),
            Self::Missing(note) => look::notice(
                Tone::Late,
                Icon::Write,
                &html! {
                    p { strong { (words.say("transfer-note-missing")) } }
                    p { (words.say("transfer-note-why")) }
                    p { (look::link_button_with(Icon::Write, words.say("transfer-note-do"), &format!("{record}/forms/{note}"), Weight::Quiet)) }
                },
            ),
        }
    }
}

/// Taking responsibility: who of the team it is, and a word to the one who hands over.
pub(super) async fn take(
    visit: &Visit,
    opened: &Opened,
    known: &Referral,
    action: &str,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let who = visit.who()?;
    let teams = owners(visit, who, opened.kind().as_str()).await?;
    let people: Vec<(String, String)> = teams
        .into_iter()
        .filter(|(team, ..)| *team == known.sent.recipient)
        .flat_map(|(_, _, people)| people)
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    let choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    let own = who.user().to_string();
    let chosen = typed.chosen("owner").or_else(|| people.iter().any(|(id, _)| *id == own).then_some(&*own));
    form(
        visit,
        action,
        &html! {
            input type="hidden" name="step" value="take";
            p { (words.say("transfer-take-what")) }
            (look::choice_field(words, typed.field("owner", words.say("transfer-who")).required(), &choices, chosen))
            (look::text_area(words, typed.field("word", words.say("transfer-word")).hint(Some(words.say("transfer-word-hint"))), 3, typed.get("word")))
            (look::buttons(&[look::button(Button::first(words.say("transfer-take-do")))]))
        },
    )
}
