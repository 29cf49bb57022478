//! Every component once, with invented people: rendered by tests (nothing bare, no inline style, ids once) and by
//! `examples/gallery.rs` for looking.

// By their paths: the example reaches this file by one.
#[path = "gallery/board.rs"]
mod board;
#[path = "gallery/case.rs"]
mod case;
#[path = "gallery/form.rs"]
mod form;
#[path = "gallery/lists.rs"]
mod lists;
#[path = "gallery/pieces.rs"]
mod pieces;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use maud::Markup;
use web::{
    look::*,
    words::{Clock, Words},
};

use self::{
    board::board,
    case::{child, day},
    form::form,
    lists::{duplicate, import},
    pieces::{pieces, way},
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
        tour: None,
        flash: None,
    };
    let stop = TourPanel {
        at: 1,
        all: 9,
        text: words.say("tour-list"),
        instead: Some(words.say("tour-list-done")),
        take: Some((words.say("tour-take-list"), "/demo/list")),
        csrf: "token",
        here: "/flights/HW-7F3K-QX2",
    };
    let flashed = Frame {
        tour: Some(tour_panel(words, stop)),
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
