//! Opening an operation, and a flight in it.

use domain::{
    CommandId, EntryId, Event, FieldCode, FormCode, GroundCode, Kind, PersonCode, PlaceCode, Private,
    RecordId, Stage, TeamId, Value, Values, record::Team,
};
use jiff::civil::Date;

use crate::{
    App, Door, Opened, Shown, SignedIn,
    core::work::{Done, Touch, Work},
    refused::{Answer, Refused, because},
};

/// A flight as it was asked for; its other particulars are filled in its form.
#[derive(Debug, Clone)]
pub struct OpenFlight {
    /// The command's id.
    pub command: CommandId,
    /// The operation it belongs to.
    pub operation: PersonCode,
    /// Its name or number.
    pub name: Private<String>,
    /// The day it departs, from which ages are reckoned.
    pub departs: Date,
    /// The place it arrives at.
    pub place_to: Option<PlaceCode>,
    /// The team that receives the people.
    pub receives: Option<TeamId>,
}

/// The most characters of a name.
const LONGEST: usize = 200;

pub(super) fn name(text: &Private<String>) -> Answer<Private<String>> {
    let text = text.as_str().trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(because("name-needed"));
    }
    Ok(text.into())
}

/// A day on which somebody may have travelled or written a list: a year with a digit lost is asked for again.
pub(super) fn day(day: Date) -> Answer<Date> {
    if (1990..2100).contains(&day.year()) { Ok(day) } else { Err(because("date-needed")) }
}

impl App {
    /// Whether somebody may open an operation.
    pub fn opens_operations(&self, who: &SignedIn) -> bool {
        self.office(who, "operation.create").is_ok()
    }

    /// Opens an operation under the person's own responsibility.
    pub async fn open_operation(
        &self,
        who: &SignedIn,
        command: CommandId,
        called: Private<String>,
    ) -> Answer<Done> {
        self.office(who, "operation.create")?;
        let called = name(&called)?;
        let team = who.actor().teams().next();
        self.transact(who, command, &[], |work| {
            let id = work.open_case(&Kind::of("operation"), "task", None, None)?;
            work.fill(id, "operation_profile", [("name", Value::Text(called.clone()))])?;
            let owner = work.actor;
            work.add(id, "case", Event::Assigned { owner: Some(owner), team, place: None, word: None })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    fn receives_people(&self, team: &Team) -> bool {
        let protocol = self.protocol();
        let flight = protocol.kinds().get("flight");
        !team.closed && flight.is_some_and(|flight| flight.received_by.contains(&team.sector))
    }

    /// The teams that may receive the people of a flight, for somebody who may open one.
    pub async fn receiving_teams(
        &self,
        who: &SignedIn,
        operation: &PersonCode,
    ) -> Answer<(Opened, Vec<(TeamId, Team)>)> {
        let opened = self.open_code(who, operation, Door::page(Shown::FlightNew)).await?;
        if opened.kind() != "operation" || !opened.grant.may_do("flight.create") {
            return Err(Refused::NotFound);
        }
        let mut teams = self.teams().await?;
        teams.retain(|(_, team)| self.receives_people(team));
        Ok((opened, teams))
    }

    /// Opens a flight of an operation.
    pub async fn open_flight(&self, who: &SignedIn, sent: OpenFlight) -> Answer<Done> {
        let operation = self.by_code(&sent.operation).await?.ok_or(Refused::NotFound)?;
        if let Some(team) = sent.receives
            && !self.receives_people(&self.team(team).await?)
        {
            return Err(Refused::NotFound);
        }
        self.transact(who, sent.command, &[Touch::Open(operation)], |work| {
            work.demand(operation, "flight.create")?;
            if work.record(operation)?.kind().is_none_or(|kind| *kind != "operation") {
                return Err(Refused::NotFound);
            }
            let called = name(&sent.name)?;
            if let Some(place) = &sent.place_to
                && work.protocol.places().get(place.as_str()).is_none()
            {
                return Err(Refused::NotFound);
            }
            let (owner, team) = (work.actor, work.record(operation)?.team);
            let id = work.open_case(&Kind::of("flight"), "task", None, None)?;
            let zone = protocol::place::zone(&work.protocol, sent.place_to.as_ref().map(PlaceCode::as_str));
            let departs = day(sent.departs)?.at(12, 0, 0, 0).to_zoned(zone).map(|at| at.timestamp());
            let departs = departs.map_err(|_| because("date-needed"))?;
            let mut values = vec![("name", Value::Text(called)), ("departs", Value::DateTime(departs))];
            values.extend(sent.place_to.clone().map(|place| ("place_to", Value::Place(place))));
            work.fill(id, "flight_profile", values)?;
            work.add(
                id,
                "case",
                Event::Assigned { owner: Some(owner), team, place: sent.place_to.clone(), word: None },
            )?;
            work.link(id, "case", operation, "operation")?;
            work.link(operation, "case", id, "flight")?;
            if let Some(receives) = sent.receives {
                work.link(id, "case", receives, "receives")?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Opens a record, enters its first stage, and follows the pathway.
    pub(crate) fn open_case(
        &mut self,
        kind: &Kind,
        basis: &'static str,
        basis_until: Option<domain::Instant>,
        source: Option<domain::Source>,
    ) -> Answer<RecordId> {
        let id = self.open_record(kind, GroundCode::of(basis), basis_until, source)?;
        let first = self.protocol.kinds().get(kind.as_str()).and_then(|kind| kind.first_stage.clone());
        if let Some(first) = first {
            self.add(id, "case", Event::StatusChanged { to: first, ground: None, reason: None })?;
        }
        Ok(id)
    }

    /// What the pathway asks for at the beginning, once the record has its particulars, place and owner.
    pub(crate) fn begin_pathway(&mut self, id: RecordId) -> Answer<()> {
        use crate::core::pathway::Happened;
        self.follow(id, &Happened::Opened)?;
        let stage: Option<Stage> = self.record(id)?.stage().cloned();
        match stage {
            Some(stage) => self.follow(id, &Happened::Stage(stage)),
            None => Ok(()),
        }
    }

    /// Fills fields of a form from the program itself, in the form's own compartment.
    pub(crate) fn fill(
        &mut self,
        id: RecordId,
        form: &'static str,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Answer<()> {
        let values: Values = values.into_iter().map(|(field, value)| (FieldCode::of(field), value)).collect();
        if values.is_empty() {
            return Ok(());
        }
        let compartment = self.protocol.form(form).ok_or(Refused::NotFound)?.compartment.clone();
        let entry = match self.record(id)?.entry(form) {
            Some(entry) => entry.id,
            None => self.app.fresh::<EntryId>()?,
        };
        self.add(
            id,
            compartment.as_str(),
            Event::FormFilled {
                form: FormCode::of(form),
                entry,
                values,
                emptied: std::collections::BTreeSet::new(),
            },
        )?;
        Ok(())
    }

    /// Links a record with another.
    pub(crate) fn link(
        &mut self,
        id: RecordId,
        compartment: &str,
        to: RecordId,
        relation: &'static str,
    ) -> Answer<()> {
        self.add(id, compartment, Event::Linked { to, relation: GroundCode::of(relation) })?;
        Ok(())
    }
}
