//! A protocol's form as fields on a page: one way to draw it, from what was typed or from what is stored.
//!
//! Invariant: what is drawn comes from the same logic that accepts it; a sensitive answer that was not opened on
//! purpose is not on the page, not even hidden.

mod drawn;
mod spell;
mod tell;

use std::collections::BTreeMap;

use app::matching::Father;
use domain::Script;
use forms::{
    Field as Asked, FieldType, Form, Group, Item, Presence, Required, Setting, Solved,
    submission::FieldProblem,
};
use maud::{Markup, html};

pub(crate) use drawn::Drawn;
pub(crate) use tell::{Sensitive, all_answers, answers, has_sensitive, person, value_text};

use crate::{
    args,
    look::{
        self, Band, Choice, Field, Laid, NameTyped, Need, Number, PartialDateTyped, Problem, Region, Repeat,
        Rows, ScoreAsked, Shown, Subscale, TextKind, Ticked,
    },
    visit::Visit,
    words::Arg,
};

/// A form on its way to the page.
pub(crate) struct Asking<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) setting: &'a Setting<'a>,
    pub(crate) drawn: &'a Drawn,
    pub(crate) problems: &'a [FieldProblem],
    /// Whether a father's name has an input of its own where none is written.
    pub(crate) father: Father,
}

/// The row that a field stands in.
#[derive(Clone, Copy)]
struct Row<'a> {
    repeat: &'a str,
    /// Its place among the rows of `solved`.
    index: usize,
    /// The number it is sent under; the sender's, which problems name too.
    number: &'a str,
    solved: &'a Solved,
}

impl Asking<'_> {
    fn form(&self) -> &Form {
        self.setting.form
    }

    fn typed(&self, name: &str) -> &str {
        self.drawn.typed.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn all_typed(&self, name: &str) -> Vec<&str> {
        self.drawn
            .typed
            .iter()
            .filter(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
            .collect()
    }

    fn problem(&self, name: &str, row: Option<Row<'_>>) -> Option<&FieldProblem> {
        let is_here = |problem: &FieldProblem| match (row, problem.row) {
            (Some(row), Some(number)) => row.number == number.to_string(),
            (None, None) => true,
            _ => false,
        };
        self.problems.iter().find(|problem| problem.field == name && is_here(problem))
    }

    /// A problem in words: the form's own, or ours for its code.
    fn sentence(&self, problem: &FieldProblem) -> String {
        if !problem.message.is_empty() {
            return self.visit.text(&problem.message);
        }
        let args: Vec<(&'static str, Arg<'_>)> = problem
            .args
            .iter()
            .map(|(name, value)| (*name, value.parse::<i64>().map_or_else(|_| Arg::from(value), Arg::Number)))
            .collect();
        self.visit.words.say_code("wrong", problem.reason.code(), &args)
    }

    /// The summary of all problems, each leading to its field.
    pub(crate) fn summary(&self) -> Markup {
        let fields = self.form().fields();
        let told: Vec<(String, Option<String>, String)> = self
            .problems
            .iter()
            .map(|problem| {
                let label = fields
                    .iter()
                    .find(|(field, _)| field.name == *problem.field)
                    .map(|(field, _)| self.visit.text(&field.label));
                let home = fields
                    .iter()
                    .find(|(field, _)| field.name == *problem.field)
                    .and_then(|(_, home)| home.map(|home| home.name.clone()));
                let id = match (home, problem.row) {
                    (Some(home), Some(row)) => format!("{home}.{row}.{}", problem.field),
                    _ => problem.field.clone(),
                };
                (id, label, self.sentence(problem))
            })
            .collect();
        let problems: Vec<Problem<'_>> = told
            .iter()
            .map(|(id, label, message)| Problem {
                field: label.is_some().then_some(id.as_str()),
                label: label.as_deref(),
                message,
            })
            .collect();
        look::error_summary(self.visit.words, &problems)
    }

    /// All fields of the form.
    pub(crate) fn fields(&self) -> Markup {
        self.items(&self.form().items, None)
    }

    /// Whether some question depends on the answer to another, so that a page without JavaScript must be asked again.
    pub(crate) fn depends(&self) -> bool {
        fn some(items: &[Item]) -> bool {
            items.iter().any(|item| match item {
                Item::Field(field) => {
                    field.relevant.is_some() || field.choice_filter.is_some() || field.calculation.is_some()
                }
                Item::Group(group) | Item::Repeat(group) => group.relevant.is_some() || some(&group.items),
            })
        }
        some(&self.form().items)
    }

    /// The words for what `page.js` finds wrong.
    pub(crate) fn live_words(&self) -> Markup {
        let bounds = args!["least" => "{least}", "most" => "{most}", "step" => "{step}"];
        let said: Vec<(&str, String)> = forms::device::SAID
            .iter()
            .map(|reason| (reason.code(), self.visit.words.say_code("wrong", reason.code(), bounds)))
            .collect();
        look::live_words(&said)
    }

    fn items(&self, items: &[Item], row: Option<Row<'_>>) -> Markup {
        html! {
            @for item in items {
                @match item {
                    Item::Field(field) => (self.field(field, row)),
                    Item::Group(group) => (self.group(group, row)),
                    Item::Repeat(group) => (self.repeat(group)),
                }
            }
        }
    }

    fn solved<'s>(&'s self, row: Option<Row<'s>>) -> &'s Solved {
        row.map_or(&self.drawn.solved, |row| row.solved)
    }

    fn shown(&self, name: &str, row: Option<Row<'_>>) -> Shown {
        if self.solved(row).is_hidden(name, row.map(|row| row.index)) { Shown::No } else { Shown::Yes }
    }

    fn group(&self, group: &Group, row: Option<Row<'_>>) -> Markup {
        let hint = self.visit.text(&group.hint);
        look::group(
            group.name.as_str(),
            &self.visit.text(&group.label),
            (!hint.is_empty()).then_some(hint.as_str()),
            self.shown(group.name.as_str(), row),
            &self.items(&group.items, row),
        )
    }

    fn repeat(&self, group: &Group) -> Markup {
        let name = group.name.as_str();
        let title = self.visit.text(&group.label);
        let words = self.visit.words;
        let hint = self.visit.text(&group.hint);
        let numbers = self.drawn.rows.get(name).map_or(&[][..], Vec::as_slice);
        let solved = &self.drawn.solved;
        let rows: Vec<(usize, Markup)> = (0..solved.rows(name).max(numbers.len()))
            .map(|index| {
                let number = numbers.get(index).copied().unwrap_or(index);
                let row = Row { repeat: name, index, number: &number.to_string(), solved };
                (number, self.items(&group.items, Some(row)))
            })
            .collect();
        let blank = Row {
            repeat: name,
            index: numbers.len(),
            number: drawn::BLANK_ROW,
            solved: &self.drawn.with_blank,
        };
        let add = words.say_with("field-add-what", args!["what" => &title]);
        look::repeat(
            words,
            Repeat {
                name,
                title: &title,
                hint: (!hint.is_empty()).then_some(hint.as_str()),
                one: &title,
                add: group.repeat_count.is_none().then_some(add.as_str()),
                shown: self.shown(name, None),
            },
            &Rows {
                rows: &rows,
                blank: &self.items(&group.items, Some(blank)),
                removed: self.drawn.removed.get(name).map_or(&[][..], Vec::as_slice),
            },
        )
    }

    fn field(&self, asked: &Asked, row: Option<Row<'_>>) -> Markup {
        let words = self.visit.words;
        let code = asked.name.as_str();
        let index = row.map(|row| row.index);
        let name = row.map_or_else(|| code.to_owned(), |row| format!("{}.{}.{code}", row.repeat, row.number));
        let label = self.visit.text(&asked.label);
        let hint = self.visit.text(&asked.hint);
        let shown = self.shown(code, row);
        let problem = self.problem(code, row);
        let error = problem.map(|problem| self.sentence(problem));
        let need = if matches!(asked.required, Required::Always) { Need::Required } else { Need::Optional };
        let field = Field::new(&name, &label)
            .hint((!hint.is_empty()).then_some(hint.as_str()))
            .error(error.as_deref())
            .part(problem.and_then(|problem| problem.part.as_deref()))
            .need(need)
            .laid(if asked.appearance.iter().any(|hint| hint == "horizontal") {
                Laid::Across
            } else {
                Laid::Down
            })
            .shown(shown);
        if self.drawn.closed.contains(&name) {
            return look::closed_field(words, field);
        }
        let is_computed = asked.calculation.is_some() || matches!(asked.field_type, FieldType::Calculate);
        if asked.presence == Presence::ReadOnly || is_computed {
            if matches!(asked.field_type, FieldType::Calculate) && label.is_empty() {
                return html! {};
            }
            let value = self.solved(row).answer(code, index).text();
            return look::calculated_field(field, (!value.is_empty()).then_some(value.as_str()));
        }
        match &asked.field_type {
            FieldType::Note => look::form_note(code, &label, shown),
            FieldType::Calculate | FieldType::Hidden => html! {},
            FieldType::Text if asked.appearance.iter().any(|hint| hint == "multiline") => {
                look::text_area(words, field, 4, self.typed(&name))
            }
            FieldType::Text => look::text_field(words, field, TextKind::Plain, self.typed(&name)),
            FieldType::Integer => look::number_field(words, field, Number::Whole, None, self.typed(&name)),
            FieldType::Decimal | FieldType::Range { .. } => {
                look::number_field(words, field, Number::Decimal, None, self.typed(&name))
            }
            FieldType::SelectOne(_) => {
                let known = self.choices(asked, row);
                let choices: Vec<Choice<'_>> = known.iter().map(Known::as_choice).collect();
                let chosen = Some(self.typed(&name)).filter(|chosen| !chosen.is_empty());
                // Nothing chosen is an answer too: a choice may no longer be offered.
                html! { input type="hidden" name=(name) value=""; (look::choice_field(words, field, &choices, chosen)) }
            }
            FieldType::SelectMultiple(_) => {
                let known = self.choices(asked, row);
                let choices: Vec<Choice<'_>> = known.iter().map(Known::as_choice).collect();
                look::choices_field(words, field, &choices, &self.all_typed(&name))
            }
            FieldType::Place => self.place(field, &name),
            FieldType::Date => look::date_field(words, field, self.typed(&name)),
            FieldType::Time => look::time_field(words, field, self.typed(&name)),
            FieldType::DateTime => look::date_time_field(words, field, self.typed(&name)),
            FieldType::PartialDate => self.partial_date(field, &name),
            FieldType::PersonName => self.names(field, &name),
            FieldType::Score(instrument) => self.score(field, &name, instrument.as_str()),
            FieldType::Acknowledge => {
                let ticked = if self.typed(&name).is_empty() { Ticked::No } else { Ticked::Yes };
                html! { input type="hidden" name=(name) value=""; (look::tick_field(field, "OK", ticked)) }
            }
            // Files have a use case of their own; a form shows that one is there.
            FieldType::File => html! {},
        }
    }

    /// Every choice that may be offered, whatever the other answers are now.
    fn choices(&self, asked: &Asked, row: Option<Row<'_>>) -> Vec<Known> {
        let solved = self.solved(row);
        let index = row.map(|row| row.index);
        let offered = solved.offered(self.setting, asked, index);
        solved
            .offerable(self.setting, asked, index)
            .into_iter()
            .map(|choice| Known {
                shown: if offered.iter().any(|one| one.code == choice.code) { Shown::Yes } else { Shown::No },
                code: choice.code.to_owned(),
                label: self.visit.text(choice.label),
            })
            .collect()
    }

    fn place(&self, field: Field<'_>, name: &str) -> Markup {
        let regions = regions(self.visit);
        let shown: Vec<Region<'_>> = regions.iter().map(RegionText::as_region).collect();
        let chosen = Some(self.typed(name)).filter(|chosen| !chosen.is_empty());
        look::place_field(self.visit.words, field, &shown, chosen)
    }

    fn partial_date(&self, field: Field<'_>, name: &str) -> Markup {
        let part = |part: &str| self.typed(&format!("{name}.{part}")).to_owned();
        let (day, month, year, about, either) =
            (part("day"), part("month"), part("year"), part("about"), part("either"));
        let said = either.parse().ok().map(|date| self.visit.words.partial_date(date)).unwrap_or_default();
        look::partial_date_field(
            self.visit.words,
            field,
            PartialDateTyped {
                day: &day,
                month: &month,
                year: &year,
                about: &about,
                either: (!either.is_empty()).then_some((either.as_str(), said.as_str())),
            },
        )
    }

    fn names(&self, field: Field<'_>, name: &str) -> Markup {
        let script_of = |script: Script| -> Vec<String> {
            ["full", "given", "father", "family", "kunya", "earlier"]
                .into_iter()
                .map(|part| self.typed(&format!("{name}.{part}.{}", script.code())).to_owned())
                .collect()
        };
        let scripts = [Script::Cyrillic, Script::Latin, Script::Arabic, Script::Other];
        let typed: Vec<(Script, Vec<String>)> =
            scripts.into_iter().map(|script| (script, script_of(script))).collect();
        let rows: Vec<NameTyped<'_>> = typed
            .iter()
            .filter(|(script, parts)| *script != Script::Other || parts.iter().any(|part| !part.is_empty()))
            .map(|(script, parts)| NameTyped {
                script: *script,
                full: &parts[0],
                given: &parts[1],
                father: &parts[2],
                asks_father: self.father == Father::Speaks || !parts[2].is_empty(),
                family: &parts[3],
                kunya: &parts[4],
                earlier: &parts[5],
            })
            .collect();
        look::name_field(self.visit.words, field, &rows)
    }

    fn score(&self, field: Field<'_>, name: &str, instrument: &str) -> Markup {
        let protocol = self.visit.app().protocol();
        let Some(rule) = protocol.instruments().get(instrument) else { return html! {} };
        let informants: Vec<(String, String)> = rule
            .informants
            .iter()
            .map(|code| {
                let label = protocol.choice("informants", code.as_str()).map(|label| self.visit.text(label));
                (code.to_string(), label.unwrap_or_default())
            })
            .collect();
        let choices: Vec<Choice<'_>> =
            informants.iter().map(|(code, label)| Choice::new(code, label)).collect();
        let informant = self.typed(&format!("{name}.informant")).to_owned();
        let banded: Vec<(&str, Vec<BandText>)> = informants
            .iter()
            .map(|(code, label)| {
                let own = rule.bands.iter().filter(|band| band.informant == *code.as_str());
                let said = |band: &protocol::Band| BandText {
                    range: (band.from, band.to),
                    label: self.visit.text(&band.label),
                };
                (label.as_str(), own.map(said).collect())
            })
            .collect();
        let bands: Vec<(&str, Vec<Band<'_>>)> = banded
            .iter()
            .filter(|(_, own)| !own.is_empty())
            .map(|(who, own)| (*who, own.iter().map(BandText::as_band).collect()))
            .collect();
        let parts: Vec<(String, String, (i64, i64), String)> = rule
            .subscales
            .iter()
            .map(|one| {
                let typed = self.typed(&format!("{name}.sub.{}", one.code)).to_owned();
                (one.code.to_string(), self.visit.text(&one.label), one.range, typed)
            })
            .collect();
        let subscales: Vec<Subscale<'_>> = parts
            .iter()
            .map(|(code, label, range, value)| Subscale { code, label, range: *range, value })
            .collect();
        let total = self.typed(&format!("{name}.total")).to_owned();
        look::score_field(
            self.visit.words,
            field,
            ScoreAsked {
                range: rule.total,
                bands: &bands,
                subscales: &subscales,
                informants: &choices,
                total: &total,
                informant: (!informant.is_empty()).then_some(informant.as_str()),
            },
        )
    }
}

/// A choice in the reader's language.
struct Known {
    code: String,
    label: String,
    shown: Shown,
}

impl Known {
    fn as_choice(&self) -> Choice<'_> {
        Choice::new(&self.code, &self.label).shown(self.shown)
    }
}

/// A band of a score in the reader's language.
struct BandText {
    range: (i64, i64),
    label: String,
}

impl BandText {
    fn as_band(&self) -> Band<'_> {
        Band { from: self.range.0, to: self.range.1, label: &self.label }
    }
}

/// A region in the reader's language.
pub(crate) struct RegionText {
    pub(crate) code: String,
    pub(crate) label: String,
    districts: Vec<(String, String)>,
}

impl RegionText {
    pub(crate) fn as_region(&self) -> Region<'_> {
        Region {
            code: &self.code,
            label: &self.label,
            districts: self.districts.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect(),
        }
    }
}

/// The regions of the protocol with their districts, in the reader's language and order.
pub(crate) fn regions(visit: &Visit) -> Vec<RegionText> {
    let protocol = visit.app().protocol();
    let mut regions: Vec<RegionText> = Vec::new();
    let mut districts: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for place in protocol.places().iter().filter(|place| !place.retired) {
        let (code, label) = (place.code.to_string(), visit.text(&place.label));
        let parent = place.parent.as_ref().map(domain::PlaceCode::as_str);
        let top = parent
            .is_none_or(|parent| protocol.places().get(parent).is_some_and(|parent| parent.parent.is_none()));
        match parent {
            Some(parent) if !top => districts.entry(parent.to_owned()).or_default().push((code, label)),
            Some(_) => regions.push(RegionText { code, label, districts: Vec::new() }),
            None => {}
        }
    }
    for region in &mut regions {
        region.districts = districts.remove(&region.code).unwrap_or_default();
        region.districts.sort_by(|a, b| visit.words.compare(&a.1, &b.1));
    }
    regions.sort_by(|a, b| visit.words.compare(&a.label, &b.label));
    regions
}
