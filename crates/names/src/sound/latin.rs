//! Latin letters: the romanisations of passports and press, and the Uzbek, Kazakh, Turkish and European alphabets.

use unicode_normalization::UnicodeNormalization;

use super::{Sound, c, v};

/// Several letters that write one sound; the longest first.
const GROUPS: &[(&str, Sound)] = &[
    ("shch", c::SH),
    ("tsch", c::CH),
    ("sch", c::SH),
    ("tch", c::CH),
    ("dzh", c::DZH),
    ("o'", v::O),
    ("g'", c::GH),
    ("sh", c::SH),
    ("ch", c::CH),
    ("zh", c::ZH),
    ("dj", c::DJ),
    ("dh", c::DH),
    ("th", c::TH),
    ("kh", c::KH),
    ("gh", c::GH),
    ("ph", c::F),
    ("ck", c::CK),
    ("ts", c::TS),
    ("tz", c::TS),
    ("oo", v::OU),
    ("ou", v::OU),
    ("ee", v::I),
];

/// Letters that are one sound with their mark, before marks are dropped.
fn marked(letter: char) -> Option<Sound> {
    Some(match letter {
        'ş' | 'š' | 'ș' | 'ś' => c::SH,
        'ç' | 'č' | 'ć' => c::CH,
        'ž' | 'ż' => c::ZH,
        'ǧ' => c::DZH,
        'ğ' | 'ġ' => c::GH,
        'ə' | 'æ' | 'ä' => v::AE,
        'ı' => v::YI,
        'ø' | 'ɵ' | 'ö' => v::OE,
        'ü' => v::UE,
        'ŋ' | 'ñ' => c::N,
        'ḫ' | 'ẖ' => c::KH,
        'ḥ' => c::HA,
        'ṯ' | 'þ' => c::TH,
        'ḏ' | 'ð' => c::DH,
        'đ' => c::D,
        'ł' => c::L,
        'ʿ' => c::AYN,
        _ => return None,
    })
}

fn letter(letter: char, next: Option<char>) -> Option<Sound> {
    let before_front = matches!(next, Some('e' | 'i' | 'y' | 'ı' | 'ü' | 'ö' | 'é' | 'è' | 'í'));
    Some(match letter {
        'a' => v::A,
        'b' => c::B,
        'c' if before_front => c::SOFT_C,
        'c' => c::C,
        'd' => c::D,
        'e' => v::E,
        'f' => c::F,
        'g' if before_front => c::SOFT_G,
        'g' => c::G,
        'h' => c::H,
        'i' => v::I,
        'j' => c::J,
        'k' => c::K,
        'l' => c::L,
        'm' => c::M,
        'n' => c::N,
        'o' => v::O,
        'p' => c::P,
        'q' => c::Q,
        'r' => c::R,
        's' => c::S,
        't' => c::T,
        'u' => v::U,
        'v' => c::V,
        'w' => c::W,
        'x' => c::X,
        'z' => c::Z,
        _ => return None,
    })
}

pub(super) fn write(word: &[char], out: &mut Vec<Sound>) {
    let mut at = 0;
    while let Some(&one) = word.get(at) {
        let rest = &word[at..];
        let group = GROUPS.iter().find(|(group, _)| {
            group.len() <= rest.len() && group.chars().zip(rest).all(|(expected, found)| expected == *found)
        });
        if let Some((group, sound)) = group {
            out.push(*sound);
            at += group.len();
            continue;
        }
        at += 1;
        let next = rest.get(1).copied();
        if let Some(sound) = marked(one) {
            out.push(sound);
            continue;
        }
        let plain = std::iter::once(one).nfd().next().unwrap_or(one);
        if plain == 'y' {
            // A vowel between consonants (qyzy, Rysty), a glide beside a vowel (Maryam, Aysha).
            let before = at >= 2 && vowel(word[at - 2]);
            let beside = before || next.is_some_and(vowel);
            out.push(if beside { c::Y } else { v::YI });
        } else {
            out.extend(letter(plain, next));
        }
    }
}

fn vowel(letter: char) -> bool {
    let plain = std::iter::once(letter).nfd().next().unwrap_or(letter);
    matches!(plain, 'a' | 'e' | 'i' | 'o' | 'u' | 'ı' | 'ə')
}
