//! Reminders by e-mail, through the SMTP server that the installation names.
//!
//! Invariant: a letter holds a number and the address of the sign-in page, nothing of anybody: no name, no code, no
//! place, no kind. Neither an address nor what a server answered about it is logged.

use std::time::Duration;

use app::{Answer, App, Fault, reminders::Reminder};
use jiff::{SignedDuration, Timestamp};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use store::Job;

/// Subject and text of a letter, in a language, about so many tasks.
pub type Letter = fn(&str, usize, &str) -> (String, String);

/// A way to send letters.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    sign_in: String,
    letter: Letter,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail")
    }
}

/// Why letters cannot be sent as was asked for.
#[derive(Debug, thiserror::Error)]
pub enum NoMail {
    /// The server's address.
    #[error("the SMTP server is named like smtps://user:password@mail.example.org, or smtp://…?tls=required")]
    Server,
    /// Beyond this machine without encryption.
    #[error(
        "without TLS letters go only to a server on this machine: use smtps://, or smtp://…?tls=required"
    )]
    Bare,
    /// The sender's address.
    #[error("the sender is an e-mail address, like homeward@example.org")]
    From,
}

/// What came of a letter.
enum Sent {
    Yes,
    /// The server may take it later.
    NotNow,
    /// The server will not take it.
    Never,
}

impl Mail {
    /// Letters through a server, from an address, with a link to the page where one signs in.
    pub fn through(server: &str, from: &str, sign_in: &str, letter: Letter) -> Result<Self, NoMail> {
        let on_this_machine = ["smtp://localhost", "smtp://127.0.0.1", "smtp://[::1]"].iter().any(|known| {
            server
                .strip_prefix(known)
                .is_some_and(|rest| matches!(rest.chars().next(), None | Some(':' | '/')))
        });
        let with_tls = server.starts_with("smtps://") || server.contains("?tls=required");
        if !with_tls && !on_this_machine {
            return Err(if server.starts_with("smtp://") { NoMail::Bare } else { NoMail::Server });
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|_| NoMail::Server)?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        let from = Mailbox::new(Some("Homeward".to_owned()), from.parse().map_err(|_| NoMail::From)?);
        Ok(Self { transport, from, sign_in: sign_in.to_owned(), letter })
    }

    async fn send(&self, to: &str, language: &str, due: usize) -> Sent {
        let (subject, text) = (self.letter)(language, due, &self.sign_in);
        let Ok(to) = to.parse() else { return Sent::Never };
        let letter = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text);
        let Ok(letter) = letter else { return Sent::Never };
        match self.transport.send(letter).await {
            Ok(_) => Sent::Yes,
            Err(error) if refused_for_ever(&error) => Sent::Never,
            Err(_) => Sent::NotNow,
        }
    }
}

fn refused_for_ever(error: &smtp::Error) -> bool {
    error.is_permanent()
}

/// How often a letter of one day is tried.
const TRIES: u32 = 5;

/// What a reminder's job came to.
pub(crate) enum Done {
    /// There is none any more.
    Over,
    /// It comes round again.
    Again(Timestamp),
    /// It failed and is tried again after a while.
    Later(SignedDuration),
}

/// Does the job of one account's reminder. Without a server nothing is attempted, and nobody's account is looked at.
pub(crate) async fn remind(app: &App, mail: Option<&Mail>, worker: [u8; 16], job: &Job) -> Answer<Done> {
    let tomorrow = app.now().checked_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
    let Some(mail) = mail else { return Ok(Done::Again(tomorrow)) };
    let (to, language, due, next) = match app.reminder(job).await? {
        Reminder::Over => return Ok(Done::Over),
        Reminder::Nothing { next } => return Ok(Done::Again(next)),
        Reminder::Send { to, language, due, next } => (to, language, due, next),
    };
    // The day is over before the letter goes: who dies in between sends none rather than two.
    let mut done = job.clone();
    done.due = next;
    if !app.store().extend_claim(job.id, worker, next).await? {
        return Err(Fault::Outside("a reminder was lost to another worker".into()).into());
    }
    app.store().enqueue(done).await?;
    match mail.send(to.as_str(), &language, due).await {
        Sent::Yes => Ok(Done::Again(next)),
        Sent::NotNow if job.attempts < TRIES => {
            tracing::warn!(attempts = job.attempts, "a reminder was not taken; it is tried again");
            Ok(Done::Later(SignedDuration::from_mins(1 << job.attempts.clamp(1, 9))))
        }
        Sent::NotNow | Sent::Never => {
            tracing::warn!(attempts = job.attempts, "a reminder could not be sent today");
            Ok(Done::Again(next))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(_: &str, _: usize, _: &str) -> (String, String) {
        (String::new(), String::new())
    }

    #[test]
    fn without_encryption_only_to_this_machine() {
        let through =
            |server: &str| Mail::through(server, "homeward@example.org", "https://h.example.org", letter);
        for good in [
            "smtps://user:secret@mail.example.org",
            "smtp://mail.example.org:587?tls=required",
            "smtp://localhost:25",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(through(good).is_ok(), "{good}");
        }
        for bare in [
            "smtp://mail.example.org",
            "smtp://localhost.example.org",
            "smtp://m.example.org?tls=opportunistic",
        ] {
            assert!(matches!(through(bare), Err(NoMail::Bare)), "{bare}");
        }
        assert!(matches!(through("mail.example.org"), Err(NoMail::Server)));
        assert!(matches!(
            Mail::through("smtp://localhost", "nobody", "https://h.example.org", letter),
            Err(NoMail::From)
        ));
    }
}
