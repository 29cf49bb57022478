//! The register of erasures beside the database: written before, replayed after.
//!
//! Invariant: a house with a register opens only when everything in it has been carried out in the database, and
//! never with a register that is shorter than the one the database knows.

use domain::{CommandId, GroundCode};
use store::Row;
use vault::{Erased, Erasure, ErasureRegister, RegisterHead};

use super::erase::{Erase, is_erased};
use crate::{
    App, SignedIn,
    core::load::load,
    refused::{Answer, Fault, Refused, because},
};

/// Where the database keeps how far the register went when it last erased: a shorter one has lost its end.
const SEEN: &str = "erasure_register";
/// Where it keeps up to where every entry is known to be carried out. Two erasures at once may commit in either
/// order, so [`SEEN`] does not tell that.
const SETTLED: &str = "erasures_settled";

/// How the database and the register beside it fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// Everything in the register is carried out; so many were not before.
    After(u64),
    /// The register is shorter than the database knows it, is another one, or is missing.
    Lost,
}

/// Keeps how far the register goes.
pub(crate) fn head_row(head: RegisterHead) -> Row {
    row(SEEN, head)
}

fn row(key: &str, head: RegisterHead) -> Row {
    Row::Meta { key: key.to_owned(), value: [&head.count.to_be_bytes()[..], &head.mac].concat() }
}

impl App {
    /// Writes an erasure down; on disk when this returns.
    pub(crate) fn register_erasure(&self, who: &SignedIn, what: &Erase) -> Answer<RegisterHead> {
        let path = self.register().ok_or_else(|| because("no-register"))?;
        let (mut register, _) = ErasureRegister::open(path, self.ring())?;
        let erasure = Erasure {
            at_us: who.now().as_microsecond(),
            record: what.record,
            slot: what.slot,
            what: what.event.map_or(Erased::Compartment, Erased::Event),
            rule: what.rule.as_str().to_owned(),
        };
        Ok(register.append(&erasure)?)
    }

    /// Carries out what the register holds and the database does not: after a crash between the two, and after
    /// a restore from a copy made before.
    pub(crate) async fn settle_register(&self) -> Answer<Settled> {
        let known = self.known_head(SEEN).await?;
        let settled = self.known_head(SETTLED).await?;
        let Some(path) = self.register() else {
            return Ok(if known.count == 0 { Settled::After(0) } else { Settled::Lost });
        };
        let (register, tail) = ErasureRegister::open(path, self.ring())?;
        if tail == vault::Tail::Torn {
            tracing::warn!("the register of erasures ended within a line that was never acknowledged");
        }
        let head = register.head();
        if head.count < known.count || (head.count == known.count && known.count > 0 && head != known) {
            return Ok(Settled::Lost);
        }
        let mut done = 0;
        let passed = usize::try_from(settled.count).unwrap_or(usize::MAX);
        for entry in register.replay()?.skip(passed) {
            let entry = entry?;
            let what = Erase {
                record: entry.record,
                slot: entry.slot,
                event: match entry.what {
                    Erased::Event(event) => Some(event),
                    Erased::Compartment => None,
                },
                rule: GroundCode::new(&entry.rule).map_err(|_| Fault::Damaged(entry.record))?,
            };
            if self.is_still_there(&what).await? {
                let command: CommandId = self.fresh()?;
                match self.carry_out(&self.machine(), command, &what, None).await {
                    // Another node that starts at the same time was faster.
                    Err(Refused::NotFound) if !self.is_still_there(&what).await? => continue,
                    carried_out => drop(carried_out?),
                }
                done += 1;
            }
        }
        if head.count > 0 && (head != known || head != settled) {
            let mut commit = store::Commit::new(self.fresh()?, self.installation_record(), self.now());
            commit.rows.extend([row(SEEN, head), row(SETTLED, head)]);
            self.store().commit(commit).await?;
        }
        Ok(Settled::After(done))
    }

    /// Whether this database holds the content. One made before it was recorded does not.
    async fn is_still_there(&self, what: &Erase) -> Answer<bool> {
        let Some(loaded) = load(self, what.record).await? else { return Ok(false) };
        let there = loaded.slots.contains_key(&what.slot)
            && what.event.is_none_or(|event| {
                loaded.wraps.iter().any(|(head, _)| head.slot == what.slot && head.event == event)
            });
        Ok(there && !is_erased(&loaded.record, what))
    }

    async fn known_head(&self, key: &str) -> Answer<RegisterHead> {
        let Some(value) = self.store().meta(key).await? else {
            return Ok(RegisterHead { count: 0, mac: [0; 32] });
        };
        let damaged = || Fault::Damaged(self.installation_record());
        let (count, mac) = value.split_first_chunk::<8>().ok_or_else(damaged)?;
        let mac = <[u8; 32]>::try_from(mac).map_err(|_| damaged())?;
        Ok(RegisterHead { count: u64::from_be_bytes(*count), mac })
    }
}
