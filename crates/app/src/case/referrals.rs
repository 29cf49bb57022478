//! Referrals that wait: those my teams received, and those I sent.
//!
//! Invariant: each is seen through the reader's own leave to its record, as on the record's page, and the page is
//! logged with every record it names.

use std::collections::BTreeSet;

use domain::{Kind, RecordId, record::Referral};
use policy::{Level, Relation};

use crate::{
    App, Listed, SignedIn,
    core::{
        load::{load, view},
        reading::Read,
    },
    refused::Answer,
};

/// The most records looked through for each side of the page.
const MOST: u32 = 100;

/// An open referral with the record it is about.
#[derive(Debug, Clone)]
pub struct OpenReferral {
    /// The record.
    pub record: Listed,
    /// The referral.
    pub referral: Referral,
}

/// Open referrals, those that end first on top.
#[derive(Debug, Clone, Default)]
pub struct Referrals {
    /// To a team of this person's.
    pub received: Vec<OpenReferral>,
    /// Sent by this person, or on a record they answer for.
    pub sent: Vec<OpenReferral>,
}

impl App {
    /// The open referrals of a person, received and sent.
    pub async fn referrals(&self, who: &SignedIn) -> Answer<Referrals> {
        let actor = who.actor();
        let protocol = self.protocol();
        let received: Vec<store::Branch> = actor.teams().map(store::Branch::Related).collect();
        let mut sent = vec![store::Branch::Owner(who.user())];
        sent.extend(actor.stands_in_for.iter().map(|owner| store::Branch::Owner(*owner)));
        // A supervisor sends only where consent is overridden, on records of the team.
        for held in &actor.roles {
            let role = protocol.table().role(held.role.as_str());
            let overrides = role.is_some_and(|role| {
                role.grants.iter().any(|grant| {
                    grant.when.contains(&Relation::Supervisor) && grant.actions.contains("consent.override")
                })
            });
            sent.extend(held.team.filter(|_| overrides).map(store::Branch::Team));
        }
        let answers = |referral: &Referral, _: &Listed| actor.is(referral.sent.recipient);
        let is_mine = |referral: &Referral, record: &Listed| {
            referral.sent.sender == who.user()
                || record
                    .owner
                    .is_some_and(|owner| owner == who.user() || actor.stands_in_for.contains(&owner))
        };
        let found = Referrals {
            received: self.open_referrals(who, received, answers).await?,
            sent: self.open_referrals(who, sent, is_mine).await?,
        };
        let named: BTreeSet<RecordId> =
            found.received.iter().chain(&found.sent).map(|open| open.record.id).collect();
        self.log_reading(
            who,
            &Read {
                page: crate::Shown::Referrals,
                records: named.into_iter().collect(),
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await?;
        Ok(found)
    }

    async fn open_referrals(
        &self,
        who: &SignedIn,
        branches: Vec<store::Branch>,
        wanted: impl Fn(&Referral, &Listed) -> bool,
    ) -> Answer<Vec<OpenReferral>> {
        if branches.is_empty() {
            return Ok(Vec::new());
        }
        let mut list = store::List::new(branches, vec![Kind::of("child"), Kind::of("adult")], who.now());
        list.without_stages = vec![domain::Stage::of("closed")];
        list.limit = MOST;
        let protocol = self.protocol();
        let mut found = Vec::new();
        for record in self.show_rows(who, self.store().list(&list).await?).await? {
            if !record.grant.may("referral", Level::Read) {
                continue;
            }
            let Some(loaded) = load(self, record.id).await? else { continue };
            let seen = view(loaded.record, &record.grant, &protocol);
            for referral in seen.referrals {
                if referral.state.is_open() && wanted(&referral, &record) {
                    found.push(OpenReferral { record: record.clone(), referral });
                }
            }
        }
        found.sort_by_key(|open| (std::cmp::Reverse(open.referral.sent.urgency), open.referral.sent.until));
        Ok(found)
    }
}
