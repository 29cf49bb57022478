//! What a table is: its name, its columns, its key, and the statements that follow from them.
//!
//! Invariant: every table is declared once, with [`table!`]; bulk writes, backups, comparisons and the closed list
//! of clear columns are all derived from that declaration.

use crate::{
    error::Error,
    value::{Type, Values},
};

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What cannot be made again: keys, events, the ledger and what it proves.
    Chain,
    /// What is folded from the chain and can be rebuilt.
    Projection,
    /// What the running program needs: sessions, drafts, jobs.
    Operation,
}

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnOf {
    /// Its name.
    pub name: &'static str,
    /// Its storage type.
    pub kind: Type,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// The declaration of one table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub class: Class,
    /// Its columns, in the order of [`Values`].
    pub columns: Vec<ColumnOf>,
    /// The columns that name a row; empty for a table of one row.
    pub key: Vec<&'static str>,
    pub(crate) insert: Sql,
    pub(crate) upsert: Sql,
    pub(crate) delete: Sql,
}

impl Table {
    pub(crate) fn new(
        name: &'static str,
        class: Class,
        columns: Vec<ColumnOf>,
        key: Vec<&'static str>,
    ) -> Self {
        let types: Vec<_> = columns.iter().map(|column| column.kind).collect();
        let names: Vec<_> = columns.iter().map(|column| column.name).collect();
        let insert = insertion(name, &names, &types);
        let rest: Vec<_> = names.iter().filter(|column| !key.contains(column)).collect();
        let settled = if rest.is_empty() {
            format!(" ON CONFLICT ({}) DO NOTHING", key.join(", "))
        } else {
            let set: Vec<_> = rest.iter().map(|column| format!("{column} = excluded.{column}")).collect();
            format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), set.join(", "))
        };
        // SQLite reads `FROM … ON CONFLICT` as a join unless the select has a WHERE; the single form has VALUES.
        let upsert = Sql {
            one: format!("{}{settled}", insert.one),
            many: format!("{}{settled}", insert.many),
            types: types.clone(),
        };
        let key_types = key
            .iter()
            .filter_map(|key| columns.iter().find(|column| column.name == *key).map(|column| column.kind))
            .collect();
        let delete = deletion(name, &key, key_types);
        Self { name, class, columns, key, insert, upsert, delete }
    }
    /// The columns by name, for a SELECT.
    pub(crate) fn select_list(&self, alias: &str) -> String {
        let dot = if alias.is_empty() { "" } else { "." };
        let names: Vec<_> =
            self.columns.iter().map(|column| format!("{alias}{dot}{}", column.name)).collect();
        names.join(", ")
    }
    /// Place of a column among the values.
    pub(crate) fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }
    /// The key of a row.
    pub(crate) fn key_of(&self, row: &Values) -> Values {
        self.key
            .iter()
            .filter_map(|key| self.place_of(key))
            .filter_map(|place| row.get(place).cloned())
            .collect()
    }
}

/// One statement in two texts: `one` row at a time (SQLite), and `many` rows as one array for each column (PostgreSQL).
#[derive(Debug, Clone)]
pub(crate) struct Sql {
    pub(crate) one: String,
    pub(crate) many: String,
    pub(crate) types: Vec<Type>,
}

/// `$1, $2, …`
pub(crate) fn parameters(count: usize) -> String {
    (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// `UNNEST($1::bytea[], …)`
pub(crate) fn unnest(types: &[Type]) -> String {
    let arrays: Vec<_> =
        types.iter().enumerate().map(|(n, kind)| format!("${}::{}", n + 1, kind.array())).collect();
    format!("UNNEST({})", arrays.join(", "))
}

/// Inserts whole rows.
pub(crate) fn insertion(table: &str, columns: &[&str], types: &[Type]) -> Sql {
    let names = columns.join(", ");
    Sql {
        one: format!("INSERT INTO {table} ({names}) VALUES ({})", parameters(columns.len())),
        many: format!("INSERT INTO {table} ({names}) SELECT * FROM {}", unnest(types)),
        types: types.to_vec(),
    }
}

/// Deletes the rows with these values in these columns.
pub(crate) fn deletion(table: &str, columns: &[&str], types: Vec<Type>) -> Sql {
    let one: Vec<_> =
        columns.iter().enumerate().map(|(n, column)| format!("{column} = ${}", n + 1)).collect();
    let many: Vec<_> = columns.iter().map(|column| format!("t.{column} = u.{column}")).collect();
    Sql {
        one: format!("DELETE FROM {table} WHERE {}", one.join(" AND ")),
        many: format!(
            "DELETE FROM {table} t USING {} AS u({}) WHERE {}",
            unnest(&types),
            columns.join(", "),
            many.join(" AND ")
        ),
        types,
    }
}

/// Sets `set` where `keys` match; the parameters are the keys, then the new values. `only` is a further condition
/// on the row, written with `t.` before its columns.
pub(crate) fn update(table: &str, keys: &[(&str, Type)], set: &[(&str, Type)], only: &str) -> Sql {
    let types: Vec<_> = keys.iter().chain(set).map(|(_, kind)| *kind).collect();
    let names: Vec<_> = keys.iter().chain(set).map(|(name, _)| *name).collect();
    let one_set: Vec<_> =
        set.iter().enumerate().map(|(n, (name, _))| format!("{name} = ${}", keys.len() + n + 1)).collect();
    let one_keys: Vec<_> =
        keys.iter().enumerate().map(|(n, (name, _))| format!("t.{name} = ${}", n + 1)).collect();
    let many_set: Vec<_> = set.iter().map(|(name, _)| format!("{name} = u.{name}")).collect();
    let many_keys: Vec<_> = keys.iter().map(|(name, _)| format!("t.{name} = u.{name}")).collect();
    let only = if only.is_empty() { String::new() } else { format!(" AND {only}") };
    Sql {
        one: format!("UPDATE {table} AS t SET {} WHERE {}{only}", one_set.join(", "), one_keys.join(" AND ")),
        many: format!(
            "UPDATE {table} AS t SET {} FROM {} AS u({}) WHERE {}{only}",
            many_set.join(", "),
            unnest(&types),
            names.join(", "),
            many_keys.join(" AND ")
        ),
        types,
    }
}

/// A row struct that is stored in one table.
pub(crate) trait Stored: Sized {
    fn table() -> &'static Table;
    fn into_values(self) -> Values;
    fn from_values(values: Values) -> Result<Self, Error>;
}

/// Declares a row struct and its table: `struct Name in "table" (Class) key(columns) { … }`. The struct shows
/// nothing but its name in `Debug`.
macro_rules! table {
    (
        $(#[$doc:meta])*
        struct $name:ident in $table:literal ($class:ident) key($($key:ident),*) {
            $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl $crate::table::Stored for $name {
            fn table() -> &'static $crate::table::Table {
                static TABLE: std::sync::LazyLock<$crate::table::Table> = std::sync::LazyLock::new(|| {
                    $crate::table::Table::new(
                        $table,
                        $crate::table::Class::$class,
                        vec![$($crate::table::ColumnOf {
                            name: stringify!($field),
                            kind: <$type as $crate::value::Column>::TYPE,
                            nullable: <$type as $crate::value::Column>::NULLABLE,
                        }),*],
                        vec![$(stringify!($key)),*],
                    )
                });
                &TABLE
            }
            fn into_values(self) -> $crate::value::Values {
                vec![$($crate::value::Column::into_value(self.$field)),*]
            }
            fn from_values(values: $crate::value::Values) -> Result<Self, $crate::error::Error> {
                let mut values = values.into_iter();
                Ok(Self {
                    $($field: values.next().and_then($crate::value::Column::from_value).ok_or(
                        $crate::error::Error::Unreadable { table: $table, column: stringify!($field) },
                    )?,)*
                })
            }
        }
    };
}
pub(crate) use table;
