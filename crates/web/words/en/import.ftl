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
