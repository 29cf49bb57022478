//! How long a file keeps somebody waiting: `cargo bench -p homeward-exchange`. Each wrong file until it is refused (the
//! aim is 2 s), a long list until it is people; the slowest of several rounds, in milliseconds.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a measurement prints, needs the clock, and may fail by panicking"
)]

#[path = "../tests/it/wrong.rs"]
mod wrong;
#[path = "../tests/it/wrong_workbooks.rs"]
mod wrong_workbooks;

use std::{fs::File, time::Instant};

use exchange::{
    Refusal, layout,
    manifest::{self, Context, Corrections},
    sheet::{self, Limits, Wanted},
};
use jiff::civil::date;

const ROUNDS: usize = 5;

fn slowest(mut work: impl FnMut()) -> f64 {
    let took = |work: &mut dyn FnMut()| {
        let began = Instant::now();
        work();
        began.elapsed().as_secs_f64() * 1e3
    };
    (0..ROUNDS).map(|_| took(&mut work)).fold(0.0, f64::max)
}

fn people(bytes: &[u8]) -> Result<usize, Refusal> {
    let book = sheet::read("list.csv", bytes, Wanted::default(), &Limits::default())?;
    let mapping = layout::detect(&book)?.mapping;
    let context = Context { reference: date(2022, 6, 1), regions: &[], corrections: &Corrections::new() };
    Ok(manifest::read(&book, &mapping, &context)?.people.len())
}

fn main() {
    println!("{:<20} {:>12} {:>10}", "refused as", "bytes", "ms");
    for (file, code) in wrong::wrong_files() {
        let took = slowest(|| match people(&file) {
            Err(refusal) if refusal.code() == code => {}
            other => panic!("{code}: {other:?}"),
        });
        println!("{code:<20} {:>12} {took:>10.1}", file.len());
    }
    let Ok(workbooks) = wrong_workbooks::wrong_workbooks() else { panic!("the workbooks") };
    for (what, file, code) in workbooks {
        let took = slowest(|| match people(&file) {
            Err(refusal) if refusal.code() == code => {}
            other => panic!("{what}: {other:?}"),
        });
        println!("{what:<26} {:>6} {took:>10.1}", file.len());
    }
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => panic!("a folder: {error}"),
    };
    let path = folder.path().join("large.csv");
    if let Err(error) = File::create(&path).and_then(|file| file.set_len(200 << 20)) {
        panic!("a large file: {error}");
    }
    let took = slowest(|| {
        assert!(matches!(
            sheet::open(&path, Wanted::default(), &Limits::default()),
            Err(Refusal::TooLarge { .. })
        ));
    });
    println!("{:<20} {:>12} {took:>10.1}", "file_too_large", 200 << 20);
    let list = wrong::ten_thousand_rows();
    let took = slowest(|| assert!(matches!(people(list.as_bytes()), Ok(10_000))));
    println!("{:<20} {:>12} {took:>10.1}", "10,000 people", list.len());
}
