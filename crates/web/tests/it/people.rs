//! The pages of people who come and go: handing on, leave, reminders, the calendar, the end of a team.

use axum::http::StatusCode;
use domain::GroundCode;

use crate::browser::{Browser, as_one, demo};

#[tokio::test]
async fn a_caseload_is_handed_on_from_its_page() {
    let cast = demo().await;
    let one = cast.a_child().await;
    let two = cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await;
    let path = format!("/team/{}/{}", cast.centre, cast.id("aigul"));
    let mut saule = as_one(&cast, "saule").await;
    assert!(saule.get("/team").await.ok().body.contains(&path));
    let (page, old) = (saule.get(&path).await.ok(), saule.get(&path).await.ok());
    page.says("2 open records");
    page.says("0 of 25 cases · room for 25");
    let to = format!("{}.{}", cast.centre, cast.id("marat"));
    let (first, second) = (one.id.to_string(), two.id.to_string());
    // Nothing is chosen, nobody, no word: said, and what was typed stays.
    for (fields, said) in [
        (vec![("record", first.as_str()), ("word", "W")], "Choose to whom."),
        (vec![("to", to.as_str()), ("word", "W")], "Tick what is to be handed on."),
        (vec![("to", to.as_str()), ("record", first.as_str())], "Write what whoever takes over should know"),
    ] {
        saule.fill(&page, &path, &fields).await.refused().says(said);
    }
    let typed = saule.fill(&page, &path, &[("record", &first), ("word", "Her aunt comes")]).await.refused();
    typed.says("Her aunt comes");
    // A colleague who must not have it: the page says only that somebody else is needed.
    let aigul = cast.who("aigul").await;
    let ground = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), one.code, cast.id("marat"), ground).await.unwrap();
    let sent = [("all", "1"), ("to", to.as_str()), ("word", "Her aunt comes")];
    let answer = saule.fill(&page, &path, &sent).await.ok();
    answer.says("1 was handed on.");
    answer.says("1 needs another person. Choose somebody else for it.");
    for never in ["barred", "relative", "must not"] {
        answer.never_says(never);
    }
    // A stale page: what somebody else gave away stays where it is.
    let again = saule.fill(&page, &path, &[("record", &second), ("to", &to), ("word", "W")]).await;
    assert!(again.status.is_redirection(), "a second click is the first one's");
    let stale = saule.fill(&old, &path, &[("record", &second), ("to", &to), ("word", "W")]).await.ok();
    stale.says("had been given away meanwhile");
    saule.get(&path).await.ok().says("1 open record");
    for login in ["aigul", "marat", "zarina", "bolat", "dana", "admin"] {
        let mut other = as_one(&cast, login).await;
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{login}");
    }
    assert_eq!(saule.get(&format!("/team/{}/nonsense", cast.centre)).await.status, StatusCode::NOT_FOUND);
    saule.get(&format!("/team/{}/nobody", cast.centre)).await.ok().says("Everything is handed on.");
}

#[tokio::test]
async fn leave_is_entered_and_a_supervisor_names_who_stands_in() {
    let cast = demo().await;
    cast.a_child().await;
    let mut aigul = as_one(&cast, "aigul").await;
    let page = aigul.get("/me/away").await.ok();
    aigul.fill(&page, "/me/away", &[("from", ""), ("to", "x")]).await.refused().says("Write both days.");
    let today = cast.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let to = today.checked_add(jiff::Span::new().days(3)).unwrap().to_string();
    let days = [("from", today.to_string()), ("to", to), ("deputy", String::new())];
    let days: Vec<(&str, &str)> = days.iter().map(|(name, value)| (*name, value.as_str())).collect();
    aigul.fill(&page, "/me/away", &days).await;
    aigul.get("/me/away").await.ok().says("nobody stands in");
    let mut saule = as_one(&cast, "saule").await;
    saule.get("/day").await.ok().says("In 1 leave nobody stands in");
    saule.get("/team").await.ok().says("nobody stands in");
    let path = format!("/team/{}/{}", cast.centre, cast.id("aigul"));
    let action = format!("{path}/away");
    let page = saule.get(&path).await.ok();
    let hidden = page.hidden(&action);
    let leave = hidden.iter().find(|(name, _)| name == "leave").unwrap().1.clone();
    let deputy = format!("deputy.{leave}");
    saule.fill(&page, &action, &[(deputy.as_str(), &cast.id("marat").to_string())]).await;
    saule.get("/day").await.ok().never_says("nobody stands in");
    let mut marat = as_one(&cast, "marat").await;
    marat.get("/day").await.ok().says("instead of AIGUL");
    let end = format!("{action}/end");
    saule.fill(&saule.clone().get(&path).await.ok(), &end, &[("leave", leave.as_str())]).await;
    marat.get("/day").await.ok().never_says("instead of AIGUL");
}

#[tokio::test]
async fn a_calendar_reads_along_until_its_link_is_dead_and_is_told_nothing_of_anybody() {
    let cast = demo().await;
    let child = cast.a_child().await;
    let mut aigul = as_one(&cast, "aigul").await;
    let page = aigul.get("/me/calendar").await.ok();
    let shown = aigul.fill(&page, "/me/calendar", &[]).await.ok();
    shown.says("This link is shown only now.");
    let link = shown.body.split("http://homeward.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(link.starts_with("/feed/"), "{link}");
    let again = aigul.fill(&page, "/me/calendar", &[]).await;
    assert!(!again.body.contains("/feed/"), "the same form shows it to nobody again");
    aigul.get("/me/calendar").await.ok().never_says("/feed/");
    // A calendar signs in nowhere.
    let mut calendar = Browser::of(&cast.app);
    let feed = calendar.get(&link).await.ok();
    assert!(
        feed.body.starts_with("BEGIN:VCALENDAR\r\n") && feed.body.contains("SUMMARY:Homeward: "),
        "{}",
        feed.body
    );
    assert!(feed.body.split("\r\n").all(|line| line.len() <= 75));
    for never in ["Амина", "Сәрсенбаева", "HW-", "AIGUL", "Social centre", "kz-", &child.id.to_string()]
    {
        assert!(!feed.body.contains(never), "{never} in {}", feed.body);
    }
    // Unknown, and dead, is like any page that is not there.
    let nowhere = calendar.get("/nothing-is-here").await;
    for path in ["/feed/not-a-link", &format!("{link}x"), "/feed/%ff"] {
        let missing = calendar.get(path).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(missing.text(), nowhere.text(), "{path}");
    }
    let page = aigul.get("/me/calendar").await.ok();
    aigul.fill(&page, "/me/calendar/end", &[]).await;
    assert_eq!(calendar.get(&link).await.text(), nowhere.text());
}

#[tokio::test]
async fn an_address_is_given_and_taken_away() {
    let cast = demo().await;
    let mut aigul = as_one(&cast, "aigul").await;
    let page = aigul.get("/me/reminders").await.ok();
    let wrong = aigul.fill(&page, "/me/reminders", &[("email", "aigul")]).await.refused();
    wrong.says("This is no e-mail address.");
    aigul.fill(&page, "/me/reminders", &[("email", "aigul@example.org")]).await;
    aigul.get("/me").await.ok().says("aigul@example.org");
    // Nobody else reads it: whoever manages accounts does not, either.
    let mut admin = as_one(&cast, "admin").await;
    let path = format!("/accounts/{}", cast.id("aigul"));
    admin.get(&path).await.ok().never_says("example.org");
    let page = aigul.get("/me/reminders").await.ok();
    aigul.fill(&page, "/me/reminders", &[("email", "")]).await;
    aigul.get("/me").await.ok().never_says("example.org");
}

#[tokio::test]
async fn a_team_that_has_something_left_says_what() {
    let cast = demo().await;
    cast.a_child().await;
    let mut admin = as_one(&cast, "admin").await;
    let path = format!("/teams/{}/close", cast.centre);
    let page = admin.get(&path).await.ok();
    page.says("Open records");
    page.says("AIGUL");
    page.never_says("Амина");
    assert!(!page.has_form(&path), "nothing to press while anything is left");
    let token = page.hidden("/leave").into_iter().find(|(name, _)| name == "_csrf").unwrap().1;
    let forced = admin.post(&path, &[("_csrf", token.as_str())]).await.refused();
    forced.says("Something is left with this team.");
    let empty = cast.team("Empty centre", "social", None).await;
    let path = format!("/teams/{empty}/close");
    let page = admin.get(&path).await.ok();
    admin.fill(&page, &path, &[]).await;
    admin.get("/teams").await.ok().says("Empty centre closed");
    let again = admin.fill(&page, &path, &[]).await;
    assert!(again.status.is_redirection(), "a second click is the first one's");
    let mut aigul = as_one(&cast, "aigul").await;
    assert_eq!(aigul.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_goes_proposes_and_the_supervisor_finds_it_ticked() {
    let mut cast = demo().await;
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await);
    let centre = cast.centre;
    cast.account("dinara").await;
    cast.propose("dinara", "social_worker", Some(centre), None).await;
    cast.confirm("dana", "dinara").await;
    let mut aigul = as_one(&cast, "aigul").await;
    assert!(aigul.get("/me").await.ok().body.contains("/me/handover"));
    let page = aigul.get("/me/handover").await.ok();
    page.says("Nothing moves by it");
    aigul.fill(&page, "/me/handover", &[]).await.refused();
    let to = |login: &str| format!("{}.{}", centre, cast.id(login));
    let field = format!("to.{}", one.id);
    let page = aigul.get("/me/handover").await.ok();
    let sent = [(field.as_str(), to("dinara")), ("all", to("marat"))];
    let other = format!("to.{}", two.id);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    aigul
        .fill(&page, "/me/handover", &[sent[0], sent[1], (other.as_str(), "")])
        .await
        .leads_to("/me/handover");
    let mut saule = as_one(&cast, "saule").await;
    let path = format!("/team/{}/{}", cast.centre, cast.id("aigul"));
    let page = saule.get(&path).await.ok();
    page.says("AIGUL has proposed who follows.");
    page.says("Proposed: DINARA");
    page.says("Proposed: MARAT");
    let ticked = |body: &str, child: &str| {
        let tick = body.split("<input").find(|part| part.contains(&format!("value=\"{child}\"")));
        tick.is_some_and(|tick| tick.split('>').next().unwrap().contains("checked"))
    };
    for login in ["dinara", "marat"] {
        let page = saule.get(&format!("{path}?to={}", to(login))).await.ok();
        let (theirs, others) = if login == "dinara" { (one, two) } else { (two, one) };
        assert!(ticked(&page.body, &theirs.id.to_string()) && !ticked(&page.body, &others.id.to_string()));
        assert!(ticked(&page.body, &to(login)), "to whom is chosen");
    }
    for login in ["bolat", "dana", "admin", "saule", "rustem"] {
        let mut other = as_one(&cast, login).await;
        let status = other.get("/me/handover").await.status;
        let me = other.get("/me").await.ok();
        assert_eq!(status == StatusCode::OK, me.body.contains("/me/handover"), "{login}");
        me.never_says("Proposed");
    }
}

#[tokio::test]
async fn a_team_that_closes_is_told_how_much_goes_back() {
    let cast = demo().await;
    let mut admin = as_one(&cast, "admin").await;
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let given = app::case::consent::RecordConsent {
        command: cast.command(),
        code: child.code,
        purpose: domain::PurposeCode::of("psychological_help"),
        recipient: Some(cast.psychology),
        decision: domain::Decision::Given,
        giver: domain::ChoiceCode::of("caregiver"),
        giver_record: None,
        assent: domain::ChoiceCode::of("aloud"),
        capacity: None,
        best_interests: None,
        limits_explained: true,
        until: None,
    };
    cast.app.record_consent(&aigul, given).await.unwrap();
    let sent = app::case::refer::Refer {
        command: cast.command(),
        code: child.code,
        service: domain::ServiceCode::of(testkit::PSYCHOLOGY),
        purpose: domain::PurposeCode::of("psychological_help"),
        needs: "sleeps badly".into(),
        urgency: domain::Urgency::Soon,
        until: None,
        override_reason: None,
    };
    cast.app.refer(&aigul, sent).await.unwrap();
    let path = format!("/teams/{}/close", cast.psychology);
    let grant = cast.app.account(&cast.who("admin").await, cast.id("zarina")).await.unwrap().roles[0].grant;
    cast.app.end_role(&cast.who("admin").await, cast.command(), cast.id("zarina"), grant).await.unwrap();
    let page = admin.get(&path).await.ok();
    page.says("Help asked for 1 person goes back to its sender.");
    page.never_says("Амина");
    page.never_says(&child.code.to_string());
    admin.fill(&page, &path, &[]).await.leads_to("/teams");
}
