//! Counting together what would be too small alone, so that less has to be withheld.
//!
//! Invariant: every place is in one group, and every group has at least [`LEAST`] people as soon as all together have.

use crate::LEAST;

/// Places in any order, such as regions: those with few people are one group, filled up with the next smallest.
pub fn unordered(people: &[u64]) -> Vec<Vec<usize>> {
    let mut by_size: Vec<usize> = (0..people.len()).collect();
    by_size.sort_by_key(|place| people[*place]);
    let mut few = Vec::new();
    let mut together = 0;
    for place in by_size {
        let enough = few.is_empty() || together >= LEAST;
        if people[place] >= LEAST && enough {
            break;
        }
        together += people[place];
        few.push(place);
    }
    few.sort_unstable();
    let alone = (0..people.len()).filter(|place| !few.contains(place)).map(|place| vec![place]);
    let mut groups: Vec<_> = alone.collect();
    groups.extend((!few.is_empty()).then_some(few));
    groups
}

/// Places that follow each other, such as stages: each with few people goes with the next, the last ones with those before.
pub fn ordered(people: &[u64]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for place in 0..people.len() {
        open.push(place);
        if open.iter().map(|place| people[*place]).sum::<u64>() >= LEAST {
            groups.push(std::mem::take(&mut open));
        }
    }
    match groups.last_mut() {
        Some(last) => last.extend(open),
        None if open.is_empty() => {}
        None => groups.push(open),
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_is_in_one_group_that_is_large_enough(people in prop::collection::vec(0_u64..12, 0..12)) {
            for groups in [unordered(&people), ordered(&people)] {
                let mut all: Vec<usize> = groups.concat();
                all.sort_unstable();
                prop_assert_eq!(all, (0..people.len()).collect::<Vec<_>>());
                if people.iter().sum::<u64>() >= LEAST {
                    for group in groups {
                        prop_assert!(group.iter().map(|place| people[*place]).sum::<u64>() >= LEAST);
                    }
                }
            }
            let following = ordered(&people).concat();
            prop_assert!(following.is_sorted());
        }
    }

    #[test]
    fn only_what_is_small_is_put_together() {
        assert_eq!(unordered(&[200, 0, 3, 40, 7]), [vec![0], vec![3], vec![1, 2, 4]]);
        assert_eq!(ordered(&[0, 2, 30, 9, 0]), [vec![0, 1, 2], vec![3, 4]]);
    }
}
