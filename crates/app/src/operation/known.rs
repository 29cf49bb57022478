//! Which rows of a list are there already, in the flight or list it is brought into.
//!
//! Invariant: only its own people are asked about, by keyed tokens; nobody's record is opened for it, and
//! what a token was made from cannot be read back.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Private, RecordId};
use exchange::{
    manifest::Person,
    rows::{Fingerprint, Resemblance, fingerprint},
};
use vault::EpochState;

use crate::{App, core::tokens, refused::Answer};

/// A row that is there, as it stands or with something changed, and whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) how: Resemblance,
    pub(super) record: RecordId,
}

/// Of one key at most so many records are looked at: namesakes of one list.
const NAMESAKES: u32 = 64;

impl App {
    /// The fingerprint under which a row of a list is kept with its person.
    pub(crate) fn row_fingerprint(&self, list: RecordId, person: &Person) -> Answer<Private<String>> {
        let keys: Vec<String> = self
            .row_keys(list, person, self.ring().current_index_epoch())?
            .into_iter()
            .map(|(_, key)| key)
            .collect();
        Ok(keys.join("/").into())
    }

    /// What a row is known again by. Rows resemble each other as [`Fingerprint::resembles`] says if, and only if,
    /// they share a key.
    fn row_keys(
        &self,
        list: RecordId,
        person: &Person,
        epoch: u32,
    ) -> Answer<BTreeSet<(Resemblance, String)>> {
        texts(&fingerprint(person))
            .into_iter()
            .map(|(how, text)| {
                let token = self.ring().token("row", epoch, &[list.as_bytes(), text.as_bytes()])?;
                let mark = if how == Resemblance::Same { 's' } else { 'c' };
                Ok((how, format!("{mark}{}", URL_SAFE_NO_PAD.encode(token))))
            })
            .collect()
    }

    /// The rows of a list that are there already, by row.
    ///
    /// A person whom one row brings unchanged is not what another row corrects: cousins may share name and year.
    pub(super) async fn known_rows(&self, list: RecordId, people: &[Person]) -> Answer<BTreeMap<u32, Known>> {
        // The keys in a record stay as they were made, also when the index is written again under a new epoch.
        let epochs: Vec<u32> = self
            .ring()
            .index_epochs()
            .into_iter()
            .filter(|epoch| epoch.state != EpochState::Destroyed)
            .map(|epoch| epoch.number)
            .collect();
        let mut rows_of: BTreeMap<Vec<u8>, Vec<(u32, Resemblance)>> = BTreeMap::new();
        for person in people {
            for made in &epochs {
                for (how, key) in self.row_keys(list, person, *made)? {
                    let token = tokens::source(self, list, &key)?.to_vec();
                    rows_of.entry(token).or_default().push((person.row, how));
                }
            }
        }
        let wanted: Vec<store::Wanted> =
            rows_of.keys().map(|token| (tokens::SOURCE, token.clone())).collect();
        let mut same: BTreeMap<u32, RecordId> = BTreeMap::new();
        let mut like: BTreeMap<u32, BTreeSet<RecordId>> = BTreeMap::new();
        for found in self.store().tokens(&wanted, NAMESAKES).await? {
            for (row, how) in rows_of.get(&found.token).into_iter().flatten() {
                if *how == Resemblance::Same {
                    same.insert(*row, found.record);
                } else {
                    like.entry(*row).or_default().insert(found.record);
                }
            }
        }
        let taken: BTreeSet<RecordId> = same.values().copied().collect();
        let mut known: BTreeMap<u32, Known> =
            same.into_iter().map(|(row, record)| (row, Known { how: Resemblance::Same, record })).collect();
        for (row, records) in like {
            if let Some(record) = records.into_iter().find(|record| !taken.contains(record)) {
                known.entry(row).or_insert(Known { how: Resemblance::Corrected, record });
            }
        }
        Ok(known)
    }
}

/// The texts of a fingerprint, composed so that sharing one is a resemblance.
fn texts(row: &Fingerprint) -> Vec<(Resemblance, String)> {
    let mut texts = vec![(Resemblance::Same, row.content.as_str().to_owned())];
    let mut like = |text: String| texts.push((Resemblance::Corrected, text));
    for document in &row.documents {
        like(document.as_str().to_owned());
    }
    if let Some(who) = &row.who {
        like(who.as_str().to_owned());
    }
    if let (Some(line), Some(given)) = (&row.line, &row.given) {
        like(format!("{}\u{1f}{}", line.as_str(), given.as_str()));
    }
    texts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row() -> impl Strategy<Value = Fingerprint> {
        let word = |what: &'static str| (0..3u8).prop_map(move |n| Private::from(format!("{what}1 {n}")));
        (
            word("row"),
            prop::option::of(word("line")),
            prop::collection::vec(word("document"), 0..3),
            prop::option::of(word("given")),
            prop::option::of(word("who")),
        )
            .prop_map(|(content, line, documents, given, who)| Fingerprint {
                content,
                line,
                documents,
                given,
                who,
            })
    }

    proptest! {
        #[test]
        fn sharing_a_key_is_what_resembling_means(a in row(), b in row()) {
            let (mine, theirs) = (texts(&a), texts(&b));
            let shared = mine.iter().filter(|key| theirs.contains(key)).map(|(how, _)| *how).max();
            prop_assert_eq!(shared.unwrap_or(Resemblance::Other), a.resembles(&b));
        }
    }
}
