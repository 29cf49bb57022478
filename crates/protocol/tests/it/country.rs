//! The protocol that the project ships: it must be sound, and quick to read.

use std::path::Path;

use protocol::Protocol;

fn shipped() -> Protocol {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
    match Protocol::load(&folder) {
        Ok(protocol) => protocol,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn it_has_no_mistake_and_loads_from_its_files_alone() {
    let protocol = shipped();
    let again = Protocol::from_activated(protocol.files().clone()).expect("what was sound stays readable");
    assert_eq!(again.hash(), protocol.hash());
    assert_eq!(again.version(), protocol.version());
    assert_eq!(protocol.check_against(&again), []);
}

#[test]
fn it_keeps_the_rules_of_the_field() {
    let protocol = shipped();
    // The school's side: no role of it may so much as know that there is a past.
    for code in ["teacher", "health_worker", "local_authority"] {
        let role = protocol.table().role(code).expect("the role");
        assert!(role.outside, "{code}");
        for grant in &role.grants {
            for compartment in
                ["manifest", "background", "social", "case", "safety", "tracing", "supervision", "complaint"]
            {
                assert!(!grant.levels.contains_key(compartment), "{code} has {compartment}");
            }
        }
    }
    for code in ["ministry_coordinator", "un_reporting_officer"] {
        let role = protocol.table().role(code).expect("the role");
        assert!(role.grants.iter().all(|grant| grant.levels.is_empty()), "{code}");
    }
    // Nobody reads bars and grants.
    for role in protocol.table().roles.values() {
        assert!(role.grants.iter().all(|grant| !grant.levels.contains_key("access")), "{}", role.code);
    }
    // A complaint lies outside the team: whoever reads it has nothing of any person's record.
    let reads = |role: &policy::Role, compartment: &str| {
        role.grants.iter().any(|grant| grant.levels.contains_key(compartment))
    };
    let readers: Vec<&policy::Role> =
        protocol.table().roles.values().filter(|role| reads(role, "complaint")).collect();
    assert_eq!(readers.iter().map(|role| role.code.as_str()).collect::<Vec<_>>(), ["complaints_focal_point"]);
    assert!(readers[0].grants.iter().all(|grant| grant.kinds.iter().all(|kind| *kind == "complaint")));
    // What harms online is never kept: no file, and no text without the rule that refuses addresses and fingerprints.
    for form in protocol.forms().values().filter(|form| form.compartment == "online") {
        for (field, _) in form.fields() {
            assert_ne!(field.field_type, forms::FieldType::File, "{}", field.name);
            let guarded =
                field.constraint.as_ref().is_some_and(|rule| format!("{rule:?}").contains("Matches"));
            assert!(field.field_type != forms::FieldType::Text || guarded, "{} takes anything", field.name);
        }
    }
    // Every text that the outside side reads about a purpose is free of the words for it.
    for purpose in protocol.purposes() {
        for code in protocol.languages() {
            let said = protocol.text(&purpose.outside_words, code);
            assert!(!said.is_empty(), "{}", purpose.code);
        }
    }
}

#[test]
fn every_text_is_written_in_its_own_script() {
    fn walk(file: &str, value: &toml::Value, seen: &mut u32, wrong: &mut Vec<String>) {
        match value {
            toml::Value::Array(items) => items.iter().for_each(|item| walk(file, item, seen, wrong)),
            toml::Value::Table(table) => {
                if let Some(english) = table.get("en").and_then(toml::Value::as_str) {
                    for (language, text) in table {
                        let text = text.as_str().unwrap_or("");
                        let has =
                            |from: char, to: char| text.chars().any(|letter| (from..=to).contains(&letter));
                        let own = match language.as_str() {
                            "ru" | "kk" => has('\u{400}', '\u{4ff}') && !has('\u{600}', '\u{6ff}'),
                            "ar" => has('\u{600}', '\u{6ff}') && !has('\u{400}', '\u{4ff}'),
                            _ => !has('\u{400}', '\u{6ff}'),
                        };
                        let same = language != "en" && text == english;
                        *seen += 1;
                        if !own || same {
                            wrong.push(format!("{file}: {language} = {text:?}"));
                        }
                    }
                }
                table.values().for_each(|inner| walk(file, inner, seen, wrong));
            }
            _ => {}
        }
    }
    let (mut seen, mut wrong) = (0, Vec::new());
    for (file, text) in shipped().files() {
        let value = text.parse::<toml::Table>().map(toml::Value::Table).expect("a file that was read");
        walk(file, &value, &mut seen, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 1000, "only {seen} texts were looked at");
}
