//! Cyrillic: Russian, Kazakh, Kyrgyz, Uzbek, Tajik, and the letters of Tatar and Chechen that occur in names.

/// Two letters that write one sound, before the single letters.
const PAIRS: &[(char, char, &str)] = &[
    ('д', 'ж', "j"), // Джамиля: the Arabic jim
    ('т', 'ц', "s"),
    ('к', 'ъ', "k"), // Chechen
    ('х', 'ь', "h"),
    ('г', 'ӏ', "g"),
    ('и', 'й', "i"), // Русский, written at the end
    ('ы', 'й', "i"),
];

fn letter(c: char) -> &'static str {
    match c {
        'а' | 'ә' | 'ӑ' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' | 'ҷ' | 'ӂ' => "j",
        'з' | 'ҙ' => "z",
        'и' | 'і' | 'ї' | 'ы' | 'ӣ' => "i",
        'й' | 'ј' => "y",
        'к' | 'қ' | 'ҡ' | 'ҝ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' | 'ҥ' => "n",
        'о' | 'ө' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ц' | 'ҫ' | 'ѕ' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ӯ' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "h",
        'ч' | 'ҹ' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        // Hard and soft sign, the Chechen palochka and everything else: no sound of their own.
        _ => "",
    }
}

pub(super) fn write(word: &[char], out: &mut String) {
    let mut at = 0;
    while let Some(&c) = word.get(at) {
        let next = word.get(at + 1).copied();
        if let Some((_, _, sound)) = PAIRS.iter().find(|(a, b, _)| *a == c && Some(*b) == next) {
            out.push_str(sound);
            at += 2;
        } else {
            out.push_str(letter(c));
            at += 1;
        }
    }
}
