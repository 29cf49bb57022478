//! Workbooks that were made to hurt, and files that are none: what the tests refuse and the benchmark times.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn package(parts: &[(&str, &[u8])]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn with_sheet(sheet: &[u8]) -> ZipResult<Vec<u8>> {
    package(&[
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn sheet(rows: impl Fn(&mut String)) -> String {
    let mut text = String::from("<worksheet><sheetData>");
    rows(&mut text);
    text.push_str("</sheetData></worksheet>");
    text
}

/// A compound file with a stream of that name.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(1024, 0);
    file.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    file.resize(1 << 20, 0);
    file
}

/// Each file with its name and the code it is refused with.
pub(crate) fn wrong_workbooks() -> ZipResult<Vec<(&'static str, Vec<u8>, &'static str)>> {
    let spaces = vec![b' '; 90 << 20];
    let bomb = with_sheet(&spaces)?;
    // What lies in a package is measured, never unpacked a second time.
    let inner = package(&[("inner.zip", &bomb)])?;
    let nested = package(&[("xl/workbook.xml", BOOK), ("inner.zip", &inner)])?;
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..60_000 {
        many.start_file(format!("xl/worksheets/sheet{n}.xml"), SimpleFileOptions::default())?;
    }
    let rows = sheet(|text| {
        for n in 1..=1_000_000 {
            text.push_str("<row r=\"");
            text.push_str(&n.to_string());
            text.push_str("\"><c><v>1</v></c></row>");
        }
    });
    let columns = sheet(|text| {
        text.push_str("<row r=\"1\">");
        text.push_str(&"<c><v>1</v></c>".repeat(1_000_000));
        text.push_str("</row>");
    });
    let nothing = sheet(|text| {
        text.push_str("<row r=\"1\">");
        text.push_str(&"<c/>".repeat(9_000_000));
        text.push_str("</row>");
    });
    let far = sheet(|text| text.push_str("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>"));
    let heads = |heads: &str| {
        sheet(|text| {
            let cells = heads.split(';').map(|head| format!("<c t=\"inlineStr\"><is><t>{head}</t></is></c>"));
            text.extend(["<row r=\"1\">", &cells.collect::<String>(), "</row>"]);
        })
    };
    Ok(vec![
        ("a bomb", bomb.clone(), "unpacks_too_large"),
        ("a bomb in a bomb", nested, "workbook_damaged"),
        ("a workbook in an archive", package(&[("list.xlsx", &bomb)])?, "wrong_type"),
        ("60,000 parts", many.finish()?.into_inner(), "unpacks_too_large"),
        ("a million rows", with_sheet(rows.as_bytes())?, "too_many_rows"),
        ("a million columns", with_sheet(columns.as_bytes())?, "too_many_columns"),
        ("nine million empty cells", with_sheet(nothing.as_bytes())?, "too_many_cells"),
        ("a column beyond any", with_sheet(far.as_bytes())?, "too_many_columns"),
        ("a header alone", with_sheet(heads("Фамилия;Имя;Пол").as_bytes())?, "no_rows"),
        ("a password", compound("EncryptedPackage"), "workbook_encrypted"),
        ("Excel 97", compound("Workbook"), "old_excel"),
        ("a Word document of 97", compound("WordDocument"), "wrong_type"),
        (
            "OpenDocument",
            package(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<x/>"),
            ])?,
            "wrong_type",
        ),
        ("a binary workbook", package(&[("xl/workbook.bin", b"x")])?, "wrong_type"),
        ("a Word document", package(&[("word/document.xml", b"<w/>")])?, "wrong_type"),
    ])
}
