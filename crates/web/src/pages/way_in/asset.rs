//! Style, modules and pictures, under names that change with their content.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{assets, given::Path};

pub(super) async fn file(file: Result<Path<String>, Response>) -> Response {
    let Some(asset) = file.ok().and_then(|Path(file)| assets::get(&file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = asset.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
