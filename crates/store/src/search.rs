//! Looking records up by blind-index tokens.
//!
//! Invariant: the rarest token leads. A search for records that share at least `k` of `n` tokens starts from the
//! `n - k + 1` rarest ones, because every match has at least one of them, and only those are scanned.

use std::collections::BTreeMap;

use domain::RecordId;

use crate::{
    error::Error,
    list::{Query, single},
    read::columns,
    rows::Token,
    store::Store,
    table::Stored,
    value::Column,
};

/// A token to look for: its kind and its code.
pub type Wanted = (u32, Vec<u8>);

/// Above this a token is simply common.
const COMMON: u32 = 10_000;

impl Store {
    /// The entries with one of these tokens, by kind and token, up to a limit for each.
    pub async fn tokens(&self, wanted: &[Wanted], limit: u32) -> Result<Vec<Token>, Error> {
        let sql = format!(
            "SELECT {} FROM token WHERE kind = $1 AND token = $2 ORDER BY record, slot LIMIT $3",
            columns::<Token>()
        );
        let rows = wanted
            .iter()
            .map(|(kind, token)| vec![kind.into_value(), token.clone().into_value(), limit.into_value()]);
        self.query_each(sql, rows.collect()).await?.into_iter().map(Token::from_values).collect()
    }

    /// The records that share at least `at_least` of the wanted tokens, each with the entries that matched; the most
    /// matches first. `limit` bounds the records that are looked at for each leading token.
    pub async fn records_sharing(
        &self,
        wanted: &[Wanted],
        at_least: usize,
        limit: u32,
    ) -> Result<Vec<(RecordId, Vec<Token>)>, Error> {
        let mut wanted: Vec<Wanted> = wanted.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let at_least = at_least.max(1);
        if wanted.len() < at_least {
            return Ok(Vec::new());
        }
        let mut ranked = Vec::with_capacity(wanted.len());
        for (kind, token) in wanted {
            ranked.push((self.count_token(kind, &token).await?, kind, token));
        }
        ranked.sort_unstable();
        let leading = ranked.len() - at_least + 1;

        let mut matches: BTreeMap<RecordId, Vec<Token>> = BTreeMap::new();
        let leaders: Vec<Wanted> =
            ranked[..leading].iter().map(|(_, kind, token)| (*kind, token.clone())).collect();
        for token in self.tokens(&leaders, limit).await? {
            matches.entry(token.record).or_default().push(token);
        }
        let others = &ranked[leading..];
        let candidates: Vec<RecordId> = matches.keys().copied().collect();
        if !others.is_empty() {
            for candidates in candidates.chunks(256) {
                for token in self.tokens_among(others, candidates).await? {
                    matches.entry(token.record).or_default().push(token);
                }
            }
        }
        let distinct = |tokens: &[Token]| {
            let mut kinds: Vec<_> = tokens.iter().map(|token| (token.kind, &token.token)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.len()
        };
        let mut matches: Vec<_> =
            matches.into_iter().filter(|(_, tokens)| distinct(tokens) >= at_least).collect();
        matches.sort_by_key(|(record, tokens)| (std::cmp::Reverse(distinct(tokens)), *record));
        Ok(matches)
    }

    async fn count_token(&self, kind: u32, token: &[u8]) -> Result<u64, Error> {
        let sql =
            "SELECT COUNT(*) FROM (SELECT 1 FROM token WHERE kind = $1 AND token = $2 LIMIT $3) AS counted";
        let params = vec![kind.into_value(), token.to_vec().into_value(), COMMON.into_value()];
        Ok(single(self.query(sql, params).await?).unwrap_or(0))
    }

    /// The entries of some tokens among some records, each found through the key.
    async fn tokens_among(
        &self,
        wanted: &[(u64, u32, Vec<u8>)],
        among: &[RecordId],
    ) -> Result<Vec<Token>, Error> {
        let mut found = Vec::new();
        for (_, kind, token) in wanted {
            let mut query = Query::default();
            let (kind, token) = (query.bind(*kind), query.bind(token.clone()));
            let records = query.bind_ids(among);
            let sql = format!(
                "SELECT {} FROM token WHERE kind = {kind} AND token = {token} AND record IN ({records})",
                columns::<Token>()
            );
            found.extend(self.rows::<Token>(sql, query.params).await?);
        }
        Ok(found)
    }
}
