//! The reading log: what a person was shown, sealed per month, covered by the ledger.
//!
//! Invariant: an entry is durable before its caller is answered, and one leaf covers all the entries of one month
//! slot that were written together. [`reading_leaf`] is that leaf, for the writer and for verification alike.

use std::ops::{Range, RangeInclusive};

use domain::{Instant, SlotId, UserId};

use crate::{
    error::Error,
    list::Query,
    read::columns,
    rows::{Hash, Reading},
    store::Store,
    table::Stored,
    value::Column,
};

/// An entry to log.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReading {
    /// Its random id.
    pub id: [u8; 16],
    /// When.
    pub at: Instant,
    /// Who read.
    pub actor: UserId,
    /// The slot of the month, whose key sealed the entry.
    pub slot: SlotId,
    /// The ciphertext.
    pub sealed: Vec<u8>,
    /// Month, as year × 12 + month − 1, for the tokens.
    pub month: u32,
    /// Blind indices of the records it names.
    pub tokens: Vec<Vec<u8>>,
}

impl std::fmt::Debug for NewReading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewReading").finish_non_exhaustive()
    }
}

/// The leaf over entries that share a position, in any order: [`ledger::leaf_hash_of_parts`] with the tag
/// `readings/1` over five parts for each entry, sorted by id: the id (16 bytes), the time (microseconds since the
/// epoch, 8 bytes, big-endian), the actor (16), the slot (16) and the ciphertext. The position is not part of it,
/// nor are the tokens: they are an index.
pub fn reading_leaf(entries: &[Reading]) -> Hash {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_unstable_by_key(|entry| entry.id);
    let times: Vec<_> = entries.iter().map(|entry| entry.at.as_microsecond().to_be_bytes()).collect();
    let mut parts: Vec<&[u8]> = Vec::with_capacity(entries.len() * 5);
    for (entry, at) in entries.iter().zip(&times) {
        parts.extend_from_slice(&[
            &entry.id,
            at,
            entry.actor.as_bytes(),
            entry.slot.as_bytes(),
            &entry.sealed,
        ]);
    }
    ledger::leaf_hash_of_parts("readings/1", &parts)
}

impl Store {
    /// The entries of the reading log that name a record, by its token, from one month to another, in order of time.
    pub async fn readings_naming(
        &self,
        token: &[u8],
        months: RangeInclusive<u32>,
        limit: u32,
    ) -> Result<Vec<Reading>, Error> {
        let sql = format!(
            "SELECT {} FROM reading_token AS t JOIN reading AS r ON r.id = t.reading \
             WHERE t.token = $1 AND t.month >= $2 AND t.month <= $3 ORDER BY r.at, r.id LIMIT $4",
            Reading::table().select_list("r")
        );
        let (first, last) = months.into_inner();
        self.rows(
            sql,
            vec![token.to_vec().into_value(), first.into_value(), last.into_value(), limit.into_value()],
        )
        .await
    }

    /// The latest entries of a time that name a record, by its token, by everyone or by one account, the newest first.
    pub async fn latest_readings_naming(
        &self,
        token: &[u8],
        months: RangeInclusive<u32>,
        actor: Option<UserId>,
        times: Range<Instant>,
        limit: u32,
    ) -> Result<Vec<Reading>, Error> {
        let mut query = Query::default();
        let token = query.bind(token.to_vec());
        let (first, last) = months.into_inner();
        let (first, last) = (query.bind(first), query.bind(last));
        let (from, to) = (query.bind(times.start), query.bind(times.end));
        let actor = actor.map_or_else(String::new, |actor| format!(" AND r.actor = {}", query.bind(actor)));
        let limit = query.bind(limit);
        let sql = format!(
            "SELECT {} FROM reading_token AS t JOIN reading AS r ON r.id = t.reading \
             WHERE t.token = {token} AND t.month >= {first} AND t.month <= {last} \
             AND r.at >= {from} AND r.at < {to}{actor} ORDER BY r.at DESC, r.id DESC LIMIT {limit}",
            Reading::table().select_list("r")
        );
        self.rows(sql, query.params).await
    }

    /// The entries of a time, by everyone or by one account, in order of time.
    pub async fn readings_between(
        &self,
        actor: Option<UserId>,
        times: Range<Instant>,
        after: Option<(Instant, [u8; 16])>,
        limit: u32,
    ) -> Result<Vec<Reading>, Error> {
        let mut query = Query::default();
        let (from, to) = (query.bind(times.start), query.bind(times.end));
        let actor = actor.map_or_else(String::new, |actor| format!(" AND actor = {}", query.bind(actor)));
        let after = after.map_or_else(String::new, |(at, id)| {
            let (at, id) = (query.bind(at), query.bind(id));
            format!(" AND (at, id) > ({at}, {id})")
        });
        let limit = query.bind(limit);
        let sql = format!(
            "SELECT {} FROM reading WHERE at >= {from} AND at < {to}{actor}{after} ORDER BY at, id LIMIT {limit}",
            columns::<Reading>()
        );
        self.rows(sql, query.params).await
    }

    /// The latest entries of a time, by everyone or by one account, the newest first.
    pub async fn latest_readings(
        &self,
        actor: Option<UserId>,
        times: Range<Instant>,
        limit: u32,
    ) -> Result<Vec<Reading>, Error> {
        let mut query = Query::default();
        let (from, to) = (query.bind(times.start), query.bind(times.end));
        let actor = actor.map_or_else(String::new, |actor| format!(" AND actor = {}", query.bind(actor)));
        let limit = query.bind(limit);
        let sql = format!(
            "SELECT {} FROM reading WHERE at >= {from} AND at < {to}{actor} ORDER BY at DESC, id DESC LIMIT {limit}",
            columns::<Reading>()
        );
        self.rows(sql, query.params).await
    }

    /// The entries under the leaves of some positions, by position and id: for verification.
    pub async fn readings_at(&self, positions: Range<u64>) -> Result<Vec<Reading>, Error> {
        let sql = format!(
            "SELECT {} FROM reading WHERE position >= $1 AND position < $2 ORDER BY position, id",
            columns::<Reading>()
        );
        self.rows(sql, vec![positions.start.into_value(), positions.end.into_value()]).await
    }
}
