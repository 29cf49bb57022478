//! A demo house with a flight, and browsers of its people.

use app::operation::open::OpenFlight;
use axum::Router;
use domain::{PersonCode, PlaceCode};
use testkit::{Cast, House, Kind};
use web::{Reached, Web};

use crate::browser::Browser;

pub(crate) const LIST: &[u8] = include_bytes!("../../../exchange/tests/data/flight1_manifest_ru.csv");
pub(crate) const NAME: &str = "flight1_manifest_ru.csv";
pub(crate) const SMALL: &str = "№;Семья;Фамилия;Имя;Дата рождения;Пол;Мать\n\
     1;1;Калиева;Дана;15.03.1993;Ж;\n\
     2;1;Калиев;Али;29.08.2018;М;Калиева Дана\n\
     3;1;Калиева;Асель;01.05.2020;Ж;Калиева Дана\n\
     4;2;Серик;Нурлан;02.02.1970;М;\n";

pub(crate) struct Stage {
    pub(crate) cast: Cast,
    pub(crate) router: Router,
    pub(crate) operation: PersonCode,
    pub(crate) flight: PersonCode,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        let house = House::found_as(Kind::Sqlite, app::account::found::Purpose::Demo).await.expect("a house");
        let cast = Cast::in_house(house).await;
        let timur = cast.who("timur").await;
        let done =
            cast.app.open_operation(&timur, cast.command(), "Rusafa".into()).await.expect("an operation");
        let operation = cast.code(done.id().expect("its id")).await;
        let asked = OpenFlight {
            command: cast.command(),
            operation,
            name: "HY 7001".into(),
            departs: "2026-03-02".parse().expect("a day"),
            place_to: Some(PlaceCode::of("kz-atyrau")),
            receives: Some(cast.centre),
        };
        let done = cast.app.open_flight(&timur, asked).await.expect("a flight");
        let flight = cast.code(done.id().expect("its id")).await;
        let router = web::router(Web { app: cast.app.clone(), reached: Reached::Loopback });
        Self { cast, router, operation, flight }
    }

    pub(crate) async fn browser(&self, login: &str) -> Browser {
        Browser::of(&self.router, &self.cast.app, self.cast.id(login)).await
    }

    /// With the four people of [`SMALL`] on the flight, by name; gives their codes.
    pub(crate) async fn with_people(&self) -> Vec<PersonCode> {
        let timur = self.cast.who("timur").await;
        let how = app::operation::upload::HowToRead::default();
        let read =
            self.cast.app.read_manifest(&timur, &self.flight, NAME, SMALL.into(), how).await.expect("a list");
        let done =
            self.cast.app.import_people(&timur, &self.flight, self.cast.command(), &read.manifest).await;
        assert_eq!(done.expect("an import").added, 4);
        let roster = self.cast.app.roster(&timur, &self.flight, app::Shown::Flight).await.expect("a roster");
        let codes =
            roster.people.iter().map(|person| person.listed.summary.as_ref().expect("a summary").code);
        codes.collect()
    }
}
