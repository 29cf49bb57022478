//! `instruments.toml`: screening instruments, by their totals and bands; never their items.

use std::collections::BTreeSet;

use domain::{ChoiceCode, InstrumentCode};
use forms::{Choice, Subscale, Texts};

use crate::{
    Catalogue,
    reading::{Book, FileRows, Row, What},
};

/// The list whose choices are the informants.
pub(crate) const INFORMANTS: &str = "informants";

/// A screening instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct InstrumentRule {
    /// Its code.
    pub code: InstrumentCode,
    /// What it is called.
    pub label: Texts,
    /// The version in use.
    pub version: String,
    /// The least and greatest total.
    pub total: (i64, i64),
    /// Its subscales, in order.
    pub subscales: Vec<Subscale>,
    /// Who may answer it, by code of the list `informants`.
    pub informants: Vec<ChoiceCode>,
    /// How totals are read; for each informant and norm together they cover the whole range.
    pub bands: Vec<Band>,
    /// No longer used for new scores.
    pub retired: bool,
}

/// A range of totals with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// For totals by this informant.
    pub informant: ChoiceCode,
    /// In this norm set.
    pub norm: String,
    /// From this total.
    pub from: i64,
    /// To this total, included.
    pub to: i64,
    /// What it is called.
    pub label: Texts,
    /// How a page shows it.
    pub tone: Tone,
}

/// How a page shows a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Nothing to do.
    Calm,
    /// To be watched.
    Watch,
    /// To be acted on.
    Act,
}

impl Tone {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Watch => "watch",
            Self::Act => "act",
        }
    }
}

impl InstrumentRule {
    /// The band that a total lies in, for this informant and norm; none where the protocol gives none.
    pub fn band(&self, informant: &str, norm: &str, total: i64) -> Option<&Band> {
        self.bands.iter().find(|band| {
            band.informant == *informant && band.norm == norm && (band.from..=band.to).contains(&total)
        })
    }

    /// The norm sets in use, in the order of the file.
    pub fn norms(&self) -> Vec<&str> {
        let mut norms: Vec<&str> = Vec::new();
        for band in &self.bands {
            if !norms.contains(&band.norm.as_str()) {
                norms.push(&band.norm);
            }
        }
        norms
    }

    pub(crate) fn as_form_instrument(
        &self,
        informants: Option<&Vec<Choice<ChoiceCode>>>,
    ) -> forms::Instrument {
        let offered = |code: &ChoiceCode| informants?.iter().find(|choice| choice.code == *code).cloned();
        forms::Instrument {
            label: self.label.clone(),
            total: self.total,
            subscales: self.subscales.clone(),
            versions: vec![self.version.clone()],
            informants: self.informants.iter().filter_map(offered).collect(),
            norms: self.norms().into_iter().map(str::to_owned).collect(),
        }
    }
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<InstrumentCode, InstrumentRule> {
    let mut instruments = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("instrument") {
        let row = top.inner(table, String::new());
        if let Some(instrument) = instrument(row) {
            instruments.add(instrument.code.clone(), instrument);
        }
    }
    top.finish();
    instruments
}

fn instrument(mut row: Row<'_, '_>) -> Option<InstrumentRule> {
    let code: Option<InstrumentCode> = row.define("code", What::Instrument, "");
    let label = row.texts("label");
    let version = row.text("version");
    let total = range(&mut row, "total", "[0, 40]");
    let mut subscales: Vec<Subscale> = Vec::new();
    let mut seen = BTreeSet::new();
    for table in row.tables("subscales") {
        let mut part = row.inner(table, String::new());
        let said = part.text("code");
        let code: Option<ChoiceCode> = said.as_ref().and_then(|(text, spot)| part.code(text, spot));
        if let Some((text, spot)) = said
            && !seen.insert(text.clone())
        {
            part.problem(
                &spot,
                format!("the subscale `{}` is there twice", text.escape_debug()),
                "remove one",
            );
        }
        let label = part.texts("label");
        let range = range(&mut part, "range", "[0, 10]");
        part.finish();
        subscales.extend(code.zip(range).map(|(code, range)| Subscale { code, label, range }));
    }
    let informants: Vec<ChoiceCode> = row.refer_all("informants", What::Choice, INFORMANTS);
    row.must_name("informants", "[\"self\"]");
    let mut bands = Vec::new();
    for (number, table) in row.tables("band").into_iter().enumerate() {
        let path = format!("{}/band/{number}", row.path());
        let mut part = row.inner(table, path);
        let said = part.text("informant");
        let informant = said.as_ref().and_then(|(text, spot)| part.code::<ChoiceCode>(text, spot));
        if let (Some(informant), Some((text, spot))) = (&informant, &said)
            && !informants.contains(informant)
        {
            let known: Vec<&str> = informants.iter().map(ChoiceCode::as_str).collect();
            part.book.unknown(spot, "informant of this instrument", text, known);
        }
        let norm = part.text("norm");
        let (from, to) = (part.whole("from", "0"), part.whole("to", "13"));
        let label = part.texts("label");
        let tone = part.word("tone", &[Tone::Calm, Tone::Watch, Tone::Act].map(|tone| (tone.code(), tone)));
        part.finish();
        if let (Some(informant), Some((norm, _)), Some(from), Some(to), Some(tone)) =
            (informant, norm, from, to, tone)
        {
            bands.push(Band { informant, norm, from, to, label, tone });
        }
    }
    let retired = row.flag("retired");
    row.finish();
    Some(InstrumentRule {
        code: code?,
        label,
        version: version?.0,
        total: total?,
        subscales,
        informants,
        bands,
        retired,
    })
}

fn range(row: &mut Row<'_, '_>, key: &'static str, example: &str) -> Option<(i64, i64)> {
    if !row.has(key) {
        let at = row.at().clone();
        row.problem(&at, format!("`{key}` is missing"), format!("add {key} = {example}"));
    }
    let (from, to) = row.pair_if(key, example)?;
    if from >= to {
        let spot = row.spot(key);
        row.problem(&spot, format!("`{key}` runs from {from} to {to}"), "write the least, then the greatest");
        return None;
    }
    Some((from, to))
}
