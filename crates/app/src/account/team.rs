//! Teams: an organisation, a centre, a school, a clinic.

use std::collections::BTreeMap;

use domain::{CommandId, Event, PlaceCode, Record, RecordId, Sector, ServiceCode, TeamEvent, TeamId};

use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Fault, Refused, because},
};

/// A team as it was set up.
#[derive(Debug, Clone)]
pub struct SetTeam {
    /// The command's id.
    pub command: CommandId,
    /// Which team; nothing makes a new one.
    pub team: Option<TeamId>,
    /// Its name, by language.
    pub name: BTreeMap<String, String>,
    /// Its sector.
    pub sector: Sector,
    /// Where it works.
    pub place: Option<PlaceCode>,
    /// Its service in the directory.
    pub service: Option<ServiceCode>,
}

impl App {
    /// Sets up a team, or changes its particulars.
    pub async fn set_team(&self, who: &SignedIn, sent: SetTeam) -> Answer<TeamId> {
        self.office(who, "team.manage")?;
        let protocol = self.protocol();
        let too_long = |name: &String| name.chars().count() > 120 || name.contains(char::is_control);
        if sent.name.values().all(|name| name.trim().is_empty()) || sent.name.values().any(too_long) {
            return Err(because("name-needed"));
        }
        let unknown = sent.name.keys().any(|language| !protocol.languages().contains(language))
            || !protocol::SECTORS.contains(&sent.sector.as_str())
            || sent.place.as_ref().is_some_and(|place| protocol.places().get(place.as_str()).is_none());
        if unknown {
            return Err(Refused::NotFound);
        }
        if let Some(service) = &sent.service {
            if protocol.services().get(service.as_str()).is_none() {
                return Err(Refused::NotFound);
            }
            // A service has one team, or a referral would not know where to go.
            if self.team_of(service).await?.is_some_and(|known| Some(known) != sent.team) {
                return Err(because("service-has-team"));
            }
        }
        let touched: Vec<Touch> = sent.team.into_iter().map(Touch::Office).collect();
        let done = self
            .transact(who, sent.command, &touched, |work| {
                let id = match sent.team {
                    Some(id) if work.record(id)?.team_state.as_ref().is_some_and(|team| team.closed) => {
                        return Err(because("team-closed"));
                    }
                    Some(id) if work.record(id)?.kind().is_some_and(|kind| *kind == "team") => id,
                    Some(_) => return Err(Refused::NotFound),
                    None => work.open_system("team")?,
                };
                work.add(
                    id,
                    "team",
                    Event::Team(TeamEvent::Set {
                        name: sent.name.clone(),
                        sector: sent.sector.clone(),
                        place: sent.place.clone(),
                        service: sent.service.clone(),
                    }),
                )?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        Ok(done.id().ok_or_else(|| Fault::Damaged(self.installation_record()))?)
    }

    /// A team's particulars.
    pub async fn team(&self, id: TeamId) -> Answer<domain::record::Team> {
        load(self, id).await?.and_then(|loaded| loaded.record.team_state).ok_or(Refused::NotFound)
    }

    /// All teams, for somebody who sets them up.
    pub async fn managed_teams(&self, who: &SignedIn) -> Answer<Vec<(TeamId, domain::record::Team)>> {
        self.office(who, "team.manage")?;
        self.teams().await
    }

    /// All teams; there are hundreds at most. Their names and places are no secret to those who work here.
    pub async fn teams(&self) -> Answer<Vec<(TeamId, domain::record::Team)>> {
        let ids = self.all_of("team").await?;
        let named = |record: Record| Some((record.id, record.team_state?));
        let teams = self.kept_all(self.kept_teams(), &ids, named).await?;
        Ok(teams.iter().map(|team| team.as_ref().clone()).collect())
    }

    /// Ids of all records of a system kind.
    pub(crate) async fn all_of(&self, kind: &'static str) -> Answer<Vec<RecordId>> {
        let mut ids = Vec::new();
        let mut list = store::List::new(vec![store::Branch::All], vec![domain::Kind::of(kind)], self.now());
        list.limit = 500;
        loop {
            let rows = self.store().list(&list).await?;
            ids.extend(rows.iter().map(|row| row.id));
            match rows.last() {
                Some(last) if rows.len() == 500 => list.after = Some(store::Cursor::after(last, list.order)),
                _ => return Ok(ids),
            }
        }
    }
}
