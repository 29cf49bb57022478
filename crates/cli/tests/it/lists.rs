//! Lists of people and of requests at a terminal: read without an installation, and never written by a dry run.

use std::path::PathBuf;

use serde_json::Value;

use crate::run::{ended, program, run, text};

fn invented(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/data").join(file)
}

/// What a dry run prints as JSON, in a folder where nothing is installed, and what it says beside it.
fn dry_run(kind: &str, file: &str, more: &[&str]) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = invented(file);
    let said = ended(
        program()
            .env_remove("HOMEWARD_PASSPHRASE")
            .current_dir(folder.path())
            .args(["import", kind, text(&path), "--dry-run", "--json"])
            .args(more),
    )
    .well();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a dry run leaves nothing behind");
    (serde_json::from_str(&said.out).unwrap(), said.err)
}

#[test]
fn lists_of_people_are_read_without_an_installation() {
    for (file, people, day) in [
        ("camp_list_ar.xlsx", 401, "2021-03-15, the day in the title"),
        ("ngo_list_en.csv", 200, "today"),
        ("ministry_list_kk.xlsx", 213, "today"),
    ] {
        let (read, said) = dry_run("people", file, &[]);
        let rows = read["rows"].as_array().unwrap();
        assert_eq!(rows.len(), people, "{file}");
        assert!(rows.iter().all(|row| row.get("seeker").is_none()), "{file}");
        assert!(said.contains(day) && said.contains("nothing was changed"), "{said}");
    }
}

#[test]
fn requests_keep_their_seekers_and_two_children_share_a_row() {
    let (read, _) = dry_run("tracing", "trace_requests.xlsx", &["--as-of", "2021-03-15"]);
    let rows = read["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 90);
    assert_eq!(rows.iter().filter(|row| row["row"] == 7).count(), 2);
    assert!(rows.iter().all(|row| row["seeker"]["kinship"].is_string()));
    assert_eq!(rows[0]["seeker"]["text"], "Идигова Фатима Бекхановна");
    assert_eq!(rows[0]["seeker"]["telephone"], "+7 700 000 55 53");
}

#[test]
fn ages_count_back_from_the_day_that_is_given() {
    let born = |day: &str| {
        let (read, said) = dry_run("people", "ngo_list_en.csv", &["--as-of", day]);
        assert!(!said.contains("ages count back"), "what was chosen need not be said: {said}");
        let rows = read["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["birth"]["read"] == "40").unwrap();
        row["birth"]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!((born("2021-06-01"), born("2011-06-01")), ("~1980±1".into(), "~1970±1".into()));
}

#[test]
fn a_column_is_given_another_meaning_or_the_mistake_is_named() {
    let (read, _) =
        dry_run("people", "ngo_list_en.csv", &["--map", "Nationality=note", "--map", "Mother=ignore"]);
    assert!(read["rows"].as_array().unwrap().iter().all(|row| row["mother"].is_null()));
    let path = invented("ngo_list_en.csv");
    run(["import", "people", text(&path), "--dry-run", "--map", "Nothing=sex"])
        .refused_with("no column is headed `Nothing`");
    run(["import", "people", text(&path), "--dry-run", "--map", "Sex=colour"])
        .refused_with("`colour` is no field");
    run(["import", "people", text(&path), "--dry-run", "--sheet", "Annex"])
        .refused_with("does not fit the file");
}

#[test]
fn rows_to_decide_are_written_into_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (invented("camp_list_ar.xlsx"), folder.path().join("rejected.xlsx"));
    let said = run(["import", "people", text(&path), "--dry-run", "--rejected", text(&out)]).well();
    let waiting = said.out.lines().filter(|line| line.contains("does not exist")).count();
    assert_eq!(waiting, 1, "the date that does not exist is told");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&out).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "rows about people are for whoever made the file alone");
    }
    let written = std::fs::read(&out).unwrap();
    run(["import", "people", text(&path), "--dry-run", "--rejected", text(&out)])
        .refused_with("cannot be made");
    assert_eq!(std::fs::read(&out).unwrap(), written, "nothing that was there is written over");
    let again = run(["import", "people", text(&out), "--dry-run", "--json", "--as-of", "2021-03-15"]).well();
    let read: Value = serde_json::from_str(&again.out).unwrap();
    assert!(read["rows"].as_array().unwrap().iter().all(|row| row["row"].as_u64().unwrap() < 12));
    assert!(
        read["problems"].as_array().unwrap().iter().any(|problem| problem["code"] == "date_does_not_exist")
    );
}

#[test]
fn without_a_dry_run_it_says_that_it_cannot_write() {
    for (kind, file) in [("people", "ngo_list_en.csv"), ("tracing", "trace_requests.xlsx")] {
        let path = invented(file);
        let said = run(["import", kind, text(&path)]).refused_with("--dry-run");
        assert!(said.out.is_empty(), "nobody is printed by a command that was refused");
    }
}

#[test]
fn a_file_that_is_no_list_is_refused_with_its_mend() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    run(["import", "tracing", text(&path), "--dry-run"]).refused_with("No row that names the columns");
    run(["import", "people", "/nowhere/list.xlsx", "--dry-run"]).refused_with("cannot be opened");
}
