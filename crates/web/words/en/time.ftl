# Times, dates and ages. Short: they stand in lists.
time-now = just now
time-in-minutes = in { $count } min
time-minutes-ago = { $count } min ago
time-in-hours = in { $count } h
time-hours-ago = { $count } h ago
time-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
  }
time-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
  }
time-in-months = { $count ->
    [one] in { $count } month
   *[other] in { $count } months
  }
time-months-ago = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
  }
time-in-years = { $count ->
    [one] in { $count } year
   *[other] in { $count } years
  }
time-years-ago = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
  }
time-today = today
time-tomorrow = tomorrow
time-yesterday = yesterday
time-today-at = today { $time }
time-tomorrow-at = tomorrow { $time }
time-yesterday-at = yesterday { $time }
time-exact = { $day }, { $time }
time-about-year = about { $year }
time-about-year-spread = { $spread ->
    [one] about { $year } (± { $spread } year)
   *[other] about { $year } (± { $spread } years)
  }
time-either = { $first } or { $second }
time-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
  }
time-years-range = { $count ->
    [one] { $range } year
   *[other] { $range } years
  }
time-long-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
  }
time-long-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
time-long-both = { $years } { $months }
