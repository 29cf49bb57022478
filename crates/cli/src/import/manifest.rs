//! `homeward import manifest`: a flight's people.

use std::process::ExitCode;

use anyhow::Result;
use domain::PersonCode;
use exchange::ListKind;

use super::bring_in::{Bringing, Taking};
use crate::house::Place;

/// A flight's manifest.
#[derive(clap::Args)]
pub(crate) struct FlightList {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    taking: Taking,
    /// The flight's code
    #[arg(long)]
    flight: PersonCode,
    /// The user's name to sign in with
    #[arg(long = "as")]
    user: String,
}

impl FlightList {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let Self { place, taking, flight, user } = &self;
        Bringing { record: flight, user, kind: ListKind::Manifest, taking }.run(place).await
    }
}
