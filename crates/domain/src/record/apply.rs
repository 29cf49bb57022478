//! How each event changes the record.

use std::collections::BTreeMap;

use super::{
    Answer, Approval, ConsentState, Entry, Erasure, File, GoalState, Handed, Leave, Note, Pair, PairDecided,
    PlanReview, Proposal, Record, Referral, ReferralState, Review, RoleHeld, SecondFactor, StageEntered,
    Struck, Task, TaskEnd, TaskEnding, Team, Verdict,
};
use crate::{
    AccountEvent, ApprovalId, Event, EventId, Head, InstallationEvent, Instant, LeaveId, Private, Recorded,
    ReferralId, TaskId, TeamEvent, UserId,
};

/// Which events are struck through. An event may be struck, and restored, only within its own compartment.
pub(super) fn struck(history: &[Recorded]) -> BTreeMap<EventId, Struck> {
    let slots: BTreeMap<_, _> =
        history.iter().map(|recorded| (recorded.head.event, recorded.head.slot)).collect();
    let mut struck = BTreeMap::new();
    for recorded in history {
        let (head, Some(content)) = (&recorded.head, &recorded.content) else { continue };
        let beside = |event: &EventId| slots.get(event) == Some(&head.slot);
        match &content.event {
            Event::Corrected { event, reason, ground } if beside(event) => {
                let strike =
                    Struck { by: head.actor, at: head.at, reason: reason.clone(), ground: ground.clone() };
                struck.insert(*event, strike);
            }
            Event::Restored { event } if beside(event) => {
                struck.remove(event);
            }
            _ => {}
        }
    }
    struck
}

impl Record {
    pub(super) fn apply(&mut self, recorded: &Recorded) {
        let head = &recorded.head;
        let seen = self.heads.entry(head.slot).or_default();
        *seen = head.seq.max(*seen);
        let Some(content) = &recorded.content else { return };
        if self.struck.contains_key(&head.event) {
            return;
        }
        match &content.event {
            Event::Opened(opened) => self.opened = Some((opened.clone(), head.at)),
            Event::FormFilled { form, entry, values, emptied } => {
                let entries = self.forms.entry(form.clone()).or_default();
                let place = *self.places.entry((form.clone(), *entry)).or_insert_with(|| {
                    entries.push(Entry {
                        id: *entry,
                        compartment: recorded.compartment.clone(),
                        slot: head.slot,
                        values: BTreeMap::new(),
                        set_by: BTreeMap::new(),
                        seq: head.seq,
                        at: head.at,
                        by: head.actor,
                        changed_at: head.at,
                        events: Vec::new(),
                        protocol: content.protocol.clone(),
                    });
                    entries.len() - 1
                });
                let known = &mut entries[place];
                for (field, value) in values {
                    known.values.insert(field.clone(), value.clone());
                    known.set_by.insert(field.clone(), head.event);
                }
                for field in emptied {
                    known.values.remove(field);
                    known.set_by.insert(field.clone(), head.event);
                }
                known.seq = head.seq;
                known.changed_at = head.at;
                known.events.push(head.event);
                known.protocol.clone_from(&content.protocol);
            }
            Event::Corrected { .. } | Event::Restored { .. } | Event::BroughtHere { .. } => {}
            Event::StatusChanged { to, ground, reason } => self.stages.push(StageEntered {
                stage: to.clone(),
                at: head.at,
                by: head.actor,
                ground: ground.clone(),
                reason: reason.clone(),
            }),
            Event::UrgencySet { to, reason } => self.urgency = Some((*to, reason.clone())),
            Event::Assigned { owner, team, place, word } => {
                self.owner = *owner;
                self.team = *team;
                self.place.clone_from(place);
                self.handed = word.clone().map(|word| Handed { word, by: head.actor, at: head.at });
            }
            Event::TaskAdded(added) => {
                self.tasks.insert(
                    added.task,
                    Task {
                        added: added.clone(),
                        compartment: recorded.compartment.clone(),
                        slot: head.slot,
                        at: head.at,
                        by: head.actor,
                        end: None,
                        comments: Vec::new(),
                    },
                );
            }
            Event::TaskMoved { task, due, .. } => self.with_task(*task, |task| task.added.due = *due),
            Event::TaskAssigned { task, assignee, team } => self.with_task(*task, |task| {
                task.added.assignee = *assignee;
                task.added.team = *team;
            }),
            Event::TaskCommented { task, text } => {
                self.with_task(*task, |task| task.comments.push((text.clone(), head.actor, head.at)));
            }
            Event::TaskDone { task, note } => self.end_task(*task, head, TaskEnding::Done, note.clone()),
            Event::TaskWaived { task, reason } => {
                self.end_task(*task, head, TaskEnding::Waived, Some(reason.clone()));
            }
            Event::GoalSet(goal) => match self.goals.iter_mut().find(|known| known.goal.goal == goal.goal) {
                Some(known) => {
                    known.goal = goal.clone();
                    known.changed_at = head.at;
                    known.version += 1;
                }
                None => self.goals.push(GoalState {
                    goal: goal.clone(),
                    compartment: recorded.compartment.clone(),
                    at: head.at,
                    changed_at: head.at,
                    version: 1,
                    reviews: Vec::new(),
                }),
            },
            Event::GoalReviewed { goal, now, progress, child_view, outcome } => {
                if let Some(known) = self.goals.iter_mut().find(|known| known.goal.goal == *goal) {
                    known.reviews.push(Review {
                        at: head.at,
                        by: head.actor,
                        now: now.clone(),
                        progress: (*progress).min(100),
                        child_view: child_view.clone(),
                        outcome: outcome.clone(),
                    });
                }
            }
            Event::PlanReviewed { note } => self.plan_reviews.push(PlanReview {
                event: head.event,
                at: head.at,
                by: head.actor,
                note: note.clone(),
            }),
            Event::ApprovalAsked { approval, of, note } => self.approvals.push(Approval {
                id: *approval,
                of: of.clone(),
                asked_by: head.actor,
                asked_at: head.at,
                note: note.clone(),
                answer: None,
            }),
            Event::ApprovalGiven { approval, note } => {
                self.answer(*approval, head, Verdict::Given, note.clone());
            }
            Event::ApprovalRefused { approval, reason } => {
                self.answer(*approval, head, Verdict::Refused, Some(reason.clone()));
            }
            Event::ConsentDecided(consent) => self.consents.push(ConsentState {
                consent: consent.clone(),
                at: head.at,
                by: head.actor,
                withdrawn: None,
            }),
            Event::ConsentWithdrawn { consent, reason } => {
                if let Some(known) = self.consents.iter_mut().find(|known| known.consent.consent == *consent)
                {
                    known.withdrawn = Some((head.at, reason.clone()));
                }
            }
            Event::Barred { party, ground } => {
                self.bars.insert(*party, ground.clone());
            }
            Event::BarLifted { party, .. } => {
                self.bars.remove(party);
            }
            Event::Granted(granted) => {
                self.grants.retain(|known| {
                    (known.party, &known.relation, known.referral)
                        != (granted.party, &granted.relation, granted.referral)
                });
                self.grants.push(granted.clone());
            }
            Event::GrantEnded { party, relation, referral } => self.grants.retain(|known| {
                (known.party, &known.relation, known.referral) != (*party, relation, *referral)
            }),
            Event::Referred(sent) => self.referrals.push(Referral {
                sent: sent.clone(),
                slot: head.slot,
                at: head.at,
                state: ReferralState::Sent,
                since: head.at,
                by: head.actor,
                said: None,
                instead: Vec::new(),
            }),
            Event::ReferralAccepted { referral } => {
                self.refer(*referral, head, ReferralState::Accepted, None);
            }
            Event::ReferralDeclined { referral, reason, instead } => {
                self.refer(*referral, head, ReferralState::Declined, Some(reason));
                if let Some(known) = self.referrals.iter_mut().find(|known| known.sent.referral == *referral)
                {
                    known.instead.clone_from(instead);
                }
            }
            Event::ReferralDone { referral, outcome } => {
                self.refer(*referral, head, ReferralState::Done, Some(outcome));
            }
            Event::ReferralRevoked { referral, reason } => {
                self.refer(*referral, head, ReferralState::Revoked, Some(reason));
            }
            Event::Conference(event) => self.apply_conference(recorded, event),
            Event::Linked { to, relation } => {
                self.links.insert(*to, relation.clone());
            }
            Event::Unlinked { to, .. } => {
                self.links.remove(to);
            }
            Event::Arrived { person, state } => {
                self.arrivals.insert(*person, (state.clone(), head.at));
            }
            Event::RowsBrought { rows } => self.brought.push((*rows, head.actor, head.at)),
            Event::MatchProposed(proposed) => {
                self.pair = Some(Pair { proposed: proposed.clone(), at: head.at, decisions: Vec::new() });
            }
            Event::MatchDecided { decision, relation, note } => {
                if let Some(pair) = &mut self.pair {
                    pair.decisions.push(PairDecided {
                        relation: relation.clone(),
                        decision: *decision,
                        by: head.actor,
                        at: head.at,
                        note: note.clone(),
                    });
                }
            }
            Event::Noted { text, sensitive } => self.notes.push(Note {
                event: head.event,
                compartment: recorded.compartment.clone(),
                text: text.clone(),
                sensitive: *sensitive,
                at: head.at,
                by: head.actor,
            }),
            Event::FileAttached { file, title, media, size } => self.files.push(File {
                id: *file,
                compartment: recorded.compartment.clone(),
                title: title.clone(),
                media: media.clone(),
                size: *size,
                at: head.at,
            }),
            Event::HoldPlaced { reason } => self.held = Some(reason.clone()),
            Event::HoldLifted { .. } => self.held = None,
            Event::Erased { slot, event, rule } => {
                self.erased.push(Erasure { slot: *slot, event: *event, rule: rule.clone(), at: head.at });
            }
            Event::Counted(counted) => self.counted = Some(counted.clone()),
            Event::Account(event) => self.apply_account(event, head),
            Event::Team(TeamEvent::Set { name, sector, place, service }) => {
                let columns = self.team_state.take().map(|team| team.columns).unwrap_or_default();
                self.team_state = Some(Team {
                    name: name.clone(),
                    sector: sector.clone(),
                    place: place.clone(),
                    service: service.clone(),
                    columns,
                    closed: false,
                });
            }
            Event::Team(TeamEvent::ColumnsLearnt { headings, columns }) => {
                if let Some(team) = &mut self.team_state {
                    team.columns.insert(headings.clone(), columns.clone());
                }
            }
            Event::Team(TeamEvent::Closed) => {
                if let Some(team) = &mut self.team_state {
                    team.closed = true;
                }
            }
            Event::Installation(event) => match event {
                InstallationEvent::Founded { demo } => self.installation.demo = *demo,
                InstallationEvent::ProtocolActivated { version, hash } => {
                    self.installation.protocols.push((version.clone(), hash.clone(), head.at));
                }
                InstallationEvent::EpochStarted { epoch } => self.installation.epoch = *epoch,
                InstallationEvent::ReadingsBegun { .. } => {}
            },
        }
    }

    fn apply_account(&mut self, event: &AccountEvent, head: &Head) {
        let account = &mut self.account;
        match event {
            AccountEvent::Created { login, name, language } => {
                account.login = login.clone();
                account.name = name.clone();
                account.language.clone_from(language);
            }
            AccountEvent::Changed { name, language } => {
                account.name = name.clone();
                account.language.clone_from(language);
            }
            AccountEvent::RoleProposed { grant, role, team, place, holds } => account.roles.push(RoleHeld {
                grant: *grant,
                role: role.clone(),
                team: *team,
                place: place.clone(),
                proposed_by: head.actor,
                holds: *holds,
            }),
            AccountEvent::RoleConfirmed { grant } => {
                if let Some(role) = account.roles.iter_mut().find(|role| role.grant == *grant) {
                    role.holds = true;
                }
            }
            AccountEvent::RoleEnded { grant } => account.roles.retain(|role| role.grant != *grant),
            AccountEvent::PasswordSet { hash } => account.password = Some(hash.clone()),
            AccountEvent::SecondFactorSet { secret, recovery } => {
                account.second_factor = Some(SecondFactor {
                    secret: secret.clone(),
                    recovery: (0..).zip(recovery.iter().cloned()).collect(),
                });
                account.removal_proposed_by = None;
            }
            AccountEvent::RecoveryCodeUsed { number } => {
                if let Some(factor) = &mut account.second_factor {
                    factor.recovery.remove(number);
                }
            }
            AccountEvent::SecondFactorRemovalProposed => account.removal_proposed_by = Some(head.actor),
            AccountEvent::SecondFactorRemoved { .. } => {
                account.second_factor = None;
                account.removal_proposed_by = None;
            }
            AccountEvent::ResetByOther => {
                // Who has stolen the password must not sign in again before its owner has another.
                account.password = None;
                account.reset_at = Some(head.at);
                account.sessions_from = Some(head.at);
            }
            AccountEvent::SignedIn { step } => {
                account.signed_in_at = Some(head.at);
                account.last_step = account.last_step.max(*step);
            }
            AccountEvent::SignedOutEverywhere => account.sessions_from = Some(head.at),
            AccountEvent::LeaveSet { leave, from, until, deputy } => {
                account.leaves.insert(*leave, Leave { from: *from, until: *until, deputy: *deputy });
            }
            AccountEvent::LeaveEnded { leave } => {
                account.leaves.remove(leave);
            }
            AccountEvent::HandoverProposed { records, team, to } => {
                for record in records {
                    match (*team, *to) {
                        (Some(team), Some(to)) => {
                            account.proposals.insert(*record, Proposal { team, to, at: head.at });
                        }
                        _ => drop(account.proposals.remove(record)),
                    }
                }
            }
            AccountEvent::RemindersSet { email } => account.email.clone_from(email),
            AccountEvent::CalendarLinked { hash } => account.calendar = Some(hash.clone()),
            AccountEvent::CalendarUnlinked => account.calendar = None,
            // An earlier version knew one time for each deputy.
            AccountEvent::DeputyNamed { deputy, from, until } => {
                let leave = LeaveId::from_bytes(*deputy.as_bytes());
                account.leaves.insert(leave, Leave { from: *from, until: *until, deputy: Some(*deputy) });
            }
            AccountEvent::DeputyEnded { deputy } => {
                account.leaves.remove(&LeaveId::from_bytes(*deputy.as_bytes()));
            }
            AccountEvent::Closed => {
                account.closed = true;
                account.calendar = None;
                account.sessions_from = Some(head.at);
            }
            AccountEvent::Reopened => account.closed = false,
        }
    }

    fn with_task(&mut self, id: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.get_mut(&id) {
            change(task);
        }
    }

    fn end_task(&mut self, id: TaskId, head: &Head, how: TaskEnding, note: Option<Private<String>>) {
        let (at, by): (Instant, UserId) = (head.at, head.actor);
        self.with_task(id, |task| {
            if task.end.is_none() {
                task.end = Some(TaskEnd { at, by, how, note });
            }
        });
    }

    fn answer(&mut self, id: ApprovalId, head: &Head, verdict: Verdict, note: Option<Private<String>>) {
        if let Some(approval) =
            self.approvals.iter_mut().find(|known| known.id == id && known.answer.is_none())
        {
            approval.answer = Some(Answer { by: head.actor, at: head.at, verdict, note });
        }
    }

    fn refer(&mut self, id: ReferralId, head: &Head, state: ReferralState, said: Option<&Private<String>>) {
        if let Some(referral) = self.referrals.iter_mut().find(|known| known.sent.referral == id) {
            referral.state = state;
            referral.since = head.at;
            referral.by = head.actor;
            referral.said = said.cloned();
        }
    }
}
