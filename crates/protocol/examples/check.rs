//! Checks a protocol folder: `cargo run -p homeward-protocol --example check -- protocol`.

use std::{env, io::Write, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("protocol"), PathBuf::from);
    let mut out = std::io::stdout().lock();
    let (said, code) = match protocol::Protocol::load(&folder) {
        Ok(protocol) => (format!("{} is sound: {}", protocol.version(), protocol.hash()), ExitCode::SUCCESS),
        Err(error) => (error.to_string(), ExitCode::FAILURE),
    };
    match writeln!(out, "{said}") {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}
