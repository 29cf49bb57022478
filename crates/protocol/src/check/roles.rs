//! Roles that read what they may not.

use policy::{Role, RoleGrant};

use super::{CHILD_KINDS, Findings, names};
use crate::role::level_key;

/// They see counts only, whatever a role table says.
const COUNTS_ONLY: &[&str] = &["ministry_coordinator", "un_reporting_officer"];

/// Through these a role comes to children's records that nobody related it to.
const OPENS_CHILDREN: &[&str] = &["emergency.open", "search.wide", "record.open"];

/// These show or search a record's past.
const SHOWS_PAST: &[&str] = &["record.history"];
const SEARCHES_WIDELY: &[&str] = &["search.wide", "reading.search"];

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for text in &protocol.roles {
        let Some(role) = protocol.table.roles.get(&text.code) else { continue };
        offices(findings, role);
        for (number, grant) in role.grants.iter().enumerate() {
            let path = format!("role/{}/grant/{number}", role.code);
            one(findings, &path, role, grant);
            if role.outside {
                outside(findings, &path, role, grant);
            }
        }
    }
}

fn offices(findings: &mut Findings<'_>, role: &Role) {
    let path = format!("role/{}/offices", role.code);
    if !role.reaches_children {
        for office in OPENS_CHILDREN.iter().filter(|office| role.offices.contains(**office)) {
            let message = format!("`{office}` opens children's records, and the role says it reaches none");
            findings.add(&format!("{path}/{office}"), message, "remove it, or write reaches_children = true");
        }
    }
    if role.outside {
        for office in SEARCHES_WIDELY.iter().filter(|office| role.offices.contains(**office)) {
            let message = format!("`{office}` is not for a role of the outside side");
            findings.add(&format!("{path}/{office}"), message, "remove it, or write outside = false");
        }
    }
}

fn one(findings: &mut Findings<'_>, path: &str, role: &Role, grant: &RoleGrant) {
    let protocol = findings.protocol();
    if grant.levels.is_empty() && grant.actions.is_empty() {
        findings.add(path, "the grant gives nothing", "add write, read, status or actions, or remove it");
    }
    let system = |kind: &&domain::Kind| protocol.kinds.get(kind.as_str()).is_some_and(|kind| kind.system);
    let people: Vec<_> = grant.kinds.iter().filter(|kind| !system(kind)).collect();
    let opened = grant.levels.iter().next();
    if let Some((compartment, level)) = opened {
        let at = format!("{path}/{}/{compartment}", level_key(*level));
        if COUNTS_ONLY.contains(&role.code.as_str()) {
            let message = format!("`{}` sees counts only, never a compartment", role.code);
            findings.add(&at, message, "remove the grant; `statistics.read` in `offices` gives the counts");
        } else if role.offices.contains("account.manage") && !people.is_empty() {
            let message =
                format!("who manages accounts opens no records of people, and here {}", names(&people));
            findings.add(&at, message, "remove the grant, or give the office to another role");
        }
    }
    if !role.reaches_children {
        for kind in grant.kinds.iter().filter(|kind| CHILD_KINDS.contains(&kind.as_str())) {
            let message =
                format!("the grant opens the kind `{kind}`, and the role says it reaches no children");
            findings.add(
                &format!("{path}/kinds/{kind}"),
                message,
                "remove it, or write reaches_children = true",
            );
        }
    }
    for (compartment, level) in &grant.levels {
        if *compartment == "access" {
            let at = format!("{path}/{}/{compartment}", level_key(*level));
            let message =
                "`access` holds bars and grants, which are read only to decide who may see the record";
            findings.add(&at, message, "remove it; `bar.set` in `actions` lets a role set a bar");
        }
        let held = grant
            .kinds
            .iter()
            .filter_map(|kind| protocol.kinds.get(kind.as_str()))
            .any(|kind| kind.compartments.contains(compartment));
        if !held {
            let at = format!("{path}/{}/{compartment}", level_key(*level));
            let message = format!("none of {} has a compartment `{compartment}`", names(&grant.kinds));
            findings.add(&at, message, "remove it, or add the kind that has it");
        }
    }
    for stage in &grant.stages {
        let known = |kind: &domain::Kind| protocol.stage(kind.as_str(), stage.as_str()).is_some();
        if !grant.kinds.iter().any(known) {
            let stages = grant.kinds.iter().filter_map(|kind| protocol.stages.get(kind)).flatten();
            let known: Vec<&str> = stages.map(|stage| stage.code.as_str()).collect();
            let mend = crate::nearest(stage.as_str(), known.iter().copied()).map_or_else(
                || format!("use stages of the grant's kinds: {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("none of {} has a stage `{stage}`", names(&grant.kinds));
            findings.add(&format!("{path}/stages/{stage}"), message, mend);
        }
    }
}

fn outside(findings: &mut Findings<'_>, path: &str, role: &Role, grant: &RoleGrant) {
    let protocol = findings.protocol();
    for (compartment, level) in &grant.levels {
        if protocol.compartments.get(compartment.as_str()).is_some_and(|rule| rule.past) {
            let at = format!("{path}/{}/{compartment}", level_key(*level));
            let message =
                format!("`{}` is of the outside side and `{compartment}` tells the past", role.code);
            findings.add(
                &at,
                message,
                "remove it; write what the role needs to know in a compartment of its own sector",
            );
        }
    }
    for action in SHOWS_PAST.iter().filter(|action| grant.actions.contains(**action)) {
        let message = format!("`{action}` shows the past to `{}`, a role of the outside side", role.code);
        findings.add(&format!("{path}/actions/{action}"), message, "remove it");
    }
}
