//! What tests do and no door offers: a record without a list it came from, an erasure without the queue that drives
//! it, a look at the whole of a record. Compiled only with the feature `fixture`, never shipped.

use domain::{CommandId, Event, Kind, PlaceCode, Record, RecordId, Source, TeamId, UserId, Value};

use crate::{
    App, SignedIn,
    chain::erase::Erase,
    core::{
        load::load,
        tokens,
        work::{Done, Touch},
    },
    refused::{Answer, Fault, Refused},
};

/// A record to be opened.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Its kind.
    pub kind: Kind,
    /// Its particulars: fields of the kind's profile.
    pub profile: Vec<(&'static str, Value)>,
    /// The person responsible.
    pub owner: Option<UserId>,
    /// Their team.
    pub team: Option<TeamId>,
    /// The place.
    pub place: Option<PlaceCode>,
    /// The list of which it is a row, if it is one.
    pub list: Option<RecordId>,
}

impl App {
    /// Opens a record, as reading it from a list does.
    pub async fn open_case_for_test(
        &self,
        who: &SignedIn,
        command: CommandId,
        case: &OpenCase,
    ) -> Answer<RecordId> {
        let profile = self.protocol().kinds().get(case.kind.as_str()).and_then(|kind| kind.profile.clone());
        let profile: Option<&'static str> = profile.map(|profile| match profile.as_str() {
            "child_profile" => "child_profile",
            "adult_profile" => "adult_profile",
            "family_profile" => "family_profile",
            "list_profile" => "list_profile",
            "listed_person" => "listed_person",
            _ => "operation_profile",
        });
        let done = self
            .transact(who, command, &[], |work| {
                let source = case.list.map(|list| Source { list, fingerprint: "".into(), row: 2 });
                let id = work.open_case(&case.kind, "vital_interest", None, source)?;
                if let Some(profile) = profile {
                    work.fill(id, profile, case.profile.clone())?;
                }
                work.add(
                    id,
                    "case",
                    Event::Assigned {
                        owner: case.owner,
                        team: case.team,
                        place: case.place.clone(),
                        word: None,
                    },
                )?;
                work.begin_pathway(id)?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        done.id().ok_or_else(|| Fault::Damaged(self.installation_record()).into())
    }

    /// Opens many records in one commit: who they are and where they belong, without the pathway's tasks.
    pub async fn seed_for_test(&self, who: &SignedIn, cases: &[OpenCase]) -> Answer<Vec<RecordId>> {
        let mut ids = Vec::new();
        self.transact(who, self.fresh::<CommandId>()?, &[], |work| {
            ids.clear();
            for case in cases {
                let id = work.open_case(&case.kind, "vital_interest", None, None)?;
                work.fill(id, "child_profile", case.profile.clone())?;
                let (owner, team, place) = (case.owner, case.team, case.place.clone());
                work.add(id, "case", Event::Assigned { owner, team, place, word: None })?;
                ids.push(id);
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(ids)
    }

    /// Leaves out the indices of lists and searches while many records are written, or makes them again.
    pub async fn index_for_test(&self, made: bool) -> Answer<()> {
        let done = if made {
            self.store().index_projections().await
        } else {
            self.store().unindex_projections().await
        };
        Ok(done?)
    }

    /// Writes events into compartments of a record, without asking who may: where no form leads yet.
    pub async fn add_for_test(
        &self,
        who: &SignedIn,
        command: CommandId,
        id: RecordId,
        events: &[(&'static str, Event)],
    ) -> Answer<Done> {
        self.transact(who, command, &[Touch::Office(id)], |work| {
            for (compartment, event) in events {
                work.add(id, compartment, event.clone())?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Erases, without asking who may.
    pub async fn erase_for_test(&self, who: &SignedIn, command: CommandId, what: &Erase) -> Answer<Done> {
        self.erase(who, command, what).await
    }

    /// The whole of a record.
    pub async fn whole_record(&self, id: RecordId) -> Answer<Record> {
        Ok(load(self, id).await?.ok_or(Refused::NotFound)?.record)
    }

    /// The token under which the reading log is found by a record.
    pub fn reading_token(&self, id: RecordId) -> Answer<[u8; 16]> {
        tokens::reading(self, id)
    }

    /// The house as an actor.
    pub fn house_itself(&self) -> SignedIn {
        self.machine()
    }
}
