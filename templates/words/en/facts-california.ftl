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
