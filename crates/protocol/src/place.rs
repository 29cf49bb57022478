//! `places.toml`: regions, districts and cities, their time zones, and the spellings met in lists.

use std::collections::BTreeSet;

use domain::PlaceCode;
use forms::{Choice, Offer, Texts};
use jiff::tz::TimeZone;

use crate::{
    Catalogue, Protocol,
    masthead::time_zone,
    reading::{Book, FileRows, What},
};

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceEntry {
    /// Its code. It begins with its parent's, so that "lies in" is told from the codes alone.
    pub code: PlaceCode,
    /// The place it lies in.
    pub parent: Option<PlaceCode>,
    /// What it is called.
    pub label: Texts,
    /// What it is.
    pub level: PlaceLevel,
    /// Its time zone, if it is not its parent's.
    pub time_zone: Option<String>,
    /// Its main town.
    pub centre: Texts,
    /// Where it stands on a rough map of tiles: column and row, from 0.
    pub tile: Option<(u8, u8)>,
    /// Other spellings met in lists.
    pub also_called: Vec<String>,
    /// No longer given to new records.
    pub retired: bool,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceLevel {
    /// The whole country.
    Country,
    /// A region, the first level below the country.
    Region,
    /// A district of a region.
    District,
    /// A city or town.
    City,
}

impl PlaceLevel {
    /// Its word in the file and in `choice_filter`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::District => "district",
            Self::City => "city",
        }
    }
}

/// The places above one, the nearest first, without itself.
pub fn above<'p>(protocol: &'p Protocol, place: &str) -> Vec<&'p PlaceEntry> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut here = protocol.places().get(place);
    while let Some(parent) = here.and_then(|here| here.parent.as_ref()) {
        // A cycle is a problem that `check` names; here it only ends the way.
        if !seen.insert(parent.clone()) {
            break;
        }
        here = protocol.places().get(parent.as_str());
        found.extend(here);
    }
    found
}

/// The time zone in force at a place: its own, the nearest above, or the protocol's.
pub fn zone(protocol: &Protocol, place: Option<&str>) -> TimeZone {
    let own = place.and_then(|place| protocol.places().get(place));
    let above = place.map_or_else(Vec::new, |place| above(protocol, place));
    let name = own.into_iter().chain(above).find_map(|place| place.time_zone.as_deref());
    TimeZone::get(name.unwrap_or(&protocol.masthead().time_zone)).unwrap_or(TimeZone::UTC)
}

/// Every place with all the names it is known by, for reading lists: its code, its labels, its spellings.
pub fn for_matching(protocol: &Protocol) -> Vec<(PlaceCode, Vec<String>)> {
    let names = |place: &PlaceEntry| {
        let mut names: Vec<String> = Vec::new();
        let labels = place.label.values().chain(&place.also_called);
        for name in std::iter::once(place.code.as_str()).chain(labels.map(String::as_str)) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    };
    protocol.places().iter().map(|place| (place.code.clone(), names(place))).collect()
}

pub(crate) fn as_choices(places: &Catalogue<PlaceCode, PlaceEntry>) -> Vec<Choice<PlaceCode>> {
    places
        .iter()
        .map(|place| Choice {
            code: place.code.clone(),
            label: place.label.clone(),
            offer: if place.retired { Offer::Retired } else { Offer::Current },
            columns: [
                ("parent".to_owned(), place.parent.as_ref().map_or("", PlaceCode::as_str).to_owned()),
                ("level".to_owned(), place.level.code().to_owned()),
            ]
            .into(),
        })
        .collect()
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<PlaceCode, PlaceEntry> {
    let mut places = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("place") {
        let mut row = top.inner(table, String::new());
        let code: Option<PlaceCode> = row.define("code", What::Place, "");
        let parent = row.refer_if("parent", What::Place, "");
        let label = row.texts("label");
        let levels = [PlaceLevel::Country, PlaceLevel::Region, PlaceLevel::District, PlaceLevel::City];
        let level = row.word("kind", &levels.map(|level| (level.code(), level)));
        let time_zone = time_zone(&mut row, "time_zone");
        let centre = row.texts_if("centre");
        let tile = row.pair_if("tile", "[3, 1]").and_then(|(column, line)| {
            let tile = u8::try_from(column).ok().zip(u8::try_from(line).ok());
            if tile.is_none() {
                let spot = row.spot("tile");
                row.problem(
                    &spot,
                    "`tile` lies outside the grid",
                    "write column and row from 0: tile = [3, 1]",
                );
            }
            tile
        });
        let also_called = row.list("also_called").into_iter().map(|(name, _)| name).collect();
        let retired = row.flag("retired");
        row.finish();
        if let (Some(code), Some(level)) = (code, level) {
            places.add(
                code.clone(),
                PlaceEntry { code, parent, label, level, time_zone, centre, tile, also_called, retired },
            );
        }
    }
    top.finish();
    places
}

/// How near a place is to another: 0 the same district or around it, 1 the same region, 2 elsewhere.
pub fn distance(place: Option<&PlaceCode>, other: &PlaceCode) -> u8 {
    let Some(place) = place else { return 2 };
    let region = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    if place == other || place.as_str() == region(other.as_str()) {
        0
    } else if region(place.as_str()) == region(other.as_str()) {
        1
    } else {
        2
    }
}
