//! What a field of a form can hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::{
    ChoiceCode, FieldCode, FileId, Instant, InstrumentCode, PartialDate, PersonName, PlaceCode, Private,
};

/// A form's answers, by field. A field that was emptied is absent.
pub type Values = BTreeMap<FieldCode, Value>;

/// One answer. Its `Debug` says of which type it is and nothing more: what a child answered belongs in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "t", content = "v")]
pub enum Value {
    /// Free text.
    Text(Private<String>),
    /// A whole number.
    Integer(i64),
    /// A decimal number, in millionths.
    Decimal(i64),
    /// One choice of a list.
    Choice(ChoiceCode),
    /// Several choices of a list.
    Choices(BTreeSet<ChoiceCode>),
    /// A date, as exactly as it is known.
    Date(PartialDate),
    /// A time of day.
    Time(Time),
    /// An instant.
    DateTime(Instant),
    /// Names of one person, in every script met.
    Names(Vec<PersonName>),
    /// A place.
    Place(PlaceCode),
    /// A score of an instrument; never its items.
    Score(Score),
    /// The rows of a repeat.
    Rows(Vec<Values>),
    /// An attached file.
    File(FileId),
    /// Acknowledged ("OK" pressed).
    Acknowledged,
}

/// Totals of a screening, as the field keeps them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Which instrument.
    pub instrument: InstrumentCode,
    /// Which version of it.
    pub version: Private<String>,
    /// Who answered: `self`, `caregiver`, `teacher`.
    pub informant: ChoiceCode,
    /// Which norm set the bands come from.
    pub norm: Private<String>,
    /// The total.
    pub total: i64,
    /// Subscales by code.
    pub subscales: BTreeMap<ChoiceCode, i64>,
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "(text)",
            Self::Integer(_) => "(integer)",
            Self::Decimal(_) => "(decimal)",
            Self::Choice(_) => "(choice)",
            Self::Choices(_) => "(choices)",
            Self::Date(_) => "(date)",
            Self::Time(_) => "(time)",
            Self::DateTime(_) => "(date and time)",
            Self::Names(_) => "(names)",
            Self::Place(_) => "(place)",
            Self::Score(_) => "(score)",
            Self::Rows(_) => "(rows)",
            Self::File(_) => "(file)",
            Self::Acknowledged => "(acknowledged)",
        })
    }
}

impl fmt::Debug for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(score)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_shows_in_debug() {
        let values = [
            Value::Integer(17),
            Value::Choice(ChoiceCode::of("self_harm")),
            Value::Place(PlaceCode::of("kz-x")),
        ];
        let shown = format!("{values:?}");
        for secret in ["17", "self_harm", "kz-x"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
