# Die Änderungen eines Quartals: Zusammenfassung, wer informiert werden muss, Text mit Markierungen.

## For everyone who reads the changes of a quarter.

label-what-changed = Was sich geändert hat
heading-what-changed = Was sich in unserer Datenschutzerklärung geändert hat
changed-days = Vom { $before } bis zum { $now }.
changed-for = Diese Seite ist für alle, die die frühere Fassung gelesen haben.
heading-in-short = Kurz gesagt
changed-nothing = Nichts hat sich geändert.

## Lines of the summary; they rest on the facts put in.

changed-named = Wir nennen jetzt: { $names }.
changed-not-named = Wir nennen nicht mehr: { $names }.
changed-use-new = Neu: { $names }.
changed-use-gone = Nicht mehr in der Erklärung: { $names }.
changed-kept = { $what }: aufbewahrt { $now }, vorher { $before }.
changed-value = { $what }: jetzt „{ $now }“, vorher „{ $before }“.
changed-now-said = { $what }: Wir sagen jetzt „{ $now }“.
changed-not-said = { $what }: Wir sagen nicht mehr „{ $before }“.
changed-more = Weitere Änderungen stehen unten: { $n }.

## Every change, by what it is about.

heading-every-change = Jede Änderung
caption-every-change = Änderungen: { $kind }
column-about = Worum es geht
column-before = Vorher
column-now = Jetzt
label-changed-selling = Verkauf und Weitergabe
label-changed-recipients = Wer Daten erhält
label-changed-purposes = Wofür Daten da sind
label-changed-periods = Wie lange Daten bleiben
label-changed-data = Welche Daten
label-changed-transfers = Wohin Daten gehen
label-changed-claims = Was für alle Daten gilt
label-changed-rights = Ihre Rechte
label-changed-contacts = Wie Sie uns erreichen
label-changed-trackers = Cookies und Tracker
label-changed-protection = Wie Daten geschützt sind
label-not-said = nicht genannt
label-not-known = nicht mehr bekannt
changed-cells = Zellen, die sich ohne ein anderes Wort in der Erklärung bewegt haben: { $n }.

## Who must be told.

heading-who-is-told = Wer informiert werden muss
caption-who-is-told = Was das Gesetz nach diesen Änderungen verlangt
column-duty = Was zu tun ist
column-because = Wegen
column-law = Gesetz
label-all-changes = die Änderungen unten
tell-gdpr-purpose = Informieren Sie die Menschen über den neuen Zweck, bevor Sie ihre Daten dafür nutzen.
tell-gdpr-recipient = Nennen Sie den Empfänger in der Erklärung, bevor er Daten erhält.
tell-gdpr-transfer = Nennen Sie das Land und den Schutz der Daten, bevor sie dorthin gehen.
tell-gdpr-text = Veröffentlichen Sie den neuen Text gut auffindbar.
tell-california-collection = Geben Sie zuerst einen neuen Hinweis bei der Erhebung. Ohne ihn dürfen Sie dafür keine Daten erheben oder nutzen.
tell-california-sale = Verkaufen oder teilen Sie keine Daten, die Sie ohne den Hinweis auf den Widerspruch erhoben haben, außer die Person stimmt zu.
tell-california-text = Veröffentlichen Sie die neue Erklärung mit neuem Datum. Erneuern Sie sie mindestens alle 12 Monate.
tell-hipaa-revise = Ist die Änderung wesentlich, ändern Sie zuerst die Erklärung. Ab ihrem Geltungstag hängen Sie sie aus und geben sie aus. Handeln Sie nicht vorher danach, außer das Gesetz verlangt es.
tell-hipaa-plan = Eine Krankenversicherung stellt die neue Erklärung bis zum Geltungstag ins Netz und schickt sie mit der nächsten Jahrespost. Ohne Website informiert sie die Mitglieder in 60 Tagen.
tell-hipaa-held = Wenden Sie die Änderung auf vorhandene Daten nur an, wenn die frühere Erklärung dieses Recht vorbehielt.

## The text, with what was added and removed.

heading-redline = Der Text, Satz für Satz
redline-how = Hinzugefügte Wörter sind unterstrichen. Entfernte Wörter sind durchgestrichen.
redline-none = Die frühere Datei enthält keinen Text in dieser Sprache.
redline-same = Sätze wie zuvor: { $n }.
redline-other = Sätze wie zuvor in anderen Abschnitten: { $n }.
label-added = hinzugefügt:
label-removed = entfernt:
label-beginning = Anfang
