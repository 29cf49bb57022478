//! A caseload is handed on, with all that belongs to it and to nobody who must not have it.

use std::collections::BTreeMap;

use super::*;
use crate::chain::rebuilds_alike;
use crate::steps::*;
use app::{
    case::assign::Assign,
    handover::propose::{Propose, Proposed},
    handover::{AT_ONCE, HandOver, Limit},
};
use domain::GroundCode;
use testkit::{Cast, Child, on_both};

async fn a_caseload_is_handed_on_with_all_that_belongs_to_it(cast: Cast) {
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await);
    let step = visit_due(&cast, "aigul", one, Some("aigul"), 30).await;
    // A meeting that somebody else of the team called, and that the one who goes was asked to.
    meets(&cast, "saule", one, in_hours(&cast, 50), &["aigul"]).await;

    // The page is the supervisor's: not the worker's own, not a colleague's, not another team's.
    let saule = cast.who("saule").await;
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("aigul"))).await.unwrap();
    assert_eq!(load.records.len(), 2);
    let marat = load.takers.iter().find(|taker| taker.id == cast.id("marat")).unwrap();
    assert_eq!((marat.cases, marat.limit, marat.room()), (0, Some(25), Some(25)));
    assert!(load.takers.iter().all(|taker| taker.id != cast.id("aigul") && taker.id != cast.id("saule")));
    for other in ["aigul", "marat", "zarina", "dana", "admin", "rustem", "timur"] {
        let who = cast.who(other).await;
        not_found(cast.app.caseload(&who, cast.centre, Some(cast.id("aigul"))).await);
        not_found(hands(&cast, other, handing(&cast, "marat", &[one.id])).await);
    }
    not_found(cast.app.caseload(&saule, cast.psychology, Some(cast.id("zarina"))).await);

    // Not without a word, not to somebody who cannot answer for it, not to the same person.
    let silent = HandOver { word: None, ..handing(&cast, "marat", &[one.id, two.id]) };
    let for_one = BTreeMap::from([(one.id, text("only of this one"))]);
    assert_eq!(reason(hands(&cast, "saule", silent.clone()).await), "handover-word");
    assert_eq!(reason(hands(&cast, "saule", HandOver { words: for_one, ..silent }).await), "handover-word");
    assert_eq!(reason(hands(&cast, "saule", handing(&cast, "marat", &[])).await), "handover-nothing");
    assert_eq!(
        reason(hands(&cast, "saule", handing(&cast, "aigul", &[one.id])).await),
        "already-responsible"
    );
    let foreign =
        HandOver { to: (cast.psychology, Some(cast.id("zarina"))), ..handing(&cast, "marat", &[one.id]) };
    not_found(hands(&cast, "saule", foreign).await);

    let mut sent = handing(&cast, "marat", &[one.id, two.id]);
    sent.words.insert(two.id, text("She likes to be asked first"));
    let done = hands(&cast, "saule", sent.clone()).await.unwrap();
    assert_eq!((done.given, done.gone, done.not_theirs), (2, 0, 0));
    let after = record(&cast, one).await;
    assert_eq!(after.owner, Some(cast.id("marat")));
    assert_eq!(after.handed.as_ref().unwrap().word.as_str(), "Her aunt comes on Friday");
    assert_eq!(record(&cast, two).await.handed.unwrap().word.as_str(), "She likes to be asked first");
    assert_eq!(after.tasks[&step].added.assignee, Some(cast.id("marat")));
    let meeting = after.conferences()[0].1;
    assert!(meeting.invitation(cast.id("marat")).is_some(), "the place at the meeting goes along");
    assert!(
        after.open_tasks().iter().all(|task| task.added.assignee != Some(cast.id("aigul"))),
        "nothing stays behind"
    );
    assert!(sees(&cast, "marat", one).await.unwrap().grant.may_do("plan.submit"));
    assert!(!sees(&cast, "aigul", one).await.unwrap().grant.may_do("plan.submit"));

    // The second click, and a page of before.
    let version = after.history.len();
    assert_eq!(hands(&cast, "saule", sent).await.unwrap().given, 2);
    let stale = hands(&cast, "saule", handing(&cast, "marat", &[one.id])).await.unwrap();
    assert_eq!((stale.given, stale.gone), (0, 1));
    assert_eq!(record(&cast, one).await.history.len(), version, "nothing was written again");
    rebuilds_alike(&cast, &cast.app).await;
}

async fn who_must_not_have_a_record_is_not_said(mut cast: Cast) {
    let child = cast.a_child().await;
    let other = cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await;
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let aigul = cast.who("aigul").await;
    let relative = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("marat"), relative.clone()).await.unwrap();
    let done = hands(&cast, "saule", handing(&cast, "marat", &[child.id, other.id])).await.unwrap();
    assert_eq!((done.given, done.not_theirs, done.gone), (1, 1, 0));
    assert_eq!(record(&cast, child).await.owner, Some(cast.id("aigul")), "it stays with somebody");
    // Nor through the page of one record, or as the queue of a team that must not have it.
    let saule = cast.who("saule").await;
    let one = |owner, team| Assign {
        command: cast.command(),
        code: child.code,
        owner,
        team: Some(team),
        place: None,
    };
    let given = cast.app.assign(&saule, one(Some(cast.id("marat")), cast.centre)).await;
    assert_eq!(reason(given), "choose-another-person");
    cast.app.bar(&aigul, cast.command(), child.code, cast.school, relative.clone()).await.unwrap();
    assert_eq!(reason(cast.app.assign(&saule, one(None, cast.school)).await), "choose-another-person");
    assert_eq!(hands(&cast, "saule", handing(&cast, "dinara", &[child.id])).await.unwrap().given, 1);
    // One that the supervisor must not see is in no figure, and does not go.
    let dinara = cast.who("dinara").await;
    cast.app.bar(&dinara, cast.command(), child.code, cast.id("saule"), relative).await.unwrap();
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("dinara"))).await.unwrap();
    assert!(load.records.is_empty());
    let from = HandOver { from: Some(cast.id("dinara")), ..handing(&cast, "aigul", &[child.id]) };
    assert_eq!(hands(&cast, "saule", from).await.unwrap().gone, 1);
}

async fn more_than_there_is_room_for_goes_only_when_it_is_said(mut cast: Cast) {
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let mut records = Vec::new();
    for number in 0..AT_ONCE + 7 {
        let name = format!("Бала {number} Сәрсенбаева");
        records.push(cast.child("aigul", &name, "2014-05-06").await.id);
    }
    let refused = hands(&cast, "saule", handing(&cast, "marat", &records[..26])).await;
    assert_eq!(reason(refused), "handover-no-room");
    assert_eq!(
        cast.app.whole_record(records[0]).await.unwrap().owner,
        Some(cast.id("aigul")),
        "nothing went"
    );
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &records[..25])).await.unwrap().given, 25);
    // A long list goes in steps; what is left is in the answer, and it goes on where it stopped.
    let all = HandOver {
        limit: Limit::Exceeded,
        from: Some(cast.id("aigul")),
        ..handing(&cast, "dinara", &records)
    };
    let first = hands(&cast, "saule", all.clone()).await.unwrap();
    assert_eq!(first.given + first.gone, AT_ONCE);
    assert_eq!(first.records.len(), 7);
    let again = hands(&cast, "saule", all.clone()).await.unwrap();
    assert_eq!((again.given, again.records.len()), (first.given, 7), "cut short and sent again");
    let second = hands(&cast, "saule", HandOver { records: first.records.clone(), ..all }).await.unwrap();
    assert!(second.records.is_empty());
    assert_eq!(first.given + second.given, records.len() - 25);
    let saule = cast.who("saule").await;
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("aigul"))).await.unwrap();
    assert!(load.records.is_empty());
}

fn proposing(cast: &Cast, to: &[(Child, Option<&str>)]) -> Propose {
    let to = to.iter().map(|(child, to)| (child.id, to.map(|to| (cast.centre, cast.id(to)))));
    Propose { command: cast.command(), to: to.collect() }
}

async fn whoever_goes_proposes_and_the_supervisor_decides(mut cast: Cast) {
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await);
    let other = cast.child("marat", "Дина", "2013-01-02").await;
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    let propose = async |sent| cast.app.propose_handover(&cast.who("aigul").await, sent).await;
    assert_eq!(reason(propose(proposing(&cast, &[(one, None)])).await), "handover-nothing");
    // Only what is one's own, only to colleagues who answer for such records.
    not_found(propose(proposing(&cast, &[(other, Some("dinara"))])).await);
    for nobody in ["saule", "zarina", "rustem", "aigul"] {
        not_found(propose(proposing(&cast, &[(one, Some(nobody))])).await);
    }
    for nobody in ["bolat", "rustem", "dana", "timur"] {
        let who = cast.who(nobody).await;
        if !cast.app.may_propose(&who) {
            not_found(cast.app.own_caseload(&who).await);
        }
    }
    let sent = proposing(&cast, &[(one, Some("marat")), (two, Some("dinara"))]);
    assert_eq!(propose(sent.clone()).await.unwrap(), Proposed { kept: 2, not_theirs: 0 });
    propose(sent).await.unwrap();
    // Nothing moved, nobody sees more than before.
    assert_eq!(record(&cast, one).await.owner, Some(aigul.user()));
    assert!(cast.app.own_caseload(&cast.who("marat").await).await.unwrap().proposed.is_empty());
    let before = sees(&cast, "dinara", other).await.map(|opened| opened.grant.may_do("case.assign"));
    assert_eq!(sees(&cast, "dinara", two).await.map(|opened| opened.grant.may_do("case.assign")), before);
    assert!(!sees(&cast, "dinara", two).await.unwrap().grant.may("social", policy::Level::Read));
    let shown = async || {
        let caseload = cast.app.caseload(&saule, cast.centre, Some(aigul.user())).await.unwrap();
        caseload.proposed.into_iter().map(|(id, (_, to))| (id, to)).collect::<BTreeMap<_, _>>()
    };
    let (marat, dinara) = (cast.id("marat"), cast.id("dinara"));
    assert_eq!(shown().await, BTreeMap::from([(one.id, marat), (two.id, dinara)]));
    not_found(cast.app.caseload(&cast.who("marat").await, cast.centre, Some(aigul.user())).await);
    // Whoever is barred since is not shown, nor proposed again; nobody is told why.
    let relative = domain::GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), one.code, marat, relative).await.unwrap();
    assert_eq!(shown().await, BTreeMap::from([(two.id, dinara)]));
    let refused = propose(proposing(&cast, &[(one, Some("marat"))])).await.unwrap();
    assert_eq!(refused, Proposed { kept: 0, not_theirs: 1 });
    // Given by the supervisor, to somebody else than was proposed; then nothing is left of it.
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &[two.id])).await.unwrap().given, 1);
    assert_eq!(record(&cast, two).await.owner, Some(marat));
    assert!(shown().await.is_empty());
    // Taken back, and one that nobody followed for long.
    propose(proposing(&cast, &[(one, Some("dinara"))])).await.unwrap();
    propose(proposing(&cast, &[(one, None)])).await.unwrap();
    assert!(shown().await.is_empty());
    propose(proposing(&cast, &[(one, Some("dinara"))])).await.unwrap();
    assert_eq!(shown().await.len(), 1);
    let admin = cast.who("admin").await;
    cast.app.close_account(&admin, cast.command(), aigul.user()).await.unwrap();
    assert_eq!(shown().await.len(), 1, "they have gone, their proposal is read");
    cast.clock.advance_days(61);
    let saule = cast.who("saule").await;
    let late = cast.app.caseload(&saule, cast.centre, Some(aigul.user())).await.unwrap();
    assert!(late.proposed.is_empty() && late.records.len() == 1);
    rebuilds_alike(&cast, &cast.app).await;
}

on_both! {
    whoever_goes_proposes_and_the_supervisor_decides,
    a_caseload_is_handed_on_with_all_that_belongs_to_it,
    who_must_not_have_a_record_is_not_said,
    more_than_there_is_room_for_goes_only_when_it_is_said,
}
