//! How Homeward looks: the frame of a page and the pieces pages are built from.
//!
//! A page calls [`page`] with its [`Frame`] and content made of these components. Every component takes [`Words`],
//! small typed structs and text that is already in the reader's language; it returns [`maud::Markup`].
//!
//! Invariants: works without JavaScript; no inline script and no style attribute (the policy is [`CONTENT_POLICY`]);
//! no physical left or right; colour never tells alone; what a person wrote (names, codes, notes) goes through
//! [`own`] or stands in an element marked `translate="no"`.
//!
//! | need | take |
//! |---|---|
//! | a whole page | [`page`], [`Page`], [`Frame`], [`sign_in_page`], [`neutral_page`] |
//! | heading, card, facts, empty state, definition, "why can I see this?" | [`heading`], [`card`], [`facts`], [`empty`], [`definition`], [`why`] |
//! | button, link, form | [`button`], [`link_button`], [`action_form`], [`one_button`] |
//! | input | [`Field`] and `*_field`; [`group`], [`repeat`], [`error_summary`] |
//! | lists | [`table`], [`tasks`], [`timeline`], [`tabs`], [`people`] |
//! | where a case stands | [`stage_path`], [`child_head`], [`urgency`], [`sector`], [`progress`] |
//! | figures | [`stat`], [`bar_chart`], [`stage_bar`], [`score_line`], [`spark`], [`tiles`], [`evidence`] |
//! | family | [`family_picture`] |
//! | two savers, two records, two versions | [`conflict`], [`comparison`], [`corrected`] |
//! | import | [`steps`], [`import_preview`], [`column_meanings`] |
//! | print | [`Printed`], [`qr`], [`slips`], [`roster`], [`signatures`], [`boxes`] |

mod account;
mod badge;
mod button;
mod card;
mod chart;
mod choice_field;
mod conflict;
mod corrected;
mod family;
mod field;
mod form;
mod frame;
mod icon;
mod import;
mod list;
mod page;
mod plan;
mod print;
mod quote;
mod score;
mod stage;
mod table;
mod task;
mod text_field;
mod time;
mod tour;
mod when_field;
mod who_field;

#[cfg(test)]
mod colours;
#[cfg(test)]
mod gallery;

use maud::{Markup, html};

pub use self::{
    account::*, badge::*, button::*, card::*, chart::*, choice_field::*, conflict::*, corrected::*,
    family::*, field::*, form::*, frame::*, icon::*, import::*, list::*, page::*, plan::*, print::*,
    quote::*, score::*, stage::*, table::*, task::*, text_field::*, time::*, tour::*, when_field::*,
    who_field::*,
};

/// A person's own text (a name, a code, a place typed by hand): held apart in direction, never machine-translated,
/// and known to the test for bare texts.
pub fn own(text: impl AsRef<str>) -> Markup {
    html! { bdi translate="no" { (text.as_ref()) } }
}

/// Text only a screen reader says.
pub fn unseen(text: &str) -> Markup {
    html! { span class="unseen" { (text) } }
}
