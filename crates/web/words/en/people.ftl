# Leave, deputies, handing on, a team's end, reminders, the calendar.

leave-title = Leave and deputy
leave-what = While you are away, a colleague with the same role in the same team can do what you can. It begins and ends by itself. Are you away for longer than two months? Then your supervisor hands your work on.
leave-new = Enter leave
leave-time = { $from } to { $until }
leave-deputy = { $who } stands in.
leave-deputy-cannot = { $who } cannot stand in all of that time
leave-nobody = nobody stands in
leave-none = You have entered no leave.
leave-take-back-do = Take leave back
leave-end-do = End leave now
leave-deputy-hint = You may leave it open. Your supervisor then sees that nobody stands in.
leave-set-do = Save leave
said-leave-set = Leave saved.
said-leave-ended = The leave is over, and with it the deputyship.
team-away = Away now or soon
day-instead = instead of { $who }
remind-title = What waits
remind-late = { $count ->
    [one] { $count } task is overdue
   *[other] { $count } tasks are overdue
  }
remind-tomorrow = { $count ->
    [one] { $count } task is due tomorrow
   *[other] { $count } tasks are due tomorrow
  }
remind-meetings = { $count ->
    [one] { $count } meeting to come
   *[other] { $count } meetings to come
  }
remind-approvals = { $count ->
    [one] { $count } plan or closure waits for your answer
   *[other] { $count } plans or closures wait for your answer
  }
remind-away = { $count ->
    [one] In { $count } leave nobody stands in
   *[other] In { $count } leaves nobody stands in
  }
remind-left = { $count ->
    [one] { $count } case of somebody who has left waits to be handed on
   *[other] { $count } cases of people who have left wait to be handed on
  }
caseload-title = Handing on a caseload
caseload-count = { $count ->
    [one] { $count } open record
   *[other] { $count } open records
  }
caseload-empty = Everything is handed on. Nothing waits here.
caseload-who = Whom it is about
caseload-own-word = Write for this one alone
caseload-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
  }
caseload-elsewhere = Tasks on records of others
caseload-elsewhere-what = Somebody else answers for these records; only the task is given.
caseload-give = Hand on
caseload-to = To whom
caseload-to-choose = Choose to whom.
caseload-word = What whoever takes over should know of these weeks
caseload-word-hint = It goes with every ticked record that has no word of its own. Your team can read it.
caseload-limit = Give even above the limit
caseload-give-do = Hand on what is ticked
caseload-give-all-do = Hand on everything
caseload-room = { $count } of { $limit } cases · room for { $room }
caseload-carries = { $count ->
    [one] { $count } case
   *[other] { $count } cases
  }
caseload-progress = Handing on
caseload-given = { $count ->
    [one] { $count } was handed on.
   *[other] { $count } were handed on.
  }
caseload-not-theirs = { $count ->
    [one] { $count } needs another person. Choose somebody else for it.
   *[other] { $count } need another person. Choose somebody else for them.
  }
caseload-gone = { $count ->
    [one] { $count } had been given away meanwhile and stayed where it is.
   *[other] { $count } had been given away meanwhile and stayed where they are.
  }
caseload-go-on-do = { $count ->
    [one] Go on with { $count } more
   *[other] Go on with the next { $count }
  }
caseload-back-do = Back to the caseload
said-handed-on = Handed on.
teams-closed = closed
close-team-title = Close the team
close-team-what = A team closes when nothing is left with it. What is left is handed on step by step:
close-team-ready = The team answers for nothing and nobody any more. Once closed, it is out of the directory and of every choice; what it did stays.
close-team-do = Close team for good
close-team-records = Open records
close-team-records-how = Their supervisor hands them on from the page “Team”, or transfers them to another region.
close-team-referrals = Referrals it received
close-team-waiting = { $count ->
    [one] Help asked for { $count } person goes back to its sender.
   *[other] Help asked for { $count } people goes back to its senders.
}
close-team-referrals-how = This happens by itself when the team closes: marked “the team closes”, with other services for the same purpose. Whoever can still finish one does so before. What the team sent goes with its records.
close-team-elsewhere = Flights
close-team-elsewhere-count = { $count ->
    [one] The team still receives { $count } flight. Choose another team for it first.
   *[other] The team still receives { $count } flights. Choose another team for them first.
}
close-team-tasks = Tasks in the queue
close-team-tasks-open = { $count ->
    [one] { $count } task waits for the team.
   *[other] { $count } tasks wait for the team.
  }
close-team-tasks-how = They go with their record or referral, or are done.
close-team-people = People in the team
close-team-people-how = Give each a role in another team and end the one here, or close the account.
close-team-service = With the team its service goes out of the directory. Another team can take it on then.
said-team-closed = Team closed.
reminders-title = Reminders by e-mail
reminders-what = At most one a day, in the morning, and only when something is due. You end them by removing the address.
reminders-to = To { $address }
reminders-off = You get none.
reminders-example = The whole letter: “You have 3 tasks due. Sign in.”
reminders-nothing-else = No name, no code, no place, nothing of anybody. Your address is kept sealed.
reminders-email = E-mail address
reminders-email-hint = Empty: no reminders.
reminders-save-do = Save address
said-reminders-on = Address saved.
said-reminders-off = You get no more reminders by e-mail.
calendar-title = In your calendar
calendar-what = Your calendar can show how many tasks are due on which day, and when a meeting is. It shows no name, no code and no place.
calendar-on = A calendar reads along.
calendar-off = No calendar reads along.
calendar-make-do = Make a secret link
calendar-renew-do = Make another link
calendar-renew-what = The link was shown once. Another one ends it.
calendar-end-do = End the link
calendar-link = The link of your calendar
calendar-once = This link is shown only now.
calendar-secret = Whoever has it sees how many tasks you have and when you meet. Give it to nobody; if it got out, make another.
calendar-how = How to add it
calendar-how-add = In your calendar choose “subscribe” or “add by address” and put the link there. It works for a year.
calendar-tasks = { $count ->
    [one] Homeward: { $count } task due
   *[other] Homeward: { $count } tasks due
  }
calendar-meeting = Homeward: meeting
said-calendar-made = The link was shown already. Make another if you did not keep it.
said-calendar-ended = The link is dead. No calendar reads along any more.
letter-due = { $count ->
    [one] You have { $count } task due.
   *[other] You have { $count } tasks due.
  }
letter-sign-in = Sign in: { $address }
letter-why = You get this because your account names this address. You can remove it there.
remind-supervision = { $count ->
    [one] Supervision with { $count } colleague is due
   *[other] Supervision with { $count } colleagues is due
  }
caseload-supervision = A talk is written down on the record it was about. Whoever answers for that record reads it.
caseload-supervision-which = Which record did you talk about?
propose-title = Who follows you
propose-what = Propose who takes over each of your records. Nothing moves by it: your supervisor decides.
propose-empty = You answer for no open record.
propose-nobody = No colleague of your teams answers for such records. Speak with your supervisor.
propose-all = For all that have nobody yet
propose-all-hint = Where somebody is chosen above, that stays.
propose-do = Propose
propose-to = Who follows
propose-none = Nobody yet
said-handover-proposed = Proposals saved. Your supervisor sees them.
caseload-proposed = { $who }: { $count ->
    [one] { $count } record
   *[other] { $count } records
}
caseload-proposed-by = { $who } has proposed who follows.
caseload-proposed-what = It is ticked below for you to hand on or to change.
caseload-proposed-do = Tick these
caseload-proposed-ticked = ticked
caseload-proposed-one = Proposed: { $who }
