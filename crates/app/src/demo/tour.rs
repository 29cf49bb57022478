//! The guided tour: where each stop is, found by what is there today and not by any code.
//!
//! Invariant: only where people are invented. What is found, the person of the stop finds through the same use cases as
//! on their pages; what somebody has done already is said, and leads to where it can be seen.

use domain::{PersonCode, ReferralId, RoleCode, UserId};

use crate::{
    App, Filter, Shown, SignedIn,
    account::sign_in::NewSession,
    core::{facts, load::load},
    matching::Queue,
    refused::{Answer, Refused},
};

/// A stop of the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The operation officer brings a flight's list in.
    List,
    /// The registrar looks at two records that may be one person.
    Pair,
    /// The social worker begins the day.
    Day,
    /// A child as the social worker knows it: consent, urgency, plan.
    Child,
    /// The same child as the teacher knows it.
    School,
    /// Somebody is asked for help, and answers.
    Referral,
    /// The supervisor answers for a plan.
    Plan,
    /// The ministry counts.
    Counts,
    /// The data protection officer sees who read what.
    Log,
}

impl Stop {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::List,
        Self::Pair,
        Self::Day,
        Self::Child,
        Self::School,
        Self::Referral,
        Self::Plan,
        Self::Counts,
        Self::Log,
    ];

    /// Whose stop it is; the first of them who has something there.
    const fn roles(self) -> &'static [&'static str] {
        match self {
            Self::List => &["operation_officer"],
            Self::Pair => &["registrar"],
            Self::Day | Self::Child => &["social_worker"],
            Self::School => &["teacher"],
            Self::Referral => &["guardianship_authority", "health_worker", "psychologist", "lawyer"],
            Self::Plan => &["supervisor"],
            Self::Counts => &["ministry_coordinator"],
            Self::Log => &["data_protection_officer"],
        }
    }
}

/// What there is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// A flight whose list is still a file.
    Import(PersonCode),
    /// A flight.
    Flight(PersonCode),
    /// All operations.
    Operations,
    /// Two records side by side.
    Pair(PersonCode),
    /// What was decided on such pairs.
    Settled,
    /// What a person has to do.
    Day,
    /// A record.
    Record(PersonCode),
    /// All children of a person.
    Children,
    /// One referral.
    Referral(PersonCode, ReferralId),
    /// All referrals.
    Referrals,
    /// A record's plan.
    Plan(PersonCode),
    /// A supervisor's team.
    Team,
    /// The weekly counts.
    Counts,
    /// The reading log.
    Log,
}

/// Whether what a stop is about is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// It waits to be looked at or done.
    Yes,
    /// Somebody has done it already, or changed it.
    NoLonger,
}

/// A stop as it is today.
#[derive(Debug)]
pub struct Reached {
    /// A session of the person whose stop it is.
    pub session: NewSession,
    /// Their role.
    pub role: RoleCode,
    /// Where to look.
    pub sight: Sight,
    /// Whether it is still as the tour says.
    pub waits: Waits,
}

/// So many rows of a list are looked at.
const MOST: usize = 50;

impl App {
    /// Goes to a stop: signs in as the person whose it is and finds what there is to see. `about` is the child of the stop
    /// before, if it was about one.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where the people are not invented.
    pub async fn tour(&self, stop: Stop, about: Option<&PersonCode>) -> Answer<Reached> {
        let people = self.demo_roles().await?;
        let mut last = None;
        for role in stop.roles() {
            let Some((account, _, role)) = people.iter().find(|(_, _, known)| *known == **role) else {
                continue;
            };
            let who = self.invented(*account).await?;
            let (sight, waits) = match stop {
                Stop::List => self.list_to_import(&who).await?,
                Stop::Pair => self.pair_to_settle(&who).await?,
                Stop::Day => (Sight::Day, Waits::Yes),
                Stop::Child => self.child_at_school(&who, &people).await?,
                Stop::School => self.same_child(&who, about).await?,
                Stop::Referral => self.referral_to_answer(&who).await?,
                Stop::Plan => self.plan_to_approve(&who).await?,
                Stop::Counts => (Sight::Counts, Waits::Yes),
                Stop::Log => (Sight::Log, Waits::Yes),
            };
            last = Some((*account, role.clone(), sight, waits));
            if waits == Waits::Yes {
                break;
            }
        }
        let (account, role, sight, waits) = last.ok_or(Refused::NotFound)?;
        Ok(Reached { session: self.sign_in_demo(account).await?, role, sight, waits })
    }

    async fn invented(&self, account: UserId) -> Answer<SignedIn> {
        let record = load(self, account).await?.ok_or(Refused::NotFound)?.record;
        Ok(SignedIn::of(&record, [], self.now(), None))
    }

    async fn list_to_import(&self, who: &SignedIn) -> Answer<(Sight, Waits)> {
        let shown = self.operations(who).await?;
        let flights =
            || shown.operations.iter().flat_map(|operation| &operation.flights).chain(&shown.others);
        if let Some(flight) = flights().find(|flight| flight.people == 0) {
            return Ok((Sight::Import(flight.code), Waits::Yes));
        }
        let latest = flights().max_by_key(|flight| flight.departs);
        Ok((latest.map_or(Sight::Operations, |flight| Sight::Flight(flight.code)), Waits::NoLonger))
    }

    async fn pair_to_settle(&self, who: &SignedIn) -> Answer<(Sight, Waits)> {
        for queue in [Queue::Certain, Queue::Likely] {
            if let Some(pair) = self.matches(who, queue, None, 1).await?.pairs.first() {
                return Ok((Sight::Pair(pair.code), Waits::Yes));
            }
        }
        Ok((Sight::Settled, Waits::NoLonger))
    }

    /// The child of this worker's of whom most is known and whom the teacher may open, too.
    async fn child_at_school(
        &self,
        who: &SignedIn,
        people: &[(UserId, domain::Private<String>, RoleCode)],
    ) -> Answer<(Sight, Waits)> {
        let teacher = people.iter().find(|(_, _, role)| *role == *"teacher");
        let teacher = match teacher {
            Some((account, ..)) => Some(self.invented(*account).await?),
            None => None,
        };
        let rows = self.list(who, Shown::Children, &Filter::of("child"), None, MOST).await?.rows;
        let mut best: Option<(PersonCode, (bool, usize, usize))> = None;
        for row in rows.iter().filter(|row| row.owner == Some(who.user())) {
            let Some(code) = row.code else { continue };
            let Some(record) = load(self, row.id).await?.map(|loaded| loaded.record) else { continue };
            let facts = facts::of_record(&record)?;
            let known_at_school = teacher.as_ref().is_some_and(|teacher| {
                policy::access(self.protocol().table(), teacher.actor(), &facts).is_ok()
            });
            let worth = (known_at_school, record.goals.len(), record.history.len());
            if best.as_ref().is_none_or(|(_, found)| worth > *found) {
                best = Some((code, worth));
            }
        }
        Ok(match best {
            Some((code, (true, ..))) => (Sight::Record(code), Waits::Yes),
            Some((code, _)) => (Sight::Record(code), Waits::NoLonger),
            None => (Sight::Children, Waits::NoLonger),
        })
    }

    async fn same_child(&self, who: &SignedIn, about: Option<&PersonCode>) -> Answer<(Sight, Waits)> {
        let rows = self.list(who, Shown::Children, &Filter::of("child"), None, MOST).await?.rows;
        let codes = || rows.iter().filter_map(|row| row.code);
        let same = about.and_then(|about| codes().find(|code| code == about));
        Ok(match (same, codes().next()) {
            (Some(code), _) => (Sight::Record(code), Waits::Yes),
            (None, Some(other)) => (Sight::Record(other), Waits::NoLonger),
            (None, None) => (Sight::Children, Waits::NoLonger),
        })
    }

    async fn referral_to_answer(&self, who: &SignedIn) -> Answer<(Sight, Waits)> {
        let received = self.referrals(who).await?.received;
        let open = received.iter().find(|open| open.referral.state == domain::record::ReferralState::Sent);
        let found =
            open.and_then(|open| Some(Sight::Referral(open.record.code?, open.referral.sent.referral)));
        Ok(found.map_or((Sight::Referrals, Waits::NoLonger), |sight| (sight, Waits::Yes)))
    }

    async fn plan_to_approve(&self, who: &SignedIn) -> Answer<(Sight, Waits)> {
        let teams = self.supervised(who).await?;
        let waiting = teams.iter().flat_map(|team| &team.waiting).find(|waiting| waiting.of == *"plan");
        let found = waiting.and_then(|waiting| Some(Sight::Plan(waiting.record.code?)));
        Ok(found.map_or((Sight::Team, Waits::NoLonger), |sight| (sight, Waits::Yes)))
    }
}
