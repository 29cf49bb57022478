//! What a form's page brings for its live logic, and the same forms without JavaScript: rows, filtered choices, questions
//! that depend on others.

use domain::Value;
use testkit::Child;

use crate::{Stage, at, browser::Answer};

const PAST: &str = "forms/background";

async fn lived(stage: &Stage, child: Child) -> Vec<String> {
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let Some(entry) = record.entry("background") else { return Vec::new() };
    let Some(Value::Rows(rows)) = entry.values.get("places_lived") else { return Vec::new() };
    let place = |row: &domain::Values| match &row["lived_where"] {
        Value::Text(text) => text.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    rows.iter().map(place).collect()
}

fn place(row: usize) -> String {
    format!("places_lived.{row}.lived_where")
}

/// The numbers of the rows that are shown, as their fields are sent.
fn rows(page: &Answer) -> Vec<String> {
    page.body
        .split("data-row=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|number| *number != "__ROW__")
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_row_taken_out_of_the_middle_leaves_the_others_under_their_numbers() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let (a, b, c) = (place(0), place(1), place(2));
    let three = [("_seen", "0"), (&a, "Aleppo"), (&b, "Raqqa"), (&c, "Hasaka")];
    let mut pressed = three.to_vec();
    pressed.push(("_remove", "places_lived.1"));
    let left = aigul.post(&at(child, PAST), &pressed).await.shown();
    assert_eq!(rows(&left), ["0", "2"]);
    assert_eq!((left.typed(&a).as_str(), left.typed(&c).as_str()), ("Aleppo", "Hasaka"));
    left.says_not("Raqqa");
    assert!(left.body.contains("value=\"places_lived.2\""), "the button takes out the row it stands in");
    // What was taken out stays out, and a further row has a number of its own.
    let mark = ("places_lived.1._remove", "1");
    assert_eq!(left.typed("places_lived.1._remove"), "1");
    let added = aigul
        .post(
            &at(child, PAST),
            &[("_seen", "0"), (&a, "Aleppo"), (&c, "Hasaka"), mark, ("_add", "places_lived")],
        )
        .await
        .shown();
    assert_eq!(rows(&added), ["0", "2", "3"]);
    aigul.post(&at(child, PAST), &[("_seen", "0"), (&a, "Aleppo"), (&c, "Hasaka"), mark]).await.done();
    assert_eq!(lived(&stage, child).await, ["Aleppo", "Hasaka"]);
}

#[tokio::test]
async fn a_stored_row_that_was_taken_out_is_gone_when_the_form_is_saved() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let (a, b, c) = (place(0), place(1), place(2));
    let three = [("_seen", "0"), (a.as_str(), "Aleppo"), (&b, "Raqqa"), (&c, "Hasaka")];
    aigul.post(&at(child, PAST), &three).await.done();
    let stored = aigul.get(&at(child, PAST)).await.shown();
    assert_eq!(rows(&stored), ["0", "1", "2"]);
    let seen = stored.hidden("_seen");
    let pressed = [
        ("_seen", seen.as_str()),
        (&a, "Aleppo"),
        (&b, "Raqqa"),
        (&c, "Hasaka"),
        ("_remove", "places_lived.0"),
    ];
    let left = aigul.post(&at(child, PAST), &pressed).await.shown();
    assert_eq!(rows(&left), ["1", "2"]);
    assert_eq!(lived(&stage, child).await.len(), 3, "nothing is saved by a button inside");
    let sent = [
        ("_seen", seen.as_str()),
        ("places_lived.0._remove", &left.typed("places_lived.0._remove")),
        (&b, "Raqqa"),
        (&c, "Hasaka"),
    ];
    aigul.post(&at(child, PAST), &sent).await.done();
    assert_eq!(lived(&stage, child).await, ["Raqqa", "Hasaka"]);
}

#[tokio::test]
async fn a_mistake_in_a_row_is_said_in_that_row() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    // The first row was added and not written; the second lacks what is needed.
    let sent = [("_seen", "0"), ("places_lived.0._remove", ""), ("places_lived.1.lived_with", "her aunt")];
    let again = aigul.post(&at(child, PAST), &sent).await.again();
    assert_eq!(rows(&again), ["0", "1"], "an empty row waits to be written");
    assert!(!again.wrong_at("places_lived.1.lived_where").is_empty());
    assert_eq!(again.wrong_at("places_lived.0.lived_where"), "");
    assert!(again.body.contains("href=\"#f-places_lived.1.lived_where\""));
    assert_eq!(again.typed("places_lived.1.lived_with"), "her aunt");
}

#[tokio::test]
async fn the_page_brings_what_its_live_logic_looks_for() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let page = aigul.get(&at(child, PAST)).await.shown();
    let template = page.body.split("<template data-row-of=\"places_lived\">").nth(1).expect("an empty row");
    let template = template.split("</template>").next().expect("its end");
    for part in [
        "data-row=\"__ROW__\"",
        "data-field=\"lived_where\"",
        "name=\"places_lived.__ROW__.lived_where\"",
        "id=\"e-places_lived.__ROW__.lived_where\"",
        "name=\"places_lived.__ROW__._remove\" value=\"\"",
        "name=\"_remove\" value=\"places_lived.__ROW__\"",
        "data-number",
    ] {
        assert!(template.contains(part), "no {part} in {template}");
    }
    let words = page.body.split("<template data-say>").nth(1).expect("the words").split("</template>").next();
    assert!(
        words.expect("their end").contains("data-code=\"two_digit_year\">Write the year with four digits.")
    );
    // Every question has its place for what is wrong, before anything is.
    assert!(page.body.contains("id=\"e-birthplace\" data-message aria-live=\"polite\"></p>"));
    assert!(page.body.contains("name=\"birthplace\" value=\"\""));
    let russian = stage.as_("aigul").await.reads("ru").get(&at(child, PAST)).await.shown();
    assert!(!russian.body.contains("Write the year"));
}

#[tokio::test]
async fn a_choice_that_is_not_offered_now_is_there_for_later_and_hidden() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let form = at(child, "forms/contact");
    let page = aigul.get(&form).await.shown();
    let tag = |page: &Answer, value: &str| {
        let choice = format!("data-choice=\"{value}\"");
        let kinds = page.body.split("data-field=\"concern_kinds\"").nth(1).expect("the field").to_owned();
        let from = kinds.find(&choice).unwrap_or_else(|| panic!("no choice {value}"));
        kinds[from..].split('>').next().unwrap_or_default().to_owned()
    };
    assert!(tag(&page, "none").contains("hidden"), "{}", tag(&page, "none"));
    assert!(!tag(&page, "threats").contains("hidden"));
    // How a question looks does not hang on what is offered just now.
    let profile = at(child, "forms/child_profile");
    let (few, many) = (
        aigul
            .post(&profile, &[("_seen", "0"), ("languages", "kk"), ("languages", "ru"), ("_again", "1")])
            .await,
        aigul.post(&profile, &[("_seen", "0"), ("languages", ""), ("_again", "1")]).await,
    );
    for page in [few.shown(), many.shown()] {
        let field = page
            .body
            .split("data-field=\"thinks_in\"")
            .nth(1)
            .map(|rest| rest.split("data-field=").next().unwrap_or_default().to_owned());
        let field = field.unwrap_or_else(|| panic!("no field: {}", page.text()));
        assert!(field.contains("<select"), "{field}");
    }
}

#[tokio::test]
async fn without_javascript_the_questions_are_brought_up_to_date_by_a_button() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let form = at(child, "forms/safety_check");
    let is_hidden = |page: &Answer| {
        let from = page.body.find("data-field=\"not_alone_why\"").expect("the question");
        page.body[from..].split('>').next().unwrap_or_default().contains("hidden")
    };
    let empty = aigul.get(&form).await.shown();
    assert!(is_hidden(&empty));
    assert!(empty.body.contains("<noscript>") && empty.body.contains("name=\"_again\""));
    let asked = aigul
        .post(&form, &[("_seen", "0"), ("seen_alone", ""), ("seen_alone", "no"), ("_again", "1")])
        .await
        .shown();
    assert!(!is_hidden(&asked));
    assert!(asked.is_chosen("seen_alone", "no"));
    // The button that saves is the one that Enter presses, though others stand before it.
    let first = asked.body.find("<button type=\"submit\" class=\"unseen\"").expect("a first button");
    let main = asked.body.find("data-once").expect("a form");
    assert!(first > main && !asked.body[main..first].contains("<button"), "{}", &asked.body[main..first]);
}

#[tokio::test]
async fn what_was_sent_lies_over_what_is_stored() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul
        .post(&at(child, PAST), &[("_seen", "0"), ("birthplace", "Homs"), ("kunya", "Abu Salim")])
        .await
        .done();
    let seen = aigul.get(&at(child, PAST)).await.shown().hidden("_seen");
    // What a script had disabled was not sent, and is there again.
    let again =
        aigul.post(&at(child, PAST), &[("_seen", &seen), ("birthplace", ""), ("_again", "1")]).await.shown();
    assert_eq!(again.typed("birthplace"), "");
    assert_eq!(again.typed("kunya"), "Abu Salim");
}
