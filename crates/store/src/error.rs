//! What can go wrong below the store. Messages name codes and columns, never a value: a value may be personal.

use std::io;

/// A failure of the store or of the database below it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text given as a target is neither a path nor a PostgreSQL address.
    #[error("not a database: a path or a postgres:// address is expected")]
    BadTarget,
    /// The certificates for TLS could not be read or used.
    #[error("tls cannot be set up: {0}")]
    Tls(&'static str),
    /// No connection, or it was lost and did not come back in time.
    #[error("the database cannot be reached")]
    Unreachable,
    /// The database refused a statement; the code is an SQLSTATE or an extended SQLite code.
    #[error("the database refused a statement (code {code})")]
    Refused {
        /// The code as the database gave it.
        code: String,
    },
    /// A newer program has already changed this database.
    #[error("the database has schema {found}, newer than the {known} of this program: use the newer program")]
    Newer {
        /// Schema version of the database.
        found: u32,
        /// Newest schema version this program knows.
        known: u32,
    },
    /// The migrations recorded in the database are not the ones of this program.
    #[error("the schema of the database was not made by this program")]
    Diverged,
    /// A migration could not be applied; the schema stays at the version before.
    #[error("the schema could not be brought up to date")]
    Migration,
    /// A restore or a copy needs an empty database.
    #[error("the database is not empty")]
    NotEmpty,
    /// A stored value has a shape that the program does not write.
    #[error("unreadable value in {table}.{column}")]
    Unreadable {
        /// Table of the value.
        table: &'static str,
        /// Column of the value.
        column: &'static str,
    },
    /// The bytes are no backup, or they end too early.
    #[error("not a usable backup: {0}")]
    BadBackup(&'static str),
    /// The store was closed while the call waited.
    #[error("the store is closed")]
    Closed,
    /// Reading or writing a file or stream failed.
    #[error("input or output failed: {0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::DatabaseBusy => Self::Unreachable,
                _ => Self::Refused { code: failure.extended_code.to_string() },
            },
            _ => Self::Refused { code: "usage".into() },
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        match error.code() {
            // The server is going down, starting up, or has become a standby: another host may serve.
            Some(
                &SqlState::ADMIN_SHUTDOWN
                | &SqlState::CRASH_SHUTDOWN
                | &SqlState::CANNOT_CONNECT_NOW
                | &SqlState::READ_ONLY_SQL_TRANSACTION
                | &SqlState::TOO_MANY_CONNECTIONS
                | &SqlState::CONNECTION_FAILURE
                | &SqlState::CONNECTION_EXCEPTION
                | &SqlState::CONNECTION_DOES_NOT_EXIST,
            ) => Self::Unreachable,
            Some(code) => Self::Refused { code: code.code().to_owned() },
            None if certificate_refused(&error) => Self::Tls("the certificate of the server is not accepted"),
            None if std::error::Error::source(&error).is_some_and(|source| !source.is::<io::Error>()) => {
                Self::Refused { code: "usage".into() }
            }
            None => Self::Unreachable,
        }
    }
}

/// Whether a connection failed because the server is not who it should be.
fn certificate_refused(error: &tokio_postgres::Error) -> bool {
    let io = std::error::Error::source(error).and_then(|source| source.downcast_ref::<io::Error>());
    let tls = io.and_then(io::Error::get_ref).and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(tls, Some(rustls::Error::InvalidCertificate(_)))
}
