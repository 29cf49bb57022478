//! Finding somebody in one's own records, by any fragment of a name; and where a page of a list begins.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use domain::RecordId;

use crate::{App, Filter, Page, SignedIn, refused::Answer};

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
        Ok(page)
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
