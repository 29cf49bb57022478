//! What is defined and what is used, across all files.

use std::{collections::BTreeSet, fmt};

use forms::Problem;

use super::{Spot, Spots};
use crate::nearest;

/// A sort of thing that has a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Kind,
    Compartment,
    Stage,
    Form,
    Field,
    List,
    Choice,
    Task,
    Role,
    Purpose,
    Service,
    Place,
    Instrument,
    Retention,
    Indicator,
    Urgency,
}

impl What {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Compartment => "compartment",
            Self::Stage => "stage",
            Self::Form => "form",
            Self::Field => "field",
            Self::List => "list",
            Self::Choice => "choice",
            Self::Task => "task",
            Self::Role => "role",
            Self::Purpose => "purpose",
            Self::Service => "service",
            Self::Place => "place",
            Self::Instrument => "instrument",
            Self::Retention => "rule",
            Self::Indicator => "indicator",
            Self::Urgency => "urgency",
        }
    }

    /// Where one is defined.
    const fn home(self) -> &'static str {
        match self {
            Self::Kind => "records.toml",
            Self::Compartment => "compartments.toml",
            Self::Stage => "stages.toml",
            Self::Form | Self::Field => "forms/",
            Self::List | Self::Choice => "lookups/",
            Self::Task => "pathway.toml",
            Self::Role => "roles.toml",
            Self::Purpose => "sharing.toml",
            Self::Service => "directory.toml",
            Self::Place => "places.toml",
            Self::Instrument => "instruments.toml",
            Self::Retention => "retention.toml",
            Self::Indicator => "indicators.toml",
            Self::Urgency => "urgency.toml",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A code that some part uses.
struct Reference {
    what: What,
    /// The kind of a stage, the form of a field, the list of a choice; empty otherwise.
    scope: String,
    code: String,
    spot: Spot,
}

/// Everything noted while reading.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) problems: Vec<Problem>,
    pub(crate) spots: Spots,
    /// The protocol's languages, its main one first.
    pub(crate) languages: Vec<String>,
    references: Vec<Reference>,
    /// Forms and lists that could not be read: what is said of their parts cannot be judged.
    unread: BTreeSet<String>,
}

impl Book {
    /// The path of a thing: `task/first_visit`, `stage/child/arrived`.
    pub(crate) fn path(what: What, scope: &str, code: &str) -> String {
        if scope.is_empty() { format!("{what}/{code}") } else { format!("{what}/{scope}/{code}") }
    }

    /// Notes that a code is defined here; a second definition is a problem.
    pub(crate) fn define(&mut self, what: What, scope: &str, code: &str, spot: Spot) {
        let path = Self::path(what, scope, code);
        if let Some(first) = self.spots.get(&path) {
            let of = if scope.is_empty() { String::new() } else { format!(" of `{scope}`") };
            let first = format!("{}:{}", first.file, first.place.line);
            let message = format!("{what} `{code}`{of} is defined a second time; the first is at {first}");
            self.problems.push(spot.problem(message, "remove one, or give it another code"));
        } else {
            self.spots.note(path, spot);
        }
    }

    /// Notes that a code is used here.
    pub(crate) fn refer(&mut self, what: What, scope: &str, code: &str, spot: Spot) {
        self.references.push(Reference { what, scope: scope.to_owned(), code: code.to_owned(), spot });
    }

    /// Notes a form or list that is there but could not be read.
    pub(crate) fn unread(&mut self, what: What, code: &str) {
        self.unread.insert(Self::path(what, "", code));
    }

    /// A code that is not in a closed list.
    pub(crate) fn unknown<'k>(
        &mut self,
        spot: &Spot,
        what: &str,
        said: &str,
        known: impl IntoIterator<Item = &'k str> + Clone,
    ) {
        let message = format!("there is no {what} `{}`", said.escape_debug());
        let mend = instead(said, known, None);
        self.problems.push(spot.problem(message, mend));
    }

    /// Reports every use of a code that nothing defines.
    pub(crate) fn resolve(&mut self) {
        for reference in std::mem::take(&mut self.references) {
            let Reference { what, scope, code, spot } = reference;
            if self.spots.get(&Self::path(what, &scope, &code)).is_some() {
                continue;
            }
            let holder = match what {
                What::Form | What::List => Some((what, code.as_str())),
                What::Field => Some((What::Form, scope.as_str())),
                What::Choice => Some((What::List, scope.as_str())),
                What::Stage => Some((What::Kind, scope.as_str())),
                _ => None,
            };
            if let Some((sort, holder)) = holder {
                let path = Self::path(sort, "", holder);
                if self.unread.contains(&path) {
                    continue;
                }
                // What is said of the parts of something unknown was said of the whole, except of a list that
                // the program itself asks for.
                if holder != code && self.spots.get(&path).is_none() {
                    if what == What::Choice {
                        let message =
                            format!("the list `{holder}`, from which `{code}` is chosen, is not there");
                        self.problems.push(spot.problem(message, format!("create lookups/{holder}.toml")));
                    }
                    continue;
                }
            }
            let within = if scope.is_empty() { format!("{what}/") } else { format!("{what}/{scope}/") };
            let of = if scope.is_empty() { String::new() } else { format!(" of `{scope}`") };
            let mend = instead(&code, self.spots.under(&within).collect::<Vec<_>>(), Some(what.home()));
            self.problems
                .push(spot.problem(format!("there is no {what} `{}`{of}", code.escape_debug()), mend));
        }
    }
}

fn instead<'k>(said: &str, known: impl IntoIterator<Item = &'k str> + Clone, home: Option<&str>) -> String {
    if let Some(near) = nearest(said, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<&str> = known.into_iter().collect();
    let define = home.map(|home| format!("define it in {home}"));
    match (known.len(), define) {
        (0, None) => "remove it".to_owned(),
        (1..=40, None) => format!("use one of {}", known.join(", ")),
        (1..=16, Some(define)) => format!("use one of {}, or {define}", known.join(", ")),
        (_, Some(define)) => define,
        (_, None) => format!("use one of {}, …", known[..40].join(", ")),
    }
}
