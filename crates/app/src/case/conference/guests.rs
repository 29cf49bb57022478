//! Who can be invited to a conference: whoever has to do with the record already.
//!
//! Invariant: an invitation opens nothing, so nobody is invited who could not read it; a party that is barred is never
//! among them.

use std::collections::BTreeSet;

use domain::{
    CommandId, Compartment, ConferenceEvent, ConferenceId, Event, Instant, PersonCode, Private, Record,
    RecordId, ReferralId, TeamId, UserId, record::Frame,
};
use policy::{Actor, Grant, Level, Relation};
use protocol::Protocol;

use super::{ATTEND, parts_of};
use crate::{
    App, Named, Opened, SignedIn,
    core::{
        facts,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// Links that say who is family to a person.
const KIN_NOT: &[&str] = &["family", "flight", "operation", "passenger", "receives", "same_person", "member"];

/// Somebody who can be invited.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Their account.
    pub id: UserId,
    /// Their name.
    pub name: Private<String>,
    /// The team in which they know the child.
    pub team: TeamId,
    /// What it is about for them, when it is one thing.
    pub about: Option<Compartment>,
    /// What they may do on the record.
    pub grant: Grant,
}

/// Whom to invite: colleagues by account, relatives by record.
#[derive(Debug, Clone, Default)]
pub struct Invited {
    /// Colleagues.
    pub colleagues: Vec<UserId>,
    /// Relatives who are linked with the record.
    pub relatives: Vec<RecordId>,
}

/// More people for a conference.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which conference.
    pub conference: ConferenceId,
    /// Whom.
    pub invited: Invited,
}

/// Where somebody reads their invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// In the case.
    Case,
    /// In the referral through which they know the child.
    Referral(ReferralId),
}

/// Somebody who is invited, with where they read it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) party: RecordId,
    pub(crate) told: Told,
    pub(crate) about: Option<Compartment>,
    /// Relatives have no task.
    pub(crate) is_colleague: bool,
}

/// People to be invited, looked up before the command begins.
pub(super) struct Looked {
    colleagues: Vec<Actor>,
    relatives: Vec<RecordId>,
}

/// Where a colleague would read an invitation, if anywhere.
fn told(record: &Record, grant: &Grant, actor: &Actor, now: Instant) -> Option<Told> {
    if !grant.may_do("conference.attend") {
        return None;
    }
    if grant.may("case", Level::Read) {
        return Some(Told::Case);
    }
    let reads = |known: &&domain::record::Referral| {
        known.state.is_open()
            && known.sent.until > now
            && actor.is(known.sent.recipient)
            && grant.may_open("referral", known.slot)
    };
    record.referrals.iter().rev().find(reads).map(|known| Told::Referral(known.sent.referral))
}

/// What a conference is about for somebody: the one part that they write.
fn about(protocol: &Protocol, record: &Record, grant: &Grant) -> Option<Compartment> {
    let mut parts = parts_of(protocol, record.kind()?.as_str(), grant);
    if parts.len() == 1 { parts.pop() } else { None }
}

impl App {
    /// The colleagues who can be invited on a record that was opened: of its team, and of the teams that have an open
    /// referral which this reader knows. The reader is not among them.
    pub async fn guests(&self, who: &SignedIn, opened: &Opened) -> Answer<Vec<Guest>> {
        let mut teams: Vec<TeamId> = opened.view.team.into_iter().collect();
        teams.extend(
            opened
                .view
                .referrals
                .iter()
                .filter(|known| known.state.is_open())
                .map(|known| known.sent.recipient),
        );
        let mut known: BTreeSet<UserId> = BTreeSet::from([who.user()]);
        let mut guests = Vec::new();
        let mut asked: BTreeSet<TeamId> = BTreeSet::new();
        for team in teams.into_iter().filter(|team| asked.insert(*team)) {
            for user in self.accounts_of(who, team).await? {
                if known.insert(user) {
                    guests.extend(self.guest(who, opened, user, team).await?);
                }
            }
        }
        // Somebody who was given a task on it may be of another team; who they are is the case's own business.
        if opened.grant.may("case", Level::Read) {
            for given in opened.facts.given.iter().filter(|given| given.relation == Relation::Task) {
                if known.insert(given.party) {
                    let team = opened.view.team.unwrap_or(given.party);
                    guests.extend(self.guest(who, opened, given.party, team).await?);
                }
            }
        }
        guests.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        Ok(guests)
    }

    async fn guest(
        &self,
        who: &SignedIn,
        opened: &Opened,
        user: UserId,
        team: TeamId,
    ) -> Answer<Option<Guest>> {
        let Some(actor) = self.known_colleague(user).await? else { return Ok(None) };
        let protocol = self.protocol();
        let Ok(grant) = policy::access(protocol.table(), &actor, &opened.facts) else { return Ok(None) };
        if told(&opened.view, &grant, &actor, who.now()).is_none() {
            return Ok(None);
        }
        let Some(Named::Person(name)) = self.named(user).await? else { return Ok(None) };
        let about = about(&protocol, &opened.view, &grant);
        Ok(Some(Guest { id: user, name, team, about, grant }))
    }

    async fn accounts_of(&self, who: &SignedIn, team: TeamId) -> Answer<Vec<UserId>> {
        let mut list = store::List::new(
            vec![store::Branch::Related(team)],
            vec![domain::Kind::of("account")],
            who.now(),
        );
        list.limit = 100;
        Ok(self.store().list(&list).await?.into_iter().map(|row| row.id).collect())
    }

    /// A colleague as access sees them; nothing when the account is closed or none at all.
    pub(super) async fn known_colleague(&self, user: UserId) -> Answer<Option<Actor>> {
        match self.actor_of(user).await {
            Ok(known) => Ok(Some(known.actor().clone())),
            Err(Refused::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Looks up whom to invite. A relative whose record the sender may not open looks like one that does not exist.
    pub(super) async fn look_up(&self, who: &SignedIn, invited: &Invited) -> Answer<Looked> {
        let mut colleagues = Vec::with_capacity(invited.colleagues.len());
        for user in &invited.colleagues {
            colleagues.push(self.known_colleague(*user).await?.ok_or_else(|| because("refer-first"))?);
        }
        let rows = self.store().records(&invited.relatives).await?;
        let seen = self.show_rows(who, rows).await?;
        for relative in &invited.relatives {
            if !seen.iter().any(|row| row.id == *relative && row.kind == "adult") {
                return Err(Refused::NotFound);
            }
        }
        Ok(Looked { colleagues, relatives: invited.relatives.clone() })
    }

    /// Invites more people to a conference that is still to come.
    pub async fn invite_to_conference(&self, who: &SignedIn, sent: Invite) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let looked = self.look_up(who, &sent.invited).await?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "conference.call")?;
            work.coming_conference(id, sent.conference)?;
            let asked = work.allowed(id, &looked)?;
            work.invite(id, sent.conference, &asked)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Goes on only with people who may be invited.
    ///
    /// # Errors
    /// `invite-somebody` for nobody at all, `invite-barred` for whoever must not see the record or is a safety concern,
    /// `refer-first` for whoever has nothing to do with it, `not-yourself`.
    pub(super) fn allowed(&self, id: RecordId, looked: &Looked) -> Answer<Vec<Asked>> {
        let record = self.record(id)?;
        if looked.colleagues.is_empty() && looked.relatives.is_empty() {
            return Err(because("invite-somebody"));
        }
        let facts = facts::of_record(record)?;
        let mut asked = Vec::new();
        for actor in &looked.colleagues {
            if actor.user == self.actor {
                return Err(because("not-yourself"));
            }
            let grant =
                policy::access(self.protocol.table(), actor, &facts).map_err(|denied| match denied {
                    policy::Denied::Barred => because("invite-barred"),
                    policy::Denied::NoRelationship => because("refer-first"),
                })?;
            let told = told(record, &grant, actor, self.now).ok_or_else(|| because("refer-first"))?;
            let about = about(&self.protocol, record, &grant);
            asked.push(Asked { party: actor.user, told, about, is_colleague: true });
        }
        for party in &looked.relatives {
            if record.bars.contains_key(party) {
                return Err(because("invite-barred"));
            }
            if record.links.get(party).is_none_or(|relation| KIN_NOT.contains(&relation.as_str())) {
                return Err(Refused::NotFound);
            }
            asked.push(Asked { party: *party, told: Told::Case, about: None, is_colleague: false });
        }
        Ok(asked)
    }

    /// Invites people: each finds it where they read, a colleague with a task for the moment of the meeting. Whoever is
    /// invited already is not invited twice.
    pub(crate) fn invite(&mut self, id: RecordId, conference: ConferenceId, asked: &[Asked]) -> Answer<()> {
        for guest in asked {
            let (frame, known) = self.record(id)?.conference(conference).ok_or(Refused::NotFound)?;
            if known.invitation(guest.party).is_some() {
                continue;
            }
            let frame = frame.clone();
            if let Told::Referral(referral) = guest.told {
                let slot = self.record(id)?.referral(referral).ok_or(Refused::NotFound)?.slot;
                if !known.invitations.iter().any(|other| other.slot == slot) {
                    self.tell_referral(id, conference, referral, &frame)?;
                }
            }
            let task = if guest.is_colleague {
                Some(self.conference_task(id, &guest.told, ATTEND, guest.party, frame.meeting.start)?)
            } else {
                None
            };
            self.add_invitation(id, conference, guest, task)?;
        }
        Ok(())
    }

    /// The frame once more, in a referral.
    fn tell_referral(
        &mut self,
        id: RecordId,
        conference: ConferenceId,
        referral: ReferralId,
        frame: &Frame,
    ) -> Answer<()> {
        let called = ConferenceEvent::Called {
            conference,
            meeting: frame.meeting.clone(),
            why: None,
            child: None,
            task: None,
        };
        self.add_to_referral(id, referral, Event::Conference(called))?;
        Ok(())
    }

    pub(super) fn add_invitation(
        &mut self,
        id: RecordId,
        conference: ConferenceId,
        guest: &Asked,
        task: Option<domain::TaskId>,
    ) -> Answer<()> {
        let about = guest.about.clone();
        let event =
            Event::Conference(ConferenceEvent::Invited { conference, party: guest.party, about, task });
        match guest.told {
            Told::Case => self.add(id, "case", event)?,
            Told::Referral(referral) => self.add_to_referral(id, referral, event)?,
        };
        Ok(())
    }
}
