//! A file as it comes in: counted while it streams, and refused before it is large.
//!
//! Invariant: the token comes before the file, so that nothing is taken from a forged form; never more than a file's
//! limit is held of one request, nor more than two files' worth of all requests together.

use std::time::Duration;

use app::operation::upload::LIMITS;
use axum::{
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request, multipart::Field},
    http::header,
    response::{IntoResponse, Response},
};
use exchange::Refusal;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

use crate::{
    fail::Fail,
    visit::{Visit, Web},
};

/// Room for files on their way in, in pieces, over all requests of this process.
static ROOM: Semaphore = Semaphore::const_new(2 * FILE / PIECE);
const FILE: usize = 20 << 20;
const PIECE: usize = 64 << 10;
/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(15);
/// How long what is too large is read on and thrown away: a browser shows no answer while it still sends.
const LINGER: Duration = Duration::from_millis(700);
/// The most that a field beside the file holds, and how many there may be.
const SHORT: usize = 4 << 10;
const FIELDS: usize = 12;

/// Why no file came.
#[derive(Debug)]
pub(super) enum NoFile {
    /// It is refused.
    Refused(Refusal),
    /// Others send files right now.
    Busy,
}

/// A file with the form around it.
pub(super) struct Sent {
    pub(super) visit: Visit,
    pub(super) fields: Vec<(String, String)>,
    /// Its name and bytes.
    pub(super) file: Result<(String, Vec<u8>), NoFile>,
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, web).await?;
        if visit.who.is_none() {
            return Err(Fail(app::Refused::SignIn).into_response());
        }
        let declared = parts
            .headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let too_large = declared.is_some_and(|length| length > LIMITS.file_bytes + (SHORT * FIELDS) as u64);
        let mut request = Request::from_parts(parts, body);
        // The stream is counted here; the usual limit is far below a list's.
        DefaultBodyLimit::disable().apply(&mut request);
        let form = Multipart::from_request(request, web).await.map_err(|_| Fail::bad_request())?;
        let read = tokio::time::timeout(PATIENCE, read(form, &visit.csrf, too_large)).await;
        let (fields, file) = read.map_err(|_| Fail::bad_request())?.ok_or_else(Fail::bad_request)?;
        Ok(Self { visit, fields, file })
    }
}

type Form = (Vec<(String, String)>, Result<(String, Vec<u8>), NoFile>);

/// Nothing for what no page of ours sends.
async fn read(mut form: Multipart, csrf: &str, too_large: bool) -> Option<Form> {
    let mut fields: Vec<(String, String)> = Vec::new();
    while let Some(mut field) = form.next_field().await.ok()? {
        let name = field.name()?.to_owned();
        if name != "file" {
            let text = String::from_utf8(short(&mut field).await?).ok()?;
            fields.push((name, text));
            if fields.len() > FIELDS {
                return None;
            }
            continue;
        }
        if fields.iter().find(|(name, _)| name == "_csrf").map(|(_, sent)| sent.as_str()) != Some(csrf) {
            return None;
        }
        let called = field.file_name().unwrap_or_default().to_owned();
        let file = take(&mut field, too_large).await?;
        return Some((fields, file.map(|bytes| (called, bytes))));
    }
    Some((fields, Err(NoFile::Refused(Refusal::Empty))))
}

async fn short(field: &mut Field<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > SHORT {
            return None;
        }
    }
    Some(bytes)
}

async fn take(field: &mut Field<'_>, too_large: bool) -> Option<Result<Vec<u8>, NoFile>> {
    let limit = usize::try_from(LIMITS.file_bytes).unwrap_or(FILE);
    let refused = || NoFile::Refused(Refusal::TooLarge { limit_mb: LIMITS.file_bytes >> 20 });
    if too_large {
        linger(field).await;
        return Some(Err(refused()));
    }
    let mut bytes: Vec<u8> = Vec::new();
    let mut held: Vec<SemaphorePermit<'_>> = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        let length = bytes.len() + chunk.len();
        let short = if length > limit { Some(refused()) } else { room(&mut held, length).err() };
        if let Some(short) = short {
            drop((std::mem::take(&mut bytes), held));
            linger(field).await;
            return Some(Err(short));
        }
        bytes.extend_from_slice(&chunk);
    }
    Some(Ok(bytes))
}

/// Takes room for so many bytes.
fn room(held: &mut Vec<SemaphorePermit<'static>>, bytes: usize) -> Result<(), NoFile> {
    while held.len() * PIECE < bytes {
        held.push(ROOM.try_acquire().map_err(|_| NoFile::Busy)?);
    }
    Ok(())
}

/// Reads on for a moment and throws it away.
async fn linger(field: &mut Field<'_>) {
    let until = Instant::now() + LINGER;
    while let Ok(Ok(Some(_))) = tokio::time::timeout_at(until, field.chunk()).await {}
}
