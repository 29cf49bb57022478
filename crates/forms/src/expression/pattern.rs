//! The patterns that `regex()` takes: a subset of the usual syntax that matches in linear time here and means the
//! same in a browser.
//!
//! Literals, `.` (any character), `\d \w \s` (ASCII), `\` before punctuation, classes `[a-z0-9_]` and `[^…]`, groups
//! `(…)` and `(?:…)`, `|`, and `? * + {n} {n,} {n,m}`. A pattern always matches the whole text, so `^` at its start
//! and `$` at its end are allowed and say nothing. Not known, on purpose: back-references, look-around, lazy
//! quantifiers, flags, `\b`, `\p`, and an unbounded repetition inside another.
//!
//! Invariant: matching never takes more than states × characters steps, and the states are bounded.

use std::{fmt::Write as _, sync::Arc};

const STATES: usize = 600;
const COUNT: u32 = 100;
const NESTING: u32 = 20;

/// A pattern, read and ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The same pattern for `new RegExp(…, "u")`, spelled so that nothing in it is ambiguous.
    pub canonical: String,
    program: Arc<[Step]>,
}

/// A mistake in a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPattern {
    /// The character it begins at, from 0.
    pub at: u32,
    /// What is wrong.
    pub message: &'static str,
    /// What to write instead.
    pub mend: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Class { ranges: Vec<(char, char)>, negated: Sense },
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    Repeat { part: Box<Part>, least: u32, most: Option<u32> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    In,
    NotIn,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    One { ranges: Vec<(char, char)>, negated: Sense },
    Fork(usize, usize),
    Go(usize),
    End,
}

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, BadPattern> {
        let mut letters: Vec<char> = text.chars().collect();
        let mut from = 0;
        if letters.first() == Some(&'^') {
            from = 1;
        }
        let escaped_end = letters.iter().rev().skip(1).take_while(|c| **c == '\\').count() % 2 == 1;
        if letters.last() == Some(&'$') && !escaped_end {
            letters.pop();
        }
        let mut reader = Reader { letters, next: from, depth: 0 };
        let part = reader.choice()?;
        if reader.next < reader.letters.len() {
            return Err(reader.bad("a `)` without its `(`", "remove it, or write `\\)`"));
        }
        let mut program = Vec::new();
        compile(&part, &mut program).map_err(|()| BadPattern {
            at: 0,
            message: "the pattern is too large",
            mend: "use smaller counts in `{n,m}`",
        })?;
        program.push(Step::End);
        let mut canonical = String::from("^(?:");
        spell(&part, &mut canonical);
        canonical.push_str(")$");
        Ok(Self { canonical, program: program.into() })
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        let mut now = vec![false; self.program.len()];
        let mut after = vec![false; self.program.len()];
        self.enter(0, &mut now);
        for letter in text.chars() {
            after.fill(false);
            let mut alive = false;
            for (index, step) in self.program.iter().enumerate() {
                if !now[index] {
                    continue;
                }
                if let Step::One { ranges, negated } = step {
                    let inside = ranges.iter().any(|(from, to)| (*from..=*to).contains(&letter));
                    if inside == (*negated == Sense::In) {
                        self.enter(index + 1, &mut after);
                        alive = true;
                    }
                }
            }
            if !alive {
                return false;
            }
            std::mem::swap(&mut now, &mut after);
        }
        now.last().copied().unwrap_or(false)
    }

    fn enter(&self, start: usize, states: &mut [bool]) {
        let mut waiting = vec![start];
        while let Some(index) = waiting.pop() {
            if states.get(index).copied() != Some(false) {
                continue;
            }
            states[index] = true;
            match self.program[index] {
                Step::Fork(a, b) => waiting.extend([a, b]),
                Step::Go(a) => waiting.push(a),
                Step::One { .. } | Step::End => {}
            }
        }
    }
}

struct Reader {
    letters: Vec<char>,
    next: usize,
    depth: u32,
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const WORDS: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const SPACES: &[(char, char)] = &[('\t', '\r'), (' ', ' ')];

impl Reader {
    fn bad(&self, message: &'static str, mend: &'static str) -> BadPattern {
        BadPattern { at: u32::try_from(self.next).unwrap_or(0), message, mend }
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.next).copied()
    }

    fn choice(&mut self) -> Result<Part, BadPattern> {
        self.depth += 1;
        if self.depth > NESTING {
            return Err(self.bad("the groups are nested too deep", "write the pattern with fewer groups"));
        }
        let mut ways = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.next += 1;
            ways.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if ways.len() == 1 { ways.remove(0) } else { Part::Choice(ways) })
    }

    fn sequence(&mut self) -> Result<Part, BadPattern> {
        let mut parts = Vec::new();
        while let Some(letter) = self.peek() {
            if matches!(letter, '|' | ')') {
                break;
            }
            let part = self.atom(letter)?;
            parts.push(self.quantified(part)?);
        }
        Ok(Part::Sequence(parts))
    }

    fn atom(&mut self, letter: char) -> Result<Part, BadPattern> {
        match letter {
            '(' => {
                self.next += 1;
                if self.peek() == Some('?') {
                    if self.letters.get(self.next + 1) != Some(&':') {
                        return Err(self.bad("`(?` is not known here", "use plain groups `(…)`"));
                    }
                    self.next += 2;
                }
                let inner = self.choice()?;
                if self.peek() != Some(')') {
                    return Err(self.bad("a `(` has no end", "close it with `)`"));
                }
                self.next += 1;
                Ok(inner)
            }
            '[' => self.class(),
            '.' => {
                self.next += 1;
                Ok(Part::Class { ranges: Vec::new(), negated: Sense::NotIn })
            }
            '\\' => Ok(Part::Class { ranges: self.escape()?, negated: Sense::In }),
            '*' | '+' | '?' | '{' => {
                Err(self
                    .bad("nothing stands before this repetition", "write what repeats, or `\\` before it"))
            }
            '^' | '$' => {
                Err(self.bad("the whole text is matched anyway", "remove it, or write `\\` before it"))
            }
            ']' | '}' => Err(self.bad("a bracket without its beginning", "write `\\` before it")),
            letter => {
                self.next += 1;
                Ok(Part::Class { ranges: vec![(letter, letter)], negated: Sense::In })
            }
        }
    }

    fn escape(&mut self) -> Result<Vec<(char, char)>, BadPattern> {
        let ranges = match self.letters.get(self.next + 1) {
            Some('d') => DIGITS.to_vec(),
            Some('w') => WORDS.to_vec(),
            Some('s') => SPACES.to_vec(),
            Some('t') => vec![('\t', '\t')],
            Some('n') => vec![('\n', '\n')],
            Some(letter) if letter.is_ascii_punctuation() || *letter == ' ' => vec![(*letter, *letter)],
            _ => {
                return Err(
                    self.bad("this escape is not known here", "use \\d, \\w, \\s, or \\ before punctuation")
                );
            }
        };
        self.next += 2;
        Ok(ranges)
    }

    fn class(&mut self) -> Result<Part, BadPattern> {
        let start = self.next;
        self.next += 1;
        let mut negated = Sense::In;
        if self.peek() == Some('^') {
            negated = Sense::NotIn;
            self.next += 1;
        }
        let mut ranges = Vec::new();
        loop {
            let found = match self.peek() {
                None => {
                    self.next = start;
                    return Err(self.bad("a `[` has no end", "close it with `]`"));
                }
                Some(']') => break,
                Some('[') => return Err(self.bad("a `[` inside a class", "write `\\[`")),
                Some('\\') => self.escape()?,
                Some(letter) => {
                    self.next += 1;
                    vec![(letter, letter)]
                }
            };
            let is_range =
                self.peek() == Some('-') && !matches!(self.letters.get(self.next + 1), None | Some(']'));
            if let ([(from, to)], true) = (found.as_slice(), is_range) {
                if from != to {
                    return Err(self.bad("a range between classes", "write the `-` last, as in [\\d-]"));
                }
                self.next += 1;
                let end = match self.peek() {
                    Some('\\') => self.escape()?,
                    Some(letter) => {
                        self.next += 1;
                        vec![(letter, letter)]
                    }
                    None => Vec::new(),
                };
                match end.as_slice() {
                    [(last, same)] if last == same && from <= last => ranges.push((*from, *last)),
                    _ => {
                        return Err(
                            self.bad("a range that ends before it begins", "write the smaller end first")
                        );
                    }
                }
            } else {
                ranges.extend(found);
            }
        }
        if ranges.is_empty() {
            return Err(self.bad("an empty class", "write which characters it holds"));
        }
        self.next += 1;
        Ok(Part::Class { ranges, negated })
    }

    fn quantified(&mut self, part: Part) -> Result<Part, BadPattern> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                let Some(end) = self.letters[self.next..].iter().position(|c| *c == '}') else {
                    return Err(self.bad("a `{` has no end", "write {n}, {n,} or {n,m}"));
                };
                let inside: String = self.letters[self.next + 1..self.next + end].iter().collect();
                let Some(counts) = counts(&inside) else {
                    return Err(
                        self.bad("this is no count", "write {n}, {n,} or {n,m} with numbers up to 100")
                    );
                };
                self.next += end;
                counts
            }
            _ => return Ok(part),
        };
        if most.is_none() && is_unbounded(&part) {
            return Err(self.bad("an unbounded repetition inside another", "repeat only one of the two"));
        }
        self.next += 1;
        if matches!(self.peek(), Some('?' | '*' | '+' | '{')) {
            return Err(self.bad("two repetitions follow each other", "keep one of them"));
        }
        Ok(Part::Repeat { part: Box::new(part), least, most })
    }
}

fn counts(text: &str) -> Option<(u32, Option<u32>)> {
    let read = |text: &str| -> Option<u32> {
        (text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let (least, most) = match text.split_once(',') {
        None => {
            let count = read(text)?;
            (count, Some(count))
        }
        Some((least, "")) => (read(least)?, None),
        Some((least, most)) => (read(least)?, Some(read(most)?)),
    };
    (least <= COUNT && most.is_none_or(|most| most <= COUNT && least <= most)).then_some((least, most))
}

fn is_unbounded(part: &Part) -> bool {
    match part {
        Part::Class { .. } => false,
        Part::Sequence(parts) | Part::Choice(parts) => parts.iter().any(is_unbounded),
        Part::Repeat { part, most, .. } => most.is_none() || is_unbounded(part),
    }
}

fn compile(part: &Part, program: &mut Vec<Step>) -> Result<(), ()> {
    if program.len() > STATES {
        return Err(());
    }
    match part {
        Part::Class { ranges, negated } => {
            program.push(Step::One { ranges: ranges.clone(), negated: *negated });
        }
        Part::Sequence(parts) => parts.iter().try_for_each(|part| compile(part, program))?,
        Part::Choice(ways) => {
            let mut leaving = Vec::new();
            for (index, way) in ways.iter().enumerate() {
                let fork = program.len();
                if index + 1 < ways.len() {
                    program.push(Step::Go(0));
                }
                compile(way, program)?;
                if index + 1 < ways.len() {
                    leaving.push(program.len());
                    program.push(Step::Go(0));
                    program[fork] = Step::Fork(fork + 1, program.len());
                }
            }
            let end = program.len();
            for index in leaving {
                program[index] = Step::Go(end);
            }
        }
        Part::Repeat { part, least, most } => {
            for _ in 0..*least {
                compile(part, program)?;
            }
            let fork = program.len();
            match most {
                None => {
                    program.push(Step::Go(0));
                    compile(part, program)?;
                    program.push(Step::Go(fork));
                    program[fork] = Step::Fork(fork + 1, program.len());
                }
                Some(most) => {
                    let mut forks = Vec::new();
                    for _ in *least..*most {
                        forks.push(program.len());
                        program.push(Step::Go(0));
                        compile(part, program)?;
                    }
                    let end = program.len();
                    for fork in forks {
                        program[fork] = Step::Fork(fork + 1, end);
                    }
                }
            }
        }
    }
    Ok(())
}

fn spell(part: &Part, out: &mut String) {
    match part {
        Part::Class { ranges, negated } => {
            out.push_str(if *negated == Sense::In { "[" } else { "[^" });
            for (from, to) in ranges {
                spell_letter(*from, out);
                if from != to {
                    out.push('-');
                    spell_letter(*to, out);
                }
            }
            out.push(']');
        }
        Part::Sequence(parts) => parts.iter().for_each(|part| spell(part, out)),
        Part::Choice(ways) => {
            out.push_str("(?:");
            for (index, way) in ways.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                spell(way, out);
            }
            out.push(')');
        }
        Part::Repeat { part, least, most } => {
            out.push_str("(?:");
            spell(part, out);
            // Writing into a String cannot fail.
            let _ = match most {
                Some(most) => write!(out, "){{{least},{most}}}"),
                None => write!(out, "){{{least},}}"),
            };
        }
    }
}

fn spell_letter(letter: char, out: &mut String) {
    if letter.is_ascii_alphanumeric() {
        out.push(letter);
    } else {
        let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_match(pattern: &str, text: &str) -> bool {
        Pattern::parse(pattern).expect(pattern).matches(text)
    }

    #[test]
    fn the_whole_text_is_matched() {
        assert!(is_match("[0-9]{12}", "040101500123"));
        assert!(!is_match("[0-9]{12}", "0401015001234"));
        assert!(is_match("^a|bc$", "bc"));
        assert!(!is_match("^a|bc$", "abc"));
        assert!(is_match(r"(KZ|RU)-\d+\.?", "KZ-17."));
        assert!(is_match(r"\$", "$"));
        assert!(is_match("", ""));
        assert!(is_match("(ab?){2,3}", "aba"));
        assert!(!is_match("(ab?){2,3}", "abababab"));
        assert!(is_match("[^0-9]*", "Айша عائشة"));
        assert!(is_match(r"[\d-]+", "12-3"));
    }

    #[test]
    fn what_browsers_would_read_differently_is_refused() {
        for bad in [
            "(a",
            "a)",
            "[a",
            "a**",
            "(a+)+",
            "(?=a)",
            r"\1",
            r"\bx",
            "a{2,1}",
            "a{999}",
            "[z-a]",
            "a^",
            "*",
            "{",
            "(a{90}){90}",
        ] {
            assert!(Pattern::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_pattern_is_read_or_refused(pattern in r"[ab()|*+?{},0-9\[\]^$.\\-]{0,30}", text in "[ab]{0,200}") {
            if let Ok(pattern) = Pattern::parse(&pattern) {
                let _ = pattern.matches(&text);
            }
        }
    }
}
