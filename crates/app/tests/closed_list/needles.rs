//! Many texts looked for at once, in every way in which bytes could hold them.

use std::collections::{BTreeMap, BTreeSet};

/// Fewer bytes than these are met by chance.
const SHORTEST: usize = 6;
/// How many bytes find the candidates.
const HEAD: usize = 4;

/// Texts in all their forms, by their first bytes.
pub(crate) struct Needles {
    texts: usize,
    forms: BTreeMap<[u8; HEAD], Vec<(Vec<u8>, String)>>,
}

impl Needles {
    /// Takes texts as they are, in lower and upper case, normalised, without their hyphens, each as UTF-8 and as
    /// UTF-16 of either order.
    pub(crate) fn of(texts: &BTreeSet<String>) -> Self {
        let mut needles = Self { texts: 0, forms: BTreeMap::new() };
        for text in texts {
            let written: BTreeSet<String> = [
                text.clone(),
                text.to_lowercase(),
                text.to_uppercase(),
                text.replace('-', ""),
                text.to_lowercase().replace('-', ""),
                names::normalise(text).text,
            ]
            .into();
            let mut any = false;
            for written in written {
                let wide: Vec<u16> = written.encode_utf16().collect();
                for bytes in [
                    written.into_bytes(),
                    wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
                    wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
                ] {
                    if bytes.len() >= SHORTEST {
                        let head = *bytes.first_chunk::<HEAD>().unwrap();
                        needles.forms.entry(head).or_default().push((bytes, text.clone()));
                        any = true;
                    }
                }
            }
            needles.texts += usize::from(any);
        }
        needles
    }

    /// How many texts are looked for.
    pub(crate) fn len(&self) -> usize {
        self.texts
    }

    /// The texts that some bytes hold.
    pub(crate) fn within<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = &'a str> {
        (0..bytes.len().saturating_sub(HEAD - 1)).flat_map(move |at| {
            let rest = &bytes[at..];
            let head = *rest.first_chunk::<HEAD>().unwrap();
            self.forms
                .get(&head)
                .into_iter()
                .flatten()
                .filter(move |(form, _)| rest.starts_with(form))
                .map(|(_, text)| text.as_str())
        })
    }
}

#[test]
fn a_text_is_found_in_each_of_its_forms() {
    let needles = Needles::of(&BTreeSet::from(["Амина Сәрсенбаева".to_owned(), "HW-7F3K-QX2".to_owned()]));
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for bytes in [
        b"..HW-7F3K-QX2..".to_vec(),
        b"hw7f3kqx2".to_vec(),
        "x амина сәрсенбаева".as_bytes().to_vec(),
        wide("АМИНА СӘРСЕНБАЕВА"),
    ] {
        assert_eq!(needles.within(&bytes).count().min(1), 1, "{bytes:?}");
    }
    assert_eq!(needles.within(b"HW-7F3K-QX").count(), 0);
}
