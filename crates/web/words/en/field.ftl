# Forms: what stands around the questions. The questions themselves come from the protocol.
field-needed = needed
field-choose = Choose
field-not-known = not known
field-region = Region
field-day = Day
field-month = Month
field-year = Year
field-spread = ± years, if only about
field-either = One of these two days. Take the tick away and write the date once it is known.
field-whole-region = { $region }, district not known
field-date-hint = Leave the day, or the day and the month, empty if they are not known.
field-remove = Remove
field-remove-what = Remove { $what }
field-cancel = Back without saving
field-problems = { $count ->
    [one] One thing needs mending
   *[other] { $count } things need mending
  }
field-draft-saved = Draft saved
field-draft-unsaved = Draft not saved. Sign in again in another tab; your text stays here.
field-draft-offline = No connection. Your text stays here; the draft will be saved later.

script-latin = In Latin letters
script-cyrillic = In Cyrillic letters
script-arabic = In Arabic letters
script-other = In other letters
name-given = Given name
name-father = Father’s name
name-family = Family name
name-full = Whole name, as written
name-kunya = Kunya or by-name
name-earlier = Earlier name

conflict-title = Someone saved this form while you were writing
conflict-what = Where you both changed the same answer, choose the one to keep. Everything else has been joined.
conflict-mine = You wrote
conflict-theirs = { $who } saved, { $when }
compare-agree = agrees
compare-near = may be the same
compare-differ = differs
compare-open = not known in one of them
field-add-what = Add: { $what }
form-from-draft = This is your draft. It is not saved yet.
answer-acknowledged = Confirmed
field-closed = This answer is sensitive and stays closed. Opening it is written down.
field-open = Open answer
field-open-what = Open answer: { $what }
field-again = Update the questions
field-again-why = Some questions depend on your answers. Update them before you save.
