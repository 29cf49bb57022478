//! "Make no guess about the father": what a record says of it, and what follows.
//!
//! Invariant: where a record says so, nobody is proposed, matched, asked for or drawn as the father, whoever reads. What
//! it says is in `background`; that it was obeyed tells nobody that it was said.

use domain::{Record, RecordId, Value};

use super::{house::App, load::load};
use crate::refused::Answer;

/// Whether the father's name may speak for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Father {
    /// It may.
    Speaks,
    /// Nothing is guessed about him.
    Silent,
}

impl Father {
    /// As a record says it.
    pub(crate) fn of(record: &Record) -> Self {
        match record.value("background", "no_father_inference") {
            Some(Value::Choice(choice)) if *choice == *"yes" => Self::Silent,
            _ => Self::Speaks,
        }
    }
}

impl App {
    /// Whether the father's name may speak in a comparison of these records: not where one of them says that nothing is
    /// guessed.
    pub(crate) async fn father_between(&self, records: &[RecordId]) -> Answer<Father> {
        for id in records {
            if let Some(loaded) = load(self, *id).await?
                && Father::of(&loaded.record) == Father::Silent
            {
                return Ok(Father::Silent);
            }
        }
        Ok(Father::Speaks)
    }
}
