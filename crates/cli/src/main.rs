//! `homeward`: the program.
//!
//! Invariant: the only place that reads the environment and the wall clock; every command that touches people acts
//! as a user, through the same use cases and the same log as a page.

mod accounts;
mod chain;
mod demo;
mod house;
mod import;
mod init;
mod link;
mod names;
mod out;
mod protocol;
mod serve;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "homeward",
    version,
    about = "One record, one plan and one protocol per child who comes home"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts with an invented country to try things out
    Demo(demo::Demo),
    /// Prepares a new installation: data folder, keys, the first administrator's one-time link
    Init(init::Init),
    /// Serves an installation
    Serve(serve::Serve),
    /// Reads lists into the system
    #[command(subcommand)]
    Import(import::Import),
    /// Which rows of one or two spreadsheets are about the same person
    Link(link::Link),
    /// Compares names and persons in a table, without a server
    #[command(subcommand)]
    Names(names::Names),
    /// Checks and activates protocols
    #[command(subcommand)]
    Protocol(protocol::Protocol),
    /// Fills a demo store with invented children, to measure
    Seed(demo::Seed),
    /// Checks the whole chain: ledger, signatures, every event
    Verify(chain::Verify),
    /// Makes the projections again from the events and compares
    Rebuild(chain::Rebuild),
    /// Writes an encrypted backup
    Backup(chain::Backup),
    /// Restores a backup into an empty database
    Restore(chain::Restore),
    /// Makes a one-time link for an account, as an administrator
    #[command(subcommand)]
    Account(accounts::Account),
}

fn main() -> std::process::ExitCode {
    out::log_to_stderr();
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return out::failed(&error.into()),
    };
    let done = runtime.block_on(async {
        match arguments.command {
            Command::Demo(demo) => demo.run().await,
            Command::Init(init) => init.run().await,
            Command::Serve(serve) => serve.run().await,
            Command::Import(import) => import.run().await,
            Command::Link(link) => link.run(),
            Command::Names(names) => names.run(),
            Command::Protocol(protocol) => protocol.run().await,
            Command::Seed(seed) => seed.run().await,
            Command::Verify(verify) => verify.run().await,
            Command::Rebuild(rebuild) => rebuild.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Account(account) => account.run().await,
        }
    });
    match done {
        Ok(code) => code,
        Err(error) => out::failed(&error),
    }
}
