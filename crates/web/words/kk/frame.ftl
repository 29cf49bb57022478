# Әр беттің жақтауы және көп бетке ортақ сөздер.
frame-name = Homeward
frame-skip = Мазмұнға өту
frame-places = Бөлімдер
frame-more = Тағы
frame-search = Аты немесе коды
frame-search-label = Аты немесе коды бойынша іздеу
frame-leave = Тез шығу
frame-leave-how = Бейтарап бетті ашып, жүйеден шығарады. Escape пернесін екі рет басу да осыны жасайды.
frame-account = Тіркелгі, тіл және көрініс
frame-settings = Тіл және көрініс
frame-my-account = Менің тіркелгім
frame-language = Тіл
frame-theme = Көрініс
theme-auto = Құрылғыдағыдай
theme-light = Жарық
theme-dark = Қараңғы
frame-sign-out = Шығу
frame-demo = Көрсетілім: адамдар ойдан шығарылған.
frame-demo-word = Көрсетілім
frame-demo-roles = Басқа рөлді байқап көру
frame-why = Мұны неге көріп тұрмын?
frame-nothing-yet = әлі жазылмаған
frame-erased = { $date } күні «{ $rule }» ережесі бойынша өшірілді
frame-pages = Осы тізімнің беттері
frame-back = Артқа
frame-on = Әрі қарай
frame-steps = Қадамдар
frame-done-of = { $all } ішінен { $done } орындалды
frame-as-table = Кесте түрінде
frame-date = Күні
frame-what = Не
frame-code = Коды

urgency-urgent = шұғыл
urgency-soon = жақында
urgency-routine = жоспарлы

sector-social = әлеуметтік жұмыс
sector-health = денсаулық
sector-psychosocial = психоәлеуметтік көмек
sector-education = білім беру
sector-legal = құқықтық көмек
sector-community = қоғамдастық

due-late = Мерзімі өткен
due-today = Бүгін
due-week = Осы аптада
due-later = Кейінірек
due-waiting = Басқаларды күтуде
due-done = Орындалды

stage-done = (өтті)
stage-now = (қазір)
stage-later = (алда)
stage-of = { $all } қадамның { $at }-қадамы

note-closed = Бұл жазба құпия деп белгіленген, сондықтан жабық тұрады.
note-open = Жазбаны ашу

print-by = басып шығарған: { $who }, { $when }
print-tick = Келді
