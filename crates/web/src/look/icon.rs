//! Icons: one stroke, drawn for this program on a grid of 24, no file to fetch.
//!
//! Invariant: an icon never stands for a word alone; where no word is beside it, the element around it has a name.

use maud::{Markup, html};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident $path:literal)*) => {
        /// A small picture beside a word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name),* }

        impl Icon {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

icons! {
    /// My day.
    Day "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4"
    /// Children.
    Child "M12 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c0-4 3-6 7-6s7 2 7 6"
    /// Several people; a team; a family.
    People "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c0-3.5 2.5-5 6-5s6 1.5 6 5M16 5.5a3 3 0 0 1 0 5.5M18 14.5c2 .7 3 2.2 3 4.5"
    /// A referral.
    Refer "M4 12h13M12 6l6 6-6 6M21 5v14"
    /// A transfer of responsibility.
    Transfer "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4"
    /// A flight.
    Flight "M3 13l18-8-5 16-4-6zM12 15l9-10"
    /// Search.
    Search "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21"
    /// Leave quickly.
    Leave "M14 4H5v16h9M10 12h11M17 8l4 4-4 4"
    /// More places.
    More "M4 12a1 1 0 1 0 2 0 1 1 0 0 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 0 0-2 0zM18 12a1 1 0 1 0 2 0 1 1 0 0 0-2 0z"
    /// A clock: soon, due.
    Clock "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2"
    /// A warning: urgent, overdue.
    Warning "M12 4l9 16H3zM12 10v4M12 17h.01"
    /// An open circle: routine, not yet.
    Circle "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z"
    /// Done.
    Check "M4.5 12.5l5 5 10-11"
    /// Done, in its circle.
    Done "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.5l3 3 5-6"
    /// No, close, remove.
    Cross "M6 6l12 12M18 6L6 18"
    /// Refused, barred.
    Barred "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6"
    /// Add.
    Plus "M12 5v14M5 12h14"
    /// Write, edit.
    Write "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4"
    /// Print.
    Print "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"
    /// Sealed, closed.
    Lock "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"
    /// See.
    Eye "M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5s-7-2-9.5-6.5zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
    /// A document.
    Document "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"
    /// Home, a household.
    Home "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6"
    /// A visit.
    Visit "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
    /// Social work.
    Social "M4 20v-9l8-7 8 7v9zM12 9.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8.5 20c0-2.6 1.4-4 3.5-4s3.5 1.4 3.5 4"
    /// Health.
    Health "M12 20C6 15.5 3.5 12.5 3.5 9.2A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 8.5 1.7c0 3.3-2.5 6.3-8.5 10.8zM7 12h3l1.5-3 2 5 1.5-2h2"
    /// Psychosocial support.
    Mind "M4 5h16v11h-8l-5 4v-4H4zM9 10.5c1 1.4 2 2 3 2s2-.6 3-2"
    /// Education.
    Education "M12 6C9.5 4.5 7 4 3.5 4v14c3.5 0 6 .5 8.5 2M12 6c2.5-1.5 5-2 8.5-2v14c-3.5 0-6 .5-8.5 2zM12 6v14"
    /// Legal.
    Legal "M12 4v16M7 20h10M5 7h14M5 7l-3 7c1 2 5 2 6 0zM19 7l-3 7c1 2 5 2 6 0z"
    /// Community.
    Community "M12 3l9 7H3zM6 10v9M12 10v9M18 10v9M3 20h18"
    /// Bring a file in.
    Upload "M12 16V4M7 9l5-5 5 5M4 16v4h16v-4"
    /// Take a file out.
    Download "M12 4v12M7 11l5 5 5-5M4 16v4h16v-4"
    /// A QR code.
    Qr "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3M20 14v6M17 20h-3"
    /// A goal.
    Goal "M6 21V4M6 5c4-2 8 2 12 0v8c-4 2-8-2-12 0"
    /// A calendar day, an event.
    Calendar "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"
    /// A note, words someone said.
    Note "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5"
    /// Consent.
    Consent "M6 3h12v18H6zM9 8h6M9 16l2 2 4-4M9 11.500h4"
    /// Protected, need to know.
    Shield "M12 3l8 3v6c0 4.5-3 7.5-8 9-5-1.5-8-4.5-8-9V6zM9 12l2 2 4-4"
    /// A key, an account.
    Key "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l9-9M16 7l3 3"
    /// Language.
    Globe "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c-5 6-5 12 0 18M12 3c5 6 5 12 0 18"
    /// Light and dark.
    Theme "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16"
    /// A queue that waits for someone.
    Inbox "M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5"
    /// A list.
    List "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"
    /// What is this.
    Question "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.500a2.5 2.5 0 1 1 3.5 2.300c-.8.4-1 .9-1 1.700M12 16.500h.01"
    /// On, towards the end side; turned in right-to-left.
    Onward "M9 5l7 7-7 7"
    /// Back, towards the start side; turned in right-to-left.
    Back "M15 5l-7 7 7 7"
    /// Figures.
    Chart "M4 20h16M7 16v-5M12 16V6M17 16v-8"
    /// Settings, rules in force.
    Rules "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
    /// History, who opened what.
    History "M4 12a8 8 0 1 1 2.5 5.800M4 12V7M4 12h5M12 8v4l3 2"
    /// Send back, undo.
    Undo "M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3"
    /// Telephone.
    Phone "M5 4h4l2 5-2.5 1.500a12 12 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1C11 20 4 13 4 5a1 1 0 0 1 1-1z"
}

/// The icon, hidden from readers of the screen: the word beside it says it.
pub fn icon(icon: Icon) -> Markup {
    let class = match icon {
        Icon::Onward | Icon::Back | Icon::Refer | Icon::Leave | Icon::Undo | Icon::List => "icon turns",
        _ => "icon",
    };
    html! {
        svg class=(class) viewBox="0 0 24 24" aria-hidden="true" { path d=(icon.path()) {} }
    }
}

/// The mark: a shanyraq, the crown of a yurt seen from inside.
pub fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 32 32" aria-hidden="true" { path d=(MARK) {} }
    }
}

/// A circle with two pairs of crossing arcs, in one stroke.
pub const MARK: &str = "M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26zM11.3 3.9Q16.8 15.2 28.1 20.7M3.9 20.7Q15.2 15.2 20.7 3.9M20.7 28.1Q15.2 16.8 3.9 11.3M28.1 11.3Q16.8 16.8 11.3 28.1";
