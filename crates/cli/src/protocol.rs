//! `homeward protocol`: checking a folder, and putting one in force.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use ::protocol::{Error, Protocol as Country};
use anyhow::{Context, Result, bail};
use app::account::found::Purpose;
use clap::Subcommand;

use crate::{house::Place, out};

/// Checks and activates protocols.
#[derive(Subcommand)]
pub(crate) enum Protocol {
    /// Checks a folder: every mistake with its file, line and mend
    Check {
        /// The folder
        folder: PathBuf,
        /// An earlier folder, or the data folder of an installation, whose codes must stay
        #[arg(long)]
        against: Option<PathBuf>,
    },
    /// Puts a folder in force, as a user
    Activate {
        #[command(flatten)]
        place: Place,
        /// The folder
        folder: PathBuf,
        /// The user's name to sign in with
        #[arg(long = "as")]
        user: String,
    },
    /// Writes the built-in protocol to a folder, to begin one's own
    Export {
        /// The folder; it must not exist
        folder: PathBuf,
    },
}

/// The files of the protocol that came with this program.
static FILES: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../protocol");

/// The protocol that came with this program.
pub(crate) fn built_in() -> Result<Country> {
    Country::from_files(files()).map_err(|error| anyhow::anyhow!("the built-in protocol is damaged: {error}"))
}

fn files() -> BTreeMap<String, String> {
    fn add(dir: &include_dir::Dir<'static>, files: &mut BTreeMap<String, String>) {
        for file in dir.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
                && path.ends_with(".toml")
            {
                files.insert(path.replace('\\', "/"), text.to_owned());
            }
        }
        for inner in dir.dirs() {
            add(inner, files);
        }
    }
    let mut found = BTreeMap::new();
    add(&FILES, &mut found);
    found
}

impl Protocol {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Check { folder, against } => {
                let read = match Country::load(&folder) {
                    Ok(read) => read,
                    Err(Error::Mistakes(problems)) => {
                        for problem in &problems {
                            out::line(problem.to_string());
                        }
                        out::note(format!("{} mistakes", problems.len()));
                        return Ok(ExitCode::FAILURE);
                    }
                    Err(error) => return Err(error.into()),
                };
                if let Some(earlier) = against {
                    let earlier = Country::load(&earlier)
                        .with_context(|| format!("{} is no protocol that can be read", earlier.display()))?;
                    let problems = read.check_against(&earlier);
                    for problem in &problems {
                        out::line(problem.to_string());
                    }
                    if !problems.is_empty() {
                        out::note(format!("{} mistakes against the earlier version", problems.len()));
                        return Ok(ExitCode::FAILURE);
                    }
                }
                out::line(format!("{}: no mistake found", read.version()));
                Ok(ExitCode::SUCCESS)
            }
            Self::Activate { place, folder, user } => {
                let read = Country::load(&folder)?;
                let version = read.version().to_owned();
                let app = place.open(Purpose::Inspection).await?;
                let who = app.acting_as(&user).await?;
                app.activate_protocol(&who, app.fresh()?, read).await?;
                app.close().await;
                out::line(format!("{version} is in force"));
                Ok(ExitCode::SUCCESS)
            }
            Self::Export { folder } => {
                if folder.exists() {
                    bail!("{} exists already", folder.display());
                }
                for (path, text) in files() {
                    let to = folder.join(path);
                    if let Some(parent) = to.parent() {
                        std::fs::create_dir_all(parent)?;
                    }
                    std::fs::write(&to, text)?;
                }
                out::line(folder.display().to_string());
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
