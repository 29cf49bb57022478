//! The first step: choosing the file.

use axum::{http::StatusCode, response::Response};
use domain::PersonCode;
use exchange::{
    Refusal,
    sheet::{Encoding, Wanted},
};
use maud::html;

use super::{
    address, base, crumb, go, not_taken, said,
    sent::{NoFile, Sent},
    step_address, steps,
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Choice, Field, Icon, Post, Tone, Weight},
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(flight): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &flight, None).await
}

pub(super) async fn send(Path(flight): Path<PersonCode>, sent: Sent) -> Result<Response, Fail> {
    let visit = &sent.visit;
    let (name, bytes) = match sent.file {
        Ok(file) => file,
        Err(NoFile::Refused(refusal)) => return show(visit, &flight, Some(&refusal)).await,
        Err(NoFile::Busy) => return Err(Fail(app::because("files-busy"))),
    };
    let encoding = sent.fields.iter().find(|(name, _)| name == "encoding");
    let wanted = Wanted { encoding: encoding.and_then(|(_, name)| Encoding::of(name)), delimiter: None };
    match visit.app().upload_list(visit.who()?, &flight, &name, bytes, wanted).await {
        Ok(upload) => Ok(go(&step_address(visit, &flight, upload, "columns"))),
        Err(error) => not_taken(visit, &flight, error).await,
    }
}

/// The step, with what is wrong with the file that was sent.
pub(super) async fn show(
    visit: &Visit,
    flight: &PersonCode,
    refused: Option<&Refusal>,
) -> Result<Response, Fail> {
    let who = visit.who()?;
    let opened = visit.app().importing(who, flight).await?;
    let waiting = visit.app().waiting_list(who, &opened).await?;
    let words = visit.words;
    let action = address(visit, flight);
    let post =
        Post { action: &action, csrf: &visit.csrf, encoding: look::Encoding::Files, ..Post::default() };
    let error = refused.map(|refusal| said::file(words, refusal));
    let label = words.say("import-file");
    let hint =
        words.say_with("import-file-hint", args!["most" => app::operation::upload::LIMITS.file_bytes >> 20]);
    let problem =
        error.as_deref().map(|message| look::Problem { field: Some("file"), label: Some(label), message });
    // Asked for only where the text could not be read.
    let asks_encoding = matches!(
        refused,
        Some(Refusal::WrongEncoding { .. } | Refusal::UnknownEncoding | Refusal::SpoiltLetters)
    );
    let encodings: Vec<Choice<'_>> = Encoding::ALL
        .into_iter()
        .map(|encoding| Choice::new(encoding.name(), said::encoding(words, encoding)))
        .collect();
    let back = base(visit, flight);
    let content = html! {
        (crumb(visit, flight))
        (look::heading(words.say("import-title"), None, &[]))
        (steps(visit, flight, None, 0))
        (look::error_summary(words, problem.as_slice()))
        @if let Some((upload, name)) = waiting.as_ref().filter(|_| refused.is_none()) {
            (look::notice(Tone::Calm, Icon::Clock, &html! {
                p { (words.say("import-waiting")) " " (look::own(name.as_str())) }
                p { (look::link_button(words.say("import-go-on-do"), &step_address(visit, flight, *upload, "people"), Weight::Quiet)) }
            }))
        }
        (look::action_form(post, &html! {
            (look::file_field(words, Field::new("file", label).hint(Some(&hint)).required().error(error.as_deref()), ".csv,.txt,.tsv,.xlsx"))
            @if asks_encoding { (look::list_field(words, Field::new("encoding", words.say("import-encoding")), &encodings, None)) }
            (look::form_end(words, words.say("import-read-do"), &[], Some(&back)))
        }))
    };
    let mut response = visit.text_page(words.say("import-title"), content).await?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
