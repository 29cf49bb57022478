//! A protected address stays in its compartment: what somebody who knows it is about to write elsewhere is looked
//! through for it.
//!
//! Invariant: only for whoever may read the address, so that a refusal tells nobody that they guessed it.

use domain::{Compartment, Record, Value};
use policy::{Grant, Level};

/// The compartment.
const COMPARTMENT: &str = "address";
/// So many letters and digits at least make a line that is looked for: "flat 5" is everybody's.
const SHORTEST: usize = 8;

/// Whether an event about to be sealed in another compartment tells the record's protected address.
pub(super) fn tells_address(record: &Record, grant: &Grant, compartment: &Compartment, plain: &[u8]) -> bool {
    if *compartment == *COMPARTMENT || !grant.may(COMPARTMENT, Level::Read) {
        return false;
    }
    let Some(Value::Text(address)) = record.value("protected_address", "address") else { return false };
    let Ok(text) = std::str::from_utf8(plain) else { return false };
    let text = plainly(text);
    address
        .as_str()
        .lines()
        .map(plainly)
        // A street and a number; a sentence about the house is no address.
        .filter(|line| line.chars().count() >= SHORTEST && line.chars().any(|sign| sign.is_ascii_digit()))
        .any(|line| text.contains(&line))
}

/// Letters and digits alone, small.
fn plainly(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
