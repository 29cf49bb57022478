//! Which language a page speaks, and how it is chosen.
//!
//! Invariant: the pseudo-language is never chosen from a browser's header, only by an explicit choice.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, the language the texts are written in first.
    #[default]
    En,
    /// Russian.
    Ru,
    /// Kazakh in Cyrillic letters.
    Kk,
    /// Arabic, right to left.
    Ar,
    /// English with accents and brackets, made at run time: what shows bare is not translatable.
    Pseudo,
}

/// The direction a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Language {
    /// The languages a person may choose, in the order they are offered.
    pub const OFFERED: [Self; 4] = [Self::Kk, Self::Ru, Self::En, Self::Ar];
    /// All, with the pseudo-language.
    pub const ALL: [Self; 5] = [Self::En, Self::Ru, Self::Kk, Self::Ar, Self::Pseudo];

    /// Its code in the `lang` attribute, cookies and protocol texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Ar => "ar",
            Self::Pseudo => "qps",
        }
    }

    /// From its code, exactly.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// What it calls itself; never translated.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Kk => "Қазақша",
            Self::Ar => "العربية",
            Self::Pseudo => "⟦Þšéûðö⟧",
        }
    }

    /// Which way it is written.
    pub const fn direction(self) -> Direction {
        match self {
            Self::Ar => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }

    /// The first that is known of: the cookie's choice, the account's choice, the browser's wishes by weight.
    pub fn negotiate(cookie: Option<&str>, account: Option<&str>, accept: Option<&str>) -> Self {
        cookie
            .and_then(Self::from_code)
            .or_else(|| account.and_then(Self::from_code))
            .or_else(|| accept.and_then(Self::wished))
            .unwrap_or_default()
    }

    fn wished(accept: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for wish in accept.split(',').take(32) {
            let mut parts = wish.trim().split(';');
            let Some(tag) = parts.next() else { continue };
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let Some(language) = Self::OFFERED.into_iter().find(|language| language.code() == primary) else {
                continue;
            };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, thousandths);
            if weight > 0 && best.is_none_or(|(found, _)| weight > found) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// `0.8` as 800; what is no weight counts as none.
fn thousandths(text: &str) -> u16 {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if whole == "1" {
        return 1000;
    }
    if whole != "0" || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    format!("{part:0<3}").parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_before_the_account_and_the_account_before_the_browser() {
        let accept = Some("de, ar;q=0.4, ru-KZ;q=0.9, en;q=0.8");
        assert_eq!(Language::negotiate(Some("kk"), Some("ru"), accept), Language::Kk);
        assert_eq!(Language::negotiate(Some("xx"), Some("ar"), accept), Language::Ar);
        assert_eq!(Language::negotiate(None, None, accept), Language::Ru);
        assert_eq!(Language::negotiate(None, None, Some("de, fr")), Language::En);
        assert_eq!(Language::negotiate(None, None, Some("ru;q=0, kk;q=0.1")), Language::Kk);
    }

    #[test]
    fn a_browser_cannot_ask_for_the_pseudo_language() {
        assert_eq!(Language::negotiate(None, None, Some("qps, ru;q=0.1")), Language::Ru);
        assert_eq!(Language::negotiate(Some("qps"), None, None), Language::Pseudo);
    }
}
