//! Forms that stand in a compartment their record does not have, or that nobody may fill.

use policy::Level;

use super::Findings;

pub(super) fn check(findings: &mut Findings<'_>) {
    let protocol = findings.protocol();
    for form in protocol.forms.values() {
        let path = format!("form/{}", form.code);
        for kind in form.kinds.iter().filter_map(|kind| protocol.kinds.get(kind.as_str())) {
            if !kind.compartments.contains(&form.compartment) {
                let message =
                    format!("records of the kind `{}` have no compartment `{}`", kind.code, form.compartment);
                let mend =
                    format!("choose another, or add it to `compartments` of `{}` in records.toml", kind.code);
                findings.add(&path, message, mend);
                continue;
            }
            let filled = protocol.table.roles.values().flat_map(|role| &role.grants).any(|grant| {
                grant.kinds.contains(&kind.code) && grant.levels.get(&form.compartment) == Some(&Level::Write)
            });
            if !filled {
                let message = format!("no role may write `{}` on the kind `{}`", form.compartment, kind.code);
                let mend =
                    format!("add it to `write` of a grant in roles.toml with kinds = [\"{}\"]", kind.code);
                findings.add(&path, message, mend);
            }
        }
    }
    for kind in &protocol.kinds {
        let Some(form) = kind.profile.as_ref().and_then(|code| protocol.forms.get(code)) else { continue };
        if !form.kinds.contains(&kind.code) {
            let message = format!("the form `{}` is not for the kind `{}`", form.code, kind.code);
            let mend = format!("add \"{}\" to `kinds` of {}", kind.code, form.file);
            findings.add(&format!("kind/{}/profile", kind.code), message, mend);
        }
        let tells_history =
            protocol.compartments.get(form.compartment.as_str()).is_some_and(|compartment| compartment.past);
        if tells_history && !kind.face.is_empty() {
            let message = format!("`face` shows fields of `{}`, which tells the past", form.compartment);
            findings.add(&format!("kind/{}/face", kind.code), message, "write face = []");
        }
    }
    for compartment in &protocol.compartments {
        if !protocol.kinds.iter().any(|kind| kind.compartments.contains(&compartment.code)) {
            let message = format!("no kind of record has the compartment `{}`", compartment.code);
            let mend = "add it to `compartments` of a kind in records.toml, or remove it";
            findings.add(&format!("compartment/{}", compartment.code), message, mend);
        }
    }
}
