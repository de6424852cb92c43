# What California asks to tell: the part of the policy, and the notices beside it.

# Stands between a label and what it names.
label-colon = :

## The part of a policy for California, and the policy that holds it alone (11 CCR 7011)

label-california-policy = Privacy policy for California
heading-california-title = How { $name } uses data of people in California
california-for = This part is for people who live in California. Staff and people who apply for a job count too.
    .cite = Civ. Code 1798.140(i)
california-beside = Our privacy policy for California stands beside this one.
    .guide = leads to the policy beside it
california-beside-holds = It holds the lists that the law of California asks for.
    .guide = leads to the policy beside it
heading-california-collected = What we collect
caption-california-collected = Kinds of personal information under California law
california-above = The tables above say why we use your data, where it comes from and how long we keep it.
    .guide = leads to the tables of the policy
heading-california-why = Why we collect it, and where it comes from
caption-california-why = Why we collect data, where it comes from and how long we keep it
column-from = Where it comes from
heading-california-sold = What we sell or share
caption-california-sold = What we sold or shared, with whom and why
column-sold-to = Who got it
heading-california-disclosed = What we give to others for our work
caption-california-disclosed = Who got data for our work, and what for
column-what-for = What for
heading-california-under-16 = People under 16
minors-teens = From 13 to 15, the law asks for your own yes first.
    .cite = 11 CCR 7071
minors-parents = Below 13, the law asks for the yes of a parent first.
    .cite = 11 CCR 7070
heading-california-sensitive = Sensitive data in California
heading-california-rights = Your rights in California
heading-california-asking = How to use these rights
asking-10 = The law gives us 10 business days to confirm that we got it.
    .cite = 11 CCR 7021(a)
asking-agent = Someone who asks for you must show us your signed permission if we ask for it.
    .cite = 11 CCR 7063
questions-to = Questions? Write to { $email }.
heading-california-choices = How to opt out and to limit
label-opt-out-here = Opt out of sale and sharing here
label-limit-here = Limit sensitive data here
label-policy-here = Our privacy policy
heading-california-metrics = How we answered requests
caption-california-metrics = Requests under California law
column-request-kind = Kind of request
column-received = Received
column-granted = Carried out, whole or in part
column-refused = Refused
column-median = Days to answer (median)
heading-california-unnamed = Data without names

## The notice at collection (11 CCR 7012)

label-collection = Notice at collection
heading-collection = What { $name } collects, and why
heading-collection-we = What we collect, and why
notice-for-californians = This notice is for people who live in California. Staff and people who apply for a job count too.
    .cite = Civ. Code 1798.140(i)
concerns = It concerns: { $who }.
heading-place = Where: { $place }
collected-for = We collect data here for: { $activities }
caption-collected = What we collect here: { $place }
heading-collection-choices = Your choices
heading-unplaced = Other places

## The notices of the rights to opt out (11 CCR 7013) and to limit (11 CCR 7014)

label-opt-out = Notice of right to opt out
heading-opt-out = Your right to stop the sale and sharing of your data
heading-opt-out-right = What you can stop
opt-out-right = You can tell us at any time to stop selling and sharing your data.
    .cite = Civ. Code 1798.120(a)
opt-out-sale = To sell means to give data to others for money or something else of value.
    .cite = Civ. Code 1798.140(ad)
opt-out-sharing = To share means to give data to others for ads that follow what you do elsewhere.
    .cite = Civ. Code 1798.140(ah)
heading-opt-out-how = How to opt out
other-ways = You can also tell us by: { $channels }.
heading-opt-out-after = What happens then
opt-out-days = The law gives us 15 business days to stop.
    .cite = 11 CCR 7026(f)(1)
opt-out-others = We must tell those who got your data after your request.
    .cite = 11 CCR 7026(f)(2)
opt-out-wait = For 12 months we must not ask you to change your mind.
    .cite = 11 CCR 7026(k)
opt-out-agent = Someone else can do this for you, with your signed permission.
    .cite = 11 CCR 7026(j)
no-worse = We must not treat you worse for it.
    .cite = Civ. Code 1798.125(a)
label-limit = Notice of right to limit
heading-limit = Your right to limit our use of sensitive data
heading-limit-right = What you can limit
limit-right = You can tell us to use your sensitive data only for what you asked us to do. A few other needs stay. The law lists them.
    .cite = Civ. Code 1798.121(a)
limit-used = We use sensitive data in: { $activities }
heading-limit-how = How to limit it
limit-days = The law gives us 15 business days to stop.
    .cite = 11 CCR 7027(g)(1)
limit-others = We must tell those who use it for us. We must also tell those who got it after your request.
    .cite = 11 CCR 7027(g)(2)-(3)
limit-wait = For 12 months we must not ask you to change your mind.
    .cite = 11 CCR 7027(l)
limit-agent = Someone else can do this for you, with your signed permission.
    .cite = 11 CCR 7027(j)

## The notice of a financial incentive (11 CCR 7016)

label-incentive = Notice of financial incentive
heading-incentive = What you get for your data
heading-offer = The offer: { $name }
label-offer = What you get
label-terms = What it depends on
label-incentive-data = Which data
heading-joining = Joining and leaving
incentive-consent = You join only if you say yes first.
    .cite = Civ. Code 1798.125(b)(3)
incentive-leave = You can leave at any time.
    .cite = 11 CCR 7016(d)(4)
label-joining = How to join
label-leaving = How to leave
heading-data-value = What your data is worth to us
label-value = Our estimate
label-method = How we made it
label-fit = Why what you get fits it

## The notice before software decides (11 CCR 7220)

label-admt = Notice before software decides
heading-admt = When software decides about you
heading-decision = The decision: { $name }
label-decision-purpose = What it is for
label-decision-data = Data that counts
heading-decision-logic = How it works
label-logic = The software
label-output = What comes out
label-effect = What it means for you
label-person = What a person does
heading-decision-choices = What you can do
label-opting-out = Opting out
label-how-to-opt-out = How to opt out
label-instead = How we decide then
label-appeal = How to appeal
admt-days = The law gives us 15 business days to stop.
    .cite = 11 CCR 7221(n)
admt-access = You can ask us how we used the software for you.
    .cite = 11 CCR 7220(c)(3)
label-access = How to ask
admt-no-worse = We must not punish you for using these rights.
    .cite = 11 CCR 7220(c)(4)
