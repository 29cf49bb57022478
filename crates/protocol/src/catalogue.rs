//! Things with codes, in the order of their file.

use std::{borrow::Borrow, collections::BTreeMap};

/// Things in the order of their file, found by code in logarithmic time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue<C: Ord, T> {
    items: Vec<T>,
    places: BTreeMap<C, usize>,
}

impl<C: Ord, T> Default for Catalogue<C, T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: BTreeMap::new() }
    }
}

impl<C: Ord + Borrow<str>, T> Catalogue<C, T> {
    /// Adds a thing; of two with one code the first stays.
    pub(crate) fn add(&mut self, code: C, item: T) {
        if !self.places.contains_key(code.borrow()) {
            self.places.insert(code, self.items.len());
            self.items.push(item);
        }
    }

    /// The thing of a code.
    pub fn get(&self, code: &str) -> Option<&T> {
        self.places.get(code).and_then(|place| self.items.get(*place))
    }

    /// Whether there is one of this code.
    pub fn has(&self, code: &str) -> bool {
        self.places.contains_key(code)
    }

    /// All things, in the order of their file.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<'a, C: Ord + Borrow<str>, T> IntoIterator for &'a Catalogue<C, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
