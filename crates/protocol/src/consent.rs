//! `consent.toml`: who decides at which age, and what a decision needs to count.
//!
//! Invariant: when the age leaves two rules open, the stricter parts of both are asked for.

use std::collections::BTreeSet;

use domain::{ChoiceCode, Compartment, Consent, Decision, PartialDate};
use forms::Texts;
use jiff::civil::Date;

use crate::{
    Protocol, pathway,
    reading::{Book, FileRows, Row},
};

/// The program's words for who decides; the protocol's list `consent_givers` may label them.
pub const GIVERS: &[&str] = &["caregiver", "child", "self", "guardian", "authorised_worker"];

/// The rules of consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRules {
    /// By age, the youngest first; without a gap from birth to the age of majority.
    pub ages: Vec<AgeRule>,
    /// From this birthday the person is asked again and decides alone.
    pub majority: i16,
    /// Where no caregiver can safely decide.
    pub no_caregiver: NoCaregiver,
    /// What is said about the limits of confidentiality before asking.
    pub limits: Texts,
}

/// The rule for some ages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeRule {
    /// From this age in completed years.
    pub from: i16,
    /// To this age, excluded; nothing means for all time.
    pub to: Option<i16>,
    /// Who may give consent; any of them.
    pub giver: Vec<ChoiceCode>,
    /// What is asked of the child besides.
    pub assent: Assent,
    /// Whether the child's own consent counts.
    pub child_decides: bool,
    /// Whether it must be recorded how the child's capacity was judged.
    pub capacity: bool,
    /// The rule in words.
    pub about: Texts,
}

/// How a child agrees to what another decides. Orders from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assent {
    /// The child is told and watched, not asked.
    None,
    /// Aloud.
    Aloud,
    /// In writing.
    Written,
}

impl Assent {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Aloud => "aloud",
            Self::Written => "written",
        }
    }
}

/// The rule where no caregiver can safely decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCaregiver {
    /// Who decides instead; any of them.
    pub giver: Vec<ChoiceCode>,
    /// Whether the best-interests reason must be written down.
    pub best_interests: bool,
    /// The rule in words.
    pub about: Texts,
}

/// What consent asks for on a day, from what is known of the age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling<'p> {
    /// The rules that may apply, the youngest first; more than one when the age is not known well enough. Empty for
    /// a person of age, who decides alone.
    pub rules: Vec<&'p AgeRule>,
    /// Whether the person may already be of age.
    pub maybe_of_age: bool,
    /// Who may give consent.
    pub giver: Vec<ChoiceCode>,
    /// What is asked of the child besides.
    pub assent: Assent,
    /// Whether it must be recorded how the child's capacity was judged.
    pub capacity: bool,
}

/// What consent asks for at an age in completed years, the fewest and the most it can be; `None` when nothing is
/// known of it.
///
/// Of an adult whose birth date is unknown, say so: `Some((majority, i16::MAX))`.
///
/// Where two rules are possible the stricter parts of both hold: the giver is one that every possible rule accepts,
/// or else one of the youngest rule's; who may be of age already decides in person where a rule lets them; assent is the strongest of them, and where one rule lets the child decide and
/// another does not, the child's agreement in writing.
pub fn rule(rules: &ConsentRules, age: Option<(i16, i16)>) -> Ruling<'_> {
    let (least, most) = age.unwrap_or((0, i16::MAX));
    let maybe_of_age = most >= rules.majority;
    let possible: Vec<&AgeRule> = if least >= rules.majority {
        Vec::new()
    } else {
        let within = |rule: &&AgeRule| rule.from <= most && rule.to.is_none_or(|to| least < to);
        rules.ages.iter().filter(within).filter(|rule| rule.from < rules.majority).collect()
    };
    let Some(youngest) = possible.first() else {
        let giver = vec![ChoiceCode::of("self")];
        return Ruling {
            rules: Vec::new(),
            maybe_of_age: true,
            giver,
            assent: Assent::None,
            capacity: false,
        };
    };
    let accepted_by_all: Vec<ChoiceCode> = youngest
        .giver
        .iter()
        .filter(|giver| possible.iter().all(|rule| rule.giver.contains(giver)))
        .cloned()
        .collect();
    let giver = if maybe_of_age && youngest.giver.iter().any(|giver| *giver == "child") {
        vec![ChoiceCode::of("child")]
    } else if accepted_by_all.is_empty() {
        youngest.giver.clone()
    } else {
        accepted_by_all
    };
    let decides_for_itself = possible.iter().any(|rule| rule.child_decides) || maybe_of_age;
    let others_decide = possible.iter().any(|rule| !rule.child_decides);
    let asked = possible.iter().map(|rule| rule.assent).max().unwrap_or(Assent::None);
    let assent = if decides_for_itself && others_decide { Assent::Written } else { asked };
    let capacity = possible.iter().any(|rule| rule.capacity);
    Ruling { rules: possible, maybe_of_age, giver, assent, capacity }
}

/// The first day on which somebody may be of age.
pub fn may_be_of_age_from(rules: &ConsentRules, birth: PartialDate) -> Date {
    pathway::reaches(birth.earliest(), rules.majority)
}

/// Whether a consent no longer counts because the person may be of age since, and another gave it for them.
///
/// Of an estimated birth date the first possible day counts: asked once too early is better than decided for an adult.
pub fn has_lapsed(
    rules: &ConsentRules,
    consent: &Consent,
    birth: PartialDate,
    decided_on: Date,
    today: Date,
) -> bool {
    let by_another = !["self", "child"].iter().any(|own| consent.giver == **own);
    let maybe = may_be_of_age_from(rules, birth);
    let surely = pathway::reaches(birth.latest(), rules.majority);
    // Whoever decided for somebody who might have been of age already did so by the rules until that was sure.
    by_another && today >= maybe && (decided_on < maybe || today >= surely)
}

/// What a consent decision lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacking {
    /// The protocol has no such purpose, or no longer.
    Purpose,
    /// A compartment that the purpose does not open.
    Data(Compartment),
    /// The limits of confidentiality were not explained first.
    Limits,
    /// Another must decide; these may.
    Giver(Vec<ChoiceCode>),
    /// The child's assent, in this way at least.
    Assent(Assent),
    /// The child said no: what another gave does not count.
    ChildSaysNo,
    /// How the child's capacity was judged.
    Capacity,
    /// The best-interests reason.
    BestInterests,
}

/// Whether a decision may be recorded as it is; otherwise all that it lacks.
///
/// A refusal needs nothing but a purpose: nobody has to justify a no. That the giver is no safety concern is not told
/// from the decision, and is for the caller to ask.
pub fn check(protocol: &Protocol, decision: &Consent, age: Option<(i16, i16)>) -> Result<(), Vec<Lacking>> {
    let rules = protocol.consent();
    let mut lacking = Vec::new();
    match protocol.purposes().get(decision.purpose.as_str()) {
        Some(purpose) if !purpose.retired => {
            let beyond =
                decision.data.iter().filter(|compartment| !purpose.compartments.contains(compartment));
            lacking.extend(beyond.cloned().map(Lacking::Data));
        }
        _ => lacking.push(Lacking::Purpose),
    }
    if decision.decision == Decision::Given {
        let ruling = rule(rules, age);
        let instead = &rules.no_caregiver;
        let by_stand_in = instead.giver.contains(&decision.giver) && !ruling.giver.contains(&decision.giver);
        let of_age = ruling.rules.is_empty();
        if !decision.limits_explained {
            lacking.push(Lacking::Limits);
        }
        if !ruling.giver.contains(&decision.giver) && (!by_stand_in || of_age) {
            let mut allowed = ruling.giver.clone();
            if !of_age {
                allowed.extend(instead.giver.iter().cloned());
            }
            lacking.push(Lacking::Giver(allowed));
        }
        if by_stand_in && !of_age && instead.best_interests && is_blank(decision.best_interests.as_ref()) {
            lacking.push(Lacking::BestInterests);
        }
        // A child who decides agrees by deciding.
        let by_child = matches!(decision.giver.as_str(), "child" | "self");
        let given = match decision.assent.as_str() {
            "aloud" => Assent::Aloud,
            "written" => Assent::Written,
            _ => Assent::None,
        };
        let heard = ruling.assent > Assent::None || ruling.rules.iter().any(|rule| rule.child_decides);
        if decision.assent == "dissent" && !by_child && heard {
            lacking.push(Lacking::ChildSaysNo);
        } else if given < ruling.assent && !by_child {
            lacking.push(Lacking::Assent(ruling.assent));
        }
        if ruling.capacity && is_blank(decision.capacity.as_ref()) {
            lacking.push(Lacking::Capacity);
        }
    }
    lacking.sort();
    if lacking.is_empty() { Ok(()) } else { Err(lacking) }
}

fn is_blank(text: Option<&domain::Private<String>>) -> bool {
    text.is_none_or(|text| text.as_str().trim().is_empty())
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Option<ConsentRules> {
    let mut top = rows.top(book);
    let majority = top.whole("at", "18").and_then(|at| years(&mut top, "at", at));
    let limits = top.texts("limits");
    let mut ages = Vec::new();
    for (number, table) in top.tables("age").into_iter().enumerate() {
        let row = top.inner(table, format!("age/{number}"));
        ages.extend(age(row));
    }
    let no_caregiver = top.table_if("no_caregiver");
    if no_caregiver.is_none() && !top.has("no_caregiver") {
        let mend = "add [no_caregiver] with giver = [\"guardian\"] and needs = [\"best_interests\"]";
        top.missing("no_caregiver", mend);
    }
    let no_caregiver = no_caregiver.map(|table| {
        let mut row = top.inner(table, "no_caregiver".to_owned());
        let giver = givers(&mut row);
        let mut needs = BTreeSet::new();
        for (text, spot) in row.list("needs") {
            if text != "best_interests" {
                row.book.unknown(&spot, "need", &text, ["best_interests"]);
            }
            needs.insert(text);
        }
        let about = row.texts("about");
        row.finish();
        NoCaregiver { giver, best_interests: needs.contains("best_interests"), about }
    });
    top.finish();
    Some(ConsentRules { ages, majority: majority?, no_caregiver: no_caregiver?, limits })
}

fn age(mut row: Row<'_, '_>) -> Option<AgeRule> {
    let from = row.whole("from", "0").and_then(|from| years(&mut row, "from", from));
    let to = row.whole_if("to", "6").and_then(|to| years(&mut row, "to", to));
    let giver = givers(&mut row);
    let assent = [Assent::None, Assent::Aloud, Assent::Written].map(|assent| (assent.code(), assent));
    let assent = row.word("assent", &assent);
    let (child_decides, capacity) = (row.flag("child_decides"), row.flag("capacity"));
    let about = row.texts("about");
    row.finish();
    Some(AgeRule { from: from?, to, giver, assent: assent?, child_decides, capacity, about })
}

fn years(row: &mut Row<'_, '_>, key: &'static str, number: i64) -> Option<i16> {
    let years = i16::try_from(number).ok().filter(|years| (0..=130).contains(years));
    if years.is_none() {
        let spot = row.spot(key);
        row.problem(
            &spot,
            format!("`{key}` is no age: {number}"),
            format!("write completed years: {key} = 12"),
        );
    }
    years
}

fn givers(row: &mut Row<'_, '_>) -> Vec<ChoiceCode> {
    row.must_name("giver", "[\"caregiver\"]");
    let mut givers = Vec::new();
    for (text, spot) in row.list("giver") {
        if GIVERS.contains(&text.as_str()) {
            givers.extend(ChoiceCode::new(&text));
        } else {
            row.book.unknown(&spot, "giver of consent", &text, GIVERS.iter().copied());
        }
    }
    givers
}
