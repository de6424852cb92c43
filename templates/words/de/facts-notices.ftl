# Facts of notices: data from others, points of collection, trackers, versions.

## Data that does not come from the person (GDPR Art. 14)

indirect-public = Diese Quelle ist öffentlich.
indirect-partly-public = Ein Teil stammt aus öffentlichen Quellen.
indirect-not-public = Diese Quelle ist nicht öffentlich.
indirect-told = Zuletzt haben wir die Betroffenen am { $day } informiert.
not-told-already-informed = Die Betroffenen wissen das schon.
not-told-disproportionate = Alle einzeln zu informieren, ist nicht möglich oder zu aufwendig.
not-told-laid-down-by-law = Ein Gesetz sieht vor, dass wir diese Daten bekommen oder weitergeben.
not-told-secrecy = Diese Daten fallen unter das Berufsgeheimnis.
not-told-reason = Unser Grund: { $reason }
withdrawal = So widerrufen Sie: { $ways }.

## Where data is collected

point-why = Wofür: { $items }.
point-who = Wer sie bekommt: { $items }.
point-how-long = Wie lange wir sie behalten: { $items }.
# Behind the items of a list that are named.
and-more = { $n } weitere

## Cookies and trackers

trackers-yes = Wir setzen { $n ->
        [one] { $n } Cookie oder Tracker
       *[other] { $n } Cookies und Tracker
    } ein.
trackers-none = Am { $day } haben wir { $n ->
        [one] { $n } Seite
       *[other] { $n } Seiten
    } unserer Website geprüft und keine Cookies oder Tracker gefunden.
tracker-necessary = Nötig für die Seite
tracker-preferences = Ihre Einstellungen
tracker-statistics = Statistik
tracker-marketing = Werbung
party-first = unsere eigene Website
party-third = eine andere Firma
tracker-ads = Wir teilen das für Werbung.
tracker-after-yes = Er startet erst, wenn Sie eingewilligt haben.
tracker-asked = Wir fragen Sie.
tracker-too-early = Wir fragen Sie, aber er startet schon vor Ihrer Wahl.
tracker-not-asked = Wir fragen Sie nicht.

## Claims, contacts and the summary

training-yes = Wir nutzen Daten, um Software zu trainieren: { $activities }.
authorities = In den 12 Monaten vor dem { $day } haben wir Behörden oder Gerichten { $n ->
        [one] einmal
       *[other] { $n }-mal
    } Daten gegeben.
dpo-none = Wir haben keinen Datenschutzbeauftragten: { $reason }
glance-long = Einen Teil der Daten behalten wir { $period } lang.
audience-californians = Menschen in Kalifornien
