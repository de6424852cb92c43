# Notices beside the policy: for groups of people, points of collection, trackers and recipients.

## For everyone who reads a notice of one kind.

notice-as-of = Dieser Hinweis zeigt den Stand vom { $day }.
notice-for = Dieser Hinweis gilt für: { $who }
heading-uses-of = Wie { $name } Daten nutzt: { $who }
heading-we-use-of = Wie wir Daten nutzen: { $who }
label-notice = Datenschutzhinweis
label-website = Unsere Website
label-privacy-contact = Wer antwortet
more-in-policy = Die ganze Erklärung steht hier: { $url }
heading-open-questions = Offene Fragen

## The version of a text.

version-effective = Diese Fassung gilt ab dem { $day }.
version-next = Wir prüfen den Text erneut bis zum { $day }.
version-address = Dieser Text steht hier: { $url }
version-archive = Frühere Fassungen stehen hier: { $url }
complaining-link = Die Website der Behörde: { $url }

## Data that others give (GDPR Art. 14).

heading-from-others = Daten, die wir von anderen bekommen
from-others-law = Wir müssen Ihnen sagen, woher solche Daten kommen.
from-others-when =
    Das Gesetz gibt uns dafür höchstens einen Monat.
    Schreiben wir Ihnen vorher oder geben die Daten weiter, müssen wir es Ihnen dann sagen.
caption-from-others = Daten, die wir von anderen bekommen
column-from-whom = Von wem
column-told = Wann wir informieren

## Authorities and courts.

authorities-law = Das Gesetz kann uns verpflichten, einer Behörde oder einem Gericht Daten zu geben.

## Points of collection.

heading-points = Kurze Hinweise für die Stellen, an denen Sie uns Daten geben
points-for =
    Diese Hinweise sind für Menschen, die uns Daten geben.
    Jeder steht dort, wo wir nach den Daten fragen.
point-more = Mehr in der Datenschutzerklärung: { $url }

## Cookies and trackers.

label-trackers = Cookies und Tracker
heading-trackers = Cookies und Tracker
heading-trackers-of = Cookies und Tracker von { $name }
trackers-for = Diese Seite ist für alle, die unsere Website besuchen.
trackers-scanned = Zuletzt haben wir unsere Website am { $day } geprüft.
trackers-list = Unsere Seite über Cookies und Tracker nennt sie alle.
caption-trackers = Cookies und Tracker, die notwendigen zuerst
column-tracker = Name
column-kind = Art
column-set-by = Gesetzt von
column-choice = Ihre Wahl
heading-choice = Ihre Wahl
trackers-choice = Sie können zu jedem Tracker Nein sagen, der nicht notwendig ist.
trackers-withdraw = Haben Sie eingewilligt, können Sie das jederzeit widerrufen.

## The list of recipients.

label-recipients = Empfänger
heading-recipients-of = Wer Daten von { $name } bekommt
recipients-for = Diese Liste ist für alle, deren Daten wir nutzen.
heading-companies = Firmen
heading-by-activity = Wer Daten bekommt, nach Nutzung
caption-by-activity = Alle, die Daten bekommen, auch Behörden und Partner
column-sub-processors = Wer für sie arbeitet

## The version for children of about ten.

label-children = Für Kinder
heading-child-title = { $name } und deine Daten
heading-child-title-unnamed = Wir und deine Daten
child-for =
    Diese Seite ist für Kinder.
    Du kannst sie mit einem Erwachsenen lesen.
heading-child-data = Was sind deine Daten?
child-data =
    Daten sind das, was andere über dich wissen.
    Dein Name gehört dazu. Ein Foto von dir auch.
heading-child-who = Wer sind wir?
child-who = Wir sind { $name } und entscheiden, was mit deinen Daten passiert.
heading-child-uses = Was machen wir mit deinen Daten?
child-what = Das wissen wir über dich: { $what }.
child-why = Wir brauchen es dafür: { $why }.
child-who-sees = Das bekommen auch: { $who }.
child-how-long = So lange behalten wir es: { $how_long }
heading-child-rights = Was kannst du tun?
child-ask-see = Frag uns, was wir über dich wissen.
child-ask-fix = Sag uns, wenn etwas falsch ist. Wir müssen es ändern.
child-ask-delete = Bitte uns, es zu löschen. Manchmal müssen wir es laut Gesetz behalten.
child-ask-stop = Du hast zu etwas Ja gesagt? Du kannst später Nein sagen.
child-see-california = In Kalifornien kannst du fragen, was wir über dich wissen.
child-delete-california = In Kalifornien kannst du verlangen, dass wir es löschen.
child-help = Ein Erwachsener kann für dich fragen.
child-free = Fragen kostet nichts.
child-write = Schreib uns: { $email }
child-complain = Du findest, wir machen es falsch? Du kannst es dieser Stelle sagen: { $authority }.
