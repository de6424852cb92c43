# Les changements d’un trimestre : résumé, qui doit être informé, texte comparé.

## For everyone who reads the changes of a quarter.

label-what-changed = Ce qui a changé
heading-what-changed = Ce qui a changé dans notre politique de confidentialité
changed-days = Du { $before } au { $now }.
changed-for = Cette page s’adresse à tous ceux qui ont lu la version précédente.
heading-in-short = En bref
changed-nothing = Rien n’a changé.

## Lines of the summary; they rest on the facts put in.

changed-named = Nous nommons maintenant : { $names }.
changed-not-named = Nous ne nommons plus : { $names }.
changed-use-new = Nouveau : { $names }.
changed-use-gone = N’est plus dans la politique : { $names }.
changed-kept = { $what } : conservé { $now }, avant { $before }.
changed-value = { $what } : maintenant « { $now } », avant « { $before } ».
changed-now-said = { $what } : nous disons maintenant « { $now } ».
changed-not-said = { $what } : nous ne disons plus « { $before } ».
changed-more = D’autres changements figurent plus bas : { $n }.

## Every change, by what it is about.

heading-every-change = Chaque changement
caption-every-change = Changements : { $kind }
column-about = Sujet
column-before = Avant
column-now = Maintenant
label-changed-selling = Vente et partage
label-changed-recipients = Qui reçoit des données
label-changed-purposes = À quoi servent les données
label-changed-periods = Durée de conservation
label-changed-data = Quelles données
label-changed-transfers = Où vont les données
label-changed-claims = Ce qui vaut pour toutes les données
label-changed-rights = Vos droits
label-changed-contacts = Comment nous joindre
label-changed-trackers = Cookies et traceurs
label-changed-protection = Comment les données sont protégées
label-not-said = non indiqué
label-not-known = n’est plus connu
changed-cells = Cellules déplacées sans autre mot dans la politique : { $n }.

## Who must be told.

heading-who-is-told = Qui doit être informé
caption-who-is-told = Ce que la loi demande après ces changements
column-duty = Que faire
column-because = En raison de
column-law = Loi
label-all-changes = les changements ci-dessous
tell-gdpr-purpose = Informez les personnes de la nouvelle finalité avant d’utiliser leurs données.
tell-gdpr-recipient = Nommez le destinataire dans la notice avant qu’il reçoive des données.
tell-gdpr-transfer = Indiquez le pays et ce qui protège les données avant qu’elles y partent.
tell-gdpr-text = Publiez le nouveau texte là où on le trouve facilement.
tell-california-collection = Donnez d’abord un nouvel avis lors de la collecte. Sans lui, ne collectez et n’utilisez pas de données pour cela.
tell-california-sale = Ne vendez pas et ne partagez pas les données collectées sans l’avis d’opposition, sauf si la personne accepte.
tell-california-text = Publiez la nouvelle politique avec sa nouvelle date. Mettez-la à jour au moins tous les 12 mois.
tell-hipaa-revise = Si le changement est important, révisez d’abord l’avis. Dès sa date d’effet, affichez-le et remettez-le. N’agissez pas avant, sauf si la loi l’exige.
tell-hipaa-plan = Une assurance santé publie le nouvel avis en ligne à sa date d’effet au plus tard et l’envoie avec le prochain courrier annuel. Sans site, elle informe ses membres dans les 60 jours.
tell-hipaa-held = N’appliquez le changement aux données déjà détenues que si l’avis précédent réservait ce droit.

## The text, with what was added and removed.

heading-redline = Le texte, phrase par phrase
redline-how = Les mots ajoutés sont soulignés. Les mots supprimés sont barrés.
redline-none = Le fichier précédent ne contient pas de texte dans cette langue.
redline-same = Phrases inchangées : { $n }.
redline-other = Phrases inchangées dans les autres sections : { $n }.
label-added = ajouté :
label-removed = supprimé :
label-beginning = Début
