//! The pages of one person's record, and the lists that lead to it.

mod adult;
mod again;
mod assign;
mod bars;
mod by_hand;
mod children;
mod closure;
mod conference;
mod consent;
mod correct;
mod day;
mod directory;
mod elsewhere;
mod emergency;
mod family;
mod form;
mod goal;
mod happened;
mod hearing;
mod history;
mod links;
mod listing;
mod outside;
mod overview;
mod person;
mod plan;
mod print;
mod refer;
mod referral;
mod referrals;
mod review;
mod scores;
mod sensitive;
mod sought;
mod stage;
mod task;
mod transfer;
mod urgency;
mod versions;
mod wide;

pub(crate) use form::headed;
pub(crate) use listing::label;
pub(crate) use overview::{in_a_quiet_hour, particulars, tasks};
pub(crate) use person::{address, code_of, name, name_and_age, name_of, named};
pub(crate) use wide::purpose_said;

use crate::{routes::Routes, typed};

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/day", day::page)
        .get("/children", children::page)
        .get("/referrals", referrals::page)
        .get("/directory", directory::page)
        .get("/records/{code}/scores", scores::page)
        .get("/search", wide::page)
        .post("/search", wide::find)
        .get("/emergency", emergency::page)
        .post("/emergency", emergency::open)
        .get("/records/new", by_hand::page)
        .post("/records/new", by_hand::open)
        .get("/records/{code}", overview::page);
    let routes = routes
        .get("/records/{code}/forms", form::choose)
        .get("/records/{code}/forms/{form}", form::page)
        .post("/records/{code}/forms/{form}", form::save)
        .post("/records/{code}/forms/{form}/draft", form::keep_draft)
        .post("/records/{code}/forms/{form}/{entry}/draft", form::keep_entry_draft)
        .get("/records/{code}/forms/{form}/{entry}", form::entry)
        .post("/records/{code}/forms/{form}/{entry}", form::save_entry)
        .post("/records/{code}/forms/{form}/{entry}/open", sensitive::open);
    let routes = routes
        .get("/records/{code}/consent", consent::page)
        .post("/records/{code}/consent", consent::save)
        .post("/records/{code}/consent/{consent}/withdraw", consent::withdraw)
        .get("/records/{code}/urgency", urgency::page)
        .post("/records/{code}/urgency", urgency::save)
        .get("/records/{code}/stage", stage::page)
        .post("/records/{code}/stage", stage::save)
        .get("/records/{code}/assign", assign::page)
        .post("/records/{code}/assign", assign::save)
        .get("/records/{code}/tasks/new", task::begin)
        .post("/records/{code}/tasks/new", task::add)
        .get("/records/{code}/tasks/{task}", task::page)
        .post("/records/{code}/tasks/{task}", task::step)
        .post("/records/{code}/tasks/{task}/assign", task::assign);
    let routes = routes
        .get("/records/{code}/plan", plan::page)
        .post("/records/{code}/plan/submit", plan::submit)
        .post("/records/{code}/plan/answer", plan::answer)
        .get("/records/{code}/plan/versions", versions::page)
        .get("/records/{code}/plan/review", review::page)
        .post("/records/{code}/plan/review", review::save)
        .get("/records/{code}/plan/goals/new", goal::begin)
        .post("/records/{code}/plan/goals/new", goal::set)
        .get("/records/{code}/plan/goals/{goal}", goal::page)
        .post("/records/{code}/plan/goals/{goal}", goal::change)
        .post("/records/{code}/plan/goals/{goal}/review", goal::review)
        .post("/records/{code}/plan/goals/{goal}/tasks", goal::add_task)
        .get("/records/{code}/refer", refer::page)
        .post("/records/{code}/refer", refer::save)
        .get("/records/{code}/referrals/{referral}", referral::page)
        .post("/records/{code}/referrals/{referral}", referral::save);
    let routes = routes
        .get("/records/{code}/conferences", conference::list)
        .get("/records/{code}/conferences/new", conference::new::page)
        .post("/records/{code}/conferences/new", conference::new::save)
        .get("/records/{code}/conferences/{conference}", conference::one::page)
        .post("/records/{code}/conferences/{conference}", conference::one::save)
        .get("/records/{code}/conferences/{conference}/print", conference::print::page)
        .post("/records/{code}/conferences/{conference}/print", conference::print::show);
    routes
        .get("/records/{code}/closure", closure::page)
        .post("/records/{code}/closure", closure::save)
        .get("/records/{code}/bars", bars::page)
        .post("/records/{code}/bars", bars::bar)
        .post("/records/{code}/bars/{party}/lift", bars::lift)
        .get("/records/{code}/links", links::page)
        .post("/records/{code}/links", links::link)
        .post("/records/{code}/links/{to}/unlink", links::unlink)
        .get("/records/{code}/history", history::page)
        .get("/records/{code}/print", print::page)
        .get("/records/{code}/print/record", print::record::page)
        .post("/records/{code}/print/record", print::record::show)
        .get("/records/{code}/print/plan", print::plan::page)
        .post("/records/{code}/print/plan", print::plan::show)
        .get("/records/{code}/print/consent", print::consent::page)
        .post("/records/{code}/print/consent", print::consent::show)
        .get("/records/{code}/print/history", print::history::page)
        .post("/records/{code}/print/history", print::history::show)
        .get("/records/{code}/referrals/{referral}/print", print::letter::page)
        .post("/records/{code}/referrals/{referral}/print", print::letter::show)
        .get("/records/{code}/correct/{event}", correct::page)
        .post("/records/{code}/correct/{event}", correct::save)
        .post("/records/{code}/correct/{event}/undo", correct::undo)
        .post("/records/{code}/correct/{event}/restore", correct::restore)
        .get("/records/{code}/elsewhere/{event}", elsewhere::page)
        .post("/records/{code}/elsewhere/{event}", elsewhere::save)
        .get("/records/{code}/again", again::page)
}
