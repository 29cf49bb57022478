//! Which sensitive answers stay closed.
//!
//! Invariant: only an answer that is stored can be closed; where none is, there is nothing to hide and the field is an
//! ordinary one.

use std::collections::BTreeSet;

use domain::{Value, Values};

use crate::definition::{Form, Presence};

/// The sensitive answers that are stored, by the names they are sent under: `field`, or `repeat.0.field` in a row.
pub fn sensitive(form: &Form, stored: &Values) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (field, repeat) in form.fields() {
        if field.presence != Presence::Sensitive {
            continue;
        }
        let Some(repeat) = repeat else {
            if stored.contains_key(&field.name) {
                found.insert(field.name.to_string());
            }
            continue;
        };
        let Some(Value::Rows(rows)) = stored.get(&repeat.name) else { continue };
        for (number, _) in rows.iter().enumerate().filter(|(_, row)| row.contains_key(&field.name)) {
            found.insert(format!("{}.{number}.{}", repeat.name, field.name));
        }
    }
    found
}

/// The field of a name that is sent: its last part, in a row.
pub(crate) fn field_of(sent: &str) -> &str {
    sent.rsplit('.').next().unwrap_or(sent)
}
