//! What some people said of the work, and what was answered.
//!
//! Invariant: as every complaint, without owner and team and linked with no record.

use domain::{ChoiceCode, CommandId, Event, Instant, Kind, PartialDate, PlaceCode, Value};
use jiff::ToSpan;

use super::{
    dice::CodesOf,
    staff::Staff,
    words::{COMPLAINTS, Complained},
};
use crate::{App, SignedIn, complaint::KIND, refused::Answer};

impl App {
    /// Hands some in, and answers some.
    pub(super) async fn say_of_the_work(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        now: Instant,
    ) -> Answer<()> {
        for (number, said) in COMPLAINTS.iter().enumerate() {
            self.say_one(machine, staff, said, number as u64, now).await?;
        }
        Ok(())
    }

    async fn say_one(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        said: &Complained,
        number: u64,
        now: Instant,
    ) -> Answer<()> {
        let (by, handler) = (staff.own(said.by)?, staff.own("complaints_focal_point")?);
        let ago = |days: i64| now.checked_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(now);
        let day = |days: i64| {
            let day = now.to_zoned(jiff::tz::TimeZone::UTC).date().saturating_sub(days.days());
            Value::Date(PartialDate::Day(day))
        };
        let choice = |code: &'static str| Value::Choice(ChoiceCode::of(code));
        let text = |text: &str| Value::Text(text.into());
        let codes = CodesOf::new(staff.seed, "complaint codes", number);
        self.transact(machine, self.fresh::<CommandId>()?, &[], |work| {
            codes.give(work)?;
            work.now = ago(said.days);
            work.actor = by;
            let id = work.open_case(&Kind::of(KIND), "task", None, None)?;
            let mut values = vec![
                ("received_on", day(said.days)),
                ("channel", choice(said.channel)),
                ("giver", choice(said.giver)),
                ("topic", choice(said.topic)),
                ("words", text(said.words)),
                ("about_whom", text(said.about)),
            ];
            if !said.wish.is_empty() {
                values.push(("wish", text(said.wish)));
            }
            if said.giver != "unnamed" {
                values.push(("reply_where", text("В центре, наедине; не по домашнему телефону.")));
            }
            work.fill(id, "complaint", values)?;
            let place = Some(PlaceCode::of("kz"));
            work.add(id, "case", Event::Assigned { owner: None, team: None, place, word: None })?;
            let Some((state, outcome, reply)) = said.answer else { return Ok(Vec::new()) };
            let (thanked, replied) = ((said.days - 2).max(0), said.days / 3);
            work.now = ago(if outcome.is_some() { replied } else { thanked });
            work.actor = handler;
            let mut values = vec![
                ("state", choice(state)),
                ("handler", text(staff.name(handler))),
                ("thanked_on", day(thanked)),
                ("steps", text("Поговорили с теми, кто был рядом; записи сверены без имён.")),
            ];
            if let Some(outcome) = outcome {
                values.extend([
                    ("outcome", choice(outcome)),
                    ("reply", text(reply)),
                    ("replied_on", day(replied)),
                    ("enough", choice("yes")),
                    ("learnt", text("Сначала спросить, потом обещать; обещанное записать.")),
                ]);
            }
            work.fill(id, "complaint_answer", values)?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}
