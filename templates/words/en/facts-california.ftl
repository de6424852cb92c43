# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Yes
california-no = No
california-nobody = Nobody

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Names, contact details and other ways to identify you
category-customer-records = Customer records
category-protected-characteristics = Traits protected by law
category-commercial = What you buy
category-biometric = Body measurements that identify you
category-internet-activity = What you do online
category-geolocation = Where you are
category-sensory = Sound, pictures and video
category-employment = Your work
category-education = Your education
category-inferences = What we conclude about you
category-sensitive = Sensitive information

statutory-identifiers = identifiers
statutory-customer-records = customer records, Civ. Code 1798.80(e)
statutory-protected-characteristics = characteristics of protected classifications
statutory-commercial = commercial information
statutory-biometric = biometric information
statutory-internet-activity = internet or other electronic network activity
statutory-geolocation = geolocation data
statutory-sensory = audio, electronic, visual or similar information
statutory-employment = professional or employment-related information
statutory-education = education information
statutory-inferences = inferences
statutory-sensitive = sensitive personal information

## Statements

under-16-yes = We know that we sell or share data of people under 16.
under-16-no = We do not know of any sale or sharing of data of people under 16.
beyond-listed-yes = We use sensitive data for more than the purposes that California lists. You can limit this.
beyond-listed-no = We use sensitive data only for the purposes that California lists.
signal-yes = If your browser sends an opt-out signal, we act on it.
signal-no = We do not act on opt-out signals.
verification-how = We check who you are. How: { $methods }.

## Rights, after "You can"

california-right-know = Know what we hold about you, where it came from and who got it.
california-right-delete = Have your data deleted.
california-right-correct = Have wrong data corrected.
california-right-opt-out = Tell us not to sell or share your data.
california-right-limit = Limit our use of your sensitive data.
california-right-no-retaliation = Use these rights without being treated worse.
california-right-agent = Let someone else ask for you, with your signed permission.

## What the ways to opt out do, as tested

feature-few-steps = It takes few steps.
feature-no-account = You need no account.
feature-no-verification = We do not ask you to prove who you are.
feature-more-than-cookies = It also stops what does not depend on cookies.
feature-opt-out-all = One step stops all sale and sharing.
feature-opt-out-parts = You can also choose what to stop.
feature-opt-out-status = We show you that it worked.
feature-limit-easy = It takes few steps. You need no account and no proof of who you are.
feature-limit-all = One step limits all of it.
feature-limit-parts = You can also choose what to limit.
feature-limit-status = We show you that it worked.
feature-admt-easy = It takes few steps. You need no account and no proof of who you are.
feature-admt-all = One step covers all such decisions.
feature-admt-parts = You can also choose which decisions it covers.
feature-admt-status = We show you that it worked.
frictionless = The signal alone is enough. It brings no charge, no change and no pop-up.
minors-opt-in = How people under 16, or their parents, say yes: { $methods }.
deidentified-promise = We keep some data without names. We do not try to find out whose it is.

## Requests

metrics-span = These requests came between { $from } and { $until }.
request-access = To know
request-erasure = To delete
request-rectification = To correct
request-opt-out = To stop sale or sharing
request-limit = To limit sensitive data
request-admt-opt-out = To opt out of decisions by software
request-admt-access = To know about decisions by software
request-admt-appeal = To have a person look again

## Offers in return for data

leaving-by = You leave here: { $ways }.

## Decisions by software (11 CCR 7221(b))

exception-none = You can opt out.
exception-human-appeal = You cannot opt out. You can appeal to a person who can change the decision.
exception-hiring-admission = You cannot opt out. We rely on the exception for software that only rates if people can do a job or a course.
exception-work-and-pay = You cannot opt out. We rely on the exception for software that only shares out work or sets pay.
california-right-admt-opt-out = Tell us to decide without software.
california-right-admt-appeal = Ask a person to look again at a decision made by software.
california-right-admt-access = Ask how software came to a decision about you.
