//! A small ledger as the database holds it: events, leaf rows, checkpoints, the head; and its verification.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use ledger::{
    Checkpoint, CompactRange, Entry, Finding, Found, Hash, Head, LeafFields, SignedCheckpoint, Source,
    Verdict, Verifier, Whole,
};

pub(crate) const HERE: [u8; 16] = [7; 16];

/// What the test changes: each position has a leaf row and an event, either of which may be gone.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) rows: Vec<Row>,
    pub(crate) checkpoints: Vec<SignedCheckpoint>,
    pub(crate) head: Head,
    public_key: [u8; 32],
}

#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) position: u64,
    pub(crate) leaf: Option<Hash>,
    pub(crate) event: Option<Stored>,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Stored {
    pub(crate) seq: u64,
    pub(crate) at_us: i64,
    pub(crate) sealed: Vec<u8>,
}

impl Stored {
    pub(crate) fn new(n: u64) -> Self {
        Self { seq: n + 1, at_us: i64::try_from(n).unwrap() * 1000, sealed: n.to_be_bytes().repeat(4) }
    }
    pub(crate) fn leaf(&self) -> Hash {
        let id = [1; 16];
        let Self { seq, at_us, sealed } = self;
        LeafFields {
            record: &id,
            slot: &id,
            seq: *seq,
            event: &id,
            at_us: *at_us,
            actor: &id,
            format: 1,
            sealed,
        }
        .leaf_hash()
    }
}

pub(crate) fn signer(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

pub(crate) fn sign(by: &Ed25519KeyPair, size: u64, root: Hash) -> SignedCheckpoint {
    Checkpoint { installation: HERE, size, root, at_us: 0 }
        .sign_with(|bytes| <[u8; 64]>::try_from(by.sign(bytes).as_ref()))
        .unwrap()
}

impl World {
    /// So many events, with checkpoints at these sizes.
    pub(crate) fn new(count: u64, checkpoints_at: &[u64]) -> Self {
        let key = signer(1);
        let mut range = CompactRange::new();
        let mut world = Self {
            rows: Vec::new(),
            checkpoints: Vec::new(),
            head: Head { size: 0, root: range.root() },
            public_key: key.public_key().as_ref().try_into().unwrap(),
        };
        for n in 0..=count {
            if checkpoints_at.contains(&n) {
                world.checkpoints.push(sign(&key, n, range.root()));
            }
            if n < count {
                let event = Stored::new(n);
                range.append(event.leaf());
                world.rows.push(Row { position: n, leaf: Some(event.leaf()), event: Some(event) });
            }
        }
        world.head = Head { size: count, root: range.root() };
        world
    }

    /// Gives every row the position of its place, as one would who hides a gap.
    pub(crate) fn renumber(&mut self) {
        for (position, row) in (0..).zip(&mut self.rows) {
            row.position = position;
        }
    }

    /// Makes leaves and head agree with the events, as one would who may write the whole database.
    pub(crate) fn rewrite(&mut self) {
        let mut range = CompactRange::new();
        for row in &mut self.rows {
            row.leaf = row.event.as_ref().map(Stored::leaf);
            range.append(row.leaf.unwrap());
        }
        self.head = Head { size: range.size(), root: range.root() };
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.rows.iter().map(|row| Entry {
            position: row.position,
            stored: row.leaf,
            found: row.event.as_ref().map_or(Found::Missing, |event| Found::Leaf(event.leaf())),
            source: Source::Event,
        })
    }

    pub(crate) fn verifier(&self) -> Verifier {
        Verifier::new(HERE, self.public_key)
    }

    pub(crate) fn verify(&self) -> Verdict {
        self.verifier().run(self.entries(), &self.checkpoints, &self.head).unwrap()
    }

    pub(crate) fn broken(&self) -> Finding {
        match self.verify() {
            Verdict::Broken(finding) => finding,
            Verdict::Whole(whole) => panic!("nothing was found: {whole:?}"),
        }
    }

    pub(crate) fn whole(&self) -> Whole {
        match self.verify() {
            Verdict::Whole(whole) => whole,
            Verdict::Broken(finding) => panic!("{finding}"),
        }
    }
}
