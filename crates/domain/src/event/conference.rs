//! What happens to a case conference.
//!
//! Invariant: the frame (when, where, who) lies in `case`. Whoever is invited through a referral is told of it once more in
//! that referral's own slot. Why people meet and how the child is heard lies in `social`, so that a colleague who may only
//! know that there is a case reads none of it. What is talked about and decided is in as many parts as there are
//! compartments: a part has no name of its own, it is what was written into one slot.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ChoiceCode, Compartment, ConferenceId, Instant, Private, RecordId, TaskId, UserId};

/// What happens to a case conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
pub enum ConferenceEvent {
    /// It was called, by the event's author.
    Called {
        /// Its id.
        conference: ConferenceId,
        /// When and where.
        meeting: Meeting,
        /// Why; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ChoiceCode>,
        /// How the child is to be heard; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Heard>,
        /// The caller's own task; only in `case`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskId>,
    },
    /// What only `social` should know of it was written: when it was called, and with each change; what is absent stays as it
    /// was.
    Explained {
        /// Which.
        conference: ConferenceId,
        /// What is known now.
        #[serde(flatten)]
        why: Explanation,
    },
    /// It was moved to another time or place.
    Moved {
        /// Which.
        conference: ConferenceId,
        /// When and where now.
        meeting: Meeting,
        /// Why; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Private<String>>,
    },
    /// Somebody was invited; it lies where they read it.
    Invited {
        /// To which.
        conference: ConferenceId,
        /// A colleague's account, or the record of a relative.
        party: RecordId,
        /// The compartment that they write, when it is one: what the conference is about for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Compartment>,
        /// A colleague's task to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskId>,
    },
    /// A colleague who was invited answered; the last word counts.
    Answered {
        /// Which.
        conference: ConferenceId,
        /// Who was invited.
        party: UserId,
        /// Whether they come.
        coming: Coming,
        /// A word with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<Private<String>>,
    },
    /// Something to talk about was put on the agenda of the part that this slot is.
    AgendaAdded {
        /// Of which.
        conference: ConferenceId,
        /// What.
        item: Private<String>,
    },
    /// The minutes of this slot's part were written; written again, the last are the minutes.
    Minuted {
        /// Of which.
        conference: ConferenceId,
        /// What was said.
        text: Private<String>,
    },
    /// Something was decided in this slot's part.
    Decided {
        /// By which.
        conference: ConferenceId,
        /// What.
        text: Private<String>,
        /// Who does it.
        responsible: Private<String>,
        /// By when.
        due: Date,
        /// The task that it became, if a colleague does it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskId>,
    },
    /// It was held.
    Held {
        /// Which.
        conference: ConferenceId,
        /// Who came of those whose invitations lie in the same slot; in `case` whoever called it, too.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        present: BTreeSet<RecordId>,
        /// Others who were there, by name; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        others: Option<Private<String>>,
        /// How the child was heard; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Heard>,
    },
    /// It was called off.
    CalledOff {
        /// Which.
        conference: ConferenceId,
        /// Why; today in [`ConferenceEvent::Explained`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Private<String>>,
    },
}

impl ConferenceEvent {
    /// The conference it is about.
    pub const fn conference(&self) -> ConferenceId {
        match self {
            Self::Called { conference, .. }
            | Self::Explained { conference, .. }
            | Self::Moved { conference, .. }
            | Self::Invited { conference, .. }
            | Self::Answered { conference, .. }
            | Self::AgendaAdded { conference, .. }
            | Self::Minuted { conference, .. }
            | Self::Decided { conference, .. }
            | Self::Held { conference, .. }
            | Self::CalledOff { conference, .. } => *conference,
        }
    }
}

/// Why people meet, and how the child is heard: for those who do the social work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Why it was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ChoiceCode>,
    /// How the child is to be heard, or was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Heard>,
    /// Why it was moved or called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private<String>>,
    /// Others who were there, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Private<String>>,
}

impl Explanation {
    /// What is said now goes before what was said.
    pub fn learn(&mut self, said: Self) {
        self.why = said.why.or_else(|| self.why.take());
        self.child = said.child.or_else(|| self.child.take());
        self.reason = said.reason.or_else(|| self.reason.take());
        self.others = said.others.or_else(|| self.others.take());
    }
}

/// When and where people meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it begins.
    pub start: Instant,
    /// How: `in_person`, `telephone`, `video`.
    pub way: ChoiceCode,
    /// Where, or the number to call.
    pub place: Private<String>,
}

/// How the child is heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// `there`, `view_brought`, `not_asked`.
    pub how: ChoiceCode,
    /// Who brings the view, or why the child is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<Private<String>>,
}

/// Whether somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// They come.
    Yes,
    /// They cannot.
    No,
}
