//! Invented people's names, in the patterns met in Kazakhstan: Kazakh, Russian, Uzbek, Chechen, with the Arabic and
//! Latin spellings that lists and papers from abroad carry.

use domain::{NameRole, PersonName};

use super::dice::Dice;

/// Girl or boy, woman or man.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Female,
    Male,
}

impl Sex {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
    /// One of two forms of a word.
    pub(super) const fn form<T: Copy>(self, female: T, male: T) -> T {
        match self {
            Self::Female => female,
            Self::Male => male,
        }
    }
}

/// How a family is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    Kazakh,
    Russian,
    Uzbek,
    Chechen,
}

impl Pattern {
    pub(super) fn throw(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..64 => Self::Kazakh,
            64..74 => Self::Russian,
            74..88 => Self::Uzbek,
            _ => Self::Chechen,
        }
    }
    /// The language the family speaks at home.
    pub(super) fn language(self, dice: &mut Dice) -> &'static str {
        match self {
            Self::Kazakh if dice.chance(62) => "kk",
            Self::Kazakh | Self::Russian => "ru",
            Self::Uzbek => "uz",
            Self::Chechen => "ce",
        }
    }
}

/// A given name in three scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) cyrillic: &'static str,
    latin: &'static str,
    arabic: &'static str,
}

const fn g(cyrillic: &'static str, latin: &'static str, arabic: &'static str) -> Given {
    Given { cyrillic, latin, arabic }
}

const KAZAKH_WOMEN: &[Given] = &[
    g("Айгүл", "Aigul", "آيغول"),
    g("Гүлнар", "Gulnar", "غولنار"),
    g("Айнұр", "Ainur", "آينور"),
    g("Сәуле", "Saule", "ساوله"),
    g("Жанар", "Zhanar", "جنار"),
    g("Ботагөз", "Botagoz", "بوتاغوز"),
    g("Мадина", "Madina", "مدينة"),
    g("Әсел", "Asel", "أسيل"),
    g("Динара", "Dinara", "دينارا"),
    g("Меруерт", "Meruert", "ميرويرت"),
    g("Назгүл", "Nazgul", "نازغول"),
    g("Қарлығаш", "Karlygash", "كارليغاش"),
    g("Ақмарал", "Akmaral", "أقمارال"),
    g("Жұлдыз", "Zhuldyz", "جولدوز"),
    g("Салтанат", "Saltanat", "سلطنات"),
    g("Алмагүл", "Almagul", "ألماغول"),
];
const KAZAKH_MEN: &[Given] = &[
    g("Болат", "Bolat", "بولات"),
    g("Ерлан", "Erlan", "إرلان"),
    g("Нұрлан", "Nurlan", "نورلان"),
    g("Серік", "Serik", "سيريك"),
    g("Данияр", "Daniyar", "دانيار"),
    g("Бауыржан", "Bauyrzhan", "باويرجان"),
    g("Талғат", "Talgat", "طلعت"),
    g("Қайрат", "Kairat", "قيرات"),
    g("Мақсат", "Maksat", "مقصات"),
    g("Асхат", "Askhat", "أسخات"),
    g("Жандос", "Zhandos", "جاندوس"),
    g("Рүстем", "Rustem", "رستم"),
];
const KAZAKH_GIRLS: &[Given] = &[
    g("Айша", "Aisha", "عائشة"),
    g("Мәриям", "Mariyam", "مريم"),
    g("Хадиша", "Khadisha", "خديجة"),
    g("Аяла", "Ayala", "أيالا"),
    g("Инжу", "Inzhu", "إنجو"),
    g("Томирис", "Tomiris", "توميريس"),
    g("Аружан", "Aruzhan", "أروجان"),
    g("Айым", "Aiym", "أيم"),
    g("Сафия", "Safiya", "صفية"),
    g("Раяна", "Rayana", "ريانا"),
    g("Зере", "Zere", "زيره"),
    g("Кәусар", "Kausar", "كوثر"),
    g("Әмина", "Amina", "آمنة"),
    g("Фатима", "Fatima", "فاطمة"),
];
const KAZAKH_BOYS: &[Given] = &[
    g("Әлихан", "Alikhan", "علي خان"),
    g("Омар", "Omar", "عمر"),
    g("Айсұлтан", "Aisultan", "أيسلطان"),
    g("Ибраһим", "Ibrahim", "إبراهيم"),
    g("Жүсіп", "Zhusip", "يوسف"),
    g("Мансұр", "Mansur", "منصور"),
    g("Нұрислам", "Nurislam", "نور الإسلام"),
    g("Ерасыл", "Erasyl", "إراسيل"),
    g("Сұлтан", "Sultan", "سلطان"),
    g("Хамза", "Khamza", "حمزة"),
    g("Рамазан", "Ramazan", "رمضان"),
    g("Дінмұхамед", "Dinmukhamed", "دين محمد"),
    g("Абдуллаһ", "Abdullah", "عبد الله"),
    g("Билал", "Bilal", "بلال"),
];
const RUSSIAN_WOMEN: &[Given] = &[
    g("Марина", "Marina", "مارينا"),
    g("Елена", "Elena", "إيلينا"),
    g("Светлана", "Svetlana", "سفيتلانا"),
    g("Наталья", "Natalya", "ناتاليا"),
    g("Оксана", "Oksana", "أوكسانا"),
    g("Регина", "Regina", "ريجينا"),
];
const RUSSIAN_MEN: &[Given] = &[
    g("Руслан", "Ruslan", "رسلان"),
    g("Тимур", "Timur", "تيمور"),
    g("Артур", "Artur", "أرتور"),
    g("Антон", "Anton", "أنطون"),
];
const RUSSIAN_GIRLS: &[Given] = &[
    g("София", "Sofia", "صوفيا"),
    g("Мария", "Maria", "ماريا"),
    g("Алина", "Alina", "ألينا"),
    g("Карина", "Karina", "كارينا"),
    g("Ясмина", "Yasmina", "ياسمينة"),
    g("Самира", "Samira", "سميرة"),
];
const RUSSIAN_BOYS: &[Given] = &[
    g("Данил", "Danil", "دانيل"),
    g("Адам", "Adam", "آدم"),
    g("Илья", "Ilya", "إيليا"),
    g("Марат", "Marat", "مارات"),
    g("Юсуф", "Yusuf", "يوسف"),
    g("Амир", "Amir", "أمير"),
];
const UZBEK_WOMEN: &[Given] = &[
    g("Дилноза", "Dilnoza", "دلنوزا"),
    g("Гулчехра", "Gulchekhra", "غولتشهره"),
    g("Феруза", "Feruza", "فيروزة"),
    g("Насиба", "Nasiba", "نسيبة"),
    g("Шахноза", "Shakhnoza", "شاه نوزا"),
    g("Зульфия", "Zulfiya", "زلفية"),
];
const UZBEK_MEN: &[Given] = &[
    g("Рустам", "Rustam", "رستم"),
    g("Шерзод", "Sherzod", "شيرزاد"),
    g("Бахтиёр", "Bakhtiyor", "بختيار"),
    g("Фаррух", "Farrukh", "فرخ"),
];
const UZBEK_GIRLS: &[Given] = &[
    g("Мадинабону", "Madinabonu", "مدينة بانو"),
    g("Севара", "Sevara", "سيفارا"),
    g("Робия", "Robiya", "رابعة"),
    g("Муслима", "Muslima", "مسلمة"),
    g("Лола", "Lola", "لولا"),
    g("Зиёда", "Ziyoda", "زيادة"),
];
const UZBEK_BOYS: &[Given] = &[
    g("Жавохир", "Zhavokhir", "جواهر"),
    g("Абубакр", "Abubakr", "أبو بكر"),
    g("Умид", "Umid", "أميد"),
    g("Сардор", "Sardor", "سردار"),
    g("Мухаммад", "Mukhammad", "محمد"),
    g("Диёр", "Diyor", "ديار"),
];
const CHECHEN_WOMEN: &[Given] = &[
    g("Хеда", "Kheda", "خيدا"),
    g("Зарема", "Zarema", "زاريما"),
    g("Малика", "Malika", "مليكة"),
    g("Лиза", "Liza", "ليزا"),
    g("Петимат", "Petimat", "بتيمات"),
];
const CHECHEN_MEN: &[Given] = &[
    g("Магомед", "Magomed", "محمد"),
    g("Аслан", "Aslan", "أصلان"),
    g("Ислам", "Islam", "إسلام"),
    g("Ахмед", "Akhmed", "أحمد"),
];
const CHECHEN_GIRLS: &[Given] = &[
    g("Марьям", "Maryam", "مريم"),
    g("Хава", "Khava", "حواء"),
    g("Аминат", "Aminat", "آمنات"),
    g("Самра", "Samra", "سمراء"),
    g("Иман", "Iman", "إيمان"),
];
const CHECHEN_BOYS: &[Given] = &[
    g("Умар", "Umar", "عمر"),
    g("Мансур", "Mansur", "منصور"),
    g("Адлан", "Adlan", "عدلان"),
    g("Юнус", "Yunus", "يونس"),
    g("Халид", "Khalid", "خالد"),
];

const KAZAKH_FAMILIES: &[&str] = &[
    "Сейітов",
    "Қалиев",
    "Оразбаев",
    "Тілеубаев",
    "Бекмағамбетов",
    "Жұмабаев",
    "Нұрғалиев",
    "Әбдіраманов",
    "Досжанов",
    "Ермеков",
    "Садықов",
    "Мұқанов",
    "Байжанов",
    "Тоқтаров",
    "Құдайбергенов",
    "Есенов",
    "Алпысбаев",
    "Ізтілеуов",
    "Қуанышев",
    "Рысбеков",
    "Сүлейменов",
    "Дүйсенов",
    "Абылқасымов",
    "Төлегенов",
    "Кенжебаев",
    "Шәріпов",
];
const RUSSIAN_FAMILIES: &[&str] = &[
    "Ковалёв",
    "Савельев",
    "Лебедев",
    "Никонов",
    "Астахов",
    "Рогов",
    "Белов",
    "Журавлёв",
    "Мельников",
    "Уваров",
];
const UZBEK_FAMILIES: &[&str] = &[
    "Юлдашев",
    "Каримов",
    "Турсунов",
    "Эргашев",
    "Холматов",
    "Рахимов",
    "Абдуллаев",
    "Мирзаев",
    "Насыров",
    "Исмаилов",
];
const CHECHEN_FAMILIES: &[&str] = &[
    "Алиханов",
    "Исаев",
    "Дадаев",
    "Мусаев",
    "Эльмурзаев",
    "Хасанов",
    "Бисултанов",
    "Умаров",
    "Арсанов",
    "Сатуев",
];

/// A family's own way of naming.
#[derive(Debug, Clone)]
pub(super) struct FamilyName {
    pub(super) pattern: Pattern,
    root: &'static str,
}

/// A person's name before it is written down.
#[derive(Debug, Clone)]
pub(super) struct FullName {
    pub(super) given: Given,
    pub(super) family: String,
    pub(super) father: Option<String>,
}

impl FamilyName {
    pub(super) fn throw(dice: &mut Dice) -> Self {
        let pattern = Pattern::throw(dice);
        Self::of(pattern, dice)
    }

    /// Another family of the same pattern: a mother's own.
    pub(super) fn of(pattern: Pattern, dice: &mut Dice) -> Self {
        let root = match pattern {
            Pattern::Kazakh => dice.pick(KAZAKH_FAMILIES),
            Pattern::Russian => dice.pick(RUSSIAN_FAMILIES),
            Pattern::Uzbek => dice.pick(UZBEK_FAMILIES),
            Pattern::Chechen => dice.pick(CHECHEN_FAMILIES),
        };
        Self { pattern, root }
    }

    /// The family name as a woman or a man bears it.
    pub(super) fn text(&self, sex: Sex) -> String {
        sex.form(format!("{}а", self.root).as_str(), self.root).to_owned()
    }

    /// What the whole family is called.
    pub(super) fn title(&self) -> String {
        match self.pattern {
            Pattern::Kazakh => format!("{}тар", self.root),
            _ => format!("{}ы", self.root),
        }
    }

    pub(super) fn adult(&self, sex: Sex, dice: &mut Dice) -> FullName {
        let given = *match (self.pattern, sex) {
            (Pattern::Kazakh, Sex::Female) => dice.pick(KAZAKH_WOMEN),
            (Pattern::Kazakh, Sex::Male) => dice.pick(KAZAKH_MEN),
            (Pattern::Russian, Sex::Female) => dice.pick(RUSSIAN_WOMEN),
            (Pattern::Russian, Sex::Male) => dice.pick(RUSSIAN_MEN),
            (Pattern::Uzbek, Sex::Female) => dice.pick(UZBEK_WOMEN),
            (Pattern::Uzbek, Sex::Male) => dice.pick(UZBEK_MEN),
            (Pattern::Chechen, Sex::Female) => dice.pick(CHECHEN_WOMEN),
            (Pattern::Chechen, Sex::Male) => dice.pick(CHECHEN_MEN),
        };
        let father = self.father(dice);
        FullName {
            given,
            family: self.text(sex),
            father: Some(patronymic(self.pattern, father.cyrillic, sex)),
        }
    }

    /// A man of the pattern: somebody's father.
    pub(super) fn father(&self, dice: &mut Dice) -> Given {
        *match self.pattern {
            Pattern::Kazakh => dice.pick(KAZAKH_MEN),
            Pattern::Russian => dice.pick(RUSSIAN_MEN),
            Pattern::Uzbek => dice.pick(UZBEK_MEN),
            Pattern::Chechen => dice.pick(CHECHEN_MEN),
        }
    }

    /// A child of this family, with a name that no brother or sister has.
    pub(super) fn child(&self, sex: Sex, father: Given, taken: &[Given], dice: &mut Dice) -> FullName {
        let all = match (self.pattern, sex) {
            (Pattern::Kazakh, Sex::Female) => KAZAKH_GIRLS,
            (Pattern::Kazakh, Sex::Male) => KAZAKH_BOYS,
            (Pattern::Russian, Sex::Female) => RUSSIAN_GIRLS,
            (Pattern::Russian, Sex::Male) => RUSSIAN_BOYS,
            (Pattern::Uzbek, Sex::Female) => UZBEK_GIRLS,
            (Pattern::Uzbek, Sex::Male) => UZBEK_BOYS,
            (Pattern::Chechen, Sex::Female) => CHECHEN_GIRLS,
            (Pattern::Chechen, Sex::Male) => CHECHEN_BOYS,
        };
        let start = dice.below(all.len());
        let free =
            (0..all.len()).map(|step| all[(start + step) % all.len()]).find(|name| !taken.contains(name));
        FullName {
            given: free.unwrap_or(all[start]),
            family: self.text(sex),
            father: Some(patronymic(self.pattern, father.cyrillic, sex)),
        }
    }
}

fn patronymic(pattern: Pattern, father: &str, sex: Sex) -> String {
    match pattern {
        Pattern::Kazakh => format!("{father}{}", sex.form("қызы", "ұлы")),
        Pattern::Uzbek => format!("{father} {}", sex.form("қизи", "ўғли")),
        Pattern::Russian | Pattern::Chechen => format!("{father}{}", sex.form("овна", "ович")),
    }
}

impl FullName {
    /// Given name and family name, as people are called.
    pub(super) fn short(&self) -> String {
        format!("{} {}", self.given.cyrillic, self.family)
    }

    /// Written down: the parts in Cyrillic, and for some the spelling of a foreign paper beside.
    pub(super) fn written(&self, dice: &mut Dice) -> Vec<PersonName> {
        let mut names = vec![
            PersonName::new(&self.family, NameRole::Family),
            PersonName::new(self.given.cyrillic, NameRole::Given),
        ];
        if let Some(father) = &self.father {
            names.push(PersonName::new(father, NameRole::Father));
        }
        if dice.chance(30) {
            names.push(PersonName::new(self.given.latin, NameRole::Given));
            names.push(PersonName::new(&latin(&self.family), NameRole::Family));
        }
        if dice.chance(24) {
            names.push(PersonName::new(self.given.arabic, NameRole::Given));
        }
        names
    }

    /// The Arabic spelling of the given name.
    pub(super) const fn arabic(&self) -> &'static str {
        self.given.arabic
    }
}

/// A family name as a passport clerk spelled it.
fn latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let small: String = letter.to_lowercase().collect();
        let spelled = match small.as_str() {
            "а" | "ә" => "a",
            "б" => "b",
            "в" => "v",
            "г" | "ғ" => "g",
            "д" => "d",
            "е" | "э" | "ё" => "e",
            "ж" => "zh",
            "з" => "z",
            "и" | "і" | "й" => "i",
            "к" | "қ" => "k",
            "л" => "l",
            "м" => "m",
            "н" | "ң" => "n",
            "о" | "ө" => "o",
            "п" => "p",
            "р" => "r",
            "с" => "s",
            "т" => "t",
            "у" | "ұ" | "ү" | "ў" => "u",
            "ф" => "f",
            "х" | "һ" | "ҳ" => "kh",
            "ц" => "ts",
            "ч" => "ch",
            "ш" => "sh",
            "щ" => "shch",
            "ы" => "y",
            "ю" => "yu",
            "я" => "ya",
            _ => "",
        };
        if letter.is_uppercase() {
            let mut letters = spelled.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        } else {
            out.push_str(spelled);
        }
    }
    out
}

/// A colleague's name: invented too.
pub(super) fn colleague(dice: &mut Dice) -> (String, Sex) {
    let sex = if dice.chance(78) { Sex::Female } else { Sex::Male };
    let pattern = match dice.below(100) {
        0..72 => Pattern::Kazakh,
        72..90 => Pattern::Russian,
        _ => Pattern::Uzbek,
    };
    (FamilyName::of(pattern, dice).adult(sex, dice).short(), sex)
}

#[cfg(test)]
mod tests {
    use domain::Script;

    use super::*;

    #[test]
    fn every_name_is_in_the_script_it_should_be() {
        for number in 0..400 {
            let mut dice = Dice::new(3, "names", number);
            let family = FamilyName::throw(&mut dice);
            let father = family.father(&mut dice);
            for sex in [Sex::Female, Sex::Male] {
                let name = family.child(sex, father, &[], &mut dice);
                assert_eq!(Script::of(name.given.cyrillic), Script::Cyrillic, "{}", name.given.cyrillic);
                assert_eq!(Script::of(name.given.latin), Script::Latin, "{}", name.given.latin);
                assert_eq!(Script::of(name.given.arabic), Script::Arabic, "{}", name.given.arabic);
                assert_eq!(Script::of(&latin(&name.family)), Script::Latin, "{}", name.family);
                assert!(name.written(&mut dice).iter().all(|part| part.script != Script::Other));
            }
        }
    }
}
