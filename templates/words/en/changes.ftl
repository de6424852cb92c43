# The changes of a quarter: summary, who must be told, redline.

## For everyone who reads the changes of a quarter.

label-what-changed = What changed
heading-what-changed = What changed in our privacy policy
changed-days = From { $before } to { $now }.
    .guide = the two days that are compared
changed-for = This page is for everyone who read the policy before.
    .guide = says whom the page is for
heading-in-short = In short
changed-nothing = Nothing changed.
    .guide = tells that the two files say the same

## Lines of the summary; they rest on the facts put in.

changed-named = We now name: { $names }.
changed-not-named = We no longer name: { $names }.
changed-use-new = New: { $names }.
changed-use-gone = No longer in the policy: { $names }.
changed-kept = { $what }: kept { $now }, was { $before }.
changed-value = { $what }: now “{ $now }”, was “{ $before }”.
changed-now-said = { $what }: we now say “{ $now }”.
changed-not-said = { $what }: we no longer say “{ $before }”.
changed-more = More changes stand below: { $n }.

## Every change, by what it is about.

heading-every-change = Every change
caption-every-change = Changes: { $kind }
column-about = About
column-before = Before
column-now = Now
label-changed-selling = Sale and sharing
label-changed-recipients = Who gets data
label-changed-purposes = What data is for
label-changed-periods = How long data is kept
label-changed-data = What data
label-changed-transfers = Where data goes
label-changed-claims = What holds for all data
label-changed-rights = Your rights
label-changed-contacts = How to reach us
label-changed-trackers = Cookies and trackers
label-changed-protection = How data is protected
label-not-said = not stated
label-not-known = not known any more
changed-cells = Cells moved without another word in the policy: { $n }.
    .guide = counts cells, and says nothing of the organisation

## Who must be told.

heading-who-is-told = Who must be told
caption-who-is-told = What the law asks for after these changes
column-duty = What to do
column-because = Because of
column-law = Law
label-all-changes = the changes below
tell-gdpr-purpose = Tell people of the new purpose before you use their data for it.
    .cite = GDPR Art. 13(3); GDPR Art. 14(4)
tell-gdpr-recipient = Name the recipient in the notice before it gets data.
    .cite = GDPR Art. 13(1)(e); GDPR Art. 14(1)(e)
tell-gdpr-transfer = State the country and what protects the data before it goes there.
    .cite = GDPR Art. 13(1)(f); GDPR Art. 14(1)(f)
tell-gdpr-text = Publish the new text, and make it easy to find.
    .cite = GDPR Art. 12(1)
tell-california-collection = Give a new notice at collection first. Without it, do not collect or use data for this.
    .cite = Civ. Code 1798.100(a)(1); 11 CCR 7002(f); 11 CCR 7012(d)
tell-california-sale = Do not sell or share data that you collected without the opt-out notice, unless the person agrees.
    .cite = 11 CCR 7013(h)
tell-california-text = Publish the new policy with its new date. Update it at least every 12 months.
    .cite = 11 CCR 7011(e)(4); Civ. Code 1798.130(a)(5)
tell-hipaa-revise = If the change is material, revise the notice first. From its effective date, post it and hand it out. Do not act on it before, unless law requires it.
    .cite = 45 CFR 164.520(b)(3); 45 CFR 164.520(c)(2)(iv); 45 CFR 164.520(c)(3)(i)
tell-hipaa-plan = A health plan posts the new notice online by its effective date and mails it with the next yearly mailing. A plan without a website tells members within 60 days.
    .cite = 45 CFR 164.520(c)(1)(v)
tell-hipaa-held = Apply the change to data that you already hold only if the earlier notice reserved that right.
    .cite = 45 CFR 164.520(b)(1)(v)(C); 45 CFR 164.530(i)(4)

## The text, with what was added and removed.

heading-redline = The text, sentence by sentence
redline-how = Words that were added are underlined. Words that were removed are struck through.
    .guide = says how to read the marks
redline-none = The earlier file holds no text in this language.
    .guide = tells that there is no earlier text to compare
redline-same = Sentences as before: { $n }.
    .guide = counts sentences, and says nothing of the organisation
redline-other = Sentences as before in other sections: { $n }.
    .guide = counts sentences, and says nothing of the organisation
label-added = added:
label-removed = removed:
label-beginning = Beginning
