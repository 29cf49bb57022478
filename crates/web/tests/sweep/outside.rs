//! What the school's side never meets: where a child came from, in which phase it is, and when that was.
//!
//! Names, places and journeys are markers; here are the words and dates that no marker can stand for.

use crate::world::World;

/// English months that lie before the access of everybody on the school's side, and their numbers.
const MONTHS: [(&str, &str, &str); 3] =
    [("march", "mar", "2026-03"), ("april", "apr", "2026-04"), ("may", "may", "2026-05")];

/// Words that tell of the past or of the phase: the labels of stages, the sender's words for a purpose.
pub(crate) fn telling(world: &World) -> Vec<String> {
    let protocol = world.cast.app.protocol();
    let mut telling = Vec::new();
    let english = |texts: &forms::Texts| texts.get("en").cloned().unwrap_or_default();
    for kind in ["child", "adult"] {
        for stage in protocol.stages(kind).expect("stages") {
            telling.push(english(&stage.label));
        }
    }
    for purpose in protocol.purposes() {
        // Where the sender's words and the recipient's are one, nothing is told.
        if purpose.label.get("en") != purpose.outside_words.get("en") {
            telling.push(english(&purpose.label));
        }
    }
    telling.sort();
    telling.dedup();
    telling
}

/// Labels that are also answers to questions of the school's side's own forms, and so tell nothing there.
const ANSWERS: [&str; 2] = ["School", "Follow-up"];

/// What an answer tells although it must not: a label as a whole text, or a date in spring.
pub(crate) fn told(path: &str, body: &str, telling: &[String]) -> Option<String> {
    let texts: Vec<&str> = texts_of(body).collect();
    let is_form = path.starts_with("/records/{code}/forms/");
    for label in telling.iter().filter(|label| !is_form || !ANSWERS.contains(&label.as_str())) {
        if texts.iter().any(|text| text == label) {
            return Some(label.clone());
        }
    }
    let lower = body.to_lowercase().replace('\u{a0}', " ");
    for (name, short, number) in MONTHS {
        if lower.contains(number) {
            return Some(number.to_owned());
        }
        for word in [name, short] {
            if let Some(date) = dated(&lower, word) {
                return Some(date);
            }
        }
    }
    None
}

/// The texts between the tags of a page.
fn texts_of(body: &str) -> impl Iterator<Item = &str> {
    body.split('>').filter_map(|part| part.split('<').next()).map(str::trim).filter(|text| !text.is_empty())
}

/// A month with a day before it or a year after it.
fn dated(text: &str, month: &str) -> Option<String> {
    text.match_indices(month).find_map(|(at, _)| {
        let before = &text[..at];
        let after = &text[at + month.len()..];
        if after.starts_with(|c: char| c.is_alphabetic()) {
            return None;
        }
        let day = before.ends_with(' ') && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let year = after.trim_start().starts_with("202");
        (day || year).then(|| {
            let from = before.char_indices().rev().nth(4).map_or(0, |(place, _)| place);
            let to = after.char_indices().nth(6).map_or(after.len(), |(place, _)| place);
            format!("{}{month}{}", &before[from..], &after[..to])
        })
    })
}

/// Whether an answer holds the day on which only the psychologist wrote.
pub(crate) fn tells_the_psychologists_day(body: &str) -> bool {
    let lower = body.to_lowercase().replace('\u{a0}', " ");
    ["19 march 2026", "19 mar 2026", "19 mar", "2026-03-19"].iter().any(|day| lower.contains(day))
}

#[test]
fn a_date_is_told_from_a_word() {
    let none: &[String] = &[];
    assert_eq!(told("/day", "<p>you may 3 times</p> marched march", none), None);
    assert!(told("/day", "<time>2 March 2026</time>", none).is_some());
    assert!(told("/day", "<td>Mon 2 Mar</td>", none).is_some());
    assert!(told("/day", "<time datetime=\"2026-04-01T00:00\">", none).is_some());
    assert!(told("/day", "<p>June 2026, 10 June, Mon 8 Jun</p>", none).is_none());
    let label = ["School".to_owned()];
    assert_eq!(told("/day", "<p>School 18</p>", &label), None);
    assert_eq!(told("/day", "<p> School </p>", &label).as_deref(), Some("School"));
}
