# План, его цели и оценки по методикам.
plan-child-view = Мнение ребёнка:
plan-baseline = в начале
plan-now = сейчас
plan-aim = цель
score-series = { $instrument } · отвечает: { $informant } · норма: { $norm }
score-instrument = Методика
score-informant = Кто отвечал
score-score = Балл
score-total = Общий балл
