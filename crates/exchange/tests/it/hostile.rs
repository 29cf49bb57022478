//! Files that were made to hurt, and files that were only chosen by mistake.
use std::{fs::File, io::Write, sync::LazyLock};

use exchange::{
    Refusal, json,
    manifest::Corrections,
    sheet::{Limits, Wanted, open},
};
use proptest::prelude::*;

use super::{book, people};
use crate::wrong::{ten_thousand_rows, wrong_files};

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
fn ten_thousand_rows_are_read() {
    let manifest = people("list.csv", ten_thousand_rows().as_bytes(), &Corrections::new()).expect("people");
    assert_eq!(manifest.people.len(), 10_000);
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
        let _ = people("x", &bytes, &Corrections::new());
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
