//! Lists of people to match and requests of relatives: small ones, one doubt each.

use exchange::{
    ListKind, Refusal, json, layout,
    layout::Meaning,
    manifest::{self, Context, Corrections, Manifest},
    rejected::{self, Reader},
    rows::{Resemblance, fingerprint},
    sheet::{Delimiter, Encoding, Workbook},
};
use rust_xlsxwriter::Workbook as Writer;

use super::{DAY, book, codes};

fn read_as(book: &Workbook, kind: ListKind, corrections: &Corrections) -> Result<Manifest, Refusal> {
    let mapping = layout::detect_as(book, kind)?.mapping;
    manifest::read_as(book, &mapping, kind, &Context { reference: DAY, regions: &[], corrections })
}

fn list(kind: ListKind, text: &str) -> Manifest {
    let book = book("list.csv", text.as_bytes()).expect("a book");
    read_as(&book, kind, &Corrections::new()).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn people(text: &str) -> Manifest {
    list(ListKind::People, &format!("Case ID;Household;Full name;Sex;DOB / age;Location;Tent\n{text}"))
}

fn tracing(text: &str) -> Manifest {
    list(ListKind::Tracing, &format!("Заявитель;Кем приходится;Телефон;Кого ищут;Год рождения\n{text}"))
}

#[test]
fn headings_of_requests_are_known_in_the_languages_of_the_relatives() {
    use Meaning::{BirthOrAge, Father, FullName, Kinship, Location, Mother, Note, Seeker, Telephone};
    for heads in [
        "Заявитель;Кем приходится;Телефон;Кого ищут;Возраст;Отец;Мать;Последнее известное место;Что известно",
        "Өтініш беруші;Туыстығы;Телефоны;Кімді іздейді;Жасы;Әкесі;Анасы;Соңғы белгілі жері;Не белгілі",
        "مقدم الطلب;صلة القرابة;رقم الهاتف;اسم المفقود;العمر;الأب;الأم;آخر مكان معروف;المعلومات",
        "Applicant;Relationship;Phone;Missing person;Age;Father;Mother;Last known place;What is known",
        "Başvuran;Yakınlığı;Telefon;Aranan kişi;Yaşı;Baba;Anne;Son bilinen yer;Bilinenler",
    ] {
        let book = book("list.csv", format!("{heads}\na;b;c;d;5;f;g;h;i\n").as_bytes()).expect("a book");
        let layout = layout::detect_as(&book, ListKind::Tracing).expect("a layout");
        let found: Vec<Meaning> = layout.columns.iter().map(|column| column.meaning).collect();
        assert_eq!(
            found,
            [Seeker, Kinship, Telephone, FullName, BirthOrAge, Father, Mother, Location, Note],
            "{heads}"
        );
    }
}

#[test]
fn headings_of_lists_of_people_are_known_too() {
    use Meaning::{Birth, CaseId, Family, FamilyName, GivenName, Location, Patronymic, Sex, Tent};
    for heads in [
        "№ дела;Семья;Фамилия;Имя;Отчество;Дата рождения;Пол;Лагерь;Палатка",
        "Іс нөмірі;Отбасы;Тегі;Аты;Әкесінің аты;Туған күні;Жынысы;Тұрған жері;Шатыр",
        "رقم الملف;رقم العائلة;الكنية;الاسم;اسم الأب;تاريخ الميلاد;الجنس;المخيم;رقم الخيمة",
        "Case no;Household;Surname;First name;Father's name;DOB;Sex;Camp;Tent",
        "Dosya no;Aile no;Soyadı;Adı;Baba adı;Doğum tarihi;Cinsiyet;Kamp;Çadır",
        "Case ID;Semya;Familiya;Imya;Otchestvo;Data rozhdeniya;Pol;Camp;Tent",
    ] {
        let book = book("list.csv", format!("{heads}\n1;1;c;d;e;2010;f;h;i\n").as_bytes()).expect("a book");
        let layout = layout::detect_as(&book, ListKind::People).expect("a layout");
        let found: Vec<Meaning> = layout.columns.iter().map(|column| column.meaning).collect();
        assert_eq!(
            found,
            [CaseId, Family, FamilyName, GivenName, Patronymic, Birth, Sex, Location, Tent],
            "{heads}"
        );
    }
}

#[test]
fn telephones_and_kinship_are_told_from_their_cells() {
    let text = "ФИО;графа 2;графа 3;Год рождения\n\
        Ахметов Али;бабушка;+7 700 000 11 22;2010\n\
        Ахметова Асия;дедушка;8 (700) 000-33-44;2012\n\
        Калиева Дана;мать;нет;2011\n";
    let book = book("list.csv", text.as_bytes()).expect("a book");
    let meanings = |kind| {
        let layout = layout::detect_as(&book, kind).expect("a layout");
        layout.columns[1..3].iter().map(|column| column.meaning).collect::<Vec<_>>()
    };
    assert_eq!(meanings(ListKind::Tracing), [Meaning::Kinship, Meaning::Telephone]);
    assert_eq!(meanings(ListKind::Manifest), [Meaning::Ignore, Meaning::Ignore]);
}

#[test]
fn a_meaning_that_a_list_cannot_have_is_left_out() {
    let book = book("list.csv", "Имя;Пол;x\nАли;м;Сара\n".as_bytes()).expect("a book");
    let mut mapping = layout::detect(&book).expect("a layout").mapping;
    mapping.set(2, Meaning::Seeker);
    let corrections = Corrections::new();
    let context = Context { reference: DAY, regions: &[], corrections: &corrections };
    for (kind, seeks) in [(ListKind::Manifest, false), (ListKind::Tracing, true)] {
        let read = manifest::read_as(&book, &mapping, kind, &context).expect("people");
        assert_eq!(read.people[0].seeker.is_some(), seeks);
    }
}

#[test]
fn a_row_that_asks_for_two_gives_two_with_one_seeker() {
    let read = tracing(
        "Ахметова Сара;бабушка;+7 700 000 11 22;Айша, Кәрім;2005; 2007\n"
            .replace("2005; 2007", "\"2005; 2007\"")
            .as_str(),
    );
    let shown: Vec<(u32, u32, Option<String>)> = read
        .people
        .iter()
        .map(|person| (person.row, person.nth, person.birth.map(|birth| birth.to_string())))
        .collect();
    assert_eq!(shown, [(2, 1, Some("2005".into())), (2, 2, Some("2007".into()))]);
    assert_eq!(read.people[0].seeker, read.people[1].seeker);
    assert_eq!(codes(&read), [(2, "several_in_row")]);
    let prints: Vec<_> = read.people.iter().map(fingerprint).collect();
    assert_eq!(prints[0].resembles(&prints[1]), Resemblance::Other, "two people, not one twice");
    let value = json::value(&read).expect("json");
    for row in value["rows"].as_array().expect("rows") {
        assert_eq!(row["row"], 2);
        assert_eq!(row["seeker"]["kinship"], "бабушка");
        assert_eq!(row["seeker"]["text"], "Ахметова Сара");
        assert_eq!(row["seeker"]["telephone"], "+7 700 000 11 22");
    }
}

#[test]
fn a_date_that_is_not_told_to_be_somebodys_is_nobodys() {
    let read = tracing("Ахметова Сара;мать;нет;Али и Асия;2005\n;мать;нет;Зарина / Зара;2005\n");
    assert_eq!(read.people.len(), 3);
    assert!(
        read.people[..2].iter().all(|person| person.birth.is_none() && person.birth_read.as_str() == "2005")
    );
    assert!(read.people[2].birth.is_some());
    assert_eq!(
        codes(&read),
        [(2, "several_in_row"), (2, "dates_of_several"), (3, "seeker_missing"), (3, "perhaps_several")]
    );
    assert_eq!(read.blocking().count(), 0);
    let seeker = read.people[0].seeker.as_ref().expect("a seeker");
    assert_eq!(seeker.telephone, None, "“no” is no telephone");
}

#[test]
fn lists_that_are_no_requests_are_never_taken_apart_and_have_no_seeker() {
    let read = people("1;1;Али, Асия;м;\"2005; 2007\";x;y\n2;1;Али и Асия;м;2005;x;y\n");
    assert_eq!(read.people.len(), 2);
    assert!(!json::write(&read).expect("json").contains("seeker"));
}

#[test]
fn the_same_person_again_is_counted_once_and_kept_beside() {
    let read = people(
        "N-1;7;Akhmetov Ali;M;2010;Roj;4\n\
         N-2;7;Akhmetov Ali;M;2010;Roj;4\n\
         N-3;8;Kaliyeva Dana;F;2011;Roj;4\n\
         N-3;8;Dana Kaliyeva;F;c. 2011;Al-Hol;5\n",
    );
    assert_eq!(read.people.iter().map(|person| person.row).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(codes(&read).iter().filter(|(_, code)| *code == "person_repeated").count(), 2);
    let beside: Vec<(u32, u32)> = read.repeated.iter().map(|row| (row.person.row, row.of)).collect();
    assert_eq!(beside, [(3, 2), (5, 4)]);
    assert_eq!(read.repeated[1].person.location.as_ref().map(domain::Private::as_str), Some("Al-Hol"));
}

#[test]
fn two_people_under_one_number_stay_two() {
    let read = people(
        "N-1;7;Akhmetov Ali;M;2010;Roj;4\n\
         N-1;7;Akhmetova Aisha;F;2010;Roj;4\n\
         N-2;7;Dana Kaliyeva;F;2001;Roj;4\n\
         N-2;7;Dana Kaliyeva;F;2011;Roj;4\n\
         N-3;7;Kalieva Zarina;F;2011;Roj;4\n\
         N-3;7;Kalieva Fatima;F;2011;Roj;4\n\
         N-4;;Fatima;F;;;\n\
         N-5;7;Bilal;M;;;\n\
         N-6;;Fatima;F;;;\n",
    );
    assert_eq!(read.people.len(), 9, "{:?}", codes(&read));
    assert!(read.repeated.is_empty());
    assert!(codes(&read).contains(&(10, "same_content")));
}

#[test]
fn a_repeated_row_counts_once_somebody_writes_in_it() {
    let text = "Case ID;Full name;Sex\nN-1;Akhmetov Ali;M\nN-2;Akhmetov Ali;M\n";
    let book = book("list.csv", text.as_bytes()).expect("a book");
    let read = read_as(&book, ListKind::People, &Corrections::new()).expect("people");
    assert_eq!(read.people.len(), 1);
    let mend =
        &read.problems.iter().find(|p| p.code.as_str() == "person_repeated").expect("it says so").mends[0];
    assert_eq!(mend.key, "another_person");
    let corrections: Corrections =
        mend.set.iter().map(|(column, text)| ((3, *column), text.clone())).collect();
    let read = read_as(&book, ListKind::People, &corrections).expect("people");
    assert_eq!(read.people.len(), 2);
}

#[test]
fn a_manifest_leaves_such_rows_to_a_person_as_ever() {
    let text = "№;Фамилия;Имя;Пол\n1;Ахметов;Али;м\n2;Ахметов;Али;м\n";
    let read = list(ListKind::Manifest, text);
    assert_eq!((read.people.len(), read.repeated.len()), (2, 0));
    assert_eq!(codes(&read), [(3, "same_content")]);
}

#[test]
fn the_rows_around_propose_an_order_and_decide_nothing() {
    let births = [
        "25/01/2010",
        "26/02/2011",
        "03/04/2012",
        "27/03/2009",
        "28/04/2010",
        "01/13/2010",
        "02/14/2011",
        "03/05/2012",
        "04/16/2009",
        "05/17/2008",
    ];
    let row = |(at, birth): (usize, &&str)| format!("N-{at};{at};Akhmetov Ali{at};M;{birth};Roj;4\n");
    let text = births.iter().enumerate().map(row).collect::<Vec<_>>().concat();
    let read = people(&text);
    let likely: Vec<(u32, &str)> = read
        .problems
        .iter()
        .filter_map(|problem| Some((problem.at.row, problem.argument("likely")?)))
        .collect();
    assert_eq!(likely, [(4, "2012-04-03"), (9, "2012-03-05")]);
    for at in [2, 7] {
        let birth = read.people[at].birth.map(|birth| birth.to_string()).expect("a birth");
        assert!(birth.contains('|'), "both readings stay: {birth}");
    }
    assert_eq!(read.blocking().count(), 0);
}

#[test]
fn hidden_rows_and_other_sheets_are_told() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["Full name", "Sex", "DOB"]).expect("headings");
    for row in 1..6u32 {
        sheet.write_row(row, 0, [&format!("Akhmetov Ali{row}"), "M", "2010"]).expect("a row");
    }
    sheet.set_row_hidden(2).expect("hidden");
    sheet.set_row_hidden(3).expect("hidden");
    sheet.set_row_hidden(5).expect("hidden");
    let other = writer.add_worksheet();
    other.set_name("Annex").expect("a name");
    other.write_row(0, 0, ["Full name", "Sex"]).expect("headings");
    other.write_row(1, 0, ["Kaliyeva Dana", "F"]).expect("a row");
    writer.add_worksheet().write(0, 0, "notes").expect("a note");
    let book = book("list.xlsx", &writer.save_to_buffer().expect("a workbook")).expect("a book");
    assert_eq!(book.sheets[0].hidden_rows, [3, 4, 6]);
    let read = read_as(&book, ListKind::People, &Corrections::new()).expect("people");
    assert_eq!(read.people.len(), 5, "hidden rows are read like the others");
    assert_eq!(codes(&read), [(1, "other_sheet"), (3, "hidden_rows"), (6, "hidden_rows")]);
}

#[test]
fn rejected_rows_leave_with_their_reasons_and_come_back() {
    let text = "Case ID;Full name;Sex;DOB;Remarks\n\
        N-1;Akhmetov Ali;M;31/02/2015;=HYPERLINK(\"http://example.invalid\")\n\
        N-2;Akhmetova Aisha;F;2012;\n\
        N-3;Kaliyev Dos;yes;spring;+1+cmd|calc\n";
    let first = book("list.csv", text.as_bytes()).expect("a book");
    let read = read_as(&first, ListKind::People, &Corrections::new()).expect("people");
    let reasons = rejected::reasons(&read, |problem| format!("причина: {}", problem.code.as_str()));
    assert_eq!(reasons.keys().copied().collect::<Vec<_>>(), [2, 4]);
    let reader = Reader { reason: "Причина", row: "Строка списка", right_to_left: true };
    let bytes = rejected::write(&first.sheets[0], 1, &reasons, reader).expect("a workbook");
    let again = book("rejected.xlsx", &bytes).expect("a workbook");
    let rows = &again.sheets[0].rows;
    let texts = |at: usize| (0..7).map(|column| rows[at].text(column)).collect::<Vec<_>>();
    assert_eq!(texts(0), ["Case ID", "Full name", "Sex", "DOB", "Remarks", "Строка списка", "Причина"]);
    assert_eq!(
        texts(1),
        [
            "N-1",
            "Akhmetov Ali",
            "M",
            "31/02/2015",
            "'=HYPERLINK(\"http://example.invalid\")",
            "2",
            "причина: date_does_not_exist"
        ]
    );
    assert_eq!(texts(2)[4..6], ["'+1+cmd|calc", "4"]);
    assert_eq!(rows.len(), 3, "rows without a reason stay where they are");
    assert!(texts(2)[6].contains("sex_not_read\nпричина: date_not_read"), "{}", texts(2)[6]);
    let back = read_as(&again, ListKind::People, &Corrections::new()).expect("people");
    assert_eq!(back.people.len(), 2);
    assert_eq!(back.people[0].case, read.people[0].case);
}

/// A text as bytes of an encoding, with its mark where it has one.
fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let wide = |bytes: fn(u16) -> [u8; 2]| format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect();
    let single = |table: &'static encoding_rs::Encoding| {
        let (bytes, _, lost) = table.encode(text);
        assert!(!lost, "the text has letters that the encoding lacks");
        bytes.into_owned()
    };
    match encoding {
        Encoding::Utf16Le => wide(u16::to_le_bytes),
        Encoding::Utf16Be => wide(u16::to_be_bytes),
        Encoding::Windows1251 => single(encoding_rs::WINDOWS_1251),
        Encoding::Windows1256 => single(encoding_rs::WINDOWS_1256),
        _ => format!("\u{FEFF}{text}").into_bytes(),
    }
}

#[test]
fn every_encoding_and_delimiter_gives_the_same_people() {
    let arabic = "رقم الملف;رقم العائلة;الاسم الكامل;اسم الأب;الجنس;تاريخ الميلاد;المخيم;ملاحظات\n\
        1;7;فاطمة أحمد كريموف;أحمد كريموف;أنثى;15/03/2010;مخيم الهول;\"مريضة\nوتحتاج إلى علاج\"\n\
        2;7;يوسف أحمد كريموف;أحمد كريموف;ذكر;2012;مخيم الهول;\n\
        3;8;خديجة سليمان;سليمان;أنثى;العمر 12;مخيم روج;يتيمة\n";
    let russian = "№ дела;Семья;ФИО;Отец;Пол;Дата рождения;Лагерь;Примечание\n\
        1;7;Каримова Фатима Ахмедовна;Каримов Ахмед;ж;15/03/2010;Эль-Холь;\"болеет\nи ждёт врача\"\n\
        2;7;Каримов Юсуф Ахмедович;Каримов Ахмед;м;2012;Эль-Холь;\n\
        3;8;Сулейманова Хадиджа;Сулейман;ж;12 лет;Рож;сирота\n";
    for (text, own) in [(arabic, Encoding::Windows1256), (russian, Encoding::Windows1251)] {
        let expected = list(ListKind::People, text);
        assert_eq!(expected.people.len(), 3);
        assert_eq!(expected.people.iter().map(|person| person.row).collect::<Vec<_>>(), [2, 3, 4]);
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, own] {
            for delimiter in [";", ",", "\t", "|"] {
                let bytes = encoded(&text.replace(';', delimiter), encoding);
                let book = book("list.csv", &bytes).expect("a book");
                let name = (encoding.name(), delimiter);
                assert_eq!(
                    (book.encoding, book.delimiter),
                    (Some(encoding), Delimiter::of(delimiter)),
                    "{name:?}"
                );
                let read = read_as(&book, ListKind::People, &Corrections::new()).expect("people");
                assert_eq!(read.people, expected.people, "{name:?}");
            }
        }
    }
}
