//! How many true pairs share an index key: `cargo run --release -p homeward-names --example evaluate-index -- FOLDER`.
//!
//! The folder holds `wd_arabic_16`, `wd_russian_16`, `name_pairs.tsv` and `pairs.tsv`. A key is no decision, it only brings two
//! records together, so that the first figure matters most; the others say how many strangers come with them.
//! `--misses` prints the true pairs that do not meet.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{collections::BTreeMap, env, fs, path::Path, process::ExitCode};

use names::{For, Meetings, Role};

/// A generator of numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

/// How many of how many.
#[derive(Default, Clone, Copy)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.4} ({}/{})", self.share(), self.hits, self.of)
    }
}

fn read(names: &[(&str, Option<Role>)]) -> Meetings {
    let mut meetings = Meetings::default();
    for (text, role) in names.iter().filter(|(text, _)| !text.is_empty()) {
        meetings.add(text, *role);
    }
    meetings
}

fn meet(stored: &[String], asked: &[String]) -> bool {
    asked.iter().any(|key| stored.contains(key))
}

/// Whether two meet by two words, and by a word with a year; whichever is stored.
fn by_pair(left: &Meetings, right: &Meetings) -> [bool; 2] {
    [
        meet(&left.pairs(For::Keeping), &right.pairs(For::Asking)),
        meet(&right.pairs(For::Keeping), &left.pairs(For::Asking)),
    ]
}

fn by_year(left: &Meetings, lefts: &[i16], right: &Meetings, rights: &[i16]) -> [bool; 2] {
    [
        meet(&left.with_times(lefts, For::Keeping), &right.with_times(rights, For::Asking)),
        meet(&right.with_times(rights, For::Keeping), &left.with_times(lefts, For::Asking)),
    ]
}

fn words(folder: &Path, misses: bool) {
    for file in ["wd_arabic_16", "wd_russian_16"] {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
        let rows: Vec<(String, String)> = text
            .lines()
            .filter_map(|line| {
                let mut fields = line.split('\t');
                Some((fields.next()?.to_owned(), fields.next()?.replace(' ', "")))
            })
            .collect();
        let (mut single, mut stranger, mut three, mut strangers) =
            (Share::default(), Share::default(), Share::default(), Share::default());
        let mut dice = Dice(16);
        for (latin, other) in &rows {
            let (left, right) = (read(&[(latin, None)]), read(&[(other, None)]));
            for met in by_year(&left, &[2014], &right, &[2014]) {
                if misses && !met && dice.roll(20) == 0 {
                    println!(
                        "  {latin} {other} {:?} {:?}",
                        left.with_times(&[0], For::Asking),
                        right.with_times(&[0], For::Asking)
                    );
                }
                single.add(met);
            }
            let right = read(&[(&rows[dice.roll(rows.len())].1, None)]);
            for met in by_year(&left, &[2014], &right, &[2014]) {
                stranger.add(met);
            }
        }
        for _ in 0..10_000 {
            let own = [0; 3].map(|_| dice.roll(rows.len()));
            let others = [0; 3].map(|_| dice.roll(rows.len()));
            let latin = read(&[(&own.map(|at| rows[at].0.as_str()).join(" "), None)]);
            let same = read(&[(&own.map(|at| rows[at].1.as_str()).join(" "), None)]);
            let other = read(&[(&others.map(|at| rows[at].1.as_str()).join(" "), None)]);
            for met in by_pair(&latin, &same) {
                three.add(met);
            }
            for met in by_pair(&latin, &other) {
                strangers.add(met);
            }
        }
        println!("{file}: one word {single}, strangers {stranger}");
        println!("{file}: three words {three}, strangers {strangers}");
    }
}

fn name_pairs(folder: &Path, misses: bool) {
    let text = fs::read_to_string(folder.join("name_pairs.tsv")).unwrap_or_default();
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [l, r, label, _] = fields[..] else { continue };
        let (left, right) = (read(&[(l, None)]), read(&[(r, None)]));
        for met in by_year(&left, &[2014], &right, &[2014]) {
            shares.entry(label).or_default().add(met);
            if misses && !met && label == "same" {
                println!(
                    "  {l} {r} {:?} {:?}",
                    left.with_times(&[0], For::Asking),
                    right.with_times(&[0], For::Asking)
                );
            }
        }
    }
    println!(
        "name_pairs: {shares:?}",
        shares = shares.iter().map(|(l, s)| format!("{l} {s}")).collect::<Vec<_>>()
    );
}

fn years(birth: &str, asked: bool) -> Vec<i16> {
    let about = birth.starts_with('~');
    let Some(year) = birth.trim_start_matches('~').get(..4).and_then(|year| year.parse::<i16>().ok()) else {
        return Vec::new();
    };
    let reach = i16::from(about || asked);
    (year - reach..=year + reach).collect()
}

fn persons(folder: &Path, misses: bool) {
    let text = fs::read_to_string(folder.join("pairs.tsv")).unwrap_or_default();
    let mut shares: BTreeMap<(&str, &str), Share> = BTreeMap::new();
    let (mut stored, mut most, mut sum) = (0usize, 0usize, 0usize);
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [ln, lf, _, _, lb, rn, rf, _, _, rb, label, _] = fields[..] else { continue };
        let (left, right) = (read(&[(ln, None)]), read(&[(rn, None)]));
        let (left_all, right_all) =
            (read(&[(ln, None), (lf, Some(Role::Father))]), read(&[(rn, None), (rf, Some(Role::Father))]));
        let mut add = |what, met: [bool; 2]| {
            for met in met {
                shares.entry((what, label)).or_default().add(met);
            }
        };
        let pair = by_pair(&left, &right);
        add("name alone", pair);
        let pair_all = by_pair(&left_all, &right_all);
        add("name and father", pair_all);
        if left.len() >= 3 && right.len() >= 3 {
            add("three words each", pair);
        }
        if left_all.len() >= 3 && right_all.len() >= 3 {
            add("three words each, father told", pair_all);
            if misses && label == "same" && !(pair_all[0] && pair_all[1]) {
                println!("  {ln} | {lf} || {rn} | {rf}");
                println!("   {:?} {:?}", left_all.pairs(For::Keeping), right_all.pairs(For::Keeping));
            }
        }
        let mut either = pair_all;
        if !lb.is_empty() && !rb.is_empty() {
            let met = [
                meet(
                    &left.with_times(&years(lb, false), For::Keeping),
                    &right.with_times(&years(rb, true), For::Asking),
                ),
                meet(
                    &right.with_times(&years(rb, false), For::Keeping),
                    &left.with_times(&years(lb, true), For::Asking),
                ),
            ];
            add("name with year", met);
            either = [either[0] || met[0], either[1] || met[1]];
        }
        add("either", either);
        for (one, birth) in [(&left_all, lb), (&right_all, rb)] {
            let tokens =
                one.pairs(For::Keeping).len() + one.with_times(&years(birth, false), For::Keeping).len();
            (stored, most, sum) = (stored + 1, most.max(tokens), sum + tokens);
        }
    }
    for ((what, label), share) in &shares {
        println!("pairs: {what:<32} {label:<13} {share}");
    }
    println!("keys of one person: {} on average, {most} at most", sum / stored.max(1));
}

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        println!("usage: evaluate-index FOLDER [--misses]");
        return ExitCode::FAILURE;
    };
    let misses = env::args().any(|argument| argument == "--misses");
    let folder = Path::new(&folder);
    words(folder, misses);
    name_pairs(folder, misses);
    persons(folder, misses);
    ExitCode::SUCCESS
}
