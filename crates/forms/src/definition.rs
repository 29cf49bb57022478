//! What a form is: its fields in order, as their author wrote them.
//!
//! The file is flat like a survey sheet, with `begin_group`/`end_group` and `begin_repeat`/`end_repeat`; here the
//! same is a tree, so that an unbalanced form cannot be written down.
//!
//! Invariant: a field's name is unique in its form, wherever it stands, and one repeat never holds another.

mod check;
mod parse;
mod toml_reader;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ChoiceCode, Compartment, FieldCode, FormCode, InstrumentCode, Kind, ListCode, PlaceCode, Values,
};

use crate::{expression::Expression, problem::Place};

pub use check::check;
pub use parse::parse_form;

fn drop_father(items: &mut Vec<Item>, stored: &Values) {
    items.retain_mut(|item| match item {
        Item::Field(field) => !field.asks_father || stored.contains_key(&field.name),
        Item::Group(group) | Item::Repeat(group) => {
            drop_father(&mut group.items, stored);
            true
        }
    });
}

/// A text in several languages, by language code (`en`, `ru`, `kk`, `ar`).
pub type Texts = BTreeMap<String, String>;

/// The text in a language; where it is missing in English, and where that is missing in whichever there is.
pub fn text_in<'a>(texts: &'a Texts, language: &str) -> &'a str {
    texts
        .get(language)
        .or_else(|| texts.get("en"))
        .or_else(|| texts.values().next())
        .map_or("", String::as_str)
}

/// One form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its code.
    pub code: FormCode,
    /// Its version, from 1.
    pub version: u32,
    /// The kinds of record it belongs to.
    pub kinds: Vec<Kind>,
    /// The one compartment its values are sealed in.
    pub compartment: Compartment,
    /// Whether its values merge into one entry or each submission is an entry of its own.
    pub entries: Entries,
    /// Whether its entries are begun by the program alone: people fill those that are there.
    pub by_house: bool,
    /// What it is called.
    pub title: Texts,
    /// What it is for, in a sentence.
    pub hint: Texts,
    /// What a timeline shows of an entry.
    pub summary: Option<Expression>,
    /// What of the record itself changes when it is filled, if anything does.
    pub changes: Option<Changes>,
    /// Facts of the record that its conditions may ask for, though another form holds them.
    pub given: Vec<Given>,
    /// Its fields, groups and repeats, in order.
    pub items: Vec<Item>,
    /// The file it was read from.
    pub file: String,
    /// Where the form's own keys begin.
    pub at: Place,
}

/// What of a record a form changes beside its own answers. The fields it is read from have these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// The person bears another name: `new_names`, of the type `person_name`.
    Names,
    /// The person was born on another day: `new_birth`, a `partial_date`, known from `new_birth_basis`.
    Birth,
    /// The person died: `died_on`, a `partial_date`.
    Death,
}

impl Changes {
    /// All, with their words in a form's file.
    pub const ALL: &[(&str, Self)] =
        &[("names", Self::Names), ("birth", Self::Birth), ("death", Self::Death)];

    /// The field that must be answered, and its type.
    pub const fn field(self) -> (&'static str, &'static str) {
        match self {
            Self::Names => ("new_names", "person_name"),
            Self::Birth => ("new_birth", "partial_date"),
            Self::Death => ("died_on", "partial_date"),
        }
    }
}

/// How often a form is filled for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// Once: each save changes fields of the same entry.
    One,
    /// Again and again: each submission is an entry (a visit, a call).
    Many,
}

/// A fact about the record that the page supplies to a form's conditions (`${birth_date}`); it is never asked,
/// never stored with the form, and empty when its reader may not open it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its name in expressions.
    pub name: FieldCode,
    /// What it holds.
    pub field_type: FieldType,
    /// Where it is declared.
    pub at: Place,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A question, note or calculation.
    Field(Box<Field>),
    /// Questions under one heading.
    Group(Group),
    /// Questions asked once per row.
    Repeat(Group),
}

/// A group or a repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name; of a repeat also the name its rows are stored under.
    pub name: FieldCode,
    /// Its heading.
    pub label: Texts,
    /// What to know before answering.
    pub hint: Texts,
    /// When it is shown; everything inside is hidden with it.
    pub relevant: Option<Expression>,
    /// How many rows a repeat has, when that is not for the person to say.
    pub repeat_count: Option<Expression>,
    /// Hints to the page (`field-list`, `horizontal`).
    pub appearance: Vec<String>,
    /// What it holds, in order.
    pub items: Vec<Item>,
    /// Where it begins.
    pub at: Place,
}

/// A question, note or calculation.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name: `[a-z][a-z0-9_]*`, unique in the form.
    pub name: FieldCode,
    /// What it holds.
    pub field_type: FieldType,
    /// The question.
    pub label: Texts,
    /// What to know before answering.
    pub hint: Texts,
    /// When it is asked.
    pub relevant: Option<Expression>,
    /// What an answer must satisfy; `.` is the answer.
    pub constraint: Option<Expression>,
    /// What to say when it does not.
    pub constraint_message: Texts,
    /// Whether an answer is needed.
    pub required: Required,
    /// What to say when it is missing.
    pub required_message: Texts,
    /// What its value is computed from; nobody can then type another.
    pub calculation: Option<Expression>,
    /// Which choices are offered; a bare name is a column of the choice.
    pub choice_filter: Option<Expression>,
    /// Its value before anybody answers: a literal is an expression too.
    pub default: Option<Expression>,
    /// Hints to the page (`multiline`, `minimal`, `horizontal`).
    pub appearance: Vec<String>,
    /// Whether a person may change it.
    pub presence: Presence,
    /// Whether it asks who the father is (`asks_father = true`): not asked where nothing may be guessed about him.
    pub asks_father: bool,
    /// Where it begins.
    pub at: Place,
}

/// Whether an answer is needed.
#[derive(Debug, Clone, PartialEq)]
pub enum Required {
    /// It may stay empty.
    No,
    /// It may not.
    Always,
    /// It may not, when this holds.
    When(Expression),
}

/// How a field meets its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Shown and open to change.
    Open,
    /// Shown, but only the program changes it (`read_only = true`).
    ReadOnly,
    /// Closed until opened on purpose (`sensitive = true`); opening is logged.
    Sensitive,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A number with up to six decimal places.
    Decimal,
    /// A number on a scale; all three in millionths.
    Range {
        /// The least.
        start: i64,
        /// The greatest.
        end: i64,
        /// The distance between two neighbours.
        step: i64,
    },
    /// One choice of a list.
    SelectOne(ListCode),
    /// Any number of choices of a list.
    SelectMultiple(ListCode),
    /// A day.
    Date,
    /// A date as exactly as it is known.
    PartialDate,
    /// A time of day.
    Time,
    /// A day and a time, in the zone of the place.
    DateTime,
    /// The names of one person, in every script met.
    PersonName,
    /// A place of the protocol.
    Place,
    /// Totals of an instrument; never its items.
    Score(InstrumentCode),
    /// An attached file.
    File,
    /// A text to read, without an answer.
    Note,
    /// A value that nobody sees being computed.
    Calculate,
    /// "Read and understood".
    Acknowledge,
    /// A value the program sets.
    Hidden,
}

impl FieldType {
    /// The list its choices come from.
    pub const fn list(&self) -> Option<&ListCode> {
        match self {
            Self::SelectOne(list) | Self::SelectMultiple(list) => Some(list),
            _ => None,
        }
    }

    /// Whether a person answers it, so that a page shows an input.
    pub const fn is_asked(&self) -> bool {
        !matches!(self, Self::Note | Self::Calculate | Self::Hidden)
    }

    /// Its word in the file, without a list or instrument.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Range { .. } => "range",
            Self::SelectOne(_) => "select_one",
            Self::SelectMultiple(_) => "select_multiple",
            Self::Date => "date",
            Self::PartialDate => "partial_date",
            Self::Time => "time",
            Self::DateTime => "dateTime",
            Self::PersonName => "person_name",
            Self::Place => "place",
            Self::Score(_) => "score",
            Self::File => "file",
            Self::Note => "note",
            Self::Calculate => "calculate",
            Self::Acknowledge => "acknowledge",
            Self::Hidden => "hidden",
        }
    }
}

impl Form {
    /// The form as it is where nothing may be guessed about a father: without the questions for him, but for those
    /// that were answered already.
    #[must_use]
    pub fn without_father(&self, stored: &Values) -> Self {
        let mut form = self.clone();
        drop_father(&mut form.items, stored);
        form
    }

    /// Every field in order, with the repeat it stands in.
    pub fn fields(&self) -> Vec<(&Field, Option<&Group>)> {
        fn walk<'a>(
            items: &'a [Item],
            repeat: Option<&'a Group>,
            found: &mut Vec<(&'a Field, Option<&'a Group>)>,
        ) {
            for item in items {
                match item {
                    Item::Field(field) => found.push((field, repeat)),
                    Item::Group(group) => walk(&group.items, repeat, found),
                    Item::Repeat(group) => walk(&group.items, Some(group), found),
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.items, None, &mut found);
        found
    }

    /// The field of a name, wherever it stands.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().into_iter().map(|(field, _)| field).find(|field| field.name == *name)
    }

    /// These fields and all that are computed from them, by however many steps.
    pub fn fed_by<'a>(&'a self, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut fed: BTreeSet<&str> = names.into_iter().collect();
        let fields = self.fields();
        loop {
            let before = fed.len();
            for (field, _) in &fields {
                if field.calculation.iter().flat_map(Expression::references).any(|name| fed.contains(name)) {
                    fed.insert(field.name.as_str());
                }
            }
            if fed.len() == before {
                return fed;
            }
        }
    }

    /// The repeats, in order.
    pub fn repeats(&self) -> Vec<&Group> {
        fn walk<'a>(items: &'a [Item], found: &mut Vec<&'a Group>) {
            for item in items {
                match item {
                    Item::Field(_) => {}
                    Item::Group(group) => walk(&group.items, found),
                    Item::Repeat(group) => found.push(group),
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.items, &mut found);
        found
    }
}

/// What forms look up: lists of choices, places, instruments. The protocol fills it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// Lists of choices, in the order they are offered.
    pub choices: BTreeMap<ListCode, Vec<Choice<ChoiceCode>>>,
    /// The places, in the order they are offered; their columns `parent` and `level` serve `choice_filter`.
    pub places: Vec<Choice<PlaceCode>>,
    /// The instruments that scores may name.
    pub instruments: BTreeMap<InstrumentCode, Instrument>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<Code> {
    /// What is stored.
    pub code: Code,
    /// What is shown.
    pub label: Texts,
    /// Whether it is still offered. A retired choice stays where it was chosen and cannot be chosen anew.
    pub offer: Offer,
    /// Further columns, which `choice_filter` reads by their bare names.
    pub columns: BTreeMap<String, String>,
}

/// Whether a choice is still offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Offer {
    /// It is.
    #[default]
    Current,
    /// No longer; codes are retired, never deleted.
    Retired,
}

/// An instrument that gives scores, without its items.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// What it is called.
    pub label: Texts,
    /// The least and greatest total.
    pub total: (i64, i64),
    /// Its subscales, in order.
    pub subscales: Vec<Subscale>,
    /// The versions in use; empty when any text will do.
    pub versions: Vec<String>,
    /// Who may answer it, in order.
    pub informants: Vec<Choice<ChoiceCode>>,
    /// The norm sets in use; empty when any text will do.
    pub norms: Vec<String>,
}

/// A subscale of an instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscale {
    /// Its code.
    pub code: ChoiceCode,
    /// What it is called.
    pub label: Texts,
    /// The least and greatest score.
    pub range: (i64, i64),
}
