//! The parts of a conference on its page: what to talk about, what was said, what was decided.
//!
//! Invariant: only parts that the reader's grant opens are looked at; nothing tells that there are others.

use app::{
    Opened,
    case::conference::{
        PartOf,
        guests::Guest,
        part::{PartStep, Responsible},
    },
};
use domain::{
    UserId,
    record::{Conference, ConferenceState, Frame, Part},
};
use maud::{Markup, html};

use super::part_label;
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Choice, Weight},
    pages::case::{
        person::{address, title},
        referral::{Side, purpose},
        task::is_own,
        typed::{Typed, form},
    },
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// Somebody without an account does it.
const SOMEBODY: &str = "somebody";

/// A field of a part: several parts stand on one page.
fn field(what: &str, part: &PartOf) -> String {
    format!("{what}-{part}")
}

/// What was sent for a part; what is missing is noted at its field.
pub(super) fn step(
    visit: &Visit,
    posted: &Posted,
    part: &PartOf,
    typed: &mut Typed,
) -> Option<(PartStep, &'static str)> {
    let words = visit.words;
    Some(match posted.text("step")? {
        "agenda" => (PartStep::Agenda(typed.text("agenda")), "said-conference-agenda"),
        "minutes" => {
            let text = typed.text(&field("minutes", part));
            let seen = posted.text("seen").and_then(|seen| seen.parse().ok()).unwrap_or_default();
            (PartStep::Minutes { text, seen }, "said-conference-minutes")
        }
        _ => {
            let (text, until) = (field("decision", part), field("until", part));
            let (who, named) = (field("who", part), field("named", part));
            let decision = typed.text(&text);
            if decision.as_str().is_empty() {
                let message = words.say_code("refused", "decision-needed", &[]);
                typed.wrong(&text, words.say("conference-decision"), message);
            }
            let colleague = typed.chosen(&who).and_then(|id| id.parse::<UserId>().ok());
            let responsible = match colleague {
                Some(colleague) => Responsible::Colleague(colleague),
                None => Responsible::Named(typed.text(&named)),
            };
            if matches!(&responsible, Responsible::Named(name) if name.as_str().is_empty()) {
                let message = words.say_code("refused", "responsible-needed", &[]);
                typed.wrong(&who, words.say("conference-who-does"), message);
            }
            let due = typed.day(words, &until, words.say("conference-until"));
            if due.is_none() && typed.chosen(&until).is_none() {
                typed.needed(words, &until, words.say("conference-until"));
            }
            (PartStep::Decision { text: decision, responsible, due: due? }, "said-conference-decision")
        }
    })
}

/// The field that a rule's refusal is about.
pub(super) fn place_of(visit: &Visit, part: &PartOf, reason: &str) -> Option<(String, &'static str)> {
    let words = visit.words;
    Some(match reason {
        "agenda-needed" => ("agenda".to_owned(), words.say("conference-agenda")),
        "minutes-needed" | "minutes-changed" => (field("minutes", part), words.say("conference-minutes")),
        "decision-needed" => (field("decision", part), words.say("conference-decision")),
        "responsible-needed" | "responsible-cannot-read" => {
            (field("who", part), words.say("conference-who-does"))
        }
        "due-in-the-past" => (field("until", part), words.say("conference-until")),
        _ => return None,
    })
}

/// What a part is called: its compartment's name, or what the referral is for.
pub(super) fn label(visit: &Visit, opened: &Opened, part: &PartOf) -> String {
    match part {
        PartOf::Compartment(compartment) => part_label(visit, compartment),
        PartOf::Referral(referral) => opened
            .view
            .referral(*referral)
            .map(|known| purpose(visit, Side::of(&opened.grant), known))
            .unwrap_or_default(),
    }
}

/// The parts that this reader reads, and what they may write into theirs.
pub(super) async fn parts(
    visit: &Visit,
    opened: &Opened,
    frame: &Frame,
    known: &Conference,
    here: &str,
    typed: &Typed,
    clock: &Clock,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let writes = if frame.state == ConferenceState::CalledOff {
        Vec::new()
    } else {
        visit.app().parts_to_write(visit.who()?, opened, known)
    };
    let begun = frame.meeting.start <= clock.now || frame.state == ConferenceState::Held;
    let mut all: Vec<PartOf> =
        known.parts.iter().map(|(slot, part)| PartOf::of(*slot, &part.compartment)).collect();
    all.extend(writes.iter().cloned());
    all.sort();
    all.dedup();
    // Asked for once, and only where somebody can be made responsible.
    let guests = if begun && !writes.is_empty() {
        visit.app().guests(visit.who()?, opened).await?
    } else {
        Vec::new()
    };
    // What is there comes first; a part of which nothing was written yet waits, folded.
    let (some, none): (Vec<_>, Vec<_>) = all.iter().partition(|part| part.in_conference(known).is_some());
    let mut cards = Vec::new();
    for part in some.iter().chain(&none).copied() {
        let written = part.in_conference(known);
        let may_write = begun && writes.contains(part);
        if written.is_none() && !may_write {
            continue;
        }
        let asked = if may_write { Some(asked(visit, &guests, part, written, here, typed)?) } else { None };
        let name = label(visit, opened, part);
        let content = html! {
            @if let Some(written) = written { (read(visit, opened, written, clock, On::Screen).await?) }
            @if let Some(asked) = &asked { (asked) }
        };
        let wrong = ["minutes", "decision", "who", "until"]
            .iter()
            .any(|what| typed.field(&field(what, part), "").error.is_some());
        cards.push(if written.is_some() || wrong || all.len() == 1 {
            look::card(&name, None, &content)
        } else {
            look::folded(&name, &content)
        });
    }
    let agenda = if frame.state == ConferenceState::Called && !writes.is_empty() {
        let labels: Vec<(String, String)> =
            writes.iter().map(|part| (part.to_string(), label(visit, opened, part))).collect();
        let choices: Vec<Choice<'_>> = labels.iter().map(|(code, name)| Choice::new(code, name)).collect();
        let only = (labels.len() == 1).then(|| labels[0].0.as_str());
        Some(form(
            visit,
            here,
            &html! {
                input type="hidden" name="step" value="agenda";
                @if let Some(only) = only { input type="hidden" name="part" value=(only); }
                @else { (look::radio_field(words, typed.field("part", words.say("conference-agenda-part")).required(), &choices, typed.chosen("part").or(Some(&labels[0].0)))) }
                (look::text_area(words, typed.field("agenda", words.say("conference-agenda")).hint(Some(words.say("conference-agenda-hint"))).required(), 2, typed.get("agenda")))
                (look::buttons(&[look::button(Button::quiet(words.say("conference-agenda-do")))]))
            },
        )?)
    } else {
        None
    };
    Ok(html! {
        @for card in &cards { (card) }
        @if let Some(agenda) = &agenda { (look::card(words.say("conference-agenda-do"), None, agenda)) }
    })
}

/// Where a part is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// On the screen, with the way to what it became.
    Screen,
    /// On paper.
    Paper,
}

/// What was written of a part.
pub(super) async fn read(
    visit: &Visit,
    opened: &Opened,
    part: &Part,
    clock: &Clock,
    on: On,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut agenda = Vec::new();
    for item in &part.agenda {
        agenda.push((item.text.as_str(), visit.name_of(item.by).await?));
    }
    let said = match part.said() {
        Some(said) => Some((said, visit.name_of(said.by).await?)),
        None => None,
    };
    let base = address(&title(opened));
    Ok(html! {
        @if !agenda.is_empty() {
            h3 { (words.say("conference-agenda")) }
            ul { @for (text, by) in &agenda { li { (look::own(text)) " " span class="soft" { (look::own(by)) } } } }
        }
        @if let Some((said, by)) = &said {
            h3 { (words.say("conference-minutes")) }
            (look::written(said.text.as_str()))
            p class="soft" { (look::own(by)) " · " (words.exact(said.at, clock)) }
        }
        @if !part.decisions.is_empty() {
            h3 { (words.say("conference-decisions")) }
            ul {
                @for decision in &part.decisions {
                    li {
                        (look::written(decision.text.as_str()))
                        p class="soft" {
                            (look::own(decision.responsible.as_str())) " · "
                            (words.say_with("plan-until-day", args!["day" => words.date(decision.due)]))
                            @if let Some(task) = decision.task.filter(|task| on == On::Screen && may_open(visit, opened, *task)) {
                                " · " (look::link_button(words.say("conference-task"), &format!("{base}/tasks/{task}"), Weight::Plain))
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The fields for minutes and a decision.
fn asked(
    visit: &Visit,
    guests: &[Guest],
    part: &PartOf,
    written: Option<&Part>,
    here: &str,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let (minutes, decision, until) = (field("minutes", part), field("decision", part), field("until", part));
    let (who, named) = (field("who", part), field("named", part));
    let said = written.and_then(Part::said).map_or("", |said| said.text.as_str());
    let seen = written.map_or(0, |part| part.minutes.len());
    let mut people: Vec<(String, String)> =
        vec![(visit.who()?.user().to_string(), visit.who()?.name().to_owned())];
    let readers = guests.iter().filter(|guest| part.is_open_to(&guest.grant));
    people.extend(readers.map(|guest| (guest.id.to_string(), guest.name.as_str().to_owned())));
    let mut choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    choices.push(Choice::new(SOMEBODY, words.say("conference-somebody")));
    let minutes_form = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="minutes";
            input type="hidden" name="part" value=(part);
            input type="hidden" name="seen" value=(seen);
            (look::text_area(words, typed.field(&minutes, words.say("conference-minutes")).hint(Some(words.say("conference-minutes-hint"))).required(), 4, typed.chosen(&minutes).unwrap_or(said)))
            (look::buttons(&[look::button(Button::quiet(words.say("conference-minutes-do")))]))
        },
    )?;
    let decision_form = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="decide";
            input type="hidden" name="part" value=(part);
            (look::text_area(words, typed.field(&decision, words.say("conference-decision")).required(), 2, typed.get(&decision)))
            (look::list_field(words, typed.field(&who, words.say("conference-who-does")).hint(Some(words.say("conference-who-does-hint"))).required(), &choices, typed.chosen(&who)))
            (look::text_field(words, typed.field(&named, words.say("conference-named")), look::TextKind::Plain, typed.get(&named)))
            (look::date_field(words, typed.field(&until, words.say("conference-until")).required(), typed.get(&until)))
            (look::buttons(&[look::button(Button::quiet(words.say("conference-decide-do")))]))
        },
    )?;
    let wrong = [&decision, &who, &until].iter().any(|field| typed.field(field, "").error.is_some());
    Ok(html! {
        @if written.and_then(Part::said).is_some() && typed.field(&minutes, "").error.is_none() {
            (look::folded(words.say("conference-minutes-do"), &minutes_form))
        } @else { (minutes_form) }
        @if wrong { (decision_form) } @else { (look::folded(words.say("conference-decide-do"), &decision_form)) }
    })
}

/// Whether a task's page is there for this reader: on the school's side only one's own is.
fn may_open(visit: &Visit, opened: &Opened, task: domain::TaskId) -> bool {
    let known = opened.view.tasks.get(&task);
    known.is_some_and(|known| !opened.grant.is_outside() || is_own(visit, known))
}
