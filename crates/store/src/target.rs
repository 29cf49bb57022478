//! Where the database is and how the store should run.

use std::{path::PathBuf, sync::Arc};

use domain::Instant;

use crate::{error::Error, rows::Hash};

/// Which database.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of SQLite.
    Sqlite {
        /// Path of the file; it is created when missing.
        path: PathBuf,
    },
    /// A database of a PostgreSQL cluster.
    Postgres {
        /// `postgres://user:password@host1,host2/database?sslmode=verify-full&sslrootcert=…`
        url: String,
    },
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { path } => f.debug_struct("Sqlite").field("path", path).finish(),
            // The address may hold a password.
            Self::Postgres { .. } => f.debug_struct("Postgres").finish_non_exhaustive(),
        }
    }
}

impl Target {
    /// A path (also `sqlite:path`) or an address `postgres://…`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres { url: text.to_owned() });
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        // A mistyped scheme must not become a file of that name.
        if path.is_empty() || path.contains("://") {
            return Err(Error::BadTarget);
        }
        Ok(Self::Sqlite { path: path.into() })
    }
}

/// Signs the head of the ledger: number of leaves, root, time.
pub type Signer = Arc<dyn Fn(u64, &Hash, Instant) -> Vec<u8> + Send + Sync>;

/// How the store runs.
#[derive(Clone)]
pub struct Options {
    /// Signs each new head.
    pub signer: Signer,
    /// Connections for reading.
    pub readers: usize,
    /// Most commands written together.
    pub batch: usize,
    /// Most bytes written together; one larger command goes alone.
    pub batch_bytes: usize,
    /// Leaves between two kept checkpoints.
    pub checkpoint_every: u64,
}

impl Options {
    /// The usual settings with this signer.
    pub fn new(signer: Signer) -> Self {
        Self { signer, readers: 4, batch: 256, batch_bytes: 8 << 20, checkpoint_every: 1000 }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("readers", &self.readers)
            .field("batch", &self.batch)
            .field("batch_bytes", &self.batch_bytes)
            .field("checkpoint_every", &self.checkpoint_every)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_path_or_an_address() {
        assert_eq!(Target::parse("a/b.db"), Ok(Target::Sqlite { path: "a/b.db".into() }));
        assert_eq!(Target::parse("sqlite:b.db"), Ok(Target::Sqlite { path: "b.db".into() }));
        assert!(matches!(Target::parse("postgres://h/d"), Ok(Target::Postgres { .. })));
        assert_eq!(Target::parse(""), Err(Error::BadTarget));
        assert_eq!(Target::parse("mysql://h/d"), Err(Error::BadTarget));
    }

    #[test]
    fn a_password_does_not_show() {
        let target = Target::parse("postgres://anna:geheim@h/d").unwrap();
        assert!(!format!("{target:?}").contains("geheim"));
    }
}
