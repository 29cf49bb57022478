//! The register of erasures: a file outside the database that every restore replays before the first page is
//! served, so that a backup does not bring back what was erased.
//!
//! One line per erasure, flushed before the database is touched. It holds ids, a time and the rule, nothing of
//! the person. Each line's HMAC covers the one before it, so no line can be changed, moved or taken out of the
//! middle. A line cut short by a crash was never acknowledged and is dropped. That the *end* was cut off shows
//! only against a [`RegisterHead`] kept elsewhere (the database keeps one).
//!
//! Invariant: [`ErasureRegister::append`] returns after the line is on disk.

use std::{
    fmt,
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as B64};
use domain::{EventId, InstallationId, RecordId, SlotId};

use crate::{aead::parts, error::VaultError, file, ring::KeyRing};

/// What was erased of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Erased {
    /// One event.
    Event(EventId),
    /// The whole compartment.
    Compartment,
}

/// One erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// When, in microseconds since the epoch.
    pub at_us: i64,
    /// The record.
    pub record: RecordId,
    /// The slot.
    pub slot: SlotId,
    /// What of it.
    pub what: Erased,
    /// The rule that asked for it, a code of the protocol.
    pub rule: String,
}

/// How far the register goes; kept elsewhere, it shows when the register's end is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterHead {
    /// Entries.
    pub count: u64,
    /// The HMAC of the last one (of the heading, if there is none).
    pub mac: [u8; 32],
}

/// How the file ended when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// With a whole line.
    Whole,
    /// With a line cut short, which was taken off. Its erasure was never acknowledged.
    Torn,
}

/// The register, open for appending.
pub struct ErasureRegister {
    path: PathBuf,
    file: File,
    key: hmac::Key,
    installation: InstallationId,
    head: RegisterHead,
    /// Bytes of whole lines.
    length: u64,
}

impl fmt::Debug for ErasureRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErasureRegister").field("count", &self.head.count).finish_non_exhaustive()
    }
}

const MAX_LINE: u64 = 1024;

impl ErasureRegister {
    /// Opens the register, or begins it, and checks every line.
    pub fn open(path: &Path, ring: &KeyRing) -> Result<(Self, Tail), VaultError> {
        let _lock = file::lock(path)?;
        let mut options = file::private();
        let file = options.read(true).append(true).create(true).open(path).map_err(file::failed(path))?;
        file::check_private(&file, path)?;
        let mut register = Self {
            path: path.to_owned(),
            file,
            key: ring.register_key(),
            installation: ring.installation(),
            head: RegisterHead { count: 0, mac: [0; 32] },
            length: 0,
        };
        let tail = register.catch_up()?;
        Ok((register, tail))
    }

    /// How far it goes.
    pub const fn head(&self) -> RegisterHead {
        self.head
    }

    /// Writes an erasure, and returns when it is on disk. What other processes wrote in between is read first.
    pub fn append(&mut self, erasure: &Erasure) -> Result<RegisterHead, VaultError> {
        if !is_rule(&erasure.rule) {
            return Err(VaultError::BadRule);
        }
        let _lock = file::lock(&self.path)?;
        self.catch_up()?;
        let fields = erasure.fields();
        self.write_line(&fields)?;
        self.head.count += 1;
        Ok(self.head)
    }

    /// Every erasure, oldest first. Reads the file again, line by line.
    pub fn replay(&self) -> Result<impl Iterator<Item = Result<Erasure, VaultError>> + use<>, VaultError> {
        let file = File::open(&self.path).map_err(file::failed(&self.path))?;
        Ok(Lines {
            path: self.path.clone(),
            reader: BufReader::new(file.take(self.length)),
            key: self.key.clone(),
            installation: self.installation,
            mac: [0; 32],
            number: 0,
            length: 0,
        }
        .filter_map(|line| match line {
            Ok(Line::Erasure(erasure)) => Some(Ok(erasure)),
            Ok(Line::Heading | Line::Torn) => None,
            Err(error) => Some(Err(error)),
        }))
    }

    /// Reads what is new in the file, drops a torn end, and begins an empty file with its heading.
    fn catch_up(&mut self) -> Result<Tail, VaultError> {
        let failed = || file::failed(&self.path);
        let on_disk = self.file.metadata().map_err(failed())?.len();
        let mut tail = Tail::Whole;
        if on_disk < self.length {
            return Err(VaultError::DamagedRegister { line: self.head.count + 1 });
        }
        if on_disk > self.length {
            let mut file = File::open(&self.path).map_err(failed())?;
            file.seek(SeekFrom::Start(self.length)).map_err(failed())?;
            let headed = u64::from(self.length > 0);
            let mut lines = Lines {
                path: self.path.clone(),
                reader: BufReader::new(file.take(u64::MAX)),
                key: self.key.clone(),
                installation: self.installation,
                mac: self.head.mac,
                number: self.head.count + headed,
                length: self.length,
            };
            for line in &mut lines {
                match line? {
                    Line::Erasure(_) => self.head.count += 1,
                    Line::Heading => {}
                    Line::Torn => tail = Tail::Torn,
                }
            }
            (self.head.mac, self.length) = (lines.mac, lines.length);
        }
        if tail == Tail::Torn {
            self.file.set_len(self.length).and_then(|()| self.file.sync_all()).map_err(failed())?;
        }
        if self.length == 0 {
            let heading = heading(self.installation);
            self.write_line(&heading)?;
            file::sync_folder(&self.path).map_err(file::failed(&self.path))?;
        }
        Ok(tail)
    }

    fn write_line(&mut self, fields: &str) -> Result<(), VaultError> {
        let mac = mac(&self.key, &self.head.mac, fields);
        let line = format!("{fields} {}\n", B64.encode(mac));
        self.file
            .write_all(line.as_bytes())
            .and_then(|()| self.file.sync_all())
            .map_err(file::failed(&self.path))?;
        self.head.mac = mac;
        self.length += line.len() as u64;
        Ok(())
    }
}

fn heading(installation: InstallationId) -> String {
    format!("homeward-erasures 1 {installation}")
}

fn mac(key: &hmac::Key, before: &[u8; 32], fields: &str) -> [u8; 32] {
    let tag = hmac::sign(key, &parts(&[b"homeward/erasure/1", before, fields.as_bytes()]));
    let mut mac = [0; 32];
    mac.copy_from_slice(tag.as_ref());
    mac
}

fn is_rule(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b))
}

impl Erasure {
    fn fields(&self) -> String {
        let Self { at_us, record, slot, what, rule } = self;
        match what {
            Erased::Event(event) => format!("{at_us} {record} {slot} {event} {rule}"),
            Erased::Compartment => format!("{at_us} {record} {slot} all {rule}"),
        }
    }

    fn parse(fields: &str) -> Option<Self> {
        let words: Vec<&str> = fields.split(' ').collect();
        let &[at, record, slot, what, rule] = words.as_slice() else { return None };
        Some(Self {
            at_us: at.parse().ok()?,
            record: record.parse().ok()?,
            slot: slot.parse().ok()?,
            what: if what == "all" { Erased::Compartment } else { Erased::Event(what.parse().ok()?) },
            rule: is_rule(rule).then(|| rule.to_owned())?,
        })
    }
}

enum Line {
    Heading,
    Erasure(Erasure),
    Torn,
}

/// Reads and checks lines, one in memory at a time.
struct Lines {
    path: PathBuf,
    reader: BufReader<std::io::Take<File>>,
    key: hmac::Key,
    installation: InstallationId,
    mac: [u8; 32],
    number: u64,
    length: u64,
}

impl Lines {
    fn line(&mut self) -> Result<Option<Line>, VaultError> {
        let mut bytes = Vec::new();
        let mut limited = (&mut self.reader).take(MAX_LINE);
        limited.read_until(b'\n', &mut bytes).map_err(file::failed(&self.path))?;
        self.number += 1;
        let damaged = VaultError::DamagedRegister { line: self.number };
        let Some(line) = bytes.strip_suffix(b"\n") else {
            return match bytes.len() as u64 {
                0 => Ok(None),
                MAX_LINE => Err(damaged),
                _ => Ok(Some(Line::Torn)),
            };
        };
        let Some((fields, tag)) = std::str::from_utf8(line).ok().and_then(|line| line.rsplit_once(' '))
        else {
            return Err(damaged);
        };
        let expected = parts(&[b"homeward/erasure/1", &self.mac, fields.as_bytes()]);
        let tag: [u8; 32] = match B64.decode(tag).map(<[u8; 32]>::try_from) {
            Ok(Ok(tag)) if hmac::verify(&self.key, &expected, &tag).is_ok() => tag,
            _ if self.number == 1 && fields.starts_with("homeward-erasures ") => {
                return Err(self.strange(fields));
            }
            _ => return Err(damaged),
        };
        let line = if self.number == 1 {
            if fields == heading(self.installation) {
                Line::Heading
            } else {
                return Err(self.strange(fields));
            }
        } else {
            Line::Erasure(Erasure::parse(fields).ok_or(damaged)?)
        };
        self.mac = tag;
        self.length += bytes.len() as u64;
        Ok(Some(line))
    }

    /// A heading that is not this ring's.
    fn strange(&self, fields: &str) -> VaultError {
        if fields == heading(self.installation) {
            VaultError::DamagedRegister { line: self.number }
        } else {
            VaultError::OtherInstallation
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Line, VaultError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}
