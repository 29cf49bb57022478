//! Sectors of work: a closed list, because teams, tasks and compartments are sorted by it.

use domain::Sector;

use crate::reading::Row;

/// The sectors, in the order pages show them.
pub const SECTORS: &[&str] = &[
    "social",
    "health",
    "psychosocial",
    "education",
    "legal",
    "community",
    "operation",
    "consular",
    "supervision",
];

pub(crate) fn read(row: &mut Row<'_, '_>) -> Option<Sector> {
    let (text, spot) = row.text("sector")?;
    known(row, &text, &spot)
}

pub(crate) fn read_if(row: &mut Row<'_, '_>) -> Option<Sector> {
    let (text, spot) = row.text_if("sector")?;
    known(row, &text, &spot)
}

/// Several sectors under one key.
pub(crate) fn read_all(row: &mut Row<'_, '_>, key: &'static str) -> Vec<Sector> {
    row.list(key).into_iter().filter_map(|(text, spot)| known(row, &text, &spot)).collect()
}

fn known(row: &mut Row<'_, '_>, text: &str, spot: &crate::reading::Spot) -> Option<Sector> {
    if SECTORS.contains(&text) {
        return Sector::new(text).ok();
    }
    row.book.unknown(spot, "sector", text, SECTORS.iter().copied());
    None
}
