//! One request after the other: how long the pages take that people live in, and what they weigh.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use domain::CommandId;

use crate::{
    client::{Body, Client, between},
    program::{Filled, Serving},
};

/// A form as a worker fills it after a visit.
pub(crate) const CONTACT: &str = "contact_kind=home_visit&reached=yes&who_seen=child&seen_alone=yes&mood=calm&concern=none\
     &happened=The+child+showed+the+new+school+bag+and+read+a+page+aloud.\
     &agreed=Next+visit+in+two+weeks.&contact_on=";

/// The body of one submission, and its command's id.
pub(crate) fn submission(csrf: &str, on: &str) -> Result<(String, CommandId)> {
    let command = CommandId::from(vault::random_id()?);
    Ok((format!("_csrf={csrf}&_command={command}&_seen=0&{CONTACT}{on}"), command))
}

/// Where a child's contacts are written.
pub(crate) fn contact(code: &str) -> String {
    format!("/records/{code}/forms/contact")
}

/// The token against forged posts, from a page with a form.
pub(crate) fn csrf(client: &mut Client, code: &str) -> Result<String> {
    let page = client.page(&contact(code))?;
    let token = between(&page, "name=\"_csrf\" value=\"", "\"").context("a form without a token")?;
    Ok(token.to_owned())
}

/// One thing that is asked for again and again.
pub(crate) struct Timed {
    pub(crate) what: &'static str,
    pub(crate) times: Vec<Duration>,
    /// Processor time of the serving process for one, in milliseconds.
    pub(crate) processor: f64,
}

impl Timed {
    fn of(
        what: &'static str,
        (serving, samples): (&Serving, usize),
        mut ask: impl FnMut(usize) -> Result<Duration>,
    ) -> Result<Self> {
        // A tenth beforehand is not counted: connections open, statements are prepared, pages come into memory.
        let before = samples / 10 + 3;
        for number in 0..before {
            ask(number)?;
        }
        let used = serving.processor_time()?;
        let times: Vec<Duration> = (before..before + samples).map(ask).collect::<Result<_>>()?;
        #[expect(clippy::cast_precision_loss, reason = "a few hundred samples")]
        let processor = (serving.processor_time()? - used) / times.len() as f64;
        Ok(Self { what, times, processor })
    }

    /// The time that this share of the samples kept, in milliseconds.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred samples"
        )]
        let place = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
        times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }
}

/// Everything that is timed, as one worker and one supervisor do it.
pub(crate) fn time(serving: &Serving, filled: &Filled, on: &str, samples: usize) -> Result<Vec<Timed>> {
    let (at, samples) = (serving.at.as_str(), (serving, samples));
    let (account, long, short) = filled.first()?;
    let (mut worker, mut supervisor) =
        (Client::sign_in(at, account)?, Client::sign_in(at, &filled.supervisor)?);
    let csrf = csrf(&mut worker, &short[0])?;
    let mut all = Vec::new();
    all.push(Timed::of("open a child, 300 events", samples, |n| {
        shown(&mut worker, &format!("/records/{}", long[n % long.len()]))
    })?);
    all.push(Timed::of("open a child, new", samples, |n| {
        shown(&mut worker, &format!("/records/{}", short[n % short.len()]))
    })?);
    all.push(Timed::of("my day, a worker", samples, |_| shown(&mut worker, "/day"))?);
    all.push(Timed::of("my day, a supervisor", samples, |_| shown(&mut supervisor, "/day"))?);
    all.push(Timed::of("caseload, a worker", samples, |_| shown(&mut worker, "/children"))?);
    all.push(Timed::of("caseload, a supervisor", samples, |_| shown(&mut supervisor, "/children"))?);
    all.push(Timed::of("find by code, and open", samples, |n| {
        let code = &short[n % short.len()];
        let found = worker.get(&format!("/children?q={code}"), Body::Compressed)?;
        let to = found.location.context("a code is not found")?;
        Ok(found.took + shown(&mut worker, &to)?)
    })?);
    all.push(Timed::of("open a form", samples, |n| shown(&mut worker, &contact(&short[n % short.len()])))?);
    // Each saving makes a record longer, so they go round.
    for (what, codes) in [("save a form", short), ("save a form, 300 events", long)] {
        all.push(Timed::of(what, samples, |n| saved(&mut worker, &codes[n % codes.len()], &csrf, on))?);
    }
    Ok(all)
}

fn shown(client: &mut Client, path: &str) -> Result<Duration> {
    let answer = client.get(path, Body::Compressed)?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(answer.took)
}

fn saved(client: &mut Client, code: &str, csrf: &str, on: &str) -> Result<Duration> {
    let (body, _) = submission(csrf, on)?;
    let answer = client.post(&contact(code), &body)?;
    ensure!(answer.status == 303, "a form is answered with {}", answer.status);
    Ok(answer.took)
}

/// What a page weighs on the wire, with all that it loads.
pub(crate) struct Weight {
    pub(crate) path: String,
    pub(crate) encoding: String,
    /// Bytes of the page itself, heads among them.
    pub(crate) page: usize,
    /// Files that it loads, and their bytes.
    pub(crate) files: usize,
    pub(crate) loaded: usize,
}

impl Weight {
    pub(crate) fn all(&self) -> usize {
        self.page + self.loaded
    }
}

/// Weighs the pages that people live in.
pub(crate) fn weigh(at: &str, filled: &Filled) -> Result<Vec<Weight>> {
    let (account, long, _) = filled.first()?;
    let (mut stranger, mut worker) = (Client::new(at)?, Client::sign_in(at, account)?);
    let mut supervisor = Client::sign_in(at, &filled.supervisor)?;
    let record = format!("/records/{}", long[0]);
    let mut weights = vec![weigh_one(&mut stranger, "/sign-in")?];
    for path in ["/day", "/children"] {
        weights.push(weigh_one(&mut supervisor, path)?);
    }
    let mut paths = vec![record.clone()];
    let parts = ["history", "plan", "forms", "consent", "stage", "refer", "urgency", "closure", "tasks/new"];
    paths.extend(parts.map(|part| format!("{record}/{part}")));
    let forms = worker.page(&format!("{record}/forms"))?;
    let forms: BTreeSet<&str> =
        forms.split(&format!("{record}/forms/")).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    paths.extend(forms.into_iter().map(|form| format!("{record}/forms/{form}")));
    paths.extend(["/referrals", "/me", "/protocol"].map(str::to_owned));
    for path in paths {
        weights.push(weigh_one(&mut worker, &path)?);
    }
    Ok(weights)
}

fn weigh_one(client: &mut Client, path: &str) -> Result<Weight> {
    let text = client.page(path)?;
    let sent = client.get(path, Body::Compressed)?;
    let mut loaded: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts = vec![text];
    // What a page loads may load more: a style sheet its fonts, a module its modules.
    while let Some(text) = texts.pop() {
        for file in files(&text) {
            if !loaded.contains_key(&file) {
                let answer = client.get(&file, Body::Compressed)?;
                ensure!(answer.status == 200, "{file} answers {}", answer.status);
                loaded.insert(file.clone(), answer.bytes);
                texts.push(client.page(&file)?);
            }
        }
    }
    Ok(Weight {
        path: path.to_owned(),
        encoding: sent.encoding.unwrap_or_default(),
        page: sent.bytes,
        files: loaded.len(),
        loaded: loaded.values().sum(),
    })
}

/// The files that a page, a style sheet or a module names: by their address, or beside itself.
fn files(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_./".contains(*c)).collect()
    };
    let by_address = text.split("/assets/").skip(1).map(|rest| format!("/assets/{}", name(rest)));
    let beside = ["\"./", "'./", "url("].into_iter().flat_map(|before| text.split(before).skip(1));
    let beside = beside.map(name).filter(|name| !name.starts_with('/') && name.contains('.'));
    by_address.chain(beside.map(|name| format!("/assets/{name}"))).collect()
}
