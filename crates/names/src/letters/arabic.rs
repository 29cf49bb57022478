//! Arabic, with the Persian, Urdu and Uyghur letters that the normal form keeps.

/// What a letter writes wherever it stands.
fn letter(c: char) -> &'static str {
    match c {
        'ا' | 'أ' | 'آ' | 'ى' | 'ة' => "a",
        'إ' | 'ئ' => "i",
        'ؤ' => "u",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' | 'ژ' => "j",
        'چ' => "ch",
        'ح' | 'خ' | 'ه' => "h",
        'د' | 'ض' | 'ڈ' => "d",
        'ذ' | 'ز' | 'ظ' => "z",
        'ر' => "r",
        'ش' => "sh",
        'غ' | 'گ' => "g",
        'ف' => "f",
        'ڤ' => "v",
        'ق' | 'ك' => "k",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ڭ' | 'ں' => "n",
        // Hamza, and ayn except at the start, are not heard by the ears that wrote the other scripts.
        _ => "",
    }
}

fn long_vowel(c: Option<&char>) -> bool {
    matches!(c, Some('ا' | 'أ' | 'آ' | 'و' | 'ي' | 'ى' | 'ة'))
}

pub(super) fn write(word: &[char], out: &mut String) {
    for (at, &c) in word.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|i| word.get(i)), word.get(at + 1));
        let beside =
            before.is_none() || long_vowel(before) || matches!(after, Some('ا' | 'أ' | 'آ' | 'ة' | 'ى'));
        out.push_str(match c {
            'و' if beside => "v",
            'و' => "u",
            'ي' if beside => "y",
            'ي' => "i",
            'ع' if before.is_none() => "a",
            // The feminine ending, often written without its dots.
            'ه' if after.is_none() && at > 1 && !long_vowel(before) && before != Some(&'ل') => "a",
            c => letter(c),
        });
    }
}
