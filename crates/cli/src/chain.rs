//! `homeward verify`, `rebuild`, `backup` and `restore`: the chain as a whole.
//!
//! Invariant: a command that finds something wrong says so in its exit code, and changes nothing unless it was told to.

use std::{
    io::{BufReader, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use app::{
    App,
    account::found::Purpose,
    chain::{self, Differs, Keys, Lock, Progress, Rebuilt, Sound, Unlock, Verification},
};
use clap::Args;
use indicatif::ProgressBar;
use store::{Options, Target};
use vault::PasswordCost;
use zeroize::Zeroizing;

use crate::{
    house::{Place, open_store, system_clock},
    out,
};

/// Checks the whole chain.
#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
}

impl Verify {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let ring = self.place.ring()?;
        self.place.exists()?;
        let store = open_store(self.place.target()?, &ring).await?;
        let bar = out::bar(0, "Checking the chain");
        let found = chain::verify(&store, Keys::Ring(&ring), &[], follow(&bar)).await;
        bar.finish_and_clear();
        store.close().await;
        Ok(match found? {
            Verification::Sound(sound) => {
                out::line(said(&sound));
                ExitCode::SUCCESS
            }
            Verification::Broken(damage) => {
                out::line(format!("not as it was written: {damage}"));
                out::note("Stop writing to this database, keep it as it is, and restore a backup beside it.");
                ExitCode::FAILURE
            }
        })
    }
}

fn said(sound: &Sound) -> String {
    format!(
        "sound: {} leaves, {} events ({} opened, {} erased), {} readings",
        sound.size, sound.events, sound.opened, sound.erased, sound.readings
    )
}

fn follow(bar: &ProgressBar) -> impl FnMut(Progress) + Send + use<> {
    let bar = bar.clone();
    move |progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
    }
}

/// Makes the projections again and compares.
#[derive(Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    place: Place,
    /// Write what was made again over what is there, record by record
    #[arg(long)]
    replace: bool,
    /// An empty PostgreSQL database to rebuild into; a temporary file otherwise
    #[arg(long)]
    into: Option<String>,
}

impl Rebuild {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let app = self.place.open(Purpose::Inspection).await?;
        let bar = out::bar(0, "Rebuilding");
        let done = self.rebuild(&app, &bar).await;
        bar.finish_and_clear();
        app.close().await;
        done
    }

    async fn rebuild(&self, app: &App, bar: &ProgressBar) -> Result<ExitCode> {
        if self.replace {
            let records = app.replace_projections(follow(bar)).await?;
            out::line(format!("written again: {records} records"));
            return Ok(ExitCode::SUCCESS);
        }
        let folder = tempfile::tempdir().context("no temporary folder")?;
        let into = match &self.into {
            Some(text) => Target::parse(text)?,
            None => Target::Sqlite { path: folder.path().join("rebuilt.db") },
        };
        let rebuilt = app.rebuild(into, follow(bar)).await?;
        Ok(tell(&rebuilt))
    }
}

fn tell(rebuilt: &Rebuilt) -> ExitCode {
    for difference in &rebuilt.differences {
        let how = match &difference.how {
            Differs::Unfounded => "nothing stands behind it".to_owned(),
            Differs::Missing => "is missing".to_owned(),
            Differs::In(columns) => format!("differs in {}", columns.join(", ")),
        };
        let record = difference.record.map(|record| format!(" of record {record}")).unwrap_or_default();
        out::line(format!("{}{record}: {how}", difference.table));
    }
    out::line(format!("{} records, {} rows, {} differences", rebuilt.records, rebuilt.rows, rebuilt.count));
    if rebuilt.count == 0 {
        ExitCode::SUCCESS
    } else {
        out::note("`homeward rebuild --replace` writes the projections again from the events.");
        ExitCode::FAILURE
    }
}

/// Writes an encrypted backup.
#[derive(Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    place: Place,
    /// The file to write; it must not exist
    #[arg(long)]
    to: PathBuf,
    /// Encrypt for the holder of an age identity (age1…) instead of a passphrase
    #[arg(long, env = "HOMEWARD_BACKUP_RECIPIENT")]
    recipient: Option<String>,
}

impl Backup {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let ring = self.place.ring()?;
        self.place.exists()?;
        let lock = match &self.recipient {
            Some(recipient) => Lock::Recipient(recipient.clone()),
            None => Lock::Passphrase(passphrase(&["Passphrase of the backup: ", "The same again: "])?),
        };
        let store = open_store(self.place.target()?, &ring).await?;
        let file = out::own_file(&self.to)?;
        let bar = out::spinner("Writing the backup");
        let done = chain::backup(&store, &lock, BufWriter::new(&file)).await;
        bar.finish_and_clear();
        store.close().await;
        let rows = match done {
            Ok(rows) => rows,
            Err(error) => {
                // Half a backup must not be mistaken for one.
                std::fs::remove_file(&self.to).context("the unfinished backup cannot be removed")?;
                return Err(match error {
                    app::Refused::Because(reason) if reason.code == "passphrase-short" => {
                        anyhow::anyhow!("the passphrase of a backup needs at least 12 characters")
                    }
                    app::Refused::Because(reason) if reason.code == "recipient-unreadable" => {
                        anyhow::anyhow!("this is no age recipient: it begins with age1")
                    }
                    other => other.into(),
                });
            }
        };
        file.sync_all().context("the backup cannot be flushed to the disk")?;
        out::line(format!("{rows} rows in {}", self.to.display()));
        out::note(format!(
            "The backup opens nothing without the keys: keep copies of {} and {} apart from it.",
            self.place.ring_path().display(),
            self.place.register_path().display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// The passphrase of a backup: typed as often as there are prompts, or from the environment.
fn passphrase(prompts: &[&str]) -> Result<Zeroizing<String>> {
    const NONE: &str = "no passphrase was given: type it, or set HOMEWARD_BACKUP_PASSPHRASE";
    if let Ok(phrase) = std::env::var("HOMEWARD_BACKUP_PASSPHRASE") {
        return Ok(phrase.into());
    }
    let mut given: Option<Zeroizing<String>> = None;
    for prompt in prompts {
        let typed = Zeroizing::new(rpassword::prompt_password(prompt).context(NONE)?);
        if given.as_ref().is_some_and(|first| *first != typed) {
            bail!("the two passphrases differ");
        }
        given = Some(typed);
    }
    given.context(NONE)
}

/// Restores a backup.
#[derive(Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    place: Place,
    /// The backup
    #[arg(long)]
    from: PathBuf,
    /// A file with the age identity (AGE-SECRET-KEY-1…) that opens it, instead of a passphrase
    #[arg(long)]
    identity: Option<PathBuf>,
}

impl Restore {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let place = &self.place;
        let ring = place.ring()?;
        let target = place.target()?;
        if let Target::Sqlite { path } = &target
            && path.exists()
        {
            bail!("{} is there already: restore into a database that does not exist yet", path.display());
        }
        let unlock = match &self.identity {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("{} cannot be read", path.display()))?;
                let text = Zeroizing::new(text);
                let line = text.lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-"));
                Unlock::Identity(
                    line.with_context(|| format!("{} holds no age identity", path.display()))?
                        .to_owned()
                        .into(),
                )
            }
            None => Unlock::Passphrase(passphrase(&["Passphrase of the backup: "])?),
        };
        let file = std::fs::File::open(&self.from)
            .with_context(|| format!("{} cannot be read", self.from.display()))?;
        let protocol = crate::protocol::built_in()?;
        let bar = out::bar(0, "Restoring");
        let options = Options::new(chain::signer(&ring));
        let parts = |store| app::Parts {
            store,
            ring: ring.clone(),
            register: Some(place.register_path()),
            protocol,
            clock: system_clock(),
            cost: PasswordCost::ACCOUNT,
            demo: false,
        };
        let restored =
            chain::restore(target, options, BufReader::new(file), &unlock, parts, follow(&bar)).await;
        bar.finish_and_clear();
        let restored =
            restored.inspect_err(|_| out::note("The database is not to be served as it is now."))?;
        restored.app.close().await;
        out::line(said(&restored.sound));
        if restored.erased_again > 0 {
            out::note(format!(
                "{} erasures made since the backup were carried out again.",
                restored.erased_again
            ));
        }
        let _ = std::io::stdout().flush();
        Ok(ExitCode::SUCCESS)
    }
}
