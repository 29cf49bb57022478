use super::{each_gives_its_problem, slip};

const LOST: &str =
    "[[stage]]\nkind = \"child\"\ncode = \"lost\"\nphase = 3\nlabel = { en = \"L\", ru = \"Л\" }\n\n";
const TO_HOME: &str = "[[transition]]\nkind = \"child\"\nfrom = [\"arrived\"]";
const TO_CLOSED: &str = "from = [\"home\"]";

fn leak(parts: &[&str]) -> &'static str {
    parts.concat().leak()
}

#[test]
#[rustfmt::skip]
fn stages_that_cannot_work() {
    let unreached = leak(&[LOST, "[[transition]]\nkind = \"child\"\nfrom = [\"lost\"]\nto = \"closed\"\naction = \"stage.move\"\n\n", TO_HOME]);
    let unleft = leak(&[LOST, TO_HOME, "\nto = \"lost\"\naction = \"stage.move\"\n\n", TO_HOME]);
    let twice = leak(&[TO_CLOSED, "\nto = \"closed\"\naction = \"closure.sign\"\n[[transition]]\nkind = \"child\"\n", TO_CLOSED]);
    each_gives_its_problem(&[
        slip("stages.toml", TO_HOME, unreached, "lost", "no way leads from `arrived` to the stage `lost`", "retired = true"),
        slip("stages.toml", TO_HOME, unleft, "lost", "the stage `lost` cannot be left", "final = true"),
        slip("stages.toml", TO_CLOSED, "from = [\"home\", \"closed\"]", "to = \"closed\"", "leads to itself", "remove it"),
        slip("stages.toml", TO_CLOSED, twice, "home", "already a way from `home` to `closed`", "keep one"),
        slip("stages.toml", "action = \"closure.sign\"", "action = \"case.reopen\"", "case.reopen", "no role has the action `case.reopen`", "roles.toml"),
        slip("stages.toml", "code = \"closed\"\n", "code = \"closed\"\nretired = true\n", "to = \"closed\"", "the stage `closed` is retired", "remove the transition"),
        slip("records.toml", "first_stage = \"arrived\"\n", "", "code = \"child\"", "no `first_stage`", "first_stage = \"arrived\""),
    ][..5]);
}

#[test]
fn a_stage_that_says_final_needs_no_way_out() {
    let mut files = crate::fixture::files();
    let stages = files.get_mut("stages.toml").expect("the file");
    let rests = leak(&[LOST, TO_HOME, "\nto = \"lost\"\naction = \"stage.move\"\n\n", TO_HOME]);
    *stages =
        stages.replacen(TO_HOME, rests, 1).replacen("code = \"lost\"", "code = \"lost\"\nfinal = true", 1);
    assert!(protocol::Protocol::from_files(files).is_ok());
}

#[test]
#[rustfmt::skip]
fn tasks_that_never_arise_or_nobody_can_do() {
    each_gives_its_problem(&[
        slip("pathway.toml", "urgent = \"48h\"", "urgent = \"6d\"", "6d", "`urgent` has more time (6d) than `soon` (5d)", "urgent = \"5d\""),
        slip("pathway.toml", "soon = \"5d\"", "soon = \"300h\"", "300h", "`soon` has more time (300h) than `routine` (10d)", "soon = \"10d\""),
        slip("pathway.toml", "ages = [6, 17]", "ages = [17, 6]", "ages", "no ages from 17 to 6", "ages = [6, 17]"),
        slip("pathway.toml", "urgent = \"30d\"", "urgent = \"2h\"", "2h", "repeats every 2h", "1d"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"form:visit\"", "done_by", "what makes the task arise also completes it", "arise it earlier"),
        slip("pathway.toml", "lead = \"social_worker\"", "lead = \"teacher\"", "teacher", "`teacher` leads the task and cannot read `social`", "another lead"),
        slip("pathway.toml", "lead = \"social_worker\"", "lead = \"supervisor\"", "supervisor", "cannot fill `visit`, which lies in `social`", "another lead"),
        slip("pathway.toml", "done_by = \"hand\"", "done_by = \"urgency\"", "lead", "lacks the action `urgency.set`", "another lead"),
        slip("pathway.toml", "done_by = \"hand\"", "done_by = \"stage:arrived\"", "done_by", "no transition leads to the stage `arrived`", "entered later"),
        slip("pathway.toml", "repeats = true", "done_with = { alon = \"yes\" }", "done_with", "asks for no choice `alon`", "select_one"),
        slip("pathway.toml", "repeats = true", "done_with = { why = \"yes\" }", "done_with", "asks for no choice `why`", "select_one"),
        slip("pathway.toml", "repeats = true", "heard_with = { alone = \"perhaps\" }", "heard_with", "`perhaps` is no answer to `alone`", "choose one of"),
        slip("pathway.toml", "ages = [6, 17]", "heard_with = { alone = \"yes\" }", "heard_with", "only a form has answers", "form:CODE"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"stage:home\"\nheard_with = { alone = \"yes\" }", "heard_with", "nothing is decided by this trigger", "approval:plan"),
        slip("pathway.toml", "trigger = \"stage:home\"", "trigger = \"approval:money\"", "money", "no approval `money`", "plan, closure"),
        slip("pathway.toml", "kinds = [\"child\"]", "kinds = []", "kinds", "`kinds` is empty", "child"),
    ]);
}

#[test]
#[rustfmt::skip]
fn forms_and_profiles_in_the_wrong_place() {
    each_gives_its_problem(&[
        slip("records.toml", "profile = \"profile\"\nface = [\"names\", \"birth\"]", "profile = \"visit\"\nface = [\"alone\"]", "face", "tells the past", "face = []"),
        slip("records.toml", "profile = \"profile\"\n", "", "face", "`face` names fields of no form", "profile"),
        slip("records.toml", "system = true\n", "system = true\nprofile = \"needs\"\n", "profile", "the form `needs` is not for the kind `account`", "\"account\""),
        slip("forms/needs.toml", "kinds = [\"child\"]", "kinds = [\"child\", \"account\"]", "form = ", "records of the kind `account` have no compartment `education`", "records.toml"),
        slip("compartments.toml", "[[compartment]]", "[[compartment]]\ncode = \"attic\"\nlabel = { en = \"A\", ru = \"Ч\" }\nabout = { en = \"A\", ru = \"Ч\" }\n\n[[compartment]]", "attic", "no kind of record has the compartment `attic`", "records.toml"),
    ]);
}
