//! How long a list of ten thousand rows takes: reading it, its duplicate check and its one commit, and the job that
//! looks for everybody on it, beside as many children as asked for.
//!
//! ```sh
//! scripts/with-postgres cargo bench -p homeward-app --bench lists -- 10000 100000   # rows, children already there
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, takes the time, and may fail by panicking"
)]

use std::{fmt::Write, time::Instant};

use app::{
    account::found::Purpose,
    demo::Seeding,
    operation::{intake::Intake, lists::OpenList, upload::HowToRead},
};
use testkit::{Cast, House, Kind};

const FAMILIES: [&str; 25] = [
    "Ахметов",
    "Оспанов",
    "Сулейменов",
    "Ибраев",
    "Жумабеков",
    "Каримов",
    "Рахимов",
    "Юсупов",
    "Исмоилов",
    "Назаров",
    "Халидов",
    "Собиров",
    "Тілеген",
    "Мұқанов",
    "Серік",
    "Калиев",
    "Омаров",
    "Тлеубаев",
    "Сейтов",
    "Байжанов",
    "Абдуллаев",
    "Мирзоев",
    "Давлатов",
    "Шарипов",
    "Эргашев",
];
const GIVEN: [&str; 20] = [
    "Али",
    "Умар",
    "Ислам",
    "Ержан",
    "Дамир",
    "Нурлан",
    "Темур",
    "Бехруз",
    "Санжар",
    "Арман",
    "Алихан",
    "Мансур",
    "Расул",
    "Ибрагим",
    "Юсуф",
    "Тимур",
    "Марат",
    "Айдар",
    "Рустем",
    "Серик",
];

/// A list as a camp keeps it.
fn rows(count: usize) -> String {
    let mut text = "№;Фамилия;Имя;Дата рождения;Пол;Документ\n".to_owned();
    for row in 0..count {
        let (family, given) = (FAMILIES[row % FAMILIES.len()], GIVEN[row / 7 % GIVEN.len()]);
        let (day, month, year) = (1 + row % 28, 1 + row / 28 % 12, 1990 + row / 336 % 34);
        let _ = writeln!(text, "{};{family};{given};{day:02}.{month:02}.{year};М;N{row:08}", row + 1);
    }
    text
}

async fn measure(kind: Kind, count: usize, children: u64) {
    let Some(house) = House::found_as(kind, Purpose::Demo).await else {
        println!("{kind:?}: no PostgreSQL here");
        return;
    };
    let cast = Cast::in_house(house).await;
    if children > 0 {
        cast.app.seed(&Seeding { children, long: 0, seed: 7 }, |_| ()).await.unwrap();
    }
    let who = cast.who("rustem").await;
    for turn in ["a list", "the same people on another"] {
        let asked = OpenList {
            command: cast.command(),
            name: turn.into(),
            intake: Intake::People,
            source: None,
            dated: None,
            place: None,
            remarks: None,
        };
        let done = cast.app.open_list(&who, asked).await.unwrap();
        let list = cast.code(done.id().unwrap()).await;
        let began = Instant::now();
        let bytes = rows(count).into_bytes();
        let read = cast.app.read_manifest(&who, &list, "list.csv", bytes, HowToRead::default()).await;
        let manifest = read.unwrap_or_else(|error| panic!("{error:?}")).manifest;
        let read = began.elapsed();
        let began = Instant::now();
        let done = cast.app.import_people(&who, &list, cast.command(), &manifest).await.unwrap();
        let stored = began.elapsed();
        let began = Instant::now();
        let again = cast.app.import_people(&who, &list, cast.command(), &manifest).await.unwrap();
        let checked = began.elapsed();
        assert_eq!((again.added, again.known), (0, done.added));
        let began = Instant::now();
        let pairs = cast.app.do_match_jobs().await.unwrap();
        println!(
            "{kind:?}, {children} children, {turn}: {} rows read in {:.1} s, stored in {:.1} s (aim: both under 10 s), \
             sent again in {:.1} s; looked for in {:.1} s, {pairs} pairs",
            done.added,
            read.as_secs_f64(),
            stored.as_secs_f64(),
            checked.as_secs_f64(),
            began.elapsed().as_secs_f64(),
        );
    }
}

fn main() {
    let mut asked = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let count = usize::try_from(asked.next().unwrap_or(10_000)).unwrap();
    let children = asked.next().unwrap_or(0);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        runtime.block_on(measure(kind, count, children));
    }
}
