//! The protocol's files: from a folder, or as the database keeps an activated version.
//!
//! Invariant: only what is listed here is read, paths are relative with `/`, and the hash covers every path and
//! every byte.

use std::{collections::BTreeMap, fmt::Write as _, fs, io, path::Path};

use aws_lc_rs::digest::{Context, SHA256};
use forms::Problem;

use crate::{Error, nearest, reading::Spot};

/// Files by path relative to the folder: `roles.toml`, `forms/contact.toml`.
pub type Files = BTreeMap<String, String>;

/// The files at the top of the folder, all of them needed.
pub const TOP_FILES: &[&str] = &[
    "compartments.toml",
    "consent.toml",
    "directory.toml",
    "indicators.toml",
    "instruments.toml",
    "pathway.toml",
    "places.toml",
    "protocol.toml",
    "records.toml",
    "retention.toml",
    "roles.toml",
    "sharing.toml",
    "stages.toml",
    "urgency.toml",
];

/// The folders inside it, with one file per thing.
pub const FOLDERS: &[&str] = &["forms", "lookups"];

/// No file of a protocol is larger; a larger one is something else.
const LARGEST: u64 = 4 << 20;

/// Reads the `.toml` files of a folder. Other files (a README) and what is hidden are left alone.
pub(crate) fn read(folder: &Path) -> Result<Files, Error> {
    let mut files = Files::new();
    for (path, name) in entries(folder)? {
        if path.is_dir() {
            if FOLDERS.contains(&name.as_str()) {
                for (path, inner) in entries(&path)? {
                    add(&mut files, &path, format!("{name}/{inner}"))?;
                }
            }
        } else {
            add(&mut files, &path, name)?;
        }
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<(std::path::PathBuf, String)>, Error> {
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        // A name that is no text cannot be the name of a protocol's file.
        if let Ok(name) = entry.file_name().into_string()
            && !name.starts_with('.')
        {
            found.push((entry.path(), name));
        }
    }
    Ok(found)
}

fn add(files: &mut Files, path: &Path, name: String) -> Result<(), Error> {
    if toml_stem(&name).is_none() || path.is_dir() {
        return Ok(());
    }
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(unreadable(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 4 MiB")));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            files.insert(name, text);
            Ok(())
        }
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let text = String::from_utf8_lossy(&bytes[..good]);
            let place = forms::Place::of(&text, text.len());
            let mend = "save the file as UTF-8";
            Err(Error::Mistakes(vec![Problem::at(&name, place, "the file is not UTF-8 here", mend)]))
        }
    }
}

/// A file's name without its ending, if it is one of ours.
pub(crate) fn toml_stem(name: &str) -> Option<&str> {
    name.strip_suffix(".toml")
}

/// Says which files are missing and which nothing reads.
pub(crate) fn check(files: &Files) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in TOP_FILES {
        if !files.contains_key(*name) {
            problems.push(Spot::top(name).problem("the file is missing", format!("create {name}")));
        }
    }
    for name in files.keys() {
        let known = match name.split_once('/') {
            None => TOP_FILES.contains(&name.as_str()),
            Some((folder, file)) => {
                FOLDERS.contains(&folder) && toml_stem(file).is_some() && !file.contains('/')
            }
        };
        if !known {
            let mend = match nearest(name, TOP_FILES.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => format!(
                    "remove it; the protocol's files are {}, forms/ and lookups/",
                    TOP_FILES.join(", ")
                ),
            };
            problems.push(Spot::top(name).problem("nothing reads this file", mend));
        }
    }
    problems
}

/// SHA-256 in hexadecimal over every path and content, in the order of the paths, each led by its length in eight
/// bytes, so that no content can pass for a path.
pub fn hash(files: &Files) -> String {
    let mut context = Context::new(&SHA256);
    for part in files.iter().flat_map(|(path, content)| [path, content]) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    let mut text = String::with_capacity(64);
    for byte in context.finish().as_ref() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
