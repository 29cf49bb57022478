//! Stages that nobody reaches, stages that nobody leaves, and moves that nobody may make.

use std::collections::{BTreeMap, BTreeSet};

use domain::Stage;

use super::{Findings, names};
use crate::{Catalogue, StageRule, Transition};

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for kind in &protocol.kinds {
        let Some(stages) = protocol.stages.get(&kind.code) else { continue };
        let ways: Vec<(usize, &Transition)> =
            protocol.transitions.iter().enumerate().filter(|(_, way)| way.kind == kind.code).collect();
        let Some(first) = &kind.first_stage else {
            let mend = format!(
                "add first_stage = \"{}\"",
                stages.iter().next().map_or("", |stage| stage.code.as_str())
            );
            findings.add(&format!("kind/{}", kind.code), "the kind has stages and no `first_stage`", mend);
            continue;
        };
        reached(findings, first.as_str(), stages, &ways);
        left(findings, stages, &ways);
    }
    for (number, way) in protocol.transitions.iter().enumerate() {
        one(findings, number, way);
    }
}

type Next<'p> = BTreeMap<&'p str, BTreeSet<&'p str>>;

fn closure<'p>(starts: impl IntoIterator<Item = &'p str>, next: &Next<'p>) -> BTreeSet<&'p str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = starts.into_iter().collect();
    while let Some(stage) = waiting.pop() {
        if reached.insert(stage) {
            waiting.extend(next.get(stage).into_iter().flatten());
        }
    }
    reached
}

fn reached(
    findings: &mut Findings<'_>,
    first: &str,
    stages: &Catalogue<Stage, StageRule>,
    ways: &[(usize, &Transition)],
) {
    let mut next = Next::new();
    for (_, way) in ways {
        for from in &way.from {
            next.entry(from.as_str()).or_default().insert(way.to.as_str());
        }
    }
    let reached = closure([first], &next);
    for stage in stages {
        if !stage.retired && !reached.contains(stage.code.as_str()) {
            let path = format!("stage/{}/{}", stage.kind, stage.code);
            let message = format!("no way leads from `{first}` to the stage `{}`", stage.code);
            let mend = format!(
                "add [[transition]] with to = \"{}\", or retired = true if it is no longer used",
                stage.code
            );
            findings.add(&path, message, mend);
        }
    }
}

fn left(findings: &mut Findings<'_>, stages: &Catalogue<Stage, StageRule>, ways: &[(usize, &Transition)]) {
    let mut back = Next::new();
    for (_, way) in ways {
        for from in &way.from {
            back.entry(way.to.as_str()).or_default().insert(from.as_str());
        }
    }
    let ends: Vec<&str> =
        stages.iter().filter(|stage| stage.is_final).map(|stage| stage.code.as_str()).collect();
    let ending = closure(ends.iter().copied(), &back);
    for stage in stages {
        let path = format!("stage/{}/{}", stage.kind, stage.code);
        let code = &stage.code;
        if stage.is_final || ending.contains(code.as_str()) {
            continue;
        }
        if ways.iter().any(|(_, way)| way.from.contains(code)) {
            // Without an end there is nothing to lead to: such records go round for ever, like a season's.
            if !ends.is_empty() {
                let message = format!("from the stage `{code}` no way leads to the end ({})", names(&ends));
                findings.add(&path, message, "add [[transition]] towards it");
            }
        } else {
            let mend =
                format!("add [[transition]] with from = [\"{code}\"], or final = true if records rest there");
            findings.add(&path, format!("the stage `{code}` cannot be left"), mend);
        }
    }
}

fn one(findings: &mut Findings<'_>, number: usize, way: &Transition) {
    let protocol = findings.protocol();
    let path = format!("transition/{number}");
    if way.from.contains(&way.to) {
        let message = format!("`{}` leads to itself", way.to);
        findings.add(&format!("{path}/to"), message, "remove it from `from`");
    }
    if protocol.stage(way.kind.as_str(), way.to.as_str()).is_some_and(|stage| stage.retired) {
        let message = format!("the stage `{}` is retired", way.to);
        findings.add(&format!("{path}/to"), message, "lead to a stage in use, or remove the transition");
    }
    for from in &way.from {
        let same =
            |other: &&Transition| other.kind == way.kind && other.to == way.to && other.from.contains(from);
        if protocol.transitions[..number].iter().any(|other| same(&other)) {
            let message = format!("there is already a way from `{from}` to `{}`", way.to);
            findings.add(&format!("{path}/from/{from}"), message, "keep one of the two");
        }
    }
    let may = |action: &str| {
        protocol
            .table
            .roles
            .values()
            .flat_map(|role| &role.grants)
            .any(|grant| grant.kinds.contains(&way.kind) && grant.actions.contains(action))
    };
    if way.automatic.is_none() && !may(way.action.as_str()) {
        let message = format!("no role has the action `{}` on the kind `{}`", way.action, way.kind);
        let mend = format!("add it to `actions` of a grant in roles.toml with kinds = [\"{}\"]", way.kind);
        findings.add(&format!("{path}/action"), message, mend);
    }
    if let Some(approval) = &way.approval {
        let action = if *approval == "plan" { "plan.approve" } else { "closure.sign" };
        if !may(action) {
            let message = format!("no role may give the approval `{approval}` on the kind `{}`", way.kind);
            findings.add(
                &format!("{path}/approval"),
                message,
                format!("add `{action}` to a grant in roles.toml"),
            );
        }
    }
    if let Some(form) = way.checklist.as_ref().and_then(|code| protocol.forms.get(code))
        && !form.kinds.contains(&way.kind)
    {
        let message = format!("the form `{}` is not for the kind `{}`", form.code, way.kind);
        let mend = format!("add it to `kinds` of {}, or name another form", form.file);
        findings.add(&format!("{path}/checklist"), message, mend);
    }
}
