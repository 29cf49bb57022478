//! Two spreadsheets and no server: who is the same person, and who only looks so.

use std::path::{Path, PathBuf};

use exchange::sheet::{self, Limits, Wanted};

use crate::run::{Said, ended, program, run, text};

const CAMP: &str = "\
الاسم الكامل,اسم الأب,اسم الأم,الجنس,تاريخ الميلاد
عائشة أحمدوف,رسلان,مريم,أنثى,05/03/2014
عمر أحمدوف,رسلان,مريم,ذكر,17/09/2011
محمد كريموف,علي,زينب,ذكر,01/02/2012
فاطمة إسماعيلوفا,تيمور,خديجة,أنثى,2013
حسن يوسفوف,بختيار,نرجس,ذكر,23/11/2010
";
const MINISTRY: &str = "\
Фамилия;Имя;Отчество;Мать;Пол;Дата рождения;Прим.
Ахмедова;Айша;Руслановна;Марьям;ж;05.03.2014;=HYPERLINK(\"http://example.invalid\")
Каримов;Мухаммед;Алиевич;Зейнаб;м;01.02.2012;
Юсупов;Хусейн;Бахтиярович;Наргиз;м;23.11.2010;
Исмаилова;Фатима;Тимуровна;Хадиджа;ж;2013;
";

fn lists(folder: &Path) -> [PathBuf; 2] {
    let paths = [folder.join("camp.csv"), folder.join("ministry.csv")];
    std::fs::write(&paths[0], CAMP).unwrap();
    let (ministry, ..) = encoding_rs::WINDOWS_1251.encode(MINISTRY);
    std::fs::write(&paths[1], ministry).unwrap();
    paths
}

fn linked(folder: &Path, more: &[&str]) -> Said {
    let [camp, ministry] = lists(folder);
    ended(program().env_remove("HOMEWARD_PASSPHRASE").args(["link", text(&camp), text(&ministry)]).args(more))
}

/// The rows of a report, without its head.
fn rows(out: &str) -> Vec<Vec<String>> {
    let book = sheet::read("out.csv", out.as_bytes(), Wanted::default(), &Limits::default()).unwrap();
    let all = &book.sheets[0];
    all.rows.iter().skip(1).map(|row| (0..all.width()).map(|at| row.text(at).to_owned()).collect()).collect()
}

#[test]
fn one_person_is_found_in_two_scripts_and_a_brother_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let said = linked(folder.path(), &[]).well();
    let found: Vec<(String, String)> =
        rows(&said.out).into_iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    for (camp, ministry) in [("2", "2"), ("4", "3"), ("5", "5")] {
        assert!(found.contains(&(camp.into(), ministry.into())), "{camp} {ministry}: {found:?}");
    }
    // Umar is Aisha's brother; Husayn is no Hasan, though all else is the same.
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(said.err.contains("given, father, family, mother, birth, sex"), "{}", said.err);
    let why = &rows(&said.out)[0][3];
    assert!(why.contains("the mothers agree (+"), "{why}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_formula_of_a_list_runs_in_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let said = linked(folder.path(), &[]).well();
    assert!(said.out.contains("'=HYPERLINK"), "{}", said.out);
    let out = folder.path().join("out.xlsx");
    linked(folder.path(), &["--out", text(&out)]).well();
    let book = sheet::open(&out, Wanted::default(), &Limits::default()).unwrap();
    let cells: Vec<&str> =
        book.sheets[0].rows.iter().flat_map(|row| row.cells.iter().map(sheet::Cell::text)).collect();
    assert!(cells.iter().any(|cell| cell.starts_with("'=HYPERLINK")));
    assert!(!cells.iter().any(|cell| cell.starts_with('=')));
}

#[test]
fn a_text_longer_than_a_cell_is_cut_there() {
    let folder = tempfile::tempdir().unwrap();
    let (list, out) = (folder.path().join("list.csv"), folder.path().join("out.xlsx"));
    let note = "ұзақ сөз ".repeat(5_000);
    let twice = format!(
        "Тегі;Аты;Туған күні;Ескерту\nАхметова;Айша;05.03.2014;{note}\nАхметова;Аиша;05.03.2014;{note}\n"
    );
    std::fs::write(&list, twice).unwrap();
    run(["link", text(&list), "--out", text(&out)]).well();
    let book = sheet::open(&out, Wanted::default(), &Limits::default()).unwrap();
    let longest =
        book.sheets[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text().chars().count());
    // So much of a cell is read again.
    assert_eq!(longest.max(), Some(Limits::default().cell_chars));
}

#[test]
fn doubles_of_one_list_come_in_groups() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    let twice = "Тегі;Аты;Әкесінің аты;Туған күні\n\
        Ахметова;Айша;Русланқызы;05.03.2014\nСадыков;Тимур;Маратович;12.08.2009\n\
        Ахметова;Аиша;Руслановна;05.03.2014\nОспанова;Сәуле;Ерланқызы;2013\n";
    std::fs::write(&path, twice).unwrap();
    let said = run(["link", text(&path), "--groups"]).well();
    let groups: Vec<(String, String)> =
        rows(&said.out).into_iter().map(|row| (row[0].clone(), row[2].clone())).collect();
    assert_eq!(groups, [("1".into(), "2".into()), ("1".into(), "4".into())]);
}

#[test]
fn a_column_is_taken_for_what_one_says() {
    let folder = tempfile::tempdir().unwrap();
    let said = linked(folder.path(), &["--column", "الجنس=ignore", "--column", "ПОЛ=ignore"]).well();
    assert!(said.err.contains("given, father, family, mother, birth\n"), "{}", said.err);
    linked(folder.path(), &["--column", "nowhere=given"])
        .refused_with("no column is called `nowhere`; there are: الاسم الكامل");
    linked(folder.path(), &["--column", "Пол=sect"])
        .refused_with("`sect` is no field: write one of given, father");
}

#[test]
fn what_cannot_be_linked_is_said_with_its_mend() {
    let folder = tempfile::tempdir().unwrap();
    let [camp, _] = lists(folder.path());
    let with = |second: &str, bytes: &[u8]| {
        let path = folder.path().join(second);
        std::fs::write(&path, bytes).unwrap();
        run(["link", text(&camp), text(&path)])
    };
    with("empty.csv", b"").refused_with("empty.csv: The file is empty");
    with("picture.csv", b"\x89PNG\r\n\x1a\n\0\0").refused_with("picture.csv: The file is not a table");
    with("other.csv", b"alpha,beta\n1,x\n2,y\n").refused_with("no column that says the same");
    run(["link", text(&camp), text(&folder.path().join("none.csv"))]).refused_with("none.csv");
    linked(folder.path(), &["--least", "2"]).refused_with("write a number from 0.01 to 1");
    linked(folder.path(), &["--out", text(&folder.path().join("report.doc"))])
        .refused_with("must end in .csv or .xlsx");
    // A report that is there is never written over.
    let out = folder.path().join("out.csv");
    std::fs::write(&out, "mine").unwrap();
    linked(folder.path(), &["--out", text(&out)]).refused_with("out.csv");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
}
