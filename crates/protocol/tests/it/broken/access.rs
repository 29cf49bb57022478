use super::{each_gives_its_problem, slip};

const TEACHER: &str = "write = [\"education\"]\nread = [\"core\"]";
const ADMINISTRATOR: &str = "reaches_children = false\noffices = [\"account.manage\"]";
const MINISTRY: &str = "reaches_children = false\noffices = [\"statistics.read\"]";

#[test]
#[rustfmt::skip]
fn roles_that_read_what_they_may_not() {
    each_gives_its_problem(&[
        slip("roles.toml", TEACHER, "write = [\"education\"]\nread = [\"core\", \"background\"]", "background", "`teacher` is of the outside side and `background` tells the past", "remove it"),
        slip("roles.toml", TEACHER, "write = [\"education\"]\nread = [\"core\"]\nstatus = [\"social\"]", "status", "`social` tells the past", "remove it"),
        slip("roles.toml", TEACHER, "write = [\"education\"]\nread = [\"core\"]\nactions = [\"record.history\"]", "record.history", "shows the past", "remove it"),
        slip("roles.toml", "outside = true", "offices = [\"search.wide\"]\noutside = true", "search.wide", "not for a role of the outside side", "outside = false"),
        slip("roles.toml", MINISTRY, "reaches_children = true\n[[role.grant]]\nwhen = [\"place\"]\nkinds = [\"child\"]\nstatus = [\"social\"]", "status", "sees counts only", "remove the grant"),
        slip("roles.toml", ADMINISTRATOR, "reaches_children = true\noffices = [\"account.manage\"]\n[[role.grant]]\nwhen = [\"place\"]\nkinds = [\"child\"]\nread = [\"core\"]", "read = [\"core\"]", "who manages accounts opens no records of people", "another role"),
        slip("roles.toml", "reaches_children = true\noutside = true", "reaches_children = false\noutside = true", "kinds", "says it reaches no children", "reaches_children = true"),
        slip("roles.toml", "offices = [\"statistics.read\"]", "offices = [\"emergency.open\"]", "emergency.open", "opens children's records", "reaches_children = true"),
        slip("roles.toml", "read = [\"education\"]", "read = [\"education\", \"access\"]", "read = ", "`access` holds bars and grants", "bar.set"),
    ]);
}

#[test]
#[rustfmt::skip]
fn grants_that_mean_nothing() {
    each_gives_its_problem(&[
        slip("roles.toml", "read = [\"education\"]", "read = [\"education\", \"account\"]", "read = ", "none of `child` has a compartment `account`", "add the kind"),
        slip("roles.toml", "stages = [\"home\", \"closed\"]", "stages = [\"home\", \"closd\"]", "closd", "none of `child` has a stage `closd`", "did you mean `closed`?"),
        slip("roles.toml", "when = [\"referral\"]\n", "when = []\n", "when", "`when` is empty", "owner"),
        slip("roles.toml", "when = [\"referral\"]\nkinds = [\"child\"]\n", "when = [\"referral\"]\n", "[[role.grant]]", "`kinds` is missing", "child"),
        slip("roles.toml", "actions = [\"closure.sign\"]", "actions = [\"closure.sign\"]\n[[role.grant]]\nwhen = [\"team\"]\nkinds = [\"child\"]", "[[role.grant]]", "the grant gives nothing", "remove it"),
        slip("roles.toml", "\"core\", \"background\", \"social\"]", "\"background\", \"social\"]\nstatus = [\"core\"]", "form = ", "no role may write `core` on the kind `child`", "roles.toml").in_file("forms/profile.toml"),
    ]);
}

#[test]
#[rustfmt::skip]
fn sharing_beyond_what_recipients_may_read() {
    each_gives_its_problem(&[
        slip("sharing.toml", "\"core\", \"education\"", "\"core\", \"education\", \"social\"", "social", "the purpose opens `social`, which its recipient `teacher` cannot read by referral", "remove the compartment"),
        slip("sharing.toml", "recipients = [\"teacher\"]", "recipients = [\"teacher\", \"supervisor\"]", "compartments", "`education`, which its recipient `supervisor` cannot read", "or the recipient"),
        slip("sharing.toml", "needs_consent = true\n", "", "[[purpose]]", "`needs_consent` is missing", "needs_consent = true"),
        slip("sharing.toml", "days = 365", "days = 0", "days", "cannot last 0 days", "1 to"),
        slip("directory.toml", "role = \"teacher\"", "role = \"supervisor\"", "purposes", "`supervisor` is no recipient of the purpose `school`", "recipients"),
        slip("directory.toml", "purposes = [\"school\"]\n", "", "code", "serves no purpose", "purposes"),
    ]);
}
