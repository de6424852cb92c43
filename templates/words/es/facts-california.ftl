# What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).

california-yes = Sí
california-no = No
california-nobody = Nadie

## Categories of Civ. Code 1798.140(v), (ae): in plain words, then as the law names them

category-identifiers = Nombres, datos de contacto y otras formas de identificarle
category-customer-records = Registros de clientes
category-protected-characteristics = Características que la ley protege
category-commercial = Lo que usted compra
category-biometric = Medidas del cuerpo que le identifican
category-internet-activity = Lo que usted hace en línea
category-geolocation = Dónde está usted
category-sensory = Sonido, imágenes y vídeo
category-employment = Su trabajo
category-education = Su formación
category-inferences = Lo que concluimos sobre usted
category-sensitive = Información sensible

statutory-identifiers = identificadores
statutory-customer-records = registros de clientes, Civ. Code 1798.80(e)
statutory-protected-characteristics = características de clasificaciones protegidas
statutory-commercial = información comercial
statutory-biometric = información biométrica
statutory-internet-activity = actividad en internet u otra red electrónica
statutory-geolocation = datos de geolocalización
statutory-sensory = información auditiva, electrónica, visual o similar
statutory-employment = información profesional o laboral
statutory-education = información educativa
statutory-inferences = inferencias
statutory-sensitive = información personal sensible

## Statements

under-16-yes = Sabemos que vendemos o compartimos datos de personas menores de 16 años.
under-16-no = No tenemos conocimiento de ninguna venta ni de ningún uso compartido de datos de personas menores de 16 años.
beyond-listed-yes = Usamos datos sensibles para más fines que los que California enumera. Usted puede limitarlo.
beyond-listed-no = Usamos datos sensibles solo para los fines que California enumera.
signal-yes = Si su navegador envía una señal de exclusión, la seguimos.
signal-no = No seguimos las señales de exclusión.
verification-how = Comprobamos quién es usted. Cómo: { $methods }.

## Rights, after "You can"

california-right-know = Saber qué tenemos sobre usted, de dónde vino y quién lo recibió.
california-right-delete = Pedir que se borren sus datos.
california-right-correct = Pedir que se corrijan los datos que estén mal.
california-right-opt-out = Decirnos que no vendamos ni compartamos sus datos.
california-right-limit = Limitar nuestro uso de sus datos sensibles.
california-right-no-retaliation = Usar estos derechos sin recibir un trato peor.
california-right-agent = Dejar que otra persona lo pida por usted, con su permiso firmado.

## What the ways to opt out do, as tested

feature-few-steps = Bastan pocos pasos.
feature-no-account = No necesita una cuenta.
feature-no-verification = No le pedimos que demuestre quién es.
feature-more-than-cookies = También detiene lo que no depende de las cookies.
feature-opt-out-all = Un solo paso detiene toda venta y todo uso compartido.
feature-opt-out-parts = También puede elegir qué detener.
feature-opt-out-status = Le mostramos que funcionó.
feature-limit-easy = Bastan pocos pasos. No necesita una cuenta ni demostrar quién es.
feature-limit-all = Un solo paso lo limita todo.
feature-limit-parts = También puede elegir qué limitar.
feature-limit-status = Le mostramos que funcionó.
feature-admt-easy = Bastan pocos pasos. No necesita una cuenta ni demostrar quién es.
feature-admt-all = Un solo paso vale para todas esas decisiones.
feature-admt-parts = También puede elegir para qué decisiones vale.
feature-admt-status = Le mostramos que funcionó.
frictionless = La señal basta. No trae costes, ni cambios, ni ventanas emergentes.
minors-opt-in = Cómo dicen que sí los menores de 16 años o sus padres: { $methods }.
deidentified-promise = Guardamos algunos datos sin nombres. No intentamos averiguar de quién son.

## Requests

metrics-span = Estas solicitudes llegaron entre el { $from } y el { $until }.
request-access = Saber
request-erasure = Borrar
request-rectification = Corregir
request-opt-out = Detener la venta o el uso compartido
request-limit = Limitar los datos sensibles
request-admt-opt-out = Rechazar las decisiones de programas
request-admt-access = Saber cómo decidió un programa
request-admt-appeal = Que una persona lo revise

## Offers in return for data

leaving-by = Puede salir aquí: { $ways }.

## Decisions by software (11 CCR 7221(b))

exception-none = Usted puede negarse.
exception-human-appeal = Usted no puede negarse. Puede acudir a una persona que puede cambiar la decisión.
exception-hiring-admission = Usted no puede negarse. Nos basamos en la excepción para programas que solo valoran si alguien puede hacer un trabajo o unos estudios.
exception-work-and-pay = Usted no puede negarse. Nos basamos en la excepción para programas que solo reparten el trabajo o fijan la paga.
california-right-admt-opt-out = Pedirnos que decidamos sin programas.
california-right-admt-appeal = Pedir que una persona revise una decisión de un programa.
california-right-admt-access = Preguntar cómo decidió un programa sobre usted.
