//! The people of a story: accounts with roles, teams of the directory, a child.
//!
//! They got their roles as anybody does: proposed by one, confirmed by another.

use std::{collections::BTreeMap, ops::Deref};

use app::{
    SignedIn,
    account::{create::CreateAccount, roles::ProposeRole, team::SetTeam},
    fixture::OpenCase,
};
use domain::{
    ChoiceCode, Kind as RecordKind, NameRole, PartialDate, PersonCode, PersonName, PlaceCode, RecordId,
    RoleCode, Sector, ServiceCode, TeamId, UserId, Value,
};
use store::fixture::Kind;

use crate::House;

/// Where the story plays.
pub const PLACE: &str = "kz-atyrau";

/// A staffed house.
#[derive(Debug)]
pub struct Cast {
    /// The house.
    pub house: House,
    accounts: BTreeMap<String, UserId>,
    /// The social centre: `aigul`, `marat` (social workers), `saule` (supervisor).
    pub centre: TeamId,
    /// The psychological service: `zarina`.
    pub psychology: TeamId,
    /// The school: `bolat`, a teacher.
    pub school: TeamId,
    /// The operation: `timur`, an operation officer.
    pub operation: TeamId,
}

impl Deref for Cast {
    type Target = House;
    fn deref(&self) -> &House {
        &self.house
    }
}

/// A child of the story.
#[derive(Debug, Clone, Copy)]
pub struct Child {
    /// The record.
    pub id: RecordId,
    /// Its code.
    pub code: PersonCode,
}

/// The service of the psychologists.
pub const PSYCHOLOGY: &str = "atyrau_psychology_tynys";
/// The school.
pub const SCHOOL: &str = "atyrau_school_18";

impl Cast {
    /// Founds a house and staffs it; none when no PostgreSQL is to be had.
    ///
    /// `admin` and `askar` manage accounts, `dana` is the data protection officer, `rustem` the registrar of the
    /// region; the others are in the teams above.
    pub async fn on(kind: Kind) -> Option<Self> {
        Some(Self::in_house(House::found(kind).await?).await)
    }

    /// Staffs a house that was just founded.
    pub async fn in_house(house: House) -> Self {
        let none = TeamId::from_bytes([0; 16]);
        let mut cast = Self {
            house,
            accounts: BTreeMap::new(),
            centre: none,
            psychology: none,
            school: none,
            operation: none,
        };
        let admin = cast.who("admin").await;
        cast.accounts.insert("admin".into(), admin.user());
        cast.account("askar").await;
        cast.propose("askar", "administrator", None, None).await;
        // The first who confirms is confirmed by the second manager of accounts.
        cast.account("dana").await;
        cast.propose("dana", "data_protection_officer", None, None).await;
        cast.confirm("askar", "dana").await;
        cast.centre = cast.team("Social centre", "social", None).await;
        cast.psychology = cast.team("Tynys", "psychosocial", Some(PSYCHOLOGY)).await;
        cast.school = cast.team("School 18", "education", Some(SCHOOL)).await;
        cast.operation = cast.team("Operation", "operation", None).await;
        for (login, role, team, place) in [
            ("aigul", "social_worker", Some(cast.centre), None),
            ("marat", "social_worker", Some(cast.centre), None),
            ("saule", "supervisor", Some(cast.centre), None),
            ("zarina", "psychologist", Some(cast.psychology), None),
            ("bolat", "teacher", Some(cast.school), None),
            ("timur", "operation_officer", Some(cast.operation), None),
            ("rustem", "registrar", None, Some(PLACE)),
        ] {
            cast.account(login).await;
            cast.propose(login, role, team, place).await;
            cast.confirm("dana", login).await;
        }
        cast
    }

    /// Somebody, acting now.
    pub async fn who(&self, login: &str) -> SignedIn {
        self.app.acting_as(login).await.unwrap()
    }

    /// Somebody's account.
    pub fn id(&self, login: &str) -> UserId {
        self.accounts[login]
    }

    /// Makes an account without a role.
    pub async fn account(&mut self, login: &str) -> UserId {
        let admin = self.who("admin").await;
        let asked = CreateAccount {
            command: self.command(),
            login: login.into(),
            name: login.to_uppercase(),
            language: "en".into(),
        };
        let (id, _) = self.app.create_account(&admin, asked).await.unwrap();
        self.accounts.insert(login.into(), id);
        id
    }

    /// Proposes a role for somebody.
    pub async fn propose(&self, login: &str, role: &str, team: Option<TeamId>, place: Option<&str>) {
        let admin = self.who("admin").await;
        let asked = ProposeRole {
            command: self.command(),
            account: self.id(login),
            role: RoleCode::new(role).unwrap(),
            team,
            place: place.map(|place| PlaceCode::new(place).unwrap()),
        };
        self.app.propose_role(&admin, asked).await.unwrap();
    }

    /// Confirms every role that somebody is proposed for.
    pub async fn confirm(&self, by: &str, login: &str) {
        let by = self.who(by).await;
        let account = self.app.account(&by, self.id(login)).await.unwrap();
        for role in account.roles.iter().filter(|role| !role.holds) {
            self.app.confirm_role(&by, self.command(), account.id, role.grant).await.unwrap();
        }
    }

    /// Sets up a team.
    pub async fn team(&self, name: &str, sector: &str, service: Option<&str>) -> TeamId {
        let admin = self.who("admin").await;
        let asked = SetTeam {
            command: self.command(),
            team: None,
            name: BTreeMap::from([("en".to_owned(), name.to_owned())]),
            sector: Sector::new(sector).unwrap(),
            place: Some(PlaceCode::new(PLACE).unwrap()),
            service: service.map(|service| ServiceCode::new(service).unwrap()),
        };
        self.app.set_team(&admin, asked).await.unwrap()
    }

    /// Opens a child of a person and their team, at the place of the story, as reading it from a list does.
    pub async fn child(&self, owner: &str, name: &str, birth: &str) -> Child {
        let profile = vec![
            ("names", Value::Names(vec![PersonName::new(name, NameRole::Full)])),
            ("sex", Value::Choice(ChoiceCode::of("female"))),
            ("birth", Value::Date(birth.parse::<PartialDate>().unwrap())),
        ];
        let case = OpenCase {
            kind: RecordKind::of("child"),
            profile,
            owner: Some(self.id(owner)),
            team: Some(self.centre),
            place: Some(PlaceCode::of("kz-atyrau")),
            list: None,
        };
        let timur = self.who("timur").await;
        let id = self.app.open_case_for_test(&timur, self.command(), &case).await.unwrap();
        Child { id, code: self.code(id).await }
    }

    /// A child of ten, whose case `aigul` has.
    pub async fn a_child(&self) -> Child {
        self.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await
    }
}
