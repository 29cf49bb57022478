//! The chain as a whole: proved, made again, erased from, rotated, kept and brought back.

use app::{
    App,
    account::found::Purpose,
    chain::{self, DamageKind, Lock, Unlock, Verification, erase::Erase, hold::HoldStep},
};
use domain::{Event, EventId, GroundCode, RecordId, SlotId};
use store::{Options, Store, Target, fixture::Database};
use testkit::{Cast, Child, on_both};
use vault::{EventAddress, KeyRing, StoredSlot};

use crate::steps::*;

/// A child with something in many compartments.
async fn lived(cast: &Cast) -> Child {
    let child = cast.a_child().await;
    fills(cast, "aigul", form(cast, child, "safety_check", 0, SAFE)).await.unwrap();
    urgency(cast, "aigul", child, domain::Urgency::Soon).await.unwrap();
    let aigul = cast.who("aigul").await;
    let moved = app::case::move_stage::MoveStage {
        command: cast.command(),
        code: child.code,
        to: domain::Stage::of("adaptation"),
        ground: None,
        reason: None,
    };
    cast.app.move_stage(&aigul, moved).await.unwrap();
    cast.app.set_goal(&aigul, goal(cast, child)).await.unwrap();
    to_psychologist(cast, child).await;
    to_school(cast, child).await;
    fills(cast, "aigul", form(cast, child, "safety_check", 0, SAFE)).await.unwrap();
    child
}

/// Verification finds nothing, and what it read.
pub(crate) async fn sound(app: &App) -> chain::Sound {
    match app.verify(&[], |_| ()).await.unwrap() {
        Verification::Sound(sound) => sound,
        Verification::Broken(damage) => panic!("{damage}: {damage:?}"),
    }
}

/// A rebuild from the events alone finds no difference.
pub(crate) async fn rebuilds_alike(cast: &Cast, app: &App) {
    let path = cast.folder().join(format!("rebuilt-{}.db", u64::from_le_bytes(random())));
    let rebuilt = app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!(rebuilt.differences, []);
    assert_eq!(rebuilt.count, 0);
    assert!(rebuilt.records > 0 && rebuilt.rows > 0);
}

fn random() -> [u8; 8] {
    vault::random_id().unwrap()[..8].try_into().unwrap()
}

fn rule() -> GroundCode {
    GroundCode::of("case_file")
}

/// The last event of a form, as something to erase.
async fn last_fill(cast: &Cast, child: Child, form: &str) -> Erase {
    let known = record(cast, child).await;
    let recorded = known
        .history
        .iter()
        .rev()
        .find(|recorded| {
            matches!(recorded.content.as_ref().map(|content| &content.event),
                Some(Event::FormFilled { form: filled, .. }) if *filled == *form)
        })
        .unwrap();
    Erase { record: child.id, slot: recorded.head.slot, event: Some(recorded.head.event), rule: rule() }
}

async fn slot_of(cast: &Cast, child: Child, compartment: &str) -> SlotId {
    let known = record(cast, child).await;
    known.history.iter().find(|recorded| recorded.compartment == *compartment).unwrap().head.slot
}

async fn erases(cast: &Cast, what: &Erase) {
    let aigul = cast.who("aigul").await;
    cast.app.erase_for_test(&aigul, cast.command(), what).await.unwrap();
}

async fn a_lived_in_house_is_sound_and_rebuilds_alike(cast: Cast) {
    lived(&cast).await;
    let sound = sound(&cast.app).await;
    assert_eq!(sound.signed, sound.size);
    assert_eq!(sound.opened, sound.events);
    assert_eq!(sound.erased, 0);
    assert!(sound.events > 50);
    rebuilds_alike(&cast, &cast.app).await;
    // Without the keys the ledger alone is proved.
    let keys = chain::Keys::Public {
        installation: *cast.app.installation().as_bytes(),
        public_key: cast.app.ring().public_key(),
    };
    let public = chain::verify(cast.app.store(), keys, &[], |_| ()).await.unwrap();
    assert!(matches!(public, Verification::Sound(found) if found.size == sound.size && found.opened == 0));
    // With another's key it is not.
    let keys = chain::Keys::Public { installation: *cast.app.installation().as_bytes(), public_key: [7; 32] };
    let wrong = chain::verify(cast.app.store(), keys, &[], |_| ()).await.unwrap();
    assert!(matches!(wrong, Verification::Broken(_)), "{wrong:?}");
}

async fn a_clock_finer_than_the_store_changes_nothing(cast: Cast) {
    let child = cast.a_child().await;
    let ring = cast.open_ring();
    let options = Options::new(chain::signer(&ring));
    let store = Store::open(cast.database.target(), options).await.unwrap();
    let mut parts = cast.parts_on(store, ring);
    let now = cast.clock.now().checked_add(jiff::SignedDuration::from_nanos(789)).unwrap();
    parts.clock = std::sync::Arc::new(move || now);
    let app = App::open_house(parts, Purpose::Real).await.unwrap();
    let saule = app.acting_as("saule").await.unwrap();
    app.open_in_emergency(&saule, cast.command(), child.code, text("seen at the gate")).await.unwrap();
    rebuilds_alike(&cast, &app).await;
}

async fn an_erased_event_is_gone_and_the_rest_stays(cast: Cast) {
    let child = lived(&cast).await;
    let before = record(&cast, child).await;
    let what = last_fill(&cast, child, "safety_check").await;
    erases(&cast, &what).await;
    let after = record(&cast, child).await;
    assert_eq!(before.entries("safety_check").len(), 2);
    assert_eq!(after.entries("safety_check").len(), 1, "the other one opens under the new key");
    assert_eq!(after.erased.len(), 1);
    assert_eq!(after.erased[0].event, what.event);
    assert_eq!(after.erased[0].rule, rule());
    let gone = after.history.iter().find(|recorded| Some(recorded.head.event) == what.event).unwrap();
    assert!(gone.content.is_none(), "its place stays");
    let sound = sound(&cast.app).await;
    assert_eq!((sound.erased, sound.opened), (1, sound.events - 1));
    rebuilds_alike(&cast, &cast.app).await;
    // Twice is once.
    let aigul = cast.who("aigul").await;
    let again = cast.app.erase_for_test(&aigul, cast.command(), &what).await;
    assert_eq!(reason(again), "erased-already");
    // Life goes on in the compartment.
    fills(&cast, "aigul", form(&cast, child, "safety_check", 0, SAFE)).await.unwrap();
    rebuilds_alike(&cast, &cast.app).await;
}

async fn an_erased_compartment_is_gone_with_what_was_made_of_it(cast: Cast) {
    let child = lived(&cast).await;
    let core = slot_of(&cast, child, "core").await;
    let aigul = cast.who("aigul").await;
    let named = |page: app::Page| page.rows[0].summary.is_some();
    assert!(named(
        cast.app.list(&aigul, app::Shown::Children, &app::Filter::of("child"), None, 9).await.unwrap()
    ));
    assert!(!cast.app.store().tokens_of(child.id).await.unwrap().is_empty());
    erases(&cast, &Erase { record: child.id, slot: core, event: None, rule: rule() }).await;
    assert!(!named(
        cast.app.list(&aigul, app::Shown::Children, &app::Filter::of("child"), None, 9).await.unwrap()
    ));
    assert!(
        cast.app.store().tokens_of(child.id).await.unwrap().is_empty(),
        "nobody is found by a name any more"
    );
    let known = record(&cast, child).await;
    assert!(known.value("child_profile", "names").is_none());
    assert!(known.opened.is_some() && !known.consents.is_empty());
    assert_eq!(known.erased[0].event, None);
    let social = slot_of(&cast, child, "social").await;
    let tasks = cast.app.store().tasks_of_record(child.id, 100).await.unwrap();
    assert!(tasks.iter().any(|task| task.slot == social));
    erases(&cast, &Erase { record: child.id, slot: social, event: None, rule: rule() }).await;
    let tasks = cast.app.store().tasks_of_record(child.id, 100).await.unwrap();
    assert!(tasks.iter().all(|task| task.slot != social));
    sound(&cast.app).await;
    rebuilds_alike(&cast, &cast.app).await;
    // The compartment may begin anew, in another slot.
    fills(
        &cast,
        "aigul",
        form(&cast, child, "child_profile", 0, &[("names.full", "Айша"), ("sex", "female")]),
    )
    .await
    .unwrap();
    assert_ne!(slot_of_live(&cast, child, "core").await, core);
    rebuilds_alike(&cast, &cast.app).await;
}

async fn slot_of_live(cast: &Cast, child: Child, compartment: &str) -> SlotId {
    let known = record(cast, child).await;
    let mut live = known.history.iter().filter(|recorded| recorded.content.is_some());
    live.find(|recorded| recorded.compartment == *compartment).unwrap().head.slot
}

async fn what_decides_access_is_not_taken_out(cast: Cast) {
    let child = lived(&cast).await;
    let aigul = cast.who("aigul").await;
    let known = record(&cast, child).await;
    for compartment in ["case", "access"] {
        let slot = slot_of(&cast, child, compartment).await;
        let what = Erase { record: child.id, slot, event: None, rule: rule() };
        assert_eq!(reason(cast.app.erase_for_test(&aigul, cast.command(), &what).await), "not-erasable");
    }
    for recorded in &known.history {
        let event = &recorded.content.as_ref().unwrap().event;
        let kept = matches!(event, Event::Opened(_) | Event::Assigned { .. } | Event::Granted(_));
        if kept {
            let what = Erase {
                record: child.id,
                slot: recorded.head.slot,
                event: Some(recorded.head.event),
                rule: rule(),
            };
            assert_eq!(reason(cast.app.erase_for_test(&aigul, cast.command(), &what).await), "not-erasable");
        }
    }
    // A referral that still gives access is ended first.
    let slot = known.referrals[0].slot;
    let what = Erase { record: child.id, slot, event: None, rule: rule() };
    assert_eq!(reason(cast.app.erase_for_test(&aigul, cast.command(), &what).await), "referral-open");
    // Nothing of all this reached the register.
    assert!(!cast.register_path().exists());
    assert!(record(&cast, child).await.erased.is_empty());
}

async fn nothing_is_erased_while_a_hold_stands(cast: Cast) {
    let child = lived(&cast).await;
    let what = last_fill(&cast, child, "safety_check").await;
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    let place = |who, step, why: &str| cast.app.hold(who, cast.command(), child.code, step, text(why));
    not_found(place(&aigul, HoldStep::Place, "a court asks").await);
    assert_eq!(reason(place(&saule, HoldStep::Place, "").await), "reason-needed");
    place(&saule, HoldStep::Place, "a court asks").await.unwrap();
    assert_eq!(reason(cast.app.erase_for_test(&aigul, cast.command(), &what).await), "held");
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 2);
    place(&saule, HoldStep::Lift, "the court has answered").await.unwrap();
    erases(&cast, &what).await;
}

/// Opens one event of a copy of the database with a ring.
async fn opens(copy: &Store, ring: &KeyRing, what: &Erase) -> bool {
    let event_id: EventId = what.event.unwrap();
    let slots = copy.slots(what.record).await.unwrap();
    let slot = slots.iter().find(|slot| slot.slot == what.slot).unwrap();
    let Some(wrap) = slot.wrap.clone() else { return false };
    let stored = StoredSlot { epoch: slot.epoch, wrap, label: slot.label.clone() };
    let Ok(key) = ring.open_compartment(what.record, what.slot, &stored) else { return false };
    let events = copy.events_of(&[(what.record, what.slot)]).await.unwrap();
    let event = events.iter().find(|event| event.event_id == event_id).unwrap();
    let address = EventAddress {
        installation: ring.installation(),
        record: event.record,
        slot: event.slot,
        seq: event.seq,
        event: event.event_id,
        format: event.format,
    };
    event.wrap.as_ref().is_some_and(|wrap| key.open_event(&address, wrap, &event.sealed).is_ok())
}

async fn what_was_erased_opens_from_no_copy_once_its_epoch_is_destroyed(cast: Cast) {
    let child = lived(&cast).await;
    let what = last_fill(&cast, child, "safety_check").await;
    // A copy of the whole database, made before.
    let kept = Database::of(store::fixture::Kind::Sqlite).await.unwrap();
    let snapshot = cast.app.store().snapshot().await.unwrap();
    let everything = [store::Class::Chain, store::Class::Projection, store::Class::Operation];
    snapshot.copy_into(kept.target(), &everything).await.unwrap();
    drop(snapshot);
    let copy = Store::open(kept.target(), Options::new(store::fixture::signer())).await.unwrap();
    assert!(opens(&copy, cast.app.ring(), &what).await);
    erases(&cast, &what).await;
    assert!(!opens(cast.app.store(), cast.app.ring(), &what).await);
    assert!(opens(&copy, cast.app.ring(), &what).await, "until the backup horizon the copy opens it");
    cast.app.rotate(|_| ()).await.unwrap();
    cast.app.destroy_epoch(1).await.unwrap();
    assert!(!opens(&copy, &cast.open_ring(), &what).await);
    // Everything that lives goes on.
    sound(&cast.app).await;
    rebuilds_alike(&cast, &cast.app).await;
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 1);
}

async fn an_epoch_in_use_is_not_destroyed(cast: Cast) {
    lived(&cast).await;
    assert_eq!(reason(cast.app.destroy_epoch(1).await), "epoch-in-use");
    cast.app.rotate(|_| ()).await.unwrap();
    assert_eq!(cast.app.finish_rotation(|_| ()).await.unwrap(), 0);
    cast.app.destroy_epoch(1).await.unwrap();
    cast.another_node(Purpose::Real).await.unwrap();
}

async fn rotating_beside_people_at_work(cast: Cast) {
    let child = lived(&cast).await;
    let (app, aigul) = (cast.app.clone(), cast.who("aigul").await);
    let sent: Vec<_> = (0..10).map(|_| form(&cast, child, "safety_check", 0, SAFE)).collect();
    let work = tokio::spawn(async move {
        for sent in sent {
            app.fill_form(&aigul, sent).await.unwrap();
        }
    });
    cast.app.rotate(|_| ()).await.unwrap();
    work.await.unwrap();
    cast.app.finish_rotation(|_| ()).await.unwrap();
    cast.app.destroy_epoch(1).await.unwrap();
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 12);
    sound(&cast.app).await;
}

async fn a_crash_between_register_and_database_is_made_good(cast: Cast) {
    let child = lived(&cast).await;
    let what = last_fill(&cast, child, "safety_check").await;
    // What the use case does first, and then nothing.
    let (mut register, _) = vault::ErasureRegister::open(&cast.register_path(), cast.app.ring()).unwrap();
    register
        .append(&vault::Erasure {
            at_us: cast.clock.now().as_microsecond(),
            record: what.record,
            slot: what.slot,
            what: vault::Erased::Event(what.event.unwrap()),
            rule: what.rule.as_str().into(),
        })
        .unwrap();
    drop(register);
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 2);
    // Two nodes start at the same time.
    let both = tokio::join!(cast.another_node(Purpose::Real), cast.another_node(Purpose::Real));
    let (app, _) = (both.0.unwrap(), both.1.unwrap());
    let known = record(&cast, child).await;
    assert_eq!((known.entries("safety_check").len(), known.erased.len()), (1, 1));
    sound(&app).await;
    rebuilds_alike(&cast, &app).await;
    // Opened again there is nothing to do.
    let size = app.store().head().await.unwrap().size;
    cast.another_node(Purpose::Real).await.unwrap();
    assert_eq!(app.store().head().await.unwrap().size, size);
}

async fn a_lost_register_closes_the_house(cast: Cast) {
    let child = lived(&cast).await;
    erases(&cast, &last_fill(&cast, child, "safety_check").await).await;
    let kept = std::fs::read(cast.register_path()).unwrap();
    std::fs::remove_file(cast.register_path()).unwrap();
    let refused = cast.another_node(Purpose::Real).await;
    assert!(matches!(refused, Err(app::account::found::NotOpened::LostRegister)), "{:?}", refused.map(drop));
    std::fs::write(cast.register_path(), kept).unwrap();
    cast.another_node(Purpose::Real).await.unwrap();
}

fn phrase() -> (Lock, Unlock) {
    let phrase = || zeroize::Zeroizing::new("seven words for a box".to_owned());
    (Lock::Passphrase(phrase()), Unlock::Passphrase(phrase()))
}

async fn restores(
    cast: &Cast,
    from: &[u8],
    unlock: &Unlock,
    into: &Database,
) -> Result<chain::Restored, chain::NotRestored> {
    let ring = cast.open_ring();
    let options = Options::new(chain::signer(&ring));
    chain::restore(into.target(), options, from, unlock, |store| cast.parts_on(store, ring), |_| ()).await
}

async fn a_backup_brings_everything_back_but_what_was_erased(cast: Cast) {
    let child = lived(&cast).await;
    let (lock, unlock) = phrase();
    let mut kept = Vec::new();
    let rows = chain::backup(cast.app.store(), &lock, &mut kept).await.unwrap();
    assert!(rows > 100);
    assert!(kept.starts_with(b"age-encryption.org/v1"));
    // Erased after the backup.
    let what = last_fill(&cast, child, "safety_check").await;
    erases(&cast, &what).await;
    let core = slot_of(&cast, child, "core").await;
    erases(&cast, &Erase { record: child.id, slot: core, event: None, rule: rule() }).await;
    // Of this record the backup knows nothing.
    let later = cast.child("aigul", "Кейін", "2015-05-05").await;
    fills(&cast, "aigul", form(&cast, later, "safety_check", 0, SAFE)).await.unwrap();
    erases(&cast, &last_fill(&cast, later, "safety_check").await).await;

    // Into either kind of database.
    for kind in [store::fixture::Kind::Sqlite, store::fixture::Kind::Postgres] {
        let Some(into) = Database::of(kind).await else { continue };
        let restored = restores(&cast, &kept, &unlock, &into).await.unwrap();
        assert_eq!(restored.erased_again, 2);
        assert_eq!(restored.sound.erased, 2);
        let known = restored.app.whole_record(child.id).await.unwrap();
        assert_eq!(known.entries("safety_check").len(), 1);
        assert!(known.value("child_profile", "names").is_none());
        assert!(!opens(restored.app.store(), restored.app.ring(), &what).await);
        assert!(!known.consents.is_empty());
        rebuilds_alike(&cast, &restored.app).await;
        // It opens like any house, and goes on.
        let aigul = restored.app.acting_as("aigul").await.unwrap();
        let sent = form(&cast, child, "safety_check", 0, SAFE);
        restored.app.fill_form(&aigul, sent).await.unwrap();
        // A database that holds something is not filled.
        assert!(restores(&cast, &kept, &unlock, &into).await.is_err());
    }
}

async fn a_backup_opens_for_nobody_else_and_not_when_damaged(cast: Cast) {
    cast.a_child().await;
    let (lock, unlock) = phrase();
    let short =
        chain::backup(cast.app.store(), &Lock::Passphrase("short".to_owned().into()), Vec::new()).await;
    assert_eq!(reason(short), "passphrase-short");
    let mut kept = Vec::new();
    chain::backup(cast.app.store(), &lock, &mut kept).await.unwrap();
    // No column stands in the clear in it.
    for marker in [b"homeward backup".as_slice(), b"identified", b"kz-atyrau"] {
        assert!(!kept.windows(marker.len()).any(|window| window == marker));
    }
    let wrong = Unlock::Passphrase("another seven words".to_owned().into());
    let into = Database::of(store::fixture::Kind::Sqlite).await.unwrap();
    assert!(restores(&cast, &kept, &wrong, &into).await.is_err());
    for place in [10, kept.len() / 2, kept.len() - 3] {
        let mut damaged = kept.clone();
        damaged[place] ^= 1;
        assert!(restores(&cast, &damaged, &unlock, &into).await.is_err(), "flipped at {place}");
    }
    assert!(restores(&cast, &kept[..kept.len() - 40], &unlock, &into).await.is_err());
    // After all that the database is still empty.
    restores(&cast, &kept, &unlock, &into).await.unwrap();
}

async fn a_backup_for_a_recipient_needs_no_passphrase_to_be_made(cast: Cast) {
    let child = cast.a_child().await;
    let bad = chain::backup(cast.app.store(), &Lock::Recipient("age1nonsense".into()), Vec::new()).await;
    assert_eq!(reason(bad), "recipient-unreadable");
    let identity = age::x25519::Identity::generate();
    let mut kept = Vec::new();
    let lock = Lock::Recipient(identity.to_public().to_string());
    chain::backup(cast.app.store(), &lock, &mut kept).await.unwrap();
    let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
    let into = Database::of(store::fixture::Kind::Sqlite).await.unwrap();
    let restored = restores(&cast, &kept, &Unlock::Identity(secret.into()), &into).await.unwrap();
    assert!(restored.app.whole_record(child.id).await.unwrap().opened.is_some());
    // Whoever was signed in then is not now.
    assert!(restored.app.store().sessions_of(cast.id("aigul")).await.unwrap().is_empty());
}

async fn a_restore_without_the_register_is_refused(cast: Cast) {
    let child = lived(&cast).await;
    erases(&cast, &last_fill(&cast, child, "safety_check").await).await;
    let (lock, unlock) = phrase();
    let mut kept = Vec::new();
    chain::backup(cast.app.store(), &lock, &mut kept).await.unwrap();
    std::fs::remove_file(cast.register_path()).unwrap();
    let into = Database::of(store::fixture::Kind::Sqlite).await.unwrap();
    let refused = restores(&cast, &kept, &unlock, &into).await;
    assert!(matches!(refused, Err(chain::NotRestored::LostRegister)), "{refused:?}");
}

async fn a_row_that_was_changed_is_found_by_rebuilding_and_mended(cast: Cast) {
    let child = lived(&cast).await;
    let store = cast.app.store();
    let mut row = store.record(child.id).await.unwrap().unwrap();
    row.owner = Some(cast.id("marat"));
    let mut task = store.tasks_of_record(child.id, 1).await.unwrap().remove(0);
    task.due = cast.clock.now();
    let commit = store::Commit {
        expect: vec![store::Expect::whole(child.id, &store.slots(child.id).await.unwrap())],
        rows: vec![
            store::Row::Record(row),
            store::Row::Task(task),
            store::Row::Relations { record: child.id, parties: vec![(cast.id("bolat"), None)] },
            store::Row::Task(store::Task {
                id: cast.app.fresh().unwrap(),
                record: RecordId::from_bytes([9; 16]),
                slot: SlotId::from_bytes([9; 16]),
                assignee: None,
                team: None,
                owner_of_record: None,
                due: cast.clock.now(),
                closed_at: None,
                sealed: vec![1; 40],
            }),
        ],
        ..store::Commit::new(cast.command(), cast.id("admin"), cast.clock.now())
    };
    store.commit(commit).await.unwrap();
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    let mut told: Vec<String> = rebuilt
        .differences
        .iter()
        .map(|difference| format!("{} {:?}", difference.table, difference.how))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "record In([\"owner\"])",
            "relation Missing",
            "relation Missing",
            "relation Unfounded",
            "task In([\"due\"])",
            "task Unfounded",
        ]
    );
    assert!(rebuilt.differences.iter().any(|difference| difference.record == Some(child.id)));
    cast.app.replace_projections(|_| ()).await.unwrap();
    rebuilds_alike(&cast, &cast.app).await;
}

async fn checkpoints_kept_elsewhere_show_a_ledger_set_back(cast: Cast) {
    lived(&cast).await;
    // The whole database as it was then, with its valid head.
    let then = Database::of(store::fixture::Kind::Sqlite).await.unwrap();
    let snapshot = cast.app.store().snapshot().await.unwrap();
    snapshot.copy_into(then.target(), &[store::Class::Chain]).await.unwrap();
    drop(snapshot);
    cast.a_child().await;
    let kept = cast.app.keep_checkpoint().await.unwrap().unwrap();
    assert!(cast.app.keep_checkpoint().await.unwrap().is_none(), "nothing new to sign");
    let witness = ledger::SignedCheckpoint {
        checkpoint: ledger::Checkpoint {
            installation: *cast.app.installation().as_bytes(),
            size: kept.size,
            root: kept.root,
            at_us: kept.at.as_microsecond(),
        },
        signature: kept.signature.as_slice().try_into().unwrap(),
    };
    cast.a_child().await;
    assert!(matches!(cast.app.verify(&[witness], |_| ()).await.unwrap(), Verification::Sound(_)));
    let keys = chain::Keys::Ring(cast.app.ring());
    let then = Store::open(then.target(), Options::new(chain::signer(&cast.open_ring()))).await.unwrap();
    // By itself it is whole; the witness tells that more was there.
    assert!(matches!(chain::verify(&then, keys, &[], |_| ()).await.unwrap(), Verification::Sound(_)));
    let set_back = chain::verify(&then, keys, &[witness], |_| ()).await.unwrap();
    let Verification::Broken(damage) = set_back else { panic!("a ledger set back was taken for whole") };
    assert_eq!(damage.kind, DamageKind::Ledger(ledger::Kind::Removed, ledger::Side::Both), "{damage:?}");
    assert_eq!(damage.position, then.head().await.unwrap().size);
}

on_both![
    a_clock_finer_than_the_store_changes_nothing,
    a_lived_in_house_is_sound_and_rebuilds_alike,
    an_erased_event_is_gone_and_the_rest_stays,
    an_erased_compartment_is_gone_with_what_was_made_of_it,
    what_decides_access_is_not_taken_out,
    nothing_is_erased_while_a_hold_stands,
    what_was_erased_opens_from_no_copy_once_its_epoch_is_destroyed,
    an_epoch_in_use_is_not_destroyed,
    rotating_beside_people_at_work,
    a_crash_between_register_and_database_is_made_good,
    a_lost_register_closes_the_house,
    a_backup_brings_everything_back_but_what_was_erased,
    a_backup_opens_for_nobody_else_and_not_when_damaged,
    a_backup_for_a_recipient_needs_no_passphrase_to_be_made,
    a_restore_without_the_register_is_refused,
    a_row_that_was_changed_is_found_by_rebuilding_and_mended,
    checkpoints_kept_elsewhere_show_a_ledger_set_back,
];
