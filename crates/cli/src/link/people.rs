//! Rows about people, compared as people: names, parents, sex and birth by `names`, what else the lists have by what was
//! learnt from them.
//!
//! Invariant: a brother, a twin or a father with a likely name is evidence against one person, whatever else agrees.

use std::{
    f64::consts::LN_2,
    sync::atomic::{AtomicU32, Ordering},
    thread::ScopedJoinHandle,
};

use linkage::{Column, Found, Pair};
use names::{Beforehand, Person, Record, compare, english, looks_like_patronymic, reasons};

use super::fields::{Field, Parts, Source};

/// So many pairs are all compared: no rule by which rows are chosen misses any.
const ALL: f64 = 3_000_000.0;
/// Pairs that a thread takes at once.
const CHUNK: usize = 4096;
/// So often it is asked again how many pairs are one person.
const TURNS: u32 = 12;

/// Two rows, and what they agree in beside the person, as a logarithm.
struct Seen {
    one: u32,
    other: u32,
    more: f64,
}

/// The people of all rows, in their order.
#[derive(Default)]
pub(super) struct People {
    persons: Vec<Person>,
}

/// What is compared beside the person: columns that `names` does not look at.
fn beside(sources: &[Source]) -> impl Iterator<Item = usize> {
    sources.iter().enumerate().filter(|(_, source)| !source.is_of_person()).map(|(at, _)| at)
}

fn sigmoid(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

impl People {
    /// Adds the next row.
    pub(super) fn push(&mut self, sources: &[Source], list: usize, cells: &[&str], parts: &mut Parts) {
        let mut said = |field: Field| {
            let source = sources.iter().find(|source| source.is(field));
            source.map(|source| source.value(list, cells, parts)).unwrap_or_default()
        };
        let (given, family, father) = (said(Field::Given), said(Field::Family), said(Field::Father));
        let (mother, sex, birth) = (said(Field::Mother), said(Field::Sex), linkage::day(&said(Field::Birth)));
        let whole = sources.iter().find_map(|source| source.whole(list, cells));
        let patronymic = if looks_like_patronymic(&father) { father.as_str() } else { "" };
        let name = match whole {
            Some(whole) => whole.to_owned(),
            None if family.is_empty() => format!("{given} {patronymic}"),
            None => format!("{family}, {given} {patronymic}"),
        };
        let birth = match birth.len() {
            8 => format!("{}-{}-{}", &birth[..4], &birth[4..6], &birth[6..]),
            _ => birth,
        };
        let father = if patronymic.is_empty() { father.as_str() } else { "" };
        let record = Record { name: name.trim(), father, mother: &mother, sex: &sex, birth: &birth };
        self.persons.push(Person::new(&record));
    }

    /// The probability that two rows are one person, by what is known of them as persons and by what else they agree in.
    fn judge(&self, seen: &Seen, before: &Beforehand) -> f64 {
        let persons =
            compare(&self.persons[seen.one as usize], &self.persons[seen.other as usize]).same_among(before);
        sigmoid((persons.max(1e-12) / (1.0 - persons).max(1e-12)).ln() + seen.more)
    }

    /// The pairs that may be one person, each with its probability. `second` is the first row of the second list.
    pub(super) fn pairs(
        &self,
        found: &Found,
        columns: &[Column],
        sources: &[Source],
        second: Option<u32>,
        threads: usize,
    ) -> Vec<Pair> {
        let rows = u32::try_from(self.persons.len()).unwrap_or(u32::MAX);
        let (firsts, all) = match second {
            Some(second) => (second, f64::from(second) * f64::from(rows - second)),
            None => (rows, f64::from(rows) * (f64::from(rows) - 1.0) / 2.0),
        };
        let look = |one: u32, other: u32| {
            let more: f64 = beside(sources).map(|at| found.worth(columns, one, other, at).1).sum();
            Seen { one, other, more: more * LN_2 }
        };
        // Pairs that would not be one person even where every tenth pair is.
        let hopeful = Beforehand::of_lists(0.1);
        let may_be = |seen: &Seen| self.judge(seen, &hopeful) > 0.01;
        let next = AtomicU32::new(0);
        let work = || {
            let mut kept = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if all <= ALL {
                    if at >= firsts {
                        return kept;
                    }
                    let others = second.unwrap_or(at + 1).max(at + 1)..rows;
                    kept.extend(others.map(|other| look(at, other)).filter(may_be));
                } else {
                    let Some(chunk) = found.pairs.chunks(CHUNK).nth(at as usize) else { return kept };
                    kept.extend(chunk.iter().map(|pair| look(pair.one, pair.other)).filter(may_be));
                }
            }
        };
        let mut seen: Vec<Seen> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
            let ended = running.into_iter().map(ScopedJoinHandle::join);
            ended.flat_map(|kept| kept.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        seen.sort_unstable_by_key(|seen| (seen.one, seen.other));
        // How many of all pairs are one person is what their probabilities add up to.
        let mut same = 1.0 / f64::from(rows.max(20));
        for _ in 0..TURNS {
            let before = Beforehand::of_lists(same);
            let expected: f64 = seen.iter().map(|seen| self.judge(seen, &before)).sum();
            same = (expected / all).clamp(1e-12, 0.1);
        }
        let before = Beforehand::of_lists(same);
        seen.iter()
            .map(|seen| Pair { one: seen.one, other: seen.other, same: self.judge(seen, &before) })
            .collect()
    }

    /// The evidence on two rows, the weightiest first, in words and bits.
    pub(super) fn why(&self, one: u32, other: u32) -> Vec<(f64, String)> {
        let (one, other) = (&self.persons[one as usize], &self.persons[other as usize]);
        let said = reasons(one, other);
        said.iter().map(|reason| (f64::from(reason.weight) / LN_2, english(reason).to_owned())).collect()
    }
}
