//! A list on its way in: the file waits, sealed, between the steps of an import, with what its sender decided.
//!
//! Invariant: one list waits per person and record it is brought into, for a day at most; what a page shows and what the import writes
//! are read from the same bytes in the same way. Reading costs bounded memory, however many people send files.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommandId, Kind, PersonCode, Private, RecordId, sealing};
use exchange::{
    Refusal,
    layout::{self, Layout, Mapping},
    manifest::{self, Context, Corrections, Manifest, Region},
    sheet::{self, Limits, Wanted, Workbook},
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{import_manifest::RowState, intake::Intake, learnt::Looked};
use crate::{
    App, Opened, SignedIn,
    refused::{Answer, Fault, Refused, because},
};

/// What the file of a flight's list may cost.
pub const LIMITS: Limits = Limits {
    file_bytes: 20 << 20,
    unpacked_bytes: 80 << 20,
    sheets: 20,
    rows: 5_000,
    columns: 200,
    cells: 300_000,
    cell_chars: 32_000,
};
/// The most cells that somebody writes anew.
const MOST_CORRECTIONS: usize = 5_000;
/// The most characters of a cell written anew.
const LONGEST_CORRECTION: usize = 2_000;
/// How long a list waits.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Lists that are read at the same time in this process; others wait their turn.
static READING: Semaphore = Semaphore::const_new(2);

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
    /// The sheet, where the person chose.
    pub sheet: Option<String>,
    /// The mapping, where the person changed it.
    pub mapping: Option<Mapping>,
    /// Texts in place of cells.
    pub corrections: Corrections,
    /// Rows like one that is there already, which somebody said are another person.
    pub add: BTreeSet<u32>,
}

/// A list that waits, as its columns are read.
#[derive(Debug)]
pub struct Columns {
    /// What it is brought into.
    pub list: Opened,
    /// The file's name.
    pub file: String,
    /// The file as rows and cells.
    pub book: Workbook,
    /// Which column means what.
    pub layout: Layout,
    /// Why nobody can be read under these columns, if so.
    pub lacks: Option<Refusal>,
}

/// A list that waits, as it would be stored.
#[derive(Debug)]
pub struct Waiting {
    /// What it is brought into.
    pub list: Opened,
    /// The file's name.
    pub file: String,
    /// The list.
    pub read: ReadList,
    /// How it is read.
    pub how: HowToRead,
    /// What each row is to that record.
    pub rows: BTreeMap<u32, RowState>,
    /// Whether each row is a child or an adult.
    pub kinds: BTreeMap<u32, Kind>,
}

impl Waiting {
    /// Problems that the import waits for: those of rows that it would add, or of the file.
    pub fn blocking(&self) -> impl Iterator<Item = &exchange::Problem> {
        let left = |row: u32| self.rows.get(&row).is_some_and(|state| !state.is_added());
        self.read.manifest.blocking().filter(move |problem| !left(problem.at.row))
    }
    /// How many rows are of a state.
    pub fn count(&self, state: RowState) -> usize {
        self.rows.values().filter(|known| **known == state).count()
    }
    /// How many people the import would add.
    pub fn added(&self) -> usize {
        self.rows.values().filter(|state| state.is_added()).count()
    }
    /// How many of them as a kind of record.
    pub fn added_as(&self, kind: &str) -> usize {
        let added = self.rows.iter().filter(|(_, state)| state.is_added());
        added.filter(|(row, _)| self.kinds.get(row).is_some_and(|known| *known == *kind)).count()
    }
}

/// What a person decided on the page of people.
#[derive(Debug, Clone)]
pub enum Decision {
    /// A text in place of a cell: row as a spreadsheet shows it, column from 0.
    Write((u32, usize), Private<String>),
    /// The cell as the file has it.
    TakeBack((u32, usize)),
    /// A row like one that is there already is another person.
    Another(u32),
    /// It is the same person, and stays left out.
    Same(u32),
}

/// What waits beside the file.
#[derive(Serialize, Deserialize)]
struct Kept {
    upload: CommandId,
    file: Private<String>,
    #[serde(default)]
    encoding: Option<sheet::Encoding>,
    #[serde(default)]
    delimiter: Option<sheet::Delimiter>,
    #[serde(default)]
    sheet: Option<String>,
    #[serde(default)]
    mapping: Option<Mapping>,
    #[serde(default)]
    corrections: Vec<(u32, usize, Private<String>)>,
    #[serde(default)]
    add: BTreeSet<u32>,
}

impl Kept {
    fn how(&self) -> HowToRead {
        HowToRead {
            wanted: Wanted { encoding: self.encoding, delimiter: self.delimiter },
            sheet: self.sheet.clone(),
            mapping: self.mapping.clone(),
            corrections: self
                .corrections
                .iter()
                .map(|(row, column, text)| ((*row, *column), text.clone()))
                .collect(),
            add: self.add.clone(),
        }
    }
}

impl App {
    /// Takes a file for a flight or a list and keeps it, sealed, until it is imported. An earlier one that waits is replaced.
    ///
    /// A list without a row that names its columns is kept too: its columns can be told by hand.
    pub async fn upload_list(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        name: &str,
        bytes: Vec<u8>,
        wanted: Wanted,
    ) -> Result<CommandId, NotTaken> {
        let (opened, into) = self.brought_into(who, list).await?;
        let name: String = name.chars().take(120).collect();
        let how = HowToRead { wanted, ..HowToRead::default() };
        // Refused at once, before anything is kept.
        let (bytes, looked) = self.look_over(name.clone(), bytes, how, into).await?;
        let mapping = self.as_last_time(who, looked).await?;
        let upload: CommandId = self.fresh()?;
        let [file, beside] = self.upload_drafts(who, opened.view.id)?;
        let mut plain = upload.as_bytes().to_vec();
        plain.extend_from_slice(&bytes);
        self.keep(who, file, &plain).await?;
        let kept = Kept {
            upload,
            file: name.into(),
            encoding: wanted.encoding,
            delimiter: wanted.delimiter,
            sheet: None,
            mapping,
            corrections: Vec::new(),
            add: BTreeSet::new(),
        };
        self.keep(who, beside, &sealing::encode(&kept)?).await?;
        Ok(upload)
    }

    /// The list of this person that waits for a record: its id and the file's name.
    pub async fn waiting_list(
        &self,
        who: &SignedIn,
        list: &Opened,
    ) -> Answer<Option<(CommandId, Private<String>)>> {
        Ok(self.kept(who, list.view.id).await?.map(|kept| (kept.upload, kept.file)))
    }

    /// The columns of the list that waits.
    pub async fn list_columns(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
    ) -> Result<Columns, NotTaken> {
        let (list, into) = self.brought_into(who, list).await?;
        let (kept, bytes) = self.uploaded(who, list.view.id, upload).await?;
        let (name, how) = (kept.file.as_str().to_owned(), kept.how());
        let reference = self.reference(&list.view);
        let regions = self.regions();
        let (book, layout, lacks) = reading(move || {
            let (book, layout) = columns(&name, &bytes, &how, into)?;
            let context = Context { reference, regions: &regions, corrections: &how.corrections };
            let lacks = manifest::read_as(&book, &layout.mapping, into.kind(), &context).err();
            Ok((book, layout, lacks))
        })
        .await?;
        Ok(Columns { list, file: kept.file.as_str().to_owned(), book, layout, lacks })
    }

    /// Reads the file that waits in another way, chosen by its sender: the columns are detected anew.
    ///
    /// # Errors
    /// When the file cannot be read so; it goes on waiting as it was.
    pub async fn read_list_anew(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
        wanted: Wanted,
        sheet: Option<String>,
    ) -> Result<(), NotTaken> {
        let (list, into) = self.brought_into(who, list).await?;
        let id = list.view.id;
        let (mut kept, bytes) = self.uploaded(who, id, upload).await?;
        let how = HowToRead { wanted, sheet: sheet.clone(), ..HowToRead::default() };
        let name = kept.file.as_str().to_owned();
        let (_, looked) = self.look_over(name, bytes, how, into).await?;
        let mapping = self.as_last_time(who, looked).await?;
        (kept.encoding, kept.delimiter, kept.sheet) = (wanted.encoding, wanted.delimiter, sheet);
        kept.mapping = mapping;
        // What was written in place of a cell belongs to the cell as it was read then.
        kept.corrections.clear();
        kept.add.clear();
        self.keep_beside(who, id, &kept).await?;
        Ok(())
    }

    /// Sets what the columns of the list mean.
    ///
    /// # Errors
    /// When the file has no such sheet, row or column; what was set before stays.
    pub async fn map_list(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
        mapping: Mapping,
    ) -> Result<(), NotTaken> {
        let (list, into) = self.brought_into(who, list).await?;
        let id = list.view.id;
        let (mut kept, bytes) = self.uploaded(who, id, upload).await?;
        kept.mapping = Some(mapping);
        let (name, how) = (kept.file.as_str().to_owned(), kept.how());
        let layout = reading(move || columns(&name, &bytes, &how, into).map(|(_, layout)| layout)).await?;
        self.keep_beside(who, id, &kept).await?;
        self.learn_columns(who, &layout).await?;
        Ok(())
    }

    /// Keeps decisions on rows and cells of the list.
    pub async fn decide_on_list(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
        decisions: Vec<Decision>,
    ) -> Answer<()> {
        let (list, into) = self.brought_into(who, list).await?;
        let id = list.view.id;
        let mut kept = self.kept_as(who, id, upload).await?;
        let mut how = kept.how();
        for decision in decisions {
            match decision {
                Decision::Write(cell, text) => {
                    let text: String = text.as_str().chars().take(LONGEST_CORRECTION).collect();
                    how.corrections.insert(cell, text.into());
                }
                Decision::TakeBack(cell) => {
                    how.corrections.remove(&cell);
                }
                Decision::Another(row) => {
                    how.add.insert(row);
                }
                Decision::Same(row) => {
                    how.add.remove(&row);
                }
            }
        }
        if how.corrections.len() > MOST_CORRECTIONS || how.add.len() > into.most_people() {
            return Err(because("too-many-corrections"));
        }
        kept.corrections =
            how.corrections.into_iter().map(|((row, column), text)| (row, column, text)).collect();
        kept.add = how.add;
        self.keep_beside(who, id, &kept).await
    }

    /// Reads the list that waits, as it would be stored.
    pub async fn preview_list(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
    ) -> Result<Waiting, NotTaken> {
        let (list, into) = self.brought_into(who, list).await?;
        let (kept, bytes) = self.uploaded(who, list.view.id, upload).await?;
        let (file, how) = (kept.file.as_str().to_owned(), kept.how());
        let reference = self.reference(&list.view);
        let read = self.read_list(file.clone(), bytes, how.clone(), reference, into).await?;
        let rows = self.row_states(list.view.id, &read.manifest, &how.add).await?;
        let kinds = into.kinds(&read.manifest, reference);
        Ok(Waiting { list, file, read, how, rows, kinds })
    }

    /// Reads a list off this thread: a large one takes seconds.
    pub(crate) async fn read_list(
        &self,
        name: String,
        bytes: Vec<u8>,
        how: HowToRead,
        reference: jiff::civil::Date,
        into: Intake,
    ) -> Result<ReadList, NotTaken> {
        let regions = self.regions();
        let most = into.most_people();
        reading(move || {
            let (book, layout) = columns(&name, &bytes, &how, into)?;
            let context = Context { reference, regions: &regions, corrections: &how.corrections };
            let manifest = manifest::read_as(&book, &layout.mapping, into.kind(), &context)?;
            if manifest.people.len() > most {
                return Err(Refusal::TooManyRows { limit: most });
            }
            Ok(ReadList { book, layout, manifest })
        })
        .await
    }

    /// Whether a file can be read at all.
    async fn look_over(
        &self,
        name: String,
        bytes: Vec<u8>,
        how: HowToRead,
        into: Intake,
    ) -> Result<(Vec<u8>, Looked), NotTaken> {
        reading(move || {
            let book = sheet::read(&name, &bytes, how.wanted, into.limits())?;
            let book = one_sheet(book, how.sheet.as_deref())?;
            match layout::detect_as(&book, into.kind()) {
                Ok(layout) => Ok((bytes, Looked::Found(layout))),
                Err(Refusal::NoHeader | Refusal::NoNames) => Ok((bytes, Looked::nothing(&book, into.kind()))),
                Err(refusal) => Err(refusal),
            }
        })
        .await
    }

    /// Where a person's list for a record waits: the file, and what was decided of it.
    pub(super) fn upload_drafts(&self, who: &SignedIn, list: RecordId) -> Answer<[[u8; 16]; 2]> {
        let epoch = self.ring().current_index_epoch();
        let id = |what: &str| {
            let user = who.user();
            self.ring().token("upload", epoch, &[what.as_bytes(), user.as_bytes(), list.as_bytes()])
        };
        Ok([id("file")?, id("beside")?])
    }

    async fn keep(&self, who: &SignedIn, id: [u8; 16], plain: &[u8]) -> Answer<()> {
        let sealed = self.ring().seal_for_node(&context(who, &id), plain)?;
        let draft = store::Draft { account: who.user(), id, changed_at: who.now(), sealed };
        Ok(self.store().save_draft(draft).await?)
    }

    async fn keep_beside(&self, who: &SignedIn, list: RecordId, kept: &Kept) -> Answer<()> {
        let [_, beside] = self.upload_drafts(who, list)?;
        self.keep(who, beside, &sealing::encode(kept)?).await
    }

    async fn kept(&self, who: &SignedIn, list: RecordId) -> Answer<Option<Kept>> {
        let [_, id] = self.upload_drafts(who, list)?;
        let Some(plain) = self.kept_draft(who, id).await? else { return Ok(None) };
        Ok(Some(sealing::decode(&plain)?))
    }

    async fn kept_as(&self, who: &SignedIn, list: RecordId, upload: CommandId) -> Answer<Kept> {
        let kept = self.kept(who, list).await?.ok_or(Refused::NotFound)?;
        // A list that was replaced in another window is not decided on, or imported, in its stead.
        if kept.upload == upload { Ok(kept) } else { Err(Refused::NotFound) }
    }

    async fn uploaded(&self, who: &SignedIn, list: RecordId, upload: CommandId) -> Answer<(Kept, Vec<u8>)> {
        let kept = self.kept_as(who, list, upload).await?;
        let [id, _] = self.upload_drafts(who, list)?;
        let plain = self.kept_draft(who, id).await?.ok_or(Refused::NotFound)?;
        match plain.split_first_chunk::<16>() {
            Some((of, bytes)) if of == upload.as_bytes() => Ok((kept, bytes.to_vec())),
            _ => Err(Refused::NotFound),
        }
    }

    async fn kept_draft(&self, who: &SignedIn, id: [u8; 16]) -> Answer<Option<zeroize::Zeroizing<Vec<u8>>>> {
        let Some(draft) = self.store().draft(who.user(), id).await? else { return Ok(None) };
        if who.now().duration_since(draft.changed_at) > KEPT {
            return Ok(None);
        }
        Ok(Some(self.ring().open_for_node(&context(who, &id), &draft.sealed)?))
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

/// Does the work of reading a file off this thread, in its turn.
async fn reading<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, NotTaken> {
    let failed = || Fault::Outside("reading the list failed".into());
    let turn = READING.acquire().await.map_err(|_| failed())?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    done.await.map_err(|_| failed())?.map_err(NotTaken::File)
}

fn columns(name: &str, bytes: &[u8], how: &HowToRead, into: Intake) -> Result<(Workbook, Layout), Refusal> {
    let book = sheet::read(name, bytes, how.wanted, into.limits())?;
    let layout = match &how.mapping {
        Some(mapping) => layout::view_as(&book, mapping, into.kind())?,
        None => match &how.sheet {
            Some(sheet) => layout::detect_as(&one_sheet(book.clone(), Some(sheet))?, into.kind())?,
            None => layout::detect_as(&book, into.kind())?,
        },
    };
    Ok((book, layout))
}

/// The book with the chosen sheet alone, so that detection looks at no other.
fn one_sheet(mut book: Workbook, sheet: Option<&str>) -> Result<Workbook, Refusal> {
    if let Some(sheet) = sheet {
        book.sheets.retain(|known| known.name == sheet);
        if book.sheets.is_empty() {
            return Err(Refusal::MappingDoesNotFit);
        }
    }
    Ok(book)
}

fn context(who: &SignedIn, id: &[u8; 16]) -> Vec<u8> {
    [b"upload\0".as_slice(), who.user().as_bytes(), id].concat()
}
