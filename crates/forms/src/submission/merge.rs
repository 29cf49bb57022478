//! Two people saved the same form: what each changed, and where they disagree.
//!
//! Invariant: a change that only one of them made is never lost, and one field changed by both is never decided here.

use domain::{FieldCode, Value, Values};

/// A merge of two saves.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// What both agree on, or only one changed; where they disagree, theirs.
    pub values: Values,
    /// Where they disagree.
    pub conflicts: Vec<Conflict>,
}

/// One field that both changed, to different values.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The field; a repeat is one field.
    pub field: FieldCode,
    /// Its value when both began.
    pub base: Option<Value>,
    /// The value saved first.
    pub theirs: Option<Value>,
    /// The value now being saved.
    pub mine: Option<Value>,
}

/// The fields whose values differ, in order.
pub fn changed_fields(before: &Values, after: &Values) -> Vec<FieldCode> {
    let mut changed: Vec<FieldCode> = before.keys().chain(after.keys()).cloned().collect();
    changed.sort();
    changed.dedup();
    changed.retain(|field| before.get(field) != after.get(field));
    changed
}

/// Merges what `theirs` and `mine` made of `base`, field by field.
pub fn merge(base: &Values, theirs: &Values, mine: &Values) -> Merged {
    let mut merged = Merged { values: theirs.clone(), conflicts: Vec::new() };
    for field in changed_fields(base, mine) {
        let (was, other, own) = (base.get(&field), theirs.get(&field), mine.get(&field));
        if other == own {
            continue;
        }
        if other == was {
            match own {
                Some(value) => merged.values.insert(field, value.clone()),
                None => merged.values.remove(&field),
            };
        } else {
            let (base, theirs, mine) = (was.cloned(), other.cloned(), own.cloned());
            merged.conflicts.push(Conflict { field, base, theirs, mine });
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(pairs: &[(&'static str, i64)]) -> Values {
        pairs.iter().map(|(name, number)| (FieldCode::of(name), Value::Integer(*number))).collect()
    }

    #[test]
    fn changes_to_different_fields_both_stay() {
        let base = values(&[("a", 1), ("b", 1), ("c", 1)]);
        let merged =
            merge(&base, &values(&[("a", 2), ("b", 1), ("c", 1)]), &values(&[("a", 1), ("b", 3), ("d", 4)]));
        assert_eq!(merged.values, values(&[("a", 2), ("b", 3), ("d", 4)]));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn the_same_field_changed_twice_is_asked_about() {
        let base = values(&[("a", 1)]);
        let merged = merge(&base, &values(&[("a", 2)]), &values(&[("a", 3)]));
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.values, values(&[("a", 2)]));
        assert!(merge(&base, &values(&[("a", 2)]), &values(&[("a", 2)])).conflicts.is_empty());
        assert_eq!(
            merge(&base, &values(&[("a", 2)]), &values(&[])).conflicts.len(),
            1,
            "emptying is a change"
        );
    }

    fn some() -> impl Strategy<Value = Values> {
        prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c", "d"]), 0i64..3, 0..4).prop_map(
            |map| map.into_iter().map(|(name, n)| (FieldCode::of(name), Value::Integer(n))).collect(),
        )
    }

    proptest! {
        #[test]
        fn no_single_change_is_lost(base in some(), theirs in some(), mine in some()) {
            let merged = merge(&base, &theirs, &mine);
            for name in ["a", "b", "c", "d"] {
                let field = FieldCode::of(name);
                let (was, other, own) = (base.get(&field), theirs.get(&field), mine.get(&field));
                let is_conflict = merged.conflicts.iter().any(|conflict| conflict.field == field);
                prop_assert_eq!(is_conflict, was != other && was != own && other != own);
                let expected = if was == own || is_conflict { other } else { own };
                prop_assert_eq!(merged.values.get(&field), expected);
            }
        }
    }
}
