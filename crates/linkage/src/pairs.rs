//! Runs through the pairs that rules find, each once, on several threads.
//!
//! Invariant: memory grows with rows and with what is kept, never with pairs looked at.

use std::{
    cmp::Ordering,
    sync::atomic::{self, AtomicUsize},
};

use crate::table::Column;

/// Rows that share one key beyond which only neighbours are compared.
const WIDE: usize = 256;
/// How many neighbours on each side.
const NEIGHBOURS: usize = 12;
/// Runs that a thread takes at once.
const BATCH: usize = 512;

/// Rows in the order of their keys, and where each run of one key begins.
pub(crate) struct Runs {
    rows: Vec<u32>,
    begins: Vec<u32>,
}

impl Runs {
    /// The runs of two rows and more. Rows of wide runs are sorted by all their columns, and lose their key: a later
    /// rule may find pairs of them again.
    pub(crate) fn new(keys: &mut [u64], columns: &[Column]) -> Self {
        let mut order: Vec<(u64, u32)> =
            keys.iter().zip(0..).filter(|(key, _)| **key != 0).map(|(key, row)| (*key, row)).collect();
        order.sort_unstable();
        let (mut rows, mut begins) = (Vec::with_capacity(order.len()), vec![0]);
        for run in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            if run.len() > WIDE {
                let by_letters = |column: &Column, one: u32, other: u32| {
                    let (one, other) = (column.of(one), column.of(other));
                    if one == other {
                        Ordering::Equal
                    } else {
                        column.letters(one).cmp(column.letters(other))
                    }
                };
                run.sort_by(|(_, one), (_, other)| {
                    let mut orders = columns.iter().map(|column| by_letters(column, *one, *other));
                    orders.find(|order| order.is_ne()).unwrap_or_else(|| one.cmp(other))
                });
                for (_, row) in run.iter() {
                    keys[*row as usize] = 0;
                }
            }
            rows.extend(run.iter().map(|(_, row)| *row));
            begins.push(rows.len() as u32);
        }
        Self { rows, begins }
    }

    fn run(&self, at: usize) -> &[u32] {
        &self.rows[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    /// Gives every pair to one of the workers, the lower row first.
    pub(crate) fn each<W: Send>(
        &self,
        workers: Vec<W>,
        tell: &(dyn Fn(f64) + Sync),
        look: impl Fn(&mut W, u32, u32) + Sync,
    ) -> Vec<W> {
        let (next, last) = (AtomicUsize::new(0), self.begins.len() - 1);
        let work = |mut worker: W| {
            loop {
                let from = next.fetch_add(BATCH, atomic::Ordering::Relaxed);
                if from >= last {
                    return worker;
                }
                tell(from as f64 / last as f64);
                for at in from..(from + BATCH).min(last) {
                    let run = self.run(at);
                    let reach = if run.len() > WIDE { NEIGHBOURS } else { run.len() };
                    for (first, one) in run.iter().enumerate() {
                        for other in run.iter().skip(first + 1).take(reach) {
                            look(&mut worker, *one.min(other), *one.max(other));
                        }
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = workers.into_iter().map(|worker| scope.spawn(|| work(worker))).collect();
            running
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        })
    }
}
