//! Slips that are two by nature.

use protocol::{Error, Files, Protocol};

use super::slip;
use crate::fixture;

fn said(files: Files) -> Vec<String> {
    let error = Protocol::from_files(files).expect_err("broken");
    error.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn places_in_a_circle_are_all_named_and_not_those_that_hang_on_it() {
    let circle =
        slip("places.toml", "kind = \"country\"\n", "kind = \"country\"\nparent = \"xx-west\"\n", "", "", "");
    let (problems, _) = circle.problems();
    let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        ["`xx` lies in itself, by way of its parents", "`xx-west` lies in itself, by way of its parents"]
    );
}

#[test]
fn a_places_code_says_where_it_lies() {
    let mut files = fixture::files();
    for text in files.values_mut() {
        *text = text.replace("xx-west.town", "xx-town");
    }
    assert_eq!(
        said(files),
        ["places.toml:16:8: `xx-town` lies in `xx-west` and its code does not begin with it; \
          write code = \"xx-west.NAME\""]
    );

    // `xx-west-coast` beside `xx-west` would be taken for a part of it by need-to-know.
    let mut files = fixture::files();
    if let Some(places) = files.get_mut("places.toml") {
        places.push_str(
            "\n[[place]]\ncode = \"xx-west-coast\"\nparent = \"xx\"\nkind = \"region\"\n\
             label = { en = \"C\", ru = \"Б\" }\n",
        );
    }
    assert_eq!(
        said(files),
        ["places.toml:23:8: by its code `xx-west-coast` would lie in `xx-west`, which is not above it; \
          choose a code that does not begin with the other, or name it as parent"]
    );
}

#[test]
fn stages_that_go_round_for_ever_are_named() {
    let trapped = slip(
        "stages.toml",
        "[[transition]]",
        "[[stage]]\nkind = \"child\"\ncode = \"round\"\nphase = 3\nlabel = { en = \"R\", ru = \"К\" }\n\n\
         [[stage]]\nkind = \"child\"\ncode = \"again\"\nphase = 3\nlabel = { en = \"A\", ru = \"О\" }\n\n\
         [[transition]]\nkind = \"child\"\nfrom = [\"arrived\", \"again\"]\nto = \"round\"\naction = \"stage.move\"\n\n\
         [[transition]]\nkind = \"child\"\nfrom = [\"round\"]\nto = \"again\"\naction = \"stage.move\"\n\n\
         [[transition]]",
        "",
        "",
        "",
    );
    let (problems, _) = trapped.problems();
    let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "from the stage `round` no way leads to the end (`closed`)",
            "from the stage `again` no way leads to the end (`closed`)"
        ]
    );
}

#[test]
fn many_mistakes_are_all_named_in_the_order_of_the_files() {
    let mut files = fixture::files();
    for (file, from, to) in [
        ("pathway.toml", "urgent = \"48h\"", "urgent = \"soon\""),
        ("roles.toml", "second_factor", "second_factr"),
        ("pathway.toml", "lead = \"social_worker\"", "lead = \"nobody\""),
        ("forms/visit.toml", "type = \"text\"", "type = \"txt\""),
        ("lookups/yes_no.toml", ", ru = \"Нет\"", ""),
    ] {
        let text = files.get_mut(file).expect("the file");
        *text = text.replacen(from, to, 1);
    }
    let error = Protocol::from_files(files).expect_err("five mistakes");
    assert!(matches!(error, Error::Mistakes(_)));
    insta::assert_snapshot!(error);
}
