//! `homeward names`: comparing names and persons in a table, without a server.
//!
//! Invariant: one row is in memory at a time, the rows come out in their order with their bytes unchanged, and a
//! column of labels is never read.

mod score;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::Subcommand;

/// Compares names and persons in a table, without a server.
#[derive(Subcommand)]
pub(crate) enum Names {
    /// Says of each pair in a table whether it is one person, how the two may be related, and why
    Score {
        /// Tab separated, with a header: `left` and `right`, or `left_name`, `left_father`, `left_mother`,
        /// `left_sex`, `left_birth` and the same with `right_`; other columns are passed through
        file: PathBuf,
        /// Where to write; without it, to standard output
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

impl Names {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Score { file, out } => score::score(&file, out.as_deref()),
        }
    }
}
