# What people say of our work.
place-complaints = Complaints
complaints-lead = What people say of our work. Nobody of the team it is about reads it.
complaints-empty = Nobody has said anything yet.
complaints-new-do = Hand in feedback or a complaint
complaints-new-how = About this work or somebody who does it. It goes past this team, and you do not see it again.
complaints-send-do = Hand it in
complaints-topic = About
complaints-giver = Who says it
complaints-received = Said on
complaints-state = How it stands
complaints-waits = Waits for thanks
complaints-thanks = Thank you. It has been handed in.
complaints-thanks-who = Only the complaints focal point reads it: nobody of the team, and not you either.
complaints-thanks-next = Whoever said it is thanked within three days and answered where it is safe for them. Nobody is treated worse for it.
