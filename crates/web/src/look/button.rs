//! Buttons, links that look like buttons, and the forms around them.
//!
//! Invariant: what changes something is a POST form with the session's token and a command id, never a link.

use maud::{Markup, html};

use super::{Icon, icon};

/// How much weight a button has. One [`Weight::First`] on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one thing to do here.
    First,
    /// Everything else.
    #[default]
    Quiet,
    /// Looks like a link, beside other text.
    Plain,
    /// Refuses, erases, revokes.
    Grave,
}

impl Weight {
    pub(super) const fn button_class(self) -> &'static str {
        match self {
            Self::First => "button first",
            Self::Quiet => "button",
            Self::Plain => "button plain",
            Self::Grave => "button grave",
        }
    }
}

/// A submit button. Its text is a verb with its object ("Save visit").
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    /// What it says.
    pub text: &'a str,
    /// Its weight.
    pub weight: Weight,
    /// A picture before the text.
    pub icon: Option<Icon>,
    /// Name and value sent when this button is the one pressed.
    pub sends: Option<(&'a str, &'a str)>,
    /// What a screen reader hears instead, where the text alone does not say on what ("Remove child 2").
    pub spoken: Option<&'a str>,
    /// The field (or repeat) to stand at when the page is there again.
    pub lands: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// A quiet button.
    pub const fn quiet(text: &'a str) -> Self {
        Self { text, weight: Weight::Quiet, icon: None, sends: None, spoken: None, lands: None }
    }
    /// The one thing to do here.
    pub const fn first(text: &'a str) -> Self {
        Self { weight: Weight::First, ..Self::quiet(text) }
    }
    /// Refuses, erases or revokes.
    pub const fn grave(text: &'a str) -> Self {
        Self { weight: Weight::Grave, ..Self::quiet(text) }
    }
    /// Looks like a link.
    pub const fn plain(text: &'a str) -> Self {
        Self { weight: Weight::Plain, ..Self::quiet(text) }
    }
    /// With a picture before the text.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
    /// Sends this name and value when pressed.
    #[must_use]
    pub const fn sends(mut self, name: &'a str, value: &'a str) -> Self {
        self.sends = Some((name, value));
        self
    }
    /// Keeps the reader at this field when the same page comes back.
    #[must_use]
    pub const fn lands(mut self, field: &'a str) -> Self {
        self.lands = Some(field);
        self
    }
    /// Said by screen readers instead of the text.
    #[must_use]
    pub const fn spoken(mut self, text: &'a str) -> Self {
        self.spoken = Some(text);
        self
    }
}

/// A submit button.
pub fn button(button: Button<'_>) -> Markup {
    html! {
        button type="submit" class=(button.weight.button_class()) aria-label=[button.spoken]
            name=[button.sends.map(|sends| sends.0)] value=[button.sends.map(|sends| sends.1)]
            formaction=[button.lands.map(|field| format!("#f-{field}"))] {
            @if let Some(picture) = button.icon { (icon(picture)) }
            (button.text)
        }
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
pub fn link_button(text: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.button_class()) href=(href) { (text) } }
}

/// A link that looks like a button, with a picture.
pub fn link_button_with(picture: Icon, text: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.button_class()) href=(href) { (icon(picture)) (text) } }
}

/// Buttons side by side, the first one first.
pub fn buttons(content: &[Markup]) -> Markup {
    html! { div class="buttons" { @for button in content { (button) } } }
}

/// Where a form goes and what it must carry.
#[derive(Debug, Clone, Copy, Default)]
pub struct Post<'a> {
    /// The address that takes it.
    pub action: &'a str,
    /// The session's token, sent as `_csrf`.
    pub csrf: &'a str,
    /// The command id made with the page, sent as `_command`: sent twice, it happens once.
    pub command: Option<&'a str>,
    /// Where to keep what is typed until it is sent (`draft.js` posts JSON there; see `assets/draft.js`).
    pub draft: Option<&'a str>,
    /// The id of the form's logic on the page, for `page.js`.
    pub logic: Option<&'a str>,
    /// How it is encoded.
    pub encoding: Encoding,
}

/// How a form is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Names and values.
    #[default]
    Fields,
    /// With files.
    Files,
}

/// A form that changes something. Its buttons are part of `content`.
///
/// `once.js` stops a second sending; `data-draft` turns on the autosave.
pub fn action_form(post: Post<'_>, content: &Markup) -> Markup {
    let encoding = (post.encoding == Encoding::Files).then_some("multipart/form-data");
    html! {
        form method="post" action=(post.action) enctype=[encoding] data-once data-draft=[post.draft] data-logic=[post.logic] novalidate {
            (hidden_fields(post))
            (content)
        }
    }
}

/// The token and the command id, for a form written by hand.
pub fn hidden_fields(post: Post<'_>) -> Markup {
    html! {
        input type="hidden" name="_csrf" value=(post.csrf);
        @if let Some(command) = post.command { input type="hidden" name="_command" value=(command); }
    }
}

/// A form that is one button.
pub fn one_button(post: Post<'_>, with: Button<'_>) -> Markup {
    html! {
        form method="post" action=(post.action) class="one" data-once { (hidden_fields(post)) (button(with)) }
    }
}
