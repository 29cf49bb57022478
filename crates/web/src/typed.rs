//! What was typed into a page's own form, and what is wrong with it.
//!
//! Invariant: a refused form is shown again with everything that was typed, and each reason stands at its field.

use app::Refused;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Instant, Private};
use jiff::{ToSpan, civil, tz::TimeZone};
use maud::Markup;

use crate::{
    args,
    fail::Fail,
    look::{self, Field, Post, Problem},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
    words::Words,
};

/// The longest text that one field of a page takes, in characters: as long as an answer of a form.
const LONGEST: usize = forms::submission::LONGEST_ANSWER;

/// What stands in the fields of a page, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    fields: Vec<(String, String)>,
    wrong: Vec<Wrong>,
}

#[derive(Debug, Clone)]
struct Wrong {
    field: Option<String>,
    label: Option<String>,
    message: String,
}

impl Typed {
    /// As it was sent; a text that is too long is noticed here.
    pub(crate) fn sent(posted: &Posted) -> Self {
        let words = posted.visit.words;
        let mut typed = Self { fields: posted.fields().to_vec(), wrong: Vec::new() };
        for (name, value) in posted.fields() {
            if value.chars().count() > LONGEST {
                let message = words.say_with("wrong-too-long", args!["most" => LONGEST]);
                typed.wrong.push(Wrong { field: Some(name.clone()), label: None, message });
            }
        }
        typed
    }

    /// With a value in a field where nobody typed; what was typed comes first.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// What stands in a field.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Everything that is chosen in a field.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        let of_it = self.fields.iter().filter(|(known, value)| known == name && !value.is_empty());
        of_it.map(|(_, value)| value.as_str()).collect()
    }

    /// What is chosen in a field, if anything is.
    pub(crate) fn chosen(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Whether a box is ticked.
    pub(crate) fn ticked(&self, name: &str) -> look::Ticked {
        if self.get(name).is_empty() { look::Ticked::No } else { look::Ticked::Yes }
    }

    /// A text without spaces around, for a use case.
    pub(crate) fn text(&self, name: &str) -> Private<String> {
        self.get(name).trim().into()
    }

    /// The same where it may be empty.
    pub(crate) fn maybe(&self, name: &str) -> Option<Private<String>> {
        Some(self.get(name).trim()).filter(|text| !text.is_empty()).map(Into::into)
    }

    /// Notes what is wrong with a field.
    pub(crate) fn wrong(&mut self, field: &str, label: &str, message: impl Into<String>) {
        self.wrong.push(Wrong {
            field: Some(field.to_owned()),
            label: Some(label.to_owned()),
            message: message.into(),
        });
    }

    /// Notes that a field needs an answer.
    pub(crate) fn needed(&mut self, words: Words, field: &str, label: &str) {
        self.wrong(field, label, words.say("wrong-required"));
    }

    /// Notes that something has no name yet.
    pub(crate) fn named(&mut self, words: Words, field: &str, label: &str) {
        if self.maybe(field).is_none() {
            self.wrong(field, label, words.say("refused-name-needed"));
        }
    }

    /// Notes a rule's refusal at the field that `place` knows for its code, or above them all; whatever is no rule's
    /// refusal goes on as it is.
    pub(crate) fn refused<'l>(
        &mut self,
        visit: &Visit,
        error: Refused,
        place: impl Fn(&str) -> Option<(&'l str, &'l str)>,
    ) -> Result<(), Fail> {
        let Refused::Because(reason) = error else { return Err(Fail(error)) };
        let message = sentence(visit, &reason);
        let (field, label) = place(reason.code).unzip();
        self.wrong.push(Wrong { field: field.map(str::to_owned), label: label.map(str::to_owned), message });
        Ok(())
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_fine(&self) -> bool {
        self.wrong.is_empty()
    }

    /// A field with what is wrong with it.
    pub(crate) fn field<'f>(&'f self, name: &'f str, label: &'f str) -> Field<'f> {
        let wrong = self.wrong.iter().find(|wrong| wrong.field.as_deref() == Some(name));
        Field::new(name, label).error(wrong.map(|wrong| wrong.message.as_str()))
    }

    /// A part of the page that is folded away until it is wanted, and open when its field was refused.
    pub(crate) fn folded(&self, field: &str, summary: &str, content: &Markup) -> Markup {
        if self.field(field, "").error.is_some() { content.clone() } else { look::folded(summary, content) }
    }

    /// What is wrong, on top of the page.
    pub(crate) fn summary(&self, words: Words) -> Markup {
        let problems: Vec<Problem<'_>> = self
            .wrong
            .iter()
            .map(|wrong| Problem {
                field: wrong.field.as_deref(),
                label: wrong.label.as_deref(),
                message: &wrong.message,
            })
            .collect();
        look::error_summary(words, &problems)
    }

    /// A page with its status: a refused form is no success.
    pub(crate) fn answer(&self, page: Response) -> Response {
        if self.is_fine() { page } else { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() }
    }

    /// A day as the browser's own field sends it; noted when it is none.
    pub(crate) fn day(&mut self, words: Words, name: &str, label: &str) -> Option<civil::Date> {
        let text = self.maybe(name)?;
        let day = text.as_str().parse().ok();
        if day.is_none() {
            self.wrong(name, label, words.say("wrong-no-date"));
        }
        day
    }

    /// The end of a day at a place; noted when it is no day.
    pub(crate) fn end_of_day(
        &mut self,
        words: Words,
        name: &str,
        label: &str,
        zone: &TimeZone,
    ) -> Option<Instant> {
        let day = self.day(words, name, label)?;
        day.checked_add(1.day()).ok()?.to_zoned(zone.clone()).ok().map(|end| end.timestamp())
    }

    /// A day and time at a place; noted when it is none.
    pub(crate) fn moment(
        &mut self,
        words: Words,
        name: &str,
        label: &str,
        zone: &TimeZone,
    ) -> Option<Instant> {
        let text = self.maybe(name)?;
        let at = text.as_str().parse::<civil::DateTime>().ok();
        let at = at.and_then(|at| at.to_zoned(zone.clone()).ok()).map(|at| at.timestamp());
        if at.is_none() {
            self.wrong(name, label, words.say("wrong-no-date"));
        }
        at
    }
}

/// A form of a page that may have several: each with a command of its own, made with the page.
pub(crate) fn form(visit: &Visit, action: &str, content: &Markup) -> Result<Markup, Fail> {
    let command = visit.command()?;
    let post = Post { action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    Ok(look::action_form(post, content))
}
