//! What the columns of lists are to linking: which of them say the same, and how they are compared.

use anyhow::{Result, bail};
use exchange::{
    layout::{Because, Meaning},
    manifest::sex_of,
    stream::List,
};
use linkage::{Column, Kind, MOST_COLUMNS};
use names::{Role, Sex};

/// What a column says of a person, or how a column that is nothing known is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Given,
    Father,
    Family,
    FullName,
    Mother,
    Birth,
    Sex,
    Document,
    Place,
    Telephone,
    Text,
    Number,
    Day,
    Ignore,
}

const FIELDS: [(&str, Field); 14] = [
    ("given", Field::Given),
    ("father", Field::Father),
    ("family", Field::Family),
    ("full_name", Field::FullName),
    ("mother", Field::Mother),
    ("birth", Field::Birth),
    ("sex", Field::Sex),
    ("document", Field::Document),
    ("place", Field::Place),
    ("telephone", Field::Telephone),
    ("text", Field::Text),
    ("number", Field::Number),
    ("day", Field::Day),
    ("ignore", Field::Ignore),
];

/// What was asked of a column: `HEADING=FIELD`.
pub(super) fn asked(text: &str) -> Result<(String, Field), String> {
    let (heading, field) = text.rsplit_once('=').ok_or("write HEADING=FIELD")?;
    let known = FIELDS.iter().find(|(code, _)| *code == field.trim());
    let (_, field) = known.ok_or_else(|| {
        let codes: Vec<&str> = FIELDS.iter().map(|(code, _)| *code).collect();
        format!("`{field}` is no field: write one of {}", codes.join(", "))
    })?;
    Ok((heading.trim().to_owned(), *field))
}

/// One thing that rows are compared by, and where each list says it.
pub(super) struct Source {
    name: String,
    field: Field,
    /// For each list the columns that say it: the first that is not empty counts.
    at: Vec<Vec<usize>>,
    /// For each list the column of whole names that say it.
    whole: Vec<Option<usize>>,
}

/// The parts of the whole names of one row, read once.
#[derive(Default)]
pub(super) struct Parts(Option<(usize, Vec<names::Part>)>);

impl Parts {
    fn of(&mut self, column: usize, name: &str, role: Role) -> String {
        if self.0.as_ref().is_none_or(|(known, _)| *known != column) {
            self.0 = Some((column, names::parse(name)));
        }
        let parts = self.0.iter().flat_map(|(_, parts)| parts);
        parts
            .filter(|part| part.role == role)
            .map(|part| part.text.as_str())
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

impl Source {
    /// Whether it says this.
    pub(super) fn is(&self, field: Field) -> bool {
        self.field == field
    }

    /// Whether it is of what `names` compares of a person.
    pub(super) const fn is_of_person(&self) -> bool {
        matches!(
            self.field,
            Field::Given | Field::Father | Field::Family | Field::Mother | Field::Birth | Field::Sex
        )
    }

    /// The whole name of a row, where the list has it in one column.
    pub(super) fn whole<'c>(&self, list: usize, cells: &[&'c str]) -> Option<&'c str> {
        self.whole[list].map(|column| cells[column].trim()).filter(|name| !name.is_empty())
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The empty column that it fills.
    pub(super) fn column(&self) -> Column {
        let kind = match self.field {
            Field::Given | Field::Father | Field::Family | Field::FullName | Field::Mother => Kind::Name,
            Field::Birth | Field::Day => Kind::Day,
            Field::Sex | Field::Document | Field::Telephone | Field::Number => Kind::Code,
            Field::Place | Field::Text | Field::Ignore => Kind::Text,
        };
        Column::new(&self.name, kind)
    }

    /// What a row of a list says of it.
    pub(super) fn value(&self, list: usize, cells: &[&str], parts: &mut Parts) -> String {
        let said = self.at[list].iter().map(|column| cells[*column].trim()).find(|cell| !cell.is_empty());
        match (said, self.field, self.whole[list]) {
            (Some(said), Field::Sex, _) => match sex_of(said) {
                Some(Sex::Female) => "f".into(),
                Some(Sex::Male) => "m".into(),
                None => String::new(),
            },
            (Some(said), ..) => said.to_owned(),
            (None, Field::Given, Some(whole)) => parts.of(whole, cells[whole], Role::Given),
            (None, Field::Father, Some(whole)) => parts.of(whole, cells[whole], Role::Father),
            (None, Field::Family, Some(whole)) => parts.of(whole, cells[whole], Role::Family),
            _ => String::new(),
        }
    }
}

const fn field_of(meaning: Meaning) -> Field {
    match meaning {
        Meaning::GivenName => Field::Given,
        Meaning::FamilyName => Field::Family,
        Meaning::Patronymic | Meaning::Father => Field::Father,
        Meaning::FullName => Field::FullName,
        Meaning::Mother => Field::Mother,
        Meaning::Birth | Meaning::BirthOrAge => Field::Birth,
        Meaning::Sex => Field::Sex,
        Meaning::Document => Field::Document,
        Meaning::Birthplace => Field::Place,
        Meaning::Telephone => Field::Telephone,
        _ => Field::Ignore,
    }
}

/// How a column of which nothing is known is compared, by what is in it.
fn by_content(samples: &[&str]) -> Field {
    let filled: Vec<&&str> = samples.iter().filter(|text| !text.trim().is_empty()).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let most = |of: &dyn Fn(&str) -> bool| {
        !filled.is_empty() && filled.iter().filter(|text| of(text)).count() * 5 >= filled.len() * 4
    };
    let is_day = |text: &str| {
        let parts = text.split(['-', '.', '/']).count();
        digits(text) == 8
            && (parts == 3 || text.len() == 8 && ["19", "20"].iter().any(|begin| text.starts_with(begin)))
    };
    if most(&is_day) {
        Field::Day
    } else if most(&|text| digits(text) * 2 > text.chars().filter(|letter| letter.is_alphanumeric()).count())
    {
        Field::Number
    } else {
        Field::Text
    }
}

/// What the lists are compared by.
///
/// # Errors
/// A heading that was named and stands in no list; two lists of which no columns say the same.
pub(super) fn sources(lists: &[List], asked: &[(String, Field)]) -> Result<Vec<Source>> {
    let mut known = vec![false; asked.len()];
    // Of each list the columns with what they are, and the heading of those that are nothing known.
    let mut fields: Vec<Vec<(usize, Field, Option<String>)>> = Vec::new();
    for list in lists {
        let columns = list.columns.iter().map(|view| {
            let heading = list.heading(view.index);
            let wanted = asked
                .iter()
                .position(|(name, _)| name.to_lowercase() == heading.to_lowercase() || *name == view.letters);
            if let Some(wanted) = wanted {
                known[wanted] = true;
                let field = asked[wanted].1;
                let own =
                    matches!(field, Field::Text | Field::Number | Field::Day).then(|| heading.to_lowercase());
                return (view.index, field, own);
            }
            match field_of(view.meaning) {
                Field::Ignore if view.because == Because::Nothing => {
                    let samples: Vec<&str> = view.samples.iter().map(domain::Private::as_str).collect();
                    (view.index, by_content(&samples), Some(heading.to_lowercase()))
                }
                field => (view.index, field, None),
            }
        });
        fields.push(columns.collect());
    }
    if let Some(missing) = known.iter().position(|known| !known) {
        let headings: Vec<String> =
            lists.iter().flat_map(|list| list.columns.iter().map(|view| list.heading(view.index))).collect();
        bail!("no column is called `{}`; there are: {}", asked[missing].0, headings.join(", "));
    }
    let whole: Vec<Option<usize>> = fields
        .iter()
        .map(|of| of.iter().find(|(_, field, _)| *field == Field::FullName).map(|(at, ..)| *at))
        .collect();
    let at = |field: Field| -> Vec<Vec<usize>> {
        let columns = |of: &Vec<(usize, Field, Option<String>)>| {
            of.iter().filter(|(_, known, own)| *known == field && own.is_none()).map(|(at, ..)| *at).collect()
        };
        fields.iter().map(columns).collect()
    };
    let mut sources = Vec::new();
    for (code, field) in FIELDS {
        let said = at(field);
        let in_whole = matches!(field, Field::Given | Field::Father | Field::Family);
        let everywhere =
            said.iter().zip(&whole).all(|(said, whole)| !said.is_empty() || in_whole && whole.is_some());
        if everywhere && !matches!(field, Field::FullName | Field::Ignore) {
            sources.push(Source { name: code.replace('_', " "), field, at: said, whole: whole.clone() });
        }
    }
    for (index, field, own) in &fields[0] {
        let Some(own) = own.as_ref().filter(|_| *field != Field::Ignore) else { continue };
        let same = |of: &Vec<(usize, Field, Option<String>)>| {
            of.iter()
                .filter(|(.., other)| other.as_ref() == Some(own))
                .map(|(at, ..)| *at)
                .collect::<Vec<_>>()
        };
        let said: Vec<Vec<usize>> = fields.iter().map(same).collect();
        if said.iter().all(|said| !said.is_empty()) && said[0][0] == *index {
            sources.push(Source {
                name: own.clone(),
                field: *field,
                at: said,
                whole: vec![None; lists.len()],
            });
        }
    }
    sources.truncate(MOST_COLUMNS);
    if sources.is_empty() {
        bail!("the two lists have no column that says the same; name them with --column HEADING=FIELD");
    }
    Ok(sources)
}
