//! What a protocol that reads well can still get wrong.
//!
//! Invariant: every check names the place that a person has to change; a check that is added here is met by new
//! versions only, never by one that was in force.

mod consent;
mod forms;
mod instruments;
mod places;
mod retention;
mod roles;
mod sharing;
mod stages;
mod tasks;

use ::forms::Problem;

use crate::{Protocol, reading::Spot};

/// The kinds whose records tell about children.
pub(crate) const CHILD_KINDS: &[&str] = &["child", "family"];

/// Problems found so far, and where things stand.
pub(crate) struct Findings<'p> {
    protocol: &'p Protocol,
    problems: Vec<Problem>,
}

impl<'p> Findings<'p> {
    /// Adds a problem at the spot of a path, or of the nearest part that holds it.
    fn add(&mut self, path: &str, message: impl Into<String>, mend: impl Into<String>) {
        let problem = self.protocol.spots.at(path).problem(message, mend);
        self.problems.push(problem);
    }

    /// Adds a problem of a whole file.
    fn add_to_file(&mut self, file: &str, message: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Spot::top(file).problem(message, mend));
    }

    fn protocol(&self) -> &'p Protocol {
        self.protocol
    }
}

/// All mistakes of a protocol that could be read, by file and line.
pub(crate) fn check(protocol: &Protocol) -> Vec<Problem> {
    let mut findings = Findings { protocol, problems: Vec::new() };
    stages::check(&mut findings);
    forms::check(&mut findings);
    roles::check(&mut findings);
    tasks::check(&mut findings);
    sharing::check(&mut findings);
    places::check(&mut findings);
    consent::check(&mut findings);
    instruments::check(&mut findings);
    retention::check(&mut findings);
    let mut problems = findings.problems;
    problems.sort();
    problems.dedup();
    problems
}

/// Names in a sentence.
pub(crate) fn names<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
