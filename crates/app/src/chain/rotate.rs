//! A new epoch: every live compartment key is wrapped again, and the old epoch is destroyed after the backup
//! horizon.
//!
//! Invariant: nothing is wrapped under a destroyed epoch; the ring on disk has the new epoch before the database
//! asks for it.

use domain::{CommandId, Event, InstallationEvent};
use store::{Commit, CommitError, Expect, Row};
use vault::StoredSlot;

use super::Progress;
use crate::{
    App,
    core::{load::load, work::Touch},
    refused::{Answer, Fault, because_of},
};

/// Slots that are wrapped again together.
const PAGE: u32 = 400;

impl App {
    /// Begins a new epoch and wraps every compartment key again. Gives the number of the new epoch.
    ///
    /// Interrupted, it is finished by [`App::finish_rotation`].
    pub async fn rotate(&self, progress: impl FnMut(Progress) + Send) -> Answer<u32> {
        let epoch = self.ring().rotate(self.now().as_microsecond())?;
        self.finish_rotation(progress).await?;
        Ok(epoch)
    }

    /// Says in the ledger which epoch is current, so that other nodes fetch its key.
    async fn announce_epoch(&self, epoch: u32) -> Answer<()> {
        let id = self.installation_record();
        let command: CommandId = self.fresh()?;
        self.transact(&self.machine(), command, &[Touch::Office(id)], |work| {
            if work.record(id)?.installation.epoch < epoch {
                let event = InstallationEvent::EpochStarted { epoch };
                work.add(id, "installation", Event::Installation(event))?;
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// Wraps what still stands under earlier epochs. Gives the number of compartments that did.
    pub async fn finish_rotation(&self, mut progress: impl FnMut(Progress) + Send) -> Answer<u64> {
        let epoch = self.ring().current_epoch();
        let known = load(self, self.installation_record()).await?;
        if known.is_some_and(|known| known.record.installation.epoch < epoch) {
            self.announce_epoch(epoch).await?;
        }
        let (mut after, mut seen, mut done) = (None, 0, 0);
        loop {
            let page = self.store().slots_after(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(done) };
            after = Some((last.record, last.slot));
            seen += page.len() as u64;
            for old in page
                .into_iter()
                .filter(|slot| slot.wrap.is_some() && slot.epoch != epoch)
                .collect::<Vec<_>>()
                .chunks(50)
            {
                done += self.rewrap_all(old.to_vec()).await?;
            }
            progress(Progress { done: seen, of: seen });
        }
    }

    /// Wraps these again; those that moved meanwhile are read again and tried alone.
    async fn rewrap_all(&self, slots: Vec<store::Slot>) -> Answer<u64> {
        let count = slots.len() as u64;
        match self.store().commit(self.rewrapping(&slots)?).await {
            Ok(_) => return Ok(count),
            Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let epoch = self.ring().current_epoch();
        for slot in slots {
            loop {
                let now = self.store().slots(slot.record).await?;
                let Some(now) = now.into_iter().find(|now| now.slot == slot.slot) else { break };
                if now.wrap.is_none() || now.epoch == epoch {
                    break;
                }
                match self.store().commit(self.rewrapping(&[now])?).await {
                    Ok(_) => break,
                    Err(CommitError::Stale { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(count)
    }

    fn rewrapping(&self, slots: &[store::Slot]) -> Answer<Commit> {
        let mut commit = Commit::new(self.fresh()?, self.installation_record(), self.now());
        for slot in slots {
            let Some(wrap) = slot.wrap.clone() else { continue };
            let stored = StoredSlot { epoch: slot.epoch, wrap, label: slot.label.clone() };
            let fresh = self.ring().rewrap(slot.record, slot.slot, &stored)?;
            commit.expect.push(Expect::seen(slot));
            commit.rows.push(Row::RewrapSlot {
                record: slot.record,
                slot: slot.slot,
                epoch: fresh.epoch,
                wrap: fresh.wrap,
                label: fresh.label,
            });
        }
        Ok(commit)
    }

    /// Destroys the key of an earlier epoch: no copy of the database opens anything that stood under it.
    ///
    /// # Errors
    /// `epoch-in-use` while a live compartment still stands under it.
    pub async fn destroy_epoch(&self, epoch: u32) -> Answer<()> {
        let mut after = None;
        loop {
            let page = self.store().slots_after(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some((last.record, last.slot));
            if page.iter().any(|slot| slot.wrap.is_some() && slot.epoch == epoch) {
                return Err(because_of("epoch-in-use", vec![("epoch", epoch.to_string())]));
            }
        }
        Ok(self.ring().destroy_epoch(epoch)?)
    }

    /// Reads the ring again if it changed, and holds back writing while the database is ahead of it.
    pub async fn refresh_ring(&self) -> Answer<()> {
        self.ring().reload_if_changed()?;
        let id = self.installation_record();
        let behind = match load(self, id).await {
            Ok(Some(loaded)) => self.ring().check_current(loaded.record.installation.epoch).is_err(),
            Ok(None) => return Err(Fault::Damaged(id).into()),
            // The record of the installation itself stands under the new epoch already.
            Err(crate::Refused::Fault(Fault::Vault(vault::VaultError::UnknownEpoch(_)))) => true,
            Err(error) => return Err(error),
        };
        if behind {
            tracing::error!(
                "the key ring is older than the database: nothing is written until it is replaced"
            );
        }
        self.set_behind(behind);
        Ok(())
    }
}
