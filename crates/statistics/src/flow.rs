//! What whoever knows the sums can work out of the figures that are withheld.
//!
//! Invariant: a table with its sums is a circulation. Each figure is an arc that carries it from its row to its column, each
//! sum an arc back; what flows into a node flows out. So how far a withheld figure could be another one is how much more
//! could flow along its arc and back through other withheld ones, which is a largest flow, and exact.

use std::{cmp::Reverse, collections::BinaryHeap};

/// One figure or sum of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) figure: u64,
    pub(crate) withheld: bool,
    /// What it costs to withhold it.
    pub(crate) cost: u64,
}

/// A step along an arc: more of it, or less.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step {
    arc: usize,
    more: bool,
}

pub(crate) struct Circulation {
    pub(crate) nodes: usize,
    pub(crate) arcs: Vec<Arc>,
}

impl Circulation {
    /// By how much a withheld figure could be larger, as far as the others allow; at most `enough`.
    pub(crate) fn could_be_more(&self, arc: usize, enough: u64) -> u64 {
        self.largest(arc, enough).0
    }

    /// The cheapest figures to withhold beside those that are, so that this one could be larger still: by one at least,
    /// and by up to `enough` in all. Nothing when no others can cover it.
    pub(crate) fn cover(&self, arc: usize, enough: u64) -> Option<Vec<usize>> {
        let (more, figures) = self.largest(arc, enough);
        let cost = |others: &Vec<usize>| others.iter().map(|other| self.arcs[*other].cost).sum::<u64>();
        let way = |by: u64| {
            let path = self.way_back(arc, |step| {
                let other = &self.arcs[step.arc];
                let open = step.arc != arc && (step.more || figures[step.arc] >= by);
                open.then_some(if other.withheld { 0 } else { other.cost })
            })?;
            Some(path.into_iter().map(|step| step.arc).filter(|other| !self.arcs[*other].withheld).collect())
        };
        // What covers it by more at once is looked for first, and is taken when it costs no more.
        (1..=enough.saturating_sub(more)).rev().filter_map(way).min_by_key(cost)
    }

    /// The largest such change, and the figures as they would be then.
    fn largest(&self, arc: usize, enough: u64) -> (u64, Vec<u64>) {
        let mut figures: Vec<u64> = self.arcs.iter().map(|arc| arc.figure).collect();
        let mut more = 0;
        while more < enough {
            let Some(path) = self.way_back(arc, |step| {
                let open = step.arc != arc && self.arcs[step.arc].withheld;
                (open && (step.more || figures[step.arc] > 0)).then_some(0)
            }) else {
                break;
            };
            let least = path.iter().filter(|step| !step.more).map(|step| figures[step.arc]).min();
            let by = least.unwrap_or(enough).min(enough - more);
            for step in path {
                let figure = &mut figures[step.arc];
                *figure = if step.more { *figure + by } else { *figure - by };
            }
            more += by;
        }
        (more, figures)
    }

    /// The cheapest way from the end of an arc back to its beginning.
    fn way_back(&self, arc: usize, cost: impl Fn(Step) -> Option<u64>) -> Option<Vec<Step>> {
        let (start, end) = (self.arcs[arc].to, self.arcs[arc].from);
        let mut best = vec![u64::MAX; self.nodes];
        let mut came: Vec<Option<(usize, Step)>> = vec![None; self.nodes];
        let mut open = BinaryHeap::from([Reverse((0, start))]);
        best[start] = 0;
        while let Some(Reverse((so_far, node))) = open.pop() {
            if so_far > best[node] {
                continue;
            }
            if node == end {
                break;
            }
            for (number, other) in self.arcs.iter().enumerate() {
                let (next, more) = match node {
                    _ if other.from == node => (other.to, true),
                    _ if other.to == node => (other.from, false),
                    _ => continue,
                };
                let step = Step { arc: number, more };
                let Some(cost) = cost(step) else { continue };
                let reached = so_far.saturating_add(cost);
                if reached < best[next] {
                    best[next] = reached;
                    came[next] = Some((node, step));
                    open.push(Reverse((reached, next)));
                }
            }
        }
        let mut path = Vec::new();
        let mut node = end;
        while node != start {
            let (before, step) = came[node]?;
            path.push(step);
            node = before;
        }
        Some(path)
    }
}
