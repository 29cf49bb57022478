//! What is left of a release: one child's story, an erasure, a new epoch, and one event of every kind.

use app::{case::refer::ReferralStep, chain::erase::Erase};
use domain::{Event, GroundCode, RecordId, Urgency};
use testkit::Cast;

use crate::{every, steps::*};

/// Lives in a house, and gives the records in it.
pub(crate) async fn live(cast: &Cast) -> Vec<RecordId> {
    let child = cast.a_child().await;
    consents(cast, child, "case_work", None).await;
    fills(cast, "aigul", form(cast, child, "safety_check", 0, SAFE)).await.unwrap();
    urgency(cast, "aigul", child, Urgency::Urgent).await.unwrap();
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    cast.app.set_goal(&aigul, goal(cast, child)).await.unwrap();
    is_heard(cast, "aigul", child, "before_plan").await;
    let asked = cast.app.submit_plan(&aigul, cast.command(), child.code, None).await.unwrap();
    let sent = answer(cast, child, approval(&asked), domain::record::Verdict::Given);
    cast.app.answer_plan(&saule, sent).await.unwrap();
    let (_, psychologist) = to_psychologist(cast, child).await;
    step(cast, "zarina", child, psychologist, ReferralStep::Accept).await.unwrap();
    step(cast, "zarina", child, psychologist, ReferralStep::Done(text("sleeps through"))).await.unwrap();
    to_school(cast, child).await;
    let ground = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("marat"), ground).await.unwrap();

    // Something was erased, and the keys were changed afterwards.
    fills(cast, "aigul", form(cast, child, "safety_check", 0, SAFE)).await.unwrap();
    let known = record(cast, child).await;
    let last = known.history.iter().rev().find(|recorded| {
        matches!(&recorded.content, Some(content) if matches!(content.event, Event::FormFilled { .. }))
    });
    let head = last.unwrap().head;
    let what = Erase {
        record: child.id,
        slot: head.slot,
        event: Some(head.event),
        rule: GroundCode::of("case_file"),
    };
    cast.app.erase_for_test(&cast.who("timur").await, cast.command(), &what).await.unwrap();
    cast.app.rotate(|_| ()).await.unwrap();

    let other = cast.child("aigul", "Жәнібек Бекұлы", "2014-05-20").await;
    let timur = cast.who("timur").await;
    for (compartment, event) in every::one_of_each(cast, other.id, child.id) {
        cast.app.add_for_test(&timur, cast.command(), other.id, &[(compartment, event)]).await.unwrap();
    }
    let people = ["admin", "askar", "aigul", "marat", "saule", "zarina", "bolat", "timur", "rustem", "dana"];
    let mut records: Vec<RecordId> = people.into_iter().map(|login| cast.id(login)).collect();
    records.extend([child.id, other.id, cast.centre, cast.psychology, cast.school, cast.operation]);
    records.push(cast.app.installation_record());
    records
}
