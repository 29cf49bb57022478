//! Makes `data/sounds.tsv` and `data/token-weights.tsv`:
//! `cargo run --release -p homeward-names --example learn-sounds -- WD_ARABIC_64 WD_RUSSIAN_64 DATA_FOLDER`,
//! twice, because the second table rests on the first: `… costs …` and then `… weights …` after the path.
#![expect(clippy::print_stdout, reason = "a program at a terminal prints")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
    process::ExitCode,
};

use names::{
    learn::{Pair, compose, features, learn, logistic, write},
    normalise, skeleton,
};

type Row = (String, String, f64);

fn rows(path: &str) -> Result<Vec<Row>, std::io::Error> {
    let mut out = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [latin, other, times] = fields[..] {
            let joined = normalise(&other.replace(' ', "")).text;
            out.push((normalise(latin).text, joined, times.parse().unwrap_or(1.0)));
        }
    }
    Ok(out)
}

fn pairs(rows: &[Row]) -> Vec<Pair> {
    rows.iter().filter_map(|(latin, other, times)| Pair::new(latin, other, 1.0 + times.ln())).collect()
}

fn table(arabic: &[Row], russian: &[Row]) -> String {
    let (arabic, russian) = (learn(&pairs(arabic)), learn(&pairs(russian)));
    let mut out = String::from(
        "# Which sounds stand for each other, in eighths of a natural logarithm of odds; `-` is no counterpart.\n\
         # Made by examples/learn-sounds.rs from the train pairs of NETransliteration-COLING2018 (Wikidata, CC0 1.0).\n",
    );
    write("la-ar", &arabic, &mut out);
    write("la-cy", &russian, &mut out);
    write("cy-ar", &compose(&russian, &arabic, 0.0), &mut out);
    write("la-la", &compose(&russian.turned(), &russian.turned(), 0.75), &mut out);
    write("cy-cy", &compose(&russian, &russian, 0.75), &mut out);
    write("ar-ar", &compose(&arabic, &arabic, 0.75), &mut out);
    out
}

/// Pairs of one name and of two, half of the two with nearly the same consonants.
fn examples(rows: &[Row]) -> Vec<(Vec<f32>, bool, f32)> {
    let mut partners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (latin, other, _) in rows {
        partners.entry(latin).or_default().insert(other);
    }
    let mut order: Vec<(String, &Row)> = rows.iter().map(|row| (skeleton(&row.0), row)).collect();
    order.sort_by(|left, right| (&left.0, &left.1.0).cmp(&(&right.0, &right.1.0)));
    let (mut out, mut seed) = (Vec::new(), 1u64);
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for at in 0..order.len() {
        let (latin, other, times) = order[at].1;
        let mut add = |other: &str, same, weight: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a weight near one")]
            out.extend(features(latin, other).map(|values| (values, same, weight as f32)));
        };
        add(other, true, 1.0 + times.ln().min(2.0));
        let near = (at + 1 + random(12)).min(order.len() - 1);
        let far = random(order.len());
        for (place, weight) in [(near, 1.0), (far, 1.0)] {
            let wrong = &order[place].1;
            let known = partners.get(latin.as_str()).is_some_and(|known| known.contains(wrong.1.as_str()));
            if !known && skeleton(&wrong.1) != skeleton(other) {
                add(&wrong.1, false, weight);
            }
        }
    }
    out
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [arabic, russian, folder, what] = &arguments[..] else {
        println!("usage: learn-sounds WD_ARABIC_64 WD_RUSSIAN_64 DATA_FOLDER costs|weights");
        return ExitCode::FAILURE;
    };
    let (Ok(arabic), Ok(russian)) = (rows(arabic), rows(russian)) else {
        println!("a list cannot be read");
        return ExitCode::FAILURE;
    };
    let folder = Path::new(folder);
    let written = if what == "costs" {
        fs::write(folder.join("sounds.tsv"), table(&arabic, &russian))
    } else {
        let mut out = String::from(
            "# What the figures of two words' sounds weigh; made by examples/learn-sounds.rs from the same train pairs.\n",
        );
        for (rows, codes) in [(&arabic, ["la-ar", "cy-ar", "ar-ar"]), (&russian, ["la-cy", "la-la", "cy-cy"])]
        {
            let examples = examples(rows);
            println!("{}: {} examples", codes[0], examples.len());
            let found = logistic(&examples, 1e-5, 600);
            for code in codes {
                let _ = write!(out, "sounds {code}");
                for weight in &found {
                    let _ = write!(out, "\t{weight:.3}");
                }
                out.push('\n');
            }
        }
        fs::write(folder.join("token-weights.tsv"), out)
    };
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
