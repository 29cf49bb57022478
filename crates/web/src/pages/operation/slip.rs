//! Where a slip's QR code leads: to the tick on its flight, for those who tick; else to the record, for those who may
//! open it; else nowhere.

use axum::response::{IntoResponse, Redirect, Response};
use domain::PersonCode;

use super::flight_address;
use crate::{fail::Fail, given::Path, pages::case::address, visit::Visit};

pub(super) async fn lead(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let to = match visit.app().arrives_with(visit.who()?, &code).await? {
        Some(flight) => format!("{}/arrivals?code={code}", flight_address(&flight)),
        None => address(&code.to_string()),
    };
    Ok(Redirect::to(&to).into_response())
}
