//! A small sound protocol in two languages. Tests break it in one place at a time.

use protocol::Files;

pub(crate) fn files() -> Files {
    [
        ("protocol.toml", PROTOCOL),
        ("records.toml", RECORDS),
        ("compartments.toml", COMPARTMENTS),
        ("stages.toml", STAGES),
        ("pathway.toml", PATHWAY),
        ("roles.toml", ROLES),
        ("consent.toml", CONSENT),
        ("sharing.toml", SHARING),
        ("directory.toml", DIRECTORY),
        ("places.toml", PLACES),
        ("instruments.toml", INSTRUMENTS),
        ("retention.toml", RETENTION),
        ("indicators.toml", INDICATORS),
        ("urgency.toml", URGENCY),
        ("forms/profile.toml", PROFILE),
        ("forms/visit.toml", VISIT),
        ("forms/needs.toml", NEEDS),
        ("lookups/yes_no.toml", YES_NO),
        ("lookups/informants.toml", INFORMANTS),
        ("lookups/grounds.toml", GROUNDS),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

const PROTOCOL: &str = r#"id = "xx"
version = "xx-2026.1"
title = { en = "A protocol", ru = "Протокол" }
country = "xx"
languages = ["en", "ru"]
time_zone = "Asia/Almaty"
valid_from = 2026-01-01
owner = { en = "A ministry", ru = "Министерство" }
approved_by = { en = "Nobody yet", ru = "Пока никем" }
"#;

const RECORDS: &str = r#"[[kind]]
code = "child"
label = { en = "Child", ru = "Ребёнок" }
plural = { en = "Children", ru = "Дети" }
first_stage = "arrived"
profile = "profile"
face = ["names", "birth"]
compartments = ["case", "access", "referral", "core", "background", "social", "education"]

[[kind]]
code = "account"
label = { en = "Account", ru = "Учётная запись" }
plural = { en = "Accounts", ru = "Учётные записи" }
system = true
compartments = ["account"]
"#;

const COMPARTMENTS: &str = r#"[[compartment]]
code = "case"
label = { en = "Case", ru = "Дело" }
about = { en = "Stage, urgency, owner.", ru = "Этап, срочность, ответственный." }
past = true
before_consent = true

[[compartment]]
code = "access"
label = { en = "Access", ru = "Доступ" }
about = { en = "Bars and grants.", ru = "Запреты и доступы." }
before_consent = true

[[compartment]]
code = "referral"
label = { en = "Referral", ru = "Направление" }
about = { en = "What was asked for.", ru = "О чём попросили." }

[[compartment]]
code = "core"
label = { en = "Person", ru = "Личное" }
about = { en = "Who it is.", ru = "Кто это." }
sector = "social"
before_consent = true

[[compartment]]
code = "background"
label = { en = "Background", ru = "Прошлое" }
about = { en = "What came before.", ru = "Что было раньше." }
sector = "social"
past = true

[[compartment]]
code = "social"
label = { en = "Social work", ru = "Социальная работа" }
about = { en = "Visits.", ru = "Визиты." }
sector = "social"
past = true

[[compartment]]
code = "education"
label = { en = "Learning", ru = "Учёба" }
about = { en = "What helps in school.", ru = "Что помогает в школе." }
sector = "education"

[[compartment]]
code = "account"
label = { en = "Account", ru = "Учётная запись" }
about = { en = "Who signs in.", ru = "Кто входит." }
"#;

const STAGES: &str = r#"[[stage]]
kind = "child"
code = "arrived"
label = { en = "Arrived", ru = "Прибыл" }
phase = 2

[[stage]]
kind = "child"
code = "home"
label = { en = "Home", ru = "Дома" }
phase = 4

[[stage]]
kind = "child"
code = "closed"
label = { en = "Closed", ru = "Закрыто" }
phase = 8

[[transition]]
kind = "child"
from = ["arrived"]
to = "home"
action = "stage.move"
automatic = "consent"

[[transition]]
kind = "child"
from = ["home"]
to = "closed"
action = "closure.sign"
approval = "closure"
grounds = "grounds"
checklist = "visit"
"#;

const PATHWAY: &str = r#"[[task]]
code = "visit"
label = { en = "Visit", ru = "Визит" }
sector = "social"
compartment = "social"
kinds = ["child"]
phase = 4
trigger = "stage:home"
urgent = "48h"
soon = "5d"
routine = "10d"
lead = "social_worker"
done_by = "form:visit"

[[task]]
code = "enrol"
label = { en = "Enrol", ru = "Зачислить" }
sector = "education"
compartment = "social"
kinds = ["child"]
phase = 5
trigger = "form:needs"
urgent = "14d"
soon = "14d"
routine = "14d"
lead = "social_worker"
done_by = "hand"
ages = [6, 17]

[[task]]
code = "check"
label = { en = "Check", ru = "Проверка" }
sector = "social"
compartment = "social"
kinds = ["child"]
phase = 8
trigger = "closed"
urgent = "30d"
soon = "90d"
routine = "90d"
lead = "social_worker"
done_by = "form:visit"
repeats = true
"#;

const ROLES: &str = r#"[[role]]
code = "social_worker"
label = { en = "Social worker", ru = "Социальный работник" }
about = { en = "Goes with the child.", ru = "Сопровождает ребёнка." }
reaches_children = true
second_factor = true
limit_cases = 25
offices = ["record.open"]

[[role.grant]]
when = ["owner", "team"]
kinds = ["child"]
write = ["case", "referral", "core", "background", "social"]
read = ["education"]
actions = ["stage.move", "closure.propose", "task.done", "consent.record", "record.history"]

[[role]]
code = "supervisor"
label = { en = "Supervisor", ru = "Супервизор" }
about = { en = "Signs.", ru = "Подписывает." }
reaches_children = true
second_factor = true

[[role.grant]]
when = ["supervisor"]
kinds = ["child"]
stages = ["home", "closed"]
read = ["core", "social"]
actions = ["closure.sign"]

[[role]]
code = "teacher"
label = { en = "Teacher", ru = "Учитель" }
about = { en = "Teaches.", ru = "Учит." }
reaches_children = true
outside = true

[[role.grant]]
when = ["referral"]
kinds = ["child"]
write = ["education"]
read = ["core"]

[[role]]
code = "ministry_coordinator"
label = { en = "Ministry", ru = "Министерство" }
about = { en = "Sees counts.", ru = "Видит числа." }
reaches_children = false
offices = ["statistics.read"]

[[role]]
code = "administrator"
label = { en = "Administrator", ru = "Администратор" }
about = { en = "Keeps accounts.", ru = "Ведёт учётные записи." }
reaches_children = false
offices = ["account.manage"]

[[role.grant]]
when = ["owner"]
kinds = ["account"]
write = ["account"]
"#;

const CONSENT: &str = r#"at = 18
limits = { en = "Three exceptions.", ru = "Три исключения." }

[[age]]
from = 0
to = 6
giver = ["caregiver"]
assent = "none"
about = { en = "The caregiver decides.", ru = "Решает взрослый." }

[[age]]
from = 6
to = 12
giver = ["caregiver"]
assent = "aloud"
about = { en = "The child agrees aloud.", ru = "Ребёнок соглашается вслух." }

[[age]]
from = 12
to = 15
giver = ["caregiver"]
assent = "written"
capacity = true
about = { en = "The child agrees in writing.", ru = "Ребёнок соглашается письменно." }

[[age]]
from = 15
to = 18
giver = ["child", "caregiver"]
assent = "none"
child_decides = true
capacity = true
about = { en = "The young person decides.", ru = "Решает подросток." }

[no_caregiver]
giver = ["guardian", "authorised_worker"]
needs = ["best_interests"]
about = { en = "The guardian decides.", ru = "Решает опекун." }
"#;

const SHARING: &str = r#"[[purpose]]
code = "school"
label = { en = "School", ru = "Школа" }
about = { en = "Learning with others.", ru = "Учиться с другими." }
sector = "education"
needs_consent = true
compartments = ["core", "education"]
recipients = ["teacher"]
days = 365
outside_words = { en = "Enrolment", ru = "Зачисление" }
"#;

const DIRECTORY: &str = r#"[[service]]
code = "school_1"
label = { en = "School 1", ru = "Школа 1" }
sector = "education"
place = "xx-west.town"
languages = ["kk", "ru"]
purposes = ["school"]
role = "teacher"
capacity = 30
"#;

const PLACES: &str = r#"[[place]]
code = "xx"
label = { en = "Country", ru = "Страна" }
kind = "country"

[[place]]
code = "xx-west"
parent = "xx"
label = { en = "West", ru = "Запад" }
kind = "region"
time_zone = "Asia/Aqtau"
tile = [0, 1]
also_called = ["the West", "Батыс"]

[[place]]
code = "xx-west.town"
parent = "xx-west"
label = { en = "Town", ru = "Город" }
kind = "city"
also_called = ["Город", "Qala"]
"#;

const INSTRUMENTS: &str = r#"[[instrument]]
code = "sdq"
label = { en = "SDQ", ru = "SDQ" }
version = "4-17"
total = [0, 40]
subscales = [{ code = "emotional", range = [0, 10], label = { en = "Emotions", ru = "Эмоции" } }]
informants = ["self", "teacher"]

[[instrument.band]]
informant = "self"
norm = "uk"
from = 0
to = 15
label = { en = "Usual", ru = "Обычно" }
tone = "calm"

[[instrument.band]]
informant = "self"
norm = "uk"
from = 16
to = 40
label = { en = "High", ru = "Высоко" }
tone = "act"
"#;

const RETENTION: &str = r#"[[rule]]
code = "file"
compartments = ["case", "access", "referral", "core", "background", "social"]
label = { en = "File", ru = "Дело" }
after = "closure"
keep = "7y"
legal_basis = { en = "To be entered", ru = "Указывает владелец" }
action = "erase"

[[rule]]
code = "school"
compartments = ["education"]
label = { en = "Learning", ru = "Учёба" }
after = "school_exit"
keep = "1y"
legal_basis = { en = "To be entered", ru = "Указывает владелец" }
action = "erase"
"#;

const INDICATORS: &str = r#"[[indicator]]
number = 1
code = "returned"
label = { en = "Returned", ru = "Вернулись" }
definition = { en = "Everybody who came.", ru = "Все прибывшие." }
numerator = { en = "People", ru = "Люди" }
"#;

const URGENCY: &str = r#"[[urgency]]
code = "urgent"
label = { en = "Urgent", ru = "Срочно" }
about = { en = "Within a day.", ru = "За день." }

[[urgency]]
code = "soon"
label = { en = "Soon", ru = "Скоро" }
about = { en = "Within three days.", ru = "За три дня." }

[[urgency]]
code = "routine"
label = { en = "Routine", ru = "Планово" }
about = { en = "Within a week.", ru = "За неделю." }
"#;

const PROFILE: &str = r#"form = "profile"
version = 1
kinds = ["child"]
compartment = "core"
entries = "one"
title = { en = "Particulars", ru = "Сведения" }

[[field]]
name = "names"
type = "person_name"
label = { en = "Names", ru = "Имена" }

[[field]]
name = "birth"
type = "partial_date"
label = { en = "Born", ru = "Родился" }
"#;

const VISIT: &str = r#"form = "visit"
version = 1
kinds = ["child"]
compartment = "social"
entries = "many"
title = { en = "Visit", ru = "Визит" }

[[field]]
name = "alone"
type = "select_one yes_no"
label = { en = "Seen alone?", ru = "Наедине?" }

[[field]]
name = "why"
type = "text"
label = { en = "Why not?", ru = "Почему нет?" }
relevant = "${alone} = 'no'"

[[field]]
name = "score"
type = "score sdq"
label = { en = "Score", ru = "Балл" }
"#;

const NEEDS: &str = r#"form = "needs"
version = 1
kinds = ["child"]
compartment = "education"
entries = "one"
title = { en = "Learning needs", ru = "Потребности в учёбе" }

[[field]]
name = "needs"
type = "text"
label = { en = "What helps?", ru = "Что помогает?" }
"#;

const YES_NO: &str = r#"list = "yes_no"

[[choice]]
code = "yes"
label = { en = "Yes", ru = "Да" }

[[choice]]
code = "no"
label = { en = "No", ru = "Нет" }
weight = 1
"#;

const INFORMANTS: &str = r#"list = "informants"

[[choice]]
code = "self"
label = { en = "Self", ru = "Сам" }

[[choice]]
code = "teacher"
label = { en = "Teacher", ru = "Учитель" }
"#;

const GROUNDS: &str = r#"list = "grounds"

[[choice]]
code = "goals_met"
label = { en = "Goals met", ru = "Цели достигнуты" }
"#;
