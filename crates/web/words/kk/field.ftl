# Пішіндер: сұрақтардың айналасындағы сөздер. Сұрақтардың өзі хаттамадан келеді.
field-needed = міндетті
field-choose = Таңдаңыз
field-not-known = белгісіз
field-region = Өңір
field-district = Аудан
field-day = Күні
field-month = Айы
field-year = Жылы
field-about = Шамамен осы жылы
field-spread = ± жыл
field-date-hint = Күні немесе күні мен айы белгісіз болса, бос қалдырыңыз.
field-range = { $lowest } мен { $highest } аралығында
field-remove = Алып тастау
field-remove-what = Алып тастау: { $what }
field-cancel = Сақтамай артқа қайту
field-problems = { $count } жерін түзету керек
field-draft-saved = Қаралама сақталды
field-draft-unsaved = Қаралама сақталмады. Басқа қойындыда қайта кіріңіз, мәтін осында қалады.
field-draft-offline = Байланыс жоқ. Мәтін осында қалады, қаралама кейін сақталады.

script-latin = Латын әріптерімен
script-cyrillic = Кирилл әріптерімен
script-arabic = Араб әріптерімен
script-other = Басқа әріптермен
name-given = Аты
name-father = Әкесінің аты
name-family = Тегі

conflict-title = Сіз жазып жатқанда бұл пішінді басқа адам сақтады
conflict-what = Екеуіңіз бір жауапты өзгерткен жерде қайсысын қалдыратыныңызды таңдаңыз. Қалғаны біріктірілді.
conflict-mine = Сіз жаздыңыз
conflict-theirs = Сақтаған: { $who }, { $when }
compare-agree = сәйкес
compare-near = бір болуы мүмкін
compare-differ = өзгеше
compare-open = бірінде белгісіз
