# Notices beside the policy: for groups of people, points of collection, trackers and recipients.

## For everyone who reads a notice of one kind.

notice-as-of = Este aviso muestra nuestros registros del { $day }.
notice-for = Este aviso es para: { $who }
heading-uses-of = Cómo usa { $name } los datos de: { $who }
heading-we-use-of = Cómo usamos los datos de: { $who }
label-notice = Aviso de privacidad
label-website = Nuestro sitio web
label-privacy-contact = Quién responde
more-in-policy = Lea toda la política aquí: { $url }
heading-open-questions = Preguntas abiertas

## The version of a text.

version-effective = Se aplica desde el { $day }.
version-next = Próxima revisión: a más tardar el { $day }.
version-address = Está aquí: { $url }
version-archive = Las versiones anteriores están aquí: { $url }
complaining-link = El sitio web de la autoridad: { $url }

## Data that others give (GDPR Art. 14).

heading-from-others = Datos que otros nos dan
from-others-law = Debemos decirle de dónde vienen esos datos.
from-others-when =
    La ley nos da un mes como máximo para decírselo.
    Si antes le escribimos o damos los datos a otros, debemos decírselo entonces.
caption-from-others = Datos que otros nos dan
column-from-whom = De quién
column-told = Cuándo informamos

## Authorities and courts.

authorities-law = La ley puede obligarnos a dar datos a una autoridad o a un tribunal.

## Points of collection.

heading-points = Avisos breves donde usted nos da datos
points-for =
    Estos avisos son para quienes nos dan datos.
    Cada uno está donde pedimos los datos.
point-more = Más en la política: { $url }

## Cookies and trackers.

label-trackers = Cookies y rastreadores
heading-trackers = Cookies y rastreadores
heading-trackers-of = Cookies y rastreadores de { $name }
trackers-for = Esta página es para todas las personas que visitan nuestro sitio web.
trackers-scanned = El último análisis de nuestro sitio web fue el { $day }.
trackers-list = Nuestra página de cookies y rastreadores nombra cada uno de ellos.
caption-trackers = Cookies y rastreadores, primero los necesarios
column-tracker = Nombre
column-kind = Tipo
column-set-by = Lo instala
column-choice = Su elección
heading-choice = Su elección
trackers-choice = Usted puede rechazar todo rastreador que no sea necesario.
trackers-withdraw = Si dijo que sí, puede cambiar de opinión en cualquier momento.

## The list of recipients.

label-recipients = Destinatarios
heading-recipients-of = Quién recibe datos de { $name }
recipients-for = Esta lista es para todas las personas cuyos datos usamos.
heading-companies = Empresas
heading-by-activity = Quién recibe datos, uso por uso
caption-by-activity = Todos los que reciben datos, también autoridades y socios
column-sub-processors = Quién trabaja para ellas

## The version for children of about ten.

label-children = Para niños
heading-child-title = { $name } y tus datos
heading-child-title-unnamed = Nosotros y tus datos
child-for =
    Esta página es para niños.
    Puedes leerla con una persona adulta.
heading-child-data = ¿Qué son tus datos?
child-data =
    Tus datos son lo que otros saben de ti.
    Tu nombre es un dato. Una foto tuya también.
heading-child-who = ¿Quiénes somos?
child-who = Somos { $name } y decidimos qué pasa con tus datos.
heading-child-uses = ¿Qué hacemos con tus datos?
child-what = Sabemos esto de ti: { $what }.
child-why = Lo necesitamos para esto: { $why }.
child-who-sees = Otros también lo reciben: { $who }.
child-how-long = Cuánto tiempo lo guardamos: { $how_long }
heading-child-rights = ¿Qué puedes hacer?
child-ask-see = Pregúntanos qué sabemos de ti.
child-ask-fix = Dinos si algo está mal. Debemos corregirlo.
child-ask-delete = Pídenos que lo borremos. A veces una ley nos obliga a guardarlo.
child-ask-stop = ¿Dijiste que sí? Puedes decir que no más tarde.
child-see-california = En California puedes preguntarnos qué sabemos de ti.
child-delete-california = En California puedes pedirnos que lo borremos.
child-help = Una persona adulta puede pedirlo por ti.
child-free = Pedirlo no cuesta nada.
child-write = Escríbenos: { $email }
child-complain = ¿Crees que lo hacemos mal? Puedes decírselo a esta oficina: { $authority }.
