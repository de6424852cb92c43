# Facts of notices: data from others, points of collection, trackers, versions.

## Data that does not come from the person (GDPR Art. 14)

indirect-public = This source is public.
indirect-partly-public = Some of it comes from public sources.
indirect-not-public = This source is not public.
indirect-told = We last told people on { $day }.
not-told-already-informed = People know this already.
not-told-disproportionate = To tell each person is not possible, or takes too much effort.
not-told-laid-down-by-law = A law says that we get this data or pass it on.
not-told-secrecy = Professional secrecy covers this data.
not-told-reason = Our reason: { $reason }
withdrawal = How to take it back: { $ways }.

## Where data is collected

point-why = Why: { $items }.
point-who = Who gets it: { $items }.
point-how-long = How long we keep it: { $items }.
# Behind the items of a list that are named.
and-more = { $n } more

## Cookies and trackers

trackers-yes = We use { $n ->
        [one] { $n } cookie or tracker
       *[other] { $n } cookies and trackers
    }.
trackers-none = On { $day } we scanned { $n ->
        [one] { $n } page
       *[other] { $n } pages
    } of our website and found no cookies or trackers.
tracker-necessary = Needed
tracker-preferences = Your settings
tracker-statistics = Statistics
tracker-marketing = Advertising
party-first = our own site
party-third = another company
tracker-ads = We share this for advertising.
tracker-after-yes = It starts only after you say yes.
tracker-asked = We ask you.
tracker-too-early = We ask you, but it starts before you choose.
tracker-not-asked = We do not ask you.

## Claims, contacts and the summary

training-yes = We use data to train software: { $activities }.
authorities = In the 12 months before { $day }, we gave data to authorities or courts { $n ->
        [one] once
       *[other] { $n } times
    }.
dpo-none = We have no data protection officer: { $reason }
glance-long = We keep part of the data for { $period }.
audience-californians = People in California
