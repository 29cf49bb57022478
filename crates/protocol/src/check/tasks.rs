//! Tasks that never arise, that nobody can do, or whose time runs the wrong way.

use domain::Kind;
use forms::definition::FieldType;
use policy::{Level, RoleGrant};

use super::{Findings, names};
use crate::{
    TaskRule,
    task::{DoneBy, Trigger},
};

pub(super) fn check(findings: &mut Findings<'_>) {
    for task in findings.protocol().tasks.iter().filter(|task| !task.retired) {
        place(findings, task);
        trigger(findings, task);
        with_referral(findings, task);
        times(findings, task);
        answers(findings, task);
        lead(findings, task);
    }
}

fn path(task: &TaskRule, key: &str) -> String {
    format!("task/{}/{key}", task.code)
}

fn place(findings: &mut Findings<'_>, task: &TaskRule) {
    let protocol = findings.protocol();
    for kind in task.kinds.iter().filter_map(|kind| protocol.kinds.get(kind.as_str())) {
        if !kind.compartments.contains(&task.compartment) {
            let message =
                format!("records of the kind `{}` have no compartment `{}`", kind.code, task.compartment);
            findings.add(
                &path(task, "compartment"),
                message,
                format!("choose one of {}", names(&kind.compartments)),
            );
        }
    }
}

/// What a declined referral asks for lies where the referral does, so that who sees one sees the other.
fn with_referral(findings: &mut Findings<'_>, task: &TaskRule) {
    if task.trigger == Trigger::Declined && task.compartment != "referral" {
        let message = "a task of a declined referral lies with the referral";
        findings.add(&path(task, "compartment"), message, "write compartment = \"referral\"");
    }
}

fn trigger(findings: &mut Findings<'_>, task: &TaskRule) {
    let protocol = findings.protocol();
    let at = path(task, "trigger");
    for kind in &task.kinds {
        match &task.trigger {
            Trigger::Form(code) => {
                if let Some(form) = protocol.forms.get(code)
                    && !form.kinds.contains(kind)
                {
                    let message = format!("the form `{code}` is never filled for the kind `{kind}`");
                    findings.add(
                        &at,
                        message,
                        format!("remove the kind, or add it to `kinds` of {}", form.file),
                    );
                }
            }
            Trigger::Closed => {
                if !protocol.stages.get(kind).is_some_and(|stages| stages.iter().any(|stage| stage.is_final))
                {
                    let message = format!("records of the kind `{kind}` are never closed");
                    findings.add(&at, message, "choose another trigger, or remove the kind");
                }
            }
            Trigger::Stage(stage) => {
                if protocol.stage(kind.as_str(), stage.as_str()).is_some_and(|stage| stage.retired) {
                    let message = format!("the stage `{stage}` of `{kind}` is retired and never entered");
                    findings.add(&at, message, "choose another trigger, or write retired = true");
                }
            }
            Trigger::Referral | Trigger::Declined | Trigger::Transfer => {
                let has_referrals = protocol.kinds.get(kind.as_str()).is_some_and(|kind| {
                    kind.compartments.iter().any(|compartment| *compartment == "referral")
                });
                if !has_referrals {
                    let message = format!("records of the kind `{kind}` have no referrals");
                    findings.add(&at, message, "choose another trigger, or remove the kind");
                }
            }
            Trigger::Opened
            | Trigger::Urgency
            | Trigger::Approval(_)
            | Trigger::Hand
            | Trigger::Sought
            | Trigger::Conference
            | Trigger::Age(_) => {}
        }
    }
    let same_form = matches!((&task.trigger, &task.done_by), (Trigger::Form(a), DoneBy::Form(b)) if a == b);
    let same_stage =
        matches!((&task.trigger, &task.done_by), (Trigger::Stage(a), DoneBy::Stage(b)) if a == b);
    let same_urgency = (&task.trigger, &task.done_by) == (&Trigger::Urgency, &DoneBy::Urgency);
    if (same_form && !task.repeats) || same_stage || same_urgency {
        let message = "what makes the task arise also completes it";
        findings.add(&path(task, "done_by"), message, "let something else complete it, or arise it earlier");
    }
}

/// Answers that are asked of a form are choices of it.
fn answers(findings: &mut Findings<'_>, task: &TaskRule) {
    let protocol = findings.protocol();
    for (key, answers) in [("heard_with", &task.heard_with), ("done_with", &task.done_with)] {
        let at = path(task, key);
        let form = match &task.done_by {
            DoneBy::Form(code) => protocol.forms.get(code),
            _ if answers.is_empty() => continue,
            _ => {
                findings.add(&at, "only a form has answers", "write done_by = \"form:CODE\", or remove this");
                continue;
            }
        };
        let Some(form) = form else { continue };
        for (field, choice) in answers {
            answer(findings, &at, form, field.as_str(), choice);
        }
    }
    for known in &task.raised_by {
        if let Some(form) = protocol.forms.get(&known.form) {
            answer(findings, &path(task, "raised_by"), form, known.field.as_str(), &known.choice);
        }
    }
    // What asks to be heard before must know when it was decided.
    let decides = match &task.trigger {
        Trigger::Approval(_) | Trigger::Closed => true,
        Trigger::Form(form) => !matches!(&task.done_by, DoneBy::Form(done) if done == form),
        _ => false,
    };
    if !task.heard_with.is_empty() && !decides {
        let mend = "write trigger = \"approval:plan\", \"closed\" or the form of a decision";
        findings.add(&path(task, "heard_with"), "nothing is decided by this trigger", mend);
    }
}

fn answer(
    findings: &mut Findings<'_>,
    at: &str,
    form: &forms::Form,
    field: &str,
    choice: &domain::ChoiceCode,
) {
    let list = form.field(field).and_then(|field| match &field.field_type {
        FieldType::SelectOne(list) => findings.protocol().lists.choices.get(list),
        _ => None,
    });
    let Some(list) = list else {
        let message = format!("the form `{}` asks for no choice `{field}`", form.code);
        findings.add(at, message, "name a field of the type select_one");
        return;
    };
    if list.iter().all(|known| known.code != *choice) {
        let message = format!("`{choice}` is no answer to `{field}` of `{}`", form.code);
        let known = names(list.iter().map(|known| &known.code));
        findings.add(at, message, format!("choose one of {known}"));
    }
}

fn times(findings: &mut Findings<'_>, task: &TaskRule) {
    let terms = &task.terms;
    for (key, slower_key, term, slower) in
        [("urgent", "soon", terms.urgent, terms.soon), ("soon", "routine", terms.soon, terms.routine)]
    {
        if term.nominal_hours() > slower.nominal_hours() {
            let message = format!("`{key}` has more time ({term}) than `{slower_key}` ({slower})");
            findings.add(&path(task, key), message, format!("write {key} = \"{slower}\" or less"));
        }
    }
    if task.repeats && terms.urgent.nominal_hours() < 24 {
        let message = format!("the task repeats every {}", terms.urgent);
        findings.add(&path(task, "urgent"), message, "give what repeats at least a day: \"1d\"");
    }
}

/// Somebody must be able to open the task and to do what completes it.
fn lead(findings: &mut Findings<'_>, task: &TaskRule) {
    let protocol = findings.protocol();
    let Some(role) = protocol.table.roles.get(&task.lead) else { return };
    for kind in &task.kinds {
        let grants: Vec<&RoleGrant> = role.grants.iter().filter(|grant| grant.kinds.contains(kind)).collect();
        let opens = |compartment: &domain::Compartment, least: Level| {
            grants.iter().any(|grant| grant.levels.get(compartment).is_some_and(|level| *level >= least))
        };
        let may = |action: &str| grants.iter().any(|grant| grant.actions.contains(action));
        if !opens(&task.compartment, Level::Read) {
            let message = format!(
                "`{}` leads the task and cannot read `{}` of the kind `{kind}`",
                task.lead, task.compartment
            );
            let mend = "choose a compartment the role can read, or another lead, or add it in roles.toml";
            findings.add(&path(task, "lead"), message, mend);
            continue;
        }
        let needed = match &task.done_by {
            DoneBy::Form(code) => {
                form(findings, task, kind, code, &opens);
                continue;
            }
            DoneBy::Approval(what) if *what == "plan" => "plan.approve",
            DoneBy::Approval(_) => "closure.sign",
            DoneBy::Consent => "consent.record",
            DoneBy::Urgency => "urgency.set",
            DoneBy::Review => "goal.review",
            DoneBy::Hand => "task.done",
            DoneBy::Conference => "conference.attend",
            DoneBy::Stage(stage) => {
                if !way_to(findings.protocol(), kind, stage.as_str()) {
                    let message = format!("no transition leads to the stage `{stage}` of the kind `{kind}`");
                    findings.add(&path(task, "done_by"), message, "name a stage that is entered later");
                }
                continue;
            }
        };
        if !may(needed) {
            let message = format!(
                "`{}` leads the task and lacks the action `{needed}` on the kind `{kind}`",
                task.lead
            );
            findings.add(&path(task, "lead"), message, "add it in roles.toml, or choose another lead");
        }
    }
}

fn way_to(protocol: &crate::Protocol, kind: &Kind, stage: &str) -> bool {
    protocol.transitions.iter().any(|way| way.kind == *kind && way.to == *stage)
}

fn form(
    findings: &mut Findings<'_>,
    task: &TaskRule,
    kind: &Kind,
    code: &domain::FormCode,
    opens: &dyn Fn(&domain::Compartment, Level) -> bool,
) {
    let Some(form) = findings.protocol().forms.get(code) else { return };
    if !form.kinds.contains(kind) {
        let message = format!("the form `{code}` is never filled for the kind `{kind}`");
        let mend = format!("remove the kind, or add it to `kinds` of {}", form.file);
        findings.add(&path(task, "done_by"), message, mend);
    } else if !opens(&form.compartment, Level::Write) {
        let message = format!(
            "`{}` leads the task and cannot fill `{code}`, which lies in `{}`, on the kind `{kind}`",
            task.lead, form.compartment
        );
        findings.add(
            &path(task, "lead"),
            message,
            "choose another lead, or add the compartment in roles.toml",
        );
    }
}
