//! A team that has closed: a mobile team of the last winter, whose caseload was handed on before; and whoever took it on and
//! is to go proposes who follows.
//!
//! Invariant: nothing here is told but what the use cases of real work do.

use std::collections::BTreeMap;

use domain::{AccountEvent, CommandId, Event, Instant, Kind, RecordId, Sector, TeamId, UserId};

use super::{
    staff::{Staff, back, propose, set, texts},
    step::wrong,
};
use crate::{
    App, SignedIn,
    case::assign::Assign,
    core::work::Touch,
    handover::{HandOver, Limit, propose::Propose},
    refused::{Answer, Refused},
};

/// What went with the caseload.
const WORD: &str = "Мобильная группа закрывается. В поездках семья привыкла к звонку в пятницу вечером.";
/// How many children the team visited to its end.
const CHILDREN: usize = 3;
const CENTRE: &str = "aktau_centre";

impl App {
    /// The team is set up with its worker and its supervisor, has a few children, hands them on, and closes.
    pub(super) async fn close_the_mobile_team(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        now: Instant,
    ) -> Answer<()> {
        let centre = staff.team(CENTRE)?;
        let home = staff.workers(centre).last().copied().ok_or_else(|| wrong("workers", CENTRE))?;
        let supervisor = staff.own("supervisor")?;
        let (team, worker) = self.open_the_mobile_team(machine, staff, now).await?;
        let leads = self.as_themself(supervisor).await?;
        let children = self.visited(&leads, home).await?;
        for (_, code) in &children {
            let command: CommandId = self.fresh()?;
            let sent = Assign { command, code: *code, owner: Some(worker), team: Some(team), place: None };
            self.assign(&leads, sent).await?;
        }
        let sent = HandOver {
            command: self.fresh()?,
            team,
            from: Some(worker),
            to: (centre, Some(home)),
            records: children.iter().map(|(id, _)| *id).collect(),
            tasks: Vec::new(),
            word: Some(WORD.into()),
            words: BTreeMap::new(),
            limit: Limit::Exceeded,
        };
        self.hand_on(&leads, sent).await?;
        self.propose_who_follows(staff, home).await?;
        let admin = self.as_themself(staff.own("administrator")?).await?;
        self.close_account(&admin, self.fresh()?, worker).await?;
        self.end_roles_in(machine, team, &[worker, supervisor]).await?;
        self.close_team(&admin, self.fresh()?, team).await?;
        self.do_team_closes_jobs().await.map(drop)
    }

    /// Whoever goes next week with nobody named proposes who follows.
    async fn propose_who_follows(&self, staff: &Staff, goes: UserId) -> Answer<()> {
        let (goes, follows) = (self.as_themself(goes).await?, staff.own("social_worker")?);
        let team = staff.team(CENTRE)?;
        let own = self.own_caseload(&goes).await?;
        let mut codes: Vec<_> =
            own.records.iter().filter_map(|row| Some((row.code?.to_string(), row.id))).collect();
        codes.sort();
        let to = codes.into_iter().step_by(2).map(|(_, id)| (id, Some((team, follows)))).collect();
        self.propose_handover(&goes, Propose { command: self.fresh()?, to }).await.map(drop)
    }

    async fn open_the_mobile_team(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        now: Instant,
    ) -> Answer<(TeamId, UserId)> {
        let (admin, officer) = (staff.own("administrator")?, staff.own("data_protection_officer")?);
        let (supervisor, place) = (staff.own("supervisor")?, staff.places.get(CENTRE).cloned());
        let mut opened = None;
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(supervisor)], |work| {
            work.now = back(now, 24 * 90);
            work.actor = admin;
            let team = work.open_system("team")?;
            let name = texts(&[
                ("en", "Mobile team of the winter"),
                ("ru", "Зимняя мобильная группа"),
                ("kk", "Қысқы жылжымалы топ"),
                ("ar", "الفريق المتنقل الشتوي"),
            ]);
            set(work, team, name, Sector::of("social"), place.clone(), None)?;
            let worker = crate::account::found::new_account(work, "mobile", "Ержан Әбдіқалықов", "kk")?;
            for (account, role) in [(worker, "social_worker"), (supervisor, "supervisor")] {
                work.actor = admin;
                let (grant, _) = propose(work, account, role, Some(team), place.clone())?;
                work.actor = officer;
                work.add(account, "account", Event::Account(AccountEvent::RoleConfirmed { grant }))?;
            }
            opened = Some((team, worker));
            Ok(Vec::new())
        })
        .await?;
        opened.ok_or(Refused::NotFound)
    }

    /// A few children of a worker, the same for the same seed.
    async fn visited(&self, leads: &SignedIn, home: UserId) -> Answer<Vec<(RecordId, domain::PersonCode)>> {
        let child = vec![Kind::of("child")];
        let mut list = store::List::new(vec![store::Branch::Owner(home)], child, leads.now());
        list.without_stages = vec![domain::Stage::of("closed")];
        list.limit = 60;
        let rows = self.show_rows(leads, self.store().list(&list).await?).await?;
        let assigned = rows.into_iter().filter(|row| row.grant.may_do("case.assign"));
        let mut children: Vec<_> = assigned.filter_map(|row| Some((row.id, row.code?))).collect();
        children.sort_by_key(|(_, code)| code.to_string());
        children.truncate(CHILDREN);
        Ok(children)
    }

    async fn end_roles_in(&self, machine: &SignedIn, team: TeamId, accounts: &[UserId]) -> Answer<()> {
        let touched: Vec<Touch> = accounts.iter().copied().map(Touch::Office).collect();
        self.transact(machine, self.fresh::<CommandId>()?, &touched, |work| {
            for account in accounts {
                let held = work.record(*account)?.account.roles.iter();
                let held = held.filter(|held| held.team == Some(team)).map(|held| held.grant);
                for grant in held.collect::<Vec<_>>() {
                    work.add(*account, "account", Event::Account(AccountEvent::RoleEnded { grant }))?;
                }
            }
            Ok(Vec::new())
        })
        .await
        .map(drop)
    }
}
