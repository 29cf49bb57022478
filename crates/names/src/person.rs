//! A person as one record tells of them, prepared once and compared many times.
//!
//! The same fact may stand in several places: the father in the patronymic, in the second word of an Arabic chain and
//! in a column of his own. Each fact has one place here, so that it counts once.
//!
//! Invariant: what a record does not tell is `None` and is evidence for nothing.

use crate::{
    birth::Birth,
    hint::{Sex, sex_hint},
    name::{Name, Word},
    parse::Role,
    token::Token,
};

/// What one record tells of a person, as its source wrote it; empty where it does not tell.
#[derive(Clone, Copy, Default)]
pub struct Record<'a> {
    /// The whole name in one string.
    pub name: &'a str,
    /// The father's name, as much of it as is known.
    pub father: &'a str,
    /// The mother's name, as much of it as is known.
    pub mother: &'a str,
    /// `M`, `F` or a word that begins so.
    pub sex: &'a str,
    /// `YYYY-MM-DD`, `YYYY`, `~YYYY` for a year reckoned from an age; years of the Hijra too.
    pub birth: &'a str,
}

// All of it is about one person.
impl std::fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record").finish_non_exhaustive()
    }
}

/// A person in the prepared form.
#[derive(Clone)]
pub struct Person {
    raw: Box<str>,
    /// The second where the order of given and family name cannot be told.
    pub(crate) given: [Option<Token>; 2],
    /// From the name and from the father's column; the second only where it differs.
    pub(crate) father: [Option<Token>; 2],
    pub(crate) grandfather: [Option<Token>; 2],
    pub(crate) family: [Option<Token>; 2],
    /// The second as with the own name.
    pub(crate) mother: [Option<Token>; 2],
    /// The mother's family or father.
    pub(crate) mothers_house: [Option<Token>; 2],
    /// Whose father or mother this person is called.
    pub(crate) child: Option<Token>,
    /// Whose father or mother the parents are called: this person's, or a brother's or sister's.
    pub(crate) parents_child: [Option<Token>; 2],
    pub(crate) sex: Option<Sex>,
    pub(crate) birth: Option<Birth>,
}

// Who it is is nobody's business in a log.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

/// Puts a token into the first free place, unless it is there already.
fn put(places: &mut [Option<Token>; 2], token: &Token) {
    if places.iter().flatten().any(|there| there.is_form_of(token)) {
        return;
    }
    if let Some(free) = places.iter_mut().find(|place| place.is_none()) {
        *free = Some(token.clone());
    }
}

impl Person {
    /// Prepares what a record tells.
    pub fn new(record: &Record<'_>) -> Self {
        let name = Name::new(record.name);
        let mut person = Self {
            raw: name.raw().into(),
            given: [None, None],
            father: [None, None],
            grandfather: [None, None],
            family: [None, None],
            mother: [None, None],
            mothers_house: [None, None],
            child: None,
            parents_child: [None, None],
            sex: sex(record.sex).or_else(|| sex_hint(record.name).map(crate::hint::Hint::sex)),
            birth: Birth::read(record.birth),
        };
        for word in &name.words {
            person.take_own(word);
        }
        // Ali Bushra Renatkyzy: with no ending to tell, either may be the given name.
        let is_open = |word: &&Word| word.role == Role::Family && !word.told && !word.nisba;
        if let Some(open) = name.words.iter().find(is_open)
            && (name.words.iter().any(|word| word.role == Role::Father && word.told) || name.words.len() == 2)
        {
            put(&mut person.given, &open.token);
        }
        if person.given[0].is_none()
            && let Some(by_name) = name.words.iter().find(|word| word.role == Role::Nickname)
        {
            put(&mut person.given, &by_name.token);
        }
        for word in &Name::new(record.father).words {
            person.take_of_father(word);
        }
        let mother = Name::new(record.mother);
        for word in &mother.words {
            match word.role {
                Role::Given => put(&mut person.mother, &word.token),
                Role::Family | Role::Father | Role::Grandfather if !word.nisba => {
                    put(&mut person.mothers_house, &word.token);
                }
                Role::Kunya => put(&mut person.parents_child, &word.token),
                _ => {}
            }
        }
        // As with the own name: Мирзаева Захра and Захра Мирзаева, where no ending tells.
        if let [first, second] = &mother.words[..]
            && (is_open(&first) || is_open(&second))
        {
            put(&mut person.mother, &first.token);
            put(&mut person.mother, &second.token);
            put(&mut person.mothers_house, &first.token);
            put(&mut person.mothers_house, &second.token);
        }
        person
    }

    /// The same person where nothing may be guessed about the father: neither he nor his own father speaks, nor a last
    /// word that may be his name.
    #[must_use]
    pub fn without_father(mut self) -> Self {
        for family in &mut self.family {
            if let Some(name) = family
                && self.father.iter().flatten().any(|father| father.is_form_of(name))
            {
                *family = None;
            }
        }
        self.father = [None, None];
        self.grandfather = [None, None];
        self
    }

    /// The name as it was written.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    fn take_own(&mut self, word: &Word) {
        let token = &word.token;
        match word.role {
            Role::Given => put(&mut self.given, token),
            Role::Father => put(&mut self.father, token),
            Role::Grandfather => put(&mut self.grandfather, token),
            Role::Family if word.nisba => {}
            Role::Family if word.told => put(&mut self.family, token),
            // A last word without a surname's ending is a surname or the father's name.
            Role::Family => {
                put(&mut self.family, token);
                if self.father[0].is_none() {
                    put(&mut self.father, token);
                }
            }
            Role::Kunya => self.child = Some(token.clone()),
            Role::Nickname => {}
        }
    }

    fn take_of_father(&mut self, word: &Word) {
        let token = &word.token;
        match word.role {
            Role::Given => put(&mut self.father, token),
            Role::Father => put(&mut self.grandfather, token),
            Role::Family if word.nisba => {}
            Role::Family if word.told => put(&mut self.family, token),
            Role::Family => {
                put(&mut self.family, token);
                put(&mut self.grandfather, token);
            }
            Role::Kunya => put(&mut self.parents_child, token),
            Role::Grandfather | Role::Nickname => {}
        }
    }
}

fn sex(text: &str) -> Option<Sex> {
    match text.trim().chars().next()? {
        'm' | 'M' | 'м' | 'М' | 'ذ' | 'е' | 'Е' => Some(Sex::Male),
        'f' | 'F' | 'ж' | 'Ж' | 'أ' | 'ا' | 'ә' | 'Ә' => Some(Sex::Female),
        _ => None,
    }
}
