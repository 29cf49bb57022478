//! Who a paper is for.
//!
//! Invariant: nobody who is barred from the record is offered or accepted. The log says by code who it was for, the
//! paper itself only what they are to the person.

use app::{Opened, Refused};
use domain::{PersonCode, ReferralId};
use maud::Markup;
use policy::Level;

use super::{
    super::{person::code_of, person::name_and_age, refer},
    relation,
};
use crate::{
    fail::Fail,
    look::{self, Choice},
    typed::Typed,
    visit::Visit,
};

const FILE: &str = "file";
const THEMSELF: &str = "themself";

/// Whether services on the school's side that were asked for help may get this paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Services {
    /// They may, cut to what they see.
    Offered,
    /// It is none of theirs.
    No,
}

/// Who gets it.
#[derive(Debug, Clone)]
pub(super) enum To {
    /// It stays in the file.
    File,
    /// The person themself.
    Themself,
    /// A relative: what they are to the person, and their record.
    Relative(String, PersonCode),
    /// A service on the school's side, which sees these compartments through this referral.
    Service { referral: ReferralId, label: String, seen: Vec<String> },
}

impl To {
    /// The reason with whom it was for, as the log keeps it.
    pub(super) fn logged(&self, visit: &Visit, reason: &str) -> String {
        match self {
            Self::Relative(relation, code) => format!("{reason} · {relation}, {code}"),
            _ => self.said(visit, reason),
        }
    }

    /// The same as the paper says it.
    pub(super) fn said(&self, visit: &Visit, reason: &str) -> String {
        match self {
            Self::File => reason.to_owned(),
            Self::Themself => format!("{reason} · {}", visit.words.say("print-to-themself")),
            Self::Relative(relation, _) => format!("{reason} · {relation}"),
            Self::Service { label, .. } => format!("{reason} · {label}"),
        }
    }
}

/// The services on the school's side with an open referral, each with what it sees.
async fn services(visit: &Visit, opened: &Opened) -> Result<Vec<To>, Fail> {
    let protocol = visit.app().protocol();
    let mut found = Vec::new();
    for known in &opened.view.referrals {
        let open = known.state.is_open() && known.sent.until > visit.app().now();
        let service = protocol.services().get(known.sent.service.as_str());
        let Some(service) = service.filter(|_| open && !opened.grant.is_outside()) else { continue };
        let outside = protocol.table().role(service.role.as_str()).is_some_and(|role| role.outside);
        let seen = refer::sees(&protocol, service, opened.kind()).filter(|_| outside);
        let Some(seen) = seen else { continue };
        if visit.app().is_barred(opened, known.sent.recipient).await? {
            continue;
        }
        let reads = seen.into_iter().filter(|(_, level)| *level >= Level::Read);
        found.push(To::Service {
            referral: known.sent.referral,
            label: visit.text(&service.label),
            seen: reads.map(|(code, _)| code).collect(),
        });
    }
    Ok(found)
}

/// Asks who gets the paper.
pub(super) async fn field(
    visit: &Visit,
    opened: &Opened,
    typed: &Typed,
    label: &str,
    and: Services,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let mut offered = vec![
        (FILE.to_owned(), words.say("print-to-file").to_owned()),
        (THEMSELF.to_owned(), words.say("print-to-themself").to_owned()),
    ];
    for relative in visit.app().paper_recipients(visit.who()?, opened).await? {
        let called = name_and_age(visit, &relative.record, &clock);
        offered.push((
            code_of(&relative.record),
            format!("{called} · {}", relation(visit, relative.relation.as_str())),
        ));
    }
    if and == Services::Offered {
        for service in services(visit, opened).await? {
            if let To::Service { referral, label, .. } = service {
                offered.push((referral.to_string(), label));
            }
        }
    }
    let offered: Vec<Choice<'_>> = offered.iter().map(|(code, label)| Choice::named(code, label)).collect();
    let chosen = typed.chosen("to").unwrap_or(FILE);
    Ok(look::radio_field(words, typed.field("to", label), &offered, Some(chosen)))
}

/// Who was chosen; nothing where somebody barred was, which is noted.
pub(super) async fn chosen(
    visit: &Visit,
    opened: &Opened,
    typed: &mut Typed,
    label: &str,
    and: Services,
) -> Result<Option<To>, Fail> {
    let to = typed.chosen("to").unwrap_or(FILE).to_owned();
    match to.as_str() {
        FILE => return Ok(Some(To::File)),
        THEMSELF => return Ok(Some(To::Themself)),
        _ => {}
    }
    if let (Ok(wanted), Services::Offered) = (to.parse::<ReferralId>(), and) {
        let known = services(visit, opened)
            .await?
            .into_iter()
            .find(|service| matches!(service, To::Service { referral, .. } if *referral == wanted));
        return known.map(Some).ok_or(Fail(Refused::NotFound));
    }
    let code: PersonCode = to.parse().map_err(|_| Fail(Refused::NotFound))?;
    match visit.app().paper_recipient(visit.who()?, opened, &code).await {
        Ok(relative) => Ok(Some(To::Relative(relation(visit, relative.relation.as_str()), code))),
        Err(error) => {
            typed.refused(visit, error, |_| Some(("to", label)))?;
            Ok(None)
        }
    }
}
