//! The built-in texts, read once: texts without arguments become plain strings, the rest stay patterns.

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;
use unic_langid::langid;

use super::{Arg, Direction, Language, number, pseudo};

macro_rules! sources {
    ($language:literal) => {
        &[
            ("account", include_str!(concat!("../../words/", $language, "/account.ftl"))),
            ("change", include_str!(concat!("../../words/", $language, "/change.ftl"))),
            ("child", include_str!(concat!("../../words/", $language, "/child.ftl"))),
            ("conference", include_str!(concat!("../../words/", $language, "/conference.ftl"))),
            ("day", include_str!(concat!("../../words/", $language, "/day.ftl"))),
            ("errors", include_str!(concat!("../../words/", $language, "/errors.ftl"))),
            ("family", include_str!(concat!("../../words/", $language, "/family.ftl"))),
            ("field", include_str!(concat!("../../words/", $language, "/field.ftl"))),
            ("frame", include_str!(concat!("../../words/", $language, "/frame.ftl"))),
            ("import", include_str!(concat!("../../words/", $language, "/import.ftl"))),
            ("complaints", include_str!(concat!("../../words/", $language, "/complaints.ftl"))),
            ("people", include_str!(concat!("../../words/", $language, "/people.ftl"))),
            ("lists", include_str!(concat!("../../words/", $language, "/lists.ftl"))),
            ("office", include_str!(concat!("../../words/", $language, "/office.ftl"))),
            ("plan", include_str!(concat!("../../words/", $language, "/plan.ftl"))),
            ("print", include_str!(concat!("../../words/", $language, "/print.ftl"))),
            ("refer", include_str!(concat!("../../words/", $language, "/refer.ftl"))),
            ("time", include_str!(concat!("../../words/", $language, "/time.ftl"))),
            ("tour", include_str!(concat!("../../words/", $language, "/tour.ftl"))),
        ]
    };
}

/// The texts of a language as (subject, Fluent source). A new subject is one line in the list above.
pub(super) const fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::En | Language::Pseudo => sources!("en"),
        Language::Ru => sources!("ru"),
        Language::Kk => sources!("kk"),
        Language::Ar => sources!("ar"),
    }
}

pub(super) struct Bundle {
    plain: HashMap<String, &'static str>,
    patterns: FluentBundle<FluentResource>,
    language: Language,
}

pub(super) fn of(language: Language) -> &'static Bundle {
    static BUNDLES: LazyLock<[Bundle; 5]> = LazyLock::new(|| Language::ALL.map(Bundle::read));
    &BUNDLES[language as usize]
}

pub(super) fn collator(language: Language) -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATORS: LazyLock<[Option<CollatorBorrowed<'static>>; 5]> = LazyLock::new(|| {
        Language::ALL.map(|language| {
            let locale = match language {
                Language::En | Language::Pseudo => locale!("en"),
                Language::Ru => locale!("ru"),
                Language::Kk => locale!("kk"),
                Language::Ar => locale!("ar"),
            };
            CollatorBorrowed::try_new(locale.into(), CollatorOptions::default()).ok()
        })
    });
    COLLATORS[language as usize].as_ref()
}

impl Bundle {
    fn read(language: Language) -> Self {
        let mut patterns = FluentBundle::new_concurrent(vec![match language {
            Language::En | Language::Pseudo => langid!("en"),
            Language::Ru => langid!("ru"),
            Language::Kk => langid!("kk"),
            Language::Ar => langid!("ar"),
        }]);
        // Arguments are held apart by `isolated`, which does it only where directions meet.
        patterns.set_use_isolating(false);
        if language == Language::Pseudo {
            patterns.set_transform(Some(pseudo::accent));
        }
        patterns.set_formatter(Some(match language {
            Language::Ru => |value, _| grouped(Language::Ru, value),
            Language::Kk => |value, _| grouped(Language::Kk, value),
            _ => |value, _| grouped(Language::En, value),
        }));
        let mut keys = Vec::new();
        for (_, source) in sources(language) {
            // A text that does not parse is left out here and found by a test.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, _)| rest);
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    keys.push(message.id.name.to_owned());
                }
            }
            patterns.add_resource_overriding(resource);
        }
        let mut bundle = Self { plain: HashMap::with_capacity(keys.len()), patterns, language };
        for key in keys {
            if let Some(text) = bundle.with(&key, &[]) {
                // Read once for the life of the program, so that every text is `&'static`.
                bundle.plain.insert(key, Box::leak(text.into_boxed_str()));
            }
        }
        bundle
    }

    /// A text that takes no arguments.
    pub(super) fn plain(&self, key: &str) -> Option<&'static str> {
        self.plain.get(key).copied()
    }

    /// A text with arguments; nothing when the key or an argument is missing.
    pub(super) fn with(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> Option<String> {
        let pattern = self.patterns.get_message(key)?.value()?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            given.set(
                *name,
                match arg {
                    Arg::Text(text) => FluentValue::from(self.isolated(text)),
                    Arg::Number(number) => FluentValue::from(*number),
                },
            );
        }
        let mut wrong = Vec::new();
        let said = self.patterns.format_pattern(pattern, Some(&given), &mut wrong);
        if !wrong.is_empty() {
            return None;
        }
        Some(if self.language == Language::Pseudo { pseudo::bracket(&said) } else { said.into_owned() })
    }

    /// An argument with letters of the other direction, between isolating marks.
    fn isolated(&self, text: &str) -> String {
        let right_to_left = |c: char| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFC}');
        let foreign = match self.language.direction() {
            Direction::Ltr => text.chars().any(right_to_left),
            Direction::Rtl => text.chars().any(|c| c.is_alphabetic() && !right_to_left(c)),
        };
        if foreign { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "arguments are whole numbers made from i64")]
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(number::whole(language, number.value as i64)),
        _ => None,
    }
}
