//! A house to test in: an empty database of either kind, keys, the protocol of this repository, a clock that stands
//! still, and people with roles who got them by the use cases.
//!
//! Invariant: never shipped, and no door that a real house does not have, but for what `app::fixture` lists.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot set its house up has failed"
)]

mod cast;
mod clock;
mod house;

pub use cast::{Cast, Child, PLACE, PSYCHOLOGY, SCHOOL};
pub use clock::TestClock;
pub use house::{House, PHRASE, node, parts, protocol, protocol_folder, root};
pub use store::fixture::Kind;

/// Runs each test on SQLite and on PostgreSQL. A test is an `async fn` that takes a [`Cast`].
///
/// Without a PostgreSQL the second half says so and passes.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::Cast::on($crate::Kind::Sqlite).await.unwrap()).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                match $crate::Cast::on($crate::Kind::Postgres).await {
                    Some(cast) => super::$name(cast).await,
                    None => eprintln!("no PostgreSQL here: not tested on it"),
                }
            })*
        }
    };
}
