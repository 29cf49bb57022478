//! `homeward protocol`: checking a folder, and putting one in force.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use ::protocol::{Error, Protocol as Country};
use anyhow::{Context, Result, bail};
use app::account::found::Purpose;
use clap::Subcommand;

use crate::{house::Place, import::say, out};

/// Checks and activates protocols.
#[derive(Subcommand)]
pub(crate) enum Protocol {
    /// Checks a folder: every mistake with its file, line and mend
    Check {
        /// The folder
        folder: PathBuf,
        /// An earlier protocol whose codes must stay: its folder, or a database (a path or postgres://…) in which no
        /// record may be stranded
        #[arg(long)]
        against: Option<String>,
        /// The data folder with the keys of that database
        #[arg(long, default_value = "homeward-data")]
        data: PathBuf,
        /// A file with the root key of that database
        #[arg(long)]
        key_file: Option<PathBuf>,
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
                && Path::new(path).extension().is_some_and(|kind| kind == "toml")
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
            Self::Check { folder, against, data, key_file } => {
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
                    let found = if Path::new(&earlier).is_dir() {
                        against_folder(&read, Path::new(&earlier))?
                    } else {
                        let place = Place { data, database: Some(earlier), key_file, key_program: None };
                        against_database(&read, &place).await?
                    };
                    for line in &found {
                        out::line(line);
                    }
                    if !found.is_empty() {
                        out::note(format!("{} mistakes against the earlier version", found.len()));
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
                let who = app.acting_as(&user).await.map_err(say)?;
                app.activate_protocol(&who, app.fresh()?, read).await.map_err(say)?;
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

fn against_folder(read: &Country, earlier: &Path) -> Result<Vec<String>> {
    let earlier = Country::load(earlier)
        .with_context(|| format!("{} is no protocol that can be read", earlier.display()))?;
    Ok(read.check_against(&earlier).iter().map(ToString::to_string).collect())
}

/// What a protocol breaks of the one in force there, and which records it would strand.
async fn against_database(read: &Country, place: &Place) -> Result<Vec<String>> {
    let app = place.open(Purpose::Inspection).await?;
    let mut found: Vec<String> =
        read.check_against(&app.protocol()).iter().map(ToString::to_string).collect();
    for stranded in app.stranded_by(read).await? {
        let why =
            if stranded.is_dead_end { "from which nothing leads on" } else { "which is not there any more" };
        found.push(format!(
            "stages.toml: {} records of kind `{}` are in stage `{}`, {why}; keep the stage, retired, with a way out of it",
            stranded.records, stranded.kind, stranded.stage
        ));
    }
    app.close().await;
    Ok(found)
}
