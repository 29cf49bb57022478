# Mistakes put right, and what changes in a life.

change-anew-do = Strike through and write it anew
change-restore-do = Take the strike back
change-restore-what = The entry counts again, and with it what the strike had taken along.
change-undo-what = Not as you meant it?
change-undo-do = Undo
change-undo-other = Put it right another way

change-elsewhere-link = It belongs to another person
change-elsewhere-title = File it on the right record
change-elsewhere-what = It goes to the other record with who wrote it and when. Here it is erased; nothing tells where it went.
change-elsewhere-code = Code of the right record
change-elsewhere-look = Look whose it is
change-elsewhere-to = It goes to:
change-elsewhere-then = Is this the right person? What was filed here by mistake can then no longer be read here.
change-elsewhere-do = File it there

event-restored = A strike was taken back
event-brought-here = Filed here from another record; written by { $what }
event-elsewhere = An entry was taken away; it did not belong here

struck-undone = Undone right away
struck-elsewhere = Filed on the wrong record
struck-carried = Went with the entry that caused it

again-title = Decide anew
again-what = What was decided for another age, each to be looked at once.
again-since = May be { $age } since { $day }: from that day the young person decides.
again-from = May be { $age } from { $day }: from that day the young person decides.
again-consents = To ask again
again-consents-none = Nothing that others agreed to is waiting.
again-of-age = Agreed by: { $who }. Ask the person, who decides now.
again-other-age = Agreed by: { $who }. At the age known now it is decided in another way.
again-services = Services that go on
again-services-none = No service is open.
again-services-how = Talk about each: with a new consent it goes on, without it ends.
again-end = End this service
again-end-do = End it
again-guardianship = Guardianship
again-guardianship-what = It ends with the eighteenth birthday. Write down who is there for the young person then.
again-guardianship-do = Write it down
again-wish-do = Ask and write down

death-said = Died: { $day }. Tasks and reminders have ended; nobody was sent a message.

same-person-title = The same person
same-person-what = A registrar found that these records are about one person. Each keeps its own history.
same-person-undo = Look at both, or take it back

child-correct-title = Put an entry right
consent-ask-again = To ask again
said-undone = Undone.
said-restored = The entry counts again.
said-filed-elsewhere = Filed on the other record.
trigger-age = before the birthday: { $age }
refused-target-unknown = There is no such record on which you may write this.
refused-target-answered = That record already says something else here. Look at it, and write it there by hand.
refused-not-struck = This entry is not struck through.
refused-no-longer-undone = This can no longer be undone with one click. Strike it through and say why.
refused-person-died = The person has died; nothing is shared any more.
reason-closed = The case was closed.
reason-other-age = This is for another age.
reason-team-closes = The team that was asked closes.
reason-consent-given = The person agreed since.
reason-consent-refused = The person refused this recipient.
reason-consent-withdrawn = The consent was withdrawn.
reason-sought-no-more = The relative's request turned out to be about somebody else.
