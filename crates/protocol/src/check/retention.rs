//! Compartments that nobody says how long to keep.

use super::Findings;

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for compartment in &protocol.compartments {
        // What only the installation's own records hold goes with them.
        let of_people =
            protocol.kinds.iter().any(|kind| !kind.system && kind.compartments.contains(&compartment.code));
        let ruled = protocol
            .retention
            .iter()
            .any(|rule| !rule.retired && rule.compartments.contains(&compartment.code));
        if of_people && !ruled {
            let message = format!("no rule says how long `{}` is kept", compartment.code);
            findings.add_to_file(
                "retention.toml",
                message,
                format!("add \"{}\" to `compartments` of a rule", compartment.code),
            );
        }
    }
}
