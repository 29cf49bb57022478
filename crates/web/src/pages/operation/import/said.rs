//! What is said about a file and its cells, in the reader's language.

use domain::PartialDate;
use exchange::{Mend, Problem, Refusal, manifest::Person, sheet::Encoding};

use crate::words::{Arg, Words};

/// Why a file is refused, and what to do instead.
pub(super) fn file(words: Words, refusal: &Refusal) -> String {
    let number = |number: u64| Arg::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let mut args: Vec<(&'static str, Arg<'_>)> = Vec::new();
    match refusal {
        Refusal::TooLarge { limit_mb } | Refusal::UnpacksTooLarge { limit_mb } => {
            args.push(("limit", number(*limit_mb)));
        }
        Refusal::TooManyRows { limit }
        | Refusal::TooManyCells { limit }
        | Refusal::TooManySheets { limit } => args.push(("limit", number(*limit as u64))),
        Refusal::TooManyColumns { limit, row } => {
            args.push(("limit", number(*limit as u64)));
            args.push(("row", Arg::from(row.to_string())));
        }
        Refusal::WrongEncoding { encoding } => args.push(("encoding", Arg::from(*encoding))),
        Refusal::OpenQuote { row } => args.push(("row", Arg::from(row.to_string()))),
        _ => {}
    }
    words.say_code("file", refusal.code(), &args)
}

/// What an encoding is called by people who never heard of it.
pub(super) fn encoding(words: Words, encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => words.say("encoding-utf-8"),
        Encoding::Utf16Le => words.say("encoding-utf-16le"),
        Encoding::Utf16Be => words.say("encoding-utf-16be"),
        Encoding::Windows1251 => words.say("encoding-windows-1251"),
        Encoding::Windows1256 => words.say("encoding-windows-1256"),
        Encoding::Windows1252 => words.say("encoding-windows-1252"),
        Encoding::Windows1254 => words.say("encoding-windows-1254"),
        Encoding::Koi8R => words.say("encoding-koi8-r"),
        Encoding::Ibm866 => words.say("encoding-ibm866"),
    }
}

/// What is wrong with a cell, and how to mend it.
pub(super) fn problem(words: Words, problem: &Problem, person: Option<&Person>) -> (String, String) {
    let date = |text: &str| {
        text.parse::<PartialDate>().map_or_else(|_| text.to_owned(), |date| words.partial_date(date))
    };
    let about = |name: &str| problem.argument(name).unwrap_or_default();
    let proposals: Vec<String> = problem
        .mends
        .iter()
        .filter(|mend| mend.key.starts_with("write_") && !about("readings").is_empty())
        .filter_map(|mend| mend.set.first().map(|(_, text)| date(text.as_str())))
        .collect();
    let args = [
        ("read", Arg::from(short(problem.read.as_str().trim()))),
        ("other", Arg::from(short(about("other")))),
        ("normal", Arg::from(short(about("normal")))),
        ("value", Arg::from(date(about("value")))),
        ("readings", Arg::from(proposals.join(&format!(" {} ", words.say("import-or"))))),
        ("parts", Arg::from(person.map(|person| parts(words, person)).unwrap_or_default())),
        ("length", Arg::Number(about("length").parse().unwrap_or_default())),
        ("kept", Arg::Number(about("kept").parse().unwrap_or_default())),
        ("count", Arg::Number(about("count").parse().unwrap_or_default())),
        ("row", Arg::from(about("row"))),
        ("day", Arg::from(date(about("day")))),
        ("likely", Arg::from(date(about("likely")))),
        ("people", Arg::from(about("parts"))),
    ];
    let code = problem.code.as_str();
    (words.say_code("problem", code, &args), words.say_code("mend", code, &args))
}

/// What a button says that mends a cell.
pub(super) fn mend(words: Words, mend: &Mend) -> String {
    let text = mend.set.first().map_or("", |(_, text)| text.as_str());
    let date =
        || text.parse::<PartialDate>().map_or_else(|_| text.to_owned(), |date| words.partial_date(date));
    match mend.key {
        "exchange_cells" => words.say("mending-exchange").to_owned(),
        "write_female" => words.say("import-female").to_owned(),
        "write_male" => words.say("import-male").to_owned(),
        "leave_empty" => words.say("mending-empty").to_owned(),
        "another_person" => words.say("mending-another").to_owned(),
        _ => date(),
    }
}

/// The parts of a name, each with what it is.
fn parts(words: Words, person: &Person) -> String {
    use domain::NameRole;
    let part = |role: NameRole| match role {
        NameRole::Family => words.say("meaning-family-name"),
        NameRole::Given => words.say("meaning-given-name"),
        NameRole::Father => words.say("meaning-patronymic"),
        _ => words.say("meaning-full-name"),
    };
    words.list(person.names.iter().map(|name| format!("{}: {}", part(name.role), name.text.as_str())))
}

/// A text that fits into a sentence.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
