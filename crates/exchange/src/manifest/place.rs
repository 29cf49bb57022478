//! Which region a cell means.
//!
//! Invariant: a region is found only when one of the list fits and no other does; a city and the region of the
//! same name are told apart by the word beside the name.

use domain::PlaceCode;

/// A region with its names in every language of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: PlaceCode,
    /// Its names.
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Region,
    City,
}

const REGION: &[&str] = &[
    "область",
    "обл",
    "облысы",
    "облыс",
    "region",
    "oblast",
    "province",
    "вилоят",
    "вилояти",
    "viloyati",
    "منطقة",
    "محافظة",
    "ولاية",
    "مقاطعة",
    "إقليم",
];
const CITY: &[&str] = &["г", "гор", "город", "қ", "қаласы", "қала", "city", "шаҳри", "shahri", "مدينة"];

/// The names of the regions, ready to be asked.
pub(super) struct Index {
    entries: Vec<(String, String, Option<Kind>, PlaceCode)>,
}

impl Index {
    pub(super) fn new(regions: &[Region]) -> Self {
        let entries = regions
            .iter()
            .flat_map(|region| region.names.iter().map(|name| (name, region.code.clone())))
            .map(|(name, code)| {
                let (plain, light, kind) = key(name);
                (plain, light, kind, code)
            })
            .collect();
        Self { entries }
    }

    pub(super) fn find(&self, text: &str) -> Option<PlaceCode> {
        let (plain, light, kind) = key(text);
        let only = |mut found: Vec<&PlaceCode>| {
            found.sort();
            found.dedup();
            match found[..] {
                [one] => Some(one.clone()),
                _ => None,
            }
        };
        if let Some(code) =
            only(self.entries.iter().filter(|entry| entry.0 == plain).map(|entry| &entry.3).collect())
        {
            return Some(code);
        }
        if light.is_empty() {
            return None;
        }
        let alike = self.entries.iter().filter(|entry| entry.1 == light);
        only(
            alike
                .filter(|entry| kind.is_none() || entry.2.is_none() || entry.2 == kind)
                .map(|entry| &entry.3)
                .collect(),
        )
    }
}

/// The whole text in its plain form, its name alone in light letters, and what the word beside it says.
fn key(text: &str) -> (String, String, Option<Kind>) {
    let normal = names::normalise(&text.chars().take(120).collect::<String>()).text;
    let spaced: String =
        normal.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut kind = None;
    let mut light = String::new();
    for word in &words {
        if REGION.contains(word) {
            kind = Some(Kind::Region);
        } else if CITY.contains(word) {
            kind = Some(Kind::City);
        } else {
            light.push_str(&names::light(word));
        }
    }
    (words.join(" "), light, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let region = |code: &'static str, names: &[&str]| Region {
            code: PlaceCode::of(code),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        Index::new(&[
            region("kz-ala", &["г. Алматы", "Алматы қаласы", "Almaty city"]),
            region("kz-alm", &["Алматинская область", "Алматы облысы", "Almaty region"]),
            region("kz-shy", &["г. Шымкент", "Шымкент қаласы", "Shymkent"]),
            region("kz-uly", &["область Улытау", "Ұлытау облысы", "Ulytau region"]),
        ])
    }

    #[test]
    fn a_region_is_found_by_any_of_its_names() {
        for (text, code) in [
            ("Алматинская область", "kz-alm"),
            ("алматинская обл.", "kz-alm"),
            ("Алматы облысы", "kz-alm"),
            ("г.Алматы", "kz-ala"),
            ("Shymkent city", "kz-shy"),
            ("Шымкент", "kz-shy"),
            ("Улытау", "kz-uly"),
            ("Ulytau oblast", "kz-uly"),
        ] {
            assert_eq!(index().find(text), Some(PlaceCode::of(code)), "{text}");
        }
    }

    #[test]
    fn what_fits_two_or_none_is_left_open() {
        for text in ["Алматы", "Марс", "", "область"] {
            assert_eq!(index().find(text), None, "{text}");
        }
    }
}
