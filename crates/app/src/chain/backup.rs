//! Copies of the database for somewhere else: the whole of it as it was at one moment, encrypted by age.
//!
//! Invariant: nothing leaves unencrypted, and the key ring is not in it: a backup without the ring opens no event.
//! The routing columns inside are in the clear only to whoever has the passphrase or the identity.

use std::{
    io::{Read, Write},
    pin::Pin,
    task::{Context, Poll},
};

use age::{Decryptor, Encryptor, secrecy::SecretString, stream::StreamWriter};
use store::Store;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use zeroize::Zeroizing;

use crate::refused::{Answer, Fault, because};

/// For whom a backup is encrypted.
#[derive(Clone)]
pub enum Lock {
    /// For whoever knows a passphrase.
    Passphrase(Zeroizing<String>),
    /// For the holder of an X25519 identity: `age1…`.
    Recipient(String),
}

/// What opens a backup.
#[derive(Clone)]
pub enum Unlock {
    /// The passphrase.
    Passphrase(Zeroizing<String>),
    /// The X25519 identity: `AGE-SECRET-KEY-1…`.
    Identity(Zeroizing<String>),
}

impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lock(..)")
    }
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlock(..)")
    }
}

/// The shortest passphrase of a backup, in characters.
const SHORTEST: usize = 12;

/// Writes an encrypted backup and gives the number of rows in it. Writing to the database goes on beside it.
///
/// `out` is written to from an asynchronous task, so it should not block for long: a file.
pub async fn backup(store: &Store, lock: &Lock, out: impl Write + Send + Unpin) -> Answer<u64> {
    let encryptor = match lock {
        Lock::Passphrase(phrase) if phrase.chars().count() < SHORTEST => {
            return Err(because("passphrase-short"));
        }
        Lock::Passphrase(phrase) => Encryptor::with_user_passphrase(SecretString::from(phrase.to_string())),
        Lock::Recipient(recipient) => {
            let recipient: age::x25519::Recipient =
                recipient.trim().parse().map_err(|_| because("recipient-unreadable"))?;
            Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
                .map_err(|_| failed())?
        }
    };
    let mut stream = Encrypting(encryptor.wrap_output(out).map_err(|error| io(&error))?);
    let rows = store.backup(&mut stream).await?;
    stream.0.finish().and_then(|mut out| out.flush()).map_err(|error| io(&error))?;
    Ok(rows)
}

/// Opens an encrypted backup for reading.
pub(super) fn open<R: Read + Send + Unpin>(
    input: R,
    unlock: &Unlock,
) -> Result<impl AsyncRead + Unpin + use<R>, Fault> {
    let wrong = || Fault::Outside("the backup does not open with this passphrase or identity".into());
    let decryptor = Decryptor::new_buffered(std::io::BufReader::new(input))
        .map_err(|_| Fault::Outside("this is no backup, or its beginning is damaged".into()))?;
    let reader = match unlock {
        Unlock::Passphrase(phrase) => {
            let identity = age::scrypt::Identity::new(SecretString::from(phrase.to_string()));
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
        }
        Unlock::Identity(identity) => {
            let identity: age::x25519::Identity = identity.trim().parse().map_err(|_| wrong())?;
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
        }
    };
    Ok(Decrypting(reader.map_err(|_| wrong())?))
}

fn io(error: &std::io::Error) -> Fault {
    Fault::Outside(format!("the backup cannot be written: {}", error.kind()))
}

fn failed() -> Fault {
    Fault::Outside("the backup cannot be encrypted".into())
}

struct Encrypting<W: Write>(StreamWriter<W>);

impl<W: Write + Unpin> AsyncWrite for Encrypting<W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Poll::Ready(self.0.write(bytes))
    }
    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(self.0.flush())
    }
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.poll_flush(cx)
    }
}

struct Decrypting<R>(R);

impl<R: Read + Unpin> AsyncRead for Decrypting<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let filled = self.0.read(buffer.initialize_unfilled())?;
        buffer.advance(filled);
        Poll::Ready(Ok(()))
    }
}
