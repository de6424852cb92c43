# What California asks to tell: the part of the policy, and the notices beside it.

label-colon = :

## The part of a policy for California, and the policy that holds it alone (11 CCR 7011)

label-california-policy = Datenschutzerklärung für Kalifornien
heading-california-title = Wie { $name } Daten von Menschen in Kalifornien nutzt
california-for = Dieser Teil gilt für Menschen, die in Kalifornien wohnen. Auch Beschäftigte und Menschen, die sich bewerben, zählen dazu.
california-beside = Unsere Datenschutzerklärung für Kalifornien steht neben dieser.
california-beside-holds = Darin stehen die Listen, die das Recht von Kalifornien verlangt.
heading-california-collected = Was wir erheben
caption-california-collected = Arten persönlicher Daten nach dem Recht von Kalifornien
california-above = Die Tabellen oben sagen, wofür wir Ihre Daten nutzen, woher sie kommen und wie lange wir sie behalten.
heading-california-why = Wofür wir Daten erheben und woher sie kommen
caption-california-why = Wofür wir Daten erheben, woher sie kommen und wie lange wir sie behalten
column-from = Woher sie kommen
heading-california-sold = Was wir verkaufen oder teilen
caption-california-sold = Was wir verkauft oder geteilt haben, mit wem und wofür
column-sold-to = Wer sie bekam
heading-california-disclosed = Was wir anderen für unsere Arbeit geben
caption-california-disclosed = Wer für unsere Arbeit Daten bekam und wofür
column-what-for = Wofür
heading-california-under-16 = Menschen unter 16
minors-teens = Sind Sie 13 bis 15 Jahre alt, verlangt das Gesetz zuerst Ihr eigenes Ja.
minors-parents = Unter 13 Jahren verlangt das Gesetz zuerst das Ja eines Elternteils.
heading-california-sensitive = Sensible Daten in Kalifornien
heading-california-rights = Ihre Rechte in Kalifornien
heading-california-asking = So nutzen Sie diese Rechte
asking-10 = Das Gesetz gibt uns 10 Werktage, um den Eingang Ihrer Anfrage zu bestätigen.
asking-agent = Wer für Sie anfragt, muss uns auf Verlangen Ihre unterschriebene Erlaubnis zeigen.
questions-to = Fragen? Schreiben Sie an { $email }.
heading-california-choices = So widersprechen und begrenzen Sie
label-opt-out-here = Hier widersprechen Sie dem Verkauf und dem Teilen
label-limit-here = Hier begrenzen Sie sensible Daten
label-policy-here = Unsere Datenschutzerklärung
heading-california-metrics = Wie wir Anfragen beantwortet haben
caption-california-metrics = Anfragen nach dem Recht von Kalifornien
column-request-kind = Art der Anfrage
column-received = Eingegangen
column-granted = Ganz oder teilweise erfüllt
column-refused = Abgelehnt
column-median = Tage bis zur Antwort (Median)
heading-california-unnamed = Daten ohne Namen

## The notice at collection (11 CCR 7012)

label-collection = Hinweis bei der Erhebung
heading-collection = Was { $name } erhebt und wofür
heading-collection-we = Was wir erheben und wofür
notice-for-californians = Dieser Hinweis gilt für Menschen, die in Kalifornien wohnen. Auch Beschäftigte und Menschen, die sich bewerben, zählen dazu.
concerns = Es geht um: { $who }.
heading-place = Wo: { $place }
collected-for = Hier erheben wir Daten für: { $activities }
caption-collected = Was wir hier erheben: { $place }
heading-collection-choices = Ihre Wahl
heading-unplaced = Andere Orte

## The notices of the rights to opt out (11 CCR 7013) and to limit (11 CCR 7014)

label-opt-out = Hinweis auf das Widerspruchsrecht
heading-opt-out = Ihr Recht, Verkauf und Teilen Ihrer Daten zu stoppen
heading-opt-out-right = Was Sie stoppen können
opt-out-right = Sie können jederzeit verlangen, dass wir den Verkauf und das Teilen Ihrer Daten beenden.
opt-out-sale = Verkauf heißt: Daten für Geld oder etwas anderes von Wert an andere geben.
opt-out-sharing = Teilen heißt: Daten an andere geben für Werbung, die dem folgt, was Sie anderswo tun.
heading-opt-out-how = So widersprechen Sie
other-ways = Sie können es uns auch so sagen: { $channels }.
heading-opt-out-after = Was dann geschieht
opt-out-days = Das Gesetz gibt uns 15 Werktage, um aufzuhören.
opt-out-others = Wir müssen es denen sagen, die Ihre Daten nach Ihrer Anfrage bekamen.
opt-out-wait = 12 Monate lang dürfen wir Sie nicht bitten, es sich anders zu überlegen.
opt-out-agent = Das kann auch jemand anderes für Sie tun, mit Ihrer unterschriebenen Erlaubnis.
no-worse = Wir dürfen Sie deshalb nicht schlechter behandeln.
label-limit = Hinweis auf das Recht auf Begrenzung
heading-limit = Ihr Recht, die Nutzung sensibler Daten zu begrenzen
heading-limit-right = Was Sie begrenzen können
limit-right = Sie können verlangen, dass wir sensible Daten nur für das nutzen, worum Sie uns gebeten haben. Einige andere Zwecke bleiben. Das Gesetz nennt sie.
limit-used = Sensible Daten nutzen wir für: { $activities }
heading-limit-how = So begrenzen Sie sie
limit-days = Das Gesetz gibt uns 15 Werktage, um aufzuhören.
limit-others = Wir müssen es denen sagen, die sie für uns nutzen. Wir müssen es auch denen sagen, die sie nach Ihrer Anfrage bekamen.
limit-wait = 12 Monate lang dürfen wir Sie nicht bitten, es sich anders zu überlegen.
limit-agent = Das kann auch jemand anderes für Sie tun, mit Ihrer unterschriebenen Erlaubnis.

## The notice of a financial incentive (11 CCR 7016)

label-incentive = Hinweis auf einen finanziellen Anreiz
heading-incentive = Was Sie für Ihre Daten bekommen
heading-offer = Das Angebot: { $name }
label-offer = Was Sie bekommen
label-terms = Wovon es abhängt
label-incentive-data = Welche Daten
heading-joining = Mitmachen und aussteigen
incentive-consent = Sie machen nur mit, wenn Sie zuerst Ja sagen.
incentive-leave = Sie können jederzeit aussteigen.
label-joining = So machen Sie mit
label-leaving = So steigen Sie aus
heading-data-value = Was Ihre Daten uns wert sind
label-value = Unsere Schätzung
label-method = Wie wir sie gemacht haben
label-fit = Warum das Angebot dazu passt

## The notice before software decides (11 CCR 7220)

label-admt = Hinweis, bevor Software entscheidet
heading-admt = Wenn Software über Sie entscheidet
heading-decision = Die Entscheidung: { $name }
label-decision-purpose = Wofür sie ist
label-decision-data = Daten, die zählen
heading-decision-logic = Wie sie zustande kommt
label-logic = Die Software
label-output = Was herauskommt
label-effect = Was es für Sie heißt
label-person = Was ein Mensch tut
heading-decision-choices = Was Sie tun können
label-opting-out = Widersprechen
label-how-to-opt-out = So widersprechen Sie
label-instead = Wie wir dann entscheiden
label-appeal = So fechten Sie die Entscheidung an
admt-days = Das Gesetz gibt uns 15 Werktage, um aufzuhören.
admt-access = Sie können uns fragen, wie wir die Software bei Ihnen genutzt haben.
label-access = So fragen Sie
admt-no-worse = Wir dürfen Sie nicht bestrafen, weil Sie diese Rechte nutzen.
