//! What a use case says when it does not do what was asked.
//!
//! Invariant: absent and forbidden are one answer; a refusal carries codes that a page translates, never
//! personal data; what the operator must know goes to the log with ids only.

use domain::RecordId;
use forms::submission::{self, Conflict};

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such thing for this person: absent and forbidden alike.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or no longer.
    #[error("sign in first")]
    SignIn,
    /// A rule says no; the reason has words.
    #[error("refused: {0}")]
    Because(Reason),
    /// Fields need mending.
    #[error("{} fields need mending", .0.problems.len())]
    Fields(Box<submission::Refused>),
    /// A consent lacks what the protocol asks for at this age.
    #[error("the consent lacks {} things", .0.len())]
    Consent(Vec<protocol::consent::Lacking>),
    /// Somebody changed the same fields meanwhile; the person chooses.
    #[error("changed by somebody else meanwhile")]
    Conflict(Vec<Conflict>),
    /// The program or something under it failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A reason with words: the key `refused-CODE` in the page's language, and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The code.
    pub code: &'static str,
    /// Names and values that the words need; codes and numbers, never personal data.
    pub args: Vec<(&'static str, String)>,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// A reason without arguments.
pub fn because(code: &'static str) -> Refused {
    Refused::Because(Reason { code, args: Vec::new() })
}

/// A reason with arguments.
pub fn because_of(code: &'static str, args: Vec<(&'static str, String)>) -> Refused {
    Refused::Because(Reason { code, args })
}

/// What can fail under a use case.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    /// A write.
    #[error("the write failed: {0}")]
    Commit(#[from] store::CommitError),
    /// The keys.
    #[error("the vault failed: {0}")]
    Vault(#[from] vault::VaultError),
    /// Sealed content of a format nobody knows.
    #[error(transparent)]
    Content(#[from] domain::sealing::SealingError),
    /// The chain of a record is damaged.
    #[error("record {0} is damaged")]
    Damaged(RecordId),
    /// The database has moved to an epoch that this node's key ring does not have.
    #[error("the key ring is older than the database: fetch the newer copy of the ring")]
    Behind,
    /// Others kept changing the record; nothing was written.
    #[error("the record changed again and again")]
    Restless,
    /// A file or program beside could not be used.
    #[error("{0}")]
    Outside(String),
}

macro_rules! fault {
    ($($from:ty),*) => {$(
        impl From<$from> for Refused {
            fn from(error: $from) -> Self { Self::Fault(error.into()) }
        }
    )*};
}
fault!(store::Error, store::CommitError, vault::VaultError, domain::sealing::SealingError);

/// The answer of a use case.
pub type Answer<T> = Result<T, Refused>;
