//! Index keys: under what a sealed store finds a person again, in whatever script and spelling they are asked for.
//!
//! Each word of a name has a **meeting**: the sounds that its forms have in common. A word that the lexicon knows meets
//! where most forms of its name do, any other at its own sounds. Which part of the name a word is does not matter: a
//! patronymic meets at the father's name, a surname without its ending, a kunya at the child's. Where a script leaves a
//! sound open, the stored name has two meetings; where only the asker's spelling does, the search asks for more.
//!
//! Invariant: one word alone is never a key. A key is two or three words of one person, in any order, or some with a year or
//! day of birth; [`INDEX`] is in each, and a changed table gives it a new number.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::{
    key::light,
    letters::is_vowel,
    lexicon::{self, Known},
    name::join_grown,
    parse::{Role, parse},
    particle::{before_father, before_kunya, child_of, patronymic, surname_root, without_article},
    script::{Script, script},
};

/// The version of the tables, within each key. A changed table gets a new number.
pub const INDEX: &str = "meet2";

/// Words of one person that keys are made of.
const WORDS: usize = 7;
/// Pairs of words that one person is stored under.
const PAIRS: usize = 16;
/// Three words together that one person is stored under.
const THREES: usize = 8;
/// Words with a year, two words with one, and words with a day: of each so many that one person is stored under.
const TIMES: usize = 8;
/// Words together as the names that they are: of each sort so many that one person is stored under.
const NAMED: usize = 4;
/// Names of the lexicon that one word is looked for as.
const NAMES: usize = 3;
/// Keys of one kind that one person is looked for under.
const ASKED: usize = 48;
/// Keys of one kind that a person is looked for under whose name was misheard.
const MISHEARD: usize = 640;

/// The words of one person's names, each with where it meets.
#[derive(Clone, Default)]
pub struct Meetings {
    words: Vec<Word>,
}

#[derive(Clone)]
struct Word {
    /// Which of the names it stands in, so that a word is not paired with its own other spelling.
    name: usize,
    role: Role,
    at: Met,
}

/// Which names of the lexicon one word may be, or how it sounds: Mahmud is not Muhammad.
#[derive(Clone)]
pub struct Named(Vec<String>);

// Who it is is nobody's business in a log.
impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Named").finish_non_exhaustive()
    }
}

impl Named {
    /// Of one part of a name, in its normal form.
    pub fn of(part: &str) -> Self {
        Self(meet(part).names)
    }

    /// Whether the likeliest name of one is among those of the other.
    pub fn may_be(&self, other: &Self) -> bool {
        let among = |one: &Self, other: &Self| {
            one.0.first().is_some_and(|name| !name.is_empty() && other.0.contains(name))
        };
        among(self, other) || among(other, self)
    }
}

/// Where a word meets.
#[derive(Clone, Default, PartialEq, Eq)]
struct Met {
    /// Where it is looked for; where it is stored first.
    at: Vec<String>,
    /// At how many of them it is stored.
    stored: usize,
    /// Which names of the lexicon it may be, or its sounds: Mahmud is not Muhammad here. It is stored at the first.
    names: Vec<String>,
}

// Who it is is nobody's business in a log.
impl std::fmt::Debug for Meetings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meetings").field("words", &self.words.len()).finish()
    }
}

/// For what keys are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To be kept with a person: few.
    Keeping,
    /// To look for a person: each under which the person may be kept.
    Asking,
}

impl Met {
    fn of(&self, what: For) -> &[String] {
        &self.at[..if what == For::Asking { self.at.len() } else { self.stored }]
    }

    fn names_of(&self, what: For) -> &[String] {
        &self.names[..if what == For::Asking { self.names.len() } else { 1 }]
    }
}

impl Meetings {
    /// Adds a name as somebody wrote it; with its role where it stands in a field of its own.
    pub fn add(&mut self, text: &str, role: Option<Role>) {
        let name = self.words.iter().map(|word| word.name + 1).max().unwrap_or(0);
        let mut parts = parse(text);
        join_grown(&mut parts);
        for part in parts {
            let word = Word { name, role: role.unwrap_or(part.role), at: meet(&part.text) };
            // The same word again, in another script, says nothing new.
            let again = self.words.iter().any(|known| {
                known.name != name && known.role == word.role && known.at.at[0] == word.at.at[0]
            });
            if word.at.stored > 0 && !again && self.words.len() < WORDS {
                self.words.push(word);
            }
        }
        // Where there are too many keys, the given name keeps its own.
        self.words.sort_by_key(|word| word.role);
    }

    /// Leaves the father out, where he is not to be guessed.
    pub fn without_father(&mut self) {
        self.words.retain(|word| word.role != Role::Father);
    }

    /// How many words there are.
    pub const fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether nothing can be looked for.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Two words each: at most 16 to keep.
    pub fn pairs(&self, what: For) -> Vec<String> {
        made(self.twos(), &[String::new()], what, PAIRS)
    }

    /// Three words each, which few people share: at most 8 to keep.
    pub fn threes(&self, what: For) -> Vec<String> {
        made(self.triples(), &[String::new()], what, THREES)
    }

    /// One word with one of the years, or the days, each: at most 8 to keep.
    pub fn with_times<T: std::fmt::Display>(&self, times: &[T], what: For) -> Vec<String> {
        made(self.ones(), &texts(times), what, TIMES)
    }

    /// Two words with one of the years, each: at most 8 to keep.
    pub fn pairs_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made(self.twos(), &texts(years), what, TIMES)
    }

    /// Three words with one of the years, each: at most 8 to keep.
    pub fn threes_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made(self.triples(), &texts(years), what, TIMES)
    }

    /// Three words each, as the names that they are: few people share these whose names only sound alike. At most 4 to keep.
    pub fn named_threes(&self, what: For) -> Vec<String> {
        made_of(self.triples(), &[String::new()], what, NAMED, Met::names_of)
    }

    /// As [`Meetings::named_threes`], with one of the years.
    pub fn named_threes_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made_of(self.triples(), &texts(years), what, NAMED, Met::names_of)
    }

    /// Two words as the names that they are, with one of the years: at most 4 to keep.
    pub fn named_pairs_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made_of(self.twos(), &texts(years), what, NAMED, Met::names_of)
    }

    /// Whom to look for if one of three words was misheard or mistyped: with a sound too few, too many or in its neighbour's
    /// place.
    pub fn misheard(&self) -> Vec<String> {
        made_misheard(self.triples(), &[String::new()])
    }

    /// As [`Meetings::misheard`], of three words with one of the years, or of two where there are no more.
    pub fn misheard_in(&self, years: &[i16]) -> Vec<String> {
        let years = texts(years);
        // Of three words, two that were heard well find with the year by themselves.
        if self.len() > 2 {
            made_misheard(self.triples(), &years)
        } else {
            made_misheard(self.twos(), &years)
        }
    }

    /// As [`Meetings::misheard`], of one word with one of the days.
    pub fn misheard_on<T: std::fmt::Display>(&self, days: &[T]) -> Vec<String> {
        made_misheard(self.ones(), &texts(days))
    }

    fn ones(&self) -> impl Iterator<Item = [&Word; 1]> {
        self.words.iter().map(|word| [word])
    }

    fn twos(&self) -> impl Iterator<Item = [&Word; 2]> {
        self.words.iter().enumerate().flat_map(|(at, left)| {
            let others = self.words[at + 1..].iter().filter(|other| left.beside(other));
            others.map(move |right| [left, right])
        })
    }

    fn triples(&self) -> impl Iterator<Item = [&Word; 3]> {
        self.words.iter().enumerate().flat_map(move |(at, one)| {
            self.words[at + 1..].iter().enumerate().filter(|(_, two)| one.beside(two)).flat_map(
                move |(next, two)| {
                    let rest = self.words[at + next + 2..].iter();
                    let rest = rest.filter(|three| one.beside(three) && two.beside(three));
                    rest.map(move |three| [one, two, three])
                },
            )
        })
    }
}

impl Word {
    /// Whether two words make a key: one part of the name in two spellings does not; Ahmad, son of Ahmad, does.
    fn beside(&self, other: &Self) -> bool {
        self.name == other.name || self.role != other.role
    }
}

fn texts<T: std::fmt::Display>(times: &[T]) -> Vec<String> {
    times.iter().map(T::to_string).collect()
}

/// The keys of some words together, each with each of the times; at most so many to keep.
fn made<'a, const N: usize>(
    words: impl Iterator<Item = [&'a Word; N]>,
    times: &[String],
    what: For,
    most: usize,
) -> Vec<String> {
    made_of(words, times, what, most, Met::of)
}

/// The same, from what of the words is asked for.
fn made_of<'a, const N: usize>(
    words: impl Iterator<Item = [&'a Word; N]>,
    times: &[String],
    what: For,
    most: usize,
    at: fn(&Met, For) -> &[String],
) -> Vec<String> {
    let mut keys = Keys::new(if what == For::Asking { ASKED } else { most });
    for words in words {
        keys.add(&words.map(|word| at(&word.at, what)), times);
    }
    keys.made()
}

/// The same, with one of the words misheard.
fn made_misheard<'a, const N: usize>(
    words: impl Iterator<Item = [&'a Word; N]>,
    times: &[String],
) -> Vec<String> {
    let mut keys = Keys::new(MISHEARD);
    for words in words {
        for wrong in 0..N {
            let others = slips(&words[wrong].at.at[0]);
            let mut parts = words.map(|word| word.at.of(For::Keeping));
            parts[wrong] = &others;
            keys.add(&parts, times);
        }
    }
    keys.made()
}

/// Keys as they are made, up to some number.
struct Keys {
    made: BTreeSet<String>,
    most: usize,
}

impl Keys {
    const fn new(most: usize) -> Self {
        Self { made: BTreeSet::new(), most }
    }

    /// One key for each way to take a meeting of every word, in whatever order the words stand, with each of the times.
    fn add(&mut self, words: &[&[String]], times: &[String]) {
        let mut chosen = Vec::with_capacity(words.len());
        self.choose(words, times, &mut chosen);
    }

    fn choose<'a>(&mut self, words: &[&'a [String]], times: &[String], chosen: &mut Vec<&'a str>) {
        let Some((word, rest)) = words.split_first() else {
            let mut sorted = chosen.clone();
            sorted.sort_unstable();
            for time in times.iter().take(self.most - self.made.len()) {
                self.made.insert(format!("{INDEX} {} {time}", sorted.join(" ")).trim_end().to_owned());
            }
            return;
        };
        for at in *word {
            chosen.push(at);
            self.choose(rest, times, chosen);
            chosen.pop();
        }
    }

    fn made(self) -> Vec<String> {
        self.made.into_iter().collect()
    }
}

/// Where a word meets if one of its sounds was left out, put in, or exchanged with the next.
fn slips(met: &str) -> Vec<String> {
    let sounds: Vec<char> = met.chars().collect();
    let mut found = BTreeSet::new();
    let mut add = |sounds: Vec<char>| {
        let mut once = sounds;
        once.dedup();
        if !once.is_empty() {
            found.insert(once.into_iter().collect::<String>());
        }
    };
    for at in 0..sounds.len() {
        let mut fewer = sounds.clone();
        fewer.remove(at);
        add(fewer);
        if at + 1 < sounds.len() {
            let mut turned = sounds.clone();
            turned.swap(at, at + 1);
            add(turned);
        }
    }
    for at in 0..=sounds.len() {
        for sound in ['b', 'd', 's', 'k', 'l', 'm', 'n', 'r', 'a'] {
            // Of vowels only a first one is heard.
            if sound != 'a' || at == 0 {
                let mut more = sounds.clone();
                more.insert(at, sound);
                add(more);
            }
        }
    }
    found.remove(met);
    found.into_iter().collect()
}

/// Where a part of a name meets.
fn meet(part: &str) -> Met {
    // With a letter lost, sounds would be invented.
    if part.contains(['?', '\u{FFFD}']) {
        return Met { at: vec![String::new()], stored: 0, names: vec![String::new()] };
    }
    let (bare, whole) = (bare(part), joined(part));
    let mut known = Vec::new();
    for wanted in [Known::Listed, Known::ByEar] {
        for meanings in [&bare, &whole].map(|word| lexicon::look_up(word)) {
            if meanings.known == wanted {
                known.extend(meanings.names.iter().map(|(name, _)| *name).filter(|name| *name != 0));
            }
        }
    }
    let mut named: Vec<String> = known.iter().map(|name| meeting_of(*name).to_owned()).collect();
    let mut names: Vec<String> = known.iter().map(|name| format!("#{name}")).collect();
    let (kept, also) = heard(&bare);
    if let Some((root, grown)) = grown_on(&bare) {
        let grown = heard(grown).0.remove(0);
        for (name, _) in root.names.iter().filter(|(name, _)| *name != 0) {
            named.push(closed(&format!("{}{grown}", meeting_of(*name))));
            names.push(format!("#{name}{grown}"));
        }
    }
    let stored = named.first().map_or_else(|| kept.clone(), |first| vec![first.clone()]);
    let all =
        stored.iter().cloned().chain(kept.iter().cloned()).chain(named).chain(also).chain(heard(&whole).0);
    let mut at = each_once(all);
    let stored = at.iter().take_while(|key| stored.contains(key)).count();
    if at.is_empty() {
        at.push(String::new());
    }
    names.extend(kept);
    let mut names = each_once(names.into_iter());
    names.truncate(NAMES);
    if names.is_empty() {
        names.push(String::new());
    }
    Met { at, stored, names }
}

fn each_once(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for key in keys {
        if !key.is_empty() && !once.contains(&key) {
            once.push(key);
        }
    }
    once
}

/// What names of the region grow on others: Ахметжан, Mirzabek, Алибай.
const GROWN: &[&str] = &[
    "хан", "хон", "khan", "xan", "han", "khon", "xon", "خان", "بيك", "بك", "бек", "bek", "beg", "бай", "бой",
    "bai", "bay", "boy", "باي", "жан", "джан", "жон", "zhan", "jan", "jon", "dzhan", "can", "جان", "гали",
    "ғали", "gali", "ghali", "غالي",
];

/// The name of the lexicon that a word begins with, where it is grown together with another.
fn grown_on(word: &str) -> Option<(lexicon::Meanings, &'static str)> {
    let roots = GROWN.iter().filter_map(|grown| Some((word.strip_suffix(grown)?, *grown)));
    let mut known = roots
        .filter(|(root, _)| root.chars().nth(2).is_some())
        .map(|(root, grown)| (lexicon::look_up(root), grown))
        .filter(|(root, _)| root.known != Known::Not);
    known.next()
}

/// Sounds that stand together, each once.
fn closed(sounds: &str) -> String {
    let mut sounds: Vec<char> = sounds.chars().collect();
    sounds.dedup();
    sounds.into_iter().collect()
}

/// A part without what only says which part it is: particles, the endings of patronymics and surnames, the article.
fn bare(part: &str) -> String {
    let (first, rest) = part.split_once(' ').unwrap_or((part, ""));
    if !rest.is_empty() && (before_father(first).is_some() || before_kunya(first).is_some()) {
        return joined(without_article(rest));
    }
    if let Some(found) = patronymic(part) {
        return joined(&found.root);
    }
    let word = without_article(part);
    // A name of its own that only ends like a surname.
    let own = script(word) == Script::Arabic && lexicon::look_up(&joined(word)).known == Known::Listed;
    let root = if own { None } else { surname_root(word).map(|(root, _)| root) };
    let root = root.or_else(|| child_of(word).map(str::to_owned));
    joined(root.as_deref().unwrap_or(word))
}

fn joined(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

/// Where most forms of a name of the lexicon meet.
fn meeting_of(name: u16) -> &'static str {
    static MEETINGS: OnceLock<Vec<String>> = OnceLock::new();
    let all = MEETINGS.get_or_init(|| {
        let mut heard_as: Vec<BTreeMap<String, u32>> = Vec::new();
        lexicon::each(|form, name, surely| {
            let name = usize::from(name);
            heard_as.resize_with(heard_as.len().max(name + 1), BTreeMap::new);
            if let Some(sounds) = heard(form).0.into_iter().next().filter(|sounds| !sounds.is_empty()) {
                *heard_as[name].entry(sounds).or_default() += u32::from(surely);
            }
        });
        let most = |heard: BTreeMap<String, u32>| {
            heard.into_iter().max_by_key(|(sounds, count)| (*count, Reverse(sounds.clone())))
        };
        heard_as.into_iter().map(|heard| most(heard).map(|(sounds, _)| sounds).unwrap_or_default()).collect()
    });
    all.get(usize::from(name)).map_or("", String::as_str)
}

/// A letter that one hand writes for a sound and another for none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mute {
    Nothing,
    /// Arabic has one letter for f, and takes it for v as well.
    F,
    /// The glide of Begimaj, the breath of Ibrahim.
    Breath,
}

/// The sounds of a word as it is stored, and as it may be meant besides.
fn heard(word: &str) -> (Vec<String>, Vec<String>) {
    let letters: Vec<char> = light(word).chars().collect();
    let mut kept = vec![sounds(&letters, Mute::Nothing)];
    let inside = |wanted: &[char]| letters.iter().skip(1).any(|c| wanted.contains(c));
    if script(word) == Script::Arabic && inside(&['f']) {
        kept.push(sounds(&letters, Mute::F));
    }
    let mut also = Vec::new();
    // Zhusup, Yusup: the Turkic languages part here.
    let turned = match letters.first() {
        Some('j') => Some('y'),
        Some('y') => Some('j'),
        _ => None,
    };
    if let Some(turned) = turned {
        let letters: Vec<char> = std::iter::once(turned).chain(letters.iter().skip(1).copied()).collect();
        also.push(sounds(&letters, Mute::Nothing));
    }
    if inside(&['j', 'h']) {
        also.push(sounds(&letters, Mute::Breath));
    }
    (kept, also)
}

/// The consonants of a light form by classes that no script of the region keeps apart, and whether a vowel begins it:
/// b p f v · d t · s z sh ch · k g h j · l · m · n · r.
fn sounds(letters: &[char], mute: Mute) -> String {
    let mut out = String::with_capacity(letters.len());
    for (at, c) in letters.iter().enumerate() {
        let (before, next) = (at.checked_sub(1).and_then(|at| letters.get(at)), letters.get(at + 1));
        let class = match c {
            c if is_vowel(*c) => (at == 0).then_some('a'),
            'y' => (at == 0).then_some('a'),
            'v' if at > 0 => None,
            'f' if at > 0 && mute == Mute::F => None,
            'j' | 'h' if at > 0 && mute == Mute::Breath => None,
            // The second letter of sh and ch, and a last one that is not heard.
            'h' if matches!(before, Some('s' | 'c')) || at > 0 && next.is_none() => None,
            // One sound in two letters: ts, dz, dj, tch.
            't' | 'd' if matches!(next, Some('s' | 'z' | 'j' | 'c')) => None,
            'b' | 'p' | 'f' | 'v' => Some('b'),
            'd' | 't' => Some('d'),
            's' | 'z' | 'c' => Some('s'),
            'k' | 'g' | 'h' | 'j' => Some('k'),
            c => Some(*c),
        };
        out.extend(class.filter(|class| !out.ends_with(*class)));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(name: &str) -> Meetings {
        let mut meetings = Meetings::default();
        meetings.add(name, None);
        meetings
    }

    fn share(kept: &[String], asked: &[String]) -> bool {
        asked.iter().any(|key| kept.contains(key))
    }

    #[test]
    fn a_person_is_met_in_any_script_and_order() {
        for (kept, asked) in [
            ("Жунусов Али", "Ali Yunusov"),
            ("Жунусов Али", "علي يونسوف"),
            ("Ахметова Зарина Канатовна", "زارينا قنات"),
            ("Ахметова Зарина Канатовна", "Kanat Akhmetov"),
            ("زارينا قنات احمدوف", "Зарина Канатқызы"),
            ("Амина Умм Хафса", "Umm Hafsa Amina"),
            ("Хадиша Нұрболатқызы", "Hatice Nurbolat"),
            ("Магомед Иванов", "محمد إيفانوف"),
            ("عبد الرحمن جمال", "Абдурахман Джамал"),
            ("Гульнар Алимжан", "جلنار عليمجان"),
            ("Жакупбекова Амина", "Amina Yaqubbekova"),
            ("Оспанжанова Сара", "Sara Usmonjonova"),
        ] {
            let (kept, asked) = (read(kept), read(asked));
            assert!(
                share(&kept.pairs(For::Keeping), &asked.pairs(For::Asking)),
                "{:?} {:?}",
                kept.words.iter().map(|word| &word.at.at).collect::<Vec<_>>(),
                asked.words.iter().map(|word| &word.at.at).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_word_and_a_year_meet_and_neither_does_alone() {
        let (kept, asked) = (read("Зарина"), read("Zarina"));
        assert!(share(&kept.with_times(&[2014], For::Keeping), &asked.with_times(&[2014], For::Asking)));
        assert!(!share(&kept.with_times(&[2014], For::Keeping), &asked.with_times(&[2015], For::Asking)));
        assert_eq!(kept.pairs(For::Keeping), Vec::<String>::new());
        assert_eq!(kept.with_times::<i16>(&[], For::Keeping), Vec::<String>::new());
    }

    #[test]
    fn a_name_is_not_paired_with_its_own_other_spelling() {
        let mut person = Meetings::default();
        for text in ["Ғани", "Gany", "غني"] {
            person.add(text, Some(Role::Given));
        }
        assert_eq!(person.pairs(For::Keeping), Vec::<String>::new());
        person.add("Серікұлы", Some(Role::Father));
        assert_eq!(person.pairs(For::Keeping).len(), 1);
    }

    #[test]
    fn three_words_meet_though_one_was_misheard() {
        for (kept, asked) in [
            ("Ахметова Зарина Канатовна", "Zarina Kanat Ahmeotva"),
            ("Ахметова Зарина Канатовна", "Zania Kanat Akhmetova"),
            ("زارينا قنات احمدوف", "Зарина Кант Ахмеедоыва"),
            ("Жунусов Али Маратович", "Ali Murrat Yunuosv"),
        ] {
            let (kept, asked) = (read(kept), read(asked));
            let keys = kept.threes(For::Keeping);
            assert!(
                share(&keys, &asked.threes(For::Asking)) || share(&keys, &asked.misheard()),
                "{keys:?} {:?}",
                asked.threes(For::Asking)
            );
        }
        let (kept, asked) = (read("Мадина Канатовна"), read("Madia Kanat"));
        let days = ["2014-03-02"];
        assert!(!share(&kept.with_times(&days, For::Keeping), &read("Madia").with_times(&days, For::Asking)));
        assert!(share(&kept.with_times(&days, For::Keeping), &asked.misheard_on(&days)));
        assert!(share(&kept.pairs_with_years(&[2014], For::Keeping), &asked.misheard_in(&[2014])));
        assert!(!share(&kept.pairs_with_years(&[2014], For::Keeping), &asked.misheard_in(&[2015])));
    }

    #[test]
    fn as_the_names_that_they_are_those_are_apart_that_sound_alike() {
        let kept = read("Махмуд Алиевич Хасанов");
        for (asked, same) in [
            ("Mahmoud Ali Hasanov", true),
            ("حسنوف محمود علي", true),
            ("Muhammad Ali Hasanov", false),
            ("محمد علي حسنوف", false),
        ] {
            let asked = read(asked);
            assert!(share(&kept.threes(For::Keeping), &asked.threes(For::Asking)));
            let named = |kept: Vec<String>, asked: Vec<String>| share(&kept, &asked);
            assert_eq!(named(kept.named_threes(For::Keeping), asked.named_threes(For::Asking)), same);
            for (years, too) in [([2014], same), ([2015], false)] {
                let keys = kept.named_threes_with_years(&[2014], For::Keeping);
                assert_eq!(named(keys, asked.named_threes_with_years(&years, For::Asking)), too);
            }
        }
        for (one, other, same) in [("махмуд", "محمود", true), ("мухаммад", "محمود", false), ("", "", false)]
        {
            assert_eq!(Named::of(one).may_be(&Named::of(other)), same);
        }
        let (kept, asked) = (read("Махмуд Хасанов"), read("Hasanov Mahmood"));
        let keys = kept.named_pairs_with_years(&[2014], For::Keeping);
        assert!(share(&keys, &asked.named_pairs_with_years(&[2014], For::Asking)));
        assert!(!share(&keys, &read("Hasanov Muhammad").named_pairs_with_years(&[2014], For::Asking)));
        assert!(kept.named_threes(For::Keeping).is_empty());
    }

    #[test]
    fn a_lost_letter_is_not_guessed() {
        assert!(read("Ж?сіп").is_empty());
    }

    proptest! {
        #[test]
        fn keys_are_few_and_what_is_kept_is_asked_for(
            name in "\\PC{0,80}|([а-я]{1,9} ){0,9}|([ا-ي]{1,6} ){0,9}",
            other in "[a-zж]{0,12}",
            years in prop::collection::vec(1990i16..2026, 0..9),
        ) {
            let mut person = read(&name);
            person.add(&other, Some(Role::Father));
            let (pairs, dated) = (person.pairs(For::Keeping), person.with_times(&years, For::Keeping));
            prop_assert!(pairs.len() <= PAIRS && dated.len() <= TIMES);
            prop_assert!(person.pairs(For::Asking).len() <= ASKED);
            prop_assert!(person.with_times(&years, For::Asking).len() <= ASKED);
            for key in pairs.iter().chain(&dated) {
                prop_assert_eq!(key.split(' ').filter(|part| !part.is_empty()).count(), 3);
            }
            prop_assert!(person.threes(For::Keeping).len() <= THREES);
            prop_assert!(person.pairs_with_years(&years, For::Keeping).len() <= TIMES);
            prop_assert!(person.misheard().len() <= MISHEARD && person.misheard_in(&years).len() <= MISHEARD);
            for key in person.threes(For::Keeping).iter().chain(&person.pairs_with_years(&years, For::Keeping)) {
                prop_assert_eq!(key.split(' ').filter(|part| !part.is_empty()).count(), 4);
            }
            let closest = person.threes_with_years(&years, For::Keeping);
            prop_assert!(closest.len() <= TIMES && closest.iter().all(|key| key.split(' ').count() == 5));
            for (kept, asked) in [
                (person.named_threes(For::Keeping), person.named_threes(For::Asking)),
                (
                    person.named_threes_with_years(&years, For::Keeping),
                    person.named_threes_with_years(&years, For::Asking),
                ),
                (
                    person.named_pairs_with_years(&years, For::Keeping),
                    person.named_pairs_with_years(&years, For::Asking),
                ),
            ] {
                prop_assert!(kept.len() <= NAMED && asked.len() <= ASKED);
                prop_assert!(kept.iter().all(|key| key.split(' ').count() > 3));
            }
        }
    }
}
