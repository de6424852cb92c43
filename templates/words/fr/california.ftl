# What California asks to tell: the part of the policy, and the notices beside it.

label-colon =  :

## The part of a policy for California, and the policy that holds it alone (11 CCR 7011)

label-california-policy = Politique de confidentialité pour la Californie
heading-california-title = Comment { $name } utilise les données des personnes en Californie
california-for = Cette partie s’adresse aux personnes qui vivent en Californie. Le personnel et les candidats à un emploi en font partie.
california-beside = Notre politique de confidentialité pour la Californie accompagne celle-ci.
california-beside-holds = Elle contient les listes que demande le droit californien.
heading-california-collected = Ce que nous collectons
caption-california-collected = Types d’informations personnelles selon la loi californienne
california-above = Les tableaux ci-dessus disent pourquoi nous utilisons vos données, d’où elles viennent et combien de temps nous les gardons.
heading-california-why = Pourquoi nous les collectons, et d’où elles viennent
caption-california-why = Pourquoi nous collectons des données, d’où elles viennent et combien de temps nous les gardons
column-from = D’où cela vient
heading-california-sold = Ce que nous vendons ou partageons
caption-california-sold = Ce que nous avons vendu ou partagé, avec qui et pourquoi
column-sold-to = Qui l’a reçu
heading-california-disclosed = Ce que nous donnons à d’autres pour notre travail
caption-california-disclosed = Qui a reçu des données pour notre travail, et pourquoi
column-what-for = Pourquoi
heading-california-under-16 = Les moins de 16 ans
minors-teens = De 13 à 15 ans, la loi exige d’abord votre propre accord.
minors-parents = Avant 13 ans, la loi exige d’abord l’accord d’un parent.
heading-california-sensitive = Données sensibles en Californie
heading-california-rights = Vos droits en Californie
heading-california-asking = Comment utiliser ces droits
asking-10 = La loi nous donne 10 jours ouvrables pour confirmer que nous avons reçu votre demande.
asking-agent = La personne qui demande pour vous doit nous montrer votre accord signé si nous le demandons.
questions-to = Des questions ? Écrivez à { $email }.
heading-california-choices = Comment refuser et limiter
label-opt-out-here = Refusez ici la vente et le partage
label-limit-here = Limitez ici les données sensibles
label-policy-here = Notre politique de confidentialité
heading-california-metrics = Comment nous avons répondu aux demandes
caption-california-metrics = Demandes selon la loi californienne
column-request-kind = Type de demande
column-received = Reçues
column-granted = Satisfaites, en tout ou en partie
column-refused = Refusées
column-median = Délai de réponse en jours (médiane)
heading-california-unnamed = Données sans noms

## The notice at collection (11 CCR 7012)

label-collection = Avis lors de la collecte
heading-collection = { $name } : ce que nous collectons, et pourquoi
heading-collection-we = Ce que nous collectons, et pourquoi
notice-for-californians = Cet avis s’adresse aux personnes qui vivent en Californie. Le personnel et les candidats à un emploi en font partie.
concerns = Personnes concernées : { $who }.
heading-place = Où : { $place }
collected-for = Nous collectons ici des données pour : { $activities }
caption-collected = Ce que nous collectons ici : { $place }
heading-collection-choices = Vos choix
heading-unplaced = Autres lieux

## The notices of the rights to opt out (11 CCR 7013) and to limit (11 CCR 7014)

label-opt-out = Avis du droit de refus
heading-opt-out = Votre droit d’arrêter la vente et le partage de vos données
heading-opt-out-right = Ce que vous pouvez arrêter
opt-out-right = Vous pouvez nous dire à tout moment d’arrêter de vendre et de partager vos données.
opt-out-sale = Vendre veut dire : donner des données à d’autres contre de l’argent ou une autre valeur.
opt-out-sharing = Partager veut dire : donner des données à d’autres pour des publicités qui suivent ce que vous faites ailleurs.
heading-opt-out-how = Comment refuser
other-ways = Vous pouvez aussi nous le dire ainsi : { $channels }.
heading-opt-out-after = Ce qui se passe ensuite
opt-out-days = La loi nous donne 15 jours ouvrables pour arrêter.
opt-out-others = Nous devons prévenir ceux qui ont reçu vos données après votre demande.
opt-out-wait = Pendant 12 mois, nous ne devons pas vous demander de changer d’avis.
opt-out-agent = Une autre personne peut le faire pour vous, avec votre accord signé.
no-worse = Nous ne devons pas vous traiter moins bien pour cela.
label-limit = Avis du droit de limiter
heading-limit = Votre droit de limiter l’usage des données sensibles
heading-limit-right = Ce que vous pouvez limiter
limit-right = Vous pouvez nous dire d’utiliser vos données sensibles seulement pour ce que vous avez demandé. Quelques autres besoins restent. La loi les énumère.
limit-used = Nous utilisons des données sensibles pour : { $activities }
heading-limit-how = Comment le limiter
limit-days = La loi nous donne 15 jours ouvrables pour arrêter.
limit-others = Nous devons prévenir ceux qui les utilisent pour nous. Nous devons aussi prévenir ceux qui les ont reçues après votre demande.
limit-wait = Pendant 12 mois, nous ne devons pas vous demander de changer d’avis.
limit-agent = Une autre personne peut le faire pour vous, avec votre accord signé.

## The notice of a financial incentive (11 CCR 7016)

label-incentive = Avis d’avantage financier
heading-incentive = Ce que vous recevez pour vos données
heading-offer = L’offre : { $name }
label-offer = Ce que vous recevez
label-terms = De quoi cela dépend
label-incentive-data = Quelles données
heading-joining = Participer et arrêter
incentive-consent = Vous ne participez que si vous dites d’abord oui.
incentive-leave = Vous pouvez arrêter à tout moment.
label-joining = Comment participer
label-leaving = Comment arrêter
heading-data-value = Ce que valent vos données pour nous
label-value = Notre estimation
label-method = Comment nous l’avons faite
label-fit = Pourquoi l’offre correspond à cette valeur

## The notice before software decides (11 CCR 7220)

label-admt = Avis avant une décision par logiciel
heading-admt = Quand un logiciel décide à votre sujet
heading-decision = La décision : { $name }
label-decision-purpose = À quoi elle sert
label-decision-data = Données qui comptent
heading-decision-logic = Comment cela marche
label-logic = Le logiciel
label-output = Ce qui en sort
label-effect = Ce que cela signifie pour vous
label-person = Ce que fait une personne
heading-decision-choices = Ce que vous pouvez faire
label-opting-out = Refuser
label-how-to-opt-out = Comment refuser
label-instead = Comment nous décidons alors
label-appeal = Comment faire revoir la décision
admt-days = La loi nous donne 15 jours ouvrables pour arrêter.
admt-access = Vous pouvez nous demander comment nous avons utilisé le logiciel dans votre cas.
label-access = Comment demander
admt-no-worse = Nous ne devons pas vous punir parce que vous utilisez ces droits.
