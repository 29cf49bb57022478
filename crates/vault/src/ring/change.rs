//! Changes of the ring: new epochs, destroyed epochs, another root key.
//!
//! Invariant: the file is on disk before the state in memory changes, and a change is made on the newest file,
//! under the lock.

use std::sync::Arc;

use super::{EpochState, KeyRing, Purpose, body::Body, body::Row, open::State};
use crate::{
    aead::fresh_key,
    error::VaultError,
    file,
    root::{Bytes, RootKey, RootSource},
};

impl KeyRing {
    /// Makes a new epoch the current one and gives its number. Afterwards every live compartment key is to be
    /// wrapped again ([`rewrap`](Self::rewrap)) and the database's epoch raised.
    pub fn rotate(&self, now_us: i64) -> Result<u32, VaultError> {
        self.change(|mut body, root| {
            let number = next(&body.epochs);
            let wrap = Purpose::Epoch(number).wrap(body.installation, root, &fresh_key()?)?;
            retire_and_add(&mut body.epochs, number, wrap, now_us);
            body.epoch = number;
            Ok((body, number))
        })
    }

    /// Makes a new index epoch the current one and gives its number. Afterwards the tokens are to be written
    /// again; until that is done a search asks under the old epoch too.
    pub fn rotate_index(&self, now_us: i64) -> Result<u32, VaultError> {
        self.change(|mut body, root| {
            let number = next(&body.index_epochs);
            let wrap = Purpose::Index(number).wrap(body.installation, root, &fresh_key()?)?;
            retire_and_add(&mut body.index_epochs, number, wrap, now_us);
            body.index_epoch = number;
            Ok((body, number))
        })
    }

    /// Destroys the key of a retired epoch: what is wrapped under it opens from no copy of the database any more.
    /// Destroying one twice is no error.
    pub fn destroy_epoch(&self, number: u32) -> Result<(), VaultError> {
        self.change(|mut body, _| {
            destroy(&mut body.epochs, body.epoch, number)?;
            Ok((body, ()))
        })
    }

    /// Destroys the key of a retired index epoch: its tokens can no longer be asked for.
    pub fn destroy_index_epoch(&self, number: u32) -> Result<(), VaultError> {
        self.change(|mut body, _| {
            destroy(&mut body.index_epochs, body.index_epoch, number)?;
            Ok((body, ()))
        })
    }

    /// Wraps the whole ring under another root key. Other nodes must be started again with the new one.
    pub fn change_root(&self, new: &RootSource) -> Result<(), VaultError> {
        let _lock = self.lock()?;
        let state = self.state();
        let root = new.establish(state.body.installation)?;
        let body = state.body.clone().under(&state.root, &root)?;
        self.put(body, Arc::new(root))
    }

    fn change<T>(
        &self,
        change: impl FnOnce(Body, &RootKey) -> Result<(Body, T), VaultError>,
    ) -> Result<T, VaultError> {
        let _lock = self.lock()?;
        let state = self.state();
        let (body, made) = change(state.body.clone(), &state.root)?;
        self.put(body, Arc::clone(&state.root))?;
        Ok(made)
    }

    /// Keeps other threads and processes out, and takes over what they had changed.
    fn lock(&self) -> Result<(std::sync::MutexGuard<'_, ()>, Option<file::Lock>), VaultError> {
        let threads = self.changing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(path) = &self.path else { return Ok((threads, None)) };
        let processes = file::lock(path)?;
        self.reload_from(path)?;
        Ok((threads, Some(processes)))
    }

    fn put(&self, mut body: Body, root: Arc<RootKey>) -> Result<(), VaultError> {
        body.generation += 1;
        let text = body.to_file(&root)?;
        // Opened before it is written: a ring that would not open never reaches the disk.
        let state = State::open(body, root, text)?;
        if let Some(path) = &self.path {
            file::write_whole(path, &state.file)?;
        }
        self.replace(state);
        Ok(())
    }
}

fn next(rows: &[Row]) -> u32 {
    rows.iter().map(|row| row.number).max().unwrap_or(0) + 1
}

fn retire_and_add(rows: &mut Vec<Row>, number: u32, wrap: Vec<u8>, now_us: i64) {
    for row in rows.iter_mut().filter(|row| row.state == EpochState::Live) {
        row.state = EpochState::Retired;
    }
    rows.push(Row { number, created_at_us: now_us, state: EpochState::Live, key: Some(Bytes(wrap)) });
}

fn destroy(rows: &mut [Row], current: u32, number: u32) -> Result<(), VaultError> {
    if number == current {
        return Err(VaultError::EpochInUse(number));
    }
    let row = rows.iter_mut().find(|row| row.number == number).ok_or(VaultError::UnknownEpoch(number))?;
    row.state = EpochState::Destroyed;
    row.key = None;
    Ok(())
}
