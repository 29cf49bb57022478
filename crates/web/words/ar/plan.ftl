# الخطة وأهدافها والدرجات.
plan-child-view = رأي الطفل:
plan-baseline = البداية
plan-now = الآن
plan-aim = الهدف
score-series = { $instrument } · أجاب: { $informant } · المعيار: { $norm }
score-instrument = الأداة
score-informant = من أجاب
score-score = الدرجة
score-total = الدرجة الكلية
