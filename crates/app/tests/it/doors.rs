//! Opening a house: whose keys, which ring, demo or real.

use std::sync::Arc;

use app::{
    App,
    account::found::{NotOpened, Purpose},
    chain,
};
use store::{Options, Store};
use testkit::{Cast, House, Kind, on_both};
use vault::KeyRing;

async fn a_demo_is_not_served_and_a_real_house_is_no_demo(cast: Cast) {
    assert!(matches!(cast.another_node(Purpose::Demo).await, Err(NotOpened::IsNotDemo)));
    cast.another_node(Purpose::Real).await.unwrap();
    let demo = House::found_as(cast.kind, Purpose::Demo).await.unwrap();
    assert!(matches!(demo.another_node(Purpose::Real).await, Err(NotOpened::IsDemo)));
    assert!(demo.another_node(Purpose::Demo).await.unwrap().is_demo());
    demo.another_node(Purpose::Inspection).await.unwrap();
    // And nobody signs in to a real house without a password.
    crate::steps::not_found(cast.app.sign_in_demo(cast.id("aigul")).await);
    for stop in app::demo::tour::Stop::ALL {
        crate::steps::not_found(cast.app.tour(stop, None).await);
    }
}

async fn the_keys_of_another_house_do_not_open_this_one(cast: Cast) {
    let other = Arc::new(KeyRing::ephemeral(0).unwrap());
    let store = Store::open(cast.database.target(), Options::new(chain::signer(&other))).await.unwrap();
    let refused = App::open_house(cast.parts_on(store, other), Purpose::Real).await;
    assert!(matches!(refused, Err(NotOpened::OtherRing)), "{refused:?}");
}

async fn an_old_ring_does_not_open_it(cast: Cast) {
    let old = cast.folder().join("old.ring");
    std::fs::copy(cast.ring_path(), &old).unwrap();
    let epoch = cast.app.rotate(|_| ()).await.unwrap();
    assert_eq!(epoch, 2);
    let root = vault::RootSource::Passphrase {
        phrase: testkit::PHRASE.to_owned().into(),
        cost: vault::PasswordCost::FAST,
    };
    let ring = Arc::new(KeyRing::open(&old, &root).unwrap());
    let store = Store::open(cast.database.target(), Options::new(chain::signer(&ring))).await.unwrap();
    let refused = App::open_house(cast.parts_on(store, ring), Purpose::Real).await;
    assert!(matches!(refused, Err(NotOpened::OldRing)), "{refused:?}");
    cast.another_node(Purpose::Real).await.unwrap();
}

async fn an_empty_or_a_founded_database_is_told_apart(cast: Cast) {
    let empty = store::fixture::Database::of(cast.kind).await.unwrap();
    let ring = cast.open_ring();
    let options = Options::new(chain::signer(&ring));
    let store = Store::open(empty.target(), options.clone()).await.unwrap();
    let refused = App::open_house(cast.parts_on(store, ring.clone()), Purpose::Real).await;
    assert!(matches!(refused, Err(NotOpened::Empty)), "{refused:?}");
    let store = Store::open(cast.database.target(), options).await.unwrap();
    let refused = App::found(cast.parts_on(store, ring), "root", "Root", "en").await;
    assert!(matches!(refused, Err(NotOpened::NotEmpty)), "{:?}", refused.map(drop));
}

async fn a_node_follows_a_new_epoch(cast: Cast) {
    let child = cast.a_child().await;
    let other = cast.another_node(Purpose::Real).await.unwrap();
    cast.app.rotate(|_| ()).await.unwrap();
    // The other node reads its ring again when it meets the new epoch.
    let aigul = other.acting_as("aigul").await.unwrap();
    other.open(&aigul, child.id, app::Door::page(app::Shown::Record)).await.unwrap();
    other.refresh_ring().await.unwrap();
    let sent = crate::steps::form(&cast, child, "safety_check", 0, crate::steps::SAFE);
    other.fill_form(&aigul, sent).await.unwrap();
    assert!(cast.app.destroy_epoch(2).await.is_err(), "the epoch that seals is not destroyed");
    cast.app.destroy_epoch(1).await.unwrap();
    cast.app.open(&aigul, child.id, app::Door::page(app::Shown::Record)).await.unwrap();
}

async fn a_node_whose_ring_stayed_behind_does_not_write(cast: Cast) {
    let child = cast.a_child().await;
    // Its copy of the ring is not fetched anew.
    let copy = cast.folder().join("node.ring");
    std::fs::copy(cast.ring_path(), &copy).unwrap();
    let root = vault::RootSource::Passphrase {
        phrase: testkit::PHRASE.to_owned().into(),
        cost: vault::PasswordCost::FAST,
    };
    let ring = Arc::new(KeyRing::open(&copy, &root).unwrap());
    let store = Store::open(cast.database.target(), Options::new(chain::signer(&ring))).await.unwrap();
    let node = App::open_house(cast.parts_on(store, ring), Purpose::Real).await.unwrap();
    let aigul = node.acting_as("aigul").await.unwrap();
    cast.app.rotate(|_| ()).await.unwrap();
    node.refresh_ring().await.unwrap();
    let sent = crate::steps::form(&cast, child, "safety_check", 0, crate::steps::SAFE);
    assert!(matches!(node.fill_form(&aigul, sent).await, Err(app::Refused::Fault(_))));
    // Fetched, it goes on.
    std::fs::copy(cast.ring_path(), &copy).unwrap();
    node.refresh_ring().await.unwrap();
    let sent = crate::steps::form(&cast, child, "safety_check", 0, crate::steps::SAFE);
    node.fill_form(&aigul, sent).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_passphrase_opens_no_ring() {
    let house = House::found(Kind::Sqlite).await.unwrap();
    let wrong = vault::RootSource::Passphrase {
        phrase: "korek temir zholy 18".to_owned().into(),
        cost: vault::PasswordCost::FAST,
    };
    assert!(KeyRing::open(&house.ring_path(), &wrong).is_err());
}

on_both![
    a_demo_is_not_served_and_a_real_house_is_no_demo,
    the_keys_of_another_house_do_not_open_this_one,
    an_old_ring_does_not_open_it,
    an_empty_or_a_founded_database_is_told_apart,
    a_node_follows_a_new_epoch,
    a_node_whose_ring_stayed_behind_does_not_write,
];
