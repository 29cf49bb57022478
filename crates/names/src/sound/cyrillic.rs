//! Cyrillic letters: Russian, Kazakh, Kyrgyz, Uzbek, Tajik, and those of Tatar and Chechen that occur in names.

use super::{Sound, c, v};

/// Two letters that write one sound, before the single letters.
const PAIRS: &[(char, char, Sound)] = &[
    ('д', 'ж', c::DZH),
    ('к', 'ъ', c::Q),
    ('к', 'х', c::KH),
    ('х', 'ь', c::HA),
    ('х', 'ъ', c::H),
    ('г', 'ӏ', c::GH),
    ('г', 'ъ', c::GH),
    ('т', 'с', c::TS),
    ('и', 'й', v::I),
    ('ы', 'й', v::I),
];

fn letter(letter: char) -> &'static [Sound] {
    match letter {
        'а' => &[v::A],
        'ә' | 'ӑ' => &[v::AE],
        'б' => &[c::B],
        'в' => &[c::V],
        'г' => &[c::G],
        'ғ' | 'ґ' => &[c::GH],
        'д' => &[c::D],
        'е' | 'э' | 'є' => &[v::E],
        'ё' => &[v::OE],
        'ж' => &[c::ZH],
        'җ' | 'ҷ' | 'ӂ' => &[c::DZH],
        'з' | 'ҙ' => &[c::Z],
        'и' | 'і' | 'ї' | 'ӣ' => &[v::I],
        'ы' => &[v::YI],
        'й' | 'ј' => &[c::Y],
        'к' => &[c::K],
        'қ' | 'ҡ' | 'ҝ' => &[c::Q],
        'л' => &[c::L],
        'м' => &[c::M],
        'н' | 'ң' | 'ҥ' => &[c::N],
        'о' => &[v::O],
        'ө' => &[v::OE],
        'ў' => &[v::O],
        'п' => &[c::P],
        'р' => &[c::R],
        'с' | 'ҫ' | 'ѕ' => &[c::S],
        'т' => &[c::T],
        'у' | 'ӯ' | 'ұ' => &[v::U],
        'ү' => &[v::UE],
        'ф' => &[c::F],
        'х' => &[c::KH],
        'ҳ' | 'һ' => &[c::H],
        'ц' => &[c::TS],
        'ч' | 'ҹ' => &[c::CH],
        'ш' | 'щ' => &[c::SH],
        'ю' => &[c::Y, v::U],
        'я' => &[c::Y, v::A],
        _ => &[],
    }
}

pub(super) fn write(word: &[char], out: &mut Vec<Sound>) {
    let mut at = 0;
    while let Some(&one) = word.get(at) {
        let next = word.get(at + 1).copied();
        if let Some((_, _, sound)) = PAIRS.iter().find(|(a, b, _)| *a == one && Some(*b) == next) {
            out.push(*sound);
            at += 2;
        } else {
            out.extend_from_slice(letter(one));
            at += 1;
        }
    }
}
