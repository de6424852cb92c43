# What California asks to tell: the part of the policy, and the notices beside it.

label-colon = :

## The part of a policy for California, and the policy that holds it alone (11 CCR 7011)

label-california-policy = Política de privacidad para California
heading-california-title = Cómo usa { $name } los datos de las personas de California
california-for = Esta parte se dirige a las personas que viven en California. El personal y los candidatos a un empleo también cuentan.
california-beside = Nuestra política de privacidad para California acompaña a esta.
california-beside-holds = Contiene las listas que pide la ley de California.
heading-california-collected = Qué recogemos
caption-california-collected = Tipos de información personal según la ley de California
california-above = Las tablas de arriba dicen para qué usamos sus datos, de dónde vienen y cuánto tiempo los guardamos.
heading-california-why = Para qué los recogemos y de dónde vienen
caption-california-why = Para qué recogemos datos, de dónde vienen y cuánto tiempo los guardamos
column-from = De dónde viene
heading-california-sold = Qué vendemos o compartimos
caption-california-sold = Qué vendimos o compartimos, con quién y para qué
column-sold-to = Quién lo recibió
heading-california-disclosed = Qué damos a otros para nuestro trabajo
caption-california-disclosed = Quién recibió datos para nuestro trabajo, y para qué
column-what-for = Para qué
heading-california-under-16 = Menores de 16 años
minors-teens = De los 13 a los 15 años, la ley exige primero que usted diga que sí.
minors-parents = Antes de los 13 años, la ley exige primero que un padre o una madre diga que sí.
heading-california-sensitive = Datos sensibles en California
heading-california-rights = Sus derechos en California
heading-california-asking = Cómo usar estos derechos
asking-10 = La ley nos da 10 días hábiles para confirmar que recibimos su solicitud.
asking-agent = Quien lo pida por usted debe mostrarnos su permiso firmado si se lo pedimos.
questions-to = ¿Preguntas? Escriba a { $email }.
heading-california-choices = Cómo negarse y limitar
label-opt-out-here = Niéguese aquí a la venta y al uso compartido
label-limit-here = Limite aquí los datos sensibles
label-policy-here = Nuestra política de privacidad
heading-california-metrics = Cómo respondimos a las solicitudes
caption-california-metrics = Solicitudes según la ley de California
column-request-kind = Tipo de solicitud
column-received = Recibidas
column-granted = Atendidas, del todo o en parte
column-refused = Rechazadas
column-median = Días hasta la respuesta (mediana)
heading-california-unnamed = Datos sin nombres

## The notice at collection (11 CCR 7012)

label-collection = Aviso al recoger datos
heading-collection = Qué recoge { $name }, y para qué
heading-collection-we = Qué recogemos, y para qué
notice-for-californians = Este aviso se dirige a las personas que viven en California. El personal y los candidatos a un empleo también cuentan.
concerns = Personas a las que se refiere: { $who }.
heading-place = Dónde: { $place }
collected-for = Aquí recogemos datos para: { $activities }
caption-collected = Qué recogemos aquí: { $place }
heading-collection-choices = Lo que puede elegir
heading-unplaced = Otros lugares

## The notices of the rights to opt out (11 CCR 7013) and to limit (11 CCR 7014)

label-opt-out = Aviso del derecho a negarse
heading-opt-out = Su derecho a detener la venta y el uso compartido de sus datos
heading-opt-out-right = Qué puede detener
opt-out-right = Puede pedirnos en todo momento que dejemos de vender y compartir sus datos.
opt-out-sale = Vender significa dar datos a otros por dinero o por otra cosa de valor.
opt-out-sharing = Compartir significa dar datos a otros para anuncios que siguen lo que usted hace en otros sitios.
heading-opt-out-how = Cómo negarse
other-ways = También puede decírnoslo por: { $channels }.
heading-opt-out-after = Qué pasa después
opt-out-days = La ley nos da 15 días hábiles para parar.
opt-out-others = Debemos avisar a quienes recibieron sus datos después de su solicitud.
opt-out-wait = Durante 12 meses no debemos pedirle que cambie de opinión.
opt-out-agent = Otra persona puede hacerlo por usted, con su permiso firmado.
no-worse = No debemos tratarle peor por ello.
label-limit = Aviso del derecho a limitar
heading-limit = Su derecho a limitar el uso de datos sensibles
heading-limit-right = Qué puede limitar
limit-right = Puede pedirnos que usemos sus datos sensibles solo para lo que nos pidió. Quedan unas pocas necesidades más. La ley las enumera.
limit-used = Usamos datos sensibles en: { $activities }
heading-limit-how = Cómo limitarlo
limit-days = La ley nos da 15 días hábiles para parar.
limit-others = Debemos avisar a quienes los usan para nosotros. También a quienes los recibieron después de su solicitud.
limit-wait = Durante 12 meses no debemos pedirle que cambie de opinión.
limit-agent = Otra persona puede hacerlo por usted, con su permiso firmado.

## The notice of a financial incentive (11 CCR 7016)

label-incentive = Aviso de incentivo económico
heading-incentive = Qué recibe por sus datos
heading-offer = La oferta: { $name }
label-offer = Qué recibe
label-terms = De qué depende
label-incentive-data = Qué datos
heading-joining = Participar y salir
incentive-consent = Solo participa si antes dice que sí.
incentive-leave = Puede salir en todo momento.
label-joining = Cómo participar
label-leaving = Cómo salir
heading-data-value = Qué valen sus datos para nosotros
label-value = Nuestra estimación
label-method = Cómo la hicimos
label-fit = Por qué la oferta se ajusta a ese valor

## The notice before software decides (11 CCR 7220)

label-admt = Aviso antes de que decida un programa
heading-admt = Cuando un programa decide sobre usted
heading-decision = La decisión: { $name }
label-decision-purpose = Para qué sirve
label-decision-data = Datos que cuentan
heading-decision-logic = Cómo funciona
label-logic = El programa
label-output = Qué resultado da
label-effect = Qué significa para usted
label-person = Qué hace una persona
heading-decision-choices = Qué puede hacer
label-opting-out = Negarse
label-how-to-opt-out = Cómo negarse
label-instead = Cómo decidimos entonces
label-appeal = Cómo pedir que se revise
admt-days = La ley nos da 15 días hábiles para parar.
admt-access = Puede preguntarnos cómo usamos el programa en su caso.
label-access = Cómo preguntar
admt-no-worse = No debemos castigarle por usar estos derechos.
