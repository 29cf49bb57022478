//! The use cases of one person's record, one file each.

pub mod assign;
pub mod assign_task;
pub mod bar;
pub mod change;
pub mod close;
pub mod conference;
pub mod consent;
pub mod correct;
pub mod elsewhere;
pub mod emergency;
pub mod family;
pub mod fill_form;
pub mod form_view;
pub mod link;
pub mod move_stage;
pub mod of_age;
pub mod open_by_hand;
pub mod paper;
pub mod plan;
pub mod reasons;
pub mod recipients;
pub mod refer;
pub mod referrals;
pub mod review_plan;
pub mod set_urgency;
pub mod tasks;
pub mod transfer;

use protocol::Protocol;

use crate::refused::{Answer, Refused};

/// Goes on only with a code that a list of the protocol has; a page of ours sends no other.
pub(crate) fn listed(protocol: &Protocol, list: &str, code: &str) -> Answer<()> {
    protocol.choice(list, code).map(|_| ()).ok_or(Refused::NotFound)
}
