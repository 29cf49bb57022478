//! Cuts an expression into tokens, and recognises what people carry over from other languages.

use super::{LONGEST, Mistake, number::settle};

/// A token and its first character.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) is: Is,
    pub(super) at: u32,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Is {
    Number(f64),
    Text(String),
    Field(String),
    Name(String),
    /// `= != < <= > >= + - *`
    Sign(&'static str),
    Open,
    Close,
    Comma,
    Dot,
    DotDot,
}

/// Whether a text can name a field: `[a-z_][a-z0-9_]*`, at most 64 characters.
pub(crate) fn is_field_name(text: &str) -> bool {
    text.len() <= 64
        && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX - 1)
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let letters: Vec<char> = text.chars().take(LONGEST + 1).collect();
    if letters.len() > LONGEST {
        let limit = format!("the expression is longer than {LONGEST} characters");
        return Err(Mistake::new(place(LONGEST), limit, "put parts of it into fields of type calculate"));
    }
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(&letter) = letters.get(index) {
        let at = place(index);
        let next = letters.get(index + 1).copied();
        let mut length = 1;
        let is = match letter {
            ' ' | '\t' | '\n' | '\r' => {
                index += 1;
                continue;
            }
            '(' => Is::Open,
            ')' => Is::Close,
            ',' => Is::Comma,
            '+' => Is::Sign("+"),
            '-' => Is::Sign("-"),
            '*' => Is::Sign("*"),
            '=' if next == Some('=') => return Err(Mistake::new(at, "`==` is not known here", "write `=`")),
            '=' => Is::Sign("="),
            '!' if next == Some('=') => {
                length = 2;
                Is::Sign("!=")
            }
            '!' => return Err(Mistake::new(at, "`!` is not known here", "write `not(…)` or `!=`")),
            '<' if next == Some('=') => {
                length = 2;
                Is::Sign("<=")
            }
            '<' if next == Some('>') => return Err(Mistake::new(at, "`<>` is not known here", "write `!=`")),
            '<' => Is::Sign("<"),
            '>' if next == Some('=') => {
                length = 2;
                Is::Sign(">=")
            }
            '>' => Is::Sign(">"),
            '&' => {
                return Err(Mistake::new(
                    at,
                    "`&` is not known here",
                    "write `and`, or `concat(…)` to join texts",
                ));
            }
            '|' => return Err(Mistake::new(at, "`|` is not known here", "write `or`")),
            '/' => {
                return Err(Mistake::new(
                    at,
                    "`/` is not known here",
                    "write `div` to divide, `${field}` to name a field",
                ));
            }
            '%' => return Err(Mistake::new(at, "`%` is not known here", "write `mod`")),
            '≤' | '≥' | '≠' => {
                return Err(Mistake::new(
                    at,
                    format!("`{letter}` is not known here"),
                    "write `<=`, `>=` or `!=`",
                ));
            }
            '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
                return Err(Mistake::new(
                    at,
                    format!("`{letter}` is no quotation mark here"),
                    "write ' or \"",
                ));
            }
            '\'' | '"' => {
                let Some(end) = letters[index + 1..].iter().position(|c| *c == letter) else {
                    return Err(Mistake::new(at, "the text has no end", format!("close it with {letter}")));
                };
                length = end + 2;
                Is::Text(letters[index + 1..=index + end].iter().collect())
            }
            '$' => {
                let (name, width) = field(&letters, index)?;
                length = width;
                Is::Field(name)
            }
            '.' if next == Some('.') => {
                length = 2;
                Is::DotDot
            }
            '.' if !next.is_some_and(|c| c.is_ascii_digit()) => Is::Dot,
            '.' | '0'..='9' => {
                let (number, width) = number(&letters, index)?;
                length = width;
                Is::Number(number)
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
                length = letters[index..].iter().take_while(|c| is_part(**c)).count();
                Is::Name(letters[index..index + length].iter().collect())
            }
            c if c.is_alphabetic() => {
                let message = format!("`{c}` is not known here");
                return Err(Mistake::new(
                    at,
                    message,
                    "put a text into '…', and write field names in Latin letters",
                ));
            }
            c => {
                let shown = c.escape_default();
                return Err(Mistake::new(
                    at,
                    format!("`{shown}` is not known here"),
                    "remove it, or put the text into '…'",
                ));
            }
        };
        found.push(Token { is, at });
        index += length;
    }
    Ok(found)
}

fn field(letters: &[char], index: usize) -> Result<(String, usize), Mistake> {
    let at = place(index);
    if letters.get(index + 1) != Some(&'{') {
        return Err(Mistake::new(at, "`$` without `{`", "write `${field}`"));
    }
    let Some(end) = letters[index + 2..].iter().position(|c| *c == '}') else {
        return Err(Mistake::new(at, "`${` has no end", "close it with `}`"));
    };
    let name: String = letters[index + 2..index + 2 + end].iter().collect();
    if !is_field_name(&name) {
        let mend =
            "write `${field}` with the field's name: a-z, 0-9 and _, beginning with a letter, without spaces";
        return Err(Mistake::new(at, "no field name between `${` and `}`", mend));
    }
    Ok((name, end + 3))
}

fn number(letters: &[char], index: usize) -> Result<(f64, usize), Mistake> {
    let width = letters[index..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let text: String = letters[index..index + width].iter().collect();
    if width > 15 || text.matches('.').count() > 1 || text.ends_with('.') {
        return Err(Mistake::new(
            place(index),
            "this is no number",
            "write at most 14 digits with one point, like 12.5",
        ));
    }
    if letters.get(index + width).is_some_and(|c| c.is_alphabetic() || *c == '_') {
        let mend = "put a text into '…', or a space after the number";
        return Err(Mistake::new(place(index), "a number runs into a name", mend));
    }
    let number =
        text.parse().map_err(|_| Mistake::new(place(index), "this is no number", "write it like 12.5"))?;
    Ok((settle(number), width))
}
