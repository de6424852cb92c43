# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Ja
california-no = Nein
california-nobody = Niemand

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Namen, Kontaktdaten und anderes, woran man Sie erkennt
category-customer-records = Kundenunterlagen
category-protected-characteristics = Merkmale, die das Gesetz schützt
category-commercial = Was Sie kaufen
category-biometric = Körpermerkmale, an denen man Sie erkennt
category-internet-activity = Was Sie im Internet tun
category-geolocation = Wo Sie sind
category-sensory = Ton, Bilder und Videos
category-employment = Ihre Arbeit
category-education = Ihre Bildung
category-inferences = Was wir über Sie schließen
category-sensitive = Sensible Daten

statutory-identifiers = Identifikatoren
statutory-customer-records = Kundenunterlagen, Civ. Code 1798.80(e)
statutory-protected-characteristics = Merkmale gesetzlich geschützter Gruppen
statutory-commercial = kommerzielle Informationen
statutory-biometric = biometrische Informationen
statutory-internet-activity = Aktivität im Internet oder in anderen elektronischen Netzen
statutory-geolocation = Standortdaten
statutory-sensory = akustische, elektronische, visuelle oder ähnliche Informationen
statutory-employment = Informationen zu Beruf oder Beschäftigung
statutory-education = Informationen zur Bildung
statutory-inferences = Schlussfolgerungen
statutory-sensitive = sensible persönliche Informationen

## Statements

under-16-yes = Wir wissen, dass wir Daten von Menschen unter 16 verkaufen oder teilen.
under-16-no = Wir wissen von keinem Verkauf und keinem Teilen von Daten von Menschen unter 16.
beyond-listed-yes = Wir nutzen sensible Daten für mehr Zwecke als die, die Kalifornien nennt. Sie können das begrenzen.
beyond-listed-no = Wir nutzen sensible Daten nur für die Zwecke, die Kalifornien nennt.
signal-yes = Wenn Ihr Browser ein Opt-out-Signal sendet, beachten wir es.
signal-no = Opt-out-Signale beachten wir nicht.
verification-how = Wir prüfen, wer Sie sind. So: { $methods }.

## Rights, after "You can"

california-right-know = Erfahren, was wir über Sie haben, woher es kommt und wer es bekommen hat.
california-right-delete = Ihre Daten löschen lassen.
california-right-correct = Falsche Daten berichtigen lassen.
california-right-opt-out = Uns sagen, dass wir Ihre Daten nicht verkaufen oder teilen sollen.
california-right-limit = Begrenzen, wie wir Ihre sensiblen Daten nutzen.
california-right-no-retaliation = Diese Rechte nutzen, ohne schlechter behandelt zu werden.
california-right-agent = Jemand anderen für sich anfragen lassen, mit Ihrer unterschriebenen Erlaubnis.

## What the ways to opt out do, as tested

feature-few-steps = Es sind nur wenige Schritte.
feature-no-account = Sie brauchen kein Konto.
feature-no-verification = Sie müssen nicht nachweisen, wer Sie sind.
feature-more-than-cookies = Das stoppt auch, was nicht von Cookies abhängt.
feature-opt-out-all = Ein Schritt stoppt jeden Verkauf und jedes Teilen.
feature-opt-out-parts = Sie können auch wählen, was Sie stoppen.
feature-opt-out-status = Wir zeigen Ihnen, dass es geklappt hat.
feature-limit-easy = Es sind nur wenige Schritte. Sie brauchen kein Konto und keinen Nachweis, wer Sie sind.
feature-limit-all = Ein Schritt begrenzt alles.
feature-limit-parts = Sie können auch wählen, was Sie begrenzen.
feature-limit-status = Wir zeigen Ihnen, dass es geklappt hat.
feature-admt-easy = Es sind nur wenige Schritte. Sie brauchen kein Konto und keinen Nachweis, wer Sie sind.
feature-admt-all = Ein Schritt gilt für alle Entscheidungen dieser Art.
feature-admt-parts = Sie können auch wählen, für welche Entscheidungen es gilt.
feature-admt-status = Wir zeigen Ihnen, dass es geklappt hat.
frictionless = Das Signal allein genügt. Es kostet nichts, ändert nichts und öffnet kein Pop-up.
minors-opt-in = So sagen Menschen unter 16 oder ihre Eltern Ja: { $methods }.
deidentified-promise = Manche Daten behalten wir ohne Namen. Wir versuchen nicht, herauszufinden, zu wem sie gehören.

## Requests

metrics-span = Diese Anfragen kamen zwischen dem { $from } und dem { $until }.
request-access = Auskunft
request-erasure = Löschung
request-rectification = Berichtigung
request-opt-out = Ende von Verkauf oder Teilen
request-limit = Begrenzung sensibler Daten
request-admt-opt-out = Entscheidung ohne Software
request-admt-access = Auskunft über Entscheidungen durch Software
request-admt-appeal = Prüfung durch einen Menschen

## Offers in return for data

leaving-by = Hier steigen Sie aus: { $ways }.

## Decisions by software (11 CCR 7221(b))

exception-none = Sie können widersprechen.
exception-human-appeal = Sie können nicht widersprechen. Sie können die Entscheidung bei einem Menschen anfechten, der sie ändern kann.
exception-hiring-admission = Sie können nicht widersprechen. Wir stützen uns auf die Ausnahme für Software, die nur bewertet, ob jemand eine Arbeit oder einen Kurs schafft.
exception-work-and-pay = Sie können nicht widersprechen. Wir stützen uns auf die Ausnahme für Software, die nur Arbeit verteilt oder Lohn festlegt.
california-right-admt-opt-out = Von uns verlangen, ohne Software zu entscheiden.
california-right-admt-appeal = Einen Menschen bitten, eine Entscheidung der Software neu zu prüfen.
california-right-admt-access = Fragen, wie Software zu einer Entscheidung über Sie kam.
