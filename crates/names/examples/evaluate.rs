//! Measures the matcher on development data: `cargo run --release -p homeward-names --example evaluate -- FOLDER`.
//!
//! The folder holds `wd_arabic_16`, `wd_russian_16`, `name_pairs.tsv` and `pairs.tsv`. Weights were fitted and
//! thresholds fixed on the even half of the names of the last two and on other Wikidata names. The odd half is held out
//! from the weights of persons if `fit-weights` ran without `--all`; the first lines say which. The lexicon was written
//! after looking at errors of both. `--errors` prints what was taken wrongly.
//!
//! Lines that begin with a bar are rows of the table that `scripts/evaluate` prints in the end: all rows of a file, since
//! what nobody here has seen has no halves.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
    process::ExitCode,
};

use names::{
    For, Meetings, Name, Person, Record, Relation, Role, SAME_PERSON_AT, Verdict, compare, learn::fitted_on,
    normalise, reasons, skeleton,
};

/// A generator of numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

/// Yes and no against what was found.
#[derive(Default, Clone, Copy)]
struct Table {
    hit: u32,
    miss: u32,
    wrong: u32,
    right: u32,
}

impl Table {
    fn add(&mut self, truth: bool, found: bool) {
        match (truth, found) {
            (true, true) => self.hit += 1,
            (true, false) => self.miss += 1,
            (false, true) => self.wrong += 1,
            (false, false) => self.right += 1,
        }
    }

    fn f1(self) -> f64 {
        let (hit, miss, wrong) = (f64::from(self.hit), f64::from(self.miss), f64::from(self.wrong));
        2.0 * hit / (2.0 * hit + miss + wrong).max(1.0)
    }
}

/// A figure with its 95 % interval over samples drawn again from the same pairs.
fn with_interval<T>(pairs: &[T], figure: impl Fn(&[&T]) -> f64) -> String {
    let mut dice = Dice(7);
    let mut drawn: Vec<f64> = (0..400)
        .map(|_| figure(&pairs.iter().map(|_| &pairs[dice.roll(pairs.len())]).collect::<Vec<_>>()))
        .collect();
    drawn.sort_by(f64::total_cmp);
    format!("{:.3} [{:.3}, {:.3}]", figure(&pairs.iter().collect::<Vec<_>>()), drawn[10], drawn[389])
}

/// Yes and no of some pairs at the threshold of names.
fn told(pairs: &[&(bool, f32)]) -> Table {
    let mut table = Table::default();
    for (truth, share) in pairs {
        table.add(*truth, *share >= names::SAME_NAME_AT);
    }
    table
}

/// A row of the table: what is measured, what it must reach, the figure and its counts.
fn row(measure: &str, goal: &str, figure: &str, counts: &str) {
    println!("| {measure} | {goal} | {figure} | {counts} |");
}

/// A row of F1.
fn row_of_f1(measure: &str, goal: &str, pairs: &[(bool, f32)]) {
    let Table { hit, miss, wrong, right } = told(&pairs.iter().collect::<Vec<_>>());
    let counts = format!("{hit} found, {miss} missed, {wrong} wrong, {right} rightly not");
    row(measure, goal, &with_interval(pairs, |drawn| told(drawn).f1()), &counts);
}

fn report(what: &str, pairs: &[(bool, f32)]) {
    let table = told(&pairs.iter().collect::<Vec<_>>());
    // What a threshold chosen on these very pairs would have given: how well the fixed one travels.
    let mut sorted: Vec<_> = pairs.to_vec();
    sorted.sort_by(|left, right| right.1.total_cmp(&left.1));
    let positives = u32::try_from(sorted.iter().filter(|pair| pair.0).count()).unwrap_or(0);
    let (mut seen, mut best) = (Table { miss: positives, ..Table::default() }, (0.0, 0.0));
    for (truth, share) in &sorted {
        if *truth {
            (seen.hit, seen.miss) = (seen.hit + 1, seen.miss - 1);
        } else {
            seen.wrong += 1;
        }
        if seen.f1() > best.0 {
            best = (seen.f1(), *share);
        }
    }
    println!(
        "{what:<44} {:>6} {:>6} {:>6} {:>6}  {}   {:.3} at {:.3}",
        table.hit,
        table.miss,
        table.wrong,
        table.right,
        with_interval(pairs, |drawn| told(drawn).f1()),
        best.0,
        best.1
    );
}

type Rows = Vec<(String, String)>;

fn mined(path: &Path) -> Rows {
    let text = fs::read_to_string(path).unwrap_or_default();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [latin, other, _] = fields[..] else { return None };
        Some((latin.to_owned(), other.replace(' ', "")))
    };
    text.lines().filter_map(row).collect()
}

/// For each row, a row whose name has the same first consonants.
struct Near {
    order: Vec<usize>,
    place: Vec<usize>,
    partners: BTreeMap<String, BTreeSet<String>>,
    bare: Vec<String>,
}

impl Near {
    fn new(rows: &Rows) -> Self {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_cached_key(|at| (skeleton(&normalise(&rows[*at].0).text), &rows[*at].1));
        let mut place = vec![0; rows.len()];
        for (at, row) in order.iter().enumerate() {
            place[*row] = at;
        }
        let mut partners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (latin, other) in rows {
            partners.entry(latin.clone()).or_default().insert(other.clone());
        }
        let bare = rows.iter().map(|(_, other)| skeleton(&normalise(other).text)).collect();
        Self { order, place, partners, bare }
    }

    /// Another row, near or anywhere, that is surely another name.
    fn other(&self, rows: &Rows, of: usize, near: bool, dice: &mut Dice) -> usize {
        let mut reach = 10;
        loop {
            reach += 2;
            let found = if near {
                let shift = 1 + dice.roll(reach);
                self.order[(self.place[of] + shift) % self.order.len()]
            } else {
                dice.roll(rows.len())
            };
            let known = self.partners.get(&rows[of].0).is_some_and(|known| known.contains(&rows[found].1));
            if !known && self.bare[found] != self.bare[of] && rows[found].0 != rows[of].0 {
                return found;
            }
        }
    }
}

fn share(left: &str, right: &str) -> f32 {
    Name::new(left).share(&Name::new(right))
}

fn wikidata(folder: &Path, errors: bool) {
    for (file, what, goal) in
        [("wd_arabic_16", "Arabic-Latin", ".85"), ("wd_russian_16", "Russian-Latin", ".92")]
    {
        let rows = mined(&folder.join(file));
        let (near, mut dice) = (Near::new(&rows), Dice(16));
        let (mut random, mut hard) = (Vec::new(), Vec::new());
        for (at, (latin, other)) in rows.iter().enumerate() {
            let found = (true, share(latin, other));
            if errors && found.1 < names::SAME_NAME_AT && at % 10 == 0 {
                println!("  missed {latin} {other} {:.3}", found.1);
            }
            random.push(found);
            hard.push(found);
            for (is_near, into) in [(false, &mut random), (true, &mut hard)] {
                let wrong = &rows[near.other(&rows, at, is_near, &mut dice)].1;
                let found = share(latin, wrong);
                if errors && found >= names::SAME_NAME_AT && at % 20 == 0 {
                    println!("  wrong {latin} {wrong} {found:.3}");
                }
                into.push((false, found));
            }
        }
        report(&format!("{what}, single, others at random"), &random);
        report(&format!("{what}, single, near others"), &hard);
        row_of_f1(&format!("{what}, one word, F1"), goal, &random);
        let (mut random, mut shared, mut hard) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..10_000 {
            let three = [0; 3].map(|_| dice.roll(rows.len()));
            let latin = three.map(|at| rows[at].0.as_str()).join(" ");
            let of = |three: [usize; 3]| three.map(|at| rows[at].1.as_str()).join(" ");
            let found = (true, share(&latin, &of(three)));
            random.push(found);
            shared.push(found);
            hard.push(found);
            random.push((false, share(&latin, &of([0; 3].map(|_| dice.roll(rows.len()))))));
            let mut two = three;
            let changed = dice.roll(3);
            for (is_near, into) in [(false, &mut shared), (true, &mut hard)] {
                two[changed] = near.other(&rows, three[changed], is_near, &mut dice);
                into.push((false, share(&latin, &of(two))));
            }
        }
        report(&format!("{what}, three words, others at random"), &random);
        report(&format!("{what}, three words, two shared"), &shared);
        report(&format!("{what}, three words, two shared, third near"), &hard);
        row_of_f1(&format!("{what}, three words, F1"), ".95", &random);
    }
}

/// Which half a name belongs to: 0 to tune, 1 to report.
fn half(text: &str) -> u32 {
    skeleton(&normalise(text).text)
        .bytes()
        .fold(5381u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte))
        & 1
}

fn name_pairs(folder: &Path, errors: bool) {
    let text = fs::read_to_string(folder.join("name_pairs.tsv")).unwrap_or_default();
    let mut halves = [Vec::new(), Vec::new()];
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [left, right, label, _] = fields[..] else { continue };
        let found = (label == "same", share(left, right));
        if errors && found.0 != (found.1 >= names::SAME_NAME_AT) {
            println!("  {label} {left} {right} {:.3}", found.1);
        }
        halves[half(left) as usize].push(found);
    }
    report("name pairs, tuned on", &halves[0]);
    report("name pairs, held out", &halves[1]);
    row_of_f1("pairs of names, F1", ".90", &halves.concat());
}

/// A proportion with Wilson's 95 % interval.
fn wilson(hits: u32, of: u32) -> String {
    let (n, z) = (f64::from(of.max(1)), 1.96f64);
    let share = f64::from(hits) / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    format!("{hits}/{of} = {share:.4} [{:.4}, {:.4}]", (middle - half).max(0.0), (middle + half).min(1.0))
}

struct Judged {
    label: String,
    verdict: Verdict,
}

fn person_pairs(folder: &Path, errors: bool) {
    let text = fs::read_to_string(folder.join("pairs.tsv")).unwrap_or_default();
    let mut halves = [Vec::new(), Vec::new()];
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [ln, lf, lm, ls, lb, rn, rf, rm, rs, rb, label, _] = fields[..] else { continue };
        let left = Person::new(&Record { name: ln, father: lf, mother: lm, sex: ls, birth: lb });
        let right = Person::new(&Record { name: rn, father: rf, mother: rm, sex: rs, birth: rb });
        let verdict = compare(&left, &right);
        let wrong = (label == "same") != (verdict.same >= SAME_PERSON_AT)
            || (label != "swap" && relation_of(label) != verdict.relation);
        if errors && wrong {
            println!(
                "  {label} as {} {:.3}: {}",
                verdict.relation.code(),
                verdict.same,
                fields[..10].join(" | ")
            );
            let why = reasons(&left, &right);
            let told =
                why.iter().map(|one| format!("{}.{} {:+.1}", one.field.code(), one.kind.code(), one.weight));
            println!("      {}", told.collect::<Vec<_>>().join(", "));
        }
        halves[half(ln) as usize].push(Judged { label: label.to_owned(), verdict });
    }
    for (what, judged) in [("tuned on", &halves[0]), ("held out", &halves[1])] {
        let same: Vec<_> = judged.iter().map(|one| (one.label == "same", one.verdict.same)).collect();
        report(&format!("person pairs, {what}"), &same);
        println!("    recall of same                  {}", share_of(judged, &["same"]));
        println!("    swap, sibling, parent as same   {}", share_of(judged, &VETOED));
        for (swaps, note) in [(false, "without swaps"), (true, "with swaps as other")] {
            let judged: Vec<&Judged> = judged.iter().filter(|one| swaps || one.label != "swap").collect();
            let mut line = String::new();
            for (relation, f1) in by_relation(&judged) {
                let _ = write!(line, " {} {f1:.3}", relation.code());
            }
            println!("    relation macro-F1 {note:<20} {:.3}  ({})", macro_f1(&judged), line.trim());
        }
    }
    let all: Vec<Judged> = halves.into_iter().flatten().collect();
    let same: Vec<_> = all.iter().map(|one| (one.label == "same", one.verdict.same)).collect();
    row_of_f1("pairs of persons: one person, F1", ".95", &same);
    row("the same: recall of one person", ".95", &share_of(&all, &["same"]), "found of all");
    row(
        "the same: swap, sibling or parent as one",
        "< .01",
        &share_of(&all, &VETOED),
        "taken for one of all",
    );
    let kin: Vec<Judged> = all.into_iter().filter(|one| one.label != "swap").collect();
    let counts = format!("{} pairs without swaps", kin.len());
    row("the same: relation, macro-F1", ".90", &with_interval(&kin, macro_f1), &counts);
}

/// Labels of pairs that look like one person and are two.
const VETOED: [&str; 3] = ["swap", "sibling", "parent_child"];

/// How many of the pairs with these labels were taken for one person.
fn share_of(judged: &[Judged], labels: &[&str]) -> String {
    let of: Vec<&Judged> = judged.iter().filter(|one| labels.contains(&one.label.as_str())).collect();
    let taken = of.iter().filter(|one| one.verdict.same >= SAME_PERSON_AT).count();
    wilson(u32::try_from(taken).unwrap_or(0), u32::try_from(of.len()).unwrap_or(0))
}

/// F1 of each relation.
fn by_relation(judged: &[&Judged]) -> [(Relation, f64); 4] {
    [Relation::Same, Relation::Sibling, Relation::ParentChild, Relation::Other].map(|relation| {
        let mut table = Table::default();
        for one in judged {
            table.add(relation_of(&one.label) == relation, one.verdict.relation == relation);
        }
        (relation, table.f1())
    })
}

fn macro_f1(judged: &[&Judged]) -> f64 {
    by_relation(judged).iter().map(|(_, f1)| f1 / 4.0).sum()
}

fn relation_of(label: &str) -> Relation {
    match label {
        "same" => Relation::Same,
        "sibling" => Relation::Sibling,
        "parent_child" => Relation::ParentChild,
        _ => Relation::Other,
    }
}

/// The words of some names, and where they meet.
fn read(names: &[(&str, Option<Role>)]) -> Meetings {
    let mut meetings = Meetings::default();
    for (text, role) in names.iter().filter(|(text, _)| !text.is_empty()) {
        meetings.add(text, *role);
    }
    meetings
}

/// What one person is kept under, and what the person is asked for under when a row of a list is looked for: as
/// `crates/app/src/core/tokens.rs` has it.
struct Keys {
    kept: BTreeSet<String>,
    asked: BTreeSet<String>,
}

impl Keys {
    fn new(person: &Meetings, mother: &Meetings, birth: &str) -> Self {
        let (years, days) = (years(birth), days(birth));
        let near = near(&days);
        let mut keys = [For::Keeping, For::Asking].map(|what| {
            let mut keys = BTreeSet::from_iter(person.pairs(what));
            keys.extend(person.with_times(&years, what));
            keys.extend(person.with_times(&days, what));
            // The row's own record asks with what it keeps.
            keys.extend(person.with_parent(mother, For::Keeping));
            keys
        });
        keys[1].extend(person.with_times(&near, For::Asking));
        if years.is_empty() {
            keys[1].extend(person.pairs_misheard());
        }
        let [kept, asked] = keys;
        Self { kept, asked }
    }
}

/// The years in which somebody may be born, as a list tells it.
fn years(birth: &str) -> Vec<i16> {
    let about = i16::from(birth.starts_with('~'));
    let year = birth.trim_start_matches('~').get(..4).and_then(|year| year.parse::<i16>().ok());
    year.map_or(Vec::new(), |year| (year - about..=year + about).collect())
}

/// The day, where one is told.
fn days(birth: &str) -> Vec<String> {
    if birth.len() == 10 && !birth.starts_with('~') { vec![birth.to_owned()] } else { Vec::new() }
}

/// The same day in the years beside, and with the month in its place.
fn near(days: &[String]) -> Vec<String> {
    let of_day = |day: &String| {
        let (year, month, of_month) = (day.get(..4)?.parse::<i16>().ok()?, day.get(5..7)?, day.get(8..)?);
        let beside = [year - 1, year + 1].map(|year| format!("{year}-{month}-{of_month}"));
        Some([beside.as_slice(), &[format!("{year}-{of_month}-{month}")]].concat())
    };
    days.iter().filter_map(of_day).flatten().collect()
}

/// How many true pairs share a key, whichever of the two is kept, and how many strangers do.
fn blocking_of(what: &str, pairs: &[[Keys; 2]]) {
    let meet = |asked: &Keys, kept: &Keys| u32::from(!asked.asked.is_disjoint(&kept.kept));
    let (mut dice, mut met, mut strangers, mut of) = (Dice(3), 0, 0, 0);
    for (at, [left, right]) in pairs.iter().enumerate() {
        met += meet(left, right) + meet(right, left);
        for _ in 0..20 {
            let other = dice.roll(pairs.len());
            if other != at {
                strangers += meet(left, &pairs[other][1]) + meet(right, &pairs[other][0]);
                of += 2;
            }
        }
    }
    let all = u32::try_from(2 * pairs.len()).unwrap_or(u32::MAX);
    row(&format!("blocking, {what}: true pairs kept"), ".97", &wilson(met, all), "sharing a key of all");
    row(
        &format!("blocking, {what}: of all pairs"),
        "≤ .01",
        &wilson(strangers, of),
        "strangers sharing a key",
    );
}

/// Which pairs are looked at at all. A key is no decision, it only brings two together.
fn blocking(folder: &Path) {
    let nobody = Meetings::default();
    for (file, what) in [("wd_arabic_16", "Arabic-Latin"), ("wd_russian_16", "Russian-Latin")] {
        let (rows, mut dice) = (mined(&folder.join(file)), Dice(16));
        let pairs: Vec<[Keys; 2]> = (0..5_000)
            .map(|_| {
                let three = [0; 3].map(|_| dice.roll(rows.len()));
                let latin = three.map(|at| rows[at].0.as_str()).join(" ");
                let other = three.map(|at| rows[at].1.as_str()).join(" ");
                [latin, other].map(|name| Keys::new(&read(&[(&name, None)]), &nobody, ""))
            })
            .collect();
        blocking_of(&format!("{what}, three words"), &pairs);
    }
    let text = fs::read_to_string(folder.join("name_pairs.tsv")).unwrap_or_default();
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row.get(2) == Some(&"same"));
    let pairs: Vec<[Keys; 2]> = rows
        .map(|row| [row[0], row[1]].map(|name| Keys::new(&read(&[(name, None)]), &nobody, "2014")))
        .collect();
    blocking_of("pairs of names, all of one year", &pairs);
    let text = fs::read_to_string(folder.join("pairs.tsv")).unwrap_or_default();
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row.get(10) == Some(&"same"));
    let pairs: Vec<[Keys; 2]> = rows
        .map(|row| {
            [0, 5].map(|side| {
                let person = read(&[(row[side], None), (row[side + 1], Some(Role::Father))]);
                Keys::new(&person, &read(&[(row[side + 2], None)]), row[side + 4])
            })
        })
        .collect();
    blocking_of("pairs of persons", &pairs);
}

/// How many prepared names and persons one core compares in a second: those judged above, and each with strangers.
#[expect(clippy::disallowed_methods, reason = "a measurement needs the clock")]
fn speed(folder: &Path) {
    let text = fs::read_to_string(folder.join("pairs.tsv")).unwrap_or_default();
    let mut persons = Vec::new();
    let mut names = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [ln, lf, lm, ls, lb, rn, rf, rm, rs, rb, _, _] = fields[..] else { continue };
        let left = Record { name: ln, father: lf, mother: lm, sex: ls, birth: lb };
        let right = Record { name: rn, father: rf, mother: rm, sex: rs, birth: rb };
        persons.push((Person::new(&left), Person::new(&right)));
        names.push((Name::new(ln), Name::new(rn)));
    }
    let count = persons.len();
    let measure = |what: &str, one: &dyn Fn(usize, usize) -> f32| {
        for (how, shift) in [("the pairs judged", 0), ("strangers", 101)] {
            // The best of many short rounds: another program on the machine takes time from some of them.
            let (mut sum, mut best) = (0.0, 0.0f64);
            for _ in 0..60 {
                let (start, mut done) = (std::time::Instant::now(), 0u32);
                for at in 0..count {
                    sum += one(at, (at + shift) % count);
                    done += 1;
                }
                best = best.max(f64::from(done) / start.elapsed().as_secs_f64());
            }
            println!("{what}, {how}: {best:.0} comparisons a second on one core (check {sum:.1})");
            if shift == 0 {
                let counts = format!("best of 60 rounds of {count} pairs");
                row(&format!("comparisons of {what} a second"), "500,000", &format!("{best:.0}"), &counts);
            }
        }
    };
    measure("whole names", &|l, r| names[l].0.odds(&names[r].1));
    measure("persons", &|l, r| compare(&persons[l].0, &persons[r].1).same);
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(folder) = arguments.first().map(Path::new) else {
        println!("usage: evaluate FOLDER [--errors] [--only wikidata|names|persons|blocking|speed]");
        return ExitCode::FAILURE;
    };
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let only = |what: &str| {
        let chosen = arguments.iter().position(|argument| argument == "--only").map(|at| &arguments[at + 1]);
        chosen.is_none_or(|chosen| chosen == what)
    };
    println!(
        "DEVELOPMENT DATA: lists whose names and errors were looked at while tables and weights were made."
    );
    println!(
        "Thresholds, fixed: names {}, persons {}. Weights of persons: {}",
        names::SAME_NAME_AT,
        SAME_PERSON_AT,
        fitted_on()
    );
    println!(
        "Behind F1 its 95 % interval (bootstrap), then the best F1 that a threshold chosen on these very pairs would give."
    );
    println!("{:<44} {:>6} {:>6} {:>6} {:>6}  F1", "", "hit", "miss", "wrong", "right");
    if only("wikidata") {
        wikidata(folder, errors);
    }
    if only("names") {
        name_pairs(folder, errors);
    }
    if only("persons") {
        person_pairs(folder, errors);
    }
    if only("blocking") {
        blocking(folder);
    }
    if only("speed") {
        speed(folder);
    }
    ExitCode::SUCCESS
}
