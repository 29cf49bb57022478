//! Conferences of the country: everybody who can be invited is, and each writes into their own part.

use app::{
    Door, Shown,
    case::conference::{
        PartOf,
        call::{Attendance, Call, ConferenceStep, StepConference},
        guests::{Guest, Invited},
        part::{PartStep, Responsible, StepPart},
    },
};
use domain::{ChoiceCode, Coming, Compartment, ConferenceId, Heard, Meeting, ReferralId, UserId};

use crate::world::{Known, World};

impl World {
    /// People meet about some: the next moment, or, of `own`, a while ago.
    pub(crate) async fn meet(&mut self) {
        for name in ["own", "referred", "barred", "a_referred"] {
            self.meet_about(name).await;
        }
    }

    async fn meet_about(&mut self, name: &'static str) {
        let known = self.get(name);
        let aigul = self.cast.who("aigul").await;
        let door = Door::page(Shown::RecordConferenceNew);
        let opened = self.cast.app.open_code(&aigul, &known.code, door).await.expect("the record");
        let guests = self.cast.app.guests(&aigul, &opened).await.expect("guests");
        assert!(guests.len() > 1, "nobody to invite about {name}");
        let word = self.private(name, "social", "who brings the child's view");
        let child = Heard { how: ChoiceCode::of("view_brought"), word: Some(word) };
        let place = "Abay street 5, room 2".into();
        let meeting = Meeting { start: self.cast.clock.now(), way: ChoiceCode::of("in_person"), place };
        let colleagues: Vec<UserId> = guests.iter().map(|guest| guest.id).collect();
        let sent = Call {
            command: self.cast.command(),
            code: known.code,
            meeting: meeting.clone(),
            why: ChoiceCode::of("crisis"),
            child: child.clone(),
            invited: Invited { colleagues, relatives: Vec::new() },
        };
        let called = self.cast.app.call_conference(&aigul, sent).await.expect("a conference");
        let conference = ConferenceId::from_slice(&called.outcome[16..32]).expect("its id");
        let why = self.private(name, "social", "why a conference is moved");
        let elsewhere = Meeting { place: "Abay street 5, room 3".into(), ..meeting };
        self.take("aigul", known, conference, ConferenceStep::Moved(elsewhere, why)).await;
        for part in ["social", "care", "safety"] {
            if known.kind == "child" || part != "care" || opened.grant.may("care", policy::Level::Write) {
                self.write("aigul", known, conference, PartOf::Compartment(Compartment::of(part)), part)
                    .await;
            }
        }
        for guest in &guests {
            self.guest(known, conference, guest).await;
        }
        if name == "own" {
            let others = Some(self.private(name, "social", "others who were there"));
            let present = [aigul.user()].into();
            let held = ConferenceStep::Held(Attendance { present, others, child });
            self.take("aigul", known, conference, held).await;
        }
    }

    /// A guest answers, and writes their part if they have one.
    async fn guest(&mut self, known: Known, conference: ConferenceId, guest: &Guest) {
        let reader = self.readers.iter().find(|reader| reader.account == guest.id).cloned();
        let Some(reader) = reader else { return };
        let whole = self.cast.app.whole_record(known.id).await.expect("the record");
        let (_, told) = whole.conference(conference).expect("the conference");
        let invited = told.invitation(guest.id).expect("an invitation").clone();
        let referral =
            (invited.compartment == "referral").then(|| ReferralId::from_bytes(*invited.slot.as_bytes()));
        let envelope = match (referral, reader.service) {
            (Some(_), Some(service)) => format!("referral:{service}"),
            _ => "case".to_owned(),
        };
        let word = Some(self.private(known.name, &envelope, "a word with an answer"));
        self.take(reader.login, known, conference, ConferenceStep::Answered(Coming::Yes, word)).await;
        match (&guest.about, referral) {
            (Some(part), _) => {
                let marked = part.as_str().to_owned();
                self.write(reader.login, known, conference, PartOf::Compartment(part.clone()), &marked).await;
            }
            (None, Some(referral)) => {
                self.write(reader.login, known, conference, PartOf::Referral(referral), &envelope).await;
            }
            (None, None) => {}
        }
    }

    async fn take(&self, by: &str, known: Known, conference: ConferenceId, step: ConferenceStep) {
        let who = self.cast.who(by).await;
        let sent = StepConference { command: self.cast.command(), code: known.code, conference, step };
        self.cast.app.step_conference(&who, sent).await.expect("a step");
    }

    /// Agenda, minutes and a decision of a part.
    async fn write(&mut self, by: &str, known: Known, conference: ConferenceId, part: PartOf, marked: &str) {
        let who = self.cast.who(by).await;
        let due = self.cast.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let due = due.checked_add(jiff::Span::new().days(9)).expect("a day");
        let mine = Responsible::Colleague(who.user());
        let theirs = Responsible::Named(self.private(known.name, marked, "who does it"));
        let whole = self.cast.app.whole_record(known.id).await.expect("the record");
        let (_, told) = whole.conference(conference).expect("the conference");
        let seen = part.in_conference(told).map_or(0, |part| part.minutes.len());
        let steps = [
            PartStep::Agenda(self.private(known.name, marked, "agenda")),
            PartStep::Minutes { text: self.private(known.name, marked, "minutes"), seen },
            PartStep::Decision { text: self.private(known.name, marked, "decision"), responsible: mine, due },
            PartStep::Decision {
                text: self.private(known.name, marked, "decision"),
                responsible: theirs,
                due,
            },
        ];
        for step in steps {
            let sent = StepPart {
                command: self.cast.command(),
                code: known.code,
                conference,
                part: part.clone(),
                step,
            };
            self.cast.app.write_part(&who, sent).await.expect("a part");
        }
    }
}
