//! The second factor: a picture to scan, a first code to prove it, and codes for the day the telephone is lost.

use app::account::second_factor::NewFactor;
use axum::response::Response;
use maud::{Markup, html};

use super::{answered, me::head, refusal, said};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Field, Icon, Page, Post, TextKind, Tone, Width},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let who = visit.who()?;
    if let Some(left) = visit.app().own_factor(who).await? {
        return in_use(&visit, left).await;
    }
    ask(&visit, &visit.app().new_factor(who)?, None).await
}

async fn in_use(visit: &Visit, left: usize) -> Result<Response, Fail> {
    let words = visit.words;
    let title = words.say("factor-title");
    let tone = if left < 3 { Tone::Soon } else { Tone::Good };
    let content = html! {
        (head(visit, title, None))
        (look::notice(tone, if left < 3 { Icon::Warning } else { Icon::Done }, &html! {
            p { strong { (words.say("factor-on")) } }
            p { (words.say_with("factor-left", args!["count" => left])) }
        }))
        (look::card(words.say("factor-change"), None, &html! { p { (words.say("factor-change-how")) } }))
    };
    visit.text_page(title, content).await
}

async fn ask(visit: &Visit, fresh: &NewFactor, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let command = visit.command()?;
    let post = Post { action: super::FACTOR, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let title = words.say("factor-title");
    let secret = in_fours(fresh.secret.as_str());
    let asked = visit.who()?.needs_second_factor();
    let step = |number: i64, text: &str, more: Markup| {
        html! { li { span class="number" aria-hidden="true" { (words.number(number)) } div { p { (text) } (more) } } }
    };
    let content = html! {
        @if asked {
            (look::heading(words.say("factor-first"), Some(words.say("factor-asked")), &[]))
        } @else {
            (head(visit, title, Some(words.say("factor-why"))))
        }
        (refusal(refused))
        (look::sheet(&look::action_form(post, &html! {
            input type="hidden" name="secret" value=(fresh.secret.as_str());
            ol class="numbered" {
                (step(1, words.say("factor-app"), html! {}))
                (step(2, words.say("factor-how"), html! {
                    (look::qr(words.say("factor-picture"), fresh.address.as_str()))
                    (look::folded(words.say("factor-secret"), &html! { code dir="ltr" translate="no" { (secret) } }))
                }))
                (step(3, words.say("factor-type"), html! {
                    (look::text_field(words, Field::new("code", words.say("sign-in-code")).required(), TextKind::OneTimeCode, ""))
                }))
            }
            (look::buttons(&[look::button(Button::first(words.say("factor-set-do")))]))
        })))
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

pub(super) async fn set(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    let secret = posted.text("secret").unwrap_or_default();
    let code = posted.text("code").unwrap_or_default();
    match said(visit, visit.app().set_second_factor(who, posted.command, secret, code).await)? {
        Ok(codes) => {
            let codes: Vec<&str> = codes.iter().map(domain::Private::as_str).collect();
            keep(visit, &codes).await
        }
        Err(refused) => {
            // The same picture again: it was scanned already.
            let same = visit.app().factor_again(who, secret);
            let shown = match same {
                Some(same) => same,
                None => visit.app().new_factor(who)?,
            };
            ask(visit, &shown, Some(&refused)).await
        }
    }
}

/// The recovery codes, shown this once.
async fn keep(visit: &Visit, codes: &[&str]) -> Result<Response, Fail> {
    let words = visit.words;
    let title = words.say("factor-codes-title");
    let content = html! {
        (look::heading(title, Some(words.say("factor-codes")), &[]))
        (look::sheet(&look::codes_to_keep(codes)))
        p { (words.say("factor-codes-where")) }
        (look::buttons(&[
            look::link_button(words.say("factor-kept-do"), "/", look::Weight::First),
            html! { button type="button" class="button" data-print hidden { (look::icon(Icon::Print)) (words.say("factor-print-do")) } },
        ]))
    };
    visit.show(Page::new(title, content).width(Width::Text).modules(&["print.js"])).await
}

/// A long key in groups of four, so that it can be read out.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_key_is_read_out_in_fours() {
        assert_eq!(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(in_fours(""), "");
    }
}
