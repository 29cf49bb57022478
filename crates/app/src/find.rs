//! Finding somebody in one's own records, by any fragment of a name; and where a page of a list begins.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{NameRole, PersonName, RecordId, Stage, Value};
use names::For;
use policy::Level;

use crate::{
    App, Filter, Listed, Page, Read, Shown, SignedIn,
    core::{father::Father, load::load, tokens},
    refused::Answer,
};

/// The form, and its compartment, in which earlier names are kept.
const EARLIER: &str = "background";
/// Of one pair of names at most so many records are looked at.
const NAMESAKES: u32 = 64;

impl App {
    /// The people in the reader's own scope whose opened summary holds the text; every fragment counts, in any
    /// script in which the name was written or sounds the same.
    pub async fn search_own(&self, who: &SignedIn, text: &str, filter: &Filter, most: usize) -> Answer<Page> {
        let wanted: Vec<String> = names::normalise(text)
            .text
            .split_whitespace()
            .take(6)
            .map(names::light)
            .filter(|part| !part.is_empty())
            .collect();
        let mut page = self.list(who, crate::Shown::ChildrenSearch, filter, None, most).await?;
        page.next = None;
        page.rows.retain(|row| {
            let Some(summary) = &row.summary else { return false };
            let have: Vec<String> = summary
                .names
                .iter()
                .flat_map(|name| {
                    let normal = names::normalise(name.text.as_str()).text;
                    normal.split_whitespace().map(names::light).collect::<Vec<_>>()
                })
                .collect();
            !wanted.is_empty()
                && wanted.iter().all(|part| have.iter().any(|name| name.contains(part.as_str())))
        });
        let shown: BTreeSet<RecordId> = page.rows.iter().map(|row| row.id).collect();
        let borne = self.by_earlier_name(who, text, filter, &shown).await?;
        page.rows.extend(borne.into_iter().take(most.saturating_sub(shown.len())));
        Ok(page)
    }

    /// Those who bore this name before, for whoever may read where earlier names are kept. It takes two parts of the
    /// name: by one alone nothing is indexed.
    async fn by_earlier_name(
        &self,
        who: &SignedIn,
        text: &str,
        filter: &Filter,
        shown: &BTreeSet<RecordId>,
    ) -> Answer<Vec<Listed>> {
        let sought = PersonName::new(text.trim(), NameRole::Full);
        let meetings = tokens::meetings(std::slice::from_ref(&sought), Father::Speaks);
        let tokens = tokens::name_tokens(self, &meetings, &[], For::Asking)?;
        let wanted: Vec<store::Wanted> =
            tokens.into_iter().map(|(kind, token)| (kind, token.to_vec())).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let hits = self.store().tokens(&wanted, NAMESAKES).await?;
        let ids: BTreeSet<RecordId> =
            hits.into_iter().map(|hit| hit.record).filter(|id| !shown.contains(id)).collect();
        let mut rows = self.store().records(&ids.into_iter().collect::<Vec<_>>()).await?;
        rows.retain(|row| {
            let stage = |stages: &[Stage]| row.stage.as_ref().is_some_and(|stage| stages.contains(stage));
            filter.kinds.contains(&row.kind)
                && (filter.stages.is_empty() || stage(&filter.stages))
                && !stage(&filter.without_stages)
                && (filter.urgency.is_none() || filter.urgency == row.urgency)
        });
        let mut rows = self.show_rows(who, rows).await?;
        rows.retain(|row| !row.grant.is_outside() && row.grant.may(EARLIER, Level::Read));
        let mut found = Vec::new();
        for row in rows {
            let Some(loaded) = load(self, row.id).await? else { continue };
            if let Some(Value::Names(names)) = loaded.record.value(EARLIER, "earlier_names") {
                let meetings = tokens::meetings(names, Father::of(&loaded.record));
                let borne = tokens::name_tokens(self, &meetings, &[], For::Keeping)?;
                if borne
                    .iter()
                    .any(|(kind, token)| wanted.iter().any(|(of, one)| of == kind && *one == *token))
                {
                    found.push(row);
                }
            }
        }
        let records = found.iter().map(|row| row.id).collect();
        let page = Shown::ChildrenSearch;
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        Ok(found)
    }

    /// Where a page begins, sealed: it names a record and a time.
    pub fn page_mark(&self, who: &SignedIn, cursor: store::Cursor) -> Answer<String> {
        let sealed = self.ring().seal_for_node(&context(who), &cursor.to_bytes())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Reads [`App::page_mark`]; anything else begins at the beginning.
    pub fn page_from(&self, who: &SignedIn, mark: &str) -> Option<store::Cursor> {
        let sealed = URL_SAFE_NO_PAD.decode(mark).ok()?;
        let plain = self.ring().open_for_node(&context(who), &sealed).ok()?;
        store::Cursor::from_bytes(plain.as_slice().try_into().ok()?)
    }

    /// Where a page of a list's rows begins, sealed: after a record.
    pub fn row_mark(&self, who: &SignedIn, row: RecordId) -> Answer<String> {
        let sealed = self.ring().seal_for_node(&context(who), row.as_bytes())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Reads [`App::row_mark`]; anything else begins at the beginning.
    pub fn row_from(&self, who: &SignedIn, mark: &str) -> Option<RecordId> {
        let sealed = URL_SAFE_NO_PAD.decode(mark).ok()?;
        let plain = self.ring().open_for_node(&context(who), &sealed).ok()?;
        RecordId::from_slice(&plain).ok()
    }
}

fn context(who: &SignedIn) -> Vec<u8> {
    [b"page\0".as_slice(), who.user().as_bytes()].concat()
}
