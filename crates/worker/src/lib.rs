//! What is done without anybody asking: reminders go out, the tasks of whoever left go back to their teams, old sessions, drafts and commands are swept away, checkpoints are kept, an
//! interrupted change of keys is finished, and the key ring is read again when another node changed it.
//!
//! Every piece of work is a row in the queue, claimed for a while by one node: any number of nodes may run a
//! worker, and the work of one that dies is taken up by another when its claim ends.
//!
//! Invariant: every piece of work may run twice. What it does to a record goes through the use cases.

mod chore;
mod mail;
mod run;

pub use chore::Chore;
pub use mail::{Letter, Mail, NoMail};
pub use run::{Pace, Worker};
