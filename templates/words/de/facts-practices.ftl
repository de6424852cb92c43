# Was eine Notice of Privacy Practices über die Organisation sagt.

## Verwendung ohne Unterschrift (45 CFR 164.510, 164.512)

npp-use-family = Familie und Freunde: Wir dürfen denen, die bei Ihrer Versorgung helfen oder dafür zahlen, sagen, was sie wissen müssen. Bei einer Katastrophe dürfen wir Hilfsorganisationen sagen, wo Sie sind. Sie können Nein sagen.
npp-use-directory = Unser Verzeichnis: Wer namentlich nach Ihnen fragt, dem dürfen wir sagen, wo Sie sind und wie es Ihnen geht. Geistliche dürfen auch Ihren Glauben erfahren. Sie können Nein sagen.
npp-use-public-health = Öffentliche Gesundheit: Wir dürfen Krankheiten, Verletzungen, Geburten, Todesfälle und Probleme mit Arzneimitteln den zuständigen Stellen melden.
npp-use-abuse = Misshandlung: Wir dürfen die zuständige Stelle informieren, wenn wir glauben, dass Sie Misshandlung, Vernachlässigung oder häusliche Gewalt erleiden. Dafür brauchen wir Ihre Zustimmung oder ein Gesetz, das es erlaubt.
npp-use-child-abuse = Kindesmisshandlung: Wir dürfen Misshandlung und Vernachlässigung von Kindern der Stelle melden, die solche Meldungen annimmt.
npp-use-threat = Gefahr: Wir dürfen Menschen warnen, die eine ernste, unmittelbare Gefahr für die Gesundheit oder Sicherheit eines Menschen abwenden können.
npp-use-workplace = Ihre Arbeit: Untersuchen wir Sie für Ihren Arbeitgeber, dürfen wir ihm Arbeitsunfälle und Befunde zur Gesundheit am Arbeitsplatz melden. Wir müssen Ihnen das schriftlich sagen.
npp-use-school = Schulen: Wir dürfen einer Schule eine Impfung nachweisen, wenn ein Gesetz das von der Schule verlangt. Sie oder ein Elternteil müssen vorher zustimmen.
npp-use-research = Forschung: Wir dürfen Daten für eine Studie weitergeben, wenn ein Prüfgremium entschieden hat, dass Ihre Unterschrift nicht nötig ist.
npp-use-deceased = Nach einem Todesfall: Wir dürfen Daten an Leichenbeschauer, Bestatter und Stellen geben, die Organspenden vermitteln.
npp-use-required-by-law = Gesetze: Wenn ein Gesetz die Weitergabe verlangt, geben wir weiter, was dieses Gesetz verlangt.
npp-use-oversight = Aufsicht: Wir dürfen Daten an Behörden geben, die das Gesundheitswesen prüfen, für Prüfungen, Kontrollen und Zulassungen.
npp-use-court = Gerichte: Wir dürfen Daten auf Anordnung eines Gerichts weitergeben. Auf eine Vorladung (Subpoena) dürfen wir antworten, wenn Sie darüber informiert wurden oder ein Gericht die Daten schützt.
npp-use-police = Polizei: Wir dürfen Daten auf richterlichen Beschluss weitergeben, um Vermisste oder Verdächtige zu finden, oder wegen einer Straftat. Das Gesetz setzt für jeden Fall Grenzen.
npp-use-workers-compensation = Arbeitsunfälle: Wir dürfen Daten für Ansprüche an die Versicherung für Arbeitsunfälle weitergeben.
npp-use-government = Öffentliche Aufgaben: Wir dürfen Daten für Militärdienst, nationale Sicherheit, Gefängnisse und staatliche Leistungen weitergeben.

## Abschnitte, die nur manche Hinweise brauchen

npp-psychotherapy = Notizen aus Gesprächstherapien bewahren wir getrennt von Ihrer Akte auf. Für die meisten Verwendungen dieser Notizen brauchen wir Ihre Unterschrift.
npp-fundraising = Wir dürfen Sie um Spenden bitten. Sie haben das Recht, solche Nachrichten abzulehnen.
npp-sponsor = Wir dürfen Ihre Gesundheitsdaten dem Träger des Plans geben, damit er den Plan verwalten kann.
npp-underwriting = Wir nutzen Gesundheitsdaten, um über den Versicherungsschutz und seinen Preis zu entscheiden. Das Gesetz verbietet uns, dafür genetische Daten zu verwenden.
npp-changes-reserved = Wir dürfen diesen Hinweis ändern. Die Änderung gilt dann auch für Daten, die wir schon haben.
npp-changes-later-only = Wenn wir diesen Hinweis ändern, gilt die Änderung nur für Daten, die wir nach ihrem Inkrafttreten erhalten.

## Daten über Suchtbehandlung (42 CFR Part 2)

part2-programme = Für unser Programm zur Suchtbehandlung gilt ein Bundesgesetz der USA, 42 CFR Part 2.
part2-held = Wir haben Daten aus Programmen zur Suchtbehandlung. Ein Bundesgesetz der USA, 42 CFR Part 2, schützt sie.
part2-fundraising = Bevor wir diese Daten für Spendenaufrufe verwenden, geben wir Ihnen deutlich Gelegenheit, das abzulehnen.
part2-use-emergency = Notfälle: Wir dürfen sie medizinischem Personal geben, wenn Sie sofort Hilfe brauchen und nicht einwilligen können.
part2-use-research = Forschung: Wir dürfen sie für Studien weitergeben, die den Regeln dieses Gesetzes folgen.
part2-use-audit = Prüfungen: Wir dürfen sie denen geben, die das Programm prüfen oder bewerten.
part2-use-public-health = Öffentliche Gesundheit: Wir dürfen sie Gesundheitsbehörden geben, wenn daraus nicht hervorgeht, wer Sie sind.
part2-use-court = Gerichte: Wir dürfen sie weitergeben, wenn ein Gericht es anordnet und eine Vorladung (Subpoena) vorliegt.
part2-use-own-staff = Unser Personal: Wer sie für Ihre Behandlung oder für die Leitung des Programms braucht, darf sie verwenden.
part2-use-service-organisations = Firmen, die für das Programm arbeiten, dürfen sie erhalten, sobald sie schriftlich zusagen, dieses Gesetz einzuhalten.
part2-use-crimes = Straftaten: Wir dürfen der Polizei Straftaten und Drohungen in unseren Räumen oder gegen unser Personal melden.
part2-use-child-abuse = Kindesmisshandlung: Wir dürfen sie melden, wo das Recht des Bundesstaats eine Meldung verlangt.
part2-use-deceased = Nach einem Todesfall: Wir dürfen sie weitergeben, wo ein Gesetz nach der Todesursache fragt.
