//! One conference: before it who comes and what to talk about, after it what was said and decided.

use app::{
    Opened, Refused, Shown,
    case::conference::{
        call::{Attendance, ConferenceStep, StepConference},
        guests::Invite,
        part::{PartOf, StepPart},
    },
};
use axum::response::Response;
use domain::{
    Coming, ConferenceId, Heard, PersonCode, RecordId,
    record::{Conference, ConferenceState, Frame, Invitation},
};
use maud::{Markup, html};

use super::{
    about, base, coming, mark, name,
    new::{guest_fields, heard, heard_fields, invited, meeting, meeting_fields, place_of},
    part_label, parts,
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, Weight},
    pages::case::{
        form::head,
        happened::written,
        listing::label,
        person::{address, name_of, title},
        print::history,
        typed::{Typed, form},
    },
    posted::Posted,
    visit::Visit,
    words::Clock,
};

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
) -> Result<Response, Fail> {
    show(&visit, &code, conference, Typed::default()).await
}

/// A place on the page: the field that a refusal is about, with its label.
type Place = (String, &'static str);

pub(in crate::pages::case) async fn save(
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let done = match posted.text("step") {
        Some("agenda" | "minutes" | "decide") => write(visit, &posted, code, conference, &mut typed).await?,
        Some("invite") => invite(visit, &posted, code, conference, &mut typed).await?,
        Some(step) => take(visit, &posted, code, conference, step, &mut typed).await?,
        None => return Err(Fail(Refused::NotFound)),
    };
    match done {
        Some(said) => {
            let here = format!("{}/conferences/{conference}", address(&code.to_string()));
            Ok(visit.go(&here, said))
        }
        None => show(visit, &code, conference, typed).await,
    }
}

/// Writes into a part.
async fn write(
    visit: &Visit,
    posted: &Posted,
    code: PersonCode,
    conference: ConferenceId,
    typed: &mut Typed,
) -> Result<Option<&'static str>, Fail> {
    let Some(part) = posted.maybe::<PartOf>("part")? else {
        let words = visit.words;
        typed.needed(words, "part", words.say("conference-agenda-part"));
        if typed.maybe("agenda").is_none() {
            typed.needed(words, "agenda", words.say("conference-agenda"));
        }
        return Ok(None);
    };
    let Some((step, said)) = parts::step(visit, posted, &part, typed) else { return Ok(None) };
    if !typed.is_fine() {
        return Ok(None);
    }
    let sent = StepPart { command: posted.command, code, conference, part: part.clone(), step };
    match visit.app().write_part(visit.who()?, sent).await {
        Ok(_) => Ok(Some(said)),
        Err(error) => {
            let at = |reason: &str| parts::place_of(visit, &part, reason);
            refused(visit, typed, error, at)?;
            Ok(None)
        }
    }
}

fn refused(
    visit: &Visit,
    typed: &mut Typed,
    error: Refused,
    at: impl Fn(&str) -> Option<Place>,
) -> Result<(), Fail> {
    let place = match &error {
        Refused::Because(reason) => at(reason.code),
        _ => None,
    };
    typed.refused(visit, error, |_| place.as_ref().map(|(field, label)| (field.as_str(), *label)))
}

async fn invite(
    visit: &Visit,
    posted: &Posted,
    code: PersonCode,
    conference: ConferenceId,
    typed: &mut Typed,
) -> Result<Option<&'static str>, Fail> {
    let sent = Invite { command: posted.command, code, conference, invited: invited(posted) };
    match visit.app().invite_to_conference(visit.who()?, sent).await {
        Ok(_) => Ok(Some("said-conference-invited")),
        Err(error) => {
            typed.refused(visit, error, |reason| place_of(visit, reason))?;
            Ok(None)
        }
    }
}

/// Answers, moves, calls off, or says that it was held.
async fn take(
    visit: &Visit,
    posted: &Posted,
    code: PersonCode,
    conference: ConferenceId,
    step: &str,
    typed: &mut Typed,
) -> Result<Option<&'static str>, Fail> {
    let words = visit.words;
    let (step, said, field, label) = match step {
        "answer" => {
            let coming = match typed.chosen("coming") {
                Some("yes") => Coming::Yes,
                Some("no") => Coming::No,
                _ => {
                    typed.needed(words, "coming", words.say("conference-answer"));
                    return Ok(None);
                }
            };
            let step = ConferenceStep::Answered(coming, typed.maybe("answer-word"));
            (step, "said-conference-answered", "answer-word", words.say("conference-answer-word"))
        }
        "move" => {
            let reason = typed.text("move-why");
            if reason.as_str().is_empty() {
                let message = words.say_code("refused", "reason-needed", &[]);
                typed.wrong("move-why", words.say("conference-move-why"), message);
            }
            let Some(meeting) = meeting(visit, typed) else { return Ok(None) };
            let step = ConferenceStep::Moved(meeting, reason);
            (step, "said-conference-moved", "move-why", words.say("conference-move-why"))
        }
        "off" => {
            let step = ConferenceStep::CalledOff(typed.text("off-why"));
            (step, "said-conference-off", "off-why", words.say("conference-off-why"))
        }
        "hold" => {
            let Some(child) = heard(visit, typed) else { return Ok(None) };
            let present = posted.all("present").filter_map(|id| id.parse::<RecordId>().ok()).collect();
            let attendance = Attendance { present, others: typed.maybe("others"), child };
            let step = ConferenceStep::Held(attendance);
            (step, "said-conference-held", "present", words.say("conference-present"))
        }
        _ => return Err(Fail(Refused::NotFound)),
    };
    if !typed.is_fine() {
        return Ok(None);
    }
    let sent = StepConference { command: posted.command, code, conference, step };
    match visit.app().step_conference(visit.who()?, sent).await {
        Ok(_) => Ok(Some(said)),
        Err(error) => {
            typed.refused(visit, error, |reason| match reason {
                "reason-needed" | "present-needed" => Some((field, label)),
                other => place_of(visit, other),
            })?;
            Ok(None)
        }
    }
}

/// The clock of what this reader sees: the record's place, or their own where the place is closed to them.
pub(super) fn clock(visit: &Visit, opened: &Opened) -> Clock {
    if opened.grant.is_outside() { visit.clock() } else { visit.clock_of(&opened.view) }
}

async fn show(
    visit: &Visit,
    code: &PersonCode,
    conference: ConferenceId,
    typed: Typed,
) -> Result<Response, Fail> {
    let opened = visit.app().conferences(visit.who()?, code, Shown::RecordConference).await?;
    let (frame, known) = opened.view.conference(conference).ok_or(Fail(Refused::NotFound))?;
    let words = visit.words;
    let clock = clock(visit, &opened);
    let here = format!("{}/{conference}", base(&opened));
    let prints = opened.grant.may_do("record.print") && frame.state == ConferenceState::Held;
    let content = html! {
        (head(visit, &opened, name(visit, &opened)))
        p class="soft" { (look::icon(Icon::Lock)) " " (words.say("conference-secret")) }
        (typed.summary(words))
        (facts(visit, frame, known, &clock).await?)
        (answer(visit, &here, frame, known, &typed)?)
        @if prints || history::may(&opened) {
            div class="buttons" {
                @if prints { (look::link_button_with(Icon::Print, words.say("print-do"), &format!("{here}/print"), Weight::Quiet)) }
                @if history::may(&opened) {
                    (look::link_button_with(Icon::History, words.say("print-history"), &format!("{}/print/history", address(&title(&opened))), Weight::Quiet))
                }
            }
        }
        (who_comes(visit, frame, known).await?)
        (parts::parts(visit, &opened, frame, known, &here, &typed, &clock).await?)
        (steps(visit, &opened, frame, known, &here, &typed, &clock).await?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// When, where, why, by whom; and where it stands.
pub(super) async fn facts(
    visit: &Visit,
    frame: &Frame,
    known: &Conference,
    clock: &Clock,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let way = label(visit, app::case::conference::WAYS, frame.meeting.way.as_str());
    let mut facts: Vec<(&str, Markup)> = vec![
        (words.say("conference-start"), html! { (words.exact(frame.meeting.start, clock)) }),
        (words.say("conference-place"), html! { (way) " · " (look::own(frame.meeting.place.as_str())) }),
    ];
    if let Some(about) = about(visit, known) {
        facts.push((words.say("conference-why"), html! { (about) }));
    }
    facts.push((words.say("conference-by"), html! { (look::own(visit.name_of(frame.by).await?)) }));
    if let Some(child) = &known.why.child {
        facts.push((words.say("conference-heard"), child_heard(visit, child)));
    }
    if !frame.present.is_empty() || known.why.others.is_some() {
        let mut names = Vec::new();
        for party in &frame.present {
            names.extend(party_name(visit, *party).await?);
        }
        let there = html! {
            (look::own(words.list(&names)))
            @if let Some(others) = &known.why.others { (look::written(others.as_str())) }
        };
        facts.push((words.say("conference-present"), there));
    }
    if let Some(reason) = &known.why.reason {
        let called = match frame.state {
            ConferenceState::CalledOff => words.say("conference-off-why"),
            ConferenceState::Called | ConferenceState::Held => words.say("conference-move-why"),
        };
        facts.push((called, written(visit, reason)));
    }
    Ok(look::card(words.say("conference-when"), Some(&mark(visit, frame.state)), &look::facts(&facts)))
}

fn child_heard(visit: &Visit, child: &Heard) -> Markup {
    let how = label(visit, app::case::conference::HEARD, child.how.as_str());
    html! { (how) @if let Some(word) = &child.word { (look::written(word.as_str())) } }
}

/// What somebody who was invited is called: a colleague by name, a relative only to whoever may open their record.
pub(super) async fn party_name(visit: &Visit, party: RecordId) -> Result<Option<String>, Fail> {
    let name = visit.name_of(party).await?;
    if !name.is_empty() {
        return Ok(Some(name));
    }
    let row = visit.app().listed(visit.who()?, party).await?;
    Ok(row.map(|row| name_of(visit, row.summary.as_ref(), &row.kind)))
}

/// The reader's own answer.
fn answer(
    visit: &Visit,
    here: &str,
    frame: &Frame,
    known: &Conference,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let own = visit.app().own_invitation(visit.who()?, known);
    let Some(own) = own.filter(|_| frame.state == ConferenceState::Called) else { return Ok(html! {}) };
    let said = own.answer.as_ref().map(|(coming, ..)| if *coming == Coming::Yes { "yes" } else { "no" });
    let word = own.answer.as_ref().and_then(|(_, word, _)| word.as_ref()).map_or("", |word| word.as_str());
    let word = typed.chosen("answer-word").unwrap_or(word);
    let choices =
        [Choice::new("yes", words.say("conference-yes")), Choice::new("no", words.say("conference-no"))];
    let asked = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="answer";
            (look::radio_field(words, typed.field("coming", words.say("conference-answer")).required(), &choices, typed.chosen("coming").or(said)))
            (look::text_field(words, typed.field("answer-word", words.say("conference-answer-word")).hint(Some(words.say("conference-answer-hint"))), look::TextKind::Plain, word))
            (look::buttons(&[look::button(Button::first(words.say("conference-answer-do")))]))
        },
    )?;
    Ok(look::sheet(&asked))
}

/// Who was invited, as far as this reader is told, and what they answered.
async fn who_comes(visit: &Visit, frame: &Frame, known: &Conference) -> Result<Markup, Fail> {
    let words = visit.words;
    let own = visit.app().own_invitation(visit.who()?, known).map(|own| own.party);
    let mut rows: Vec<(String, &Invitation)> = Vec::new();
    for invited in &known.invitations {
        if Some(invited.party) != own
            && let Some(name) = party_name(visit, invited.party).await?
        {
            rows.push((name, invited));
        }
    }
    if rows.is_empty() {
        return Ok(html! {});
    }
    let open = frame.state == ConferenceState::Called;
    let content = html! {
        ul class="plain" {
            @for (name, invited) in &rows {
                li {
                    (look::own(name))
                    @if let Some(about) = &invited.about { " · " (part_label(visit, about)) }
                    @if open && !invited.tasks.is_empty() {
                        " " (coming(visit, invited.answer.as_ref().map(|(coming, ..)| *coming)))
                    }
                    @if let Some((_, Some(word), _)) = &invited.answer { (look::written(word.as_str())) }
                }
            }
        }
    };
    Ok(look::card(words.say("conference-invited"), None, &content))
}

/// What whoever calls it may do with it.
async fn steps(
    visit: &Visit,
    opened: &Opened,
    frame: &Frame,
    known: &Conference,
    here: &str,
    typed: &Typed,
    clock: &Clock,
) -> Result<Markup, Fail> {
    let words = visit.words;
    if !opened.grant.may_do("conference.call") || frame.state != ConferenceState::Called {
        return Ok(html! {});
    }
    let begun = frame.meeting.start <= clock.now;
    let hold = if begun {
        hold(visit, frame, known, here, typed).await?
    } else {
        html! {}
    };
    let moved = Typed::clone(typed)
        .with(
            "start",
            frame.meeting.start.to_zoned(visit.clock().zone).strftime("%Y-%m-%dT%H:%M").to_string(),
        )
        .with("way", frame.meeting.way.as_str())
        .with("place", frame.meeting.place.as_str());
    let moving = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="move";
            (meeting_fields(visit, &moved))
            (look::text_area(words, typed.field("move-why", words.say("conference-move-why")).hint(Some(words.say("conference-move-hint"))).required(), 2, typed.get("move-why")))
            (look::buttons(&[look::button(Button::quiet(words.say("conference-move-do")))]))
        },
    )?;
    let off = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="off";
            (look::text_area(words, typed.field("off-why", words.say("conference-off-why")).required(), 2, typed.get("off-why")))
            (look::buttons(&[look::button(Button::grave(words.say("conference-off-do")))]))
        },
    )?;
    let already: Vec<RecordId> = known.invitations.iter().map(|invited| invited.party).collect();
    let more = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="invite";
            (guest_fields(visit, opened, typed, &already).await?)
            (look::buttons(&[look::button(Button::quiet(words.say("conference-invite-do")))]))
        },
    )?;
    let is_wrong = |fields: &[&str]| fields.iter().any(|field| typed.field(field, "").error.is_some());
    let folded = |fields: &[&str], summary: &str, content: &Markup| {
        if is_wrong(fields) { look::sheet(content) } else { look::folded(summary, content) }
    };
    Ok(html! {
        (hold)
        (folded(&["guest"], words.say("conference-invite-do"), &more))
        (folded(&["start", "way", "place", "move-why"], words.say("conference-move-do"), &moving))
        (folded(&["off-why"], words.say("conference-off-do"), &off))
    })
}

/// Who was there and how the child was heard.
async fn hold(
    visit: &Visit,
    frame: &Frame,
    known: &Conference,
    here: &str,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut people: Vec<(String, String)> = Vec::new();
    for party in [frame.by].into_iter().chain(known.invitations.iter().map(|invited| invited.party)) {
        if let Some(name) = party_name(visit, party).await? {
            people.push((party.to_string(), name));
        }
    }
    let choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    let planned = known.why.child.as_ref();
    let typed = &Typed::clone(typed)
        .with("heard", planned.map_or("", |child| child.how.as_str()))
        .with("heard-word", planned.and_then(|child| child.word.as_ref()).map_or("", |word| word.as_str()));
    let asked = form(
        visit,
        here,
        &html! {
            input type="hidden" name="step" value="hold";
            (look::choices_field(words, typed.field("present", words.say("conference-present")).required(), &choices, &typed.all("present")))
            (look::text_field(words, typed.field("others", words.say("conference-others")), look::TextKind::Plain, typed.get("others")))
            (heard_fields(visit, typed))
            (look::buttons(&[look::button(Button::first(words.say("conference-held-do")))]))
        },
    )?;
    Ok(look::card(words.say("conference-held-do"), None, &asked))
}
