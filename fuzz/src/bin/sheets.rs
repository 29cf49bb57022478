//! A file that somebody hands over: CSV in any encoding, XLSX, or something else.

#![no_main]

use exchange::sheet::{Limits, Wanted, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
    if let Ok(book) = read("list.csv", data, Wanted::default(), &limits) {
        for sheet in &book.sheets {
            assert!(sheet.rows.len() < 1 << 20);
        }
    }
});
