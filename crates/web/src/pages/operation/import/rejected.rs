//! The rows for which the import waits, as a spreadsheet with the reasons: for whoever made the list.
//!
//! Invariant: what stands in it is what the file said and what is wrong with it; nothing of what is stored, and of no
//! other row.

use app::{Fault, Refused};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{CommandId, PersonCode};
use exchange::rejected::{self, Reader};

use super::{not_taken, said};
use crate::{fail::Fail, given::Path, visit::Visit, words::Direction};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn file(
    visit: Visit,
    Path((list, upload)): Path<(PersonCode, CommandId)>,
) -> Result<Response, Fail> {
    let waiting = match visit.app().preview_list(visit.who()?, &list, upload).await {
        Ok(waiting) => waiting,
        Err(error) => return not_taken(&visit, &list, error).await,
    };
    let (words, read) = (visit.words, waiting.read);
    let reasons = rejected::reasons(&read.manifest, |problem| {
        let (text, mend) = said::problem(words, problem, None);
        format!("{text} {mend}")
    });
    let mapping = &read.layout.mapping;
    let Some(at) = read.book.sheets.iter().position(|sheet| sheet.name == mapping.sheet) else {
        return Err(Refused::NotFound.into());
    };
    // Thousands of rows take a while: they are not written where everybody else waits.
    let written = tokio::task::spawn_blocking(move || {
        let reader = Reader {
            reason: words.say("import-rejected-reason"),
            row: words.say("import-rejected-row"),
            right_to_left: words.direction() == Direction::Rtl,
        };
        rejected::write(&read.book.sheets[at], read.layout.mapping.header_row, &reasons, reader)
    });
    let failed = || Fault::Outside("the rejected rows cannot be written".into());
    let bytes = written.await.map_err(|_| failed())?.map_err(|_| failed())?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(XLSX));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"rejected-rows.xlsx\""),
    );
    Ok(response)
}
