# Words of facts. What is in braces comes from the records; text before and after it stands as the language needs it.

## Legal reasons (GDPR Art. 6(1))

reason-consent = Vous avez dit oui. Vous pouvez changer d’avis à tout moment.
reason-contract = Nous en avons besoin pour respecter notre contrat avec vous.
reason-vital-interests = Pour protéger la vie d’une personne.
reason-legal-obligation = Une loi nous y oblige.
reason-legal-obligation-named = Une loi nous y oblige : { $law }.
reason-public-task = Pour remplir notre mission publique.
reason-public-task-named = Pour remplir notre mission publique : { $law }.
reason-legitimate-interests = Notre intérêt : { $interest }.

## Sensitive data (GDPR Art. 9)

sensitive-unnamed = données sensibles
sensitive-other = autres données sensibles
special-health = santé
special-racial-ethnic = origine raciale ou ethnique
special-political = opinions politiques
special-religious = convictions religieuses ou philosophiques
special-trade-union = appartenance syndicale
special-genetic = données génétiques
special-biometric = données biométriques pour identifier une personne
special-sex-life = vie sexuelle ou orientation sexuelle

art9-explicit-consent = Vous avez donné votre consentement explicite à cette utilisation.
art9-employment = Le droit du travail ou de la sécurité sociale l’exige.
art9-vital-interests = Nous les utilisons pour protéger la vie d’une personne.
art9-nonprofit = Nous les utilisons en tant qu’organisme sans but lucratif, pour nos membres.
art9-made-public = Vous les avez vous-même rendues publiques.
art9-legal-claims = Nous les utilisons pour faire valoir ou défendre des droits en justice.
art9-public-interest = Une loi le permet pour un intérêt public important.
art9-health-care = Nous les utilisons pour une prise en charge sanitaire ou sociale.
art9-public-health = Nous les utilisons pour protéger la santé publique.
art9-research = Nous les utilisons pour des archives, la recherche ou des statistiques.

## Where data comes from, and whether it must be given

source-person = Vous nous les donnez.
source-third-party = Nous les recevons d’une autre personne ou d’un autre organisme.
source-third-party-named = Nous les recevons de cette source : { $name }.
source-public = Nous les prenons dans des sources publiques.
source-public-named = Nous les prenons dans une source publique : { $name }.
source-observed = Nous les enregistrons quand vous utilisez nos services.
source-derived = Nous les déduisons d’autres données.
must-provide-yes = Vous devez les donner : une loi ou notre contrat l’exige.
must-provide-no = Vous choisissez de les donner ou non.
uses-children = « { $activity } » utilise aussi des données de personnes de moins de 16 ans.

## Who gets data, and where it goes

who-nobody = Personne en dehors de notre organisation.
contract-signed = Nous avons un contrat écrit avec ce destinataire.
joint-activity = { $activity } : nous en décidons avec { $partners }
joint-vendor = Nous décidons avec { $partner } pourquoi et comment utiliser vos données.

safeguard-adequacy = Une décision de la Commission européenne couvre ce transfert.
safeguard-scc = Un contrat avec les clauses types de la Commission européenne les protège.
safeguard-bcr = Des règles d’entreprise contraignantes du groupe les protègent.
safeguard-code-or-certification = Un code ou un certificat approuvé les protège.
safeguard-public-instrument = Un accord entre organismes publics les protège.
safeguard-authorised-clauses = Des clauses contractuelles qu’une autorité de contrôle a autorisées les protègent.
safeguard-explicit-consent = Vous avez accepté ce transfert.
safeguard-derogation = Nous nous appuyons sur une exception de l’article 49 du RGPD.

## How long data is kept

# The event brings its own word for "after".
retention-event = { $period } { $event }
retention-counted = { $period }, à compter de : { $event }
retention-without-end = Sans limite de durée
retention-delete-proven = Ensuite, nous les supprimons.
retention-delete = Notre règle : nous les supprimons ensuite.
retention-anonymise-proven = Ensuite, nous les rendons anonymes.
retention-anonymise = Notre règle : nous les rendons anonymes ensuite.
retention-archive = Ensuite, elles vont aux archives.
retention-return = Notre règle : nous les rendons ensuite.

## Claims about the organisation as a whole

selling-yes = Nous vendons des données personnelles ou nous les partageons pour la publicité.
selling-no = Dans les 12 mois avant le { $day }, nous n’avons vendu aucune donnée personnelle, ni n’en avons partagé pour la publicité.
automated-yes = Des logiciels prennent des décisions sur des personnes.
automated-no = Aucun logiciel ne prend seul de décision sur vous.
abroad-yes = Une partie de vos données quitte l’Espace économique européen.
abroad-countries = Une partie de vos données quitte l’Espace économique européen. Destination : { $countries }.
abroad-no = Vos données restent dans l’Espace économique européen.
children-yes = Nous utilisons des données de personnes de moins de 16 ans.

## At a glance

glance-what = Ce que nous utilisons le plus : { $data }
glance-why = Pourquoi nous les utilisons : { $purposes }
glance-sensitive = Nous utilisons des données sensibles.
glance-sensitive-named = Nous utilisons des données sensibles : { $kinds }.
glance-without-end = Nous gardons une partie des données sans limite de durée.
glance-questions = Des questions ? Écrivez à { $email }.

## Rights under the GDPR, after "You can ask us to"

right-access = Vous montrer vos données et vous en donner une copie.
right-rectification = Corriger les données fausses.
right-erasure = Effacer vos données.
right-restriction = Suspendre l’utilisation de vos données tant qu’une question reste ouverte.
right-portability = Vous donner vos données dans un fichier que vous pouvez utiliser ailleurs.
right-objection = Arrêter une utilisation à laquelle vous vous opposez. Pour la prospection, nous arrêtons toujours.
right-withdrawal = Arrêter ce que vous avez accepté. Ce que nous avons fait avant reste licite.
right-human-review = Faire revoir par une personne une décision prise par un logiciel.

## Groups of people, as headings

audience-applicants = Candidats à un emploi
audience-business = Partenaires commerciaux et fournisseurs
audience-staff = Personnel
audience-patients = Patients
audience-members = Membres
audience-insured = Assurés
audience-parents = Parents et tuteurs
audience-children = Enfants et jeunes
audience-students = Élèves et étudiants
audience-visitors = Visiteurs
audience-prospects = Personnes intéressées par notre organisation
audience-donors = Donateurs et soutiens
audience-customers = Clients
audience-others = Autres personnes
