//! `homeward account`: what an administrator needs when no page is at hand.

use std::process::ExitCode;

use anyhow::Result;
use app::account::{create::CreateAccount, found::Purpose};
use clap::Subcommand;

use crate::{house::Place, import::say, out};

/// Accounts.
#[derive(Subcommand)]
pub(crate) enum Account {
    /// Makes an account and prints its one-time link
    Create {
        #[command(flatten)]
        place: Place,
        /// The name to sign in with
        login: String,
        /// The person's name
        name: String,
        /// The language they read: en, ru, kk, ar
        #[arg(long, default_value = "en")]
        language: String,
        /// The administrator's name to sign in with
        #[arg(long = "as")]
        user: String,
    },
}

impl Account {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Create { place, login, name, language, user } => {
                let app = place.open(Purpose::Inspection).await?;
                let who = app.acting_as(&user).await.map_err(say)?;
                let sent = CreateAccount { command: app.fresh()?, login, name, language };
                let (_, invitation) = app.create_account(&who, sent).await.map_err(say)?;
                app.close().await;
                out::line(format!("/welcome/{}", &*invitation.secret));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
