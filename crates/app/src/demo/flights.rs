//! Operations and flights, and the opening of the records of everybody aboard, as reading a list does it.

use std::collections::BTreeMap;

use domain::{
    ChoiceCode, CommandId, Event, Granted, GroundCode, Instant, Kind, PlaceCode, RecordId, Source, Stage,
    Value,
};
use jiff::{ToSpan, tz::TimeZone};

use super::{
    dice::CodesOf,
    plan::{Country, FamilyPlan, OPERATIONS, OperationPlan, PersonPlan, Place},
    staff::{FIRST_MONTH, Staff},
    story::Known,
};
use crate::{
    App, SignedIn,
    core::work::{Touch, Work},
    refused::Answer,
};

/// Whether an operation is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    Over,
    On,
}

/// How many days before landing the list was read.
const LISTED: i64 = 4;

impl App {
    /// Opens an operation.
    pub(super) async fn begin_operation(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        plan: &OperationPlan,
        at: Instant,
        ran: Ran,
    ) -> Answer<RecordId> {
        let officer = staff.own("operation_officer")?;
        let mut opened = None;
        let began = u64::try_from(at.as_second()).unwrap_or_default();
        let codes = CodesOf::new(staff.seed, "operation codes", began);
        self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
            codes.give(work)?;
            work.now = at;
            work.actor = officer;
            let id = work.open_case(&Kind::of("operation"), "task", None, None)?;
            let text = |text: &str| Value::Text(text.into());
            let choices = |codes: &[&'static str]| {
                Value::Choices(codes.iter().map(|code| ChoiceCode::of(code)).collect())
            };
            let day = |at: Instant, days: i64| {
                let day = at.to_zoned(TimeZone::UTC).date().saturating_add(days.days());
                Value::Date(domain::PartialDate::Day(day))
            };
            work.fill(
                id,
                "operation_profile",
                [
                    ("name", text(plan.name)),
                    ("country_from", Value::Choice(ChoiceCode::of(plan.country))),
                    ("place_from", text(plan.from)),
                    ("lead_authority", Value::Choice(ChoiceCode::of("foreign_affairs"))),
                    ("agreement", text(plan.agreement)),
                    (
                        "authorities",
                        choices(&["education_ministry", "health_ministry", "migration_service", "unicef"]),
                    ),
                    ("starts", day(at, 0)),
                    ("ends", day(at, 90)),
                    ("expected", Value::Integer(plan.expected)),
                    ("remarks", text("Встреча без камер; семьи не разделять ни в пути, ни при расселении.")),
                    ("accompanying", text(staff.label("aktau_ngo_didar"))),
                ],
            )?;
            work.add(
                id,
                "case",
                Event::Assigned {
                    owner: Some(officer),
                    team: Some(staff.operations),
                    place: None,
                    word: None,
                },
            )?;
            let stages: &[&'static str] = match ran {
                Ran::Over => &["under_way", "completed"],
                Ran::On => &["under_way"],
            };
            for stage in stages {
                work.enter(id, &Stage::of(stage), None, None)?;
            }
            opened = Some(id);
            Ok(id.as_bytes().to_vec())
        })
        .await?;
        opened.ok_or(crate::Refused::NotFound)
    }

    /// Opens a flight with everybody aboard; gives their records, family by family.
    pub(super) async fn begin_flight(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        country: &Country,
        index: usize,
        operation: RecordId,
    ) -> Answer<BTreeMap<usize, Known>> {
        let flight = &country.flights[index];
        let officer = staff.own("operation_officer")?;
        let listed = before(flight.landed, LISTED);
        let mut known = BTreeMap::new();
        let codes = CodesOf::new(staff.seed, "flight codes", index as u64);
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(operation)], |work| {
            codes.give(work)?;
            known.clear();
            work.now = listed;
            work.actor = officer;
            let id = work.open_case(&Kind::of("flight"), "task", None, None)?;
            let aboard = before_hours(flight.landed, 7);
            let seats = country
                .families
                .iter()
                .filter(|family| family.flight == index)
                .map(|family| family.people.len());
            let mut values = profile(flight.name, OPERATIONS[flight.operation].from, aboard, staff);
            values.push(("arrives", Value::DateTime(flight.landed)));
            values.push(("seats", Value::Integer(i64::try_from(seats.sum::<usize>() + 12).unwrap_or(180))));
            work.fill(id, "flight_profile", values)?;
            let place = staff.places.get(FIRST_MONTH).cloned();
            work.add(
                id,
                "case",
                Event::Assigned {
                    owner: Some(officer),
                    team: Some(staff.operations),
                    place: place.clone(),
                    word: None,
                },
            )?;
            work.link(id, "case", operation, "operation")?;
            work.link(operation, "case", id, "flight")?;
            work.link(id, "case", staff.team(FIRST_MONTH)?, "receives")?;
            let mut row = 1;
            let mut passengers = Vec::new();
            for family in country.families.iter().filter(|family| family.flight == index) {
                let people = family_of(work, staff, id, family, &mut row, flight.landed)?;
                passengers.extend(people.people.iter().copied());
                known.insert(family.number, people);
            }
            work.now = aboard;
            work.enter(id, &Stage::of("boarding"), None, None)?;
            if !flight.today {
                for (number, person) in passengers.iter().enumerate() {
                    let minutes = i64::try_from(number).unwrap_or_default();
                    work.now = flight
                        .landed
                        .checked_add(jiff::SignedDuration::from_mins(20 + minutes))
                        .unwrap_or(flight.landed);
                    let state = ChoiceCode::of("arrived");
                    work.add(id, "manifest", Event::Arrived { person: *person, state })?;
                }
                work.enter(id, &Stage::of("landed"), None, None)?;
                work.now = before(flight.landed, -1);
                work.enter(id, &Stage::of("completed"), None, None)?;
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(known)
    }

    /// The flight in preparation, whose list is still a file.
    pub(super) async fn prepare_flight(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        operation: RecordId,
        now: Instant,
        zone: &TimeZone,
    ) -> Answer<()> {
        let officer = staff.own("operation_officer")?;
        let day = now.to_zoned(zone.clone()).date().saturating_add(12.days());
        let departs = day.at(6, 30, 0, 0).to_zoned(zone.clone()).map_or(now, |at| at.timestamp());
        let codes = CodesOf::new(staff.seed, "next flight codes", 0);
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(operation)], |work| {
            codes.give(work)?;
            work.now = before(now, 3);
            work.actor = officer;
            let id = work.open_case(&Kind::of("flight"), "task", None, None)?;
            let values = profile("Жаңа қоныс-4", "Эль-Хасака", departs, staff);
            work.fill(id, "flight_profile", values)?;
            let place = staff.places.get(FIRST_MONTH).cloned();
            work.add(
                id,
                "case",
                Event::Assigned { owner: Some(officer), team: Some(staff.operations), place, word: None },
            )?;
            work.link(id, "case", operation, "operation")?;
            work.link(operation, "case", id, "flight")?;
            work.link(id, "case", staff.team(FIRST_MONTH)?, "receives")?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}

fn before(at: Instant, days: i64) -> Instant {
    before_hours(at, days * 24)
}

fn before_hours(at: Instant, hours: i64) -> Instant {
    at.checked_sub(jiff::SignedDuration::from_hours(hours)).unwrap_or(at)
}

fn profile(name: &str, from: &str, departs: Instant, staff: &Staff) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("name", Value::Text(name.into())),
        ("departs", Value::DateTime(departs)),
        ("place_from", Value::Text(from.into())),
        ("escort_lead", Value::Text("Майор медицинской службы".into())),
        ("accompanying", Value::Text(staff.label("aktau_ngo_didar").into())),
        (
            "on_board",
            Value::Choices(["doctor", "psychologist", "ngo", "interpreter"].map(ChoiceCode::of).into()),
        ),
        ("receives", Value::Text(staff.label(FIRST_MONTH).into())),
        ("quiet_place", Value::Choice(ChoiceCode::of("yes"))),
        (
            "remarks",
            Value::Text("На борту два кресла-коляски, детское питание, тёплая одежда всех размеров.".into()),
        ),
    ];
    values.extend(staff.places.get(FIRST_MONTH).map(|place| ("place_to", Value::Place(place.clone()))));
    values
}

/// The records of a family, linked with the flight and with each other.
fn family_of(
    work: &mut Work<'_>,
    staff: &Staff,
    flight: RecordId,
    family: &FamilyPlan,
    row: &mut u32,
    landed: Instant,
) -> Answer<Known> {
    let mut people = Vec::new();
    for person in &family.people {
        people.push(passenger(work, staff, flight, family, person, *row, landed)?);
        *row += 1;
    }
    let mut known = Known { family: None, people };
    if known.people.len() > 1 {
        let id = work.open_case(&Kind::of("family"), "vital_interest", None, None)?;
        let size = i64::try_from(family.people.len()).unwrap_or_default();
        let children = family.people.iter().filter(|person| person.is_child()).count();
        work.fill(
            id,
            "family_profile",
            [
                ("family_name", Value::Text(family.name.title().into())),
                ("household_size", Value::Integer(size)),
                ("children_count", Value::Integer(i64::try_from(children).unwrap_or_default())),
                ("siblings_together", Value::Choice(ChoiceCode::of("yes"))),
                ("support", Value::Text("Держатся вместе; дома ждут бабушка и тётя.".into())),
            ],
        )?;
        flight_works_on(work, staff, id)?;
        for member in &known.people {
            work.link(id, "core", *member, "member")?;
            work.link(*member, "core", id, "family")?;
        }
        known.family = Some(id);
    }
    for (index, person) in family.people.iter().enumerate() {
        let relation = match person.place {
            Place::Mother => "mother",
            Place::Father => "father",
            Place::Relative => "grandparent",
            Place::Child => continue,
        };
        let children = family.people.iter().enumerate().filter(|(_, other)| other.is_child());
        for (child, _) in children {
            work.link(known.people[child], "core", known.people[index], relation)?;
            // A grandchild is a member of the family, no child.
            if person.place != Place::Relative {
                work.link(known.people[index], "core", known.people[child], "child")?;
            }
        }
    }
    Ok(known)
}

/// One person of the list.
fn passenger(
    work: &mut Work<'_>,
    staff: &Staff,
    flight: RecordId,
    family: &FamilyPlan,
    person: &PersonPlan,
    row: u32,
    landed: Instant,
) -> Answer<RecordId> {
    let kind = if person.is_child() { "child" } else { "adult" };
    let source = Source { list: flight, fingerprint: format!("cdemo {} {row}", family.number).into(), row };
    let until = before(landed, -60);
    let id = work.open_case(&Kind::of(kind), "vital_interest", Some(until), Some(source))?;
    let place: Option<PlaceCode> = None;
    work.add(id, "case", Event::Assigned { owner: None, team: None, place, word: None })?;
    let form = if person.is_child() { "child_profile" } else { "adult_profile" };
    let language = match family.language {
        "uz" => ["uz", "ru"],
        "ce" => ["ce", "ru"],
        "kk" => ["kk", "ar"],
        _ => ["ru", "ar"],
    };
    let mut values = vec![
        ("names", Value::Names(person.written.clone())),
        ("sex", Value::Choice(ChoiceCode::of(person.sex.code()))),
        ("birth", Value::Date(person.birth)),
        ("birth_basis", Value::Choice(ChoiceCode::of("mother_knows"))),
        ("languages", Value::Choices(language.map(ChoiceCode::of).into())),
    ];
    if person.is_child() {
        values.push(("thinks_in", Value::Choice(ChoiceCode::of(language[0]))));
    }
    work.fill(id, form, values)?;
    let mother = family.people.iter().find(|person| !person.is_child()).filter(|_| person.is_child());
    let protocol = work.protocol.clone();
    let home = staff.places.get(super::staff::CENTRES[family.centre].service);
    let home = home.and_then(|place| protocol.places().get(place.as_str()));
    let home = home.map(|place| protocol.text(&place.label, "ru").to_owned());
    let listed = [
        ("list_number", Some(row.to_string())),
        ("family_group", Some((family.number + 1).to_string())),
        ("mother_as_listed", mother.map(|mother| mother.name.short())),
        ("place_as_listed", home),
    ];
    let listed = listed.into_iter().filter_map(|(field, text)| Some((field, Value::Text(text?.into()))));
    work.fill(id, "manifest_line", listed)?;
    flight_works_on(work, staff, id)?;
    work.link(id, "manifest", flight, "flight")?;
    work.link(flight, "manifest", id, "passenger")?;
    work.begin_pathway(id)?;
    Ok(id)
}

/// Those who work on flights reach it, as far as their roles and its stage allow.
fn flight_works_on(work: &mut Work<'_>, staff: &Staff, id: RecordId) -> Answer<()> {
    let granted = Granted {
        party: staff.operations,
        relation: GroundCode::of("flight"),
        referral: None,
        until: None,
        reason: None,
    };
    work.add(id, "access", Event::Granted(granted))?;
    Ok(())
}
