//! Where each part of the protocol stands in its files.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Place, Problem};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) file: Arc<str>,
    pub(crate) place: Place,
}

impl Spot {
    pub(crate) fn top(file: &str) -> Self {
        Self { file: file.into(), place: Place { line: 1, column: 1 } }
    }

    pub(crate) fn problem(&self, message: impl Into<String>, mend: impl Into<String>) -> Problem {
        Problem::at(&self.file, self.place, message, mend)
    }
}

/// Spots by path: `task/first_visit/trigger`, `role/teacher/grant/0/read/core`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spots(BTreeMap<String, Spot>);

impl Spots {
    /// Notes a spot, unless the path has one: of two parts with one code the first counts.
    pub(crate) fn note(&mut self, path: String, spot: Spot) {
        self.0.entry(path).or_insert(spot);
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Spot> {
        self.0.get(path)
    }

    /// The spot of a path, or of the nearest part that holds it.
    pub(crate) fn at(&self, path: &str) -> Spot {
        let mut path = path;
        loop {
            if let Some(spot) = self.0.get(path) {
                return spot.clone();
            }
            match path.rsplit_once('/') {
                Some((outer, _)) => path = outer,
                None => return Spot::top("protocol.toml"),
            }
        }
    }

    /// What is defined directly under a path, in alphabetical order.
    pub(crate) fn under<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .range(path.to_owned()..)
            .map_while(move |(known, _)| known.strip_prefix(path))
            .filter(|rest| !rest.contains('/'))
    }
}
