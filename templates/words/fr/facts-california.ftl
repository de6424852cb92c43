# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Oui
california-no = Non
california-nobody = Personne

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Noms, coordonnées et autres moyens de vous identifier
category-customer-records = Dossiers clients
category-protected-characteristics = Caractéristiques protégées par la loi
category-commercial = Ce que vous achetez
category-biometric = Mesures du corps qui vous identifient
category-internet-activity = Ce que vous faites en ligne
category-geolocation = Où vous êtes
category-sensory = Son, images et vidéo
category-employment = Votre travail
category-education = Votre formation
category-inferences = Ce que nous concluons sur vous
category-sensitive = Informations sensibles

statutory-identifiers = identifiants
statutory-customer-records = dossiers clients, Civ. Code 1798.80(e)
statutory-protected-characteristics = caractéristiques de catégories protégées
statutory-commercial = informations commerciales
statutory-biometric = informations biométriques
statutory-internet-activity = activité sur Internet ou sur un autre réseau électronique
statutory-geolocation = données de géolocalisation
statutory-sensory = informations audio, électroniques, visuelles ou similaires
statutory-employment = informations sur la profession ou l’emploi
statutory-education = informations sur l’éducation
statutory-inferences = déductions
statutory-sensitive = informations personnelles sensibles

## Statements

under-16-yes = Nous savons que nous vendons ou partageons des données de personnes de moins de 16 ans.
under-16-no = Nous n’avons connaissance d’aucune vente ni d’aucun partage de données de personnes de moins de 16 ans.
beyond-listed-yes = Nous utilisons des données sensibles au-delà des buts que la Californie énumère. Vous pouvez limiter cela.
beyond-listed-no = Nous utilisons les données sensibles uniquement pour les buts que la Californie énumère.
signal-yes = Si votre navigateur envoie un signal de refus, nous le suivons.
signal-no = Nous ne suivons pas les signaux de refus.
verification-how = Nous vérifions qui vous êtes. Comment : { $methods }.

## Rights, after "You can"

california-right-know = Savoir ce que nous avons sur vous, d’où cela vient et qui l’a reçu.
california-right-delete = Faire effacer vos données.
california-right-correct = Faire corriger les données fausses.
california-right-opt-out = Nous dire de ne pas vendre ni partager vos données.
california-right-limit = Limiter notre utilisation de vos données sensibles.
california-right-no-retaliation = Utiliser ces droits sans subir un moins bon traitement.
california-right-agent = Laisser une autre personne demander pour vous, avec votre accord signé.

## What the ways to opt out do, as tested

feature-few-steps = Quelques étapes suffisent.
feature-no-account = Vous n’avez pas besoin de compte.
feature-no-verification = Nous ne demandons pas de prouver qui vous êtes.
feature-more-than-cookies = Cela arrête aussi ce qui ne dépend pas des cookies.
feature-opt-out-all = Une seule étape arrête toute vente et tout partage.
feature-opt-out-parts = Vous pouvez aussi choisir ce que vous arrêtez.
feature-opt-out-status = Nous vous montrons que cela a marché.
feature-limit-easy = Quelques étapes suffisent. Il ne faut ni compte ni preuve d’identité.
feature-limit-all = Une seule étape limite tout.
feature-limit-parts = Vous pouvez aussi choisir ce que vous limitez.
feature-limit-status = Nous vous montrons que cela a marché.
feature-admt-easy = Quelques étapes suffisent. Il ne faut ni compte ni preuve d’identité.
feature-admt-all = Une seule étape vaut pour toutes ces décisions.
feature-admt-parts = Vous pouvez aussi choisir les décisions concernées.
feature-admt-status = Nous vous montrons que cela a marché.
frictionless = Le signal suffit. Il n’entraîne ni frais, ni changement, ni fenêtre surgissante.
minors-opt-in = Comment les moins de 16 ans, ou leurs parents, disent oui : { $methods }.
deidentified-promise = Nous gardons certaines données sans noms. Nous ne cherchons pas à savoir à qui elles se rapportent.

## Requests

metrics-span = Ces demandes sont arrivées entre le { $from } et le { $until }.
request-access = Savoir
request-erasure = Effacer
request-rectification = Corriger
request-opt-out = Arrêter la vente ou le partage
request-limit = Limiter les données sensibles
request-admt-opt-out = Refuser les décisions par logiciel
request-admt-access = Savoir comment un logiciel a décidé
request-admt-appeal = Faire revoir par une personne

## Offers in return for data

leaving-by = Vous pouvez arrêter ici : { $ways }.

## Decisions by software (11 CCR 7221(b))

exception-none = Vous pouvez refuser.
exception-human-appeal = Vous ne pouvez pas refuser. Vous pouvez vous adresser à une personne qui peut changer la décision.
exception-hiring-admission = Vous ne pouvez pas refuser. Nous nous fondons sur l’exception pour les logiciels qui jugent seulement si une personne peut faire un travail ou des études.
exception-work-and-pay = Vous ne pouvez pas refuser. Nous nous fondons sur l’exception pour les logiciels qui répartissent seulement le travail ou fixent la paie.
california-right-admt-opt-out = Nous demander de décider sans logiciel.
california-right-admt-appeal = Demander à une personne de revoir une décision prise par un logiciel.
california-right-admt-access = Demander comment un logiciel a décidé à votre sujet.
