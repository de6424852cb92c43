# Words of facts. What is in braces comes from the records; text before and after it stands as the language needs it.

## Legal reasons (GDPR Art. 6(1))

reason-consent = Sie haben eingewilligt. Sie können Ihre Einwilligung jederzeit widerrufen.
reason-contract = Wir brauchen Ihre Daten, um unseren Vertrag mit Ihnen zu erfüllen.
reason-vital-interests = Wir schützen damit das Leben eines Menschen.
reason-legal-obligation = Ein Gesetz verpflichtet uns dazu.
reason-legal-obligation-named = Ein Gesetz verpflichtet uns dazu: { $law }.
reason-public-task = Wir erfüllen damit unsere öffentliche Aufgabe.
reason-public-task-named = Wir erfüllen damit unsere öffentliche Aufgabe: { $law }.
reason-legitimate-interests = Unser Interesse: { $interest }.

## Sensitive data (GDPR Art. 9)

sensitive-unnamed = sensible Daten
sensitive-other = andere sensible Daten
special-health = Gesundheit
special-racial-ethnic = rassische oder ethnische Herkunft
special-political = politische Meinungen
special-religious = religiöse oder weltanschauliche Überzeugungen
special-trade-union = Gewerkschaftszugehörigkeit
special-genetic = genetische Daten
special-biometric = biometrische Daten zur eindeutigen Identifizierung
special-sex-life = Sexualleben oder sexuelle Orientierung

art9-explicit-consent = Sie haben in diese Nutzung ausdrücklich eingewilligt.
art9-employment = Das Arbeits- oder Sozialrecht verlangt es.
art9-vital-interests = Wir schützen damit das Leben eines Menschen.
art9-nonprofit = Wir nutzen sie als Organisation ohne Gewinnerzielungsabsicht für unsere Mitglieder.
art9-made-public = Sie haben sie selbst öffentlich gemacht.
art9-legal-claims = Wir nutzen sie für Rechtsansprüche.
art9-public-interest = Ein Gesetz erlaubt es wegen eines erheblichen öffentlichen Interesses.
art9-health-care = Wir nutzen sie für die Versorgung im Gesundheits- oder Sozialbereich.
art9-public-health = Wir schützen damit die öffentliche Gesundheit.
art9-research = Wir nutzen sie für Archive, Forschung oder Statistik.

## Where data comes from, and whether it must be given

source-person = Sie geben sie uns.
source-third-party = Wir bekommen sie von jemand anderem.
source-third-party-named = Wir bekommen sie von: { $name }.
source-public = Wir nehmen sie aus öffentlichen Quellen.
source-public-named = Wir nehmen sie aus öffentlicher Quelle: { $name }.
source-observed = Wir erfassen sie, wenn Sie unsere Dienste nutzen.
source-derived = Wir leiten sie aus anderen Daten ab.
must-provide-yes = Sie müssen sie angeben: Ein Gesetz oder unser Vertrag verlangt es.
must-provide-no = Sie entscheiden selbst, ob Sie sie angeben.
uses-children = Bei „{ $activity }“ nutzen wir auch Daten von Menschen unter 16 Jahren.

## Who gets data, and where it goes

who-nobody = Niemand außerhalb unserer Organisation.
contract-signed = Wir haben einen schriftlichen Vertrag mit dieser Stelle.
joint-activity = { $activity }: Darüber entscheiden wir gemeinsam mit { $partners }
joint-vendor = Wir entscheiden gemeinsam mit { $partner }, wofür und wie wir Ihre Daten nutzen.

safeguard-adequacy = Ein Beschluss der Europäischen Kommission deckt diese Übermittlung ab.
safeguard-scc = Ein Vertrag mit Standarddatenschutzklauseln der Europäischen Kommission schützt sie.
safeguard-bcr = Verbindliche interne Datenschutzvorschriften der Unternehmensgruppe schützen sie.
safeguard-code-or-certification = Genehmigte Verhaltensregeln oder eine genehmigte Zertifizierung schützen sie.
safeguard-public-instrument = Eine Vereinbarung zwischen öffentlichen Stellen schützt sie.
safeguard-authorised-clauses = Vertragsklauseln, die eine Aufsichtsbehörde genehmigt hat, schützen sie.
safeguard-explicit-consent = Sie haben in diese Übermittlung ausdrücklich eingewilligt.
safeguard-derogation = Wir stützen uns auf eine Ausnahme nach Artikel 49 der DSGVO.

## How long data is kept

# The event brings its own word for "after".
retention-event = { $period } { $event }
retention-counted = { $period }, gerechnet ab: { $event }
retention-without-end = Unbefristet
retention-delete-proven = Dann löschen wir sie.
retention-delete = Unsere Regel: Dann löschen wir sie.
retention-anonymise-proven = Dann machen wir sie anonym.
retention-anonymise = Unsere Regel: Dann machen wir sie anonym.
retention-archive = Dann kommen sie in ein Archiv.
retention-return = Unsere Regel: Dann geben wir sie zurück.

## Claims about the organisation as a whole

selling-yes = Wir verkaufen persönliche Daten oder teilen sie für Werbung.
selling-no = In den 12 Monaten vor dem { $day } haben wir keine persönlichen Daten verkauft oder für Werbung geteilt.
automated-yes = Software trifft Entscheidungen über Menschen.
automated-no = Software allein trifft keine Entscheidungen über Sie.
abroad-yes = Ein Teil Ihrer Daten verlässt den Europäischen Wirtschaftsraum.
abroad-countries = Ein Teil Ihrer Daten geht in diese Länder: { $countries }.
abroad-no = Ihre Daten bleiben im Europäischen Wirtschaftsraum.
children-yes = Wir nutzen Daten von Menschen unter 16 Jahren.

## At a glance

glance-what = Diese Daten nutzen wir am häufigsten: { $data }
glance-why = Dafür nutzen wir Ihre Daten: { $purposes }
glance-sensitive = Wir nutzen sensible Daten.
glance-sensitive-named = Wir nutzen sensible Daten: { $kinds }.
glance-without-end = Einen Teil der Daten behalten wir unbefristet.
glance-questions = Fragen? Schreiben Sie an { $email }.

## Rights under the GDPR, after "You can ask us to"

right-access = Ihnen Auskunft über Ihre Daten und eine Kopie geben.
right-rectification = Falsche Daten berichtigen.
right-erasure = Ihre Daten löschen.
right-restriction = Die Nutzung einschränken, solange eine Frage offen ist.
right-portability = Ihnen Ihre Daten in einer Datei geben, die Sie anderswo nutzen können.
right-objection = Eine Nutzung beenden, der Sie widersprechen. Bei Werbung hören wir immer auf.
right-withdrawal = Eine Nutzung beenden, wenn Sie Ihre Einwilligung widerrufen. Was wir vorher getan haben, bleibt rechtmäßig.
right-human-review = Eine Entscheidung von Software durch einen Menschen neu prüfen lassen.

## Groups of people, as headings

audience-applicants = Bewerberinnen und Bewerber
audience-business = Geschäftspartner und Lieferanten
audience-staff = Beschäftigte
audience-patients = Patientinnen und Patienten
audience-members = Mitglieder
audience-insured = Versicherte
audience-parents = Eltern und Sorgeberechtigte
audience-children = Kinder und Jugendliche
audience-students = Schülerinnen, Schüler und Studierende
audience-visitors = Besucherinnen und Besucher
audience-prospects = Menschen, die sich für uns interessieren
audience-donors = Menschen, die spenden oder uns unterstützen
audience-customers = Kundinnen und Kunden
audience-others = Andere Menschen
