//! The demo from its start to its end, and what the other commands make of its store.

use std::path::Path;

use crate::{
    run::{Serving, ended, program, run, text},
    web::Browser,
};

/// Signs in as somebody of the first page whose card holds these words.
fn sign_in(browser: &mut Browser, role: &str) {
    let first = browser.get("/");
    assert_eq!(first.status, 200);
    let card = first.body.split("<form").find(|form| form.contains("/demo/as/") && form.contains(role));
    let card = card.unwrap_or_else(|| panic!("no card for {role}"));
    let path = card.split('"').find(|part| part.starts_with("/demo/as/")).unwrap().to_owned();
    let answer = browser.post(&path, "");
    assert!((300..400).contains(&answer.status), "{}", answer.head);
}

/// What stands between two texts, the first time.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}

#[test]
fn a_country_is_filled_served_proved_kept_and_refused_where_it_does_not_belong() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let start = ["demo", "--port", "0", "--now", "2026-03-02T09:00:00+05:00", "--data", text(&data)];
    let serving = Serving::start(program().args(start));

    let mut browser = Browser::new(&serving.at);
    sign_in(&mut browser, "Social worker");
    let day = browser.get("/day");
    assert_eq!(day.status, 200);
    for group in ["Late", "Today", "This week"] {
        assert!(day.body.contains(group), "nothing of {group}");
    }

    // The flight whose list is still a file.
    let mut officer = Browser::new(&serving.at);
    sign_in(&mut officer, "Operation officer");
    let operations = officer.get("/operations").body;
    let operation = between(&operations, "/operations/", "\"").map(str::to_owned);
    let mut pages = vec![operations];
    if let Some(code) = operation {
        pages.push(officer.get(&format!("/operations/{code}")).body);
    }
    let flight = pages.iter().find_map(|page| {
        let near = page.split("Жаңа қоныс-4").next().filter(|before| before.len() < page.len())?;
        let start = near.rfind("HW-").or_else(|| near.rfind("/flights/").map(|at| at + 9))?;
        near.get(start..start + 11).map(str::to_owned)
    });
    let flight = flight.expect("a flight in preparation");
    let mut registrar = Browser::new(&serving.at);
    sign_in(&mut registrar, "Registrar");
    let lists = registrar.get("/lists").body;
    let tracing = lists.split_once("People whom somebody looks for").and_then(|(before, _)| {
        before.rfind("HW-").and_then(|at| before.get(at..at + 11)).map(str::to_owned)
    });
    let tracing = tracing.expect("a list of tracing requests");
    assert!(serving.stop().success());

    let key = data.join("root.key");
    let on = |arguments: &[&str]| {
        let mut command = program();
        command.args(arguments).args(["--data", text(&data), "--key-file", text(&key)]);
        ended(&mut command)
    };
    // Real work does not begin on invented people.
    on(&["serve", "--port", "0"]).refused_with("this is a demo store");

    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/data/flight1_manifest_ru.csv");
    let import = ["import", "manifest", text(&list), "--flight", &flight, "--as", "operation-officer"];
    let said = on(&[&import[..], &["--dry-run", "--json"]].concat()).well();
    let read: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert!(read["rows"].as_array().is_some_and(|rows| rows.len() > 20), "{}", said.err);
    assert!(read["problems"].is_array());
    assert!(said.err.contains("nothing was changed"), "{}", said.err);
    // Whoever does not work on flights finds none.
    let other = ["import", "manifest", text(&list), "--flight", &flight, "--as", "teacher", "--dry-run"];
    on(&other).refused_with("no such thing for this user");

    // A list takes rows of its own kind, from whoever may bring them, once.
    let requests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/data/trace_requests.xlsx");
    let bring = |kind, user| on(&["import", kind, text(&requests), "--list", &tracing, "--as", user]);
    bring("tracing", "operation-officer").refused_with("no such thing for this user");
    bring("people", "registrar").refused_with("takes lists of another kind");
    on(&["import", "tracing", text(&requests)]).refused_with("--list");
    let said = bring("tracing", "registrar").well();
    assert!(said.err.contains("90 people added, 0 were there already"), "{}", said.err);
    let said = bring("tracing", "registrar").well();
    assert!(said.err.contains("0 people added, 90 were there already"), "{}", said.err);

    let said = on(&["verify"]).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    let said = on(&["rebuild"]).well();
    assert!(said.out.contains(" 0 differences"), "{}", said.out);

    run(["seed", "--children", "60", "--long", "2", "--data", text(&data)]).well();
    on(&["verify"]).well();

    // Started again it is there, and quickly; people are not invented twice.
    let other = ["demo", "--port", "0", "--seed", "8", "--data", text(&data)];
    run(other).refused_with("holds the country of --seed 7, not of 8: name another folder with --data");
    let again = Serving::start(program().args(start));
    let mut browser = Browser::new(&again.at);
    sign_in(&mut browser, "Supervisor");
    assert_eq!(browser.get("/team").status, 200);
    assert!(again.stop().success());
}

#[test]
fn a_half_filled_store_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    run(["seed", "--children", "1", "--data", text(&data)]).well();
    std::fs::write(data.join("unfinished"), b"").unwrap();
    run(["demo", "--port", "0", "--data", text(&data)]).refused_with("did not finish");
}

#[test]
fn a_folder_of_another_version_or_of_other_things_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    run(["seed", "--children", "1", "--data", text(&data)]).well();
    for made_by in [r#"{"version":"0.0.1","seed":7}"#, "not json", ""] {
        std::fs::write(data.join("demo.json"), made_by).unwrap();
        let said = run(["demo", "--port", "0", "--data", text(&data)]);
        said.refused_with("was filled by another version of this program");
    }
    let other = folder.path().join("letters");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("letter.txt"), "dear").unwrap();
    run(["demo", "--port", "0", "--data", text(&other)]).refused_with("holds other things");
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 1);
}

#[test]
fn a_start_says_where_everything_is_kept_and_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(program().args(["demo", "--port", "0"]).current_dir(folder.path()));
    let data = folder.path().join("homeward-demo");
    let mut browser = Browser::new(&serving.at);
    sign_in(&mut browser, "Social worker");
    let before = browser.get("/children").body;
    let said = serving.told_to_its_end();
    assert!(said.contains("Everything is kept in ") && said.contains("homeward-demo"), "{said}");
    assert!(said.contains("Go on with it: homeward demo --data "), "{said}");
    assert!(data.join("demo.json").exists());

    // The same country, with the same people at work, without inventing anybody.
    let began = std::time::Instant::now();
    let again = Serving::start(program().args(["demo", "--port", "0"]).current_dir(folder.path()));
    eprintln!("opened again in {:?}", began.elapsed());
    assert!(began.elapsed() < std::time::Duration::from_secs(30));
    let mut browser = Browser::new(&again.at);
    sign_in(&mut browser, "Social worker");
    let codes = |page: &str| -> Vec<String> {
        let parts = page.split("href=\"/records/").skip(1);
        parts.filter_map(|part| part.get(..11)).map(str::to_owned).collect()
    };
    let (before, after) = (codes(&before), codes(&browser.get("/children").body));
    assert!(!before.is_empty());
    assert_eq!(before, after);
    assert!(again.stop().success());
}

#[test]
fn a_temporary_demo_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let start = ["demo", "--port", "0", "--temporary"];
    let mut command = program();
    let serving = Serving::start(command.args(start).current_dir(folder.path()).env("TMPDIR", folder.path()));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "it works somewhere");
    let said = serving.told_to_its_end();
    assert!(said.contains("Nothing is kept"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_clock_before_the_country_began_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program();
    command.args(["demo", "--port", "0", "--now", "2019-01-01T00:00:00Z"]).current_dir(folder.path());
    ended(&mut command).refused_with("choose a later time");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "half a country is left behind");
}

#[test]
fn a_busy_port_is_told_before_anything_is_filled() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    run(["demo", "--port", &port]).refused_with("--port");
}
