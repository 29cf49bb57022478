//! Small lists, one doubt each.

use exchange::{
    Refusal,
    layout::{self, Meaning},
    manifest::{self, Context, Corrections, Region},
    sheet::{Delimiter, Encoding, Limits, Wanted, read},
};

use super::{DAY, book, codes, list, people};

const HEAD: &str = "№;Семья;Фамилия;Имя;Отчество;Дата рождения;Пол;Документ;Мать;Регион;Примечание\n";

fn rows(rows: &str) -> exchange::manifest::Manifest {
    list(&format!("{HEAD}{rows}"))
}

#[test]
fn rows_are_numbered_by_record_and_not_by_line() {
    let manifest = rows("1;1;Ахметов;Али;;2010;м;;;;\"в две\nстроки\"\n\n2;1;Ахметова;Асия;;2012;ж;;;;\n");
    let numbers: Vec<u32> = manifest.people.iter().map(|person| person.row).collect();
    assert_eq!(numbers, [2, 4], "the empty record counts, the line break does not");
}

#[test]
fn a_repeated_row_counts_once_and_an_altered_one_is_shown() {
    let manifest = rows(
        "1;1;Ахметов;Али;;2010;м;;;;\n1;1;Ахметов;Али;;2010;м;;;;\n1;1;Ахметов;Али;;2011;м;;;;\n4;1;Ахметов;Али;;2010;м;;;;\n",
    );
    let numbers: Vec<u32> = manifest.people.iter().map(|person| person.row).collect();
    assert_eq!(numbers, [2, 4, 5]);
    assert_eq!(codes(&manifest), [(3, "duplicate_row"), (4, "line_number_twice"), (5, "same_content")]);
}

#[test]
fn sections_totals_and_repeated_headers_are_left_out() {
    let manifest = rows(&format!(
        "лагерь Рож;;\n1;1;Ахметов;Али;;2010;м;;;;\n{HEAD}2;1;Ахметова;Асия;;2012;ж;;;;\nИтого;3\n"
    ));
    assert_eq!(manifest.people.len(), 2);
    assert_eq!(
        codes(&manifest),
        [(2, "section_row"), (4, "header_again"), (6, "total_row"), (6, "total_differs")]
    );
}

#[test]
fn an_unreadable_sex_waits_and_a_missing_one_does_not() {
    let manifest = rows("1;1;Ахметов;Али;;2010;да;;;;\n2;1;Калиев;Дос;;2011;;;;;\n");
    assert_eq!(codes(&manifest), [(2, "sex_not_read"), (3, "sex_missing")]);
    assert_eq!(manifest.blocking().count(), 1);
    assert_eq!(manifest.people[0].sex, None);
}

#[test]
fn a_row_that_names_nobody_waits() {
    let manifest = rows("1;1;;;;2010;м;;;;\n2;1;Ахметов;Али;;2011;м;;;;\n");
    assert_eq!(codes(&manifest), [(2, "name_missing")]);
    assert_eq!(manifest.blocking().count(), 1);
}

#[test]
fn ambiguous_days_keep_both_readings() {
    let manifest = rows("1;1;Ахметов;Али;;04/05/2010;м;;;;\n2;1;Ахметова;Асия;;30/05/2012;ж;;;;\n");
    assert_eq!(
        manifest.people[0].birth.map(|birth| birth.to_string()).as_deref(),
        Some("2010-04-05|2010-05-04")
    );
    assert_eq!(manifest.people[1].birth.map(|birth| birth.to_string()).as_deref(), Some("2012-05-30"));
    assert_eq!(codes(&manifest), [(2, "date_ambiguous")]);
}

#[test]
fn the_same_document_twice_is_shown_at_the_second_row() {
    let manifest = rows("1;1;Ахметов;Али;;2010;м;N12345678;;;\n2;1;Ахметова;Асия;;2012;ж;N 1234 5678;;;\n");
    assert_eq!(codes(&manifest), [(3, "document_twice")]);
    assert_eq!(manifest.problems[0].argument("row"), Some("2"));
}

#[test]
fn a_mother_is_proposed_only_inside_her_family_and_only_if_she_can_be() {
    let manifest = rows(
        "1;1;Ахметова;Дана;;1990;ж;;;;\n2;1;Ахметов;Али;;2012;м;;Дана;;\n3;2;Калиев;Дос;;2012;м;;Ахметова Дана;;\n4;1;Ахметова;Дана;;2010;ж;;;;\n5;1;Ахметова;Асия;;1985;ж;;Дана;;\n",
    );
    let proposed: Vec<Option<u32>> = manifest
        .people
        .iter()
        .map(|person| person.mother.as_ref().and_then(|mother| mother.proposed_row))
        .collect();
    assert_eq!(proposed, [None, Some(2), None, None, None]);
}

#[test]
fn regions_are_found_by_the_names_that_the_caller_gives() {
    let text =
        format!("{HEAD}1;1;Ахметов;Али;;2010;м;;;Алматинская обл.;\n2;1;Ахметова;Асия;;2012;ж;;;Марс;\n");
    let book = book("list.csv", text.as_bytes()).expect("a book");
    let mapping = layout::detect(&book).expect("a layout").mapping;
    let regions = [Region {
        code: domain::PlaceCode::of("kz-alm"),
        names: vec!["Алматинская область".into(), "Almaty region".into()],
    }];
    let manifest = manifest::read(
        &book,
        &mapping,
        &Context { reference: DAY, regions: &regions, corrections: &Corrections::new() },
    )
    .expect("people");
    assert_eq!(manifest.people[0].region.as_ref().map(domain::PlaceCode::as_str), Some("kz-alm"));
    assert_eq!(manifest.people[1].region, None);
    assert_eq!(
        manifest.people[1].region_read.as_ref().map(domain::Private::as_str),
        Some("Марс"),
        "the text stays"
    );
    assert_eq!(codes(&manifest), [(3, "region_not_known")]);
}

#[test]
fn the_user_can_change_every_part_of_the_mapping() {
    let text = "а;б;в\nАхметов;Али;2010\nКалиев;Дос;2011\n";
    assert_eq!(people("list.csv", text.as_bytes(), &Corrections::new()).map(|_| ()), Err(Refusal::NoHeader));
    let book = book("list.csv", text.as_bytes()).expect("a book");
    let mut mapping = layout::Mapping {
        sheet: "list".into(),
        encoding: None,
        delimiter: None,
        header_row: 1,
        columns: vec![],
    };
    let read = |mapping: &layout::Mapping| {
        manifest::read(
            &book,
            mapping,
            &Context { reference: DAY, regions: &[], corrections: &Corrections::new() },
        )
    };
    assert_eq!(read(&mapping).map(|_| ()), Err(Refusal::NoNames));
    mapping.set(0, Meaning::FamilyName);
    mapping.set(1, Meaning::GivenName);
    mapping.set(2, Meaning::Birth);
    assert_eq!(read(&mapping).expect("people").people.len(), 2);
    mapping.header_row = 0;
    assert_eq!(read(&mapping).expect("people").people.len(), 3, "without a header every row is a person");
    mapping.header_row = 77;
    assert_eq!(read(&mapping).map(|_| ()), Err(Refusal::MappingDoesNotFit));
    assert_eq!(layout::view(&book, &mapping).map(|_| ()), Err(Refusal::MappingDoesNotFit));
    let kept = serde_json::to_string(&mapping).expect("a mapping is kept as JSON");
    assert_eq!(serde_json::from_str::<layout::Mapping>(&kept).expect("and read back"), mapping);
}

#[test]
fn a_wanted_encoding_or_delimiter_is_obeyed_or_refused() {
    let text = "Фамилия,Имя;Пол\nАхметов,Али;м\n";
    let wanted = |encoding, delimiter| {
        read("list.csv", text.as_bytes(), Wanted { encoding, delimiter }, &Limits::default())
    };
    let comma = wanted(None, Some(Delimiter::Comma)).expect("a book");
    assert_eq!(comma.sheets[0].rows[0].text(1), "Имя;Пол");
    assert_eq!(
        wanted(Some(Encoding::Windows1251), None).map(|_| ()),
        Err(Refusal::WrongEncoding { encoding: "windows-1251" }),
        "UTF-8 read as Windows-1251 is not shown as names"
    );
}

#[test]
fn a_correction_for_a_cell_that_is_not_there_waits() {
    let corrections = Corrections::from([((99, 5), "2010".into())]);
    let manifest =
        people("list.csv", format!("{HEAD}1;1;Ахметов;Али;;2010;м;;;;\n").as_bytes(), &corrections)
            .expect("people");
    assert_eq!(codes(&manifest), [(99, "correction_outside")]);
    assert_eq!(manifest.blocking().count(), 1);
}
