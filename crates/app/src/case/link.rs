//! Who is what to whom: two people of a family, or a person and their family, linked and unlinked by hand.
//!
//! Invariant: a link stands in both records or in neither, and whoever makes or ends it may link on both; it opens
//! nothing. No father is written down where a record says that nothing is guessed about him.

use domain::{CommandId, Event, GroundCode, PersonCode, Private, Record, RecordId, Value};
use protocol::Protocol;

use super::listed;
use crate::{
    App, Door, Listed, Opened, Shown, SignedIn,
    core::{
        father::Father,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// What somebody linked can be to a person; the first is said of whom the link leads to.
pub const BETWEEN_PEOPLE: [&str; 11] = [
    "mother",
    "father",
    "child",
    "sibling",
    "half_sibling",
    "twin",
    "grandparent",
    "grandchild",
    "spouse",
    "carer",
    "looked_after",
];

/// What a list says somebody is to another, until somebody has looked.
const AS_LISTED: [&str; 3] = ["mother_as_listed", "father_as_listed", "other"];
/// What somebody can be to their family's record.
pub const OF_A_FAMILY: [&str; 2] = ["member", "member_apart"];
/// So many years at least lie between a parent and a child.
const GENERATION: i16 = 9;

/// A link as it was chosen.
#[derive(Debug, Clone)]
pub struct Link {
    /// The command's id.
    pub command: CommandId,
    /// Whose record.
    pub code: PersonCode,
    /// Whom it leads to.
    pub to: PersonCode,
    /// What they are to the person.
    pub relation: GroundCode,
}

/// Somebody linked by hand, as the reader may see them.
#[derive(Debug, Clone)]
pub struct Linked {
    /// What they are.
    pub relation: GroundCode,
    /// Their record.
    pub record: Listed,
}

impl App {
    /// The people linked with a record, of whom this reader may end the link.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for whoever may link nobody here.
    pub async fn links(&self, who: &SignedIn, code: &PersonCode) -> Answer<(Opened, Vec<Linked>)> {
        let opened = self.open_code(who, code, Door::page(Shown::RecordLinks)).await?;
        if !opened.grant.may_do("record.link") || !links_people(opened.kind().as_str()) {
            return Err(Refused::NotFound);
        }
        let ids: Vec<RecordId> = opened
            .view
            .links
            .iter()
            .filter(|(_, relation)| is_tie(relation.as_str()))
            .map(|(to, _)| *to)
            .collect();
        let rows = self.show_rows(who, self.store().records(&ids).await?).await?;
        let mut linked: Vec<Linked> = rows
            .into_iter()
            .filter(|row| row.grant.may_do("record.link"))
            .filter_map(|record| {
                Some(Linked { relation: opened.view.links.get(&record.id)?.clone(), record })
            })
            .collect();
        linked.sort_by_key(|linked| (linked.relation.clone(), linked.record.id));
        Ok((opened, linked))
    }

    /// Links two records, each with the other.
    ///
    /// # Errors
    /// `party-unknown` for a record that does not exist and for one that the sender may not open alike;
    /// `link-not-yours` where they may open and not link it; others say what does not fit.
    pub async fn link_records(&self, who: &SignedIn, sent: Link) -> Answer<Done> {
        let (one, other) = self.both(who, &sent.code, &sent.to).await?;
        self.transact(who, sent.command, &[Touch::Open(one), Touch::Open(other)], |work| {
            work.demand(one, "record.link")?;
            work.demand(other, "record.link").map_err(|_| because("link-not-yours"))?;
            listed(&work.protocol, "link_relations", sent.relation.as_str())?;
            for side in [one, other] {
                if !work.record(side)?.kind().is_some_and(|kind| links_people(kind.as_str())) {
                    return Err(because("link-does-not-fit"));
                }
            }
            let back = back(work.record(one)?, work.record(other)?, &sent.relation, &work.protocol)?;
            for (side, with, relation) in [(one, other, &sent.relation), (other, one, &back)] {
                let known = work.record(side)?.links.get(&with).cloned();
                match known {
                    Some(known) if known == *relation => continue,
                    Some(known) if !gives_way(known.as_str(), relation.as_str()) => {
                        return Err(because("linked-already"));
                    }
                    _ => {}
                }
                work.add(side, "core", Event::Linked { to: with, relation: relation.clone() })?;
            }
            Ok(one.as_bytes().to_vec())
        })
        .await
    }

    /// Ends a link on both sides, with a reason.
    pub async fn unlink_records(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: &PersonCode,
        to: &PersonCode,
        reason: &Private<String>,
    ) -> Answer<Done> {
        let (one, other) = self.both(who, code, to).await.map_err(|_| Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(one), Touch::Open(other)], |work| {
            work.demand(one, "record.link")?;
            work.demand(other, "record.link")?;
            let known = work.record(one)?.links.get(&other);
            if !known.is_some_and(|relation| is_tie(relation.as_str())) {
                return Err(Refused::NotFound);
            }
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            for (side, with) in [(one, other), (other, one)] {
                if work.record(side)?.links.get(&with).is_some_and(|known| is_tie(known.as_str())) {
                    work.add(side, "core", Event::Unlinked { to: with, reason: reason.clone() })?;
                }
            }
            Ok(one.as_bytes().to_vec())
        })
        .await
    }

    async fn both(&self, who: &SignedIn, code: &PersonCode, to: &PersonCode) -> Answer<(RecordId, RecordId)> {
        let one = self.by_code(code).await?.ok_or(Refused::NotFound)?;
        // A record that the sender may not open looks like one that does not exist.
        let other = self.known_to(who, to).await?.ok_or_else(|| because("party-unknown"))?;
        if one == other {
            return Err(because("same-record"));
        }
        Ok((one, other))
    }
}

/// Whether people are linked with records of a kind.
pub(super) fn links_people(kind: &str) -> bool {
    matches!(kind, "child" | "adult" | "family")
}

/// Whether a link tells of kin, or of who looks after whom; all others tell of a family, a journey or the system.
pub(crate) fn is_kin(relation: &str) -> bool {
    BETWEEN_PEOPLE.contains(&relation) || AS_LISTED.contains(&relation)
}

/// Whether a relation is one that this module makes and ends.
fn is_tie(relation: &str) -> bool {
    is_kin(relation) || OF_A_FAMILY.contains(&relation) || relation == "family"
}

/// Whether a known link makes room for another: what a list says, and who lives with whom.
pub(crate) fn gives_way(known: &str, new: &str) -> bool {
    AS_LISTED.contains(&known) || OF_A_FAMILY.contains(&known) && OF_A_FAMILY.contains(&new)
}

/// Whether of two who are linked one can be to the other what the first relation says, where the second is what the
/// other is.
pub(crate) fn answers(relation: &str, back: &str) -> bool {
    matches!(
        (relation, back),
        ("mother" | "father", "child")
            | ("child", "mother" | "father")
            | ("grandparent", "grandchild")
            | ("grandchild", "grandparent")
            | ("carer", "looked_after")
            | ("looked_after", "carer")
    ) || relation == back
        && matches!(relation, "sibling" | "half_sibling" | "twin" | "spouse" | "other" | "same_person")
}

/// What the first is to the second, where the second is something to the first.
pub(crate) fn back(
    one: &Record,
    other: &Record,
    relation: &GroundCode,
    protocol: &Protocol,
) -> Answer<GroundCode> {
    let kind = |record: &Record| record.kind().map(|kind| kind.as_str().to_owned()).unwrap_or_default();
    let (kind, other_kind) = (kind(one), kind(other));
    // Whoever stands on a list is somebody's mother or child, too; only a registrar links them.
    let person = |kind: &str| matches!(kind, "child" | "adult" | "listed");
    let code = relation.as_str();
    if kind == "family" {
        if !person(&other_kind) || !OF_A_FAMILY.contains(&code) {
            return Err(because("link-does-not-fit"));
        }
        return Ok(GroundCode::of("family"));
    }
    if !person(&kind) || !person(&other_kind) || !BETWEEN_PEOPLE.contains(&code) {
        return Err(because("link-does-not-fit"));
    }
    // Neither written down nor worked out from the sex of whoever is named as a parent.
    let parent_of = |parent: &Record, child: &Record| {
        let sex = sex(parent, protocol);
        match sex.as_deref() {
            Some("female") => Ok("mother"),
            Some("male") if Father::of(child) == Father::Silent => Err(because("no-father-here")),
            Some("male") => Ok("father"),
            _ => Err(because("sex-needed")),
        }
    };
    let back = match code {
        "mother" | "father" => {
            if parent_of(other, one)? != code {
                return Err(because("link-does-not-fit"));
            }
            older(other, one, protocol)?;
            "child"
        }
        "child" => {
            let parent = parent_of(one, other)?;
            older(one, other, protocol)?;
            parent
        }
        "grandparent" => {
            older(other, one, protocol)?;
            "grandchild"
        }
        "grandchild" => {
            older(one, other, protocol)?;
            "grandparent"
        }
        "sibling" => "sibling",
        "half_sibling" => "half_sibling",
        "twin" => "twin",
        "spouse" => "spouse",
        // Whoever looks after somebody is grown up.
        "carer" if other_kind == "adult" => "looked_after",
        "looked_after" if kind == "adult" => "carer",
        _ => return Err(because("link-does-not-fit")),
    };
    Ok(GroundCode::of(back))
}

fn of_profile<'r>(record: &'r Record, protocol: &Protocol, field: &str) -> Option<&'r Value> {
    let profile = protocol.kinds().get(record.kind()?.as_str())?.profile.clone()?;
    record.value(profile.as_str(), field)
}

fn sex(record: &Record, protocol: &Protocol) -> Option<String> {
    match of_profile(record, protocol, "sex") {
        Some(Value::Choice(sex)) => Some(sex.to_string()),
        _ => None,
    }
}

/// Refuses a parent who cannot have been born before the child.
fn older(elder: &Record, younger: &Record, protocol: &Protocol) -> Answer<()> {
    let birth = |record: &Record| match of_profile(record, protocol, "birth") {
        Some(Value::Date(birth)) => Some(*birth),
        _ => None,
    };
    match (birth(elder), birth(younger)) {
        (Some(elder), Some(younger)) if younger.latest().year() - elder.earliest().year() < GENERATION => {
            Err(because("link-too-young"))
        }
        _ => Ok(()),
    }
}

impl Work<'_> {
    /// Links a person with their family, from both sides.
    pub(super) fn join(&mut self, family: RecordId, member: RecordId) -> Answer<()> {
        self.link(family, "core", member, "member")?;
        self.link(member, "core", family, "family")
    }
}
