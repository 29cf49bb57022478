//! The parent's books: what was sent and acknowledged, against what the database holds.

use std::collections::BTreeMap;

use app::{App, account::found::Purpose, chain::Verification};
use domain::{CommandId, RecordId};
use store::Target;
use testkit::Cast;

use super::client::{self, Line, STEPS};

/// What one database should hold.
pub(super) struct Books {
    /// How many events each step of a life adds, taken from one life lived undisturbed.
    adds: [u64; STEPS],
    /// Leaves the ledger had, and that are accounted for since.
    events: u64,
    /// Every command ever acknowledged, with its record.
    acknowledged: BTreeMap<CommandId, RecordId>,
}

/// The house as a restart finds it.
async fn restarted(cast: &Cast) -> App {
    testkit::node(cast.database.target(), cast.folder(), &cast.clock, Purpose::Real).await.unwrap()
}

async fn events_of(app: &App, record: RecordId) -> u64 {
    app.store().events(record).await.unwrap().len() as u64
}

impl Books {
    pub(super) async fn open(cast: &Cast) -> Self {
        let aigul = cast.who("aigul").await;
        let (mut child, mut adds, mut before) = (None, [0; STEPS], 0);
        for (step, adds) in adds.iter_mut().enumerate() {
            child = client::take(&cast.app, &aigul, cast.command(), step, child).await;
            let now = events_of(&cast.app, child.unwrap()).await;
            *adds = now - before;
            before = now;
        }
        assert!(adds.iter().all(|adds| *adds > 0), "{adds:?}");
        // The month of the reading log begins with an event of its own; here it has begun.
        cast.app.open(&aigul, child.unwrap(), app::Door::page(app::Shown::Record)).await.unwrap();
        let events = count_events(&cast.app).await;
        Self { adds, events, acknowledged: BTreeMap::new() }
    }

    /// Opens the house again and asks for everything that was said. Gives how many commands were acknowledged.
    pub(super) async fn check(&mut self, cast: &Cast, lines: &[Line]) -> usize {
        let app = restarted(cast).await;
        let mut done = BTreeMap::new();
        let mut shown: BTreeMap<RecordId, usize> = BTreeMap::new();
        for line in lines {
            match line {
                Line::Done { command, record } => drop(done.insert(*command, *record)),
                Line::Shown { record } => *shown.entry(*record).or_default() += 1,
                Line::Ready | Line::Sent { .. } => {}
            }
        }
        // What each record should hold: the events of the commands that are found.
        let mut holds: BTreeMap<RecordId, u64> = BTreeMap::new();
        for line in lines {
            let Line::Sent { command, step, record } = line else { continue };
            let found = app.store().command(*command).await.unwrap();
            match (found, done.get(command)) {
                (Some(found), acknowledged) => {
                    let outcome = RecordId::from_bytes(found.outcome[..16].try_into().unwrap());
                    assert!(
                        acknowledged.is_none_or(|record| *record == outcome),
                        "it tells of another record"
                    );
                    assert!(record.is_none_or(|record| record == outcome));
                    *holds.entry(outcome).or_default() += self.adds[*step];
                }
                (None, None) => {}
                (None, Some(record)) => {
                    panic!("acknowledged and not there: {command} on {record}, step {step}")
                }
            }
        }
        for (record, events) in &holds {
            assert_eq!(events_of(&app, *record).await, *events, "half applied, or twice: {record}");
            self.events += events;
        }
        for (record, shown) in shown {
            let token = app.reading_token(record).unwrap();
            let logged = app.store().readings_naming(&token, 0..=u32::MAX >> 1, 100).await.unwrap().len();
            // One more may have been written and not answered.
            assert!((shown..=shown + 1).contains(&logged), "{logged} entries for {shown} times shown");
        }
        // Nothing else came in.
        assert_eq!(count_events(&app).await, self.events);
        self.proves_itself(&app).await;
        self.sends_again(cast, &app, lines, &done).await;
        let count = done.len();
        self.acknowledged.extend(done);
        app.store().clone().close().await;
        count
    }

    async fn proves_itself(&self, app: &App) {
        match app.verify(&[], |_| ()).await.unwrap() {
            Verification::Sound(sound) => assert_eq!(sound.events, self.events),
            Verification::Broken(damage) => panic!("{damage}: {damage:?}"),
        }
    }

    /// A client that heard nothing sends again; so does one that did hear.
    async fn sends_again(
        &mut self,
        cast: &Cast,
        app: &App,
        lines: &[Line],
        done: &BTreeMap<CommandId, RecordId>,
    ) {
        let aigul = app.acting_as("aigul").await.unwrap();
        let mut heard_nothing = 0;
        for line in lines.iter().rev() {
            let Line::Sent { command, step, record } = *line else { continue };
            let there = app.store().command(command).await.unwrap().is_some();
            if done.contains_key(&command) && heard_nothing > 0 {
                continue;
            }
            heard_nothing += 1;
            let size = app.store().head().await.unwrap().size;
            let again = client::take(app, &aigul, command, step, record).await.unwrap();
            let found = app.store().command(command).await.unwrap().unwrap();
            assert_eq!(found.outcome[..16], again.as_bytes()[..]);
            let grown = app.store().head().await.unwrap().size - size;
            assert_eq!(grown, if there { 0 } else { self.adds[step] }, "sent twice, it happens once");
            self.events += grown;
            if heard_nothing > 2 {
                break;
            }
        }
        let _ = cast;
    }

    /// Everything that was ever acknowledged is still there, and what is kept beside the chain is what it says.
    pub(super) async fn close(self, cast: &Cast) {
        let app = restarted(cast).await;
        for (command, record) in &self.acknowledged {
            let found = app.store().command(*command).await.unwrap().expect("acknowledged, and gone later");
            assert_eq!(found.outcome[..16], record.as_bytes()[..]);
        }
        let path = cast.folder().join("rebuilt.db");
        let rebuilt = app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
        assert_eq!(rebuilt.differences, []);
    }
}

async fn count_events(app: &App) -> u64 {
    let (mut count, mut from) = (0, 0);
    loop {
        let page = app.store().events_from(from, 5000).await.unwrap();
        let Some(last) = page.last() else { return count };
        count += page.len() as u64;
        from = last.position + 1;
    }
}
