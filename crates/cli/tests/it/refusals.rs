//! What does not start, and what it says then: what is wrong and how to mend it.

use std::sync::Arc;

use app::{App, Parts, account::found::Purpose, chain::signer};
use store::{Options, Store, Target};
use vault::{KeyRing, PasswordCost, RootSource};

use crate::{
    house::{House, Opens},
    run::{Serving, ended, program, run, text},
    web::Browser,
};

#[test]
fn the_first_administrator_chooses_a_password_behind_the_printed_link() {
    let house = House::init_with(Opens::Passphrase);
    let (_, path) = house.welcome.split_once("127.0.0.1:8080").unwrap();
    assert!(path.starts_with("/welcome/") && path.len() > 30, "{path}");
    let serving = Serving::start(&mut house.command(["serve", "--port", "0"]));
    let mut browser = Browser::new(&serving.at);
    let page = browser.get(path);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("type=\"password\""), "{}", page.body);
    assert!(browser.get("/welcome/nothing-of-the-kind").status >= 400);
    // Under `serve` nobody signs in with one click.
    assert_eq!(browser.post("/demo/as/00000000000000000000000000000000", "").status, 404);
    assert!(serving.stop().success());
}

#[test]
fn init_changes_nothing_where_there_is_an_installation() {
    let house = House::init();
    let before = std::fs::read(house.ring()).unwrap();
    house.run(["init"]).refused_with("already holds a key ring");
    assert_eq!(std::fs::read(house.ring()).unwrap(), before);
}

#[test]
fn a_short_passphrase_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let said = ended(program().env("HOMEWARD_PASSPHRASE", "short").args(["init", "--data", text(&data)]));
    said.refused_with("at least 16 characters");
    assert!(!data.join("keys.ring").exists());
}

#[test]
fn nothing_listens_beyond_this_machine_without_tls() {
    let house = House::init();
    for address in ["0.0.0.0", "::", "192.0.2.1"] {
        house.run(["serve", "--port", "0", "--listen", address]).refused_with("--certificate");
    }
}

#[test]
fn a_wrong_passphrase_says_so() {
    let house = House::init_with(Opens::Passphrase);
    let mut command = house.command(["serve", "--port", "0"]);
    let said = ended(command.env("HOMEWARD_PASSPHRASE", "another passphrase altogether"));
    said.refused_with("this passphrase does not open the key ring");
}

#[test]
fn a_missing_ring_says_where_it_should_be() {
    let house = House::init();
    std::fs::remove_file(house.ring()).unwrap();
    let said = house.run(["serve", "--port", "0"]).refused_with("no key ring");
    assert!(said.all().contains("homeward init") && said.all().contains("--data"), "{}", said.all());
}

#[test]
fn another_installations_ring_is_refused() {
    let (house, other) = (House::init(), House::init());
    std::fs::copy(other.ring(), house.ring()).unwrap();
    house.run(["serve", "--port", "0"]).refused_with("does not open the key ring");
    std::fs::copy(other.key(), house.key()).unwrap();
    house.run(["serve", "--port", "0"]).refused_with("another installation");
}

#[test]
fn a_mistyped_database_is_not_made() {
    let house = House::init();
    let wrong = house.folder().join("homward.db");
    house.run(["serve", "--port", "0", "--database", text(&wrong)]).refused_with("there is no database");
    house.run(["verify", "--database", text(&wrong)]).refused_with("there is no database");
    assert!(!wrong.exists());
    house.run(["serve", "--port", "0", "--database", "mysql://h/d"]).refused_with("not a database");
}

#[test]
fn a_damaged_ring_is_told_from_a_wrong_passphrase() {
    let house = House::init();
    let mut text = std::fs::read_to_string(house.ring()).unwrap();
    text.truncate(text.len() / 2);
    std::fs::write(house.ring(), text).unwrap();
    house.run(["serve", "--port", "0"]).refused_with("damaged");
}

#[tokio::test]
async fn a_ring_older_than_the_database_is_refused() {
    let house = House::init();
    let old = std::fs::read(house.ring()).unwrap();
    let root = RootSource::KeyFile(house.key());
    let ring = Arc::new(KeyRing::open(&house.ring(), &root).unwrap());
    let target = Target::Sqlite { path: house.database() };
    let store = Store::open(target, Options::new(signer(&ring))).await.unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
    let parts = Parts {
        store,
        ring,
        register: Some(house.data().join("erasures.log")),
        protocol: ::protocol::Protocol::load(&folder).unwrap(),
        clock: Arc::new(jiff::Timestamp::now),
        cost: PasswordCost::FAST,
        demo: false,
    };
    let app = App::open_house(parts, Purpose::Real).await.unwrap();
    app.rotate(|_| {}).await.unwrap();
    app.close().await;
    house.run(["verify"]).well();
    std::fs::write(house.ring(), old).unwrap();
    house.run(["serve", "--port", "0"]).refused_with("older than the database");
}

#[test]
fn an_installation_for_real_people_is_no_demo() {
    let house = House::init();
    let data = house.data();
    run(["demo", "--port", "0", "--data", text(&data)]).refused_with("holds no demo");
    run(["seed", "--children", "1", "--data", text(&data)]).refused_with("holds no demo");
    // With a key file and a note like a demo's own it is the ledger that says so.
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = data.join("root.key");
    std::fs::create_dir(&data).unwrap();
    ended(program().args(["init", "--data", text(&data), "--key-file", text(&key)])).well();
    let before = std::fs::read(data.join("keys.ring")).unwrap();
    let said = run(["demo", "--port", "0", "--data", text(&data)]).refused_with("holds no demo");
    assert!(!said.all().contains("remove"), "nobody is told to remove real people");
    let note = format!(r#"{{"version":"{}","seed":7}}"#, env!("CARGO_PKG_VERSION"));
    std::fs::write(data.join("demo.json"), note).unwrap();
    run(["demo", "--port", "0", "--data", text(&data)]).refused_with("not a demo store");
    run(["seed", "--children", "1", "--data", text(&data)]).refused_with("not a demo store");
    assert_eq!(std::fs::read(data.join("keys.ring")).unwrap(), before, "and nothing was taken away");
}

#[test]
fn a_program_of_the_operator_can_keep_the_root_key() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = folder.path().join("keeper");
    let script = |wrap: &str, unwrap: &str| {
        let text = format!("#!/bin/sh\ncase $1 in wrap) {wrap} ;; unwrap) {unwrap} ;; *) exit 9 ;; esac\n");
        std::fs::write(&keeper, text).unwrap();
        std::fs::set_permissions(&keeper, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    };
    let data = folder.path().join("data");
    let on = |command: &str| {
        ended(program().args([command, "--data", text(&data), "--key-program", text(&keeper)]))
    };
    // What cannot be had back is not used.
    script("base64", "echo lost");
    on("init").refused_with("keeper");
    script("base64", "base64 -d");
    on("init").well();
    on("verify").well();
    script("base64", "exit 3");
    on("verify").refused_with("keeper");
}

#[test]
fn settings_come_from_the_environment_and_an_option_beats_them() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("root.key"));
    let on = |arguments: &[&str]| {
        let mut command = program();
        command.args(arguments).env("HOMEWARD_DATA", &data).env("HOMEWARD_KEY_FILE", &key);
        command.env("HOMEWARD_LISTEN", "0.0.0.0").env("HOMEWARD_PORT", "0");
        ended(&mut command)
    };
    on(&["init"]).well();
    assert!(data.join("keys.ring").exists() && key.exists());
    assert!(on(&["verify"]).well().out.starts_with("sound: "));
    let elsewhere = folder.path().join("elsewhere");
    on(&["verify", "--data", text(&elsewhere)]).refused_with("there is no key ring in ");
    // What the environment opens to other machines is refused like an option that does.
    on(&["serve"]).refused_with("without TLS");
}
