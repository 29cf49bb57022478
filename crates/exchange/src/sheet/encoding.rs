//! Which encoding a text is in.
//!
//! Invariant: a byte order mark and valid UTF-8 decide; otherwise the letters must look like a language that is
//! written here, or the file is refused. Nothing is replaced silently: bytes that the encoding does not know are
//! a refusal.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// An encoding that lists of this region come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Cyrillic of Windows.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Arabic of Windows.
    #[serde(rename = "windows-1256")]
    Windows1256,
    /// Western Latin of Windows.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Turkish of Windows.
    #[serde(rename = "windows-1254")]
    Windows1254,
    /// Cyrillic of old Unix.
    #[serde(rename = "koi8-r")]
    Koi8R,
    /// Cyrillic of DOS.
    #[serde(rename = "ibm866")]
    Ibm866,
}

/// Whether an encoding was plain to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// A mark, valid UTF-8, or letters of which no other encoding makes a language.
    Sure,
    /// Another encoding gives nearly as good a text; a person should look.
    Unsure,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1251,
        Self::Windows1256,
        Self::Windows1252,
        Self::Windows1254,
        Self::Koi8R,
        Self::Ibm866,
    ];
    const SINGLE_BYTE: [Self; 6] = [
        Self::Windows1251,
        Self::Windows1256,
        Self::Windows1252,
        Self::Windows1254,
        Self::Koi8R,
        Self::Ibm866,
    ];

    /// Its name, as programs write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Windows1256 => "windows-1256",
            Self::Windows1252 => "windows-1252",
            Self::Windows1254 => "windows-1254",
            Self::Koi8R => "koi8-r",
            Self::Ibm866 => "ibm866",
        }
    }

    /// The encoding of a name.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    const fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1256 => encoding_rs::WINDOWS_1256,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Windows1254 => encoding_rs::WINDOWS_1254,
            Self::Koi8R => encoding_rs::KOI8_R,
            Self::Ibm866 => encoding_rs::IBM866,
        }
    }

    fn decode(self, bytes: &[u8]) -> Result<String, Refusal> {
        let (text, damaged) = self.table().decode_without_bom_handling(bytes);
        // A NUL in text is what another encoding leaves behind.
        if damaged || text.contains('\0') {
            return Err(Refusal::WrongEncoding { encoding: self.name() });
        }
        Ok(text.into_owned())
    }
}

/// Enough of a file to tell its language.
const SAMPLE: usize = 256 << 10;

/// Decodes a text, in the wanted encoding or in the likeliest.
pub(super) fn decode(
    bytes: &[u8],
    wanted: Option<Encoding>,
) -> Result<(String, Encoding, Sureness), Refusal> {
    let (marked, body) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Some(Encoding::Utf8), rest),
        [0xFF, 0xFE, rest @ ..] => (Some(Encoding::Utf16Le), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(Encoding::Utf16Be), rest),
        rest => (None, rest),
    };
    if let Some(encoding) = wanted {
        let text = encoding.decode(if marked == Some(encoding) { body } else { bytes })?;
        plausible(bytes, &text, encoding)?;
        return Ok((text, encoding, Sureness::Sure));
    }
    if let Some(encoding) = marked {
        let text = encoding.decode(body)?;
        unspoilt(&text)?;
        return Ok((text, encoding, Sureness::Sure));
    }
    if let Some(encoding) = wide(bytes) {
        let text = encoding.decode(bytes)?;
        return Ok((text, encoding, Sureness::Sure));
    }
    if bytes.contains(&0) {
        return Err(Refusal::WrongType { found: "a binary file" });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        unspoilt(text)?;
        return Ok((text.to_owned(), Encoding::Utf8, Sureness::Sure));
    }
    single_byte(bytes)
}

/// UTF-16 without a mark: every second byte is nearly always one of a few.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !bytes.len().is_multiple_of(2) || sample.len() < 8 {
        return None;
    }
    // The high byte is 0 for digits and delimiters, 4 for Cyrillic, 6 for Arabic.
    let high = |byte: &u8| matches!(byte, 0 | 4 | 6);
    let (mut even, mut odd, mut nul) = (0usize, 0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(high(&pair[0]));
        odd += usize::from(high(&pair[1]));
        nul += usize::from(pair.contains(&0));
    }
    let pairs = sample.len() / 2;
    if nul * 20 < pairs {
        return None;
    }
    if odd * 10 > pairs * 9 && odd > even {
        Some(Encoding::Utf16Le)
    } else if even * 10 > pairs * 9 && even > odd {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn single_byte(bytes: &[u8]) -> Result<(String, Encoding, Sureness), Refusal> {
    let scores = scores(&bytes[..bytes.len().min(SAMPLE)]);
    let (best, encoding) = *scores.first().ok_or(Refusal::UnknownEncoding)?;
    if best < LANGUAGE {
        return Err(Refusal::UnknownEncoding);
    }
    let second = scores.get(1).map_or(f64::MIN, |(score, _)| *score);
    let sureness = if best > second * 1.15 { Sureness::Sure } else { Sureness::Unsure };
    Ok((encoding.decode(bytes)?, encoding, sureness))
}

/// What each encoding of one byte a letter makes of the bytes, the best first.
fn scores(sample: &[u8]) -> Vec<(f64, Encoding)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let opinion = detector.guess(None, Utf8Detection::Deny);
    let mut scores: Vec<(f64, Encoding)> = Encoding::SINGLE_BYTE
        .into_iter()
        .filter_map(|encoding| {
            let (text, damaged) = encoding.table().decode_without_bom_handling(sample);
            let bonus = if opinion == encoding.table() { 2.0 } else { 0.0 };
            (!damaged).then(|| (score(&text) + bonus, encoding))
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    scores
}

/// Below this, letters beyond ASCII make no language.
const LANGUAGE: f64 = 14.0;

/// How much the letters beyond ASCII look like a language written here: the mean of what each letter is worth.
fn score(text: &str) -> f64 {
    let (mut sum, mut letters, mut before) = (0.0, 0u32, ' ');
    for c in text.chars() {
        if !c.is_ascii() {
            letters += 1;
            sum += worth(c);
        }
        if c.is_alphabetic() && before.is_alphabetic() {
            let (left, right) = (names::letter_script(before), names::letter_script(c));
            if left != right && left.is_some() && right.is_some() {
                sum -= 40.0;
            }
            if before.is_lowercase() && c.is_uppercase() {
                sum -= 30.0;
            }
        }
        before = c;
    }
    if letters == 0 { 0.0 } else { sum / f64::from(letters) }
}

/// What one letter is worth: about its share of a running text, in a thousandth.
fn worth(c: char) -> f64 {
    const CYRILLIC: &[(char, f64)] = &[
        ('о', 109.0),
        ('е', 85.0),
        ('а', 80.0),
        ('и', 74.0),
        ('н', 67.0),
        ('т', 63.0),
        ('с', 55.0),
        ('р', 47.0),
        ('в', 45.0),
        ('л', 43.0),
        ('к', 35.0),
        ('м', 32.0),
        ('д', 30.0),
        ('п', 28.0),
        ('у', 26.0),
        ('я', 20.0),
        ('ы', 19.0),
        ('ь', 17.0),
        ('г', 17.0),
        ('з', 16.0),
        ('б', 16.0),
        ('ч', 14.0),
        ('й', 12.0),
        ('х', 10.0),
        ('ж', 9.0),
        ('ш', 7.0),
        ('ю', 6.0),
        ('ц', 5.0),
        ('щ', 4.0),
        ('э', 3.0),
        ('ф', 3.0),
        ('і', 9.0),
        ('ё', 2.0),
        ('ъ', -10.0),
    ];
    const ARABIC: &[(char, f64)] = &[
        ('ا', 120.0),
        ('ل', 110.0),
        ('ي', 68.0),
        ('م', 62.0),
        ('و', 58.0),
        ('ن', 58.0),
        ('ر', 48.0),
        ('ت', 43.0),
        ('ب', 38.0),
        ('ع', 34.0),
        ('ه', 34.0),
        ('د', 30.0),
        ('س', 29.0),
        ('ة', 28.0),
        ('ف', 27.0),
        ('ق', 24.0),
        ('ك', 24.0),
        ('ح', 21.0),
        ('أ', 18.0),
        ('ج', 14.0),
        ('ش', 14.0),
        ('ى', 12.0),
        ('ص', 10.0),
        ('خ', 10.0),
        ('ض', 9.0),
        ('ط', 9.0),
        ('ذ', 8.0),
        ('ز', 8.0),
        ('إ', 8.0),
        ('ث', 6.0),
        ('غ', 5.0),
        ('ئ', 5.0),
        ('ء', 5.0),
        ('ظ', 3.0),
        ('ؤ', 3.0),
        ('آ', 3.0),
        ('،', 5.0),
        ('ـ', 2.0),
        ('گ', 2.0),
        ('پ', 2.0),
        ('چ', 1.0),
        ('ژ', 1.0),
    ];
    let lower = c.to_lowercase().next().unwrap_or(c);
    for (letter, share) in CYRILLIC.iter().chain(ARABIC) {
        if *letter == lower {
            return *share;
        }
    }
    match lower {
        'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' => 10.0,
        'ç' | 'ğ' | 'ı' | 'ö' | 'ş' | 'ü' | 'é' | 'è' | 'ä' | 'á' | 'í' | 'ó' | 'ß' => 22.0,
        'à'..='ÿ' => 6.0,
        '№'
        | '«'
        | '»'
        | '–'
        | '—'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '„'
        | '\u{A0}'
        | '…'
        | '§'
        | '°'
        | '؟'
        | '؛'
        | '\u{200C}'..='\u{200F}' => 0.0,
        '\u{80}'..='\u{9F}' => -80.0,
        _ => -30.0,
    }
}

/// A chosen encoding must give text, not only characters, and not far worse text than another would.
fn plausible(bytes: &[u8], text: &str, encoding: Encoding) -> Result<(), Refusal> {
    let sample: String = text.chars().take(SAMPLE).collect();
    if !sample.is_ascii() && encoding != Encoding::Utf8 {
        let own = score(&sample);
        let single = Encoding::SINGLE_BYTE.contains(&encoding);
        let better = single
            && scores(&bytes[..bytes.len().min(SAMPLE)]).first().is_some_and(|best| best.0 > own * 1.6);
        if own < LANGUAGE / 2.0 || better {
            return Err(Refusal::WrongEncoding { encoding: encoding.name() });
        }
    }
    unspoilt(text)
}

/// Text that was read in one encoding and saved in another before it came: Cyrillic as `РђР»Рё` or `Ð�Ð»Ð¸`, or all
/// letters as question marks.
fn unspoilt(text: &str) -> Result<(), Refusal> {
    let (mut pairs, mut spoilt, mut questions, mut letters) = (0u32, 0u32, 0u32, 0u32);
    let mut before = ' ';
    for c in text.chars().take(SAMPLE) {
        letters += u32::from(c.is_alphabetic());
        questions += u32::from(matches!(c, '?' | '\u{FFFD}'));
        if !before.is_ascii() {
            pairs += 1;
            let lead = matches!(before, 'Р' | 'С' | 'Ð' | 'Ñ' | 'Ø' | 'Ù' | 'Ш' | 'Щ');
            // The second half of a spoilt letter is a sign, or a letter that never follows in a name.
            let follower = matches!(c, '\u{80}'..='\u{BF}' | '\u{2010}'..='\u{203A}' | '\u{20AC}' | '\u{2116}' | '\u{2122}' | 'ђ' | 'ѓ' | 'ї' | 'ј' | 'љ' | 'њ' | 'ќ' | 'ћ' | 'џ' | 'ѕ' | 'є' | 'Ђ' | 'Ѓ' | 'Ї' | 'Ј' | 'Љ' | 'Њ' | 'Ќ' | 'Ћ' | 'Џ' | 'Ѕ' | 'Є' | 'ґ' | 'Ґ' | 'ў' | 'Ў');
            spoilt += u32::from(lead && follower);
        }
        before = c;
    }
    let lost = questions > 20 && questions > letters * 2;
    if lost || spoilt >= 8 && spoilt * 5 > pairs { Err(Refusal::SpoiltLetters) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RUSSIAN: &str =
        "№ п/п;Фамилия;Имя;Отчество\r\n1;ТАКЕНОВА;Джаннат;Мухаммадовна\r\n2;Ысқақов;Әли;\r\n";
    const KAZAKH_IN_1251: &str = "Р/с;Тегі;Аты\r\n1;Такенова;Зайнаб\r\n2;КАЛИЕВ;Жібек\r\n";
    const ARABIC: &str = "رقم;الاسم الكامل;اسم الأم\r\n1;محمد أحمد;فاطمة\r\n2;عائشة;خديجة\r\n";

    fn in_encoding(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            encoding => encoding.table().encode(text).0.into_owned(),
        }
    }

    #[test]
    fn every_encoding_is_found_from_its_letters() {
        let cyrillic = KAZAKH_IN_1251.replace('і', "и");
        for (text, encoding) in [
            (RUSSIAN, Encoding::Utf8),
            (RUSSIAN, Encoding::Utf16Le),
            (RUSSIAN, Encoding::Utf16Be),
            (KAZAKH_IN_1251, Encoding::Windows1251),
            (ARABIC, Encoding::Windows1256),
            (ARABIC, Encoding::Utf16Le),
            (cyrillic.as_str(), Encoding::Koi8R),
            (cyrillic.as_str(), Encoding::Ibm866),
        ] {
            let bytes = in_encoding(text, encoding);
            let (found, name, _) =
                decode(&bytes, None).unwrap_or_else(|refusal| panic!("{encoding:?}: {refusal}"));
            assert_eq!(name, encoding);
            assert_eq!(found, text);
        }
    }

    #[test]
    fn a_wrong_choice_is_refused() {
        let bytes = in_encoding(KAZAKH_IN_1251, Encoding::Windows1251);
        for wrong in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Windows1256, Encoding::Windows1252] {
            assert!(decode(&bytes, Some(wrong)).is_err(), "{wrong:?}");
        }
        assert!(decode(&bytes, Some(Encoding::Windows1251)).is_ok());
    }

    #[test]
    fn a_mark_with_other_bytes_behind_it_is_refused() {
        let mut bytes = vec![0xEF, 0xBB, 0xBF];
        bytes.extend(in_encoding(KAZAKH_IN_1251, Encoding::Windows1251));
        assert_eq!(decode(&bytes, None), Err(Refusal::WrongEncoding { encoding: "utf-8" }));
    }

    #[test]
    fn letters_that_were_spoilt_before_are_named() {
        let twice = encoding_rs::WINDOWS_1251.decode_without_bom_handling(RUSSIAN.as_bytes()).0.into_owned();
        assert_eq!(decode(twice.as_bytes(), None), Err(Refusal::SpoiltLetters));
        let western =
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(RUSSIAN.as_bytes()).0.into_owned();
        assert_eq!(decode(western.as_bytes(), None), Err(Refusal::SpoiltLetters));
        let lost = "?????;???? ????;???\n".repeat(9);
        assert_eq!(decode(lost.as_bytes(), None), Err(Refusal::SpoiltLetters));
    }

    #[test]
    fn noise_is_no_language() {
        let noise: Vec<u8> = (0..4000u32)
            .map(|i| 0x80 | u8::try_from((i.wrapping_mul(2_654_435_761) >> 16) & 0x7F).expect("a byte"))
            .collect();
        assert!(decode(&noise, None).is_err());
        assert!(matches!(decode(b"a;b\0\x01\x02;c\xFF\xFE\0", None), Err(Refusal::WrongType { .. })));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400), choice in 0usize..10) {
            let _ = decode(&bytes, Encoding::ALL.get(choice).copied());
        }
    }
}
