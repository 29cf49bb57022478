//! Striking an entry through with the reason, writing it anew, undoing, and taking a strike back.

use app::case::{
    correct::{may_strike, may_undo},
    elsewhere::may_be_moved,
};
use axum::response::Response;
use domain::{Event, EventId, PersonCode, Recorded};
use maud::{Markup, html};

use super::{
    form::headed,
    happened::{body, told},
    person::{address, open_to, title},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Button, Happened, Icon, Post, Tone, Weight},
    posted::Posted,
    typed::{Typed, form},
    visit::Visit,
};

pub(super) async fn page(
    visit: Visit,
    Path((code, event)): Path<(PersonCode, EventId)>,
) -> Result<Response, Fail> {
    show(&visit, &code, event, Typed::default()).await
}

pub(super) async fn save(
    Path((code, event)): Path<(PersonCode, EventId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    if typed.is_fine() {
        let reason = typed.text("reason");
        match visit.app().correct(visit.who()?, posted.command, code, event, reason).await {
            Ok(_) if posted.text("then") == Some("anew") => return anew(visit, &code, event).await,
            Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-struck")),
            Err(error) => {
                typed.refused(visit, error, |_| Some(("reason", visit.words.say("child-correct-why"))))?;
            }
        }
    }
    show(visit, &code, event, typed).await
}

/// On to the form, filled as it was: into the same entry where something of it is left, else into a new one.
async fn anew(visit: &Visit, code: &PersonCode, event: EventId) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordCorrect, "record.correct").await?;
    let known = opened.view.history.iter().find(|recorded| recorded.head.event == event);
    let Some(Event::FormFilled { form, entry, .. }) =
        known.and_then(|recorded| recorded.content.as_ref()).map(|content| &content.event)
    else {
        return Ok(visit.go(&address(&code.to_string()), "said-struck"));
    };
    let base = format!("{}/forms/{form}", address(&code.to_string()));
    let many =
        visit.app().protocol().form(form.as_str()).is_some_and(|form| form.entries == forms::Entries::Many);
    let left = opened.view.entries(form.as_str()).iter().any(|known| known.id == *entry);
    let at =
        if many && left { format!("{base}/{entry}?from={event}") } else { format!("{base}?from={event}") };
    Ok(visit.go(&at, "said-struck"))
}

/// Undoes what was written a moment ago.
pub(super) async fn undo(
    Path((code, event)): Path<(PersonCode, EventId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match visit.app().undo(visit.who()?, posted.command, code, event).await {
        Ok(_) => Ok(visit.go(&address(&code.to_string()), "said-undone")),
        Err(error) => {
            let mut typed = Typed::default();
            typed.refused(visit, error, |_| None)?;
            show(visit, &code, event, typed).await
        }
    }
}

/// Takes a strike back.
pub(super) async fn restore(
    Path((code, event)): Path<(PersonCode, EventId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match visit.app().restore(visit.who()?, posted.command, code, event).await {
        Ok(_) => Ok(visit.go(&address(&code.to_string()), "said-restored")),
        Err(error) => {
            let mut typed = Typed::default();
            typed.refused(visit, error, |_| None)?;
            show(visit, &code, event, typed).await
        }
    }
}

/// An entry of a record that this reader may strike; to others it is not there.
pub(super) fn entry(opened: &app::Opened, event: EventId) -> Result<&Recorded, Fail> {
    let known = opened.view.history.iter().find(|recorded| recorded.head.event == event);
    known.filter(|recorded| may_strike(&opened.grant, recorded)).ok_or(Fail(app::Refused::NotFound))
}

/// An entry as the history tells it.
pub(super) async fn as_told(visit: &Visit, opened: &app::Opened, known: &Recorded) -> Result<Markup, Fail> {
    let clock = visit.clock_of(&opened.view);
    let (icon, said) = told(visit, opened, known).await?;
    let by = visit.name_of(known.head.actor).await?;
    let shown = [Happened {
        at: known.head.at,
        icon,
        title: &said,
        by: Some(&by),
        body: body(visit, opened, known, &clock),
        href: None,
    }];
    Ok(look::sheet(&look::timeline(visit.words, &shown, &clock)))
}

async fn show(visit: &Visit, code: &PersonCode, event: EventId, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordCorrect, "record.correct").await?;
    let words = visit.words;
    let known = entry(&opened, event)?;
    let content = known.content.as_ref().map(|content| &content.event);
    let is_form = matches!(content, Some(Event::FormFilled { .. }));
    let moves = content.is_some_and(|content| may_be_moved(content, &visit.app().protocol()));
    let back = address(&title(&opened));
    let here = format!("{back}/correct/{event}");
    let struck = opened.view.struck(event);
    let (heading, lead) = match struck {
        None => (words.say("child-correct-title"), words.say("child-correct-what")),
        Some(_) => (words.say("change-restore-do"), words.say("change-restore-what")),
    };
    let anew = [Button::quiet(words.say("change-anew-do")).sends("then", "anew")];
    let others = if is_form { &anew[..] } else { &[] };
    let content = html! {
        (headed(visit, &opened, heading, lead))
        (typed.summary(words))
        (as_told(visit, &opened, known).await?)
        @if struck.is_none() {
            (form(visit, &here, &html! {
                (look::text_area(words, typed.field("reason", words.say("child-correct-why")).required(), 3, typed.get("reason")))
                (look::form_end(words, words.say("child-correct-do"), others, Some(&back)))
            })?)
            @if moves {
                p { (look::link_button_with(Icon::Onward, words.say("change-elsewhere-link"), &format!("{back}/elsewhere/{event}"), Weight::Plain)) }
            }
        } @else {
            (form(visit, &format!("{here}/restore"), &look::form_end(words, words.say("change-restore-do"), &[], Some(&back)))?)
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// What was saved a moment ago by this reader, with the button that undoes it.
pub(super) fn just_saved(
    visit: &Visit,
    opened: &app::Opened,
    event: Option<EventId>,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let who = visit.who()?;
    let known = event.and_then(|event| {
        let known = opened.view.history.iter().find(|recorded| recorded.head.event == event)?;
        (opened.view.struck(event).is_none() && may_undo(&opened.grant, known, who)).then_some(event)
    });
    let Some(event) = known else { return Ok(html! {}) };
    let base = format!("{}/correct/{event}", address(&title(opened)));
    let (action, command) = (format!("{base}/undo"), visit.command()?);
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    Ok(look::notice(
        Tone::Calm,
        Icon::Undo,
        &html! {
            p { (words.say("change-undo-what")) }
            div class="buttons" {
                (look::one_button(post, Button::quiet(words.say("change-undo-do"))))
                (look::link_button(words.say("change-undo-other"), &base, Weight::Plain))
            }
        },
    ))
}
