//! What was lost or repaired on the way from a raw text to its normal form.
//!
//! Invariant: a note names a kind of change, never the text in which it was found.

use serde::{Deserialize, Serialize};

/// One kind of loss or repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// A letter of another script that looks the same was put back into the word's own script.
    Homoglyph,
    /// A word holds letters of several scripts, and which is meant cannot be told.
    MixedScript,
    /// An invisible mark that reorders text on the screen was dropped.
    BidiControl,
    /// An invisible joiner, hyphen or byte order mark was dropped.
    ZeroWidth,
    /// A control character was dropped.
    Control,
    /// A line break or tabulator became a space.
    LineBreak,
    /// Strokes that only stretch an Arabic word were dropped.
    Tatweel,
    /// Arabic vowel marks were dropped.
    Harakat,
    /// A space that does not break, or one of unusual width, became a space.
    NoBreakSpace,
    /// Doubled spaces, or spaces at the edges, were dropped.
    ExtraSpace,
    /// One of the many apostrophes became the plain one.
    Apostrophe,
    /// A Persian, Urdu or Uyghur letter became the Arabic letter it stands for.
    PersianLetter,
    /// A ligature, presentation form or wide letter became plain letters.
    Compatibility,
    /// A letter was lost before this text was made: a `?` stands inside the word.
    LostLetter,
    /// A question mark follows the word: the writer's doubt, or a lost last letter.
    Doubt,
    /// The text was longer than [`MAX_CHARS`](crate::MAX_CHARS) and was cut.
    Cut,
}

/// How much a note matters to the person who imports or types the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Nothing of the name changed.
    Trivial,
    /// The name was mended; the raw text differs from what the eye sees.
    Repair,
    /// Something is missing and only a person can put it back.
    Loss,
}

impl Note {
    /// Its code in snake case: `homoglyph`, `lost_letter` …
    pub const fn code(self) -> &'static str {
        match self {
            Self::Homoglyph => "homoglyph",
            Self::MixedScript => "mixed_script",
            Self::BidiControl => "bidi_control",
            Self::ZeroWidth => "zero_width",
            Self::Control => "control",
            Self::LineBreak => "line_break",
            Self::Tatweel => "tatweel",
            Self::Harakat => "harakat",
            Self::NoBreakSpace => "no_break_space",
            Self::ExtraSpace => "extra_space",
            Self::Apostrophe => "apostrophe",
            Self::PersianLetter => "persian_letter",
            Self::Compatibility => "compatibility",
            Self::LostLetter => "lost_letter",
            Self::Doubt => "doubt",
            Self::Cut => "cut",
        }
    }

    /// How much it matters.
    pub const fn gravity(self) -> Gravity {
        match self {
            Self::ExtraSpace | Self::Apostrophe | Self::LineBreak | Self::Harakat | Self::PersianLetter => {
                Gravity::Trivial
            }
            Self::Homoglyph
            | Self::BidiControl
            | Self::ZeroWidth
            | Self::Control
            | Self::Tatweel
            | Self::NoBreakSpace
            | Self::Compatibility => Gravity::Repair,
            Self::MixedScript | Self::LostLetter | Self::Doubt | Self::Cut => Gravity::Loss,
        }
    }
}
