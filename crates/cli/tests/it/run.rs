//! Running the program, and stopping it.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// The passphrase of the keys in these tests.
const PHRASE: &str = "korek temir zholy 17 aq bota";

/// What a command said.
pub(crate) struct Said {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Everything it said.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
    /// Goes on only after a success.
    pub(crate) fn well(self) -> Self {
        assert!(self.status.success(), "{}", self.all());
        self
    }
    /// Goes on only after a refusal that says this.
    pub(crate) fn refused_with(self, words: &str) -> Self {
        assert!(!self.status.success(), "it was not refused: {}", self.all());
        assert!(self.all().contains(words), "`{words}` is not in: {}", self.all());
        self
    }
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeward"));
    command.env_remove("HOMEWARD_LOG").env("HOMEWARD_PASSPHRASE", PHRASE).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run<const N: usize>(arguments: [&str; N]) -> Said {
    ended(program().args(arguments))
}

pub(crate) fn ended(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        status: output.status,
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A program that serves until it is told to stop.
pub(crate) struct Serving {
    child: Child,
    /// Where: `127.0.0.1:PORT`.
    pub(crate) at: String,
    said: std::sync::Arc<std::sync::Mutex<String>>,
    listening: Vec<std::thread::JoinHandle<()>>,
}

impl Serving {
    /// Starts it, and waits until it says where it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (told, where_to) = std::sync::mpsc::channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        let said = std::sync::Arc::<std::sync::Mutex<String>>::default();
        let mut listening = Vec::new();
        for stream in streams {
            let (told, said) = (told.clone(), said.clone());
            listening.push(std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    said.lock().unwrap().extend([line.as_str(), "\n"]);
                    let at = line.strip_prefix("http://").or_else(|| line.strip_prefix("listening on "));
                    if let Some(at) = at {
                        drop(told.send(at.to_owned()));
                    }
                }
            }));
        }
        drop(told);
        let at = where_to.recv_timeout(std::time::Duration::from_mins(10));
        let at = at.unwrap_or_else(|_| {
            drop(child.kill());
            panic!("it never said where it listens")
        });
        Self { child, at, said, listening }
    }

    /// Stops it, and gives everything it said.
    pub(crate) fn told_to_its_end(mut self) -> String {
        let listening = std::mem::take(&mut self.listening);
        let said = self.said.clone();
        assert!(self.stop().success());
        for one in listening {
            one.join().unwrap();
        }
        let said = said.lock().unwrap();
        said.clone()
    }

    /// Asks it to stop, as an init system does, and waits.
    pub(crate) fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
