//! Barring a person or a body from a record: deny wins over everything else.

use std::collections::BTreeSet;

use domain::{CommandId, Event, GroundCode, PersonCode, Private, Record, RecordId, TeamId};

use super::listed;
use crate::{
    App, Door, Listed, Named, Read, Shown, SignedIn,
    core::{
        load::load,
        tokens,
        work::{Done, Touch},
    },
    refused::{Answer, Refused, because},
};

/// Grounds on which somebody is kept away for what they did or may do.
const DANGER: [&str; 2] = ["alleged_perpetrator", "safety_concern"];

/// No team has more people.
const MOST_IN_A_TEAM: u32 = 500;

/// Whether any of these is barred from a record.
pub(crate) fn barred_among(record: &Record, parties: &BTreeSet<RecordId>) -> bool {
    parties.iter().any(|party| record.bars.contains_key(party))
}

/// Whether any of these is kept away from a record for what they did or may do.
pub(crate) fn endangered_by(record: &Record, parties: &BTreeSet<RecordId>) -> bool {
    parties.iter().filter_map(|party| record.bars.get(party)).any(|ground| DANGER.contains(&ground.as_str()))
}

/// Whether anybody is kept away from a record for what they did or may do.
pub(crate) fn keeps_somebody_away(record: &Record) -> bool {
    record.bars.values().any(|ground| DANGER.contains(&ground.as_str()))
}

/// Somebody who is barred.
#[derive(Debug, Clone)]
pub struct Barred {
    /// Who: the id to lift it by.
    pub party: RecordId,
    /// The colleague's or the team's name.
    pub named: Option<Named>,
    /// The code of a person's record.
    pub code: Option<PersonCode>,
    /// On which ground.
    pub ground: GroundCode,
}

impl App {
    /// Who is barred from a record, to those who may bar; logged as opening it.
    pub async fn bars(&self, who: &SignedIn, code: &PersonCode) -> Answer<Vec<Barred>> {
        let id = self.by_code(code).await?.ok_or(Refused::NotFound)?;
        let opened = self.open(who, id, Door::page(Shown::RecordBars)).await?;
        if !opened.grant.may_do("bar.set") {
            return Err(Refused::NotFound);
        }
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        let mut bars = Vec::new();
        for (party, ground) in record.bars {
            let named = self.named(party).await?;
            let code = match named {
                Some(_) => None,
                None => load(self, party).await?.and_then(|loaded| loaded.record.opened).map(|(o, _)| o.code),
            };
            bars.push(Barred { party, named, code, ground });
        }
        Ok(bars)
    }

    /// Bars an account, a team or a person's record. Nobody bars themself out of what they answer for.
    pub async fn bar(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        party: RecordId,
        ground: GroundCode,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "bar.set")?;
            listed(&work.protocol, "bar_grounds", ground.as_str())?;
            if who.actor().is(party) || party == id {
                return Err(because("not-yourself"));
            }
            if work.record(id)?.owner == Some(party) {
                return Err(because("assign-first"));
            }
            work.add(id, "access", Event::Barred { party, ground: ground.clone() })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Somebody to bar, as typed: the code of a person's record, or a colleague's name to sign in with.
    ///
    /// # Errors
    /// `party-unknown`, for a record that does not exist and for one that the sender may not open alike.
    pub async fn party(&self, who: &SignedIn, typed: &str) -> Answer<RecordId> {
        let found = match typed.trim().parse::<PersonCode>() {
            Ok(code) => self.known_to(who, &code).await?,
            Err(_) => self.store().login(&tokens::login(self, typed)?).await?.map(|login| login.account),
        };
        found.ok_or_else(|| because("party-unknown"))
    }

    /// The record of a code if this person may open it: to others it looks like one that does not exist.
    pub(crate) async fn known_to(&self, who: &SignedIn, code: &PersonCode) -> Answer<Option<RecordId>> {
        let Some(id) = self.by_code(code).await? else { return Ok(None) };
        let rows = self.show_rows(who, self.store().records(&[id]).await?).await?;
        Ok(rows.first().map(|row| row.id))
    }

    /// A person's record and those that were found to be the same person.
    pub(crate) async fn records_of_person(&self, person: RecordId) -> Answer<BTreeSet<RecordId>> {
        let mut all = BTreeSet::from([person]);
        if let Some(loaded) = load(self, person).await? {
            all.extend(tokens::linked_as(&loaded.record, "same_person"));
        }
        Ok(all)
    }

    /// The accounts that have a role in a team.
    pub(super) async fn people_in(&self, team: TeamId) -> Answer<BTreeSet<RecordId>> {
        let of_team = vec![store::Branch::Related(team)];
        let mut list = store::List::new(of_team, vec![domain::Kind::of("account")], self.now());
        list.limit = MOST_IN_A_TEAM;
        Ok(self.store().list(&list).await?.into_iter().map(|row| row.id).collect())
    }

    /// A record as a list would show it to this person, by its code; logged. To others it looks like one that does not
    /// exist.
    pub async fn listed_by_code(&self, who: &SignedIn, code: &PersonCode) -> Answer<Option<Listed>> {
        let Some(id) = self.by_code(code).await? else { return Ok(None) };
        let row = self.show_rows(who, self.store().records(&[id]).await?).await?.pop();
        let records = row.iter().map(|row| row.id).collect();
        let page = Shown::RecordCorrect;
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        Ok(row)
    }

    /// Lifts a bar.
    pub async fn lift_bar(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        party: RecordId,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "bar.set")?;
            if !work.record(id)?.bars.contains_key(&party) {
                return Err(Refused::NotFound);
            }
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            work.add(id, "access", Event::BarLifted { party, reason: reason.clone() })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
