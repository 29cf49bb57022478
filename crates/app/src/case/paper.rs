//! Who a paper of a record may be handed to.
//!
//! Invariant: nobody who is barred from the record, under none of their records; and only people whose record the
//! reader may open, so that the list tells of nobody else.

use std::collections::BTreeSet;

use domain::{PersonCode, RecordId};

use super::{
    bar::{barred_among, keeps_somebody_away},
    family::Relative,
};
use crate::{
    App, Opened, SignedIn,
    core::load::load,
    refused::{Answer, Refused, because},
};

impl App {
    /// The grown-up relatives to whom a paper of an opened record may be handed; logged.
    pub async fn paper_recipients(&self, who: &SignedIn, opened: &Opened) -> Answer<Vec<Relative>> {
        let mut safe = Vec::new();
        for relative in self.family(who, opened).await? {
            let barred = self.is_barred(opened, relative.record.id).await?;
            if relative.record.kind == "adult" && !barred {
                safe.push(relative);
            }
        }
        Ok(safe)
    }

    /// The relative to whom a paper is handed, as they were chosen.
    ///
    /// # Errors
    /// `paper-barred` for somebody who is barred and whose record the reader may open; [`Refused::NotFound`] for
    /// everybody else who is no relative here.
    pub async fn paper_recipient(
        &self,
        who: &SignedIn,
        opened: &Opened,
        code: &PersonCode,
    ) -> Answer<Relative> {
        let id = self.known_to(who, code).await?.ok_or(Refused::NotFound)?;
        if self.is_barred(opened, id).await? {
            return Err(because("paper-barred"));
        }
        let relatives = self.paper_recipients(who, opened).await?;
        relatives.into_iter().find(|relative| relative.record.id == id).ok_or(Refused::NotFound)
    }

    /// Whether somebody is kept away from an opened record for what they did or may do: then no paper leaves open who
    /// signs as the one who cares for the child, for it could be them.
    pub async fn paper_names_its_signer(&self, opened: &Opened) -> Answer<bool> {
        let loaded = load(self, opened.view.id).await?;
        Ok(loaded.is_none_or(|loaded| keeps_somebody_away(&loaded.record)))
    }

    /// Whether somebody is barred from an opened record, under any of their records: then they sign no paper of it either.
    pub async fn is_barred(&self, opened: &Opened, person: RecordId) -> Answer<bool> {
        let Some(loaded) = load(self, opened.view.id).await? else { return Ok(true) };
        let all: BTreeSet<RecordId> = self.records_of_person(person).await?;
        Ok(barred_among(&loaded.record, &all))
    }
}
