//! What a file is, by its first bytes: its name proves nothing.
//!
//! Invariant: a file that is no table is refused before anything tries to parse it.

use crate::refusal::Refusal;

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip package, perhaps a workbook.
    Package,
    /// Text in some encoding.
    Text,
}

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"7z\xBC\xAF\x27\x1C", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xFD7zXZ", "a compressed file (xz)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"SQLite format 3", "a database"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
];

pub(super) fn of(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Err(compound(bytes));
    }
    for (signature, found) in SIGNATURES {
        // Two letters alone could begin a heading.
        if bytes.starts_with(signature) && (signature.len() > 2 || signature[0] > 0x7F || binary(bytes)) {
            return Err(Refusal::WrongType { found });
        }
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let head = start[..start.len().min(64)].to_ascii_lowercase();
    for markup in
        [&b"<!doctype"[..], b"<html", b"<head", b"<body", b"<table", b"<meta", b"<?xml", b"<svg", b"<style"]
    {
        if head.starts_with(markup) {
            return Err(Refusal::WrongType { found: "a web page or XML" });
        }
    }
    if start.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Kind::Text)
}

fn binary(bytes: &[u8]) -> bool {
    bytes.iter().take(4096).any(|byte| *byte < 9)
}

/// A compound file: a protected workbook, an old workbook, or an old document.
fn compound(bytes: &[u8]) -> Refusal {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        Refusal::Encrypted
    } else if holds("Workbook") || holds("Book") {
        Refusal::OldExcel
    } else {
        Refusal::WrongType { found: "an old office document" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        assert_eq!(of(b"PK\x03\x04...."), Ok(Kind::Package));
        assert_eq!(of("Имя;Пол".as_bytes()), Ok(Kind::Text));
        assert_eq!(of(b"BMW;name"), Ok(Kind::Text), "a heading that begins like a picture");
        assert_eq!(of(b""), Err(Refusal::Empty));
        assert_eq!(of(b"\xEF\xBB\xBF \r\n"), Err(Refusal::Empty));
        for wrong in [
            &b"%PDF-1.7"[..],
            b"\x89PNG\r\n",
            b"  <!DOCTYPE html>",
            b"<TABLE>",
            b"<?xml version='1.0'?>",
            b"BM\x00\x01\x02",
        ] {
            assert!(matches!(of(wrong), Err(Refusal::WrongType { .. })), "{wrong:?}");
        }
    }

    #[test]
    fn compound_files_are_told_apart() {
        let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        assert!(matches!(of(&file), Err(Refusal::WrongType { .. })));
        let mut old = file.clone();
        old.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(of(&old), Err(Refusal::OldExcel));
        file.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(of(&file), Err(Refusal::Encrypted));
    }
}
