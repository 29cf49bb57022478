//! Founding an installation, and opening one that was founded.
//!
//! Invariant: a demo says so in its ledger for ever; a house opens only with its own keys, on their current epoch,
//! and with the protocol that its ledger says is in force.

use domain::{AccountEvent, CommandId, Event, InstallationEvent, Instant, RecordId, UserId};
use policy::Actor;
use protocol::Protocol;

use super::invite::Invitation;
use crate::{
    App, SignedIn,
    chain::Settled,
    core::{house::Parts, load::load, tokens, work::Work},
    refused::{Answer, Fault, Refused, because},
};

/// Why a house does not open.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The database is empty.
    #[error("this database holds no installation yet: run `homeward init` first")]
    Empty,
    /// The database already holds one.
    #[error("this database already holds an installation")]
    NotEmpty,
    /// A demo under `serve`, or a real one under `demo`.
    #[error("this is a demo store: `serve` does not open it, `homeward demo --data` does")]
    IsDemo,
    /// A real store under `demo` or `seed`.
    #[error("this is not a demo store: `demo` and `seed` do not touch it")]
    IsNotDemo,
    /// The keys are those of another installation.
    #[error("the key ring belongs to another installation: give the ring that was made with this database")]
    OtherRing,
    /// The ring is older than the database.
    #[error("the key ring is older than the database: fetch the newer copy of the ring before you start")]
    OldRing,
    /// The register of erasures is not the one this database was kept with.
    #[error(
        "the register of erasures is missing or shorter than the database knows it: bring back the file that was \
         kept beside the key ring, or what was erased could come back"
    )]
    LostRegister,
    /// The activated protocol cannot be read.
    #[error("the protocol in force cannot be read from the database")]
    NoProtocol,
    /// Something under it failed.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl From<store::Error> for NotOpened {
    fn from(error: store::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// What an opened house is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Real people.
    Real,
    /// Invented ones.
    Demo,
    /// Reading and checking only: either.
    Inspection,
}

impl App {
    /// Founds an installation in an empty database: its first events, the protocol, and the first administrator,
    /// who gets a one-time link.
    pub async fn found(
        parts: Parts,
        administrator: &str,
        name: &str,
        language: &str,
    ) -> Result<(Self, Invitation), NotOpened> {
        let demo = parts.demo;
        let app = Self::new(parts);
        let id = app.installation_record();
        if !app.store().slots(id).await?.is_empty() || app.store().head().await?.size > 0 {
            return Err(NotOpened::NotEmpty);
        }
        let protocol = app.protocol();
        let machine = app.machine();
        let epoch = app.ring().current_epoch();
        let version = protocol.version().to_owned();
        let hash = protocol.hash().to_owned();
        let command: CommandId = app.fresh()?;
        app.transact(&machine, command, &[], |work| {
            work.begin(id);
            for event in [
                InstallationEvent::Founded { demo },
                InstallationEvent::EpochStarted { epoch },
                InstallationEvent::ProtocolActivated { version: version.clone(), hash: hash.clone() },
            ] {
                work.add(id, "installation", Event::Installation(event))?;
            }
            keep_protocol(work, &protocol)?;
            Ok(Vec::new())
        })
        .await?;
        let account: UserId = app.create_first(&machine, administrator, name, language).await?;
        let invitation = app.invitation(&machine, account, super::invite::WELCOME).await?;
        Ok((app, invitation))
    }

    /// Opens a house that was founded. The protocol of `parts` is a stand-in until the one in force is read.
    pub async fn open_house(parts: Parts, purpose: Purpose) -> Result<Self, NotOpened> {
        let mut parts = parts;
        let probe_installation = RecordId::from_bytes(*parts.ring.installation().as_bytes());
        let head = parts.store.head().await?;
        if head.size == 0 {
            return Err(NotOpened::Empty);
        }
        if parts.store.slots(probe_installation).await?.is_empty() {
            return Err(NotOpened::OtherRing);
        }
        parts.demo = false;
        let app = Self::new(parts);
        let loaded = match load(&app, probe_installation).await {
            Ok(loaded) => loaded.ok_or(NotOpened::OtherRing)?,
            // Its own record stands under an epoch that this ring has not heard of.
            Err(Refused::Fault(Fault::Vault(vault::VaultError::UnknownEpoch(_)))) => {
                return Err(NotOpened::OldRing);
            }
            Err(error) => return Err(error.into()),
        };
        let state = &loaded.record.installation;
        match (purpose, state.demo) {
            (Purpose::Real, true) => return Err(NotOpened::IsDemo),
            (Purpose::Demo, false) => return Err(NotOpened::IsNotDemo),
            _ => {}
        }
        app.ring().check_current(state.epoch).map_err(|_| NotOpened::OldRing)?;
        let (_, hash, _) = state.protocols.last().ok_or(NotOpened::NoProtocol)?;
        // The stand-in is mostly the one in force; reading it again would only cost time.
        if app.protocol().hash() != hash {
            let versions = app.store().protocol_versions().await?;
            let kept = versions.into_iter().find(|known| hex(&known.hash) == *hash);
            let files = serde_json::from_slice(&kept.ok_or(NotOpened::NoProtocol)?.files)
                .map_err(|_| NotOpened::NoProtocol)?;
            // It was checked when it was activated; a later program's stricter check must not close the house.
            app.set_protocol(Protocol::from_activated(files).map_err(|_| NotOpened::NoProtocol)?);
        }
        app.set_demo(state.demo);
        // What was erased is not served from an older copy.
        if purpose != Purpose::Inspection && app.settle_register().await? == Settled::Lost {
            return Err(NotOpened::LostRegister);
        }
        Ok(app)
    }

    /// Puts another version of the protocol in force, in an office that allows it.
    pub async fn activate_protocol(
        &self,
        who: &SignedIn,
        command: CommandId,
        protocol: Protocol,
    ) -> Answer<()> {
        let now = self.protocol();
        if !now.table().office(who.actor(), "protocol.activate") {
            return Err(Refused::NotFound);
        }
        if !protocol.check_against(&now).is_empty() || !self.stranded_by(&protocol).await?.is_empty() {
            return Err(because("protocol-strands-records"));
        }
        let id = self.installation_record();
        let (version, hash) = (protocol.version().to_owned(), protocol.hash().to_owned());
        self.transact(who, command, &[crate::core::work::Touch::Office(id)], |work| {
            work.add(
                id,
                "installation",
                Event::Installation(InstallationEvent::ProtocolActivated {
                    version: version.clone(),
                    hash: hash.clone(),
                }),
            )?;
            keep_protocol(work, &protocol)?;
            Ok(Vec::new())
        })
        .await?;
        self.set_protocol(protocol);
        Ok(())
    }

    /// The house itself as an actor: founding, scheduled work. It holds no role and opens no record as a reader.
    pub(crate) fn machine(&self) -> SignedIn {
        SignedIn::machine(Actor {
            user: self.installation_record(),
            roles: Vec::new(),
            stands_in_for: std::collections::BTreeSet::new(),
            now: self.now(),
        })
    }

    async fn create_first(
        &self,
        machine: &SignedIn,
        login: &str,
        name: &str,
        language: &str,
    ) -> Answer<UserId> {
        let command: CommandId = self.fresh()?;
        let role = domain::RoleCode::of("administrator");
        let done = self
            .transact(machine, command, &[], |work| {
                let id = new_account(work, login, name, language)?;
                work.add(
                    id,
                    "account",
                    Event::Account(AccountEvent::RoleProposed {
                        grant: work.app.fresh()?,
                        role: role.clone(),
                        team: None,
                        place: None,
                        holds: true,
                    }),
                )?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        done.id().ok_or_else(|| Fault::Damaged(self.installation_record()).into())
    }
}

/// Adds an account to a command.
pub(crate) fn new_account(work: &mut Work<'_>, login: &str, name: &str, language: &str) -> Answer<UserId> {
    let id = work.open_system("account")?;
    work.add(
        id,
        "account",
        Event::Account(AccountEvent::Created {
            login: login.trim().into(),
            name: name.trim().into(),
            language: language.to_owned(),
        }),
    )?;
    work.beside(store::Row::Login { token: tokens::login(work.app, login)?.to_vec(), account: id });
    Ok(id)
}

fn keep_protocol(work: &mut Work<'_>, protocol: &Protocol) -> Answer<()> {
    let files = serde_json::to_vec(protocol.files())
        .map_err(|_| Fault::Outside("the protocol cannot be kept".into()))?;
    let activated: Instant = work.now;
    work.beside(store::Row::ProtocolVersion(store::ProtocolVersion {
        hash: unhex(protocol.hash()).ok_or_else(|| Fault::Outside("the protocol has no hash".into()))?,
        version: protocol.version().to_owned(),
        activated_at: Some(activated),
        files,
    }));
    Ok(())
}

fn hex(hash: &[u8; 32]) -> String {
    use std::fmt::Write;
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back() {
        let hash = [0xab; 32];
        assert_eq!(unhex(&hex(&hash)), Some(hash));
        assert_eq!(unhex("ab"), None);
    }
}
