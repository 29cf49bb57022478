//! What somebody says of our work: handed in by anybody of the case side, read by the complaints focal point alone.
//!
//! Invariant: a complaint has no owner and no team, lies in the whole country and is linked with no record, so that
//! nobody who works with the record it is about meets it; whoever hands it in does not see it again.

use domain::{
    ChoiceCode, CommandId, Event, FormCode, Instant, Kind, PartialDate, PersonCode, PlaceCode, Value, Values,
};
use forms::{
    Form, Setting,
    expression::Clock,
    submission::{self, Raw},
};
use jiff::tz::TimeZone;
use protocol::Protocol;

use crate::{
    App, Filter, Shown, SignedIn,
    core::{
        load::{load, view},
        work::Done,
    },
    refused::{Answer, Refused},
};

/// The kind of record that a complaint is.
pub const KIND: &str = "complaint";
/// The form of what was done about it.
const ANSWER: &str = "complaint_answer";

/// A complaint as it was sent.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// The command's id.
    pub command: CommandId,
    /// The fields as sent.
    pub fields: Raw,
    /// The language in which numbers and dates were typed.
    pub language: String,
}

/// A complaint among others.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// Its code.
    pub code: PersonCode,
    /// What it is about.
    pub topic: Option<ChoiceCode>,
    /// Who says it.
    pub giver: Option<ChoiceCode>,
    /// When it was said.
    pub received: Option<PartialDate>,
    /// Where its handling stands; nothing until somebody has begun.
    pub state: Option<ChoiceCode>,
    /// When it changed last.
    pub changed_at: Instant,
}

impl App {
    /// Whether somebody may hand in a complaint.
    pub fn hands_in_complaints(&self, who: &SignedIn) -> bool {
        self.office(who, "complaint.create").is_ok()
    }

    /// The form that is handed in, with the time zone of its days.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for somebody who may hand in none.
    pub fn complaint_form(&self, who: &SignedIn) -> Answer<(FormCode, TimeZone)> {
        if !self.hands_in_complaints(who) {
            return Err(Refused::NotFound);
        }
        let protocol = self.protocol();
        Ok((profile(&protocol)?.code.clone(), zone(&protocol)))
    }

    /// Takes a complaint in. The outcome says nothing: not even its own record.
    ///
    /// # Errors
    /// [`Refused::Fields`] when fields need mending.
    pub async fn hand_in_complaint(&self, who: &SignedIn, sent: HandIn) -> Answer<Done> {
        self.office(who, "complaint.create")?;
        self.transact(who, sent.command, &[], |work| {
            let protocol = work.protocol.clone();
            let form = profile(&protocol)?;
            let zone = zone(&protocol);
            let setting = Setting {
                form,
                lists: protocol.lists(),
                clock: Clock::at(work.now, &zone),
                zone,
                language: &sent.language,
                uuid: "",
            };
            let accepted = submission::accept(&setting, &sent.fields, &Values::new(), &Values::new())
                .map_err(Refused::Fields)?;
            let id = work.open_case(&Kind::of(KIND), "task", None, None)?;
            let filled = Event::FormFilled {
                form: form.code.clone(),
                entry: work.app.fresh()?,
                values: accepted.values,
                emptied: std::collections::BTreeSet::new(),
            };
            work.add(id, form.compartment.as_str(), filled)?;
            work.add(
                id,
                "case",
                Event::Assigned { owner: None, team: None, place: country(&protocol), word: None },
            )?;
            Ok(Vec::new())
        })
        .await
    }

    /// Whether any role of somebody reads complaints.
    pub fn reads_complaints(&self, who: &SignedIn) -> bool {
        let protocol = self.protocol();
        let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
        held.flat_map(|role| &role.grants).any(|grant| grant.kinds.contains(KIND))
    }

    /// The complaints that somebody may read, the latest change first; where the next page begins.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for somebody who reads none.
    pub async fn complaints(
        &self,
        who: &SignedIn,
        after: Option<store::Cursor>,
        most: usize,
    ) -> Answer<(Vec<Complaint>, Option<store::Cursor>)> {
        if !self.reads_complaints(who) {
            return Err(Refused::NotFound);
        }
        let mut filter = Filter::of(KIND);
        filter.order = store::Order::Changed;
        let page = self.list(who, Shown::Complaints, &filter, after, most).await?;
        let protocol = self.protocol();
        let form = profile(&protocol)?.code.clone();
        let mut complaints = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let record = view(loaded.record, &row.grant, &protocol);
            let Some((opened, _)) = &record.opened else { continue };
            let choice = |form: &str, field: &str| match record.value(form, field) {
                Some(Value::Choice(code)) => Some(code.clone()),
                _ => None,
            };
            complaints.push(Complaint {
                code: opened.code,
                topic: choice(form.as_str(), "topic"),
                giver: choice(form.as_str(), "giver"),
                received: match record.value(form.as_str(), "received_on") {
                    Some(Value::Date(day)) => Some(*day),
                    _ => None,
                },
                state: choice(ANSWER, "state"),
                changed_at: row.changed_at,
            });
        }
        Ok((complaints, page.next))
    }
}

/// The form of a complaint's particulars.
fn profile(protocol: &Protocol) -> Answer<&Form> {
    let form = protocol.kinds().get(KIND).and_then(|kind| kind.profile.as_ref());
    form.and_then(|form| protocol.form(form.as_str())).ok_or(Refused::NotFound)
}

fn country(protocol: &Protocol) -> Option<PlaceCode> {
    protocol.places().iter().find(|place| place.parent.is_none()).map(|place| place.code.clone())
}

fn zone(protocol: &Protocol) -> TimeZone {
    protocol::place::zone(protocol, country(protocol).as_ref().map(PlaceCode::as_str))
}
