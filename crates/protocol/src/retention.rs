//! `retention.toml`: how long what is kept, on which legal basis.

use domain::{Compartment, GroundCode};
use forms::Texts;

use crate::{
    Catalogue, Keep,
    reading::{Book, FileRows, What},
};

/// How long the data of some compartments are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRule {
    /// Its code; erased data name it.
    pub code: GroundCode,
    /// The compartments it is for.
    pub compartments: Vec<Compartment>,
    /// What it is called.
    pub label: Texts,
    /// The event from which the time runs.
    pub after: GroundCode,
    /// How long.
    pub keep: Keep,
    /// On which legal basis.
    pub legal_basis: Texts,
    /// What happens then.
    pub action: Disposal,
    /// No longer applied to anything new.
    pub retired: bool,
}

/// What happens to data whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposal {
    /// They are erased.
    Erase,
    /// They are stripped of what tells who it was.
    Anonymise,
}

impl Disposal {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Erase => "erase",
            Self::Anonymise => "anonymise",
        }
    }
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<GroundCode, RetentionRule> {
    let mut rules = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("rule") {
        let mut row = top.inner(table, String::new());
        let code: Option<GroundCode> = row.define("code", What::Retention, "");
        let compartments = row.refer_all("compartments", What::Compartment, "");
        let label = row.texts("label");
        let after = row.text("after").and_then(|(text, spot)| row.code::<GroundCode>(&text, &spot));
        let keep = row.text("keep").and_then(|(text, spot)| {
            let keep = text.parse().ok();
            if keep.is_none() {
                let message = format!("`{}` is no length of time", text.escape_debug());
                row.problem(
                    &spot,
                    message,
                    "write days, months or years: \"180d\", \"6m\", \"7y\", or \"permanent\"",
                );
            }
            keep
        });
        let legal_basis = row.texts("legal_basis");
        let action = row.word(
            "action",
            &[Disposal::Erase, Disposal::Anonymise].map(|disposal| (disposal.code(), disposal)),
        );
        let retired = row.flag("retired");
        row.finish();
        if let (Some(code), Some(after), Some(keep), Some(action)) = (code, after, keep, action) {
            rules.add(
                code.clone(),
                RetentionRule { code, compartments, label, after, keep, legal_basis, action, retired },
            );
        }
    }
    top.finish();
    rules
}
