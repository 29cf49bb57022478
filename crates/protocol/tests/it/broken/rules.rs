use super::{each_gives_its_problem, slip};

#[test]
#[rustfmt::skip]
fn ages_without_a_rule_or_with_two() {
    each_gives_its_problem(&[
        slip("consent.toml", "from = 6\n", "from = 7\n", "from = 7", "the ages from 6 to 7 have no rule", "from = 6"),
        slip("consent.toml", "from = 6\n", "from = 5\n", "from = 5", "the ages from 5 to 6 have two rules", "from = 6"),
        slip("consent.toml", "from = 0\n", "from = 1\n", "from = 1", "the ages from 0 to 1 have no rule", "from = 0"),
        slip("consent.toml", "to = 18", "to = 17", "to = 17", "the ages from 17 to 18 have no rule", "to = 18"),
        slip("consent.toml", "from = 12\nto = 15\n", "from = 12\n", "[[age]]", "the rule before has no end", "add `to`"),
        slip("consent.toml", "from = 0\nto = 6\n", "from = 0\nto = 600\n", "to = 600", "`to` is no age: 600", "completed years"),
        slip("consent.toml", "[no_caregiver]", "[no_caregivers]", "no_caregivers", "unknown key `no_caregivers`", "did you mean `no_caregiver`?"),
        slip("consent.toml", "at = 18\n", "", "limits", "`at` is missing", "at = 18"),
        slip("consent.toml", "giver = [\"guardian\", \"authorised_worker\"]\n", "", "[no_caregiver]", "`giver` is missing", "caregiver"),
    ]);
}

#[test]
#[rustfmt::skip]
fn bands_that_overlap_or_leave_holes() {
    each_gives_its_problem(&[
        slip("instruments.toml", "from = 16", "from = 15", "from = 15", "the totals from 15 to 15 have two bands", "from = 16"),
        slip("instruments.toml", "from = 16", "from = 18", "from = 18", "the totals from 16 to 17 have no band", "from = 16"),
        slip("instruments.toml", "from = 0\n", "from = 2\n", "from = 2", "the totals from 0 to 1 have no band for `self` in the norm `uk`", "from = 0"),
        slip("instruments.toml", "to = 40", "to = 39", "to = 39", "the totals from 40 to 40 have no band", "to = 40"),
        slip("instruments.toml", "to = 40", "to = 41", "from = 16", "the band runs from 16 to 41", "within"),
        slip("instruments.toml", "from = 16", "from = 50", "from = 50", "the band runs from 50 to 40", "the least total first"),
        slip("instruments.toml", "total = [0, 40]", "total = [40, 0]", "total", "runs from 40 to 0", "the least"),
        slip("instruments.toml", "tone = \"act\"", "tone = \"alarm\"", "tone", "no tone `alarm`", "calm, watch, act"),
        slip("instruments.toml", "subscales = [", "subscales = [{ code = \"emotional\", range = [0, 10], label = { en = \"E\", ru = \"Э\" } }, ", "subscales", "the subscale `emotional` is there twice", "remove one"),
    ]);
}

#[test]
#[rustfmt::skip]
fn places_and_terms_that_cannot_be() {
    each_gives_its_problem(&[
        slip("places.toml", "kind = \"city\"", "kind = \"city\"\ntile = [0, 1]", "tile", "the tile is taken by `xx-west`", "of its own"),
        slip("retention.toml", "compartments = [\"education\"]", "compartments = []", "[[rule]]", "no rule says how long `education` is kept", "add \"education\""),
    ]);
}
