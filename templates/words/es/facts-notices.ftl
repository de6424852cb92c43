# Facts of notices: data from others, points of collection, trackers, versions.

## Data that does not come from the person (GDPR Art. 14)

indirect-public = Esta fuente es pública.
indirect-partly-public = Una parte viene de fuentes públicas.
indirect-not-public = Esta fuente no es pública.
indirect-told = Informamos a las personas por última vez el { $day }.
not-told-already-informed = Las personas ya lo saben.
not-told-disproportionate = Informar a cada persona no es posible o exige demasiado esfuerzo.
not-told-laid-down-by-law = Una ley dice que recibimos o damos estos datos.
not-told-secrecy = El secreto profesional cubre estos datos.
not-told-reason = Nuestro motivo: { $reason }
withdrawal = Cómo retirar su permiso: { $ways }.

## Where data is collected

point-why = Para qué: { $items }.
point-who = Quién los recibe: { $items }.
point-how-long = Cuánto tiempo: { $items }.
# Behind the items of a list that are named.
and-more = { $n } más

## Cookies and trackers

trackers-yes = Usamos { $n ->
        [one] { $n } cookie o rastreador
       *[other] { $n } cookies y rastreadores
    }.
trackers-none = El { $day } revisamos { $n ->
        [one] { $n } página
       *[other] { $n } páginas
    } de nuestro sitio y no encontramos cookies ni rastreadores.
tracker-necessary = Necesaria
tracker-preferences = Sus ajustes
tracker-statistics = Estadística
tracker-marketing = Publicidad
party-first = nuestro propio sitio
party-third = otra empresa
tracker-ads = Compartimos esto para publicidad.
tracker-after-yes = Empieza solo si usted dice que sí.
tracker-asked = Le preguntamos.
tracker-too-early = Le preguntamos, pero empieza antes de que usted elija.
tracker-not-asked = No le preguntamos.

## Claims, contacts and the summary

training-yes = Entrenamos programas con datos: { $activities }.
authorities = En los 12 meses antes del { $day } dimos datos a autoridades o tribunales { $n ->
        [one] una vez
       *[other] { $n } veces
    }.
dpo-none = No tenemos delegado de protección de datos: { $reason }
glance-long = Guardamos una parte de los datos durante { $period }.
audience-californians = Personas en California
