//! The functions an expression may call, with what they take and give.

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// `if(condition, then, else)`
    If,
    /// `coalesce(a, b, …)`: the first that is not empty.
    Coalesce,
    /// `once(x)`: the field's own value if it has one, else `x`.
    Once,
    /// `not(x)`
    Not,
    /// `true()`
    True,
    /// `false()`
    False,
    /// `boolean(x)`
    Boolean,
    /// `boolean-from-string(x)`: true for `true` and `1`.
    BooleanFromString,
    /// `number(x)`
    Number,
    /// `string(x)`
    String,
    /// `int(x)`: without its fraction.
    Int,
    /// `round(x, places?)`
    Round,
    /// `abs(x)`
    Abs,
    /// `pow(x, whole exponent)`
    Pow,
    /// `min(a, b, …)`
    Min,
    /// `max(a, b, …)`
    Max,
    /// `sum(${field of a repeat})`
    Sum,
    /// `count(${repeat or field of a repeat})`
    Count,
    /// `count-non-empty(a, b, …)`
    CountNonEmpty,
    /// `join(separator, a, b, …)`
    Join,
    /// `concat(a, b, …)`
    Concat,
    /// `string-length(x?)`
    StringLength,
    /// `substr(x, start, end?)`, from 0, the end left out.
    Substr,
    /// `contains(x, part)`
    Contains,
    /// `starts-with(x, part)`
    StartsWith,
    /// `ends-with(x, part)`
    EndsWith,
    /// `normalize-space(x?)`
    NormalizeSpace,
    /// `translate(x, from, to)`
    Translate,
    /// `regex(x, 'pattern')`
    Regex,
    /// `selected(choices, code)`
    Selected,
    /// `selected-at(choices, index from 0)`
    SelectedAt,
    /// `count-selected(choices)`
    CountSelected,
    /// `jr:choice-name(code, '${field}')`
    ChoiceName,
    /// `checklist(least, most, a, b, …)`
    Checklist,
    /// `weighted-checklist(least, most, a, weight of a, …)`
    WeightedChecklist,
    /// `position(..)`
    Position,
    /// `indexed-repeat(${field}, ${repeat}, row)`
    IndexedRepeat,
    /// `today()`
    Today,
    /// `now()`
    Now,
    /// `date(x)`: a day from days since 1970 or from a text.
    Date,
    /// `date-time(x)`
    DateTime,
    /// `decimal-date-time(x)`: days since 1970 with a fraction.
    DecimalDateTime,
    /// `decimal-time(x)`: the time of day as a fraction.
    DecimalTime,
    /// `format-date(x, format)`
    FormatDate,
    /// `format-date-time(x, format)`
    FormatDateTime,
    /// `age(x)`: completed years today; empty when a partial date does not decide.
    Age,
    /// `age-min(x)`: the fewest completed years it can be.
    AgeMin,
    /// `age-max(x)`: the most completed years it can be.
    AgeMax,
    /// `years-between(a, b)`: completed years from a to b; empty when partial dates do not decide.
    YearsBetween,
    /// `earliest(x)`: the earliest day a partial date can be.
    Earliest,
    /// `latest(x)`: the latest day a partial date can be.
    Latest,
    /// `uuid()`: given by the server; empty on a device.
    Uuid,
}

/// What kind of value a part of an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any of the below, as far as can be told from the text.
    Any,
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day, or a day and a time.
    Date,
    /// A time of day.
    Time,
    /// A date that may be known only to the month, the year or about.
    PartialDate,
    /// The code of a choice or place.
    Code,
    /// The codes of several choices.
    Codes,
    /// The answers of several rows.
    Rows,
    /// Something with parts (names, a score), of which only "is it there" can be asked.
    Opaque,
}

const MANY: usize = 200;

type Row = (&'static str, Function, usize, usize, Kind);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("if", Function::If, 3, 3, Kind::Any),
    ("coalesce", Function::Coalesce, 2, MANY, Kind::Any),
    ("once", Function::Once, 1, 1, Kind::Any),
    ("not", Function::Not, 1, 1, Kind::Boolean),
    ("true", Function::True, 0, 0, Kind::Boolean),
    ("false", Function::False, 0, 0, Kind::Boolean),
    ("boolean", Function::Boolean, 1, 1, Kind::Boolean),
    ("boolean-from-string", Function::BooleanFromString, 1, 1, Kind::Boolean),
    ("number", Function::Number, 1, 1, Kind::Number),
    ("string", Function::String, 1, 1, Kind::Text),
    ("int", Function::Int, 1, 1, Kind::Number),
    ("round", Function::Round, 1, 2, Kind::Number),
    ("abs", Function::Abs, 1, 1, Kind::Number),
    ("pow", Function::Pow, 2, 2, Kind::Number),
    ("min", Function::Min, 1, MANY, Kind::Number),
    ("max", Function::Max, 1, MANY, Kind::Number),
    ("sum", Function::Sum, 1, 1, Kind::Number),
    ("count", Function::Count, 1, 1, Kind::Number),
    ("count-non-empty", Function::CountNonEmpty, 1, MANY, Kind::Number),
    ("join", Function::Join, 2, MANY, Kind::Text),
    ("concat", Function::Concat, 1, MANY, Kind::Text),
    ("string-length", Function::StringLength, 0, 1, Kind::Number),
    ("substr", Function::Substr, 2, 3, Kind::Text),
    ("contains", Function::Contains, 2, 2, Kind::Boolean),
    ("starts-with", Function::StartsWith, 2, 2, Kind::Boolean),
    ("ends-with", Function::EndsWith, 2, 2, Kind::Boolean),
    ("normalize-space", Function::NormalizeSpace, 0, 1, Kind::Text),
    ("translate", Function::Translate, 3, 3, Kind::Text),
    ("regex", Function::Regex, 2, 2, Kind::Boolean),
    ("selected", Function::Selected, 2, 2, Kind::Boolean),
    ("selected-at", Function::SelectedAt, 2, 2, Kind::Code),
    ("count-selected", Function::CountSelected, 1, 1, Kind::Number),
    ("jr:choice-name", Function::ChoiceName, 2, 2, Kind::Text),
    ("checklist", Function::Checklist, 3, MANY, Kind::Boolean),
    ("weighted-checklist", Function::WeightedChecklist, 4, MANY, Kind::Boolean),
    ("position", Function::Position, 1, 1, Kind::Number),
    ("indexed-repeat", Function::IndexedRepeat, 3, 3, Kind::Any),
    ("today", Function::Today, 0, 0, Kind::Date),
    ("now", Function::Now, 0, 0, Kind::Date),
    ("date", Function::Date, 1, 1, Kind::Date),
    ("date-time", Function::DateTime, 1, 1, Kind::Date),
    ("decimal-date-time", Function::DecimalDateTime, 1, 1, Kind::Number),
    ("decimal-time", Function::DecimalTime, 1, 1, Kind::Number),
    ("format-date", Function::FormatDate, 2, 2, Kind::Text),
    ("format-date-time", Function::FormatDateTime, 2, 2, Kind::Text),
    ("age", Function::Age, 1, 1, Kind::Number),
    ("age-min", Function::AgeMin, 1, 1, Kind::Number),
    ("age-max", Function::AgeMax, 1, 1, Kind::Number),
    ("years-between", Function::YearsBetween, 2, 2, Kind::Number),
    ("earliest", Function::Earliest, 1, 1, Kind::Date),
    ("latest", Function::Latest, 1, 1, Kind::Date),
    ("uuid", Function::Uuid, 0, 0, Kind::Text),
];

impl Function {
    /// The function of a name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.0 == name).map(|row| row.1)
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static Row {
        // Every function stands in the table (see the test), so the first row is never given for another.
        TABLE.iter().find(|row| row.1 == self).unwrap_or(&TABLE[0])
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// The fewest and the most arguments it takes.
    pub fn arguments(self) -> (usize, usize) {
        (self.row().2, self.row().3)
    }

    /// What it gives.
    pub fn gives(self) -> Kind {
        self.row().4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_has_one_row() {
        for (name, function, least, most, _) in TABLE {
            assert_eq!(Function::named(name), Some(*function));
            assert_eq!(function.name(), *name, "two rows for one function");
            assert!(least <= most);
        }
        assert_eq!(TABLE.len(), Function::Uuid as usize + 1, "a function without a row");
    }
}
