//! Where a person's records can be found: the branches of a list.
//!
//! Invariant: every record that [`access`](crate::access()) allows lies in one of the branches; that each
//! proposed record is also allowed is asked of [`access`](crate::access()) itself, row by row.

use std::collections::BTreeSet;

use domain::{Kind, PlaceCode, RecordId, TeamId, UserId};

use crate::{Actor, Relation, Table};

/// One branch of a list, with an index of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// Where to look.
    pub reach: Reach,
    /// For records of which kinds.
    pub kinds: BTreeSet<Kind>,
}

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Records this person is responsible for.
    Owner(UserId),
    /// Records of this team.
    Team(TeamId),
    /// Records of this place and the places in it.
    Place(PlaceCode),
    /// Records that a party was given access to.
    Related(RecordId),
}

/// The branches of everything that a person may list.
pub fn scope(table: &Table, actor: &Actor) -> Vec<Branch> {
    let mut branches: Vec<Branch> = Vec::new();
    let mut add =
        |reach: Reach, kinds: &BTreeSet<Kind>| match branches.iter_mut().find(|known| known.reach == reach) {
            Some(known) => known.kinds.extend(kinds.iter().cloned()),
            None => branches.push(Branch { reach, kinds: kinds.clone() }),
        };
    for held in &actor.roles {
        let Some(role) = table.role(held.role.as_str()) else { continue };
        for grant in &role.grants {
            for relation in &grant.when {
                match relation {
                    Relation::Owner => add(Reach::Owner(actor.user), &grant.kinds),
                    Relation::Deputy => {
                        for owner in &actor.stands_in_for {
                            add(Reach::Owner(*owner), &grant.kinds);
                        }
                    }
                    Relation::Team | Relation::Supervisor => {
                        if let Some(team) = held.team {
                            add(Reach::Team(team), &grant.kinds);
                        }
                    }
                    Relation::Place => {
                        if let Some(place) = &held.place {
                            add(Reach::Place(place.clone()), &grant.kinds);
                        }
                    }
                    Relation::Referral | Relation::Flight | Relation::Task | Relation::Emergency => {
                        add(Reach::Related(actor.user), &grant.kinds);
                        if let Some(team) = held.team {
                            add(Reach::Related(team), &grant.kinds);
                        }
                    }
                }
            }
        }
    }
    branches.sort();
    branches
}
