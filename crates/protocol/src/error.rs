//! What can go wrong with a protocol, for the person who has to mend it.

use std::{fmt, io, path::PathBuf};

use forms::Problem;

/// A protocol that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("the protocol cannot be read at {path}: {source}; mend the path or its permissions", path = .path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The files hold mistakes.
    #[error("the protocol has {} to mend:{}", count(.0), Lines(.0))]
    Mistakes(Vec<Problem>),
}

impl Error {
    /// The mistakes, each with its place and mend; none when the files could not even be read.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Unreadable { .. } => &[],
            Self::Mistakes(problems) => problems,
        }
    }
}

fn count(problems: &[Problem]) -> String {
    if problems.len() == 1 { "1 mistake".to_owned() } else { format!("{} mistakes", problems.len()) }
}

struct Lines<'a>(&'a [Problem]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}
