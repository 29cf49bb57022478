//! Houses that earlier releases have left: each must open, prove itself and be made again from its events, for ever.
//!
//! A release keeps a backup with its key ring and register of erasures, and the content of every event as that release
//! wrote it. Invariant: what is kept is never changed; a new release adds a folder.

#![expect(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::print_stderr,
    reason = "a test may fail by panicking; what it asks about is given away; it says where it did not run"
)]

mod conference;
mod every;
mod life;
#[expect(dead_code, reason = "not every step of a story is taken here")]
#[path = "../it/steps.rs"]
mod steps;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use app::{
    App,
    chain::{self, Unlock},
};
use domain::{Content, RecordId, sealing};
use store::{
    Options, Target,
    fixture::{Database, Kind},
};
use testkit::{Cast, TestClock};
use vault::KeyRing;
use zeroize::Zeroizing;

use every::{EVERY, tags};

/// What a release has left.
struct Kept {
    release: &'static str,
    backup: &'static [u8],
    ring: &'static [u8],
    register: &'static [u8],
    /// A line for each event: its record, its event id, its content; only the id where it was erased.
    events: &'static str,
}

const KEPT: [Kept; 6] = [
    Kept {
        release: "0.1.0",
        backup: include_bytes!("kept/0.1.0/house.backup"),
        ring: include_bytes!("kept/0.1.0/keys.ring"),
        register: include_bytes!("kept/0.1.0/erasures.register"),
        events: include_str!("kept/0.1.0/events.jsonl"),
    },
    Kept {
        release: "0.1.0-1",
        backup: include_bytes!("kept/0.1.0-1/house.backup"),
        ring: include_bytes!("kept/0.1.0-1/keys.ring"),
        register: include_bytes!("kept/0.1.0-1/erasures.register"),
        events: include_str!("kept/0.1.0-1/events.jsonl"),
    },
    Kept {
        release: "0.1.0-2",
        backup: include_bytes!("kept/0.1.0-2/house.backup"),
        ring: include_bytes!("kept/0.1.0-2/keys.ring"),
        register: include_bytes!("kept/0.1.0-2/erasures.register"),
        events: include_str!("kept/0.1.0-2/events.jsonl"),
    },
    Kept {
        release: "0.1.0-3",
        backup: include_bytes!("kept/0.1.0-3/house.backup"),
        ring: include_bytes!("kept/0.1.0-3/keys.ring"),
        register: include_bytes!("kept/0.1.0-3/erasures.register"),
        events: include_str!("kept/0.1.0-3/events.jsonl"),
    },
    Kept {
        release: "0.1.0-4",
        backup: include_bytes!("kept/0.1.0-4/house.backup"),
        ring: include_bytes!("kept/0.1.0-4/keys.ring"),
        register: include_bytes!("kept/0.1.0-4/erasures.register"),
        events: include_str!("kept/0.1.0-4/events.jsonl"),
    },
    Kept {
        release: "0.1.0-5",
        backup: include_bytes!("kept/0.1.0-5/house.backup"),
        ring: include_bytes!("kept/0.1.0-5/keys.ring"),
        register: include_bytes!("kept/0.1.0-5/erasures.register"),
        events: include_str!("kept/0.1.0-5/events.jsonl"),
    },
];

const PHRASE: &str = "a box that opens for ever";

#[derive(serde::Serialize, serde::Deserialize)]
struct Line {
    record: RecordId,
    event: domain::EventId,
    content: Option<serde_json::Value>,
}

async fn brought_back(kept: &Kept, into: &Database, folder: &Path) -> App {
    let (ring, register) = (folder.join("keys.ring"), folder.join("erasures.log"));
    for (path, bytes) in [(&ring, kept.ring), (&register, kept.register)] {
        std::fs::write(path, bytes).unwrap();
        // Keys that others may read are not opened.
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }
    let ring = Arc::new(KeyRing::open(&ring, &testkit::root()).unwrap());
    let clock = TestClock::default();
    let unlock = Unlock::Passphrase(Zeroizing::new(PHRASE.to_owned()));
    let restored = chain::restore(
        into.target(),
        Options::new(chain::signer(&ring)),
        kept.backup,
        &unlock,
        |store| testkit::parts(store, ring, &clock, Some(register)),
        |_| (),
    );
    // Restoring proves the whole chain before it gives the house away.
    let restored = restored.await.unwrap();
    assert!(restored.sound.events > 100 && restored.sound.erased > 0, "{:?}", restored.sound);
    restored.app
}

async fn each_release_opens_proves_itself_and_is_made_again(kind: Kind) {
    for kept in &KEPT {
        let Some(into) = Database::of(kind).await else {
            eprintln!("no PostgreSQL here: not tested on it");
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        let app = brought_back(kept, &into, folder.path()).await;
        // The words of names met elsewhere then: only their tokens differ, until they are made again.
        let rebuilt =
            app.rebuild(Target::Sqlite { path: folder.path().join("again.db") }, |_| ()).await.unwrap();
        let others: Vec<_> = rebuilt.differences.iter().filter(|differs| differs.table != "token").collect();
        assert!(others.is_empty(), "{}: {others:?}", kept.release);
        app.replace_projections(|_| ()).await.unwrap();
        let rebuilt =
            app.rebuild(Target::Sqlite { path: folder.path().join("then.db") }, |_| ()).await.unwrap();
        assert_eq!((rebuilt.count, rebuilt.differences), (0, vec![]), "{}", kept.release);
        let mut lines: BTreeMap<RecordId, Vec<Line>> = BTreeMap::new();
        for line in kept.events.lines() {
            let line: Line = serde_json::from_str(line).unwrap();
            lines.entry(line.record).or_default().push(line);
        }
        assert!(lines.len() > 10);
        for (id, lines) in lines {
            let record = app.whole_record(id).await.unwrap();
            assert_eq!(record.history.len(), lines.len(), "{}", kept.release);
            for (recorded, line) in record.history.iter().zip(lines) {
                assert_eq!(recorded.head.event, line.event);
                // What the release wrote means the same now as what it sealed then.
                let then = line.content.map(|json| {
                    let bytes = serde_json::to_vec(&json).unwrap();
                    sealing::decode::<Content>(&bytes).unwrap()
                });
                assert!(recorded.content == then, "{}: {}", kept.release, recorded.head.event);
            }
        }
        // It goes on from there.
        let aigul = app.acting_as("aigul").await.unwrap();
        assert!(!app.day(&aigul).await.unwrap().tasks.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_release_opens_on_sqlite() {
    each_release_opens_proves_itself_and_is_made_again(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_release_opens_on_postgres() {
    each_release_opens_proves_itself_and_is_made_again(Kind::Postgres).await;
}

/// What this release writes is what it will have left. A release whose number has no folder writes one beside the build.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn this_release_is_kept_with_every_kind_of_event() {
    let release = env!("CARGO_PKG_VERSION");
    // What was added on the way to the next release stands in a folder of its own: 0.1.0, 0.1.0-1, …
    let of_this = |kept: &&Kept| kept.release.split('-').next() == Some(release);
    let number = KEPT.iter().filter(of_this).count();
    let mut seen = BTreeSet::new();
    for line in KEPT.iter().filter(of_this).flat_map(|kept| kept.events.lines()) {
        let line: Line = serde_json::from_str(line).unwrap();
        let Some(json) = line.content else { continue };
        let content: Content = sealing::decode(&serde_json::to_vec(&json).unwrap()).unwrap();
        // Nothing of it is lost or written otherwise on the way back.
        let again: serde_json::Value = serde_json::from_slice(&sealing::encode(&content).unwrap()).unwrap();
        assert!(again == json, "{release} writes {} otherwise than it was kept", line.event);
        seen.extend(tags(&content.event));
    }
    let missing: Vec<_> = EVERY.iter().filter(|tag| !seen.contains(**tag)).collect();
    if !missing.is_empty() {
        let name = if number == 0 { release.to_owned() } else { format!("{release}-{number}") };
        let beside = leave(&name).await;
        panic!("{missing:?} not kept: copy {beside} to crates/app/tests/releases/kept and name it in KEPT");
    }
}

/// Leaves a house as this release makes it, and says where.
async fn leave(release: &str) -> String {
    let cast = Cast::on(store::fixture::Kind::Sqlite).await.unwrap();
    let records = life::live(&cast).await;
    let folder = format!("{}/{release}", env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let mut lines = String::new();
    for id in records {
        for recorded in cast.app.whole_record(id).await.unwrap().history {
            let content = recorded
                .content
                .as_ref()
                .map(|content| serde_json::from_slice(&sealing::encode(content).unwrap()).unwrap());
            let line = Line { record: id, event: recorded.head.event, content };
            lines.push_str(&serde_json::to_string(&line).unwrap());
            lines.push('\n');
        }
    }
    std::fs::write(format!("{folder}/events.jsonl"), lines).unwrap();
    let mut backup = Vec::new();
    let lock = chain::Lock::Passphrase(Zeroizing::new(PHRASE.to_owned()));
    chain::backup(cast.app.store(), &lock, &mut backup).await.unwrap();
    std::fs::write(format!("{folder}/house.backup"), backup).unwrap();
    std::fs::copy(cast.ring_path(), format!("{folder}/keys.ring")).unwrap();
    std::fs::copy(cast.register_path(), format!("{folder}/erasures.register")).unwrap();
    folder
}
