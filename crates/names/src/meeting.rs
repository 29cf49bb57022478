//! Where one word of a name meets its other forms: the sounds that these have in common, and the names that it may be.
//!
//! A word that the lexicon knows meets where most forms of its name do, one that is grown on such a name where the two do, any
//! other at its own sounds. Which part of the name a word is does not matter: a patronymic meets at the father's name, a
//! surname without its ending, a kunya at the child's.
//!
//! Invariant: pure. Where a script leaves a sound open, a word is stored at two meetings; where only the asker's spelling does,
//! it is looked for at more. What it is stored at is among what it is looked for at.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::{
    key::light,
    letters::is_vowel,
    lexicon::{self, Known},
    name::GROWN_ON,
    particle::{before_father, before_kunya, child_of, patronymic, surname_root, without_article},
    script::{Script, script},
};

/// Names that one word is looked for as.
const NAMES: usize = 3;

/// For what keys are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To be kept with a person: few.
    Keeping,
    /// To look for a person: each under which the person may be kept.
    Asking,
}

/// Where a word meets.
#[derive(Clone)]
pub(crate) struct Meeting {
    /// Where it is looked for; where it is stored first.
    sounds: Vec<String>,
    /// At how many of them it is stored.
    stored: usize,
    named: Named,
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
        meet(part).named
    }

    /// Whether it is a name of the lexicon, and not only how a word sounds.
    pub fn is_listed(&self) -> bool {
        self.0.first().is_some_and(|name| name.starts_with('#'))
    }

    /// Whether the likeliest name of one is among those of the other.
    pub fn may_be(&self, other: &Self) -> bool {
        let among = |one: &Self, other: &Self| one.0.first().is_some_and(|name| other.0.contains(name));
        among(self, other) || among(other, self)
    }
}

impl Meeting {
    /// Its sounds.
    pub(crate) fn sounds(&self, what: For) -> &[String] {
        &self.sounds[..if what == For::Asking { self.sounds.len() } else { self.stored }]
    }

    /// As what it is stored first; nothing if it meets nowhere.
    pub(crate) fn first(&self) -> &str {
        self.sounds.first().map_or("", String::as_str)
    }

    /// The names that it may be; it is stored as the likeliest.
    pub(crate) fn names(&self, what: For) -> &[String] {
        let Named(names) = &self.named;
        &names[..if what == For::Asking { names.len() } else { names.len().min(1) }]
    }
}

/// Where a part of a name meets.
pub(crate) fn meet(part: &str) -> Meeting {
    // With a letter lost, sounds would be invented.
    if part.contains(['?', '\u{FFFD}']) {
        return Meeting { sounds: Vec::new(), stored: 0, named: Named(Vec::new()) };
    }
    let (bare, whole) = (bare(part), joined(part));
    let (mut meetings, mut names) = (Vec::new(), Vec::new());
    let mut may_be = |meanings: &lexicon::Meanings, grown: &str| {
        for (name, _) in meanings.names.iter().filter(|(name, _)| *name != 0) {
            meetings.push(closed(&format!("{}{grown}", meeting_of(*name))));
            names.push(format!("#{name}{grown}"));
        }
    };
    for wanted in [Known::Listed, Known::ByEar] {
        for meanings in [&bare, &whole].map(|word| lexicon::look_up(word)) {
            if meanings.known == wanted {
                may_be(&meanings, "");
            }
        }
    }
    if let Some((root, grown)) = grown_on(&bare) {
        may_be(&root, &grown);
    }
    let (kept, also) = heard(&bare);
    names.extend(kept.iter().cloned());
    let mut names = each_once(names);
    names.truncate(NAMES);
    let stored = meetings.first().map_or_else(|| kept.clone(), |first| vec![first.clone()]);
    let sounds = each_once([stored.clone(), kept, meetings, also, heard(&whole).0].concat());
    let stored = sounds.iter().take_while(|key| stored.contains(key)).count();
    Meeting { sounds, stored, named: Named(names) }
}

fn each_once(keys: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for key in keys {
        if !key.is_empty() && !once.contains(&key) {
            once.push(key);
        }
    }
    once
}

/// What grows on names besides what may also be written apart from them: Алибай, Мухамедгали.
const ENDINGS: &[&str] =
    &["бай", "бой", "bai", "bay", "boy", "باي", "гали", "ғали", "gali", "ghali", "غالي", "zhan"];

/// The name of the lexicon that a word begins with, where it is grown together with another, and the other's sounds.
fn grown_on(word: &str) -> Option<(lexicon::Meanings, String)> {
    GROWN_ON.iter().chain(ENDINGS).find_map(|grown| {
        let root = word.strip_suffix(grown).filter(|root| root.chars().nth(2).is_some())?;
        let root = lexicon::look_up(root);
        (root.known != Known::Not).then(|| (root, heard(grown).0.concat()))
    })
}

/// Sounds of which no two neighbours are one.
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

/// Sounds that a consonant may be, as [`sounds`] has them.
const CONSONANTS: [char; 8] = ['b', 'd', 's', 'k', 'l', 'm', 'n', 'r'];

/// Where a word meets if one of its sounds was another.
pub(crate) fn exchanged(met: &str) -> Vec<String> {
    let sounds: Vec<char> = met.chars().collect();
    let mut found = BTreeSet::new();
    for at in 0..sounds.len() {
        for sound in CONSONANTS {
            let mut other = sounds.clone();
            other[at] = sound;
            found.insert(closed(&String::from_iter(other)));
        }
    }
    found.remove(met);
    found.into_iter().collect()
}

/// Where a word meets if one of its sounds was left out, put in, or exchanged with the next.
pub(crate) fn slips(met: &str) -> Vec<String> {
    let sounds: Vec<char> = met.chars().collect();
    let mut found = BTreeSet::new();
    let mut add = |sounds: Vec<char>| {
        let once = closed(&String::from_iter(sounds));
        if !once.is_empty() {
            found.insert(once);
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
        // Of vowels only a first one is heard.
        for sound in CONSONANTS.into_iter().chain((at == 0).then_some('a')) {
            let mut more = sounds.clone();
            more.insert(at, sound);
            add(more);
        }
    }
    found.remove(met);
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_alike_are_two() {
        for (one, other, same) in [
            ("махмуд", "محمود", true),
            ("мухаммад", "محمود", false),
            ("ахметжан", "احمدجان", true),
            ("ахметжан", "احمد", false),
            ("", "", false),
            ("ж?сіп", "ж?сіп", false),
        ] {
            assert_eq!(Named::of(one).may_be(&Named::of(other)), same, "{one} {other}");
            assert_eq!(Named::of(other).may_be(&Named::of(one)), same, "{other} {one}");
        }
        assert!(Named::of("махмуд").is_listed() && !Named::of("кхвылда").is_listed());
        assert_eq!(meet("мухаммад").first(), meet("محمود").first());
    }
}
