//! Where a case stands on its way: the path of stages, a progress, the steps of a longer job.

use maud::{Markup, html};

use crate::{args, words::Words};

/// The stages of a case in their order, with `at` the one it is in; `detail` says more ("day 12").
pub fn stage_path(words: Words, stages: &[&str], at: usize, detail: Option<&str>) -> Markup {
    html! {
        div class="path" {
            ol {
                @for (number, stage) in stages.iter().enumerate() {
                    @let (class, state) = match number.cmp(&at) {
                        std::cmp::Ordering::Less => ("done", words.say("stage-done")),
                        std::cmp::Ordering::Equal => ("now", words.say("stage-now")),
                        std::cmp::Ordering::Greater => ("later", words.say("stage-later")),
                    };
                    li class=(class) aria-current=[(number == at).then_some("step")] {
                        span { (stage) } span class="unseen" { " " (state) }
                    }
                }
            }
            @if let Some(stage) = stages.get(at) {
                p { strong { (stage) } @if let Some(detail) = detail { (words.comma()) (detail) }
                    span class="soft" { " · " (words.say_with("stage-of", args!["at" => at + 1, "all" => stages.len()])) } }
            }
        }
    }
}

/// How much of something is done, with its words.
pub fn progress(words: Words, label: &str, done: u32, all: u32) -> Markup {
    html! {
        div class="progress" {
            div { span { (label) } span class="soft" { (words.say_with("frame-done-of", args!["done" => done, "all" => all])) } }
            progress value=(done) max=(all.max(1)) aria-label=(label) {}
        }
    }
}

/// The steps of a longer job, from 1, with `at` the one shown; a step before it may be a way back.
pub fn steps(words: Words, all: &[(&str, Option<&str>)], at: usize) -> Markup {
    html! {
        nav class="steps" aria-label=(words.say("frame-steps")) {
            ol {
                @for (number, (label, href)) in all.iter().enumerate() {
                    @let class = match number.cmp(&at) {
                        std::cmp::Ordering::Less => "done",
                        std::cmp::Ordering::Equal => "now",
                        std::cmp::Ordering::Greater => "later",
                    };
                    li class=(class) aria-current=[(number == at).then_some("step")] {
                        span class="number" aria-hidden="true" { (number + 1) }
                        @match href {
                            Some(href) if number < at => a href=(href) { (label) },
                            _ => span { (label) },
                        }
                    }
                }
            }
        }
    }
}
