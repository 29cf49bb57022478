//! Reading events back: a filled form straight from its bytes, everything else as serde reads a tagged enum.
//!
//! Invariant: what is read is what serde alone would read. It has to keep a whole event aside until it has met the tag;
//! an event is written with its tag first, and of a long record most are filled forms.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        DeserializeSeed, IntoDeserializer, MapAccess, Visitor,
        value::{BorrowedStrDeserializer, MapAccessDeserializer},
    },
};

use crate::{EntryId, Event, FieldCode, FormCode, Values};

const TAG: &str = "is";

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TagFirst)
    }
}

/// The fields of [`Event::FormFilled`].
#[derive(Deserialize)]
struct FormFilled {
    form: FormCode,
    entry: EntryId,
    values: Values,
    #[serde(default)]
    emptied: BTreeSet<FieldCode>,
}

struct TagFirst;

impl<'de> Visitor<'de> for TagFirst {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let first: Option<Cow<'de, str>> = map.next_key()?;
        if first.as_deref() != Some(TAG) {
            return Event::deserialize(MapAccessDeserializer::new(Begun {
                key: first,
                value: None,
                rest: map,
            }));
        }
        let tag: Cow<'de, str> = map.next_value()?;
        if tag == "form_filled" {
            let FormFilled { form, entry, values, emptied } =
                FormFilled::deserialize(MapAccessDeserializer::new(map))?;
            return Ok(Event::FormFilled { form, entry, values, emptied });
        }
        Event::deserialize(MapAccessDeserializer::new(Begun { key: first, value: Some(tag), rest: map }))
    }
}

/// A map of which the first key was read already, and perhaps its value.
struct Begun<'de, A> {
    key: Option<Cow<'de, str>>,
    value: Option<Cow<'de, str>>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.key.take() {
            Some(Cow::Borrowed(key)) => seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some),
            Some(Cow::Owned(key)) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value.into_deserializer()),
            None => self.rest.next_value_seed(seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Event> {
        crate::sealing::decode(text.as_bytes()).ok()
    }

    /// What serde alone makes of it.
    fn plainly(text: &str) -> Option<Event> {
        let _door = crate::sealing::door();
        Event::deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
    }

    #[test]
    fn an_event_is_read_as_serde_alone_would_read_it_wherever_its_tag_stands() {
        let id = "00000000-0000-4000-8000-000000000001";
        let values =
            r#"{"words":{"t":"text","v":"a \"lamp\""},"n":{"v":3,"t":"integer"},"ok":{"t":"acknowledged"}}"#;
        let filled = format!(r#""form":"child_view","entry":"{id}","values":{values}"#);
        for (text, is_read) in [
            (format!(r#"{{"is":"form_filled",{filled}}}"#), true),
            (format!(r#"{{{filled},"is":"form_filled"}}"#), true),
            (
                format!(
                    r#"{{"is":"form_filled",{filled},"emptied":["a","b"],"of_a_later_version":[1,{{}}]}}"#
                ),
                true,
            ),
            (format!(r#"{{"of_a_later_version":0,"is":"form_filled",{filled}}}"#), true),
            (format!(r#"{{"is":"form_filled","entry":"{id}","values":{{}}}}"#), false),
            (format!(r#"{{"is":"form_filled",{filled},"form":"again"}}"#), false),
            (format!(r#"{{"is":"bar_lifted","party":"{id}","reason":"moved"}}"#), true),
            (format!(r#"{{"party":"{id}","is":"bar_lifted","reason":"moved"}}"#), true),
            (r#"{"is":"opened_by_nobody"}"#.to_owned(), false),
            (r#"{"is":3}"#.to_owned(), false),
            (r#"{"form":"a"}"#.to_owned(), false),
            ("{}".to_owned(), false),
            ("[]".to_owned(), false),
            (r#""form_filled""#.to_owned(), false),
        ] {
            assert_eq!(read(&text), plainly(&text), "{text}");
            assert_eq!(read(&text).is_some(), is_read, "{text}");
        }
    }
}
