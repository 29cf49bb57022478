//! Inputs for a person's name, in every script it is met in.

use domain::Script;
use maud::{Markup, html};

use super::Field;
use crate::words::Words;

/// A name as typed, in one script.
#[derive(Debug, Clone, Copy)]
pub struct NameTyped<'a> {
    /// The script of this row.
    pub script: Script,
    /// The whole name, where it was written in one.
    pub full: &'a str,
    /// The given name.
    pub given: &'a str,
    /// The father's name or patronymic.
    pub father: &'a str,
    /// Whether that has an input.
    pub asks_father: bool,
    /// The family name.
    pub family: &'a str,
    /// A kunya or by-name.
    pub kunya: &'a str,
    /// An earlier name; shown only where there is one.
    pub earlier: &'a str,
}

impl NameTyped<'_> {
    /// An empty row for a script.
    pub const fn empty(script: Script) -> Self {
        Self {
            script,
            full: "",
            given: "",
            father: "",
            asks_father: true,
            family: "",
            kunya: "",
            earlier: "",
        }
    }

    const fn is_empty(&self) -> bool {
        self.full.is_empty()
            && self.given.is_empty()
            && self.father.is_empty()
            && self.family.is_empty()
            && self.kunya.is_empty()
            && self.earlier.is_empty()
    }
}

/// A person's name, a row per script, or several where more names were met; the first is open, others open when they
/// hold something. Sent as `name.given.cyrillic`, `name.father.cyrillic` and so on.
pub fn name_field(words: Words, field: Field<'_>, rows: &[NameTyped<'_>]) -> Markup {
    field.around_several(
        words,
        &html! {
            @for (at, row) in rows.iter().enumerate() {
                @let script = match row.script {
                    Script::Latin => words.say("script-latin"),
                    Script::Cyrillic => words.say("script-cyrillic"),
                    Script::Arabic => words.say("script-arabic"),
                    Script::Other => words.say("script-other"),
                };
                details class="script" open[at == 0 || !row.is_empty()] {
                    summary { (script) }
                    div class="side-by-side" {
                        (part(words.say("name-given"), field, *row, "given", row.given))
                        @if row.asks_father { (part(words.say("name-father"), field, *row, "father", row.father)) }
                        (part(words.say("name-family"), field, *row, "family", row.family))
                    }
                    div class="side-by-side" {
                        (part(words.say("name-full"), field, *row, "full", row.full))
                        (part(words.say("name-kunya"), field, *row, "kunya", row.kunya))
                        @if !row.earlier.is_empty() { (part(words.say("name-earlier"), field, *row, "earlier", row.earlier)) }
                    }
                }
            }
        },
    )
}

fn part(label: &str, field: Field<'_>, row: NameTyped<'_>, part: &str, value: &str) -> Markup {
    let direction = match row.script {
        Script::Arabic => "rtl",
        Script::Other => "auto",
        Script::Latin | Script::Cyrillic => "ltr",
    };
    let script = match row.script {
        Script::Other => String::new(),
        script => format!(".{}", script.code()),
    };
    html! {
        label {
            span { (label) }
            input type="text" name={ (field.name) "." (part) (script) } value=(value) dir=(direction)
                autocomplete="off" spellcheck="false" aria-invalid=[field.invalid()];
        }
    }
}
