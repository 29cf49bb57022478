//! A day of tasks, and a child with plan and family.

use domain::Urgency;
use maud::{Markup, html};
use web::{look::*, words::Words};

use super::{clock, hours, t};

fn todo<'a>(
    words: Words,
    en: &'static str,
    ar: &'static str,
    about: Option<&'a str>,
    due: i64,
    sector: Sector,
) -> Task<'a> {
    let at = hours(due);
    Task {
        title: t(words, en, ar),
        about,
        due: Some(at),
        state: Due::of(at, &clock()),
        sector: Some(sector),
        href: "/t",
    }
}

pub(super) fn day(words: Words) -> Markup {
    let late = [
        todo(words, "Safety check", "فحص السلامة", Some("HW-7F3K-QX2 · Aisha"), -3, Sector::Social),
        todo(
            words,
            "First psychological contact",
            "أول لقاء نفسي",
            Some("HW-2M9P-TR4 · Юсуф"),
            -30,
            Sector::Psychosocial,
        ),
    ];
    let today = [
        todo(words, "Home visit", "زيارة منزلية", Some("HW-9C4D-KE7 · عائشة"), 3, Sector::Social),
        todo(words, "Approve plan", "اعتماد الخطة", Some("HW-5H8J-WQ3 · Мадина"), 8, Sector::Social),
    ];
    let week = [
        todo(words, "Medical examination", "فحص طبي", Some("HW-7F3K-QX2 · Aisha"), 30, Sector::Health),
        todo(
            words,
            "Enrolment at school",
            "التسجيل في المدرسة",
            Some("HW-3T6V-BN8 · Айзере"),
            100,
            Sector::Education,
        ),
    ];
    html! {
        (heading(t(words, "My day", "يومي"), Some(&words.weekday(clock().today())), &[link_button_with(Icon::Plus, t(words, "Open a record", "فتح سجل"), "/new", Weight::First)]))
        (task_group(words, Due::Late, 2, &late, &clock()))
        (task_group(words, Due::Today, 2, &today, &clock()))
        (task_group(words, Due::Week, 9, &week, &clock()))
        section class="card" {
            header { h2 { (Due::Waiting.word(words)) } span class="count" { "0" } }
            (empty(Icon::Inbox, t(words, "Referrals and approvals that others must answer will be here.", "ستظهر هنا الإحالات والموافقات التي تنتظر رد الآخرين."), Some((t(words, "See all referrals", "عرض كل الإحالات"), "/referrals"))))
        }
    }
}

pub(super) fn child(words: Words) -> Markup {
    let stages = [
        t(words, "identified", "تحديد الهوية"),
        t(words, "boarded", "الصعود"),
        t(words, "arrived", "الوصول"),
        t(words, "adaptation", "التكيّف"),
        t(words, "transfer", "النقل"),
        t(words, "home", "المنزل"),
        t(words, "follow-up", "المتابعة"),
        t(words, "closed", "الإغلاق"),
    ];
    let tabs_of = [
        Tab { label: t(words, "Record", "السجل"), href: "/c", count: None },
        Tab { label: t(words, "Plan", "الخطة"), href: "/c/plan", count: Some(4) },
        Tab { label: t(words, "Consent", "الموافقة"), href: "/c/consent", count: None },
        Tab { label: t(words, "Referrals", "الإحالات"), href: "/c/referrals", count: Some(2) },
        Tab { label: t(words, "Family", "الأسرة"), href: "/c/family", count: None },
        Tab { label: t(words, "Who opened this", "من فتح هذا"), href: "/c/log", count: None },
    ];
    let events = [
        Happened {
            at: hours(-2),
            icon: Icon::Visit,
            title: t(words, "Home visit", "زيارة منزلية"),
            by: Some("Gulnara Seitkali"),
            body: Some(written("Seen alone. Sleeps better.\nGrandmother asks about the school bag.")),
            href: Some("/e"),
        },
        Happened {
            at: hours(-5),
            icon: Icon::Refer,
            title: t(words, "Referral accepted", "قُبلت الإحالة"),
            by: Some("Dina Akhmet"),
            body: None,
            href: None,
        },
        Happened {
            at: hours(-30),
            icon: Icon::Consent,
            title: t(words, "Consent given", "أُعطيت الموافقة"),
            by: Some("Gulnara Seitkali"),
            body: None,
            href: None,
        },
    ];
    let doing = [
        todo(words, "First psychological contact", "أول لقاء نفسي", None, 6, Sector::Psychosocial),
        todo(words, "Medical examination", "فحص طبي", None, -20, Sector::Health),
        todo(words, "Document applications", "طلبات الوثائق", None, 90, Sector::Legal),
    ];
    html! {
        (child_head(words, ChildHead { code: "HW-7F3K-QX2", name: Some("Aisha Bekova"), age: Some(&words.age("2016-04".parse().unwrap_or(domain::PartialDate::Year(2016)), clock().today())), urgency: Some(Urgency::Urgent) },
            &[link_button_with(Icon::Write, t(words, "Record a visit", "تسجيل زيارة"), "/v", Weight::First), link_button_with(Icon::Print, t(words, "Print", "طباعة"), "/p", Weight::Quiet)]))
        (stage_path(words, &stages, 3, Some(t(words, "day 12", "اليوم 12"))))
        (tabs(words, t(words, "Parts of the record", "أقسام السجل"), &tabs_of, "/c"))
        (two_columns(&html! {
            (card(t(words, "In her words", "بكلماتها"), None, &saying("Я хочу ходить в школу и чтобы мама не плакала.", &html! { (words.date(clock().today())) })))
            (card(t(words, "Plan", "الخطة"), Some(&state(Tone::Good, Icon::Check, t(words, "approved", "معتمدة"))), &plan(words)))
            (card(t(words, "What happened", "ما حدث"), None, &timeline(words, &events, &clock())))
            (card(t(words, "Family", "الأسرة"), None, &family(words)))
            (closed_note(words, Post { action: "/open", csrf: "token", ..Post::default() }, &html! { (own("Gulnara Seitkali")) " · " (words.date(clock().today())) }))
        }, &html! {
            (card(t(words, "To do", "المهام"), None, &tasks(words, &doing, &clock())))
            (card(t(words, "People", "الأشخاص"), None, &people(&[
                Person { name: "Gulnara Seitkali", role: Some(t(words, "social worker", "أخصائية اجتماعية")), href: None },
                Person { name: "Зарина Бекова", role: Some(t(words, "mother", "الأم")), href: Some("/m") },
                Person { name: "Dina Akhmet", role: Some(t(words, "psychologist", "أخصائية نفسية")), href: None },
            ])))
            (card(t(words, "Facts", "بيانات"), None, &facts(&[
                (t(words, "Born", "الميلاد"), html! { (words.partial_date(domain::PartialDate::About(2016, 1))) }),
                (t(words, "Languages", "اللغات"), html! { (t(words, "Russian, Arabic", "الروسية، العربية")) }),
                (t(words, "Consent", "الموافقة"), state(Tone::Good, Icon::Check, t(words, "given · 2 refused", "أُعطيت · رُفضت اثنتان"))),
                (t(words, "School", "المدرسة"), nothing_yet(words)),
            ])))
            (why(words, &[(t(words, "Record", "السجل"), t(words, "You are the owner of this case.", "أنت المسؤول عن هذه الحالة."))]))
        }))
    }
}

fn plan(words: Words) -> Markup {
    let goals = [
        Goal {
            title: "Sleeps through the night",
            measure: "nights in a week",
            baseline: "1 night",
            aim: "7 nights",
            now: Some("4 nights, with the lamp"),
            progress: Some(50),
            who: "Dina Akhmet",
            until: String::new(),
            child: Some((words.say("plan-child-view"), "I want the lamp to stay on.")),
            state: (Tone::Now, Icon::Clock, t(words, "on its way", "قيد التنفيذ").to_owned()),
            href: Some("/g".to_owned()),
        },
        Goal {
            title: "Goes to school",
            measure: "days in a week",
            baseline: "not at school",
            aim: "5 days",
            now: None,
            progress: None,
            who: "Gulnara Seitkali",
            until: String::new(),
            child: None,
            state: (Tone::Calm, Icon::Circle, t(words, "not begun", "لم يبدأ").to_owned()),
            href: None,
        },
    ];
    let goals = goals.map(|goal| Goal { until: words.day_and_month(clock().today()), ..goal });
    html! {
        (plan_level(words, t(words, "Individual", "الفرد"), "", &goals[..1], None))
        (plan_level(words, t(words, "Family", "الأسرة"), t(words, "Goals with the family will be here.", "ستظهر هنا الأهداف مع الأسرة."), &[], None))
        (plan_level(words, t(words, "Educational", "التعليم"), "", &goals[1..], None))
    }
}

fn family(words: Words) -> Markup {
    let r = |key, name, detail| Relative {
        key,
        name,
        detail,
        href: "/r",
        place: if key == "a" { InPicture::Centre } else { InPicture::Other },
    };
    let all = [
        r("g", "Раиса Омарова", "66"),
        r("m", "Зарина Бекова", "34"),
        r("f", "Тимур Беков", "–"),
        r("a", "Айша Бекова", "9"),
        r("b", "Юсуф Беков", "7"),
        r("c", "Хадиджа Бекова", "5"),
        r("u", "Асель Омарова", "29"),
        r("n", "Алихан", "3"),
    ];
    let unions = [
        Union { first: "g", second: None, children: vec!["m", "u"] },
        Union { first: "f", second: Some("m"), children: vec!["a", "b", "c"] },
        Union { first: "u", second: None, children: vec!["n"] },
    ];
    family_picture(words, &all, &unions)
}
