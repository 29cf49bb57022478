//! A rule's refusal as a sentence.

use app::Reason;

use crate::{visit::Visit, words::Arg};

/// The sentence of a reason in the reader's language.
pub(crate) fn sentence(visit: &Visit, reason: &Reason) -> String {
    let args: Vec<(&'static str, Arg<'_>)> = reason
        .args
        .iter()
        .map(|(name, value)| (*name, value.parse::<i64>().map_or_else(|_| Arg::from(value), Arg::Number)))
        .collect();
    visit.words.say_code("refused", reason.code, &args)
}
