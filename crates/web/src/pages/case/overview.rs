//! One record at a glance: where it stands, what comes next, what was said and done.

use app::{Door, Opened};
use axum::{extract::Path, response::Response};
use domain::{PersonCode, Value};
use maud::{Markup, html};
use policy::Level;

use super::person::{address, age, name, title};
use crate::{
    args,
    asking::answers,
    fail::Fail,
    look::{self, ChildHead, Due, Icon, Task, Weight},
    visit::Visit,
    words::Clock,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, &code, Door::page("record.overview")).await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let code_text = title(&opened);
    let (person, said_age) = (name(&visit, &opened), age(&visit, &opened, &clock));
    let inside = opened.grant.may("case", Level::Read);
    let urgency = opened.view.urgency.as_ref().filter(|_| inside).map(|(urgency, _)| *urgency);
    let head = ChildHead { code: &code_text, name: person.as_deref(), age: said_age.as_deref(), urgency };
    let story = html! {
        (what_to_do(&visit, &opened))
        (in_their_words(&visit, &opened, &clock))
        (particulars(&visit, &opened, &clock))
        (status(&visit, &opened))
        (entries(&visit, &opened, &clock))
    };
    let doing = html! {
        (tasks(&visit, &opened, &clock))
        (people(&visit, &opened).await?)
        (consents(&visit, &opened, &clock))
    };
    let content = html! {
        (look::child_head(words, head, &[]))
        (stages(&visit, &opened, &clock))
        (look::two_columns(&story, &doing))
        (why(&visit, &opened, &clock))
    };
    visit.page(&code_text, content).await
}

fn stages(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let Some(entered) = opened.view.stages.last() else { return html! {} };
    let Some(all) = protocol.stages(opened.kind().as_str()) else { return html! {} };
    let labels: Vec<String> =
        all.iter().filter(|stage| !stage.retired).map(|stage| visit.text(&stage.label)).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let at = all
        .iter()
        .filter(|stage| !stage.retired)
        .position(|stage| stage.code == entered.stage)
        .unwrap_or_default();
    let days = clock.day_of(entered.at).until(clock.today()).map_or(0, |span| span.get_days()) + 1;
    look::stage_path(
        visit.words,
        &labels,
        at,
        Some(&visit.words.say_with("overview-day", args!["day" => days])),
    )
}

/// The actions this reader has, the likely next ones first.
fn what_to_do(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let base = address(&title(opened));
    let grant = &opened.grant;
    let closed = opened.facts.stage.as_ref().is_some_and(|stage| *stage == "closed");
    let mut links: Vec<(Icon, &str, String)> = Vec::new();
    let mut add = |allowed: bool, icon: Icon, text: &'static str, path: &str| {
        if allowed {
            links.push((icon, text, format!("{base}/{path}")));
        }
    };
    let fills = grant.levels().any(|(_, level)| level == Level::Write);
    add(fills && !closed, Icon::Write, words.say("do-form"), "forms");
    add(grant.may_do("consent.record") && !closed, Icon::Consent, words.say("do-consent"), "consent");
    add(grant.may_do("urgency.set") && !closed, Icon::Warning, words.say("do-urgency"), "urgency");
    add(grant.may("social", Level::Read), Icon::Goal, words.say("do-plan"), "plan");
    add(
        (grant.may_do("referral.send") || grant.may_do("consent.override")) && !closed,
        Icon::Refer,
        words.say("do-refer"),
        "refer",
    );
    add(grant.may_do("stage.move") && !closed, Icon::Onward, words.say("do-stage"), "stage");
    add(grant.may_do("case.assign"), Icon::People, words.say("do-assign"), "assign");
    add(
        (grant.may_do("closure.propose") || grant.may_do("closure.sign")) && !closed,
        Icon::Done,
        words.say("do-close"),
        "closure",
    );
    add(grant.may_do("case.reopen") && closed, Icon::Undo, words.say("do-reopen"), "closure");
    add(grant.may_do("bar.set"), Icon::Barred, words.say("do-bar"), "bars");
    add(grant.may_do("record.history"), Icon::History, words.say("do-history"), "history");
    add(grant.may_do("record.print"), Icon::Print, words.say("do-print"), "print");
    html! {
        @if !links.is_empty() {
            nav class="actions" aria-label=(words.say("overview-actions")) {
                @for (icon, text, href) in &links { (look::link_button_with(*icon, text, href, Weight::Quiet)) }
            }
        }
    }
}

/// What the child said last, in the child's own words.
fn in_their_words(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let Some(entry) = opened.view.entry("child_view") else { return html! {} };
    let said =
        ["own_words", "words", "wish", "said"].iter().find_map(|field| match entry.values.get(*field) {
            Some(Value::Text(text)) => Some(text.as_str().to_owned()),
            _ => None,
        });
    let words = visit.words;
    html! {
        @if let Some(said) = said {
            (look::card(words.say("overview-words"), None, &look::saying(&said, &html! { (words.date(clock.day_of(entry.changed_at))) })))
        }
    }
}

fn particulars(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let profile = protocol.kinds().get(opened.kind().as_str()).and_then(|kind| kind.profile.clone());
    let form = profile.and_then(|profile| protocol.form(profile.as_str()).cloned());
    let Some(form) = form else { return html! {} };
    let Some(entry) = opened.view.entry(form.code.as_str()) else { return html! {} };
    look::card(&visit.text(&form.title), None, &answers(visit, &form, &entry.values, clock))
}

/// Services of which only this is said: active, or not.
fn status(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let rows: Vec<(String, Markup)> = opened
        .status
        .iter()
        .filter_map(|(compartment, active)| {
            let label = visit.text(&protocol.compartments().get(compartment.as_str())?.label);
            let said = if *active { words.say("status-active") } else { words.say("status-none") };
            Some((label, html! { (said) }))
        })
        .collect();
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(label, said)| (label.as_str(), said.clone())).collect();
    html! { @if !rows.is_empty() { (look::card(words.say("overview-status"), None, &look::facts(&rows))) } }
}

/// Filled forms, the newest first, each folded.
fn entries(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let base = address(&title(opened));
    let profile = protocol.kinds().get(opened.kind().as_str()).and_then(|kind| kind.profile.clone());
    let mut filled: Vec<(&domain::record::Entry, &forms::Form)> = opened
        .view
        .forms
        .iter()
        .filter(|(code, _)| profile.as_ref() != Some(code))
        .filter_map(|(code, entries)| Some((entries, protocol.form(code.as_str())?)))
        .flat_map(|(entries, form)| entries.iter().map(move |entry| (entry, form)))
        .collect();
    filled.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.changed_at));
    html! {
        @if !filled.is_empty() {
            (look::card(words.say("overview-entries"), None, &html! {
                @for (entry, form) in filled {
                    @let heading = format!("{} · {}", visit.text(&form.title), words.date(clock.day_of(entry.changed_at)));
                    (look::folded(&heading, &html! {
                        (answers(visit, form, &entry.values, clock))
                        @if opened.grant.may(form.compartment.as_str(), Level::Write) {
                            (look::link_button(words.say("overview-change"), &format!("{base}/forms/{}/{}", form.code, entry.id), Weight::Plain))
                        }
                    }))
                }
            }))
        }
    }
}

fn tasks(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let base = address(&title(opened));
    let open = opened.view.open_tasks();
    if open.is_empty() {
        return html! {};
    }
    let texts: Vec<(String, String)> = open
        .iter()
        .map(|task| {
            let title = protocol.tasks().get(task.added.what.as_str()).map_or_else(
                || words.say("task-answer-referral").to_owned(),
                |known| visit.text(&known.label),
            );
            let href = match task.added.referral {
                Some(referral) => format!("{base}/referrals/{referral}"),
                None => format!("{base}/tasks/{}", task.added.task),
            };
            (title, href)
        })
        .collect();
    let shown: Vec<Task<'_>> = open
        .iter()
        .zip(&texts)
        .map(|(task, (title, href))| Task {
            title,
            about: None,
            due: Some(task.added.due),
            state: Due::of(task.added.due, clock),
            sector: look::Sector::from_code(task.added.sector.as_str()),
            href,
        })
        .collect();
    look::card(words.say("overview-tasks"), None, &look::tasks(words, &shown, clock))
}

async fn people(visit: &Visit, opened: &Opened) -> Result<Markup, Fail> {
    let words = visit.words;
    if !opened.grant.may("case", Level::Read) {
        return Ok(html! {});
    }
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(owner) = opened.view.owner {
        rows.push((words.say("overview-owner"), visit.name_of(owner).await?));
    }
    if let Some(team) = opened.view.team {
        rows.push((words.say("overview-team"), visit.name_of(team).await?));
    }
    let rows: Vec<(&str, Markup)> =
        rows.into_iter().map(|(label, name)| (label, html! { (look::own(name)) })).collect();
    Ok(
        html! { @if !rows.is_empty() { (look::card(words.say("overview-people"), None, &look::facts(&rows))) } },
    )
}

fn consents(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    if opened.view.consents.is_empty() {
        return html! {};
    }
    let rows: Vec<(String, Markup)> = opened
        .view
        .consents
        .iter()
        .rev()
        .filter_map(|state| {
            let purpose = protocol.purposes().get(state.consent.purpose.as_str())?;
            let said = if state.withdrawn.is_some() {
                words.say("consent-withdrawn")
            } else if state.holds_at(clock.now) {
                words.say("consent-given")
            } else if state.consent.decision == domain::Decision::Refused {
                words.say("consent-refused")
            } else {
                words.say("consent-over")
            };
            Some((visit.text(&purpose.label), html! { (said) }))
        })
        .collect();
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(label, said)| (label.as_str(), said.clone())).collect();
    look::card(words.say("overview-consent"), None, &look::facts(&rows))
}

/// "Why can I see this?"
fn why(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let grounds: Vec<(String, String)> = opened
        .grant
        .grounds()
        .iter()
        .map(|ground| {
            let role = protocol
                .roles()
                .get(ground.role.as_str())
                .map(|role| visit.text(&role.label))
                .unwrap_or_default();
            let because = words.say_code("relation", ground.relation.code(), &[]);
            let until = ground
                .until
                .map(|until| words.say_with("why-until", args!["when" => words.exact(until, clock)]));
            (role, format!("{because}{}", until.map(|until| format!(" · {until}")).unwrap_or_default()))
        })
        .collect();
    let grounds: Vec<(&str, &str)> =
        grounds.iter().map(|(role, because)| (role.as_str(), because.as_str())).collect();
    look::why(words, &grounds)
}
