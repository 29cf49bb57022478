//! The family picture: generations from top to bottom, unions as lines, children in birth order.
//!
//! Invariant: draws exactly the people it is given, and the list below says the same. Whoever calls it hands over only
//! people whose record this reader may open, with no place, school, telephone or carer.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};

use super::{Icon, icon, own};
use crate::{
    args,
    words::{Direction, Words},
};

/// A person in the picture.
#[derive(Debug, Clone, Copy)]
pub struct Relative<'a> {
    /// A key of its own in this picture.
    pub key: &'a str,
    /// The name.
    pub name: &'a str,
    /// A line under it: the age or the years, or what they are to the child.
    pub detail: &'a str,
    /// The record's page.
    pub href: &'a str,
    /// Whether this is the person the page is about.
    pub place: InPicture,
}

/// What a person is in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPicture {
    /// The person the page is about.
    Centre,
    /// Anyone else.
    Other,
}

/// Two parents, or one, and their children by keys, the oldest first.
#[derive(Debug, Clone)]
pub struct Union<'a> {
    /// One parent.
    pub first: &'a str,
    /// The other, if known to the picture.
    pub second: Option<&'a str>,
    /// Their children in birth order.
    pub children: Vec<&'a str>,
}

const WIDE: u32 = 156;
const HIGH: u32 = 84;
const GAP: u32 = 14;
const DROP: u32 = 42;

#[derive(Default)]
struct Layout<'a> {
    at: HashMap<&'a str, (u32, u32)>,
    deepest: u32,
    widest: u32,
}

impl<'a> Layout<'a> {
    /// Places a person with partners and everyone below, from `x`; the width that was used.
    fn place(&mut self, key: &'a str, unions: &'a [Union<'a>], x: u32, row: u32) -> u32 {
        if self.at.contains_key(key) {
            return 0;
        }
        // Held while the children are laid out, so that a circle in the data ends.
        self.at.insert(key, (x, row));
        let mine: Vec<&Union<'_>> =
            unions.iter().filter(|u| u.first == key || u.second == Some(key)).collect();
        let mut partners = Vec::new();
        for union in &mine {
            let other = if union.first == key { union.second } else { Some(union.first) };
            if let Some(other) = other.filter(|other| !self.at.contains_key(other)) {
                self.at.insert(other, (x, row));
                partners.push(other);
            }
        }
        let mut below = 0;
        for union in &mine {
            for child in &union.children {
                let used = self.place(child, unions, x + below, row + 1);
                below += if used == 0 { 0 } else { used + GAP };
            }
        }
        let below = below.saturating_sub(GAP);
        let count = u32::try_from(partners.len()).unwrap_or(0) + 1;
        let above = count * WIDE + (count - 1) * GAP;
        let mut spot = x + below.saturating_sub(above) / 2;
        if above > below && below > 0 {
            self.shift(&mine, unions, (above - below) / 2, &mut HashSet::new());
        }
        for person in std::iter::once(key).chain(partners) {
            self.at.insert(person, (spot, row));
            spot += WIDE + GAP;
        }
        let used = above.max(below);
        self.deepest = self.deepest.max(row);
        self.widest = self.widest.max(x + used);
        used
    }

    /// Moves everyone below some unions towards the end.
    fn shift(&mut self, of: &[&Union<'a>], unions: &'a [Union<'a>], by: u32, moved: &mut HashSet<&'a str>) {
        for union in of {
            for child in &union.children {
                if !moved.insert(child) {
                    continue;
                }
                let theirs: Vec<&Union<'a>> =
                    unions.iter().filter(|u| u.first == *child || u.second == Some(*child)).collect();
                for person in theirs.iter().flat_map(|u| [Some(u.first), u.second]).flatten() {
                    if person != *child
                        && moved.insert(person)
                        && let Some(spot) = self.at.get_mut(person)
                    {
                        spot.0 += by;
                    }
                }
                if let Some(spot) = self.at.get_mut(child) {
                    spot.0 += by;
                }
                self.shift(&theirs, unions, by, moved);
            }
        }
    }
}

/// The picture and the list below it.
pub fn family_picture(words: Words, people: &[Relative<'_>], unions: &[Union<'_>]) -> Markup {
    let known: HashSet<&str> = people.iter().map(|one| one.key).collect();
    // Only unions between people who are there: nobody is drawn as a dashed box.
    let unions: Vec<Union<'_>> = unions
        .iter()
        .filter_map(|union| {
            let second = union.second.filter(|key| known.contains(key));
            let first = if known.contains(union.first) { union.first } else { second? };
            let children = union.children.iter().copied().filter(|key| known.contains(key)).collect();
            Some(Union { first, second: second.filter(|key| *key != first), children })
        })
        .collect();
    let children: HashSet<&str> = unions.iter().flat_map(|union| union.children.iter().copied()).collect();
    let mut layout = Layout::default();
    let mut x = 0;
    // First those who are nobody's child and whose partner is nobody's child, then whoever is left.
    let married_in = |key: &str| {
        unions.iter().any(|u| {
            (u.first == key && u.second.is_some_and(|other| children.contains(other)))
                || (u.second == Some(key) && children.contains(u.first))
        })
    };
    let roots = people.iter().filter(|one| !children.contains(one.key) && !married_in(one.key));
    for one in roots.chain(people.iter()) {
        let used = layout.place(one.key, &unions, x, 0);
        x += if used == 0 { 0 } else { used + GAP };
    }
    let (width, height) = (layout.widest.max(WIDE), (layout.deepest + 1) * (HIGH + DROP) - DROP);
    // Read from the right, the eldest stands at the right.
    if words.direction() == Direction::Rtl {
        for (x, _) in layout.at.values_mut() {
            *x = width - WIDE - *x;
        }
    }
    html! {
        figure class="family" {
            div class="wide" tabindex="0" role="region" aria-label=(words.say("family-picture")) {
                svg viewBox={ "-4 -4 " (width + 8) " " (height + 8) } width=(width + 8) height=(height + 8) {
                    @for (at, union) in (0_u32..).zip(&unions) { path class="union" d=(lines(&layout, union, at)) {} }
                    @for one in people {
                        @if let Some((x, row)) = layout.at.get(one.key) { (node(words, one, *x, row * (HIGH + DROP))) }
                    }
                }
            }
            figcaption { (list(words, people, &unions)) }
        }
    }
}

fn lines(layout: &Layout<'_>, union: &Union<'_>, at: u32) -> String {
    let Some((x1, row)) = layout.at.get(union.first).copied() else { return String::new() };
    let bottom = row * (HIGH + DROP) + HIGH;
    // Unions of one person run at different heights, so that second families can be told apart.
    let bar = bottom + 10 + (at % 3) * 5;
    let from = x1 + WIDE / 2;
    let mut path = Vec::new();
    let middle = match union.second.and_then(|key| layout.at.get(key)).copied() {
        Some((x2, row2)) if row2 == row => {
            let to = x2 + WIDE / 2;
            path.push(format!("M{from} {bottom}V{bar}H{to}V{bottom}"));
            u32::midpoint(from, to)
        }
        _ => {
            path.push(format!("M{from} {bottom}V{bar}"));
            from
        }
    };
    let rail = bottom + DROP - 10 - (at % 3) * 3;
    for child in &union.children {
        if let Some((x, row)) = layout.at.get(child) {
            path.push(format!("M{middle} {bar}V{rail}H{}V{}", x + WIDE / 2, row * (HIGH + DROP)));
        }
    }
    path.concat()
}

fn node(words: Words, one: &Relative<'_>, x: u32, y: u32) -> Markup {
    let class = match one.place {
        InPicture::Centre => "node centre",
        InPicture::Other => "node",
    };
    html! {
        a class=(class) href=(one.href) aria-current=[(one.place == InPicture::Centre).then_some("true")] translate="no" {
            title { (one.name) (words.comma()) (one.detail) }
            rect x=(x) y=(y) width=(WIDE) height=(HIGH) rx="10" {}
            @let lines = lines_of(one.name);
            @let first = y + match lines.len() { 1 => 38, 2 => 28, _ => 20 };
            @for (at, line) in (0_u32..).zip(&lines) {
                text x=(x + WIDE / 2) y=(first + at * 17) text-anchor="middle" { (line) }
            }
            text class="soft" x=(x + WIDE / 2) y=(y + 73) text-anchor="middle" { (clipped(one.detail, 23)) }
        }
    }
}

/// A name in at most three lines.
fn lines_of(name: &str) -> Vec<String> {
    const MOST: usize = 18;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if lines_fit(line, word, MOST) => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 3 {
        let rest = lines.split_off(2).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| clipped(line, MOST)).collect()
}

fn lines_fit(line: &str, word: &str, most: usize) -> bool {
    line.chars().count() + 1 + word.chars().count() <= most
}

/// What fits into a box.
fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most - 1).chain(['…']).collect()
    }
}

fn list(words: Words, people: &[Relative<'_>], unions: &[Union<'_>]) -> Markup {
    let by_key: HashMap<&str, &Relative<'_>> = people.iter().map(|one| (one.key, one)).collect();
    let link = |key: &str| {
        by_key.get(key).map(|one| {
            html! { a href=(one.href) aria-current=[(one.place == InPicture::Centre).then_some("true")] { (own(one.name)) } " " span class="soft" { (own(one.detail)) } }
        })
    };
    let in_unions: HashSet<&str> = unions
        .iter()
        .flat_map(|u| [Some(u.first), u.second].into_iter().flatten().chain(u.children.iter().copied()))
        .collect();
    html! {
        ul class="family-list" {
            @for union in unions {
                li {
                    (icon(Icon::People))
                    div {
                        p { (link(union.first).unwrap_or_default()) @if let Some(second) = union.second.and_then(link) { " · " (second) } }
                        @if !union.children.is_empty() {
                            p class="soft" { (words.say_with("family-children", args!["count" => union.children.len()])) }
                            ul { @for child in &union.children { li { (link(child).unwrap_or_default()) } } }
                        }
                    }
                }
            }
            @for one in people.iter().filter(|one| !in_unions.contains(one.key)) {
                li { (icon(Icon::Child)) p { (link(one.key).unwrap_or_default()) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn relative(key: &str) -> Relative<'_> {
        Relative { key, name: key, detail: "", href: "/", place: InPicture::Other }
    }

    fn union<'a>(first: &'a str, second: &'a str, children: &[&'a str]) -> Union<'a> {
        Union { first, second: Some(second), children: children.to_vec() }
    }

    #[test]
    fn a_relative_who_is_not_given_leaves_no_trace() {
        let words = Words::new(Language::En);
        let html = family_picture(
            words,
            &[relative("mother"), relative("child")],
            &[union("father", "mother", &["child", "stranger"])],
        )
        .into_string();
        assert!(!html.contains("father") && !html.contains("stranger"));
        assert_eq!(html.matches("class=\"node\"").count(), 2);
    }

    #[test]
    fn nobody_is_drawn_over_anybody() {
        let keys = ["g1", "g2", "m", "f", "a", "b", "c", "w", "d", "x"];
        let people: Vec<_> = keys.iter().map(|key| relative(key)).collect();
        let unions =
            [union("g1", "g2", &["m", "x"]), union("f", "m", &["a", "b", "c"]), union("f", "w", &["d"])];
        let html = family_picture(Words::new(Language::En), &people, &unions).into_string();
        let mut spots: Vec<(u32, u32)> = html
            .split("<rect x=\"")
            .skip(1)
            .map(|rest| {
                let mut parts = rest.split('"');
                (parts.next().expect("x").parse().expect("x"), parts.nth(1).expect("y").parse().expect("y"))
            })
            .collect();
        spots.sort_unstable();
        assert_eq!(spots.len(), keys.len());
        for (i, a) in spots.iter().enumerate() {
            for b in &spots[i + 1..] {
                assert!(a.1 != b.1 || b.0.abs_diff(a.0) >= WIDE, "{a:?} over {b:?}");
            }
        }
    }

    #[test]
    fn a_long_name_takes_up_to_three_lines() {
        assert_eq!(lines_of("Әли"), ["Әли"]);
        assert_eq!(lines_of("Рамазан Болатұлы Байжанов"), ["Рамазан Болатұлы", "Байжанов"]);
        assert_eq!(lines_of("Қарлығаш Қайратқызы Дүйсенова"), ["Қарлығаш", "Қайратқызы", "Дүйсенова"]);
        assert_eq!(lines_of("Константинопольский"), ["Константинопольск…"]);
        let four = lines_of("аааааааааааа бббббббббббб вввввввввввв гггггг");
        assert_eq!(four, ["аааааааааааа", "бббббббббббб", "вввввввввввв гггг…"]);
    }

    #[test]
    fn read_from_the_right_the_eldest_stands_at_the_right() {
        let people = [relative("m"), relative("a"), relative("b")];
        let unions = [Union { first: "m", second: None, children: vec!["a", "b"] }];
        let place = |language, key: &str| -> u32 {
            let html = family_picture(Words::new(language), &people, &unions).into_string();
            let node = html.split("<a class=\"node\"").find(|part| part.contains(&format!("<title>{key}")));
            let x = node.expect("drawn").split("<rect x=\"").nth(1).expect("x");
            x.split('"').next().expect("x").parse().expect("a number")
        };
        assert!(place(Language::En, "a") < place(Language::En, "b"));
        assert!(place(Language::Ar, "a") > place(Language::Ar, "b"));
    }

    #[test]
    fn one_two_and_twelve_people_in_three_generations_are_all_drawn_and_all_listed() {
        let keys = ["g", "h", "m", "u", "f", "a", "b", "c", "d", "e", "i", "j"];
        let unions = [
            union("g", "h", &["m", "u"]),
            union("f", "m", &["a", "b", "c", "d"]),
            Union { first: "u", second: None, children: vec!["e", "i", "j"] },
        ];
        for count in [1, 2, keys.len()] {
            let people: Vec<_> = keys[..count].iter().map(|key| relative(key)).collect();
            let html = family_picture(Words::new(Language::Kk), &people, &unions).into_string();
            assert_eq!(html.matches("class=\"node\"").count(), count);
            let list = html.split("<figcaption>").nth(1).expect("the list");
            assert_eq!(list.matches("<a href").count(), count + if count == 12 { 2 } else { 0 }, "{count}");
        }
    }

    #[test]
    fn a_circle_in_the_data_ends() {
        let people = [relative("a"), relative("b")];
        let unions = [union("a", "b", &["a"]), union("b", "a", &["b"])];
        let html = family_picture(Words::new(Language::En), &people, &unions).into_string();
        assert_eq!(html.matches("class=\"node\"").count(), 2);
    }
}
