//! Bands that overlap, or leave totals without a meaning.

use std::collections::BTreeMap;

use super::Findings;
use crate::InstrumentRule;

pub(super) fn check(findings: &mut Findings<'_>) {
    for instrument in &findings.protocol().instruments {
        one(findings, instrument);
    }
}

/// The number of a band, its least and its greatest total.
type Range = (usize, i64, i64);

fn one(findings: &mut Findings<'_>, instrument: &InstrumentRule) {
    let (least, greatest) = instrument.total;
    let mut by_norm: BTreeMap<(&str, &str), Vec<Range>> = BTreeMap::new();
    for (number, band) in instrument.bands.iter().enumerate() {
        let path = format!("instrument/{}/band/{number}", instrument.code);
        if band.from > band.to {
            let message = format!("the band runs from {} to {}", band.from, band.to);
            findings.add(&format!("{path}/from"), message, "write the least total first");
            return;
        }
        if band.from < least || band.to > greatest {
            let message = format!(
                "the band runs from {} to {} and totals from {least} to {greatest}",
                band.from, band.to
            );
            findings.add(&format!("{path}/from"), message, "keep within the totals");
            return;
        }
        by_norm.entry((band.informant.as_str(), &band.norm)).or_default().push((number, band.from, band.to));
    }
    for ((informant, norm), mut bands) in by_norm {
        bands.sort_by_key(|(_, from, _)| *from);
        let mut free = least;
        let whose = format!("for `{informant}` in the norm `{norm}`");
        for (number, from, to) in &bands {
            let path = format!("instrument/{}/band/{number}/from", instrument.code);
            if *from < free {
                let message = format!("the totals from {from} to {} have two bands {whose}", free - 1);
                findings.add(&path, message, format!("write from = {free}"));
            } else if *from > free {
                let message = format!("the totals from {free} to {} have no band {whose}", from - 1);
                findings.add(&path, message, format!("write from = {free}, or add a band"));
            }
            free = free.max(to + 1);
        }
        if let Some((number, _, _)) = bands.last()
            && free <= greatest
        {
            let path = format!("instrument/{}/band/{number}/to", instrument.code);
            let message = format!("the totals from {free} to {greatest} have no band {whose}");
            findings.add(&path, message, format!("write to = {greatest}, or add a band"));
        }
    }
}
