//! Who may meet what, written by hand from the field's matrix of roles and compartments (where the two differ:
//! `docs/adr/0007`). It is not made from the protocol's files: where these differ, this test fails.
//!
//! `W` write, `R` read, `F` the face only (name in one script, sex, birth), `S` only whether a service is active,
//! `.` nothing. Of referrals: `A` all of the record, `O` one's own.

use Relation::{Deputy, Emergency, Flight, Owner, Place, Referral, Supervisor, Task, Team};

/// How somebody relates to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Relation {
    Owner,
    Team,
    Deputy,
    Supervisor,
    Referral,
    Place,
    Flight,
    Task,
    Emergency,
}

/// The columns of [`MATRIX`].
pub(crate) const COLUMNS: [&str; 20] = [
    "core",
    "manifest",
    "background",
    "legal",
    "social",
    "consent",
    "psych",
    "health",
    "education",
    "care",
    "safety",
    "address",
    "tracing",
    "violation",
    "online",
    "livelihood",
    "case",
    "referral",
    "supervision",
    "complaint",
];

/// One line of the matrix: a role, through which relations, on which kinds of record.
pub(crate) struct Line {
    pub(crate) role: &'static str,
    pub(crate) through: &'static [Relation],
    pub(crate) kinds: &'static [&'static str],
    pub(crate) cells: &'static str,
}

const fn line(
    role: &'static str,
    through: &'static [Relation],
    kinds: &'static [&'static str],
    cells: &'static str,
) -> Line {
    Line { role, through, kinds, cells }
}

const CHILD: &[&str] = &["child"];
const ADULT: &[&str] = &["adult"];
const PERSON: &[&str] = &["child", "adult"];
const FAMILY: &[&str] = &["family"];
const JOURNEY: &[&str] = &["operation", "flight"];
const LISTS: &[&str] = &["list", "listed"];
const TRACING: &[&str] = &["tracing_request"];
const MATCH: &[&str] = &["match"];
const COMPLAINT: &[&str] = &["complaint"];

/// The matrix. A cell of a compartment that a kind of record has not is `.`.
#[rustfmt::skip]
pub(crate) const MATRIX: &[Line] = &[
    //                                                             core man bac leg soc con psy hea edu car saf adr tra vio onl liv case ref sup com
    line("operation_officer",      &[Flight],          PERSON,  "W W . R . R . S . . . . . . . . . . . ."),
    line("operation_officer",      &[Flight],          FAMILY,  "W . . . . . . . . . . . . . . . . . . ."),
    line("operation_officer",      &[Owner, Deputy, Team], JOURNEY, ". W . . . . . . . . . . . . . . W . . ."),
    line("operation_officer",      &[Owner, Deputy, Team], LISTS, ". W . . . . . . . . . . . . . . W . . ."),
    line("consular_officer",       &[Flight],          PERSON,  "R R . W . . . . . . . . . . . . . . . ."),
    line("consular_officer",       &[Flight],          JOURNEY, ". R . . . . . . . . . . . . . . . . . ."),
    line("registrar",              &[Place],           PERSON,  "W R R R . . . . . . . . W . . . . . . ."),
    line("registrar",              &[Place],           FAMILY,  "W . . . . . . . . . . . . . . . . . . ."),
    line("registrar",              &[Owner, Deputy, Place], LISTS, ". W . . . . . . . . . . . . . . W . . ."),
    line("registrar",              &[Owner, Deputy, Place], TRACING, ". W . . . . . . . . . . W . . . W . . ."),
    line("registrar",              &[Place],           MATCH,   ". . . . . . . . . . . . W . . . W . . ."),
    line("social_worker",          &[Owner],           CHILD,   "W R R R W W S S R W W W W W W . W A R ."),
    line("social_worker",          &[Deputy],          CHILD,   "W R R R W W S S R W W W W W W . W A . ."),
    line("social_worker",          &[Owner],           ADULT,   "W R R R W W S S . W W W W W . W W A R ."),
    line("social_worker",          &[Deputy],          ADULT,   "W R R R W W S S . W W W W W . W W A . ."),
    line("social_worker",          &[Owner, Deputy],   FAMILY,  "W . . . W . . . . . . . . . . . W . . ."),
    line("social_worker",          &[Team],            PERSON,  "R . . . . . . . . . . . . . . . R . . ."),
    line("social_worker",          &[Team, Task],      FAMILY,  "R . . . . . . . . . . . . . . . R . . ."),
    line("social_worker",          &[Task],            PERSON,  "R . . . . . . . . . . . . . . . R . . ."),
    line("social_worker",          &[Emergency],       PERSON,  "R . . . . . . S . R R . . . . . . . . ."),
    line("social_worker",          &[Referral],        PERSON,  "R . . . . . . . . . . . . . . . . O . ."),
    line("supervisor",             &[Referral],        PERSON,  "R . . . . . . . . . . . . . . . . O . ."),
    line("supervisor",             &[Supervisor],      CHILD,   "R R R R R R S S R R R R R R . . W A W ."),
    line("supervisor",             &[Supervisor],      ADULT,   "R R R R R R S S . R R R R R . R W A W ."),
    line("supervisor",             &[Supervisor],      FAMILY,  "R . . . R . . . . . . . . . . . W . . ."),
    line("supervisor",             &[Emergency],       PERSON,  "R . . . . . . S . R R . . . . . . . . ."),
    line("psychologist",           &[Referral],        CHILD,   "R . R . R R W S S S . . . . . . . O . ."),
    line("psychologist",           &[Referral],        ADULT,   "R . R . R R W S . S . . . . . . . O . ."),
    line("psychologist",           &[Task],            CHILD,   "R . R . R R W S S S . . . . . . R . . ."),
    line("psychologist",           &[Task],            ADULT,   "R . R . R R W S . S . . . . . . R . . ."),
    line("health_worker",          &[Referral],        PERSON,  "F . . . . . . W . . . . . . . . . O . ."),
    line("health_worker",          &[Task],            PERSON,  "F . . . . . . W . . . . . . . . . . . ."),
    line("teacher",                &[Referral],        CHILD,   "F . . . . . . . W . . . . . . . . O . ."),
    line("teacher",                &[Task],            CHILD,   "F . . . . . . . W . . . . . . . . . . ."),
    line("lawyer",                 &[Referral],        PERSON,  "R R R W . R . . . R . . . . . . . O . ."),
    line("lawyer",                 &[Task],            PERSON,  "R R R W . R . . . R . . . . . . . . . ."),
    line("guardianship_authority", &[Referral],        CHILD,   "R . . R . R . . S W . . R . . . . O . ."),
    line("guardianship_authority", &[Task],            CHILD,   "R . . R . R . . S W . . R . . . . . . ."),
    line("local_authority",        &[Referral],        CHILD,   "F . . . . . . . . S . . . . . . . O . ."),
    line("local_authority",        &[Referral],        ADULT,   "F . . . . . . . . S . . . . . R . O . ."),
    line("local_authority",        &[Task],            PERSON,  "F . . . . . . . . S . . . . . . . . . ."),
    line("accompanying_ngo",       &[Referral],        CHILD,   "F . . . . . . . . . . . . . . . . O . ."),
    line("accompanying_ngo",       &[Referral],        ADULT,   "F . . . . . . . . . . . . . . W . O . ."),
    line("accompanying_ngo",       &[Flight],          PERSON,  "F . . . . . . . . . . . . . . . . . . ."),
    line("violation_focal_point",  &[Referral],        PERSON,  ". . . . . . . . . . . . . W . . . O . ."),
    line("violation_focal_point",  &[Task],            PERSON,  ". . . . . . . . . . . . . W . . . . . ."),
    line("online_focal_point",     &[Referral],        CHILD,   ". . . . . . . . . . . . . . W . . O . ."),
    line("online_focal_point",     &[Task],            CHILD,   ". . . . . . . . . . . . . . W . . . . ."),
    line("complaints_focal_point", &[Place],           COMPLAINT, ". . . . . . . . . . . . . . . . W . . W"),
    // Ministry coordinator, UN reporting officer, data protection officer, administrator: no line, no record.
];

/// Who stands how to which record. What is not here is closed: ended, barred and foreign records are in no line.
#[rustfmt::skip]
pub(crate) const STANDINGS: &[(&str, &str, &[Relation])] = &[
    ("aigul",   "own",         &[Owner, Team]),
    ("marat",   "own",         &[Team]),
    ("dauren",  "own",         &[Deputy, Team]),
    ("saule",   "own",         &[Supervisor]),
    ("rustem",  "own",         &[Place]),
    ("aigul",   "referred",    &[Owner, Team]),
    ("marat",   "referred",    &[Team]),
    ("dauren",  "referred",    &[Deputy, Team]),
    ("saule",   "referred",    &[Supervisor]),
    ("rustem",  "referred",    &[Place]),
    ("zarina",  "referred",    &[Referral]),
    ("bolat",   "referred",    &[Referral]),
    ("kamila",  "referred",    &[Referral]),
    ("asel",    "referred",    &[Referral]),
    ("madina",  "referred",    &[Referral]),
    ("raushan", "referred",    &[Referral]),
    ("aray",    "referred",    &[Referral]),
    ("viktor",  "referred",    &[Referral]),
    ("olzhas",  "referred",    &[Referral]),
    ("bibigul", "referred",    &[Referral]),
    ("kuralay", "referred",    &[Referral]),
    ("aigul",   "closed",      &[Owner, Team]),
    ("marat",   "closed",      &[Team]),
    ("dauren",  "closed",      &[Deputy, Team]),
    ("saule",   "closed",      &[Supervisor]),
    ("rustem",  "closed",      &[Place]),
    ("bolat",   "closed",      &[Referral]),
    ("gulnar",  "tasked",      &[Owner, Team]),
    ("serik",   "tasked",      &[Task]),
    ("aliya",   "tasked",      &[Task]),
    ("nurlan",  "tasked",      &[Task]),
    ("yerlan",  "tasked",      &[Task]),
    ("ruslan",  "tasked",      &[Task]),
    ("oleg",    "tasked",      &[Task]),
    ("talgat",  "tasked",      &[Task]),
    ("nina",    "tasked",      &[Task]),
    ("larisa",  "tasked",      &[Task]),
    ("timur",   "aboard",      &[Flight]),
    ("kairat",  "aboard",      &[Flight]),
    ("sholpan", "aboard",      &[Flight]),
    ("rustem",  "aboard",      &[Place]),
    ("timur",   "landed",      &[Flight]),
    ("kairat",  "landed",      &[Flight]),
    ("sholpan", "landed",      &[Flight]),
    ("rustem",  "landed",      &[Place]),
    ("aigul",   "landed",      &[Team]),
    ("marat",   "landed",      &[Team]),
    ("dauren",  "landed",      &[Team]),
    ("saule",   "landed",      &[Supervisor]),
    ("gulnar",  "gone_on",     &[Owner, Team]),
    ("gulnar",  "ended",       &[Owner, Team]),
    ("gulnar",  "foreign",     &[Owner, Team]),
    ("gulnar",  "emergency",   &[Owner, Team]),
    ("marat",   "emergency",   &[Emergency]),
    ("saule",   "emergency",   &[Emergency]),

    ("aigul",   "a_own",       &[Owner, Team]),
    ("marat",   "a_own",       &[Team]),
    ("dauren",  "a_own",       &[Deputy, Team]),
    ("saule",   "a_own",       &[Supervisor]),
    ("rustem",  "a_own",       &[Place]),
    ("aigul",   "a_referred",  &[Owner, Team]),
    ("marat",   "a_referred",  &[Team]),
    ("dauren",  "a_referred",  &[Deputy, Team]),
    ("saule",   "a_referred",  &[Supervisor]),
    ("rustem",  "a_referred",  &[Place]),
    ("zarina",  "a_referred",  &[Referral]),
    ("kamila",  "a_referred",  &[Referral]),
    ("asel",    "a_referred",  &[Referral]),
    ("raushan", "a_referred",  &[Referral]),
    ("aray",    "a_referred",  &[Referral]),
    ("viktor",  "a_referred",  &[Referral]),
    ("bibigul", "a_referred",  &[Referral]),
    ("kuralay", "a_referred",  &[Referral]),
    ("gulnar",  "a_tasked",    &[Owner, Team]),
    ("serik",   "a_tasked",    &[Task]),
    ("aliya",   "a_tasked",    &[Task]),
    ("yerlan",  "a_tasked",    &[Task]),
    ("ruslan",  "a_tasked",    &[Task]),
    ("talgat",  "a_tasked",    &[Task]),
    ("nina",    "a_tasked",    &[Task]),
    ("timur",   "a_aboard",    &[Flight]),
    ("kairat",  "a_aboard",    &[Flight]),
    ("sholpan", "a_aboard",    &[Flight]),
    ("rustem",  "a_aboard",    &[Place]),
    ("gulnar",  "a_foreign",   &[Owner, Team]),
    ("gulnar",  "a_emergency", &[Owner, Team]),
    ("marat",   "a_emergency", &[Emergency]),
    ("saule",   "a_emergency", &[Emergency]),

    ("aigul",   "f_own",       &[Owner, Team]),
    ("marat",   "f_own",       &[Team]),
    ("dauren",  "f_own",       &[Deputy, Team]),
    ("saule",   "f_own",       &[Supervisor]),
    ("rustem",  "f_own",       &[Place]),
    ("timur",   "f_flight",    &[Flight]),
    ("rustem",  "f_flight",    &[Place]),
    ("gulnar",  "f_foreign",   &[Owner, Team]),
    ("serik",   "f_foreign",   &[Task]),

    ("timur",   "o_own",       &[Owner, Team]),
    ("kairat",  "o_own",       &[Flight]),
    ("timur",   "fl_own",      &[Owner, Team]),
    ("kairat",  "fl_own",      &[Flight]),
    ("yulia",   "o_foreign",   &[Owner, Team]),
    ("yulia",   "fl_foreign",  &[Owner, Team]),

    ("timur",   "l_own",       &[Owner, Team]),
    ("rustem",  "l_own",       &[Place]),
    ("timur",   "li_own",      &[Owner, Team]),
    ("rustem",  "li_own",      &[Place]),
    ("yulia",   "l_foreign",   &[Owner, Team]),
    ("yulia",   "li_foreign",  &[Owner, Team]),
    ("rustem",  "l_tracing",   &[Owner, Place]),
    ("rustem",  "tr_own",      &[Owner, Place]),
    ("rustem",  "m_own",       &[Place]),
    ("zhanna",  "c_own",       &[Place]),
];

/// The roles that are the school's side: no history.
pub(crate) const OUTSIDE: &[&str] = &["teacher", "health_worker", "local_authority", "accompanying_ngo"];

/// Who may learn the codes of records that they cannot open, and the reasons that were given for opening one in an
/// emergency: whoever watches over who did what, when and why.
pub(crate) const KNOWS_CODES_AND_REASONS: &[&str] = &["data_protection_officer"];

/// What may be read and no page shows yet, with the reason.
pub(crate) const NOT_SHOWN_YET: &[(&str, &str)] = &[];

/// What a reader may meet of a record: parts, as markers name them.
pub(crate) fn expected(
    role: &str,
    login: &str,
    record: &str,
    kind: &str,
    own_referral: Option<&str>,
) -> Vec<String> {
    let relations: Vec<Relation> = STANDINGS
        .iter()
        .filter(|(who, what, _)| *who == login && *what == record)
        .flat_map(|(_, _, through)| through.iter().copied())
        .collect();
    let mut parts: Vec<String> = Vec::new();
    for relation in &relations {
        let lines: Vec<&Line> = MATRIX
            .iter()
            .filter(|line| line.role == role && line.through.contains(relation) && line.kinds.contains(&kind))
            .collect();
        assert_eq!(
            lines.len(),
            1,
            "{login} as {role} through {relation:?} on {record} has {} lines",
            lines.len()
        );
        let cells: Vec<&str> = lines[0].cells.split(' ').collect();
        assert_eq!(cells.len(), COLUMNS.len(), "{} cells: {}", cells.len(), lines[0].cells);
        for (column, cell) in COLUMNS.iter().zip(cells) {
            match (*column, cell) {
                (_, "." | "S") => {}
                ("core", "F") => parts.push("face".into()),
                ("core", "R" | "W") => parts.extend(["face".into(), "core".into()]),
                ("referral", "A") => parts.push("referral:*".into()),
                ("referral", "O") => parts.extend(own_referral.map(|service| format!("referral:{service}"))),
                (column, "R" | "W") => parts.push(column.to_owned()),
                (column, cell) => panic!("{column} cannot be {cell}"),
            }
        }
    }
    if !relations.is_empty() {
        parts.push("code".into());
    }
    if KNOWS_CODES_AND_REASONS.contains(&role) {
        parts.extend(["code".into(), "reason".into()]);
    }
    parts.sort();
    parts.dedup();
    parts
}

/// Whether a reader learns of a compartment only that a service is active.
pub(crate) fn status_only(role: &str, login: &str, record: &str, kind: &str, compartment: &str) -> bool {
    let column = COLUMNS.iter().position(|known| *known == compartment).expect("a column");
    let mut cells = STANDINGS
        .iter()
        .filter(|(who, what, _)| *who == login && *what == record)
        .flat_map(|(_, _, through)| through.iter())
        .flat_map(|relation| {
            MATRIX.iter().filter(move |line| {
                line.role == role && line.through.contains(relation) && line.kinds.contains(&kind)
            })
        })
        .filter_map(|line| line.cells.split(' ').nth(column))
        .peekable();
    cells.peek().is_some() && cells.all(|cell| matches!(cell, "S" | "."))
}
