//! Heard before, told after: whether a child's view stands before a decision, and whether the outcome was told back.
//!
//! A task with `heard_with` says all of it: the decision is its trigger, the form that completes it is where the child's
//! view is written, and that form's answers in `done_with` say that the outcome was told.
//!
//! Invariant: pure, over the events that its reader may open; a view counts for one decision only, the next one after it.

use std::collections::BTreeMap;

use domain::{
    ChoiceCode, Event, EventId, FieldCode, GroundCode, Instant, Record, Urgency, Value, record::Entry,
};

use crate::{DoneBy, Protocol, TaskRule, Trigger};

/// Where one decision stands: asked, decided, told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hearing<'r> {
    /// The entry with the view that stands before it, if there is one.
    pub asked: Option<&'r Entry>,
    /// When it was decided; nothing while it still is to be.
    pub decided: Option<Instant>,
    /// The entry that says the outcome was told, if one does.
    pub told: Option<&'r Entry>,
}

/// The rules of a record's kind by which the child is heard first, in the order of the file.
pub fn rules<'p>(protocol: &'p Protocol, record: &Record) -> Vec<&'p TaskRule> {
    let Some(kind) = record.kind() else { return Vec::new() };
    protocol
        .tasks()
        .iter()
        .filter(|rule| !rule.retired && !rule.heard_with.is_empty() && rule.kinds.contains(kind))
        .collect()
}

/// The rule of a decision that must wait, because no view stands before it; `None` where it need not.
///
/// `ground` is the ground of a closure, where one is chosen.
pub fn missing<'p>(
    protocol: &'p Protocol,
    record: &Record,
    decision: &Trigger,
    ground: Option<&GroundCode>,
) -> Option<&'p TaskRule> {
    let urgent = record.urgency.as_ref().is_some_and(|(urgency, _)| *urgency == Urgency::Urgent);
    rules(protocol, record)
        .into_iter()
        .filter(|rule| rule.trigger == *decision && !(urgent && rule.urgent_first))
        .filter(|rule| ground.is_none_or(|ground| !rule.except.contains(ground)))
        .find(|rule| next(rule, record).asked.is_none())
}

/// The decision that is still to come: with the view that stands before it, as far as there is one.
pub fn next<'r>(rule: &TaskRule, record: &'r Record) -> Hearing<'r> {
    Hearing { asked: rounds(rule, record).open, decided: None, told: None }
}

/// The last decision that was taken.
pub fn last<'r>(rule: &TaskRule, record: &'r Record) -> Option<Hearing<'r>> {
    rounds(rule, record).last
}

struct Rounds<'r> {
    last: Option<Hearing<'r>>,
    open: Option<&'r Entry>,
}

fn rounds<'r>(rule: &TaskRule, record: &'r Record) -> Rounds<'r> {
    let mut rounds = Rounds { last: None, open: None };
    let DoneBy::Form(form) = &rule.done_by else { return rounds };
    for recorded in &record.history {
        let Some(content) = &recorded.content else { continue };
        if record.struck(recorded.head.event).is_some() {
            continue;
        }
        if let Event::FormFilled { form: filled, entry, .. } = &content.event
            && filled == form
        {
            let known = record.entries(form.as_str()).iter().find(|known| known.id == *entry);
            let Some(known) = known.filter(|known| says(known, &rule.heard_with)) else { continue };
            // Telling back is written into the same entry; it is no view of its own.
            if known.events.first() == Some(&recorded.head.event) {
                rounds.open = Some(known);
            }
            if let Some(last) = &mut rounds.last
                && says(known, &rule.done_with)
            {
                last.told = Some(known);
            }
        }
        if decides(rule, record, recorded.head.event, &content.event) {
            let asked = rounds.open.take();
            rounds.last = Some(Hearing { asked, decided: Some(recorded.head.at), told: None });
        }
    }
    rounds
}

/// Whether an event is the decision. A form decides once, when an entry of it is begun.
fn decides(rule: &TaskRule, record: &Record, id: EventId, event: &Event) -> bool {
    match (&rule.trigger, event) {
        (Trigger::Form(form), Event::FormFilled { form: filled, entry, .. }) => {
            let known = record.entries(form.as_str()).iter().find(|known| known.id == *entry);
            form == filled && known.is_some_and(|known| known.events.first() == Some(&id))
        }
        (Trigger::Approval(of), Event::ApprovalGiven { approval, .. }) => {
            record.approvals.iter().any(|known| known.id == *approval && known.of == *of)
        }
        (Trigger::Closed, Event::StatusChanged { to, .. }) => *to == "closed",
        _ => false,
    }
}

/// Whether an entry holds these answers.
pub fn says(entry: &Entry, answers: &BTreeMap<FieldCode, ChoiceCode>) -> bool {
    answers.iter().all(
        |(field, answer)| matches!(entry.values.get(field), Some(Value::Choice(given)) if given == answer),
    )
}
