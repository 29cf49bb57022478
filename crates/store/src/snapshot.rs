//! The whole database as it was at one moment: for backups, for comparing what was rebuilt, and for proving that no
//! column holds what it should not.
//!
//! Invariant: all pages of a snapshot are of the same moment, and rows come in the order of their key, equally from
//! both databases.

use std::cmp::Ordering;

use crate::{
    error::Error,
    line::Line,
    load::Load,
    rows::tables,
    store::{Backend, Store},
    table::{Class, Table},
    target::Target,
    value::{Type, Value, Values},
};

/// Rows on a page.
const PAGE: u32 = 1000;

/// The tables that are folded from the chain and can be rebuilt.
pub fn projection_tables() -> Vec<&'static Table> {
    tables().into_iter().filter(|table| table.class == Class::Projection).collect()
}

/// One moment of a database. It holds a connection until it is dropped.
pub struct Snapshot {
    line: Line,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Snapshot")
    }
}

/// The pages of a table in a snapshot.
#[derive(Debug)]
pub struct Pages<'a> {
    snapshot: &'a Snapshot,
    table: &'static Table,
    after: Option<Values>,
    done: bool,
}

/// How the same table of two databases differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows that only the first has.
    pub only_first: u64,
    /// Rows that only the second has.
    pub only_second: u64,
    /// Rows with the same key and other values.
    pub changed: u64,
    /// Key of the first row of any of these.
    pub first_key: Option<Values>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Store {
    /// Takes a snapshot.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let line = Line::beside(self).await?;
        line.begin_reading().await?;
        Ok(Snapshot { line })
    }

    /// Every column of every table that is in the database, as the database says: to be compared with the closed list
    /// of what stands in the clear. Also the table in which the migrations are recorded.
    pub async fn column_inventory(&self) -> Result<Vec<(String, String)>, Error> {
        let sql = match *self.backend {
            Backend::Sqlite(_) => {
                "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c \
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid"
            }
            Backend::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() ORDER BY table_name COLLATE \"C\", ordinal_position"
            }
        };
        let rows = self.query(sql, vec![]).await?;
        let pair = |row: Values| match <[Value; 2]>::try_from(row) {
            Ok([Value::Text(table), Value::Text(column)]) => Ok((table, column)),
            _ => Err(Error::Unreadable { table: "the catalogue", column: "name" }),
        };
        rows.into_iter().map(pair).collect()
    }
}

impl Snapshot {
    /// The rows of a table, by key.
    pub fn pages(&self, table: &'static Table) -> Pages<'_> {
        Pages { snapshot: self, table, after: None, done: false }
    }

    /// Shows every stored value: its table, its column, its type and itself.
    pub async fn each_cell(
        &self,
        mut show: impl FnMut(&'static str, &'static str, Type, &Value),
    ) -> Result<(), Error> {
        for table in tables() {
            let mut pages = self.pages(table);
            while let Some(page) = pages.next().await? {
                for row in page {
                    for (column, value) in table.columns.iter().zip(&row) {
                        show(table.name, column.name, column.kind, value);
                    }
                }
            }
        }
        Ok(())
    }

    /// Copies the tables of some classes into an empty database, which it creates. With [`Class::Chain`] alone the
    /// projections stay empty, to be made again from the events.
    pub async fn copy_into(&self, target: Target, classes: &[Class]) -> Result<(), Error> {
        let mut load = Load::begin(target, crate::SCHEMA).await?;
        for table in tables().into_iter().filter(|table| classes.contains(&table.class)) {
            let columns: Vec<_> = table.columns.iter().map(|column| (column.name, column.kind)).collect();
            load.table(table.name, &columns).await?;
            let mut pages = self.pages(table);
            while let Some(page) = pages.next().await? {
                for row in page {
                    load.row(row).await?;
                }
            }
        }
        load.finish().await
    }

    /// Compares a table with that of another snapshot, row for row.
    pub async fn compare(&self, other: &Self, table: &'static Table) -> Result<Difference, Error> {
        let (mut ours, mut theirs) = (Rows::new(self.pages(table)), Rows::new(other.pages(table)));
        let mut difference = Difference::default();
        let (mut left, mut right) = (ours.next().await?, theirs.next().await?);
        loop {
            let order = match (&left, &right) {
                (None, None) => return Ok(difference),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(left), Some(right)) => table.key_of(left).cmp(&table.key_of(right)),
            };
            let (count, row) = match order {
                Ordering::Less => (&mut difference.only_first, &left),
                Ordering::Greater => (&mut difference.only_second, &right),
                Ordering::Equal => (&mut difference.changed, &left),
            };
            if order != Ordering::Equal || left != right {
                *count += 1;
                if difference.first_key.is_none() {
                    difference.first_key = row.as_ref().map(|row| table.key_of(row));
                }
            }
            if order != Ordering::Greater {
                left = ours.next().await?;
            }
            if order != Ordering::Less {
                right = theirs.next().await?;
            }
        }
    }
}

impl Pages<'_> {
    /// The next page; none after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Values>>, Error> {
        if self.done {
            return Ok(None);
        }
        let Table { name, key, .. } = self.table;
        let mut params = self.after.take().unwrap_or_default();
        let after = if params.is_empty() {
            String::new()
        } else {
            format!(" WHERE ({}) > ({})", key.join(", "), crate::table::parameters(params.len()))
        };
        let order = if key.is_empty() { String::new() } else { format!(" ORDER BY {}", key.join(", ")) };
        params.push(Value::Int(i64::from(PAGE)));
        let sql = format!(
            "SELECT {} FROM {name}{after}{order} LIMIT ${}",
            self.table.select_list(""),
            params.len()
        );
        let page = self.snapshot.line.run(&sql, params).await?;
        self.after = page.last().map(|row| self.table.key_of(row));
        self.done = page.len() < PAGE as usize || key.is_empty();
        Ok(if page.is_empty() { None } else { Some(page) })
    }
}

/// The rows of a table one by one.
struct Rows<'a> {
    pages: Pages<'a>,
    page: std::vec::IntoIter<Values>,
}

impl<'a> Rows<'a> {
    fn new(pages: Pages<'a>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }
    async fn next(&mut self) -> Result<Option<Values>, Error> {
        if let Some(row) = self.page.next() {
            return Ok(Some(row));
        }
        self.page = self.pages.next().await?.unwrap_or_default().into_iter();
        Ok(self.page.next())
    }
}
