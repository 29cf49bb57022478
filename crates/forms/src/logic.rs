//! What a form's conditions say about the answers given so far: which fields are there, what is computed, which
//! choices are offered, what is still wrong.
//!
//! Invariant: the result depends on the answers alone. A field that is not there has no answer, for every other
//! condition too; a computed field has the computed answer and no other. `js/logic.js` takes the same steps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::{
    definition::{Choice, Field, FieldType, Form, Group, Item, Lists, Offer, Required},
    expression::{Answers, Clock, Datum, Expression, Scope, evaluate, fit, to_whole},
};

/// The most rows a repeat may have.
pub const MOST_ROWS: usize = 100;
/// A form without circles settles in as many rounds as its longest chain of conditions; a circle is cut off here.
const ROUNDS: usize = 100;

/// Where and for whom a form is worked out.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The form.
    pub form: &'a Form,
    /// What it looks up.
    pub lists: &'a Lists,
    /// The moment at the place.
    pub clock: Clock,
    /// The zone of the place, for days with a time.
    pub zone: TimeZone,
    /// The language of the reader.
    pub language: &'a str,
    /// What `uuid()` gives.
    pub uuid: &'a str,
}

/// A form worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The answers of all fields that are there, given and computed.
    pub answers: Answers,
    hidden: BTreeSet<(String, Option<usize>)>,
}

/// What is wrong with an answer in itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An answer is needed.
    Required,
    /// The form's constraint does not hold.
    Constraint,
    /// It is none of the choices, or not offered here.
    NotOffered,
}

impl Solved {
    /// Whether a field, group or repeat is not there; `row` is from 0, inside a repeat.
    pub fn is_hidden(&self, name: &str, row: Option<usize>) -> bool {
        self.hidden.contains(&(name.to_owned(), row))
    }

    /// Every field, group and repeat that is not there, with its row.
    pub fn hidden(&self) -> impl Iterator<Item = (&str, Option<usize>)> {
        self.hidden.iter().map(|(name, row)| (name.as_str(), *row))
    }

    /// How many rows a repeat has.
    pub fn rows(&self, repeat: &str) -> usize {
        self.answers.rows.get(repeat).map_or(0, Vec::len)
    }

    /// The answer of a field.
    pub fn answer(&self, name: &str, row: Option<usize>) -> Datum {
        match row {
            None => self.answers.top.get(name).cloned().unwrap_or_default(),
            Some(index) => {
                let rows = self.answers.homes.get(name).and_then(|repeat| self.answers.rows.get(repeat));
                rows.and_then(|rows| rows.get(index))
                    .and_then(|row| row.get(name))
                    .cloned()
                    .unwrap_or_default()
            }
        }
    }

    /// The choices that a select or place may offer, in order, whatever its filter says now; retired ones only where
    /// they are chosen already.
    pub fn offerable<'a>(
        &self,
        setting: &Setting<'a>,
        field: &'a Field,
        row: Option<usize>,
    ) -> Vec<Offered<'a>> {
        let chosen = self.answer(field.name.as_str(), row).text();
        let is_chosen = |code: &str| chosen.split(' ').any(|one| one == code);
        choices(setting.lists, &field.field_type)
            .filter(|choice| choice.offer == Offer::Current || is_chosen(choice.code))
            .collect()
    }

    /// Those of them that are offered now.
    pub fn offered<'a>(
        &self,
        setting: &Setting<'a>,
        field: &'a Field,
        row: Option<usize>,
    ) -> Vec<Offered<'a>> {
        let mut offered = self.offerable(setting, field, row);
        offered.retain(|choice| self.passes(setting, field, row, choice));
        offered
    }

    fn passes(&self, setting: &Setting<'_>, field: &Field, row: Option<usize>, choice: &Offered<'_>) -> bool {
        field.choice_filter.as_ref().is_none_or(|filter| {
            let mut scope = setting.scope(&self.answers, self.row_of(field, row));
            scope.choice = Some((choice.code, choice.columns));
            evaluate(&filter.root, &scope).is_true()
        })
    }

    fn row_of(&self, field: &Field, row: Option<usize>) -> Option<(&str, usize)> {
        Some((self.answers.homes.get(field.name.as_str())?.as_str(), row?))
    }

    /// What is wrong with the answer of a field that is there; `before` is its answer before this save.
    pub fn fault(
        &self,
        setting: &Setting<'_>,
        field: &Field,
        row: Option<usize>,
        before: &Datum,
    ) -> Option<Fault> {
        if !field.field_type.is_asked() || self.is_hidden(field.name.as_str(), row) {
            return None;
        }
        let answer = self.answer(field.name.as_str(), row);
        let holds = |expression: &Expression| {
            let mut scope = setting.scope(&self.answers, self.row_of(field, row));
            scope.current = answer.clone();
            evaluate(&expression.root, &scope).is_true()
        };
        if answer.is_empty() {
            let is_required = match &field.required {
                Required::No => false,
                Required::Always => true,
                Required::When(condition) => holds(condition),
            };
            return is_required.then_some(Fault::Required);
        }
        if field.field_type.list().is_some() || field.field_type == FieldType::Place {
            let (codes, before) = (answer.text(), before.text());
            let all_offered = codes.split(' ').all(|code| {
                choices(setting.lists, &field.field_type).find(|choice| choice.code == code).is_some_and(
                    |choice| {
                        let is_kept = before.split(' ').any(|one| one == code);
                        (choice.offer == Offer::Current || is_kept)
                            && self.passes(setting, field, row, &choice)
                    },
                )
            });
            if !all_offered {
                return Some(Fault::NotOffered);
            }
        }
        (!field.constraint.as_ref().is_none_or(holds)).then_some(Fault::Constraint)
    }
}

/// A choice of a list, or a place.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'a> {
    /// What is stored.
    pub code: &'a str,
    /// What is shown.
    pub label: &'a crate::definition::Texts,
    /// Whether it is still offered.
    pub offer: Offer,
    /// Its further columns.
    pub columns: &'a BTreeMap<String, String>,
}

pub(crate) fn choices<'a>(
    lists: &'a Lists,
    field_type: &FieldType,
) -> Box<dyn Iterator<Item = Offered<'a>> + 'a> {
    const fn offered<'a, Code>(choice: &'a Choice<Code>, code: &'a str) -> Offered<'a> {
        Offered { code, label: &choice.label, offer: choice.offer, columns: &choice.columns }
    }
    match field_type {
        FieldType::Place => Box::new(lists.places.iter().map(|place| offered(place, place.code.as_str()))),
        other => {
            let found = other.list().and_then(|list| lists.choices.get(list));
            Box::new(found.into_iter().flatten().map(|choice| offered(choice, choice.code.as_str())))
        }
    }
}

impl Setting<'_> {
    /// What an expression of the form can see.
    pub fn scope<'s>(&'s self, answers: &'s Answers, row: Option<(&'s str, usize)>) -> Scope<'s> {
        let mut scope = Scope::new(answers, self.clock, self.language).with_lists(self.form, self.lists);
        scope.row = row;
        scope.uuid = self.uuid;
        scope
    }

    /// What a timeline shows of an entry with these answers; empty when the form has no summary.
    pub fn summary(&self, answers: &Answers) -> String {
        let summary = self.form.summary.as_ref();
        summary.map_or_else(String::new, |summary| evaluate(&summary.root, &self.scope(answers, None)).text())
    }
}

/// Works a form out from the answers as they were given, hidden and computed fields included.
pub fn solve(setting: &Setting<'_>, given: &Answers) -> Solved {
    let mut answers = Answers::none(setting.form);
    answers.top.clone_from(&given.top);
    answers.rows.extend(given.rows.iter().map(|(name, rows)| (name.clone(), rows.clone())));
    let mut round = Round { setting, given, answers, hidden: BTreeSet::new(), is_settled: true };
    for _ in 0..ROUNDS {
        round.is_settled = true;
        let before = std::mem::take(&mut round.hidden);
        round.items(&setting.form.items, Presence::There, None);
        if round.is_settled && before == round.hidden {
            break;
        }
    }
    Solved { answers: round.answers, hidden: round.hidden }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    There,
    Hidden,
}

struct Round<'a> {
    setting: &'a Setting<'a>,
    given: &'a Answers,
    answers: Answers,
    hidden: BTreeSet<(String, Option<usize>)>,
    is_settled: bool,
}

type Row<'a> = Option<(&'a str, usize)>;

impl Round<'_> {
    fn items(&mut self, items: &[Item], around: Presence, row: Row<'_>) {
        for item in items {
            match item {
                Item::Field(field) => self.field(field, around, row),
                Item::Group(group) => {
                    let presence = self.presence(&group.name, group.relevant.as_ref(), around, row);
                    self.items(&group.items, presence, row);
                }
                Item::Repeat(group) => self.repeat(group, around),
            }
        }
    }

    fn presence(
        &mut self,
        name: &domain::FieldCode,
        relevant: Option<&Expression>,
        around: Presence,
        row: Row<'_>,
    ) -> Presence {
        let is_there = around == Presence::There
            && relevant.is_none_or(|relevant| self.evaluate(relevant, row, Datum::EMPTY).is_true());
        if is_there {
            Presence::There
        } else {
            self.hidden.insert((name.to_string(), row.map(|(_, index)| index)));
            Presence::Hidden
        }
    }

    fn evaluate(&self, expression: &Expression, row: Row<'_>, current: Datum) -> Datum {
        let mut scope = self.setting.scope(&self.answers, row);
        scope.current = current;
        evaluate(&expression.root, &scope)
    }

    fn field(&mut self, field: &Field, around: Presence, row: Row<'_>) {
        let name = field.name.as_str();
        let given = match row {
            None => self.given.top.get(name),
            Some((repeat, index)) => {
                self.given.rows.get(repeat).and_then(|rows| rows.get(index)).and_then(|row| row.get(name))
            }
        };
        let given = given.cloned().unwrap_or_default();
        let answer = match self.presence(&field.name, field.relevant.as_ref(), around, row) {
            Presence::Hidden => Datum::EMPTY,
            Presence::There => match &field.calculation {
                Some(calculation) => fit(&field.field_type, &self.evaluate(calculation, row, given)),
                None => given,
            },
        };
        let slot = match row {
            None => self.answers.top.entry(name.to_owned()).or_default(),
            Some((repeat, index)) => {
                let Some(row) = self.answers.rows.get_mut(repeat).and_then(|rows| rows.get_mut(index)) else {
                    return;
                };
                row.entry(name.to_owned()).or_default()
            }
        };
        if *slot != answer {
            *slot = answer;
            self.is_settled = false;
        }
    }

    fn repeat(&mut self, group: &Group, around: Presence) {
        let name = group.name.as_str();
        let presence = self.presence(&group.name, group.relevant.as_ref(), around, None);
        let given = self.given.rows.get(name).map_or(0, Vec::len);
        let count = match (presence, &group.repeat_count) {
            (Presence::Hidden, _) => 0,
            (Presence::There, None) => given,
            (Presence::There, Some(count)) => {
                let asked = to_whole(self.evaluate(count, None, Datum::EMPTY).number()).unwrap_or(0);
                usize::try_from(asked.max(0)).unwrap_or(0)
            }
        };
        let rows = self.answers.rows.entry(name.to_owned()).or_default();
        let count = count.min(MOST_ROWS);
        if rows.len() != count {
            rows.resize(count, BTreeMap::new());
            self.is_settled = false;
        }
        for index in 0..count {
            self.items(&group.items, presence, Some((name, index)));
        }
    }
}
