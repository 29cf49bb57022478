//! What is inside a workbook's zip package, measured before anything believes it.
//!
//! Invariant: every part is unpacked once into a counter that stops at the limit, so no declared size is
//! trusted; and no number inside the package makes a reader reserve memory.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::Limits;
use crate::refusal::Refusal;

/// Parts that a workbook has at most; real ones have a few dozen.
const MAX_PARTS: usize = 2_000;
/// Sheets whose heads are kept.
const MAX_HEADS: usize = 64;
/// Of each part, enough to see the head of a sheet.
const HEAD: usize = 64 << 10;
/// Strings that a workbook may declare to share.
const MAX_SHARED: u64 = 1_000_000;

/// Rows that a workbook may hide, of all sheets; more are not told apart.
const MAX_HIDDEN_ROWS: usize = 50_000;

/// What a sheet hides.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Columns, from 0.
    pub(super) columns: Vec<usize>,
    /// Rows, by their numbers.
    pub(super) rows: Vec<u32>,
}

/// What the sheets hide, by their names.
pub(super) type HiddenParts = HashMap<String, Hidden>;

/// Measures the package and finds which columns and rows its sheets hide.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<HiddenParts, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Refusal::UnpacksTooLarge { limit_mb: limits.unpacked_bytes >> 20 });
    }
    let too_large = Refusal::UnpacksTooLarge { limit_mb: limits.unpacked_bytes >> 20 };
    let mut declared = 0u64;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        declared = declared.saturating_add(part.size());
        names.push(part.name().map_err(damaged)?.to_ascii_lowercase());
    }
    if let Some(found) = other_document(&names) {
        return Err(Refusal::WrongType { found });
    }
    if declared > limits.unpacked_bytes {
        return Err(too_large);
    }
    let mut left = limits.unpacked_bytes;
    let mut heads: HashMap<String, Part> = HashMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.trim_start_matches('/').to_owned();
        let (used, part) = measure(part, left, &too_large)?;
        left -= used;
        // Workbook, relations and sheets: nothing else is asked about.
        if name.contains("workbook.xml") || name.contains("worksheets/") && heads.len() < MAX_HEADS {
            heads.insert(name, part);
        }
    }
    Ok(hidden_parts(&heads))
}

/// What a package is that is no workbook, by the names of its parts.
fn other_document(names: &[String]) -> Option<&'static str> {
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    if ends("workbook.xml") {
        None
    } else if ends("workbook.bin") {
        Some("a binary Excel workbook (.xlsb)")
    } else if names.iter().any(|name| name == "content.xml") {
        Some("an OpenDocument spreadsheet or text (.ods, .odt)")
    } else if ends(".numbers") || names.iter().any(|name| name.starts_with("index/document.iwa")) {
        Some("a Numbers spreadsheet")
    } else if ends(".xlsx") {
        Some("an archive (zip) with a workbook in it: unpack it first")
    } else {
        Some("an archive (zip) or another kind of document")
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn damaged(error: ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Refusal::Encrypted
        }
        _ => Refusal::Damaged,
    }
}

/// What is kept of a part.
#[derive(Default)]
struct Part {
    head: Vec<u8>,
    hidden_rows: Vec<u32>,
}

/// So much of a block is looked at again with the next: a tag may lie across both.
const OVERLAP: usize = 512;

/// Unpacks one part into a counter; keeps its head, and which rows it hides.
fn measure<R: Read + ?Sized>(
    mut part: ZipFile<'_, R>,
    left: u64,
    too_large: &Refusal,
) -> Result<(u64, Part), Refusal> {
    let mut kept = Part::default();
    let mut block = vec![0; 32 << 10];
    let (mut used, mut carry) = (0u64, Vec::new());
    loop {
        let read = part.read(&mut block).map_err(|_| Refusal::Damaged)?;
        if read == 0 {
            return Ok((used, kept));
        }
        used += read as u64;
        if used > left {
            return Err(too_large.clone());
        }
        let room = HEAD.saturating_sub(kept.head.len()).min(read);
        kept.head.extend_from_slice(&block[..room]);
        carry.extend_from_slice(&block[..read]);
        if declares_too_much(&carry) {
            return Err(too_large.clone());
        }
        if kept.hidden_rows.len() < MAX_HIDDEN_ROWS {
            hidden_rows(&carry, &mut kept.hidden_rows);
        }
        let keep = carry.len().min(OVERLAP);
        carry.drain(..carry.len() - keep);
    }
}

/// Whether a part claims so many shared strings that a reader which believed it would run out of memory.
fn declares_too_much(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'u') {
        rest = &rest[at..];
        if let Some(value) = rest.strip_prefix(NAME) {
            let digits = value
                .iter()
                .take(100)
                .skip_while(|byte| !byte.is_ascii_digit())
                .take_while(|byte| byte.is_ascii_digit());
            let count = digits
                .fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
            if count > MAX_SHARED {
                return true;
            }
        }
        rest = &rest[1..];
    }
    false
}

/// The rows that a piece of a sheet hides: `<row r="7" … hidden="1">`.
fn hidden_rows(bytes: &[u8], found: &mut Vec<u32>) {
    const NAME: &[u8] = b"hidden=";
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == b'h').map(|at| from + at) {
        from = at + 1;
        if !bytes[at..].starts_with(NAME) {
            continue;
        }
        let value = &bytes[(at + NAME.len() + 1).min(bytes.len())..];
        let Some(open) = bytes[at.saturating_sub(OVERLAP)..at].iter().rposition(|byte| *byte == b'<') else {
            continue;
        };
        let tag = &bytes[at.saturating_sub(OVERLAP) + open + 1..];
        let end = tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len());
        let tag = &tag[..end];
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let row = name.rsplit(|byte| *byte == b':').next() == Some(b"row");
        if !row || !(value.starts_with(b"1") || value.starts_with(b"true")) {
            continue;
        }
        let number = tag.split(u8::is_ascii_whitespace).find_map(|part| {
            let digits: &[u8] = part.strip_prefix(b"r=")?.get(1..)?;
            let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
            std::str::from_utf8(&digits[..end]).ok()?.parse::<u32>().ok()
        });
        if let Some(number) = number.filter(|number| found.last() != Some(number)) {
            found.push(number);
        }
    }
}

/// What the sheets hide. What cannot be read hides nothing: this is for the user's eyes only.
fn hidden_parts(heads: &HashMap<String, Part>) -> HiddenParts {
    let mut paths: HashMap<String, String> = HashMap::new();
    let Some((folder, relations)) = heads.iter().find_map(|(name, head)| {
        let folder = name.strip_suffix("_rels/workbook.xml.rels")?;
        Some((folder.to_owned(), head))
    }) else {
        return HiddenParts::new();
    };
    elements(&relations.head, |element| {
        let relation = element.local_name().into_inner() == "Relationship";
        let ends = (attribute(element, "Id"), attribute(element, "Target"));
        if let (true, (Some(id), Some(target))) = (relation, ends) {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            };
            paths.insert(id, path);
        }
        Continue::Yes
    });
    let mut hidden = HiddenParts::new();
    let Some(workbook) = heads.get(&format!("{folder}workbook.xml")) else {
        return hidden;
    };
    elements(&workbook.head, |element| {
        if element.local_name().into_inner() == "sheet" {
            let head =
                attribute(element, "r:id").and_then(|id| paths.get(&id)).and_then(|path| heads.get(path));
            if let (Some(name), Some(head)) = (attribute(element, "name"), head) {
                let mut rows = head.hidden_rows.clone();
                rows.sort_unstable();
                rows.dedup();
                hidden.insert(name, Hidden { columns: hidden_in(&head.head), rows });
            }
        }
        Continue::Yes
    });
    hidden
}

fn hidden_in(head: &[u8]) -> Vec<usize> {
    let mut columns = Vec::new();
    elements(head, |element| match element.local_name().into_inner() {
        "sheetData" => Continue::No,
        "col" if attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") => {
            let number = |name| attribute(element, name).and_then(|text| text.parse::<usize>().ok());
            if let (Some(first), Some(last)) = (number("min"), number("max")) {
                columns.extend((first.max(1)..=last.min(200)).map(|column| column - 1));
            }
            if columns.len() > 1_000 { Continue::No } else { Continue::Yes }
        }
        _ => Continue::Yes,
    });
    columns.sort_unstable();
    columns.dedup();
    columns
}

#[derive(PartialEq, Eq)]
enum Continue {
    Yes,
    No,
}

fn elements(xml: &[u8], mut each: impl FnMut(&BytesStart<'_>) -> Continue) {
    let Ok(text) = std::str::from_utf8(xml).or_else(|error| std::str::from_utf8(&xml[..error.valid_up_to()]))
    else {
        return;
    };
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if each(&element) == Continue::No {
                    return;
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
