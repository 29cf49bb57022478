//! The family around a person, as a picture and as the list that says the same.
//!
//! Invariant: only people whose record this reader may open, and only ties that those records tell them; nothing of
//! where anybody lives, learns or is looked after.

use std::collections::{BTreeMap, BTreeSet};

use app::{Opened, case::family::Relative};
use domain::RecordId;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{
    listing::label,
    person::{address, age, age_of, birth, code_of, name, name_of, named, title},
};
use crate::{
    fail::Fail,
    look::{self, InPicture, Union},
    visit::Visit,
    words::Clock,
};

/// One box of the picture before it is drawn.
struct Drawn {
    id: RecordId,
    key: String,
    name: String,
    detail: String,
    href: String,
}

/// The family picture in its card; nothing where this reader sees nobody.
pub(super) async fn family(visit: &Visit, opened: &Opened, clock: &Clock) -> Result<Markup, Fail> {
    let mut relatives = visit.app().family(visit.who()?, opened).await?;
    // Who looks after somebody is told where care is spoken of, not here.
    relatives.retain(|relative| !matches!(relative.relation.as_str(), "carer" | "looked_after"));
    if relatives.is_empty() {
        return Ok(html! {});
    }
    let mut people: Vec<Drawn> = relatives.iter().map(|relative| drawn(visit, relative, clock)).collect();
    let own = opened.view.id;
    if *opened.kind() != "family" {
        let code = title(opened);
        people.push(Drawn {
            id: own,
            key: own.to_string(),
            name: name(visit, opened).unwrap_or_else(|| code.clone()),
            detail: age(visit, opened, clock).unwrap_or_default(),
            href: address(&code),
        });
    }
    let keys: BTreeMap<RecordId, &str> = people.iter().map(|one| (one.id, one.key.as_str())).collect();
    let births = births(visit, opened, &relatives);
    let unions: Vec<Union<'_>> = unions(own, &relatives)
        .iter_mut()
        .filter_map(|(parents, children)| {
            children.sort_by_key(|child| (births.get(child).copied(), *child));
            let key = |id: &RecordId| keys.get(id).copied();
            let mut parents = parents.iter().filter_map(key);
            Some(Union {
                first: parents.next()?,
                second: parents.next(),
                children: children.iter().filter_map(key).collect(),
            })
        })
        .collect();
    let people: Vec<look::Relative<'_>> = people
        .iter()
        .map(|one| look::Relative {
            key: &one.key,
            name: &one.name,
            detail: &one.detail,
            href: &one.href,
            place: if one.id == own { InPicture::Centre } else { InPicture::Other },
        })
        .collect();
    let picture = look::family_picture(visit.words, &people, &unions);
    let own = visit.app().families(visit.who()?, opened).await?;
    let leads = own.first().map(|family| {
        look::link_button(visit.words.say("family-record"), &address(&code_of(family)), look::Weight::Plain)
    });
    // On the family's own record the word stands over its particulars.
    let heading = if *opened.kind() == "family" { "family-picture" } else { "child-tab-family" };
    Ok(html! {
        (look::card(visit.words.say(heading), leads.as_ref(), &picture))
        (household(visit, opened, &relatives, clock))
    })
}

/// Who lives together and who elsewhere, on the family's own record; where that is, it does not say.
fn household(visit: &Visit, opened: &Opened, relatives: &[Relative], clock: &Clock) -> Markup {
    if *opened.kind() != "family" {
        return html! {};
    }
    let words = visit.words;
    let lives = |relation: &str| {
        let mut there: Vec<&Relative> = relatives.iter().filter(|one| one.relation == relation).collect();
        there.sort_by_key(|one| {
            one.record.summary.as_ref().and_then(|known| known.birth).map(domain::PartialDate::earliest)
        });
        there
    };
    let (together, apart) = (lives("member"), lives("member_apart"));
    let people = |of: &[&Relative]| {
        let lines: Vec<String> = of.iter().map(|one| address(&code_of(&one.record))).collect();
        let lines: Vec<look::Line<'_>> = of
            .iter()
            .zip(&lines)
            .map(|(one, href)| look::Line {
                href,
                icon: None,
                title: named(visit, &one.record, clock),
                detail: None,
                end: None,
            })
            .collect();
        look::lines(&lines)
    };
    look::card(
        words.say("family-household"),
        None,
        &html! {
            @if !together.is_empty() { h3 { (words.say("family-together")) } (people(&together)) }
            @if !apart.is_empty() { h3 { (words.say("family-apart")) } (people(&apart)) }
        },
    )
}

fn drawn(visit: &Visit, relative: &Relative, clock: &Clock) -> Drawn {
    let row = &relative.record;
    let relation = (!matches!(relative.relation.as_str(), "member" | "member_apart"))
        .then(|| label(visit, "link_relations", relative.relation.as_str()));
    let age = age_of(visit, row.summary.as_ref(), clock);
    Drawn {
        id: row.id,
        key: row.id.to_string(),
        name: name_of(visit, row.summary.as_ref(), &row.kind),
        detail: [relation, age].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        href: address(&code_of(row)),
    }
}

/// When each was born at the earliest, as far as it is known.
fn births(visit: &Visit, opened: &Opened, relatives: &[Relative]) -> BTreeMap<RecordId, Date> {
    let of = |relative: &Relative| {
        let birth = relative.record.summary.as_ref()?.birth?;
        Some((relative.record.id, birth.earliest()))
    };
    let own = birth(visit, &opened.view).map(|birth| (opened.view.id, birth.earliest()));
    relatives.iter().filter_map(of).chain(own).collect()
}

/// Who are parents together, and of whom.
fn unions(own: RecordId, relatives: &[Relative]) -> Vec<(BTreeSet<RecordId>, Vec<RecordId>)> {
    let mut parents: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for relative in relatives {
        let id = relative.record.id;
        match relative.relation.as_str() {
            "mother" | "father" => {
                parents.entry(own).or_default().insert(id);
            }
            "child" => {
                parents.entry(id).or_default().insert(own);
            }
            _ => {}
        }
        for child in relative.children.iter().filter(|child| **child != id) {
            parents.entry(*child).or_default().insert(id);
        }
    }
    // A brother, a sister or a twin has the same parents, where no parent says so.
    if let Some(own_parents) = parents.get(&own).cloned() {
        // Where nothing is guessed about a father, the mother alone is shared.
        let mothers: BTreeSet<RecordId> =
            relatives.iter().filter(|one| one.relation == "mother").map(|one| one.record.id).collect();
        for relative in relatives {
            if matches!(relative.relation.as_str(), "sibling" | "twin") {
                let shared = own_parents
                    .iter()
                    .copied()
                    .filter(|parent| !relative.no_father || mothers.contains(parent));
                parents.entry(relative.record.id).or_insert_with(|| shared.collect());
            }
        }
    }
    let mut unions: BTreeMap<BTreeSet<RecordId>, Vec<RecordId>> = BTreeMap::new();
    for (child, of) in parents {
        unions.entry(of).or_default().push(child);
    }
    let spouse = relatives.iter().find(|relative| relative.relation == "spouse");
    if let Some(spouse) = spouse {
        unions.entry(BTreeSet::from([own, spouse.record.id])).or_default();
    }
    unions.into_iter().collect()
}
