//! Places in a circle, and codes that do not say what lies where.

use std::collections::BTreeSet;

use domain::PlaceCode;

use super::Findings;
use crate::{PlaceEntry, place};

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    let mut tiles = std::collections::BTreeMap::new();
    for here in &protocol.places {
        let path = format!("place/{}", here.code);
        if let Some(tile) = here.tile
            && let Some(other) = tiles.insert(tile, &here.code)
        {
            let message = format!("the tile is taken by `{other}`");
            findings.add(&format!("{path}/tile"), message, "give each place a tile of its own");
        }
        let above = place::above(protocol, here.code.as_str());
        if above.iter().any(|other| other.code == here.code) {
            let message = format!("`{}` lies in itself, by way of its parents", here.code);
            findings.add(&format!("{path}/parent"), message, "name the place that is really above it");
            continue;
        }
        codes(findings, here, &above);
    }
}

/// Need-to-know tells from the codes alone what lies in a place, so they must agree with the parents.
fn codes(findings: &mut Findings<'_>, here: &PlaceEntry, above: &[&PlaceEntry]) {
    let path = format!("place/{}/code", here.code);
    if let Some(parent) = above.first()
        && !extends(&here.code, &parent.code)
    {
        let message =
            format!("`{}` lies in `{}` and its code does not begin with it", here.code, parent.code);
        findings.add(&path, message, format!("write code = \"{}.NAME\"", parent.code));
        return;
    }
    let parents: BTreeSet<&PlaceCode> = above.iter().map(|place| &place.code).collect();
    for other in &findings.protocol().places {
        if extends(&here.code, &other.code) && !parents.contains(&other.code) {
            let message =
                format!("by its code `{}` would lie in `{}`, which is not above it", here.code, other.code);
            findings.add(
                &path,
                message,
                "choose a code that does not begin with the other, or name it as parent",
            );
        }
    }
}

/// As policy tells it: `kz-atyrau.inder` lies in `kz-atyrau`, and that in `kz`.
fn extends(place: &PlaceCode, region: &PlaceCode) -> bool {
    let rest = place.as_str().strip_prefix(region.as_str());
    rest.is_some_and(|rest| rest.starts_with(['.', '-']))
}
