//! How many labelled name pairs share a key: `cargo run --example keys_on_pairs -- name_pairs.tsv`.
//!
//! A key is not a decision, it only brings two records together; so recall matters more than precision here.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{collections::BTreeMap, env, fs, process::ExitCode};

use names::{light, normalise, skeleton, surname_root};

#[derive(Default)]
struct Count {
    pairs: u32,
    light: u32,
    skeleton: u32,
}

fn main() -> ExitCode {
    let Some(path) = env::args().nth(1) else {
        println!("usage: keys_on_pairs name_pairs.tsv [--misses]");
        return ExitCode::FAILURE;
    };
    let misses = env::args().any(|argument| argument == "--misses");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("the file cannot be read");
        return ExitCode::FAILURE;
    };
    let root = |name: &str| {
        let normal = normalise(name).text;
        surname_root(&normal).map_or(normal, |(root, _)| root)
    };
    let mut counts: BTreeMap<(String, String), Count> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [left, right, label, scripts] = fields[..] else { continue };
        let (l, r) = (root(left), root(right));
        let count = counts.entry((label.to_owned(), scripts.to_owned())).or_default();
        let (same_light, same_skeleton) = (light(&l) == light(&r), skeleton(&l) == skeleton(&r));
        count.pairs += 1;
        count.light += u32::from(same_light);
        count.skeleton += u32::from(same_skeleton);
        if misses && (label == "same") != same_skeleton {
            println!("{label}\t{left}\t{right}\t{}\t{}", skeleton(&l), skeleton(&r));
        }
    }
    println!("label      scripts  pairs  light  skeleton");
    for ((label, scripts), count) in &counts {
        let share = |n: u32| f64::from(n) / f64::from(count.pairs.max(1));
        println!(
            "{label:<10} {scripts:<7} {:>6}  {:>5.3}  {:>8.3}",
            count.pairs,
            share(count.light),
            share(count.skeleton)
        );
    }
    ExitCode::SUCCESS
}
