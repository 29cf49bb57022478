//! Marks for the test that looks for what is shown where: each compartment of each person's record holds a text that
//! stands nowhere else.
//!
//! Invariant: a mark names its compartment and its record's code, `mk-social-7F3KQX2`, and lies in that compartment only.

use std::collections::BTreeSet;

use domain::{
    ChoiceCode, CommandId, ConferenceEvent, Consent, Decision, Event, Granted, GroundCode, Instant,
    PersonCode, PurposeCode, RecordId, ReferralId, Urgency,
};

use super::step::{Pen, Sent, Step, What};
use crate::{
    App, SignedIn,
    core::work::Touch,
    refused::{Answer, Refused},
};

/// The mark of a compartment of a record.
pub fn mark(compartment: &str, code: PersonCode) -> String {
    format!("mk-{compartment}-{}", code.compact())
}

/// Puts a mark into every compartment of every person's record.
pub(super) async fn mark_all(app: &App, machine: &SignedIn, now: Instant) -> Answer<()> {
    for kind in ["child", "adult", "family", "operation", "flight"] {
        for id in app.all_of(kind).await? {
            app.mark_one(machine, id, kind, now).await?;
        }
    }
    Ok(())
}

impl App {
    async fn mark_one(
        &self,
        machine: &SignedIn,
        id: RecordId,
        kind: &'static str,
        now: Instant,
    ) -> Answer<()> {
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(id)], |work| {
            let record = work.record(id)?;
            let (opened, _) = record.opened.as_ref().ok_or(Refused::NotFound)?;
            let code = opened.code;
            let owner = record.owner.unwrap_or(work.actor);
            let referrals: Vec<ReferralId> = record
                .referrals
                .iter()
                .filter(|known| known.state.is_open())
                .map(|known| known.sent.referral)
                .collect();
            let mark = |compartment: &str| mark(compartment, code);
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
            let mut steps = Vec::new();
            let mut add = |what| steps.push(Step { at: now, by: owner, what });
            let one = |form: &'static str, field: &'static str, compartment: &str| {
                What::Fill(form, vec![(field, mark(compartment))])
            };
            match kind {
                "child" | "adult" => {
                    add(one(
                        if kind == "child" { "child_profile" } else { "adult_profile" },
                        "called",
                        "core",
                    ));
                    add(one("manifest_line", "remarks_as_listed", "manifest"));
                    add(one("background", "losses", "background"));
                    let dna = if record.entry("identity").is_some() {
                        None
                    } else {
                        Some(("dna", "not_needed".to_owned()))
                    };
                    let mut identity: Sent = vec![("proceedings", mark("legal"))];
                    identity.extend(dna);
                    add(What::Fill("identity", identity));
                    add(What::Fill(
                        "contact",
                        pairs(&[
                            ("contact_kind", "call"),
                            ("contact_on", &today),
                            ("reached", "no_answer"),
                            ("concern", "none"),
                            ("agreed", &mark("social")),
                        ]),
                    ));
                    add(What::Fill(
                        "session_note",
                        pairs(&[
                            ("session_on", &today),
                            ("format", "individual"),
                            ("brought", &mark("psych")),
                        ]),
                    ));
                    add(What::Fill(
                        "health_check",
                        pairs(&[
                            ("checked_on", &today),
                            ("reason", "follow_up"),
                            ("conditions", "other"),
                            ("findings_note", &mark("health")),
                        ]),
                    ));
                    add(What::Fill(
                        "safety_check",
                        pairs(&[
                            ("done_on", &today),
                            ("seen_alone", "yes"),
                            ("feels_safe", "yes"),
                            ("harm_kinds", "none"),
                            ("protected_address", "no"),
                            ("tonight", "home_safe"),
                            ("self_harm", "no"),
                            ("safety_plan", &mark("safety")),
                        ]),
                    ));
                    add(What::Note("tracing", mark("tracing")));
                    add(What::Note("violation", mark("violation")));
                    let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
                    add(What::Urgency(urgency, mark("case")));
                }
                "family" => {
                    add(one("family_profile", "support", "core"));
                    add(What::Note("social", mark("social")));
                    add(What::Note("case", mark("case")));
                }
                "operation" => {
                    add(one("operation_profile", "remarks", "manifest"));
                    add(What::Note("case", mark("case")));
                }
                _ => {
                    add(one("flight_profile", "remarks", "manifest"));
                    add(What::Note("case", mark("case")));
                }
            }
            if kind == "child" {
                add(What::Fill(
                    "learning_needs",
                    pairs(&[("looked_on", &today), ("recommendation", &mark("education"))]),
                ));
                add(What::Fill(
                    "care_arrangement",
                    pairs(&[
                        ("assessed_on", &today),
                        ("separation", "with_parents"),
                        ("carer_relation", "mother"),
                        ("care_kind", "parent"),
                        ("recommendation", "stay"),
                        ("child_view", &mark("care")),
                        ("guardianship", "not_needed"),
                    ]),
                ));
                add(What::Note("online", mark("online")));
            }
            if kind == "adult" {
                add(What::Fill(
                    "livelihood",
                    pairs(&[("talked_on", &today), ("work_state", "looking"), ("wish", &mark("livelihood"))]),
                ));
            }
            Pen::new(work, id).write(&steps, now)?;
            let consent = mark("consent");
            if matches!(kind, "child" | "adult") {
                let decided = Consent {
                    consent: work.app.fresh()?,
                    purpose: PurposeCode::of("research_none"),
                    recipient: None,
                    data: BTreeSet::new(),
                    decision: Decision::Refused,
                    giver: ChoiceCode::of(if kind == "child" { "child" } else { "self" }),
                    giver_record: None,
                    assent: ChoiceCode::of("not_asked"),
                    capacity: Some(consent.as_str().into()),
                    best_interests: None,
                    limits_explained: true,
                    until: None,
                };
                work.add(id, "consent", Event::ConsentDecided(decided))?;
            }
            // What was prepared for a meeting is closed like everything else of its compartment.
            let parts: Vec<_> = work
                .record(id)?
                .conferences()
                .into_iter()
                .flat_map(|(_, known)| known.parts.values().map(|part| (known.id, part.compartment.clone())))
                .collect();
            for (conference, part) in parts {
                let item = mark(part.as_str()).as_str().into();
                let added = ConferenceEvent::AgendaAdded { conference, item };
                work.add(id, part.as_str(), Event::Conference(added))?;
            }
            for referral in referrals {
                let text = mark("referral").as_str().into();
                work.add_to_referral(id, referral, Event::Noted { text, sensitive: false })?;
            }
            // Nobody has `access`: its mark must be found nowhere.
            let granted = Granted {
                party: work.app.installation_record(),
                relation: GroundCode::of("task"),
                referral: None,
                until: Some(now),
                reason: Some(mark("access").as_str().into()),
            };
            work.add(id, "access", Event::Granted(granted))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}

fn pairs(pairs: &[(&'static str, &str)]) -> Sent {
    pairs.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
}
