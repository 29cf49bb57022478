//! A list on its way in: the file waits, sealed, between the steps of an import.

use domain::{CommandId, PersonCode, RecordId, Value};
use exchange::{
    Refusal,
    layout::{self, Layout, Mapping},
    manifest::{self, Context, Corrections, Manifest, Region},
    sheet::{self, Limits, Wanted, Workbook},
};

use crate::{
    App, Door, SignedIn,
    refused::{Answer, Fault, Refused},
};

/// Why a list cannot be taken.
#[derive(Debug)]
pub enum NotTaken {
    /// The file itself: wrong type, too large, no header, …
    File(Refusal),
    /// The person may not, or something failed.
    Refused(Refused),
}

impl<E: Into<Refused>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// A list with how it is read.
#[derive(Debug)]
pub struct ReadList {
    /// The file as rows and cells.
    pub book: Workbook,
    /// Which column means what.
    pub layout: Layout,
    /// The people and the problems.
    pub manifest: Manifest,
}

/// How a list is to be read: what was detected, or what the person changed.
#[derive(Debug, Clone, Default)]
pub struct HowToRead {
    /// Encoding and delimiter, where the person chose.
    pub wanted: Wanted,
    /// The mapping, where the person changed it.
    pub mapping: Option<Mapping>,
    /// Texts in place of cells.
    pub corrections: Corrections,
}

impl App {
    /// Takes a file for a flight and keeps it, sealed, until it is imported; at most a day.
    pub async fn upload_list(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<CommandId, NotTaken> {
        let opened = self.open_code(who, flight, Door::page("flight.import")).await?;
        if !opened.grant.may_do("flight.import") {
            return Err(Refused::NotFound.into());
        }
        // Refused at once, before anything is kept.
        let (name, bytes) = {
            let (name, bytes) = (name.to_owned(), bytes);
            tokio::task::spawn_blocking(move || {
                sheet::read(&name, &bytes, Wanted::default(), &Limits::default()).map(|_| (name, bytes))
            })
            .await
            .map_err(|_| Fault::Outside("reading the list failed".into()))?
            .map_err(NotTaken::File)?
        };
        let id: CommandId = self.fresh()?;
        let kept = serde_json::to_vec(&(opened.view.id, &name, bytes.len()))
            .map_err(|_| Fault::Outside("the list cannot be kept".into()))?;
        let mut plain = u32::try_from(kept.len()).unwrap_or_default().to_be_bytes().to_vec();
        plain.extend_from_slice(&kept);
        plain.extend_from_slice(&bytes);
        self.store()
            .save_draft(store::Draft {
                account: who.user(),
                id: *id.as_bytes(),
                changed_at: who.now(),
                sealed: self.ring().seal_for_node(&context(who, id), &plain)?,
            })
            .await?;
        Ok(id)
    }

    /// The file that waits: for which flight, its name, its bytes.
    pub(crate) async fn uploaded(
        &self,
        who: &SignedIn,
        id: CommandId,
    ) -> Answer<(RecordId, String, Vec<u8>)> {
        let draft = self.store().draft(who.user(), *id.as_bytes()).await?.ok_or(Refused::NotFound)?;
        let plain = self.ring().open_for_node(&context(who, id), &draft.sealed)?;
        let damaged = || Fault::Outside("the list that waited is damaged".into());
        let (length, rest) = plain.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (head, bytes) =
            rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or_else(damaged)?;
        let (flight, name, _): (RecordId, String, usize) =
            serde_json::from_slice(head).map_err(|_| damaged())?;
        Ok((flight, name, bytes.to_vec()))
    }

    /// Reads the list that waits, as it would be stored.
    pub async fn preview_list(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        id: CommandId,
        how: &HowToRead,
    ) -> Result<ReadList, NotTaken> {
        let opened = self.open_code(who, flight, Door::page("flight.import")).await?;
        let (kept_for, name, bytes) = self.uploaded(who, id).await?;
        if kept_for != opened.view.id || !opened.grant.may_do("flight.import") {
            return Err(Refused::NotFound.into());
        }
        let departs = departs(&opened.view, self);
        self.read_list(name, bytes, how.clone(), departs).await
    }

    /// Reads a list off this thread: a large one takes seconds.
    pub(crate) async fn read_list(
        &self,
        name: String,
        bytes: Vec<u8>,
        how: HowToRead,
        reference: jiff::civil::Date,
    ) -> Result<ReadList, NotTaken> {
        let regions = self.regions();
        tokio::task::spawn_blocking(move || {
            let book = sheet::read(&name, &bytes, how.wanted, &Limits::default()).map_err(NotTaken::File)?;
            let layout = match &how.mapping {
                Some(mapping) => layout::view(&book, mapping),
                None => layout::detect(&book),
            }
            .map_err(NotTaken::File)?;
            let context = Context { reference, regions: &regions, corrections: &how.corrections };
            let manifest = manifest::read(&book, &layout.mapping, &context).map_err(NotTaken::File)?;
            Ok(ReadList { book, layout, manifest })
        })
        .await
        .map_err(|_| NotTaken::Refused(Fault::Outside("reading the list failed".into()).into()))?
    }

    /// The regions of the protocol with all their names.
    fn regions(&self) -> Vec<Region> {
        let protocol = self.protocol();
        protocol::place::for_matching(&protocol)
            .into_iter()
            .map(|(code, names)| Region { code, names })
            .collect()
    }
}

/// The day a flight departs: from it ages are reckoned.
pub(crate) fn departs(flight: &domain::Record, app: &App) -> jiff::civil::Date {
    let zone = protocol::place::zone(&app.protocol(), flight.place.as_ref().map(domain::PlaceCode::as_str));
    match flight.value("flight_profile", "departs") {
        Some(Value::DateTime(at)) => at.to_zoned(zone).date(),
        _ => app.now().to_zoned(zone).date(),
    }
}

fn context(who: &SignedIn, id: CommandId) -> Vec<u8> {
    [b"upload\0".as_slice(), who.user().as_bytes(), id.as_bytes()].concat()
}
