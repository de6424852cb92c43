# How data is protected: measures, tests and plans.

measure-encrypted-at-rest = Nous chiffrons les données que nous stockons.
measure-encrypted-in-transit = Nous chiffrons les données quand nous les envoyons.
measure-mfa = Pour se connecter, il faut une seconde preuve d’identité.
measure-unique-ids = Chaque personne qui travaille avec des données a son propre compte.
measure-logging = Nous enregistrons qui consulte des données.
measure-antimalware = Nous protégeons les systèmes contre les logiciels malveillants.
measure-firewall = Nous protégeons les systèmes par un pare-feu.
measure-login-alerts = Les connexions inhabituelles déclenchent une alerte.
# The measure begins as it does in the middle of a sentence.
measure-in-systems = Dans { $some } systèmes sur { $all } : { $measure }

test-security = Nous testons la sécurité de nos systèmes.
test-restore = Nous vérifions par des tests que nous pouvons restaurer les données.
test-access = Nous vérifions qui a accès.
test-logs = Nous relisons les journaux.
# A test as above, then its day or days, then the systems.
tested-all-on = { $what } La dernière fois, c’était le { $day }, pour chaque système.
tested-all-between = { $what } La dernière fois, c’était entre le { $first } et le { $last }, pour chaque système.
tested-some-on = { $what } La dernière fois, c’était le { $day }, pour { $some } systèmes sur { $all }.
tested-some-between = { $what } La dernière fois, c’était entre le { $first } et le { $last }, pour { $some } systèmes sur { $all }.

plan-incidents = Nous nous exerçons à réagir à un incident de sécurité.
plan-contingency = Nous nous exerçons à réagir à une panne des systèmes.
plan-practised-on = { $what } La dernière fois, c’était le { $day }.

contracts-all = Chaque entreprise qui traite des données pour nous a un contrat écrit avec nous.
