//! How fast lists are read: `cargo bench -p homeward-exchange --bench reading`. Ten thousand rows of every kind, as CSV and
//! as XLSX, from bytes to people; the slowest of several rounds, in rows a second. The aim is far below 3 s for each.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a measurement prints, needs the clock, and may fail by panicking"
)]

#[path = "../tests/it/long.rs"]
mod long;

use std::time::Instant;

use exchange::{
    ListKind, Refusal, layout,
    manifest::{self, Context, Corrections},
    sheet::{self, Limits, Wanted},
};
use jiff::civil::date;

const ROUNDS: usize = 5;
const ROWS: usize = 10_000;

fn people(name: &str, bytes: &[u8], kind: ListKind) -> Result<usize, Refusal> {
    let book = sheet::read(name, bytes, Wanted::default(), &Limits::default())?;
    let mapping = layout::detect_as(&book, kind)?.mapping;
    let context = Context { reference: date(2022, 6, 1), regions: &[], corrections: &Corrections::new() };
    Ok(manifest::read_as(&book, &mapping, kind, &context)?.people.len())
}

fn main() {
    println!("{:<10} {:<6} {:>10} {:>10} {:>12}", "kind", "form", "bytes", "ms", "rows/s");
    for kind in ListKind::ALL {
        let text = long::list(kind, ROWS);
        let Ok(workbook) = long::workbook(&text) else { panic!("a workbook") };
        for (form, bytes) in [("csv", text.as_bytes()), ("xlsx", &workbook)] {
            let took = (0..ROUNDS)
                .map(|_| {
                    let began = Instant::now();
                    match people(form, bytes, kind) {
                        Ok(ROWS) => began.elapsed().as_secs_f64(),
                        other => panic!("{form} {}: {other:?}", kind.code()),
                    }
                })
                .fold(0.0, f64::max);
            #[expect(clippy::cast_precision_loss, reason = "ten thousand")]
            let rate = ROWS as f64 / took;
            println!("{:<10} {form:<6} {:>10} {:>10.0} {rate:>12.0}", kind.code(), bytes.len(), took * 1e3);
        }
    }
}
