//! The statements of the writer that do not follow from a table's declaration.

use std::sync::LazyLock;

use crate::{
    table::{Sql, deletion, unnest, update},
    value::{Type, Values},
};

/// One statement and the rows it is for.
#[derive(Debug)]
pub(crate) struct Bulk {
    pub(crate) sql: &'static Sql,
    pub(crate) rows: Vec<Values>,
}

const RECORD_SLOT: [(&str, Type); 2] = [("record", Type::Bytea), ("slot", Type::Bytea)];
const RECORD_SLOT_SEQ: [(&str, Type); 3] =
    [("record", Type::Bytea), ("slot", Type::Bytea), ("seq", Type::BigInt)];

/// A read of `columns` where `keys` match, in both forms.
fn lookup(table: &str, columns: &str, keys: &[(&str, Type)]) -> Sql {
    let types: Vec<_> = keys.iter().map(|(_, kind)| *kind).collect();
    let names: Vec<_> = keys.iter().map(|(name, _)| *name).collect();
    let one: Vec<_> = names.iter().enumerate().map(|(n, name)| format!("t.{name} = ${}", n + 1)).collect();
    let many: Vec<_> = names.iter().map(|name| format!("t.{name} = u.{name}")).collect();
    Sql {
        one: format!("SELECT {columns} FROM {table} AS t WHERE {}", one.join(" AND ")),
        many: format!(
            "SELECT {columns} FROM {} AS u({}) JOIN {table} AS t ON {}",
            unnest(&types),
            names.join(", "),
            many.join(" AND ")
        ),
        types,
    }
}

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) static $name: LazyLock<Sql> = LazyLock::new(|| $sql);
    )*};
}

statements! {
    /// The head; on PostgreSQL it is locked, so that all nodes write in one order.
    READ_HEAD = Sql {
        one: "SELECT size, peaks, root, at, signature FROM head".into(),
        many: "SELECT size, peaks, root, at, signature FROM head FOR UPDATE".into(),
        types: vec![],
    };
    READ_COMMANDS = lookup("command", "t.id, t.outcome", &[("id", Type::Bytea)]);
    READ_SLOTS = lookup("slot", "t.record, t.slot, t.seq, t.wrap", &RECORD_SLOT);
    READ_VERSIONS = Sql {
        one: "SELECT record, CAST(SUM(seq) AS BIGINT) FROM slot WHERE record = $1 GROUP BY record".into(),
        many: "SELECT record, CAST(SUM(seq) AS BIGINT) FROM slot WHERE record = ANY($1::bytea[]) GROUP BY record".into(),
        types: vec![Type::Bytea],
    };
    READ_CODES = lookup("record", "t.code_token, t.id", &[("code_token", Type::Bytea)]);
    READ_LOGINS = lookup("login", "t.token", &[("token", Type::Bytea)]);
    READ_READINGS = lookup("reading", "t.id", &[("id", Type::Bytea)]);

    WRITE_HEAD = Sql {
        one: "UPDATE head SET size = $1, peaks = $2, root = $3, at = $4, signature = $5".into(),
        many: "UPDATE head SET size = u.size, peaks = u.peaks, root = u.root, at = u.at, signature = u.signature \
               FROM UNNEST($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[], $5::bytea[]) \
               AS u(size, peaks, root, at, signature)".into(),
        types: vec![Type::BigInt, Type::Bytea, Type::Bytea, Type::BigInt, Type::Bytea],
    };
    WRITE_CHECKPOINT = Sql {
        one: "INSERT INTO checkpoint (size, root, at, signature) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING".into(),
        many: "INSERT INTO checkpoint (size, root, at, signature) SELECT * FROM \
               UNNEST($1::bigint[], $2::bytea[], $3::bigint[], $4::bytea[]) ON CONFLICT DO NOTHING".into(),
        types: vec![Type::BigInt, Type::Bytea, Type::BigInt, Type::Bytea],
    };
    ADVANCE_SLOT = update("slot", &RECORD_SLOT, &[("seq", Type::BigInt)], "");
    REWRAP_SLOT = update(
        "slot",
        &RECORD_SLOT,
        &[("epoch", Type::BigInt), ("wrap", Type::Bytea), ("label", Type::Bytea)],
        "t.wrap IS NOT NULL",
    );
    DESTROY_SLOT = update("slot", &RECORD_SLOT, &[("wrap", Type::Bytea)], "");
    REWRAP_EVENT = update("event", &RECORD_SLOT_SEQ, &[("wrap", Type::Bytea)], "t.wrap IS NOT NULL");
    DROP_EVENT = update("event", &RECORD_SLOT_SEQ, &[("wrap", Type::Bytea)], "");
    DELETE_RELATIONS = deletion("relation", &["record"], vec![Type::Bytea]);
    DELETE_TOKENS = deletion("token", &["record", "slot"], vec![Type::Bytea, Type::Bytea]);
    END_SESSIONS = Sql {
        one: "DELETE FROM session WHERE account = $1 AND token_hash <> $2".into(),
        many: "DELETE FROM session t USING UNNEST($1::bytea[], $2::bytea[]) AS u(account, keep) \
               WHERE t.account = u.account AND t.token_hash <> u.keep".into(),
        types: vec![Type::Bytea, Type::Bytea],
    };
    DISPOSE_READING_TOKENS = Sql {
        one: "DELETE FROM reading_token WHERE reading IN (SELECT id FROM reading WHERE slot = $1)".into(),
        many: "DELETE FROM reading_token WHERE reading IN (SELECT id FROM reading WHERE slot = ANY($1::bytea[]))".into(),
        types: vec![Type::Bytea],
    };
    DISPOSE_READINGS = deletion("reading", &["slot"], vec![Type::Bytea]);
}
