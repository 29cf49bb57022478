//! Commands: once, whole, by their sender, and never over another's head.

use app::Refused;
use domain::{FieldCode, Urgency, Value};
use testkit::{Cast, on_both};

use crate::steps::*;

async fn the_same_command_twice_happens_once(cast: Cast) {
    let child = cast.a_child().await;
    let sent = form(&cast, child, "safety_check", 0, SAFE);
    let first = fills(&cast, "aigul", sent.clone()).await.unwrap();
    let size = cast.app.store().head().await.unwrap().size;
    let second = fills(&cast, "aigul", sent).await.unwrap();
    assert!(!first.repeated && second.repeated);
    assert_eq!(first.outcome, second.outcome);
    assert_eq!(cast.app.store().head().await.unwrap().size, size);
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 1);
}

async fn the_same_command_at_the_same_time_happens_once(cast: Cast) {
    let child = cast.a_child().await;
    let sent = form(&cast, child, "safety_check", 0, SAFE);
    let aigul = cast.who("aigul").await;
    let both = tokio::join!(
        cast.app.fill_form(&aigul, sent.clone()),
        cast.app.fill_form(&aigul, sent.clone()),
        cast.app.fill_form(&aigul, sent.clone()),
        cast.app.fill_form(&aigul, sent),
    );
    let outcomes = [both.0, both.1, both.2, both.3].map(|done| done.unwrap().outcome);
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "each is told of the one entry");
    assert_eq!(record(&cast, child).await.entries("safety_check").len(), 1);
}

async fn a_command_id_of_another_tells_nothing(cast: Cast) {
    let child = cast.a_child().await;
    let sent = form(&cast, child, "safety_check", 0, SAFE);
    fills(&cast, "aigul", sent.clone()).await.unwrap();
    not_found(fills(&cast, "marat", sent).await);
}

async fn a_refused_command_leaves_nothing_and_may_be_sent_again(cast: Cast) {
    let child = cast.a_child().await;
    let before = cast.app.store().head().await.unwrap().size;
    let mut sent = form(&cast, child, "safety_check", 0, &SAFE[..3]);
    let refused = fills(&cast, "aigul", sent.clone()).await;
    assert!(matches!(refused, Err(Refused::Fields(_))), "{refused:?}");
    assert_eq!(cast.app.store().head().await.unwrap().size, before);
    assert!(cast.app.store().command(sent.command).await.unwrap().is_none());
    sent.fields = form(&cast, child, "safety_check", 0, SAFE).fields;
    assert!(!fills(&cast, "aigul", sent).await.unwrap().repeated);
}

/// The sequence of the particulars as a page shows it.
async fn seen(cast: &Cast, child: testkit::Child) -> u64 {
    record(cast, child).await.entry("child_profile").unwrap().seq
}

fn called(record: &domain::Record) -> Option<String> {
    match record.value("child_profile", "called") {
        Some(Value::Text(text)) => Some(text.as_str().to_owned()),
        _ => None,
    }
}

async fn saves_of_different_fields_merge(cast: Cast) {
    let child = cast.a_child().await;
    let seen = seen(&cast, child).await;
    fills(&cast, "aigul", form(&cast, child, "child_profile", seen, &[("called", "Ami")])).await.unwrap();
    // From a page made before that.
    fills(&cast, "aigul", form(&cast, child, "child_profile", seen, &[("interpreter", "yes")]))
        .await
        .unwrap();
    let known = record(&cast, child).await;
    assert_eq!(called(&known).as_deref(), Some("Ami"));
    assert!(known.value("child_profile", "interpreter").is_some());
    assert!(known.value("child_profile", "names").is_some(), "what was not sent stays");
}

async fn saves_of_the_same_field_are_a_choice(cast: Cast) {
    let child = cast.a_child().await;
    let seen = seen(&cast, child).await;
    fills(&cast, "aigul", form(&cast, child, "child_profile", seen, &[("called", "Ami")])).await.unwrap();
    let mut later = form(&cast, child, "child_profile", seen, &[("called", "Mina"), ("interpreter", "no")]);
    let Err(Refused::Conflict(conflicts)) = fills(&cast, "aigul", later.clone()).await else {
        panic!("a conflict was expected")
    };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].field.as_str(), "called");
    assert_eq!(conflicts[0].theirs, Some(Value::Text("Ami".into())));
    assert_eq!(conflicts[0].mine, Some(Value::Text("Mina".into())));
    let known = record(&cast, child).await;
    assert_eq!(called(&known).as_deref(), Some("Ami"), "nothing is overwritten");
    assert!(known.value("child_profile", "interpreter").is_none(), "nothing is half applied");
    later.mine = [FieldCode::of("called")].into();
    fills(&cast, "aigul", later).await.unwrap();
    assert_eq!(called(&record(&cast, child).await).as_deref(), Some("Mina"));
    // The same value twice is no conflict.
    fills(&cast, "aigul", form(&cast, child, "child_profile", seen, &[("called", "Mina")])).await.unwrap();
}

async fn many_at_once_lose_nothing(cast: Cast) {
    let child = cast.a_child().await;
    let mut at_once = Vec::new();
    for n in 0..12 {
        let (app, aigul) = (cast.app.clone(), cast.who("aigul").await);
        let sent = form(&cast, child, "safety_check", 0, SAFE);
        let to = if n % 2 == 0 { Urgency::Soon } else { Urgency::Urgent };
        let set = app::case::set_urgency::SetUrgency {
            command: cast.command(),
            code: child.code,
            to,
            reason: text("at once"),
        };
        at_once.push(tokio::spawn(async move {
            let filled = app.fill_form(&aigul, sent).await.map(drop);
            let set = app.set_urgency(&aigul, set).await.map(drop);
            (filled, set)
        }));
    }
    let (mut filled, mut set) = (0, 0);
    for each in at_once {
        match each.await.unwrap() {
            (Ok(()), Ok(())) => (filled, set) = (filled + 1, set + 1),
            other => panic!("{other:?}"),
        }
    }
    let known = record(&cast, child).await;
    assert_eq!(known.entries("safety_check").len(), filled);
    let urgencies = known.history.iter().filter(|recorded| {
        matches!(recorded.content.as_ref().unwrap().event, domain::Event::UrgencySet { .. })
    });
    assert_eq!(urgencies.count(), set);
}

async fn what_is_hidden_or_unknown_is_not_stored(cast: Cast) {
    let child = cast.a_child().await;
    let mut odd = SAFE.to_vec();
    odd.push(("nonsense", "1"));
    let refused = fills(&cast, "aigul", form(&cast, child, "safety_check", 0, &odd)).await;
    assert!(matches!(refused, Err(Refused::Fields(_))), "{refused:?}");
    // Hidden by logic: dropped by rule.
    let mut hidden = SAFE.to_vec();
    hidden.push(("not_alone_why", "was alone, so this is hidden"));
    fills(&cast, "aigul", form(&cast, child, "safety_check", 0, &hidden)).await.unwrap();
    assert!(record(&cast, child).await.value("safety_check", "not_alone_why").is_none());
}

on_both![
    the_same_command_twice_happens_once,
    the_same_command_at_the_same_time_happens_once,
    a_command_id_of_another_tells_nothing,
    a_refused_command_leaves_nothing_and_may_be_sent_again,
    saves_of_different_fields_merge,
    saves_of_the_same_field_are_a_choice,
    many_at_once_lose_nothing,
    what_is_hidden_or_unknown_is_not_stored,
];
