//! The same person's name, written in another script or by another ear.
//!
//! A name arrives as a camp, a consulate, a ministry or a grandmother wrote it. This crate says which script
//! each word is in, derives a normal form (and reports every loss or repair on the way), parses particles and
//! patronymic endings instead of comparing them as letters, and derives keys by which a sealed store can find a
//! name again without holding it.
//!
//! Invariant: the raw text is never replaced. Everything here is derived from it, can be derived again by a
//! later and better version, and takes time linear in its length.
//!
//! Names and persons are prepared once and then compared, about a million times a second on one core. There are two
//! answers: whether two records are one person, and how two persons may be related.
//!
//! It depends on nothing else of the project and knows no person, only text.
//!
//! ```
//! use names::{KeyKind, Note, keys, normalise};
//!
//! let written = normalise("Нодирa"); // the last letter is Latin
//! assert_eq!(written.text, "нодира");
//! assert!(written.has(Note::Homoglyph));
//!
//! let skeleton = |name| keys(name).into_iter().find(|key| key.kind == KeyKind::Skeleton).map(|key| key.text);
//! assert_eq!(skeleton("Мұхаммед"), skeleton("محمد"));
//! assert_eq!(skeleton("Мұхаммед"), skeleton("Muhammad"));
//! ```
//!
//! ```
//! use names::{Name, SAME_NAME_AT};
//!
//! let hatice = Name::new("Hatice");
//! assert!(hatice.share(&Name::new("خديجة")) >= SAME_NAME_AT);
//! assert!(hatice.share(&Name::new("Хадиша")) >= SAME_NAME_AT);
//! assert!(Name::new("Хасан").share(&Name::new("Husayn")) < SAME_NAME_AT);
//! ```
//!
//! ```
//! use names::{Person, Record, Relation, compare, english, reasons};
//!
//! let person = |name, mother, birth| Person::new(&Record { name, mother, birth, ..Record::default() });
//! let one = person("Ахметова Зарина Канатовна", "Дана", "2008-03-29");
//! let again = person("زارينا قنات احمدوف", "", "2008");
//! let sister = person("Akhmetova Madina Kanatovna", "Dana", "2010-05-01");
//!
//! assert_eq!(compare(&one, &again).relation, Relation::Same);
//! let found = compare(&one, &sister);
//! assert_eq!(found.relation, Relation::Sibling);
//! assert!(found.same < 0.1);
//! assert!(reasons(&one, &sister).iter().any(|why| english(why) == "the given names differ"));
//! ```

mod birth;
mod costs;
mod evidence;
mod hint;
mod homoglyph;
mod index;
mod key;
mod kin;
pub mod learn;
mod letters;
mod lexicon;
mod meeting;
mod name;
mod normal;
mod note;
mod parse;
mod particle;
mod person;
mod script;
mod sound;
mod token;
mod verdict;
mod weights;
mod words;

pub use evidence::{Field, Kind};
pub use hint::{Hint, Sex, looks_like_patronymic, looks_like_surname, sex_hint};
pub use index::{INDEX, Meetings};
pub use key::{Key, KeyKind, keys, keys_as, light, pair_keys, skeleton};
pub use kin::{Kin, Kinship, Side, kinship};
pub use lexicon::forms;
pub use meeting::{For, Named};
pub use name::Name;
pub use normal::{MAX_CHARS, Normalised, normalise};
pub use note::{Gravity, Note};
pub use parse::{Part, Role, parse};
pub use particle::{Patronymic, PatronymicStyle, patronymic, surname_root};
pub use person::{Person, Record};
pub use script::{Script, letter_script, script};
pub use verdict::{Beforehand, Reason, Relation, SAME_PERSON_AT, Verdict, compare, reasons};
pub use weights::SAME_NAME_AT;
pub use words::{english, name_reasons};
