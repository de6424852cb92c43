# Ce qu'une Notice of Privacy Practices dit de l'organisation.

## Usages sans signature (45 CFR 164.510, 164.512)

npp-use-family = Famille et amis : nous pouvons dire ce qu'ils doivent savoir à ceux qui aident à vos soins ou les paient. Lors d'une catastrophe, nous pouvons dire aux secours où vous êtes. Vous pouvez refuser.
npp-use-directory = Notre répertoire : qui vous demande par votre nom peut apprendre où vous êtes et comment vous allez. Un ministre du culte peut aussi apprendre votre religion. Vous pouvez refuser.
npp-use-public-health = Santé publique : nous pouvons signaler maladies, blessures, naissances, décès et problèmes de médicaments aux services compétents.
npp-use-abuse = Maltraitance : nous pouvons prévenir le service compétent si nous croyons que vous subissez maltraitance, négligence ou violence chez vous. Il faut votre accord ou une loi qui le permet.
npp-use-child-abuse = Enfants maltraités : nous pouvons signaler maltraitance et négligence au service qui reçoit ces signalements.
npp-use-threat = Danger : nous pouvons prévenir ceux qui peuvent éviter un danger grave et proche pour la santé ou la sécurité de quelqu'un.
npp-use-workplace = Votre travail : si nous vous examinons pour votre employeur, nous pouvons lui signaler accidents et santé au travail. Nous devons vous le dire par écrit.
npp-use-school = Écoles : nous pouvons prouver un vaccin à une école si une loi le demande à l'école. Vous ou un parent devez d'abord être d'accord.
npp-use-research = Recherche : nous pouvons communiquer des données pour une étude si un comité a décidé que votre signature n'est pas nécessaire.
npp-use-deceased = Après un décès : nous pouvons communiquer des données aux médecins légistes, aux pompes funèbres et aux services de dons d'organes.
npp-use-required-by-law = Lois : si une loi nous oblige à communiquer des données, nous communiquons ce que cette loi demande.
npp-use-oversight = Contrôle : nous pouvons communiquer des données aux services publics qui contrôlent les soins, pour audits, inspections et agréments.
npp-use-court = Tribunaux : nous pouvons communiquer des données si un tribunal l'ordonne. Nous pouvons répondre à une assignation si vous le savez ou si un tribunal protège les données.
npp-use-police = Police : nous pouvons communiquer des données sur mandat, pour retrouver un disparu ou un suspect, ou après une infraction. La loi fixe des limites pour chaque cas.
npp-use-workers-compensation = Accidents du travail : nous pouvons communiquer des données pour les demandes d'indemnisation.
npp-use-government = Missions publiques : nous pouvons communiquer des données pour l'armée, la sécurité nationale, les prisons et les aides publiques.

## Passages que seuls certains avis contiennent

npp-psychotherapy = Nous gardons les notes de psychothérapie à part de votre dossier. Pour la plupart de leurs usages, il faut votre signature.
npp-fundraising = Nous pouvons vous demander des dons. Vous avez le droit de refuser ces messages.
npp-sponsor = Nous pouvons communiquer vos données de santé au promoteur du régime, pour qu'il gère le régime.
npp-underwriting = Nous utilisons des données de santé pour décider de la couverture et de son prix. La loi nous interdit d'y utiliser des données génétiques.
npp-changes-reserved = Nous pouvons changer cet avis. Le changement vaut alors aussi pour les données que nous avons déjà.
npp-changes-later-only = Si nous changeons cet avis, le changement ne vaut que pour les données reçues ensuite.

## Dossiers d'addictologie (42 CFR Part 2)

part2-programme = Notre programme d'addictologie relève d'une loi fédérale des États-Unis, 42 CFR Part 2.
part2-held = Nous avons des dossiers de programmes d'addictologie. Une loi fédérale des États-Unis, 42 CFR Part 2, les protège.
part2-fundraising = Avant d'utiliser ces dossiers pour demander des dons, nous vous laissons clairement refuser.
part2-use-emergency = Urgences : nous pouvons les communiquer au personnel médical si vous avez besoin de soins et ne pouvez pas consentir.
part2-use-research = Recherche : nous pouvons les communiquer pour des études qui suivent les règles de cette loi.
part2-use-audit = Audits : nous pouvons les communiquer à ceux qui contrôlent ou évaluent le programme.
part2-use-public-health = Santé publique : nous pouvons les communiquer aux autorités de santé si personne n'y est reconnaissable.
part2-use-court = Tribunaux : nous pouvons les communiquer si un tribunal l'ordonne et si une assignation accompagne l'ordre.
part2-use-own-staff = Notre personnel : ceux qui en ont besoin pour vos soins peuvent les utiliser, ainsi que ceux qui dirigent le programme.
part2-use-service-organisations = Entreprises au service du programme : elles peuvent les recevoir si elles promettent par écrit de suivre cette loi.
part2-use-crimes = Infractions : nous pouvons signaler à la police infractions et menaces dans nos locaux ou contre notre personnel.
part2-use-child-abuse = Enfants maltraités : nous pouvons faire les signalements que la loi de l'État demande.
part2-use-deceased = Après un décès : nous pouvons les communiquer si une loi demande la cause du décès.
