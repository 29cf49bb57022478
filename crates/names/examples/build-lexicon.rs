//! Makes `data/lexicon.tsv` from the hand-written names of the region and the mined train pairs:
//! `cargo run --release -p homeward-names --example build-lexicon -- WD_ARABIC_64 WD_RUSSIAN_64 DATA_FOLDER`.
//!
//! From the mined pairs come names written often in two scripts whose sounds do not say so by themselves, and how common
//! a form is. A form of the hand-written list is never overruled.
#![expect(clippy::print_stdout, reason = "a program at a terminal prints")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
    process::ExitCode,
};

use names::{learn::odds_of_sounds, light, normalise};

/// How often a mined pair must have been seen, and which share of its form's sightings it must be.
const SEEN: f64 = 4.0;
const SHARE: f64 = 0.2;

fn plain(form: &str) -> String {
    normalise(form).text.chars().filter(|c| c.is_alphabetic()).collect()
}

fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Default)]
struct Lexicon {
    /// Form, name: how surely and how common.
    forms: BTreeMap<(String, u16), (u8, u8)>,
    names: u16,
    by_hand: BTreeSet<String>,
}

impl Lexicon {
    fn add(&mut self, form: String, name: u16, surely: u8, common: u8) {
        if form.is_empty() {
            return;
        }
        let slot = self.forms.entry((form, name)).or_default();
        *slot = (slot.0.max(surely), slot.1.max(common));
    }

    fn regional(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [_, _, common, forms @ ..] = &words[..] else { continue };
            self.names += 1;
            for form in forms {
                let (form, surely) = form.strip_prefix('~').map_or((*form, 9), |form| (form, 5));
                let ear = light(&normalise(form).text);
                let form = plain(form);
                self.by_hand.insert(form.clone());
                let common = common.parse().unwrap_or(0);
                self.add(form, self.names, surely, common);
                if surely == 9 && ear.len() >= 4 {
                    self.add(format!("={ear}"), self.names, 6, common);
                }
            }
        }
        // A light form of two names says nothing of which.
        let mut ears: BTreeMap<String, u32> = BTreeMap::new();
        for (form, _) in self.forms.keys().filter(|(form, _)| form.starts_with('=')) {
            *ears.entry(form.clone()).or_default() += 1;
        }
        self.forms.retain(|(form, _), _| ears.get(form).is_none_or(|names| *names == 1));
    }

    /// Names whose two writings no table of sounds brings together, and who is often seen so.
    fn mined(&mut self, text: &str) -> u32 {
        let mut rows = Vec::new();
        let mut seen: BTreeMap<String, f64> = BTreeMap::new();
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [latin, other, times] = fields[..] else { continue };
            let (latin, other) = (plain(latin), plain(&other.replace(' ', "")));
            let times: f64 = times.parse().unwrap_or(1.0);
            *seen.entry(latin.clone()).or_default() += times;
            *seen.entry(other.clone()).or_default() += times;
            rows.push((latin, other, times));
        }
        let mut taken = 0;
        for (latin, other, times) in rows {
            let share = times / seen[&latin].max(seen[&other]).max(1.0);
            let known = self.by_hand.contains(&latin) || self.by_hand.contains(&other);
            if times < SEEN || share < SHARE || known || odds_of_sounds(&latin, &other) > 2.0 {
                continue;
            }
            self.names += 1;
            taken += 1;
            // One name in two languages, seldom one spelling of the other.
            self.add(latin, self.names, 7, 1);
            self.add(other, self.names, 7, 1);
        }
        taken
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [arabic, russian, folder] = &arguments[..] else {
        println!("usage: build-lexicon WD_ARABIC_64 WD_RUSSIAN_64 DATA_FOLDER");
        return ExitCode::FAILURE;
    };
    let folder = Path::new(folder);
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let (regional, arabic, russian) =
        (read(&folder.join("regional.txt")), read(Path::new(arabic)), read(Path::new(russian)));
    if regional.is_empty() || arabic.is_empty() || russian.is_empty() {
        println!("a list cannot be read");
        return ExitCode::FAILURE;
    }
    let mut lexicon = Lexicon::default();
    lexicon.regional(&regional);
    let by_hand = lexicon.names;
    let mined = [lexicon.mined(&arabic), lexicon.mined(&russian)];
    let mut out = format!(
        "# Forms of names: form (light form after =), name, how surely 1-9, how many in a thousand. Sorted; CC0 1.0.\n\
         # Made by examples/build-lexicon.rs from {by_hand} names of regional.txt ({:016x}) and, where sounds do not say it,\n\
         # {} and {} pairs of NETransliteration-COLING2018 train, Wikidata (Arabic {:016x}, Russian {:016x}).\n",
        hash(&regional),
        mined[0],
        mined[1],
        hash(&arabic),
        hash(&russian)
    );
    for ((form, name), (surely, common)) in &lexicon.forms {
        let _ = writeln!(out, "{form}\t{name}\t{surely}\t{common}");
    }
    println!("{} forms of {} names, {} bytes", lexicon.forms.len(), lexicon.names, out.len());
    if fs::write(folder.join("lexicon.tsv"), out).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
