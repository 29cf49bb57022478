//! What happens to one record, step by step, as data; and the pen that writes it through the machine of real work.
//!
//! Invariant: forms go through the same acceptance as those that people send, consents through the same rules by age;
//! what the protocol would refuse stops the demo instead of being written.

use std::collections::BTreeMap;

use domain::{
    ChoiceCode, ConferenceId, Consent, Decision, EntryId, Event, FormCode, Goal, GoalId, Granted, GroundCode,
    Instant, PlaceCode, PurposeCode, RecordId, ReferralId, Referred, ServiceCode, Stage, TaskAdded, TaskCode,
    TaskId, TeamId, Urgency, UserId, Values, record::Verdict,
};
use forms::{
    Setting,
    expression::Clock,
    submission::{self, Raw},
};

use protocol::Trigger;

use super::{meeting::Meet, words};
use crate::{
    case::plan,
    core::{
        pathway::{Happened, birth},
        work::Work,
    },
    refused::{Answer, Fault, Refused},
};

/// Something that happened at a time, written down by somebody.
pub(super) struct Step {
    pub(super) at: Instant,
    pub(super) by: UserId,
    pub(super) what: What,
}

/// Answers of a form as a page would send them.
pub(super) type Sent = Vec<(&'static str, String)>;

/// What happened. Referrals, goals and such are told apart by a small number of the story's own.
pub(super) enum What {
    /// A form was filled; its only entry, or a new one.
    Fill(&'static str, Sent),
    /// The child was told what came of the last talk on this occasion.
    Tell(&'static str, Sent),
    /// The pathway's task was done.
    Done(&'static str, Option<String>),
    /// It was not needed.
    Waived(&'static str, &'static str),
    Consent(Box<Asked>),
    Refer(Box<Refer>),
    Accept(u8),
    /// A transfer was accepted: who is responsible now, and a word back.
    TakeOver(u8, UserId, String),
    /// A referral was declined, with services that could help instead.
    Decline(u8, String, Vec<ServiceCode>),
    Served(u8, String),
    /// A task of the recipient, inside the referral.
    ReferralTask {
        referral: u8,
        what: &'static str,
        assignee: UserId,
        due: Instant,
    },
    Goal(Box<NewGoal>),
    /// The whole plan was gone through: goals by number, as far as they are open.
    ReviewAll(Vec<Look>, String),
    /// A step towards a goal.
    GoalStep {
        goal: u8,
        note: String,
        assignee: Option<UserId>,
        due: Instant,
    },
    /// The open steps towards a goal were done.
    StepsDone(u8, String),
    Ask(&'static str, Option<String>),
    Sign(&'static str, Option<String>),
    SendBack(&'static str, String),
    Enter {
        stage: &'static str,
        ground: Option<&'static str>,
        reason: Option<String>,
    },
    Assign {
        owner: Option<UserId>,
        team: Option<TeamId>,
        place: Option<PlaceCode>,
    },
    Urgency(Urgency, String),
    Bar(RecordId, &'static str),
    Note(&'static str, String),
    /// The latest entry of a form was struck through.
    Strike(&'static str, &'static str),
    /// An open task of this kind gets another time.
    Move(&'static str, Instant),
    /// An open task of this kind goes to somebody.
    Give(&'static str, Option<UserId>, Option<TeamId>),
    Comment(&'static str, String),
    /// Something happens to a conference.
    Meet(Box<Meet>),
}

/// A consent as it was asked for; who decides and how the child agrees follows from the age.
pub(super) struct Asked {
    pub(super) purpose: &'static str,
    pub(super) decision: Decision,
    pub(super) caregiver: Caregiver,
    /// How the child's capacity was judged, where the age asks for it.
    pub(super) capacity: &'static str,
}

/// Who can decide beside the child.
#[derive(Debug, Clone, Copy)]
pub(super) enum Caregiver {
    /// The adult they came with.
    Here(RecordId),
    /// Nobody: the guardian decides, in the child's best interests.
    Nobody,
}

/// A service that was asked for.
pub(super) struct Refer {
    pub(super) number: u8,
    pub(super) purpose: &'static str,
    pub(super) service: ServiceCode,
    pub(super) team: TeamId,
    pub(super) needs: String,
    pub(super) urgency: Urgency,
}

/// A goal of the plan.
pub(super) struct NewGoal {
    pub(super) number: u8,
    pub(super) level: &'static str,
    pub(super) objective: String,
    pub(super) baseline: String,
    pub(super) measure: String,
    pub(super) aim: String,
    pub(super) responsible: String,
    pub(super) due: jiff::civil::Date,
    pub(super) view: String,
}

/// A look at one goal.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) goal: u8,
    pub(super) now: String,
    pub(super) progress: u8,
    pub(super) view: String,
    pub(super) outcome: Option<&'static str>,
}

/// Writes the steps of one record.
pub(super) struct Pen<'w, 'a> {
    pub(super) work: &'w mut Work<'a>,
    pub(super) id: RecordId,
    referrals: BTreeMap<u8, ReferralId>,
    goals: BTreeMap<u8, Goal>,
    pub(super) conferences: BTreeMap<u8, ConferenceId>,
}

impl<'w, 'a> Pen<'w, 'a> {
    pub(super) fn new(work: &'w mut Work<'a>, id: RecordId) -> Self {
        Self { work, id, referrals: BTreeMap::new(), goals: BTreeMap::new(), conferences: BTreeMap::new() }
    }

    /// Writes a story as far as it has come.
    pub(super) fn write(&mut self, story: &[Step], now: Instant) -> Answer<()> {
        for step in story.iter().filter(|step| step.at <= now) {
            self.work.now = step.at;
            self.work.actor = step.by;
            self.step(&step.what)?;
        }
        Ok(())
    }

    fn step(&mut self, what: &What) -> Answer<()> {
        let id = self.id;
        match what {
            What::Fill(form, sent) => self.fill(form, sent, None),
            What::Tell(occasion, sent) => self.tell(occasion, sent),
            What::Done(task, note) => self.done(task, note.as_deref()),
            What::Waived(task, reason) => {
                let repeats = self.work.protocol.tasks().get(task).is_some_and(|task| task.repeats);
                for task in self.open(task)? {
                    self.work.add_to_task(id, task, Event::TaskWaived { task, reason: (*reason).into() })?;
                    if repeats {
                        self.work.repeat(id, task)?;
                    }
                }
                Ok(())
            }
            What::Consent(asked) => self.consent(asked),
            What::Refer(refer) => self.refer(refer),
            What::Accept(number) => {
                let referral = self.referral(*number)?;
                self.work.add_to_referral(id, referral, Event::ReferralAccepted { referral })?;
                self.work.end_referral_tasks(id, referral)
            }
            What::TakeOver(number, owner, word) => {
                let referral = self.referral(*number)?;
                let known = self.work.record(id)?.referral(referral).cloned();
                let known = known.ok_or_else(|| wrong("referral", &number.to_string()))?;
                self.work.add_to_referral(id, referral, Event::ReferralAccepted { referral })?;
                self.work.take_over(id, &known, *owner, Some(word.as_str().into()))?;
                Ok(())
            }
            What::Decline(number, reason, instead) => {
                let referral = self.referral(*number)?;
                let declined = Event::ReferralDeclined {
                    referral,
                    reason: reason.as_str().into(),
                    instead: instead.clone(),
                };
                self.work.add_to_referral(id, referral, declined)?;
                self.work.end_referral_access(id, referral)?;
                self.work.look_elsewhere(id, referral)
            }
            What::Served(number, outcome) => {
                let referral = self.referral(*number)?;
                let outcome = outcome.as_str().into();
                self.work.add_to_referral(id, referral, Event::ReferralDone { referral, outcome })?;
                self.work.end_referral_access(id, referral)
            }
            What::ReferralTask { referral, what, assignee, due } => {
                let referral = self.referral(*referral)?;
                let team = self.work.record(id)?.referral(referral).map(|known| known.sent.recipient);
                let rule = self.work.protocol.tasks().get(what).ok_or_else(|| wrong("task", what))?;
                let added = TaskAdded {
                    task: self.work.app.fresh()?,
                    what: TaskCode::of(what),
                    sector: rule.sector.clone(),
                    assignee: Some(*assignee),
                    team,
                    since: self.work.now,
                    due: *due,
                    referral: Some(referral),
                    goal: None,
                    note: None,
                };
                self.work.add_to_referral(id, referral, Event::TaskAdded(added))?;
                Ok(())
            }
            What::Goal(goal) => self.goal(goal),
            What::ReviewAll(looks, note) => self.review_all(looks, note),
            What::GoalStep { goal, note, assignee, due } => self.goal_step(*goal, note, *assignee, *due),
            What::StepsDone(goal, note) => {
                let goal = self.goals.get(goal).ok_or(Refused::NotFound)?.goal;
                let open = self.work.record(id)?.open_tasks();
                let open = open.into_iter().filter(|task| task.added.goal == Some(goal));
                for task in open.map(|task| task.added.task).collect::<Vec<_>>() {
                    let done = Event::TaskDone { task, note: Some(note.as_str().into()) };
                    self.work.add_to_task(id, task, done)?;
                }
                Ok(())
            }
            What::Ask(of, note) => {
                let decision = match *of {
                    "closure" => Trigger::Closed,
                    of => Trigger::Approval(GroundCode::of(of)),
                };
                self.work.demand_view(id, &decision, None)?;
                self.work.ask(id, of, note.as_deref().map(Into::into))?;
                Ok(())
            }
            What::Sign(of, note) => {
                self.answer(of, Verdict::Given, note.as_deref())?;
                self.work.follow(id, &Happened::Approved(GroundCode::of(of)))
            }
            What::SendBack(of, reason) => self.answer(of, Verdict::Refused, Some(reason)),
            What::Enter { stage, ground, reason } => {
                if *stage == "closed" {
                    self.work.end_all_work(id)?;
                }
                let reason = reason.as_deref().map(Into::into);
                self.work.enter(id, &Stage::of(stage), ground.map(GroundCode::of), reason)
            }
            What::Assign { owner, team, place } => self.work.give_to(id, *owner, *team, place.clone(), None),
            What::Urgency(to, reason) => {
                let old = self.work.record(id)?.urgency.as_ref().map(|(urgency, _)| *urgency);
                self.work.add(id, "case", Event::UrgencySet { to: *to, reason: reason.as_str().into() })?;
                self.work.follow(id, &Happened::Urgency)?;
                self.work.move_tasks(id, old, *to)
            }
            What::Bar(party, ground) => {
                self.plain("access", Event::Barred { party: *party, ground: GroundCode::of(ground) })
            }
            What::Note(compartment, text) => {
                self.plain(compartment, Event::Noted { text: text.as_str().into(), sensitive: false })
            }
            What::Strike(form, reason) => {
                let filled = self.work.record(id)?.history.iter().rev().find(|recorded| {
                    matches!(recorded.content.as_ref().map(|content| &content.event), Some(Event::FormFilled { form: known, .. }) if *known == **form)
                });
                let event = filled.map(|recorded| recorded.head.event).ok_or_else(|| wrong("entry", form))?;
                self.work.strike(id, event, (*reason).into(), None)
            }
            What::Move(task, due) => {
                for task in self.open(task)? {
                    let moved = Event::TaskMoved { task, due: *due, ground: GroundCode::of("hand") };
                    self.work.add_to_task(id, task, moved)?;
                }
                Ok(())
            }
            What::Give(task, assignee, team) => {
                for task in self.open(task)? {
                    let given = Event::TaskAssigned { task, assignee: *assignee, team: *team };
                    self.work.add_to_task(id, task, given)?;
                }
                Ok(())
            }
            What::Meet(meet) => self.meet(meet),
            What::Comment(task, text) => {
                if let Some(task) = self.open(task)?.first().copied() {
                    let text = text.as_str().into();
                    self.work.add_to_task(id, task, Event::TaskCommented { task, text })?;
                }
                Ok(())
            }
        }
    }

    fn plain(&mut self, compartment: &str, event: Event) -> Answer<()> {
        self.work.add(self.id, compartment, event)?;
        Ok(())
    }

    /// Open tasks of a kind outside referrals.
    fn open(&self, what: &str) -> Answer<Vec<TaskId>> {
        let record = self.work.record(self.id)?;
        let open = record.tasks.values().filter(|task| task.end.is_none() && task.added.referral.is_none());
        Ok(open.filter(|task| task.added.what == *what).map(|task| task.added.task).collect())
    }

    fn done(&mut self, what: &str, note: Option<&str>) -> Answer<()> {
        let repeats = self.work.protocol.tasks().get(what).is_some_and(|task| task.repeats);
        for task in self.open(what)? {
            self.work.add_to_task(self.id, task, Event::TaskDone { task, note: note.map(Into::into) })?;
            if repeats {
                self.work.repeat(self.id, task)?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, occasion: &str, sent: &Sent) -> Answer<()> {
        let asked = self.work.record(self.id)?.entries("child_view").iter().rev().find(|known| {
            matches!(known.values.get("occasion"), Some(domain::Value::Choice(on)) if *on == *occasion)
        });
        let asked = asked.map(|known| known.id).ok_or_else(|| wrong("talk", occasion))?;
        self.fill("child_view", sent, Some(asked))
    }

    fn review_all(&mut self, looks: &[Look], note: &str) -> Answer<()> {
        for look in looks {
            let goal = self.goals.get(&look.goal).ok_or(Refused::NotFound)?;
            let (id, compartment) = (goal.goal, self.compartment_of(goal.level.as_str())?);
            let over = |known: &domain::record::GoalState| known.goal.goal == id && known.outcome().is_some();
            if self.work.record(self.id)?.goals.iter().any(over) {
                continue;
            }
            let reviewed = Event::GoalReviewed {
                goal: id,
                now: look.now.as_str().into(),
                progress: look.progress,
                child_view: look.view.as_str().into(),
                outcome: look.outcome.map(ChoiceCode::of),
            };
            self.work.add(self.id, compartment, reviewed)?;
        }
        self.plain("social", Event::PlanReviewed { note: Some(note.into()) })?;
        self.work.follow(self.id, &Happened::Reviewed)
    }

    fn goal_step(&mut self, goal: u8, note: &str, assignee: Option<UserId>, due: Instant) -> Answer<()> {
        let goal = self.goals.get(&goal).ok_or(Refused::NotFound)?;
        let compartment = self.compartment_of(goal.level.as_str())?;
        let what = match compartment {
            "education" => "learning_step",
            "livelihood" => "work_step",
            _ => "goal_step",
        };
        let rule = self.work.protocol.tasks().get(what).ok_or_else(|| wrong("task", what))?;
        let added = TaskAdded {
            task: self.work.app.fresh()?,
            what: TaskCode::of(what),
            sector: rule.sector.clone(),
            assignee,
            team: self.work.record(self.id)?.team,
            since: self.work.now,
            due,
            referral: None,
            goal: Some(goal.goal),
            note: Some(note.into()),
        };
        self.plain(compartment, Event::TaskAdded(added))
    }

    /// Fills a form: an entry of it, its only one, or a new one.
    fn fill(&mut self, form: &'static str, sent: &Sent, into: Option<EntryId>) -> Answer<()> {
        let protocol = self.work.protocol.clone();
        let form = protocol.form(form).ok_or_else(|| wrong("form", form))?;
        if into.is_none() {
            self.work.demand_view(self.id, &Trigger::Form(form.code.clone()), None)?;
        }
        let record = self.work.record(self.id)?;
        let zone = self.work.zone_of(record);
        let (entry, before) = match form.entries {
            forms::Entries::One => match record.entry(form.code.as_str()) {
                Some(entry) => (Some(entry.id), entry.values.clone()),
                None => (None, Values::new()),
            },
            forms::Entries::Many => {
                let known = record.entries(form.code.as_str()).iter().find(|known| Some(known.id) == into);
                (into, known.map(|known| known.values.clone()).unwrap_or_default())
            }
        };
        let mut given = Values::new();
        for fact in &form.given {
            let profile = record.kind().and_then(|kind| protocol.kinds().get(kind.as_str())?.profile.clone());
            let field = if fact.name == "birth_date" { "birth" } else { fact.name.as_str() };
            if let Some(value) = profile.and_then(|profile| record.value(profile.as_str(), field)) {
                given.insert(fact.name.clone(), value.clone());
            }
        }
        let setting = Setting {
            form,
            lists: protocol.lists(),
            clock: Clock::at(self.work.now, &zone),
            zone: zone.clone(),
            language: "ru",
            uuid: "",
        };
        let raw = Raw::from_pairs(sent.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        let accepted = submission::accept(&setting, &raw, &before, &given).map_err(|refused| {
            let fields: Vec<String> = refused
                .problems
                .iter()
                .map(|problem| format!("{} ({:?})", problem.field, problem.reason))
                .collect();
            wrong(form.code.as_str(), &fields.join(", "))
        })?;
        let values: Values =
            accepted.values.into_iter().filter(|(field, value)| before.get(field) != Some(value)).collect();
        let entry: EntryId = match entry {
            Some(entry) => entry,
            None => self.work.app.fresh()?,
        };
        let code: FormCode = form.code.clone();
        let filled = Event::FormFilled {
            form: code.clone(),
            entry,
            values: values.clone(),
            emptied: std::collections::BTreeSet::new(),
        };
        self.work.add(self.id, form.compartment.as_str(), filled)?;
        self.work.follow(self.id, &Happened::Form(code))?;
        self.work.take_effect(self.id, form, &values)
    }

    fn consent(&mut self, asked: &Asked) -> Answer<()> {
        let protocol = self.work.protocol.clone();
        let purpose =
            protocol.purposes().get(asked.purpose).ok_or_else(|| wrong("purpose", asked.purpose))?;
        let record = self.work.record(self.id)?;
        let today = self.work.now.to_zoned(self.work.zone_of(record)).date();
        let is_child = record.kind().is_some_and(|kind| *kind == "child");
        let age = birth(record, &protocol).map(|birth| birth.age_on(today));
        let age = if is_child { age } else { Some((protocol.consent().majority, i16::MAX)) };
        let ruling = protocol::consent::rule(protocol.consent(), age);
        let gives = |who: &str| ruling.giver.iter().any(|giver| *giver == *who);
        let (giver, giver_record, best_interests) = match asked.caregiver {
            _ if !is_child || gives("self") => ("self", None, None),
            Caregiver::Here(record) if gives("caregiver") => ("caregiver", Some(record), None),
            Caregiver::Nobody if !gives("child") => {
                ("guardian", None, Some(words::BEST_INTERESTS_OF_CONSENT))
            }
            _ => ("child", None, None),
        };
        let assent = match ruling.assent {
            _ if !is_child => "not_asked",
            protocol::consent::Assent::None => "not_asked",
            protocol::consent::Assent::Aloud => "aloud",
            protocol::consent::Assent::Written => "written",
        };
        let decided = Consent {
            consent: self.work.app.fresh()?,
            purpose: PurposeCode::of(asked.purpose),
            recipient: None,
            data: purpose.compartments.iter().cloned().collect(),
            decision: asked.decision,
            giver: ChoiceCode::of(giver),
            giver_record,
            assent: ChoiceCode::of(assent),
            capacity: ruling.capacity.then(|| asked.capacity.into()),
            best_interests: best_interests.map(Into::into),
            limits_explained: true,
            until: None,
        };
        protocol::consent::check(&protocol, &decided, age).map_err(Refused::Consent)?;
        self.work.add(self.id, "consent", Event::ConsentDecided(decided))?;
        self.work.follow(self.id, &Happened::Consent)
    }

    pub(super) fn referral(&self, number: u8) -> Answer<ReferralId> {
        self.referrals.get(&number).copied().ok_or_else(|| wrong("referral", &number.to_string()))
    }

    fn refer(&mut self, refer: &Refer) -> Answer<()> {
        let protocol = self.work.protocol.clone();
        let purpose =
            protocol.purposes().get(refer.purpose).ok_or_else(|| wrong("purpose", refer.purpose))?;
        let service = protocol
            .services()
            .get(refer.service.as_str())
            .ok_or_else(|| wrong("service", refer.service.as_str()))?;
        let record = self.work.record(self.id)?;
        let consent = record.consent_for(refer.purpose, Some(refer.team), self.work.now);
        let consent = consent.map(|known| known.consent.consent);
        if !service.purposes.iter().any(|known| known == refer.purpose) || consent.is_none() {
            return Err(wrong("referral for", refer.purpose));
        }
        let length = jiff::SignedDuration::from_hours(24 * i64::from(purpose.days));
        let until = self.work.now.checked_add(length).unwrap_or(Instant::MAX);
        let referral: ReferralId = self.work.app.fresh()?;
        self.referrals.insert(refer.number, referral);
        let sent = Referred {
            referral,
            purpose: PurposeCode::of(refer.purpose),
            service: refer.service.clone(),
            recipient: refer.team,
            sender: self.work.actor,
            needs: refer.needs.as_str().into(),
            urgency: refer.urgency,
            until,
            consent,
            overridden: None,
        };
        self.work.add_to_referral(self.id, referral, Event::Referred(sent))?;
        let granted = Granted {
            party: refer.team,
            relation: GroundCode::of("referral"),
            referral: Some(referral),
            until: Some(until),
            reason: None,
        };
        self.work.add(self.id, "access", Event::Granted(granted))?;
        self.work.ask_recipient(self.id, referral, refer.team, service.sector.clone(), refer.urgency)?;
        self.work.follow(self.id, &Happened::Referral)
    }

    fn goal(&mut self, new: &NewGoal) -> Answer<()> {
        let goal: GoalId = match self.goals.get(&new.number) {
            Some(known) => known.goal,
            None => self.work.app.fresh()?,
        };
        let goal = Goal {
            goal,
            level: ChoiceCode::of(new.level),
            objective: new.objective.as_str().into(),
            baseline: new.baseline.as_str().into(),
            measure: new.measure.as_str().into(),
            aim: new.aim.as_str().into(),
            responsible: new.responsible.as_str().into(),
            due: new.due,
            child_view: new.view.as_str().into(),
        };
        self.goals.insert(new.number, goal.clone());
        self.plain(self.compartment_of(new.level)?, Event::GoalSet(goal))
    }

    fn compartment_of(&self, level: &str) -> Answer<&'static str> {
        plan::compartment_of(self.work.record(self.id)?, level)
    }

    fn answer(&mut self, of: &str, verdict: Verdict, note: Option<&str>) -> Answer<()> {
        let asked = self.work.record(self.id)?.approval(of).filter(|known| known.answer.is_none());
        let approval = asked.map(|known| known.id).ok_or_else(|| wrong("approval", of))?;
        self.work.answer(self.id, of, approval, verdict, note.map(Into::into))
    }
}

/// A mistake in the invented story: the protocol does not take it.
pub(super) fn wrong(what: &str, which: &str) -> Refused {
    Fault::Outside(format!("the demo's story does not fit the protocol: {what}: {which}")).into()
}

/// The service of a code that the story was told.
pub(super) fn service_of(code: &str) -> Answer<ServiceCode> {
    ServiceCode::new(code).map_err(|_| wrong("service", code))
}
