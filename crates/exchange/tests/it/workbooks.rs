//! Excel workbooks, as people make them and as nobody should.

use std::io::{Cursor, Write};

use exchange::{
    Refusal, layout,
    manifest::{self, Context, Corrections},
    sheet::{CellKind, DayZero, Visibility, Workbook},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{DAY, book, codes};

fn written(make: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    make(&mut writer);
    writer.save_to_buffer().expect("a workbook")
}

fn read_people(book: &Workbook) -> manifest::Manifest {
    let mapping = layout::detect(book).expect("a layout").mapping;
    manifest::read(
        book,
        &mapping,
        &Context { reference: DAY, regions: &[], corrections: &Corrections::new() },
    )
    .expect("people")
}

#[test]
fn a_list_with_titles_merged_families_hidden_columns_and_dates_of_all_kinds() {
    let bytes = written(|writer| {
        let sheet = writer.add_worksheet();
        sheet.set_name("Тізім").expect("a name");
        let dates = Format::new().set_num_format("dd.mm.yyyy");
        sheet.merge_range(0, 0, 0, 5, "Список прибывших", &Format::new()).expect("a title");
        for (column, heading) in
            ["Отбасы", "Тегі", "Аты", "Туған күні", "Жынысы", "Ескерту"].iter().enumerate()
        {
            sheet.write(2, u16::try_from(column).expect("small"), *heading).expect("a heading");
        }
        sheet.merge_range(3, 0, 4, 0, "7", &Format::new()).expect("a family");
        for (row, family, given, sex) in
            [(3, "Ахметова", "Дана", "әйел"), (4, "Ахметов", "Али", "ер"), (5, "Калиев", "Дос", "ер")]
        {
            sheet.write(row, 1, family).expect("a name");
            sheet.write(row, 2, given).expect("a name");
            sheet.write(row, 4, sex).expect("a sex");
            sheet.write(row, 5, "X43068").expect("a code");
        }
        let day = ExcelDateTime::from_ymd(1990, 3, 15).expect("a day");
        sheet.write_with_format(3, 3, &day, &dates).expect("a date");
        sheet.write(4, 3, 41_275).expect("a bare day number");
        sheet.write(5, 3, 2_008).expect("a year");
        sheet.set_column_hidden(5).expect("hidden");
    });
    let book = book("list.xlsx", &bytes).expect("a workbook");
    assert_eq!(book.day_zero, DayZero::Of1900);
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.hidden_columns.as_slice()), ("Тізім", &[5][..]));
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5, 6], "rows keep the numbers that a spreadsheet shows");
    assert_eq!(sheet.rows[3].cells[0].kind(), CellKind::Spanned);

    let manifest = read_people(&book);
    let families: Vec<Option<&str>> = manifest.people.iter().map(|person| person.family.as_deref()).collect();
    assert_eq!(
        families,
        [Some("7"), Some("7"), None],
        "the merged family number holds for its rows and no further"
    );
    let births: Vec<String> =
        manifest.people.iter().filter_map(|person| person.birth).map(|birth| birth.to_string()).collect();
    assert_eq!(births, ["1990-03-15", "2013-01-01", "2008"]);
    let found = codes(&manifest);
    for expected in [(3, "hidden_column"), (5, "date_from_serial"), (6, "family_missing")] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn hidden_sheets_and_formulas_are_read_as_what_they_show() {
    let bytes = written(|writer| {
        let sheet = writer.add_worksheet();
        sheet.write_row(0, 0, ["Фамилия", "Имя", "Пол"]).expect("headings");
        sheet.write_row(1, 0, ["Ахметов", "Али", "м"]).expect("a row");
        sheet
            .write_formula(
                2,
                0,
                rust_xlsxwriter::Formula::new("=WEBSERVICE(\"http://example.invalid\")").set_result("Калиев"),
            )
            .expect("a formula");
        sheet.write(2, 1, "Дос").expect("a name");
        writer.add_worksheet().set_hidden(true);
    });
    let book = book("list.xlsx", &bytes).expect("a workbook");
    assert_eq!(book.sheets[1].visibility, Visibility::Hidden);
    assert_eq!(book.sheets[0].rows[2].text(0), "Калиев", "the shown text, never the formula computed");
}

#[test]
fn one_far_cell_costs_nothing_and_is_refused() {
    for (row, column, refusal) in [
        (1_048_575, 0, Refusal::TooManyRows { limit: 50_000 }),
        (1, 16_383, Refusal::TooManyColumns { limit: 200, row: 2 }),
    ] {
        let bytes = written(|writer| {
            let sheet = writer.add_worksheet();
            sheet.write(0, 0, "Имя").expect("a heading");
            sheet.write(row, column, "x").expect("a far cell");
        });
        assert_eq!(book("far.xlsx", &bytes), Err(refusal));
    }
}

/// A zip package with the parts given.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn with_sheet(sheet: &[u8], shared: Option<&[u8]>) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(shared.map(|shared| ("xl/sharedStrings.xml", shared)));
    package(&parts)
}

#[test]
fn a_bomb_is_refused_by_what_it_declares_and_by_what_it_is() {
    let zeros = vec![b' '; 90 << 20];
    let bomb = with_sheet(&zeros, None);
    assert!(bomb.len() < 1 << 20, "it looks small: {}", bomb.len());
    let too_large = Err(Refusal::UnpacksTooLarge { limit_mb: 80 });
    assert_eq!(book("bomb.xlsx", &bomb), too_large);
    // The same with a lie in both headers about its size.
    let mut liar = bomb;
    let honest = u32::try_from(zeros.len()).expect("small").to_le_bytes();
    let mut at = 0;
    while let Some(found) = liar[at..].windows(4).position(|window| window == honest) {
        liar[at + found..at + found + 4].copy_from_slice(&100u32.to_le_bytes());
        at += found + 4;
    }
    let answer = book("liar.xlsx", &liar);
    assert!(answer == too_large || answer == Err(Refusal::Damaged), "{answer:?}");
}

#[test]
fn a_declared_number_of_strings_reserves_no_memory() {
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"#;
    for count in ["9223372036854775807", "100000000000", "99999999999999999999999999"] {
        let shared = format!(r#"<sst uniqueCount = "{count}" count="1"><si><t>x</t></si></sst>"#);
        assert!(matches!(
            book("strings.xlsx", &with_sheet(sheet, Some(shared.as_bytes()))),
            Err(Refusal::UnpacksTooLarge { .. })
        ));
    }
    assert!(book("plain.xlsx", &with_sheet(sheet, None)).is_ok());
}

#[test]
fn a_region_merged_over_the_whole_sheet_is_filled_only_where_rows_are() {
    let cell =
        |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1">{}</row><row r="2">{}{}</row><row r="3">{}</row></sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells></worksheet>"#,
        cell("B1", "Имя"),
        cell("A2", "7"),
        cell("B2", "Али"),
        cell("B3", "Асия"),
    );
    let book = book("merged.xlsx", &with_sheet(sheet.as_bytes(), None)).expect("a workbook");
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[2].text(0), rows[2].text(1)), ("7", "Асия"));
    assert!(rows.iter().all(|row| row.cells.len() <= 200));
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let cell =
        |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1">{}{}</row><row r="2">{}<c r="B2"><v>39813</v></c></row><row r="3">{}<c r="B3" s="1"><v>39813</v></c></row><row r="4">{}<c r="B4"><v>2009</v></c></row></sheetData></worksheet>"#,
        cell("A1", "Имя"),
        cell("B1", "Дата рождения"),
        cell("A2", "Али"),
        cell("A3", "Асия"),
        cell("A4", "Дана"),
    );
    let epoch = String::from_utf8_lossy(BOOK).replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
    let styles = br#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let rels = String::from_utf8_lossy(BOOK_RELS).replace(
        "</Relationships>",
        r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    );
    let births = |book_part: &[u8]| {
        let bytes = package(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", book_part),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]);
        let book = book("mac.xlsx", &bytes).expect("a workbook");
        let list = read_people(&book);
        let births = list.people.iter().filter_map(|person| person.birth).map(|birth| birth.to_string());
        (book.day_zero, births.collect::<Vec<_>>())
    };
    assert_eq!(
        births(epoch.as_bytes()),
        (DayZero::Of1904, ["2013-01-01", "2013-01-01", "2009"].map(Into::into).to_vec())
    );
    assert_eq!(
        births(BOOK),
        (DayZero::Of1900, ["2008-12-31", "2008-12-31", "2009"].map(Into::into).to_vec())
    );
}

#[test]
fn a_zip_that_is_no_workbook_says_so() {
    assert!(matches!(
        book("a.xlsx", &package(&[("word/document.xml", b"<w/>")])),
        Err(Refusal::WrongType { .. })
    ));
    assert_eq!(book("a.xlsx", b"PK\x03\x04 and nothing else"), Err(Refusal::Damaged));
    assert_eq!(book("a.xlsx", &with_sheet(b"<worksheet>", None)), Err(Refusal::Damaged));
}
