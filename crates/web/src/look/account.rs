//! Signing in: the card with name and password, the second factor, the demo's roles.

use maud::{Markup, html};

use super::{Button, Field, Icon, Post, TextKind, action_form, button, icon, own, text_field};
use crate::words::Words;

/// Name and password. `refused` says why it did not work, never which of the two was wrong.
pub fn login_card(words: Words, post: Post<'_>, name: &str, refused: Option<&str>) -> Markup {
    html! {
        section class="card login" {
            h1 { (words.say("sign-in-title")) }
            @if let Some(message) = refused { div class="notice late" role="alert" { (icon(Icon::Warning)) p { (message) } } }
            (action_form(post, &html! {
                (text_field(words, Field::new("name", words.say("sign-in-name")), TextKind::UserName, name))
                (text_field(words, Field::new("password", words.say("sign-in-password")), TextKind::Password, ""))
                (button(Button::first(words.say("sign-in-do"))))
            }))
        }
    }
}

/// The second factor, or a recovery code instead.
pub fn second_factor_card(words: Words, post: Post<'_>, refused: Option<&str>) -> Markup {
    html! {
        section class="card login" {
            h1 { (words.say("sign-in-second")) }
            p { (words.say("sign-in-second-what")) }
            (action_form(post, &html! {
                (text_field(words, Field::new("code", words.say("sign-in-code")).error(refused), TextKind::OneTimeCode, ""))
                (button(Button::first(words.say("sign-in-do"))))
            }))
        }
    }
}

/// A role of the demo.
#[derive(Debug, Clone, Copy)]
pub struct Role<'a> {
    /// The role, in the reader's language.
    pub role: &'a str,
    /// Who plays it.
    pub person: &'a str,
    /// What there is to do for them.
    pub what: &'a str,
    /// A picture.
    pub icon: Icon,
}

/// One click to sign in as a role, in the demo only.
pub fn role_card(post: Post<'_>, role: Role<'_>) -> Markup {
    html! {
        form method="post" action=(post.action) class="role" data-once {
            (super::hidden_fields(post))
            button type="submit" class="card" {
                (icon(role.icon))
                span { strong { (role.role) } span class="soft" { (own(role.person)) } span { (role.what) } }
            }
        }
    }
}

/// The roles of the demo side by side.
pub fn role_cards(all: &[Markup]) -> Markup {
    html! { div class="roles" { @for one in all { (one) } } }
}

/// Codes to copy down once (recovery codes), each by itself.
pub fn codes_to_keep(codes: &[&str]) -> Markup {
    html! { ul class="codes" translate="no" { @for code in codes { li { code { (code) } } } } }
}
