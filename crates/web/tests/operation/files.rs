//! Files that are no list, too large, forged: a clear refusal in the reader's language, at once, and nothing kept.

use std::time::Instant;

use axum::{body::Body, http::StatusCode};

use crate::{
    browser::{END, part},
    stage::{SMALL, Stage},
};

#[tokio::test]
async fn what_is_no_list_is_refused_in_the_readers_language() {
    let stage = Stage::set().await;
    let mut browser = stage.browser("timur").await;
    let path = format!("/flights/{}/import", stage.flight);
    let old_workbook = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat();
    let cases: [(&[u8], [&str; 2]); 5] = [
        (b"%PDF-1.7 and so on", ["The file is not a table.", "Файл не является таблицей."]),
        (b"", ["The file is empty.", "Файл пуст"]),
        (
            "№;Фамилия;Имя;Пол\n".as_bytes(),
            ["There are no rows below the header.", "Под заголовком нет строк"],
        ),
        (&old_workbook, ["The file is", ""]),
        (b"\xFF\xFE\x00\x01\x02", ["", ""]),
    ];
    for (language, at) in [("en", 0), ("ru", 1)] {
        browser.language = language;
        for (bytes, said) in &cases {
            #[expect(clippy::disallowed_methods, reason = "how long a refusal takes is what is tested")]
            let began = Instant::now();
            let answer = browser.upload(&path, "list.xlsx", bytes).await;
            assert!(began.elapsed().as_secs() < 5, "{said:?}");
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:?} {}", answer.location);
            assert!(answer.body.contains("id=\"problems\"") && answer.body.contains("type=\"file\""));
            assert!(answer.body.contains(said[at]), "{language}: {:?}", said[at]);
        }
    }
    let timur = stage.cast.who("timur").await;
    assert!(stage.cast.app.store().drafts(timur.user(), 9).await.expect("drafts").is_empty());
}

/// A body that never ends by itself: so many megabytes of rows.
fn endless(csrf: &str, megabytes: usize) -> Body {
    let head = [part("_csrf", None, csrf.as_bytes()), part("file", Some("list.csv"), b"")].concat();
    let head = head[..head.len() - 2].to_vec();
    let piece = bytes::Bytes::from(vec![b'a'; 1 << 20]);
    let pieces = std::iter::once(bytes::Bytes::from(head))
        .chain(std::iter::repeat_n(piece, megabytes))
        .chain([bytes::Bytes::from(format!("\r\n{END}"))]);
    Body::from_stream(futures_util::stream::iter(pieces.map(Ok::<_, std::io::Error>)))
}

#[tokio::test]
async fn a_file_of_two_hundred_megabytes_is_refused_at_once() {
    let stage = Stage::set().await;
    let mut browser = stage.browser("timur").await;
    let path = format!("/flights/{}/import", stage.flight);
    browser.language = "kk";
    // Whether its length is said, and honestly, or not.
    for declared in [None, Some(200_u64 << 20), Some(1_000)] {
        #[expect(clippy::disallowed_methods, reason = "how long a refusal takes is what is tested")]
        let began = Instant::now();
        let body = endless(&browser.csrf, 200);
        let answer = match declared {
            None => browser.upload_body(&path, body).await,
            Some(length) => browser.upload_declared(&path, length, body).await,
        };
        // Far from two seconds: this program is not optimised, and other tests run beside.
        assert!(began.elapsed().as_secs() < 10, "{declared:?} {:?}", began.elapsed());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{declared:?}");
        assert!(answer.body.contains("20 МБ"), "{declared:?}");
    }
    // And a small one is taken afterwards: nothing was held on to.
    for _ in 0..3 {
        let answer = browser.upload(&path, "list.csv", SMALL.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_forged_form_brings_nothing_in() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let path = format!("/flights/{}/import", stage.flight);
    let file = part("file", Some("list.csv"), SMALL.as_bytes());
    let token = part("_csrf", None, browser.csrf.as_bytes());
    let forged = part("_csrf", None, b"AAAAAAAAAAAAAAAAAAAAAA");
    let large = part("_csrf", None, &[b'a'; 10_000]);
    for parts in [vec![&file], vec![&forged, &file], vec![&file, &token], vec![&large, &file]] {
        let body: Vec<u8> = parts.into_iter().flatten().copied().chain(END.bytes()).collect();
        let answer = browser.upload_body(&path, Body::from(body)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    // No file at all is said, not failed.
    let body: Vec<u8> = token.iter().copied().chain(END.bytes()).collect();
    assert_eq!(browser.upload_body(&path, Body::from(body)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.upload_body(&path, Body::from("nonsense")).await.status, StatusCode::BAD_REQUEST);
    let timur = stage.cast.who("timur").await;
    assert!(stage.cast.app.store().drafts(timur.user(), 9).await.expect("drafts").is_empty());
    for (path, fields) in [
        (format!("/flights/{}/arrivals", stage.flight), vec![("tick", "arrived:HW-7F3K-QX2")]),
        (format!("/operations/{}/flights/new", stage.operation), vec![("name", "x")]),
        ("/operations/new".to_owned(), vec![("name", "x")]),
        (format!("/flights/{}/roster", stage.flight), vec![("reason", "x")]),
    ] {
        assert_eq!(browser.post_as(&path, "forged", &fields).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}
