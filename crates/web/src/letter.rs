//! The letter that reminds somebody: a number and the page where one signs in.
//!
//! Invariant: nothing else can be in it, for nothing else is given.

use crate::{
    args,
    words::{Language, Words},
};

/// Subject and text of a reminder, in a language, of so many tasks.
pub fn reminder(language: &str, due: usize, sign_in: &str) -> (String, String) {
    let words = Words::new(Language::from_code(language).unwrap_or_default());
    let due = words.say_with("letter-due", args!["count" => due]);
    let lines = [
        due.clone(),
        words.say_with("letter-sign-in", args!["address" => sign_in]),
        String::new(),
        words.say("letter-why").to_owned(),
    ];
    (format!("{}: {due}", words.say("frame-name")), lines.join("\r\n") + "\r\n")
}
