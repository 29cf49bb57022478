//! Several things in one line, parted as the language parts them.

use super::{Language, Words};

impl Words {
    /// What stands between two things said one after the other: the language's own comma, and a space.
    pub const fn comma(self) -> &'static str {
        match self.language {
            Language::Ar => "، ",
            Language::En | Language::Ru | Language::Kk | Language::Pseudo => ", ",
        }
    }

    /// Things in one line.
    pub fn list<T: AsRef<str>>(self, things: impl IntoIterator<Item = T>) -> String {
        let mut line = String::new();
        for thing in things {
            if !line.is_empty() {
                line.push_str(self.comma());
            }
            line.push_str(thing.as_ref());
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn each_language_has_its_own_comma() {
        assert_eq!(Words::new(Language::En).list(["a", "b", "c"]), "a, b, c");
        assert_eq!(Words::new(Language::Ar).list(["أ", "ب"]), "أ، ب");
        assert_eq!(Words::new(Language::Ar).list([""; 0]), "");
    }

    #[test]
    fn no_page_sets_a_comma_of_its_own() {
        fn walk(folder: &Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, found);
                } else if path.extension().is_some_and(|ending| ending == "rs")
                    && !path.ends_with("words/list.rs")
                {
                    let text = std::fs::read_to_string(&path).expect("a text");
                    for (at, line) in text.lines().enumerate() {
                        if ["join(\", \")", " \", \" ("].iter().any(|own| line.contains(own)) {
                            found.push(format!("{}:{}", path.display(), at + 1));
                        }
                    }
                }
            }
        }
        let mut found = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert_eq!(found, Vec::<String>::new(), "take Words::list or Words::comma");
    }
}
