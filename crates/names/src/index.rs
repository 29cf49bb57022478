//! Index keys: under what a sealed store finds a person again, in whatever script and spelling they are asked for.
//!
//! Each word of a name has a **meeting** (`meeting.rs`), and most keys are made of these. Muhammad and Mahmud meet, so some
//! more are made of the names that the words are.
//!
//! Invariant: one word alone is never a key. A key is two or three words of one person, in any order, or some with a year or
//! day of birth; [`INDEX`] is in each, and a changed table gives it a new number.

use std::collections::BTreeSet;

use crate::{
    meeting::{For, Meeting, exchanged, meet, slips},
    name::join_grown,
    parse::{Role, parse},
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
    at: Meeting,
}

// Who it is is nobody's business in a log.
impl std::fmt::Debug for Meetings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meetings").field("words", &self.words.len()).finish()
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
                known.name != name && known.role == word.role && known.at.first() == word.at.first()
            });
            if !word.at.first().is_empty() && !again && self.words.len() < WORDS {
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
        made_of(self.triples(), &[String::new()], what, NAMED, Meeting::names)
    }

    /// As [`Meetings::named_threes`], with one of the years.
    pub fn named_threes_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made_of(self.triples(), &texts(years), what, NAMED, Meeting::names)
    }

    /// Two words as the names that they are, with one of the years: at most 4 to keep.
    pub fn named_pairs_with_years(&self, years: &[i16], what: For) -> Vec<String> {
        made_of(self.twos(), &texts(years), what, NAMED, Meeting::names)
    }

    /// Whom to look for if one of three words, or of two where there are no more, was misheard or mistyped: with a sound too
    /// few, too many or in its neighbour's place.
    pub fn misheard(&self) -> Vec<String> {
        // Of three words, two that were heard well find by themselves.
        if self.len() > 2 {
            made_misheard(self.triples(), &[String::new()])
        } else {
            made_misheard(self.twos(), &[String::new()])
        }
    }

    /// Two words of which one was misheard, mistyped, or written with another sound: for the row of a list, which nobody waits
    /// for and which tells of no year. It brings more strangers than a search opens.
    pub fn pairs_misheard(&self) -> Vec<String> {
        made_slipped(self.twos(), &[String::new()], |met| [slips(met), exchanged(met)].concat())
    }

    /// One word of this person with one of a parent's each, where the parent's name stands beside: at most 8 to keep.
    pub fn with_parent(&self, parent: &Self, what: For) -> Vec<String> {
        let mut keys = Keys::new(if what == For::Asking { ASKED } else { TIMES });
        for own in &self.words {
            for word in &parent.words {
                let parents: Vec<String> = word.at.sounds(what).iter().map(|at| format!("of-{at}")).collect();
                keys.add(&[own.at.sounds(what), &parents], &[String::new()]);
            }
        }
        keys.made()
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
    made_of(words, times, what, most, Meeting::sounds)
}

/// The same, from what of the words is asked for.
fn made_of<'a, const N: usize>(
    words: impl Iterator<Item = [&'a Word; N]>,
    times: &[String],
    what: For,
    most: usize,
    at: fn(&Meeting, For) -> &[String],
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
    made_slipped(words, times, slips)
}

/// The same, with one of the words as it may have been meant otherwise.
fn made_slipped<'a, const N: usize>(
    words: impl Iterator<Item = [&'a Word; N]>,
    times: &[String],
    meant: fn(&str) -> Vec<String>,
) -> Vec<String> {
    let mut keys = Keys::new(MISHEARD);
    for words in words {
        for wrong in 0..N {
            let others = meant(words[wrong].at.first());
            let mut parts = words.map(|word| word.at.sounds(For::Keeping));
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
                kept.words.iter().map(|word| word.at.sounds(For::Asking)).collect::<Vec<_>>(),
                asked.words.iter().map(|word| word.at.sounds(For::Asking)).collect::<Vec<_>>()
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
    fn of_two_words_one_may_be_written_with_another_sound() {
        let kept = read("Нұрпейісова Гүлжахан").pairs(For::Keeping);
        for (asked, by_search, by_list) in [
            ("Gulzhahan Nurpeiova", true, true),
            ("Nurpeinova Gulzhahan", false, true),
            ("Gulzhahan Akhmetova", false, false),
            ("Gulzhahan", false, false),
        ] {
            let asked = read(asked);
            assert!(!share(&kept, &asked.pairs(For::Asking)));
            assert_eq!(share(&kept, &asked.misheard()), by_search, "{:?}", asked.misheard());
            assert_eq!(share(&kept, &asked.pairs_misheard()), by_list, "{:?}", asked.pairs_misheard());
        }
    }

    #[test]
    fn a_word_meets_with_a_parents_and_neither_is_the_other() {
        let keys = |own: &str, parent: &str, what| read(own).with_parent(&read(parent), what);
        let kept = keys("Сырымбет", "Раушангүл Ахметова", For::Keeping);
        assert!(share(&kept, &keys("Sirimbet", "Raushangul", For::Asking)));
        assert!(!share(&kept, &keys("Raushangul", "Sirimbet", For::Asking)));
        assert!(!share(&kept, &read("Сырымбет Раушангүл").pairs(For::Asking)));
        assert!(keys("Сырымбет", "", For::Asking).is_empty());
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
            prop_assert!(person.pairs_misheard().len() <= MISHEARD);
            let with_parent = person.with_parent(&read(&other), For::Keeping);
            prop_assert!(with_parent.len() <= TIMES);
            for key in &with_parent {
                prop_assert_eq!(key.split(' ').count(), 3);
            }
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
