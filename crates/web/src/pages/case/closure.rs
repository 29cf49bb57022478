//! Closing a case: the checklist, the proposal, the supervisor's signature; and opening it again.

use app::{Door, Opened, Refused, Shown, case::plan::AnswerApproval};
use axum::response::Response;
use domain::{ApprovalId, GroundCode, PersonCode, Value, record::Verdict};
use maud::{Markup, html};
use policy::Level;
use protocol::Trigger;

use super::{
    form::head,
    hearing,
    listing::{choices, label},
    person::{address, title},
    plan::standing,
    typed::{Typed, form},
};
use crate::{
    args,
    asking::answers,
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, Tone, Weight},
    posted::Posted,
    visit::Visit,
};

/// The form that is the checklist.
const CHECKLIST: &str = "closure_checklist";

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    if typed.is_fine() {
        let (app, who) = (visit.app(), visit.who()?);
        let (done, said) = match posted.text("step") {
            Some("propose") => {
                let note = typed.maybe("note");
                (app.propose_closure(who, posted.command, code, note).await, "said-closure-asked")
            }
            Some(step @ ("sign" | "return")) => {
                let (verdict, note, said) = if step == "sign" {
                    (Verdict::Given, typed.maybe("word"), "said-closed")
                } else {
                    (Verdict::Refused, typed.maybe("return"), "said-closure-returned")
                };
                let approval: ApprovalId = posted.parsed("approval")?;
                let sent = AnswerApproval { command: posted.command, code, approval, verdict, note };
                let ground = posted.maybe::<GroundCode>("ground")?;
                (app.answer_closure(who, sent, ground).await, said)
            }
            Some("reopen") => {
                (app.reopen(who, posted.command, code, typed.text("reopen")).await, "said-reopened")
            }
            _ => return Err(Fail(Refused::NotFound)),
        };
        let reopens = posted.text("step") == Some("reopen");
        match done {
            Ok(_) => return Ok(visit.go(&address(&code.to_string()), said)),
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "ground-needed" => Some(("ground", words.say("close-ground"))),
                "reason-needed" if reopens => Some(("reopen", words.say("close-reopen-why"))),
                "reason-needed" => Some(("return", words.say("approval-refuse-why"))),
                _ => None,
            })?,
        }
    }
    show(visit, &code, typed).await
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, Door::page(Shown::RecordClosure)).await?;
    let grant = &opened.grant;
    let acts = ["closure.propose", "closure.sign", "case.reopen"].iter().any(|action| grant.may_do(action));
    if !acts || grant.is_outside() {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let closed = opened.view.stage().is_some_and(|stage| *stage == "closed");
    let heading = if closed { words.say("close-reopen-do") } else { words.say("close-title") };
    let content = html! {
        (head(visit, &opened, heading))
        (typed.summary(words))
        @if closed { (reopening(visit, &opened, &typed).await?) } @else { (closing(visit, &opened, &typed).await?) }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

async fn reopening(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let here = format!("{}/closure", address(&title(opened)));
    let closed = opened.view.stages.last();
    let by = match closed {
        Some(entered) => visit.name_of(entered.by).await?,
        None => String::new(),
    };
    Ok(html! {
        @if let Some(entered) = closed {
            p { (words.say_with("close-was-closed", args!["who" => &by, "when" => words.date(clock.day_of(entered.at))])) }
            @if let Some(ground) = &entered.ground { p class="soft" { (label(visit, "closure_grounds", ground.as_str())) } }
        }
        @if opened.grant.may_do("case.reopen") {
            (form(visit, &here, &html! {
                input type="hidden" name="step" value="reopen";
                p class="form-note" { (words.say("close-reopen-what")) }
                (look::text_area(words, typed.field("reopen", words.say("close-reopen-why")).required(), 3, typed.get("reopen")))
                (look::form_end(words, words.say("close-reopen-do"), &[], Some(&address(&title(opened)))))
            })?)
        }
    })
}

async fn closing(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let protocol = visit.app().protocol();
    let grant = &opened.grant;
    let base = address(&title(opened));
    let here = format!("{base}/closure");
    let checklist = protocol.form(CHECKLIST);
    let entry = opened.view.entry(CHECKLIST);
    let writes = checklist.is_some_and(|form| grant.may(form.compartment.as_str(), Level::Write));
    let known = opened.view.approval("closure");
    let waiting = known.filter(|known| known.answer.is_none());
    let sent_back = known.and_then(|known| known.answer.as_ref()).filter(|a| a.verdict == Verdict::Refused);
    let open: usize = opened.view.referrals.iter().filter(|referral| referral.state.is_open()).count();
    let asked_by = match waiting {
        Some(known) => visit.name_of(known.asked_by).await?,
        None => String::new(),
    };
    let own = waiting.is_some_and(|known| visit.who().is_ok_and(|who| who.user() == known.asked_by));
    let fill = entry.map_or_else(
        || format!("{base}/forms/{CHECKLIST}"),
        |entry| format!("{base}/forms/{CHECKLIST}/{}", entry.id),
    );
    let ground = match opened.view.value(CHECKLIST, "ground") {
        Some(Value::Choice(ground)) => GroundCode::new(ground.as_str()).ok(),
        _ => None,
    };
    let waits_for = hearing::waits_for(visit, opened, &Trigger::Closed, ground.as_ref());
    Ok(html! {
        (look::card(words.say("close-checklist"), None, &html! {
            @match (entry, checklist) {
                (Some(entry), Some(form)) => {
                    (answers(visit, form, &entry.values, &clock))
                    p class="soft" { (words.date(clock.day_of(entry.changed_at))) }
                }
                _ => p { (words.say("close-checklist-first")) },
            }
            @if writes {
                p { (look::link_button_with(Icon::Write, words.say("close-checklist-do"), &fill, if entry.is_some() { Weight::Quiet } else { Weight::First })) }
            }
        }))
        @if open > 0 { (look::notice(Tone::Soon, Icon::Refer, &html! { p { (words.say_with("close-open-referrals", args!["count" => open])) } })) }
        @if let Some(answer) = sent_back {
            (look::notice(Tone::Late, Icon::Undo, &html! {
                p { (words.say("plan-returned")) }
                @if let Some(note) = &answer.note { (look::written(note.as_str())) }
            }))
        }
        @if let Some(known) = waiting {
            (look::card(words.say("close-proposal"), Some(&standing(visit, Some(known))), &html! {
                p class="soft" { (words.say_with("plan-sent-by", args!["who" => &asked_by, "when" => words.exact(known.asked_at, &clock)])) }
                @if let Some(note) = &known.note { (look::written(note.as_str())) }
                @if grant.may_do("closure.sign") {
                    @if own { p class="soft" { (words.say("refused-not-your-own")) } } @else { (signing(visit, opened, known.id, &here, typed)?) }
                }
            }))
        } @else if let Some(first) = waits_for.filter(|_| grant.may_do("closure.propose") && entry.is_some()) {
            (first)
        } @else if grant.may_do("closure.propose") && entry.is_some() {
            (look::card(words.say("close-proposal"), None, &form(visit, &here, &html! {
                input type="hidden" name="step" value="propose";
                (look::text_area(words, typed.field("note", words.say("plan-ask-note")), 2, typed.get("note")))
                (look::buttons(&[look::button(Button::first(words.say("close-ask-do")))]))
            })?))
        }
    })
}

fn signing(
    visit: &Visit,
    opened: &Opened,
    approval: ApprovalId,
    here: &str,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let grounds = choices(visit, "closure_grounds");
    let grounds: Vec<Choice<'_>> = grounds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let proposed = match opened.view.value(CHECKLIST, "ground") {
        Some(Value::Choice(ground)) => Some(ground.as_str()),
        _ => None,
    };
    Ok(html! {
        (form(visit, here, &html! {
            input type="hidden" name="step" value="sign";
            input type="hidden" name="approval" value=(approval);
            (look::radio_field(words, typed.field("ground", words.say("close-ground")).required(), &grounds, typed.chosen("ground").or(proposed)))
            (look::text_area(words, typed.field("word", words.say("plan-approve-word")), 2, typed.get("word")))
            p class="soft" { (words.say("close-sign-what")) }
            (look::buttons(&[look::button(Button::first(words.say("close-sign-do")))]))
        })?)
        (typed.folded("return", words.say("approval-refuse-do"), &form(visit, here, &html! {
            input type="hidden" name="step" value="return";
            input type="hidden" name="approval" value=(approval);
            (look::text_area(words, typed.field("return", words.say("approval-refuse-why")).required(), 3, typed.get("return")))
            (look::buttons(&[look::button(Button::grave(words.say("approval-refuse-do")))]))
        })?))
    })
}
