//! The pseudo-language: English made strange, so that a text which did not come from [`super::Words`] stands out.
//!
//! Invariant: every text of the pseudo-language opens with `⟦` and ends with `⟧`; no other text has these signs.

use std::borrow::Cow;

/// Letters with accents; everything else stays.
pub(super) fn accent(text: &str) -> Cow<'_, str> {
    Cow::Owned(
        text.chars()
            .map(|letter| match letter {
                'a' => 'å',
                'b' => 'ƀ',
                'c' => 'ç',
                'd' => 'ð',
                'e' => 'é',
                'f' => 'ƒ',
                'g' => 'ĝ',
                'h' => 'ĥ',
                'i' => 'î',
                'j' => 'ĵ',
                'k' => 'ķ',
                'l' => 'ļ',
                'm' => 'ɱ',
                'n' => 'ñ',
                'o' => 'ö',
                'p' => 'þ',
                'r' => 'ŕ',
                's' => 'š',
                't' => 'ţ',
                'u' => 'û',
                'v' => 'ṽ',
                'w' => 'ŵ',
                'x' => 'ẋ',
                'y' => 'ý',
                'z' => 'ž',
                'A' => 'Å',
                'C' => 'Ç',
                'E' => 'É',
                'I' => 'Î',
                'N' => 'Ñ',
                'O' => 'Ö',
                'P' => 'Þ',
                'S' => 'Š',
                'T' => 'Ţ',
                'U' => 'Û',
                'Y' => 'Ý',
                other => other,
            })
            .collect(),
    )
}

/// A finished text in its brackets; about a third longer, as Russian and Kazakh are.
pub(super) fn bracket(text: &str) -> String {
    let letters = text.chars().count();
    format!("⟦{text}{}⟧", "·".repeat(letters / 3))
}

/// The texts of a page that came from no translation, for a test that renders it in [`super::Language::Pseudo`].
///
/// Left out is what cannot be translated: the inside of elements marked `translate="no"` (names, codes, notes),
/// of `script` and `style`, and texts without a letter. Looked at besides texts: `alt`, `title`, `placeholder`,
/// `aria-label`.
pub fn bare_texts(html: &str) -> Vec<String> {
    let mut bare = Vec::new();
    let mut kept_out: Vec<(&str, usize)> = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        if kept_out.is_empty() {
            note(&mut bare, &rest[..open]);
        }
        rest = &rest[open..];
        let Some(close) = end_of_tag(rest) else { break };
        let tag = &rest[1..close];
        rest = &rest[close + 1..];
        if tag.starts_with('!') || tag.starts_with('?') {
            continue;
        }
        let name_end =
            tag.find(|c: char| c.is_whitespace() || c == '/' && !tag.starts_with('/')).unwrap_or(tag.len());
        let name = &tag[..name_end];
        if let Some(closed) = name.strip_prefix('/') {
            if let Some((kept, depth)) = kept_out.last_mut()
                && *kept == closed
            {
                *depth -= 1;
                if *depth == 0 {
                    kept_out.pop();
                }
            }
            continue;
        }
        if kept_out.is_empty() && !tag.contains("translate=\"no\"") {
            for attribute in [" alt=\"", " title=\"", " placeholder=\"", " aria-label=\""] {
                if let Some((_, value)) = tag.split_once(attribute) {
                    note(&mut bare, value.split('"').next().unwrap_or_default());
                }
            }
        }
        if is_void(name) || tag.ends_with('/') {
            continue;
        }
        match kept_out.last_mut() {
            Some((kept, depth)) if *kept == name => *depth += 1,
            None if tag.contains("translate=\"no\"") || name == "script" || name == "style" => {
                kept_out.push((name, 1));
            }
            _ => {}
        }
    }
    bare
}

fn end_of_tag(from: &str) -> Option<usize> {
    let mut quoted = false;
    from.char_indices().find_map(|(at, letter)| {
        if letter == '"' {
            quoted = !quoted;
        }
        (letter == '>' && !quoted).then_some(at)
    })
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "link" | "meta" | "wbr" | "col" | "source")
}

/// Takes what is outside of the brackets, if it has letters.
fn note(bare: &mut Vec<String>, text: &str) {
    let mut outside = String::new();
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '⟦' => depth += 1,
            '⟧' => depth = depth.saturating_sub(1),
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    for entity in ["&amp;", "&lt;", "&gt;", "&quot;"] {
        outside = outside.replace(entity, " ");
    }
    if outside.chars().any(char::is_alphabetic) {
        bare.push(outside.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_texts_are_found_and_translated_ones_are_not() {
        let html = r#"<p title="Bare title">⟦Ñåɱé⟧ · 12 <b translate="no">Aisha <b>B</b></b> left</p><br><i>⟦ok⟧</i>"#;
        assert_eq!(bare_texts(html), ["Bare title", "left"]);
    }

    #[test]
    fn a_greater_than_sign_in_an_attribute_ends_no_tag() {
        assert_eq!(bare_texts(r#"<a href="/x?a>b" aria-label="Go">⟦x⟧</a>"#), ["Go"]);
    }
}
