# My day, tasks, lists, search, the team, approvals.

place-day = My day
place-children = Children
place-referrals = Referrals
place-team = Team
place-operations = Operations and flights
place-readings = Who opened what
place-accounts = Accounts
place-teams = Teams
place-protocol = Rules in force
day-empty = Nothing is due. Tasks, visits and approvals will be here.
day-see-children = See my children
day-for-team = for the team
day-more = More tasks
task-due = Due
task-assignee = Done by
task-done-do = Mark task as done
task-done-note = How it was done
task-waive-do = Waive task
task-waive-why = Why it is not needed
task-comment = Comment
task-comment-do = Add comment
task-add-do = Add task
task-what = What is to be done
task-form-do = Fill in: { $form }
task-was-done = Done by { $who }, { $when }
task-was-waived = Waived by { $who }, { $when }
list-name = Name
list-stage = Stage
list-urgency = Urgency
list-next = Next
list-empty = Children you are responsible for will be here once a case is given to you or your team.
list-filter = Show
list-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
search-none = Nobody you may see fits these words.
search-found = { $count ->
    [one] { $count } person fits
   *[other] { $count } people fit
  }
team-title = Team
team-open = Open cases
team-by-worker = Open cases by worker
team-worker = Worker
team-cases = Cases
team-empty = The members of your team and their cases will be here.
approval-refuse-do = Send back
approval-refuse-why = What should change
place-emergency = Emergency access
task-answer-referral = Answer referral
task-assignee-hint = Leave it empty for the team’s queue.
task-comments = Comments
task-form-other = Someone else completes this task by filling in their form.
task-note = More about it
task-sector = Sector
list-open = Open cases
list-urgent = Urgent
list-adults = Adults
list-closed = Closed
task-give = Give to somebody else
task-give-do = Give task
task-give-hint = Only colleagues who can open this part of the record are named.
task-to-queue = The team’s queue
task-waived = not needed
task-open = open
