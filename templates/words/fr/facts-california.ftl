# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Oui
california-no = Non
california-nobody = Personne

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Noms, coordonnées et autres moyens de vous identifier
category-customer-records = Dossiers clients
category-protected-characteristics = Traits protégés par la loi
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
signal-yes = Si votre navigateur envoie un signal d’opposition, nous le suivons.
signal-no = Nous ne suivons pas les signaux d’opposition.
verification-how = Nous vérifions qui vous êtes. Comment : { $methods }.

## Rights, after "You can"

california-right-know = Savoir ce que nous avons sur vous, d’où cela vient et qui l’a reçu.
california-right-delete = Faire effacer vos données.
california-right-correct = Faire corriger les données fausses.
california-right-opt-out = Nous dire de ne pas vendre ni partager vos données.
california-right-limit = Limiter notre utilisation de vos données sensibles.
california-right-no-retaliation = Utiliser ces droits sans être moins bien traité.
california-right-agent = Laisser une autre personne demander pour vous, avec votre accord signé.
