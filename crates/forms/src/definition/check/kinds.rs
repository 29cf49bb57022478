//! What kind of value each part of an expression gives, and where the kinds do not fit.

use crate::{
    definition::{Field, FieldType, Form, Group, Item, Lists},
    expression::{Expression, Function, Kind, Mistake, Node, Operator, Says, number_of},
    problem::nearest,
};

/// What an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It says yes or no.
    Condition,
    /// It says yes or no about the field's own answer.
    Constraint,
    /// It says yes or no about each choice.
    Filter,
    /// It gives a value for a field of this kind.
    Value(Kind),
    /// It gives a number.
    Number,
    /// It gives a text.
    Text,
}

/// Where an expression stands, and what it can see from there.
pub(super) struct Seen<'a> {
    pub(super) form: &'a Form,
    pub(super) lists: &'a Lists,
    pub(super) role: Role,
    pub(super) repeat: Option<&'a Group>,
    pub(super) own: Option<&'a Field>,
}

/// The kind of a field's answer.
pub(super) const fn of_field(field_type: &FieldType) -> Kind {
    match field_type {
        FieldType::Text | FieldType::PersonName | FieldType::Acknowledge => Kind::Text,
        FieldType::Integer | FieldType::Decimal | FieldType::Range { .. } | FieldType::Score(_) => {
            Kind::Number
        }
        FieldType::SelectOne(_) | FieldType::Place => Kind::Code,
        FieldType::SelectMultiple(_) => Kind::Codes,
        FieldType::Date | FieldType::DateTime => Kind::Date,
        FieldType::PartialDate => Kind::PartialDate,
        FieldType::Time => Kind::Time,
        FieldType::Calculate | FieldType::Hidden => Kind::Any,
        FieldType::File | FieldType::Note => Kind::Opaque,
    }
}

/// Whether a literal reads as a number, a day or a time.
pub(super) fn reads_as(text: &str, kind: Kind) -> bool {
    let has = |sign| text.contains(sign);
    match kind {
        Kind::Number => !has('-') || text.starts_with('-'),
        Kind::Date => has('-') && !text.starts_with('-'),
        Kind::Time => has(':'),
        _ => true,
    }
    .then(|| number_of(text))
    .is_some_and(|number| !number.is_nan())
}

/// A field as a reference finds it.
struct Target<'a> {
    field_type: &'a FieldType,
    /// The repeat it stands in.
    repeat: Option<&'a Group>,
}

impl<'a> Seen<'a> {
    pub(super) fn check(&self, expression: &Expression) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        let root = &expression.root;
        let kind = self.kind(root, &mut mistakes);
        if !mistakes.is_empty() {
            return mistakes;
        }
        let (is_fitting, message, mend) = match self.role {
            _ if kind == Kind::Rows => {
                (false, "this is the answers of all rows", "use sum, count, join, min or max")
            }
            Role::Condition | Role::Constraint | Role::Filter => (
                matches!(kind, Kind::Boolean | Kind::Number | Kind::Any),
                "this is no condition",
                "compare it with something, as in ${field} != ''",
            ),
            Role::Number | Role::Value(Kind::Number) => (
                matches!(kind, Kind::Number | Kind::Any | Kind::Code),
                "this gives no number",
                "use number(…)",
            ),
            Role::Value(Kind::Date) => {
                (matches!(kind, Kind::Date | Kind::Any), "this gives no date", "use date(…)")
            }
            Role::Value(Kind::PartialDate) => (
                matches!(kind, Kind::Date | Kind::PartialDate | Kind::Any),
                "this gives no date",
                "use date(…) or a partial date",
            ),
            Role::Value(Kind::Time) => (
                matches!(kind, Kind::Time | Kind::Text | Kind::Any),
                "this gives no time",
                "write a text like '10:00'",
            ),
            Role::Text | Role::Value(_) => (true, "", ""),
        };
        if !is_fitting {
            mistakes.push(Mistake::new(root.at, message, mend));
        }
        mistakes
    }

    fn kind(&self, node: &Node, mistakes: &mut Vec<Mistake>) -> Kind {
        let at = node.at;
        match &node.says {
            Says::Text(_) => Kind::Text,
            Says::Number(_) => Kind::Number,
            Says::Field(name) => self.field(name, at, mistakes),
            Says::Current => {
                if let (Role::Constraint, Some(own)) = (self.role, self.own) {
                    return of_field(&own.field_type);
                }
                mistakes.push(Mistake::new(at, "`.` stands only in a constraint", "write ${field}"));
                Kind::Any
            }
            Says::Column(name) => {
                self.column(name, at, mistakes);
                Kind::Any
            }
            Says::Two(operator, both) => self.two(*operator, both, mistakes),
            Says::Negative(part) => {
                self.numeric(part, mistakes);
                Kind::Number
            }
            Says::Call(function, parts) => self.call(*function, parts, at, mistakes),
            Says::Matches(part, _) => {
                self.kind(part, mistakes);
                Kind::Boolean
            }
            Says::ChoiceName(part, field) => {
                self.kind(part, mistakes);
                if let Some(target) = self.target(field, at, mistakes)
                    && target.field_type.list().is_none()
                    && *target.field_type != FieldType::Place
                {
                    let message = format!("`{field}` has no choices");
                    mistakes.push(Mistake::new(at, message, "name a field of type select or place"));
                }
                Kind::Text
            }
            Says::Position => {
                if self.repeat.is_none() {
                    mistakes.push(Mistake::new(
                        at,
                        "`position(..)` outside a repeat",
                        "use it in a field of a repeat",
                    ));
                }
                Kind::Number
            }
            Says::Indexed { field, repeat, row } => {
                self.numeric(row, mistakes);
                match self.target(field, at, mistakes) {
                    Some(Target { field_type, repeat: Some(home) }) if home.name == *repeat.as_str() => {
                        of_field(field_type)
                    }
                    Some(_) => {
                        let message = format!("`{field}` does not stand in the repeat `{repeat}`");
                        mistakes.push(Mistake::new(at, message, "name the repeat it stands in"));
                        Kind::Any
                    }
                    None => Kind::Any,
                }
            }
        }
    }

    fn target(&self, name: &str, at: u32, mistakes: &mut Vec<Mistake>) -> Option<Target<'a>> {
        let fields = self.form.fields();
        if let Some((field, repeat)) = fields.iter().find(|(field, _)| field.name == *name) {
            return Some(Target { field_type: &field.field_type, repeat: *repeat });
        }
        if let Some(given) = self.form.given.iter().find(|given| given.name == *name) {
            return Some(Target { field_type: &given.field_type, repeat: None });
        }
        if is_group(&self.form.items, name) {
            let message = format!("`{name}` is a group and has no answer");
            mistakes.push(Mistake::new(at, message, "name a field in it"));
            return None;
        }
        let known = fields.iter().map(|(field, _)| field.name.as_str());
        let mend = nearest(name, known.chain(self.form.given.iter().map(|given| given.name.as_str())))
            .map_or_else(
                || "name a field of this form, or declare a fact of the record with [[given]]".to_owned(),
                |near| format!("did you mean ${{{near}}}?"),
            );
        mistakes.push(Mistake::new(at, format!("there is no field `{name}`"), mend));
        None
    }

    fn field(&self, name: &str, at: u32, mistakes: &mut Vec<Mistake>) -> Kind {
        if self.form.repeats().iter().any(|repeat| repeat.name == *name) {
            return Kind::Rows;
        }
        let Some(target) = self.target(name, at, mistakes) else { return Kind::Any };
        if *target.field_type == FieldType::Note {
            mistakes.push(Mistake::new(
                at,
                format!("`{name}` is a note and has no answer"),
                "name a question",
            ));
            return Kind::Any;
        }
        match (target.repeat, self.repeat) {
            (Some(home), Some(here)) if home.name == here.name => of_field(target.field_type),
            (Some(_), _) => Kind::Rows,
            (None, _) => of_field(target.field_type),
        }
    }

    fn column(&self, name: &str, at: u32, mistakes: &mut Vec<Mistake>) {
        let Some(own) = self.own.filter(|_| self.role == Role::Filter) else {
            let mend = format!("write ${{{name}}} for a field, '{name}' for a text");
            mistakes.push(Mistake::new(at, format!("a bare name `{name}`"), mend));
            return;
        };
        if own.field_type.list().is_some_and(|list| !self.lists.choices.contains_key(list)) {
            // That the list itself is missing is said already.
            return;
        }
        let mut columns: Vec<&str> = vec!["name"];
        for choice in crate::logic::choices(self.lists, &own.field_type) {
            columns.extend(choice.columns.keys().map(String::as_str));
        }
        if !columns.contains(&name) {
            columns.sort_unstable();
            columns.dedup();
            let mend = format!("its columns are {}; write ${{{name}}} for a field", columns.join(", "));
            mistakes.push(Mistake::new(at, format!("the choices have no column `{name}`"), mend));
        }
    }

    fn two(&self, operator: Operator, [left, right]: &[Node; 2], mistakes: &mut Vec<Mistake>) -> Kind {
        match operator {
            Operator::Or | Operator::And => {
                self.condition(left, mistakes);
                self.condition(right, mistakes);
                Kind::Boolean
            }
            Operator::Plus | Operator::Minus | Operator::Times | Operator::Div | Operator::Mod => {
                self.numeric(left, mistakes);
                self.numeric(right, mistakes);
                Kind::Number
            }
            Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => {
                self.numeric(left, mistakes);
                self.numeric(right, mistakes);
                Kind::Boolean
            }
            Operator::Equal | Operator::Unequal => {
                self.equality(left, right, mistakes);
                Kind::Boolean
            }
        }
    }

    fn condition(&self, node: &Node, mistakes: &mut Vec<Mistake>) {
        let kind = self.kind(node, mistakes);
        if kind == Kind::Rows || matches!(node.says, Says::Text(_)) {
            mistakes.push(Mistake::new(node.at, "this is no condition", "compare it with something"));
        }
    }

    /// A part that must be a number, or something that counts as one.
    fn numeric(&self, node: &Node, mistakes: &mut Vec<Mistake>) {
        let kind = self.kind(node, mistakes);
        let (message, mend) = match kind {
            Kind::Any | Kind::Number | Kind::Boolean | Kind::Date | Kind::Time | Kind::Code => return,
            Kind::Text => match &node.says {
                Says::Text(text) if !number_of(text).is_nan() => return,
                Says::Text(_) => {
                    ("this text is neither a number nor a date", "write a number, or a date as '2026-03-01'")
                }
                _ => ("this is a text", "use number(…) or string-length(…)"),
            },
            Kind::PartialDate => {
                ("a partial date may be known only to the year", "use earliest(…), latest(…) or age(…)")
            }
            Kind::Codes => ("these are several choices", "use count-selected(…) or selected(…, 'code')"),
            Kind::Rows => ("this is the answers of all rows", "use sum, count, min or max"),
            Kind::Opaque => {
                ("this has no value to reckon with", "only ask whether it is there: ${field} != ''")
            }
        };
        mistakes.push(Mistake::new(node.at, message, mend));
    }

    fn equality(&self, left: &Node, right: &Node, mistakes: &mut Vec<Mistake>) {
        let kinds = (self.kind(left, mistakes), self.kind(right, mistakes));
        for (kind, node, other) in [(kinds.0, left, right), (kinds.1, right, left)] {
            let literal = match &other.says {
                Says::Text(text) => Some(text.as_str()),
                _ => None,
            };
            let is_empty = literal == Some("");
            let (message, mend) = match kind {
                Kind::Codes if !is_empty => {
                    ("several choices equal no single one", "use selected(${field}, 'code')")
                }
                Kind::Rows => ("this is the answers of all rows", "use sum, count, join, min or max"),
                Kind::PartialDate if !is_empty => {
                    ("a partial date may be known only to the year", "use earliest(…), latest(…) or age(…)")
                }
                Kind::Opaque if !is_empty => ("only its presence can be asked", "compare it with ''"),
                Kind::Number | Kind::Date | Kind::Time
                    if !is_empty && literal.is_some_and(|text| !reads_as(text, kind)) =>
                {
                    ("these are never equal", "compare a number with a number, a date with '2026-03-01'")
                }
                Kind::Boolean if literal.is_some() => {
                    ("a condition compared with a text", "use true() or false(), or not(…)")
                }
                Kind::Code => {
                    if let Some(code) = literal {
                        self.known_code(node, code, other.at, mistakes);
                    }
                    continue;
                }
                _ => continue,
            };
            mistakes.push(Mistake::new(node.at, message, mend));
        }
    }

    /// A literal that is compared with a select must be one of its choices.
    fn known_code(&self, select: &Node, code: &str, at: u32, mistakes: &mut Vec<Mistake>) {
        let name = match (&select.says, self.own) {
            (Says::Field(name), _) => name.as_str(),
            (Says::Current, Some(own)) => own.name.as_str(),
            _ => return,
        };
        let given = self.form.given.iter().find(|given| given.name == *name).map(|given| &given.field_type);
        let Some(field_type) = self.form.field(name).map(|field| &field.field_type).or(given) else { return };
        let codes: Vec<&str> =
            crate::logic::choices(self.lists, field_type).map(|choice| choice.code).collect();
        if codes.is_empty() {
            return;
        }
        if code.is_empty() || codes.contains(&code) {
            return;
        }
        let mend = match nearest(code, codes.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None if codes.len() <= 12 => format!("its choices are {}", codes.join(", ")),
            None => "write the code of one of its choices".to_owned(),
        };
        mistakes.push(Mistake::new(at, format!("`{name}` has no choice '{}'", code.escape_debug()), mend));
    }

    fn call(&self, function: Function, parts: &[Node], at: u32, mistakes: &mut Vec<Mistake>) -> Kind {
        use Function as F;
        match function {
            F::If => {
                self.condition(&parts[0], mistakes);
                let kinds = (self.scalar(&parts[1], mistakes), self.scalar(&parts[2], mistakes));
                return if kinds.0 == kinds.1 { kinds.0 } else { Kind::Any };
            }
            F::Coalesce => {
                let kinds: Vec<Kind> = parts.iter().map(|part| self.scalar(part, mistakes)).collect();
                return if kinds.iter().all(|kind| *kind == kinds[0]) { kinds[0] } else { Kind::Any };
            }
            F::Once => {
                if !matches!(self.role, Role::Value(_)) {
                    mistakes.push(Mistake::new(
                        at,
                        "`once` outside a calculation",
                        "use it in calculation = \"…\"",
                    ));
                }
                return self.scalar(&parts[0], mistakes);
            }
            F::Not => self.condition(&parts[0], mistakes),
            F::Checklist | F::WeightedChecklist => {
                parts[..2].iter().for_each(|part| self.numeric(part, mistakes));
                for part in &parts[2..] {
                    self.kind(part, mistakes);
                }
            }
            F::Int | F::Round | F::Abs | F::Pow => parts.iter().for_each(|part| self.numeric(part, mistakes)),
            F::Sum | F::Min | F::Max => {
                for part in parts {
                    self.rows_of_numbers(part, mistakes);
                }
            }
            F::Count => {
                if self.kind(&parts[0], mistakes) != Kind::Rows {
                    let mend = "name a repeat or a field of one; for choices use count-selected(…)";
                    mistakes.push(Mistake::new(at, "`count` of something that has no rows", mend));
                }
            }
            F::CountNonEmpty | F::Join | F::Concat => {
                for part in parts {
                    self.kind(part, mistakes);
                }
            }
            F::StringLength | F::NormalizeSpace if parts.is_empty() => {
                if self.role != Role::Constraint {
                    let name = function.name();
                    mistakes.push(Mistake::new(
                        at,
                        format!("`{name}()` outside a constraint"),
                        "name the field",
                    ));
                }
            }
            F::Selected => {
                let kind = self.scalar(&parts[0], mistakes);
                self.scalar(&parts[1], mistakes);
                if !matches!(kind, Kind::Code | Kind::Codes | Kind::Text | Kind::Any) {
                    mistakes.push(Mistake::new(
                        parts[0].at,
                        "this is no choice",
                        "name a field of type select",
                    ));
                }
                if let Says::Text(code) = &parts[1].says {
                    self.known_code(&parts[0], code, parts[1].at, mistakes);
                }
            }
            F::Age | F::AgeMin | F::AgeMax | F::YearsBetween | F::Earliest | F::Latest => {
                for part in parts {
                    let kind = self.scalar(part, mistakes);
                    let is_date = matches!(kind, Kind::Date | Kind::PartialDate | Kind::Any)
                        || matches!(&part.says, Says::Text(text) if reads_as(text, Kind::Date));
                    if !is_date {
                        mistakes.push(Mistake::new(
                            part.at,
                            "this is no date",
                            "name a field that holds a date",
                        ));
                    }
                }
            }
            F::Date | F::DateTime | F::DecimalDateTime | F::FormatDate | F::FormatDateTime
                if self.scalar(&parts[0], mistakes) == Kind::PartialDate =>
            {
                let mend = "use earliest(…) or latest(…) in it";
                mistakes.push(Mistake::new(
                    parts[0].at,
                    "a partial date may be known only to the year",
                    mend,
                ));
            }
            _ => {
                for part in parts {
                    self.scalar(part, mistakes);
                }
            }
        }
        function.gives()
    }

    fn scalar(&self, node: &Node, mistakes: &mut Vec<Mistake>) -> Kind {
        let kind = self.kind(node, mistakes);
        if kind == Kind::Rows {
            mistakes.push(Mistake::new(
                node.at,
                "this is the answers of all rows",
                "use sum, count, join, min or max",
            ));
        }
        kind
    }

    fn rows_of_numbers(&self, node: &Node, mistakes: &mut Vec<Mistake>) {
        if let Says::Field(name) = &node.says
            && self.kind(node, &mut Vec::new()) == Kind::Rows
        {
            let Some(field) = self.form.field(name) else {
                let message = format!("`{name}` is a repeat and has no numbers");
                mistakes.push(Mistake::new(node.at, message, "name a field in it, or use count(…)"));
                return;
            };
            if matches!(
                of_field(&field.field_type),
                Kind::Text | Kind::Codes | Kind::PartialDate | Kind::Opaque
            ) {
                mistakes.push(Mistake::new(
                    node.at,
                    format!("`{name}` holds no numbers"),
                    "use join(…) or count(…)",
                ));
            }
            return;
        }
        self.numeric(node, mistakes);
    }
}

fn is_group(items: &[Item], name: &str) -> bool {
    items.iter().any(|item| match item {
        Item::Field(_) => false,
        Item::Group(group) | Item::Repeat(group) => group.name == *name || is_group(&group.items, name),
    })
}
