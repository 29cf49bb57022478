//! One record at a glance: where it stands, what comes next, what was said and done.
//!
//! Invariant: the school's side has a page of its own ([`outside`](super::outside)) and never comes here.

use app::{
    Door, Opened, Shown,
    case::{change::died, of_age::asked_again},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    EventId, PersonCode, Private, Value,
    record::{ConsentState, Entry, Task as Known},
};
use maud::{Markup, html};
use policy::Level;
use serde::Deserialize;

use super::{
    adult, again, conference,
    consent::standing,
    correct,
    family::family,
    happened::lately,
    hearing, outside,
    person::{address, age, code_of, name, named, title},
    plan::{self, With, bands},
    referral::{Side, mark, purpose},
    scores, sought, task,
};
use crate::{
    args,
    asking::{answers, has_sensitive},
    fail::Fail,
    given::{Path, Query},
    look::{self, ChildHead, Due, Icon, Line, Task, Weight},
    pages::complaints,
    visit::Visit,
    words::Clock,
};

/// Events in the short timeline.
const LATELY: usize = 8;
/// So long a stage is counted in days.
const DAYS_COUNTED: i32 = 60;
/// Earlier entries of a form that are told at once.
const EARLIER: usize = 10;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// The form of which all entries are told.
    all: Option<String>,
    /// What this reader saved a moment ago.
    saved: Option<EventId>,
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, &code, Door::page(Shown::Record)).await?;
    if opened.grant.is_outside() {
        let saved = correct::just_saved(&visit, &opened, asked.saved)?;
        return outside::show(&visit, &opened, &saved, asked.all.as_deref()).await;
    }
    // A journey, a list and a pair have pages of their own.
    match opened.kind().as_str() {
        "flight" => return Ok(Redirect::to(&format!("/flights/{code}")).into_response()),
        "list" => return Ok(Redirect::to(&format!("/lists/{code}")).into_response()),
        "match" => return Ok(Redirect::to(&format!("/matches/{code}")).into_response()),
        "operation" => return Ok(Redirect::to(&format!("/operations/{code}")).into_response()),
        _ => {}
    }
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let code_text = title(&opened);
    let said = complaints::topic(&visit, &opened);
    let (person, said_age) = (said.clone().or_else(|| name(&visit, &opened)), age(&visit, &opened, &clock));
    let case = opened.grant.may("case", Level::Read);
    let urgency = opened.view.urgency.as_ref().filter(|_| case).map(|(urgency, _)| *urgency);
    let head = ChildHead { code: &code_text, name: person.as_deref(), age: said_age.as_deref(), urgency };
    let timeline = lately(&visit, &opened, &clock, LATELY).await?;
    let history = format!("{}/history", address(&code_text));
    let all = opened
        .grant
        .may_do("record.history")
        .then(|| look::link_button(words.say("overview-all"), &history, Weight::Plain));
    let story = html! {
        (in_their_words(&visit, &opened, &clock))
        (goals(&visit, &opened))
        (adult::own_life(&visit, &opened, &clock))
        (scores::card(&visit, &opened, &clock))
        (family(&visit, &opened, &clock).await?)
        (same_person(&visit, &opened, &clock).await?)
        (particulars(&visit, &opened, &clock))
        (status(&visit, &opened))
        (entries(&visit, &opened, &clock, asked.all.as_deref()))
        @if let Some(timeline) = &timeline { (look::card(words.say("child-happened"), all.as_ref(), timeline)) }
    };
    let doing = html! {
        (crate::pages::lists::answer::way(&visit, &opened))
        (crate::pages::lists::attaching(&visit, &opened)?)
        (sought::card(&visit, &opened).await?)
        (tasks(&visit, &opened, &clock))
        // Nobody is responsible for a complaint: whoever reads them answers it.
        @if said.is_none() { (people(&visit, &opened).await?) }
        (adult::protected(&visit, &opened))
        (referrals(&visit, &opened))
        (conference::card(&visit, &opened, &clock))
        (consents(&visit, &opened, &clock))
    };
    let content = html! {
        @if said.is_some() { p class="crumb" { a href="/complaints" { (words.say("place-complaints")) } } }
        (look::child_head(words, head, &[]))
        (correct::just_saved(&visit, &opened, asked.saved)?)
        (death(&visit, &opened))
        (again::notice(&visit, &opened, &clock))
        (stages(&visit, &opened, &clock))
        (next(&visit, &opened, &clock))
        (what_to_do(&visit, &opened))
        (look::two_columns(&story, &doing))
        (why(&visit, &opened, &clock))
    };
    visit.page(&code_text, content).await
}

/// A quiet word where somebody died.
fn death(visit: &Visit, opened: &Opened) -> Markup {
    let Some(day) = died(&opened.view, &visit.app().protocol()) else { return html! {} };
    let words = visit.words;
    let day = words.partial_date(day);
    look::notice(
        look::Tone::Calm,
        Icon::Note,
        &html! { p { (words.say_with("death-said", args!["day" => day])) } },
    )
}

/// Other records of the same person, as far as this reader may open them.
async fn same_person(visit: &Visit, opened: &Opened, clock: &Clock) -> Result<Markup, Fail> {
    let found = visit.app().same_person(visit.who()?, opened).await?;
    if found.is_empty() {
        return Ok(html! {});
    }
    let words = visit.words;
    let protocol = visit.app().protocol();
    let content = html! {
        p class="soft" { (words.say("same-person-what")) }
        @for same in &found {
            @let kind = protocol.kinds().get(same.record.kind.as_str()).map(|kind| visit.text(&kind.label)).unwrap_or_default();
            p {
                a href=(address(&code_of(&same.record))) { (named(visit, &same.record, clock)) }
                " " span class="soft" { (kind) " · " span class="code" { (look::own(code_of(&same.record))) } }
            }
            @if let Some(pair) = same.pair {
                p { (look::link_button(words.say("same-person-undo"), &format!("/matches/{pair}"), Weight::Plain)) }
            }
        }
    };
    Ok(look::card(words.say("same-person-title"), None, &content))
}

/// Where the case stands on its way.
pub(super) fn stages(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let Some(entered) = opened.view.stages.last() else { return html! {} };
    let Some(all) = protocol.stages(opened.kind().as_str()) else { return html! {} };
    let labels: Vec<String> = all
        .iter()
        .filter(|stage| !stage.retired || stage.code == entered.stage)
        .map(|stage| visit.text(&stage.label))
        .collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let at = all
        .iter()
        .filter(|stage| !stage.retired || stage.code == entered.stage)
        .position(|stage| stage.code == entered.stage)
        .unwrap_or_default();
    let (since, today) = (clock.day_of(entered.at), clock.today());
    let days = since.until(today).map_or(0, |span| span.get_days()) + 1;
    let detail = if days <= DAYS_COUNTED {
        visit.words.say_with("child-day-of-stage", args!["count" => days])
    } else {
        visit.words.say_with("child-long-in-stage", args!["time" => visit.words.lasting(since, today)])
    };
    look::stage_path(visit.words, &labels, at, Some(&detail))
}

/// The one thing that comes next, and by when.
fn next(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let open = opened.view.open_tasks();
    let Some(first) = open.iter().find(|known| !waits(visit, opened, known)) else { return html! {} };
    let words = visit.words;
    let (title, href) = task_line(visit, opened, first);
    html! {
        p class="next" {
            (look::icon(if first.added.due < clock.now { Icon::Warning } else { Icon::Clock }))
            " " a href=(href) { (words.say_with("child-next", args!["what" => &title])) }
            (words.comma()) (look::when(words, first.added.due, clock))
        }
    }
}

/// Whether others must act first: a referral that its recipient has to answer, a task that somebody else was given.
fn waits(visit: &Visit, opened: &Opened, known: &Known) -> bool {
    let given_away = || {
        let me = visit.who().ok().map(app::SignedIn::user);
        known.added.assignee.is_some_and(|to| Some(to) != me && Some(to) != opened.view.owner)
    };
    if known.added.referral.is_some() { !task::is_own(visit, known) } else { given_away() }
}

/// A task's title and where it leads.
fn task_line(visit: &Visit, opened: &Opened, known: &Known) -> (String, String) {
    let base = address(&title(opened));
    let conference = opened.view.conference_of(known.added.task).filter(|_| task::is_meeting(visit, known));
    let href = match (known.added.referral, conference) {
        (Some(referral), _) => format!("{base}/referrals/{referral}"),
        (None, Some(conference)) => format!("{base}/conferences/{conference}"),
        (None, None) => format!("{base}/tasks/{}", known.added.task),
    };
    (task::label(visit, &known.added.what), href)
}

/// The actions this reader has, the likely next ones first; those for a quiet hour folded away.
fn what_to_do(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let base = address(&title(opened));
    let grant = &opened.grant;
    let closed = opened.facts.stage.as_ref().is_some_and(|stage| *stage == "closed");
    let person = matches!(opened.kind().as_str(), "child" | "adult");
    let mut first: Vec<Markup> = Vec::new();
    let link = |icon: Icon, text: &'static str, path: &str| {
        look::link_button_with(icon, text, &format!("{base}/{path}"), Weight::Quiet)
    };
    let fills =
        grant.levels().any(|(code, level)| level == Level::Write && has_forms(visit, opened, code.as_str()));
    let sends = grant.may_do("referral.send") || grant.may_do("consent.override");
    for (allowed, icon, text, path) in [
        (fills && !closed, Icon::Write, words.say("do-form"), "forms"),
        (grant.may_do("consent.record") && !closed, Icon::Consent, words.say("do-consent"), "consent"),
        (sends && !closed && person, Icon::Refer, words.say("do-refer"), "refer"),
        (grant.may_do("stage.move") && !closed, Icon::Onward, words.say("do-stage"), "stage"),
        (grant.may_do("case.reopen") && closed, Icon::Undo, words.say("close-reopen-do"), "closure"),
    ] {
        if allowed {
            first.push(link(icon, text, path));
        }
    }
    let rest = in_a_quiet_hour(visit, opened);
    html! {
        @if !first.is_empty() || rest.is_some() {
            nav class="actions" aria-label=(words.say("overview-actions")) {
                @if !first.is_empty() { div class="buttons" { @for one in &first { (one) } } }
                @if let Some(rest) = rest { (rest) }
            }
        }
    }
}

/// What is done now and then, folded away; nothing for somebody who does none of it.
pub(crate) fn in_a_quiet_hour(visit: &Visit, opened: &Opened) -> Option<Markup> {
    let words = visit.words;
    let base = address(&title(opened));
    let grant = &opened.grant;
    let closed = opened.facts.stage.as_ref().is_some_and(|stage| *stage == "closed");
    let mut rest: Vec<Markup> = Vec::new();
    let link = |icon: Icon, text: &'static str, path: &str| {
        look::link_button_with(icon, text, &format!("{base}/{path}"), Weight::Quiet)
    };
    for (allowed, icon, text, path) in [
        (grant.may_do("urgency.set") && !closed, Icon::Warning, words.say("do-urgency"), "urgency"),
        (grant.may_do("case.assign"), Icon::People, words.say("do-assign"), "assign"),
        (grant.may_do("task.add") && !closed, Icon::Plus, words.say("task-add-do"), "tasks/new"),
        (
            (grant.may_do("closure.propose") || grant.may_do("closure.sign")) && !closed,
            Icon::Done,
            words.say("do-close"),
            "closure",
        ),
        (
            grant.may_do("record.link") && matches!(opened.kind().as_str(), "child" | "adult" | "family"),
            Icon::People,
            words.say("do-link"),
            "links",
        ),
        (grant.may_do("bar.set"), Icon::Barred, words.say("do-bar"), "bars"),
        (grant.may_do("record.history"), Icon::History, words.say("do-history"), "history"),
        (grant.may_do("record.print"), Icon::Print, words.say("print-do"), "print"),
    ] {
        if allowed {
            rest.push(link(icon, text, path));
        }
    }
    let content = html! { div class="buttons" { @for one in &rest { (one) } } };
    (!rest.is_empty()).then(|| look::folded(words.say("overview-more"), &content))
}

fn has_forms(visit: &Visit, opened: &Opened, compartment: &str) -> bool {
    visit
        .app()
        .protocol()
        .forms()
        .values()
        .any(|form| form.compartment == compartment && form.kinds.contains(opened.kind()))
}

/// What the child said last, in the child's own words.
fn in_their_words(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let said = |entry: &Entry| match (entry.values.get("words"), entry.values.get("said_on")) {
        (Some(Value::Text(text)), on) => {
            let day = match on {
                Some(Value::Date(day)) => *day,
                _ => domain::PartialDate::Day(clock.day_of(entry.changed_at)),
            };
            Some((day, text.as_str().to_owned()))
        }
        _ => None,
    };
    let latest =
        opened.view.entries("child_view").iter().filter_map(said).max_by_key(|(day, _)| day.latest());
    html! {
        @if let Some((day, text)) = latest {
            (look::card(words.say("child-in-words"), None, &html! {
                (look::saying(&text, &html! { (words.partial_date(day)) }))
                (hearing::lines(visit, opened, clock))
            }))
        }
    }
}

/// The plan in short: its goals, and where its approval stands.
fn goals(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    if !plan::reads(opened) {
        return html! {};
    }
    let social = opened.grant.may("social", Level::Read);
    let href = format!("{}/plan", address(&title(opened)));
    let more = html! {
        @if social { (plan::standing(visit, opened.view.approval("plan"))) }
        (look::link_button(words.say("overview-open"), &href, Weight::Plain))
    };
    look::card(
        words.say("plan-title"),
        Some(&html! { span class="buttons" { (more) } }),
        &html! {
            @if opened.view.goals.is_empty() { p class="soft" { (plan::whose(visit, opened, "plan-empty", "plan-empty-adult")) } }
            @else { (bands(visit, opened, With::Goals)) }
        },
    )
}

/// The particulars, as far as this reader may see them.
pub(crate) fn particulars(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let profile = protocol.kinds().get(opened.kind().as_str()).and_then(|kind| kind.profile.clone());
    let form = profile.and_then(|profile| protocol.form(profile.as_str()).cloned());
    let Some(form) = form else { return html! {} };
    let Some(entry) = opened.view.entry(form.code.as_str()) else { return html! {} };
    look::card(&visit.text(&form.title), None, &answers(visit, &form, &entry.values, clock))
}

/// Services of which only this is said: active, or not.
pub(super) fn status(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let rows: Vec<(String, Markup)> = opened
        .status
        .iter()
        .filter_map(|(compartment, active)| {
            let label = visit.text(&protocol.compartments().get(compartment.as_str())?.label);
            let said = if *active { words.say("child-active") } else { words.say("child-not-active") };
            Some((label, html! { (said) }))
        })
        .collect();
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(label, said)| (label.as_str(), said.clone())).collect();
    html! { @if !rows.is_empty() { (look::card(words.say("child-services"), None, &look::facts(&rows))) } }
}

/// Filled forms, each with its latest entry on top, the form filled last first; all folded. Of one that was filled often
/// the earliest entries are behind a link, which asks for `all` of that form.
pub(super) fn entries(visit: &Visit, opened: &Opened, clock: &Clock, all: Option<&str>) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let profile = protocol.kinds().get(opened.kind().as_str()).and_then(|kind| kind.profile.clone());
    let mut filled: Vec<(&forms::Form, Vec<&Entry>)> = opened
        .view
        .forms
        .iter()
        .filter(|(code, _)| profile.as_ref() != Some(code))
        .filter_map(|(code, entries)| {
            let mut entries: Vec<&Entry> = entries.iter().collect();
            entries.sort_by_key(|entry| std::cmp::Reverse((entry.changed_at, entry.seq)));
            Some((protocol.form(code.as_str())?, entries)).filter(|(_, entries)| !entries.is_empty())
        })
        .collect();
    filled.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.first().map(|entry| entry.changed_at)));
    let when = |entry: &Entry| words.date(clock.day_of(entry.changed_at));
    html! {
        @if !filled.is_empty() {
            (look::card(words.say("overview-entries"), None, &html! {
                @for (form, entries) in &filled {
                    @if let Some((latest, earlier)) = entries.split_first() {
                        @let most = if all == Some(form.code.as_str()) { earlier.len() } else { EARLIER };
                        (look::folded(&format!("{} · {}", visit.text(&form.title), when(latest)), &html! {
                            (entry(visit, opened, form, latest, clock))
                            @if !earlier.is_empty() {
                                (look::folded(&words.say_with("overview-earlier", args!["count" => earlier.len()]), &html! {
                                    @for one in earlier.iter().take(most) { (look::folded(&when(one), &entry(visit, opened, form, one, clock))) }
                                    @if earlier.len() > most {
                                        @let href = format!("{}?all={}", address(&title(opened)), form.code);
                                        p { (look::link_button(words.say("overview-earlier-all"), &href, Weight::Plain)) }
                                    }
                                }))
                            }
                        }))
                    }
                }
            }))
        }
    }
}

/// One filled form: its answers, the way to what is closed in it, and to changing it.
fn entry(visit: &Visit, opened: &Opened, form: &forms::Form, entry: &Entry, clock: &Clock) -> Markup {
    let words = visit.words;
    let here = format!("{}/forms/{}/{}", address(&title(opened)), form.code, entry.id);
    let post = look::Post { action: &format!("{here}/open"), csrf: &visit.csrf, ..look::Post::default() };
    html! {
        (answers(visit, form, &entry.values, clock))
        @if has_sensitive(form, &entry.values) {
            (look::one_button(post, look::Button::quiet(words.say("note-open")).icon(Icon::Eye)))
        }
        @if opened.grant.may(form.compartment.as_str(), Level::Write) {
            p { (look::link_button(words.say("overview-change"), &here, Weight::Plain)) }
        }
    }
}

/// What is to be done, the first due first. The school's side sees its own tasks only: the case's tell of the case.
pub(crate) fn tasks(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let open: Vec<&Known> = opened
        .view
        .open_tasks()
        .into_iter()
        .filter(|known| !opened.grant.is_outside() || task::is_own(visit, known))
        .filter(|known| !task::is_anothers_meeting(visit, known))
        .collect();
    if open.is_empty() {
        return html! {};
    }
    let texts: Vec<(String, String)> = open.iter().map(|known| task_line(visit, opened, known)).collect();
    let shown: Vec<Task<'_>> = open
        .iter()
        .zip(&texts)
        .map(|(known, (title, href))| Task {
            title,
            about: known.added.note.as_ref().map(Private::as_str),
            due: Some(known.added.due),
            state: if waits(visit, opened, known) { Due::Waiting } else { Due::of(known.added.due, clock) },
            sector: look::Sector::from_code(known.added.sector.as_str()),
            href,
        })
        .collect();
    look::card(words.say("child-todo"), None, &look::tasks(words, &shown, clock))
}

/// Who works with the person.
async fn people(visit: &Visit, opened: &Opened) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows: Vec<(&str, String)> = Vec::new();
    if opened.grant.may("case", Level::Read) {
        if let Some(owner) = opened.view.owner {
            rows.push((words.say("child-owner"), visit.name_of(owner).await?));
        } else {
            rows.push((words.say("child-owner"), words.say("child-no-owner").to_owned()));
        }
        if let Some(team) = opened.view.team {
            rows.push((words.say("child-team"), visit.name_of(team).await?));
        }
    }
    let rows: Vec<(&str, Markup)> =
        rows.into_iter().map(|(label, name)| (label, html! { (look::own(name)) })).collect();
    Ok(html! { @if !rows.is_empty() { (look::card(words.say("child-people"), None, &look::facts(&rows))) } })
}

/// Open referrals, and where each stands.
fn referrals(visit: &Visit, opened: &Opened) -> Markup {
    let base = address(&title(opened));
    let protocol = visit.app().protocol();
    let open: Vec<(String, &domain::record::Referral)> = opened
        .view
        .referrals
        .iter()
        .filter(|known| known.state.is_open())
        .map(|known| (format!("{base}/referrals/{}", known.sent.referral), known))
        .collect();
    let lines: Vec<Line<'_>> = open
        .iter()
        .map(|(href, known)| Line {
            href,
            icon: None,
            title: html! { (purpose(visit, Side::of(&opened.grant), known)) },
            detail: protocol
                .services()
                .get(known.sent.service.as_str())
                .map(|service| html! { (visit.text(&service.label)) }),
            end: Some(mark(visit, known.state)),
        })
        .collect();
    html! { @if !lines.is_empty() { (look::card(visit.words.say("refer-title"), None, &look::lines(&lines))) } }
}

/// The latest decision for each purpose.
fn consents(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    if !opened.grant.may("consent", Level::Read) || opened.view.consents.is_empty() {
        return html! {};
    }
    let mut told = std::collections::BTreeSet::new();
    let latest: Vec<&ConsentState> = opened
        .view
        .consents
        .iter()
        .rev()
        .filter(|state| told.insert((state.consent.purpose.clone(), state.consent.recipient)))
        .collect();
    let holds = |state: &&ConsentState| {
        state.holds_at(clock.now)
            && asked_again(&opened.view, &protocol, state, &clock.zone, clock.now).is_none()
    };
    let given = latest.iter().copied().filter(holds).count();
    // A yes is counted, a no is named.
    let rows: Vec<(String, Markup)> = latest
        .iter()
        .copied()
        .filter(|state| !holds(state))
        .filter_map(|state| {
            let purpose = protocol.purposes().get(state.consent.purpose.as_str())?;
            Some((visit.text(&purpose.label), standing(visit, opened, state, clock)))
        })
        .collect();
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(label, said)| (label.as_str(), said.clone())).collect();
    let counted = words.say_with("consent-given-count", args!["count" => given]);
    let href = format!("{}/consent", address(&title(opened)));
    let more = look::link_button(words.say("overview-open"), &href, Weight::Plain);
    look::card(
        words.say("child-tab-consent"),
        Some(&more),
        &html! {
            @if given > 0 { p { (look::state(look::Tone::Good, Icon::Done, &counted)) } }
            @if !rows.is_empty() { (look::facts(&rows)) }
        },
    )
}

/// "Why can I see this?"
pub(super) fn why(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
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
            let because = words.say_code("ground", ground.relation.code(), &[]);
            let until = ground
                .until
                .map(|until| words.say_with("ground-until", args!["until" => words.exact(until, clock)]));
            (role, format!("{because}{}", until.map(|until| format!(" · {until}")).unwrap_or_default()))
        })
        .collect();
    let grounds: Vec<(&str, &str)> =
        grounds.iter().map(|(role, because)| (role.as_str(), because.as_str())).collect();
    look::why(words, &grounds)
}
