//! A form of a record: empty, begun, sent back with its problems, or in conflict with somebody else's save.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    Door, Opened, Refused, Shown,
    case::{fill_form::FillForm, form_view::FormView},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{EntryId, FieldCode, FormCode, PersonCode};
use forms::{
    Setting, Solved,
    submission::{Conflict, FieldProblem, Raw},
};
use maud::{Markup, PreEscaped, html};

use super::person::{address, name, title};
use crate::{
    args,
    asking::{Asking, stored, value_text},
    fail::Fail,
    given::Path,
    look::{self, Differs, Page, Post, Width},
    posted::Posted,
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
    };
    visit.text_page(&title(&opened), content).await
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
) -> Result<Response, Fail> {
    begin(visit, code, form, None).await
}

pub(super) async fn entry(
    visit: Visit,
    Path((code, form, entry)): Path<(PersonCode, FormCode, EntryId)>,
) -> Result<Response, Fail> {
    begin(visit, code, form, Some(entry)).await
}

async fn begin(
    visit: Visit,
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
) -> Result<Response, Fail> {
    let who = visit.who()?;
    let draft = visit.app().form_draft(who, &code, &form, entry).await?.unwrap_or_default();
    let named = |wanted: &str| {
        draft.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    // What was opened on purpose and typed into is in the draft, and stays open with it.
    let opened: BTreeSet<String> = named("_opened").into_iter().collect();
    let door =
        if opened.is_empty() { Door::page(Shown::RecordForm) } else { Door::page(Shown::RecordSensitive) };
    let view = visit.app().form_view(who, &code, &form, entry, door).await?;
    // A draft was made from what its writer saw then; what others saved since meets it as a conflict.
    let seen = named("_seen").first().and_then(|seen| seen.parse().ok()).unwrap_or(view.seen);
    let setting = setting(&visit, &view);
    let from_draft = !draft.is_empty();
    // A new entry begins with the form's defaults.
    let begins = view.values.is_empty() && !from_draft;
    let typed = if from_draft {
        draft
    } else if begins {
        stored(&forms::submission::initial(&setting, &view.given), &setting)
    } else {
        stored(&view.values, &setting)
    };
    let drawn = Drawn::from(&setting, &view, if from_draft || begins { &typed } else { &[] });
    let sheet = Sheet {
        visit: &visit,
        view: &view,
        setting: &setting,
        solved: &drawn.solved,
        typed: &typed,
        problems: &[],
        rows: &drawn.rows,
        opened: &opened,
        conflicts: &[],
        command: visit.command()?,
        entry,
        seen,
        from_draft,
    };
    sheet.show(StatusCode::OK).await
}

/// What the form's logic makes of what is typed: which questions are shown, and which rows there are.
struct Drawn {
    solved: Solved,
    rows: BTreeMap<String, Vec<usize>>,
}

impl Drawn {
    fn from(setting: &Setting<'_>, view: &FormView, typed: &[(String, String)]) -> Self {
        if typed.is_empty() {
            let solved = forms::submission::solved(setting, &view.values, &view.given);
            return Self { solved, rows: BTreeMap::new() };
        }
        let raw = Raw::from_pairs(typed.iter().cloned());
        let solved = match forms::submission::accept(setting, &raw, &view.values, &view.given) {
            Ok(accepted) => forms::submission::solved(setting, &accepted.values, &view.given),
            Err(refused) => refused.solved,
        };
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (name, _) in typed {
            let mut parts = name.splitn(3, '.');
            if let (Some(repeat), Some(Ok(index)), Some(_)) =
                (parts.next(), parts.next().map(str::parse::<usize>), parts.next())
            {
                let known = rows.entry(repeat.to_owned()).or_default();
                if !known.contains(&index) {
                    known.push(index);
                }
            }
        }
        Self { solved, rows }
    }
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
    let who = visit.who()?;
    let seen: u64 = posted.maybe("_seen")?.unwrap_or_default();
    let fields: Vec<(String, String)> =
        posted.fields().iter().filter(|(name, _)| !name.starts_with("choose.")).cloned().collect();
    // Buttons inside the form: add or remove a row, open a sensitive answer. Nothing is saved by them.
    let redraw = posted
        .fields()
        .iter()
        .any(|(name, _)| name == "_add" || name == "_open" || name.ends_with("._remove"));
    if redraw {
        return draw_again(visit, code, form, entry, seen, &posted).await;
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
    let taken: Vec<(String, String)> = fields
        .iter()
        .filter(|(name, _)| {
            !theirs.iter().any(|field| name == field || name.starts_with(&format!("{field}.")))
        })
        .cloned()
        .collect();
    let sent = FillForm {
        command: posted.command,
        code,
        form: form.clone(),
        entry,
        seen,
        fields: Raw::from_pairs(taken),
        mine,
        language: visit.words.language().code().to_owned(),
    };
    match visit.app().fill_form(who, sent).await {
        Ok(_) => {
            visit.app().drop_form_draft(who, &code, &form, entry).await?;
            Ok(visit.go(&address(&code.to_string()), "said-saved"))
        }
        Err(Refused::Fields(refused)) => {
            let view = visit.app().form_view(who, &code, &form, entry, Door::page(Shown::RecordForm)).await?;
            let setting = setting(visit, &view);
            Sheet {
                visit,
                view: &view,
                setting: &setting,
                solved: &refused.solved,
                typed: &fields,
                problems: &refused.problems,
                rows: &refused.rows,
                opened: &opened_fields(&posted),
                conflicts: &[],
                command: posted.command.to_string(),
                entry,
                seen,
                from_draft: false,
            }
            .show(StatusCode::UNPROCESSABLE_ENTITY)
            .await
        }
        Err(Refused::Conflict(conflicts)) => {
            let view = visit.app().form_view(who, &code, &form, entry, Door::page(Shown::RecordForm)).await?;
            let setting = setting(visit, &view);
            let drawn = Drawn::from(&setting, &view, &fields);
            Sheet {
                visit,
                view: &view,
                setting: &setting,
                solved: &drawn.solved,
                typed: &fields,
                problems: &[],
                rows: &drawn.rows,
                opened: &opened_fields(&posted),
                conflicts: &conflicts,
                command: visit.command()?,
                entry,
                // What the sender saw stays what they saw: the choice they make decides.
                seen,
                from_draft: false,
            }
            .show(StatusCode::CONFLICT)
            .await
        }
        Err(error) => Err(error.into()),
    }
}

fn opened_fields(posted: &Posted) -> BTreeSet<String> {
    posted.all("_opened").chain(posted.all("_open")).map(str::to_owned).collect()
}

/// Shows the form again as it was typed, with a row more or less, or a sensitive answer opened.
async fn draw_again(
    visit: &Visit,
    code: PersonCode,
    form: FormCode,
    entry: Option<EntryId>,
    seen: u64,
    posted: &Posted,
) -> Result<Response, Fail> {
    let door = if posted.text("_open").is_some() {
        Door::page(Shown::RecordSensitive)
    } else {
        Door::page(Shown::RecordForm)
    };
    let view = visit.app().form_view(visit.who()?, &code, &form, entry, door).await?;
    let setting = setting(visit, &view);
    let mut typed: Vec<(String, String)> = posted.fields().to_vec();
    let Drawn { solved, mut rows } = Drawn::from(&setting, &view, posted.fields());
    for (name, _) in posted.fields() {
        if let Some(row) = name.strip_suffix("._remove")
            && let Some((repeat, index)) = row.split_once('.')
            && let Ok(index) = index.parse::<usize>()
            && let Some(known) = rows.get_mut(repeat)
        {
            known.retain(|row| *row != index);
        }
    }
    if let Some(repeat) = posted.text("_add") {
        let known = rows.entry(repeat.to_owned()).or_default();
        let next = known.iter().max().map_or(0, |last| last + 1);
        if known.len() < forms::logic::MOST_ROWS {
            known.push(next);
        }
    }
    let opened = opened_fields(posted);
    let stored_values = stored(&view.values, &setting);
    for field in posted.all("_open") {
        let is_part = |name: &str| name == field || name.starts_with(&format!("{field}."));
        typed.extend(stored_values.iter().filter(|(name, _)| is_part(name)).cloned());
    }
    Sheet {
        visit,
        view: &view,
        setting: &setting,
        solved: &solved,
        typed: &typed,
        problems: &[],
        rows: &rows,
        opened: &opened,
        conflicts: &[],
        command: posted.command.to_string(),
        entry,
        seen,
        from_draft: false,
    }
    .show(StatusCode::OK)
    .await
}

/// A form as a page.
struct Sheet<'a> {
    visit: &'a Visit,
    view: &'a FormView,
    setting: &'a Setting<'a>,
    solved: &'a Solved,
    typed: &'a [(String, String)],
    problems: &'a [FieldProblem],
    rows: &'a BTreeMap<String, Vec<usize>>,
    opened: &'a BTreeSet<String>,
    conflicts: &'a [Conflict],
    command: String,
    entry: Option<EntryId>,
    seen: u64,
    from_draft: bool,
}

impl Sheet<'_> {
    async fn show(self, status: StatusCode) -> Result<Response, Fail> {
        let words = self.visit.words;
        let form = self.view.form();
        let code = title(&self.view.opened);
        let asking = Asking {
            visit: self.visit,
            setting: self.setting,
            solved: self.solved,
            typed: self.typed,
            problems: self.problems,
            rows: self.rows,
            opened: self.opened,
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
        let opened: Vec<&str> = self.opened.iter().map(String::as_str).collect();
        let device =
            forms::device::to_device_json(self.setting, &self.view.values, &self.view.given, &opened);
        let hint = self.visit.text(&form.hint);
        let save = words.say_with("child-form-save-do", args!["form" => self.visit.text(&form.title)]);
        let back = address(&code);
        let content = html! {
            (headed(self.visit, &self.view.opened, &self.visit.text(&form.title), &hint))
            @if self.from_draft { (look::notice(look::Tone::Calm, look::Icon::Write, &html! { p { (words.say("form-from-draft")) } })) }
            (asking.summary())
            (look::action_form(post, &html! {
                input type="hidden" name="_seen" value=(self.seen);
                @for field in self.opened { input type="hidden" name="_opened" value=(field); }
                @if !self.conflicts.is_empty() { (self.conflicts().await?) }
                (asking.fields())
                (look::form_end(words, &save, &[], Some(&back)))
                script type="application/json" id="logic" { (PreEscaped(device)) }
            }))
        };
        let page =
            Page::new(&code, content).width(Width::Text).modules(&["draft.js", "logic.js", "place.js"]);
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
