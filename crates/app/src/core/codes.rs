//! The codes that a command gives to what it opens.
//!
//! Invariant: no code is given twice, and none is foretold: those of real people come from the operating system.
//! Where some were taken, the command is decided again with codes that were looked up and are free, as many as it
//! needs: beside a million records a list of ten thousand would draw a taken one every time.

use std::collections::BTreeSet;

use domain::PersonCode;

use super::{house::App, tokens};
use crate::refused::{Answer, Fault};

/// What the codes of invented people are made from, one after the other.
pub(crate) type Codes = Box<dyn FnMut() -> [u8; 6] + Send>;

/// Half of all codes taken, this often is enough for a list of any length.
const ROUNDS: u32 = 64;

/// The codes of one command.
#[derive(Default)]
pub(crate) struct Draw {
    /// Where those of a demo come from.
    pub(crate) seeded: Option<Codes>,
    given: BTreeSet<PersonCode>,
    /// Known to be free, to be given first.
    free: Vec<PersonCode>,
}

impl Draw {
    /// The next code: one that this command has not given. That no record has it is found out when it is written.
    pub(crate) fn give(&mut self) -> Answer<PersonCode> {
        loop {
            let code = match self.free.pop() {
                Some(code) => code,
                None => self.draw()?,
            };
            if self.given.insert(code) {
                return Ok(code);
            }
        }
    }

    fn draw(&mut self) -> Answer<PersonCode> {
        let random = if let Some(seeded) = &mut self.seeded {
            seeded()
        } else {
            let random = vault::random_id()?;
            [random[0], random[1], random[2], random[3], random[4], random[5]]
        };
        Ok(PersonCode::from_random(random))
    }

    /// As many codes as this command has given, none of which a record has now.
    pub(crate) async fn again(mut self, app: &App) -> Answer<Self> {
        let wanted = self.given.len();
        let (mut seen, mut free) = (BTreeSet::new(), Vec::with_capacity(wanted));
        for _ in 0..ROUNDS {
            if free.len() == wanted {
                return Ok(Self { free, ..Self::default() });
            }
            let mut drawn = Vec::new();
            for _ in free.len()..wanted {
                let code = self.draw()?;
                drawn.extend(seen.insert(code).then_some((code, tokens::code(app, &code)?.to_vec())));
            }
            let asked: Vec<_> = drawn.iter().map(|(_, token)| token.clone()).collect();
            let taken: BTreeSet<_> = app.store().codes_taken(&asked).await?.into_iter().collect();
            free.extend(drawn.into_iter().filter(|(_, token)| !taken.contains(token)).map(|(code, _)| code));
        }
        Err(Fault::Restless.into())
    }
}
