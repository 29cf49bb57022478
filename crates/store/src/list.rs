//! Lists: the first page of a million records, and each page after it, through a scope of branches.
//!
//! Invariant: a scope is a union of branches, each with its own index and its own limit. It is never one `OR`,
//! which no index serves. A record that several branches reach is listed once.

use std::fmt::Write;

use domain::{Instant, Kind, PlaceCode, RecordId, Stage, TeamId, Urgency, UserId};

use crate::{
    error::Error,
    rows::Record,
    store::Store,
    table::Stored,
    value::{Column, Value},
};

/// One way in which a record may be in a reader's scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Branch {
    /// The account is responsible for it.
    Owner(UserId),
    /// The team is responsible for it.
    Team(TeamId),
    /// Its place is this one or below it: `kz.alm` also covers `kz.alm.03`.
    Place(PlaceCode),
    /// The party has some relation with it at the time of the list.
    Related(RecordId),
    /// Every record of the kinds asked for.
    All,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// The latest change first.
    Changed,
    /// The earliest due time first; what has none comes last.
    Due,
}

/// Where a page begins: after this record. Taken from the last record of the page before with [`Cursor::after`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor {
    key: i64,
    id: RecordId,
}

/// Sorts after every due time, where there is none.
const NOTHING_DUE: i64 = i64::MAX;

impl Cursor {
    /// After this record, in this order.
    pub fn after(record: &Record, order: Order) -> Self {
        let key = match order {
            Order::Changed => record.changed_at.as_microsecond(),
            Order::Due => record.next_due.map_or(NOTHING_DUE, Instant::as_microsecond),
        };
        Self { key, id: record.id }
    }
    /// As bytes for a page's address: they name a time and a record, so whoever shows them must seal them.
    pub fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.key.to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        bytes
    }
    /// From [`Cursor::to_bytes`].
    pub fn from_bytes(bytes: [u8; 24]) -> Option<Self> {
        let (key, id) = bytes.split_first_chunk::<8>()?;
        Some(Self { key: i64::from_be_bytes(*key), id: RecordId::from_slice(id).ok()? })
    }
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The scope; no branch, no record.
    pub branches: Vec<Branch>,
    /// The time at which relations must hold.
    pub at: Instant,
    /// Kinds of record; none, no record.
    pub kinds: Vec<Kind>,
    /// Only these stages; empty means any.
    pub stages: Vec<Stage>,
    /// None of these stages.
    pub without_stages: Vec<Stage>,
    /// Only these urgencies; empty means any.
    pub urgencies: Vec<Urgency>,
    /// Only with something due before this.
    pub due_before: Option<Instant>,
    /// By what it is sorted.
    pub order: Order,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Most records on the page.
    pub limit: u32,
}

impl List {
    /// A list of these kinds, latest change first, 50 on a page, at this time.
    pub fn new(branches: Vec<Branch>, kinds: Vec<Kind>, at: Instant) -> Self {
        Self {
            branches,
            at,
            kinds,
            stages: Vec::new(),
            without_stages: Vec::new(),
            urgencies: Vec::new(),
            due_before: None,
            order: Order::Changed,
            after: None,
            limit: 50,
        }
    }
}

/// A statement in the making.
#[derive(Default)]
pub(crate) struct Query {
    pub(crate) params: Vec<Value>,
}

impl Query {
    /// Adds a parameter and gives its name.
    pub(crate) fn bind(&mut self, value: impl Column) -> String {
        self.params.push(value.into_value());
        format!("${}", self.params.len())
    }
    /// Adds parameters and gives their names, with commas between. Lists of ids are filled up to a power of two with
    /// their last, so that few different statements have to be prepared.
    pub(crate) fn bind_ids<T: Column + Clone>(&mut self, ids: &[T]) -> String {
        let fill = ids.len().next_power_of_two() - ids.len();
        let last = ids.last().cloned();
        self.bind_all(ids.iter().cloned().chain(std::iter::repeat_n(last, fill).flatten()))
    }
    /// Adds parameters and gives their names, with commas between.
    pub(crate) fn bind_all<T: Column>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        values.into_iter().map(|value| self.bind(value)).collect::<Vec<_>>().join(", ")
    }
}

/// A branch as it is asked: a place with all its places below it, spelt out.
enum Arm {
    Column(&'static str, Value),
    /// A party with few relations: all of them are looked at, then sorted.
    Related(RecordId),
    /// A party with many: the kind is walked in order, and each record asked whether it is one of them.
    RelatedToMany(RecordId),
    /// Many places under one prefix: through the index of the kind, for they are a good part of it.
    Range(PlaceCode),
    All,
}

/// More relations than this of one party are too many to sort for one page.
const RELATIONS: u32 = 4096;

/// More places than this below a prefix are not asked one by one.
const PLACES: usize = 64;

impl Value {
    fn bound(&self, query: &mut Query) -> String {
        query.params.push(self.clone());
        format!("${}", query.params.len())
    }
}

impl Store {
    /// One page of a list.
    pub async fn list(&self, list: &List) -> Result<Vec<Record>, Error> {
        let arms = self.arms(&list.branches).await?;
        if arms.is_empty() || list.kinds.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = Query::default();
        // In the text, not a parameter: a plan is better made for few rows than for any number of them.
        let limit = list.limit;
        let filter = filter(list, &mut query);
        let key = match list.order {
            Order::Changed => "r.changed_at",
            Order::Due => "COALESCE(r.next_due, 9223372036854775807)",
        };
        let (direction, after) = match list.order {
            Order::Changed => ("DESC", "<"),
            Order::Due => ("ASC", ">"),
        };
        let after = list.after.map_or_else(String::new, |cursor| {
            let (at, id) = (query.bind(cursor.key), query.bind(cursor.id));
            format!(" AND ({key}, r.id) {after} ({at}, {id})")
        });
        let mut selects = Vec::new();
        for arm in &arms {
            for kind in &list.kinds {
                let n = selects.len();
                let from = arm.from(kind, list.at, &mut query);
                let found = format!("SELECT {key} AS sorted, r.id AS id FROM {from}{filter}{after}");
                selects.push(match arm {
                    // Left to itself, the planner may walk the whole kind in order, looking for the few; the limit
                    // keeps the two apart.
                    Arm::Related(_) => format!(
                        "SELECT * FROM (SELECT sorted, id FROM ({found} LIMIT 9223372036854775807) AS f{n} \
                         ORDER BY sorted {direction}, id {direction} LIMIT {limit}) AS a{n}"
                    ),
                    _ => format!(
                        "SELECT * FROM ({found} ORDER BY {key} {direction}, r.id {direction} LIMIT {limit}) AS a{n}"
                    ),
                });
            }
        }
        let sql = format!(
            "SELECT {columns} FROM (SELECT sorted, id FROM ({union}) AS branches \
             ORDER BY sorted {direction}, id {direction} LIMIT {limit}) AS page \
             JOIN record AS r ON r.id = page.id ORDER BY page.sorted {direction}, page.id {direction}",
            columns = Record::table().select_list("r"),
            union = selects.join(" UNION "),
        );
        self.rows(sql, query.params).await
    }

    /// How many records each branch holds, counted up to `bound`; a record in two branches counts in both. The order,
    /// the cursor and the limit of the list do not matter.
    pub async fn counts(&self, list: &List, bound: u32) -> Result<Vec<u64>, Error> {
        let mut counts = Vec::with_capacity(list.branches.len());
        for branch in &list.branches {
            counts.push(self.count_of(list, std::slice::from_ref(branch), bound).await?);
        }
        Ok(counts)
    }

    /// How many records the whole list holds, each counted once, up to `bound`.
    pub async fn count(&self, list: &List, bound: u32) -> Result<u64, Error> {
        self.count_of(list, &list.branches, bound).await
    }

    async fn count_of(&self, list: &List, branches: &[Branch], bound: u32) -> Result<u64, Error> {
        let arms = self.arms(branches).await?;
        if arms.is_empty() || list.kinds.is_empty() {
            return Ok(0);
        }
        let mut query = Query::default();
        let bound = query.bind(bound);
        let filter = filter(list, &mut query);
        let mut selects = Vec::new();
        for arm in &arms {
            for kind in &list.kinds {
                let from = arm.from(kind, list.at, &mut query);
                let n = selects.len();
                selects.push(format!(
                    "SELECT * FROM (SELECT r.id AS id FROM {from}{filter} LIMIT {bound}) AS a{n}"
                ));
            }
        }
        let union = selects.join(" UNION ");
        let sql =
            format!("SELECT COUNT(*) FROM (SELECT id FROM ({union}) AS branches LIMIT {bound}) AS counted");
        let rows = self.query(sql, query.params).await?;
        Ok(single(rows).unwrap_or(0))
    }

    async fn arms(&self, branches: &[Branch]) -> Result<Vec<Arm>, Error> {
        let mut arms = Vec::new();
        for branch in branches {
            match branch {
                Branch::Owner(owner) => arms.push(Arm::Column("owner", owner.into_value())),
                Branch::Team(team) => arms.push(Arm::Column("team", team.into_value())),
                Branch::Related(party) => {
                    let sql =
                        "SELECT COUNT(*) FROM (SELECT 1 FROM relation WHERE party = $1 LIMIT $2) AS counted";
                    let params = vec![party.into_value(), (RELATIONS + 1).into_value()];
                    let count: u32 = single(self.query(sql, params).await?).unwrap_or(0);
                    arms.push(if count > RELATIONS {
                        Arm::RelatedToMany(*party)
                    } else {
                        Arm::Related(*party)
                    });
                }
                Branch::All => arms.push(Arm::All),
                Branch::Place(prefix) => {
                    let places = self.places_below(prefix).await?;
                    if places.len() > PLACES {
                        arms.push(Arm::Range(prefix.clone()));
                    } else {
                        arms.extend(places.into_iter().map(|place| Arm::Column("place", Value::Text(place))));
                    }
                }
            }
        }
        Ok(arms)
    }

    /// The places in use at or below a prefix, one step along the index for each.
    async fn places_below(&self, prefix: &PlaceCode) -> Result<Vec<String>, Error> {
        let mut query = Query::default();
        let (exact, from, to) =
            (query.bind(prefix.clone()), query.bind(below(prefix)), query.bind(beyond(prefix)));
        let limit = query.bind(PLACES as u64 + 1);
        let sql = format!(
            "WITH RECURSIVE places (place) AS (
                 SELECT (SELECT MIN(place) FROM record WHERE place >= {from} AND place < {to})
                 UNION ALL
                 SELECT (SELECT MIN(place) FROM record WHERE place > places.place AND place < {to})
                 FROM places WHERE places.place IS NOT NULL
             )
             SELECT place FROM places WHERE place IS NOT NULL
             UNION SELECT place FROM record WHERE place = {exact} LIMIT {limit}"
        );
        let rows = self.query(sql, query.params).await?;
        Ok(rows.into_iter().flatten().filter_map(String::from_value).collect())
    }
}

/// The first place below a prefix, and the first after the last.
fn below(prefix: &PlaceCode) -> String {
    // A region of a country follows its hyphen, a district of a region its point; both lie between '-' and '/'.
    format!("{prefix}-")
}
fn beyond(prefix: &PlaceCode) -> String {
    // '/' follows '.' in ASCII.
    format!("{prefix}/")
}

/// The single number of a result.
pub(crate) fn single<T: Column>(rows: Vec<Vec<Value>>) -> Option<T> {
    rows.into_iter().flatten().next().and_then(T::from_value)
}

fn filter(list: &List, query: &mut Query) -> String {
    let mut filter = String::new();
    if !list.stages.is_empty() {
        let _ = write!(filter, " AND r.stage IN ({})", query.bind_all(list.stages.iter().cloned()));
    }
    if !list.without_stages.is_empty() {
        let stages = query.bind_all(list.without_stages.iter().cloned());
        let _ = write!(filter, " AND (r.stage IS NULL OR r.stage NOT IN ({stages}))");
    }
    if !list.urgencies.is_empty() {
        let _ = write!(filter, " AND r.urgency IN ({})", query.bind_all(list.urgencies.iter().copied()));
    }
    if let Some(due) = list.due_before {
        let due = query.bind(due);
        let _ = write!(filter, " AND COALESCE(r.next_due, 9223372036854775807) < {due}");
    }
    filter
}

impl Arm {
    /// What follows `FROM`, up to the filter.
    fn from(&self, kind: &Kind, at: Instant, query: &mut Query) -> String {
        let kind = query.bind(kind.clone());
        match self {
            Self::Column(column, value) => {
                let value = value.bound(query);
                format!("record AS r WHERE r.{column} = {value} AND r.kind = {kind}")
            }
            Self::Related(party) => {
                let (party, at) = (query.bind(*party), query.bind(at));
                format!(
                    "relation AS x CROSS JOIN record AS r WHERE r.id = x.record AND x.party = {party} \
                     AND (x.until IS NULL OR x.until > {at}) AND r.kind = {kind}"
                )
            }
            Self::RelatedToMany(party) => {
                let (party, at) = (query.bind(*party), query.bind(at));
                format!(
                    "record AS r WHERE r.kind = {kind} AND EXISTS (SELECT 1 FROM relation AS x WHERE x.record = r.id \
                     AND x.party = {party} AND (x.until IS NULL OR x.until > {at}))"
                )
            }
            Self::Range(prefix) => {
                let (exact, from, to) =
                    (query.bind(prefix.clone()), query.bind(below(prefix)), query.bind(beyond(prefix)));
                format!(
                    "record AS r WHERE r.kind = {kind} AND (r.place = {exact} OR (r.place >= {from} AND r.place < {to}))"
                )
            }
            Self::All => format!("record AS r WHERE r.kind = {kind}"),
        }
    }
}
