//! How well a manifest is read, against the truth behind it:
//! `cargo run --example judge-list -- LIST truth.csv people.csv 2021-06-01 [people|tracing]`.
//!
//! Prints shares with their counts. A value counts as right when the true value lies within what was read, and
//! apart from that how often it was read exactly.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env, fs,
    path::Path,
    process::ExitCode,
};

use domain::{NameRole, PartialDate};
use exchange::{
    ListKind, layout,
    manifest::{self, Context, LeftOut},
    sheet::{self, Limits, Wanted},
};
use jiff::civil::Date;
use names::{KeyKind, Role, keys_as};

type Table = Vec<HashMap<String, String>>;

fn table(path: &str) -> Result<Table, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let book = sheet::read(path, text.as_bytes(), Wanted::default(), &Limits::default())
        .map_err(|refusal| refusal.english())?;
    let rows = &book.sheets[0].rows;
    let head: Vec<String> = rows[0].cells.iter().map(|cell| cell.text().to_owned()).collect();
    Ok(rows[1..]
        .iter()
        .map(|row| head.iter().enumerate().map(|(i, name)| (name.clone(), row.text(i).to_owned())).collect())
        .collect())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let kind = arguments.get(4).map_or(Some(ListKind::Manifest), |code| ListKind::of(code));
    let ([list, truth, people, day, ..], Some(kind)) = (&arguments[..], kind) else {
        println!("usage: judge LIST truth.csv people.csv YYYY-MM-DD [KIND] [--english]");
        return ExitCode::FAILURE;
    };
    match judge(list, truth, people, day, kind) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn judge(list: &str, truth: &str, people: &str, day: &str, kind: ListKind) -> Result<(), String> {
    let reference: Date = day.parse().map_err(|_| "the day is YYYY-MM-DD".to_owned())?;
    let path = Path::new(list);
    let source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let book =
        sheet::open(path, Wanted::default(), &Limits::default()).map_err(|refusal| refusal.english())?;
    let layout = layout::detect_as(&book, kind).map_err(|refusal| refusal.english())?;
    println!(
        "{source}: {:?} {:?}, header in row {}",
        book.encoding, book.delimiter, layout.mapping.header_row
    );
    for column in &layout.columns {
        println!(
            "  {} {:<36} {} ({:?})",
            column.letters,
            column.heading,
            column.meaning.code(),
            column.because
        );
    }
    let corrections = manifest::Corrections::new();
    let context = Context { reference, regions: &[], corrections: &corrections };
    let read =
        manifest::read_as(&book, &layout.mapping, kind, &context).map_err(|refusal| refusal.english())?;

    let people: HashMap<String, HashMap<String, String>> =
        table(people)?.into_iter().map(|person| (person["person_id"].clone(), person)).collect();
    let truth: Vec<_> = table(truth)?.into_iter().filter(|row| row["source"] == source).collect();
    let by_row: BTreeMap<u32, &HashMap<String, String>> =
        truth.iter().map(|row| (row["row"].parse().unwrap_or(0), row)).collect();
    let of_kind = |kind: &str| -> BTreeSet<u32> {
        by_row.iter().filter(|(_, row)| row["kind"] == kind).map(|(number, _)| *number).collect()
    };
    let left = |why: LeftOut| -> BTreeSet<u32> {
        read.left_out.iter().filter(|(_, reason)| *reason == why).map(|(row, _)| *row).collect()
    };
    let rows: BTreeSet<u32> = read.people.iter().map(|person| person.row).collect();
    println!(
        "people      {:>4} read, {:>4} true, {:>3} missing, {:>3} too many",
        rows.len(),
        of_kind("record").len(),
        of_kind("record").difference(&rows).count(),
        rows.difference(&of_kind("record")).count()
    );
    println!(
        "duplicates  {:>4} read, {:>4} true, equal: {}",
        left(LeftOut::Duplicate).len(),
        of_kind("duplicate").len(),
        left(LeftOut::Duplicate) == of_kind("duplicate")
    );
    println!("totals      {:>4} read, {:>4} true", left(LeftOut::Total).len(), of_kind("total").len());

    let mut tally: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut count = |what, right: bool| {
        let entry = tally.entry(what).or_default();
        entry.0 += u32::from(right);
        entry.1 += 1;
    };
    let row_of: HashMap<&str, u32> = by_row
        .iter()
        .filter(|(_, row)| row["kind"] == "record")
        .map(|(number, row)| (row["person_id"].as_str(), *number))
        .collect();
    for person in &read.people {
        let Some(row) = by_row.get(&person.row) else { continue };
        let Some(real) = people.get(&row["person_id"]) else { continue };
        for (what, role, key_role, column) in [
            ("given name, same skeleton", NameRole::Given, Role::Given, "given_ru"),
            ("family name, same skeleton", NameRole::Family, Role::Family, "surname_ru"),
            ("patronymic root, same skeleton", NameRole::Father, Role::Father, "father_ru"),
        ] {
            if let Some(name) = person.names.iter().find(|name| name.role == role) {
                let skeleton = |text: &str, role| {
                    keys_as(text, role).into_iter().find(|key| key.kind == KeyKind::Skeleton)
                };
                let (own, true_) =
                    (skeleton(name.text.as_str(), key_role), skeleton(&real[column], key_role));
                count(what, own.map(|key| key.text) == true_.map(|key| key.text));
            }
        }
        if let Some(sex) = person.sex {
            count("sex", real["sex"] == if sex == names::Sex::Female { "F" } else { "M" });
        }
        if let (Some(birth), Ok(born)) = (person.birth, real["birth"].parse::<Date>()) {
            count("birth, within what was read", birth.earliest() <= born && born <= birth.latest());
            if let PartialDate::Day(day) = birth {
                count("birth, read to the day and right", day == born);
            }
        }
        if let Some(mother) = &person.mother {
            let true_row = row_of.get(real["mother_id"].as_str()).copied();
            if let Some(true_row) = true_row {
                count("mother's row proposed, where she is listed", mother.proposed_row.is_some());
                if let Some(proposed) = mother.proposed_row {
                    count("mother's row right, where proposed", proposed == true_row);
                }
            } else {
                count("no mother proposed, where she is not listed", mother.proposed_row.is_none());
            }
        }
    }
    let mut true_families: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (number, row) in by_row.iter().filter(|(_, row)| row["kind"] == "record") {
        true_families.entry(row["family_id"].as_str()).or_default().insert(*number);
    }
    let formed: BTreeSet<BTreeSet<u32>> =
        read.families.iter().map(|family| family.rows.iter().copied().collect()).collect();
    let expected: BTreeSet<BTreeSet<u32>> = true_families.into_values().collect();
    println!(
        "families    {:>4} read, {:>4} true, equal: {}",
        formed.len(),
        expected.len(),
        formed == expected
    );
    for (what, (right, of)) in &tally {
        println!("{what:<44} {right:>4} of {of:>4}  {:.3}", f64::from(*right) / f64::from((*of).max(1)));
    }
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    for problem in &read.problems {
        *codes.entry(problem.code.as_str()).or_default() += 1;
    }
    println!("problems, {} of them blocking:", read.blocking().count());
    for (code, times) in codes {
        println!("  {times:>4} {code}");
    }
    if env::args().any(|argument| argument == "--english") {
        for problem in &read.problems {
            println!("{}", problem.english());
        }
    }
    Ok(())
}
