//! A form as it stands on the page: what is in its inputs, which rows there are, which answers stay closed.
//!
//! Invariant: a closed answer is in no input; an answer that the page sent is shown as it was typed, whatever is stored.

use std::collections::{BTreeMap, BTreeSet};

use domain::Values;
use forms::{Raw, Setting, Solved, submission::begun};

use super::spell::spell;

/// What stands for the number of a row that is not there yet.
pub(super) const BLANK_ROW: &str = "__ROW__";

/// A form as it stands on the page.
pub(crate) struct Drawn {
    /// What is in its inputs, under the names they are sent by; those of an empty row under `repeat.__ROW__.field`.
    pub(super) typed: Vec<(String, String)>,
    /// What its logic makes of that.
    pub(super) solved: Solved,
    /// The numbers its rows are sent under.
    pub(super) rows: BTreeMap<String, Vec<usize>>,
    /// The numbers of rows that were taken out and not saved yet.
    pub(super) removed: BTreeMap<String, Vec<usize>>,
    /// What its logic would make of it with one more row in each repeat.
    pub(super) with_blank: Solved,
    /// The sensitive answers that stay closed, by the names they are sent under.
    pub(crate) closed: BTreeSet<String>,
    /// The sensitive answers that were stored and are now in their inputs, having been closed until now.
    pub(crate) opened: BTreeSet<String>,
}

impl Drawn {
    /// A form with what is stored, and over it what was sent of it; `open` names the sensitive answers to open.
    pub(crate) fn new(
        setting: &Setting<'_>,
        stored: &Values,
        given: &Values,
        sent: &[(String, String)],
        open: &BTreeSet<String>,
    ) -> Self {
        let repeats: BTreeSet<&str> =
            setting.form.repeats().into_iter().map(|repeat| repeat.name.as_str()).collect();
        let begun = begun(setting, &Raw::from_pairs(sent.iter().cloned()), stored, given);
        let answered: BTreeSet<&str> = sent.iter().map(|(name, _)| question(name, &repeats)).collect();
        let (opened, closed) = forms::sensitive(setting.form, stored)
            .into_iter()
            .filter(|name| !answered.contains(name.as_str()))
            .partition::<BTreeSet<_>, _>(|name| open.contains(name));
        let mut typed = sent.to_vec();
        for (name, value) in spell(&begun.values, &begun.rows, &setting.zone) {
            let asked = question(&name, &repeats);
            if !answered.contains(asked) && !closed.contains(asked) {
                typed.push((name, value));
            }
        }
        let mut removed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (name, _) in sent.iter().filter(|(_, mark)| !mark.is_empty()) {
            if let Some((repeat, number)) = row_marked(name) {
                removed.entry(repeat.to_owned()).or_default().push(number);
            }
        }
        let mut drawn = Self {
            typed,
            solved: begun.solved.clone(),
            rows: begun.rows,
            removed,
            with_blank: begun.solved,
            closed,
            opened,
        };
        if !repeats.is_empty() {
            drawn.add_blank(setting, stored, given, sent, &repeats);
        }
        drawn
    }

    /// The number a further row of a repeat is sent under.
    pub(crate) fn next_row(&self, repeat: &str) -> usize {
        let known = [&self.rows, &self.removed].into_iter().filter_map(|rows| rows.get(repeat)).flatten();
        known.max().map_or(0, |last| last + 1)
    }

    fn add_blank(
        &mut self,
        setting: &Setting<'_>,
        stored: &Values,
        given: &Values,
        sent: &[(String, String)],
        repeats: &BTreeSet<&str>,
    ) {
        let marks = repeats
            .iter()
            .map(|repeat| (format!("{repeat}.{}._remove", self.next_row(repeat)), String::new()));
        let raw = Raw::from_pairs(sent.iter().cloned().chain(marks));
        let begun = begun(setting, &raw, stored, given);
        for (name, value) in spell(&begun.values, &begun.rows, &setting.zone) {
            for repeat in repeats {
                let row = format!("{repeat}.{}.", self.next_row(repeat));
                if let Some(field) = name.strip_prefix(&row) {
                    self.typed.push((format!("{repeat}.{BLANK_ROW}.{field}"), value.clone()));
                }
            }
        }
        self.with_blank = begun.solved;
    }
}

/// The question that a name answers a part of: `field`, or `repeat.0.field` in a row.
fn question<'n>(name: &'n str, repeats: &BTreeSet<&str>) -> &'n str {
    let parts = if name.split_once('.').is_some_and(|(head, _)| repeats.contains(head)) { 3 } else { 1 };
    name.match_indices('.').nth(parts - 1).map_or(name, |(at, _)| &name[..at])
}

/// The repeat and number of the row that a name marks as taken out: `repeat.0._remove`.
fn row_marked(name: &str) -> Option<(&str, usize)> {
    let (repeat, number) = name.strip_suffix("._remove")?.split_once('.')?;
    Some((repeat, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_answer_belong_to_one_question() {
        let repeats = BTreeSet::from(["lived"]);
        let question = |name| question(name, &repeats);
        assert_eq!(question("words"), "words");
        assert_eq!(question("born.year"), "born");
        assert_eq!(question("lived.2.from.year"), "lived.2.from");
        assert_eq!(question("lived.2._remove"), "lived.2._remove");
        assert_eq!(row_marked("lived.2._remove"), Some(("lived", 2)));
        assert_eq!(row_marked("_remove"), None);
    }
}
