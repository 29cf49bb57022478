//! Two names and what else two records say, in whatever characters: prepared, compared both ways, keyed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use names::{For, Meetings, Name, Person, Record, compare, keys, normalise, reasons};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split('\n');
    let mut next = || parts.next().unwrap_or_default();
    let (name, other) = (next(), next());
    let normal = normalise(name).text;
    assert_eq!(normalise(&normal).text, normal);
    let _ = keys(name);
    let (left, right) = (Name::new(name), Name::new(other));
    assert_eq!(left.odds(&right).to_bits(), right.odds(&left).to_bits());
    let mut meetings = Meetings::default();
    meetings.add(name, None);
    meetings.add(other, None);
    assert!(meetings.pairs(For::Keeping).len() <= 16);
    let mut person = |name| {
        let (father, mother, sex, birth) = (next(), next(), next(), next());
        Person::new(&Record { name, father, mother, sex, birth })
    };
    let (one, two) = (person(name), person(other));
    let (there, back) = (compare(&one, &two), compare(&two, &one));
    assert!((there.same - back.same).abs() < 1e-4);
    assert!(reasons(&one, &two).iter().all(|reason| reason.weight.is_finite()));
});
