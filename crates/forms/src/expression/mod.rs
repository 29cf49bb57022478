//! The language of conditions and calculations: the expressions of `XLSForm`, read once and evaluated anywhere.
//!
//! `${field}` is an answer, `.` the field's own, `..` the row around it. There are literals, `+ - * div mod`,
//! `= != < <= > >=`, `and or`, and the functions of [`Function`]. What differs from `XPath`, on purpose:
//!
//! - A number is a decimal with six places: after every step it is rounded to millionths (half up), so `0.1 + 0.2 =
//!   0.3` holds, and Rust and JavaScript agree to the last digit. At 1,000,000,000 and above it is left as it is.
//! - There is one "no number": an empty answer, a text that is none, a division by zero. Every comparison with it is
//!   false (`!=` is true), as in ODK, and written as a text it is the empty text, never `NaN`.
//! - A day is its text (`2026-03-01`), and where a number is needed the days since 1970-01-01, so dates compare and
//!   subtract. A partial date that is not known to the day is no number: ask for `earliest()` or `latest()`.
//! - `today()` and `now()` are those of the place, without a zone.
//! - `sum`, `min` and `max` pass over empty answers. `round` rounds halves up. `pow` takes whole exponents from -64
//!   to 64. Characters are code points. `regex` takes the subset described in [`pattern`] and must match the whole.
//!
//! Invariant: an expression is bounded in length and depth, evaluating it is pure, and it always ends.

mod calendar;
mod evaluate;
mod fit;
mod function;
mod lexer;
mod number;
mod parser;
pub mod pattern;
mod scope;

use std::fmt;

pub use calendar::{civil_text, day_number, day_text};
pub(crate) use calendar::{names, number_of, read_civil, read_day, read_time};
pub use evaluate::{LONGEST_TEXT, evaluate};
pub(crate) use fit::fit;
pub use function::{Function, Kind};
pub(crate) use lexer::is_field_name;
pub(crate) use number::{from_millionths, to_millionths, to_whole};
pub use number::{number_text, read_number, settle};
pub use pattern::Pattern;
pub use scope::{Answers, Clock, Datum, Scope};

use crate::problem::{Place, Problem};

/// The longest expression, in characters.
pub const LONGEST: usize = 4_000;
/// The deepest nesting.
pub const DEEPEST: u16 = 100;

/// An expression as its author wrote it, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// As written.
    pub text: String,
    /// Its meaning.
    pub root: Node,
    /// Where it begins in its file.
    pub at: Place,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it says.
    pub says: Says,
    /// Its first character in the expression, from 0.
    pub at: u32,
    /// How deep the parts below it go.
    pub(crate) depth: u16,
}

/// What a part of an expression says.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// `${name}`.
    Field(String),
    /// `.`
    Current,
    /// A bare name: a column of a choice.
    Column(String),
    /// Two parts and what joins them.
    Two(Operator, Box<[Node; 2]>),
    /// `-x`
    Negative(Box<Node>),
    /// A function and its arguments.
    Call(Function, Vec<Node>),
    /// `regex(x, 'pattern')`
    Matches(Box<Node>, Pattern),
    /// `jr:choice-name(x, '${field}')`
    ChoiceName(Box<Node>, String),
    /// `position(..)`
    Position,
    /// `indexed-repeat(${field}, ${repeat}, x)`
    Indexed {
        /// The field.
        field: String,
        /// The repeat it stands in.
        repeat: String,
        /// The row, from 1.
        row: Box<Node>,
    },
}

/// What joins two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `div`
    Div,
    /// `mod`
    Mod,
}

impl Operator {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
        }
    }
}

/// A mistake in an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}; {mend}")]
pub struct Mistake {
    /// The character it begins at, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub mend: String,
}

impl Mistake {
    pub(crate) fn new(at: u32, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { column: at + 1, message: message.into(), mend: mend.into() }
    }

    /// The same mistake, as a problem of the file that the expression stands in.
    pub fn in_file(self, file: &str, at: Place) -> Problem {
        Problem::at(file, at.right(self.column - 1), self.message, self.mend)
    }
}

impl Expression {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        Self::parse_at(text, Place { line: 1, column: 1 })
    }

    /// Reads an expression that begins at a place of a file.
    pub fn parse_at(text: &str, at: Place) -> Result<Self, Mistake> {
        Ok(Self { text: text.to_owned(), root: parser::parse(text)?, at })
    }

    /// A text that always evaluates to itself.
    pub fn literal(text: &str, at: Place) -> Self {
        Self { text: text.to_owned(), root: Node { says: Says::Text(text.to_owned()), at: 0, depth: 1 }, at }
    }

    /// The names of all fields and repeats it asks for, once each, in order of appearance.
    pub fn references(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        self.root.walk(&mut |node| {
            let mut add = |name| {
                if !found.contains(&name) {
                    found.push(name);
                }
            };
            match &node.says {
                Says::Field(name) => add(name),
                Says::Indexed { field, repeat, .. } => {
                    add(field);
                    add(repeat);
                }
                _ => {}
            }
        });
        found
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Node {
    /// Visits this part and all below it, each before its parts.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.says {
            Says::Two(_, both) => both.iter().for_each(|part| part.walk(visit)),
            Says::Negative(part) | Says::Matches(part, _) | Says::ChoiceName(part, _) => part.walk(visit),
            Says::Indexed { row, .. } => row.walk(visit),
            Says::Call(_, parts) => parts.iter().for_each(|part| part.walk(visit)),
            Says::Text(_)
            | Says::Number(_)
            | Says::Field(_)
            | Says::Current
            | Says::Column(_)
            | Says::Position => {}
        }
    }
}
