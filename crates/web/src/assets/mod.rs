//! The style sheet, the small modules and the mark, built in and served under names that carry their content's hash.
//!
//! Invariant: an address given by [`url`] changes whenever the bytes behind it change, so a browser may keep it for
//! ever (`Cache-Control: public, max-age=31536000, immutable`).

use std::{collections::HashMap, sync::LazyLock};

/// Where assets are served: a route `/assets/{*path}` answers with [`get`]`(path)`.
pub const PREFIX: &str = "/assets/";

/// One file to serve.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Its bytes, uncompressed.
    pub bytes: &'static [u8],
    /// The value of `Content-Type`.
    pub content_type: &'static str,
}

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Every asset under its plain name.
const ALL: &[(&str, &str, &[u8])] = &[
    ("style.css", CSS, include_bytes!("../../assets/style.css")),
    ("mark.svg", SVG, include_bytes!("../../assets/mark.svg")),
    // The picture of a page that must not say whose it is; without one the browser asks for `/favicon.ico`.
    ("blank.svg", SVG, br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#),
    ("quick-exit.js", JS, include_bytes!("../../assets/quick-exit.js")),
    ("once.js", JS, include_bytes!("../../assets/once.js")),
    ("draft.js", JS, include_bytes!("../../assets/draft.js")),
    ("place.js", JS, include_bytes!("../../assets/place.js")),
    ("search.js", JS, include_bytes!("../../assets/search.js")),
    ("print.js", JS, include_bytes!("../../assets/print.js")),
];

struct Names {
    by_hashed: HashMap<String, Asset>,
    urls: HashMap<&'static str, String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { by_hashed: HashMap::new(), urls: HashMap::new() };
    let mut renamed: Vec<(&str, String)> = Vec::new();
    // Each module of the forms' live logic stands after those it imports.
    for (name, source) in forms::device::MODULES {
        // A module imports another by its plain name; the browser knows it by the hashed one.
        let mut source = source.to_owned();
        for (plain, hashed) in &renamed {
            source = source.replace(&format!("./{plain}"), &format!("./{hashed}"));
        }
        let bytes: &'static [u8] = source.into_bytes().leak();
        let hashed = hashed_name(name, bytes);
        renamed.push((name, hashed.clone()));
        names.urls.insert(name, format!("{PREFIX}{hashed}"));
        names.by_hashed.insert(hashed, Asset { bytes, content_type: JS });
    }
    for (name, content_type, bytes) in ALL {
        let hashed = hashed_name(name, bytes);
        names.urls.insert(name, format!("{PREFIX}{hashed}"));
        names.by_hashed.insert(hashed, Asset { bytes, content_type });
    }
    names
});

/// The asset at a path below [`PREFIX`], by its hashed name only.
pub fn get(path: &str) -> Option<Asset> {
    NAMES.by_hashed.get(path).copied()
}

/// The address of an asset by its plain name: `url("style.css")` is `/assets/style.0f3a….css`.
///
/// An unknown name panics in tests and debug builds and gives an address that answers 404 in a release.
pub fn url(name: &'static str) -> &'static str {
    let url = NAMES.urls.get(name);
    debug_assert!(url.is_some(), "no asset {name}");
    url.map_or("/assets/unknown", String::as_str)
}

/// The plain names of all assets, for a page that works offline or a test that fetches each.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, ..)| *name)
}

fn hashed_name(name: &str, bytes: &[u8]) -> String {
    // FNV-1a: names a version, guards nothing.
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash:016x}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_under_its_address_and_under_no_plain_name() {
        for name in names() {
            let path = url(name).strip_prefix(PREFIX).expect("below the prefix");
            assert!(get(path).is_some_and(|asset| !asset.bytes.is_empty()), "{name}");
            assert!(get(name).is_none());
        }
        assert!(get("../Cargo.toml").is_none());
    }

    #[test]
    fn other_bytes_have_another_name() {
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
    }

    #[test]
    fn a_page_with_all_it_loads_stays_small() {
        let raw: usize = ALL.iter().map(|(_, _, bytes)| bytes.len()).sum();
        assert!(raw < 62_000, "all assets together: {raw} bytes before compression");
        let style = ALL[0].2.len();
        assert!(style < 44_000, "the style sheet has {style} bytes");
    }
}
