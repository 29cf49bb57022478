//! Forms: what is asked, when, and which answers are accepted.
//!
//! A form is one text file in the vocabulary of `XLSForm` ([`definition`]). Its conditions are written in a small
//! language ([`expression`]). [`submission`] turns what a person sent into values or into problems, and [`device`]
//! hands the same form to the browser, where `js/page.js` gives live skip logic.
//!
//! Invariant: server and device give the same answer. Both read the test vectors in `vectors/`, and neither knows a
//! rule that the other does not. The server's answer is the one that counts.

mod closed;
pub mod definition;
pub mod device;
pub mod expression;
pub mod logic;
mod problem;
pub mod submission;

pub use closed::sensitive;
pub use definition::{
    Changes, Choice, Entries, Field, FieldType, Form, Given, Group, Instrument, Item, Lists, Offer, Presence,
    Required, Subscale, Texts, check, parse_form, text_in,
};
pub use expression::Expression;
pub use logic::{Setting, Solved, solve};
pub use problem::{Lines, Place, Problem, nearest};
pub use submission::{Accepted, FieldProblem, Merged, Raw, Reason, Refused, accept, merge};
