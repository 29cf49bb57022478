//! `directory.toml`: who gives which service where.

use domain::{PlaceCode, PurposeCode, RoleCode, Sector, ServiceCode};
use forms::Texts;

use crate::{
    Catalogue,
    reading::{Book, FileRows, What},
    sector,
};

/// A service that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceEntry {
    /// Its code.
    pub code: ServiceCode,
    /// What it is called.
    pub label: Texts,
    /// The sector it belongs to.
    pub sector: Sector,
    /// Where it is given.
    pub place: PlaceCode,
    /// The languages it is given in, by code.
    pub languages: Vec<String>,
    /// What it is asked for.
    pub purposes: Vec<PurposeCode>,
    /// The role of the people who receive referrals.
    pub role: RoleCode,
    /// How many it can serve at a time, if that is known.
    pub capacity: Option<u32>,
    /// No longer given.
    pub closed: bool,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<ServiceCode, ServiceEntry> {
    let mut services = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("service") {
        let mut row = top.inner(table, String::new());
        let code: Option<ServiceCode> = row.define("code", What::Service, "");
        let label = row.texts("label");
        let sector = sector::read(&mut row);
        let place = row.refer("place", What::Place, "");
        let mut languages = Vec::new();
        for (language, spot) in row.list("languages") {
            if (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase()) {
                languages.push(language);
            } else {
                let message = format!("`{}` is no language", language.escape_debug());
                row.problem(&spot, message, "write its code of two or three small letters: kk, ru, uz");
            }
        }
        let purposes = row.refer_all("purposes", What::Purpose, "");
        let role = row.refer("role", What::Role, "");
        let capacity = row.whole_if("capacity", "30").and_then(|number| {
            let capacity = u32::try_from(number).ok();
            if capacity.is_none() {
                let spot = row.spot("capacity");
                row.problem(
                    &spot,
                    format!("a service cannot serve {number}"),
                    "write how many at a time: capacity = 30",
                );
            }
            capacity
        });
        let closed = row.flag("closed");
        row.finish();
        if let (Some(code), Some(sector), Some(place), Some(role)) = (code, sector, place, role) {
            services.add(
                code.clone(),
                ServiceEntry { code, label, sector, place, languages, purposes, role, capacity, closed },
            );
        }
    }
    top.finish();
    services
}
