//! Calling a conference: when, where, why, who, and how the child is heard.

use app::{
    Opened, Shown,
    case::conference::{
        HEARD, REASONS, THERE, WAYS,
        call::Call,
        guests::{Guest, Invited},
    },
};
use axum::response::Response;
use domain::{ChoiceCode, Heard, Meeting, PersonCode, RecordId, UserId};
use maud::{Markup, html};

use super::{base, part_label};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Choice, Icon, Tone},
    pages::case::{
        form::headed,
        listing::{choices, label},
        person::{address, name_of, open_to, title},
        typed::{Typed, form},
    },
    posted::Posted,
    visit::Visit,
};

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default().with("way", "in_person")).await
}

pub(in crate::pages::case) async fn save(
    Path(code): Path<PersonCode>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let meeting = meeting(visit, &mut typed);
    let why = choice(&typed, "why");
    if why.is_none() {
        typed.needed(words, "why", words.say("conference-why"));
    }
    let invited = invited(&posted);
    if invited.colleagues.is_empty() && invited.relatives.is_empty() {
        typed.wrong("guest", words.say("conference-who"), words.say_code("refused", "invite-somebody", &[]));
    }
    let child = heard(visit, &mut typed);
    if let (Some(meeting), Some(why), Some(child), true) = (meeting, why, child, typed.is_fine()) {
        let sent = Call { command: posted.command, code, meeting, why, child, invited };
        match visit.app().call_conference(visit.who()?, sent).await {
            Ok(done) => {
                let conference =
                    done.outcome.get(16..32).and_then(|id| domain::ConferenceId::from_slice(id).ok());
                let record = address(&code.to_string());
                let here = conference.map(|id| format!("{record}/conferences/{id}")).unwrap_or(record);
                return Ok(visit.go(&here, "said-conference-called"));
            }
            Err(error) => typed.refused(visit, error, |reason| place_of(visit, reason))?,
        }
    }
    show(visit, &code, typed).await
}

/// The field that a rule's refusal is about.
pub(super) fn place_of(visit: &Visit, reason: &str) -> Option<(&'static str, &'static str)> {
    let words = visit.words;
    Some(match reason {
        "place-needed" => ("place", words.say("conference-place")),
        "conference-long-ago" => ("start", words.say("conference-start")),
        "heard-word-needed" => ("heard-word", words.say("conference-heard-word")),
        "invite-somebody" | "invite-barred" | "refer-first" | "not-yourself" => {
            ("guest", words.say("conference-who"))
        }
        _ => return None,
    })
}

/// When and where, as typed; what is missing is noted at its field.
pub(super) fn meeting(visit: &Visit, typed: &mut Typed) -> Option<Meeting> {
    let words = visit.words;
    let start = typed.moment(words, "start", words.say("conference-start"), &visit.clock().zone);
    if start.is_none() && typed.chosen("start").is_none() {
        typed.needed(words, "start", words.say("conference-start"));
    }
    let way = choice(typed, "way");
    if way.is_none() {
        typed.needed(words, "way", words.say("conference-way"));
    }
    let place = typed.maybe("place");
    if place.is_none() {
        typed.wrong("place", words.say("conference-place"), words.say_code("refused", "place-needed", &[]));
    }
    Some(Meeting { start: start?, way: way?, place: place? })
}

/// How the child is heard, as typed.
pub(super) fn heard(visit: &Visit, typed: &mut Typed) -> Option<Heard> {
    let words = visit.words;
    let how = choice(typed, "heard");
    let word = typed.maybe("heard-word");
    match &how {
        None => typed.needed(words, "heard", words.say("conference-heard")),
        Some(how) if *how != *THERE && word.is_none() => {
            let message = words.say_code("refused", "heard-word-needed", &[]);
            typed.wrong("heard-word", words.say("conference-heard-word"), message);
        }
        Some(_) => {}
    }
    Some(Heard { how: how?, word })
}

fn choice(typed: &Typed, name: &str) -> Option<ChoiceCode> {
    typed.chosen(name).and_then(|code| ChoiceCode::new(code).ok())
}

/// Who is ticked.
pub(super) fn invited(posted: &Posted) -> Invited {
    Invited {
        colleagues: posted.all("guest").filter_map(|id| id.parse::<UserId>().ok()).collect(),
        relatives: posted.all("relative").filter_map(|id| id.parse::<RecordId>().ok()).collect(),
    }
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, Shown::RecordConferenceNew, "conference.call").await?;
    let words = visit.words;
    let reasons = choices(visit, REASONS);
    let reasons: Vec<Choice<'_>> = reasons.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let base = base(&opened);
    let content = html! {
        (headed(visit, &opened, words.say("conference-call-do"), words.say("conference-call-what")))
        (typed.summary(words))
        (form(visit, &format!("{base}/new"), &html! {
            (meeting_fields(visit, &typed))
            (look::list_field(words, typed.field("why", words.say("conference-why")).required().hint(Some(words.say("conference-why-hint"))), &reasons, typed.chosen("why")))
            (guest_fields(visit, &opened, &typed, &[]).await?)
            (heard_fields(visit, &typed))
            (look::form_end(words, words.say("conference-call-do"), &[], Some(&address(&title(&opened)))))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// The fields for day, way and place.
pub(super) fn meeting_fields(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let ways = choices(visit, WAYS);
    let ways: Vec<Choice<'_>> = ways.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        (look::date_time_field(words, typed.field("start", words.say("conference-start")).required(), typed.get("start")))
        (look::radio_field(words, typed.field("way", words.say("conference-way")).required(), &ways, typed.chosen("way")))
        (look::text_field(words, typed.field("place", words.say("conference-place")).hint(Some(words.say("conference-place-hint"))).required(), look::TextKind::Plain, typed.get("place")))
    }
}

/// The fields for how the child is heard.
pub(super) fn heard_fields(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let ways = choices(visit, HEARD);
    let ways: Vec<Choice<'_>> = ways.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        (look::radio_field(words, typed.field("heard", words.say("conference-heard")).required(), &ways, typed.chosen("heard")))
        (look::text_field(words, typed.field("heard-word", words.say("conference-heard-word")).hint(Some(words.say("conference-heard-hint"))), look::TextKind::Plain, typed.get("heard-word")))
    }
}

/// Who can be invited, but for those who are.
pub(super) async fn guest_fields(
    visit: &Visit,
    opened: &Opened,
    typed: &Typed,
    already: &[RecordId],
) -> Result<Markup, Fail> {
    let words = visit.words;
    let guests: Vec<Guest> = visit
        .app()
        .guests(visit.who()?, opened)
        .await?
        .into_iter()
        .filter(|guest| !already.contains(&guest.id))
        .collect();
    let mut offered: Vec<(String, String, String)> = Vec::new();
    for guest in &guests {
        let team = visit.name_of(guest.team).await?;
        let about = guest.about.as_ref().map(|about| part_label(visit, about));
        let about = about.map_or_else(|| team.clone(), |about| format!("{team} · {about}"));
        offered.push((guest.id.to_string(), guest.name.as_str().to_owned(), about));
    }
    let people: Vec<Choice<'_>> =
        offered.iter().map(|(id, name, about)| Choice::named(id, name).hint(about)).collect();
    let mut relatives: Vec<(String, String, String)> = Vec::new();
    for relative in visit.app().family(visit.who()?, opened).await? {
        let row = &relative.record;
        // Who is barred is not asked, and that they are barred is not said here.
        let fits = row.kind == "adult"
            && relative.relation != "member"
            && !opened.facts.bars.contains(&row.id)
            && !already.contains(&row.id);
        if fits {
            let name = name_of(visit, row.summary.as_ref(), &row.kind);
            let relation = label(visit, "link_relations", relative.relation.as_str());
            relatives.push((row.id.to_string(), name, relation));
        }
    }
    let kin: Vec<Choice<'_>> =
        relatives.iter().map(|(id, name, relation)| Choice::named(id, name).hint(relation)).collect();
    let refer = format!("{}/refer", address(&title(opened)));
    Ok(html! {
        @if people.is_empty() {
            (look::notice(Tone::Now, Icon::People, &html! { p { (words.say("conference-nobody")) } }))
        } @else {
            (look::choices_field(words, typed.field("guest", words.say("conference-who")).hint(Some(words.say("conference-who-hint"))), &people, &typed.all("guest")))
        }
        @if !kin.is_empty() {
            (look::choices_field(words, typed.field("relative", words.say("conference-relatives")), &kin, &typed.all("relative")))
        }
        p class="form-note" {
            (words.say("conference-missing"))
            @if opened.grant.may_do("referral.send") { " " a href=(refer) { (words.say("conference-missing-do")) } }
        }
    })
}
