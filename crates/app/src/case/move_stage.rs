//! Moving a record along its pathway.

use domain::{CommandId, Event, GroundCode, PersonCode, Private, RecordId, Stage};
use protocol::stage;

use super::listed;
use crate::{
    App, SignedIn,
    core::{
        pathway::Happened,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// A move as it was chosen.
#[derive(Debug, Clone)]
pub struct MoveStage {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// To which stage.
    pub to: Stage,
    /// On which listed ground, where the transition asks for one.
    pub ground: Option<GroundCode>,
    /// Why, in words.
    pub reason: Option<Private<String>>,
}

impl App {
    /// Moves a record to a stage that the protocol allows from the one it is in.
    pub async fn move_stage(&self, who: &SignedIn, sent: MoveStage) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let protocol = work.protocol.clone();
            let record = work.record(id)?;
            let (kind, from) = (record.kind().ok_or(Refused::NotFound)?, record.stage());
            let transition = stage::next(&protocol, kind.as_str(), from.map_or("", Stage::as_str))
                .into_iter()
                .find(|way| way.to == sent.to)
                .ok_or_else(|| because("no-such-move"))?;
            // Closing and reopening have use cases of their own, with their signatures.
            if transition.action != "stage.move" || transition.approval.is_some() {
                return Err(because("no-such-move"));
            }
            work.demand(id, "stage.move")?;
            match (&transition.grounds, &sent.ground) {
                (Some(list), Some(ground)) => listed(&protocol, list.as_str(), ground.as_str())?,
                (Some(_), None) => return Err(because("ground-needed")),
                (None, _) => {}
            }
            work.enter(id, &sent.to, sent.ground.clone(), sent.reason.clone())?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Enters a stage and follows the pathway from there.
    pub(crate) fn enter(
        &mut self,
        id: RecordId,
        to: &Stage,
        ground: Option<GroundCode>,
        reason: Option<Private<String>>,
    ) -> Answer<()> {
        self.add(id, "case", Event::StatusChanged { to: to.clone(), ground, reason })?;
        self.follow(id, &Happened::Stage(to.clone()))
    }
}
