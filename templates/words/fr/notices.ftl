# Notices beside the policy: for groups of people, points of collection, trackers and recipients.

## For everyone who reads a notice of one kind.

notice-as-of = Cette notice reflète nos registres du { $day }.
notice-for = Cette notice s’adresse à : { $who }
heading-uses-of = { $name }, avis pour : { $who }
heading-we-use-of = Comment nous utilisons les données de : { $who }
label-notice = Notice de confidentialité
label-website = Notre site web
label-privacy-contact = Qui répond
more-in-policy = Lisez toute la politique ici : { $url }
heading-open-questions = Questions ouvertes

## The version of a text.

version-effective = Elle s’applique à partir du { $day }.
version-next = Nous la relirons d’ici le { $day }.
version-address = Elle se trouve ici : { $url }
version-archive = Les versions antérieures sont ici : { $url }
complaining-link = Le site de l’autorité : { $url }

## Data that others give (GDPR Art. 14).

heading-from-others = Données que d’autres nous donnent
from-others-law = Nous devons vous dire d’où viennent ces données.
from-others-when =
    La loi nous donne un mois au plus pour vous le dire.
    Si nous vous écrivons ou transmettons les données avant, nous devons vous le dire à ce moment-là.
caption-from-others = Données que d’autres nous donnent
column-from-whom = De qui
column-told = Quand nous informons

## Authorities and courts.

authorities-law = La loi peut nous obliger à donner des données à une autorité ou à un tribunal.

## Points of collection.

heading-points = Notices courtes là où vous nous donnez des données
points-for =
    Ces notices s’adressent aux personnes qui nous donnent des données.
    Chacune se trouve là où nous demandons les données.
point-more = Plus dans la politique : { $url }

## Cookies and trackers.

label-trackers = Cookies et traceurs
heading-trackers = Cookies et traceurs
heading-trackers-of = Cookies et traceurs : { $name }
trackers-for = Cette page s’adresse à toutes les personnes qui visitent notre site web.
trackers-scanned = La dernière analyse de notre site web date du { $day }.
trackers-list = Notre page sur les cookies et traceurs les nomme tous.
caption-trackers = Cookies et traceurs, les nécessaires d’abord
column-tracker = Nom
column-kind = Type
column-set-by = Déposé par
column-choice = Votre choix
heading-choice = Votre choix
trackers-choice = Vous pouvez refuser tout traceur qui n’est pas nécessaire.
trackers-withdraw = Si vous avez dit oui, vous pouvez changer d’avis à tout moment.

## The list of recipients.

label-recipients = Destinataires
heading-recipients-of = À qui { $name } donne des données
recipients-for = Cette liste s’adresse à toutes les personnes dont nous utilisons les données.
heading-companies = Entreprises
heading-by-activity = Qui reçoit des données, par utilisation
caption-by-activity = Tous ceux qui reçoivent des données, autorités et partenaires compris
column-sub-processors = Qui travaille pour elles

## The version for children of about ten.

label-children = Pour les enfants
heading-child-title = { $name } et tes données
heading-child-title-unnamed = Nous et tes données
child-for =
    Cette page est pour les enfants.
    Tu peux la lire avec un adulte.
heading-child-data = C’est quoi, tes données ?
child-data =
    Tes données, c’est ce que les autres savent de toi.
    Ton nom en fait partie. Une photo de toi aussi.
heading-child-who = Qui sommes-nous ?
child-who = Nous sommes { $name } et nous décidons ce que deviennent tes données.
heading-child-uses = Que faisons-nous de tes données ?
child-what = Nous savons ceci sur toi : { $what }.
child-why = Nous en avons besoin pour ceci : { $why }.
child-who-sees = D’autres le reçoivent aussi : { $who }.
child-how-long = Combien de temps nous le gardons : { $how_long }
heading-child-rights = Que peux-tu faire ?
child-ask-see = Demande-nous ce que nous savons sur toi.
child-ask-fix = Dis-nous si quelque chose est faux. Nous devons le corriger.
child-ask-delete = Demande-nous de l’effacer. Parfois, une loi nous oblige à le garder.
child-ask-stop = Tu as dit oui ? Tu peux dire non plus tard.
child-see-california = En Californie, tu peux nous demander ce que nous savons sur toi.
child-delete-california = En Californie, tu peux nous demander de l’effacer.
child-help = Un adulte peut demander à ta place.
child-free = Demander ne coûte rien.
child-write = Écris-nous : { $email }
child-complain = Tu penses que nous faisons mal ? Tu peux le dire à ce bureau : { $authority }.
