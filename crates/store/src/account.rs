//! What signing in needs: sessions, sign-in names with their failed attempts, one-time links, drafts.
//!
//! Invariant: none of this is part of the ledger, and secrets are only stored as hashes made above. A link is used
//! once, also when two requests come together.

use domain::{Instant, Kind, RecordId, UserId};

use crate::{
    error::Error,
    list::single,
    read::columns,
    rows::{Draft, Event, Link, Login, Session, Slot},
    store::Store,
    table::Stored,
    value::{Column, Value},
};

/// Accounts of [`Sitting::related`] at most.
const RELATED: u32 = 20;

/// A session and the record of its account.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// The session.
    pub session: Session,
    /// The slots of the account, as [`Store::slots`] gives them.
    pub slots: Vec<Slot>,
    /// Its events, as [`Store::events`] gives them.
    pub events: Vec<Event>,
    /// Other accounts that it has a relation with at that time: those it may stand in for.
    pub related: Vec<RecordId>,
}

impl Store {
    /// Begins a session.
    pub async fn begin_session(&self, session: Session) -> Result<(), Error> {
        self.write(&*Session::table().insert.one, session.into_values()).await.map(drop)
    }

    /// The session with this hash, if it has not ended.
    pub async fn session(&self, token_hash: &[u8], at: Instant) -> Result<Option<Session>, Error> {
        let sql =
            format!("SELECT {} FROM session WHERE token_hash = $1 AND expires_at > $2", columns::<Session>());
        Ok(self.rows(sql, vec![token_hash.to_vec().into_value(), at.into_value()]).await?.pop())
    }

    /// As [`Store::session`], with all that says who came with it, in one visit.
    pub async fn sitting(&self, token_hash: &[u8], at: Instant) -> Result<Option<Sitting>, Error> {
        let account = "(SELECT account FROM session WHERE token_hash = $1 AND expires_at > $2)";
        let session =
            format!("SELECT {} FROM session WHERE token_hash = $1 AND expires_at > $2", columns::<Session>());
        let slots = format!("SELECT {} FROM slot WHERE record = {account} ORDER BY slot", columns::<Slot>());
        let events =
            format!("SELECT {} FROM event WHERE record = {account} ORDER BY position", columns::<Event>());
        let related = format!(
            "SELECT r.id FROM relation AS x CROSS JOIN record AS r WHERE x.party = {account} \
             AND (x.until IS NULL OR x.until > $2) AND r.id = x.record AND r.kind = $3 ORDER BY r.id LIMIT $4"
        );
        let with = || vec![token_hash.to_vec().into_value(), at.into_value()];
        let kind = vec![Kind::of("account").into_value(), RELATED.into_value()];
        let related = (related, [with(), kind].concat());
        let asked = [(session, with()), (slots, with()), (events, with()), related];
        let [session, slots, events, related] = self.query_together(asked).await?;
        let Some(session) = session.into_iter().next() else { return Ok(None) };
        let id = |row: Vec<Value>| row.into_iter().next().and_then(RecordId::from_value);
        Ok(Some(Sitting {
            session: Session::from_values(session)?,
            slots: slots.into_iter().map(Slot::from_values).collect::<Result<_, _>>()?,
            events: events.into_iter().map(Event::from_values).collect::<Result<_, _>>()?,
            related: related.into_iter().filter_map(id).collect(),
        }))
    }

    /// The sessions of an account, the oldest first, ended ones among them.
    pub async fn sessions_of(&self, account: UserId) -> Result<Vec<Session>, Error> {
        let sql = format!(
            "SELECT {} FROM session WHERE account = $1 ORDER BY created_at, token_hash",
            columns::<Session>()
        );
        self.rows(sql, vec![account.into_value()]).await
    }

    /// Notes that a session was seen, and until when it lasts now.
    pub async fn touch_session(
        &self,
        token_hash: &[u8],
        seen_at: Instant,
        expires_at: Instant,
    ) -> Result<(), Error> {
        let sql = "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1 AND seen_at < $2";
        let params = vec![token_hash.to_vec().into_value(), seen_at.into_value(), expires_at.into_value()];
        self.write(sql, params).await.map(drop)
    }

    /// Replaces the sealed part of a session.
    pub async fn reseal_session(&self, token_hash: &[u8], sealed: Vec<u8>) -> Result<(), Error> {
        let sql = "UPDATE session SET sealed = $2 WHERE token_hash = $1";
        self.write(sql, vec![token_hash.to_vec().into_value(), sealed.into_value()]).await.map(drop)
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &[u8]) -> Result<(), Error> {
        let sql = "DELETE FROM session WHERE token_hash = $1";
        self.write(sql, vec![token_hash.to_vec().into_value()]).await.map(drop)
    }

    /// Ends all the sessions of an account. Gives their number.
    pub async fn end_sessions(&self, account: UserId) -> Result<u64, Error> {
        let sql = "DELETE FROM session WHERE account = $1 RETURNING account";
        Ok(self.write(sql, vec![account.into_value()]).await?.len() as u64)
    }

    /// Removes sessions that ended before a time, and links that expired before it.
    pub async fn sweep_sessions(&self, before: Instant) -> Result<(), Error> {
        self.write("DELETE FROM session WHERE expires_at < $1", vec![before.into_value()]).await?;
        self.write("DELETE FROM link WHERE expires_at < $1", vec![before.into_value()]).await.map(drop)
    }

    /// Whose sign-in name this is, and its failed attempts.
    pub async fn login(&self, token: &[u8]) -> Result<Option<Login>, Error> {
        let sql = format!("SELECT {} FROM login WHERE token = $1", columns::<Login>());
        Ok(self.rows(sql, vec![token.to_vec().into_value()]).await?.pop())
    }

    /// The sign-in names of an account.
    pub async fn logins_of(&self, account: UserId) -> Result<Vec<Login>, Error> {
        let sql = format!("SELECT {} FROM login WHERE account = $1 ORDER BY token", columns::<Login>());
        self.rows(sql, vec![account.into_value()]).await
    }

    /// Counts a failed attempt and gives the number of them, none when the name is unknown.
    pub async fn count_login_failure(&self, token: &[u8]) -> Result<Option<u32>, Error> {
        let sql = "UPDATE login SET failures = failures + 1 WHERE token = $1 RETURNING failures";
        Ok(single(self.write(sql, vec![token.to_vec().into_value()]).await?))
    }

    /// Accepts no attempt before a time.
    pub async fn lock_login(&self, token: &[u8], until: Instant) -> Result<(), Error> {
        let sql = "UPDATE login SET locked_until = $2 WHERE token = $1";
        self.write(sql, vec![token.to_vec().into_value(), until.into_value()]).await.map(drop)
    }

    /// Forgets failed attempts and the lock, after a success.
    pub async fn clear_login(&self, token: &[u8]) -> Result<(), Error> {
        let sql = "UPDATE login SET failures = 0, locked_until = NULL \
                   WHERE token = $1 AND (failures > 0 OR locked_until IS NOT NULL)";
        self.write(sql, vec![token.to_vec().into_value()]).await.map(drop)
    }

    /// Makes a one-time link.
    pub async fn make_link(&self, link: Link) -> Result<(), Error> {
        self.write(&*Link::table().insert.one, link.into_values()).await.map(drop)
    }

    /// A link that can still be used, without using it.
    pub async fn link(&self, token_hash: &[u8], purpose: u32, at: Instant) -> Result<Option<Link>, Error> {
        let sql = format!(
            "SELECT {} FROM link WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
            columns::<Link>()
        );
        let params = vec![token_hash.to_vec().into_value(), purpose.into_value(), at.into_value()];
        Ok(self.rows(sql, params).await?.pop())
    }

    /// Uses a link: gives it once, and never again.
    pub async fn use_link(
        &self,
        token_hash: &[u8],
        purpose: u32,
        at: Instant,
    ) -> Result<Option<Link>, Error> {
        let sql = format!(
            "UPDATE link SET used_at = $3 \
             WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING {}",
            columns::<Link>()
        );
        let params = vec![token_hash.to_vec().into_value(), purpose.into_value(), at.into_value()];
        self.write(sql, params).await?.pop().map(Link::from_values).transpose()
    }

    /// Makes the unused links of an account for a purpose void.
    pub async fn void_links(&self, account: UserId, purpose: u32) -> Result<(), Error> {
        let sql = "DELETE FROM link WHERE account = $1 AND purpose = $2 AND used_at IS NULL";
        self.write(sql, vec![account.into_value(), purpose.into_value()]).await.map(drop)
    }

    /// Keeps what someone has typed.
    pub async fn save_draft(&self, draft: Draft) -> Result<(), Error> {
        self.write(&*Draft::table().upsert.one, draft.into_values()).await.map(drop)
    }

    /// A draft.
    pub async fn draft(&self, account: UserId, id: [u8; 16]) -> Result<Option<Draft>, Error> {
        let sql = format!("SELECT {} FROM draft WHERE account = $1 AND id = $2", columns::<Draft>());
        Ok(self.rows(sql, vec![account.into_value(), id.into_value()]).await?.pop())
    }

    /// The drafts of an account, the latest first.
    pub async fn drafts(&self, account: UserId, limit: u32) -> Result<Vec<Draft>, Error> {
        let sql = format!(
            "SELECT {} FROM draft WHERE account = $1 ORDER BY changed_at DESC, id LIMIT $2",
            columns::<Draft>()
        );
        self.rows(sql, vec![account.into_value(), limit.into_value()]).await
    }

    /// Removes a draft.
    pub async fn delete_draft(&self, account: UserId, id: [u8; 16]) -> Result<(), Error> {
        let sql = "DELETE FROM draft WHERE account = $1 AND id = $2";
        self.write(sql, vec![account.into_value(), id.into_value()]).await.map(drop)
    }

    /// Removes drafts that were not touched since a time. Gives their number.
    pub async fn sweep_drafts(&self, before: Instant) -> Result<u64, Error> {
        let sql = "DELETE FROM draft WHERE changed_at < $1 RETURNING id";
        Ok(self.write(sql, vec![before.into_value()]).await?.len() as u64)
    }
}
