//! Who must not see a record: who is barred, barring somebody, lifting a bar.

use app::{Named, Refused};
use axum::response::Response;
use domain::{GroundCode, PersonCode, RecordId, TeamId};
use maud::{Markup, html};

use super::{
    form::headed,
    listing::{choices, label},
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, TextKind},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn bar(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    // Whether somebody may bar comes before whether whom they name is known here.
    open_to(visit, &code, app::Shown::RecordBars, "bar.set").await?;
    let mut typed = Typed::sent(&posted);
    let ground = posted.maybe::<GroundCode>("ground")?;
    if ground.is_none() {
        typed.needed(words, "ground", words.say("bar-ground"));
    }
    let team = posted.maybe::<TeamId>("team")?;
    let party = match (team, typed.maybe("party")) {
        (Some(team), None) => Some(team),
        (None, Some(text)) => match visit.app().party(visit.who()?, text.as_str()).await {
            Ok(party) => Some(party),
            Err(error) => {
                typed.refused(visit, error, |_| Some(("party", words.say("bar-person"))))?;
                None
            }
        },
        (None, None) => {
            typed.needed(words, "party", words.say("bar-person"));
            None
        }
        (Some(_), Some(_)) => {
            typed.wrong("party", words.say("bar-person"), words.say("wrong-several"));
            None
        }
    };
    if let (Some(ground), Some(party), true) = (ground, party, typed.is_fine()) {
        match visit.app().bar(visit.who()?, posted.command, code, party, ground).await {
            Ok(_) => return Ok(visit.go(&here(&code), "said-barred")),
            Err(error) => {
                let field = if team.is_some() {
                    ("team", words.say("bar-team"))
                } else {
                    ("party", words.say("bar-person"))
                };
                typed.refused(visit, error, |_| Some(field))?;
            }
        }
    }
    show(visit, &code, typed).await
}

pub(super) async fn lift(
    Path((code, party)): Path<(PersonCode, RecordId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let field = format!("reason.{party}");
    if typed.is_fine() {
        let reason = typed.text(&field);
        match visit.app().lift_bar(visit.who()?, posted.command, code, party, reason).await {
            Ok(_) => return Ok(visit.go(&here(&code), "said-bar-lifted")),
            Err(error) => {
                typed.refused(visit, error, |_| Some((&field, visit.words.say("bar-lift-why"))))?;
            }
        }
    }
    show(visit, &code, typed).await
}

fn here(code: &PersonCode) -> String {
    format!("{}/bars", address(&code.to_string()))
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordBars, "bar.set").await?;
    let words = visit.words;
    let here = here(code);
    let mut listed: Vec<Markup> = Vec::new();
    for bar in visit.app().bars(visit.who()?, code).await? {
        let called = match &bar.named {
            Some(Named::Person(name)) => name.as_str().to_owned(),
            Some(Named::Team(name)) => visit.text(name),
            None => bar.code.map(|code| code.to_string()).ok_or(Fail(Refused::NotFound))?,
        };
        let field = format!("reason.{}", bar.party);
        let lifting = form(
            visit,
            &format!("{here}/{}/lift", bar.party),
            &html! {
                (look::text_area(words, typed.field(&field, words.say("bar-lift-why")).required(), 2, typed.get(&field)))
                (look::buttons(&[look::button(Button::grave(words.say("bar-lift-do")))]))
            },
        )?;
        listed.push(html! {
            div class="group" {
                p { (look::own(&called)) " " span class="soft" { (label(visit, "bar_grounds", bar.ground.as_str())) } }
                (typed.folded(&field, words.say("bar-lift-do"), &lifting))
            }
        });
    }
    let mut teams: Vec<(String, String)> = visit
        .app()
        .teams()
        .await?
        .into_iter()
        .filter(|(_, team)| !team.closed)
        .map(|(id, team)| (id.to_string(), visit.text(&team.name)))
        .collect();
    teams.sort_by(|a, b| words.compare(&a.1, &b.1));
    let teams: Vec<Choice<'_>> = teams.iter().map(|(id, name)| Choice::named(id, name)).collect();
    let grounds = choices(visit, "bar_grounds");
    let grounds: Vec<Choice<'_>> = grounds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let content = html! {
        (headed(visit, &opened, words.say("bar-title"), words.say("bar-what")))
        (typed.summary(words))
        @if listed.is_empty() { (look::empty(Icon::Barred, words.say("bar-empty"), None)) }
        @for one in &listed { (one) }
        (look::card(words.say("bar-do"), None, &form(visit, &here, &html! {
            (look::text_field(words, typed.field("party", words.say("bar-person")).hint(Some(words.say("bar-person-hint"))), TextKind::Code, typed.get("party")))
            (look::list_field(words, typed.field("team", words.say("bar-team")), &teams, typed.chosen("team")))
            (look::radio_field(words, typed.field("ground", words.say("bar-ground")).required(), &grounds, typed.chosen("ground")))
            (look::form_end(words, words.say("bar-do"), &[], Some(&address(&title(&opened)))))
        })?))
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
