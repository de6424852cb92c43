# Notices beside the policy: for groups of people, points of collection, trackers and recipients.

## For everyone who reads a notice of one kind.

notice-as-of = This notice shows our records of { $day }.
    .guide = the day that the records speak for
notice-for = This notice is for: { $who }
heading-uses-of = How { $name } uses the data of: { $who }
heading-we-use-of = How we use the data of: { $who }
label-notice = Privacy notice
label-website = Our website
label-privacy-contact = Who answers
more-in-policy = Read the whole policy here: { $url }
heading-open-questions = Questions that remain

## The version of a text.

version-effective = It is in force from { $day }.
version-next = We review it again by { $day }.
version-address = You find it here: { $url }
version-archive = Earlier versions are here: { $url }
complaining-link = The website of the authority: { $url }

## Data that others give (GDPR Art. 14).

heading-from-others = Data that others give us
from-others-law = We must tell you where such data comes from.
    .cite = GDPR Art. 14(2)(f)
from-others-when =
    The law gives us one month at most to tell you.
    If we write to you or pass the data on first, we must tell you then.
    .cite = GDPR Art. 14(3)
caption-from-others = Data that others give us
column-from-whom = From whom
column-told = When people are told

## Authorities and courts.

authorities-law = The law can make us give data to an authority or a court.
    .cite = GDPR Art. 6(1)(c); 45 CFR 164.512(a)

## Points of collection.

heading-points = Short notices where you give us data
points-for =
    These notices are for people who give us data.
    Each stands where the data is asked for.
    .guide = says whom the page is for
point-more = More in the privacy policy: { $url }

## Cookies and trackers.

label-trackers = Cookies and trackers
heading-trackers = Cookies and trackers
heading-trackers-of = Cookies and trackers of { $name }
trackers-for = This page is for everyone who visits our website.
    .guide = says whom the page is for
trackers-scanned = The last scan of our website was on { $day }.
trackers-list = Our page on cookies and trackers names each of them.
    .guide = leads to the table of trackers
caption-trackers = Cookies and trackers, the needed ones first
column-tracker = Name
column-kind = Kind
column-set-by = Set by
column-choice = Your choice
heading-choice = Your choice
trackers-choice = You can say no to every tracker that is not needed.
    .cite = Directive 2002/58/EC Art. 5(3)
trackers-withdraw = If you said yes, you can change your mind at any time.
    .cite = GDPR Art. 7(3)

## The list of recipients.

label-recipients = Recipients
heading-recipients-of = Who gets data from { $name }
recipients-for = This list is for everyone whose data we use.
    .guide = says whom the page is for
heading-companies = Companies
heading-by-activity = Who gets data, use by use
caption-by-activity = Everyone who gets data, also authorities and partners
column-sub-processors = Who works for them

## The version for children of about ten.

label-children = For children
heading-child-title = { $name } and your data
heading-child-title-unnamed = We and your data
child-for =
    This page is for children.
    You can read it with a grown-up.
    .guide = says whom the page is for
heading-child-data = What is data about you?
child-data =
    Data is what people know about you.
    Your name is data. A photo of you is data too.
    .guide = explains a word
heading-child-who = Who are we?
child-who = We are { $name }, and we decide what happens with your data.
heading-child-uses = What do we do with your data?
child-what = We know this about you: { $what }.
child-why = We need it for this: { $why }.
child-who-sees = They get it too: { $who }.
child-how-long = How long we keep it: { $how_long }
heading-child-rights = What can you do?
child-ask-see = Ask us what we know about you.
    .cite = GDPR Art. 15
child-ask-fix = Tell us when something is wrong. We must fix it.
    .cite = GDPR Art. 16
child-ask-delete = Ask us to delete it. Sometimes a law says that we must keep it.
    .cite = GDPR Art. 17
child-ask-stop = You said yes to something? You can say no later.
    .cite = GDPR Art. 7(3)
child-see-california = In California, you can ask us what we know about you.
    .cite = Civ. Code 1798.110
child-delete-california = In California, you can ask us to delete it.
    .cite = Civ. Code 1798.105
child-help = A grown-up can ask for you.
    .guide = says who can help a child
child-free = It costs nothing to ask.
    .cite = GDPR Art. 12(5); Civ. Code 1798.130(a)(2)(A)
child-write = Write to us: { $email }
child-complain = You think we do it wrong? You can tell this office: { $authority }.
    .cite = GDPR Art. 13(2)(d)
