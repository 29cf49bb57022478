//! Files that are no list of people, and one that is a long one: what the tests refuse and the benchmark times.

/// Each file with the code it is refused with.
pub(crate) fn wrong_files() -> Vec<(Vec<u8>, &'static str)> {
    let wide = format!("Имя{}\n", ";x".repeat(1_000_000));
    let long = format!("Имя;Пол\n{}", "Али;м\n".repeat(60_000));
    let cells = format!("Имя;Пол\n{}", format!("{}\n", "a;".repeat(150)).repeat(20_000));
    let quote = format!("Имя;Пол\n\"{}", "Али;м\n".repeat(100_000));
    vec![
        (b"%PDF-1.7 ...".to_vec(), "wrong_type"),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), "wrong_type"),
        ("<html><table><tr><td>Имя</td></tr></table>".into(), "wrong_type"),
        (vec![0; 1_000], "wrong_type"),
        (vec![], "file_empty"),
        (b" \r\n ".to_vec(), "file_empty"),
        ("Имя;Фамилия;Пол".into(), "no_rows"),
        ("Али;Ахметов;м;01.02.2010\nДана;Калиева;ж;02.03.2011\n".into(), "no_header"),
        ("Lorem ipsum dolor sit amet".into(), "no_rows"),
        (wide.into_bytes(), "too_many_columns"),
        (long.into_bytes(), "too_many_rows"),
        (cells.into_bytes(), "too_many_cells"),
        (quote.into_bytes(), "open_quote"),
        (vec![b'a'; 21 << 20], "file_too_large"),
        (b"\xEF\xBB\xBF\xC8\xEC\xFF;\xCF\xEE\xEB\n\xC0\xEB\xE8;\xEC\n".to_vec(), "wrong_encoding"),
    ]
}

/// A list of ten thousand people in two thousand families.
pub(crate) fn ten_thousand_rows() -> String {
    let mut text = String::from("№;Семья;Фамилия;Имя;Отчество;Дата рождения;Пол;Документ;Мать\n");
    for n in 0..10_000 {
        let (family, month, document) = (n / 5, n % 9 + 1, n + 10_000_000);
        let line = format!("{n};{family};Ахметов{n};Али;Канатович;01.0{month}.2010;м;N{document};Дана\n");
        text.push_str(&line);
    }
    text
}
