# Words of facts. What is in braces comes from the records; text before and after it stands as the language needs it.

## Legal reasons (GDPR Art. 6(1))

reason-consent = Usted dijo que sí. Puede cambiar de opinión en cualquier momento.
reason-contract = Los necesitamos para cumplir nuestro contrato con usted.
reason-vital-interests = Para proteger la vida de una persona.
reason-legal-obligation = Una ley nos obliga.
reason-legal-obligation-named = Una ley nos obliga: { $law }.
reason-public-task = Para cumplir nuestra función pública.
reason-public-task-named = Para cumplir nuestra función pública: { $law }.
reason-legitimate-interests = Nuestro interés: { $interest }.

## Sensitive data (GDPR Art. 9)

sensitive-unnamed = datos sensibles
sensitive-other = otros datos sensibles
special-health = salud
special-racial-ethnic = origen racial o étnico
special-political = opiniones políticas
special-religious = convicciones religiosas o filosóficas
special-trade-union = afiliación sindical
special-genetic = datos genéticos
special-biometric = datos biométricos para identificar a una persona
special-sex-life = vida sexual u orientación sexual

art9-explicit-consent = Usted dio su consentimiento explícito a este uso.
art9-employment = El derecho laboral o de la seguridad social lo exige.
art9-vital-interests = Los usamos para proteger la vida de una persona.
art9-nonprofit = Los usamos como entidad sin ánimo de lucro, para nuestros miembros.
art9-made-public = Usted mismo los hizo públicos.
art9-legal-claims = Los usamos para formular, ejercer o defender reclamaciones.
art9-public-interest = Una ley lo permite por un interés público esencial.
art9-health-care = Los usamos para prestar asistencia sanitaria o social.
art9-public-health = Los usamos para proteger la salud pública.
art9-research = Los usamos para archivo, investigación o estadística.

## Where data comes from, and whether it must be given

source-person = Usted nos los da.
source-third-party = Los recibimos de otra persona o entidad.
source-third-party-named = Los recibimos de esta fuente: { $name }.
source-public = Los tomamos de fuentes públicas.
source-public-named = Los tomamos de una fuente pública: { $name }.
source-observed = Los registramos cuando usted usa nuestros servicios.
source-derived = Los deducimos de otros datos.
must-provide-yes = Usted debe darlos: una ley o nuestro contrato lo exige.
must-provide-no = Usted decide si los da.
uses-children = «{ $activity }» también usa datos de personas menores de 16 años.

## Who gets data, and where it goes

who-nobody = Nadie fuera de nuestra organización.
contract-signed = Tenemos un contrato por escrito con este destinatario.
joint-activity = { $activity }: lo decidimos junto con { $partners }
joint-vendor = Decidimos junto con { $partner } para qué y cómo usar sus datos.

safeguard-adequacy = Una decisión de la Comisión Europea cubre esta transferencia.
safeguard-scc = Un contrato con cláusulas tipo de la Comisión Europea los protege.
safeguard-bcr = Unas normas corporativas vinculantes del grupo los protegen.
safeguard-code-or-certification = Un código o un certificado aprobado los protege.
safeguard-public-instrument = Un acuerdo entre organismos públicos los protege.
safeguard-authorised-clauses = Unas cláusulas contractuales que autorizó una autoridad de control los protegen.
safeguard-explicit-consent = Usted aceptó esta transferencia.
safeguard-derogation = Nos apoyamos en una excepción del artículo 49 del RGPD.

## How long data is kept

# The event brings its own word for "after".
retention-event = { $period } { $event }
retention-counted = { $period }, a contar desde: { $event }
retention-without-end = Indefinidamente
retention-delete-proven = Después los borramos.
retention-delete = Nuestra regla: después los borramos.
retention-anonymise-proven = Después los hacemos anónimos.
retention-anonymise = Nuestra regla: después los hacemos anónimos.
retention-archive = Después pasan a un archivo.
retention-return = Nuestra regla: después los devolvemos.

## Claims about the organisation as a whole

selling-yes = Vendemos datos personales o los compartimos para publicidad.
selling-no = En los 12 meses anteriores al { $day } no vendimos datos personales ni los compartimos para publicidad.
automated-yes = Un programa toma decisiones sobre personas.
automated-no = Ningún programa toma por sí solo decisiones sobre usted.
abroad-yes = Una parte de sus datos sale del Espacio Económico Europeo.
abroad-countries = Una parte de sus datos sale del Espacio Económico Europeo. Destino: { $countries }.
abroad-no = Sus datos se quedan en el Espacio Económico Europeo.
children-yes = Usamos datos de personas menores de 16 años.

## At a glance

glance-what = Lo que más usamos: { $data }
glance-why = Para qué los usamos: { $purposes }
glance-sensitive = Usamos datos sensibles.
glance-sensitive-named = Usamos datos sensibles: { $kinds }.
glance-without-end = Guardamos una parte de los datos indefinidamente.
glance-questions = ¿Preguntas? Escriba a { $email }.

## Rights under the GDPR, after "You can ask us to"

right-access = Mostrarle sus datos y darle una copia.
right-rectification = Corregir los datos que estén mal.
right-erasure = Borrar sus datos.
right-restriction = Suspender el uso de sus datos mientras una duda siga abierta.
right-portability = Darle sus datos en un archivo que pueda usar en otro lugar.
right-objection = Dejar un uso al que usted se opone. Con la publicidad paramos siempre.
right-withdrawal = Dejar lo que usted aceptó. Lo que hicimos antes sigue siendo lícito.
right-human-review = Hacer que una persona revise una decisión tomada por un programa.

## Groups of people, as headings

audience-applicants = Candidatos a un empleo
audience-business = Socios comerciales y proveedores
audience-staff = Personal
audience-patients = Pacientes
audience-members = Miembros
audience-insured = Personas aseguradas
audience-parents = Padres, madres y tutores
audience-children = Niños y jóvenes
audience-students = Alumnado y estudiantes
audience-visitors = Visitantes
audience-prospects = Personas interesadas en nosotros
audience-donors = Donantes y simpatizantes
audience-customers = Clientes
audience-others = Otras personas
