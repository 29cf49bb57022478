//! Who can be asked for help: the services of the directory that a team here answers for.

use domain::{ServiceCode, TeamId};

use crate::{App, core::tokens, refused::Answer};

/// A service with the team that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The service in the directory.
    pub service: ServiceCode,
    /// Its team.
    pub team: TeamId,
}

impl App {
    /// Every open service that a team answers for, in the order of the directory. Organisations only, no person.
    pub async fn recipients(&self) -> Answer<Vec<Recipient>> {
        let protocol = self.protocol();
        let mut wanted = Vec::new();
        for service in protocol.services().iter().filter(|service| !service.closed) {
            let token = tokens::service(self, service.code.as_str())?.to_vec();
            wanted.push((service.code.clone(), (tokens::SERVICE, token)));
        }
        let asked: Vec<_> = wanted.iter().map(|(_, token)| token.clone()).collect();
        let most = u32::try_from(asked.len() * 2).unwrap_or(u32::MAX);
        let found = self.store().tokens(&asked, most).await?;
        Ok(wanted
            .into_iter()
            .filter_map(|(service, (_, token))| {
                let team = found.iter().find(|known| known.token == token)?.record;
                Some(Recipient { service, team })
            })
            .collect())
    }
}
