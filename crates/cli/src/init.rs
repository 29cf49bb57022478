//! `homeward init`: a new installation.

use std::{process::ExitCode, sync::Arc};

use anyhow::{Context, Result, bail};
use app::App;
use clap::Args;
use vault::{KeyRing, PasswordCost, RootSource};

use crate::{
    house::{Ask, Place, system_clock},
    out,
};

/// Prepares a new installation.
#[derive(Args)]
pub(crate) struct Init {
    #[command(flatten)]
    place: Place,
    /// The first administrator's name to sign in with
    #[arg(long, default_value = "admin")]
    administrator: String,
    /// The first administrator's name
    #[arg(long, default_value = "Administrator")]
    name: String,
    /// The language the administrator reads: en, ru, kk, ar
    #[arg(long, default_value = "en")]
    language: String,
    /// The address under which people will reach it, for the link
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    address: String,
}

impl Init {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let place = &self.place;
        if place.ring_path().exists() {
            bail!("{} already holds a key ring: nothing was changed", place.data.display());
        }
        create_private(&place.data)?;
        let root = match &place.key_file {
            Some(path) if !path.exists() => {
                RootSource::new_key_file(path)?;
                out::note(format!(
                    "A new root key was written to {}. Keep a copy apart from the data.",
                    path.display()
                ));
                RootSource::KeyFile(path.clone())
            }
            _ => place.root(Ask::Twice)?,
        };
        let clock = system_clock();
        let ring = KeyRing::create(&place.ring_path(), &root, clock().as_microsecond())?;
        let parts = place.parts(Arc::new(ring), clock, PasswordCost::ACCOUNT).await?;
        let founded = App::found(parts, &self.administrator, &self.name, &self.language).await;
        let (app, invitation) = match founded {
            Ok(founded) => founded,
            Err(error) => {
                // A ring without its database only confuses the next try.
                std::fs::remove_file(place.ring_path()).context("the unused key ring cannot be removed")?;
                return Err(error.into());
            }
        };
        app.close().await;
        out::note(format!("The installation is ready in {}.", place.data.display()));
        out::note("Start it with `homeward serve`, then open this link once to choose a password:");
        out::line(format!("{}/welcome/{}", self.address.trim_end_matches('/'), &*invitation.secret));
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes a folder that only its owner may enter.
pub(crate) fn create_private(folder: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
            .with_context(|| format!("{} cannot be kept to its owner", folder.display()))?;
    }
    Ok(())
}
