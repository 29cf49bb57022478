# The plan, its goals, and scores.
plan-child-view = The child’s view:
plan-baseline = began at
plan-now = now
plan-aim = aim
score-series = { $instrument } · answered by { $informant } · norm { $norm }
score-instrument = Instrument
score-informant = Who answered
score-score = Score
score-total = Total
