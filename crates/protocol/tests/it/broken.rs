//! A folder broken in one place gives exactly one problem, at that place, with a mend.

mod access;
mod codes;
mod pathway;
mod rules;
mod several;
mod writing;

use protocol::{Files, Problem, Protocol};

use crate::fixture;

/// One slip of an author, and the one problem it must give.
struct Slip {
    file: &'static str,
    /// What stood there; the first occurrence is replaced.
    from: &'static str,
    to: &'static str,
    /// The file that has to be changed.
    at: &'static str,
    /// What its line must hold.
    line: &'static str,
    says: &'static str,
    mend: &'static str,
}

/// A slip: file, what stood there, what stands there now, the line, the message, the mend.
const fn slip(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    line: &'static str,
    says: &'static str,
    mend: &'static str,
) -> Slip {
    Slip { file, from, to, at: file, line, says, mend }
}

impl Slip {
    /// The same, to be mended in another file.
    const fn in_file(mut self, file: &'static str) -> Self {
        self.at = file;
        self
    }

    fn problems(&self) -> (Vec<Problem>, Files) {
        let mut files = fixture::files();
        let text = files.get_mut(self.file).expect("the fixture has the file");
        assert!(text.contains(self.from), "{}: the fixture does not hold {:?}", self.file, self.from);
        *text = text.replacen(self.from, self.to, 1);
        match Protocol::from_files(files.clone()) {
            Ok(_) => (Vec::new(), files),
            Err(error) => (error.problems().to_vec(), files),
        }
    }

    /// What is wrong with the answer; nothing when it is as it should be.
    fn fault(&self, problems: &[Problem], files: &Files) -> Option<&'static str> {
        let [problem] = problems else { return Some("not exactly one problem") };
        if problem.file != self.at {
            return Some("another file");
        }
        let text = files.get(self.at).map_or("", String::as_str);
        let line = text.lines().nth(problem.line as usize - 1).unwrap_or("");
        let has_column = (1..=line.chars().count() + 1).contains(&(problem.column as usize));
        let right = [
            (line.contains(self.line), "another line"),
            (has_column, "a column outside of the line"),
            (problem.message.contains(self.says), "another message"),
            (problem.mend.contains(self.mend), "another mend"),
            (!problem.mend.is_empty(), "no mend"),
        ];
        right.into_iter().find(|(right, _)| !right).map(|(_, fault)| fault)
    }
}

fn each_gives_its_problem(slips: &[Slip]) {
    let mut faults = Vec::new();
    for slip in slips {
        let (problems, files) = slip.problems();
        if let Some(fault) = slip.fault(&problems, &files) {
            let shown = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n    ");
            faults.push(format!("{fault}: {:?} -> {:?} gave\n    {shown}", slip.from, slip.to));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_is_not_broken_gives_none() {
    let sound = Protocol::from_files(fixture::files());
    assert!(sound.is_ok(), "{}", sound.err().map_or_else(String::new, |error| error.to_string()));
}
