//! `homeward names score`.

use std::path::PathBuf;

use crate::run::{Said, run, text};

const PERSONS: &str = "left_name\tleft_father\tleft_mother\tleft_sex\tleft_birth\tright_name\tright_father\tright_mother\tright_sex\tright_birth\tlabel";

fn score(table: impl AsRef<[u8]>) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pairs.tsv");
    std::fs::write(&file, table).unwrap();
    run(["names", "score", text(&file)])
}

fn cells(line: &str) -> Vec<&str> {
    line.split('\t').collect()
}

#[test]
fn names_come_out_in_their_order_with_four_columns_more() {
    let said = score("note\tleft\tright\nx\tМұхаммед\tمحمد\n\tHasan\tХусейн\n").well();
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], "note\tleft\tright\tp_same\trelation\tp_relation\twhy");
    assert!(lines[1].starts_with("x\tМұхаммед\tمحمد\t"));
    assert!(lines[2].starts_with("\tHasan\tХусейн\t"));
    let (same, other) = (cells(lines[1]), cells(lines[2]));
    assert!(same[3].parse::<f32>().unwrap() > 0.9 && same[4] == "same");
    assert!(other[3].parse::<f32>().unwrap() < 0.1 && other[4] == "other");
}

#[test]
fn persons_get_two_answers_and_reasons() {
    let brothers =
        "Ахметов Али Канатович\t\tДана\tM\t2008-03-29\tAkhmetov Hasan Kanatovich\t\tDana\tM\t2010-05-02\tX";
    let one = "Ахметов Али Канатович\tКанат\tДана\tM\t2008-03-29\tعلي قنات احمدوف\t\tدانا\tM\t2008-03-29\tX";
    let said = score(format!("{PERSONS}\n{brothers}\n{one}\n")).well();
    let lines: Vec<Vec<&str>> = said.out.lines().skip(1).map(cells).collect();
    assert_eq!(lines[0][12], "sibling");
    assert!(lines[0][11].parse::<f32>().unwrap() < 0.1);
    assert!(lines[0][14].contains("the given names differ [given.differs"), "{}", lines[0][14]);
    assert_eq!(lines[1][12], "same");
    assert!(lines[1][11].parse::<f32>().unwrap() > 0.9);
}

#[test]
fn a_label_changes_nothing() {
    let row = |label: &str| format!("left\tright\tlabel\nАли\tAli\t{label}\n");
    let (yes, no) = (score(row("same")).well(), score(row("different")).well());
    assert_eq!(
        yes.out.replace("\tsame\t", "\t"),
        no.out.replace("\tdifferent\t", "\t").replace("\tsame\t", "\t")
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_mend() {
    score("").refused_with("is empty");
    score("name,father\nA,B\n").refused_with("separated by tabs");
    score("left\tother\nA\tB\n").refused_with("no `right`");
    score("left_name\tright\nA\tB\n").refused_with("no `right_name`");
    score("left\tright\nA\n").refused_with("line 2 has 1 columns and the header 2");
    score("left\tright\tp_same\nA\tB\t1\n").refused_with("`p_same` already");
    score("left\tleft\tright\nA\tB\tC\n").refused_with("two columns are headed `left`");
    score("left\tright\n\nA\tB\n").refused_with("line 2 is empty");
    score(b"left\tright\nA\t\xC0\xEB\xE8\n").refused_with("line 2, column 2: this is not UTF-8");
    score(b"\xFF\xFEl\0").refused_with("UTF-16");
    run(["names", "score", "no-such-file.tsv"]).refused_with("cannot be opened");
}

#[test]
fn strange_rows_are_rows() {
    let long = "Али ".repeat(2_500);
    let table = format!("\u{FEFF}left\tright\r\nА\tA\r\n\t\r\n😀\t\u{202E}ilA\u{202C}\r\n{long}\t{long}");
    let said = score(table).well();
    assert_eq!(said.out.lines().count(), 5);
    assert!(said.out.lines().nth(2).unwrap().ends_with("nothing to compare"));
    assert_eq!(score("left\tright\n").well().out.lines().count(), 1);
}

#[test]
fn a_file_that_is_there_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    std::fs::write(path("in.tsv"), "left\tright\nАли\tAli\n").unwrap();
    let to = path("out.tsv");
    run(["names", "score", text(&path("in.tsv")), "--out", text(&to)]).well();
    let written = std::fs::read_to_string(&to).unwrap();
    assert_eq!(written.lines().count(), 2);
    run(["names", "score", text(&path("in.tsv")), "--out", text(&to)]).refused_with("cannot be made");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), written);
}

#[test]
fn half_a_table_is_never_left() {
    let folder = tempfile::tempdir().unwrap();
    let (table, out) = (folder.path().join("pairs.tsv"), folder.path().join("scored.tsv"));
    std::fs::write(&table, "left\tright\nАйша\tAisha\none cell\n").unwrap();
    let scored = || run(["names", "score", text(&table), "--out", text(&out)]);
    scored().refused_with("line 3 has 1 columns and the header 2");
    assert!(!out.exists());
    std::fs::write(&table, "left\tright\nАйша\tAisha\n").unwrap();
    scored().well();
    // What was there before stays, whatever comes of it.
    let before = std::fs::read(&out).unwrap();
    std::fs::write(&table, "left\tright\none cell\n").unwrap();
    assert!(!scored().status.success());
    assert_eq!(std::fs::read(&out).unwrap(), before);
}
