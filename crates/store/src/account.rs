//! What signing in needs: sessions, sign-in names with their failed attempts, one-time links, drafts.
//!
//! Invariant: none of this is part of the ledger, and secrets are only stored as hashes made above. A link is used
//! once, also when two requests come together.

use domain::{Instant, UserId};

use crate::{
    error::Error,
    list::single,
    read::columns,
    rows::{Draft, Link, Login, Session},
    store::Store,
    table::Stored,
    value::Column,
};

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
