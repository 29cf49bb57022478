//! `stages.toml`: the stages of each kind of record, and how one leads to another.

use std::collections::BTreeMap;

use domain::{ActionCode, FormCode, GroundCode, Kind, ListCode, Stage};
use forms::Texts;

use crate::{
    Catalogue, Protocol,
    reading::{Book, FileRows, Row, What},
};

/// The stage in which a record rests when its work is over.
pub const CLOSED: &str = "closed";

/// What can be asked of an approver.
pub const APPROVALS: &[&str] = &["plan", "closure"];

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRule {
    /// The kind of record it belongs to.
    pub kind: Kind,
    /// Its code.
    pub code: Stage,
    /// What it is called.
    pub label: Texts,
    /// The phase of the path, 0 (identification) to 8 (after closure).
    pub phase: u8,
    /// What happens in it.
    pub about: Texts,
    /// Whether records rest here when their work is over: `closed`, and whatever says `final = true`.
    pub is_final: bool,
    /// No longer entered; records that are in it stay and leave it as before.
    pub retired: bool,
}

/// A way from some stages to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The kind of record.
    pub kind: Kind,
    /// From any of these.
    pub from: Vec<Stage>,
    /// To this one.
    pub to: Stage,
    /// The action that a person needs for it.
    pub action: ActionCode,
    /// The approval that must have been given.
    pub approval: Option<GroundCode>,
    /// The list from which a ground is chosen.
    pub grounds: Option<ListCode>,
    /// The form that must have been filled.
    pub checklist: Option<FormCode>,
    /// What makes the move without anybody asking for it.
    pub automatic: Option<Automatic>,
}

/// What moves a record by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// Consent was decided.
    Consent,
    /// The person was ticked off as arrived.
    Arrival,
    /// The person's death was written down.
    Death,
}

impl Automatic {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Arrival => "arrival",
            Self::Death => "death",
        }
    }
}

/// The ways out of a stage, in the order of the file; none for a kind or stage that the protocol does not have.
pub fn next<'p>(protocol: &'p Protocol, kind: &str, stage: &str) -> Vec<&'p Transition> {
    protocol
        .transitions()
        .iter()
        .filter(|way| way.kind == *kind && way.from.iter().any(|from| from == stage))
        .collect()
}

/// The way that something makes by itself out of a stage, if there is one.
pub fn by_itself<'p>(
    protocol: &'p Protocol,
    kind: &str,
    stage: &str,
    because: Automatic,
) -> Option<&'p Transition> {
    next(protocol, kind, stage).into_iter().find(|way| way.automatic == Some(because))
}

pub(crate) type Stages = BTreeMap<Kind, Catalogue<Stage, StageRule>>;

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> (Stages, Vec<Transition>) {
    let mut stages = Stages::new();
    let mut top = rows.top(book);
    for table in top.tables("stage") {
        let mut row = top.inner(table, String::new());
        let kind: Option<Kind> = row.refer("kind", What::Kind, "");
        let scope = kind.as_ref().map_or("", Kind::as_str).to_owned();
        let code: Option<Stage> = row.define("code", What::Stage, &scope);
        let label = row.texts("label");
        let phase = phase(&mut row);
        let about = row.texts_if("about");
        let retired = row.flag("retired");
        let says_final = row.flag("final");
        row.finish();
        if let (Some(kind), Some(code), Some(phase)) = (kind, code, phase) {
            let of_kind = stages.entry(kind.clone()).or_default();
            let is_final = says_final || code == *CLOSED;
            of_kind.add(code.clone(), StageRule { kind, code, label, phase, about, is_final, retired });
        }
    }
    let mut ways = Vec::new();
    for (number, table) in top.tables("transition").into_iter().enumerate() {
        let row = top.inner(table, format!("transition/{number}"));
        ways.push(transition(row));
    }
    top.finish();
    // A broken transition keeps its number, so that those after it keep their places; it is dropped at the end.
    (stages, ways.into_iter().flatten().collect())
}

/// The phase of a stage or task, 0 to 8.
pub(crate) fn phase(row: &mut Row<'_, '_>) -> Option<u8> {
    let number = row.whole("phase", "3")?;
    let phase = u8::try_from(number).ok().filter(|phase| *phase <= 8);
    if phase.is_none() {
        let spot = row.spot("phase");
        row.problem(
            &spot,
            format!("there is no phase {number}"),
            "write one from 0 (identification) to 8 (after closure)",
        );
    }
    phase
}

fn transition(mut row: Row<'_, '_>) -> Option<Transition> {
    let kind: Option<Kind> = row.refer("kind", What::Kind, "");
    let scope = kind.as_ref().map_or("", Kind::as_str).to_owned();
    let from: Vec<Stage> = row.refer_all("from", What::Stage, &scope);
    row.must_name("from", "[\"STAGE\"]");
    let to = row.refer("to", What::Stage, &scope);
    let action = row.text("action").and_then(|(text, spot)| action(&mut row, &text, &spot));
    let approval = row.text_if("approval").and_then(|(text, spot)| {
        if APPROVALS.contains(&text.as_str()) {
            return GroundCode::new(&text).ok();
        }
        row.book.unknown(&spot, "approval", &text, APPROVALS.iter().copied());
        None
    });
    let grounds = row.refer_if("grounds", What::List, "");
    let checklist = row.refer_if("checklist", What::Form, "");
    let automatic = row.word_if(
        "automatic",
        &[("consent", Automatic::Consent), ("arrival", Automatic::Arrival), ("death", Automatic::Death)],
    );
    row.finish();
    Some(Transition { kind: kind?, from, to: to?, action: action?, approval, grounds, checklist, automatic })
}

/// An action that the program knows on a record.
pub(crate) fn action(row: &mut Row<'_, '_>, text: &str, spot: &crate::reading::Spot) -> Option<ActionCode> {
    let known = policy::actions::ON_RECORD;
    if known.contains(&text) {
        return ActionCode::new(text).ok();
    }
    if policy::actions::OFFICES.contains(&text) {
        let message = format!("`{text}` needs no record");
        row.problem(spot, message, "move it to `offices` of the role");
    } else {
        row.book.unknown(spot, "action", text, known.iter().copied());
    }
    None
}
