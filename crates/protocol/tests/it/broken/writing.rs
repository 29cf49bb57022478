use super::{each_gives_its_problem, slip};

#[test]
#[rustfmt::skip]
fn slips_in_writing() {
    each_gives_its_problem(&[
        slip("stages.toml", "phase = 2", "phase = ", "phase = ", "the value is missing", "behind the `=`"),
        slip("stages.toml", "\"arrived\"", "\"arrived", "\"arrived", "cannot be read here", "quotation marks"),
        slip("stages.toml", "[[stage]]", "[[stage]", "[[stage]", "cannot be read here", ""),
        slip("stages.toml", "phase = 2", "phase = 2\nphase = 3", "phase = 3", "cannot be read here: duplicate key", "remove one of the two"),
        slip("forms/visit.toml", "type = \"text\"", "type = text", "type = text", "cannot be read here", "quotation marks"),
        slip("roles.toml", "second_factor = true", "second_factr = true", "second_factr", "unknown key", "did you mean `second_factor`?"),
        slip("places.toml", "tile = [0, 1]", "colour = \"red\"", "colour", "unknown key `colour`", "known here are code"),
        slip("stages.toml", "phase = 2\n", "", "[[stage]]", "`phase` is missing", "add phase = 3"),
        slip("stages.toml", "phase = 2", "phase = 9", "phase = 9", "there is no phase 9", "from 0"),
        slip("stages.toml", "phase = 2", "phase = \"2\"", "phase = ", "is a text and should be a whole number", "phase = 3"),
        slip("roles.toml", "reaches_children = false\n", "", "[[role]]", "`reaches_children` is missing", "true, or false"),
        slip("roles.toml", "reaches_children = false", "reaches_children = \"no\"", "\"no\"", "true or false", "reaches_children = true"),
        slip("stages.toml", "from = [\"arrived\"]", "from = \"arrived\"", "from = ", "should be a list", "from = ["),
        slip("stages.toml", "from = [\"arrived\"]", "from = []", "from = ", "`from` is empty", "from = ["),
        slip("stages.toml", "from = [\"arrived\"]", "from = [1]", "from = ", "holds a number", "\"…\""),
    ]);
}

#[test]
#[rustfmt::skip]
fn texts_without_a_translation() {
    each_gives_its_problem(&[
        slip("records.toml", "label = { en = \"Child\", ru = \"Ребёнок\" }", "label = \"Child\"", "label", "given by language", "{ en = "),
        slip("records.toml", ", ru = \"Дети\"", "", "plural", "not translated into ru", "add ru = "),
        slip("records.toml", "ru = \"Дети\"", "ru = \"\"", "plural", "the `ru` text of `plural` is empty", "write it"),
        slip("records.toml", "ru = \"Дети\"", "ru = \"Дети\", de = \"Kinder\"", "plural", "given in `de`", "languages are en, ru"),
        slip("records.toml", "label = { en = \"Child\", ru = \"Ребёнок\" }\n", "", "[[kind]]", "`label` is missing", "ru = \"…\""),
        slip("lookups/yes_no.toml", ", ru = \"Нет\"", "", "label", "not translated into ru", "add ru"),
        slip("forms/visit.toml", ", ru = \"Наедине?\"", "", "[[field]]", "ru", ""),
    ]);
}

#[test]
#[rustfmt::skip]
fn values_of_the_wrong_kind() {
    each_gives_its_problem(&[
        slip("lookups/yes_no.toml", "code = \"no\"", "code = \"No way\"", "No way", "is no code", "a-z, 0-9").in_file("lookups/yes_no.toml"),
        slip("lookups/yes_no.toml", "weight = 1", "weight = [1]", "weight", "the column `weight` holds a list", "weight = "),
        slip("forms/visit.toml", "${alone} = 'no'", "${alon} = 'no'", "relevant", "alon", "alone"),
        slip("forms/visit.toml", "${alone} = 'no'", "${alone} = ", "relevant", "", ""),
        slip("protocol.toml", "version = \"xx-2026.1\"", "version = \"xx 2026\"", "version", "holds spaces", "kz-2026.1"),
        slip("protocol.toml", "country = \"xx\"", "country = \"Xanadu\"", "country", "no country code", "two letters"),
        slip("protocol.toml", "valid_from = 2026-01-01", "valid_from = \"1.1.2026\"", "valid_from", "a date of the calendar", "2026-01-31"),
        slip("protocol.toml", "Asia/Almaty", "Asia/Almata", "time_zone", "no time zone `Asia/Almata`", "did you mean `Asia/Almaty`?"),
        slip("protocol.toml", "time_zone = \"Asia/Almaty\"\n", "", "id = ", "`time_zone` is missing", "Asia/Almaty"),
        slip("urgency.toml", "code = \"soon\"", "code = \"later\"", "later", "there is no urgency", "urgent, soon, routine"),
        slip("urgency.toml", "[[urgency]]\ncode = \"soon\"\nlabel = { en = \"Soon\", ru = \"Скоро\" }\nabout = { en = \"Within three days.\", ru = \"За три дня.\" }\n", "", "", "`soon` is not described", "code = \"soon\""),
        slip("places.toml", "Asia/Aqtau", "Asia/Aktau", "time_zone", "no time zone `Asia/Aktau`", "did you mean"),
        slip("places.toml", "kind = \"city\"", "kind = \"village\"", "village", "no kind `village`", "country, region, district, city"),
        slip("places.toml", "tile = [0, 1]", "tile = [0]", "tile", "is not two whole numbers", "[3, 1]"),
        slip("pathway.toml", "urgent = \"48h\"", "urgent = \"2 days\"", "2 days", "no length of time", "24h"),
        slip("retention.toml", "keep = \"7y\"", "keep = \"7 years\"", "7 years", "no length of time", "permanent"),
        slip("retention.toml", "action = \"erase\"", "action = \"delete\"", "delete", "no action `delete`", "erase, anonymise"),
    ]);
}
