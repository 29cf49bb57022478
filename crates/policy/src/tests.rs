//! List and decision agree; deny wins; nothing outlives its term.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ActionCode, Compartment, Instant, Kind, PlaceCode, RecordId, ReferralId, RoleCode, SlotId, Stage,
};
use proptest::prelude::*;

use crate::*;

const KINDS: [&str; 3] = ["child", "adult", "flight"];
const STAGES: [&str; 3] = ["arrived", "home", "closed"];
const PLACES: [&str; 5] = ["kz", "kz-atyrau", "kz-atyrau.inder", "kz-atyrauu", "uz"];

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}
fn at(second: i64) -> Instant {
    Instant::from_second(second).expect("an instant")
}

fn relation() -> impl Strategy<Value = Relation> {
    prop::sample::select(&Relation::ALL[..])
}
fn place() -> impl Strategy<Value = PlaceCode> {
    prop::sample::select(&PLACES[..]).prop_map(PlaceCode::of)
}

prop_compose! {
    fn role_grant()(
        when in prop::collection::btree_set(relation(), 1..4),
        kinds in prop::collection::btree_set(prop::sample::select(&KINDS[..]).prop_map(Kind::of), 1..3),
        stages in prop::collection::btree_set(prop::sample::select(&STAGES[..]).prop_map(Stage::of), 0..2),
        level in prop::sample::select(&[Level::Status, Level::Read, Level::Write][..]),
        compartment in prop::sample::select(&["core", "psych", "referral"][..]),
    ) -> RoleGrant {
        RoleGrant {
            when, kinds, stages,
            levels: BTreeMap::from([(Compartment::of(compartment), level)]),
            actions: BTreeSet::from([ActionCode::of("record.print")]),
        }
    }
}
prop_compose! {
    fn table()(grants in prop::collection::vec(prop::collection::vec(role_grant(), 0..3), 3)) -> Table {
        let roles = ["a", "b", "c"].into_iter().zip(grants).map(|(code, grants)| {
            let code = RoleCode::of(code);
            (code.clone(), Role { code, reaches_children: true, outside: false, second_factor: false, offices: BTreeSet::new(), grants })
        });
        Table { roles: roles.collect() }
    }
}
prop_compose! {
    fn actor()(
        roles in prop::collection::vec(
            (prop::sample::select(&["a", "b", "c", "gone"][..]), prop::option::of(10u8..13), prop::option::of(place())), 0..3),
        stands_in in prop::collection::btree_set(1u8..5, 0..2),
        now in 0i64..10,
    ) -> Actor {
        Actor {
            user: id(1),
            roles: roles.into_iter().map(|(role, team, place)| RoleAt { role: RoleCode::of(role), team: team.map(id), place }).collect(),
            stands_in_for: stands_in.into_iter().map(id).collect(),
            now: at(now),
        }
    }
}
prop_compose! {
    fn facts()(
        kind in prop::sample::select(&KINDS[..]),
        stage in prop::option::of(prop::sample::select(&STAGES[..])),
        owner in prop::option::of(1u8..5),
        team in prop::option::of(10u8..13),
        place in prop::option::of(place()),
        given in prop::collection::vec((prop::sample::select(&[1u8, 2, 10, 11][..]), relation(), prop::option::of(0i64..10)), 0..4),
        bars in prop::collection::btree_set(prop::sample::select(&[1u8, 2, 10, 11, 12][..]), 0..2),
    ) -> Facts {
        Facts {
            record: id(200), kind: Kind::of(kind), stage: stage.map(Stage::of), owner: owner.map(id), team: team.map(id), place,
            given: given.into_iter().map(|(party, relation, until)| Given {
                party: id(party), relation, referral: Some(ReferralId::from_bytes([party; 16])), since: at(0), until: until.map(at),
            }).collect(),
            bars: bars.into_iter().map(id).collect(),
        }
    }
}

/// What the store finds for a branch, as its SQL does.
fn found_by(branch: &Branch, facts: &Facts, now: Instant) -> bool {
    branch.kinds.contains(&facts.kind)
        && match &branch.reach {
            Reach::Owner(owner) => facts.owner == Some(*owner),
            Reach::Team(team) => facts.team == Some(*team),
            Reach::Place(region) => facts.place.as_ref().is_some_and(|place| {
                let (place, region) = (place.as_str(), region.as_str());
                place == region || (place > &*format!("{region}-") && place < &*format!("{region}/"))
            }),
            Reach::Related(party) => {
                facts.given.iter().any(|given| given.party == *party && given.holds_at(now))
            }
        }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_may_be_opened_is_found_by_the_list(table in table(), actor in actor(), facts in facts()) {
        if access(&table, &actor, &facts).is_ok() {
            prop_assert!(scope(&table, &actor).iter().any(|branch| found_by(branch, &facts, actor.now)));
        }
    }

    #[test]
    fn deny_wins(table in table(), actor in actor(), mut facts in facts(), team in any::<bool>()) {
        let party = if team { actor.teams().next() } else { None }.unwrap_or(actor.user);
        facts.bars.insert(party);
        prop_assert_eq!(access(&table, &actor, &facts), Err(Denied::Barred));
    }

    #[test]
    fn without_a_role_or_a_relationship_nothing_opens(table in table(), mut actor in actor(), mut facts in facts()) {
        let mut stranger = actor.clone();
        stranger.roles.clear();
        prop_assert!(access(&table, &stranger, &facts).is_err());
        actor.user = id(77);
        actor.stands_in_for.clear();
        for role in &mut actor.roles { role.team = None; role.place = None; }
        facts.bars.clear();
        prop_assert_eq!(access(&table, &actor, &facts), Err(Denied::NoRelationship));
    }

    #[test]
    fn access_for_a_time_ends_with_it(table in table(), mut actor in actor(), mut facts in facts()) {
        facts.owner = None;
        facts.team = None;
        facts.place = None;
        for given in &mut facts.given { given.until = given.until.or(Some(at(5))); }
        actor.now = at(100);
        prop_assert!(access(&table, &actor, &facts).is_err());
        prop_assert!(scope(&table, &actor).iter().all(|branch| !found_by(branch, &facts, actor.now)));
    }

    #[test]
    fn a_recipient_opens_their_own_referral_only(other in 20u8..200) {
        let mut table = Table::default();
        let code = RoleCode::of("a");
        table.roles.insert(code.clone(), Role {
            code: code.clone(), reaches_children: true, outside: true, second_factor: true, offices: BTreeSet::new(),
            grants: vec![RoleGrant {
                when: BTreeSet::from([Relation::Referral]), kinds: BTreeSet::from([Kind::of("child")]), stages: BTreeSet::new(),
                levels: BTreeMap::from([(Compartment::of("referral"), Level::Read)]), actions: BTreeSet::new(),
            }],
        });
        let facts = Facts {
            record: id(200), kind: Kind::of("child"), stage: None, owner: Some(id(3)), team: None, place: None, bars: BTreeSet::new(),
            given: vec![
                Given { party: id(10), relation: Relation::Referral, referral: Some(ReferralId::from_bytes([10; 16])), since: at(0), until: None },
                Given { party: id(11), relation: Relation::Referral, referral: Some(ReferralId::from_bytes([other; 16])), since: at(0), until: None },
            ],
        };
        let actor = Actor { user: id(1), roles: vec![RoleAt { role: code, team: Some(id(10)), place: None }],
            stands_in_for: BTreeSet::new(), now: at(0) };
        let grant = access(&table, &actor, &facts).expect("a recipient");
        prop_assert!(grant.is_outside());
        prop_assert!(grant.may_open("referral", SlotId::from_bytes([10; 16])));
        prop_assert!(!grant.may_open("referral", SlotId::from_bytes([other; 16])));
        prop_assert!(!grant.may("core", Level::Status));
    }
}
