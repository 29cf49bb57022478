//! Files that hold key material: written whole or not at all, readable by their owner only, changed by one
//! process at a time.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use crate::{error::VaultError, random};

pub(crate) fn failed(path: &Path) -> impl FnOnce(io::Error) -> VaultError + '_ {
    move |source| VaultError::File { path: path.to_owned(), source }
}

/// Options for a file that only its owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Refuses a file that group or others may read or write. Windows has no such bits; its folder must be closed.
///
/// One that is root's, and that root's group alone may read besides, is how systemd hands a credential over: the reader's
/// right stands in an access list, and the group's bit is that list's mask.
pub(crate) fn check_private(file: &File, path: &Path) -> Result<(), VaultError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let found = file.metadata().map_err(failed(path))?;
        let handed_over = found.mode() & 0o7777 == 0o440 && found.uid() == 0 && found.gid() == 0;
        if found.mode() & 0o077 != 0 && !handed_over {
            return Err(VaultError::TooOpen(path.to_owned()));
        }
    }
    #[cfg(not(unix))]
    let _ = (file, path);
    Ok(())
}

/// Reads a private file of at most `limit` bytes (what is longer is cut, and then damaged).
pub(crate) fn read_private(path: &Path, limit: u64) -> Result<Vec<u8>, VaultError> {
    let file = File::open(path).map_err(failed(path))?;
    check_private(&file, path)?;
    // Room from the start: growing would leave copies of a key behind.
    let mut bytes = Vec::with_capacity(4096);
    file.take(limit).read_to_end(&mut bytes).map_err(failed(path))?;
    Ok(bytes)
}

/// Writes beside the file, flushes, renames over it, and flushes the folder.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let suffix = random::random_id()?.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let beside = sibling(path, &format!(".{suffix}.new"));
    let written = write_new(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, path))
        .and_then(|()| sync_folder(path))
        .map_err(failed(path));
    if written.is_err() {
        // Nothing more can be done about a leftover than to try; the error above is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Writes a file that must not exist yet.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Holds the lock beside a file until dropped.
pub(crate) struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

pub(crate) fn lock(path: &Path) -> Result<Lock, VaultError> {
    let beside = sibling(path, ".lock");
    let file = private().write(true).create(true).truncate(false).open(&beside).map_err(failed(&beside))?;
    file.lock().map_err(failed(&beside))?;
    Ok(Lock(file))
}

fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, ToOwned::to_owned);
    name.push(suffix);
    path.with_file_name(name)
}
