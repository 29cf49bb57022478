//! What only a demo has: a way to choose whom to be.

use domain::{Private, RoleCode, UserId};

use crate::{
    App,
    refused::{Answer, Refused},
};

impl App {
    /// One account for each role that has one, in the order of the protocol; for the demo's first page.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where the people are not invented.
    pub async fn demo_roles(&self) -> Answer<Vec<(UserId, Private<String>, RoleCode)>> {
        if !self.is_demo() {
            return Err(Refused::NotFound);
        }
        let mut found: Vec<(UserId, Private<String>, RoleCode)> = Vec::new();
        let mut accounts = self.all_accounts().await?;
        // The busiest first would need counts; the sign-in name gives a stable order that the seed chooses.
        accounts.sort_by(|a, b| a.login.as_str().cmp(b.login.as_str()));
        for role in self.protocol().roles() {
            let holds = accounts.iter().find(|account| {
                !account.closed
                    && account.roles.first().is_some_and(|held| held.holds && held.role == role.code)
            });
            if let Some(account) = holds {
                found.push((account.id, account.name.clone(), role.code.clone()));
            }
        }
        Ok(found)
    }
}
