//! Two versions of a text as one reads a corrected page: what went is struck, what came is underlined, word by word.
//!
//! Invariants: joined, what stayed and what went is the earlier text, what stayed and what came the later one; what
//! marks a change is a line and a word for those who listen, never colour alone; long texts cost no more than
//! [`MOST`] comparisons.

use maud::{Markup, html};

use crate::words::Words;

/// The most comparisons of words; above, a text is shown as replaced.
const MOST: usize = 400_000;

/// A stretch of a corrected text, with the space after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// It stayed.
    Kept(String),
    /// It went.
    Out(String),
    /// It came.
    In(String),
}

/// A text that was written anew, with both versions in it.
pub fn corrected(words: Words, before: &str, after: &str) -> Markup {
    html! {
        p class="corrected" translate="no" dir="auto" {
            @for stretch in stretches(before, after) {
                @match &stretch {
                    Stretch::Kept(text) => (text),
                    Stretch::Out(text) => { del { (said(words.say("text-went"))) (text.trim_end()) } (space_after(text)) }
                    Stretch::In(text) => { ins { (said(words.say("text-came"))) (text.trim_end()) } (space_after(text)) }
                }
            }
        }
    }
}

/// Said by a screen reader, and of no weight for the direction of the text around it.
fn said(word: &str) -> Markup {
    html! { span class="unseen" dir="auto" { (word) " " } }
}

fn space_after(text: &str) -> &str {
    let space = &text[text.trim_end().len()..];
    if space.is_empty() { " " } else { space }
}

/// The stretches of a corrected text; of each change what went comes before what came.
pub fn stretches(before: &str, after: &str) -> Vec<Stretch> {
    let (old, new) = (tokens(before), tokens(after));
    let first = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let rest = (&old[first..], &new[first..]);
    let last = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let (old_middle, new_middle) = (&rest.0[..rest.0.len() - last], &rest.1[..rest.1.len() - last]);
    let mut marked: Vec<(Mark, &str)> = new[..first].iter().map(|word| (Mark::Kept, *word)).collect();
    marked.extend(middle(old_middle, new_middle));
    marked.extend(new[new.len() - last..].iter().map(|word| (Mark::Kept, *word)));
    joined(&marked)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Kept,
    Out,
    In,
}

/// Words, each with the space after it.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest[word..].find(|letter: char| !letter.is_whitespace()).unwrap_or(rest.len() - word);
        let (token, after) = rest.split_at(word + space);
        found.push(token);
        rest = after;
    }
    found
}

fn same(a: &str, b: &str) -> bool {
    a.trim_end() == b.trim_end()
}

/// The longest words in common, in order, of what is left between a common beginning and a common end.
fn middle<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(Mark, &'t str)> {
    let whole = || {
        let out = old.iter().map(|word| (Mark::Out, *word));
        out.chain(new.iter().map(|word| (Mark::In, *word))).collect()
    };
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST {
        return whole();
    }
    // Row by row from the end: how many words the rest of both have in common.
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            common[i * width + j] = if same(a, b) {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut marked = Vec::with_capacity(old.len() + new.len());
    while i < old.len() && j < new.len() {
        if same(old[i], new[j]) {
            marked.push((Mark::Kept, new[j]));
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            marked.push((Mark::Out, old[i]));
            i += 1;
        } else {
            marked.push((Mark::In, new[j]));
            j += 1;
        }
    }
    marked.extend(old[i..].iter().map(|word| (Mark::Out, *word)));
    marked.extend(new[j..].iter().map(|word| (Mark::In, *word)));
    marked
}

/// Marked words as stretches. Between two changes a lone short word ("and", "и", "в") is part of the change: nobody
/// reads a text that is struck at every second word.
fn joined(marked: &[(Mark, &str)]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut kept, mut out, mut came) = (String::new(), String::new(), String::new());
    let flush = |stretches: &mut Vec<Stretch>, out: &mut String, came: &mut String| {
        for (text, make) in [(out, Stretch::Out as fn(String) -> Stretch), (came, Stretch::In)] {
            if !text.is_empty() {
                stretches.push(make(std::mem::take(text)));
            }
        }
    };
    for (at, (mark, word)) in marked.iter().enumerate() {
        let lone = *mark == Mark::Kept
            && word.trim_end().chars().count() <= 3
            && (!out.is_empty() || !came.is_empty())
            && marked.get(at + 1).is_some_and(|(next, _)| *next != Mark::Kept);
        match mark {
            Mark::Kept if lone => {
                append(&mut out, word);
                append(&mut came, word);
            }
            Mark::Kept => {
                flush(&mut stretches, &mut out, &mut came);
                append(&mut kept, word);
            }
            Mark::Out | Mark::In => {
                if !kept.is_empty() {
                    stretches.push(Stretch::Kept(std::mem::take(&mut kept)));
                }
                append(if *mark == Mark::Out { &mut out } else { &mut came }, word);
            }
        }
    }
    flush(&mut stretches, &mut out, &mut came);
    if !kept.is_empty() {
        stretches.push(Stretch::Kept(kept));
    }
    stretches
}

/// A word behind others; the last word of a text has no space after it.
fn append(text: &mut String, word: &str) {
    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(word);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Stretch::*, *};

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn a_text_is_corrected_word_by_word() {
        assert_eq!(stretches("sleeps well", "sleeps well"), [Kept(text("sleeps well"))]);
        assert_eq!(
            stretches("не больше одного раза за ночь", "не больше двух раз за ночь"),
            [
                Kept(text("не больше ")),
                Out(text("одного раза ")),
                In(text("двух раз ")),
                Kept(text("за ночь"))
            ]
        );
        assert_eq!(stretches("", "нов"), [In(text("нов"))]);
        assert_eq!(stretches("прочь", " "), [Out(text("прочь"))]);
        // A lone short word between two changes changes with them.
        assert_eq!(
            stretches("хлеб и соль утром", "чай и сахар утром"),
            [Out(text("хлеб и соль ")), In(text("чай и сахар ")), Kept(text("утром"))]
        );
        assert_eq!(
            stretches("تنام خمس ساعات", "تنام سبع ساعات"),
            [Kept(text("تنام ")), Out(text("خمس ")), In(text("سبع ")), Kept(text("ساعات"))]
        );
    }

    #[test]
    fn long_texts_are_replaced_rather_than_compared_for_ever() {
        let (old, new) = ("a b ".repeat(4000), "c d ".repeat(4000));
        assert_eq!(stretches(&old, &new).len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_invented(old in "([a-cа-в]{1,4}[ \n]{1,2}){0,30}", new in "([a-cа-в]{1,4}[ \n]{1,2}){0,30}") {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let all = stretches(&old, &new);
            let side = |other: fn(&Stretch) -> bool| {
                let texts = all.iter().filter(|one| !other(one)).map(|one| match one { Kept(text) | Out(text) | In(text) => format!("{text} ") });
                words(&texts.collect::<String>())
            };
            prop_assert_eq!(side(|one| matches!(one, In(_))), words(&old));
            prop_assert_eq!(side(|one| matches!(one, Out(_))), words(&new));
        }
    }
}
