//! `sharing.toml`: for which purposes data are shared, with whom, and which.

use domain::{Compartment, FormCode, PurposeCode, RoleCode, Sector};
use forms::Texts;

use crate::{
    Catalogue, Protocol,
    reading::{Book, FileRows, What},
    sector,
};

/// A purpose for which a service is asked and data are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Its code.
    pub code: PurposeCode,
    /// What it is called.
    pub label: Texts,
    /// What it is for, in a sentence.
    pub about: Texts,
    /// The sector it belongs to.
    pub sector: Sector,
    /// Whether consent is needed.
    pub needs_consent: bool,
    /// What the recipient may see at most; the role of each recipient decides within it.
    pub compartments: Vec<Compartment>,
    /// The roles that may receive it.
    pub recipients: Vec<RoleCode>,
    /// How many days access lasts, if nobody says otherwise.
    pub days: u16,
    /// What the recipient reads instead of the label: words that tell no history.
    pub outside_words: Texts,
    /// The recipient who accepts becomes responsible, with a handover note on this form.
    pub moves_with: Option<FormCode>,
    /// No longer used for new consents and referrals.
    pub retired: bool,
}

impl Purpose {
    /// Whether a referral for it opens anything; where it does not, access comes from being responsible alone.
    pub fn opens_by_referral(&self) -> bool {
        !self.retired && !self.compartments.is_empty()
    }
}

/// The purposes that a service serves; none for a service the directory does not have.
pub fn of_service<'p>(protocol: &'p Protocol, service: &str) -> Vec<&'p Purpose> {
    protocol.services().get(service).map_or_else(Vec::new, |service| {
        service.purposes.iter().filter_map(|code| protocol.purposes().get(code.as_str())).collect()
    })
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<PurposeCode, Purpose> {
    let mut purposes = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("purpose") {
        let mut row = top.inner(table, String::new());
        let code: Option<PurposeCode> = row.define("code", What::Purpose, "");
        let label = row.texts("label");
        let about = row.texts("about");
        let sector = sector::read(&mut row);
        let needs_consent = row.flag("needs_consent");
        if !row.has("needs_consent") {
            row.missing("needs_consent", "add needs_consent = true");
        }
        let compartments = row.refer_all("compartments", What::Compartment, "");
        let recipients: Vec<RoleCode> = row.refer_all("recipients", What::Role, "");
        row.must_name("recipients", "[\"ROLE\"]");
        let days = row.whole("days", "90").and_then(|number| {
            let days = u16::try_from(number).ok().filter(|days| (1..=1830).contains(days));
            if days.is_none() {
                let spot = row.spot("days");
                row.problem(
                    &spot,
                    format!("access cannot last {number} days"),
                    "write a number from 1 to 1830",
                );
            }
            days
        });
        let outside_words = row.texts("outside_words");
        let moves_with = row.refer_if("moves_with", What::Form, "");
        let retired = row.flag("retired");
        row.finish();
        if let (Some(code), Some(sector), Some(days)) = (code, sector, days) {
            purposes.add(
                code.clone(),
                Purpose {
                    code,
                    label,
                    about,
                    sector,
                    needs_consent,
                    compartments,
                    recipients,
                    days,
                    outside_words,
                    moves_with,
                    retired,
                },
            );
        }
    }
    top.finish();
    purposes
}
