# Referrals, transfers, and the school’s side.

refer-title = Referrals
refer-what = A referral buys a service; responsibility stays with you. A transfer moves responsibility.
refer-received = Received
refer-sent = Sent
refer-empty-received = Referrals to you or your team will be here.
refer-empty-sent = Referrals you send will be here, with their answers.
refer-do = Refer
refer-send-do = Send to { $recipient }
refer-to = To whom
refer-note = What they need to know
refer-ends = Ends on
refer-they-see = They will see
refer-blocked = There is no consent for this purpose and recipient.
refer-blocked-mend = Record a consent first.
refer-override-why = Why this cannot wait for consent
refer-state-sent = sent
refer-state-accepted = accepted
refer-state-declined = declined
refer-state-done = done
refer-state-revoked = revoked
refer-accept-do = Accept referral
refer-decline-do = Decline referral
refer-decline-why = Why it is declined
refer-done-do = Mark referral as done
refer-done-what = What was done
refer-done-ends = With this, access to the record ends.
refer-revoke-do = Revoke referral
refer-revoke-why = Why it is revoked
refer-from = From
pupil-support = Support plan
refer-for = Refer: { $purpose }
refer-near = Near by
refer-elsewhere = Elsewhere
refer-no-consent = no consent yet
refer-no-service = No service here answers for this yet.
refer-note-hint = What the child needs and what helps, in a few sentences. Nothing of the past.
refer-other-purpose = Choose another purpose
refer-blocked-override = Record a consent first, or write below why this cannot wait.
refer-override-hint = Your reason stays with the referral.
refer-urgency = How soon
refer-urgent = Today or tomorrow
refer-soon = Within three days
refer-routine = Within a week
refer-ends-hint = { $days ->
    [one] If you leave it empty: in { $days } day.
   *[other] If you leave it empty: in { $days } days.
  }
refer-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
  }
refer-they-see-end = This ends with the referral, at the latest on its last day.
refer-they-see-not = They never see where the child came from, the course of the case or what others wrote.
refer-sees-letter = Your letter above, and what it is for
refer-sees-as = Your letter above, under the words “{ $words }”
refer-sees-face = Name, sex and birth date
refer-sees-parts = These parts of the record: { $what }
refer-sees-status = Only whether there is anything: { $what }
refer-letter = Letter
refer-sent-on = Sent
refer-answered = Answered
refer-accept-what = With your yes this record stays open to your team until { $until }.
refer-revoke-what = The recipient’s access ends at once.
refer-worker-sends = There is consent. The worker responsible sends this referral.
