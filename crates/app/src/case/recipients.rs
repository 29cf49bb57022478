//! Who can be asked for help: the services of the directory that a team here answers for.

use domain::{Kind, ServiceCode, Stage, TeamId};

use crate::{App, SignedIn, core::tokens, refused::Answer};

/// A service with the team that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The service in the directory.
    pub service: ServiceCode,
    /// Its team.
    pub team: TeamId,
}

/// Whether a service can take somebody on; said in steps, for a number would tell of children one may not know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// There is room.
    Free,
    /// A quarter of the places is left, or less.
    Few,
    /// None is left.
    Full,
}

impl App {
    /// How much room teams have, each with its capacity: those they were asked for and those they answer for count.
    /// Nothing where no capacity is known.
    pub async fn rooms(&self, who: &SignedIn, teams: &[(TeamId, Option<u32>)]) -> Answer<Vec<Option<Room>>> {
        let mut rooms = Vec::with_capacity(teams.len());
        for (team, capacity) in teams {
            let Some(capacity) = *capacity else {
                rooms.push(None);
                continue;
            };
            let branches = vec![store::Branch::Related(*team), store::Branch::Team(*team)];
            let mut list = store::List::new(branches, vec![Kind::of("child"), Kind::of("adult")], who.now());
            list.without_stages = vec![Stage::of("closed")];
            let taken = self.store().count(&list, capacity.max(1)).await?;
            rooms.push(Some(match u64::from(capacity) {
                capacity if taken >= capacity => Room::Full,
                capacity if taken * 4 >= capacity * 3 => Room::Few,
                _ => Room::Free,
            }));
        }
        Ok(rooms)
    }

    /// Every open service that a team answers for, in the order of the directory. Organisations only, no person.
    pub async fn recipients(&self) -> Answer<Vec<Recipient>> {
        let protocol = self.protocol();
        let mut wanted = Vec::new();
        for service in protocol.services().iter().filter(|service| !service.closed) {
            let token = tokens::service(self, service.code.as_str())?.to_vec();
            wanted.push((service.code.clone(), (tokens::SERVICE, token)));
        }
        let asked: Vec<_> = wanted.iter().map(|(_, token)| token.clone()).collect();
        let most = u32::try_from(asked.len() * 16).unwrap_or(u32::MAX);
        let found = self.store().tokens(&asked, most).await?;
        let mut recipients = Vec::with_capacity(wanted.len());
        for (service, (_, token)) in wanted {
            for known in found.iter().filter(|known| known.token == token) {
                if self.service_of(known.record).await?.as_ref() == Some(&service) {
                    recipients.push(Recipient { service, team: known.record });
                    break;
                }
            }
        }
        Ok(recipients)
    }
}
