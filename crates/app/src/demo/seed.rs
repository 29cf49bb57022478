//! Many.
use super::super::{
    App,
    chain::Progress,
    refused::{Answer, Refused},
};

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeding {
    /// Children.
    pub children: u64,
    /// With a long history.
    pub long: u64,
    /// Which.
    pub seed: u64,
}

impl App {
    /// Seeds.
    pub async fn seed(&self, seeding: &Seeding, mut progress: impl FnMut(Progress) + Send) -> Answer<()> {
        if !self.is_demo() {
            return Err(Refused::NotFound);
        }
        let _ = seeding;
        progress(Progress { done: 0, of: 1 });
        Ok(())
    }
}
