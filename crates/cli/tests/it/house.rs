//! An installation of a test, made with the program itself.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::run::{Said, ended, program, text};

/// What opens the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opens {
    /// The passphrase of these tests.
    Passphrase,
    /// A file: quicker.
    KeyFile,
}

/// A data folder.
pub(crate) struct House {
    folder: TempDir,
    opens: Opens,
    /// The administrator's one-time link.
    pub(crate) welcome: String,
}

impl House {
    /// `homeward init` with a key file.
    pub(crate) fn init() -> Self {
        Self::init_with(Opens::KeyFile)
    }
    /// `homeward init`.
    pub(crate) fn init_with(opens: Opens) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut house = Self { folder, opens, welcome: String::new() };
        house.run(["init"]).well().out.trim().clone_into(&mut house.welcome);
        house
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
    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("homeward.db")
    }
    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("root.key")
    }
    /// A command on this installation.
    pub(crate) fn command<const N: usize>(&self, arguments: [&str; N]) -> std::process::Command {
        let mut command = program();
        command.args(arguments).args(["--data", text(&self.data())]);
        if self.opens == Opens::KeyFile {
            command.args(["--key-file", text(&self.key())]);
        }
        command
    }
    /// Runs it to its end.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Said {
        ended(&mut self.command(arguments))
    }
}
