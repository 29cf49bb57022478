//! How fast and how well one child is found among many sealed ones:
//! `cargo run --release -p homeward-app --example measure-search -- CHILDREN SEARCHES [SEED] [FOLDER]`.
//!
//! The house is kept in the folder, if one is given, and the next run with the same children and seed only searches: a
//! million take half an hour to write.
//!
//! The children are invented from the lexicon's names, their records written the usual way, three events each, in one of three
//! scripts. Each search asks, as a registrar would, for a random child in another script and other spellings; every tenth
//! word has a slip. Measured is what a wider search does: reading the words, asking the index, policy, opening,
//! comparing and ranking; not the entry in the reading log, nor the page.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement fails by panicking, prints its figures and needs the clock"
)]

use std::path::{Path, PathBuf};

use app::{App, account::found::Purpose, fixture::OpenCase};
use domain::{ChoiceCode, Kind, NameRole, PartialDate, PersonName, PlaceCode, RecordId, Value};
use jiff::civil::date;
use testkit::{Cast, TestClock};

/// Children of one commit.
const TOGETHER: usize = 500;

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of so many, the first the commonest, as names are.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it throws dice"
    )]
    fn common(&mut self, many: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((many as f64).powf(even) as usize - 1).min(many - 1)
    }
}

/// The forms of one name by script: Cyrillic, Latin, Arabic.
type Forms = [Vec<&'static str>; 3];

/// A name of the lexicon, and an end of a surname: beyond a few hundred names, families are told apart by it.
#[derive(Clone, Copy)]
struct Child {
    given: usize,
    father: usize,
    family: (usize, usize),
    born: jiff::civil::Date,
    script: usize,
}

const GROWN: [[&str; 3]; 6] = [
    ["", "", ""],
    ["бек", "bek", "بيك"],
    ["бай", "bai", "باي"],
    ["хан", "khan", "خان"],
    ["гали", "gali", "غالي"],
    ["жан", "zhan", "جان"],
];

fn of_script(form: &str) -> Option<usize> {
    use domain::Script;
    match PersonName::new(form, NameRole::Given).script {
        Script::Cyrillic => Some(0),
        Script::Latin => Some(1),
        Script::Arabic => Some(2),
        Script::Other => None,
    }
}

fn names() -> Vec<Forms> {
    let mut all = Vec::new();
    for forms in names::forms() {
        let mut by_script: Forms = Default::default();
        for form in forms {
            if let Some(script) = of_script(form) {
                by_script[script].push(form);
            }
        }
        if by_script.iter().all(|forms| !forms.is_empty()) {
            all.push(by_script);
        }
    }
    all
}

impl Child {
    fn invent(names: &[Forms], dice: &mut Dice) -> Self {
        Self {
            given: dice.common(names.len()),
            father: dice.common(names.len()),
            family: (dice.common(names.len()), dice.below(GROWN.len())),
            born: date(2008 + i16::try_from(dice.below(16)).unwrap(), 1, 1)
                .saturating_add(jiff::Span::new().days(i64::try_from(dice.below(365)).unwrap())),
            script: [0, 0, 1, 2][dice.below(4)],
        }
    }

    /// What a search of this kind tells of the child: whoever shares it cannot be told apart by it.
    fn told(&self, how: usize) -> (usize, Option<usize>, (usize, usize), i64) {
        let (year, day) = (i64::from(self.born.year()), i64::from(self.born.day_of_year()));
        let born = [year, year * 1000 + day, 0][how];
        (self.given, (how != 1).then_some(self.father), self.family, born)
    }

    fn written(&self, names: &[Forms], script: usize, dice: &mut Dice) -> [String; 3] {
        let given = (*dice.pick(&names[self.given][script])).to_owned();
        let father = *dice.pick(&names[self.father][script]);
        let father = match script {
            0 if dice.below(2) == 0 => format!("{father}қызы"),
            0 => format!("{father}овна"),
            1 if dice.below(2) == 0 => format!("{father}ovna"),
            _ => father.to_owned(),
        };
        let stem = dice.pick(&names[self.family.0][script]).to_string() + GROWN[self.family.1][script];
        [given, father, stem + ["ова", "ova", "وفا"][script]]
    }
}

/// A letter left out, doubled, or exchanged with its neighbour.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// How it is asked for.
const ASKED: [&str; 3] = ["three names and the year", "two names and the birth date", "three names"];

fn asked(child: &Child, how: usize, names: &[Forms], dice: &mut Dice) -> String {
    let script = (child.script + 1 + dice.below(2)) % 3;
    let [given, father, family] = child.written(names, script, dice);
    let mut words = vec![given, family];
    if how != 1 {
        words.push(father);
    }
    for word in &mut words {
        if dice.below(10) == 0 {
            *word = slip(word, dice);
        }
    }
    let turn = dice.below(words.len());
    words.rotate_left(turn);
    match how {
        0 => words.push(child.born.year().to_string()),
        1 => words.push(child.born.strftime("%d.%m.%Y").to_string()),
        _ => {}
    }
    words.join(" ")
}

/// What a child is written down as: the names, in this order.
const ROLES: [NameRole; 3] = [NameRole::Given, NameRole::Father, NameRole::Family];

/// Invents some children, each with the names as they are written.
fn invented(names: &[Forms], dice: &mut Dice, many: usize) -> Vec<(Child, [String; 3])> {
    let one = |dice: &mut Dice| {
        let child = Child::invent(names, dice);
        (child, child.written(names, child.script, dice))
    };
    (0..many).map(|_| one(dice)).collect()
}

fn case_of(child: &Child, written: [String; 3]) -> OpenCase {
    let written = written.into_iter().zip(ROLES);
    let written = written.map(|(text, role)| PersonName::new(&text, role)).collect();
    OpenCase {
        kind: Kind::of("child"),
        profile: vec![
            ("names", Value::Names(written)),
            ("sex", Value::Choice(ChoiceCode::of("female"))),
            ("birth", Value::Date(PartialDate::Day(child.born))),
        ],
        owner: None,
        team: None,
        place: Some(PlaceCode::of("kz-atyrau")),
        list: None,
    }
}

/// Writes the children down; their ids, in order.
async fn seed(app: &App, children: &[(Child, [String; 3])]) -> Vec<RecordId> {
    let (who, began) = (app.house_itself(), std::time::Instant::now());
    let mut ids = Vec::with_capacity(children.len());
    app.index_for_test(false).await.unwrap();
    for some in children.chunks(TOGETHER) {
        let cases: Vec<OpenCase> =
            some.iter().map(|(child, written)| case_of(child, written.clone())).collect();
        ids.extend(app.seed_for_test(&who, &cases).await.unwrap());
        if ids.len() % (100 * TOGETHER) == 0 {
            println!("{} children after {:.0} s", ids.len(), began.elapsed().as_secs_f64());
        }
    }
    app.index_for_test(true).await.unwrap();
    println!("{} children written in {:.0} s", ids.len(), began.elapsed().as_secs_f64());
    ids
}

/// The files of a house that is kept: its database, its keys, its register of erasures, and the ids of its children.
const KEPT: [&str; 4] = ["homeward.db", "keys.ring", "erasures.log", "children"];

/// A house that was kept, with the ids of its children.
async fn kept(folder: &Path) -> Option<(App, Vec<RecordId>)> {
    let ids = std::fs::read(folder.join(KEPT[3])).ok()?;
    let target = store::Target::Sqlite { path: folder.join(KEPT[0]) };
    let app = testkit::node(target, folder, &TestClock::default(), Purpose::Real).await.unwrap();
    Some((app, ids.chunks_exact(16).map(|id| RecordId::from_slice(id).unwrap()).collect()))
}

/// Keeps a house after its last write.
fn keep(cast: &Cast, ids: &[RecordId], folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::copy(cast.ring_path(), folder.join(KEPT[1])).unwrap();
    if cast.register_path().exists() {
        std::fs::copy(cast.register_path(), folder.join(KEPT[2])).unwrap();
    }
    let file = cast.file().unwrap();
    for end in ["", "-wal"] {
        let from = file.with_file_name(format!("{}{end}", file.file_name().unwrap().to_str().unwrap()));
        if from.exists() {
            std::fs::copy(from, folder.join(format!("{}{end}", KEPT[0]))).unwrap();
        }
    }
    std::fs::write(folder.join(KEPT[3]), ids.iter().flat_map(|id| *id.as_bytes()).collect::<Vec<u8>>())
        .unwrap();
}

#[tokio::main]
async fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, or: u64| given.get(at).map_or(or, |text| text.parse().unwrap());
    let (children, searches, seed_of_dice) = (number(0, 10_000), number(1, 300), number(2, 7));
    let folder = given.get(3).map(PathBuf::from);
    let names = names();
    println!("{} names of the lexicon in three scripts each", names.len());
    let mut dice = Dice(seed_of_dice);
    let children = invented(&names, &mut dice, usize::try_from(children).unwrap());
    let found = match &folder {
        Some(folder) => kept(folder).await,
        None => None,
    };
    // What is not kept goes with the cast.
    let (cast, app, ids) = if let Some((app, ids)) = found {
        (None, app, ids)
    } else {
        let cast = Cast::on(testkit::Kind::Sqlite).await.unwrap();
        let ids = seed(&cast.app, &children).await;
        if let Some(folder) = &folder {
            keep(&cast, &ids, folder);
        }
        let app = cast.app.clone();
        (Some(cast), app, ids)
    };
    assert_eq!(ids.len(), children.len(), "the house that was kept has other children");
    let all: Vec<(RecordId, Child)> = ids.into_iter().zip(children.iter().map(|(child, _)| *child)).collect();
    let rustem = app.acting_as("rustem").await.unwrap();
    let mut times: [Vec<std::time::Duration>; ASKED.len()] = Default::default();
    let mut hits = [[0_u32; 4]; ASKED.len()];
    let mut bearers = std::collections::HashMap::<_, u32>::new();
    for (_, child) in &all {
        for how in 0..ASKED.len() {
            *bearers.entry((how, child.told(how))).or_default() += 1;
        }
    }
    for search in 0..usize::try_from(searches).unwrap() {
        let how = search % ASKED.len();
        let (id, child) = *dice.pick(&all);
        let text = asked(&child, how, &names, &mut dice);
        let began = std::time::Instant::now();
        let found = app.search_for_test(&rustem, &text).await.unwrap();
        times[how].push(began.elapsed());
        let at = found.iter().position(|found| found.row.id == id);
        hits[how][0] += 1;
        hits[how][1] += u32::from(at.is_some());
        hits[how][2] += u32::from(at == Some(0));
        hits[how][3] += u32::from(bearers[&(how, child.told(how))] > 10);
        if at.is_none() && std::env::var("MISSES").is_ok() {
            let written = child.written(&names, child.script, &mut dice);
            println!("  missed {text} ~ {} {}, {} found", written.join(" "), child.born, found.len());
        }
    }
    println!("{searches} searches: {}", spread(&times.concat()));
    let found: u32 = hits.iter().map(|[_, ten, ..]| ten).sum();
    // Rows of the table that `scripts/evaluate` prints.
    let among = format!("search among {} sealed children", all.len());
    println!("| {among}: p95 | < 30 ms | {:.1} ms | {searches} searches |", at(&times.concat(), 95));
    println!("| the same: in the first ten | .97 | {} | {found} of {searches} |", wilson(found, searches));
    for ((how, [of, ten, first, crowd]), times) in ASKED.iter().zip(hits).zip(times) {
        let share = |hits: u32| f64::from(hits) / f64::from(of.max(1));
        println!(
            "{how}: {of} searches, in the first ten {:.3}, first {:.3}, whoever has ten namesakes there {:.3}; {}",
            share(ten),
            share(first),
            share(crowd),
            spread(&times)
        );
    }
    drop(cast);
}

/// A share and its 95 % interval (Wilson).
fn wilson(part: u32, whole: u64) -> String {
    let (n, z) = (f64::from(u32::try_from(whole.max(1)).unwrap()), 1.96_f64);
    let p = f64::from(part) / n;
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    format!("{p:.3} [{:.3}, {:.3}]", middle - reach, middle + reach)
}

/// How many milliseconds so many of a hundred took at most.
fn at(times: &[std::time::Duration], share: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times
        .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
        .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// The middle of some times, and how long the slowest took.
fn spread(times: &[std::time::Duration]) -> String {
    let [middle, most, slowest] = [50, 95, 99].map(|share| at(times, share));
    format!("p50 {middle:.1} ms, p95 {most:.1} ms, p99 {slowest:.1} ms")
}
