# Bringing a list of people in.
import-columns = Columns of the file and what they mean
import-heading = Column
import-samples = For example
import-meaning = Means
import-leave-out = leave out
import-preview = Rows as they will be stored
import-row = Row
import-state = State
import-read-as = in the file:

import-title = Bring a list of people in
import-do = Bring a list in
import-step-file = file
import-step-columns = columns
import-step-people = people
import-step-done = done
import-file = List of people
import-file-hint = An Excel workbook (.xlsx) or a CSV file, at most { $most } MB.
import-read-do = Read file
import-detected = Found by looking at the file. Change what is wrong.
import-encoding = Encoding of the text
import-delimiter = Between the columns
delimiter-comma = comma
delimiter-semicolon = semicolon
delimiter-tab = tab
delimiter-pipe = vertical line
import-header-row = Row with the headings
import-sheet = Sheet
import-show-people-do = Show people
import-look-again-do = Read again with these columns
import-need-you = { $count ->
    [one] { $count } row needs you
   *[other] { $count } rows need you
  }
import-ready = { $count ->
    [one] { $count } person ready
   *[other] { $count } people ready
  }
import-families = { $count ->
    [one] { $count } family
   *[other] { $count } families
  }
import-already = { $count ->
    [one] { $count } is already here
   *[other] { $count } are already here
  }
import-all-rows = All rows
import-mend-do = Save corrections
import-mend-cell = Write it so
import-store-do = { $count ->
    [one] Store { $count } person
   *[other] Store { $count } people
  }
import-all-or-nothing = All rows are stored together, or none.
import-blocked = Mend the marked cells first; nothing is stored before.
import-rejected-do = Download these rows with the reasons
import-rejected-reason = What to mend
import-rejected-row = Row in the list
import-stored = { $count ->
    [one] { $count } person stored
   *[other] { $count } people stored
  }
import-nothing-new = Everyone in this list was already here. Nothing was added.
import-state-ready = new
import-state-here = already here
import-state-needs = needs you
meaning-line = Number in the list
meaning-family = Family number
meaning-family-name = Family name
meaning-given-name = Given name
meaning-patronymic = Father’s name or patronymic
meaning-full-name = Whole name
meaning-birth = Birth date
meaning-birth-or-age = Birth date or age
meaning-sex = Sex
meaning-document = Document number
meaning-birthplace = Birthplace
meaning-region = Region
meaning-mother = Mother
meaning-father = Father
meaning-note = Note
meaning-case-id = Case number
meaning-location = Where the person is
meaning-tent = Tent
meaning-seeker = Who looks for the person
meaning-kinship = What the seeker is to the person
meaning-telephone = The seeker’s telephone
meaning-ignore = leave out
problem-date-does-not-exist = { $read } does not exist.
mend-date-does-not-exist = Correct the day, or write the year alone if the day is unknown.
problem-date-two-digit-year = The year of { $read } can be in two centuries.
mend-date-two-digit-year = Write the year with four digits: { $readings }.
problem-date-two-digit-year-read = { $read } was read as { $value }.
mend-date-two-digit-year-read = Correct it if the century is wrong.
problem-date-not-read = “{ $read }” is not a date.
mend-date-not-read = Write DD.MM.YYYY, a year alone, or an age such as “about 5 years”; leave it empty if nothing is known.
problem-date-in-future = { $read } lies after { $day }.
mend-date-in-future = Correct the date.
problem-date-too-old = { $read } lies more than 110 years back.
mend-date-too-old = Correct the year.
problem-date-ambiguous = { $read } can be { $readings }.
mend-date-ambiguous = Both readings are kept; write the month as a word to decide.
problem-date-part-unknown = { $read } is kept as { $value }.
mend-date-part-unknown = Correct it when the day is known.
problem-date-about = { $read } is kept as { $value }; ages count back from { $day }.
mend-date-about = Correct it when the date is known.
problem-date-from-serial = The day number { $read } was read as { $value }.
mend-date-from-serial = Correct it if that is not the date.
problem-date-unknown = “{ $read }” is kept as no date.
mend-date-unknown = Write a date or an age when one is known.
problem-date-missing = There is no birth date.
mend-date-missing = Write a date, a year or an age if one is known.
problem-name-missing = The row names nobody.
mend-name-missing = Write a name, or remove the row.
problem-given-name-missing = There is no given name.
mend-given-name-missing = Write it if it is known.
problem-names-swapped = “{ $other }” looks like the family name and “{ $read }” like the given name.
mend-names-swapped = Exchange the two cells if so; they are kept as read.
problem-whole-name-in-one-cell = The cell holds the whole name; it was read as { $parts }.
mend-whole-name-in-one-cell = Correct the cells if a part is wrong.
problem-homoglyphs = Letters of another alphabet that look alike stand in “{ $read }”.
mend-homoglyphs = The name is kept as read and compared as “{ $normal }”; type it again to repair it.
problem-mixed-script = “{ $read }” mixes alphabets in one word.
mend-mixed-script = Type the word in one alphabet.
problem-bidi-controls = The text holds invisible marks that reorder it.
mend-bidi-controls = It is kept as read and compared without them; type it again to repair it.
problem-invisible-characters = The text holds invisible characters.
mend-invisible-characters = It is kept as read and compared without them; type it again to repair it.
problem-tatweel = The word is stretched by strokes.
mend-tatweel = It is kept as read and compared without them.
problem-no-break-spaces = The text holds spaces that do not break.
mend-no-break-spaces = It is kept as read and compared with plain spaces.
problem-lost-letters = Letters were lost in “{ $read }” when the list was saved.
mend-lost-letters = Ask for the list as .xlsx or in UTF-8, or type the letters in place of the question marks.
problem-doubtful = A question mark follows “{ $read }”.
mend-doubtful = Remove it, or put the lost letter in its place.
problem-formula-like = The cell looks like a formula.
mend-formula-like = It is kept as text and never computed.
problem-cell-cut = The cell had { $length } characters and was cut after { $kept }.
mend-cell-cut = Shorten the text, or keep the rest as a document.
problem-sex-missing = The sex is not written.
mend-sex-missing = Write it if it is known.
problem-sex-not-read = “{ $read }” is neither male nor female.
mend-sex-not-read = Write m or f, or leave it empty if it is not known.
problem-sex-against-patronymic = “{ $read }” does not fit the patronymic “{ $other }”.
mend-sex-against-patronymic = Correct the sex or the patronymic; both are kept as read.
problem-sex-against-surname = “{ $read }” does not fit the ending of the surname “{ $other }”.
mend-sex-against-surname = Correct one of the two if it is wrong; both are kept as read.
problem-document-check-digit = The check digit of { $read } is wrong.
mend-document-check-digit = Compare it with the document.
problem-document-not-known = “{ $read }” is no number of a known kind.
mend-document-not-known = It is kept as read; compare it with the document.
problem-document-twice = { $read } is also in row { $row }.
mend-document-twice = Compare both with the documents.
problem-region-not-known = “{ $read }” is no region of the list.
mend-region-not-known = Choose the region; the text is kept.
problem-family-missing = There is no family number.
mend-family-missing = The person is kept alone; write the number if there is one.
problem-duplicate-row = The row repeats row { $row }.
mend-duplicate-row = It is counted once; nothing needs to be done.
problem-line-number-twice = The number { $read } is also that of row { $row }.
mend-line-number-twice = Both are kept; remove one if it is the same person.
problem-same-content = The row says the same as row { $row } under another number.
mend-same-content = Both are kept; remove one if it is the same person.
problem-total-row = A row of totals.
mend-total-row = It is left out.
problem-total-differs = The list says { $read } people, { $count } were read.
mend-total-differs = Look for rows that are missing or too many.
problem-section-row = A row that heads a section.
mend-section-row = It is left out.
problem-header-again = The header again.
mend-header-again = It is left out.
problem-hidden-column = The file hides this column.
mend-hidden-column = It is read like the others; choose “leave out” if it should not be.
problem-encoding-unsure = The text was read as { $read }, which is not certain.
mend-encoding-unsure = Choose another encoding if the names look wrong.
problem-date-ambiguous-nearby = { $read } can be { $readings }; as the rows around it are written, it is { $likely }.
mend-date-ambiguous-nearby = Both readings are kept; choose the one that is right.
problem-date-other-calendar = The year of { $read } seems to be of a Hijri calendar, lunar or solar; which one cannot be known from it.
mend-date-other-calendar = Convert the date, or choose the years it falls into.
problem-person-repeated = The row seems to be the person of row { $row } again.
mend-person-repeated = It is counted once; if it is somebody else, write another number or correct a cell.
problem-several-in-row = The row names several people: { $people }.
mend-several-in-row = Each is read as a person; correct the cell if it is one.
problem-perhaps-several = “{ $read }” may name several people and was read as one.
mend-perhaps-several = If they are several, put a semicolon between them, or write each into a row.
problem-dates-of-several = “{ $read }” is not one date for each person of the row; they are kept without.
mend-dates-of-several = Write one date for each, with semicolons between them.
problem-seeker-missing = Nobody is named who looks for the person.
mend-seeker-missing = Write the name if it is known.
problem-hidden-rows = The file hides rows: { $read }.
mend-hidden-rows = They are read like the others; take them out of the file if they should not be.
problem-other-sheet = The sheet “{ $read }” looks like a list too and is not read.
mend-other-sheet = Choose it and read it as well if it belongs to this list.
problem-correction-outside = A correction is for a cell that the list does not have.
mend-correction-outside = Take the correction back.
file-file-too-large = The file is larger than { $limit } MB. Send the list alone, without pictures, or split it into several files.
file-too-many-rows = The sheet has more than { $limit } rows. Split the list into several files.
file-too-many-columns = Row { $row } has more than { $limit } columns. Delete the columns that hold no list, or copy the list into a new workbook.
file-too-many-cells = The file has more than { $limit } cells. Delete what holds no list, or copy the list into a new workbook.
file-too-many-sheets = The workbook has more than { $limit } sheets. Copy the sheet with the list into a workbook of its own.
file-unpacks-too-large = The workbook unpacks to more than { $limit } MB. Copy the list into a new workbook and send that.
file-file-empty = The file is empty. Choose the file again.
file-wrong-type = The file is not a table. Save the list as an Excel workbook (.xlsx) or as CSV and send that.
file-old-excel = The file is an old Excel workbook. Save it as .xlsx and send that.
file-workbook-encrypted = The workbook is protected by a password. Remove the password, save it and send it again.
file-workbook-damaged = The workbook is damaged. Copy the list into a new workbook and send that.
file-wrong-encoding = The text is not in { $encoding }. Choose another encoding, or save the file as CSV in UTF-8 or as .xlsx.
file-unknown-encoding = The encoding of the text cannot be recognised. Save the file as CSV in UTF-8 or as .xlsx.
file-spoilt-letters = The letters were already spoilt when the file was saved. Ask for the list again as .xlsx, from where it was made.
file-open-quote = Row { $row } opens a quotation mark that is never closed. Close it, or save the list as .xlsx.
file-no-header = No row that names the columns was found. Add one, or choose the meaning of each column.
file-no-rows = There are no rows below the header. Send the list with its rows.
file-no-names = No column holds names. Choose which one does.
file-mapping-does-not-fit = The chosen columns do not fit this file. Choose them again.
file-file-unreadable = The file cannot be read. Choose it again.
file-other = The file cannot be used as it is. Save the list as .xlsx and send that.
problem-other = Something is unusual here.
mend-other = Compare it with the original list.

# Operations, flights, arrivals, and the steps of an import.
operation-flights = Flights: { $operation }
operation-others = Other flights you work on
operation-new-how = An agreed effort to bring people home. Its flights and lists follow.
operation-form-do = Fill in particulars
operation-back = Back to the operation
flight-back = Back to the flight
flight-stage = State
flight-on-list = On the list
flight-arrived-short = Arrived
flight-name = Name or number of the flight
flight-name-hint = As people speak of it. No names of persons.
flight-date-hint = Ages in the list are counted from this day.
flight-receives = Team that receives the people
flight-receives-hint = Whoever is ticked off as arrived passes into its care.
flight-receives-needed = Choose the team that receives the people.
flight-received-by-nobody = Nobody is named yet
flight-form-do = Fill in the flight’s particulars
flight-journey = Journey
flight-no-people = Nobody is on the list yet. Bring the list of people in.
flight-not-aboard = { $count ->
    [one] { $count } person was not aboard
   *[other] { $count } people were not aboard
  }
flight-gone-on = { $count ->
    [one] { $count } person is with those who received them and is no longer shown here
   *[other] { $count } people are with those who received them and are no longer shown here
  }
journey-listed = on the list
journey-boarded = aboard
journey-arrived = arrived
journey-not-aboard = not aboard
arrive-find = Code or name
arrive-find-do = Find
arrive-none-found = Nobody on this flight’s list fits. Try another part of the name or the code.
arrive-all-do = Show everybody
arrive-here-do = Here
arrive-not-aboard-do = Not aboard
arrive-not-aboard-done = Not aboard: { $name }
arrive-ticked = { $count ->
    [one] { $count } ticked off
   *[other] { $count } ticked off
  }
arrive-for = { $what }: { $code }
arrive-others = Those without a tick
arrive-others-open = stay open
arrive-others-not-aboard = were not aboard
arrive-from-roster-how = Tick whoever has a tick on paper. All of it is saved together.
roster-heading = Arrivals to tick off
roster-print-how = Codes, names and boxes to tick, for where there is no network.
slips-print-how = One slip per person with a code and nothing else. A phone’s camera opens it.
roster-why-hint = For example: no network at the airport. It stands on the print and in the log.
print-part = Which of them
print-by-menu = Print this page with your browser’s menu.
encoding-utf-8 = Unicode (UTF-8)
encoding-utf-16le = Unicode (UTF-16 LE)
encoding-utf-16be = Unicode (UTF-16 BE)
encoding-windows-1251 = Cyrillic, Windows (1251)
encoding-windows-1256 = Arabic, Windows (1256)
encoding-windows-1252 = Western, Windows (1252)
encoding-windows-1254 = Turkish, Windows (1254)
encoding-koi8-r = Cyrillic, Unix (KOI8-R)
encoding-ibm866 = Cyrillic, DOS (866)
import-waiting = A list you sent is waiting:
import-go-on-do = Go on with this list
import-or = or
import-birth = Born
import-sex = Sex
import-female = female
import-male = male
import-family = Family
import-mother = Mother
import-document = Document
import-region = Region
import-other = Also in the list
import-adult = adult
import-child = child
import-state-like = like someone here
import-like-left = Something has changed in this row. It is left out unless it is another person.
import-another-do = It is another person
import-same-do = It is the same person after all
import-take-back-do = As in the file
import-cell-of = { $column }, row { $row }
import-mother-row = row { $row }
import-tab-need = Need you
import-tab-look = To look at
import-shown = { $from }–{ $to } of { $all }
import-none-here = Nothing is left to do here.
import-children = { $count ->
    [one] { $count } child
   *[other] { $count } children
  }
import-adults = { $count ->
    [one] { $count } adult
   *[other] { $count } adults
  }
import-like = { $count ->
    [one] { $count } is like someone here
   *[other] { $count } are like someone here
  }
import-nothing-to-add = There is nobody to add in this list.
import-left-out = { $count ->
    [one] { $count } row is no person and is left out
   *[other] { $count } rows are no person and are left out
  }
import-row-is = Row { $row }: { $why }
left-out-title = above the headings
left-out-header = the headings again
left-out-section = heads a section
left-out-total = a total
left-out-duplicate = repeats an earlier row word for word
mending-exchange = Exchange the two
mending-empty = Leave empty
mending-another = Another person
import-changed-left = { $count ->
    [one] Row { $rows } is like someone who was here, with something changed. It was left out.
   *[other] Rows { $rows } are like people who were here, with something changed. They were left out.
  }
import-see-people-do = See the people
sent-too-large = That is too large
sent-too-large-how = Send less at once, or a smaller file.
refused-files-busy = Others are sending lists right now. Try again in a minute.
refused-gone-on = Others have taken this person on. Ask them to change it.
refused-too-many-corrections = Too many cells were written anew. Correct the file itself and send it again.
