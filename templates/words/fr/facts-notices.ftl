# Facts of notices: data from others, points of collection, trackers, versions.

## Data that does not come from the person (GDPR Art. 14)

indirect-public = Cette source est publique.
indirect-partly-public = Une partie vient de sources publiques.
indirect-not-public = Cette source n’est pas publique.
indirect-told = Nous avons informé les personnes pour la dernière fois le { $day }.
not-told-already-informed = Les personnes le savent déjà.
not-told-disproportionate = Informer chaque personne est impossible ou demande trop d’efforts.
not-told-laid-down-by-law = Une loi prévoit que nous recevons ou transmettons ces données.
not-told-secrecy = Le secret professionnel couvre ces données.
not-told-reason = Notre raison : { $reason }
withdrawal = Pour retirer votre accord : { $ways }.

## Where data is collected

point-why = Pourquoi : { $items }.
point-who = Qui les reçoit : { $items }.
point-how-long = Combien de temps : { $items }.
# Behind the items of a list that are named.
and-more = { $n } de plus

## Cookies and trackers

trackers-yes = Nous utilisons { $n ->
        [one] { $n } cookie ou traceur
       *[other] { $n } cookies et traceurs
    }.
trackers-none = Le { $day }, nous avons analysé { $n ->
        [one] { $n } page
       *[other] { $n } pages
    } de notre site et n’avons trouvé ni cookie ni traceur.
tracker-necessary = Nécessaire
tracker-preferences = Vos réglages
tracker-statistics = Statistiques
tracker-marketing = Publicité
party-first = notre propre site
party-third = une autre entreprise
tracker-ads = Nous partageons cela pour la publicité.
tracker-after-yes = Il démarre seulement après votre accord.
tracker-asked = Nous vous demandons votre accord.
tracker-too-early = Nous vous demandons votre accord, mais il démarre avant votre choix.
tracker-not-asked = Nous ne vous demandons pas votre accord.

## Claims, contacts and the summary

training-yes = Nous entraînons des logiciels avec des données : { $activities }.
authorities = Dans les 12 mois avant le { $day }, nous avons donné des données à des autorités ou tribunaux { $n ->
        [one] une fois
       *[other] { $n } fois
    }.
dpo-none = Nous n’avons pas de délégué à la protection des données : { $reason }
glance-long = Nous gardons une partie des données pendant { $period }.
audience-californians = Personnes en Californie
