//! Teams and colleagues: one team per service of the directory, and who works there.
//!
//! Invariant: the account that the first page offers for a role bears the role's own code as its sign-in name, so that
//! it sorts before its colleagues.

use std::collections::BTreeMap;

use domain::{
    AccountEvent, ApprovalId, CommandId, Event, Instant, PlaceCode, RecordId, RoleCode, Sector, ServiceCode,
    TeamEvent, TeamId, UserId,
};

use super::{dice::Dice, names::colleague, step::wrong};
use crate::{
    App, SignedIn,
    account::found::new_account,
    core::work::{Touch, Work},
    refused::{Answer, Refused},
};

/// A centre of case work, how many families come home to it, and how many workers it has.
pub(super) struct Centre {
    pub(super) service: &'static str,
    /// What the codes of services nearby begin with.
    pub(super) near: &'static str,
    pub(super) weight: usize,
    pub(super) workers: usize,
    /// Which supervisor: small centres share one.
    pub(super) supervisor: usize,
}

const fn centre(
    service: &'static str,
    near: &'static str,
    weight: usize,
    workers: usize,
    supervisor: usize,
) -> Centre {
    Centre { service, near, weight, workers, supervisor }
}

/// Where people spend their first weeks.
pub(super) const FIRST_MONTH: &str = "aktau_first_month";
/// The psychologists near the centre of the first page.
pub(super) const HOME_PSYCHOLOGY: &str = "aktau_psychology_tan";
/// The centres they go home to; the first is the one whose people the demo's first page is about.
pub(super) const CENTRES: &[Centre] = &[
    centre("aktau_centre", "aktau", 10, 2, 0),
    centre("atyrau_centre", "atyrau", 11, 2, 1),
    centre("oral_centre", "oral", 6, 1, 1),
    centre("aktobe_centre", "aktobe", 12, 3, 1),
    centre("karaganda_centre", "karaganda", 15, 3, 2),
    centre("astana_centre", "astana", 5, 1, 2),
    centre("pavlodar_centre", "pavlodar", 8, 2, 2),
    centre("petropavl_centre", "petropavl", 3, 1, 3),
    centre("kostanay_centre", "kostanay", 4, 1, 3),
    centre("oskemen_centre", "oskemen", 5, 1, 3),
    centre("almaty_centre", "almaty", 5, 1, 3),
    centre("konaev_centre", "konaev", 4, 1, 3),
    centre("turkistan_centre", "turkistan", 9, 2, 4),
    centre("shymkent_centre", "shymkent", 12, 2, 4),
    centre("kyzylorda_centre", "kyzylorda", 4, 1, 4),
    centre("taraz_centre", "taraz", 5, 1, 4),
];
/// Workers of the first weeks.
const FIRST_MONTH_WORKERS: usize = 3;

/// Everybody who works here.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    /// The operations' own team: lists, boarding, consulate.
    pub(super) operations: TeamId,
    /// Teams by the service they give.
    pub(super) teams: BTreeMap<String, TeamId>,
    /// The services' places.
    pub(super) places: BTreeMap<String, PlaceCode>,
    /// What they are called, in Russian.
    labels: BTreeMap<String, String>,
    /// Who works in a team, the demo's own account first.
    people: BTreeMap<TeamId, Vec<UserId>>,
    /// The supervisor of a team.
    supervisors: BTreeMap<TeamId, UserId>,
    /// What they are called.
    names: BTreeMap<UserId, String>,
    /// What the codes of people and flights are made from.
    pub(super) seed: u64,
    /// The demo's own account of a role.
    own: BTreeMap<&'static str, UserId>,
}

/// A team with one who works there.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) service: ServiceCode,
    pub(super) team: TeamId,
    pub(super) person: UserId,
}

impl Staff {
    fn of(operations: TeamId, seed: u64) -> Self {
        Self {
            operations,
            teams: BTreeMap::new(),
            places: BTreeMap::new(),
            labels: BTreeMap::new(),
            people: BTreeMap::new(),
            supervisors: BTreeMap::new(),
            names: BTreeMap::new(),
            seed,
            own: BTreeMap::new(),
        }
    }

    pub(super) fn team(&self, service: &str) -> Answer<TeamId> {
        self.teams.get(service).copied().ok_or_else(|| wrong("service", service))
    }
    pub(super) fn workers(&self, team: TeamId) -> &[UserId] {
        self.people.get(&team).map_or(&[], Vec::as_slice)
    }
    pub(super) fn supervisor(&self, team: TeamId) -> Answer<UserId> {
        self.supervisors.get(&team).copied().ok_or_else(|| wrong("supervisor", "missing"))
    }
    pub(super) fn own(&self, role: &str) -> Answer<UserId> {
        self.own.get(role).copied().ok_or_else(|| wrong("role", role))
    }
    pub(super) fn label(&self, service: &str) -> &str {
        self.labels.get(service).map_or("", String::as_str)
    }
    pub(super) fn name(&self, person: UserId) -> &str {
        self.names.get(&person).map_or("", String::as_str)
    }

    /// A service and somebody there.
    pub(super) fn post(&self, service: &str, dice: &mut Dice) -> Answer<Post> {
        let team = self.team(service)?;
        let people = self.workers(team);
        if people.is_empty() {
            return Err(wrong("service without people", service));
        }
        Ok(Post { service: super::step::service_of(service)?, team, person: *dice.pick(people) })
    }

    /// A service of a sort near a centre, if there is one.
    pub(super) fn near(&self, near: &str, sort: &str, dice: &mut Dice) -> Answer<Option<Post>> {
        let wanted = format!("{near}_{sort}");
        let found: Vec<&String> = self.teams.keys().filter(|service| service.starts_with(&wanted)).collect();
        if found.is_empty() {
            return Ok(None);
        }
        let service = *dice.pick(&found);
        self.post(service, dice).map(Some)
    }
}

/// An account to be made.
struct Joining {
    login: String,
    name: String,
    language: &'static str,
    roles: Vec<(&'static str, Option<TeamId>, Option<PlaceCode>)>,
    own: Option<&'static str>,
}

impl App {
    /// Sets up all teams and accounts, as of a day.
    pub(super) async fn hire(&self, machine: &SignedIn, seed: u64, since: Instant) -> Answer<Staff> {
        let mut staff = self.set_up_teams(machine, seed, since).await?;
        let admin = self.acting_as("admin").await?.user();
        staff.own.insert("administrator", admin);
        let mut dice = Dice::new(seed, "staff", 0);
        let joining = self.joining(&staff, &mut dice)?;
        // The officer who agrees to roles is there first; another manager of accounts agrees to hers.
        let mut second = admin;
        for some in joining.chunks(40) {
            let before = second;
            self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
                work.now = since;
                second = before;
                for joining in some {
                    let id = join(work, joining, admin, second)?;
                    if joining.own == Some("data_protection_officer") {
                        second = id;
                    }
                    staff.names.insert(id, joining.name.clone());
                    if let Some(role) = joining.own {
                        staff.own.insert(role, id);
                    }
                    for (role, team, _) in &joining.roles {
                        let Some(team) = team else { continue };
                        if *role == "supervisor" {
                            staff.supervisors.insert(*team, id);
                        } else {
                            staff.people.entry(*team).or_default().push(id);
                        }
                    }
                }
                Ok(Vec::new())
            })
            .await?;
        }
        Ok(staff)
    }

    async fn set_up_teams(&self, machine: &SignedIn, seed: u64, since: Instant) -> Answer<Staff> {
        let protocol = self.protocol();
        let mut set_up = None;
        self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
            work.now = since;
            let operations = [
                ("en", "Operations staff"),
                ("ru", "Штаб операций"),
                ("kk", "Операциялар штабы"),
                ("ar", "فريق العمليات"),
            ];
            let mut staff = Staff::of(work.open_system("team")?, seed);
            set(work, staff.operations, texts(&operations), Sector::of("operation"), None, None)?;
            for service in protocol.services().iter().filter(|service| !service.closed) {
                let id = work.open_system("team")?;
                let code = service.code.clone();
                set(
                    work,
                    id,
                    service.label.clone(),
                    service.sector.clone(),
                    Some(service.place.clone()),
                    Some(code),
                )?;
                staff.teams.insert(service.code.as_str().to_owned(), id);
                let label = protocol.text(&service.label, "ru").to_owned();
                staff.labels.insert(service.code.as_str().to_owned(), label);
                staff.places.insert(service.code.as_str().to_owned(), service.place.clone());
            }
            set_up = Some(staff);
            Ok(Vec::new())
        })
        .await?;
        set_up.ok_or(Refused::NotFound)
    }

    /// Everybody who is to get an account.
    fn joining(&self, staff: &Staff, dice: &mut Dice) -> Answer<Vec<Joining>> {
        let mut all = Vec::new();
        let mut numbers: BTreeMap<&'static str, u32> = BTreeMap::new();
        let mut hire =
            |role: &'static str, own: bool, roles: Vec<(&'static str, Option<TeamId>, Option<PlaceCode>)>| {
                let (name, _) = colleague(dice);
                let number = numbers.entry(role).or_default();
                *number += 1;
                let plain = role.replace('_', "-");
                // A visitor reads the demo in the language of the browser; colleagues have one of their own.
                let (login, language) = if own {
                    (plain, "und")
                } else {
                    (format!("{plain}.{number:03}"), if dice.chance(50) { "kk" } else { "ru" })
                };
                all.push(Joining { login, name, language, roles, own: own.then_some(role) });
            };
        let kz = PlaceCode::of("kz");
        let place = |service: &str| staff.places.get(service).cloned();
        hire("data_protection_officer", true, vec![("data_protection_officer", None, Some(kz.clone()))]);
        let operations = Some(staff.operations);
        for own in [true, false] {
            for role in ["operation_officer", "consular_officer"] {
                hire(role, own, vec![(role, operations, None)]);
            }
        }
        let desk = Some(staff.team("national_tracing")?);
        hire("registrar", true, vec![("registrar", desk, Some(kz.clone()))]);
        let first = staff.team(FIRST_MONTH)?;
        for number in 0..FIRST_MONTH_WORKERS {
            let mut roles = vec![("social_worker", Some(first), place(FIRST_MONTH))];
            if number == 0 {
                roles.push((
                    "social_worker",
                    Some(staff.team(CENTRES[0].service)?),
                    place(CENTRES[0].service),
                ));
            }
            hire("social_worker", number == 0, roles);
        }
        for (index, centre) in CENTRES.iter().enumerate() {
            let team = Some(staff.team(centre.service)?);
            // The worker of the first page is one of the first centre's.
            for _ in usize::from(index == 0)..centre.workers {
                hire("social_worker", false, vec![("social_worker", team, place(centre.service))]);
            }
        }
        for supervisor in 0..5 {
            let mut roles = Vec::new();
            if supervisor == 0 {
                roles.push(("supervisor", Some(first), place(FIRST_MONTH)));
            }
            for centre in CENTRES.iter().filter(|centre| centre.supervisor == supervisor) {
                roles.push(("supervisor", Some(staff.team(centre.service)?), place(centre.service)));
            }
            hire("supervisor", supervisor == 0, roles);
        }
        let own = [
            ("psychologist", "aktau_first_month_psychology"),
            ("health_worker", "aktau_first_month_clinic"),
            ("teacher", "aktau_school_23"),
            ("lawyer", "aktau_first_month_legal"),
            ("guardianship_authority", "aktau_guardianship"),
            ("local_authority", "aktau_employment"),
            ("accompanying_ngo", "aktau_ngo_didar"),
            ("violation_focal_point", "national_violations"),
            ("online_focal_point", "national_online"),
        ];
        for (role, service) in own {
            let mut roles = vec![(role, Some(staff.team(service)?), place(service))];
            if role == "accompanying_ngo" {
                roles.push((role, operations, None));
            }
            // Some people work in two places.
            if role == "psychologist" {
                roles.push((role, Some(staff.team(HOME_PSYCHOLOGY)?), place(HOME_PSYCHOLOGY)));
            }
            hire(role, true, roles);
        }
        let protocol = self.protocol();
        for service in protocol.services().iter().filter(|service| !service.closed) {
            let role = own.iter().map(|(role, _)| *role).find(|role| service.role == **role);
            let Some(role) = role else { continue };
            let is_own = own.iter().any(|(_, known)| service.code == **known);
            let colleagues = match (role, is_own) {
                ("violation_focal_point" | "online_focal_point", true) => 0,
                ("psychologist", false) => 2,
                _ => 1,
            };
            for _ in 0..colleagues {
                let team = Some(staff.team(service.code.as_str())?);
                hire(role, false, vec![(role, team, Some(service.place.clone()))]);
            }
        }
        // Of no team: nobody whom a complaint may be about.
        hire("complaints_focal_point", true, vec![("complaints_focal_point", None, Some(kz.clone()))]);
        // At the end, so that everybody else keeps their name.
        hire("ministry_coordinator", true, vec![("ministry_coordinator", None, Some(kz))]);
        Ok(all)
    }

    /// Who comes and goes: a newcomer whose role waits for a second person; a colleague who stands in for another on leave,
    /// and one who goes next week with nobody named yet; one who has left, whose cases wait to be handed on; and those who
    /// have themselves reminded.
    pub(super) async fn leave_office_work(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        now: Instant,
    ) -> Answer<()> {
        let admin = staff.own("administrator")?;
        let team = staff.team("aktau_centre")?;
        let place = staff.places.get("aktau_centre").cloned();
        let atyrau = staff.workers(staff.team("atyrau_centre")?);
        let [away, deputy, ..] = *atyrau else { return Err(wrong("workers", "atyrau_centre")) };
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(away)], |work| {
            work.now = back(now, 26);
            work.actor = admin;
            let id = new_account(work, "newcomer", "Ақбота Серғалиева", "kk")?;
            propose(work, id, "social_worker", Some(team), place.clone())?;
            work.now = back(now, 40);
            work.actor = away;
            let until = now.checked_add(jiff::SignedDuration::from_hours(24 * 6)).unwrap_or(now);
            let leave = work.app.fresh()?;
            let set = AccountEvent::LeaveSet { leave, from: back(now, 30), until, deputy: Some(deputy) };
            work.add(away, "account", Event::Account(set))?;
            Ok(Vec::new())
        })
        .await?;
        let of_home = staff.workers(team).last().copied().ok_or_else(|| wrong("workers", "aktau_centre"))?;
        let of_karaganda = staff.workers(staff.team("karaganda_centre")?).last().copied();
        let gone = of_karaganda.ok_or_else(|| wrong("workers", "karaganda_centre"))?;
        let worker = staff.own("social_worker")?;
        let mut touched = vec![Touch::Office(of_home), Touch::Office(gone)];
        let reminded = [worker, staff.own("supervisor")?, staff.own("teacher")?];
        touched.extend(reminded.into_iter().filter(|id| *id != of_home).map(Touch::Office));
        self.transact(machine, self.fresh::<CommandId>()?, &touched, |work| {
            work.now = back(now, 50);
            work.actor = of_home;
            let leave = work.app.fresh()?;
            let set = AccountEvent::LeaveSet {
                leave,
                from: back(now, -24 * 5),
                until: back(now, -24 * 12),
                deputy: None,
            };
            work.add(of_home, "account", Event::Account(set))?;
            work.now = back(now, 44);
            work.actor = admin;
            work.add(gone, "account", Event::Account(AccountEvent::Closed))?;
            work.lay_down(gone)?;
            for (number, id) in reminded.into_iter().enumerate() {
                work.now = back(now, 38);
                work.actor = id;
                let email = Some(format!("colleague-{}@example.org", number + 1).into());
                work.add(id, "account", Event::Account(AccountEvent::RemindersSet { email }))?;
                let job = work.app.reminder_job(id)?;
                work.beside(store::Row::Job(job));
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}

pub(super) fn back(now: Instant, hours: i64) -> Instant {
    now.checked_sub(jiff::SignedDuration::from_hours(hours)).unwrap_or(now)
}

pub(super) fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(language, text)| ((*language).to_owned(), (*text).to_owned())).collect()
}

pub(super) fn set(
    work: &mut Work<'_>,
    id: RecordId,
    name: BTreeMap<String, String>,
    sector: Sector,
    place: Option<PlaceCode>,
    service: Option<ServiceCode>,
) -> Answer<()> {
    work.add(id, "team", Event::Team(TeamEvent::Set { name, sector, place, service }))?;
    Ok(())
}

/// Makes an account and gives its roles: proposed by one, agreed to by another.
fn join(work: &mut Work<'_>, joining: &Joining, admin: UserId, second: UserId) -> Answer<UserId> {
    work.actor = admin;
    let id = new_account(work, &joining.login, &joining.name, joining.language)?;
    for (role, team, place) in &joining.roles {
        work.actor = admin;
        let (grant, holds) = propose(work, id, role, *team, place.clone())?;
        if !holds {
            work.actor = if second == admin { work.app.installation_record() } else { second };
            work.add(id, "account", Event::Account(AccountEvent::RoleConfirmed { grant }))?;
        }
    }
    Ok(id)
}

pub(super) fn propose(
    work: &mut Work<'_>,
    account: RecordId,
    role: &'static str,
    team: Option<TeamId>,
    place: Option<PlaceCode>,
) -> Answer<(ApprovalId, bool)> {
    let grant: ApprovalId = work.app.fresh()?;
    let holds = !work.protocol.table().role(role).ok_or(Refused::NotFound)?.reaches_children;
    let proposed = AccountEvent::RoleProposed { grant, role: RoleCode::of(role), team, place, holds };
    work.add(account, "account", Event::Account(proposed))?;
    Ok((grant, holds))
}
