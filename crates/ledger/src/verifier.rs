//! The stand-alone verifier: reads the ledger once, in order and in constant memory, and says that it is whole
//! or names the first place where it is not.
//!
//! It holds the frontier over the leaves as stored and, from the first difference on, a second one over the leaves
//! recomputed from the events: the next checkpoint says which of the two was signed, and so which was changed.
//! Where they agree but the checkpoint does not, both were rewritten together; then the damage lies between two
//! checkpoints.
//!
//! What it cannot see: leaves after the last checkpoint are held only by the head, which whoever writes the
//! database can write too. [`Whole::signed`] says how far the signatures reach; checkpoints kept elsewhere can
//! be fed with the others.

use std::{fmt, ops::Range};

use crate::{
    checkpoint::{SignedCheckpoint, verify_checkpoint},
    error::LedgerError,
    hash::Hash,
    range::CompactRange,
};

/// What a leaf stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// One event of a record.
    Event,
    /// One batch of the log of readings.
    Readings,
}

/// What the leaf was recomputed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The leaf of the stored event or batch.
    Leaf(Hash),
    /// There is no event or batch for this position.
    Missing,
    /// The batch of readings outlived its period and was disposed of. An event is never disposed of (erasure
    /// keeps its ciphertext), so for an event this counts as missing.
    Disposed,
}

/// One position of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Position, from 0, ascending.
    pub position: u64,
    /// The leaf as stored, if its row is there.
    pub stored: Option<Hash>,
    /// The leaf as recomputed.
    pub found: Found,
    /// What it stands for.
    pub source: Source,
}

/// The head row: size and root as the batch writer left them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// What happened to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something there has other bytes than it had.
    Altered,
    /// Something is gone.
    Removed,
    /// Something stands in another's place.
    Reordered,
    /// Something is there that was not.
    Inserted,
    /// Events and leaves agree with each other, but not with what was signed.
    Rewritten,
}

/// Which side of the ledger was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The event (or batch of readings); the stored leaf is the signed one.
    Event,
    /// The stored leaf; the event is the signed one.
    Leaf,
    /// Both, or it cannot be told.
    Both,
    /// A checkpoint: not signed by this installation's key.
    Checkpoint,
    /// The head row.
    Head,
}

/// The first damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What happened.
    pub kind: Kind,
    /// To which side.
    pub side: Side,
    /// The first position at which it shows. For [`Kind::Rewritten`] the first that may be touched; for a
    /// checkpoint or the head its size.
    pub position: u64,
    /// The damage begins in here. One position where that is certain; longer where an earlier rewrite of events
    /// and leaves together cannot be excluded; empty for a checkpoint or head that alone is false.
    pub within: Range<u64>,
    /// What the position stands for, where it is known.
    pub source: Option<Source>,
}

/// A ledger without damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// Leaves that a valid checkpoint covers.
    pub signed: u64,
}

/// What the verifier says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed.
    Whole(Whole),
    /// The first damage.
    Broken(Finding),
}

/// An entry whose stored and recomputed leaf differ; later entries tell what happened to it.
struct Suspect {
    position: u64,
    source: Source,
    stored: Option<Hash>,
    found: Option<Hash>,
    /// The recomputed leaf is stored at a later position.
    found_is_stored_later: bool,
    /// The stored leaf is recomputed at a later position.
    stored_is_found_later: bool,
    /// The side that a checkpoint settled, with where the damage begins.
    settled: Option<(Side, Range<u64>)>,
}

struct Waiting {
    size: u64,
    root: Hash,
    signed: Signed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    Here,
    Falsely,
}

/// Reads entries and checkpoints, then gives its [`Verdict`].
pub struct Verifier {
    installation: [u8; 16],
    public_key: [u8; 32],
    stored: CompactRange,
    /// Over the recomputed leaves; from the suspect on, for up to there both are the same.
    found: Option<CompactRange>,
    /// Size of the last checkpoint that held.
    good: u64,
    waiting: Option<Waiting>,
    /// Size of the first checkpoint that this installation did not sign.
    forged: Option<u64>,
    suspect: Option<Suspect>,
    end: Option<Finding>,
}

impl Verifier {
    /// For the ledger of one installation, whose checkpoints this key signed.
    pub fn new(installation: [u8; 16], public_key: [u8; 32]) -> Self {
        Self {
            installation,
            public_key,
            stored: CompactRange::new(),
            found: None,
            good: 0,
            waiting: None,
            forged: None,
            suspect: None,
            end: None,
        }
    }

    /// Leaves read so far.
    pub const fn size(&self) -> u64 {
        self.stored.size()
    }

    /// Takes a checkpoint: in ascending order, each at the latest when [`size`](Self::size) has reached its
    /// size. What is left when the entries end is handed over before [`finish`](Self::finish).
    pub fn checkpoint(&mut self, signed: &SignedCheckpoint) -> Result<(), LedgerError> {
        if self.end.is_some() {
            return Ok(());
        }
        let size = signed.checkpoint.size;
        match &self.waiting {
            Some(waiting) if waiting.signed == Signed::Here => {
                return Err(LedgerError::CheckpointWaiting { waiting: waiting.size });
            }
            Some(waiting) => self.forged = self.forged.or(Some(waiting.size)),
            None => {}
        }
        if size < self.size() {
            return Err(LedgerError::CheckpointTooLate { checkpoint: size, fed: self.size() });
        }
        let valid = verify_checkpoint(&self.public_key, &self.installation, signed);
        let by = if valid.is_ok() { Signed::Here } else { Signed::Falsely };
        self.waiting = Some(Waiting { size, root: signed.checkpoint.root, signed: by });
        self.meet_checkpoint();
        Ok(())
    }

    /// Takes the next entry.
    pub fn entry(&mut self, entry: &Entry) {
        let found = match (entry.found, entry.source) {
            (Found::Leaf(leaf), _) => Some(leaf),
            (Found::Disposed, Source::Readings) => entry.stored,
            (Found::Missing | Found::Disposed, _) => None,
        };
        if let Some(suspect) = &mut self.suspect {
            suspect.found_is_stored_later |= found_in(suspect.found, entry.stored);
            suspect.stored_is_found_later |= found_in(suspect.stored, found);
        }
        if self.end.is_some() {
            return;
        }
        let next = self.size();
        if entry.position != next {
            let kind = if entry.position < next { Kind::Inserted } else { Kind::Removed };
            let position = next.min(entry.position);
            let within = self.good.min(position)..position + 1;
            self.end = Some(Finding { kind, side: Side::Both, position, within, source: None });
            return;
        }
        let (stored_leaf, found_leaf) = match (entry.stored, found) {
            (Some(stored), Some(found)) => (stored, found),
            (Some(leaf), None) | (None, Some(leaf)) => (leaf, leaf),
            (None, None) => {
                let (kind, side, within) = (Kind::Removed, Side::Both, self.good..next + 1);
                self.end = Some(Finding { kind, side, position: next, within, source: Some(entry.source) });
                return;
            }
        };
        if entry.stored != found && self.suspect.is_none() {
            self.found = Some(self.stored.clone());
            self.suspect = Some(Suspect {
                position: next,
                source: entry.source,
                stored: entry.stored,
                found,
                found_is_stored_later: false,
                stored_is_found_later: false,
                settled: None,
            });
        }
        self.stored.append(stored_leaf);
        if let Some(found) = &mut self.found {
            found.append(found_leaf);
        }
        self.meet_checkpoint();
    }

    /// Ends the reading, with the head row as stored.
    pub fn finish(mut self, head: &Head) -> Verdict {
        if self.end.is_none() {
            self.end = self.end_of_entries(head);
        }
        if self.settled().is_none() && self.suspect.is_some() && head.size == self.size() {
            self.settle(head.size, &head.root);
        }
        let suspicion = self.suspect.take().map(|suspect| suspect.finding(self.good));
        let mut findings: Vec<Finding> = self.end.take().into_iter().chain(suspicion).collect();
        if let Some(size) = self.forged {
            findings.push(self.forgery(size));
        }
        match findings.into_iter().min_by_key(|finding| finding.position) {
            Some(first) => Verdict::Broken(first),
            None => Verdict::Whole(Whole { size: self.size(), root: self.stored.root(), signed: self.good }),
        }
    }

    /// Reads everything from iterators, in the order that [`checkpoint`](Self::checkpoint) asks for.
    pub fn run<'a>(
        mut self,
        entries: impl IntoIterator<Item = Entry>,
        checkpoints: impl IntoIterator<Item = &'a SignedCheckpoint>,
        head: &Head,
    ) -> Result<Verdict, LedgerError> {
        let mut checkpoints = checkpoints.into_iter().peekable();
        for entry in entries {
            while let Some(due) = checkpoints.next_if(|next| next.checkpoint.size <= self.size()) {
                self.checkpoint(due)?;
            }
            self.entry(&entry);
        }
        for rest in checkpoints {
            match self.checkpoint(rest) {
                Err(LedgerError::CheckpointWaiting { .. }) => break,
                other => other?,
            }
        }
        Ok(self.finish(head))
    }

    fn settled(&self) -> Option<&(Side, Range<u64>)> {
        self.suspect.as_ref().and_then(|suspect| suspect.settled.as_ref())
    }

    /// Compares with the waiting checkpoint once its size is reached.
    fn meet_checkpoint(&mut self) {
        let size = self.size();
        let Some(waiting) = self.waiting.take_if(|waiting| waiting.size == size) else { return };
        if waiting.signed == Signed::Falsely {
            self.forged = self.forged.or(Some(size));
        } else if self.suspect.is_some() {
            if self.settled().is_none() {
                self.settle(size, &waiting.root);
            }
        } else if self.stored.root() == waiting.root {
            // What a false checkpoint left open is confirmed by the next good one; the falsehood stays first.
            if let Some(forged) = self.forged {
                let within = forged..forged;
                let (kind, side) = (Kind::Altered, Side::Checkpoint);
                self.end = Some(Finding { kind, side, position: forged, within, source: None });
            }
            self.good = size;
        } else {
            self.end = Some(self.rewritten(size));
        }
    }

    /// Which side of the suspect agrees with a root.
    fn settle(&mut self, size: u64, root: &Hash) {
        let stored_holds = self.stored.root() == *root;
        let found_holds = self.found.as_ref().is_some_and(|found| found.root() == *root);
        let good = self.good;
        let Some(suspect) = &mut self.suspect else { return };
        let here = suspect.position..suspect.position + 1;
        suspect.settled = Some(match (stored_holds, found_holds) {
            // A position without a stored leaf was filled with the event's.
            (true, _) if suspect.stored.is_none() => (Side::Leaf, here),
            (true, _) => (Side::Event, here),
            (false, true) => (Side::Leaf, here),
            (false, false) => (Side::Both, good.min(size)..here.end),
        });
    }

    fn rewritten(&self, size: u64) -> Finding {
        let within = self.good..size;
        Finding { kind: Kind::Rewritten, side: Side::Both, position: self.good, within, source: None }
    }

    fn forgery(&self, size: u64) -> Finding {
        let within = self.good.min(size)..size;
        Finding { kind: Kind::Altered, side: Side::Checkpoint, position: size, within, source: None }
    }

    /// What the end of the entries shows that no entry did.
    fn end_of_entries(&mut self, head: &Head) -> Option<Finding> {
        let (size, good) = (self.size(), self.good);
        let at = |kind, side, position: u64| {
            Some(Finding { kind, side, position, within: good.min(position)..position + 1, source: None })
        };
        match self.waiting.take() {
            Some(Waiting { signed: Signed::Here, .. }) => return at(Kind::Removed, Side::Both, size),
            Some(Waiting { signed: Signed::Falsely, size, .. }) => self.forged = self.forged.or(Some(size)),
            None => {}
        }
        if head.size == size && head.root == self.stored.root() || self.suspect.is_some() {
            None
        } else if good == size || head.size < good {
            // Everything is signed, so it is the head that is false.
            let within = head.size..head.size;
            Some(Finding { kind: Kind::Altered, side: Side::Head, position: head.size, within, source: None })
        } else if head.size > size {
            at(Kind::Removed, Side::Both, size)
        } else if head.size < size {
            at(Kind::Inserted, Side::Both, head.size)
        } else {
            Some(self.rewritten(size))
        }
    }
}

fn found_in(wanted: Option<Hash>, there: Option<Hash>) -> bool {
    wanted.is_some() && wanted == there
}

impl Suspect {
    fn finding(self, good: u64) -> Finding {
        let unsettled = (Side::Both, good.min(self.position)..self.position + 1);
        let (side, within) = self.settled.unwrap_or(unsettled);
        let kind = match (self.stored, self.found, self.found_is_stored_later, self.stored_is_found_later) {
            (None, ..) if side == Side::Leaf => Kind::Removed,
            (None, ..) => Kind::Inserted,
            (_, None, _, true) | (_, _, true, true) => Kind::Reordered,
            (_, None, _, false) | (_, _, true, false) => Kind::Removed,
            (_, _, false, true) => Kind::Inserted,
            (_, _, false, false) => Kind::Altered,
        };
        Finding { kind, side, position: self.position, within, source: Some(self.source) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Altered => "altered",
            Kind::Removed => "removed",
            Kind::Reordered => "reordered",
            Kind::Inserted => "inserted",
            Kind::Rewritten => "rewritten",
        };
        let side = match (self.side, self.source) {
            (Side::Event, Some(Source::Readings)) => "the batch of readings",
            (Side::Event, _) => "the event",
            (Side::Leaf, _) => "the stored leaf",
            (Side::Both, _) => "the ledger",
            (Side::Checkpoint, _) => "the checkpoint",
            (Side::Head, _) => "the head",
        };
        write!(f, "{side} was {kind} at position {}", self.position)?;
        let Range { start, end } = self.within;
        match (self.kind, end.saturating_sub(start)) {
            (Kind::Rewritten, _) => write!(f, " or later, before position {end}"),
            (_, 0 | 1) => Ok(()),
            _ => write!(f, "; a rewrite from position {start} on cannot be excluded"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => {
                write!(f, "the ledger is whole: {} leaves, {} of them signed", whole.size, whole.signed)
            }
            Self::Broken(finding) => finding.fmt(f),
        }
    }
}
