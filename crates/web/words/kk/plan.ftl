# Жоспар, оның мақсаттары және әдістемелер бойынша баллдар.
plan-child-view = Баланың пікірі:
plan-baseline = басында
plan-now = қазір
plan-aim = мақсат
score-series = { $instrument } · жауап берген: { $informant } · норма: { $norm }
score-instrument = Әдістеме
score-informant = Жауап берген
score-score = Балл
score-total = Жалпы балл
