//! The size classes of what is sealed, written down a second time.

/// Version, nonce, tag.
const AROUND: usize = 1 + 12 + 16;
/// A wrapped key: no padding, it is always as long.
const WRAP: usize = AROUND + 32;
/// Rows that belong to no record name their epoch in front.
const OF_NODE: [&str; 3] = ["session", "draft", "job"];

/// Whether sealed bytes tell only their class.
pub(crate) fn check(table: &str, column: &str, bytes: &[u8]) -> Result<(), String> {
    // A session carries nothing, and a record without bars or given access has no such facts.
    if bytes.is_empty() {
        return match (table, column) {
            ("session", "sealed") | ("record", "access") => Ok(()),
            _ => Err("is empty".into()),
        };
    }
    let bytes = if OF_NODE.contains(&table) { bytes.get(4..).unwrap_or_default() } else { bytes };
    if bytes.first() != Some(&1) {
        return Err("does not begin with the version of the seal".into());
    }
    if column == "wrap" {
        // Either of a compartment's key or of an event's.
        return if bytes.len() == WRAP { Ok(()) } else { Err(format!("a wrap of {} bytes", bytes.len())) };
    }
    let smallest = if (table, column) == ("event", "sealed") { 128 } else { 64 };
    let inside = bytes.len().checked_sub(AROUND).ok_or("is too short")?;
    let fits = match inside {
        ..=4096 => inside.is_power_of_two() && inside >= smallest,
        4097..=65_536 => inside.is_multiple_of(4096),
        _ => inside.is_multiple_of(65_536),
    };
    if fits { Ok(()) } else { Err(format!("{inside} bytes are no size class")) }
}

#[test]
fn a_length_that_tells_is_refused() {
    let of = |inside: usize| {
        let mut bytes = vec![0; AROUND + inside];
        bytes[0] = 1;
        bytes
    };
    for inside in [128, 256, 4096, 8192, 65_536, 131_072] {
        assert_eq!(check("event", "sealed", &of(inside)), Ok(()), "{inside}");
    }
    for inside in [0, 64, 127, 129, 200, 6144, 69_632] {
        assert!(check("event", "sealed", &of(inside)).is_err(), "{inside}");
    }
    assert_eq!(check("task", "sealed", &of(64)), Ok(()));
    assert!(
        check("task", "sealed", b"plain text of more than one hundred bytes, which nobody has sealed")
            .is_err()
    );
    assert!(check("event", "wrap", &of(33)).is_err());
}
