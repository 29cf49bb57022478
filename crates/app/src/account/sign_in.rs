//! Signing in and out.
//!
//! Invariant: an unknown name, a wrong password and a wrong code take the same time and get the same words;
//! failures slow the next try, whether the name is anybody's or not; a session is a random secret of which only the hash is kept, and it ends.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{AccountEvent, CommandId, Event, Instant, Record, UserId};
use jiff::SignedDuration;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::{
    App, SignedIn,
    core::{
        load::{fold, load},
        tokens,
        work::Touch,
    },
    refused::{Answer, Refused, because, because_of},
};

/// A session ends when nothing was asked for so long.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session ends at the latest after this.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How seldom a session's clock is moved: once a minute is enough.
const TOUCH: SignedDuration = SignedDuration::from_secs(60);
/// Failures before the next try has to wait.
const FREE_TRIES: u32 = 4;

/// A session's secret, for the cookie.
pub struct NewSession {
    /// The secret, base64url.
    pub secret: Zeroizing<String>,
    /// Who signed in.
    pub who: SignedIn,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").finish_non_exhaustive()
    }
}

/// What somebody typed to sign in.
pub struct Credentials {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: Zeroizing<String>,
    /// The code of the second factor, or a recovery code; empty where none is set.
    pub code: Zeroizing<String>,
}

impl App {
    /// Signs in.
    pub async fn sign_in(&self, command: CommandId, given: &Credentials) -> Answer<NewSession> {
        let now = self.now();
        let token = tokens::login(self, &given.login)?;
        let login = self.store().login(&token).await?;
        let locked_until = match &login {
            Some(login) => login.locked_until,
            None => self.strangers().locked_until(&token),
        };
        if let Some(until) = locked_until.filter(|until| *until > now) {
            let minutes = (until.duration_since(now).as_secs() / 60 + 1).to_string();
            return Err(because_of("sign-in-wait", vec![("minutes", minutes)]));
        }
        let record = match &login {
            Some(login) => load(self, login.account).await?.map(|loaded| loaded.record),
            None => None,
        };
        let stored = record.as_ref().and_then(|record| record.account.password.as_ref());
        let password = given.password.clone();
        let stored = stored.map(|hash| hash.as_str().to_owned());
        let right = aside(move || vault::verify_password(&password, stored.as_deref())).await?;
        let record = record.filter(|record| right && !record.account.closed);
        let Some((record, factor)) =
            record.and_then(|record| second_factor(&record, &given.code, now).map(|f| (record, f)))
        else {
            self.count_failure(token, now).await?;
            return Err(because("sign-in-wrong"));
        };
        self.store().clear_login(&token).await?;
        let who = SignedIn::of(&record, [], now, None);
        let account = record.id;
        self.transact(&who, command, &[Touch::Office(account)], |work| {
            match &factor {
                Factor::Recovery(number) => {
                    // Two requests with one code: the second finds it used.
                    let left = work.record(account)?.account.second_factor.as_ref();
                    if left.is_none_or(|factor| !factor.recovery.contains_key(number)) {
                        return Err(because("sign-in-wrong"));
                    }
                    work.add(
                        account,
                        "account",
                        Event::Account(AccountEvent::RecoveryCodeUsed { number: *number }),
                    )?;
                    work.add(account, "account", Event::Account(AccountEvent::SignedIn { step: None }))?;
                }
                Factor::Step(step) => {
                    // Two requests with one code: the second finds it used.
                    if work.record(account)?.account.last_step.is_some_and(|last| last >= *step) {
                        return Err(because("sign-in-wrong"));
                    }
                    work.add(
                        account,
                        "account",
                        Event::Account(AccountEvent::SignedIn { step: Some(*step) }),
                    )?;
                }
                Factor::NotSet => {
                    work.add(account, "account", Event::Account(AccountEvent::SignedIn { step: None }))?;
                }
            }
            Ok(Vec::new())
        })
        .await?;
        self.begin_session(account).await
    }

    /// Begins a session for an account. In a demo that is all that signing in takes.
    pub(crate) async fn begin_session(&self, account: UserId) -> Answer<NewSession> {
        let now = self.now();
        let secret = vault::random_token()?;
        let hash = vault::token_hash(&*secret);
        self.store()
            .begin_session(store::Session {
                token_hash: hash.to_vec(),
                account,
                created_at: now,
                seen_at: now,
                expires_at: now.checked_add(IDLE).unwrap_or(Instant::MAX),
                sealed: Vec::new(),
            })
            .await?;
        let secret = text_of(&secret);
        let who = self.signed_in(&secret).await?;
        Ok(NewSession { secret: Zeroizing::new(secret), who })
    }

    /// Signs in as an account of the demo, without a password.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where the people are not invented.
    pub async fn sign_in_demo(&self, account: UserId) -> Answer<NewSession> {
        if !self.is_demo() {
            return Err(Refused::NotFound);
        }
        let record = load(self, account).await?.ok_or(Refused::NotFound)?.record;
        if record.kind().is_none_or(|kind| *kind != "account") {
            return Err(Refused::NotFound);
        }
        self.begin_session(account).await
    }

    /// Who a session's secret belongs to.
    ///
    /// # Errors
    /// [`Refused::SignIn`] when it is unknown, over, or of a closed account.
    pub async fn signed_in(&self, secret: &str) -> Answer<SignedIn> {
        let token = bytes_of(secret).ok_or(Refused::SignIn)?;
        let hash = vault::token_hash(&token);
        let now = self.now();
        let sitting = self.store().sitting(&hash, now).await?.ok_or(Refused::SignIn)?;
        let session = sitting.session;
        let longest = session.created_at.checked_add(LONGEST).unwrap_or(Instant::MAX);
        let loaded = fold(self, session.account, sitting.slots, sitting.events)?;
        let record = loaded.ok_or(Refused::SignIn)?.record;
        if record.account.closed
            || now >= longest
            || record.account.sessions_from.is_some_and(|from| session.created_at < from)
        {
            self.store().end_session(&hash).await?;
            return Err(Refused::SignIn);
        }
        if now.duration_since(session.seen_at) > TOUCH {
            let until = now.checked_add(IDLE).unwrap_or(Instant::MAX).min(longest);
            self.store().touch_session(&hash, now, until).await?;
        }
        let stands_in_for = self.stands_in_for(session.account, &sitting.related, now).await?;
        let who = SignedIn::of(&record, stands_in_for, now, Some(hash));
        let missing = record.account.second_factor.is_none() && self.asks_for_factor(&who);
        Ok(if missing { who.until_factor() } else { who })
    }

    /// An account as an actor without a session: what the command line acts as.
    pub async fn acting_as(&self, login: &str) -> Answer<SignedIn> {
        let token = tokens::login(self, login)?;
        let login = self.store().login(&token).await?.ok_or_else(|| because("no-such-account"))?;
        match self.actor_of(login.account).await {
            Err(Refused::NotFound) => Err(because("no-such-account")),
            other => other,
        }
    }

    /// An account that is not closed, as access sees it.
    pub(crate) async fn actor_of(&self, id: UserId) -> Answer<SignedIn> {
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        if record.account.closed || record.kind().is_none_or(|kind| *kind != "account") {
            return Err(Refused::NotFound);
        }
        let now = self.now();
        let branch = store::Branch::Related(record.id);
        let mut list = store::List::new(vec![branch], vec![domain::Kind::of("account")], now);
        list.limit = 20;
        let related: Vec<UserId> = self.store().list(&list).await?.iter().map(|row| row.id).collect();
        let stands_in_for = self.stands_in_for(record.id, &related, now).await?;
        Ok(SignedIn::of(&record, stands_in_for, now, None))
    }

    /// Whether a role of theirs asks for a second factor. In a demo people are invented, and one click signs in.
    pub(crate) fn asks_for_factor(&self, who: &SignedIn) -> bool {
        let protocol = self.protocol();
        let asks = |role: &str| protocol.table().role(role).is_some_and(|role| role.second_factor);
        !self.is_demo() && who.actor().roles.iter().any(|held| asks(held.role.as_str()))
    }

    /// Ends this session.
    pub async fn sign_out(&self, who: &SignedIn) -> Answer<()> {
        if let Some(session) = who.session() {
            self.store().end_session(session).await?;
        }
        Ok(())
    }

    /// Ends all of one's sessions, this one too.
    pub async fn sign_out_everywhere(&self, who: &SignedIn, command: CommandId) -> Answer<()> {
        let account = who.user();
        self.transact(who, command, &[Touch::Office(account)], |work| {
            work.add(account, "account", Event::Account(AccountEvent::SignedOutEverywhere))?;
            work.beside(store::Row::EndSessions { account, keep: None });
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// Those among some accounts that have named this one their deputy.
    async fn stands_in_for(&self, deputy: UserId, among: &[UserId], now: Instant) -> Answer<Vec<UserId>> {
        let mut found = Vec::new();
        for account in among {
            if let Some(loaded) = load(self, *account).await?
                && loaded.record.account.is_stood_in_for_by(deputy, now)
            {
                found.push(*account);
            }
        }
        Ok(found)
    }

    async fn count_failure(&self, token: [u8; 16], now: Instant) -> Answer<()> {
        let Some(failures) = self.store().count_login_failure(&token).await? else {
            self.strangers().count(token, now, |failures| wait_until(failures, now));
            return Ok(());
        };
        if let Some(until) = wait_until(failures, now) {
            self.store().lock_login(&token, until).await?;
        }
        Ok(())
    }
}

/// Until when the next try has to wait after so many failures: 30 s, 1 min, 2 min, … an hour at most.
fn wait_until(failures: u32, now: Instant) -> Option<Instant> {
    let slowed = failures.checked_sub(FREE_TRIES + 1)?;
    let wait = 30_i64.saturating_mul(1 << slowed.min(7)).min(3600);
    Some(now.checked_add(SignedDuration::from_secs(wait)).unwrap_or(Instant::MAX))
}

/// Hashes a password off the threads that answer requests: it takes long enough to hold up everybody else.
pub(super) async fn aside<T: Send + 'static>(
    hash: impl FnOnce() -> Result<T, vault::VaultError> + Send + 'static,
) -> Answer<T> {
    let done = tokio::task::spawn_blocking(hash).await;
    Ok(done.map_err(|_| crate::Fault::Outside("a password was not hashed".into()))??)
}

enum Factor {
    NotSet,
    Step(u64),
    Recovery(u32),
}

/// Whether the second factor is right; `None` when it is not.
fn second_factor(record: &Record, code: &str, now: Instant) -> Option<Factor> {
    let Some(factor) = &record.account.second_factor else { return Some(Factor::NotSet) };
    let code: String =
        code.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect();
    if let Some(step) = totp(factor.secret.as_str()).and_then(|totp| totp.check(&code, seconds(now)))
        && record.account.last_step.is_none_or(|last| step > last)
    {
        return Some(Factor::Step(step));
    }
    let hash = URL_SAFE_NO_PAD.encode(vault::token_hash(code.as_bytes()));
    factor
        .recovery
        .iter()
        .find(|(_, known)| known.as_str() == hash)
        .map(|(number, _)| Factor::Recovery(*number))
}

pub(crate) fn seconds(now: Instant) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default()
}

/// A code generator for a secret in base32.
pub(crate) fn totp(secret: &str) -> Option<Totp> {
    Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()
}

pub(crate) fn text_of(token: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(token)
}

pub(crate) fn bytes_of(secret: &str) -> Option<[u8; 32]> {
    if secret.len() > 64 {
        return None;
    }
    URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()
}

impl App {
    /// The token against forged posts: bound to the session, of no use without it.
    pub fn csrf(&self, who: &SignedIn) -> Answer<String> {
        let Some(session) = who.session() else { return Ok(String::new()) };
        Ok(URL_SAFE_NO_PAD.encode(self.ring().token(
            "csrf",
            self.ring().current_index_epoch(),
            &[session],
        )?))
    }

    /// Keeps what somebody typed into a session that ended meanwhile, sealed, for them alone.
    ///
    /// Gives the id under which it waits; `None` when the session was never known.
    pub async fn keep_typed(&self, secret: &str, path: &str, body: &[u8]) -> Answer<Option<[u8; 16]>> {
        let Some(token) = bytes_of(secret) else { return Ok(None) };
        let hash = vault::token_hash(&token);
        // Ended sessions stay until they are swept, a day later; a closed one is deleted at once.
        let Some(session) = self.store().session(&hash, Instant::UNIX_EPOCH).await? else { return Ok(None) };
        let id: [u8; 16] = self.fresh()?;
        let typed = serde_json::to_vec(&(path, body))
            .map_err(|_| crate::Fault::Outside("text cannot be kept".into()))?;
        self.store()
            .save_draft(store::Draft {
                account: session.account,
                id,
                changed_at: self.now(),
                sealed: self.ring().seal_for_node(&typed_context(session.account, &id), &typed)?,
            })
            .await?;
        Ok(Some(id))
    }

    /// What one typed into a session that ended: the address it was for and the body. Given once.
    pub async fn typed(&self, who: &SignedIn, id: [u8; 16]) -> Answer<(String, Vec<u8>)> {
        let draft = self.store().draft(who.user(), id).await?.ok_or(Refused::NotFound)?;
        let plain = self.ring().open_for_node(&typed_context(who.user(), &id), &draft.sealed)?;
        let typed = serde_json::from_slice(&plain).map_err(|_| Refused::NotFound)?;
        self.store().delete_draft(who.user(), id).await?;
        Ok(typed)
    }
}

fn typed_context(account: UserId, id: &[u8; 16]) -> Vec<u8> {
    [b"typed\0".as_slice(), account.as_bytes(), id].concat()
}
