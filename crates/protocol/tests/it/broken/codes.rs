use super::{each_gives_its_problem, slip};

#[test]
#[rustfmt::skip]
fn codes_that_nothing_defines() {
    each_gives_its_problem(&[
        slip("records.toml", "first_stage = \"arrived\"", "first_stage = \"arived\"", "arived", "no stage `arived` of `child`", "did you mean `arrived`?"),
        slip("records.toml", "profile = \"profile\"", "profile = \"particulars\"", "particulars", "no form `particulars`", "use one of needs, profile, visit"),
        slip("records.toml", "face = [\"names\", \"birth\"]", "face = [\"names\", \"birt\"]", "birt", "no field `birt` of `profile`", "did you mean `birth`?"),
        slip("records.toml", "\"background\", \"social\"", "\"backround\", \"background\", \"social\"", "backround", "no compartment `backround`", "did you mean `background`?"),
        slip("records.toml", "system = true", "system = true\nreceived_by = [\"socal\"]", "socal", "no sector", "did you mean `social`?"),
        slip("stages.toml", "kind = \"child\"\nfrom = [\"home\"]", "kind = \"chid\"\nfrom = [\"home\"]", "chid", "no kind `chid`", "did you mean `child`?"),
        slip("stages.toml", "grounds = \"grounds\"", "grounds = \"reasons\"", "reasons", "no list `reasons`", "lookups/"),
        slip("stages.toml", "action = \"stage.move\"", "action = \"stage.moved\"", "stage.moved", "no action", "did you mean `stage.move`?"),
        slip("stages.toml", "action = \"stage.move\"", "action = \"statistics.read\"", "statistics.read", "needs no record", "offices"),
        slip("stages.toml", "approval = \"closure\"", "approval = \"closing\"", "closing", "no approval", "plan, closure"),
        slip("stages.toml", "automatic = \"consent\"", "automatic = \"magic\"", "magic", "no automatic `magic`", "consent, arrival"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"stage:homme\"", "homme", "no stage `homme` of `child`", "did you mean `home`?"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"landing\"", "landing", "no trigger `landing`", "stage:CODE"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"stage:\"", "stage:", "no trigger `stage:`", "stage:CODE"),
        slip("pathway.toml", "done_by = \"form:visit\"", "done_by = \"form:vist\"", "vist", "no form `vist`", "did you mean `visit`?"),
        slip("pathway.toml", "done_by = \"hand\"", "done_by = \"approval:money\"", "money", "no approval `money`", "plan, closure"),
        slip("pathway.toml", "done_by = \"hand\"", "done_by = \"prayer\"", "prayer", "no way of being done `prayer`", "form:CODE"),
        slip("pathway.toml", "lead = \"social_worker\"", "lead = \"social_worke\"", "social_worke", "no role", "did you mean `social_worker`?"),
        slip("pathway.toml", "sector = \"social\"", "sector = \"socal\"", "socal", "no sector", "did you mean `social`?"),
        slip("roles.toml", "\"owner\", \"team\"", "\"owner\", \"teem\"", "teem", "no relationship `teem`", "did you mean `team`?"),
        slip("roles.toml", "offices = [\"record.open\"]", "offices = [\"stage.move\"]", "offices", "is done on a record", "actions"),
        slip("roles.toml", "offices = [\"record.open\"]", "offices = [\"record.opn\"]", "offices", "no office", "did you mean `record.open`?"),
        slip("roles.toml", "read = [\"education\"]", "read = [\"educaton\"]", "educaton", "no compartment", "did you mean `education`?"),
        slip("sharing.toml", "recipients = [\"teacher\"]", "recipients = [\"techer\"]", "techer", "no role `techer`", "did you mean `teacher`?"),
        slip("directory.toml", "xx-west.town", "xx-west.twn", "twn", "no place", "did you mean `xx-west.town`?"),
        slip("directory.toml", "purposes = [\"school\"]", "purposes = [\"schol\"]", "schol", "no purpose", "did you mean `school`?"),
        slip("instruments.toml", "\"teacher\"]", "\"teecher\"]", "teecher", "no choice `teecher` of `informants`", "did you mean `teacher`?"),
        slip("instruments.toml", "informant = \"self\"", "informant = \"nurse\"", "nurse", "no informant of this instrument", "self, teacher"),
        slip("forms/visit.toml", "select_one yes_no", "select_one yes_on", "[[field]]", "yes_on", ""),
        slip("forms/visit.toml", "score sdq", "score sqd", "[[field]]", "sqd", ""),
        slip("forms/visit.toml", "compartment = \"social\"", "compartment = \"socal\"", "form = ", "no compartment `socal`", "did you mean `social`?"),
        slip("forms/visit.toml", "kinds = [\"child\"]", "kinds = [\"child\", \"chld\"]", "form = ", "no kind `chld`", "did you mean `child`?"),
        slip("consent.toml", "giver = [\"caregiver\"]", "giver = [\"caregver\"]", "caregver", "no giver of consent", "did you mean `caregiver`?"),
        slip("consent.toml", "needs = [\"best_interests\"]", "needs = [\"best_interest\"]", "best_interest", "no need", "did you mean `best_interests`?"),
    ]);
}

#[test]
#[rustfmt::skip]
fn codes_that_are_there_twice() {
    each_gives_its_problem(&[
        slip("roles.toml", "code = \"supervisor\"", "code = \"teacher\"", "teacher", "role `teacher` is defined a second time; the first is at roles.toml:18", "another code"),
        slip("lookups/yes_no.toml", "code = \"no\"", "code = \"yes\"", "code = \"yes\"", "choice `yes` of `yes_no` is defined a second time", "another code"),
        slip("lookups/grounds.toml", "list = \"grounds\"", "list = \"grunds\"", "list", "stands in a file named grounds.toml", "rename the file"),
        slip("places.toml", "also_called = [\"the West\", \"Батыс\"]", "also_called = [\"Батыс\", \"Батыс\"]", "also_called", "stands twice", "remove one"),
        slip("roles.toml", "read = [\"education\"]", "read = [\"education\", \"social\"]", "read = ", "`social` is given twice", "keep it under `write`"),
        slip("indicators.toml", "[[indicator]]", "[[indicator]]\nnumber = 1\ncode = \"r\"\nlabel = { en = \"R\", ru = \"Р\" }\ndefinition = { en = \"R\", ru = \"Р\" }\nnumerator = { en = \"R\", ru = \"Р\" }\n\n[[indicator]]", "number = 1", "number 1 is taken by `r`", "next free"),
    ]);
}
