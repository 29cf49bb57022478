//! Makes `data/person-weights.tsv` from one half of labelled pairs of persons:
//! `cargo run --release -p homeward-names --example fit-weights -- pairs.tsv DATA_FOLDER`.
//!
//! The half is that of the names of `evaluate`, which reports on the other. `--all` fits on both.
#![expect(clippy::print_stdout, reason = "a program at a terminal prints")]

use std::{env, fmt::Write as _, fs, path::Path, process::ExitCode};

use names::{
    Record,
    learn::{figure_names, figures_of, fit, ways},
    normalise, skeleton,
};

fn half(text: &str) -> u32 {
    skeleton(&normalise(text).text)
        .bytes()
        .fold(5381u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte))
        & 1
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [pairs, folder, rest @ ..] = &arguments[..] else {
        println!("usage: fit-weights pairs.tsv DATA_FOLDER [--all]");
        return ExitCode::FAILURE;
    };
    let all = rest.iter().any(|argument| argument == "--all");
    let Ok(text) = fs::read_to_string(pairs) else {
        println!("the pairs cannot be read");
        return ExitCode::FAILURE;
    };
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [ln, lf, lm, ls, lb, rn, rf, rm, rs, rb, label, _] = fields[..] else { continue };
        let Some(way) = ways().iter().position(|way| *way == label) else { continue };
        if all || half(ln) == 0 {
            let left = Record { name: ln, father: lf, mother: lm, sex: ls, birth: lb };
            let right = Record { name: rn, father: rf, mother: rm, sex: rs, birth: rb };
            rows.push((figures_of(&left, &right), way, 1.0f32));
        }
    }
    println!("{} pairs", rows.len());
    let found = fit(&rows, ways().len(), 0.0002, 2000);
    let mut out = format!(
        "# What each figure of the evidence on two records weighs for each way they can belong together.\n\
         # Made by examples/fit-weights.rs from {} labelled pairs of invented people (CC0 1.0), {}.\n# figure\t{}\n",
        rows.len(),
        if all { "both halves" } else { "the even half of the names" },
        ways().join("\t")
    );
    for (at, name) in figure_names().iter().enumerate() {
        out += name;
        for weights in &found.weights {
            let _ = write!(out, "\t{:.3}", weights[at]);
        }
        out.push('\n');
    }
    if fs::write(Path::new(folder).join("person-weights.tsv"), out).is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
