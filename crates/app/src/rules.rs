//! Reading the protocol in force: for people who do not read TOML.
//!
//! Invariant: the school's side reads what concerns it and no text that tells the past: neither the title of the
//! protocol nor a compartment, task, stage or role of the inside. A teacher who reads the rules must not learn from
//! them where a pupil came from.

use domain::Instant;
use protocol::{Description, describe};

use crate::{App, SignedIn, refused::Answer};

/// The rules as one reader gets them.
#[derive(Debug, Clone)]
pub enum Rules {
    /// The whole protocol.
    Whole(Box<Description>),
    /// Only what the reader's own roles see, what is shared with them, and how long that is kept.
    Own(Box<Description>),
}

impl App {
    /// The protocol in force, laid out in a language, for whoever may read it.
    pub fn rules(&self, who: &SignedIn, language: &str) -> Answer<Rules> {
        self.office(who, "protocol.read")?;
        let protocol = self.protocol();
        let whole = describe(&protocol, language);
        let inside = who
            .actor()
            .roles
            .iter()
            .any(|held| protocol.table().role(held.role.as_str()).is_some_and(|role| !role.outside));
        Ok(if inside { Rules::Whole(Box::new(whole)) } else { Rules::Own(Box::new(own(who, whole))) })
    }

    /// The versions that were ever in force, the newest first, with the moment each was activated.
    pub async fn rules_before(&self, who: &SignedIn) -> Answer<Vec<(String, Option<Instant>)>> {
        self.office(who, "protocol.read")?;
        let versions = self.store().protocol_versions().await?;
        Ok(versions.into_iter().map(|version| (version.version, version.activated_at)).collect())
    }
}

/// Cuts a description down to what these outside roles meet themselves.
fn own(who: &SignedIn, mut rules: Description) -> Description {
    rules.title.clear();
    rules.note.clear();
    rules.roles.retain(|role| who.holds(role.role.code.as_str()));
    let met: Vec<bool> = (0..rules.compartments.len())
        .map(|at| {
            !rules.compartments[at].past
                && rules.roles.iter().flat_map(|role| &role.access).any(|row| row.levels[at].is_some())
        })
        .collect();
    let mut keep = met.iter().copied();
    rules.compartments.retain(|_| keep.next().unwrap_or(false));
    for row in rules.roles.iter_mut().flat_map(|role| &mut role.access) {
        let mut keep = met.iter().copied();
        row.levels.retain(|_| keep.next().unwrap_or(false));
        row.stages.clear();
    }
    let known =
        |code: &domain::Compartment| rules.compartments.iter().any(|known| known.compartment.code == *code);
    rules.retention.retain(|rule| rule.compartments.iter().all(|named| known(&named.code)));
    rules.purposes.retain(|purpose| purpose.recipients.iter().any(|role| who.holds(role.code.as_str())));
    for purpose in &mut rules.purposes {
        // What a purpose is called inside says more than its recipient may read.
        purpose.purpose.label.clone_from(&purpose.outside_words);
        purpose.about.clear();
        purpose.recipients.retain(|role| who.holds(role.code.as_str()));
        purpose.compartments.retain(|named| known(&named.code));
    }
    rules.kinds.clear();
    rules.phases.clear();
    rules
}
