//! The people around a person: those linked with the record, as far as the reader may open their records.
//!
//! Invariant: a link grants no access. Whoever's record the reader may not open is not in the answer, and nothing
//! tells that somebody is missing.

use std::collections::{BTreeMap, BTreeSet};

use domain::{GroundCode, Record, RecordId, Value};
use protocol::Protocol;

use super::link::{OF_A_FAMILY as MEMBERS, is_kin};
use crate::{
    App, Listed, Opened, SignedIn,
    core::{
        father::Father,
        load::{load, view},
        reading::Read,
        tokens,
    },
    refused::Answer,
};

/// Somebody of the family.
#[derive(Debug, Clone)]
pub struct Relative {
    /// What they are to the person; `member` when only the family record tells.
    pub relation: GroundCode,
    /// Their record, as this reader may see it.
    pub record: Listed,
    /// Who of the answer, the person themself among them, is their child, as far as their record tells this reader.
    pub children: Vec<RecordId>,
    /// Whether a father is guessed for nobody here: of those who share their parents, only the mother is shared then.
    pub no_father: bool,
}

impl App {
    /// The relatives of a person whose record was opened, those with a named relation first; logged.
    pub async fn family(&self, who: &SignedIn, opened: &Opened) -> Answer<Vec<Relative>> {
        if opened.grant.is_outside() {
            return Ok(Vec::new());
        }
        let mut relations: BTreeMap<RecordId, GroundCode> = BTreeMap::new();
        let mut families = Vec::new();
        for (to, relation) in &opened.view.links {
            match relation.as_str() {
                "family" => families.push(*to),
                code if is_kin(code) || MEMBERS.contains(&code) => {
                    relations.insert(*to, relation.clone());
                }
                _ => {}
            }
        }
        // The family's own record says who belongs to it, to those who may open it.
        for row in self.show_rows(who, self.store().records(&families).await?).await? {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let family = view(loaded.record, &row.grant, &self.protocol());
            for (member, relation) in &family.links {
                if MEMBERS.contains(&relation.as_str()) {
                    relations.entry(*member).or_insert_with(|| relation.clone());
                }
            }
        }
        relations.remove(&opened.view.id);
        let ids: Vec<RecordId> = relations.keys().copied().collect();
        let rows = self.store().records(&ids).await?;
        let relatives: Vec<Relative> = self
            .show_rows(who, rows)
            .await?
            .into_iter()
            .filter(|row| matches!(row.kind.as_str(), "child" | "adult"))
            .filter_map(|record| {
                let relation = relations.get(&record.id)?.clone();
                Some(Relative { relation, record, children: Vec::new(), no_father: false })
            })
            .collect();
        let mut relatives = self.ask_relatives(opened, relatives).await?;
        relatives.sort_by_key(|relative| {
            let birth = relative.record.summary.as_ref().and_then(|summary| summary.birth);
            (
                MEMBERS.contains(&relative.relation.as_str()),
                birth.map(domain::PartialDate::earliest),
                relative.record.id,
            )
        });
        self.log_reading(
            who,
            &Read {
                page: crate::Shown::RecordFamily,
                records: relatives.iter().map(|relative| relative.record.id).collect(),
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await?;
        Ok(relatives)
    }

    /// The families' own records that a person belongs to, as far as this reader may open them; logged.
    pub async fn families(&self, who: &SignedIn, opened: &Opened) -> Answer<Vec<Listed>> {
        if opened.grant.is_outside() {
            return Ok(Vec::new());
        }
        let links = opened.view.links.iter().filter(|(_, relation)| *relation == "family");
        let ids: Vec<RecordId> = links.map(|(to, _)| *to).collect();
        let families = self.show_rows(who, self.store().records(&ids).await?).await?;
        if !families.is_empty() {
            let records = families.iter().map(|family| family.id).collect();
            let page = crate::Shown::RecordFamily;
            self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        }
        Ok(families)
    }

    /// Who are whose children is found through their parents, whose records say so. Where a record says that nothing is
    /// guessed about the father, no tie to one is among them.
    async fn ask_relatives(&self, opened: &Opened, relatives: Vec<Relative>) -> Answer<Vec<Relative>> {
        let own = opened.view.id;
        let mut shown: BTreeSet<RecordId> = relatives.iter().map(|relative| relative.record.id).collect();
        shown.insert(own);
        let mut silent: BTreeSet<RecordId> = BTreeSet::new();
        if self.father_between(&[own]).await? == Father::Silent {
            silent.insert(own);
        }
        let mut asked = Vec::with_capacity(relatives.len());
        for mut relative in relatives {
            let Some(loaded) = load(self, relative.record.id).await? else { continue };
            if Father::of(&loaded.record) == Father::Silent {
                silent.insert(relative.record.id);
            }
            let seen = view(loaded.record, &relative.record.grant, &self.protocol());
            relative.children =
                tokens::linked_as(&seen, "child").filter(|child| shown.contains(child)).collect();
            asked.push(relative);
        }
        let own_is_male = is_male(opened.facts.kind.as_str(), &opened.view, &self.protocol());
        asked.retain(|relative| match relative.relation.as_str() {
            "father" | "father_as_listed" => !silent.contains(&own),
            "child" => !(own_is_male && silent.contains(&relative.record.id)),
            _ => true,
        });
        for relative in &mut asked {
            let male = relative.record.summary.as_ref().and_then(|summary| summary.sex.as_ref());
            if male.is_some_and(|sex| *sex == *"male") {
                relative.children.retain(|child| !silent.contains(child));
            }
            relative.no_father = silent.contains(&own) || silent.contains(&relative.record.id);
        }
        Ok(asked)
    }
}

fn is_male(kind: &str, record: &Record, protocol: &Protocol) -> bool {
    let profile = protocol.kinds().get(kind).and_then(|kind| kind.profile.as_ref());
    let sex = profile.and_then(|profile| record.value(profile.as_str(), "sex"));
    matches!(sex, Some(Value::Choice(sex)) if *sex == *"male")
}
