//! The protocol in force, laid out for people who do not read TOML.
//!
//! Plain data in one language: who sees what, which task when, what is shared with whom, who consents, how long what
//! is kept. Whoever shows it adds headings and the words for numbers; every text of the protocol is already chosen.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ActionCode, ChoiceCode, Compartment, Kind, PurposeCode, RoleCode, Stage, TaskCode, Urgency};
use forms::Texts;
use jiff::civil::Date;
use policy::{Level, Relation};

use crate::{Assent, Disposal, DoneBy, Keep, Protocol, Term, Trigger};

/// A code and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named<C> {
    /// Its code.
    pub code: C,
    /// What it is called.
    pub label: String,
}

/// A protocol as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What it is called.
    pub title: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its files.
    pub hash: String,
    /// From which day.
    pub valid_from: Date,
    /// Who answers for it.
    pub owner: String,
    /// Who approved it.
    pub approved_by: String,
    /// What its readers should know.
    pub note: String,
    /// Its languages.
    pub languages: Vec<String>,
    /// What a record is divided into.
    pub compartments: Vec<CompartmentView>,
    /// Kinds of record and their stages.
    pub kinds: Vec<KindView>,
    /// Who sees and does what.
    pub roles: Vec<RoleView>,
    /// Tasks, by phase.
    pub phases: Vec<PhaseView>,
    /// What is shared with whom.
    pub purposes: Vec<PurposeView>,
    /// Who consents, by age.
    pub consent: ConsentView,
    /// How long what is kept.
    pub retention: Vec<RetentionView>,
}

/// A compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompartmentView {
    /// Which.
    pub compartment: Named<Compartment>,
    /// What it holds.
    pub about: String,
    /// Whether it tells the past.
    pub past: bool,
    /// Whether it may exist before consent.
    pub before_consent: bool,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindView {
    /// Which.
    pub kind: Named<Kind>,
    /// Its stages, in order, with what happens in each.
    pub stages: Vec<StageView>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView {
    /// Which.
    pub stage: Named<Stage>,
    /// Its phase.
    pub phase: u8,
    /// What happens in it.
    pub about: String,
    /// Where it leads.
    pub leads_to: Vec<Named<Stage>>,
}

/// A role: its matrix of compartments, one row per relationship and set of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleView {
    /// Which.
    pub role: Named<RoleCode>,
    /// What it is there for.
    pub about: String,
    /// Whether it reaches children's records.
    pub reaches_children: bool,
    /// Whether it is of the outside side, without history.
    pub outside: bool,
    /// What it may do without a record.
    pub offices: Vec<ActionCode>,
    /// What it sees and does on records.
    pub access: Vec<AccessView>,
}

/// What one relationship opens on records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    /// Through which relationship.
    pub relation: Relation,
    /// On records of which kind.
    pub kind: Named<Kind>,
    /// Only in these stages; none named means in all.
    pub stages: Vec<Named<Stage>>,
    /// How far each compartment of the protocol is open, in its order; `None` is closed.
    pub levels: Vec<Option<Level>>,
    /// What may be done.
    pub actions: BTreeSet<ActionCode>,
}

/// The tasks of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseView {
    /// Its number.
    pub phase: u8,
    /// Its tasks, in order.
    pub tasks: Vec<TaskView>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// Which.
    pub task: Named<TaskCode>,
    /// More about it.
    pub about: String,
    /// On which kinds of record.
    pub kinds: Vec<Named<Kind>>,
    /// When it arises.
    pub trigger: Trigger,
    /// What the stage or form is called that makes it arise.
    pub trigger_label: Option<String>,
    /// How much time it has, by urgency, the most pressing first.
    pub terms: [(Urgency, Term); 3],
    /// Who does it.
    pub lead: Named<RoleCode>,
    /// What completes it.
    pub done_by: DoneBy,
    /// What the stage or form is called that completes it.
    pub done_by_label: Option<String>,
    /// Whether it arises again when done.
    pub repeats: bool,
    /// Only at these ages, both included.
    pub ages: Option<(i16, i16)>,
}

/// A purpose of sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeView {
    /// Which.
    pub purpose: Named<PurposeCode>,
    /// What it is for.
    pub about: String,
    /// Whether consent is needed.
    pub needs_consent: bool,
    /// Who may receive it.
    pub recipients: Vec<Named<RoleCode>>,
    /// What the recipient may see at most.
    pub compartments: Vec<Named<Compartment>>,
    /// How many days access lasts.
    pub days: u16,
    /// The words its recipient reads.
    pub outside_words: String,
}

/// Who consents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// What is said before asking.
    pub limits: String,
    /// By age.
    pub ages: Vec<AgeView>,
    /// From this birthday the person decides alone.
    pub majority: i16,
    /// Who decides where no caregiver safely can.
    pub instead: Vec<ChoiceCode>,
    /// That rule in words.
    pub instead_about: String,
}

/// The rule for some ages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeView {
    /// From this age.
    pub from: i16,
    /// To this age, included; nothing means for all time.
    pub last: Option<i16>,
    /// Who gives consent.
    pub giver: Vec<ChoiceCode>,
    /// What is asked of the child besides.
    pub assent: Assent,
    /// Whether capacity is judged.
    pub capacity: bool,
    /// The rule in words.
    pub about: String,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionView {
    /// What it is called.
    pub label: String,
    /// Which compartments.
    pub compartments: Vec<Named<Compartment>>,
    /// After which event.
    pub after: String,
    /// How long.
    pub keep: Keep,
    /// On which legal basis.
    pub legal_basis: String,
    /// What happens then.
    pub action: Disposal,
}

/// The whole protocol in a language.
pub fn describe(protocol: &Protocol, language: &str) -> Description {
    let words = Words { protocol, language };
    let head = protocol.masthead();
    Description {
        title: words.text(&head.title),
        version: head.version.clone(),
        hash: protocol.hash().to_owned(),
        valid_from: head.valid_from,
        owner: words.text(&head.owner),
        approved_by: words.text(&head.approved_by),
        note: words.text(&head.note),
        languages: head.languages.clone(),
        compartments: words.compartments(),
        kinds: words.kinds(),
        roles: protocol.roles().iter().filter(|role| !role.retired).map(|role| words.role(role)).collect(),
        phases: words.phases(),
        purposes: words.purposes(),
        consent: words.consent(),
        retention: words.retention(),
    }
}

struct Words<'p> {
    protocol: &'p Protocol,
    language: &'p str,
}

impl Words<'_> {
    fn text(&self, texts: &Texts) -> String {
        self.protocol.text(texts, self.language).to_owned()
    }

    fn named<C: Clone>(&self, code: &C, texts: Option<&Texts>) -> Named<C> {
        Named { code: code.clone(), label: texts.map_or_else(String::new, |texts| self.text(texts)) }
    }

    fn kind(&self, code: &Kind) -> Named<Kind> {
        self.named(code, self.protocol.kinds().get(code.as_str()).map(|kind| &kind.label))
    }

    fn stage(&self, kind: &Kind, code: &Stage) -> Named<Stage> {
        self.named(code, self.protocol.stage(kind.as_str(), code.as_str()).map(|stage| &stage.label))
    }

    fn role_named(&self, code: &RoleCode) -> Named<RoleCode> {
        self.named(code, self.protocol.roles().get(code.as_str()).map(|role| &role.label))
    }

    fn compartment(&self, code: &Compartment) -> Named<Compartment> {
        self.named(code, self.protocol.compartments().get(code.as_str()).map(|rule| &rule.label))
    }

    fn compartments(&self) -> Vec<CompartmentView> {
        let view = |rule: &crate::CompartmentRule| CompartmentView {
            compartment: self.named(&rule.code, Some(&rule.label)),
            about: self.text(&rule.about),
            past: rule.past,
            before_consent: rule.before_consent,
        };
        self.protocol.compartments().iter().map(view).collect()
    }

    fn kinds(&self) -> Vec<KindView> {
        let of_people = self.protocol.kinds().iter().filter(|kind| !kind.system);
        let view = |kind: &crate::RecordKind| {
            let stages = self.protocol.stages(kind.code.as_str()).into_iter().flatten();
            let stages = stages.filter(|stage| !stage.retired).map(|stage| {
                let ways = crate::stage::next(self.protocol, kind.code.as_str(), stage.code.as_str());
                StageView {
                    stage: self.named(&stage.code, Some(&stage.label)),
                    phase: stage.phase,
                    about: self.text(&stage.about),
                    leads_to: ways.iter().map(|way| self.stage(&kind.code, &way.to)).collect(),
                }
            });
            KindView { kind: self.named(&kind.code, Some(&kind.label)), stages: stages.collect() }
        };
        of_people.map(view).collect()
    }

    fn role(&self, text: &crate::RoleText) -> RoleView {
        let role = self.protocol.table().roles.get(&text.code);
        let mut access = Vec::new();
        for grant in role.iter().flat_map(|role| &role.grants) {
            for relation in &grant.when {
                for kind in &grant.kinds {
                    let of_kind =
                        |stage: &&Stage| self.protocol.stage(kind.as_str(), stage.as_str()).is_some();
                    let stages: Vec<_> =
                        grant.stages.iter().filter(of_kind).map(|stage| self.stage(kind, stage)).collect();
                    // A grant for stages of other kinds only opens nothing of this one.
                    if stages.is_empty() && !grant.stages.is_empty() {
                        continue;
                    }
                    let all = self.protocol.compartments().iter();
                    access.push(AccessView {
                        relation: *relation,
                        kind: self.kind(kind),
                        stages,
                        levels: all.map(|rule| grant.levels.get(&rule.code).copied()).collect(),
                        actions: grant.actions.clone(),
                    });
                }
            }
        }
        let access = joined(access);
        RoleView {
            role: self.named(&text.code, Some(&text.label)),
            about: self.text(&text.about),
            reaches_children: role.is_some_and(|role| role.reaches_children),
            outside: role.is_some_and(|role| role.outside),
            offices: role.into_iter().flat_map(|role| role.offices.iter().cloned()).collect(),
            access,
        }
    }

    fn phases(&self) -> Vec<PhaseView> {
        let mut phases: BTreeMap<u8, Vec<TaskView>> = BTreeMap::new();
        for task in self.protocol.tasks().iter().filter(|task| !task.retired) {
            phases.entry(task.phase).or_default().push(self.task(task));
        }
        phases.into_iter().map(|(phase, tasks)| PhaseView { phase, tasks }).collect()
    }

    fn task(&self, task: &crate::TaskRule) -> TaskView {
        let form =
            |code: &domain::FormCode| self.protocol.forms().get(code).map(|form| self.text(&form.title));
        let stage = |code: &Stage| {
            let of_kind = |kind: &Kind| self.protocol.stage(kind.as_str(), code.as_str());
            task.kinds.iter().find_map(of_kind).map(|stage| self.text(&stage.label))
        };
        TaskView {
            task: self.named(&task.code, Some(&task.label)),
            about: self.text(&task.about),
            kinds: task.kinds.iter().map(|kind| self.kind(kind)).collect(),
            trigger: task.trigger.clone(),
            trigger_label: match &task.trigger {
                Trigger::Form(code) => form(code),
                Trigger::Stage(code) => stage(code),
                _ => None,
            },
            terms: Urgency::ALL.map(|urgency| (urgency, task.terms.at(urgency))),
            lead: self.role_named(&task.lead),
            done_by: task.done_by.clone(),
            done_by_label: match &task.done_by {
                DoneBy::Form(code) => form(code),
                DoneBy::Stage(code) => stage(code),
                _ => None,
            },
            repeats: task.repeats,
            ages: task.ages,
        }
    }

    fn purposes(&self) -> Vec<PurposeView> {
        let current = self.protocol.purposes().iter().filter(|purpose| !purpose.retired);
        let view = |purpose: &crate::Purpose| PurposeView {
            purpose: self.named(&purpose.code, Some(&purpose.label)),
            about: self.text(&purpose.about),
            needs_consent: purpose.needs_consent,
            recipients: purpose.recipients.iter().map(|role| self.role_named(role)).collect(),
            compartments: purpose.compartments.iter().map(|it| self.compartment(it)).collect(),
            days: purpose.days,
            outside_words: self.text(&purpose.outside_words),
        };
        current.map(view).collect()
    }

    fn consent(&self) -> ConsentView {
        let rules = self.protocol.consent();
        let view = |rule: &crate::AgeRule| AgeView {
            from: rule.from,
            last: rule.to.map(|to| to - 1),
            giver: rule.giver.clone(),
            assent: rule.assent,
            capacity: rule.capacity,
            about: self.text(&rule.about),
        };
        ConsentView {
            limits: self.text(&rules.limits),
            ages: rules.ages.iter().map(view).collect(),
            majority: rules.majority,
            instead: rules.no_caregiver.giver.clone(),
            instead_about: self.text(&rules.no_caregiver.about),
        }
    }

    fn retention(&self) -> Vec<RetentionView> {
        let current = self.protocol.retention().iter().filter(|rule| !rule.retired);
        let view = |rule: &crate::RetentionRule| RetentionView {
            label: self.text(&rule.label),
            compartments: rule.compartments.iter().map(|it| self.compartment(it)).collect(),
            after: rule.after.to_string(),
            keep: rule.keep,
            legal_basis: self.text(&rule.legal_basis),
            action: rule.action,
        };
        current.map(view).collect()
    }
}

/// Rows of one relationship, kind and set of stages as one: whoever has both has the sum.
fn joined(rows: Vec<AccessView>) -> Vec<AccessView> {
    let mut found: Vec<AccessView> = Vec::new();
    for row in rows {
        let same = |known: &&mut AccessView| {
            known.relation == row.relation && known.kind.code == row.kind.code && known.stages == row.stages
        };
        match found.iter_mut().find(same) {
            Some(known) => {
                for (level, more) in known.levels.iter_mut().zip(row.levels) {
                    *level = (*level).max(more);
                }
                known.actions.extend(row.actions);
            }
            None => found.push(row),
        }
    }
    found.sort_by(|a, b| (a.relation, &a.kind.code, &a.stages).cmp(&(b.relation, &b.kind.code, &b.stages)));
    found
}
