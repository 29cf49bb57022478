//! Every field of a form.

use domain::Script;
use maud::{Markup, html};
use web::{look::*, words::Words};

use super::t;

pub(super) fn form(words: Words) -> Markup {
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
