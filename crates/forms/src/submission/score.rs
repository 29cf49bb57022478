//! Reads the totals of an instrument.
//!
//! Invariant: every number lies in its scale, and a score always says who answered.

use domain::{ChoiceCode, InstrumentCode, Score};

use super::{Reason, Refusal, numbers, raw::Parts, read::text_of};
use crate::definition::{Instrument, Offer};

const LONGEST: usize = 100;

pub(super) fn is_part(part: &str) -> bool {
    matches!(part, "total" | "informant" | "version" | "norm")
        || part.strip_prefix("sub.").is_some_and(|code| ChoiceCode::new(code).is_ok())
}

pub(super) fn read(
    parts: &Parts,
    code: &InstrumentCode,
    instrument: Option<&Instrument>,
    before: Option<&Score>,
) -> Result<Option<Score>, Refusal> {
    let text = |part: &str| -> Result<Option<String>, Refusal> {
        let sent = parts.get(part).and_then(|texts| texts.first());
        sent.map_or(Ok(None), |sent| text_of(sent, LONGEST)).map_err(|refusal| refusal.at(part))
    };
    if parts.values().flatten().all(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let scaled = |part: &str, text: &str, range: Option<(i64, i64)>| {
        let number = numbers::whole(text).map_err(|refusal| refusal.at(part))?;
        match range {
            Some((least, most)) if !(least..=most).contains(&number) => {
                Err(Refusal::new(Reason::OutOfRange).with("least", least).with("most", most).at(part))
            }
            _ => Ok(number),
        }
    };
    let total = text("total")?.ok_or_else(|| Refusal::new(Reason::TotalMissing).at("total"))?;
    let total = scaled("total", &total, instrument.map(|instrument| instrument.total))?;
    let informant =
        text("informant")?.ok_or_else(|| Refusal::new(Reason::InformantMissing).at("informant"))?;
    let refused = || Refusal::new(Reason::NotOffered).at("informant");
    let informant = ChoiceCode::new(&informant).map_err(|_| refused())?;
    if let Some(instrument) = instrument {
        let is_kept = before.is_some_and(|before| before.informant == informant);
        let known = instrument.informants.iter().find(|choice| choice.code == informant);
        if !known.is_some_and(|choice| choice.offer == Offer::Current || is_kept) {
            return Err(refused());
        }
    }
    let chosen = |part: &'static str, known: &[String], before: Option<&str>| {
        let typed = text(part)?;
        match (typed, known) {
            (Some(typed), known) if known.is_empty() || known.contains(&typed) || before == Some(&typed) => {
                Ok(typed)
            }
            (None, [only]) => Ok(only.clone()),
            (None, []) => Ok(String::new()),
            _ => Err(Refusal::new(Reason::NotOffered).at(part)),
        }
    };
    let (versions, norms) =
        instrument.map_or((&[][..], &[][..]), |instrument| (&instrument.versions[..], &instrument.norms[..]));
    let version = chosen("version", versions, before.map(|before| before.version.as_str()))?;
    let norm = chosen("norm", norms, before.map(|before| before.norm.as_str()))?;
    let mut subscales = std::collections::BTreeMap::new();
    for (part, texts) in parts {
        let Some(sub) = part.strip_prefix("sub.") else { continue };
        let Some(typed) = texts.first().map_or(Ok(None), |text| text_of(text, LONGEST))? else { continue };
        let unknown = || Refusal::new(Reason::Unknown).at(part);
        let sub = ChoiceCode::new(sub).map_err(|_| unknown())?;
        let range = match instrument {
            None => None,
            Some(instrument) => {
                let known = instrument.subscales.iter().find(|known| known.code == sub);
                Some(known.ok_or_else(unknown)?.range)
            }
        };
        subscales.insert(sub, scaled(part, &typed, range)?);
    }
    Ok(Some(Score {
        instrument: code.clone(),
        version: version.into(),
        informant,
        norm: norm.into(),
        total,
        subscales,
    }))
}
