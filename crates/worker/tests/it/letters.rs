//! Reminders, as a server of letters receives them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use app::{account::found::Purpose, case::tasks::AddTask};
use domain::{Sector, TaskCode};
use jiff::SignedDuration;
use testkit::{Cast, Child, House, Kind};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use worker::{Mail, Pace, Worker};

/// A server that keeps what it is sent; what it answers to a recipient may be told beforehand.
#[derive(Clone, Default)]
struct Server {
    letters: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
    asked: Arc<Mutex<usize>>,
}

impl Server {
    /// Listens, and gives its address.
    async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().talk(stream));
            }
        });
        address
    }

    async fn talk(self, stream: TcpStream) {
        *self.asked.lock().unwrap() += 1;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 test\r\n").await.unwrap();
        let (mut letter, mut in_letter) = (String::new(), false);
        while let Ok(Some(line)) = lines.next_line().await {
            let answer = if in_letter {
                if line != "." {
                    letter.extend([line.as_str(), "\n"]);
                    continue;
                }
                in_letter = false;
                self.letters.lock().unwrap().push(std::mem::take(&mut letter));
                "250 kept\r\n"
            } else if line.starts_with("RCPT") {
                self.answers.lock().unwrap().pop_front().unwrap_or("250 ok\r\n")
            } else if line == "DATA" {
                in_letter = true;
                "354 go on\r\n"
            } else if line == "QUIT" {
                "221 bye\r\n"
            } else {
                "250 ok\r\n"
            };
            if write.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn taken(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

fn letter(language: &str, due: usize, sign_in: &str) -> (String, String) {
    let said = if language == "ru" { "дел" } else { "tasks due" };
    (format!("Homeward: {due} {said}"), format!("{due} {said}\r\n{sign_in}\r\n"))
}

fn worker(cast: &Cast, server: Option<&str>) -> Worker {
    let mail = server.map(|server| {
        Mail::through(server, "homeward@example.org", "https://homeward.example.org/sign-in", letter).unwrap()
    });
    Worker::new(cast.app.clone(), Pace::default()).unwrap().with_mail(mail)
}

/// People whose roles hold as soon as they sign in, and a child of `aigul` with a task that is due.
async fn with_a_task_due() -> (Cast, Child) {
    let cast = Cast::in_house(House::found_as(Kind::Sqlite, Purpose::Demo).await.unwrap()).await;
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let task = AddTask {
        command: cast.command(),
        code: child.code,
        what: TaskCode::of("goal_step"),
        sector: Sector::of("social"),
        assignee: Some(aigul.user()),
        goal: None,
        due: cast.clock.now().checked_add(SignedDuration::from_hours(1)).unwrap(),
        note: Some("bring the papers to Abay street".into()),
    };
    cast.app.add_task(&aigul, task).await.unwrap();
    cast.app.set_reminders(&aigul, cast.command(), Some("aigul@example.org")).await.unwrap();
    cast.clock.advance(SignedDuration::from_hours(24));
    (cast, child)
}

async fn turns(worker: &Worker) {
    for _ in 0..4 {
        worker.turn().await.unwrap();
    }
}

#[tokio::test]
async fn a_letter_holds_a_number_and_nothing_of_anybody() {
    let (cast, child) = with_a_task_due().await;
    let server = Server::default();
    let address = server.listen().await;
    turns(&worker(&cast, Some(&address))).await;
    let letters = server.taken();
    let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
    assert!(
        letter.contains("To: aigul@example.org") && letter.contains("From: Homeward <homeward@example.org>")
    );
    assert!(
        letter.contains("tasks due") && letter.contains("https://homeward.example.org/sign-in"),
        "{letter}"
    );
    let record = cast.app.whole_record(child.id).await.unwrap();
    let codes = [child.code.to_string(), child.id.to_string(), cast.id("aigul").to_string()];
    let tasks = record.tasks.values().map(|task| task.added.what.to_string());
    for never in tasks.chain(codes).chain(
        ["Амина", "Сәрсенбаева", "AIGUL", "papers", "Abay", "Atyrau", "centre", "child", "HW-", "kz-"]
            .map(str::to_owned),
    ) {
        assert!(!letter.contains(&never), "{never} in {letter}");
    }
}

#[tokio::test]
async fn one_a_day_and_none_once_they_are_ended() {
    let (cast, _) = with_a_task_due().await;
    let server = Server::default();
    let address = server.listen().await;
    let (one, other) = (worker(&cast, Some(&address)), worker(&cast, Some(&address)));
    turns(&one).await;
    for _ in 0..20 {
        cast.clock.advance(SignedDuration::from_mins(30));
        tokio::join!(turns(&one), turns(&other));
    }
    assert_eq!(server.taken().len(), 1, "ten hours later");
    cast.clock.advance(SignedDuration::from_hours(14));
    turns(&one).await;
    assert_eq!(server.taken().len(), 2, "the next day");
    let aigul = cast.who("aigul").await;
    cast.app.set_reminders(&aigul, cast.command(), None).await.unwrap();
    for _ in 0..3 {
        cast.clock.advance_days(1);
        turns(&one).await;
    }
    assert_eq!(server.taken().len(), 2);
}

#[tokio::test]
async fn without_a_server_nothing_is_attempted_and_none_comes_late() {
    let (cast, _) = with_a_task_due().await;
    let server = Server::default();
    let address = server.listen().await;
    turns(&worker(&cast, None)).await;
    assert_eq!(*server.asked.lock().unwrap(), 0);
    turns(&worker(&cast, Some(&address))).await;
    assert!(server.taken().is_empty(), "that of today is over");
}

#[tokio::test]
async fn what_a_server_does_not_take_is_tried_again_with_care() {
    let (cast, _) = with_a_task_due().await;
    let server = Server::default();
    let address = server.listen().await;
    let worker = worker(&cast, Some(&address));
    server.answers.lock().unwrap().extend(["451 not now\r\n", "451 not now\r\n"]);
    turns(&worker).await;
    assert_eq!(*server.asked.lock().unwrap(), 1, "not again at once");
    for _ in 0..8 {
        cast.clock.advance(SignedDuration::from_mins(1));
        turns(&worker).await;
    }
    assert_eq!((server.taken().len(), *server.asked.lock().unwrap()), (1, 3));
    // One that nobody ever takes is left for the day.
    cast.clock.advance_days(1);
    server.answers.lock().unwrap().push_back("550 nobody here\r\n");
    for _ in 0..30 {
        turns(&worker).await;
        cast.clock.advance(SignedDuration::from_mins(5));
    }
    assert_eq!((server.taken().len(), *server.asked.lock().unwrap()), (1, 4));
    // One that is never taken today is tried a few times.
    cast.clock.advance_days(1);
    server.answers.lock().unwrap().extend(["451 not now\r\n"; 40]);
    for _ in 0..60 {
        turns(&worker).await;
        cast.clock.advance(SignedDuration::from_mins(2));
    }
    let asked = *server.asked.lock().unwrap();
    assert!((5..=4 + 6).contains(&asked), "{asked}");
}
