//! Files that were made to hurt, and files that were only chosen by mistake.
use std::{fs::File, io::Write, sync::LazyLock};

use exchange::{
    ListKind, Problem, Refusal, json, layout,
    manifest::{self, Context, Corrections, Manifest},
    rejected::{self, Reader},
    rows::fingerprint,
    sheet::{Limits, Wanted, open},
};
use proptest::prelude::*;

use super::{DAY, book, people};
use crate::{
    long,
    wrong::{ten_thousand_rows, wrong_files},
    wrong_workbooks::wrong_workbooks,
};

#[test]
fn two_hundred_megabytes_are_refused_before_they_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.csv");
    File::create(&path).and_then(|file| file.set_len(200 << 20)).expect("a large file");
    assert_eq!(open(&path, Wanted::default(), &Limits::default()), Err(Refusal::TooLarge { limit_mb: 20 }));
}

#[test]
fn a_path_that_cannot_be_read_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in [folder.path().join("missing.csv"), folder.path().to_owned()] {
        let refusal = open(&path, Wanted::default(), &Limits::default()).expect_err("no file");
        assert_eq!(refusal.code(), "file_unreadable");
    }
}

#[test]
fn a_file_is_what_its_bytes_say_whatever_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.xlsx");
    File::create(&path)
        .and_then(|mut file| file.write_all("Имя;Пол;Дата рождения\nАли;м;2010\n".as_bytes()))
        .expect("a file");
    let book = open(&path, Wanted::default(), &Limits::default()).expect("text");
    assert_eq!((book.sheets[0].name.as_str(), book.sheets[0].rows.len()), ("list", 2));
}

#[test]
fn every_wrong_file_is_refused_with_a_mend() {
    for (file, code) in wrong_files() {
        let refusal = people("list.csv", &file, &Corrections::new()).expect_err(code);
        assert_eq!(refusal.code(), code);
        let english = refusal.english();
        assert!(english.ends_with('.') && english.len() > 40, "{english}");
    }
}

#[test]
fn every_wrong_workbook_is_refused_with_a_mend() {
    let said = [
        ("OpenDocument", "OpenDocument"),
        ("a binary workbook", ".xlsb"),
        ("a workbook in an archive", "unpack it first"),
        ("a password", "password"),
        ("Excel 97", "old Excel workbook"),
    ];
    let mut told = 0;
    for (what, file, code) in wrong_workbooks().expect("the files") {
        let refusal = people("list.xlsx", &file, &Corrections::new()).expect_err(what);
        assert_eq!(refusal.code(), code, "{what}");
        let english = refusal.english();
        assert!(english.len() > 40, "{english}");
        // What the file is instead is said.
        for (_, words) in said.iter().filter(|(file, _)| *file == what) {
            assert!(english.contains(words), "{english}");
            told += 1;
        }
    }
    assert_eq!(told, said.len());
}

#[test]
fn ten_thousand_rows_are_read() {
    let manifest = people("list.csv", ten_thousand_rows().as_bytes(), &Corrections::new()).expect("people");
    assert_eq!(manifest.people.len(), 10_000);
    for kind in ListKind::ALL {
        let text = long::list(kind, 2_000);
        let workbook = long::workbook(&text).expect("a workbook");
        let [csv, xlsx] = [text.as_bytes(), &workbook].map(|bytes| as_kind(bytes, kind).expect("people"));
        assert_eq!((csv.people.len(), xlsx.people.len()), (2_000, 2_000));
        let born = |list: &Manifest| list.people.iter().map(|person| person.birth).collect::<Vec<_>>();
        if kind == ListKind::Manifest {
            assert_eq!(born(&csv), born(&xlsx), "the form of the file does not change the people");
        }
    }
}

#[test]
fn a_long_list_of_doubts_costs_no_more_than_its_length() {
    // What is compared with its neighbours, its like or the rest of its row, in every row.
    let rows = |count: u32, row: fn(u32) -> String| (0..count).map(row).collect::<Vec<_>>().concat();
    let dates = rows(8_000, |n| format!("{n};Akhmetov Ali{n};03/04/2010\n"));
    let twice = rows(8_000, |n| format!("{};Akhmetov Ali;0{}/04/2010\n", n / 2, n % 9 + 1));
    let several = rows(4_000, |n| format!("{n};Али{n} и Асия;2005\n"));
    for (head, rows, kind) in [
        ("Case ID;Full name;DOB", dates, ListKind::People),
        ("Case ID;Full name;DOB", twice, ListKind::People),
        ("x;Кого ищут;Год рождения", several, ListKind::Tracing),
    ] {
        let list = as_kind(format!("{head}\n{rows}").as_bytes(), kind).expect("people");
        assert!(list.people.len() >= 4_000);
    }
}

fn as_kind(bytes: &[u8], kind: ListKind) -> Result<Manifest, Refusal> {
    let book = book("x", bytes)?;
    let mapping = layout::detect_as(&book, kind)?.mapping;
    let context = Context { reference: DAY, regions: &[], corrections: &Corrections::new() };
    manifest::read_as(&book, &mapping, kind, &context)
}

static SAMPLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["Фамилия", "Имя", "Пол", "Дата рождения"]).expect("headings");
    sheet.write_row(1, 0, ["Ахметов", "Али", "м", "01.02.2010"]).expect("a row");
    sheet.write(2, 3, 41_275).expect("a number");
    writer.save_to_buffer().expect("a workbook")
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for kind in ListKind::ALL {
            let _ = as_kind(&bytes, kind);
        }
    }

    #[test]
    fn no_list_is_too_strange(rows in "(№|Имя|Фамилия|Пол|Дата рождения)(;(Имя|Пол|Мать|Семья|Дата рождения|Документ)){1,5}\n([а-яА-Яa-z0-9./?=\\-\"'; \u{202e}\u{a0}أ-ي]{0,40}\n){0,8}") {
        if let Ok(manifest) = people("x.csv", rows.as_bytes(), &Corrections::new()) {
            prop_assert!(!manifest.people.is_empty());
            prop_assert!(json::write(&manifest).is_ok());
            for problem in &manifest.problems {
                prop_assert!(!problem.english().is_empty());
            }
        }
    }

    #[test]
    fn no_list_of_any_kind_is_too_strange(rows in "(Кого ищут|Full name|الاسم الكامل)(;(Заявитель|Телефон|Case ID|Пол|المخيم|DOB / age|ت)){1,6}\n((\\PC|[,;/и\"0-9 ]| и ){0,40}\n){0,8}") {
        for kind in ListKind::ALL {
            if let Ok(list) = as_kind(rows.as_bytes(), kind) {
                prop_assert!(json::write(&list).is_ok());
                let places: Vec<(u32, u32)> = list.people.iter().map(|person| (person.row, person.nth)).collect();
                prop_assert!(places.is_sorted() && places.windows(2).all(|pair| pair[0] != pair[1]));
                let prints: std::collections::HashSet<_> =
                    list.people.iter().map(|person| fingerprint(person).content.as_str().to_owned()).collect();
                prop_assert_eq!(prints.len(), list.people.len());
                let seeks = list.people.iter().filter(|person| person.seeker.is_some()).count();
                prop_assert_eq!(seeks, if kind == ListKind::Tracing { list.people.len() } else { 0 });
                let book = book("x", rows.as_bytes()).expect("it was read");
                let reader = Reader { reason: "r", row: "n", right_to_left: false };
                let rejected = rejected::write(&book.sheets[0], 1, &rejected::reasons(&list, Problem::english), reader);
                prop_assert!(rejected.is_ok());
            }
        }
    }

    #[test]
    fn no_damage_to_a_workbook_is_too_strange(hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>(), whole in any::<bool>()) {
        let mut bytes = SAMPLE.clone();
        for (at, value) in hits {
            let length = bytes.len();
            bytes[at.index(length)] = value;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = book("x.xlsx", &bytes);
    }
}
