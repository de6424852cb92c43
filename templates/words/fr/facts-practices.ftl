# Ce qu’une Notice of Privacy Practices dit de l’organisation.

## Usages sans signature (45 CFR 164.510, 164.512)

npp-use-family = Famille et amis : nous pouvons dire à ceux qui aident à vos soins ou les paient ce qu’ils doivent savoir. Lors d’une catastrophe, nous pouvons dire aux organismes de secours où vous êtes. Vous pouvez refuser.
npp-use-directory = Notre répertoire : nous pouvons dire aux visiteurs qui vous demandent par votre nom où vous êtes et comment vous allez. Un ministre du culte peut aussi apprendre votre religion. Vous pouvez refuser.
npp-use-public-health = Santé publique : nous pouvons signaler maladies, blessures, naissances, décès et problèmes liés à des médicaments aux services compétents.
npp-use-abuse = Maltraitance : nous pouvons prévenir le service compétent si nous croyons que vous subissez maltraitance, négligence ou violence domestique. Il nous faut votre accord ou une loi qui le permet.
npp-use-child-abuse = Enfants maltraités : nous pouvons signaler la maltraitance et la négligence envers un enfant au service qui reçoit ces signalements.
npp-use-threat = Danger : nous pouvons prévenir ceux qui peuvent éviter un danger grave et proche pour la santé ou la sécurité de quelqu’un.
npp-use-workplace = Votre travail : si nous vous examinons pour votre employeur, nous pouvons lui signaler accidents et santé au travail. Nous devons vous le dire par écrit.
npp-use-school = Écoles : nous pouvons donner à une école la preuve d’une vaccination si une loi l’exige de l’école. Vous ou un parent devez d’abord donner votre accord.
npp-use-research = Recherche : nous pouvons communiquer des données pour une étude si un comité d’examen a décidé que votre signature n’est pas nécessaire.
npp-use-deceased = Après un décès : nous pouvons communiquer des données aux médecins légistes, aux pompes funèbres et aux organismes de don d’organes.
npp-use-required-by-law = Lois : si une loi nous oblige à communiquer des données, nous communiquons ce que cette loi demande.
npp-use-oversight = Contrôle : nous pouvons communiquer des données aux services publics qui contrôlent les soins, pour audits, inspections et agréments.
npp-use-court = Tribunaux : nous pouvons communiquer des données si un tribunal l’ordonne. Nous pouvons répondre à une injonction (subpoena) si vous en avez reçu avis ou si un tribunal protège les données.
npp-use-police = Police : nous pouvons communiquer des données sur mandat, pour retrouver un disparu ou un suspect, ou au sujet d’une infraction. La loi fixe des limites pour chaque cas.
npp-use-workers-compensation = Accidents du travail : nous pouvons communiquer des données pour les demandes d’indemnisation.
npp-use-government = Missions publiques : nous pouvons communiquer des données pour l’armée, la sécurité nationale, les prisons et les aides publiques.

## Passages que seuls certains avis contiennent

npp-psychotherapy = Nous gardons les notes de psychothérapie à part de votre dossier. Pour la plupart de leurs usages, il nous faut votre signature.
npp-fundraising = Nous pouvons vous contacter pour demander des dons. Vous avez le droit de refuser ces messages.
npp-sponsor = Nous pouvons communiquer vos données de santé à l’organisme qui a mis en place l’assurance, pour qu’il puisse la gérer.
npp-underwriting = Nous utilisons des données de santé pour décider de la couverture et de son prix. La loi nous interdit d’utiliser des données génétiques pour cela.
npp-changes-reserved = Nous pouvons changer cet avis. Le changement vaut alors aussi pour les données que nous avons déjà.
npp-changes-later-only = Si nous changeons cet avis, le changement ne vaut que pour les données reçues après son entrée en vigueur.

## Dossiers d’addictologie (42 CFR Part 2)

part2-programme = Notre programme pour les troubles liés à l’usage de substances relève d’une loi fédérale des États-Unis, 42 CFR Part 2.
part2-held = Nous avons des dossiers de programmes pour les troubles liés à l’usage de substances. Une loi fédérale des États-Unis, 42 CFR Part 2, les protège.
part2-fundraising = Avant d’utiliser ces dossiers pour demander des dons, nous vous donnons d’abord une occasion claire de refuser.
part2-use-emergency = Urgences : nous pouvons les communiquer au personnel médical si vous avez besoin de soins immédiats et ne pouvez pas consentir.
part2-use-research = Recherche : nous pouvons les communiquer pour des études qui suivent les règles de cette loi.
part2-use-audit = Audits : nous pouvons les communiquer à ceux qui contrôlent ou évaluent le programme.
part2-use-public-health = Santé publique : nous pouvons les communiquer aux autorités de santé sans rien qui montre qui vous êtes.
part2-use-court = Tribunaux : nous pouvons les communiquer si un tribunal l’ordonne et si une injonction (subpoena) accompagne l’ordre.
part2-use-own-staff = Notre personnel : ceux qui en ont besoin pour vos soins ou pour diriger le programme peuvent les utiliser.
part2-use-service-organisations = Entreprises au service du programme : elles peuvent les recevoir une fois qu’elles acceptent par écrit de suivre cette loi.
part2-use-crimes = Infractions : nous pouvons signaler à la police les infractions et les menaces dans nos locaux ou contre notre personnel.
part2-use-child-abuse = Enfants maltraités : nous pouvons faire les signalements que la loi de l’État demande.
part2-use-deceased = Après un décès : nous pouvons les communiquer si une loi demande la cause du décès.
