# My day, tasks, lists, search, the team, approvals.

place-day = My day
place-children = Children
place-people = People
place-referrals = Referrals
place-pupils = My pupils
place-team = Team
place-approvals = Approvals
place-flights = Operations and flights
place-arrivals = Arrivals
place-duplicates = Possible duplicates
place-history = Who opened what
place-accounts = Accounts
place-teams = Teams
place-protocol = Rules in force
place-figures = Figures
day-empty = Nothing is due. Tasks, visits and approvals will be here.
day-see-children = See my children
day-waiting-empty = What others must answer first will be here.
day-for-team = for the team
day-more = More tasks
task-title = Task
task-due = Due
task-lead = Led by
task-assignee = Done by
task-done-do = Mark task as done
task-done-note = How it was done
task-waive-do = Waive task
task-waive-why = Why it is not needed
task-comment = Comment
task-comment-do = Add comment
task-assign-do = Give task to someone
task-add-do = Add task
task-what = What is to be done
task-form-do = Fill in the form for it
task-follows-urgency = The due time follows the protection urgency.
task-was-done = Done by { $who }, { $when }
task-was-waived = Waived by { $who }, { $when }
list-mine = My cases
list-team = The team’s cases
list-all-mine = All I may see
list-name = Name
list-age = Age
list-stage = Stage
list-urgency = Urgency
list-worker = Responsible
list-place = Place
list-next = Next
list-tasks = Open tasks
list-empty = Children you are responsible for will be here once a case is given to you or your team.
list-filter = Show
list-filter-do = Show these
list-any = any
list-search = Find in this list
list-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
search-title = Search
search-none = Nobody you may see fits these words.
search-found = { $count ->
    [one] { $count } person fits
   *[other] { $count } people fit
  }
search-wide = Search beyond your own cases
search-wide-what = Takes at least two facts and a reason. Every search is logged.
search-reason = Why you search
search-do = Search
team-title = Team
team-open = Open cases
team-open-meaning = Children with a case in any stage before closure.
team-late = Overdue tasks
team-by-worker = Open cases by worker
team-by-stage = Children by stage
team-by-region = Children by region
team-worker = Worker
team-cases = Cases
team-load = At most { $most } open cases for one worker
team-empty = The members of your team and their cases will be here.
approvals-empty = Plans, closures and overrides that wait for your answer will be here.
approval-of = Waits for approval: { $what }
approval-give-do = Approve
approval-refuse-do = Send back
approval-refuse-why = What should change
