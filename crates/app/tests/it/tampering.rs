//! Somebody with the database in their hands changes one thing in it, and verification names the first place.

use app::chain::{self, Damage, DamageKind, Keys, Verification};
use ledger::{Kind, Side};
use rusqlite::{Connection, params};
use testkit::Cast;

use crate::steps::*;

/// A house with a history, whose file is then changed behind its back.
struct Scene {
    cast: Cast,
    file: Connection,
    size: i64,
}

impl Scene {
    async fn new() -> Self {
        let cast = Cast::on(testkit::Kind::Sqlite).await.unwrap();
        let child = cast.a_child().await;
        fills(&cast, "aigul", form(&cast, child, "safety_check", 0, SAFE)).await.unwrap();
        cast.app.open(&cast.who("aigul").await, child.id, app::Door::page(app::Shown::Record)).await.unwrap();
        to_psychologist(&cast, child).await;
        cast.app.keep_checkpoint().await.unwrap().unwrap();
        urgency(&cast, "aigul", child, domain::Urgency::Soon).await.unwrap();
        fills(&cast, "aigul", form(&cast, child, "safety_check", 0, SAFE)).await.unwrap();
        crate::chain::sound(&cast.app).await;
        let file = Connection::open(cast.file().unwrap()).unwrap();
        let size = file.query_row("SELECT size FROM head", [], |row| row.get(0)).unwrap();
        Self { cast, file, size }
    }

    fn change(&self, sql: &str, params: impl rusqlite::Params) {
        assert!(self.file.execute(sql, params).unwrap() > 0, "{sql} changed nothing");
    }

    /// The last position of an event at or before this one.
    fn event_by(&self, position: i64) -> i64 {
        let sql = "SELECT MAX(position) FROM event WHERE position <= ?1";
        self.file.query_row(sql, [position], |row| row.get(0)).unwrap()
    }

    /// What stands at a position: record, slot, number.
    fn place(&self, position: i64) -> (Vec<u8>, Vec<u8>, u64) {
        let sql = "SELECT record, slot, seq FROM event WHERE position = ?1";
        self.file
            .query_row(sql, [position], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned()))
            })
            .unwrap()
    }

    async fn damage(&self) -> Damage {
        match self.cast.app.verify(&[], |_| ()).await.unwrap() {
            Verification::Broken(damage) => *damage,
            Verification::Sound(_) => panic!("the damage was not seen"),
        }
    }

    /// The damage, when nobody has the keys.
    async fn without_keys(&self) -> Verification {
        let keys = Keys::Public {
            installation: *self.cast.app.installation().as_bytes(),
            public_key: self.cast.app.ring().public_key(),
        };
        chain::verify(self.cast.app.store(), keys, &[], |_| ()).await.unwrap()
    }

    /// The damage is of this kind, at this position, and named with its place.
    async fn expect(&self, kind: DamageKind, position: i64, place: Option<&(Vec<u8>, Vec<u8>, u64)>) {
        let damage = self.damage().await;
        assert_eq!(damage.kind, kind, "{damage:?}");
        assert_eq!(damage.position, position.cast_unsigned(), "{damage:?}");
        if let Some((record, slot, seq)) = place {
            let named = damage.place.unwrap();
            assert_eq!(
                (named.record.as_bytes().to_vec(), named.slot.as_bytes().to_vec(), named.seq),
                (record.clone(), slot.clone(), *seq)
            );
        }
        let text = damage.to_string();
        assert!(text.contains(&format!("position {position}")), "{text}");
    }
}

const ALTERED: DamageKind = DamageKind::Ledger(Kind::Altered, Side::Event);

#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_byte_of_content_anywhere() {
    for place in 0..5 {
        let scene = Scene::new().await;
        let position = scene.event_by(scene.size * place / 5 + 3);
        let sealed: Vec<u8> = scene
            .file
            .query_row("SELECT sealed FROM event WHERE position = ?1", [position], |row| row.get(0))
            .unwrap();
        let mut flipped = sealed.clone();
        let at = flipped.len() * 2 / 3;
        flipped[at] ^= 0x40;
        scene.change("UPDATE event SET sealed = ?2 WHERE position = ?1", params![position, flipped]);
        scene.expect(ALTERED, position, Some(&scene.place(position))).await;
        assert!(matches!(scene.without_keys().await, Verification::Broken(damage) if damage.kind == ALTERED));
        scene.change("UPDATE event SET sealed = ?2 WHERE position = ?1", params![position, sealed]);
        crate::chain::sound(&scene.cast.app).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_clear_field_of_an_event() {
    for set in ["at = at + 1", "actor = x'00112233445566778899aabbccddeeff'", "format = format + 1"] {
        let scene = Scene::new().await;
        let position = scene.event_by(scene.size - 8);
        let place = scene.place(position);
        scene.change(&format!("UPDATE event SET {set} WHERE position = ?1"), [position]);
        scene.expect(ALTERED, position, Some(&place)).await;
    }
    // Moved to another record.
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 8);
    let other = vec![9_u8; 16];
    scene.change("UPDATE event SET record = ?2 WHERE position = ?1", params![position, other]);
    let damage = scene.damage().await;
    assert_eq!((damage.kind, damage.position), (ALTERED, position.cast_unsigned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_event() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 10);
    let place = scene.place(position);
    scene.change("DELETE FROM event WHERE position = ?1", [position]);
    // Its row is gone; the gap in its slot says which it was.
    scene.expect(DamageKind::Ledger(Kind::Removed, Side::Event), position, Some(&place)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_event_of_all() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size);
    let place = scene.place(position);
    scene.change("DELETE FROM event WHERE position = ?1", [position]);
    scene.expect(DamageKind::Ledger(Kind::Removed, Side::Event), position, Some(&place)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_events_in_each_others_place() {
    let scene = Scene::new().await;
    let later = scene.event_by(scene.size - 3);
    let earlier = scene.event_by(later - 5);
    assert!(earlier < later);
    let at_earlier = scene.place(later);
    scene.change("UPDATE event SET position = -1 WHERE position = ?1", [earlier]);
    scene.change("UPDATE event SET position = ?2 WHERE position = ?1", [later, earlier]);
    scene.change("UPDATE event SET position = ?1 WHERE position = -1", [later]);
    scene.expect(DamageKind::Ledger(Kind::Reordered, Side::Event), earlier, Some(&at_earlier)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leaf_removed_altered_or_swapped() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    scene.change("DELETE FROM leaf WHERE position = ?1", [position]);
    scene.expect(DamageKind::Ledger(Kind::Removed, Side::Leaf), position, Some(&scene.place(position))).await;

    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    scene.change("UPDATE leaf SET hash = zeroblob(32) WHERE position = ?1", [position]);
    scene.expect(DamageKind::Ledger(Kind::Altered, Side::Leaf), position, Some(&scene.place(position))).await;

    let scene = Scene::new().await;
    let later = scene.event_by(scene.size - 3);
    let earlier = scene.event_by(later - 1);
    scene.change("UPDATE leaf SET position = -1 WHERE position = ?1", [earlier]);
    scene.change("UPDATE leaf SET position = ?2 WHERE position = ?1", [later, earlier]);
    scene.change("UPDATE leaf SET position = ?1 WHERE position = -1", [later]);
    scene.expect(DamageKind::Ledger(Kind::Reordered, Side::Leaf), earlier, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_and_its_leaf_altered_together() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    scene.change("UPDATE event SET at = at + 1 WHERE position = ?1", [position]);
    let event = scene.cast.app.store().events_from(position.cast_unsigned(), 1).await.unwrap().remove(0);
    let leaf = ledger::LeafFields {
        record: event.record.as_bytes(),
        slot: event.slot.as_bytes(),
        seq: event.seq,
        event: event.event_id.as_bytes(),
        at_us: event.at.as_microsecond(),
        actor: event.actor.as_bytes(),
        format: event.format,
        sealed: &event.sealed,
    }
    .leaf_hash();
    scene.change("UPDATE event SET leaf = ?2 WHERE position = ?1", params![position, leaf]);
    scene.change("UPDATE leaf SET hash = ?2 WHERE position = ?1", params![position, leaf]);
    let damage = scene.damage().await;
    // Nothing contradicts anything but the signature: between the last two signed sizes.
    assert!(matches!(damage.kind, DamageKind::Ledger(Kind::Rewritten, _)), "{damage:?}");
    assert!(damage.within.contains(&position.cast_unsigned()), "{damage:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_of_a_leaf_beside_its_event() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    scene.change("UPDATE event SET leaf = zeroblob(32) WHERE position = ?1", [position]);
    scene.expect(DamageKind::Ledger(Kind::Altered, Side::Leaf), position, Some(&scene.place(position))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_put_in() {
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size);
    scene.change(
        "INSERT INTO event (record, slot, seq, event_id, position, at, actor, format, wrap, sealed, leaf) \
         SELECT record, slot, seq + 100, event_id, ?2, at, actor, format, wrap, sealed, leaf \
         FROM event WHERE position = ?1",
        [position, scene.size],
    );
    scene.expect(DamageKind::Ledger(Kind::Inserted, Side::Event), scene.size, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_taken_away_or_altered() {
    // Whoever takes away a wrap erases an event without leave.
    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    let place = scene.place(position);
    scene.change("UPDATE event SET wrap = NULL WHERE position = ?1", [position]);
    scene.expect(DamageKind::KeyMissing, position, Some(&place)).await;
    assert!(matches!(scene.without_keys().await, Verification::Broken(_)), "that shows without keys too");

    let scene = Scene::new().await;
    let position = scene.event_by(scene.size - 6);
    let place = scene.place(position);
    scene.change("UPDATE event SET wrap = zeroblob(length(wrap)) WHERE position = ?1", [position]);
    scene.expect(DamageKind::Key, position, Some(&place)).await;

    // A compartment's key.
    let first = |scene: &Scene, place: &(Vec<u8>, Vec<u8>, u64)| -> i64 {
        let sql = "SELECT MIN(position) FROM event WHERE record = ?1 AND slot = ?2";
        scene.file.query_row(sql, params![place.0, place.1], |row| row.get(0)).unwrap()
    };
    for (set, kind) in [("NULL", DamageKind::KeyMissing), ("zeroblob(60)", DamageKind::Key)] {
        let scene = Scene::new().await;
        let place = scene.place(scene.event_by(scene.size - 1));
        let sql = format!("UPDATE slot SET wrap = {set} WHERE record = ?1 AND slot = ?2");
        scene.change(&sql, params![place.0, place.1]);
        let (record, slot, _) = place.clone();
        scene.expect(kind, first(&scene, &place), Some(&(record, slot, 1))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_whose_sequence_was_moved() {
    let scene = Scene::new().await;
    let (record, slot, _) = scene.place(scene.event_by(scene.size - 1));
    scene.change("UPDATE slot SET seq = seq + 1 WHERE record = ?1 AND slot = ?2", params![record, slot]);
    let damage = scene.damage().await;
    assert_eq!(damage.kind, DamageKind::Sequence);
    assert_eq!(damage.place.unwrap().record.as_bytes().to_vec(), record);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reading_log() {
    let at = |scene: &Scene| -> i64 {
        scene.file.query_row("SELECT MIN(position) FROM reading", [], |row| row.get(0)).unwrap()
    };
    let scene = Scene::new().await;
    let position = at(&scene);
    scene.change("UPDATE reading SET actor = zeroblob(16) WHERE position = ?1", [position]);
    scene.expect(ALTERED, position, None).await;

    let scene = Scene::new().await;
    let position = at(&scene);
    scene.change("DELETE FROM reading WHERE position = ?1", [position]);
    scene.expect(DamageKind::Ledger(Kind::Removed, Side::Event), position, None).await;

    // Pushed out of sight of every leaf.
    let scene = Scene::new().await;
    scene.change(
        "INSERT INTO reading SELECT zeroblob(16), NULL, at, actor, slot, sealed FROM reading LIMIT 1",
        [],
    );
    let damage = scene.damage().await;
    assert_eq!(damage.kind, DamageKind::Ledger(Kind::Inserted, Side::Event));
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_and_checkpoints() {
    for set in ["signature = zeroblob(64)", "root = zeroblob(32)", "at = at + 1", "signature = x''"] {
        let scene = Scene::new().await;
        scene.change(&format!("UPDATE head SET {set}"), []);
        scene.damage().await;
        let scene = Scene::new().await;
        scene.change(&format!("UPDATE checkpoint SET {set}"), []);
        let kept: i64 =
            scene.file.query_row("SELECT MIN(size) FROM checkpoint", [], |row| row.get(0)).unwrap();
        let damage = scene.damage().await;
        assert!(matches!(damage.kind, DamageKind::Ledger(_, Side::Checkpoint)), "{damage:?}");
        assert_eq!(damage.position, kept.cast_unsigned());
    }
    // Cut back with its head, but not with its signature.
    let scene = Scene::new().await;
    scene.change("UPDATE head SET size = size - 1", []);
    scene.damage().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_of_several() {
    let scene = Scene::new().await;
    let late = scene.event_by(scene.size - 2);
    let middle = scene.event_by(scene.size / 2);
    let early = scene.event_by(scene.size / 4);
    scene.change("UPDATE event SET at = at + 1 WHERE position = ?1", [late]);
    scene.change("UPDATE event SET wrap = zeroblob(length(wrap)) WHERE position = ?1", [middle]);
    scene.expect(DamageKind::Key, middle, None).await;
    scene.change("DELETE FROM event WHERE position = ?1", [early]);
    scene.expect(DamageKind::Ledger(Kind::Removed, Side::Event), early, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_hidden_behind_the_leaf_of_an_erasure() {
    // The leaf claims to be another kind of entry, so that its event need not be there.
    for source in [3, 4] {
        let scene = Scene::new().await;
        let position = scene.event_by(scene.size - 6);
        scene.change("DELETE FROM event WHERE position = ?1", [position]);
        scene.change("UPDATE leaf SET source = ?2 WHERE position = ?1", [position, source]);
        let damage = scene.damage().await;
        assert_eq!(damage.position, position.cast_unsigned(), "{damage:?}");
    }
}
