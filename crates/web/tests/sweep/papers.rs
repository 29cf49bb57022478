//! Every paper of every record that is open, printed; and what stands on none of them, whoever prints.

use axum::http::Method;

use crate::{
    routes::{Depth, addresses, of},
    sweep::{Met, Reading},
    world::Known,
};

/// Parts that are on no paper: what somebody hides from, what is apart from care, where they came from.
const NEVER: [&str; 7] =
    ["safety", "address", "supervision", "violation", "online", "manifest", "background"];

/// Purposes of which a sheet may be asked for.
const PURPOSES: [&str; 4] = ["schooling", "medical_care", "legal_help", "violation_monitoring"];

impl Reading {
    /// Prints everything that this reader may print.
    pub(crate) async fn every_paper(mut self) -> Met {
        let mut records: Vec<Known> = self.world.records.values().copied().collect();
        records.retain(|known| self.stands(*known));
        for path in of(&Method::POST).into_iter().filter(|path| path.contains("/print")) {
            for known in records.iter().copied() {
                let (things, code) = (&self.things.clone()[known.name], known.code.to_string());
                let sheets: Vec<&str> = if path.ends_with("/consent") {
                    things.consents.iter().map(String::as_str).chain(PURPOSES).collect()
                } else {
                    vec![""]
                };
                for address in addresses(path, known, &code, things, &self.world, Depth::All) {
                    for sheet in &sheets {
                        self.paper(path, &address, sheet).await;
                    }
                }
            }
        }
        self.met
    }

    async fn paper(&mut self, path: &str, address: &str, sheet: &str) {
        let body = format!("_csrf={}&reason=It+is+needed+today&language=en&sheet={sheet}", self.browser.csrf);
        let answer = self.browser.post(address, &body).await;
        self.look(path, address, &answer);
        let Ok(marks) = self.world.marks.within(&answer.whole()) else { return };
        // What a journey is called is all that a paper about the journey says.
        let of_people = |record| matches!(self.world.get(record).kind, "child" | "adult" | "family");
        let never: Vec<_> = marks
            .into_iter()
            .filter(|mark| NEVER.contains(&mark.part.as_str()) && of_people(mark.record))
            .collect();
        for mark in never {
            self.wrong(address, &format!("prints {:?} of {} ({})", mark.part, mark.record, mark.how));
        }
    }
}
