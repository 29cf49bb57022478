//! The people who read: one account for each role and relation, who got their roles as anybody does.

use app::{
    App,
    account::{create::CreateAccount, roles::ProposeRole},
};
use domain::{PlaceCode, RoleCode, TeamId, UserId};
use testkit::{Cast, PLACE};

/// Somebody who reads.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// The name to sign in with, and in this test.
    pub(crate) login: &'static str,
    /// The role.
    pub(crate) role: &'static str,
    /// The service whose referrals come to their team.
    pub(crate) service: Option<&'static str>,
    /// The account.
    pub(crate) account: UserId,
    /// The team.
    pub(crate) team: Option<TeamId>,
}

/// The services that referrals go to, with their purposes: for a child and for an adult.
#[rustfmt::skip]
pub(crate) const SERVICES: &[(&str, &str, &str, &str)] = &[
    // Short name, service of the directory, purpose for a child, purpose for an adult; empty where there is none.
    ("psychology",   "atyrau_psychology_tynys", "psychological_help",   "psychological_help"),
    ("school",       "atyrau_school_18",        "schooling",            ""),
    ("clinic",       "atyrau_clinic_3",         "medical_care",         "medical_care"),
    ("lawyers",      "atyrau_legal_adal",       "legal_help",           "legal_help"),
    ("guardianship", "atyrau_guardianship",     "guardianship",         ""),
    ("ngo",          "atyrau_ngo_meiirim",      "community_support",    "vocational_help"),
    ("akimat",       "atyrau_employment",       "community_support",    "vocational_help"),
    ("violations",   "national_violations",     "violation_monitoring", "violation_monitoring"),
    ("online",       "national_online",         "online_safety",        ""),
    ("handover",     "aktau_centre",            "transfer",             "transfer"),
];

/// Where a reader works.
#[derive(Debug, Clone, Copy)]
enum Desk {
    /// In the social centre of the story, as somebody that the cast already has.
    Cast,
    /// In the team of a service.
    Service(&'static str),
    /// In the social centre of another region.
    Elsewhere,
    /// In a social centre that has nothing.
    Third,
    /// In the team of the operation.
    Operation,
    /// In the team of another operation.
    OtherOperation,
    /// In a team of their own service that receives nothing: their access comes from tasks.
    Alone,
    /// In no team.
    None,
}

#[rustfmt::skip]
const READERS: &[(&str, &str, Desk)] = &[
    ("aigul",   "social_worker",           Desk::Cast),
    ("marat",   "social_worker",           Desk::Cast),
    ("saule",   "supervisor",              Desk::Cast),
    ("timur",   "operation_officer",       Desk::Cast),
    ("rustem",  "registrar",               Desk::Cast),
    ("zarina",  "psychologist",            Desk::Service("psychology")),
    ("bolat",   "teacher",                 Desk::Service("school")),
    ("dana",    "data_protection_officer", Desk::Cast),
    ("askar",   "administrator",           Desk::Cast),
    ("dauren",  "social_worker",           Desk::Cast),
    ("gulnar",  "social_worker",           Desk::Elsewhere),
    ("serik",   "social_worker",           Desk::Third),
    ("bibigul", "social_worker",           Desk::Service("handover")),
    ("kuralay", "supervisor",              Desk::Service("handover")),
    ("aliya",   "psychologist",            Desk::Elsewhere),
    ("nurlan",  "teacher",                 Desk::Alone),
    ("kamila",  "health_worker",           Desk::Service("clinic")),
    ("yerlan",  "health_worker",           Desk::Alone),
    ("asel",    "lawyer",                  Desk::Service("lawyers")),
    ("ruslan",  "lawyer",                  Desk::Alone),
    ("madina",  "guardianship_authority",  Desk::Service("guardianship")),
    ("oleg",    "guardianship_authority",  Desk::Alone),
    ("aray",    "local_authority",         Desk::Service("akimat")),
    ("talgat",  "local_authority",         Desk::Alone),
    ("raushan", "accompanying_ngo",        Desk::Service("ngo")),
    ("sholpan", "accompanying_ngo",        Desk::Operation),
    ("viktor",  "violation_focal_point",   Desk::Service("violations")),
    ("nina",    "violation_focal_point",   Desk::Alone),
    ("olzhas",  "online_focal_point",      Desk::Service("online")),
    ("larisa",  "online_focal_point",      Desk::Alone),
    ("kairat",  "consular_officer",        Desk::Operation),
    ("yulia",   "operation_officer",       Desk::OtherOperation),
    ("zhanna",  "complaints_focal_point",  Desk::None),
    ("ministry","ministry_coordinator",    Desk::None),
    ("nations", "un_reporting_officer",    Desk::None),
];

/// The role of a reader.
pub(crate) fn role_of(login: &str) -> &'static str {
    READERS.iter().find(|known| known.0 == login).map(|known| known.1).expect("a reader")
}

/// Every role that somebody reads in; the first administrator is an administrator too.
pub(crate) const ROLES: [&str; 19] = [
    "operation_officer",
    "consular_officer",
    "registrar",
    "social_worker",
    "supervisor",
    "psychologist",
    "health_worker",
    "teacher",
    "lawyer",
    "guardianship_authority",
    "local_authority",
    "accompanying_ngo",
    "violation_focal_point",
    "online_focal_point",
    "complaints_focal_point",
    "ministry_coordinator",
    "un_reporting_officer",
    "data_protection_officer",
    "administrator",
];

/// The teams beside those of the cast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Teams {
    /// The social centre of another region.
    pub(crate) elsewhere: TeamId,
    /// A team that nobody is in, for routes that change one.
    pub(crate) spare: TeamId,
}

/// Staffs the house.
pub(crate) async fn staff(cast: &mut Cast) -> (Vec<Reader>, Teams) {
    let elsewhere = cast.team("Karaganda centre", "social", Some("karaganda_centre")).await;
    let third = cast.team("Third centre", "social", None).await;
    let other_operation = cast.team("Other operation", "operation", None).await;
    let alone = cast.team("By task", "social", None).await;
    let spare = cast.team("Spare", "social", None).await;
    let mut services = vec![("psychology", cast.psychology), ("school", cast.school)];
    for (short, service, _, _) in SERVICES.iter().filter(|known| !["psychology", "school"].contains(&known.0))
    {
        services.push((*short, cast.team(short, "social", Some(service)).await));
    }
    let mut readers = Vec::new();
    for (login, role, desk) in READERS {
        let (team, service) = match desk {
            Desk::Cast => (team_of_cast(cast, login), None),
            Desk::Service(service) => {
                (services.iter().find(|known| known.0 == *service).map(|known| known.1), Some(*service))
            }
            Desk::Elsewhere => (Some(elsewhere), None),
            Desk::Third => (Some(third), None),
            Desk::Operation => (Some(cast.operation), None),
            Desk::OtherOperation => (Some(other_operation), None),
            Desk::Alone => (Some(alone), None),
            Desk::None => (None, None),
        };
        let account = if let Some(account) = known(&cast.app, login).await {
            account
        } else {
            let account = make(cast, login).await;
            give(cast, account, role, team).await;
            account
        };
        readers.push(Reader { login, role, service, account, team });
    }
    (readers, Teams { elsewhere, spare })
}

fn team_of_cast(cast: &Cast, login: &str) -> Option<TeamId> {
    match login {
        "aigul" | "marat" | "saule" | "dauren" => Some(cast.centre),
        "timur" => Some(cast.operation),
        _ => None,
    }
}

async fn known(app: &App, login: &str) -> Option<UserId> {
    app.acting_as(login).await.ok().map(|who| who.user())
}

/// Makes an account without a role.
pub(crate) async fn make(cast: &Cast, login: &str) -> UserId {
    let admin = cast.who("admin").await;
    let asked = CreateAccount {
        command: cast.command(),
        login: login.to_owned(),
        name: format!("Colleague {login}"),
        language: "en".into(),
    };
    cast.app.create_account(&admin, asked).await.expect("an account").0
}

async fn give(cast: &Cast, account: UserId, role: &str, team: Option<TeamId>) {
    let (admin, dana) = (cast.who("admin").await, cast.who("dana").await);
    let asked = ProposeRole {
        command: cast.command(),
        account,
        role: RoleCode::new(role).expect("a role"),
        team,
        place: matches!(role, "registrar" | "complaints_focal_point").then(|| PlaceCode::of(PLACE)),
    };
    cast.app.propose_role(&admin, asked).await.expect("a proposal");
    let known = cast.app.account(&dana, account).await.expect("the account");
    for held in known.roles.iter().filter(|held| !held.holds) {
        cast.app.confirm_role(&dana, cast.command(), account, held.grant).await.expect("a second person");
    }
}
