//! Ages without a rule, or with two.

use super::Findings;

pub(super) fn check(findings: &mut Findings<'_>) {
    let consent = &findings.protocol().consent;
    let mut reached = Some(0);
    for (number, rule) in consent.ages.iter().enumerate() {
        let path = format!("age/{number}");
        if rule.to.is_some_and(|to| to <= rule.from) {
            let message = format!("the ages run from {} to {}", rule.from, rule.to.unwrap_or(0));
            findings.add(&format!("{path}/to"), message, "`to` is the first age of the next rule");
        }
        match reached {
            None => findings.add(&path, "the rule before has no end", "add `to` to the rule before"),
            Some(age) if rule.from < age => {
                let message = format!("the ages from {} to {age} have two rules", rule.from);
                findings.add(&format!("{path}/from"), message, format!("write from = {age}"));
            }
            Some(age) if rule.from > age => {
                let message = format!("the ages from {age} to {} have no rule", rule.from);
                findings.add(&format!("{path}/from"), message, format!("write from = {age}"));
            }
            Some(_) => {}
        }
        reached = rule.to;
    }
    if let Some(age) = reached
        && age < consent.majority
    {
        let last = consent.ages.len().saturating_sub(1);
        let message = format!("the ages from {age} to {} have no rule", consent.majority);
        findings.add(&format!("age/{last}/to"), message, format!("write to = {}", consent.majority));
    }
}
