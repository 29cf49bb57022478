//! Purposes that open what their recipients may not read, and services that nobody can receive.

use policy::{Level, Relation};

use super::Findings;

/// Who accepts a transfer must be able to answer for the record, and to read the handover note then.
fn moving(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for purpose in &protocol.purposes {
        let Some(form) = purpose.moves_with.as_ref().and_then(|code| protocol.forms.get(code.as_str()))
        else {
            continue;
        };
        let path = format!("purpose/{}/moves_with", purpose.code);
        for kind in &form.kinds {
            let owns = |role: &policy::Role| {
                role.grants.iter().any(|grant| {
                    let reads =
                        grant.levels.get(&form.compartment).is_some_and(|level| *level >= Level::Read);
                    grant.when.contains(&Relation::Owner) && grant.kinds.contains(kind.as_str()) && reads
                })
            };
            let roles = purpose.recipients.iter().filter_map(|code| protocol.table.roles.get(code));
            if !roles.into_iter().any(owns) {
                let message = format!("no recipient can answer for a `{kind}` and read the handover note");
                let mend = "add a role to `recipients` that is given both when it is the owner";
                findings.add(&path, message, mend);
            }
        }
    }
}

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for purpose in &protocol.purposes {
        for role in purpose.recipients.iter().filter_map(|code| protocol.table.roles.get(code)) {
            // Who never receives referrals (the team itself) reads through what relates them to the record.
            let by_referral = role.grants.iter().any(|grant| grant.when.contains(&Relation::Referral));
            let through =
                |grant: &&policy::RoleGrant| !by_referral || grant.when.contains(&Relation::Referral);
            let grants: Vec<_> = role.grants.iter().filter(through).collect();
            for compartment in &purpose.compartments {
                let level = grants.iter().filter_map(|grant| grant.levels.get(compartment)).max();
                if level.is_none_or(|level| *level < Level::Read) {
                    let path = format!("purpose/{}/compartments/{compartment}", purpose.code);
                    let message = format!(
                        "the purpose opens `{compartment}`, which its recipient `{}` cannot read{}",
                        role.code,
                        if by_referral { " by referral" } else { "" }
                    );
                    let mend = "remove the compartment or the recipient, or add it to a grant of the role";
                    findings.add(&path, message, mend);
                }
            }
        }
    }
    moving(findings);
    for service in &protocol.services {
        let path = format!("service/{}", service.code);
        if service.purposes.is_empty() && !service.closed {
            findings.add(&path, "the service serves no purpose", "add purposes = [\"PURPOSE\"]");
        }
        for purpose in service.purposes.iter().filter_map(|code| protocol.purposes.get(code.as_str())) {
            if !purpose.recipients.contains(&service.role) {
                let message = format!("`{}` is no recipient of the purpose `{}`", service.role, purpose.code);
                let mend = "choose another purpose, or add the role to its `recipients` in sharing.toml";
                findings.add(&format!("{path}/purposes/{}", purpose.code), message, mend);
            }
        }
    }
}
