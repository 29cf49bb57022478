//! The three storage types and how the domain's ids, codes and instants become one of them.
//!
//! Invariant: `BIGINT`, `TEXT` and `BYTEA` are all there is, so that both databases hold the same bytes.

use domain::Instant;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// Whole numbers, also flags, microseconds since the epoch and ranks.
    BigInt,
    /// Text, compared bytewise.
    Text,
    /// Ids, ciphertext, hashes.
    Bytea,
}

impl Type {
    pub(crate) const fn array(self) -> &'static str {
        match self {
            Self::BigInt => "bigint[]",
            Self::Text => "text[]",
            Self::Bytea => "bytea[]",
        }
    }
}

/// One stored value. Orders as both databases do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing.
    Null,
    /// A `BIGINT`.
    Int(i64),
    /// A `TEXT`.
    Text(String),
    /// A `BYTEA`.
    Bytes(Vec<u8>),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Int(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "text of {}", text.len()),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}

impl Value {
    /// Length in memory, for the limit of a batch.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Null | Self::Int(_) => 8,
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }
    /// Appends the canonical form: a tag, then eight big-endian bytes or a length (`u32`, big-endian) and the bytes.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let mut sized = |tag, bytes: &[u8]| {
            out.push(tag);
            out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.extend_from_slice(bytes);
        };
        match self {
            Self::Text(text) => sized(2, text.as_bytes()),
            Self::Bytes(bytes) => sized(3, bytes),
            Self::Null => out.push(0),
            Self::Int(number) => {
                out.push(1);
                out.extend_from_slice(&number.to_be_bytes());
            }
        }
    }
    /// Reads one canonical value from the front of `input`.
    pub(crate) fn decode(input: &mut &[u8]) -> Option<Self> {
        let (&tag, rest) = input.split_first()?;
        *input = rest;
        match tag {
            0 => Some(Self::Null),
            1 => {
                let (number, rest) = input.split_first_chunk::<8>()?;
                *input = rest;
                Some(Self::Int(i64::from_be_bytes(*number)))
            }
            2 | 3 => {
                let (length, rest) = input.split_first_chunk::<4>()?;
                let (bytes, rest) =
                    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
                *input = rest;
                if tag == 2 {
                    Some(Self::Text(String::from_utf8(bytes.to_vec()).ok()?))
                } else {
                    Some(Self::Bytes(bytes.to_vec()))
                }
            }
            _ => None,
        }
    }
}

/// One row as values, in the order of its table's columns.
pub type Values = Vec<Value>;

/// What can stand in a column.
pub(crate) trait Column: Sized {
    const TYPE: Type;
    const NULLABLE: bool = false;
    fn into_value(self) -> Value;
    fn from_value(value: Value) -> Option<Self>;
}

impl<T: Column> Column for Option<T> {
    const TYPE: Type = T::TYPE;
    const NULLABLE: bool = true;
    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl Column for i64 {
    const TYPE: Type = Type::BigInt;
    fn into_value(self) -> Value {
        Value::Int(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Int(number) = value { Some(number) } else { None }
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Column for $number {
            const TYPE: Type = Type::BigInt;
            fn into_value(self) -> Value { Value::Int(i64::try_from(self).unwrap_or(i64::MAX)) }
            fn from_value(value: Value) -> Option<Self> { i64::from_value(value)?.try_into().ok() }
        }
    )*};
}
whole_numbers!(u64, u32, u16);

impl Column for Instant {
    const TYPE: Type = Type::BigInt;
    fn into_value(self) -> Value {
        Value::Int(self.as_microsecond())
    }
    fn from_value(value: Value) -> Option<Self> {
        Self::from_microsecond(i64::from_value(value)?).ok()
    }
}

impl Column for domain::Urgency {
    const TYPE: Type = Type::BigInt;
    fn into_value(self) -> Value {
        Value::Int(self.rank())
    }
    fn from_value(value: Value) -> Option<Self> {
        Self::from_rank(i64::from_value(value)?)
    }
}

impl Column for String {
    const TYPE: Type = Type::Text;
    fn into_value(self) -> Value {
        Value::Text(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text) } else { None }
    }
}

macro_rules! codes {
    ($($code:ty),*) => {$(
        impl Column for $code {
            const TYPE: Type = Type::Text;
            fn into_value(self) -> Value { Value::Text(self.as_str().to_owned()) }
            fn from_value(value: Value) -> Option<Self> { Self::new(&String::from_value(value)?).ok() }
        }
    )*};
}
codes!(domain::Kind, domain::Stage, domain::PlaceCode);

impl Column for Vec<u8> {
    const TYPE: Type = Type::Bytea;
    fn into_value(self) -> Value {
        Value::Bytes(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Bytes(bytes) = value { Some(bytes) } else { None }
    }
}

impl<const N: usize> Column for [u8; N] {
    const TYPE: Type = Type::Bytea;
    fn into_value(self) -> Value {
        Value::Bytes(self.to_vec())
    }
    fn from_value(value: Value) -> Option<Self> {
        Vec::from_value(value)?.try_into().ok()
    }
}

macro_rules! ids {
    ($($id:ty),*) => {$(
        impl Column for $id {
            const TYPE: Type = Type::Bytea;
            fn into_value(self) -> Value { Value::Bytes(self.as_bytes().to_vec()) }
            fn from_value(value: Value) -> Option<Self> { Self::from_slice(&Vec::from_value(value)?).ok() }
        }
    )*};
}
ids!(domain::RecordId, domain::SlotId, domain::EventId, domain::CommandId, domain::TaskId);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> impl Strategy<Value = Vec<Value>> {
        let value = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Int),
            any::<String>().prop_map(Value::Text),
            any::<Vec<u8>>().prop_map(Value::Bytes),
        ];
        prop::collection::vec(value, 0..6)
    }

    proptest! {
        #[test]
        fn the_canonical_form_reads_back(row in values()) {
            let mut bytes = Vec::new();
            for value in &row {
                value.encode(&mut bytes);
            }
            let mut rest = bytes.as_slice();
            let mut back = Vec::new();
            while !rest.is_empty() {
                back.push(Value::decode(&mut rest).unwrap());
            }
            prop_assert_eq!(back, row);
        }

        #[test]
        fn a_truncated_value_is_refused(row in values(), cut in 1usize..9) {
            let mut bytes = Vec::new();
            for value in &row {
                value.encode(&mut bytes);
            }
            let mut rest = &bytes[..bytes.len().saturating_sub(cut)];
            let mut whole = 0;
            while let Some(value) = Value::decode(&mut rest) {
                prop_assert_eq!(&value, &row[whole]);
                whole += 1;
            }
            prop_assert!(whole < row.len() || row.is_empty());
        }
    }

    #[test]
    fn what_is_stored_does_not_show_in_debug() {
        let shown = format!("{:?}", [Value::Text("Aigerim".into()), Value::Bytes(b"Aigerim".to_vec())]);
        assert!(!shown.contains("Aigerim"));
    }
}
