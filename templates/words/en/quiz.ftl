# A quiz about a policy, with its answers.

## A quiz that shows whether people find things in the policy.

label-quiz = Find-it quiz
heading-quiz = Can people find it in the policy?
quiz-for = This page is for whoever tests the policy with five people.
    .guide = says whom the page is for
quiz-how = Give each person the policy and these questions. Do not help. Note how long it takes.
    .guide = says how the quiz is done
quiz-none = No fact stands in one place only, so there is no question.
    .guide = tells that no question can be asked
heading-quiz-questions = Questions
heading-quiz-results = Results
caption-quiz-results = Right answers of five people
column-question = Question
column-right = Right of 5
quiz-aim = At least 80% of all answers are right: that is the aim. Write more plainly where fewer than 4 of 5 people found the answer.
    .guide = says what result is wanted
heading-quiz-key = Answer key
caption-quiz-key = Answers, with the sentence that holds each
column-number = No.
column-answer = Answer
column-section = Section
column-sentence = Sentence
quiz-period = { $name }: how long do we keep this data?
quiz-company = Which company does this for us: { $name }?
quiz-refusal = { $name }: how do you take back your consent?
quiz-purpose = { $name }: why do we use this data?
quiz-data = { $name }: what data do we use?
quiz-recipients = { $name }: who gets this data?
quiz-safeguard = What protects data that goes to { $name }?
quiz-complaint = To which authority can you complain?
    .guide = asks for a fact
quiz-phone = Which number do you call about your data?
    .guide = asks for a fact
quiz-address = To which address do you send a letter?
    .guide = asks for a fact
quiz-dpo = How do you reach our data protection officer?
    .guide = asks for a fact
