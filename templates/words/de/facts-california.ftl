# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Ja
california-no = Nein
california-nobody = Niemand

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Namen, Kontaktdaten und anderes, woran man Sie erkennt
category-customer-records = Kundenakten
category-protected-characteristics = Merkmale, die das Gesetz schützt
category-commercial = Was Sie kaufen
category-biometric = Körpermerkmale, an denen man Sie erkennt
category-internet-activity = Was Sie im Internet tun
category-geolocation = Wo Sie sind
category-sensory = Ton, Bilder und Videos
category-employment = Ihre Arbeit
category-education = Ihre Ausbildung
category-inferences = Was wir über Sie schließen
category-sensitive = Sensible Daten

statutory-identifiers = Identifikatoren
statutory-customer-records = Kundenakten, Civ. Code 1798.80(e)
statutory-protected-characteristics = Merkmale gesetzlich geschützter Gruppen
statutory-commercial = geschäftliche Informationen
statutory-biometric = biometrische Informationen
statutory-internet-activity = Aktivität im Internet oder in anderen elektronischen Netzen
statutory-geolocation = Standortdaten
statutory-sensory = akustische, elektronische, visuelle oder ähnliche Informationen
statutory-employment = Informationen zu Beruf oder Beschäftigung
statutory-education = Informationen zur Ausbildung
statutory-inferences = Schlussfolgerungen
statutory-sensitive = sensible persönliche Informationen

## Statements

under-16-yes = Wir wissen, dass wir Daten von Menschen unter 16 verkaufen oder teilen.
under-16-no = Wir wissen von keinem Verkauf und keinem Teilen von Daten von Menschen unter 16.
beyond-listed-yes = Wir nutzen sensible Daten für mehr als die Zwecke, die Kalifornien nennt. Sie können das begrenzen.
beyond-listed-no = Wir nutzen sensible Daten nur für die Zwecke, die Kalifornien nennt.
signal-yes = Wenn Ihr Browser ein Opt-out-Signal sendet, folgen wir ihm.
signal-no = Opt-out-Signalen folgen wir nicht.
verification-how = Wir prüfen, wer Sie sind. So: { $methods }.

## Rights, after "You can"

california-right-know = Erfahren, was wir über Sie haben, woher es kommt und wer es bekommen hat.
california-right-delete = Ihre Daten löschen lassen.
california-right-correct = Falsche Daten berichtigen lassen.
california-right-opt-out = Uns sagen, dass wir Ihre Daten nicht verkaufen oder teilen sollen.
california-right-limit = Begrenzen, wie wir Ihre sensiblen Daten nutzen.
california-right-no-retaliation = Diese Rechte nutzen, ohne schlechter behandelt zu werden.
california-right-agent = Jemand anderen für Sie fragen lassen, mit Ihrer unterschriebenen Erlaubnis.
