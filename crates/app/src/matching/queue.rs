//! The registrar's queue: pairs that may be one person, and the two sides of one.
//!
//! Invariant: a pair is shown to whoever may open it and both of its sides, and to nobody else; each side is cut to what
//! its reader may see of that record, and all three are in the reading log.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Instant, Kin, MatchReason, PersonCode, Record, RecordId, Stage, Sureness, Value, record::PairDecided,
};

use super::{
    compare::{Documents, Evidence, FORMS, Face, evidence, same_name},
    search::KINDS,
};
use crate::{
    App, Door, Filter, Listed, Opened, Shown, SignedIn,
    core::{
        facts,
        father::Father,
        load::{load, view},
        reading::Read,
    },
    refused::{Answer, Refused},
};

/// Which part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// The surest.
    Certain,
    /// The others that nobody has looked at.
    Likely,
    /// Looked at, and not to be told yet.
    Unsure,
    /// Who may be of one family.
    Family,
    /// Decided.
    Settled,
}

impl Queue {
    /// All, in the order in which they are worked off.
    pub const ALL: [Self; 5] = [Self::Certain, Self::Likely, Self::Family, Self::Unsure, Self::Settled];

    /// Its code: the stage of its pairs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Family => "family",
            Self::Unsure => "unsure",
            Self::Settled => "settled",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.code() == code)
    }
}

/// A pair in the queue.
#[derive(Debug, Clone)]
pub struct ShownPair {
    /// Its own code.
    pub code: PersonCode,
    /// When it was proposed.
    pub at: Instant,
    /// How sure it is.
    pub sureness: Sureness,
    /// Why.
    pub reasons: BTreeSet<MatchReason>,
    /// What they may be to each other; none where they may be one person.
    pub kin: Option<Kin>,
    /// What was decided last.
    pub decided: Option<PairDecided>,
    /// The two.
    pub sides: [Listed; 2],
}

/// A page of the queue.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    /// Its pairs, the newest first.
    pub pairs: Vec<ShownPair>,
    /// Where the next page begins.
    pub next: Option<store::Cursor>,
}

/// Whether the two say the same in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// They do.
    Same,
    /// They do not.
    Other,
    /// One of them says nothing.
    Missing,
}

/// One field of both sides.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Which field: of the particulars or of the row of a list.
    pub field: &'static str,
    /// What each side says.
    pub values: [Option<Value>; 2],
    /// Whether they say the same.
    pub shared: Shared,
}

/// Two records side by side.
#[derive(Debug, Clone)]
pub struct SideBySide {
    /// The pair itself.
    pub opened: Opened,
    /// What was proposed and decided.
    pub pair: domain::record::Pair,
    /// The two, as the reader may see them.
    pub sides: [Opened; 2],
    /// Field by field.
    pub fields: Vec<Compared>,
    /// What speaks for one person and against it, as the two stand now and as far as this reader may see them.
    pub evidence: Vec<Evidence>,
}

/// The fields that are compared, in the order in which they are read.
const FIELDS: [&str; 11] = [
    "names",
    "sex",
    "birth",
    "document_as_listed",
    "mother_as_listed",
    "father_as_listed",
    "birthplace_as_listed",
    "place_as_listed",
    "location_as_listed",
    "family_group",
    "remarks_as_listed",
];

impl App {
    /// Whether any role of this person works off the queue.
    pub fn settles_matches(&self, who: &SignedIn) -> bool {
        let protocol = self.protocol();
        let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
        held.flat_map(|role| &role.grants)
            .any(|grant| grant.kinds.contains("match") && grant.actions.contains("match.decide"))
    }

    /// A page of the queue; logged.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for whoever never works it off.
    pub async fn matches(
        &self,
        who: &SignedIn,
        queue: Queue,
        after: Option<store::Cursor>,
        most: usize,
    ) -> Answer<Pairs> {
        if !self.settles_matches(who) {
            return Err(Refused::NotFound);
        }
        let mut filter = Filter::of("match");
        filter.stages = vec![Stage::of(queue.code())];
        filter.order = store::Order::Changed;
        let page = self.list(who, Shown::Matches, &filter, after, most).await?;
        let mut found = Vec::with_capacity(page.rows.len());
        for row in &page.rows {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let seen = view(loaded.record, &row.grant, &self.protocol());
            if let (Some((opened, _)), Some(pair)) = (seen.opened, seen.pair)
                && self.may_be_guessed(&pair).await?
            {
                found.push((opened.code, pair));
            }
        }
        let ids: BTreeSet<RecordId> =
            found.iter().flat_map(|(_, pair)| [pair.proposed.one, pair.proposed.other]).collect();
        let rows = self.store().records(&ids.into_iter().collect::<Vec<_>>()).await?;
        let sides = self.show_rows(who, rows).await?;
        let sides: BTreeMap<RecordId, Listed> = sides.into_iter().map(|side| (side.id, side)).collect();
        let pairs: Vec<ShownPair> = found
            .into_iter()
            .filter_map(|(code, pair)| {
                let side = |id: &RecordId| sides.get(id).cloned();
                Some(ShownPair {
                    code,
                    at: pair.at,
                    sureness: pair.proposed.sureness,
                    kin: pair.proposed.kin,
                    decided: pair.decided().cloned(),
                    sides: [side(&pair.proposed.one)?, side(&pair.proposed.other)?],
                    reasons: pair.proposed.reasons,
                })
            })
            .collect();
        let records = pairs.iter().flat_map(|pair| pair.sides.iter().map(|side| side.id)).collect();
        self.log_reading(who, &Read { page: Shown::Matches, records, grounds: Vec::new(), reason: None })
            .await?;
        Ok(Pairs { pairs, next: page.next })
    }

    /// One pair, side by side; logged.
    pub async fn side_by_side(&self, who: &SignedIn, code: &PersonCode) -> Answer<SideBySide> {
        let row = self.store().record_by_code(&crate::core::tokens::code(self, code)?).await?;
        let row = row.filter(|row| row.kind == "match").ok_or(Refused::NotFound)?;
        let Some(loaded) = load(self, row.id).await? else { return Err(Refused::NotFound) };
        let protocol = self.protocol();
        let facts = facts::of_record(&loaded.record)?;
        let grant = policy::access(protocol.table(), who.actor(), &facts).map_err(|_| Refused::NotFound)?;
        let pair = view(loaded.record, &grant, &protocol).pair.ok_or(Refused::NotFound)?;
        // All three or none: a pair of which only one side may be seen tells of the other.
        let one = self.may_see(who, pair.proposed.one).await?;
        let other = self.may_see(who, pair.proposed.other).await?;
        if !(one && other) {
            return Err(Refused::NotFound);
        }
        let father = self.father_between(&[pair.proposed.one, pair.proposed.other]).await?;
        if !self.may_be_guessed(&pair).await? {
            return Err(Refused::NotFound);
        }
        let door = || Door::page(Shown::Match);
        let opened = self.open(who, row.id, door()).await?;
        let sides = [
            self.open(who, pair.proposed.one, door()).await?,
            self.open(who, pair.proposed.other, door()).await?,
        ];
        let (left, right) = (&sides[0].view, &sides[1].view);
        let fields = compared(left, right, father);
        let reasons = &pair.proposed.reasons;
        let documents =
            if reasons.contains(&MatchReason::SameDocument) { Documents::Shared } else { Documents::Apart };
        let evidence = evidence(&Face::of(left), &Face::of(right), documents, father);
        Ok(SideBySide { opened, pair, sides, fields, evidence })
    }

    /// Whether a pair may stand: kinship is guessed of nobody whose record says, by now, that nothing is guessed.
    pub(super) async fn may_be_guessed(&self, pair: &domain::record::Pair) -> Answer<bool> {
        let (one, other) = (pair.proposed.one, pair.proposed.other);
        Ok(pair.proposed.kin.is_none() || self.father_between(&[one, other]).await? == Father::Speaks)
    }

    /// Whether somebody may open a record that may be a side of a pair.
    async fn may_see(&self, who: &SignedIn, id: RecordId) -> Answer<bool> {
        let Some(loaded) = load(self, id).await? else { return Ok(false) };
        let facts = facts::of_record(&loaded.record)?;
        let may = policy::access(self.protocol().table(), who.actor(), &facts).is_ok();
        Ok(may && KINDS.contains(&facts.kind.as_str()))
    }
}

fn compared(one: &Record, other: &Record, father: Father) -> Vec<Compared> {
    let said =
        |record: &Record, field: &str| FORMS.iter().find_map(|form| record.value(form, field)).cloned();
    FIELDS
        .into_iter()
        .filter(|field| father == Father::Speaks || *field != "father_as_listed")
        .filter_map(|field| {
            let values = [said(one, field), said(other, field)];
            if values.iter().all(Option::is_none) {
                return None;
            }
            let shared = shared(field, &values, father);
            Some(Compared { field, values, shared })
        })
        .collect()
}

fn shared(field: &str, values: &[Option<Value>; 2], father: Father) -> Shared {
    let [Some(one), Some(other)] = values else { return Shared::Missing };
    let same = match (field, one, other) {
        // Names that sound the same say the same.
        ("names", Value::Names(one), Value::Names(other)) => same_name(one, other, father),
        (_, Value::Text(one), Value::Text(other)) => {
            let plain = |text: &str| names::normalise(text).text;
            plain(one.as_str()) == plain(other.as_str())
        }
        (_, one, other) => one == other,
    };
    if same { Shared::Same } else { Shared::Other }
}
