//! Kinds of record and their stages, in order, with where each leads.

use maud::{Markup, html};
use protocol::Description;

use super::{names, text};
use crate::{args, look, visit::Visit};

pub(super) fn content(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    html! {
        @for kind in rules.kinds.iter().filter(|kind| !kind.stages.is_empty()) {
            (look::card(&text(visit, &kind.kind.label), None, &html! {
                ol class="numbered" {
                    @for (at, stage) in kind.stages.iter().enumerate() {
                        li {
                            span class="number" aria-hidden="true" { (words.number(i64::try_from(at + 1).unwrap_or(i64::MAX))) }
                            div {
                                p { strong { (text(visit, &stage.stage.label)) } }
                                @if !stage.about.is_empty() { p { (text(visit, &stage.about)) } }
                                @if !stage.leads_to.is_empty() {
                                    p class="soft" { (words.say_with("protocol-leads-to", args!["stages" => names(visit, &stage.leads_to)])) }
                                }
                            }
                        }
                    }
                }
            }))
        }
    }
}
