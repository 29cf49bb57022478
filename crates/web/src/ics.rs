//! iCalendar (RFC 5545), as much of it as a list of events needs.
//!
//! Invariant: lines end with CR LF, none is longer than 75 octets, and a character is never cut in two; what has a meaning
//! in a text is escaped, so that no text ends its line.

use jiff::{Timestamp, civil::Date};

/// An event.
#[derive(Debug, Clone)]
pub(crate) struct Event<'a> {
    /// Its name, the same whenever it is told.
    pub(crate) uid: &'a str,
    /// When it is.
    pub(crate) when: When,
    /// What is said of it.
    pub(crate) summary: String,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// All of a day, which takes up nobody's time.
    Day(Date),
    /// From a moment, for an hour.
    Hour(Timestamp),
}

/// The longest line in octets, its end not counted.
const LONGEST: usize = 75;

/// A calendar of a name with these events, as it was made at a time.
pub(crate) fn calendar(name: &str, at: Timestamp, events: &[Event<'_>]) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Homeward//Homeward//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT4H");
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@homeward", escaped(event.uid)));
        line(&format!("DTSTAMP:{}", utc(at)));
        match event.when {
            When::Day(date) => {
                line(&format!("DTSTART;VALUE=DATE:{}", date.strftime("%Y%m%d")));
                line("TRANSP:TRANSPARENT");
            }
            When::Hour(start) => {
                line(&format!("DTSTART:{}", utc(start)));
                line("DURATION:PT1H");
            }
        }
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line("CLASS:PRIVATE");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            // A carriage return, or anything else that no text holds.
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, folded: what goes on begins with a space, which counts.
fn fold(text: &mut String, content: &str) {
    let mut room = LONGEST;
    for c in content.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = LONGEST - 1;
        }
        text.push(c);
        room -= c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_read_back_the_same() {
        let long = "Балаға дейін жеткен ұзақ сөз, ".repeat(9);
        let mut text = String::new();
        fold(&mut text, &long);
        assert!(text.ends_with("\r\n") && text.matches("\r\n").count() > 4);
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(text.trim_end_matches("\r\n").replace("\r\n ", ""), long);
        // Just as long as a line may be: not folded.
        let mut exact = String::new();
        fold(&mut exact, &"x".repeat(LONGEST));
        assert_eq!(exact.matches("\r\n").count(), 1);
    }

    #[test]
    fn nothing_in_a_text_ends_its_line() {
        let at: Timestamp = "2026-11-15T09:00:00.5Z".parse().unwrap();
        let summary = "a;b,c\\d\r\nATTACH:http://x\nEND:VEVENT".to_owned();
        let events = [
            Event { uid: "one", when: When::Hour(at), summary },
            Event { uid: "two", when: When::Day(jiff::civil::date(2026, 1, 2)), summary: "2".into() },
        ];
        let text = calendar("Homeward", at, &events);
        assert!(text.contains("SUMMARY:a\\;b\\,c\\\\d\\nATTACH:http://x\\nEND:VEVENT\r\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 2);
        assert!(text.contains("DTSTART:20261115T090000Z\r\n") && text.contains("UID:one@homeward\r\n"));
        assert!(text.contains("DTSTART;VALUE=DATE:20260102\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }
}
