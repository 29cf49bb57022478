//! Lists read row by row say what the same lists read whole say.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::PathBuf;

use exchange::{
    Refusal,
    layout::Meaning,
    sheet::{self, Limits, Wanted},
    stream::List,
};
use proptest::prelude::*;

fn written(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

type Rows = Vec<(u32, Vec<String>)>;

fn streamed(name: &str, bytes: &[u8]) -> Result<(List, Rows), Refusal> {
    let (_folder, path) = written(name, bytes);
    let list = List::open(&path)?;
    let mut rows = Vec::new();
    list.each(&path, |number, cells, _| {
        rows.push((number, cells.iter().map(|cell| (*cell).to_owned()).collect()));
    })?;
    Ok((list, rows))
}

#[test]
fn a_list_is_read_in_its_encoding_and_below_its_header() {
    let text = "Список прибывших\r\n\r\nФамилия;Имя;Дата рождения\r\nАхметова;Айша;05.03.2014\r\n\r\nАлиев;\"Умар\nАли\";2012\r\nКарим;Сана;\r\n";
    let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.as_bytes(), &cyrillic, &wide] {
        let (list, rows) = streamed("list.csv", bytes).unwrap();
        assert_eq!(list.columns[1].meaning, Meaning::GivenName);
        assert_eq!(list.heading(2), "Дата рождения");
        let numbers: Vec<u32> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [4, 6, 7], "empty rows count, a line break in a cell does not");
        assert_eq!(rows[0].1, ["Ахметова", "Айша", "05.03.2014"]);
        assert_eq!(rows[1].1[1], "Умар\nАли");
    }
}

#[test]
fn a_list_whose_headings_nobody_knows_is_named_by_its_first_row() {
    let (list, rows) = streamed("list.csv", b"alpha,beta\n1,x\n2,y\n").unwrap();
    assert_eq!((list.heading(0), list.heading(1)), ("alpha".into(), "beta".into()));
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_long_list_is_not_told_from_its_cut_end() {
    let below = (0..90_000).map(|number| format!("Ахметов{number},Айша\n"));
    let text: String = std::iter::once("Фамилия,Имя\n".to_owned()).chain(below).collect();
    assert!(text.len() > 2 << 20);
    let (_, rows) = streamed("list.csv", text.as_bytes()).unwrap();
    assert_eq!(rows.len(), 90_000);
    assert_eq!(rows.last().unwrap(), &(90_001, vec!["Ахметов89999".to_owned(), "Айша".to_owned()]));
}

#[test]
fn what_is_hidden_behind_a_good_beginning_is_refused() {
    let good = "Фамилия,Имя\n".to_owned() + &"Ахметова,Айша\n".repeat(60_000);
    assert!(good.len() > 1 << 20, "longer than what is looked at first");
    let with =
        |end: &[u8]| streamed("list.csv", &[good.as_bytes(), end].concat()).map(|(_, rows)| rows.len());
    assert_eq!(with("Каримов,Умар\n".as_bytes()), Ok(60_001));
    let (other, ..) = encoding_rs::WINDOWS_1251.encode("Каримов,Умар\n");
    assert_eq!(with(&other), Err(Refusal::WrongEncoding { encoding: "utf-8" }));
    // A quotation mark that is never closed makes one row of all that follows, whatever that costs.
    let open = "\"Каримов,Умар\n".to_owned() + &"Ахметова,Айша\n".repeat(300_000);
    assert_eq!(with(open.as_bytes()), Err(Refusal::OpenQuote { row: 60_002 }));
}

#[test]
fn a_workbook_is_a_list_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([["Фамилия", "Имя"], ["Ахметова", "Айша"]]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let (_, rows) = streamed("list.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(rows, [(2, vec!["Ахметова".to_owned(), "Айша".to_owned()])]);
}

#[test]
fn what_is_no_list_is_refused_with_its_kind() {
    assert!(matches!(streamed("a.csv", b"").map(drop), Err(Refusal::Empty)));
    assert!(matches!(streamed("a.csv", b"%PDF-1.7 \x00\x01").map(drop), Err(Refusal::WrongType { .. })));
    let (folder, _) = written("a.csv", b"");
    assert!(matches!(List::open(folder.path()).map(drop), Err(Refusal::Unreadable(_))));
    assert!(matches!(List::open(&folder.path().join("none")).map(drop), Err(Refusal::Unreadable(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Row by row or whole: the same numbers and the same cells.
    #[test]
    fn both_ways_of_reading_agree(
        rows in prop::collection::vec(prop::collection::vec("[a-c0-9ж ]{0,4}|x\ny", 3), 1..20),
        gaps in prop::collection::vec(0_usize..3, 20),
    ) {
        let mut text = "Фамилия,Имя,Пол\n".to_owned();
        for (row, gap) in rows.iter().zip(gaps) {
            text += &"\n".repeat(gap);
            let cells: Vec<String> = row
                .iter()
                .map(|cell| if cell.contains('\n') { format!("\"{cell}\"") } else { cell.clone() })
                .collect();
            text += &(cells.join(",") + "\n");
        }
        let whole = sheet::read("list.csv", text.as_bytes(), Wanted::default(), &Limits::default()).unwrap();
        let below = &whole.sheets[0].rows[1..];
        match streamed("list.csv", text.as_bytes()) {
            Ok((list, mut rows)) => {
                // Read whole, cells of nothing but spaces are left out at the end of a row.
                let blank = |cell: &mut String| if cell.trim().is_empty() { cell.clear() };
                rows.iter_mut().flat_map(|(_, cells)| cells).for_each(blank);
                let cells = |row: &sheet::Row| (0..list.columns.len()).map(|at| row.text(at).to_owned()).map(|cell| if cell.trim().is_empty() { String::new() } else { cell }).collect();
                let expected: Rows = below.iter().map(|row| (row.number, cells(row))).collect();
                prop_assert_eq!(rows, expected);
            }
            Err(refusal) => prop_assert!(below.is_empty(), "{:?}", refusal),
        }
    }
}
