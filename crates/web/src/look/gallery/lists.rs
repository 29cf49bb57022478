//! A list on its way in, and two records side by side.

use maud::{Markup, html};
use web::{look::*, words::Words};

use super::{clock, hours, t};

pub(super) fn import(words: Words) -> Markup {
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

pub(super) fn duplicate(words: Words) -> Markup {
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
