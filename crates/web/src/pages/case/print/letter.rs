//! A referral as a letter on paper, with a slip to answer on.
//!
//! Invariant: it carries who the person is as the school's side may know it, what was asked, until when, and which parts
//! this referral opens; never what stands in them. To the school's side it speaks in the purpose's neutral words, without
//! the sender's purpose or urgency. The slip that comes back carries the code and nothing else. A referral that is no
//! longer open, or whose recipient is barred, has no letter.

use app::{Opened, Refused, Shown};
use axum::response::Response;
use domain::{PersonCode, ReferralId, record::Referral};
use maud::{Markup, html};
use policy::Level;

use super::{
    super::{
        form::head,
        person::{address, title},
        refer::{parts_seen, sees},
        referral::{Side, purpose},
    },
    Paper, face, is_apart,
};
use crate::{
    fail::Fail,
    given::Path,
    look,
    pages::paper::{self, Sheet},
    posted::Posted,
    typed::Typed,
    visit::Visit,
    words::Clock,
};

const fn may(_: &Opened) -> bool {
    true
}

const PAPER: Paper = Paper { path: "/print", hint: "letter-why-hint", shown: Shown::LetterPrinted, may };

/// Whether there is a letter of this referral to print.
pub(in crate::pages::case) async fn has_letter(
    visit: &Visit,
    opened: &Opened,
    known: &Referral,
) -> Result<bool, Fail> {
    let open = opened.grant.may_do("record.print")
        && known.state.is_open()
        && known.sent.until > visit.app().now()
        && !is_apart(visit, &known.sent.purpose);
    Ok(open && !visit.app().is_barred(opened, known.sent.recipient).await?)
}

async fn open<'o>(visit: &Visit, opened: &'o Opened, referral: ReferralId) -> Result<&'o Referral, Fail> {
    let known = opened.view.referral(referral).ok_or(Fail(Refused::NotFound))?;
    if has_letter(visit, opened, known).await? { Ok(known) } else { Err(Fail(Refused::NotFound)) }
}

/// On which side the letter is read.
fn side(visit: &Visit, opened: &Opened, known: &Referral) -> Side {
    let protocol = visit.app().protocol();
    let service = protocol.services().get(known.sent.service.as_str());
    let role = service.and_then(|service| protocol.table().role(service.role.as_str()));
    // A service that the protocol knows no more is told as little as the school.
    if role.is_none_or(|role| role.outside) { Side::Outside } else { Side::of(&opened.grant) }
}

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path((code, referral)): Path<(PersonCode, ReferralId)>,
) -> Result<Response, Fail> {
    ask(&visit, &PAPER.before(&visit, &code).await?, referral, &Typed::default()).await
}

async fn ask(visit: &Visit, opened: &Opened, referral: ReferralId, typed: &Typed) -> Result<Response, Fail> {
    open(visit, opened, referral).await?;
    let words = visit.words;
    let of = format!("{}/referrals/{referral}", address(&title(opened)));
    PAPER.ask(visit, opened, typed, &of, head(visit, opened, words.say("letter-title")), html! {}).await
}

pub(in crate::pages::case) async fn show(
    Path((code, referral)): Path<(PersonCode, ReferralId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(words, &mut typed);
    let opened = PAPER.before(visit, &code).await?;
    open(visit, &opened, referral).await?;
    if !typed.is_fine() {
        return ask(visit, &opened, referral, &typed).await;
    }
    let opened = PAPER.print(visit, &code, reason.as_str()).await?;
    let known = open(visit, &opened, referral).await?;
    // The time of the record's place is not told to whoever may not know the place.
    let clock = if opened.grant.is_outside() { visit.clock() } else { visit.clock_of(&opened.view) };
    let code = title(&opened);
    let content = html! {
        (letter(visit, &opened, known, &clock).await?)
        (slip(visit, &code))
    };
    let sheet = Sheet {
        code: &code,
        words,
        reason: reason.as_str(),
        clock: &clock,
        back: &format!("{}/referrals/{referral}", address(&code)),
        content,
    };
    paper::show(visit, sheet).await
}

/// The letter itself.
async fn letter(visit: &Visit, opened: &Opened, known: &Referral, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let side = side(visit, opened, known);
    let service = protocol.services().get(known.sent.service.as_str());
    let mut facts: Vec<(&str, Markup)> = Vec::new();
    if let Some(service) = service {
        facts.push((words.say("refer-to"), html! { (visit.text(&service.label)) }));
    }
    facts.push((words.say("refer-from"), look::own(visit.name_of(known.sent.sender).await?)));
    facts.push((words.say("refer-sent-on"), html! { (words.date(clock.day_of(known.at))) }));
    if side == Side::Inside {
        facts.push((words.say("refer-urgency"), look::urgency(words, known.sent.urgency)));
    }
    facts.push((words.say("refer-ends"), html! { (words.date(clock.day_of(known.sent.until))) }));
    let seen = service
        .map(|service| parts_seen(visit, opened.kind(), service, side == Side::Outside))
        .unwrap_or_default();
    let opens = service.and_then(|service| sees(&protocol, service, opened.kind())).unwrap_or_default();
    let knows_them = opens.iter().any(|(part, level)| part == "core" && *level >= Level::Read);
    Ok(html! {
        header class="head" { div {
            p class="code" { (look::own(title(opened))) }
            h1 { (purpose(visit, side, known)) }
        } }
        (look::facts(&facts))
        @if knows_them { (face(visit, opened, clock)) }
        (look::card(words.say("letter-asks"), None, &look::written(known.sent.needs.as_str())))
        @if !seen.is_empty() {
            (look::card(words.say("letter-opens"), None, &html! {
                ul { @for line in &seen { li { (line) } } }
                p { (words.say("refer-they-see-end")) }
            }))
        }
        (look::signatures(words, &[words.say("letter-sender")]))
    })
}

/// What comes back: the code, yes or no, and a line to sign.
fn slip(visit: &Visit, code: &str) -> Markup {
    let words = visit.words;
    html! {
        section class="reply" {
            h2 { (words.say("letter-reply")) }
            p class="code" { (look::own(code)) }
            (look::boxes(&[words.say("letter-reply-yes"), words.say("letter-reply-no")]))
            (look::signatures(words, &[words.say("letter-reply-name")]))
        }
    }
}
