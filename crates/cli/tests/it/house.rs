//! An installation of a test, made with the program itself.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::run::{Said, ended, program, text};

/// A data folder.
pub(crate) struct House {
    folder: TempDir,
    /// The administrator's one-time link.
    pub(crate) welcome: String,
}

impl House {
    /// `homeward init`.
    pub(crate) fn init() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let said = ended(program().args(["init", "--data"]).arg(folder.path().join("data"))).well();
        let welcome = said.out.trim().to_owned();
        Self { folder, welcome }
    }
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
    pub(crate) fn ring(&self) -> PathBuf {
        self.data().join("keys.ring")
    }
    /// A command on this installation.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Said {
        let data = self.data();
        ended(program().args(arguments).args(["--data", text(&data)]))
    }
}
