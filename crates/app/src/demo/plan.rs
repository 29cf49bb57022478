//! Who came home, with whom, on which flight, and where life took them: the country before any of it is written.
//!
//! Invariant: exactly 500 children and 225 adults; no worker has more than 24 open cases.

use domain::{Instant, PartialDate, PersonName, Urgency};
use jiff::{
    ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};

use super::{
    dice::Dice,
    names::{FamilyName, FullName, Given, Sex},
    staff::CENTRES,
};

/// The most open cases that one worker has.
const MOST_OPEN: usize = 24;

/// An operation.
pub(super) struct OperationPlan {
    pub(super) name: &'static str,
    pub(super) country: &'static str,
    pub(super) from: &'static str,
    pub(super) agreement: &'static str,
    /// How many people were expected.
    pub(super) expected: i64,
}

pub(super) const OPERATIONS: &[OperationPlan] = &[
    OperationPlan {
        name: "Қарлығаш",
        country: "sy",
        from: "Камышлы",
        agreement: "Поручение № 12, 2018",
        expected: 340,
    },
    OperationPlan {
        name: "Таң нұры",
        country: "iq",
        from: "Багдад",
        agreement: "Протокол о передаче, 2019",
        expected: 125,
    },
    OperationPlan {
        name: "Аққу",
        country: "sy",
        from: "Дамаск",
        agreement: "Поручение № 7, 2022",
        expected: 95,
    },
    OperationPlan {
        name: "Көктем самалы",
        country: "sy",
        from: "Эль-Хасака",
        agreement: "Поручение № 3, 2024",
        expected: 110,
    },
    OperationPlan {
        name: "Жаңа қоныс",
        country: "sy",
        from: "Эль-Хасака",
        agreement: "Поручение № 21",
        expected: 120,
    },
];

/// When a flight landed: on a day, or so many days before the demo's today.
#[derive(Clone, Copy)]
enum Landed {
    On(Date),
    DaysAgo(i64),
}

struct FlightShape {
    operation: usize,
    number: &'static str,
    landed: Landed,
    children: usize,
    adults: usize,
}

const fn shape(
    operation: usize,
    number: &'static str,
    landed: Landed,
    children: usize,
    adults: usize,
) -> FlightShape {
    FlightShape { operation, number, landed, children, adults }
}

const FLIGHTS: &[FlightShape] = &[
    shape(0, "Қарлығаш-1", Landed::On(date(2019, 2, 11)), 30, 12),
    shape(0, "Қарлығаш-2", Landed::On(date(2019, 5, 14)), 80, 36),
    shape(0, "Қарлығаш-3", Landed::On(date(2019, 5, 28)), 70, 32),
    shape(0, "Қарлығаш-4", Landed::On(date(2019, 6, 19)), 50, 22),
    shape(1, "Таң нұры-1", Landed::On(date(2019, 11, 27)), 14, 0),
    shape(1, "Таң нұры-2", Landed::On(date(2020, 12, 9)), 40, 21),
    shape(1, "Таң нұры-3", Landed::On(date(2021, 2, 4)), 31, 15),
    shape(2, "Аққу-1", Landed::On(date(2022, 4, 20)), 38, 18),
    shape(2, "Аққу-2", Landed::On(date(2023, 3, 15)), 24, 12),
    shape(3, "Көктем самалы-1", Landed::On(date(2024, 6, 12)), 38, 18),
    shape(3, "Көктем самалы-2", Landed::On(date(2025, 5, 21)), 36, 17),
    shape(4, "Жаңа қоныс-1", Landed::DaysAgo(41), 24, 11),
    shape(4, "Жаңа қоныс-2", Landed::DaysAgo(2), 15, 7),
    shape(4, "Жаңа қоныс-3", Landed::DaysAgo(0), 10, 4),
];

/// The earliest moment at which this country makes sense.
pub(super) const EARLIEST: Date = date(2025, 9, 1);

/// A flight.
pub(super) struct FlightPlan {
    pub(super) operation: usize,
    pub(super) name: &'static str,
    pub(super) landed: Instant,
    /// It is on its way.
    pub(super) today: bool,
}

/// What a person is in the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Mother,
    Father,
    /// Grandmother or aunt who came along.
    Relative,
    Child,
}

/// A person.
pub(super) struct PersonPlan {
    pub(super) place: Place,
    pub(super) sex: Sex,
    pub(super) name: FullName,
    pub(super) written: Vec<PersonName>,
    pub(super) born: Date,
    pub(super) birth: PartialDate,
    pub(super) urgency: Urgency,
}

impl PersonPlan {
    pub(super) fn is_child(&self) -> bool {
        self.place == Place::Child
    }
    /// Completed years on a day.
    pub(super) fn age_on(&self, day: Date) -> i16 {
        PartialDate::Day(self.born).age_on(day).0
    }
}

/// How a family's case went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// On the plane.
    Boarded,
    /// In the first days; families of the flight by turns, for not everything can be done at once.
    JustArrived { turn: usize },
    /// In the first weeks.
    FirstWeeks,
    /// At home; days from landing to the start of follow-up, if it came to that.
    Home { follow_up: Option<i64> },
    /// Closed so many days after landing.
    Closed { after: i64 },
    /// Closed and opened again.
    Reopened { after: i64 },
}

/// How far the first talks have come with a newly arrived family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstTalks {
    /// Everything is still to be asked.
    Waiting,
    /// Safe, and consent is still to be asked.
    Checked,
    /// Asked, and the first services too.
    Asked,
}

impl FirstTalks {
    /// By the family's turn.
    pub(super) const fn of(turn: usize) -> Self {
        match turn {
            0 => Self::Waiting,
            _ if turn % 2 == 1 => Self::Asked,
            _ => Self::Checked,
        }
    }
}

/// A family.
pub(super) struct FamilyPlan {
    pub(super) number: usize,
    pub(super) flight: usize,
    pub(super) name: FamilyName,
    pub(super) language: &'static str,
    pub(super) people: Vec<PersonPlan>,
    pub(super) course: Course,
    /// The centre they go home to.
    pub(super) centre: usize,
    /// Which of that centre's workers.
    pub(super) worker: usize,
    /// Which worker of the first weeks.
    pub(super) first_worker: usize,
    /// The children came without an adult of their own.
    pub(super) alone: bool,
    /// No worker was named yet.
    pub(super) unassigned: bool,
}

/// The country.
pub(super) struct Country {
    pub(super) today: Date,
    pub(super) flights: Vec<FlightPlan>,
    pub(super) families: Vec<FamilyPlan>,
}

impl Country {
    /// Invents it.
    pub(super) fn invent(seed: u64, now: Instant, zone: &TimeZone) -> Self {
        let today = now.to_zoned(zone.clone()).date();
        let mut country = Self { today, flights: Vec::new(), families: Vec::new() };
        for (index, flight) in FLIGHTS.iter().enumerate() {
            let (day, is_today) = match flight.landed {
                Landed::On(day) => (day, false),
                Landed::DaysAgo(days) => (today.saturating_sub(days.days()), days == 0),
            };
            let landed = day.at(11, 40, 0, 0).to_zoned(zone.clone()).map_or(now, |at| at.timestamp());
            country.flights.push(FlightPlan {
                operation: flight.operation,
                name: flight.number,
                landed,
                today: is_today,
            });
            country.fill_flight(seed, index, flight, day);
        }
        country.settle(seed);
        country
    }

    /// The families of a flight: adults with their children, and children who came without.
    fn fill_flight(&mut self, seed: u64, flight: usize, shape: &FlightShape, landed: Date) {
        let mut dice = Dice::new(seed, "flight", flight as u64);
        let mut sizes: Vec<(bool, usize)> = Vec::new();
        let mut left = shape.children;
        let mut alone = if shape.adults == 0 { shape.children } else { shape.children * 7 / 100 };
        left -= alone;
        while alone > 0 {
            let size = usize::try_from(dice.between(1, 3)).unwrap_or(1).min(alone);
            sizes.push((true, size));
            alone -= size;
        }
        // Now and then two women of a family came together, or somebody without a child.
        let mut adults = shape.adults;
        let mut heads = Vec::new();
        while adults > 0 {
            let together = if adults > 3 && dice.chance(9) { 2 } else { 1 };
            heads.push(together);
            adults -= together;
        }
        let first = sizes.len();
        sizes.extend(heads.iter().map(|_| (false, 0)));
        for head in 0..heads.len() {
            if left > 0 && !dice.chance(6) {
                sizes[first + head].1 = 1;
                left -= 1;
            }
        }
        while left > 0 {
            let head = first + dice.below(heads.len());
            if sizes[head].1 < 6 {
                sizes[head].1 += 1;
                left -= 1;
            }
        }
        for (index, (alone, children)) in sizes.into_iter().enumerate() {
            let adults = if alone { 0 } else { heads[index - first] };
            let number = self.families.len();
            let mut dice = Dice::new(seed, "family", number as u64);
            let name = FamilyName::throw(&mut dice);
            let language = name.pattern.language(&mut dice);
            let people = people(&name, adults, children, landed, &mut dice);
            let course = course(flight, landed, self.today, &mut dice);
            self.families.push(FamilyPlan {
                number,
                flight,
                name,
                language,
                people,
                course,
                centre: 0,
                worker: 0,
                first_worker: 0,
                alone,
                unassigned: false,
            });
        }
    }

    /// The newly arrived family of the first page: with a child of school age, and not too large.
    fn scene_of_first_page(&self) -> Option<usize> {
        let fits = |family: &FamilyPlan| {
            let school_age =
                |person: &&PersonPlan| person.is_child() && (6..12).contains(&person.age_on(self.today));
            let girl = family.people.iter().filter(school_age).any(|person| person.sex == Sex::Female);
            (!girl, !family.people.iter().any(|person| school_age(&person)), family.people.len())
        };
        let arrived = |family: &FamilyPlan| matches!(family.course, Course::JustArrived { .. });
        let all = self.families.iter().enumerate().filter(|(_, family)| arrived(family));
        all.min_by_key(|(_, family)| fits(family)).map(|(index, _)| index)
    }

    /// Where each family lives and who answers for them.
    fn settle(&mut self, seed: u64) {
        let mut dice = Dice::new(seed, "settle", 0);
        let mut load: Vec<Vec<usize>> = CENTRES.iter().map(|centre| vec![0; centre.workers]).collect();
        let mut first_load = [0_usize; 3];
        let weights: usize = CENTRES.iter().map(|centre| centre.weight).sum();
        let (mut turn, mut newest) = (0, None);
        let first = self.scene_of_first_page();
        if let Some(first) = first {
            for person in &mut self.families[first].people {
                person.birth = PartialDate::Day(person.born);
            }
        }
        for (index, family) in self.families.iter_mut().enumerate() {
            family.first_worker = match &mut family.course {
                Course::JustArrived { turn: own } => {
                    if Some(index) == first {
                        *own = 0;
                    } else {
                        turn += 1;
                        *own = turn;
                        newest = Some(index);
                    }
                    *own % first_load.len()
                }
                Course::FirstWeeks => {
                    (0..first_load.len()).min_by_key(|worker| first_load[*worker]).unwrap_or_default()
                }
                _ => dice.below(first_load.len()),
            };
            if matches!(family.course, Course::JustArrived { .. } | Course::FirstWeeks) {
                first_load[family.first_worker] += family.people.len();
            }
        }
        if let Some(newest) = newest {
            let family = &mut self.families[newest];
            family.unassigned = true;
            // Where nobody answers for them, nothing was done.
            family.course = Course::JustArrived { turn: 0 };
        }
        // The worker of the first page holds people of both teams, so that every stage is hers to show.
        load[0][0] = first_load[0];
        for family in &mut self.families {
            let mut throw = dice.below(weights);
            let mut centre = 0;
            for (index, known) in CENTRES.iter().enumerate() {
                if throw < known.weight {
                    centre = index;
                    break;
                }
                throw -= known.weight;
            }
            let open = matches!(family.course, Course::Home { .. } | Course::Reopened { .. });
            let size = family.people.len();
            if open {
                let has_room = |centre: usize| load[centre].iter().any(|load| load + size <= MOST_OPEN);
                if !has_room(centre) {
                    centre = (0..CENTRES.len())
                        .min_by_key(|centre| load[*centre].iter().min().copied().unwrap_or(usize::MAX))
                        .unwrap_or(centre);
                }
                let workers = &mut load[centre];
                let lightest = (0..workers.len()).min_by_key(|worker| workers[*worker]).unwrap_or_default();
                let worker = if centre == 0 && workers[0] + size < MOST_OPEN { 0 } else { lightest };
                workers[worker] += size;
                family.worker = worker;
            } else {
                family.worker = dice.below(load[centre].len());
            }
            family.centre = centre;
            // Who hands over and who takes over are two people.
            if centre == 0 && family.course == Course::FirstWeeks {
                family.first_worker = 1;
            }
        }
    }
}

fn course(flight: usize, landed: Date, today: Date, dice: &mut Dice) -> Course {
    let days = i64::from(landed.until(today).map_or(0, |span| span.get_days()));
    match FLIGHTS[flight].landed {
        Landed::DaysAgo(0) => return Course::Boarded,
        Landed::DaysAgo(..10) => return Course::JustArrived { turn: 0 },
        Landed::DaysAgo(_) => {
            return if dice.chance(45) { Course::Home { follow_up: None } } else { Course::FirstWeeks };
        }
        Landed::On(_) => {}
    }
    let closed = match days {
        2200.. => 78,
        1700.. => 55,
        1200.. => 28,
        700.. => 8,
        _ => 0,
    };
    let longest = (days - 120).min(1500);
    if dice.chance(closed) && longest > 430 {
        let after = dice.between(420, longest);
        if after + 200 < days && dice.chance(5) {
            Course::Reopened { after }
        } else {
            Course::Closed { after }
        }
    } else if days > 400 && dice.chance(62) {
        Course::Home { follow_up: Some(dice.between(240, 390)) }
    } else {
        Course::Home { follow_up: None }
    }
}

fn people(
    name: &FamilyName,
    adults: usize,
    children: usize,
    landed: Date,
    dice: &mut Dice,
) -> Vec<PersonPlan> {
    let mut people = Vec::new();
    let urgency = match dice.below(100) {
        0..8 => Urgency::Urgent,
        8..36 => Urgency::Soon,
        _ => Urgency::Routine,
    };
    for adult in 0..adults {
        let (place, sex) = match adult {
            0 if dice.chance(7) => (Place::Father, Sex::Male),
            0 => (Place::Mother, Sex::Female),
            _ => (Place::Relative, Sex::Female),
        };
        let years = if place == Place::Relative { dice.between(46, 63) } else { dice.between(23, 41) };
        // A mother often bears a name of her own.
        let own = if place == Place::Mother && dice.chance(55) {
            FamilyName::of(name.pattern, dice)
        } else {
            name.clone()
        };
        people.push(person(
            place,
            sex,
            own.adult(sex, dice),
            born(landed, years * 12 + dice.between(0, 11), dice),
            urgency,
            dice,
        ));
    }
    let father = name.father(dice);
    let mut taken: Vec<Given> = Vec::new();
    // The eldest first; a mother of 24 has no child of 15.
    let mother_years = people
        .iter()
        .find(|person| person.place == Place::Mother)
        .map(|mother| i64::from(mother.age_on(landed)));
    let oldest = mother_years.map_or(170, |years| ((years - 18) * 12).clamp(12, 190));
    let mut months = dice.between(oldest / 3, oldest);
    for _ in 0..children {
        let sex = if dice.chance(50) { Sex::Female } else { Sex::Male };
        let full = name.child(sex, father, &taken, dice);
        taken.push(full.given);
        let urgency = if dice.chance(15) { Urgency::Soon } else { urgency };
        people.push(person(Place::Child, sex, full, born(landed, months, dice), urgency, dice));
        months = (months - dice.between(13, 34)).max(2 + dice.between(0, 9));
    }
    people
}

fn born(landed: Date, months: i64, dice: &mut Dice) -> Date {
    let day = landed.saturating_sub(months.months());
    day.saturating_sub(dice.between(0, 27).days())
}

fn person(
    place: Place,
    sex: Sex,
    name: FullName,
    born: Date,
    urgency: Urgency,
    dice: &mut Dice,
) -> PersonPlan {
    let birth = match dice.below(100) {
        0..64 => PartialDate::Day(born),
        64..78 => PartialDate::Month(born.year(), born.month()),
        78..90 => PartialDate::Year(born.year()),
        90..97 => PartialDate::About(born.year(), 1),
        // A clerk wrote day and month the other way round, and nobody knows which is right.
        _ => match Date::new(born.year(), born.day(), born.month()) {
            Ok(other) => PartialDate::either(born, other),
            Err(_) => PartialDate::Day(born),
        },
    };
    let written = name.written(dice);
    PersonPlan { place, sex, name, written, born, birth, urgency }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn country(seed: u64) -> Country {
        let now = "2026-03-02T04:00:00Z".parse().unwrap();
        Country::invent(seed, now, &TimeZone::UTC)
    }

    #[test]
    fn as_many_came_home_as_the_country_says() {
        for seed in 0..12 {
            let country = country(seed);
            let people = || country.families.iter().flat_map(|family| &family.people);
            assert_eq!(people().filter(|person| person.is_child()).count(), 500);
            assert_eq!(people().filter(|person| !person.is_child()).count(), 225);
            for family in &country.families {
                let landed = country.flights[family.flight].landed.to_zoned(TimeZone::UTC).date();
                assert!(!family.people.is_empty());
                for person in &family.people {
                    let age = person.age_on(landed);
                    assert!(if person.is_child() { (0..18).contains(&age) } else { age >= 18 }, "{age}");
                }
            }
        }
    }

    #[test]
    fn no_worker_has_more_than_can_be_done() {
        for seed in 0..12 {
            let mut load: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            for family in &country(seed).families {
                if matches!(family.course, Course::Home { .. } | Course::Reopened { .. }) {
                    *load.entry((family.centre, family.worker)).or_default() += family.people.len();
                }
            }
            let most = load.values().max().copied().unwrap_or_default();
            assert!(most <= MOST_OPEN + 1, "{most} of seed {seed}");
        }
    }

    #[test]
    fn the_same_seed_invents_the_same_country() {
        let names = |seed| -> Vec<String> {
            let country = country(seed);
            country
                .families
                .iter()
                .flat_map(|family| &family.people)
                .map(|person| person.name.short())
                .collect()
        };
        assert_eq!(names(7), names(7));
        assert_ne!(names(7), names(8));
    }
}
