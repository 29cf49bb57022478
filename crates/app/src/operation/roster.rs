//! The people of a flight, as its officers may see them.

use domain::{Instant, PersonCode, RecordId};

use super::arrivals::Tick;
use crate::{
    App, Door, Listed, Opened, Shown, SignedIn,
    core::{reading::Read, tokens},
    refused::{Answer, Refused},
};

/// A flight and its people.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The flight.
    pub flight: Opened,
    /// Its people, by name.
    pub people: Vec<Passenger>,
    /// People whose record this reader can no longer open: they have been taken on by others.
    pub gone_on: usize,
    /// Everybody on the list.
    pub all: usize,
    /// How many arrived, those taken on by others among them.
    pub arrived: usize,
    /// How many were not aboard.
    pub not_aboard: usize,
}

/// Somebody on a flight.
#[derive(Debug, Clone)]
pub struct Passenger {
    /// Who, as far as this reader may know.
    pub listed: Listed,
    /// Where their journey stands.
    pub state: Journey,
}

impl Passenger {
    /// Whether a text is part of their code or names, however the names are spelt or in which script.
    pub fn is_called(&self, text: &str) -> bool {
        let Some(summary) = &self.listed.summary else { return false };
        let compact = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
        };
        let code = compact(text);
        if code.len() >= 2 && compact(&summary.code.to_string()).contains(&code) {
            return true;
        }
        let parts = |text: &str| -> Vec<String> {
            let normal = names::normalise(text).text;
            normal.split_whitespace().map(names::light).filter(|part| !part.is_empty()).collect()
        };
        let own: Vec<String> = summary.names.iter().flat_map(|name| parts(name.text.as_str())).collect();
        let wanted = parts(text);
        !wanted.is_empty() && wanted.iter().all(|part| own.iter().any(|name| name.contains(part.as_str())))
    }
}

/// Where a person's journey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journey {
    /// On the list.
    Listed,
    /// Aboard.
    Boarded,
    /// Arrived, since when.
    Arrived(Instant),
    /// Not aboard, as was found when.
    NotAboard(Instant),
}

impl App {
    /// The roster of a flight, for a page.
    pub async fn roster(&self, who: &SignedIn, flight: &PersonCode, page: Shown) -> Answer<Roster> {
        self.roster_for(who, flight, page, None).await
    }

    /// The roster of a flight, for a print; who printed it and why stands in the log.
    ///
    /// # Errors
    /// A reason `reason-needed` without a reason.
    pub async fn print_roster(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        page: Shown,
        reason: &str,
    ) -> Answer<Roster> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(crate::because("reason-needed"));
        }
        let reason: String = reason.chars().take(500).collect();
        self.roster_for(who, flight, page, Some(&reason)).await
    }

    async fn roster_for(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        page: Shown,
        reason: Option<&str>,
    ) -> Answer<Roster> {
        let door = reason.map_or_else(|| Door::page(page), |reason| Door::with_reason(page, reason));
        let flight = self.open_code(who, flight, door).await?;
        let may = reason.is_none() || flight.grant.may_do("record.print");
        if flight.kind() != "flight" || !may {
            return Err(Refused::NotFound);
        }
        let ids: Vec<RecordId> = tokens::linked_as(&flight.view, "passenger").collect();
        let rows = self.store().records(&ids).await?;
        let aboard: Vec<RecordId> = rows
            .iter()
            .filter(|row| row.stage.as_ref().is_some_and(|stage| *stage == "boarded"))
            .map(|row| row.id)
            .collect();
        let mut people = self.show_rows(who, rows).await?;
        people.sort_by_cached_key(|row| {
            let names = row.summary.iter().flat_map(|summary| &summary.names);
            names.map(|name| name.text.as_str().to_lowercase()).collect::<Vec<_>>().join(" ")
        });
        self.log_reading(
            who,
            &Read {
                page,
                records: people.iter().map(|row| row.id).collect(),
                grounds: Vec::new(),
                reason: reason.map(Into::into),
            },
        )
        .await?;
        let ticked = |tick: Tick| {
            ids.iter()
                .filter(|id| flight.view.arrivals.get(*id).is_some_and(|(state, _)| *state == *tick.code()))
                .count()
        };
        let (arrived, not_aboard) = (ticked(Tick::Arrived), ticked(Tick::NotAboard));
        let people: Vec<Passenger> = people
            .into_iter()
            .map(|listed| {
                let state = match flight.view.arrivals.get(&listed.id) {
                    Some((state, at)) if *state == *Tick::Arrived.code() => Journey::Arrived(*at),
                    Some((_, at)) => Journey::NotAboard(*at),
                    None if aboard.contains(&listed.id) => Journey::Boarded,
                    None => Journey::Listed,
                };
                Passenger { listed, state }
            })
            .collect();
        let (all, gone_on) = (ids.len(), ids.len().saturating_sub(people.len()));
        Ok(Roster { flight, people, gone_on, all, arrived, not_aboard })
    }
}
