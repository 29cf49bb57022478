//! Arabic letters, with the Persian and Uyghur ones that the normal form keeps.

use super::{Sound, c, v};

fn letter(letter: char) -> Option<Sound> {
    Some(match letter {
        'ا' | 'أ' | 'آ' => v::ALIF,
        'إ' => v::I,
        'ى' => v::MAQSURA,
        'ة' => v::MARBUTA,
        'ب' => c::B,
        'پ' => c::P,
        'ت' | 'ٹ' => c::T,
        'ث' => c::TH,
        'ج' => c::DZH,
        'ژ' => c::ZH,
        'چ' => c::CH,
        'ح' => c::HA,
        'خ' => c::KH,
        'د' | 'ڈ' => c::D,
        'ذ' => c::DH,
        'ر' => c::R,
        'ز' => c::Z,
        'س' => c::S,
        'ش' => c::SH,
        'ص' => c::SAD,
        'ض' => c::DAD,
        'ط' => c::TA,
        'ظ' => c::ZA,
        'ع' => c::AYN,
        'غ' => c::GH,
        'گ' => c::G,
        'ف' => c::F,
        'ڤ' => c::V,
        'ق' => c::Q,
        'ك' => c::K,
        'ل' => c::L,
        'م' => c::M,
        'ن' | 'ں' | 'ڭ' => c::N,
        'ه' => c::H,
        'و' => v::WAW,
        'ي' => v::YA,
        'ء' | 'ئ' | 'ؤ' => c::HAMZA,
        _ => return None,
    })
}

const fn long(letter: Option<&char>) -> bool {
    matches!(letter, Some('ا' | 'أ' | 'آ' | 'و' | 'ي' | 'ى' | 'ة'))
}

pub(super) fn write(word: &[char], out: &mut Vec<Sound>) {
    for (at, &one) in word.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| word.get(before));
        let after = word.get(at + 1);
        // Waw and ya are consonants at the start and beside a long vowel.
        let consonant =
            before.is_none() || matches!(after, Some('ا' | 'أ' | 'آ' | 'ة' | 'ى')) || long(before);
        match one {
            'و' if consonant => out.push(c::WAW),
            'ي' if consonant => out.push(c::YA),
            // The feminine ending is often written without its dots.
            'ه' if after.is_none() && at > 1 && !long(before) => out.push(v::MARBUTA),
            one => out.extend(letter(one)),
        }
    }
}
