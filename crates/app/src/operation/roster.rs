//! The people of a flight, as its officers may see them.

use std::collections::BTreeMap;

use domain::{ChoiceCode, Instant, PersonCode, RecordId};

use crate::{
    App, Door, Listed, Opened, SignedIn,
    core::{reading::Read, tokens},
    refused::{Answer, Refused},
};

/// A flight and its people.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The flight.
    pub flight: Opened,
    /// Its people, by name.
    pub people: Vec<Listed>,
    /// Who was ticked off, how and when.
    pub arrivals: BTreeMap<RecordId, (ChoiceCode, Instant)>,
    /// How many of its people this reader can no longer open: they have been taken on by others.
    pub gone_on: usize,
}

impl App {
    /// The roster of a flight.
    pub async fn roster(&self, who: &SignedIn, flight: &PersonCode, page: &'static str) -> Answer<Roster> {
        let opened = self.open_code(who, flight, Door::page(page)).await?;
        if opened.kind() != "flight" {
            return Err(Refused::NotFound);
        }
        let ids: Vec<RecordId> = tokens::linked_as(&opened.view, "passenger").collect();
        let rows = self.store().records(&ids).await?;
        let mut people = self.show_rows(who, rows).await?;
        let name = |row: &Listed| {
            row.summary
                .as_ref()
                .map(|summary| {
                    summary
                        .names
                        .iter()
                        .map(|name| name.text.as_str().to_lowercase())
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .unwrap_or_default()
        };
        people.sort_by_cached_key(name);
        self.log_reading(
            who,
            &Read {
                page: page.to_owned(),
                records: people.iter().map(|row| row.id).collect(),
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await?;
        let gone_on = ids.len().saturating_sub(people.len());
        Ok(Roster { arrivals: opened.view.arrivals.clone(), flight: opened, people, gone_on })
    }
}
