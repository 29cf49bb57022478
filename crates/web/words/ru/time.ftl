# Время, даты и возраст. Коротко: они стоят в списках.
time-now = только что
time-in-minutes = через { $count } мин
time-minutes-ago = { $count } мин назад
time-in-hours = через { $count } ч
time-hours-ago = { $count } ч назад
time-in-days = { $count ->
    [one] через { $count } день
    [few] через { $count } дня
   *[many] через { $count } дней
  }
time-days-ago = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
   *[many] { $count } дней назад
  }
time-in-months = { $count ->
    [one] через { $count } месяц
    [few] через { $count } месяца
   *[many] через { $count } месяцев
  }
time-months-ago = { $count ->
    [one] { $count } месяц назад
    [few] { $count } месяца назад
   *[many] { $count } месяцев назад
  }
time-in-years = { $count ->
    [one] через { $count } год
    [few] через { $count } года
   *[many] через { $count } лет
  }
time-years-ago = { $count ->
    [one] { $count } год назад
    [few] { $count } года назад
   *[many] { $count } лет назад
  }
time-today = сегодня
time-tomorrow = завтра
time-yesterday = вчера
time-today-at = сегодня { $time }
time-tomorrow-at = завтра { $time }
time-yesterday-at = вчера { $time }
time-exact = { $day }, { $time }
time-about-year = около { $year } г.
time-about-year-spread = { $spread ->
    [one] около { $year } г. (± { $spread } год)
    [few] около { $year } г. (± { $spread } года)
   *[many] около { $year } г. (± { $spread } лет)
  }
time-either = { $first } или { $second }
time-years = { $count ->
    [one] { $count } год
    [few] { $count } года
   *[many] { $count } лет
  }
time-years-range = { $count ->
    [one] { $range } год
    [few] { $range } года
   *[many] { $range } лет
  }
time-long-years = { $count ->
    [one] { $count } год
    [few] { $count } года
   *[many] { $count } лет
  }
time-long-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[many] { $count } месяцев
  }
time-long-both = { $years } и { $months }
