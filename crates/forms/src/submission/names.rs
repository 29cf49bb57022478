//! Reads the names of one person.
//!
//! Invariant: a name is kept as it was typed, but for the spaces around it; what looks wrong about it is said, not
//! mended.

use domain::{NameRole, PersonName, Script};

use super::{Reason, Refusal, raw::Parts, read::text_of};

const LONGEST: usize = 200;
const MOST: usize = 40;

const ROLES: [NameRole; 6] =
    [NameRole::Full, NameRole::Given, NameRole::Father, NameRole::Family, NameRole::Kunya, NameRole::Earlier];
const SCRIPTS: [Script; 4] = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Other];

/// Role and, where the page asked for one, script of a part like `given.arabic`.
fn meaning(part: &str) -> Option<(NameRole, Option<Script>)> {
    let (role, script) = part.split_once('.').map_or((part, None), |(role, script)| (role, Some(script)));
    let role =
        if role.is_empty() { NameRole::Full } else { *ROLES.iter().find(|known| known.code() == role)? };
    match script {
        None => Some((role, None)),
        Some(script) => Some((role, Some(*SCRIPTS.iter().find(|known| known.code() == script)?))),
    }
}

pub(super) fn is_part(part: &str) -> bool {
    meaning(part).is_some()
}

pub(super) fn read(parts: &Parts, warnings: &mut Vec<Refusal>) -> Result<Vec<PersonName>, Refusal> {
    let mut names: Vec<PersonName> = Vec::new();
    for (part, texts) in parts {
        let Some((role, expected)) = meaning(part) else {
            return Err(Refusal::new(Reason::Unknown).at(part));
        };
        for text in texts {
            let Some(text) = text_of(text, LONGEST).map_err(|refusal| refusal.at(part))? else { continue };
            let name = PersonName::new(&text, role);
            if text.contains(['?', '\u{FFFD}']) {
                warnings.push(Refusal::new(Reason::LettersLost).at(part));
            }
            if name.script == Script::Other && text.chars().any(char::is_alphabetic) {
                warnings.push(Refusal::new(Reason::MixedScripts).at(part));
            } else if expected.is_some_and(|expected| expected != name.script && expected != Script::Other) {
                warnings.push(Refusal::new(Reason::OtherScript).at(part));
            }
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.len() > MOST {
        return Err(Refusal::new(Reason::TooManyRows).with("most", MOST));
    }
    Ok(names)
}
