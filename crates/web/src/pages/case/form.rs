//! A form of a record: empty, begun, sent back with its problems, or in conflict with somebody else's save.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    Door, Opened, Refused, Shown,
    case::{change::may_fill, fill_form::FillForm, form_view::FormView},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{EntryId, Event, EventId, FieldCode, FormCode, PersonCode};
use forms::{
    Setting,
    definition::FieldType,
    submission::{Conflict, FieldProblem, Raw},
};
use maud::{Markup, PreEscaped, html};
use protocol::Trigger;

use super::{
    hearing,
    person::{address, name, title},
};
use crate::{
    args,
    asking::{Asking, Drawn, value_text},
    fail::Fail,
    given::{Path, Query},
    look::{self, Differs, Page, Post, Width},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
};

/// The forms that may be filled on a record, to choose from.
pub(super) async fn choose(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, &code, Door::page(Shown::RecordForms)).await?;
    let words = visit.words;
    let protocol = visit.app().protocol();
    let mut forms: Vec<(String, String, String)> = protocol
        .forms()
        .values()
        .filter(|form| {
            form.kinds.contains(opened.kind())
                && opened.grant.may(form.compartment.as_str(), policy::Level::Write)
        })
        .filter(|form| !form.by_house)
        .filter(|form| may_fill(form, &opened.grant, &opened.view, &protocol, visit.app().now()))
        .filter(|form| !opened.grant.is_outside() || !is_profile(&visit, &opened, &form.code))
        .map(|form| {
            (
                format!("{}/forms/{}", address(&code.to_string()), form.code),
                visit.text(&form.title),
                visit.text(&form.hint),
            )
        })
        .collect();
    forms.sort_by(|a, b| words.compare(&a.1, &b.1));
    let lines: Vec<look::Line<'_>> = forms
        .iter()
        .map(|(href, title, hint)| look::Line {
            href,
            icon: Some(look::Icon::Write),
            title: html! { (title) },
            detail: (!hint.is_empty()).then(|| html! { (hint) }),
            end: None,
        })
        .collect();
    let content = html! {
        (head(&visit, &opened, words.say("child-forms")))
        (look::sheet(&look::lines(&lines)))
        @if !opened.grant.is_outside() && visit.app().hands_in_complaints(visit.who()?) {
            (look::sheet(&look::lines(&[past_the_team(&visit)])))
        }
    };
    visit.text_page(&title(&opened), content).await
}

/// What is said of the work itself is no form of the record: it goes past those who work on it.
fn past_the_team(visit: &Visit) -> look::Line<'static> {
    let words = visit.words;
    look::Line {
        href: "/complaints/new",
        icon: Some(look::Icon::Note),
        title: html! { (words.say("complaints-new-do")) },
        detail: Some(html! { (words.say("complaints-new-how")) }),
        end: None,
    }
}

fn is_profile(visit: &Visit, opened: &Opened, form: &FormCode) -> bool {
    visit
        .app()
        .protocol()
        .kinds()
        .get(opened.kind().as_str())
        .is_some_and(|kind| kind.profile.as_ref() == Some(form))
}

/// The heading of a page that belongs to a record: where it leads back to, and what it is.
pub(crate) fn head(visit: &Visit, opened: &Opened, what: &str) -> Markup {
    headed(visit, opened, what, "")
}

/// The same with a line under it.
pub(crate) fn headed(visit: &Visit, opened: &Opened, what: &str, lead: &str) -> Markup {
    let code = title(opened);
    let person = name(visit, opened).unwrap_or_else(|| code.clone());
    html! {
        header class="head" {
            div {
                p { a href=(address(&code)) { (look::own(person)) } " " span class="code" { (look::own(&code)) } }
                h1 { (what) }
                @if !lead.is_empty() { p class="lead" { (lead) } }
            }
        }
    }
}

pub(super) async fn page(
    visit: Visit,
    Path((code, form)): Path<(PersonCode, FormCode)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Fail> {
    begin(visit, code, form, None, asked).await
}

pub(super) async fn entry(
    visit: Visit,
    Path((code, form, entry)): Path<(PersonCode, FormCode, EntryId)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Fail> {
    // Of an entry that is there nothing is chosen beforehand; it may be filled as a struck event had it.
    let asked = asked.into_iter().filter(|(name, _)| name == "from").collect();
    begin(visit, code, form, Some(entry), asked).await
}

async fn begin(
    visit: Visit,
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
    asked: BTreeMap<String, String>,
) -> Result<Response, Fail> {
    let at = At { code, form, entry };
    let draft = visit.app().form_draft(visit.who()?, &at.code, &at.form, entry).await?.unwrap_or_default();
    let mut view = at.view(&visit).await?;
    let mut open: BTreeSet<String> = all(&draft, "_opened").map(str::to_owned).collect();
    if draft.is_empty()
        && let Some(event) = asked.get("from").and_then(|from| from.parse().ok())
    {
        open.extend(as_it_was(&mut view, event));
    }
    let setting = setting(&visit, &view);
    let begun = if draft.is_empty() { chosen(&view, asked) } else { draft.clone() };
    let drawn = Drawn::new(&setting, &view.values, &view.given, &begun, &open);
    // What was opened on purpose and typed into is in the draft, and its reader meets it again with the draft.
    let sensitive = forms::sensitive(view.form(), &view.values);
    if open.iter().any(|name| sensitive.contains(name)) {
        at.log_sensitive(&visit).await?;
    }
    // A draft was made from what its writer saw then; what others saved since meets it as a conflict.
    let seen = all(&draft, "_seen").next().and_then(|seen| seen.parse().ok()).unwrap_or(view.seen);
    let sheet = Sheet {
        visit: &visit,
        view: &view,
        setting: &setting,
        drawn: &drawn,
        problems: &[],
        opened: open.intersection(&sensitive).cloned().collect(),
        conflicts: &[],
        command: visit.command()?,
        entry,
        seen,
        from_draft: !draft.is_empty(),
        refused: None,
    };
    sheet.show(StatusCode::OK).await
}

/// Fills a form as a struck event had it, to write it anew; gives the sensitive answers that this opens.
fn as_it_was(view: &mut FormView, event: EventId) -> BTreeSet<String> {
    let struck = view.opened.view.struck(event).is_some();
    let known = view.opened.view.history.iter().find(|recorded| recorded.head.event == event);
    let content = known.and_then(|recorded| recorded.content.as_ref()).map(|content| &content.event);
    let Some(Event::FormFilled { form, values, .. }) = content.filter(|_| struck) else {
        return BTreeSet::new();
    };
    if *form != view.form().code {
        return BTreeSet::new();
    }
    let values = values.clone();
    let sensitive = forms::sensitive(view.form(), &values);
    view.values.extend(values);
    sensitive
}

/// The choices that a link to an empty form brings with it: answers of its lists, and nothing else.
fn chosen(view: &FormView, asked: BTreeMap<String, String>) -> Vec<(String, String)> {
    let offered = |name: &str, answer: &str| match view.form().field(name).map(|field| &field.field_type) {
        Some(FieldType::SelectOne(list)) => {
            let list = view.lists().choices.get(list);
            list.is_some_and(|list| list.iter().any(|choice| choice.code == *answer))
        }
        _ => false,
    };
    asked.into_iter().filter(|(name, answer)| offered(name, answer)).collect()
}

/// Which form, of whom.
struct At {
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
}

impl At {
    async fn view(&self, visit: &Visit) -> Result<FormView, Fail> {
        let door = Door::page(Shown::RecordForm);
        Ok(visit.app().form_view(visit.who()?, &self.code, &self.form, self.entry, door).await?)
    }

    /// Writes down that sensitive answers were opened, before they are shown.
    async fn log_sensitive(&self, visit: &Visit) -> Result<(), Fail> {
        visit.app().open_code(visit.who()?, &self.code, Door::page(Shown::RecordSensitive)).await?;
        Ok(())
    }
}

fn all<'a>(pairs: &'a [(String, String)], wanted: &'a str) -> impl Iterator<Item = &'a str> {
    pairs.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

fn setting<'a>(visit: &'a Visit, view: &'a FormView) -> Setting<'a> {
    let zone = visit.clock_of(&view.opened.view).zone;
    Setting {
        form: view.form(),
        lists: view.lists(),
        clock: forms::expression::Clock::at(visit.app().now(), &zone),
        zone,
        language: visit.words.language().code(),
        uuid: "",
    }
}

pub(super) async fn save(
    Path((code, form)): Path<(PersonCode, FormCode)>,
    posted: Posted,
) -> Result<Response, Fail> {
    accept(code, form, None, posted).await
}

pub(super) async fn save_entry(
    Path((code, form, entry)): Path<(PersonCode, FormCode, EntryId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    accept(code, form, Some(entry), posted).await
}

async fn accept(
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let at = At { code, form, entry };
    // Buttons inside the form: add or remove a row, open a sensitive answer, ask again. Nothing is saved by them.
    if ["_add", "_remove", "_open", "_again"].iter().any(|button| posted.raw(button).is_some()) {
        return again(&at, &posted, posted.command.to_string(), Why::Asked).await;
    }
    let mut mine = BTreeSet::new();
    let mut theirs: Vec<String> = Vec::new();
    for (name, choice) in posted.fields() {
        if let Some(field) = name.strip_prefix("choose.") {
            if choice == "mine" {
                mine.extend(FieldCode::new(field));
            } else {
                theirs.push(field.to_owned());
            }
        }
    }
    let taken = posted.fields().iter().filter(|(name, _)| {
        !name.starts_with("choose.")
            && !theirs.iter().any(|field| name == field || name.starts_with(&format!("{field}.")))
    });
    let sent = FillForm {
        command: posted.command,
        code: at.code,
        form: at.form.clone(),
        entry,
        seen: posted.maybe("_seen")?.unwrap_or_default(),
        fields: Raw::from_pairs(taken.cloned()),
        mine,
        language: visit.words.language().code().to_owned(),
    };
    match visit.app().fill_form(visit.who()?, sent).await {
        // The record and the entry, then the event that says what was saved.
        Ok(done) => {
            let record = address(&at.code.to_string());
            let event = done.outcome.get(32..48).and_then(|event| EventId::from_slice(event).ok());
            let back = event.map_or(record.clone(), |event| format!("{record}?saved={event}"));
            Ok(visit.go(&back, "said-saved"))
        }
        Err(Refused::Fields(refused)) => {
            again(&at, &posted, posted.command.to_string(), Why::Wrong(&refused.problems)).await
        }
        Err(Refused::Conflict(conflicts)) => {
            again(&at, &posted, visit.command()?, Why::Conflict(&conflicts)).await
        }
        // A decision that must wait for the child's view keeps what was typed, and says where to write the view.
        Err(Refused::Because(reason)) if reason.code == "view-needed" => {
            again(&at, &posted, posted.command.to_string(), Why::Waits).await
        }
        // A rule's refusal keeps what was typed too.
        Err(Refused::Because(reason)) => {
            again(&at, &posted, posted.command.to_string(), Why::Refused(&reason)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Why a form is shown again.
enum Why<'a> {
    /// A button inside it asked for it.
    Asked,
    /// Answers must be mended.
    Wrong(&'a [FieldProblem]),
    /// Somebody else saved meanwhile.
    Conflict(&'a [Conflict]),
    /// Something else must be written first; the page says what.
    Waits,
    /// A rule says no.
    Refused(&'a app::Reason),
}

/// Shows the form again as it was typed.
async fn again(at: &At, posted: &Posted, command: String, why: Why<'_>) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let view = at.view(visit).await?;
    let setting = setting(visit, &view);
    let mut sent: Vec<(String, String)> =
        posted.fields().iter().filter(|(name, _)| !name.starts_with("choose.")).cloned().collect();
    if let Some(row) = posted.text("_remove") {
        sent.push((format!("{row}._remove"), "1".to_owned()));
    }
    let open: BTreeSet<String> =
        posted.all("_opened").chain(posted.all("_open")).map(str::to_owned).collect();
    let draw = |sent: &[(String, String)]| Drawn::new(&setting, &view.values, &view.given, sent, &open);
    let mut drawn = draw(&sent);
    if let Some(repeat) = posted.text("_add") {
        let next = drawn.next_row(repeat);
        if next < forms::logic::MOST_ROWS {
            sent.push((format!("{repeat}.{next}._remove"), String::new()));
            drawn = draw(&sent);
        }
    }
    // A conflict shows what the other person wrote.
    let is_sensitive = |field: &FieldCode| {
        view.form().field(field.as_str()).is_some_and(|field| field.presence == forms::Presence::Sensitive)
    };
    let meets = matches!(&why, Why::Conflict(found) if found.iter().any(|one| is_sensitive(&one.field)));
    if meets || !drawn.opened.is_empty() {
        at.log_sensitive(visit).await?;
    }
    let refused = match &why {
        Why::Refused(reason) => Some(sentence(visit, reason)),
        _ => None,
    };
    let (status, problems, conflicts) = match why {
        Why::Asked => (StatusCode::OK, &[][..], &[][..]),
        Why::Waits | Why::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, &[][..], &[][..]),
        Why::Wrong(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems, &[][..]),
        Why::Conflict(conflicts) => (StatusCode::CONFLICT, &[][..], conflicts),
    };
    Sheet {
        visit,
        view: &view,
        setting: &setting,
        drawn: &drawn,
        problems,
        opened: open.intersection(&forms::sensitive(view.form(), &view.values)).cloned().collect(),
        conflicts,
        command,
        entry: at.entry,
        // What the sender saw stays what they saw: the choice they make decides.
        seen: posted.maybe("_seen")?.unwrap_or_default(),
        from_draft: false,
        refused,
    }
    .show(status)
    .await
}

/// A form as a page.
struct Sheet<'a> {
    visit: &'a Visit,
    view: &'a FormView,
    setting: &'a Setting<'a>,
    drawn: &'a Drawn,
    problems: &'a [FieldProblem],
    /// The stored sensitive answers that were opened on purpose.
    opened: BTreeSet<String>,
    conflicts: &'a [Conflict],
    command: String,
    entry: Option<EntryId>,
    seen: u64,
    from_draft: bool,
    /// Why it was refused as a whole.
    refused: Option<String>,
}

impl Sheet<'_> {
    async fn show(self, status: StatusCode) -> Result<Response, Fail> {
        let words = self.visit.words;
        let form = self.view.form();
        let code = title(&self.view.opened);
        let asking = Asking {
            visit: self.visit,
            setting: self.setting,
            drawn: self.drawn,
            problems: self.problems,
            father: self.view.father,
        };
        let base = format!("{}/forms/{}", address(&code), form.code);
        let action = self.entry.map_or_else(|| base.clone(), |entry| format!("{base}/{entry}"));
        let draft = format!("{action}/draft");
        let post = Post {
            action: &action,
            csrf: &self.visit.csrf,
            command: Some(&self.command),
            draft: Some(&draft),
            logic: Some("logic"),
            ..Post::default()
        };
        let device = forms::device::to_device_json(
            self.setting,
            &self.view.values,
            &self.view.given,
            &self.drawn.closed,
        );
        let hint = self.visit.text(&form.hint);
        let save = words.say_with("child-form-save-do", args!["form" => self.visit.text(&form.title)]);
        let back = address(&code);
        let content = html! {
            (headed(self.visit, &self.view.opened, &self.visit.text(&form.title), &hint))
            @if self.from_draft { (look::notice(look::Tone::Calm, look::Icon::Write, &html! { p { (words.say("form-from-draft")) } })) }
            @if self.entry.is_none() && let Some(first) = hearing::waits_for(self.visit, &self.view.opened, &Trigger::Form(form.code.clone()), None) { (first) }
            (asking.summary())
            @if let Some(refused) = &self.refused { (look::notice(look::Tone::Late, look::Icon::Warning, &html! { p { (refused) } })) }
            (look::action_form(post, &html! {
                (look::enter_saves())
                input type="hidden" name="_seen" value=(self.seen);
                @for field in &self.opened { input type="hidden" name="_opened" value=(field); }
                @if !self.conflicts.is_empty() { (self.conflicts().await?) }
                (asking.fields())
                @if asking.depends() { (look::ask_again(words)) }
                (look::form_end(words, &save, &[], Some(&back)))
                (asking.live_words())
                script type="application/json" id="logic" { (PreEscaped(device)) }
            }))
        };
        let page = Page::new(&code, content).width(Width::Text).modules(&["page.js", "place.js", "draft.js"]);
        let mut response = self.visit.show(page).await?;
        *response.status_mut() = status;
        Ok(response)
    }

    /// Both values of each field that two people changed.
    async fn conflicts(&self) -> Result<Markup, Fail> {
        let words = self.visit.words;
        let clock = self.visit.clock_of(&self.view.opened.view);
        let form = self.view.form();
        let fields = form.fields();
        let mut told = Vec::new();
        for conflict in self.conflicts {
            let Some((field, _)) = fields.iter().find(|(field, _)| field.name == conflict.field) else {
                continue;
            };
            let text = |value: Option<&domain::Value>| {
                value
                    .map(|value| value_text(self.visit, &field.field_type, value, &clock))
                    .unwrap_or_default()
            };
            let (by, at) = match self.view.set_by(&conflict.field) {
                Some((by, at)) => (self.visit.name_of(by).await?, words.relative(at, &clock)),
                None => (String::new(), String::new()),
            };
            told.push((
                field.name.to_string(),
                self.visit.text(&field.label),
                text(conflict.mine.as_ref()),
                text(conflict.theirs.as_ref()),
                by,
                at,
            ));
        }
        let shown: Vec<Differs<'_>> = told
            .iter()
            .map(|(name, label, mine, theirs, by, at)| Differs {
                name,
                label,
                mine,
                theirs,
                saved_by: (by, at),
            })
            .collect();
        Ok(look::conflict(words, &shown))
    }
}

/// Keeps what is typed, or says that the session is over.
pub(super) async fn keep_draft(
    visit: Visit,
    Path((code, form)): Path<(PersonCode, FormCode)>,
    body: axum::body::Bytes,
) -> Result<Response, Fail> {
    keep(visit, code, form, None, &body).await
}

/// The same for an entry.
pub(super) async fn keep_entry_draft(
    visit: Visit,
    Path((code, form, entry)): Path<(PersonCode, FormCode, EntryId)>,
    body: axum::body::Bytes,
) -> Result<Response, Fail> {
    keep(visit, code, form, Some(entry), &body).await
}

#[derive(serde::Deserialize)]
struct Draft {
    #[serde(rename = "_csrf")]
    csrf: String,
    fields: BTreeMap<String, Vec<String>>,
}

async fn keep(
    visit: Visit,
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
    body: &[u8],
) -> Result<Response, Fail> {
    let Some(who) = visit.who.as_deref() else { return Ok(StatusCode::UNAUTHORIZED.into_response()) };
    let Ok(draft) = serde_json::from_slice::<Draft>(body) else { return Ok(Fail::bad_request()) };
    if draft.csrf != visit.csrf {
        return Ok(Fail::bad_request());
    }
    let pairs: Vec<(String, String)> = draft
        .fields
        .into_iter()
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
        .filter(|(name, _)| !name.starts_with('_') || matches!(name.as_str(), "_seen" | "_opened"))
        .collect();
    visit.app().keep_form_draft(who, &code, &form, entry, &pairs).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
