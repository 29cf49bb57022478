//! Reading records, their slots and events, their tasks and relations.
//!
//! Invariant: every function that can return many rows has a limit or a page.

use domain::{CommandId, Instant, RecordId, SlotId, TaskId, TeamId, UserId};

use crate::{
    error::Error,
    list::{Query, single},
    rows::{Checkpoint, Hash},
    rows::{Command, Event, Head, Leaf, Meta, ProtocolVersion, Record, Relation, Slot, Summary, Task, Token},
    store::Store,
    table::Stored,
    value::{Column, Value},
};

/// Whose open tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TasksOf {
    /// Those given to an account.
    Assignee(UserId),
    /// Those that wait for a team and were given to nobody in it.
    Queue(TeamId),
    /// Those of all the records an account is responsible for.
    Owner(UserId),
    /// All.
    All,
}

/// Where a page of tasks begins: after this due time and task.
pub type TaskCursor = (Instant, TaskId);

/// A table's columns, for a SELECT without an alias.
pub(crate) fn columns<T: Stored>() -> String {
    T::table().select_list("")
}

impl Store {
    /// A record's row.
    pub async fn record(&self, id: RecordId) -> Result<Option<Record>, Error> {
        let sql = format!("SELECT {} FROM record WHERE id = $1", columns::<Record>());
        Ok(self.rows(sql, vec![id.into_value()]).await?.pop())
    }

    /// The rows of these records, by id; those that do not exist are left out.
    pub async fn records(&self, ids: &[RecordId]) -> Result<Vec<Record>, Error> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(256) {
            let mut query = Query::default();
            let ids = query.bind_ids(ids);
            let sql = format!("SELECT {} FROM record WHERE id IN ({ids}) ORDER BY id", columns::<Record>());
            found.extend(self.rows::<Record>(sql, query.params).await?);
        }
        Ok(found)
    }

    /// The record with this code.
    pub async fn record_by_code(&self, code_token: &[u8]) -> Result<Option<Record>, Error> {
        let sql = format!("SELECT {} FROM record WHERE code_token = $1", columns::<Record>());
        Ok(self.rows(sql, vec![code_token.to_vec().into_value()]).await?.pop())
    }

    /// Which of these codes some record has, in no order.
    pub async fn codes_taken(&self, code_tokens: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, Error> {
        let mut taken = Vec::new();
        for tokens in code_tokens.chunks(256) {
            let mut query = Query::default();
            let tokens = query.bind_ids(tokens);
            let sql = format!("SELECT {} FROM record WHERE code_token IN ({tokens})", columns::<Record>());
            let found = self.rows::<Record>(sql, query.params).await?;
            taken.extend(found.into_iter().filter_map(|record| record.code_token));
        }
        Ok(taken)
    }

    /// The rows of records after an id, by id: for jobs that go through all of them.
    pub async fn records_after(&self, after: Option<RecordId>, limit: u32) -> Result<Vec<Record>, Error> {
        let sql = format!("SELECT {} FROM record WHERE id > $1 ORDER BY id LIMIT $2", columns::<Record>());
        let after = after.map_or(Value::Bytes(Vec::new()), Column::into_value);
        self.rows(sql, vec![after, limit.into_value()]).await
    }

    /// The slots of a record.
    pub async fn slots(&self, record: RecordId) -> Result<Vec<Slot>, Error> {
        let sql = format!("SELECT {} FROM slot WHERE record = $1 ORDER BY slot", columns::<Slot>());
        self.rows(sql, vec![record.into_value()]).await
    }

    /// The slots of several records.
    pub async fn slots_of(&self, records: &[RecordId]) -> Result<Vec<Slot>, Error> {
        let mut found = Vec::new();
        for records in records.chunks(256) {
            let mut query = Query::default();
            let ids = query.bind_ids(records);
            let sql = format!(
                "SELECT {} FROM slot WHERE record IN ({ids}) ORDER BY record, slot",
                columns::<Slot>()
            );
            found.extend(self.rows::<Slot>(sql, query.params).await?);
        }
        Ok(found)
    }

    /// All slots after a key, in its order: for rotation. Destroyed ones are among them.
    pub async fn slots_after(
        &self,
        after: Option<(RecordId, SlotId)>,
        limit: u32,
    ) -> Result<Vec<Slot>, Error> {
        let sql = format!(
            "SELECT {} FROM slot WHERE (record, slot) > ($1, $2) ORDER BY record, slot LIMIT $3",
            columns::<Slot>()
        );
        let (record, slot) = after
            .map_or((Value::Bytes(Vec::new()), Value::Bytes(Vec::new())), |(record, slot)| {
                (record.into_value(), slot.into_value())
            });
        self.rows(sql, vec![record, slot, limit.into_value()]).await
    }

    /// All the events of a record, in the order of the ledger.
    pub async fn events(&self, record: RecordId) -> Result<Vec<Event>, Error> {
        let sql = format!("SELECT {} FROM event WHERE record = $1 ORDER BY position", columns::<Event>());
        self.rows(sql, vec![record.into_value()]).await
    }

    /// The slots and all the events of a record, as [`Store::slots`] and [`Store::events`] give them, in one visit.
    pub async fn slots_and_events(&self, record: RecordId) -> Result<(Vec<Slot>, Vec<Event>), Error> {
        let slots = format!("SELECT {} FROM slot WHERE record = $1 ORDER BY slot", columns::<Slot>());
        let events = format!("SELECT {} FROM event WHERE record = $1 ORDER BY position", columns::<Event>());
        let of = || vec![record.into_value()];
        let [slots, events] = self.query_together([(slots, of()), (events, of())]).await?;
        let slots = slots.into_iter().map(Slot::from_values).collect::<Result<_, _>>()?;
        Ok((slots, events.into_iter().map(Event::from_values).collect::<Result<_, _>>()?))
    }

    /// The events of some slots, each with its record, in the order of the ledger; in one visit of the database.
    pub async fn events_of(&self, slots: &[(RecordId, SlotId)]) -> Result<Vec<Event>, Error> {
        let sql = format!("SELECT {} FROM event WHERE record = $1 AND slot = $2", columns::<Event>());
        let rows = slots.iter().map(|(record, slot)| vec![record.into_value(), slot.into_value()]);
        let found = self.query_each(sql, rows.collect()).await?;
        let mut found = found.into_iter().map(Event::from_values).collect::<Result<Vec<Event>, Error>>()?;
        found.sort_unstable_by_key(|event| event.position);
        found.dedup_by_key(|event| event.position);
        Ok(found)
    }

    /// The events of one slot after a sequence, in order.
    pub async fn events_after(
        &self,
        record: RecordId,
        slot: SlotId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Event>, Error> {
        let sql = format!(
            "SELECT {} FROM event WHERE record = $1 AND slot = $2 AND seq > $3 ORDER BY seq LIMIT $4",
            columns::<Event>()
        );
        self.rows(sql, vec![record.into_value(), slot.into_value(), seq.into_value(), limit.into_value()])
            .await
    }

    /// The events from a position on, in the order of the ledger: a page for verification or rebuilding. Positions of
    /// other leaves are missing among them.
    pub async fn events_from(&self, position: u64, limit: u32) -> Result<Vec<Event>, Error> {
        let sql = format!(
            "SELECT {} FROM event WHERE position >= $1 ORDER BY position LIMIT $2",
            columns::<Event>()
        );
        self.rows(sql, vec![position.into_value(), limit.into_value()]).await
    }

    /// The leaves from a position on.
    pub async fn leaves_from(&self, position: u64, limit: u32) -> Result<Vec<Leaf>, Error> {
        let sql =
            format!("SELECT {} FROM leaf WHERE position >= $1 ORDER BY position LIMIT $2", columns::<Leaf>());
        self.rows(sql, vec![position.into_value(), limit.into_value()]).await
    }

    /// The head of the ledger.
    pub async fn head(&self) -> Result<Head, Error> {
        let sql = format!("SELECT {} FROM head", columns::<Head>());
        self.rows(sql, vec![]).await?.pop().ok_or(Error::Unreadable { table: "head", column: "size" })
    }

    /// The checkpoints with at least this many leaves, smallest first.
    pub async fn checkpoints_from(&self, size: u64, limit: u32) -> Result<Vec<Checkpoint>, Error> {
        let sql = format!(
            "SELECT {} FROM checkpoint WHERE size >= $1 ORDER BY size LIMIT $2",
            columns::<Checkpoint>()
        );
        self.rows(sql, vec![size.into_value(), limit.into_value()]).await
    }

    /// A command that happened.
    pub async fn command(&self, id: CommandId) -> Result<Option<Command>, Error> {
        let sql = format!("SELECT {} FROM command WHERE id = $1", columns::<Command>());
        Ok(self.rows(sql, vec![id.into_value()]).await?.pop())
    }

    /// Forgets the commands before a time: a repetition after that is a new command. Gives their number.
    pub async fn forget_commands(&self, before: Instant) -> Result<u64, Error> {
        let gone =
            self.write("DELETE FROM command WHERE at < $1 RETURNING id", vec![before.into_value()]).await?;
        Ok(gone.len() as u64)
    }

    /// The summaries of some records.
    pub async fn summaries(&self, records: &[RecordId]) -> Result<Vec<Summary>, Error> {
        let mut found = Vec::new();
        for records in records.chunks(256) {
            let mut query = Query::default();
            let ids = query.bind_ids(records);
            let sql = format!(
                "SELECT {} FROM summary WHERE record IN ({ids}) ORDER BY record, slot",
                columns::<Summary>()
            );
            found.extend(self.rows::<Summary>(sql, query.params).await?);
        }
        Ok(found)
    }

    /// The summaries of some records, each with its slot, in one visit.
    pub async fn summaries_with_slots(
        &self,
        records: &[RecordId],
    ) -> Result<(Vec<Summary>, Vec<Slot>), Error> {
        let (mut summaries, mut slots) = (Vec::new(), Vec::new());
        for records in records.chunks(256) {
            let mut query = Query::default();
            let ids = query.bind_ids(records);
            let summary = format!(
                "SELECT {} FROM summary WHERE record IN ({ids}) ORDER BY record, slot",
                columns::<Summary>()
            );
            let slot = format!(
                "SELECT {} FROM summary AS m CROSS JOIN slot AS s WHERE m.record IN ({ids}) \
                 AND s.record = m.record AND s.slot = m.slot",
                Slot::table().select_list("s")
            );
            let [found, with] =
                self.query_together([(summary, query.params.clone()), (slot, query.params)]).await?;
            for summary in found {
                summaries.push(Summary::from_values(summary)?);
            }
            for slot in with {
                slots.push(Slot::from_values(slot)?);
            }
        }
        Ok((summaries, slots))
    }

    /// A task.
    pub async fn task(&self, id: TaskId) -> Result<Option<Task>, Error> {
        let sql = format!("SELECT {} FROM task WHERE id = $1", columns::<Task>());
        Ok(self.rows(sql, vec![id.into_value()]).await?.pop())
    }

    /// The open tasks of someone, the earliest due first.
    pub async fn open_tasks(
        &self,
        of: TasksOf,
        after: Option<TaskCursor>,
        limit: u32,
    ) -> Result<Vec<Task>, Error> {
        let mut query = Query::default();
        let whose = of.condition(&mut query);
        let after = after.map_or_else(String::new, |(due, id)| {
            let (due, id) = (query.bind(due), query.bind(id));
            format!(" AND (due, id) > ({due}, {id})")
        });
        let limit = query.bind(limit);
        let sql = format!(
            "SELECT {} FROM task WHERE closed_at IS NULL{whose}{after} ORDER BY due, id LIMIT {limit}",
            columns::<Task>()
        );
        self.rows(sql, query.params).await
    }

    /// How many open tasks of someone are due before a time, counted up to `bound`.
    pub async fn count_open_tasks(&self, of: TasksOf, due_before: Instant, bound: u32) -> Result<u64, Error> {
        let mut query = Query::default();
        let whose = of.condition(&mut query);
        let (due, bound) = (query.bind(due_before), query.bind(bound));
        let sql = format!(
            "SELECT COUNT(*) FROM \
             (SELECT 1 FROM task WHERE closed_at IS NULL{whose} AND due < {due} LIMIT {bound}) AS counted"
        );
        Ok(single(self.query(sql, query.params).await?).unwrap_or(0))
    }

    /// The tasks of a record, open and closed, the earliest due first.
    pub async fn tasks_of_record(&self, record: RecordId, limit: u32) -> Result<Vec<Task>, Error> {
        let sql =
            format!("SELECT {} FROM task WHERE record = $1 ORDER BY due, id LIMIT $2", columns::<Task>());
        self.rows(sql, vec![record.into_value(), limit.into_value()]).await
    }

    /// The open tasks of records that were due before a time, by record.
    pub async fn late_tasks(&self, records: &[RecordId], due_before: Instant) -> Result<Vec<Task>, Error> {
        let mut found = Vec::new();
        for records in records.chunks(256) {
            let mut query = Query::default();
            let (ids, due) = (query.bind_ids(records), query.bind(due_before));
            let sql = format!(
                "SELECT {} FROM task WHERE record IN ({ids}) AND due < {due} AND closed_at IS NULL \
                 ORDER BY record, due, id",
                columns::<Task>()
            );
            found.extend(self.rows(sql, query.params).await?);
        }
        Ok(found)
    }

    /// Who has a relation with a record, ended ones among them.
    pub async fn relations_of(&self, record: RecordId) -> Result<Vec<Relation>, Error> {
        let sql = format!("SELECT {} FROM relation WHERE record = $1 ORDER BY party", columns::<Relation>());
        self.rows(sql, vec![record.into_value()]).await
    }

    /// Whether and until when a party has a relation with a record.
    pub async fn relation(&self, record: RecordId, party: RecordId) -> Result<Option<Relation>, Error> {
        let sql = format!("SELECT {} FROM relation WHERE record = $1 AND party = $2", columns::<Relation>());
        Ok(self.rows(sql, vec![record.into_value(), party.into_value()]).await?.pop())
    }

    /// The records with which a party has a relation at a time, by record.
    pub async fn related_to(
        &self,
        party: RecordId,
        at: Instant,
        after: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<Relation>, Error> {
        let sql = format!(
            "SELECT {} FROM relation WHERE party = $1 AND (until IS NULL OR until > $2) AND record > $3 \
             ORDER BY record LIMIT $4",
            columns::<Relation>()
        );
        let after = after.map_or(Value::Bytes(Vec::new()), Column::into_value);
        self.rows(sql, vec![party.into_value(), at.into_value(), after, limit.into_value()]).await
    }

    /// The tokens of a record.
    pub async fn tokens_of(&self, record: RecordId) -> Result<Vec<Token>, Error> {
        let sql =
            format!("SELECT {} FROM token WHERE record = $1 ORDER BY slot, kind, token", columns::<Token>());
        self.rows(sql, vec![record.into_value()]).await
    }

    /// The tokens of several records.
    pub async fn tokens_of_all(&self, records: &[RecordId]) -> Result<Vec<Token>, Error> {
        let mut found = Vec::new();
        for records in records.chunks(256) {
            let mut query = Query::default();
            let ids = query.bind_ids(records);
            let sql = format!("SELECT {} FROM token WHERE record IN ({ids})", columns::<Token>());
            found.extend(self.rows::<Token>(sql, query.params).await?);
        }
        Ok(found)
    }

    /// A fact about the installation.
    pub async fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let sql = format!("SELECT {} FROM meta WHERE key = $1", columns::<Meta>());
        Ok(self.rows::<Meta>(sql, vec![Value::Text(key.to_owned())]).await?.pop().map(|meta| meta.value))
    }

    /// A version of the protocol.
    pub async fn protocol_version(&self, hash: Hash) -> Result<Option<ProtocolVersion>, Error> {
        let sql = format!("SELECT {} FROM protocol_version WHERE hash = $1", columns::<ProtocolVersion>());
        Ok(self.rows(sql, vec![hash.into_value()]).await?.pop())
    }

    /// The versions of the protocol that were ever in force, the newest first.
    pub async fn protocol_versions(&self) -> Result<Vec<ProtocolVersion>, Error> {
        let sql = format!(
            "SELECT {} FROM protocol_version WHERE activated_at IS NOT NULL ORDER BY activated_at DESC, hash",
            columns::<ProtocolVersion>()
        );
        self.rows(sql, vec![]).await
    }
}

impl TasksOf {
    fn condition(self, query: &mut Query) -> String {
        match self {
            Self::Assignee(account) => format!(" AND assignee = {}", query.bind(account)),
            Self::Queue(team) => format!(" AND team = {} AND assignee IS NULL", query.bind(team)),
            Self::Owner(account) => format!(" AND owner_of_record = {}", query.bind(account)),
            Self::All => String::new(),
        }
    }
}
