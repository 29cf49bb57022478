//! Mistakes put right and lives that change, a few of each: a name, a birth date, an entry struck through, one filed on the
//! right record, a death, a pair that is one person, and whoever comes of age.
//!
//! Invariant: nothing here is told but what the use cases of real work do.

use domain::{CommandId, Event, MatchDecision, NameRole, RecordId, Script, UserId};
use jiff::ToSpan;

use super::{
    names::Sex,
    staff::Staff,
    step::{Sent, What},
    story::{Telling, put},
};
use crate::{
    App, SignedIn,
    case::elsewhere::FileElsewhere,
    core::load::{Loaded, load},
    matching::{Decide, Queue},
    refused::{Answer, Refused},
};

/// Why an entry was struck through.
const STRUCK_WHY: &str = "Записано не на тот день; позвонили в четверг.";
/// What was agreed in a call.
const CALL_AGREED: &str = "Перезвоним в пятницу после школы.";
/// On what another date of birth rests.
const BIRTH_GROUNDS: &str = "Пришло свидетельство о рождении из архива.";
/// What somebody about to be eighteen wishes.
const WISH: &str = "Хочу и дальше ходить к психологу. Копию дела — мне.";
/// Who told of a death.
const DEATH_TOLD_BY: &str = "Больница, затем тётя по телефону.";
/// Why two records are one person.
const SAME_PERSON: &str = "Тот же документ и тот же день рождения; тётя узнала по фото.";

/// Of those at home, by their place: whose entry was filed on the wrong record, and whose it is.
pub(super) const SWAPPED: (usize, usize) = (12, 13);

impl Telling<'_> {
    /// What changed of a child at home.
    pub(super) fn change_scene(&mut self, place: usize) -> Answer<()> {
        let worker = self.home_worker()?;
        if self.age_of_case() < 90 {
            return Ok(());
        }
        match place {
            // With the worker of the first page, who can show them.
            0 => self.other_name(worker),
            1 => self.other_birth(worker, self.person.born.saturating_add(73.days()), "document"),
            11 => {
                let at = self.hours_ago(30);
                self.fill(at, worker, "contact", self.short_call(at));
                let struck = self.hours_ago(28);
                self.add(struck, worker, What::Strike("contact", STRUCK_WHY));
            }
            place if place == SWAPPED.0 => {
                let at = self.hours_ago(5);
                self.fill(at, worker, "contact", self.short_call(at));
            }
            15 => self.death(worker),
            _ => {}
        }
        Ok(())
    }

    /// The eldest at home, seventeen and ten months old, as the certificate that came last month says.
    pub(super) fn comes_of_age(&mut self) -> Answer<()> {
        let worker = self.home_worker()?;
        let born = self.today.saturating_add(60.days()).saturating_sub(18.years());
        self.other_birth(worker, born, "document");
        let at = self.hours_ago(24 * 2);
        let mut sent = Sent::new();
        put(&mut sent, "wish_on", self.on(at));
        put(&mut sent, "record_wish", "go_on");
        put(&mut sent, "wish_words", WISH);
        self.fill(at, worker, "own_wish", sent);
        Ok(())
    }

    /// What changed of a mother at home.
    pub(super) fn mother_changes(&mut self, place: usize) -> Answer<()> {
        let worker = self.home_worker()?;
        if self.age_of_case() < 90 {
            return Ok(());
        }
        match place {
            4 => self.other_name(worker),
            5 => self.other_birth(worker, self.person.born.saturating_add(200.days()), "document"),
            6 => self.death(worker),
            _ => {}
        }
        Ok(())
    }

    fn death(&mut self, worker: UserId) {
        let at = self.hours_ago(24 * 3);
        let mut sent = Sent::new();
        put(&mut sent, "died_on", self.on(self.hours_ago(24 * 4)));
        put(&mut sent, "death_basis", "doctor");
        put(&mut sent, "death_told_by", DEATH_TOLD_BY);
        self.fill(at, worker, "death", sent);
    }

    fn other_name(&mut self, worker: UserId) {
        let at = self.hours_ago(24 * 40);
        let given = self
            .person
            .written
            .iter()
            .find(|name| name.role == NameRole::Given && name.script == Script::Cyrillic)
            .map(|name| name.text.as_str().to_owned());
        let Some(given) = given else { return };
        let family = if self.person.sex == Sex::Female { "Ахметова" } else { "Ахметов" };
        let mut sent = Sent::new();
        put(&mut sent, "new_names.given.cyrillic", given);
        put(&mut sent, "new_names.family.cyrillic", family);
        put(&mut sent, "name_reason", "document");
        put(&mut sent, "name_since", self.on(at));
        self.fill(at, worker, "name_change", sent);
    }

    fn other_birth(&mut self, worker: UserId, born: jiff::civil::Date, basis: &str) {
        let at = self.hours_ago(24 * 20);
        let mut sent = Sent::new();
        put(&mut sent, "new_birth", born.to_string());
        put(&mut sent, "new_birth_basis", basis);
        put(&mut sent, "birth_grounds", BIRTH_GROUNDS);
        self.fill(at, worker, "birth_change", sent);
    }

    fn short_call(&self, at: domain::Instant) -> Sent {
        let mut sent = Sent::new();
        put(&mut sent, "contact_kind", "call");
        put(&mut sent, "contact_on", self.on(at));
        put(&mut sent, "reached", "no_answer");
        put(&mut sent, "concern", "none");
        put(&mut sent, "agreed", CALL_AGREED);
        sent
    }
}

impl App {
    /// What takes two records: an entry filed on the right one, and a pair that is one person; and the tasks of whoever
    /// comes of age.
    pub(super) async fn put_right(&self, staff: &Staff, swapped: Option<(RecordId, RecordId)>) -> Answer<()> {
        self.look_for_ages().await?;
        if let Some((from, to)) = swapped {
            self.file_on_the_right(from, to).await?;
        }
        let registrar = self.as_themself(staff.own("registrar")?).await?;
        let pairs = self.matches(&registrar, Queue::Certain, None, 40).await?.pairs;
        let person = |kind: &domain::Kind| *kind == "child" || *kind == "adult";
        let one = pairs.into_iter().find(|pair| pair.sides.iter().any(|side| person(&side.kind)));
        if let Some(pair) = one {
            let note = Some(SAME_PERSON.into());
            let command: CommandId = self.fresh()?;
            let sent =
                Decide { command, code: pair.code, decision: MatchDecision::Same, relation: None, note };
            self.decide_match(&registrar, sent).await?;
        }
        Ok(())
    }

    async fn file_on_the_right(&self, from: RecordId, to: RecordId) -> Answer<()> {
        let (wrong, right) = (self.whole(from).await?, self.whole(to).await?);
        let filled = wrong.record.history.iter().rev().find(|recorded| {
            matches!(recorded.content.as_ref().map(|content| &content.event), Some(Event::FormFilled { form, .. }) if *form == *"contact")
        });
        let codes = wrong.record.opened.as_ref().zip(right.record.opened.as_ref());
        let (Some(filled), Some(((here, _), (there, _)))) = (filled, codes) else { return Ok(()) };
        // Only the one responsible for both may do it.
        if wrong.record.owner.is_none() || wrong.record.owner != right.record.owner {
            return Ok(());
        }
        let worker = self.as_themself(filled.head.actor).await?;
        let (command, event): (CommandId, _) = (self.fresh()?, filled.head.event);
        let sent = FileElsewhere { command, code: here.code, event, to: there.code };
        self.file_elsewhere(&worker, sent).await.map(drop)
    }

    async fn whole(&self, id: RecordId) -> Answer<Loaded> {
        load(self, id).await?.ok_or(Refused::NotFound)
    }

    pub(super) async fn as_themself(&self, user: UserId) -> Answer<SignedIn> {
        Ok(SignedIn::of(&self.whole(user).await?.record, [], self.now(), None))
    }
}
