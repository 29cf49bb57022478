//! What people say and write in the invented country, in Russian and Kazakh, as workers there write.
//!
//! Invariant: gentle and human; nothing that a school, a clinic or a partner reads here tells where a child came from.
//! In a text `{N}` is the given name, `[a|b]` one of two forms: of a girl or woman, of a boy or man.

mod child;
mod learning;
mod matters;
mod meeting;
mod plan;
mod safety;
mod work;

pub(super) use child::*;
pub(super) use learning::*;
pub(super) use matters::*;
pub(super) use meeting::*;
pub(super) use plan::*;
pub(super) use safety::*;
pub(super) use work::*;

use super::{dice::Dice, names::Sex};

/// A thing that can be said in several ways.
pub(super) struct Say {
    pub(super) ru: &'static [&'static str],
    pub(super) kk: &'static [&'static str],
}

/// Of whom and in which language something is said.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) language: &'static str,
    pub(super) name: &'a str,
    pub(super) sex: Sex,
}

impl Say {
    /// One of the ways, in the family's language where workers write it.
    pub(super) fn pick(&self, voice: Voice<'_>, dice: &mut Dice) -> String {
        let all = if voice.language == "kk" { self.kk } else { self.ru };
        voice.fit(all[dice.below(all.len())])
    }
    /// The way of a number, so that two texts belong together.
    pub(super) fn nth(&self, number: usize, voice: Voice<'_>) -> String {
        let all = if voice.language == "kk" { self.kk } else { self.ru };
        voice.fit(all[number % all.len()])
    }
}

impl Voice<'_> {
    /// A text with its name and its forms.
    pub(super) fn fit(&self, text: &str) -> String {
        let text = text.replace("{N}", self.name);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('[') {
            out.push_str(before);
            let Some((forms, after)) = after.split_once(']') else { break };
            let (female, male) = forms.split_once('|').unwrap_or((forms, forms));
            out.push_str(self.sex.form(female, male));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_name_and_form() {
        let girl = Voice { language: "ru", name: "Айша", sex: Sex::Female };
        let boy = Voice { sex: Sex::Male, name: "Омар", ..girl };
        assert_eq!(girl.fit("{N} [пришла|пришёл] сама."), "Айша пришла сама.");
        assert_eq!(boy.fit("{N} [пришла|пришёл]."), "Омар пришёл.");
    }
}
