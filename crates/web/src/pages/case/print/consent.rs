//! Consent on paper, a sheet for each purpose: what was decided, or what is asked, in the language of whoever signs.
//!
//! Invariant: nobody who is barred from the record signs or receives it, and what they once decided is on no paper.

use app::{Opened, Shown};
use axum::response::Response;
use domain::{PersonCode, PurposeCode, record::ConsentState};
use maud::{Markup, html};
use policy::Level;
use protocol::Purpose;

use super::{
    super::{
        consent::{asked_of, givers, opens, recipients, ruling, standing},
        form::head,
        listing::{choices, label},
        person::{address, age, title},
    },
    Paper, lay_out, paper_name, recipient,
    recipient::{Services, To},
    whose,
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Choice},
    pages::paper,
    posted::Posted,
    typed::Typed,
    visit::Visit,
    words::{Clock, Language},
};

/// Those who decide for a child and who could be anybody while no one names them.
const ANYBODY: [&str; 2] = ["caregiver", "guardian"];
/// Services near by that a sheet names to choose among.
const NEAR: usize = 6;

/// Whether this reader prints consents: whoever reads them.
pub(super) fn may(opened: &Opened) -> bool {
    matches!(opened.kind().as_str(), "child" | "adult")
        && !opened.grant.is_outside()
        && opened.grant.may_do("record.print")
        && opened.grant.may("consent", Level::Read)
}

/// One sheet: a decision that was recorded, or a purpose that was not asked for yet.
enum Of<'o> {
    Decided(&'o ConsentState),
    Open(PurposeCode),
}

impl Of<'_> {
    fn purpose(&self) -> &PurposeCode {
        match self {
            Self::Decided(known) => &known.consent.purpose,
            Self::Open(purpose) => purpose,
        }
    }

    /// How a form names it.
    fn value(&self) -> String {
        match self {
            Self::Decided(known) => known.consent.consent.to_string(),
            Self::Open(purpose) => purpose.to_string(),
        }
    }
}

/// Every sheet that could be printed: the last decision for each purpose and recipient, then what is still to be asked.
async fn sheets<'o>(visit: &Visit, opened: &'o Opened) -> Result<Vec<Of<'o>>, Fail> {
    let protocol = visit.app().protocol();
    let mut sheets: Vec<Of<'o>> = Vec::new();
    let named = visit.app().paper_names_its_signer(opened).await?;
    for known in opened.view.consents.iter().rev() {
        let consent = &known.consent;
        let later = sheets.iter().any(|sheet| {
            matches!(sheet, Of::Decided(later) if later.consent.purpose == consent.purpose && later.consent.recipient == consent.recipient)
        });
        let barred = match consent.giver_record {
            Some(giver) => visit.app().is_barred(opened, giver).await?,
            // Somebody is kept away, and "a caregiver" could be them.
            None => named && ANYBODY.contains(&consent.giver.as_str()),
        };
        let to_barred = match consent.recipient {
            Some(team) => visit.app().is_barred(opened, team).await?,
            None => false,
        };
        if !later && !barred && !to_barred && protocol.purposes().get(consent.purpose.as_str()).is_some() {
            sheets.push(Of::Decided(known));
        }
    }
    let open: Vec<Of<'o>> = asked_of(&protocol, opened)
        .into_iter()
        .filter(|purpose| protocol.purposes().get(purpose.as_str()).is_some_and(|known| !known.retired))
        .filter(|purpose| !sheets.iter().any(|sheet| sheet.purpose() == purpose))
        .map(Of::Open)
        .collect();
    sheets.extend(open);
    Ok(sheets)
}

fn purpose_label(visit: &Visit, purpose: &PurposeCode) -> String {
    let protocol = visit.app().protocol();
    protocol.purposes().get(purpose.as_str()).map(|known| visit.text(&known.label)).unwrap_or_default()
}

const PAPER: Paper =
    Paper { path: "/print/consent", hint: "print-consent-hint", shown: Shown::ConsentPrinted, may };

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
) -> Result<Response, Fail> {
    ask(&visit, &PAPER.before(&visit, &code).await?, &Typed::default()).await
}

async fn ask(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Response, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let sheets: Vec<(String, String)> = sheets(visit, opened)
        .await?
        .iter()
        .map(|sheet| {
            let purpose = purpose_label(visit, sheet.purpose());
            let stands = match sheet {
                Of::Decided(known) => words.date(clock.day_of(known.at)),
                Of::Open(_) => words.say("consent-not-asked").to_owned(),
            };
            (sheet.value(), format!("{purpose} · {stands}"))
        })
        .collect();
    let sheets: Vec<Choice<'_>> = sheets.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let languages: Vec<Choice<'_>> =
        Language::OFFERED.iter().map(|known| Choice::named(known.code(), known.own_name())).collect();
    let language = typed.chosen("language").unwrap_or_else(|| words.language().code());
    let fields = html! {
        (look::choices_field(words, typed.field("sheet", words.say("print-consent-which")).required(), &sheets, &typed.all("sheet")))
        (look::radio_field(words, typed.field("language", words.say("print-consent-language")).required(), &languages, Some(language)))
        (recipient::field(visit, opened, typed, words.say("print-consent-signs"), Services::No).await?)
    };
    let head = head(visit, opened, words.say("consent-title"));
    PAPER.ask(visit, opened, typed, &address(&title(opened)), head, fields).await
}

pub(in crate::pages::case) async fn show(
    Path(code): Path<PersonCode>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(words, &mut typed);
    let opened = PAPER.before(visit, &code).await?;
    let wanted: Vec<String> = typed.all("sheet").into_iter().map(str::to_owned).collect();
    if wanted.is_empty() {
        typed.needed(words, "sheet", words.say("print-consent-which"));
    }
    let language = typed.chosen("language").and_then(Language::from_code);
    let Some(language) = language else {
        typed.needed(words, "language", words.say("print-consent-language"));
        return ask(visit, &opened, &typed).await;
    };
    let signs = words.say("print-consent-signs");
    let to = recipient::chosen(visit, &opened, &mut typed, signs, Services::No).await?;
    let Some(to) = to.filter(|_| typed.is_fine()) else { return ask(visit, &opened, &typed).await };
    let logged = to.logged(visit, reason.as_str());
    let opened = PAPER.print(visit, &code, &logged).await?;
    // From here on the paper speaks, in its own language.
    let paper = &visit.speaking(language);
    let to = match to {
        To::Relative(_, code) => {
            let known = visit.app().paper_recipient(visit.who()?, &opened, &code).await?;
            To::Relative(super::relation(paper, known.relation.as_str()), code)
        }
        other => other,
    };
    let clock = visit.clock_of(&opened.view);
    let known = sheets(paper, &opened).await?;
    let mut shown = Vec::new();
    for value in &wanted {
        let of = known.iter().find(|sheet| sheet.value() == *value).ok_or(Fail(app::Refused::NotFound))?;
        // A page has one first heading; the sheets after the first say in a line whose they are.
        let head =
            if shown.is_empty() { whose(paper, &opened, &clock) } else { again(paper, &opened, &clock) };
        shown.push(sheet(paper, &opened, of, &to, &clock, &head).await?);
    }
    let content = html! { @for one in &shown { section class="sheet-of" { (one) } } };
    lay_out(visit, paper, &opened, &to.said(paper, reason.as_str()), content).await
}

/// Whose sheet it is, in a line.
fn again(paper: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let age = age(paper, opened, clock);
    html! {
        p {
            span class="code" { (look::own(title(opened))) }
            @if let Some(name) = paper_name(paper, opened) { " · " strong { (look::own(name)) } }
            @if let Some(age) = age { " · " (age) }
        }
    }
}

/// One purpose, whole.
async fn sheet(
    paper: &Visit,
    opened: &Opened,
    of: &Of<'_>,
    to: &To,
    clock: &Clock,
    head: &Markup,
) -> Result<Markup, Fail> {
    let words = paper.words;
    let protocol = paper.app().protocol();
    let purpose: &Purpose =
        protocol.purposes().get(of.purpose().as_str()).ok_or(Fail(app::Refused::NotFound))?;
    let facts = match of {
        Of::Decided(known) => decided(paper, opened, known, clock).await?,
        Of::Open(_) => asked(paper, opened, purpose).await?,
    };
    let of_age = ruling(opened, &protocol, clock).rules.is_empty();
    Ok(html! {
        (head)
        h2 { (words.say_with("consent-ask", args!["purpose" => paper.text(&purpose.label)])) }
        p { (paper.text(&purpose.about)) }
        (look::facts(&facts))
        (look::card(words.say("consent-paper-know"), None, &html! {
            p { (words.say("consent-paper-secret")) }
            p { (words.say("consent-paper-exceptions")) }
            p { (words.say("consent-paper-right")) }
        }))
        @if let Of::Open(_) = of {
            (look::card(words.say("consent-decision"), None, &look::boxes(&[words.say("consent-paper-yes"), words.say("consent-paper-no")])))
            @if !of_age { (view(paper)) }
        }
        (look::signatures(words, &signers(paper, opened, of, to, clock).await?.iter().map(String::as_str).collect::<Vec<_>>()))
    })
}

/// A decision as it was recorded.
async fn decided(
    paper: &Visit,
    opened: &Opened,
    known: &ConsentState,
    clock: &Clock,
) -> Result<Vec<(&'static str, Markup)>, Fail> {
    let words = paper.words;
    let consent = &known.consent;
    let protocol = paper.app().protocol();
    let with = if let Some(team) = consent.recipient {
        look::own(paper.name_of(team).await?)
    } else {
        html! { (words.say("consent-anyone")) }
    };
    let parts = consent.data.iter().filter_map(|part| protocol.compartments().get(part.as_str()));
    let parts: Vec<String> = parts.map(|part| paper.text(&part.label)).collect();
    let shared =
        if parts.is_empty() { words.say("consent-opens-nothing").to_owned() } else { words.list(&parts) };
    let until = consent.until.map(|until| {
        let last = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(until);
        words.date(clock.day_of(last))
    });
    let mut facts = vec![
        (words.say("consent-recipient"), with),
        (words.say("consent-paper-what"), html! { (shared) }),
        (
            words.say("consent-until"),
            html! { (until.unwrap_or_else(|| words.say("consent-paper-open").to_owned())) },
        ),
        (
            words.say("consent-decision"),
            html! { (standing(paper, opened, known, clock)) " · " (words.date(clock.day_of(known.at))) },
        ),
        (words.say("consent-giver"), html! { (label(paper, "consent_givers", consent.giver.as_str())) }),
    ];
    if *opened.kind() == "child" {
        facts.push((
            words.say("consent-assent"),
            html! { (label(paper, "assents", consent.assent.as_str())) },
        ));
    }
    Ok(facts)
}

/// What is asked for, with lines to fill in by hand.
async fn asked(
    paper: &Visit,
    opened: &Opened,
    purpose: &Purpose,
) -> Result<Vec<(&'static str, Markup)>, Fail> {
    let words = paper.words;
    let near: Vec<String> = recipients(paper, opened, purpose)
        .await?
        .into_iter()
        .map(|(_, label)| label)
        .take(NEAR + 1)
        .collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    Ok(vec![
        (words.say("consent-recipient"), look::boxes(&near)),
        (words.say("consent-paper-what"), html! { (opens(paper, purpose)) }),
        (
            words.say("consent-until"),
            html! { p class="sign" {} p class="soft" { (words.say("consent-until-hint")) } },
        ),
    ])
}

/// The child's own view and assent, to be written by hand.
fn view(paper: &Visit) -> Markup {
    let words = paper.words;
    let assents = choices(paper, "assents");
    let assents: Vec<&str> = assents.iter().map(|(_, label)| label.as_str()).collect();
    look::card(
        words.say("consent-assent"),
        None,
        &html! {
            (look::boxes(&assents))
            p { (words.say("consent-paper-view")) }
            p class="sign" {} p class="sign" {}
        },
    )
}

/// Who signs: whoever decides at this age or did, the child, and the worker. Where somebody is kept away, a caregiver only
/// by what they are to the child.
async fn signers(
    paper: &Visit,
    opened: &Opened,
    of: &Of<'_>,
    to: &To,
    clock: &Clock,
) -> Result<Vec<String>, Fail> {
    let words = paper.words;
    let protocol = paper.app().protocol();
    let ruling = ruling(opened, &protocol, clock);
    let named = paper.app().paper_names_its_signer(opened).await?;
    let mut signers: Vec<String> = match (of, to) {
        (_, To::Relative(relation, _)) => vec![relation.clone()],
        _ if ruling.rules.is_empty() => Vec::new(),
        (Of::Decided(known), _) => vec![label(paper, "consent_givers", known.consent.giver.as_str())],
        (Of::Open(_), _) => {
            let all: Vec<String> = givers(paper, &ruling, &protocol)
                .into_iter()
                .filter(|(code, _)| !named || !ANYBODY.contains(&code.as_str()))
                .map(|(_, label)| label)
                .collect();
            vec![all.join(" / ")]
        }
    };
    signers.retain(|signer| !signer.is_empty());
    let own =
        if *opened.kind() == "child" { words.say("sign-child") } else { words.say("print-to-themself") };
    if !signers.iter().any(|known| known == own) {
        signers.push(own.to_owned());
    }
    signers.push(words.say("sign-worker").to_owned());
    Ok(signers)
}
