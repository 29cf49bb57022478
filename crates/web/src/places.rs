//! The places a reader has: what the roles have work in, and nothing greyed out.

use app::SignedIn;
use policy::Relation;

use crate::{
    look::{Icon, Place},
    visit::Visit,
};

/// The places in the rail, most used first.
pub(crate) fn of<'a>(visit: &Visit, who: &SignedIn) -> Vec<Place<'a>> {
    let protocol = visit.app().protocol();
    let table = protocol.table();
    let held: Vec<_> = who.actor().roles.iter().filter_map(|role| table.role(role.role.as_str())).collect();
    let grants =
        |kind: &str| held.iter().any(|role| role.grants.iter().any(|grant| grant.kinds.contains(kind)));
    let does =
        |action: &str| held.iter().any(|role| role.grants.iter().any(|grant| grant.actions.contains(action)));
    let office = |action: &str| table.office(who.actor(), action);
    let words = visit.words;
    let mut places = Vec::new();
    let journeys = grants("flight") || office("operation.create");
    let mut add = |icon, label, href| {
        let with: &[&str] = match href {
            "/operations" => &["/flights"],
            // Whoever reads complaints has no other records.
            "/complaints" => &["/records"],
            // Those who have journeys too have records of either sort.
            "/children" if !journeys => &["/records"],
            _ => &[],
        };
        places.push(Place { icon, label, href, with, count: None });
    };
    if grants("child") {
        add(Icon::Day, words.say("place-day"), "/day");
        add(Icon::Child, words.say("place-children"), "/children");
    }
    if does("referral.answer") || does("referral.send") {
        add(Icon::Refer, words.say("place-referrals"), "/referrals");
    }
    if journeys {
        add(Icon::Flight, words.say("place-operations"), "/operations");
    }
    if office("list.create") || grants("list") {
        add(Icon::People, words.say("place-lists"), "/lists");
    }
    if does("match.decide") {
        add(Icon::Check, words.say("place-matches"), "/matches");
    }
    if visit.app().reads_complaints(who) {
        add(Icon::Note, words.say("place-complaints"), "/complaints");
    }
    if held.iter().any(|role| role.grants.iter().any(|grant| grant.when.contains(&Relation::Supervisor))) {
        add(Icon::People, words.say("place-team"), "/team");
    }
    if visit.app().reads_counts(who) {
        add(Icon::Note, words.say("place-counts"), "/counts");
    }
    if office("reading.search") {
        add(Icon::Eye, words.say("place-readings"), "/officer");
    }
    if office("account.manage") || office("role.confirm") {
        add(Icon::Key, words.say("place-accounts"), "/accounts");
    }
    if office("team.manage") {
        add(Icon::People, words.say("place-teams"), "/teams");
    }
    if office("search.wide") {
        add(Icon::Search, words.say("place-search"), "/search");
    }
    if office("emergency.open") {
        add(Icon::Key, words.say("place-emergency"), "/emergency");
    }
    if office("protocol.read") {
        add(Icon::Rules, words.say("place-protocol"), "/protocol");
    }
    places
}

/// Whether the frame offers the search: roles that list people.
pub(crate) fn searches(visit: &Visit, who: &SignedIn) -> bool {
    let protocol = visit.app().protocol();
    who.actor()
        .roles
        .iter()
        .filter_map(|role| protocol.table().role(role.role.as_str()))
        .any(|role| role.grants.iter().any(|grant| grant.kinds.contains("child")))
}
