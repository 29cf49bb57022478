//! A protocol as a whole.

use std::{collections::BTreeMap, path::Path};

use domain::{
    Compartment, FormCode, GroundCode, InstrumentCode, Kind, PlaceCode, PurposeCode, RoleCode, ServiceCode,
    Stage, TaskCode, Urgency,
};
use forms::{Form, Lists, Problem, Texts};
use policy::Table;

use crate::{
    Catalogue, CompartmentRule, ConsentRules, Error, Files, Indicator, InstrumentRule, Masthead, PlaceEntry,
    Purpose, RecordKind, RetentionRule, RoleText, ServiceEntry, StageRule, TaskRule, Transition, UrgencyText,
    check, compartment, consent, folder, form, indicator, instrument, kind, list, masthead, place, purpose,
    reading::{Book, FileRows, Spots, What},
    retention, role, service, stage, task, urgency,
};

/// A protocol: everything its folder says, read and resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Protocol {
    pub(crate) files: Files,
    pub(crate) hash: String,
    pub(crate) spots: Spots,
    pub(crate) masthead: Masthead,
    pub(crate) kinds: Catalogue<Kind, RecordKind>,
    pub(crate) compartments: Catalogue<Compartment, CompartmentRule>,
    pub(crate) stages: BTreeMap<Kind, Catalogue<Stage, StageRule>>,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) forms: BTreeMap<FormCode, Form>,
    pub(crate) lists: Lists,
    pub(crate) tasks: Catalogue<TaskCode, TaskRule>,
    pub(crate) roles: Catalogue<RoleCode, RoleText>,
    pub(crate) table: Table,
    pub(crate) consent: ConsentRules,
    pub(crate) purposes: Catalogue<PurposeCode, Purpose>,
    pub(crate) services: Catalogue<ServiceCode, ServiceEntry>,
    pub(crate) places: Catalogue<PlaceCode, PlaceEntry>,
    pub(crate) instruments: Catalogue<InstrumentCode, InstrumentRule>,
    pub(crate) retention: Catalogue<GroundCode, RetentionRule>,
    pub(crate) indicators: Catalogue<GroundCode, Indicator>,
    pub(crate) urgencies: BTreeMap<Urgency, UrgencyText>,
}

impl Protocol {
    /// Reads a folder and checks it.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when a file cannot be read, [`Error::Mistakes`] with every mistake found.
    pub fn load(dir: &Path) -> Result<Self, Error> {
        Self::from_files(folder::read(dir)?)
    }

    /// Reads files by their path relative to the folder, and checks them.
    ///
    /// # Errors
    /// [`Error::Mistakes`] with every mistake found.
    pub fn from_files(files: Files) -> Result<Self, Error> {
        let protocol = Self::from_activated(files)?;
        let problems = check::check(&protocol);
        if problems.is_empty() { Ok(protocol) } else { Err(Error::Mistakes(problems)) }
    }

    /// Reads the files of a version that was once in force. Events outlive versions, and checks grow stricter with
    /// the program: this asks only that the files can be read and refer to nothing unknown.
    ///
    /// # Errors
    /// [`Error::Mistakes`] when they cannot.
    pub fn from_activated(files: Files) -> Result<Self, Error> {
        let missing = folder::check(&files);
        if !missing.is_empty() {
            return Err(Error::Mistakes(missing));
        }
        let mut book = Book::default();
        let rows: Opened<'_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), FileRows::parse(path, text, &mut book)))
            .collect();
        // Where the writing is broken, what it says cannot be judged: one slip would give a page of problems.
        if !book.problems.is_empty() {
            return Err(Error::Mistakes(book.problems));
        }
        let read = read(&files, &rows, &mut book);
        drop(rows);
        book.resolve();
        let mut problems = book.problems;
        problems.sort();
        problems.dedup();
        match read {
            Some(mut protocol) if problems.is_empty() => {
                protocol.hash = folder::hash(&files);
                protocol.files = files;
                protocol.spots = book.spots;
                Ok(protocol)
            }
            _ => Err(Error::Mistakes(problems)),
        }
    }

    /// What this protocol would break of an earlier one: codes that are gone, fields whose type changed.
    pub fn check_against(&self, earlier: &Self) -> Vec<Problem> {
        crate::against::check(self, earlier)
    }

    /// The files it was read from, to be kept for ever once it is activated.
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// SHA-256 of its files, hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its version, `kz-2026.1`.
    pub fn version(&self) -> &str {
        &self.masthead.version
    }

    /// Its languages, the main one first.
    pub fn languages(&self) -> &[String] {
        &self.masthead.languages
    }

    /// A text in a language; where it is missing in the first of the protocol's languages that has it.
    pub fn text<'t>(&self, texts: &'t Texts, language: &str) -> &'t str {
        let ours = self.masthead.languages.iter().map(String::as_str);
        std::iter::once(language)
            .chain(ours)
            .find_map(|language| texts.get(language))
            .or_else(|| texts.values().next())
            .map_or("", String::as_str)
    }

    /// What stands at its head.
    pub const fn masthead(&self) -> &Masthead {
        &self.masthead
    }
    /// Kinds of record.
    pub const fn kinds(&self) -> &Catalogue<Kind, RecordKind> {
        &self.kinds
    }
    /// Compartments.
    pub const fn compartments(&self) -> &Catalogue<Compartment, CompartmentRule> {
        &self.compartments
    }
    /// The stages of a kind; none when its records have no stages.
    pub fn stages(&self, kind: &str) -> Option<&Catalogue<Stage, StageRule>> {
        self.stages.get(kind)
    }
    /// One stage of a kind.
    pub fn stage(&self, kind: &str, stage: &str) -> Option<&StageRule> {
        self.stages.get(kind)?.get(stage)
    }
    /// Ways from stage to stage, in the order of the file.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }
    /// Forms by code.
    pub const fn forms(&self) -> &BTreeMap<FormCode, Form> {
        &self.forms
    }
    /// One form.
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.get(code)
    }
    /// What forms look up: lists, places, instruments.
    pub const fn lists(&self) -> &Lists {
        &self.lists
    }
    /// What a choice of a list is called.
    pub fn choice(&self, list: &str, choice: &str) -> Option<&Texts> {
        self.lists.choices.get(list)?.iter().find(|known| known.code == *choice).map(|known| &known.label)
    }
    /// Tasks of the pathway.
    pub const fn tasks(&self) -> &Catalogue<TaskCode, TaskRule> {
        &self.tasks
    }
    /// Roles, in words.
    pub const fn roles(&self) -> &Catalogue<RoleCode, RoleText> {
        &self.roles
    }
    /// Roles, as need-to-know is decided by.
    pub const fn table(&self) -> &Table {
        &self.table
    }
    /// The rules of consent.
    pub const fn consent(&self) -> &ConsentRules {
        &self.consent
    }
    /// Purposes of sharing.
    pub const fn purposes(&self) -> &Catalogue<PurposeCode, Purpose> {
        &self.purposes
    }
    /// The directory of services.
    pub const fn services(&self) -> &Catalogue<ServiceCode, ServiceEntry> {
        &self.services
    }
    /// Places.
    pub const fn places(&self) -> &Catalogue<PlaceCode, PlaceEntry> {
        &self.places
    }
    /// Screening instruments.
    pub const fn instruments(&self) -> &Catalogue<InstrumentCode, InstrumentRule> {
        &self.instruments
    }
    /// How long what is kept.
    pub const fn retention(&self) -> &Catalogue<GroundCode, RetentionRule> {
        &self.retention
    }
    /// Indicators.
    pub const fn indicators(&self) -> &Catalogue<GroundCode, Indicator> {
        &self.indicators
    }
    /// The words for protection urgency, the least pressing first.
    pub const fn urgencies(&self) -> &BTreeMap<Urgency, UrgencyText> {
        &self.urgencies
    }
}

/// Files as far as they are TOML.
type Opened<'a> = BTreeMap<&'a str, FileRows<'a>>;

fn read(files: &Files, rows: &Opened<'_>, book: &mut Book) -> Option<Protocol> {
    macro_rules! from {
        ($file:literal, $read:path) => {
            $read(rows.get($file)?, book)
        };
    }
    let masthead = from!("protocol.toml", masthead::read);
    let kinds = from!("records.toml", kind::read);
    let compartments = from!("compartments.toml", compartment::read);
    let (stages, transitions) = from!("stages.toml", stage::read);
    let tasks = from!("pathway.toml", task::read);
    let (roles, table) = from!("roles.toml", role::read);
    let consent = from!("consent.toml", consent::read);
    let purposes = from!("sharing.toml", purpose::read);
    let services = from!("directory.toml", service::read);
    let places = from!("places.toml", place::read);
    let instruments = from!("instruments.toml", instrument::read);
    let retention = from!("retention.toml", retention::read);
    let indicators = from!("indicators.toml", indicator::read);
    let urgencies = from!("urgency.toml", urgency::read);

    let mut choices = BTreeMap::new();
    let mut all_forms = BTreeMap::new();
    for (path, text) in files {
        if let Some(stem) = path.strip_prefix("lookups/").and_then(|name| name.strip_suffix(".toml")) {
            let before = book.problems.len();
            if let Some((code, list)) = list::read(rows.get(path.as_str())?, book, stem) {
                choices.insert(code, list);
            }
            if book.problems.len() > before {
                book.unread(What::List, stem);
            }
        } else if let Some(stem) = path.strip_prefix("forms/").and_then(|name| name.strip_suffix(".toml"))
            && let Some(form) = form::read(path, text, stem, book)
        {
            all_forms.insert(form.code.clone(), form);
        }
    }
    let informants = choices.get(instrument::INFORMANTS);
    let lists = Lists {
        instruments: instruments
            .iter()
            .map(|known| (known.code.clone(), known.as_form_instrument(informants)))
            .collect(),
        places: place::as_choices(&places),
        choices,
    };
    // Against lists that are not all there every form would seem wrong.
    let looked_up =
        |file: &str| matches!(file, "instruments.toml" | "places.toml") || file.starts_with("lookups/");
    if !book.problems.iter().any(|problem| looked_up(&problem.file)) {
        form::check(&all_forms, &lists, book);
    }
    Some(Protocol {
        files: Files::new(),
        hash: String::new(),
        spots: Spots::default(),
        masthead: masthead?,
        kinds,
        compartments,
        stages,
        transitions,
        forms: all_forms,
        lists,
        tasks,
        roles,
        table,
        consent: consent?,
        purposes,
        services,
        places,
        instruments,
        retention,
        indicators,
        urgencies,
    })
}
