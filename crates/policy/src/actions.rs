//! What people do besides reading and writing compartments: a closed list, so that a protocol cannot name an
//! action that the program does not know.

/// Actions on a record, allowed through a relationship with it.
pub const ON_RECORD: &[&str] = &[
    "operation.create",
    "flight.create",
    "flight.import",
    "flight.arrivals",
    "list.import",
    "tracing.import",
    "match.decide",
    "consent.record",
    "consent.override",
    "urgency.set",
    "stage.move",
    "case.assign",
    "task.add",
    "task.done",
    "task.waive",
    "goal.set",
    "goal.review",
    "plan.submit",
    "plan.approve",
    "referral.send",
    "referral.answer",
    "referral.revoke",
    "closure.propose",
    "closure.sign",
    "case.reopen",
    "bar.set",
    "hold.place",
    "record.correct",
    "record.print",
    "record.history",
    "record.link",
];

/// Offices: what a role may do without a relationship to any record.
pub const OFFICES: &[&str] = &[
    "account.manage",
    "role.confirm",
    "team.manage",
    "reading.search",
    "protocol.read",
    "protocol.activate",
    "statistics.read",
    "operation.create",
    "list.create",
    "tracing.create",
    "record.open",
    "emergency.open",
    "search.wide",
];
