//! Blind-index tokens: how a sealed record is found by its code, a document or two facts of a name.
//!
//! Invariant: composite, never a single common name; made from the folded record alone; a token is of no use
//! without the index key, which is not in the database.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Event, FieldCode, NameRole, PartialDate, PersonCode, PersonName, Private, Record, RecordId, SlotId,
    Value, Values,
};
use jiff::civil::Date;
use names::{For, Meetings, Role};

use super::{father::Father, house::App};
use crate::refused::Answer;

/// Two or three words of a person's names together, as [`names::Meetings`] has them, or one with a word of a parent's name that
/// stands beside. 1 and 2 were light forms, and of the given name alone with the year: whoever asks for one does not find the
/// other.
pub(crate) const NAMES: u32 = 8;
/// One to three words of a name with the year of birth, or one with the day.
pub(crate) const NAME_AND_YEAR: u32 = 9;
/// Two words of the mother's or father's name, or one of them with the person's own family name: who bears them as a name
/// may be that parent, who has them here, too, a brother or sister.
pub(crate) const PARENTS: u32 = 10;
/// The number of a document.
pub(crate) const DOCUMENT: u32 = 3;
/// The row of a list that a record was read from.
pub(crate) const SOURCE: u32 = 4;
/// The service of the directory that a team gives.
pub(crate) const SERVICE: u32 = 5;
/// A record that another is linked with.
pub(crate) const LINK: u32 = 6;
/// Two records that a match is about.
pub(crate) const PAIR: u32 = 7;

/// The token of a code.
pub(crate) fn code(app: &App, code: &PersonCode) -> Answer<[u8; 16]> {
    token(app, "code", &[code.compact().as_bytes()])
}

/// The token of a name to sign in with; case and spaces around do not matter.
pub(crate) fn login(app: &App, login: &str) -> Answer<[u8; 16]> {
    token(app, "login", &[login.trim().to_lowercase().as_bytes()])
}

/// The token of one key of a row of a list. A source's fingerprint is made of such keys, see [`source_keys`].
pub(crate) fn source(app: &App, list: RecordId, key: &str) -> Answer<[u8; 16]> {
    token(app, "source", &[list.as_bytes(), key.as_bytes()])
}

/// The keys in a source's fingerprint, each a token already: nothing of a person is in them.
pub(crate) fn source_keys(fingerprint: &str) -> impl Iterator<Item = &str> {
    fingerprint.split('/').filter(|key| !key.is_empty())
}

/// The token of a service.
pub(crate) fn service(app: &App, service: &str) -> Answer<[u8; 16]> {
    token(app, "service", &[service.as_bytes()])
}

/// The token under which the reading log is found by a record.
pub(crate) fn reading(app: &App, record: RecordId) -> Answer<[u8; 16]> {
    token(app, "reading", &[record.as_bytes()])
}

/// The token of a link to a record.
pub(crate) fn link(app: &App, to: RecordId) -> Answer<[u8; 16]> {
    token(app, "link", &[to.as_bytes()])
}

/// The token of two records, whichever is named first.
pub(crate) fn pair(app: &App, one: RecordId, other: RecordId) -> Answer<[u8; 16]> {
    token(app, "pair", &[one.min(other).as_bytes(), one.max(other).as_bytes()])
}

fn token(app: &App, domain: &str, parts: &[&[u8]]) -> Answer<[u8; 16]> {
    Ok(app.ring().token(domain, app.ring().current_index_epoch(), parts)?)
}

/// What a token is made from, as the record says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Names with the birth.
    Names(Vec<PersonName>, Option<PartialDate>, Father),
    /// One earlier name, or the kunya, with the names of today and the birth.
    Beside(PersonName, Vec<PersonName>, Option<PartialDate>, Father),
    /// The names of the parents, as far as they may speak, and the person's own.
    Parents(Vec<Private<String>>, Vec<PersonName>, Father),
    /// The number of a document.
    Document(Private<String>),
    /// One key of a row of a list.
    Row(RecordId, String),
    /// The service that a team gives.
    Service(String),
    /// A record that it is linked with.
    Link(RecordId),
    /// Two records that a match is about.
    Pair(RecordId, RecordId),
}

/// Everything in a record that tokens are made from, by the slot whose content it is.
pub(crate) fn sources(record: &Record) -> BTreeMap<SlotId, Vec<Source>> {
    let mut sources: BTreeMap<SlotId, Vec<Source>> = BTreeMap::new();
    let father = Father::of(record);
    let (names, birth) =
        record.forms.values().flatten().find_map(|entry| named(&entry.values)).unwrap_or_default();
    for entry in record.forms.values().flatten() {
        let mut found = of_values(&entry.values, father);
        // Whoever may open where it is kept finds by it, too.
        for name in names_beside(&entry.values) {
            found.push(Source::Beside(name, names.clone(), birth, father));
        }
        if !found.is_empty() {
            sources.entry(entry.slot).or_default().extend(found);
        }
    }
    for recorded in &record.history {
        let Some(content) = &recorded.content else { continue };
        let found: Vec<Source> = match &content.event {
            Event::Opened(opened) => {
                let rows = opened.source.iter();
                rows.flat_map(|row| {
                    source_keys(row.fingerprint.as_str()).map(|key| Source::Row(row.list, key.to_owned()))
                })
                .collect()
            }
            Event::Team(domain::TeamEvent::Set { service: Some(given), .. }) => {
                vec![Source::Service(given.as_str().to_owned())]
            }
            Event::Linked { to, .. } if record.links.contains_key(to) => vec![Source::Link(*to)],
            Event::MatchProposed(proposed) => {
                let (one, other) = (proposed.one, proposed.other);
                vec![Source::Pair(one, other), Source::Link(one), Source::Link(other)]
            }
            _ => continue,
        };
        if !found.is_empty() {
            sources.entry(recorded.head.slot).or_default().extend(found);
        }
    }
    sources
}

/// The tokens of what one slot says.
pub(crate) fn of(app: &App, sources: &[Source]) -> Answer<Vec<store::NewToken>> {
    let mut tokens = BTreeSet::new();
    for source in sources {
        match source {
            Source::Names(names, birth, father) => {
                let births: Vec<PartialDate> = birth.iter().copied().collect();
                tokens.extend(name_tokens(app, &meetings(names, *father), &births)?);
            }
            Source::Beside(name, own, birth, father) => {
                let births: Vec<PartialDate> = birth.iter().copied().collect();
                let keys = |names: &[PersonName]| name_tokens(app, &meetings(names, *father), &births);
                tokens.extend(keys(std::slice::from_ref(name))?);
                for own in own {
                    let together = keys(&[name.clone(), own.clone()])?;
                    tokens.extend(together.difference(&keys(std::slice::from_ref(own))?));
                }
            }
            Source::Parents(parents, own, father) => {
                let person = meetings(own, *father);
                for parent in parents {
                    let mut meetings = Meetings::default();
                    meetings.add(parent.as_str(), None);
                    for key in person.with_parent(&meetings, For::Keeping) {
                        tokens.insert((NAMES, token(app, "names", &[key.as_bytes()])?));
                    }
                    for family in own.iter().filter(|name| name.role == NameRole::Family) {
                        meetings.add(family.text.as_str(), Some(Role::Family));
                    }
                    for (_, token) in name_tokens(app, &meetings, &[])? {
                        tokens.insert((PARENTS, token));
                    }
                }
            }
            Source::Document(number) => {
                tokens.insert((DOCUMENT, document(app, number.as_str())?));
            }
            Source::Row(list, key) => {
                tokens.insert((SOURCE, self::source(app, *list, key)?));
            }
            Source::Service(given) => {
                tokens.insert((SERVICE, service(app, given)?));
            }
            Source::Link(to) => {
                tokens.insert((LINK, link(app, *to)?));
            }
            Source::Pair(one, other) => {
                tokens.insert((PAIR, pair(app, *one, *other)?));
            }
        }
    }
    let epoch = app.ring().current_index_epoch();
    let rows = tokens.into_iter().map(|(kind, token)| store::NewToken { kind, token: token.to_vec(), epoch });
    Ok(rows.collect())
}

/// The names and the birth in one form's answers.
fn named(values: &Values) -> Option<(Vec<PersonName>, Option<PartialDate>)> {
    let Some(Value::Names(names)) = values.get("names") else { return None };
    let birth = match values.get("birth") {
        Some(Value::Date(birth)) => Some(*birth),
        _ => None,
    };
    Some((names.clone(), birth))
}

/// The earlier names and the kunya in one form's answers.
pub(crate) fn names_beside(values: &Values) -> Vec<PersonName> {
    let mut found = match values.get("earlier_names") {
        Some(Value::Names(names)) => names.clone(),
        _ => Vec::new(),
    };
    if let Some(Value::Text(kunya)) = values.get("kunya") {
        found.push(PersonName::new(kunya.as_str(), NameRole::Kunya));
    }
    found
}

/// Names with the birth year, and documents, of one form's answers.
fn of_values(values: &Values, father: Father) -> Vec<Source> {
    let mut found = Vec::new();
    if let Some((names, birth)) = named(values) {
        let parents = [("mother_as_listed", true), ("father_as_listed", father == Father::Speaks)];
        let named = parents.into_iter().filter(|(_, speaks)| *speaks).filter_map(|(field, _)| {
            match values.get(&FieldCode::of(field)) {
                Some(Value::Text(name)) => Some(name.clone()),
                _ => None,
            }
        });
        let parents: Vec<Private<String>> = named.collect();
        if !parents.is_empty() {
            found.push(Source::Parents(parents, names.clone(), father));
        }
        found.push(Source::Names(names, birth, father));
    }
    if let Some(Value::Names(names)) = values.get("earlier_names") {
        found.push(Source::Names(names.clone(), None, father));
    }
    for field in ["document", "document_number", "iin", "passport"] {
        if let Some(Value::Text(number)) = values.get(&FieldCode::of(field)) {
            found.push(Source::Document(number.clone()));
        }
    }
    // A list's cell may hold several.
    if let Some(Value::Text(numbers)) = values.get("document_as_listed") {
        let numbers = numbers.as_str().split(", ").filter(|number| is_number(number));
        found.extend(numbers.map(|number| Source::Document(number.into())));
    }
    found
}

/// Whether a text may be the number of a document: a few digits alone, or a word, are anybody's.
pub(crate) fn is_number(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 5
}

/// The token of a document's number; letters and digits count, nothing else.
pub(crate) fn document(app: &App, number: &str) -> Answer<[u8; 16]> {
    let plain: String = number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    token(app, "document", &[plain.as_bytes()])
}

/// Which part of a name stands in a field; nothing where a whole name does.
pub(crate) const fn role_of(field: NameRole) -> Option<Role> {
    match field {
        NameRole::Given => Some(Role::Given),
        NameRole::Father => Some(Role::Father),
        NameRole::Family => Some(Role::Family),
        NameRole::Kunya => Some(Role::Kunya),
        NameRole::Full | NameRole::Earlier => None,
    }
}

/// The words of a person's names, and where they meet. A father who is not to be guessed is not among them.
pub(crate) fn meetings(names: &[PersonName], father: Father) -> Meetings {
    let mut meetings = Meetings::default();
    for name in names {
        meetings.add(name.text.as_str(), role_of(name.role));
    }
    if father != Father::Speaks {
        meetings.without_father();
    }
    meetings
}

/// What tokens of names are made from: words alone, and words with a year or a day.
#[derive(Default)]
struct Keys {
    words: Vec<String>,
    dated: Vec<String>,
}

impl Keys {
    /// Two and three words each, one to three with a year, and one with a day.
    fn all(meetings: &Meetings, births: &[PartialDate], what: For) -> Self {
        let (years, days) = times_of(births);
        let words = [meetings.pairs(what), meetings.threes(what), meetings.named_threes(what)];
        let dated = [
            meetings.named_pairs_with_years(&years, what),
            meetings.named_threes_with_years(&years, what),
            meetings.with_times(&years, what),
            meetings.pairs_with_years(&years, what),
            meetings.threes_with_years(&years, what),
            meetings.with_times(&days, what),
        ];
        Self { words: words.concat(), dated: dated.concat() }
    }

    /// As much together as a key holds.
    fn closest(meetings: &Meetings, births: &[PartialDate]) -> Self {
        let (years, days) = times_of(births);
        let what = For::Asking;
        let words = match meetings.len() {
            0..3 if years.is_empty() => vec![meetings.pairs(what)],
            _ => vec![meetings.threes(what), meetings.named_threes(what)],
        };
        let mut dated = match meetings.len() {
            0 | 1 => vec![meetings.with_times(&years, what)],
            2 => vec![meetings.pairs_with_years(&years, what), meetings.named_pairs_with_years(&years, what)],
            _ => {
                vec![meetings.threes_with_years(&years, what), meetings.named_threes_with_years(&years, what)]
            }
        };
        dated.push(meetings.with_times(&days, what));
        Self { words: words.concat(), dated: dated.concat() }
    }

    /// The day says more than its year, and the year more than nothing.
    fn misheard(meetings: &Meetings, births: &[PartialDate]) -> Self {
        let (years, days) = times_of(births);
        match (years.is_empty(), days.is_empty()) {
            (true, _) => Self { words: meetings.misheard(), ..Self::default() },
            (false, true) => Self { dated: meetings.misheard_in(&years), ..Self::default() },
            (false, false) => Self { dated: meetings.misheard_on(&days), ..Self::default() },
        }
    }

    /// As everything that may be meant: another year of the same day, the day and the month exchanged, and where no birth is
    /// told a word that was misheard.
    fn of_a_row(meetings: &Meetings, births: &[PartialDate]) -> Self {
        let mut keys = Self::all(meetings, births, For::Asking);
        let near: Vec<Date> = births.iter().flat_map(|birth| days_of(*birth)).flat_map(days_near).collect();
        keys.dated.extend(meetings.with_times(&near, For::Asking));
        if births.is_empty() {
            keys.words.extend(meetings.pairs_misheard());
        }
        keys
    }

    fn without(mut self, others: &Self) -> Self {
        self.words.retain(|key| !others.words.contains(key));
        self.dated.retain(|key| !others.dated.contains(key));
        self
    }

    fn tokens(&self, app: &App) -> Answer<BTreeSet<(u32, [u8; 16])>> {
        let words = self.words.iter().map(|key| Ok((NAMES, token(app, "names", &[key.as_bytes()])?)));
        let dated =
            self.dated.iter().map(|key| Ok((NAME_AND_YEAR, token(app, "name-year", &[key.as_bytes()])?)));
        words.chain(dated).collect()
    }
}

/// The tokens under which a person is kept by their names.
fn name_tokens(app: &App, meetings: &Meetings, births: &[PartialDate]) -> Answer<BTreeSet<(u32, [u8; 16])>> {
    Keys::all(meetings, births, For::Keeping).tokens(app)
}

/// The tokens under which the person of a row is asked for, or of whom a record is about to be opened.
pub(crate) fn row_tokens(
    app: &App,
    names: &[PersonName],
    birth: Option<PartialDate>,
) -> Answer<impl Iterator<Item = (u32, Vec<u8>)>> {
    let births: Vec<PartialDate> = birth.into_iter().collect();
    let tokens = Keys::of_a_row(&meetings(names, Father::Speaks), &births).tokens(app)?;
    Ok(tokens.into_iter().map(|(kind, token)| (kind, token.to_vec())))
}

/// How far a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// By as much together as a key holds: few people share it.
    Closest,
    /// By two words, or one with the year: another word may be only begun, or meant otherwise.
    Wider,
    /// As if one word had been misheard.
    Misheard,
}

impl Round {
    /// All there are, the nearest first.
    pub(crate) const ALL: [Self; 3] = [Self::Closest, Self::Wider, Self::Misheard];
}

/// The tokens under which somebody is asked for in one round.
pub(crate) fn asked_tokens(
    app: &App,
    meetings: &Meetings,
    births: &[PartialDate],
    round: Round,
) -> Answer<BTreeSet<(u32, [u8; 16])>> {
    let keys = match round {
        Round::Closest => Keys::closest(meetings, births),
        Round::Wider => Keys::all(meetings, births, For::Asking).without(&Keys::closest(meetings, births)),
        Round::Misheard => Keys::misheard(meetings, births),
    };
    keys.tokens(app)
}

/// The years and the very days on which somebody may have been born.
fn times_of(births: &[PartialDate]) -> (Vec<i16>, Vec<Date>) {
    (
        births.iter().flat_map(|birth| years_of(*birth)).collect(),
        births.iter().flat_map(|birth| days_of(*birth)).collect(),
    )
}

/// The years in which somebody may have been born.
fn years_of(birth: PartialDate) -> Vec<i16> {
    match birth {
        PartialDate::Either(one, other) if one.year() != other.year() => vec![one.year(), other.year()],
        birth => (birth.earliest().year()..=birth.latest().year()).take(6).collect(),
    }
}

/// The day in the years beside its own, and with the month in its place: how a date is written wrongly most often.
fn days_near(day: Date) -> impl Iterator<Item = Date> {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    let near = [(year - 1, month, of_month), (year + 1, month, of_month), (year, of_month, month)];
    near.into_iter().filter_map(|(year, month, day)| Date::new(year, month, day).ok())
}

/// The very days that a birth may be, where it is known to the day.
fn days_of(birth: PartialDate) -> Vec<Date> {
    match birth {
        PartialDate::Day(day) => vec![day],
        PartialDate::Either(one, other) => vec![one, other],
        PartialDate::Month(..) | PartialDate::Year(_) | PartialDate::About(..) => Vec::new(),
    }
}

impl App {
    /// The records that have each of some tokens, of each token so many at the most.
    pub(crate) async fn bearers(
        &self,
        wanted: &[store::Wanted],
        most: u32,
    ) -> Answer<BTreeMap<store::Wanted, Vec<RecordId>>> {
        let mut bearers: BTreeMap<store::Wanted, Vec<RecordId>> = BTreeMap::new();
        for hit in self.store().tokens(wanted, most).await? {
            bearers.entry((hit.kind, hit.token)).or_default().push(hit.record);
        }
        Ok(bearers)
    }
}

/// Whether a record is linked with another in a relation.
pub(crate) fn linked_as<'a>(record: &'a Record, relation: &'a str) -> impl Iterator<Item = RecordId> + 'a {
    record.links.iter().filter(move |(_, known)| **known == *relation).map(|(id, _)| *id)
}
