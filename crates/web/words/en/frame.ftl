# The frame of every page, and words many pages share.
frame-name = Homeward
frame-skip = Skip to the content
frame-places = Places
frame-more = More
frame-search = Name or code
frame-search-label = Search by name or code
frame-leave = Leave quickly
frame-leave-how = Leaves for a neutral page and signs you out. The Escape key, twice, does the same.
frame-account = Your account, language and appearance
frame-settings = Language and appearance
frame-my-account = My account
frame-language = Language
frame-theme = Appearance
theme-auto = As the device
theme-light = Light
theme-dark = Dark
frame-sign-out = Sign out
frame-demo = Demo: everyone here is invented.
frame-demo-word = Demo
frame-demo-roles = Try another role
frame-why = Why can I see this?
frame-nothing-yet = not recorded yet
frame-erased = Erased on { $date } under the rule “{ $rule }”
frame-pages = Pages of this list
frame-back = Back
frame-on = Next
frame-steps = Steps
frame-done-of = { $done } of { $all } done
frame-as-table = As a table
frame-date = Date
frame-what = What
frame-code = Code

urgency-urgent = urgent
urgency-soon = soon
urgency-routine = routine

sector-social = social work
sector-health = health
sector-psychosocial = psychosocial
sector-education = education
sector-legal = legal
sector-community = community

due-late = Late
due-today = Today
due-week = This week
due-later = Later
due-waiting = Waiting for others
due-done = Done

stage-done = (done)
stage-now = (now)
stage-later = (later)
stage-of = step { $at } of { $all }

note-closed = This note is marked sensitive and stays closed.
note-open = Open note

print-by = printed by { $who }, { $when }
print-tick = Arrived
