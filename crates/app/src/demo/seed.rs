//! Many invented children, to measure: short records by the hundred thousand, and some with a long history.
//!
//! Invariant: the same machine as everywhere, many records to a commit; only a demo store takes them.

use std::collections::BTreeMap;

use domain::{
    AccountEvent, ApprovalId, ChoiceCode, CommandId, EntryId, Event, FieldCode, FormCode, Kind, PersonCode,
    PlaceCode, RecordId, RoleCode, Sector, Stage, TeamEvent, TeamId, Urgency, UserId, Value, Values,
};
use jiff::{SignedDuration, ToSpan};
use tokio::task::JoinSet;

use super::{
    dice::Dice,
    names::{FamilyName, Sex},
    words,
};
use crate::{
    App, SignedIn,
    account::found::new_account,
    chain::Progress,
    core::work::Work,
    refused::{Answer, Fault, Refused},
};

/// How many children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeding {
    /// Children.
    pub children: u64,
    /// How many of them have a history of [`LONG`] events; the first worker holds them.
    pub long: u64,
    /// The same seed invents the same children.
    pub seed: u64,
}

/// Who can be signed in as, and what there is to open.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The first workers and the codes of their children; the first worker has those with long histories, and they
    /// come first.
    pub workers: Vec<(UserId, Vec<PersonCode>)>,
    /// The supervisor of the first worker's team.
    pub supervisor: UserId,
}

/// Events of a long history.
pub const LONG: usize = 300;
/// Open cases of a worker.
const CASELOAD: u64 = 25;
/// Workers of a team.
const TEAM: u64 = 5;
/// Workers that are told of.
const TOLD: usize = 16;
/// Children of one commit, and commits under way.
const CHILDREN: u64 = 40;
const UNDER_WAY: usize = 6;

/// A worker and the team.
#[derive(Debug, Clone, Copy)]
struct Holder {
    worker: UserId,
    team: TeamId,
    supervisor: UserId,
}

impl App {
    /// Adds children to a demo store.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where people are not invented.
    pub async fn seed(&self, seeding: &Seeding, mut progress: impl FnMut(Progress) + Send) -> Answer<Seeded> {
        if !self.is_demo() {
            return Err(Refused::NotFound);
        }
        let machine = self.machine();
        let holders = self.seed_holders(&machine, seeding.children.div_ceil(CASELOAD).max(1)).await?;
        let first = holders.first().copied().ok_or_else(|| Fault::Damaged(self.installation_record()))?;
        // Lists and searches wait until everybody is in.
        self.store().unindex_projections().await?;
        let told = holders.iter().take(TOLD);
        let mut workers: Vec<_> = told.map(|holder| (holder.worker, BTreeMap::new())).collect();
        let places: Vec<PlaceCode> = self
            .protocol()
            .places()
            .iter()
            .filter(|place| place.parent.is_some() && !place.retired)
            .map(|place| place.code.clone())
            .collect();
        let mut written: JoinSet<Answer<Vec<(u64, PersonCode)>>> = JoinSet::new();
        let (mut next, mut done) = (0, 0);
        while next < seeding.children || !written.is_empty() {
            while next < seeding.children && written.len() < UNDER_WAY {
                let upto = (next + CHILDREN).min(seeding.children);
                let (app, machine, seeding) = (self.clone(), machine.clone(), *seeding);
                let some: Vec<(u64, Holder)> = (next..upto)
                    .filter_map(|number| Some((number, *holders.get(index(number / CASELOAD))?)))
                    .collect();
                let places = places.clone();
                written.spawn(async move { app.seed_some(&machine, seeding, &some, &places).await });
                next = upto;
            }
            let Some(ended) = written.join_next().await else { break };
            let codes =
                ended.map_err(|_| Fault::Outside("the seeding was not written to its end".into()))??;
            done += codes.len() as u64;
            for (number, code) in codes {
                if let Some((_, children)) = workers.get_mut(index(number / CASELOAD)) {
                    children.insert(number, code);
                }
            }
            progress(Progress { done, of: seeding.children });
        }
        self.store().index_projections().await?;
        let workers =
            workers.into_iter().map(|(worker, children)| (worker, children.into_values().collect()));
        Ok(Seeded { workers: workers.collect(), supervisor: first.supervisor })
    }

    /// Workers in teams, as many as the children need.
    async fn seed_holders(&self, machine: &SignedIn, workers: u64) -> Answer<Vec<Holder>> {
        let taken = self.all_of("account").await?.len();
        let mut holders = Vec::new();
        for from in (0..workers).step_by(100) {
            let upto = (from + 100).min(workers);
            let mut some = Vec::new();
            self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
                some.clear();
                let mut team = None;
                for number in from..upto {
                    let known = number;
                    let number = if taken > 400 { number + taken as u64 } else { number };
                    if known % TEAM == 0 || team.is_none() {
                        let id = seed_team(work, known / TEAM)?;
                        let login = format!("seed.lead.{number:05}");
                        let name = format!("Супервизор {number}");
                        team = Some((id, seed_account(work, &login, &name, "supervisor", id)?));
                    }
                    let Some((team, supervisor)) = team else { continue };
                    let (login, name) = (format!("seed.{number:05}"), format!("Маман {number}"));
                    let worker = seed_account(work, &login, &name, "social_worker", team)?;
                    some.push(Holder { worker, team, supervisor });
                }
                Ok(Vec::new())
            })
            .await?;
            holders.append(&mut some);
        }
        Ok(holders)
    }

    async fn seed_some(
        &self,
        machine: &SignedIn,
        seeding: Seeding,
        some: &[(u64, Holder)],
        places: &[PlaceCode],
    ) -> Answer<Vec<(u64, PersonCode)>> {
        let mut codes = Vec::new();
        self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
            codes.clear();
            for (number, holder) in some {
                let mut dice = Dice::new(seeding.seed, "seed", *number);
                let place = dice.pick(places).clone();
                let id = seed_child(work, *holder, place, &mut dice)?;
                if *number < seeding.long {
                    seed_history(work, id, &mut dice)?;
                }
                if let Some((opened, _)) = &work.record(id)?.opened {
                    codes.push((*number, opened.code));
                }
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(codes)
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn seed_team(work: &mut Work<'_>, number: u64) -> Answer<TeamId> {
    let id = work.open_system("team")?;
    let name = [("en", "Team"), ("ru", "Группа"), ("kk", "Топ"), ("ar", "فريق")]
        .map(|(language, text)| (language.to_owned(), format!("{text} {}", number + 1)))
        .into();
    work.add(
        id,
        "team",
        Event::Team(TeamEvent::Set { name, sector: Sector::of("social"), place: None, service: None }),
    )?;
    Ok(id)
}

fn seed_account(
    work: &mut Work<'_>,
    login: &str,
    name: &str,
    role: &'static str,
    team: TeamId,
) -> Answer<UserId> {
    let account = new_account(work, login, name, "und")?;
    let grant: ApprovalId = work.app.fresh()?;
    let role = RoleCode::of(role);
    let proposed = AccountEvent::RoleProposed { grant, role, team: Some(team), place: None, holds: true };
    work.add(account, "account", Event::Account(proposed))?;
    Ok(account)
}

/// A child as one is after the first weeks: particulars, consent to come, tasks, a first visit.
fn seed_child(work: &mut Work<'_>, holder: Holder, place: PlaceCode, dice: &mut Dice) -> Answer<RecordId> {
    let today = work.app.now();
    let hours = dice.between(24 * 3, 24 * 900);
    work.now = today.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(today);
    work.actor = holder.worker;
    let id = work.open_case(&Kind::of("child"), "vital_interest", None, None)?;
    let family = FamilyName::throw(dice);
    let sex = if dice.chance(50) { Sex::Female } else { Sex::Male };
    let father = family.father(dice);
    let name = family.child(sex, father, &[], dice);
    let born =
        work.now.to_zoned(jiff::tz::TimeZone::UTC).date().saturating_sub(dice.between(300, 5800).days());
    work.fill(
        id,
        "child_profile",
        [
            ("names", Value::Names(name.written(dice))),
            ("sex", Value::Choice(ChoiceCode::of(sex.code()))),
            ("birth", Value::Date(domain::PartialDate::Day(born))),
        ],
    )?;
    let owned = Event::Assigned {
        owner: Some(holder.worker),
        team: Some(holder.team),
        place: Some(place),
        word: None,
    };
    work.add(id, "case", owned)?;
    work.begin_pathway(id)?;
    work.enter(id, &Stage::of("arrived"), None, None)?;
    let urgency = match dice.below(10) {
        0 => Urgency::Urgent,
        1..4 => Urgency::Soon,
        _ => Urgency::Routine,
    };
    let reason = words::ROUTINE_WHY.ru[0].into();
    work.add(id, "case", Event::UrgencySet { to: urgency, reason })?;
    work.follow(id, &crate::core::pathway::Happened::Urgency)?;
    work.enter(id, &Stage::of("adaptation"), None, None)?;
    Ok(id)
}

/// Visits until the record has as many events as a long history.
fn seed_history(work: &mut Work<'_>, id: RecordId, dice: &mut Dice) -> Answer<()> {
    let day = SignedDuration::from_hours(24);
    while work.record(id)?.history.len() < LONG {
        work.now = work.now.checked_add(day).unwrap_or(work.now).min(work.app.now());
        let on = work.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let (happened, agreed) = (*dice.pick(words::HAPPENED.ru), *dice.pick(words::AGREED.ru));
        let values: Values = [
            ("contact_kind", Value::Choice(ChoiceCode::of("home_visit"))),
            ("contact_on", Value::Date(domain::PartialDate::Day(on))),
            ("reached", Value::Choice(ChoiceCode::of("yes"))),
            ("who_seen", Value::Choices([ChoiceCode::of("child")].into())),
            ("seen_alone", Value::Choice(ChoiceCode::of("yes"))),
            ("happened", Value::Text(happened.replace("{N}", "").into())),
            ("concern", Value::Choice(ChoiceCode::of("none"))),
            ("agreed", Value::Text(agreed.into())),
        ]
        .map(|(field, value)| (FieldCode::of(field), value))
        .into();
        let filled = Event::FormFilled {
            form: FormCode::of("contact"),
            entry: work.app.fresh::<EntryId>()?,
            values,
            emptied: std::collections::BTreeSet::new(),
        };
        work.add(id, "social", filled)?;
    }
    Ok(())
}
