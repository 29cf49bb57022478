//! Every component once, with invented people: rendered by tests (nothing bare, no inline style, ids once) and by
//! `examples/gallery.rs` for looking.

use domain::{Script, Urgency};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use maud::{Markup, html};
use web::{
    look::*,
    words::{Clock, Words},
};

fn clock() -> Clock {
    Clock {
        now: "2025-11-03T09:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH),
        zone: TimeZone::get("Asia/Almaty").unwrap_or(TimeZone::UTC),
    }
}

fn hours(hours: i64) -> Timestamp {
    clock().now.checked_add(hours.hours()).unwrap_or(clock().now)
}

/// A text of the protocol, in English and Arabic.
fn t(words: Words, en: &'static str, ar: &'static str) -> &'static str {
    let text = words.pick(|code| match code {
        "en" => Some(en),
        "ar" => Some(ar),
        _ => None,
    });
    match text {
        std::borrow::Cow::Borrowed(text) => text,
        std::borrow::Cow::Owned(text) => text.leak(),
    }
}

/// The pages of the gallery by name.
pub(crate) fn pages(words: Words, theme: Theme) -> Vec<(&'static str, Markup)> {
    let places = [
        Place {
            icon: Icon::Day, label: t(words, "My day", "يومي"), href: "/", with: &[], count: Some(7)
        },
        Place {
            icon: Icon::Child,
            label: t(words, "Children", "الأطفال"),
            href: "/children",
            with: &[],
            count: None,
        },
        Place {
            icon: Icon::Refer,
            label: t(words, "Referrals", "الإحالات"),
            href: "/referrals",
            with: &[],
            count: Some(2),
        },
        Place {
            icon: Icon::People,
            label: t(words, "Team", "الفريق"),
            href: "/team",
            with: &[],
            count: None,
        },
        Place {
            icon: Icon::Inbox,
            label: t(words, "Duplicates", "السجلات المكررة"),
            href: "/duplicates",
            with: &[],
            count: Some(3),
        },
        Place {
            icon: Icon::Rules,
            label: t(words, "Protocol", "البروتوكول"),
            href: "/protocol",
            with: &[],
            count: None,
        },
    ];
    let frame = |here| Frame {
        theme,
        csrf: "token",
        here,
        reader: Some(Reader {
            name: "Gulnara Seitkali",
            role: t(words, "Social worker", "أخصائية اجتماعية"),
            account: "/account",
        }),
        places: &places,
        search: Some(Search { action: "/search", query: "" }),
        demo: Demo::Yes("/demo"),
        flash: None,
    };
    let flashed = Frame {
        flash: Some(Flash::Done(t(words, "Visit saved.", "حُفظت الزيارة."))),
        ..frame("/children/HW-7F3K-QX2")
    };
    let title = t(words, "My day", "يومي");
    let way_in = frame("/sign-in");
    vec![
        ("day", page(words, &frame("/"), &Page::new(title, day(words)))),
        (
            "child",
            page(
                words,
                &flashed,
                &Page::new(t(words, "Record", "السجل"), child(words)).printed(printed(words)),
            ),
        ),
        (
            "form",
            page(
                words,
                &frame("/children"),
                &Page::new(t(words, "Home visit", "زيارة منزلية"), form(words))
                    .width(Width::Text)
                    .modules(&["draft.js", "place.js"]),
            ),
        ),
        (
            "board",
            page(
                words,
                &frame("/team"),
                &Page::new(t(words, "Board", "لوحة"), board(words)).width(Width::Full),
            ),
        ),
        (
            "import",
            page(
                words,
                &frame("/import"),
                &Page::new(t(words, "Import", "إدخال قائمة"), import(words)).width(Width::Full),
            ),
        ),
        (
            "duplicate",
            page(
                words,
                &frame("/duplicates"),
                &Page::new(t(words, "Same person?", "الشخص نفسه؟"), duplicate(words)),
            ),
        ),
        ("pieces", page(words, &frame("/x"), &Page::new(t(words, "Pieces", "قطع"), pieces(words)))),
        (
            "sign-in",
            sign_in_page(words, &way_in, &Page::new(t(words, "Sign in", "تسجيل الدخول"), way(words))),
        ),
        ("away", neutral_page(words, &clock())),
    ]
}

fn printed(words: Words) -> Markup {
    printed_line(
        words,
        Printed {
            code: "HW-7F3K-QX2",
            who: "Gulnara Seitkali",
            why: Some("case conference"),
            at: clock().now,
        },
        &clock(),
    )
}

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

fn day(words: Words) -> Markup {
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

fn child(words: Words) -> Markup {
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
            child: Some("I want the lamp to stay on."),
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

fn form(words: Words) -> Markup {
    let yes_no = [
        Choice::new("yes", t(words, "Yes", "نعم")),
        Choice::new("no", t(words, "No", "لا")),
        Choice::new("unsure", t(words, "Not sure", "غير متأكد")).hint(t(
            words,
            "Say why below.",
            "اذكر السبب أدناه.",
        )),
    ];
    let many: Vec<Choice<'_>> = (0..9).map(|_| Choice::new("kk", t(words, "Kazakh", "الكازاخية"))).collect();
    let mend = t(
        words,
        "31.02.2015 does not exist. Write the year alone if the day is unknown.",
        "لا وجود لتاريخ 31.02.2015. اكتب السنة وحدها إن لم يُعرف اليوم.",
    );
    let regions = [
        Region {
            code: "kz.alm",
            label: t(words, "Almaty region", "منطقة ألماتي"),
            districts: vec![("kz.alm.tal", t(words, "Talgar", "تالغار"))],
        },
        Region {
            code: "kz.akt",
            label: t(words, "Aktobe region", "منطقة أكتوبي"),
            districts: vec![("kz.akt.a", t(words, "Alga", "ألغا"))],
        },
    ];
    let bands = [
        Band { from: 0, to: 13, label: t(words, "close to average", "قريب من المتوسط") },
        Band { from: 14, to: 16, label: t(words, "slightly raised", "مرتفع قليلًا") },
        Band { from: 17, to: 40, label: t(words, "high", "مرتفع") },
    ];
    let born = t(words, "Birth date", "تاريخ الميلاد");
    html! {
        (heading(t(words, "Home visit", "زيارة منزلية"), Some(t(words, "What you saw and heard. Saved as you type.", "ما رأيته وسمعته. يُحفظ أثناء الكتابة.")), &[]))
        (error_summary(words, &[Problem { field: Some("born"), label: Some(born), message: mend }]))
        (action_form(Post { action: "/save", csrf: "token", command: Some("0190"), draft: Some("/draft"), ..Post::default() }, &html! {
            (date_time_field(words, Field::new("when", t(words, "When", "متى")).required(), "2025-11-03T14:00"))
            (choice_field(words, Field::new("alone", t(words, "Was the child seen alone?", "هل التُقي بالطفل على انفراد؟")).hint(Some(t(words, "For at least ten minutes.", "لعشر دقائق على الأقل."))).required(), &yes_no, Some("yes")))
            (choices_field(words, Field::new("who", t(words, "Who was there", "من كان حاضرًا")), &yes_no[..2], &["no"]))
            (choice_field(words, Field::new("language", t(words, "Language spoken", "لغة الحديث")), &many, None))
            (name_field(words, Field::new("name", t(words, "Name", "الاسم")), &[NameTyped { given: "Айша", father: "Тимуровна", family: "Бекова", ..NameTyped::empty(Script::Cyrillic) }, NameTyped { given: "عائشة", kunya: "أم يوسف", ..NameTyped::empty(Script::Arabic) }, NameTyped::empty(Script::Latin)]))
            (partial_date_field(words, Field::new("born", born).error(Some(mend)), PartialDateTyped { day: "31", month: "2", year: "2015", ..PartialDateTyped::default() }))
            (place_field(words, Field::new("place", t(words, "Place", "المكان")), &regions, Some("kz.alm.tal")))
            (score_field(words, Field::new("sdq", t(words, "Strengths and difficulties", "نقاط القوة والصعوبات")), ScoreAsked { range: (0, 40), bands: &[(yes_no[0].label, bands.to_vec())], subscales: &[Subscale { code: "emotional", label: t(words, "Emotional", "انفعالي"), range: (0, 10), value: "4" }], informants: &yes_no[..1], total: "17", informant: None }))
            (number_field(words, Field::new("height", t(words, "Height", "الطول")), Number::Decimal, Some(t(words, "cm", "سم")), "121"))
            (group("school", t(words, "School", "المدرسة"), None, Shown::Yes, &html! {
                (text_field(words, Field::new("grade", t(words, "Grade", "الصف")), TextKind::Plain, ""))
                (calculated_field(Field::new("gap", t(words, "Years behind", "سنوات التأخر")), Some("2")))
                (form_note("n", t(words, "The school learns needs, never history.", "تعرف المدرسة الاحتياجات لا الماضي."), Shown::Yes))
            }))
            (repeat(words, Repeat { name: "others", title: t(words, "Others in the home", "آخرون في المنزل"), hint: None, one: t(words, "Person", "شخص"), add: Some(t(words, "Add a person", "إضافة شخص")), shown: Shown::Yes }, &Rows {
                rows: &[(0, text_field(words, Field::new("others.0.name", t(words, "Name", "الاسم")), TextKind::Plain, "Раиса"))],
                blank: &text_field(words, Field::new("others.__ROW__.name", t(words, "Name", "الاسم")), TextKind::Plain, ""),
                removed: &[],
            }))
            (closed_field(words, Field::new("closed", t(words, "Whom do they fear?", "ممّن يخاف؟"))))
            (ask_again(words))
            (live_words(&[("no_number", words.say_code("wrong", "no_number", &[]))]))
            (text_area(words, Field::new("note", t(words, "Note", "ملاحظة")).hint(Some(t(words, "In your own words.", "بكلماتك."))), 4, "Seen alone."))
            (tick_field(Field::new("sensitive", t(words, "Keep this note closed", "إبقاء هذه الملاحظة مغلقة")), "yes", Ticked::No))
            (file_field(words, Field::new("file", t(words, "File", "ملف")), ".csv,.xlsx"))
            (form_end(words, t(words, "Save visit", "حفظ الزيارة"), &[], Some("/c")))
        }))
    }
}

fn board(words: Words) -> Markup {
    let bar = |en, ar, value: i64, figure| Bar { label: t(words, en, ar), value, figure, href: None };
    let series = [
        Series {
            instrument: "SDQ 4–17",
            informant: t(words, "mother", "الأم"),
            norm: "KZ 2019",
            scores: vec![
                Scored { day: 0, date: "3.2.2025", score: 24 },
                Scored { day: 90, date: "4.5.2025", score: 19 },
                Scored { day: 180, date: "2.8.2025", score: 15 },
            ],
        },
        Series {
            instrument: "SDQ 11–17",
            informant: t(words, "self", "الطفل نفسه"),
            norm: "KZ 2019",
            scores: vec![Scored { day: 270, date: "1.11.2025", score: 12 }],
        },
    ];
    let bands = [
        Band { from: 0, to: 13, label: t(words, "average", "متوسط") },
        Band { from: 14, to: 16, label: t(words, "raised", "مرتفع قليلًا") },
        Band { from: 17, to: 40, label: t(words, "high", "مرتفع") },
    ];
    let grid = [
        ("West K.", "WKO", 0, 1),
        ("Atyrau", "ATY", 0, 2),
        ("Mangystau", "MAN", 0, 3),
        ("Aktobe", "AKT", 1, 1),
        ("Kostanay", "KOS", 2, 0),
        ("North K.", "NKO", 3, 0),
        ("Akmola", "AKM", 3, 1),
        ("Astana", "AST", 4, 1),
        ("Pavlodar", "PAV", 4, 0),
        ("Abai", "ABA", 5, 1),
        ("East K.", "EKO", 6, 1),
        ("Ulytau", "ULY", 2, 2),
        ("Karaganda", "KAR", 3, 2),
        ("Kyzylorda", "KYZ", 1, 3),
        ("Turkistan", "TUR", 2, 3),
        ("Shymkent", "SHY", 2, 4),
        ("Zhambyl", "ZHA", 3, 3),
        ("Almaty", "ALM", 4, 3),
        ("Almaty city", "ALA", 4, 4),
        ("Zhetisu", "ZHE", 5, 2),
    ];
    let tile: Vec<Tile<'_>> = (0_i64..)
        .zip(grid)
        .map(|(at, (label, short, column, row))| {
            let value = (at * 7) % 23 + 1;
            let figure: &'static str = if value < 5 { "<5" } else { value.to_string().leak() };
            Tile {
                label: t(words, label, label),
                short: t(words, short, short),
                column,
                row,
                value: (value >= 5).then_some(value),
                figure,
                href: Some("/region"),
            }
        })
        .collect();
    html! {
        (heading(t(words, "Team Almaty", "فريق ألماتي"), None, &[]))
        (stats(&[
            Stat { label: t(words, "Open cases", "الحالات المفتوحة"), figure: "118", change: Some(t(words, "3 more than in October", "أكثر بثلاث من أكتوبر")), meaning: Some(t(words, "Children with a case in any stage before closure.", "أطفال لديهم حالة لم تُغلق.")), href: Some("/x") },
            Stat { label: t(words, "First contact on time", "اللقاء الأول في موعده"), figure: "87 %", change: None, meaning: Some(t(words, "By protection urgency, 62 of 71.", "حسب درجة الاستعجال، 62 من 71.")), href: None },
            Stat { label: t(words, "Overdue tasks", "مهام متأخرة"), figure: "9", change: Some(t(words, "4 fewer than last week", "أقل بأربع من الأسبوع الماضي")), meaning: None, href: None },
            Stat { label: t(words, "Children heard", "أطفال استُمع إليهم"), figure: "64", change: None, meaning: None, href: None },
        ]))
        div class="two" { div {
            (sheet(&stage_bar(t(words, "Children by stage", "الأطفال حسب المرحلة"), &[
                bar("arrived", "الوصول", 6, "6"), bar("adaptation", "التكيّف", 21, "21"), bar("transfer", "النقل", 9, "9"), bar("home", "المنزل", 34, "34"), bar("follow-up", "المتابعة", 48, "48"),
            ])))
            (sheet(&bar_chart(t(words, "Open cases by worker", "الحالات حسب الأخصائي"), t(words, "Worker", "الأخصائي"), t(words, "Cases", "الحالات"), &[
                bar("Gulnara S.", "غولنارا", 24, "24"), bar("Marat T.", "مارات", 19, "19"), bar("Aliya K.", "عليا", 7, "7"),
            ])))
            (sheet(&score_line(words, t(words, "Strengths and difficulties, total", "نقاط القوة والصعوبات، المجموع"), (0, 40), &bands, &series)))
        } div {
            (sheet(&tiles(words, t(words, "Children by region", "الأطفال حسب المنطقة"), &tile)))
            (sheet(&progress(words, t(words, "Medical examinations", "الفحوص الطبية"), 14, 21)))
            (sheet(&html! { p { (t(words, "Attendance", "الحضور")) " " (spark(t(words, "Attendance, eight weeks", "الحضور، ثمانية أسابيع"), &[3, 4, 2, 4, 5, 5, 4, 5])) } }))
        } }
        (table(t(words, "Children", "الأطفال"), &[Column::text(t(words, "Code", "الرمز")), Column::text(t(words, "Name", "الاسم")), Column::text(t(words, "Stage", "المرحلة")), Column::text(t(words, "Urgency", "الاستعجال")), Column::figures(t(words, "Open tasks", "المهام"))], &[
            vec![html! { a href="/c" { (own("HW-7F3K-QX2")) } }, own("Aisha Bekova"), html! { (t(words, "adaptation", "التكيّف")) }, urgency(words, Urgency::Urgent), html! { "4" }],
            vec![html! { a href="/c" { (own("HW-2M9P-TR4")) } }, own("Юсуф Беков"), html! { (t(words, "home", "المنزل")) }, urgency(words, Urgency::Routine), html! { "1" }],
        ]))
        (pages_of(words))
    }
}

fn pages_of(words: Words) -> Markup {
    web::look::pages(words, "1–50", None, Some("/?after=50"))
}

fn import(words: Words) -> Markup {
    let c = |stored| PreviewCell { stored, ..PreviewCell::default() };
    let columns = [
        t(words, "Name", "الاسم"),
        t(words, "Sex", "الجنس"),
        t(words, "Born", "الميلاد"),
        t(words, "Mother", "الأم"),
    ];
    let problem = CellProblem {
        text: t(words, "31.02.2015 does not exist.", "لا وجود لتاريخ 31.02.2015."),
        mend: t(words, "Write the year alone if the day is unknown.", "اكتب السنة وحدها إن لم يُعرف اليوم."),
        gravity: Gravity::Blocks,
    };
    let ready = (Tone::Good, Icon::Check, t(words, "new", "جديد"));
    let rows = [
        PreviewRow {
            number: 13,
            cells: vec![
                c("Беков Юсуф Тимурович"),
                c("м"),
                PreviewCell { stored: "2018", read: Some("2018 г.р."), ..PreviewCell::default() },
                c("Бекова Зарина"),
            ],
            state: ready,
            more: None,
        },
        PreviewRow {
            number: 14,
            cells: vec![
                c("Бекова Айша Тимуровна"),
                c("ж"),
                PreviewCell {
                    read: Some("31.02.2015"),
                    problems: vec![problem],
                    mend: Some(mending(
                        words,
                        Mending {
                            name: "cell.14.2",
                            spoken: t(words, "Birth date, row 14", "تاريخ الميلاد، السطر 14"),
                            value: "31.02.2015",
                            proposals: &[("2015".to_owned(), "14.2.date_does_not_exist.0".to_owned())],
                            back: None,
                            gravity: Gravity::Blocks,
                        },
                    )),
                    ..PreviewCell::default()
                },
                c("Бекова Зарина"),
            ],
            state: (Tone::Late, Icon::Warning, t(words, "needs you", "يحتاج إليك")),
            more: None,
        },
        PreviewRow {
            number: 15,
            cells: vec![
                PreviewCell {
                    stored: "Ом?рова",
                    read: None,
                    problems: vec![CellProblem {
                        gravity: Gravity::Notes,
                        text: t(words, "A letter was lost.", "فُقد حرف."),
                        mend: t(words, "Look at the original list.", "انظر في القائمة الأصلية."),
                    }],
                    mend: None,
                },
                c("ж"),
                c("1991"),
                c(""),
            ],
            state: ready,
            more: None,
        },
    ];
    let s = |en, ar, href| (t(words, en, ar), href);
    html! {
        (heading(t(words, "Bring a manifest in", "إدخال قائمة الركاب"), Some(t(words, "12 need you · 3 look like someone known", "12 تحتاج إليك · 3 تشبه أشخاصًا معروفين")), &[]))
        (steps(words, &[s("file", "الملف", Some("/1")), s("columns", "الأعمدة", Some("/2")), s("people", "الأشخاص", None), s("done", "تم", None)], 2))
        (import_preview(words, &columns, &rows))
        (column_meanings(words, &[SourceColumn { name: "c0", heading: "ФИО", samples: vec!["Беков Юсуф", "Бекова Айша"], meaning: Some("full") }, SourceColumn { name: "c1", heading: "Д.р.", samples: vec!["2018 г.р.", "31.02.2015"], meaning: None }], &[Choice::new("full", t(words, "Whole name", "الاسم الكامل")), Choice::new("born", t(words, "Birth date", "تاريخ الميلاد"))]))
    }
}

fn duplicate(words: Words) -> Markup {
    let bar = |en, ar, value: i64, figure| Bar { label: t(words, en, ar), value, figure, href: None };
    let a = |value, en, ar, icon| (icon, Choice::new(value, t(words, en, ar)));
    html! {
        (heading(t(words, "Is this one person?", "هل هذا شخص واحد؟"), None, &[]))
        (sheet(&comparison(words, t(words, "Two records", "سجلان"), "HW-7F3K-QX2", "HW-2M9P-TR4", &[
            Fact { label: t(words, "Name", "الاسم"), first: "Айша Бекова", second: "عائشة بيكوفا", compares: Compares::Agree },
            Fact { label: t(words, "Born", "الميلاد"), first: "2015", second: "2016-04", compares: Compares::Differ },
            Fact { label: t(words, "Mother", "الأم"), first: "Зарина", second: "Zarina", compares: Compares::Near },
            Fact { label: t(words, "Document", "الوثيقة"), first: "—", second: "N0412", compares: Compares::Open },
        ])))
        (sheet(&evidence(t(words, "For and against", "مع وضد"), &[bar("Same name in two scripts", "الاسم نفسه بكتابتين", 8, "+8"), bar("Birth years differ", "سنتا الميلاد مختلفتان", -3, "−3"), bar("Same mother", "الأم نفسها", 5, "+5")])))
        (action_form(Post { action: "/d", csrf: "token", command: Some("1"), ..Post::default() }, &answers("answer", &[
            a("same", "One person", "شخص واحد", Icon::Check), a("two", "Two people", "شخصان", Icon::People), a("kin", "Relatives", "أقارب", Icon::Home), a("later", "Not sure yet", "لا أعرف بعد", Icon::Question),
        ])))
        (action_form(Post { action: "/m", csrf: "token", command: Some("2"), ..Post::default() }, &html! {
            (conflict(words, &[Differs { name: "phone", label: t(words, "Telephone", "الهاتف"), mine: "+7 701 000 11 22", theirs: "+7 701 000 33 44", saved_by: ("Marat", words.relative(hours(-1), &clock()).leak()) }]))
            (form_end(words, t(words, "Save choice", "حفظ الاختيار"), &[Button::grave(t(words, "Withdraw", "سحب"))], None))
        }))
    }
}

fn pieces(words: Words) -> Markup {
    html! {
        (heading(t(words, "Pieces", "قطع"), None, &[]))
        div class="chips" { @for level in Urgency::ALL { (urgency(words, level)) } @for one in Sector::ALL { (sector(words, one)) } }
        div class="chips" { @for one in Icon::ALL { (icon(*one)) } (mark()) }
        (buttons(&[button(Button::first(t(words, "Save visit", "حفظ الزيارة"))), button(Button::quiet(t(words, "Add a note", "إضافة ملاحظة")).icon(Icon::Plus)), button(Button::grave(t(words, "Revoke referral", "سحب الإحالة"))), button(Button::plain(t(words, "Later", "لاحقًا")))]))
        (notice(Tone::Late, Icon::Barred, &html! { (t(words, "Blocked: no consent for this purpose and recipient.", "متوقف: لا موافقة على هذا الغرض والجهة.")) }))
        (notice(Tone::Soon, Icon::Clock, &html! { (t(words, "Basis ends in 3 days.", "ينتهي الأساس خلال 3 أيام.")) }))
        (sheet(&html! { (definition(t(words, "Assent", "موافقة الطفل"), t(words, "The child's own agreement, beside the carer's consent.", "موافقة الطفل نفسه إلى جانب موافقة مقدم الرعاية."))) (erased(words, &words.date(clock().today()), t(words, "rejected tracing", "بحث مرفوض"))) p { (when(words, hours(6), &clock())) } }))
        (slips(&["HW-7F3K-QX2", "HW-2M9P-TR4", "HW-9C4D-KE7"].map(|code| (code.to_owned(), code.to_owned()))))
        (roster(words, t(words, "Arrivals", "الوصول"), &[Column::text(t(words, "Seat", "المقعد"))], &[("HW-7F3K-QX2", vec![own("12A")]), ("HW-2M9P-TR4", vec![own("12B")])]))
        (lines(&[Line { href: "/l", icon: Some(Icon::Flight), title: own("KZ-2025-11"), detail: Some(html! { (words.date(clock().today())) }), end: Some(html! { "37" }) }]))
        (codes_to_keep(&["9f3k-22mp", "q8tz-71ld", "4hhs-0b2c"]))
        (one_button(Post { action: "/o", csrf: "token", ..Post::default() }, Button::quiet(t(words, "Take this case", "تولي هذه الحالة"))))
        (folded(t(words, "More", "المزيد"), &html! { p { (t(words, "Folded away.", "مطوي.")) } }))
    }
}

fn way(words: Words) -> Markup {
    let post = Post { action: "/sign-in", csrf: "token", ..Post::default() };
    html! {
        (login_card(words, post, "gulnara", Some(t(words, "Name and password do not fit together.", "الاسم وكلمة المرور غير متوافقين."))))
        (second_factor_card(words, post, None))
        (role_cards(&[
            role_card(post, Role { role: t(words, "Social worker", "أخصائية اجتماعية"), person: "Gulnara Seitkali", what: t(words, "Her day: late, today, this week.", "يومها: متأخر، اليوم، هذا الأسبوع."), icon: Icon::Social }),
            role_card(post, Role { role: t(words, "Teacher", "معلم"), person: "Marat Tulegen", what: t(words, "Learning needs of two children, and no history.", "احتياجات التعلّم لطفلين، بلا أي ماضٍ."), icon: Icon::Education }),
        ]))
        (full_stop(Icon::Search, t(words, "Nothing here", "لا شيء هنا"), t(words, "There is no page at this address, or it is not for you.", "لا توجد صفحة بهذا العنوان، أو أنها ليست لك."), Some((t(words, "Go to my day", "إلى يومي"), "/"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::words::{Language, bare_texts};

    #[test]
    fn nothing_in_any_component_is_bare() {
        for (name, html) in pages(Words::new(Language::Pseudo), Theme::Auto) {
            assert_eq!(bare_texts(&html.into_string()), Vec::<String>::new(), "on {name}");
        }
    }

    #[test]
    fn no_page_has_inline_styles_scripts_or_handlers() {
        for (name, html) in pages(Words::new(Language::En), Theme::Dark) {
            let html = html.into_string();
            for forbidden in [
                " style=\"",
                "<style",
                "javascript:",
                " onclick=",
                " onload=",
                "http://",
                "https://",
                "data:",
            ] {
                assert!(!html.contains(forbidden), "{forbidden} on {name}");
            }
            assert_eq!(
                html.matches("<script").count(),
                html.matches("<script type=\"module\" src=\"/assets/").count()
            );
        }
    }

    #[test]
    fn every_page_has_one_first_heading_a_language_and_ids_used_once() {
        for language in Language::ALL {
            for (name, html) in pages(Words::new(language), Theme::Auto) {
                let html = html.into_string();
                assert!(html.contains(&format!(
                    "<html lang=\"{}\" dir=\"{}\"",
                    language.code(),
                    language.direction().code()
                )));
                if name != "sign-in" {
                    assert_eq!(html.matches("<h1").count(), 1, "on {name}");
                }
                let mut ids: Vec<&str> =
                    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
                ids.sort_unstable();
                if let Some(twice) = ids.iter().zip(ids.iter().skip(1)).find(|(a, b)| a == b) {
                    assert!(name == "sign-in", "id {} twice on {name}", twice.0);
                }
                for described in
                    html.split("aria-describedby=\"").skip(1).filter_map(|rest| rest.split('"').next())
                {
                    for id in described.split(' ') {
                        assert!(ids.binary_search(&id).is_ok(), "{id} describes nothing on {name}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_input_has_a_label() {
        for (name, html) in pages(Words::new(Language::En), Theme::Auto) {
            let html = html.into_string();
            for id in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(html.contains(&format!(" id=\"{id}\"")), "label for {id} leads nowhere on {name}");
            }
        }
    }
}
