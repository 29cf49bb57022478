//! `protocol.toml`: which protocol this is, whose, for where, and in which languages.

use forms::Texts;
use jiff::{civil::Date, tz::TimeZone};

use crate::reading::{FileRows, Row};

/// What stands at the head of a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masthead {
    /// Its name among protocols, the same in every version.
    pub id: String,
    /// Its version, `kz-2026.1`; events name it.
    pub version: String,
    /// What it is called.
    pub title: Texts,
    /// The country it is for, as ISO 3166 writes it in two letters, in lower case.
    pub country: String,
    /// Its languages, its main one first.
    pub languages: Vec<String>,
    /// The time zone of places that name none.
    pub time_zone: String,
    /// From which day.
    pub valid_from: Date,
    /// Who answers for it.
    pub owner: Texts,
    /// Who approved it.
    pub approved_by: Texts,
    /// What its readers should know.
    pub note: Texts,
}

/// The languages a protocol says it has, read before everything else.
pub(crate) fn languages(top: &mut Row<'_, '_>) -> Vec<String> {
    let mut languages = Vec::new();
    for (language, spot) in top.list("languages") {
        if (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase()) {
            languages.push(language);
        } else {
            let message = format!("`{}` is no language", language.escape_debug());
            top.problem(&spot, message, "write its code of two or three small letters: en, ru, kk, ar");
        }
    }
    if languages.is_empty() {
        // That there are none is said when the rest is read.
        languages.push("en".to_owned());
    }
    languages
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut crate::reading::Book) -> Option<Masthead> {
    book.languages = languages(&mut rows.top(book));
    let languages = book.languages.clone();
    let mut top = rows.top(book);
    top.also_known("languages");
    top.must_name("languages", "[\"en\", \"ru\"]");
    let id = top.text("id");
    let version = top.text("version");
    if let Some((version, spot)) = &version
        && (version.len() > 64 || !version.bytes().all(|b| b.is_ascii_graphic()))
    {
        top.problem(spot, "`version` holds spaces or letters of no address", "write it like kz-2026.1");
    }
    let title = top.texts("title");
    let country = top.text("country");
    if let Some((country, spot)) = &country
        && (country.len() != 2 || !country.bytes().all(|b| b.is_ascii_alphabetic()))
    {
        top.problem(spot, "`country` is no country code", "write its two letters: country = \"kz\"");
    }
    let time_zone = time_zone(&mut top, "time_zone");
    if !top.has("time_zone") {
        top.missing("time_zone", "add time_zone = \"Asia/Almaty\"");
    }
    let valid_from = top.date("valid_from");
    let owner = top.texts("owner");
    let approved_by = top.texts("approved_by");
    let note = top.texts_if("note");
    top.finish();
    Some(Masthead {
        id: id?.0,
        version: version?.0,
        title,
        country: country?.0.to_ascii_lowercase(),
        languages,
        time_zone: time_zone?,
        valid_from: valid_from?,
        owner,
        approved_by,
        note,
    })
}

/// A time zone by its name, if the key is there.
pub(crate) fn time_zone(row: &mut Row<'_, '_>, key: &'static str) -> Option<String> {
    let (name, spot) = row.text_if(key)?;
    // The zones come with the program, so that every machine knows the same ones.
    if TimeZone::get(&name).is_ok() {
        return Some(name);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let mend = crate::nearest(&name, known.iter().map(String::as_str)).map_or_else(
        || "write it as the time zone database does: Asia/Almaty, Asia/Aqtau".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    row.problem(&spot, format!("there is no time zone `{}`", name.escape_debug()), mend);
    None
}
