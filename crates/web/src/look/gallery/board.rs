//! Figures and charts.

use domain::Urgency;
use maud::{Markup, html};
use web::{look::*, words::Words};

use super::t;

pub(super) fn board(words: Words) -> Markup {
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
