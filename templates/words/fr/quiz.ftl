# Un quiz sur une politique, avec ses réponses.

## A quiz that shows whether people find things in the policy.

label-quiz = Quiz de recherche
heading-quiz = Les gens le trouvent-ils dans la politique ?
quiz-for = Cette page s’adresse à ceux qui testent la politique avec cinq personnes.
quiz-how = Donnez à chaque personne la politique et ces questions. N’aidez pas. Notez le temps.
quiz-none = Aucune information ne figure à un seul endroit : il n’y a donc pas de question.
heading-quiz-questions = Questions
heading-quiz-results = Résultats
caption-quiz-results = Bonnes réponses de cinq personnes
column-question = Question
column-right = Justes sur 5
quiz-aim = L’objectif : au moins 80 % de bonnes réponses. Écrivez plus simplement là où moins de 4 personnes sur 5 ont trouvé.
heading-quiz-key = Corrigé
caption-quiz-key = Réponses, avec la phrase qui les contient
column-number = N°
column-answer = Réponse
column-section = Section
column-sentence = Phrase
quiz-period = { $name } : combien de temps gardons-nous ces données ?
quiz-company = Quelle entreprise fait ceci pour nous : { $name } ?
quiz-refusal = { $name } : comment retirez-vous votre accord ?
quiz-purpose = { $name } : pourquoi utilisons-nous ces données ?
quiz-data = { $name } : quelles données utilisons-nous ?
quiz-recipients = { $name } : qui reçoit ces données ?
quiz-safeguard = Qu’est-ce qui protège les données envoyées à { $name } ?
quiz-complaint = Auprès de quelle autorité pouvez-vous vous plaindre ?
quiz-phone = Quel numéro appelez-vous au sujet de vos données ?
quiz-address = À quelle adresse envoyez-vous une lettre ?
quiz-dpo = Comment joignez-vous notre délégué à la protection des données ?
