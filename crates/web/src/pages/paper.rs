//! A paper: why it is printed is asked first, kept in the reading log, and said at the head of every sheet.
//!
//! Invariant: nothing is laid out for printing without a reason. Each sheet says the code, who printed it, when and why.

use axum::response::Response;
use domain::Private;
use maud::{Markup, html};

use crate::{
    fail::Fail,
    look::{self, Icon, Page, Printed, TextKind},
    typed::{Typed, form},
    visit::Visit,
    words::{Clock, Words},
};

/// The shortest reason, in characters.
const SHORTEST: usize = 5;

/// What is asked before a paper is shown.
pub(crate) struct Ask<'a> {
    /// The title of the window.
    pub(crate) title: &'a str,
    /// The head of the page.
    pub(crate) head: Markup,
    /// What is to be known before.
    pub(crate) told: Markup,
    /// What else is asked, before the reason.
    pub(crate) fields: Markup,
    /// An example of a reason.
    pub(crate) hint: &'a str,
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// Where one came from.
    pub(crate) back: &'a str,
}

/// The page that asks; with what was typed, when that was refused.
pub(crate) async fn ask(visit: &Visit, typed: &Typed, ask: Ask<'_>) -> Result<Response, Fail> {
    let words = visit.words;
    let why = typed.field("reason", words.say("print-why")).hint(Some(ask.hint)).required();
    let content = html! {
        (ask.head)
        (typed.summary(words))
        (ask.told)
        (form(visit, ask.action, &html! {
            (ask.fields)
            (look::text_field(words, why, TextKind::Plain, typed.get("reason")))
            (look::form_end(words, words.say("print-show-do"), &[], Some(ask.back)))
        })?)
    };
    Ok(typed.answer(visit.text_page(ask.title, content).await?))
}

/// The reason as it was typed; one that says nothing is noted.
pub(crate) fn reason(words: Words, typed: &mut Typed) -> Private<String> {
    let reason = typed.text("reason");
    if reason.as_str().chars().count() < SHORTEST {
        typed.wrong("reason", words.say("print-why"), words.say_code("refused", "reason-needed", &[]));
    }
    reason
}

/// What is laid out for printing.
pub(crate) struct Sheet<'a> {
    /// The code that it carries, and the title of the window.
    pub(crate) code: &'a str,
    /// The language it speaks, which need not be that of the page around it.
    pub(crate) words: Words,
    /// Why it is printed, as its line says it.
    pub(crate) reason: &'a str,
    /// The time at its place.
    pub(crate) clock: &'a Clock,
    /// Where one came from.
    pub(crate) back: &'a str,
    /// What it says.
    pub(crate) content: Markup,
}

/// The paper as it will be printed, with its button.
pub(crate) async fn show(visit: &Visit, sheet: Sheet<'_>) -> Result<Response, Fail> {
    let (words, said) = (visit.words, sheet.words);
    let who = visit.who()?.name();
    let printed = Printed { code: sheet.code, who, why: Some(sheet.reason), at: sheet.clock.now };
    let content = html! {
        div class="buttons" {
            button type="button" class="button first" data-print hidden { (look::icon(Icon::Print)) (words.say("print-do")) }
            (look::link_button(words.say("print-back"), sheet.back, look::Weight::Plain))
        }
        noscript { p { (words.say("print-by-menu")) } }
        article class="paper" lang=(said.language().code()) dir=(said.direction().code()) { (sheet.content) }
    };
    let line = look::printed_line(said, printed, sheet.clock);
    visit.show(Page::new(sheet.code, content).printed(line).modules(&["print.js"])).await
}
