//! Reads tokens into a tree by binding strength.

use super::{
    DEEPEST, Function, Mistake, Node, Operator, Pattern, Says,
    lexer::{Is, Token, is_field_name, tokens},
};
use crate::problem::nearest;

pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    let tokens = tokens(text)?;
    let end = u32::try_from(text.chars().count()).unwrap_or(u32::MAX - 1);
    if tokens.is_empty() {
        return Err(Mistake::new(0, "the expression is empty", "write one, or leave the key out"));
    }
    let mut reader = Reader { tokens, next: 0, end, open: 0 };
    let root = reader.expression(0)?;
    match reader.peek() {
        None => Ok(root),
        Some(token) => Err(stray(token)),
    }
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
    end: u32,
    open: u16,
}

fn stray(token: &Token) -> Mistake {
    match &token.is {
        Is::Close => Mistake::new(token.at, "a `)` without its `(`", "remove it"),
        Is::Name(name) if ["AND", "OR", "And", "Or", "DIV", "MOD"].contains(&name.as_str()) => Mistake::new(
            token.at,
            format!("`{name}` is not known here"),
            format!("write `{}`", name.to_lowercase()),
        ),
        Is::DotDot => Mistake::new(token.at, "`..` is not known here", "it stands only in `position(..)`"),
        _ => Mistake::new(
            token.at,
            "an operator is missing before this",
            "write `and`, `or`, `=`, `+` or another between the two",
        ),
    }
}

fn operator(is: &Is) -> Option<(Operator, u8)> {
    Some(match is {
        Is::Name(name) => match name.as_str() {
            "or" => (Operator::Or, 1),
            "and" => (Operator::And, 3),
            "div" => (Operator::Div, 11),
            "mod" => (Operator::Mod, 11),
            _ => return None,
        },
        Is::Sign(sign) => match *sign {
            "=" => (Operator::Equal, 5),
            "!=" => (Operator::Unequal, 5),
            "<" => (Operator::Less, 7),
            "<=" => (Operator::AtMost, 7),
            ">" => (Operator::Greater, 7),
            ">=" => (Operator::AtLeast, 7),
            "+" => (Operator::Plus, 9),
            "-" => (Operator::Minus, 9),
            "*" => (Operator::Times, 11),
            _ => return None,
        },
        _ => return None,
    })
}

fn node(at: u32, says: Says) -> Result<Node, Mistake> {
    let below = match &says {
        Says::Two(_, both) => both[0].depth.max(both[1].depth),
        Says::Negative(part) | Says::Matches(part, _) | Says::ChoiceName(part, _) => part.depth,
        Says::Indexed { row, .. } => row.depth,
        Says::Call(_, parts) => parts.iter().map(|part| part.depth).max().unwrap_or(0),
        _ => 0,
    };
    if below >= DEEPEST { Err(too_deep(at)) } else { Ok(Node { says, at, depth: below + 1 }) }
}

fn too_deep(at: u32) -> Mistake {
    let message = format!("the expression is nested deeper than {DEEPEST}");
    Mistake::new(at, message, "put parts of it into fields of type calculate")
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token
    }

    fn expression(&mut self, least: u8) -> Result<Node, Mistake> {
        self.open += 1;
        if self.open > DEEPEST {
            return Err(too_deep(self.peek().map_or(self.end, |token| token.at)));
        }
        let mut left = self.operand()?;
        while let Some(token) = self.peek() {
            let Some((operator, strength)) = operator(&token.is) else { break };
            if strength < least {
                break;
            }
            self.next += 1;
            let right = self.expression(strength + 1)?;
            left = node(left.at, Says::Two(operator, Box::new([left, right])))?;
        }
        self.open -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Node, Mistake> {
        let Some(token) = self.take() else {
            return Err(Mistake::new(
                self.end,
                "the expression ends too early",
                "write what is missing at its end",
            ));
        };
        let at = token.at;
        match token.is {
            Is::Number(number) => node(at, Says::Number(number)),
            Is::Text(text) => node(at, Says::Text(text)),
            Is::Field(name) => node(at, Says::Field(name)),
            Is::Dot => node(at, Says::Current),
            Is::Sign("-") => {
                let part = self.expression(13)?;
                node(at, Says::Negative(Box::new(part)))
            }
            Is::Open => {
                let inner = self.expression(0)?;
                self.close(at)?;
                Ok(inner)
            }
            Is::Name(name) if self.peek().is_some_and(|token| token.is == Is::Open) => self.call(&name, at),
            Is::Name(name) if operator(&Is::Name(name.clone())).is_some() => Err(Mistake::new(
                at,
                format!("nothing stands before `{name}`"),
                "write what it joins on both sides",
            )),
            Is::Name(name) if name.contains(':') => Err(Mistake::new(
                at,
                format!("`{name}` is not known"),
                "write a text as '…' and a field as ${field}",
            )),
            Is::Name(name) => node(at, Says::Column(name)),
            _ => Err(Mistake::new(
                at,
                "a value is missing before this",
                "write a field, a number, a text or a function",
            )),
        }
    }

    fn close(&mut self, opened: u32) -> Result<(), Mistake> {
        match self.take() {
            Some(Token { is: Is::Close, .. }) => Ok(()),
            Some(other) => Err(stray(&other)),
            None => Err(Mistake::new(opened, "a `(` has no end", "close it with `)`")),
        }
    }

    fn call(&mut self, name: &str, at: u32) -> Result<Node, Mistake> {
        let Some(function) = Function::named(name) else {
            let mend = match nearest(name, Function::names()) {
                Some(near) => format!("did you mean `{near}(…)`?"),
                None => "use one of the functions in docs of the expression language".to_owned(),
            };
            return Err(Mistake::new(at, format!("there is no function `{name}`"), mend));
        };
        let opened = self.take().map_or(at, |token| token.at);
        if function == Function::Position {
            return match (self.take().map(|token| token.is), self.take().map(|token| token.is)) {
                (Some(Is::DotDot), Some(Is::Close)) => node(at, Says::Position),
                _ => Err(Mistake::new(at, "`position` takes only `..`", "write `position(..)`")),
            };
        }
        let mut parts = Vec::new();
        if self.peek().is_some_and(|token| token.is == Is::Close) {
            self.next += 1;
        } else {
            loop {
                parts.push(self.expression(0)?);
                if self.peek().is_some_and(|token| token.is == Is::Comma) {
                    self.next += 1;
                } else {
                    self.close(opened)?;
                    break;
                }
            }
        }
        let (least, most) = function.arguments();
        if parts.len() < least || parts.len() > most {
            let expected = match (least, most) {
                (least, most) if least == most => format!("{least}"),
                (least, most) if most >= 200 => format!("at least {least}"),
                (least, most) => format!("{least} to {most}"),
            };
            let message = format!("`{name}` has {} arguments", parts.len());
            return Err(Mistake::new(at, message, format!("it takes {expected}, parted by commas")));
        }
        special(function, at, parts)
    }
}

/// The functions whose arguments are names or patterns rather than values.
fn special(function: Function, at: u32, mut parts: Vec<Node>) -> Result<Node, Mistake> {
    match function {
        Function::WeightedChecklist if !parts.len().is_multiple_of(2) => Err(Mistake::new(
            at,
            "a value of `weighted-checklist` has no weight",
            "write value, weight, value, weight",
        )),
        Function::Regex => match (parts.pop(), parts.pop()) {
            (Some(Node { says: Says::Text(pattern), at: place, .. }), Some(value)) => {
                let pattern = Pattern::parse(&pattern)
                    .map_err(|bad| Mistake::new(place + 1 + bad.at, bad.message, bad.mend))?;
                node(at, Says::Matches(Box::new(value), pattern))
            }
            _ => Err(Mistake::new(
                at,
                "the pattern of `regex` is computed",
                "write it as a text: regex(., '[0-9]+')",
            )),
        },
        Function::ChoiceName => {
            let field = match parts.pop().map(|part| part.says) {
                Some(Says::Field(name)) => Some(name),
                Some(Says::Text(text)) => {
                    text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::to_owned)
                }
                _ => None,
            };
            if let (Some(field), Some(value)) = (field.filter(|name| is_field_name(name)), parts.pop()) {
                return node(at, Says::ChoiceName(Box::new(value), field));
            }
            let message = "the second argument of `jr:choice-name` names no field";
            Err(Mistake::new(at, message, "write jr:choice-name(${field}, '${field}')"))
        }
        Function::IndexedRepeat => {
            if let Ok([Node { says: Says::Field(field), .. }, Node { says: Says::Field(repeat), .. }, row]) =
                <[Node; 3]>::try_from(parts)
            {
                return node(at, Says::Indexed { field, repeat, row: Box::new(row) });
            }
            let message = "`indexed-repeat` needs a field and a repeat by name";
            Err(Mistake::new(at, message, "write indexed-repeat(${field}, ${repeat}, 1)"))
        }
        Function::Sum | Function::Count if !matches!(parts[0].says, Says::Field(_)) => {
            let name = function.name();
            Err(Mistake::new(at, format!("`{name}` takes only a field"), format!("write {name}(${{field}})")))
        }
        _ => node(at, Says::Call(function, parts)),
    }
}
