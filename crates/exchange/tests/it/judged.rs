//! All six invented lists against the truth behind them (CC0): who is read, once each, and what is read of them.
//!
//! The shares that are asserted leave room for the mistakes that the lists have on purpose (a sex of a hundred is
//! wrong, days and months are exchanged, years are off by one) and for nothing else. The table is in the output:
//! `cargo nextest run -p homeward-exchange --no-capture judged`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::PartialDate;
use exchange::{
    ListKind, layout,
    layout::Meaning,
    manifest::{self, Context, Corrections, LeftOut, Manifest, Person},
    sheet::Workbook,
};
use jiff::civil::{Date, date};

use super::book;

const TRUTH: &[u8] = include_bytes!("../data/truth.csv");
const PEOPLE: &[u8] = include_bytes!("../data/people.csv");

struct List {
    file: &'static str,
    bytes: &'static [u8],
    kind: ListKind,
    /// Ages count back from it.
    day: Date,
    /// Of the births that are read: in how many of a thousand the true day lies within what was read.
    within: u32,
    /// Rows whose date must be decided first, at most.
    waiting: usize,
}

const LISTS: &[List] = &[
    List {
        file: "flight1_manifest_ru.csv",
        bytes: include_bytes!("../data/flight1_manifest_ru.csv"),
        kind: ListKind::Manifest,
        day: super::DAY,
        within: 940,
        waiting: 1,
    },
    List {
        file: "flight2_manifest_ru.csv",
        bytes: include_bytes!("../data/flight2_manifest_ru.csv"),
        kind: ListKind::Manifest,
        day: super::DAY,
        within: 940,
        waiting: 1,
    },
    List {
        file: "camp_list_ar.xlsx",
        bytes: include_bytes!("../data/camp_list_ar.xlsx"),
        kind: ListKind::People,
        day: date(2021, 3, 15),
        within: 840,
        waiting: 9,
    },
    List {
        file: "ngo_list_en.csv",
        bytes: include_bytes!("../data/ngo_list_en.csv"),
        kind: ListKind::People,
        day: date(2021, 3, 15),
        within: 900,
        waiting: 1,
    },
    List {
        file: "ministry_list_kk.xlsx",
        bytes: include_bytes!("../data/ministry_list_kk.xlsx"),
        kind: ListKind::People,
        day: date(2021, 12, 31),
        within: 950,
        waiting: 2,
    },
    List {
        file: "trace_requests.xlsx",
        bytes: include_bytes!("../data/trace_requests.xlsx"),
        kind: ListKind::Tracing,
        day: date(2021, 3, 15),
        within: 840,
        waiting: 0,
    },
];

type Line = HashMap<String, String>;

fn table(bytes: &[u8]) -> Vec<Line> {
    let book = book("truth.csv", bytes).expect("a table");
    let rows = &book.sheets[0].rows;
    let line = |row: &exchange::sheet::Row| {
        let heads = rows[0].cells.iter().map(|cell| cell.text().to_owned());
        heads.enumerate().map(|(at, head)| (head, row.text(at).to_owned())).collect()
    };
    rows[1..].iter().map(line).collect()
}

struct Truth {
    people: HashMap<String, Line>,
    /// Rows of people, with who is in them in their order.
    records: BTreeMap<u32, Vec<String>>,
    others: BTreeMap<&'static str, BTreeSet<u32>>,
}

fn truth(file: &str) -> Truth {
    let lines: Vec<Line> = table(TRUTH).into_iter().filter(|line| line["source"] == file).collect();
    assert!(!lines.is_empty(), "{file} is in the truth");
    let number = |line: &Line| line["row"].parse::<u32>().expect("a row");
    let mut records: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line["kind"] == "record") {
        records.entry(number(line)).or_default().push(line["person_id"].clone());
    }
    let of = |kind| lines.iter().filter(|line| line["kind"] == kind).map(number).collect();
    Truth {
        people: table(PEOPLE).into_iter().map(|line| (line["person_id"].clone(), line)).collect(),
        records,
        others: ["duplicate", "title", "total", "blank"].map(|kind| (kind, of(kind))).into_iter().collect(),
    }
}

fn read(list: &List) -> (Workbook, layout::Layout, Manifest) {
    let book = book(list.file, list.bytes).expect("a book");
    let layout = layout::detect_as(&book, list.kind).expect("a layout");
    let corrections = Corrections::new();
    let context = Context { reference: list.day, regions: &[], corrections: &corrections };
    let read = manifest::read_as(&book, &layout.mapping, list.kind, &context).expect("a list");
    (book, layout, read)
}

#[test]
fn exactly_the_right_rows_are_people() {
    for list in LISTS {
        let (truth, (_, _, read)) = (truth(list.file), read(list));
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for person in &read.people {
            *rows.entry(person.row).or_default() += 1;
        }
        let expected: BTreeMap<u32, usize> =
            truth.records.iter().map(|(row, people)| (*row, people.len())).collect();
        assert_eq!(rows, expected, "{}", list.file);
        let left = |why: LeftOut| -> BTreeSet<u32> {
            read.left_out.iter().filter(|(_, reason)| *reason == why).map(|(row, _)| *row).collect()
        };
        assert_eq!(left(LeftOut::Duplicate), truth.others["duplicate"], "repeated rows of {}", list.file);
        assert_eq!(left(LeftOut::Total), truth.others["total"], "totals of {}", list.file);
        assert_eq!(left(LeftOut::Section), truth.others["title"], "sections of {}", list.file);
        let said = read.problems.iter().any(|problem| problem.code.as_str() == "total_differs");
        assert!(!said, "the total of {} is that of the people", list.file);
    }
}

/// How a true day lies to what was read.
fn within(birth: PartialDate, born: Date) -> bool {
    match birth {
        PartialDate::Either(one, other) => born == one || born == other,
        birth => birth.earliest() <= born && born <= birth.latest(),
    }
}

#[derive(Default)]
struct Share(u32, u32);

impl Share {
    fn count(&mut self, right: bool) {
        self.0 += u32::from(right);
        self.1 += 1;
    }
    fn thousandths(&self) -> u32 {
        self.0 * 1_000 / self.1.max(1)
    }
    fn shown(&self) -> String {
        if self.1 == 0 { "-".into() } else { format!("{}/{}", self.0, self.1) }
    }
}

#[test]
fn sexes_and_births_are_read_as_well_as_the_lists_allow() {
    println!(
        "{:<26}{:>8}{:>10}{:>10}{:>10}{:>11}{:>10}{:>10}{:>10}",
        "list", "people", "sex", "birth", "to a day", "2 readings", "nearby", "no birth", "to decide"
    );
    for list in LISTS {
        let (truth, (_, _, read)) = (truth(list.file), read(list));
        let [mut sex, mut birth, mut day, mut either, mut nearby] = [const { Share(0, 0) }; 5];
        let mut without = 0;
        for person in &read.people {
            let nth = person.nth as usize - 1;
            let real = &truth.people[&truth.records[&person.row][nth]];
            if let Some(read) = person.sex {
                sex.count(real["sex"] == if read == names::Sex::Female { "F" } else { "M" });
            }
            let born: Date = real["birth"].parse().expect("a day");
            match person.birth {
                None => without += 1,
                Some(read) => {
                    birth.count(within(read, born));
                    match read {
                        PartialDate::Day(read) => day.count(read == born),
                        PartialDate::Either(..) => either.count(within(read, born)),
                        _ => {}
                    }
                }
            }
            let proposed = read.problems.iter().find(|problem| {
                problem.at.row == person.row && problem.code.as_str() == "date_ambiguous_nearby"
            });
            if let Some(problem) = proposed {
                assert!(matches!(person.birth, Some(PartialDate::Either(..))), "a proposal decides nothing");
                let likely: Date = problem.argument("likely").expect("a proposal").parse().expect("a day");
                assert_eq!(problem.mends[0].set[0].1.as_str(), likely.to_string(), "it stands first");
                if within(person.birth.expect("a birth"), born) {
                    nearby.count(likely == born);
                }
            }
        }
        println!(
            "{:<26}{:>8}{:>10}{:>10}{:>10}{:>11}{:>10}{:>10}{:>10}",
            list.file,
            read.people.len(),
            sex.shown(),
            birth.shown(),
            day.shown(),
            either.shown(),
            nearby.shown(),
            without,
            read.blocking().count(),
        );
        if list.kind == ListKind::Tracing {
            assert_eq!(sex.1, 0, "requests do not name a sex, and none is made up");
        } else {
            assert!(sex.thousandths() >= 970, "sex in {}: {}", list.file, sex.shown());
            assert!(sex.1 as usize * 100 >= read.people.len() * 95, "sex is read in {}", list.file);
        }
        assert!(birth.thousandths() >= list.within, "births in {}: {}", list.file, birth.shown());
        assert!(
            nearby.thousandths() >= 900 || nearby.1 == 0,
            "proposals in {}: {}",
            list.file,
            nearby.shown()
        );
        assert!(read.blocking().count() <= list.waiting, "{} waits too often", list.file);
        assert!(read.blocking().all(|problem| problem.code.as_str().starts_with("date_")), "{}", list.file);
    }
}

/// The words of a text, without what joins people or brackets a by-name.
fn words(text: &str) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || c.is_control() || ",،;/()".contains(c);
    let mut found: Vec<String> =
        text.split(apart).filter(|word| !word.is_empty() && *word != "и").map(str::to_owned).collect();
    found.sort();
    found
}

#[test]
fn no_word_of_a_name_is_lost_or_changed() {
    for list in LISTS {
        let (book, layout, read) = read(list);
        let mapping = &layout.mapping;
        let sheet = book.sheets.iter().find(|sheet| sheet.name == mapping.sheet).expect("the sheet");
        let mut by_row: BTreeMap<u32, Vec<&Person>> = BTreeMap::new();
        for person in &read.people {
            by_row.entry(person.row).or_default().push(person);
        }
        let parts = [Meaning::FamilyName, Meaning::GivenName, Meaning::Patronymic, Meaning::FullName];
        for (number, people) in by_row {
            let row = sheet.rows.iter().find(|row| row.number == number).expect("the row");
            let cells = parts.iter().filter_map(|meaning| mapping.column(*meaning));
            // A cell of thousands of characters is cut, and says so.
            let cut = read.problems.iter().any(|p| p.at.row == number && p.code.as_str() == "cell_cut");
            let written: Vec<&str> = cells.map(|column| row.text(column)).collect();
            if cut && written.iter().any(|text| text.chars().count() > 200) {
                continue;
            }
            let names: Vec<&str> =
                people.iter().flat_map(|person| &person.names).map(|name| name.text.as_str()).collect();
            assert_eq!(words(&names.join(" ")), words(&written.join(" ")), "row {number} of {}", list.file);
        }
    }
}

#[test]
fn the_columns_of_every_list_are_found_by_their_headings() {
    for (file, meanings) in [
        ("camp_list_ar.xlsx", "family line full_name father mother sex birth birthplace ignore tent note"),
        ("ngo_list_en.csv", "case_id full_name sex birth_or_age father mother ignore location family note"),
        (
            "ministry_list_kk.xlsx",
            "line family_name given_name patronymic birth sex document ignore region mother birthplace note",
        ),
        (
            "trace_requests.xlsx",
            "seeker kinship telephone full_name birth_or_age father mother location note",
        ),
    ] {
        let list = LISTS.iter().find(|list| list.file == file).expect("the list");
        let (_, layout, _) = read(list);
        let found: Vec<&str> = layout.columns.iter().map(|column| column.meaning.code()).collect();
        assert_eq!(found.join(" "), meanings, "{file}");
    }
}

#[test]
fn the_camps_families_and_day_are_read_and_requests_keep_their_seekers() {
    let of = |file| read(LISTS.iter().find(|list| list.file == file).expect("the list"));
    let (book, layout, camp) = of("camp_list_ar.xlsx");
    assert_eq!(layout::list_day(&book, &layout.mapping), Some(date(2021, 3, 15)));
    let truth = truth("camp_list_ar.xlsx");
    let mut families: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (row, people) in &truth.records {
        families.entry(truth.people[&people[0]]["family_id"].as_str()).or_default().insert(*row);
    }
    let expected: BTreeSet<BTreeSet<u32>> = families.into_values().collect();
    let formed: BTreeSet<BTreeSet<u32>> =
        camp.families.iter().map(|family| family.rows.iter().copied().collect()).collect();
    assert_eq!(formed, expected, "the merged family number holds for each of its rows");
    assert!(camp.people.iter().all(|person| person.tent.is_some() && person.seeker.is_none()));
    let repeated: Vec<(u32, u32)> = camp.repeated.iter().map(|row| (row.person.row, row.of)).collect();
    assert_eq!(
        repeated,
        [(79, 78), (82, 81), (93, 92), (290, 289), (333, 332)],
        "and nothing of them is lost"
    );

    let (_, _, tracing) = of("trace_requests.xlsx");
    let row7: Vec<&Person> = tracing.people.iter().filter(|person| person.row == 7).collect();
    assert_eq!(row7.iter().map(|person| person.nth).collect::<Vec<_>>(), [1, 2]);
    for person in &tracing.people {
        let seeker = person.seeker.as_ref().expect("a seeker");
        assert!(seeker.kinship.is_some());
        assert!(seeker.telephone.as_ref().is_none_or(|number| number.as_str().starts_with("+7 700")));
    }
    let nameless =
        tracing.people.iter().filter(|person| person.seeker.as_ref().is_some_and(|s| s.text.is_none()));
    let said = tracing.problems.iter().filter(|problem| problem.code.as_str() == "seeker_missing").count();
    assert!(said > 0 && nameless.count() >= said);
}
