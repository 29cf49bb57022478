//! A mother who fled with two children. Her husband and his brother are kept away; the brother works for the local
//! authority, a cousin is registrar, another brings lists. His family looks for her. None of them learns that she is
//! known here: not by a page, a search, a list, a referral, a meeting, an import, a pair, or by how long anything took.

use app::{
    Door, Filter, Refused, Shown,
    case::{consent::RecordConsent, tasks::AddTask},
    matching::Queue,
    operation::{intake::Intake, lists::OpenList},
};
use domain::{ChoiceCode, Decision, GroundCode, PersonCode, PurposeCode, Sector, TaskCode};
use exchange::{manifest::Person, sheet::Wanted};
use testkit::{Cast, Child, on_both};

use crate::{
    chain::rebuilds_alike,
    family::{adult, links, silence},
    steps::*,
};

/// Where she lives.
const ADDRESS: &str = "The blue house, Lighthouse street 14, flat 9\nring twice";
/// The service of the local authority.
const WORK: &str = "atyrau_employment";

struct Fled {
    cast: Cast,
    mother: Child,
    children: [Child; 2],
    husband: Child,
}

/// She is here, with her children; he has a record of his own, and his brother an account.
async fn fled(mut cast: Cast) -> Fled {
    let office = cast.team("Employment office", "community", Some(WORK)).await;
    for (login, role, team, place) in [
        ("brother", "local_authority", Some(office), None),
        ("colleague", "local_authority", Some(office), None),
        ("cousin", "registrar", None, Some("kz-atyrau")),
    ] {
        cast.account(login).await;
        cast.propose(login, role, team, place).await;
        cast.confirm("dana", login).await;
    }
    let mother = adult(&cast, "aigul", "Асель Оспанова", "female", "1992-05-01").await;
    let husband = adult(&cast, "aigul", "Ержан Оспанов", "male", "1988-05-01").await;
    let children = [
        cast.child("aigul", "Амина Оспанова", "2016-02-14").await,
        cast.child("aigul", "Тимур Оспанов", "2018-03-01").await,
    ];
    for child in children {
        links(&cast, "aigul", child, mother, "mother").await.unwrap();
        silence(&cast, child).await;
    }
    let aigul = cast.who("aigul").await;
    for of in [mother, children[0], children[1]] {
        for party in [husband.id, cast.id("brother"), cast.id("cousin"), cast.id("timur")] {
            let ground =
                GroundCode::of(if party == husband.id { "alleged_perpetrator" } else { "safety_concern" });
            cast.app.bar(&aigul, cast.command(), of.code, party, ground).await.unwrap();
        }
        fills(&cast, "aigul", form(&cast, of, "protected_address", 0, &[("address", ADDRESS)]))
            .await
            .unwrap();
    }
    Fled { cast, mother, children, husband }
}

impl Fled {
    fn family(&self) -> [Child; 3] {
        [self.mother, self.children[0], self.children[1]]
    }

    /// His family asks for her: a tracing request that `by` brings, and the house looks.
    async fn is_looked_for(&self, by: &str, intake: Intake) -> PersonCode {
        let who = self.cast.who(by).await;
        let asked = OpenList {
            command: self.cast.command(),
            name: "Requests of February".into(),
            intake,
            source: Some("His family".into()),
            dated: Some("2026-02-01".parse().unwrap()),
            place: Some(domain::PlaceCode::of("kz-atyrau")),
            remarks: None,
        };
        let done = self.cast.app.open_list(&who, asked).await.unwrap();
        self.cast.code(done.id().unwrap()).await
    }
}

const ASKED: &str =
    "№;Фамилия;Имя;Дата рождения;Пол\n1;Оспанова;Асель;01.05.1992;Ж\n2;Оспанова;Амина;14.02.2016;Ж\n";
/// The same about people whom nobody knows.
const STRANGERS: &str =
    "№;Фамилия;Имя;Дата рождения;Пол\n1;Мұқанова;Гүлім;01.05.1992;Ж\n2;Тілеген;Айша;14.02.2016;Ж\n";

async fn whoever_is_kept_away_meets_nothing_anywhere(cast: Cast) {
    let fled = fled(cast).await;
    let cast = &fled.cast;
    let nobody = PersonCode::from_random([1, 2, 3, 4, 5, 6]);
    for login in ["brother", "cousin", "timur"] {
        let who = cast.who(login).await;
        for one in fled.family() {
            // As if the code were nobody's: opened, linked, matched by hand.
            for code in [one.code, nobody] {
                not_found(cast.app.open_code(&who, &code, Door::page(Shown::Record)).await);
                not_found(cast.app.side_by_side(&who, &code).await.map(|_| ()));
            }
        }
        for kind in ["child", "adult", "family", "match"] {
            let all = cast.app.list(&who, Shown::Children, &Filter::of(kind), None, 50).await.unwrap();
            let theirs = fled.family().map(|one| one.id);
            assert!(all.rows.iter().all(|row| !theirs.contains(&row.id)), "{login}: {kind}");
            let found = cast.app.search_own(&who, "Оспанов", &Filter::of(kind), 50).await.unwrap();
            assert!(found.iter().all(|found| !theirs.contains(&found.row.id)), "{login}: {kind}");
        }
        assert!(cast.app.day(&who).await.unwrap().tasks.is_empty(), "{login}");
        assert!(cast.app.referrals(&who).await.is_ok_and(|all| format!("{all:?}").find("Оспан").is_none()));
    }
}

async fn what_is_told_to_an_office_is_told_to_whoever_sits_in_it(cast: Cast) {
    let fled = fled(cast).await;
    let cast = &fled.cast;
    let aigul = cast.who("aigul").await;
    let mut yes = consent(cast, fled.mother, "vocational_help", None);
    (yes.giver, yes.assent) = (ChoiceCode::of("self"), ChoiceCode::of("not_asked"));
    if let Err(refused) = cast.app.record_consent(&aigul, yes).await {
        panic!("she decides for herself: {refused:?}");
    }
    let sent = referral(cast, fled.mother, WORK, "vocational_help");
    assert_eq!(reason(cast.app.refer(&aigul, sent).await), "recipient-barred");
    // Where the ground is no danger, the office may help and he alone stays out.
    cast.app
        .lift_bar(&aigul, cast.command(), fled.mother.code, cast.id("brother"), text("another ground"))
        .await
        .unwrap();
    let ground = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), fled.mother.code, cast.id("brother"), ground).await.unwrap();
    cast.app.refer(&aigul, referral(cast, fled.mother, WORK, "vocational_help")).await.unwrap();
    let (colleague, brother) = (cast.who("colleague").await, cast.who("brother").await);
    let opened = cast.app.open_code(&colleague, &fled.mother.code, Door::page(Shown::Record)).await.unwrap();
    assert!(opened.view.entry("protected_address").is_none());
    not_found(cast.app.open_code(&brother, &fled.mother.code, Door::page(Shown::Record)).await);
    assert_eq!(cast.app.day(&colleague).await.unwrap().tasks.len(), 1);
    assert!(cast.app.day(&brother).await.unwrap().tasks.is_empty(), "nor through the office's own list");
}

async fn his_family_looks_for_her_and_only_a_registrar_who_may_know_learns_it(cast: Cast) {
    let fled = fled(cast).await;
    let cast = &fled.cast;
    // Whoever brings the request is not told, whichever of the two it is.
    for by in ["cousin", "rustem"] {
        let list = fled.is_looked_for(by, Intake::Tracing).await;
        let who = cast.who(by).await;
        let mut seen = Vec::new();
        for rows in [ASKED, STRANGERS] {
            let sent = cast.app.upload_list(&who, &list, "a.csv", rows.into(), Wanted::default()).await;
            let waiting = cast.app.preview_list(&who, &list, sent.unwrap()).await.unwrap();
            let people: Vec<&Person> = waiting.read.manifest.people.iter().collect();
            let known = cast.app.known_as(&who, &people, Shown::ListImport).await.unwrap();
            let theirs = fled.family().map(|one| one.id);
            seen.push(known.values().flatten().filter(|known| theirs.contains(&known.record.id)).count());
        }
        assert_eq!(seen, if by == "cousin" { [0, 0] } else { [2, 0] }, "{by}");
    }
    // She would like her sister to find her. Whoever asks could be he, so nobody is matched with a request.
    let mut yes = consent(cast, fled.mother, "tracing", None);
    (yes.giver, yes.assent) = (ChoiceCode::of("self"), ChoiceCode::of("not_asked"));
    cast.app.record_consent(&cast.who("aigul").await, yes).await.unwrap();
    let cousin = cast.who("cousin").await;
    for (intake, pairs) in [(Intake::Tracing, 0), (Intake::People, 2)] {
        let list = fled.is_looked_for("cousin", intake).await;
        let sent = cast.app.upload_list(&cousin, &list, "a.csv", ASKED.into(), Wanted::default()).await;
        cast.app.import_upload(&cousin, &list, sent.unwrap()).await.unwrap();
        assert_eq!(cast.app.do_match_jobs().await.unwrap(), pairs, "she and her daughter on a camp's list");
        assert_eq!(cast.app.do_tracing_jobs().await.unwrap(), 0);
    }
    for queue in Queue::ALL {
        let shown = cast.app.matches(&cousin, queue, None, 50).await.unwrap();
        assert!(shown.pairs.is_empty(), "the cousin's desk says nothing of {queue:?}");
        assert!(shown.next.is_none());
    }
    let rustem = cast.who("rustem").await;
    let pairs = cast.app.matches(&rustem, Queue::Certain, None, 50).await.unwrap().pairs;
    assert_eq!(pairs.len(), 2);
    for pair in pairs {
        not_found(cast.app.side_by_side(&cousin, &pair.code).await.map(|_| ()));
        let sides = cast.app.side_by_side(&rustem, &pair.code).await.unwrap().sides;
        for side in sides {
            assert!(side.view.entry("protected_address").is_none(), "a registrar needs no address");
        }
    }
    rebuilds_alike(cast, &cast.app).await;
}

async fn nobody_who_did_harm_decides_for_the_children_is_invited_or_handed_a_paper(cast: Cast) {
    let fled = fled(cast).await;
    let cast = &fled.cast;
    let child = fled.children[0];
    let aigul = cast.who("aigul").await;
    let given = |giver_record| RecordConsent {
        giver: ChoiceCode::of("caregiver"),
        giver_record,
        decision: Decision::Given,
        purpose: PurposeCode::of("medical_care"),
        ..consent(cast, child, "medical_care", None)
    };
    assert_eq!(reason(cast.app.record_consent(&aigul, given(Some(fled.husband.code))).await), "giver-barred");
    // "A caregiver" could be he.
    assert_eq!(reason(cast.app.record_consent(&aigul, given(None)).await), "name-the-giver");
    // Another record of his is he, too.
    let again = adult(cast, "aigul", "Оспанов Ержан", "male", "1988-05-01").await;
    for (one, other) in [(again, fled.husband), (fled.husband, again)] {
        let same = domain::Event::Linked { to: other.id, relation: GroundCode::of("same_person") };
        cast.app.add_for_test(&aigul, cast.command(), one.id, &[("core", same)]).await.unwrap();
    }
    assert_eq!(reason(cast.app.record_consent(&aigul, given(Some(again.code))).await), "giver-barred");
    assert!(record(cast, child).await.consents.is_empty(), "nothing was half applied");
    cast.app.record_consent(&aigul, given(Some(fled.mother.code))).await.unwrap();

    // Paper: his mother, who is no danger, may be handed one, and he may not.
    let grandmother = adult(cast, "aigul", "Гүлжан Оспанова", "female", "1960-05-01").await;
    links(cast, "aigul", child, grandmother, "grandparent").await.unwrap();
    links(cast, "aigul", child, again, "carer").await.unwrap();
    let opened = cast.app.open_code(&aigul, &child.code, Door::page(Shown::RecordPrint)).await.unwrap();
    let safe: Vec<_> =
        cast.app.paper_recipients(&aigul, &opened).await.unwrap().iter().map(|one| one.record.id).collect();
    assert!(safe.contains(&fled.mother.id) && safe.contains(&grandmother.id) && !safe.contains(&again.id));
    assert_eq!(reason(cast.app.paper_recipient(&aigul, &opened, &again.code).await), "paper-barred");
    assert_eq!(reason(cast.app.paper_recipient(&aigul, &opened, &fled.husband.code).await), "paper-barred");
    not_found(cast.app.paper_recipient(&aigul, &opened, &fled.children[1].code).await);
}

async fn her_address_stands_in_its_own_compartment_and_nowhere_else(cast: Cast) {
    let fled = fled(cast).await;
    let cast = &fled.cast;
    let aigul = cast.who("aigul").await;
    let before = record(cast, fled.mother).await.history.len();
    let said = "Visited her: THE BLUE HOUSE, Lighthouse-street 14 / flat 9.";
    let note = form(
        cast,
        fled.mother,
        "contact",
        0,
        &[
            ("contact_kind", "meeting"),
            ("contact_on", "2026-03-02"),
            ("reached", "yes"),
            ("who_seen", "person"),
            ("seen_alone", "yes"),
            ("happened", said),
            ("concern", "none"),
        ],
    );
    assert_eq!(reason(fills(cast, "aigul", note).await), "address-protected");
    let task = AddTask {
        command: cast.command(),
        code: fled.mother.code,
        what: TaskCode::of("goal_step"),
        sector: Sector::of("social"),
        assignee: None,
        goal: None,
        due: cast.clock.now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap(),
        note: Some(text(said)),
    };
    assert_eq!(reason(cast.app.add_task(&aigul, task.clone()).await), "address-protected");
    // The supervisor may read it, so she is stopped too.
    let of_saule = AddTask { command: cast.command(), ..task };
    let answer = cast.app.add_task(&cast.who("saule").await, of_saule).await;
    assert!(matches!(answer, Err(Refused::Because(_) | Refused::NotFound)));
    assert_eq!(record(cast, fled.mother).await.history.len(), before, "nothing was half applied");
    // Who may not read it is told by nothing that they guessed it.
    let fine = form(
        cast,
        fled.mother,
        "contact",
        0,
        &[
            ("contact_kind", "call"),
            ("contact_on", "2026-03-02"),
            ("reached", "nobody_home"),
            ("concern", "none"),
            ("agreed", "Call again at flat nine o'clock"),
        ],
    );
    fills(cast, "aigul", fine).await.unwrap();
    for by in ["marat", "rustem"] {
        let who = cast.who(by).await;
        let opened = cast.app.open_code(&who, &fled.mother.code, Door::page(Shown::Record)).await.unwrap();
        assert!(opened.view.entry("protected_address").is_none(), "{by}");
        let told = cast.app.told_of(&who, &opened).await.unwrap();
        assert!(told.iter().all(|recorded| recorded.compartment != "address"), "{by}: nor that there is one");
        not_found(
            fills(cast, by, form(cast, fled.mother, "protected_address", 0, &[("address", "x")])).await,
        );
    }
    let particulars = [
        ("names.full.cyrillic", "Асель Оспанова"),
        ("sex", "female"),
        ("birth.year", "1992"),
        ("called", said),
    ];
    let named = form(cast, fled.mother, "adult_profile", 99, &particulars);
    match fills(cast, "rustem", named).await {
        Ok(_) => {}
        Err(refused) => panic!("he guessed it, and the answer would tell him so: {refused:?}"),
    }
}

on_both![
    whoever_is_kept_away_meets_nothing_anywhere,
    what_is_told_to_an_office_is_told_to_whoever_sits_in_it,
    his_family_looks_for_her_and_only_a_registrar_who_may_know_learns_it,
    nobody_who_did_harm_decides_for_the_children_is_invited_or_handed_a_paper,
    her_address_stands_in_its_own_compartment_and_nowhere_else,
];
