# Ein Rätsel zu einer Erklärung, mit Lösungen.

## A quiz that shows whether people find things in the policy.

label-quiz = Suchrätsel
heading-quiz = Finden Menschen es in der Erklärung?
quiz-for = Diese Seite ist für alle, die die Erklärung mit fünf Menschen prüfen.
quiz-how = Geben Sie jeder Person die Erklärung und diese Fragen. Helfen Sie nicht. Notieren Sie die Zeit.
quiz-none = Keine Angabe steht an nur einer Stelle, also gibt es keine Frage.
heading-quiz-questions = Fragen
heading-quiz-results = Ergebnisse
caption-quiz-results = Richtige Antworten von fünf Menschen
column-question = Frage
column-right = Richtig von 5
quiz-aim = Das Ziel: Mindestens 80 % aller Antworten sind richtig. Schreiben Sie einfacher, wo weniger als 4 von 5 Menschen die Antwort fanden.
heading-quiz-key = Lösungen
caption-quiz-key = Antworten mit dem Satz, in dem sie stehen
column-number = Nr.
column-answer = Antwort
column-section = Abschnitt
column-sentence = Satz
quiz-period = { $name }: Wie lange bewahren wir diese Daten auf?
quiz-company = Welche Firma macht das für uns: { $name }?
quiz-refusal = { $name }: Wie nehmen Sie Ihre Einwilligung zurück?
quiz-purpose = { $name }: Wozu nutzen wir diese Daten?
quiz-data = { $name }: Welche Daten nutzen wir?
quiz-recipients = { $name }: Wer erhält diese Daten?
quiz-safeguard = Was schützt Daten, die an { $name } gehen?
quiz-complaint = Bei welcher Behörde können Sie sich beschweren?
quiz-phone = Welche Nummer rufen Sie wegen Ihrer Daten an?
quiz-address = An welche Adresse schicken Sie einen Brief?
quiz-dpo = Wie erreichen Sie unseren Datenschutzbeauftragten?
