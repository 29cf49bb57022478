//! The tokens of the style sheet are those agreed on, and every text on every ground it stands on can be read.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../assets/style.css");

type Tokens = HashMap<&'static str, (f64, f64, f64)>;

/// The colours of the block that follows a selector.
fn tokens(selector: &str) -> Tokens {
    let block = STYLE.split_once(selector).expect("the block is there").1;
    let block = block.split('}').next().expect("it ends");
    block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, hex)| (name, colour(hex)))
        .collect()
}

fn colour(hex: &str) -> (f64, f64, f64) {
    let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")) / 255.0;
    (part(0), part(2), part(4))
}

fn luminance((r, g, b): (f64, f64, f64)) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: (f64, f64, f64), b: (f64, f64, f64)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> [(&'static str, Tokens); 2] {
    [("light", tokens(":root {")), ("dark", tokens(":root[data-theme=dark] {"))]
}

#[test]
fn every_text_can_be_read_on_every_ground_it_stands_on() {
    let mut pairs = vec![("on-accent", "accent")];
    for ground in ["paper", "sheet", "wash"] {
        pairs.extend(["ink", "soft", "accent"].map(|text| (text, ground)));
    }
    for ground in ["paper", "sheet"] {
        pairs.extend(["soon", "late", "good"].map(|text| (text, ground)));
        pairs.extend(
            ["s-social", "s-health", "s-mind", "s-education", "s-legal", "s-community"]
                .map(|text| (text, ground)),
        );
    }
    for (tone, ground) in [("soon", "soon-wash"), ("late", "late-wash"), ("good", "good-wash")] {
        pairs.extend([tone, "ink", "soft"].map(|text| (text, ground)));
    }
    // The exact time of a moment stands as paper on ink.
    pairs.push(("paper", "ink"));
    for (theme, tokens) in themes() {
        for (text, ground) in &pairs {
            let found = contrast(tokens[text], tokens[ground]);
            assert!(found >= 4.5, "{text} on {ground} in {theme}: {found:.2}");
        }
    }
}

#[test]
fn the_borders_of_inputs_and_the_focus_ring_stand_out() {
    for (theme, tokens) in themes() {
        for (mark, ground) in [
            ("edge", "sheet"),
            ("edge", "paper"),
            ("accent", "sheet"),
            ("accent", "paper"),
            ("late", "sheet"),
        ] {
            let found = contrast(tokens[mark], tokens[ground]);
            assert!(found >= 3.0, "{mark} on {ground} in {theme}: {found:.2}");
        }
    }
}

#[test]
fn the_tokens_are_those_agreed_on() {
    let agreed = [
        ("paper", "FBFAF7", "12171C"),
        ("sheet", "FFFFFF", "1A2128"),
        ("ink", "1C2430", "E8EAED"),
        ("soft", "55606E", "A9B4C0"),
        ("line", "E0DCD2", "2C3640"),
        ("accent", "1B6670", "6CC0C8"),
        ("soon", "8F4A12", "E5A668"),
        ("late", "9B2226", "F08A85"),
        ("good", "26693F", "7CCB97"),
    ];
    let [(_, light), (_, dark)] = themes();
    for (name, in_light, in_dark) in agreed {
        assert_eq!(light[name], colour(in_light), "{name} in light");
        assert_eq!(dark[name], colour(in_dark), "{name} in dark");
    }
}

#[test]
fn dark_by_the_device_and_dark_by_choice_are_the_same() {
    assert_eq!(tokens(":root:not([data-theme]) {"), tokens(":root[data-theme=dark] {"));
}

#[test]
fn the_style_sheet_knows_no_left_or_right_and_fetches_nothing() {
    for forbidden in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        " left:",
        " right:",
        "text-align: left",
        "text-align: right",
        "border-left",
        "border-right",
        "url(",
        "@import",
    ] {
        assert!(!STYLE.contains(forbidden), "{forbidden}");
    }
}
