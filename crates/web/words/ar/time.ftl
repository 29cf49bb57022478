# الأوقات والتواريخ والأعمار. قصيرة: فهي ترد في القوائم.
time-now = الآن
time-in-minutes = { $count ->
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
   *[other] بعد { $count } دقيقة
  }
time-minutes-ago = { $count ->
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
   *[other] قبل { $count } دقيقة
  }
time-in-hours = { $count ->
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
   *[other] بعد { $count } ساعة
  }
time-hours-ago = { $count ->
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
   *[other] قبل { $count } ساعة
  }
time-in-days = { $count ->
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $count } أيام
   *[other] بعد { $count } يومًا
  }
time-days-ago = { $count ->
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $count } أيام
   *[other] قبل { $count } يومًا
  }
time-in-months = { $count ->
    [one] بعد شهر
    [two] بعد شهرين
    [few] بعد { $count } أشهر
   *[other] بعد { $count } شهرًا
  }
time-months-ago = { $count ->
    [one] قبل شهر
    [two] قبل شهرين
    [few] قبل { $count } أشهر
   *[other] قبل { $count } شهرًا
  }
time-in-years = { $count ->
    [one] بعد سنة
    [two] بعد سنتين
    [few] بعد { $count } سنوات
   *[other] بعد { $count } سنة
  }
time-years-ago = { $count ->
    [one] قبل سنة
    [two] قبل سنتين
    [few] قبل { $count } سنوات
   *[other] قبل { $count } سنة
  }
time-today = اليوم
time-tomorrow = غدًا
time-yesterday = أمس
time-today-at = اليوم { $time }
time-tomorrow-at = غدًا { $time }
time-yesterday-at = أمس { $time }
time-exact = { $day }، { $time }
time-about-year = نحو عام { $year }
time-about-year-spread = { $spread ->
    [one] نحو عام { $year } (± سنة)
    [two] نحو عام { $year } (± سنتين)
    [few] نحو عام { $year } (± { $spread } سنوات)
   *[other] نحو عام { $year } (± { $spread } سنة)
  }
time-either = { $first } أو { $second }
time-years = { $count ->
    [zero] أقل من سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
   *[other] { $count } سنة
  }
time-years-range = { $count ->
    [one] { $range } سنة
    [two] { $range } سنة
    [few] { $range } سنوات
   *[other] { $range } سنة
  }
time-long-years = { $count ->
    [one] سنة
    [two] سنتين
    [few] { $count } سنوات
   *[other] { $count } سنة
  }
time-long-months = { $count ->
    [one] شهر
    [two] شهرين
    [few] { $count } أشهر
   *[other] { $count } شهرًا
  }
time-long-both = { $years } و{ $months }
