//! The people around a person: those linked with the record, as far as the reader may open their records.
//!
//! Invariant: a link grants no access. Whoever's record the reader may not open is not in the answer, and nothing
//! tells that somebody is missing.

use std::collections::{BTreeMap, BTreeSet};

use domain::{GroundCode, RecordId};

use crate::{
    App, Listed, Opened, SignedIn,
    core::{
        load::{load, view},
        reading::Read,
        tokens,
    },
    refused::Answer,
};

/// Links that tell of a journey or of the system, not of kin.
const NO_KIN: &[&str] = &["flight", "operation", "passenger", "receives", "same_person"];

/// Somebody of the family.
#[derive(Debug, Clone)]
pub struct Relative {
    /// What they are to the person; `member` when only the family record tells.
    pub relation: GroundCode,
    /// Their record, as this reader may see it.
    pub record: Listed,
    /// Who of the answer, the person themself among them, is their child, as far as their record tells this reader.
    /// Only parents are asked.
    pub children: Vec<RecordId>,
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
                code if NO_KIN.contains(&code) => {}
                _ => {
                    relations.insert(*to, relation.clone());
                }
            }
        }
        // The family's own record says who belongs to it, to those who may open it.
        for row in self.show_rows(who, self.store().records(&families).await?).await? {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let family = view(loaded.record, &row.grant, &self.protocol());
            for (member, relation) in &family.links {
                if *relation == "member" {
                    relations.entry(*member).or_insert_with(|| relation.clone());
                }
            }
        }
        relations.remove(&opened.view.id);
        let ids: Vec<RecordId> = relations.keys().copied().collect();
        let rows = self.store().records(&ids).await?;
        let mut relatives: Vec<Relative> = self
            .show_rows(who, rows)
            .await?
            .into_iter()
            .filter(|row| matches!(row.kind.as_str(), "child" | "adult"))
            .filter_map(|record| {
                Some(Relative { relation: relations.get(&record.id)?.clone(), record, children: Vec::new() })
            })
            .collect();
        self.ask_parents(opened, &mut relatives).await?;
        relatives.sort_by_key(|relative| {
            let birth = relative.record.summary.as_ref().and_then(|summary| summary.birth);
            (relative.relation == "member", birth.map(domain::PartialDate::earliest), relative.record.id)
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

    /// Brothers and sisters are found through the parents, whose records say whose parents they are.
    async fn ask_parents(&self, opened: &Opened, relatives: &mut [Relative]) -> Answer<()> {
        let mut shown: BTreeSet<RecordId> = relatives.iter().map(|relative| relative.record.id).collect();
        shown.insert(opened.view.id);
        let of_family = *opened.kind() == "family";
        for relative in relatives {
            let parent = match relative.relation.as_str() {
                "mother" | "father" => true,
                _ => of_family && relative.record.kind == "adult",
            };
            if !parent {
                continue;
            }
            let Some(loaded) = load(self, relative.record.id).await? else { continue };
            let parent = view(loaded.record, &relative.record.grant, &self.protocol());
            relative.children =
                tokens::linked_as(&parent, "child").filter(|child| shown.contains(child)).collect();
        }
        Ok(())
    }
}
