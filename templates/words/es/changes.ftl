# Los cambios de un trimestre: resumen, a quién hay que informar, texto comparado.

## For everyone who reads the changes of a quarter.

label-what-changed = Qué ha cambiado
heading-what-changed = Qué ha cambiado en nuestra política de privacidad
changed-days = Del { $before } al { $now }.
changed-for = Esta página es para todas las personas que leyeron la versión anterior.
heading-in-short = En resumen
changed-nothing = Nada ha cambiado.

## Lines of the summary; they rest on the facts put in.

changed-named = Ahora nombramos a: { $names }.
changed-not-named = Ya no nombramos a: { $names }.
changed-use-new = Nuevo: { $names }.
changed-use-gone = Ya no figura en la política: { $names }.
changed-kept = { $what }: se conserva { $now }, antes { $before }.
changed-value = { $what }: ahora «{ $now }», antes «{ $before }».
changed-now-said = { $what }: ahora decimos «{ $now }».
changed-not-said = { $what }: ya no decimos «{ $before }».
changed-more = Hay más cambios abajo: { $n }.

## Every change, by what it is about.

heading-every-change = Cada cambio
caption-every-change = Cambios: { $kind }
column-about = Tema
column-before = Antes
column-now = Ahora
label-changed-selling = Venta y cesión
label-changed-recipients = Quién recibe datos
label-changed-purposes = Para qué sirven los datos
label-changed-periods = Cuánto se guardan los datos
label-changed-data = Qué datos
label-changed-transfers = Adónde van los datos
label-changed-claims = Lo que vale para todos los datos
label-changed-rights = Sus derechos
label-changed-contacts = Cómo contactarnos
label-changed-trackers = Cookies y rastreadores
label-changed-protection = Cómo se protegen los datos
label-not-said = no se indica
label-not-known = ya no se sabe
changed-cells = Celdas movidas sin otra palabra en la política: { $n }.

## Who must be told.

heading-who-is-told = A quién hay que informar
caption-who-is-told = Lo que la ley pide después de estos cambios
column-duty = Qué hacer
column-because = A causa de
column-law = Ley
label-all-changes = los cambios de abajo
tell-gdpr-purpose = Informe a las personas de la nueva finalidad antes de usar sus datos para ella.
tell-gdpr-recipient = Nombre al destinatario en el aviso antes de que reciba datos.
tell-gdpr-transfer = Indique el país y lo que protege los datos antes de que vayan allí.
tell-gdpr-text = Publique el nuevo texto donde sea fácil encontrarlo.
tell-california-collection = Dé primero un nuevo aviso en la recogida. Sin él, no recoja ni use datos para esto.
tell-california-sale = No venda ni ceda datos recogidos sin el aviso de exclusión, salvo que la persona acepte.
tell-california-text = Publique la nueva política con su nueva fecha. Actualícela al menos cada 12 meses.
tell-hipaa-revise = Si el cambio es importante, revise primero el aviso. Desde su fecha de vigencia, publíquelo y entréguelo. No actúe antes, salvo que la ley lo exija.
tell-hipaa-plan = Un plan de salud publica el nuevo aviso en línea a más tardar en su fecha de vigencia y lo envía con el próximo correo anual. Sin sitio web, informa a sus miembros en 60 días.
tell-hipaa-held = Aplique el cambio a los datos que ya tiene solo si el aviso anterior reservó ese derecho.

## The text, with what was added and removed.

heading-redline = El texto, frase por frase
redline-how = Las palabras añadidas están subrayadas. Las palabras eliminadas están tachadas.
redline-none = El archivo anterior no contiene texto en este idioma.
redline-same = Frases sin cambios: { $n }.
redline-other = Frases sin cambios en otras secciones: { $n }.
label-added = añadido:
label-removed = eliminado:
label-beginning = Inicio
