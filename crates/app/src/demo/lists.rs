//! Two lists that were handed over: a camp's, and people whom relatives look for. Some on them are at home already.
//!
//! Invariant: brought in as every list is, so that what the registrar finds in the queue was found as it will be.

use std::collections::BTreeMap;

use domain::{
    ChoiceCode, CommandId, Event, GroundCode, Instant, Kind, NameRole, PartialDate, PlaceCode, Private,
    RecordId, Script, Value,
};
use jiff::civil::Date;

use super::{dice::CodesOf, plan::Country, staff::Staff, story::Known};
use crate::{
    App, SignedIn,
    operation::{intake::Intake, upload::HowToRead},
    refused::{Answer, Fault},
};

/// No list of the demo is longer.
const MOST_ROWS: u32 = 100;
/// Rows of each list that are people of this country, and others.
const KNOWN: usize = 6;
const STRANGERS: [(&str, &str, &str); 6] = [
    ("Халидова Аминат", "2011-04-03", "Ж"),
    ("Юсупов Ислам", "2009", "М"),
    ("Рахимова Зухра", "1990-12-24", "Ж"),
    ("Собиров Бехруз", "2013-08-30", "М"),
    ("Назарова Гулнора", "1987", "Ж"),
    ("Исмоилов Темур", "2015-02-11", "М"),
];
/// Of how many that are known the camp's list has a brother or sister, too, of whom nobody here knows yet.
const EVERY: usize = 3;
const SIBLINGS: [&str; 2] = ["Мадина", "Арман"];
const SEEKERS: [(&str, &str, &str); 3] = [
    ("Бабушка, Ақтөбе", "бабушка по матери", "+7 700 000 00 01"),
    ("Хадиша, сестра матери", "тётя", "+7 700 000 00 02"),
    ("Дядя Серик", "дядя", "через мечеть в Шымкенте"),
];

impl App {
    /// Brings both in, some days ago, and looks for who is on them.
    pub(super) async fn bring_lists(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        country: &Country,
        families: &BTreeMap<usize, Known>,
        now: Instant,
    ) -> Answer<()> {
        let at = |days: i64| now.checked_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(now);
        let people: Vec<RecordId> = country
            .families
            .iter()
            .filter_map(|family| families.get(&family.number))
            .filter_map(|known| known.people.last().copied())
            .collect();
        let step = (people.len() / (2 * KNOWN)).max(1);
        let chosen: Vec<RecordId> = people.into_iter().step_by(step).take(2 * KNOWN).collect();
        let (camp, sought) = chosen.split_at(chosen.len().min(KNOWN));
        // And a mother, whom her own people look for.
        let mothers =
            country.families.iter().filter(|family| family.people.first().is_some_and(|one| !one.is_child()));
        let mothers = mothers.filter_map(|family| families.get(&family.number)?.people.first().copied());
        let sought = sought.iter().copied().chain(mothers.skip(KNOWN).take(KNOWN));
        // The first is a child of whoever tries the demo out as a social worker, so that they see a relative ask.
        let all = country.families.iter().filter_map(|family| families.get(&family.number));
        let own = self.may_be_sought(all.flat_map(|known| known.people.iter().copied()), staff).await?;
        let sought: Vec<RecordId> = own.into_iter().chain(sought.filter(|id| own != Some(*id))).collect();
        let officer = staff.own("operation_officer")?;
        let registrar = staff.own("registrar")?;
        let camp = Handed {
            into: Intake::People,
            name: "Роджава, лагерь Родж, блок 4",
            source: "Красный Полумесяц",
            by: officer,
            team: staff.operations,
            at: at(3),
            rows: self.rows_of(camp, Some(EVERY)).await?,
        };
        self.agree_to_be_sought(&sought, at(3)).await?;
        let requests = Handed {
            into: Intake::Tracing,
            name: "Обращения родственников, октябрь",
            source: "Комитет по розыску",
            by: registrar,
            team: staff.team("national_tracing")?,
            at: at(2),
            rows: self.rows_of(&sought, None).await?,
        };
        for (number, handed) in [camp, requests].into_iter().enumerate() {
            let list = self.hand_over(machine, staff, number as u64, &handed).await?;
            self.look_for_rows(list).await?;
            if handed.into == Intake::Tracing {
                let rows = self.store().related_to(list, now, None, MOST_ROWS).await?;
                let rows: Vec<RecordId> = rows.into_iter().map(|row| row.record).collect();
                self.answer_some(staff, &sought, &rows, at(1)).await?;
            }
        }
        Ok(())
    }

    /// Records as a list in another hand would have them, with strangers between, and of every so many a brother or
    /// sister.
    async fn rows_of(&self, records: &[RecordId], siblings: Option<usize>) -> Answer<String> {
        let faces = self.faces(records).await?;
        let mut rows: Vec<(String, &str, String, &str)> = Vec::new();
        for (number, id) in records.iter().enumerate() {
            let Some((_, face)) = faces.get(id) else { continue };
            // Sometimes in Latin letters, and sometimes only the year is known.
            let script = if number % 3 == 2 { Script::Latin } else { Script::Cyrillic };
            let part = |role| {
                face.names
                    .iter()
                    .find(|name| name.role == role && name.script == script)
                    .or_else(|| face.names.iter().find(|name| name.role == role))
                    .map(|name| name.text.as_str())
            };
            let name: Vec<&str> = [NameRole::Family, NameRole::Given].into_iter().filter_map(part).collect();
            let birth = match face.birth {
                Some(PartialDate::Day(day)) if number % 2 == 0 => day.strftime("%d.%m.%Y").to_string(),
                Some(birth) => birth.earliest().year().to_string(),
                None => String::new(),
            };
            let sex = if face.sex.as_ref().is_some_and(|sex| *sex == *"male") { "М" } else { "Ж" };
            rows.push((name.join(" "), "", birth, sex));
            if siblings.is_some_and(|every| number % every == 0)
                && let (Some(family), Some(father), Some(birth)) =
                    (part(NameRole::Family), part(NameRole::Father), face.birth)
            {
                let given = SIBLINGS[usize::from(sex == "М")];
                let year = birth.earliest().year() - 3;
                rows.push((format!("{family} {given}"), father, year.to_string(), sex));
            }
        }
        rows.extend(STRANGERS.iter().map(|(name, birth, sex)| {
            let day = birth.parse::<Date>().map(|day| day.strftime("%d.%m.%Y").to_string());
            ((*name).to_owned(), "", day.unwrap_or_else(|_| (*birth).to_owned()), *sex)
        }));
        let lines = rows.iter().enumerate().map(|(at, (name, father, birth, sex))| {
            let (family, given) = name.split_once(' ').unwrap_or((name, ""));
            format!("{};{family};{given};{father};{birth};{sex}", at + 1)
        });
        let all: Vec<String> =
            std::iter::once("№;Фамилия;Имя;Отчество;Дата рождения;Пол".to_owned()).chain(lines).collect();
        Ok(all.join("\n"))
    }

    async fn hand_over(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        number: u64,
        handed: &Handed,
    ) -> Answer<RecordId> {
        let reference = handed.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let bytes = handed.rows.clone().into_bytes();
        let read = self
            .read_list("list.csv".to_owned(), bytes, HowToRead::default(), reference, handed.into)
            .await
            .map_err(|_| Fault::Outside("the demo's list cannot be read".into()))?;
        let id: RecordId = self.fresh()?;
        let mut rows = Vec::new();
        for person in &read.manifest.people {
            rows.push((person, self.row_fingerprint(id, person)?));
        }
        let kinds = handed.into.kinds(&read.manifest, reference);
        let codes = CodesOf::new(staff.seed, "list codes", number);
        self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
            codes.give(work)?;
            work.now = handed.at;
            work.actor = handed.by;
            work.open_record_as(id, &Kind::of("list"), GroundCode::of("task"), None, None)?;
            let sort = if handed.into == Intake::Tracing { "tracing" } else { "people" };
            let text = |text: &str| Value::Text(text.into());
            let values = [
                ("name", text(handed.name)),
                ("sort", Value::Choice(ChoiceCode::of(sort))),
                ("source", text(handed.source)),
                ("dated", Value::Date(PartialDate::Day(reference))),
            ];
            work.fill(id, "list_profile", values)?;
            let (owner, place) = (Some(handed.by), Some(PlaceCode::of("kz")));
            work.add(id, "case", Event::Assigned { owner, team: Some(handed.team), place, word: None })?;
            let rows = rows.iter().filter_map(|(person, fingerprint): &(_, Private<String>)| {
                Some((kinds.get(&person.row)?, *person, fingerprint.clone()))
            });
            let opened = work.bring_rows(id, rows.collect::<Vec<_>>().into_iter())?;
            if handed.into == Intake::Tracing {
                for (row, (name, kinship, telephone)) in opened.into_iter().zip(SEEKERS.iter().cycle()) {
                    let seeker = [
                        ("seeker_name", text(name)),
                        ("seeker_kinship", text(kinship)),
                        ("seeker_telephone", text(telephone)),
                    ];
                    work.fill(row, "seeker", seeker)?;
                }
            }
            Ok(id.as_bytes().to_vec())
        })
        .await?;
        Ok(id)
    }
}

/// A list as it was handed over.
struct Handed {
    into: Intake,
    name: &'static str,
    source: &'static str,
    by: domain::UserId,
    team: domain::TeamId,
    at: Instant,
    rows: String,
}
