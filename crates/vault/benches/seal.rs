//! What the vault's operations cost: `cargo bench -p homeward-vault`. Prints nanoseconds per operation, the
//! median of several rounds.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints and may fail by panicking"
)]

use std::{hint::black_box, time::Instant};

use domain::{EventId, RecordId, SlotId};
use vault::{EventAddress, KeyRing};

#[expect(clippy::disallowed_methods, reason = "a measurement needs the clock")]
fn measure<T>(name: &str, mut operation: impl FnMut() -> T) {
    const ROUNDS: usize = 9;
    const TIMES: u32 = 4_000;
    let mut rounds = [0; ROUNDS];
    for round in &mut rounds {
        let start = Instant::now();
        for _ in 0..TIMES {
            black_box(operation());
        }
        *round = start.elapsed().as_nanos() / u128::from(TIMES);
    }
    rounds.sort_unstable();
    println!("{name:<34} {:>7} ns", rounds[ROUNDS / 2]);
}

fn main() {
    let ring = KeyRing::ephemeral(0).unwrap();
    let (record, slot) = (RecordId::from_bytes([1; 16]), SlotId::from_bytes([2; 16]));
    let event = EventId::from_bytes([3; 16]);
    let (key, stored) = ring.new_compartment(record, slot, "core").unwrap();
    let address = EventAddress { installation: ring.installation(), record, slot, seq: 1, event, format: 1 };

    measure("open a compartment's wrap", || ring.open_compartment(record, slot, &stored).unwrap());
    measure("wrap a compartment again", || ring.rewrap(record, slot, &stored).unwrap());
    for length in [300, 4096] {
        let plaintext = vec![b'x'; length];
        let sealed = key.seal_event(&address, &plaintext).unwrap();
        measure(&format!("seal an event of {length} B"), || key.seal_event(&address, &plaintext).unwrap());
        measure(&format!("open an event of {length} B"), || {
            key.open_event(&address, &sealed.wrap, &sealed.sealed).unwrap()
        });
    }
    let note = key.seal_note(b"summary", &[b'x'; 100]).unwrap();
    measure("open a summary of 100 B", || key.open_note(b"summary", &note).unwrap());
    let session = ring.seal_for_node(b"session", &[b'x'; 100]).unwrap();
    measure("open a row of the node of 100 B", || ring.open_for_node(b"session", &session).unwrap());
    measure("token of three parts", || ring.token("name", 1, &[b"alim", b"beka", b"2014"]).unwrap());
}
