//! Lists, settings and short ways to write forms and answers.

use std::collections::BTreeMap;

use domain::{ChoiceCode, InstrumentCode, ListCode, PlaceCode, Values};
use forms::{
    Accepted, Choice, Form, Instrument, Lists, Offer, Raw, Refused, Setting, Subscale, Texts,
    expression::{Clock, Datum},
    parse_form,
};
use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::Value as Json;

pub(crate) const TODAY: &str = "2026-03-01";

pub(crate) fn texts(text: &str) -> Texts {
    [("en".to_owned(), text.to_owned())].into()
}

pub(crate) fn choice(code: &str, label: Texts, columns: &[(&str, &str)]) -> Choice<ChoiceCode> {
    Choice {
        code: ChoiceCode::new(code).expect("a code"),
        label,
        offer: Offer::Current,
        columns: columns.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
    }
}

/// Lists that most tests share.
pub(crate) fn lists() -> Lists {
    let mut lists = Lists::default();
    let list = |codes: &[&str]| codes.iter().map(|code| choice(code, texts(code), &[])).collect::<Vec<_>>();
    lists.choices.insert(ListCode::of("yes_no"), list(&["yes", "no"]));
    let mut fruit = list(&["apple", "pear", "quince"]);
    fruit[2].offer = Offer::Retired;
    lists.choices.insert(ListCode::of("fruit"), fruit);
    lists.choices.insert(
        ListCode::of("district"),
        vec![
            choice("a1", texts("Alatau"), &[("region", "alm")]),
            choice("b1", texts("Baikonur"), &[("region", "ast")]),
        ],
    );
    let place = |code: &'static str, parent: &str| Choice {
        code: PlaceCode::of(code),
        label: texts(code),
        offer: Offer::Current,
        columns: [("parent".to_owned(), parent.to_owned())].into(),
    };
    lists.places = vec![place("kz-alm", ""), place("kz-alm.1", "kz-alm"), place("kz-ast", "")];
    lists.instruments.insert(
        InstrumentCode::of("sdq"),
        Instrument {
            label: texts("SDQ"),
            total: (0, 40),
            subscales: vec![Subscale {
                code: ChoiceCode::of("emotional"),
                label: texts("Emotional"),
                range: (0, 10),
            }],
            versions: Vec::new(),
            informants: ["self", "caregiver"].map(|code| choice(code, texts(code), &[])).into(),
            norms: Vec::new(),
        },
    );
    lists
}

/// A form with this body.
pub(crate) fn form(body: &str) -> Form {
    let head =
        "form = \"t\"\nversion = 1\nkinds = [\"child\"]\ncompartment = \"social\"\nentries = \"many\"\n";
    let text = format!("{head}title = {{ en = \"T\" }}\n{body}");
    parse_form("t.toml", &text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub(crate) fn clock(today: &str) -> Clock {
    let now: DateTime = format!("{today}T10:30:15").parse().expect("a moment");
    Clock { today: now.date(), now }
}

pub(crate) fn setting<'a>(form: &'a Form, lists: &'a Lists) -> Setting<'a> {
    let zone = TimeZone::get("Asia/Almaty").expect("a zone");
    Setting { form, lists, clock: clock(TODAY), zone, language: "en", uuid: "u-1" }
}

pub(crate) fn raw(pairs: &[(&str, &str)]) -> Raw {
    Raw::from_pairs(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

pub(crate) fn send(form: &Form, pairs: &[(&str, &str)], previous: &Values) -> Result<Accepted, Box<Refused>> {
    let lists = lists();
    forms::accept(&setting(form, &lists), &raw(pairs), previous, &Values::new())
}

pub(crate) fn accepted(form: &Form, pairs: &[(&str, &str)], previous: &Values) -> Accepted {
    send(form, pairs, previous).unwrap_or_else(|refused| panic!("{:?}", refused.problems))
}

/// The problems of a refused submission as `field.part: code` or `field@row: code`.
pub(crate) fn refusals(form: &Form, pairs: &[(&str, &str)], previous: &Values) -> Vec<String> {
    match send(form, pairs, previous) {
        Ok(_) => Vec::new(),
        Err(refused) => refused
            .problems
            .iter()
            .map(|problem| {
                let part = problem.part.as_ref().map_or_else(String::new, |part| format!(".{part}"));
                let row = problem.row.map_or_else(String::new, |row| format!("@{row}"));
                format!("{}{part}{row}: {}", problem.field, problem.reason.code())
            })
            .collect(),
    }
}

/// A datum of a vector file.
pub(crate) fn datum(json: &Json) -> Datum {
    match json {
        Json::Null => Datum::Number(f64::NAN),
        Json::Bool(is_true) => Datum::Boolean(*is_true),
        Json::Number(number) => Datum::Number(number.as_f64().expect("a number")),
        Json::String(text) => Datum::Text(text.clone()),
        Json::Object(partial) => {
            Datum::date(partial["partial"].as_str().expect("a text").parse().expect("a partial date"))
        }
        Json::Array(_) => panic!("no datum"),
    }
}

/// A datum as a vector file writes it; partial dates as their text.
pub(crate) fn shown(datum: &Datum) -> Json {
    match datum {
        Datum::Number(number) if number.is_nan() => Json::Null,
        Datum::Number(number) => (*number).into(),
        Datum::Boolean(is_true) => (*is_true).into(),
        Datum::Text(text) => text.as_str().into(),
        Datum::Partial(date) => date.to_string().into(),
        Datum::Rows(rows) => rows.iter().map(shown).collect(),
    }
}

/// Whether two shown data are the same; 5 and 5.0 are.
pub(crate) fn same(a: &Json, b: &Json) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.to_bits() == b.to_bits() || (a == 0.0 && b == 0.0),
        _ => a == b,
    }
}

pub(crate) fn row(json: &Json) -> BTreeMap<String, Datum> {
    json.as_object().expect("a row").iter().map(|(name, value)| (name.clone(), datum(value))).collect()
}
