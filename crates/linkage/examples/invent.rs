//! Invents rows of people with doubles and slips: `ROWS [SEED] > FILE.csv`; the column `cluster` tells who is who.
//!
//! Names follow Zipf's law, as names do: a few are very common, most are rare.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it throws dice"
)]

use std::io::Write;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of so many, the first the commonest.
    fn zipf(&mut self, many: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((many as f64).powf(even) as usize - 1).min(many - 1)
    }
}

fn word(number: usize, salt: u64) -> String {
    const BEGIN: [&str; 20] = [
        "a", "be", "da", "e", "fa", "gu", "ha", "i", "ka", "la", "ma", "nu", "o", "ra", "sa", "ta", "u",
        "ya", "za", "zhu",
    ];
    const GO: [&str; 24] = [
        "ba", "li", "mi", "ra", "di", "su", "na", "ly", "ki", "za", "ri", "ma", "sha", "ge", "ru", "la",
        "ni", "sa", "to", "bi", "kha", "re", "mu", "zi",
    ];
    const END: [&str; 16] =
        ["m", "n", "r", "t", "d", "l", "sh", "k", "z", "", "na", "ya", "ov", "bek", "gul", "din"];
    let mut dice = Dice(number as u64 * 7919 + salt);
    let mut word = BEGIN[dice.below(BEGIN.len())].to_owned();
    for _ in 0..=dice.below(3) {
        word += GO[dice.below(GO.len())];
    }
    word + END[dice.below(END.len())]
}

fn slip(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return String::new();
    }
    let at = dice.below(letters.len());
    let letter = (b'a' + dice.below(26) as u8) as char;
    match dice.below(4) {
        0 => letters[at] = letter,
        1 => letters.insert(at, letter),
        2 if letters.len() > 2 => drop(letters.remove(at)),
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.push(letter),
    }
    letters.into_iter().collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let rows: usize = given.next().ok_or("how many rows?")?.parse()?;
    let mut dice = Dice(given.next().map_or(Ok(7), |seed| seed.parse())?);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "id,cluster,given,family,mother,born,town,document")?;
    let (mut id, mut cluster) = (0, 0);
    while id < rows {
        let born = (1950 + dice.below(72), 1 + dice.below(12), 1 + dice.below(28));
        let person = [
            word(dice.zipf(20_000), 1),
            word(dice.zipf(120_000), 2),
            word(dice.zipf(20_000), 3),
            format!("{:04}-{:02}-{:02}", born.0, born.1, born.2),
            word(dice.zipf(4_000), 4),
            format!("{:08}", dice.below(100_000_000)),
        ];
        // One person in four is listed twice and more.
        let times = if dice.once_in(4) { 2 + dice.below(2) } else { 1 };
        for time in 0..times {
            let mut row = person.clone();
            if time > 0 {
                for field in &mut row {
                    match dice.below(10) {
                        0 | 1 => *field = slip(field, &mut dice),
                        2 => field.clear(),
                        _ => {}
                    }
                }
                if dice.once_in(6) {
                    row[3] = format!("{:04}-{:02}-{:02}", born.0, born.2.min(12), born.1);
                }
                if dice.once_in(8) {
                    row[4] = word(dice.zipf(4_000), 4);
                }
                if dice.once_in(3) {
                    row[5].clear();
                }
            } else if dice.once_in(4) {
                row[5].clear();
            }
            writeln!(out, "{id},{cluster},{}", row.join(","))?;
            id += 1;
        }
        cluster += 1;
    }
    Ok(())
}
