# Una prueba sobre una política, con sus respuestas.

## A quiz that shows whether people find things in the policy.

label-quiz = Prueba de búsqueda
heading-quiz = ¿Lo encuentra la gente en la política?
quiz-for = Esta página es para quien prueba la política con cinco personas.
quiz-how = Dé a cada persona la política y estas preguntas. No ayude. Anote el tiempo.
quiz-none = Ningún dato figura en un solo lugar, así que no hay preguntas.
heading-quiz-questions = Preguntas
heading-quiz-results = Resultados
caption-quiz-results = Respuestas correctas de cinco personas
column-question = Pregunta
column-right = Correctas de 5
quiz-aim = La meta: al menos el 80 % de respuestas correctas. Escriba más sencillo donde menos de 4 de 5 personas encontraron la respuesta.
heading-quiz-key = Soluciones
caption-quiz-key = Respuestas, con la frase que las contiene
column-number = N.º
column-answer = Respuesta
column-section = Sección
column-sentence = Frase
quiz-period = { $name }: ¿cuánto tiempo guardamos estos datos?
quiz-company = ¿Qué empresa hace esto para nosotros: { $name }?
quiz-refusal = { $name }: ¿cómo retira su consentimiento?
quiz-purpose = { $name }: ¿para qué usamos estos datos?
quiz-data = { $name }: ¿qué datos usamos?
quiz-recipients = { $name }: ¿quién recibe estos datos?
quiz-safeguard = ¿Qué protege los datos que van a { $name }?
quiz-complaint = ¿Ante qué autoridad puede reclamar?
quiz-phone = ¿A qué número llama por sus datos?
quiz-address = ¿A qué dirección envía una carta?
quiz-dpo = ¿Cómo contacta con nuestro delegado de protección de datos?
