//! The rules for the school's side: what one sees oneself, and what is shared with one. No word of anything else.

use axum::response::Response;
use maud::html;
use protocol::Description;

use super::{roles::access, text};
use crate::{args, fail::Fail, look, visit::Visit};

pub(super) async fn page(visit: &Visit, rules: &Description) -> Result<Response, Fail> {
    let words = visit.words;
    let title = words.say("protocol-title");
    let content = html! {
        (look::heading(title, Some(words.say("protocol-own-what")), &[]))
        @for role in &rules.roles {
            (look::card(&text(visit, &role.role.label), None, &html! {
                p { (text(visit, &role.about)) }
                @for row in &role.access { (access(visit, &rules.compartments, row)) }
            }))
        }
        @if !rules.purposes.is_empty() {
            (look::card(words.say("protocol-own-for"), None, &html! {
                ul class="dots" {
                    @for purpose in &rules.purposes {
                        li {
                            (text(visit, &purpose.outside_words)) ": "
                            (words.say_with("term-days", args!["count" => i64::from(purpose.days)]))
                        }
                    }
                }
            }))
        }
        @if !rules.retention.is_empty() {
            (look::card(words.say("protocol-retention"), None, &html! {
                ul class="dots" {
                    @for rule in &rules.retention {
                        li { (text(visit, &rule.label)) }
                    }
                }
            }))
        }
    };
    visit.page(title, content).await
}
