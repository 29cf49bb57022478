//! Long lists of every kind: what the tests read and the benchmark times.

use exchange::ListKind;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A list with so many rows of people, its cells between semicolons, its lines between line breaks.
pub(crate) fn list(kind: ListKind, rows: usize) -> String {
    let head = match kind {
        ListKind::Manifest => "№;Семья;Фамилия;Имя;Отчество;Дата рождения;Пол;Документ;Мать;Область",
        ListKind::People => "Case ID;Household;Full name;Father;Mother;DOB / age;Sex;Location;Tent;Remarks",
        ListKind::Tracing => {
            "Заявитель;Кем приходится;Телефон;Кого ищут;Год рождения / возраст;Отец;Мать;Последнее место;Что известно"
        }
    };
    let mut text = format!("{head}\n");
    let names = ["Али", "Асия", "Билал", "Дана", "Ерлан", "Зарина", "Ислам", "Карина", "Лейла", "Мурат"];
    for n in 0..rows {
        let (family, month, day, year, document) =
            (n / 5, n % 9 + 1, n % 28 + 1, 1985 + n % 35, n + 10_000_000);
        let given = names[n % names.len()];
        let line = match kind {
            ListKind::Manifest => format!(
                "{n};{family};Ахметов{n};{given};Канатович;{day:02}.0{month}.{year};м;N{document};Дана;Алматинская область"
            ),
            ListKind::People => format!(
                "NGO-{n};HH-{family};{given} Akhmetov{n};Kanat Akhmetov;Dana Akhmetova;{day:02}/0{month}/{year};boy;Al-Hol, Annex;Tent {day};needs tracing"
            ),
            ListKind::Tracing => format!(
                "Ахметова Сара{n};бабушка;+7 700 000 {} {};{given} Ахметов{n};около {month} лет;Ахметов Канат;Ахметова Дана;Ракка;видели на видео",
                n % 90 + 10,
                day + 10
            ),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The same as a workbook, with a title above it and its dates as dates.
pub(crate) fn workbook(list: &str) -> Result<Vec<u8>, XlsxError> {
    let mut writer = Workbook::new();
    let sheet = writer.add_worksheet();
    let dates = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write(0, 0, "Список")?;
    for (line, row) in list.lines().zip(2u32..) {
        for (cell, column) in line.split(';').zip(0u16..) {
            let parts: Vec<u16> = cell.split(['.', '/']).filter_map(|part| part.parse().ok()).collect();
            if let [day, month, year] = parts[..] {
                let (month, day) = (u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
                let date = rust_xlsxwriter::ExcelDateTime::from_ymd(year, month, day)?;
                sheet.write_with_format(row, column, &date, &dates)?;
            } else {
                sheet.write(row, column, cell)?;
            }
        }
    }
    writer.save_to_buffer()
}
