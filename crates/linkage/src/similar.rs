//! How alike two short texts are, letter by letter.
//!
//! Invariant: symmetric, and bounded: letters beyond [`MOST`] are not compared.

/// Letters of a text that are compared.
pub(crate) const MOST: usize = 64;

/// Jaro–Winkler likeness, from 0 to 1 (W. E. Winkler, "String comparator metrics", 1990): shared letters not too far
/// from each other, with credit for a shared beginning.
pub(crate) fn jaro_winkler(left: &[u16], right: &[u16]) -> f32 {
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    let (short, long) =
        if (left.len(), left) <= (right.len(), right) { (left, right) } else { (right, left) };
    if short.is_empty() {
        return 0.0;
    }
    let reach = (long.len() / 2).saturating_sub(1);
    let (mut taken, mut found): (u64, u64) = (0, 0);
    for (at, letter) in short.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(long.len());
        for (other, theirs) in long.iter().enumerate().take(to).skip(from) {
            if theirs == letter && taken >> other & 1 == 0 {
                taken |= 1 << other;
                found |= 1 << at;
                break;
            }
        }
    }
    let shared = found.count_ones();
    if shared == 0 {
        return 0.0;
    }
    let (mut moved, mut rest) = (0_u32, taken);
    for (at, letter) in short.iter().enumerate() {
        if found >> at & 1 == 1 {
            moved += u32::from(long[rest.trailing_zeros() as usize] != *letter);
            rest &= rest - 1;
        }
    }
    let count = shared as f32;
    let jaro =
        (count / short.len() as f32 + count / long.len() as f32 + (count - (moved / 2) as f32) / count) / 3.0;
    let begin = short.iter().zip(long).take(4).take_while(|(a, b)| a == b).count() as f32;
    jaro + begin * 0.1 * (1.0 - jaro)
}

/// Slips between two texts, letters wrong, missing, too many or exchanged with their neighbour: 0, 1, 2, or 3 for more
/// (optimal string alignment).
pub(crate) fn slips(left: &[u16], right: &[u16]) -> u32 {
    const FAR: u32 = 3;
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    if left.len().abs_diff(right.len()) >= FAR as usize {
        return FAR;
    }
    let mut rows = [[0_u32; MOST + 1]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at as u32;
    }
    for (i, letter) in left.iter().enumerate() {
        let [before, last, next] = pick(&mut rows, i);
        next[0] = i as u32 + 1;
        let mut least = next[0];
        for (j, theirs) in right.iter().enumerate() {
            let mut cost = (last[j] + u32::from(letter != theirs)).min(last[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *letter == right[j - 1] && left[i - 1] == *theirs {
                cost = cost.min(before[j - 1] + 1);
            }
            next[j + 1] = cost;
            least = least.min(cost);
        }
        if least >= FAR {
            return FAR;
        }
    }
    rows[left.len() % 3][right.len()].min(FAR)
}

/// The row before the last, the last and the next one of three that take turns.
fn pick(rows: &mut [[u32; MOST + 1]; 3], at: usize) -> [&mut [u32; MOST + 1]; 3] {
    let [a, b, c] = rows;
    match at % 3 {
        0 => [c, a, b],
        1 => [a, b, c],
        _ => [b, c, a],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn likeness(left: &str, right: &str) -> f32 {
        jaro_winkler(&letters(left), &letters(right))
    }

    #[test]
    fn the_known_examples_of_jaro_and_winkler() {
        for (left, right, known) in [
            ("martha", "marhta", 0.961),
            ("dixon", "dicksonx", 0.813),
            ("dwayne", "duane", 0.84),
            ("a", "b", 0.0),
        ] {
            assert!(
                (likeness(left, right) - known).abs() < 0.001,
                "{left} {right} {}",
                likeness(left, right)
            );
        }
    }

    #[test]
    fn slips_are_counted_up_to_three() {
        let of = |left: &str, right: &str| slips(&letters(left), &letters(right));
        assert_eq!(of("19560409", "19560409"), 0);
        assert_eq!(of("19560409", "19564009"), 1);
        assert_eq!(of("19560409", "1956040"), 1);
        assert_eq!(of("абв", "аббв"), 1);
        assert_eq!(of("green", "grin"), 2);
        assert_eq!(of("green", "white"), 3);
        assert_eq!(of("", "ab"), 2);
        assert_eq!(of("", "a very long one"), 3);
    }

    proptest! {
        #[test]
        fn both_are_symmetric(left in "[a-dа-г]{0,70}", right in "[a-dа-г]{0,70}") {
            let (left, right) = (letters(&left), letters(&right));
            prop_assert_eq!(slips(&left, &right), slips(&right, &left));
            let (there, back) = (jaro_winkler(&left, &right), jaro_winkler(&right, &left));
            prop_assert!((there - back).abs() < f32::EPSILON);
            prop_assert_eq!(slips(&left, &left), 0);
        }
    }
}
