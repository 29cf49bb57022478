//! Finding somebody: by anything in one's own scope, for a reason beyond it, and never anybody else.

use std::collections::BTreeSet;

use app::{
    Filter,
    find::{Found, How, Purpose, Wide},
    fixture::OpenCase,
    officer::ReadingSearch,
};
use domain::{
    EntryId, Event, FieldCode, FormCode, GroundCode, Kind, NameRole, PersonName, PlaceCode, RecordId, Value,
};
use testkit::{Cast, on_both};

use crate::steps::*;

async fn own(cast: &Cast, by: &str, text: &str) -> Vec<Found> {
    cast.app.search_own(&cast.who(by).await, text, &Filter::of("child"), 20).await.unwrap()
}

fn ids(found: &[Found]) -> Vec<RecordId> {
    found.iter().map(|found| found.row.id).collect()
}

fn hows(found: &Found) -> Vec<How> {
    found.why.iter().map(|why| why.how).collect()
}

async fn one_is_found_by_anything_that_is_known_and_told_why(cast: Cast) {
    let zarina = cast.child("aigul", "Ахметова Зарина Канатовна", "2014-03-12").await;
    cast.child("aigul", "Жүнісов Әли", "2012-05-01").await;
    let code = zarina.code.compact();
    for (text, how) in [
        ("Зарина", &[How::Written][..]),
        ("зар", &[How::Part]),
        ("Zarina", &[How::Letters]),
        ("زرينا", &[How::Form]),
        ("Канат Zarina", &[How::Form, How::Letters]),
        ("Akhmetova Zarina Kanatovna", &[How::Form, How::Letters, How::Letters]),
        ("2014", &[How::Birth]),
        ("٢٠١٤ زرينا", &[How::Birth, How::Form]),
        ("03.2014 Зарина", &[How::Birth, How::Written]),
        ("12.03.2014", &[How::Birth]),
        (&code[..4], &[How::Code]),
    ] {
        let found = own(&cast, "aigul", text).await;
        if how == [How::Code] && found.len() != 1 {
            continue; // A code that begins with letters alone is read as a name.
        }
        assert_eq!(ids(&found), [zarina.id], "{text}");
        assert!(
            hows(&found[0]).iter().all(|one| how.contains(one) || *one == How::Part),
            "{text}: {:?}",
            found[0].why
        );
    }
    for text in ["Зарина 2015", "Зарина Петрова", "04.2014", "", " . "] {
        assert!(own(&cast, "aigul", text).await.is_empty(), "{text}");
    }
    assert_eq!(own(&cast, "aigul", "Юнусов").await.len(), 1, "another spelling of Жүнісов");
    // Of three words one may be wrong, and it is said which; of two, or two of them, none.
    let found = own(&cast, "aigul", "Ахметова Зарина Маратовна").await;
    assert_eq!(ids(&found), [zarina.id]);
    assert_eq!(hows(&found[0]).into_iter().filter(|how| *how == How::Apart).count(), 1);
    assert!(own(&cast, "aigul", "Ахметова Мадина Маратовна").await.is_empty());
    // The better fit comes first.
    let other = cast.child("aigul", "Ахметова Зара", "2014-03-12").await;
    assert_eq!(ids(&own(&cast, "aigul", "Зара").await)[0], other.id);
    assert_eq!(ids(&own(&cast, "aigul", "зар ахметова").await).len(), 2);
}

async fn comes_first(cast: &Cast, texts: &[&str], first: RecordId, second: RecordId) {
    for text in texts {
        assert_eq!(ids(&own(cast, "aigul", text).await), [first, second], "{text}");
    }
}

async fn whoever_bears_a_word_as_the_part_that_is_meant_comes_first(cast: Cast) {
    let one = cast.child("aigul", "Ахмадов Махмуд Маратович", "2014-03-12").await.id;
    let other = cast.child("aigul", "Махмудов Ахмад Маратович", "2013-05-01").await.id;
    comes_first(&cast, &["Ahmadov Mahmud", "Mahmud Ahmadov"], one, other).await;
    comes_first(&cast, &["Ахмад Махмудов", "Mahmudov Ahmad Maratovich", "أحمد محمودوف"], other, one).await;
}

async fn whoever_bears_the_very_name_comes_before_one_that_sounds_alike(cast: Cast) {
    let mahmud = cast.child("aigul", "Хасанов Махмуд Алиевич", "2014-03-12").await.id;
    let muhammad = cast.child("aigul", "Хасанов Мұхаммед Алиевич", "2014-05-01").await.id;
    comes_first(&cast, &["حسنوف محمود علي", "Hasanov Mahmood Ali"], mahmud, muhammad).await;
    comes_first(&cast, &["حسنوف محمد علي", "Hasanov Muhammad Ali"], muhammad, mahmud).await;
}

fn case(cast: &Cast, name: &str, born: &str) -> OpenCase {
    OpenCase {
        kind: Kind::of("child"),
        profile: vec![
            ("names", Value::Names(vec![PersonName::new(name, NameRole::Full)])),
            ("birth", Value::Date(born.parse().unwrap())),
        ],
        owner: Some(cast.id("aigul")),
        team: Some(cast.centre),
        place: Some(PlaceCode::of("kz-atyrau")),
        list: None,
    }
}

async fn a_misheard_word_finds_beyond_the_first_of_a_long_list(cast: Cast) {
    let house = cast.app.house_itself();
    // As many as are looked through have something due, so that they come first; and two of the words are everybody's.
    for _ in 0..500 {
        let filler = case(&cast, "Ахметова Гульнара Канатовна", "2011");
        cast.app.open_case_for_test(&house, cast.command(), &filler).await.unwrap();
    }
    let sought = [case(&cast, "Ахметова Зарина Канатовна", "2014-03-12")];
    let sought = cast.app.seed_for_test(&house, &sought).await.unwrap();
    for text in ["Zania Kanat Akhmetova", "زانيا قنات احمدوفا"] {
        assert_eq!(ids(&own(&cast, "aigul", text).await)[0], sought[0], "{text}");
    }
    for login in ["bolat", "dana"] {
        assert!(own(&cast, login, "Zania Kanat Akhmetova").await.is_empty(), "{login}");
    }
}

async fn a_document_finds_for_whoever_may_read_where_it_stands(cast: Cast) {
    let child = cast.a_child().await;
    let number = (FieldCode::of("document_number"), Value::Text("N 1234567".into()));
    let filled = Event::FormFilled {
        form: FormCode::of("document_request"),
        entry: cast.app.fresh::<EntryId>().unwrap(),
        values: [number].into(),
        emptied: BTreeSet::new(),
    };
    let house = cast.app.house_itself();
    cast.app.add_for_test(&house, cast.command(), child.id, &[("legal", filled)]).await.unwrap();
    let found = own(&cast, "rustem", "n1234567").await;
    assert_eq!(ids(&found), [child.id]);
    assert_eq!(hows(&found[0]), [How::Document]);
    assert!(own(&cast, "rustem", "N1234568").await.is_empty());
    // A colleague of the team sees the child and not the papers; the others see neither.
    for login in ["marat", "zarina", "bolat", "dana"] {
        assert!(own(&cast, login, "n1234567").await.is_empty(), "{login}");
    }
}

async fn whoever_may_read_the_kunya_and_earlier_names_finds_by_them(cast: Cast) {
    let woman = cast.child("aigul", "Ахметова Зарина Канатовна", "1994-03-12").await;
    cast.child("aigul", "Ахметова Зарина Маратовна", "1994-05-01").await;
    let filled = Event::FormFilled {
        form: FormCode::of("background"),
        entry: cast.app.fresh::<EntryId>().unwrap(),
        values: [
            (FieldCode::of("kunya"), Value::Text("أم عمر".into())),
            (
                FieldCode::of("earlier_names"),
                Value::Names(vec![PersonName::new("Петрова", NameRole::Family)]),
            ),
        ]
        .into(),
        emptied: BTreeSet::new(),
    };
    let house = cast.app.house_itself();
    cast.app.add_for_test(&house, cast.command(), woman.id, &[("background", filled)]).await.unwrap();
    for (text, how) in [
        ("Зарина Умм Омар", How::Kunya),
        ("Umm Umar Ahmetova", How::Kunya),
        ("أم عمر زرينا", How::Kunya),
        ("Um Omar 1994", How::Kunya),
        ("Петрова Зарина", How::Earlier),
        ("Petrova 12.03.1994", How::Earlier),
        // A name alone is in no index.
        ("Умм Омар", How::Kunya),
        ("أم عمر", How::Kunya),
        ("Петрова", How::Earlier),
        ("petr", How::Earlier),
    ] {
        let found = own(&cast, "aigul", text).await;
        assert_eq!(ids(&found), [woman.id], "{text}");
        assert!(hows(&found[0]).contains(&how), "{text}: {:?}", found[0].why);
        assert!(found[0].row.summary.as_ref().unwrap().names.len() == 1, "the row stays as it was");
        for login in ["marat", "zarina", "bolat", "dana"] {
            assert!(own(&cast, login, text).await.is_empty(), "{login}: {text}");
        }
    }
    // Of a name alone, one that only sounds like it is not enough, nor are two letters.
    for text in
        ["Зарина Умм Хафса", "Умм Хафса", "Umm Omar 1995", "Петрова Мадина", "Петрова 1995", "Badrawa", "pe"]
    {
        assert!(own(&cast, "aigul", text).await.is_empty(), "{text}");
    }
    // A wider search asks for two facts, whichever names they are of.
    let rustem = cast.who("rustem").await;
    for (text, how) in [
        ("Зарина Умм Омар", How::Kunya),
        ("Um Omar 1994", How::Kunya),
        ("Petrova Zarina", How::Earlier),
        ("بيتروفا زرينا 1994", How::Earlier),
    ] {
        let found = cast.app.search_wide(&rustem, &wide(text)).await.unwrap();
        assert_eq!(ids(&found), [woman.id], "{text}");
        assert!(hows(&found[0]).contains(&how), "{text}: {:?}", found[0].why);
        assert!(found[0].row.summary.as_ref().unwrap().names.len() == 1, "the row stays as it was");
    }
    for text in ["Зарина Умм Хафса", "Umm Omar 1995", "Петрова Мадина"] {
        assert!(cast.app.search_wide(&rustem, &wide(text)).await.unwrap().is_empty(), "{text}");
    }
}

async fn nobody_else_is_found_and_nothing_is_written_down_of_them(cast: Cast) {
    let child = cast.a_child().await;
    for text in ["Амина Сәрсенбаева", "Амина 2016", "Amina Sarsenbayeva 14.02.2016"] {
        for login in ["zarina", "bolat", "admin", "dana"] {
            assert!(own(&cast, login, text).await.is_empty(), "{login}: {text}");
        }
        assert_eq!(ids(&own(&cast, "aigul", text).await), [child.id], "{text}");
    }
    let by = ReadingSearch { actor: Some(cast.id("zarina")), ..ReadingSearch::default() };
    let lines = cast.app.search_readings(&cast.who("dana").await, &by).await.unwrap().lines;
    assert!(lines.is_empty());
}

fn wide(text: &str) -> Wide {
    Wide { purpose: Purpose::Relatives, reason: "her aunt came to the desk".into(), text: text.into() }
}

async fn a_wider_search_has_an_office_a_reason_and_two_facts(cast: Cast) {
    let child = cast.child("aigul", "Ахметова Зарина Канатовна", "2014-03-12").await;
    let rustem = cast.who("rustem").await;
    for login in ["aigul", "saule", "zarina", "admin", "dana"] {
        not_found(cast.app.search_wide(&cast.who(login).await, &wide("زرينا احمدوفا")).await);
    }
    for (sent, code) in [
        (Wide { reason: "short".into(), ..wide("Зарина Ахметова") }, "search-reason"),
        (wide("Зарина"), "search-facts"),
        (wide("2014 03.2014"), "search-facts"),
        (wide(""), "search-facts"),
    ] {
        let answer = cast.app.search_wide(&rustem, &sent).await;
        assert!(matches!(&answer, Err(app::Refused::Because(reason)) if reason.code == code), "{answer:?}");
    }
    for text in ["زرينا احمدوفا", "Zarina 2014", "Kanat Zarina", "Акметова Зарына"]
    {
        let found = cast.app.search_wide(&rustem, &wide(text)).await.unwrap();
        assert_eq!(ids(&found), [child.id], "{text}");
        assert_eq!(found[0].why.len(), 2);
    }
    // Somebody who may not be opened is as if nobody were there.
    assert!(cast.app.search_wide(&rustem, &wide("Ерлан Маратов")).await.unwrap().is_empty());
    let aigul = cast.who("aigul").await;
    let ground = GroundCode::of("asked");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("rustem"), ground).await.unwrap();
    assert!(cast.app.search_wide(&cast.who("rustem").await, &wide("Zarina 2014")).await.unwrap().is_empty());
}

async fn a_wider_search_shows_beside_whoever_fits_whole_only_who_says_less(cast: Cast) {
    let child = cast.child("aigul", "Ахметова Зарина Канатовна", "2014-03-12").await;
    let other = cast.child("aigul", "Ахметова Мадина Канатовна", "2014-05-01").await;
    let rustem = cast.who("rustem").await;
    for text in ["Zarina Akhmetova Kanat 2014", "زرينا احمدوفا قنات", "Зарина Ахметова 12.03.2014"]
    {
        let found = cast.app.search_wide(&rustem, &wide(text)).await.unwrap();
        assert_eq!(ids(&found), [child.id], "{text}");
    }
    // A misheard word, a beginning: all but one word fits both, and what is nearer comes first.
    for text in ["Zania Akhmetova Kanat 2014", "Зар Ахметова Канат 2014"] {
        let found = cast.app.search_wide(&rustem, &wide(text)).await.unwrap();
        assert_eq!(ids(&found), [child.id, other.id], "{text}");
    }
    // A record that says less may be the same person's; one that says otherwise is not.
    let sparse = cast.child("aigul", "Зарина Ахметова", "2014").await;
    for text in ["Zarina Akhmetova Kanat 2014", "زرينا احمدوفا قنات"] {
        let found = cast.app.search_wide(&rustem, &wide(text)).await.unwrap();
        assert_eq!(ids(&found), [child.id, sparse.id], "{text}");
    }
}

async fn a_wider_search_leaves_a_crowd_alone_beside_whoever_fits_whole(cast: Cast) {
    let child = cast.child("aigul", "Ахметова Зарина", "2014-03-12").await;
    let names = [("Ахметова Зарина", "2011"), ("Ахметова Мадина", "2014"), ("Зарина", "2014")];
    let crowd = names.map(|(name, born)| vec![case(&cast, name, born); 16]).concat();
    let house = cast.app.house_itself();
    cast.app.seed_for_test(&house, &crowd).await.unwrap();
    let rustem = cast.who("rustem").await;
    let found = cast.app.search_wide(&rustem, &wide("Zarina Akhmetova 2014")).await.unwrap();
    assert_eq!(ids(&found), [child.id]);
}

async fn each_wider_search_is_on_the_officers_desk_and_there_is_an_end(cast: Cast) {
    let child = cast.a_child().await;
    let rustem = cast.who("rustem").await;
    let dana = cast.who("dana").await;
    assert!(cast.app.recent_wide_searches(&dana).await.unwrap().is_empty());
    cast.app.search_wide(&rustem, &wide("Ерлан Маратов")).await.unwrap();
    cast.app.search_wide(&rustem, &wide("Амина Сәрсенбаева")).await.unwrap();
    let lines = cast.app.recent_wide_searches(&dana).await.unwrap();
    assert_eq!(lines.len(), 2, "also the one that found nobody");
    assert!(lines.iter().all(|line| line.actor == rustem.user() && line.codes.is_empty()));
    let said = lines[0].read.reason.as_ref().unwrap().as_str();
    assert_eq!(said, "relatives: her aunt came to the desk");
    let of = ReadingSearch { code: Some(child.code), ..ReadingSearch::default() };
    let of_her = cast.app.search_readings(&dana, &of).await.unwrap().lines;
    assert!(of_her.iter().any(|line| line.read.page == app::Shown::SearchWide && line.codes == [child.code]));
    not_found(cast.app.recent_wide_searches(&rustem).await);

    // Twenty within an hour, whoever asks again; the count is in the log.
    for _ in 2..20 {
        cast.app.search_wide(&rustem, &wide("Ерлан Маратов")).await.unwrap();
    }
    let answer = cast.app.search_wide(&rustem, &wide("Амина Сәрсенбаева")).await;
    assert!(
        matches!(&answer, Err(app::Refused::Because(reason)) if reason.code == "search-often"),
        "{answer:?}"
    );
    assert_eq!(cast.app.recent_wide_searches(&dana).await.unwrap().len(), 21, "the one too many too");
    cast.clock.advance_days(1);
    let rustem = cast.who("rustem").await;
    assert_eq!(ids(&cast.app.search_wide(&rustem, &wide("Амина Сәрсенбаева")).await.unwrap()), [child.id]);
}

on_both!(
    one_is_found_by_anything_that_is_known_and_told_why,
    whoever_bears_a_word_as_the_part_that_is_meant_comes_first,
    whoever_bears_the_very_name_comes_before_one_that_sounds_alike,
    a_misheard_word_finds_beyond_the_first_of_a_long_list,
    a_document_finds_for_whoever_may_read_where_it_stands,
    whoever_may_read_the_kunya_and_earlier_names_finds_by_them,
    nobody_else_is_found_and_nothing_is_written_down_of_them,
    a_wider_search_has_an_office_a_reason_and_two_facts,
    a_wider_search_shows_beside_whoever_fits_whole_only_who_says_less,
    a_wider_search_leaves_a_crowd_alone_beside_whoever_fits_whole,
    each_wider_search_is_on_the_officers_desk_and_there_is_an_end,
);
