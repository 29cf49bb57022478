//! Small things, and the pages before sign-in.

use domain::Urgency;
use maud::{Markup, html};
use web::{look::*, words::Words};

use super::{clock, hours, t};

pub(super) fn pieces(words: Words) -> Markup {
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

pub(super) fn way(words: Words) -> Markup {
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
