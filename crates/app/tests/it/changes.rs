//! Mistakes and changes: struck and back, filed on the right child, another name, another birth date, eighteen, a death.

use app::{
    Door, Filter, Refused, Shown,
    case::{
        elsewhere::FileElsewhere,
        of_age::{Again, asked_again, is_time},
    },
    chain::hold::HoldStep,
    fixture::OpenCase,
};
use domain::{ChoiceCode, Event, EventId, PersonCode, Private, Record, Stage, Value, record::ReferralState};
use jiff::tz::TimeZone;
use testkit::{Cast, Child, on_both};

use crate::steps::*;

const SAID: &str = "sleeps at the aunt's in the blue house";

fn contact(cast: &Cast, child: Child) -> app::case::fill_form::FillForm {
    form(cast, child, "contact", 0, CONTACT)
}

const CONTACT: &[(&str, &str)] = &[
    ("contact_kind", "home_visit"),
    ("contact_on", "2026-03-02"),
    ("reached", "nobody_home"),
    ("concern", "none"),
    ("agreed", SAID),
];

fn last_fill(record: &Record, of: &str) -> EventId {
    let filled = record.history.iter().rev().find(|recorded| {
        matches!(recorded.content.as_ref().map(|content| &content.event), Some(Event::FormFilled { form, .. }) if *form == *of)
    });
    filled.unwrap().head.event
}

async fn open(cast: &Cast, child: Child, what: &str) -> bool {
    record(cast, child).await.open_tasks().iter().any(|task| task.added.what == *what)
}

async fn names(cast: &Cast, child: Child, form: &str, field: &str) -> Vec<String> {
    match record(cast, child).await.value(form, field) {
        Some(Value::Names(names)) => names.iter().map(|name| name.text.as_str().to_owned()).collect(),
        _ => Vec::new(),
    }
}

async fn what_an_entry_ended_is_open_again_when_it_is_struck(cast: Cast) {
    let child = cast.a_child().await;
    enters(&cast, child, "adaptation").await;
    let aigul = cast.who("aigul").await;
    cast.app.add_for_test(&aigul, cast.command(), child.id, &[("case", task(&cast))]).await.unwrap();
    cast.clock.advance_days(1);
    fills(&cast, "aigul", form(&cast, child, "safety_check", 0, SAFE)).await.unwrap();
    assert!(!open(&cast, child, "safety_check").await);
    let event = last_fill(&record(&cast, child).await, "safety_check");

    cast.clock.advance_days(1);
    let strike = |by: app::SignedIn, command| {
        let app = cast.app.clone();
        async move { app.correct(&by, command, child.code, event, text("another child")).await }
    };
    not_found(strike(cast.who("marat").await, cast.command()).await);
    strike(aigul.clone(), cast.command()).await.unwrap();
    assert!(open(&cast, child, "safety_check").await, "what it had ended is to be done again");
    assert_eq!(reason(strike(aigul.clone(), cast.command()).await), "already-struck");

    not_found(cast.app.restore(&cast.who("marat").await, cast.command(), child.code, event).await);
    let command = cast.command();
    cast.app.restore(&aigul, command, child.code, event).await.unwrap();
    assert!(cast.app.restore(&aigul, command, child.code, event).await.unwrap().repeated);
    assert_eq!(reason(cast.app.restore(&aigul, cast.command(), child.code, event).await), "not-struck");
    let back = record(&cast, child).await;
    assert!(back.value("safety_check", "feels_safe").is_some());
    assert!(!open(&cast, child, "safety_check").await);
}

/// A task that a safety check ends.
fn task(cast: &Cast) -> Event {
    Event::TaskAdded(domain::TaskAdded {
        task: cast.app.fresh().unwrap(),
        what: domain::TaskCode::of("safety_check"),
        sector: domain::Sector::of("social"),
        assignee: Some(cast.id("aigul")),
        team: None,
        since: cast.clock.now(),
        due: cast.clock.now(),
        referral: None,
        goal: None,
        note: None,
    })
}

async fn only_what_i_wrote_a_moment_ago_is_undone(cast: Cast) {
    let child = cast.a_child().await;
    fills(&cast, "aigul", contact(&cast, child)).await.unwrap();
    let event = last_fill(&record(&cast, child).await, "contact");
    not_found(cast.app.undo(&cast.who("marat").await, cast.command(), child.code, event).await);
    cast.clock.advance_days(1);
    let late = cast.app.undo(&cast.who("aigul").await, cast.command(), child.code, event).await;
    assert_eq!(reason(late), "no-longer-undone");
    fills(&cast, "aigul", contact(&cast, child)).await.unwrap();
    let event = last_fill(&record(&cast, child).await, "contact");
    cast.app.undo(&cast.who("aigul").await, cast.command(), child.code, event).await.unwrap();
    assert!(record(&cast, child).await.struck(event).is_some());
    assert_eq!(record(&cast, child).await.entries("contact").len(), 1);
}

async fn an_entry_goes_to_the_right_child_and_leaves_nothing_behind(cast: Cast) {
    let wrong = cast.a_child().await;
    let right = cast.child("aigul", "Дина", "2015-06-01").await;
    let foreign = cast.child("marat", "Сауле", "2015-06-01").await;
    let aigul = cast.who("aigul").await;
    fills(&cast, "aigul", contact(&cast, wrong)).await.unwrap();
    let event = last_fill(&record(&cast, wrong).await, "contact");
    let written = cast.clock.now();
    cast.clock.advance_days(2);
    let moves = |code: PersonCode, to: PersonCode| FileElsewhere { command: cast.command(), code, event, to };

    // Out of scope, not there, or the same record: one answer, and nothing is written.
    let before = record(&cast, wrong).await.history.len();
    let nobody = PersonCode::from_random([9; 6]);
    for to in [foreign.code, nobody, wrong.code] {
        let refused = cast.app.file_elsewhere(&aigul, moves(wrong.code, to)).await;
        assert_eq!(reason(refused), "target-unknown");
    }
    not_found(cast.app.file_elsewhere(&cast.who("marat").await, moves(wrong.code, foreign.code)).await);
    not_found(cast.app.file_elsewhere(&cast.who("saule").await, moves(wrong.code, right.code)).await);
    assert_eq!(record(&cast, wrong).await.history.len(), before);
    assert!(record(&cast, foreign).await.entries("contact").is_empty());

    let sent = moves(wrong.code, right.code);
    cast.app.file_elsewhere(&aigul, sent.clone()).await.unwrap();
    assert!(cast.app.file_elsewhere(&aigul, sent).await.unwrap().repeated);
    assert_eq!(
        reason(cast.app.file_elsewhere(&aigul, moves(wrong.code, right.code)).await),
        "already-struck"
    );

    let there = record(&cast, right).await;
    assert_eq!(there.entries("contact").len(), 1);
    assert_eq!(there.value("contact", "agreed"), Some(&Value::Text(SAID.into())));
    let origin = there.history.iter().find_map(|recorded| match recorded.content.as_ref()?.event {
        Event::BroughtHere { by, at, .. } => Some((by, at)),
        _ => None,
    });
    assert_eq!(origin, Some((cast.id("aigul"), written)));

    // On the wrong record nobody reads it, before the erasure and after it; it cannot come back.
    let seen = cast.app.open_code(&aigul, &wrong.code, Door::page(Shown::RecordHistory)).await.unwrap().view;
    assert!(!tells(&seen, SAID));
    assert!(seen.entries("contact").is_empty());
    assert!(tells(&record(&cast, wrong).await, SAID), "the erasure is still to come");
    not_found(cast.app.restore(&aigul, cast.command(), wrong.code, event).await);
    assert_eq!(cast.app.do_elsewhere_jobs().await.unwrap(), 1);
    assert_eq!(cast.app.do_elsewhere_jobs().await.unwrap(), 0);
    let left = record(&cast, wrong).await;
    assert!(!tells(&left, SAID));
    assert!(left.history.iter().any(|recorded| recorded.head.event == event && recorded.content.is_none()));
    for recorded in &left.history {
        let told = format!("{:?}", recorded.content);
        assert!(!told.contains(&right.id.to_string()) && !told.contains(&right.code.to_string()));
    }
    assert!(tells(&record(&cast, right).await, SAID));
}

/// Whether a record says a text anywhere in its history.
fn tells(record: &Record, said: &str) -> bool {
    record.history.iter().filter_map(|recorded| recorded.content.as_ref()).any(|content| {
        match &content.event {
            Event::FormFilled { values, .. } => {
                values.values().any(|value| matches!(value, Value::Text(text) if text.as_str() == said))
            }
            Event::Noted { text, .. } => text.as_str() == said,
            _ => false,
        }
    })
}

async fn what_the_right_record_says_already_is_not_overwritten(cast: Cast) {
    let wrong = cast.a_child().await;
    let right = cast.child("aigul", "Дина", "2015-06-01").await;
    let aigul = cast.who("aigul").await;
    let mut other = SAFE.to_vec();
    other[2] = ("feels_safe", "no");
    fills(&cast, "aigul", form(&cast, wrong, "safety_check", 0, SAFE)).await.unwrap();
    let record_of = record(&cast, wrong).await;
    let one = cast.app.protocol().form("safety_check").unwrap().entries == forms::Entries::One;
    assert!(!one, "a check is made again and again");
    let background = [("birthplace", "Aleppo")];
    let there = [("birthplace", "Raqqa")];
    fills(&cast, "aigul", form(&cast, wrong, "background", 0, &background)).await.unwrap();
    fills(&cast, "aigul", form(&cast, right, "background", 0, &there)).await.unwrap();
    let event = last_fill(&record(&cast, wrong).await, "background");
    let sent = FileElsewhere { command: cast.command(), code: wrong.code, event, to: right.code };
    assert_eq!(reason(cast.app.file_elsewhere(&aigul, sent).await), "target-answered");
    assert!(record(&cast, wrong).await.struck(event).is_none(), "and it stays where it was");
    // The particulars say who the record is about, and are no stray entry.
    let particulars = last_fill(&record_of, "child_profile");
    let sent =
        FileElsewhere { command: cast.command(), code: wrong.code, event: particulars, to: right.code };
    not_found(cast.app.file_elsewhere(&aigul, sent).await);
}

async fn a_hold_keeps_what_was_moved_closed_until_it_is_lifted(cast: Cast) {
    let wrong = cast.a_child().await;
    let right = cast.child("aigul", "Дина", "2015-06-01").await;
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    cast.app
        .add_for_test(
            &aigul,
            cast.command(),
            wrong.id,
            &[("social", Event::Noted { text: SAID.into(), sensitive: false })],
        )
        .await
        .unwrap();
    let noted = record(&cast, wrong).await.notes[0].event;
    cast.app.hold(&saule, cast.command(), wrong.code, HoldStep::Place, text("a court asked")).await.unwrap();
    let sent = FileElsewhere { command: cast.command(), code: wrong.code, event: noted, to: right.code };
    cast.app.file_elsewhere(&aigul, sent).await.unwrap();
    assert_eq!(reason(cast.app.do_elsewhere_jobs().await), "held");
    let seen = cast.app.open_code(&saule, &wrong.code, Door::page(Shown::RecordHistory)).await.unwrap().view;
    assert!(!tells(&seen, SAID) && tells(&record(&cast, wrong).await, SAID));
    assert_eq!(record(&cast, right).await.notes[0].text, Private::from(SAID));
}

async fn another_name_keeps_the_former_where_the_past_is_kept(cast: Cast) {
    let child = cast.child("aigul", "Амина Сейткали", "2016-02-14").await;
    to_school(&cast, child).await;
    let was = names(&cast, child, "child_profile", "names").await;
    let aigul = cast.who("aigul").await;
    let change = [("new_names.full.cyrillic", "Мадина Ахметова"), ("name_reason", "adoption")];
    not_found(fills(&cast, "rustem", form(&cast, child, "name_change", 0, &change)).await);
    not_found(fills(&cast, "bolat", form(&cast, child, "name_change", 0, &change)).await);
    cast.clock.advance_days(1);
    fills(&cast, "aigul", form(&cast, child, "name_change", 0, &change)).await.unwrap();
    assert_eq!(names(&cast, child, "child_profile", "names").await, ["Мадина Ахметова"]);
    assert_eq!(names(&cast, child, "background", "earlier_names").await, was);

    // Found by either name by whoever may read the past; the former is nobody else's.
    let filter = Filter::of("child");
    for sought in ["Мадина Ахметова", "Амина Сейткали"] {
        for by in ["aigul", "saule"] {
            let found = cast.app.search_own(&cast.who(by).await, sought, &filter, 20).await.unwrap();
            assert_eq!(
                found.iter().map(|found| found.row.id).collect::<Vec<_>>(),
                [child.id],
                "{by}: {sought}"
            );
        }
    }
    for by in ["bolat", "marat"] {
        let found = cast.app.search_own(&cast.who(by).await, "Амина Сейткали", &filter, 20).await.unwrap();
        assert!(found.is_empty(), "{by} has not read where the past is kept");
    }
    let bolat = cast.who("bolat").await;
    let seen = cast.app.open_code(&bolat, &child.code, Door::page(Shown::Record)).await.unwrap().view;
    assert!(seen.value("background", "earlier_names").is_none());
    let Some(Value::Names(face)) = seen.value("child_profile", "names") else { panic!("a face") };
    assert_eq!(face.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["Мадина Ахметова"]);

    // Written by mistake: struck, the old name is back and nothing is left under the past.
    let event = last_fill(&record(&cast, child).await, "name_change");
    cast.app.correct(&aigul, cast.command(), child.code, event, text("another girl")).await.unwrap();
    assert_eq!(names(&cast, child, "child_profile", "names").await, was);
    assert!(names(&cast, child, "background", "earlier_names").await.is_empty());
    cast.app.restore(&aigul, cast.command(), child.code, event).await.unwrap();
    assert_eq!(names(&cast, child, "child_profile", "names").await, ["Мадина Ахметова"]);
}

async fn another_birth_date_asks_anew_for_what_was_decided_on_the_old(cast: Cast) {
    let child = cast.child("aigul", "Амина", "2016-02-14").await;
    consents(&cast, child, "case_work", None).await;
    let again = |record: &Record, cast: &Cast| {
        asked_again(record, &cast.app.protocol(), &record.consents[0], &TimeZone::UTC, cast.clock.now())
    };
    assert_eq!(again(&record(&cast, child).await, &cast), None);
    cast.clock.advance_days(1);
    let change = [("new_birth", "2009-06-01"), ("new_birth_basis", "document")];
    fills(&cast, "aigul", form(&cast, child, "birth_change", 0, &change)).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(again(&known, &cast), Some(Again::OtherAge), "at sixteen the child decides");
    assert_eq!(known.value("child_profile", "birth_basis"), Some(&Value::Choice(ChoiceCode::of("document"))));
    assert!(open(&cast, child, "decide_anew").await);
    assert!(!open(&cast, child, "of_age").await);
    // Seventeen and three quarters: the task for eighteen is there at once; another date takes it away.
    cast.clock.advance_days(1);
    let entry = known.entries("birth_change")[0].id;
    let mut change = form(
        &cast,
        child,
        "birth_change",
        u64::MAX,
        &[("new_birth", "2008-04-20"), ("new_birth_basis", "document")],
    );
    change.entry = Some(entry);
    fills(&cast, "aigul", change.clone()).await.unwrap();
    assert!(open(&cast, child, "of_age").await);
    cast.clock.advance_days(1);
    change.command = cast.command();
    change.fields = forms::submission::Raw::from_pairs([
        ("new_birth".to_owned(), "2012".to_owned()),
        ("new_birth_basis".to_owned(), "assessment".to_owned()),
    ]);
    fills(&cast, "aigul", change).await.unwrap();
    assert!(!open(&cast, child, "of_age").await);
}

async fn wishes(cast: &Cast, child: Child) -> app::Answer<app::Done> {
    let wish = [("wish_on", "2026-03-01"), ("record_wish", "go_on")];
    fills(cast, "aigul", form(cast, child, "own_wish", 0, &wish)).await
}

async fn time_to_decide(cast: &Cast, child: Child) -> bool {
    is_time(&record(cast, child).await, &cast.app.protocol(), cast.clock.now())
}

async fn what_is_decided_at_eighteen_waits_for_the_weeks_before(cast: Cast) {
    let near = cast.child("aigul", "Дина", "2008-05-20").await;
    let far = cast.child("aigul", "Амина", "2016-02-14").await;
    let unknown = OpenCase {
        kind: domain::Kind::of("child"),
        profile: Vec::new(),
        owner: Some(cast.id("aigul")),
        team: Some(cast.centre),
        place: None,
        list: None,
    };
    let timur = cast.who("timur").await;
    let id = cast.app.open_case_for_test(&timur, cast.command(), &unknown).await.unwrap();
    let unknown = Child { id, code: cast.code(id).await };
    // Of whom nobody knows when they were born, the date is asked for first.
    for (child, open) in [(near, true), (far, false), (unknown, false)] {
        assert_eq!(time_to_decide(&cast, child).await, open);
        let aigul = cast.who("aigul").await;
        let code = domain::FormCode::of("own_wish");
        let door = Door::page(Shown::RecordForm);
        let view = cast.app.form_view(&aigul, &child.code, &code, None, door).await;
        if open {
            view.unwrap();
            wishes(&cast, child).await.unwrap();
        } else {
            not_found(view);
            not_found(wishes(&cast, child).await);
        }
    }
    // Afterwards it stays open, though the task is done.
    cast.clock.advance_days(400);
    assert!(time_to_decide(&cast, near).await);
    // Another birth date: what was agreed to before is looked at again, at any age.
    cast.clock.advance_days(1);
    let change = [("new_birth", "2014"), ("new_birth_basis", "document")];
    fills(&cast, "aigul", form(&cast, far, "birth_change", 0, &change)).await.unwrap();
    assert!(open(&cast, far, "decide_anew").await && time_to_decide(&cast, far).await);
}

async fn at_eighteen_what_others_agreed_to_carries_nothing_new(cast: Cast) {
    // Only the year is known: from the first of January the person may be of age.
    let child = cast.child("aigul", "Дина", "2009").await;
    let younger = cast.child("aigul", "Амина", "2016-02-14").await;
    let mut asked = consent(&cast, child, "schooling", Some(cast.school));
    asked.assent = ChoiceCode::of("written");
    asked.capacity = Some(text("understands"));
    let aigul = cast.who("aigul").await;
    cast.app.record_consent(&aigul, asked).await.unwrap();
    let school = refers(&cast, child, testkit::SCHOOL, "schooling").await;
    assert_eq!(cast.app.look_for_ages().await.unwrap(), 0, "too early");
    not_found(wishes(&cast, child).await);
    cast.clock.advance_days(230);
    assert!(time_to_decide(&cast, child).await && !time_to_decide(&cast, younger).await);
    assert_eq!(cast.app.look_for_ages().await.unwrap(), 1);
    assert_eq!(cast.app.look_for_ages().await.unwrap(), 0, "once");
    assert!(open(&cast, child, "of_age").await && !open(&cast, younger, "of_age").await);
    let due = record(&cast, child)
        .await
        .open_tasks()
        .iter()
        .find(|task| task.added.what == *"of_age")
        .unwrap()
        .added
        .due;
    assert_eq!(due.to_zoned(TimeZone::get("Asia/Atyrau").unwrap()).date(), jiff::civil::date(2027, 1, 1));

    cast.clock.advance_days(100);
    let known = record(&cast, child).await;
    let zone = TimeZone::UTC;
    let state = &known.consents[0];
    assert_eq!(asked_again(&known, &cast.app.protocol(), state, &zone, cast.clock.now()), Some(Again::OfAge));
    // The school goes on until people decide; nothing new rests on what another said.
    assert_eq!(known.referral(school).unwrap().state, ReferralState::Sent);
    let revoke = app::case::refer::ReferralStep::Revoke(text("asked again"));
    step(&cast, "aigul", child, school, revoke).await.unwrap();
    let aigul = cast.who("aigul").await;
    let refused = cast.app.refer(&aigul, referral(&cast, child, testkit::SCHOOL, "schooling")).await;
    assert_eq!(reason(refused), "consent-missing");
}

async fn a_death_ends_the_work_and_can_be_taken_back(cast: Cast) {
    let child = cast.a_child().await;
    enters(&cast, child, "adaptation").await;
    let (_, school) = to_school(&cast, child).await;
    let aigul = cast.who("aigul").await;
    let before = record(&cast, child).await;
    let open_before = before.open_tasks().iter().filter(|task| task.added.referral.is_none()).count();
    assert!(open_before > 0);
    let death = [("died_on", "2026-03"), ("death_basis", "family")];
    for by in ["rustem", "saule", "marat", "bolat"] {
        not_found(fills(&cast, by, form(&cast, child, "death", 0, &death)).await);
    }
    cast.clock.advance_days(1);
    fills(&cast, "aigul", form(&cast, child, "death", 0, &death)).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.stage(), Some(&Stage::of("closed")));
    assert!(known.stages.last().unwrap().ground.as_ref().is_some_and(|ground| *ground == "death"));
    assert!(known.open_tasks().is_empty(), "no reminder comes of it");
    assert_eq!(known.referral(school).unwrap().state, ReferralState::Revoked);
    assert_eq!(
        known.referral(school).unwrap().said,
        Some("closed".into()),
        "the school reads what it always reads"
    );
    let refused = cast.app.refer(&aigul, referral(&cast, child, testkit::SCHOOL, "schooling")).await;
    assert_eq!(reason(refused), "person-died");
    assert!(matches!(
        cast.app.open_code(&cast.who("bolat").await, &child.code, Door::page(Shown::Record)).await,
        Err(Refused::NotFound)
    ));

    cast.clock.advance_days(1);
    let event = last_fill(&known, "death");
    cast.app.correct(&aigul, cast.command(), child.code, event, text("a namesake")).await.unwrap();
    let back = record(&cast, child).await;
    assert_eq!(back.stage(), before.stage());
    assert_eq!(
        back.open_tasks().iter().filter(|task| task.added.referral.is_none()).count(),
        open_before,
        "what was to be done is to be done again"
    );
    cast.app.refer(&aigul, referral(&cast, child, testkit::SCHOOL, "schooling")).await.unwrap();
}

async fn nobody_moves_a_record_to_death_by_hand(cast: Cast) {
    let child = cast.a_child().await;
    enters(&cast, child, "adaptation").await;
    let sent = app::case::move_stage::MoveStage {
        command: cast.command(),
        code: child.code,
        to: Stage::of("closed"),
        ground: Some(domain::GroundCode::of("death")),
        reason: None,
    };
    assert_eq!(reason(cast.app.move_stage(&cast.who("aigul").await, sent).await), "no-such-move");
}

on_both![
    what_an_entry_ended_is_open_again_when_it_is_struck,
    only_what_i_wrote_a_moment_ago_is_undone,
    an_entry_goes_to_the_right_child_and_leaves_nothing_behind,
    what_the_right_record_says_already_is_not_overwritten,
    a_hold_keeps_what_was_moved_closed_until_it_is_lifted,
    another_name_keeps_the_former_where_the_past_is_kept,
    another_birth_date_asks_anew_for_what_was_decided_on_the_old,
    at_eighteen_what_others_agreed_to_carries_nothing_new,
    a_death_ends_the_work_and_can_be_taken_back,
    nobody_moves_a_record_to_death_by_hand,
    what_is_decided_at_eighteen_waits_for_the_weeks_before,
];
