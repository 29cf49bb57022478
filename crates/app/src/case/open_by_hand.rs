//! Opening the record of an adult or a family that came with no list: on a recorded basis, under somebody's
//! responsibility, and looked for among everybody else so that a second record of one person is noticed.
//!
//! Invariant: whoever opens a record could have opened it anyway, by what it is assigned to; that somebody is known
//! here already is told to the registrar and to nobody else.

use domain::{CommandId, Event, GroundCode, Instant, Kind, PersonCode, PlaceCode, RecordId, TeamId, UserId};
use domain::{PartialDate, PersonName, Value};
use jiff::SignedDuration;
use policy::Relation;

use super::listed;
use crate::{
    App, SignedIn,
    core::{
        facts,
        work::{Done, Touch},
    },
    matching,
    refused::{Answer, Refused, because},
};

/// The kinds of record that are opened by hand.
pub const KINDS: [&str; 2] = ["adult", "family"];
/// How long a record stands on a basis other than consent before it is decided.
const BASIS_DAYS: i64 = 60;

/// A record as it was asked for.
#[derive(Debug, Clone)]
pub struct OpenByHand {
    /// The command's id.
    pub command: CommandId,
    /// Of which kind.
    pub kind: Kind,
    /// On which basis it stands until consent is decided.
    pub basis: GroundCode,
    /// An adult's names.
    pub names: Vec<PersonName>,
    /// An adult's sex, by the protocol's list.
    pub sex: Option<domain::ChoiceCode>,
    /// When an adult was born, as far as it is known.
    pub birth: Option<PartialDate>,
    /// What the workers call a family.
    pub called: Option<domain::Private<String>>,
    /// Of a family: the people who belong to it from the beginning.
    pub members: Vec<PersonCode>,
}

/// Under whose responsibility a new record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Under {
    owner: Option<UserId>,
    team: Option<TeamId>,
    place: Option<PlaceCode>,
}

impl App {
    /// Whether somebody may open a record of a kind by hand.
    pub async fn opens_by_hand(&self, who: &SignedIn, kind: &str) -> Answer<bool> {
        Ok(KINDS.contains(&kind) && self.under(who, kind).await?.is_some())
    }

    /// Opens a record by hand.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for whoever may not; `party-unknown` for a member whose record the sender may not open.
    pub async fn open_by_hand(&self, who: &SignedIn, sent: OpenByHand) -> Answer<Done> {
        let kind = sent.kind.as_str();
        if !KINDS.contains(&kind) {
            return Err(Refused::NotFound);
        }
        let under = self.under(who, kind).await?.ok_or(Refused::NotFound)?;
        let mut members: Vec<RecordId> = Vec::new();
        for code in &sent.members {
            let id = self.known_to(who, code).await?.ok_or_else(|| because("party-unknown"))?;
            if !members.contains(&id) {
                members.push(id);
            }
        }
        let touched: Vec<Touch> = members.iter().copied().map(Touch::Open).collect();
        self.transact(who, sent.command, &touched, |work| {
            listed(&work.protocol, "opening_bases", sent.basis.as_str())?;
            let family = sent.kind == "family";
            if family && sent.called.as_ref().is_none_or(|called| called.as_str().trim().is_empty())
                || !family && sent.names.is_empty()
            {
                return Err(because("name-needed"));
            }
            let until = work.now.checked_add(SignedDuration::from_hours(24 * BASIS_DAYS)).ok();
            let until = until.or(Some(Instant::MAX)).filter(|_| !family);
            let id = work.open_record(&sent.kind, sent.basis.clone(), until, None)?;
            let stage =
                work.protocol.kinds().get(sent.kind.as_str()).and_then(|kind| kind.first_stage.clone());
            if let Some(to) = stage {
                work.add(id, "case", Event::StatusChanged { to, ground: None, reason: None })?;
            }
            if family {
                let called = sent.called.clone().map(|called| ("family_name", Value::Text(called)));
                work.fill(id, "family_profile", called)?;
            } else {
                let mut values = vec![("names", Value::Names(sent.names.clone()))];
                values.extend(sent.sex.clone().map(|sex| ("sex", Value::Choice(sex))));
                values.extend(sent.birth.map(|birth| ("birth", Value::Date(birth))));
                work.fill(id, "adult_profile", values)?;
                work.beside(matching::job(work.app, id)?);
            }
            let Under { owner, team, place } = under.clone();
            work.add(id, "case", Event::Assigned { owner, team, place, word: None })?;
            // Whoever could not open it cannot make it either.
            let facts = facts::of_record(work.record(id)?)?;
            let grant =
                policy::access(work.protocol.table(), who.actor(), &facts).map_err(|_| Refused::NotFound)?;
            for member in &members {
                if !family || !grant.may_do("record.link") {
                    return Err(Refused::NotFound);
                }
                work.demand(*member, "record.link").map_err(|_| because("link-not-yours"))?;
                if !work
                    .record(*member)?
                    .kind()
                    .is_some_and(|kind| matches!(kind.as_str(), "child" | "adult"))
                {
                    return Err(because("link-does-not-fit"));
                }
                work.join(id, *member)?;
            }
            work.begin_pathway(id)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Under whose responsibility a record that this person opens stands: their own, their team's or their place's.
    async fn under(&self, who: &SignedIn, kind: &str) -> Answer<Option<Under>> {
        if self.office(who, "record.open").is_err() {
            return Ok(None);
        }
        let protocol = self.protocol();
        for held in &who.actor().roles {
            let Some(role) = protocol.table().role(held.role.as_str()) else { continue };
            let through = |relation: Relation| {
                role.grants.iter().any(|grant| {
                    grant.kinds.contains(kind) && grant.stages.is_empty() && grant.when.contains(&relation)
                })
            };
            let team = match held.team {
                Some(team) => Some((team, self.team(team).await?.place)),
                None => None,
            };
            let under = match (&team, &held.place) {
                (Some((team, place)), _) if through(Relation::Owner) => {
                    Some(Under { owner: Some(who.user()), team: Some(*team), place: place.clone() })
                }
                (Some((team, place)), _) if through(Relation::Supervisor) => {
                    Some(Under { owner: None, team: Some(*team), place: place.clone() })
                }
                (_, Some(place)) if through(Relation::Place) => {
                    Some(Under { owner: None, team: None, place: Some(place.clone()) })
                }
                _ => None,
            };
            if under.is_some() {
                return Ok(under);
            }
        }
        Ok(None)
    }
}
