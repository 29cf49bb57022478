//! Small marks: urgency, sector, state, person. Each has a picture and a word; a colour only helps.

use domain::Urgency;
use maud::{Markup, html};

use super::{Icon, icon, own};
use crate::words::Words;

/// The protection urgency. Only case roles see it.
pub fn urgency(words: Words, urgency: Urgency) -> Markup {
    let (class, picture, word) = match urgency {
        Urgency::Urgent => ("badge late", Icon::Warning, words.say("urgency-urgent")),
        Urgency::Soon => ("badge soon", Icon::Clock, words.say("urgency-soon")),
        Urgency::Routine => ("badge calm", Icon::Circle, words.say("urgency-routine")),
    };
    html! { span class=(class) { (icon(picture)) (word) } }
}

/// A sector of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sector {
    /// Social work.
    Social,
    /// Health.
    Health,
    /// Psychosocial support.
    Psychosocial,
    /// Education.
    Education,
    /// Legal help and documents.
    Legal,
    /// Community and livelihood.
    Community,
}

impl Sector {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Social, Self::Health, Self::Psychosocial, Self::Education, Self::Legal, Self::Community];

    /// From the protocol's code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sector| sector.code() == code)
    }

    /// The protocol's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Social => "social",
            Self::Health => "health",
            Self::Psychosocial => "psychosocial",
            Self::Education => "education",
            Self::Legal => "legal",
            Self::Community => "community",
        }
    }

    /// Its word.
    pub fn word(self, words: Words) -> &'static str {
        match self {
            Self::Social => words.say("sector-social"),
            Self::Health => words.say("sector-health"),
            Self::Psychosocial => words.say("sector-psychosocial"),
            Self::Education => words.say("sector-education"),
            Self::Legal => words.say("sector-legal"),
            Self::Community => words.say("sector-community"),
        }
    }

    /// Its picture.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Social => Icon::Social,
            Self::Health => Icon::Health,
            Self::Psychosocial => Icon::Mind,
            Self::Education => Icon::Education,
            Self::Legal => Icon::Legal,
            Self::Community => Icon::Community,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Social => "badge s-social",
            Self::Health => "badge s-health",
            Self::Psychosocial => "badge s-mind",
            Self::Education => "badge s-education",
            Self::Legal => "badge s-legal",
            Self::Community => "badge s-community",
        }
    }
}

/// A sector's mark.
pub fn sector(words: Words, sector: Sector) -> Markup {
    html! { span class=(sector.class()) { (icon(sector.icon())) (sector.word(words)) } }
}

/// The word of any sector of the protocol, with a mark of its own or not.
pub fn sector_word(words: Words, code: &str) -> &'static str {
    match code {
        "operation" => words.say("sector-operation"),
        "consular" => words.say("sector-consular"),
        "supervision" => words.say("sector-supervision"),
        other => Sector::from_code(other).map_or("", |sector| sector.word(words)),
    }
}

/// The tone of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    Calm,
    /// Done, given, accepted.
    Good,
    /// Waits for someone, due soon.
    Soon,
    /// Refused, overdue, barred.
    Late,
    /// Where one is now.
    Now,
}

/// The state of anything, with a picture and a word: "accepted", "waits for approval", "refused".
pub fn state(tone: Tone, picture: Icon, word: &str) -> Markup {
    let class = match tone {
        Tone::Calm => "badge calm",
        Tone::Good => "badge good",
        Tone::Soon => "badge soon",
        Tone::Late => "badge late",
        Tone::Now => "badge now",
    };
    html! { span class=(class) { (icon(picture)) (word) } }
}

/// A person on a page: a name, what they are to the child, and a way there if the reader may go.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The name, as this reader may see it.
    pub name: &'a str,
    /// Relation or role in the reader's language ("mother", "teacher").
    pub role: Option<&'a str>,
    /// Where it leads.
    pub href: Option<&'a str>,
}

/// A person as a chip.
pub fn person(person: Person<'_>) -> Markup {
    let inner = html! {
        (icon(Icon::Child)) span { (own(person.name)) @if let Some(role) = person.role { span class="soft" { " " (role) } } }
    };
    html! {
        @if let Some(href) = person.href { a class="chip" href=(href) { (inner) } } @else { span class="chip" { (inner) } }
    }
}

/// Several people as chips.
pub fn people(all: &[Person<'_>]) -> Markup {
    html! { ul class="chips" { @for one in all { li { (person(*one)) } } } }
}
