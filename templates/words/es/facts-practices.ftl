# Lo que una Notice of Privacy Practices dice de la organización.

## Usos sin firma (45 CFR 164.510, 164.512)

npp-use-family = Familia y amigos: podemos decir lo que necesitan saber a quienes ayudan con su atención o la pagan. En un desastre podemos decir a las organizaciones de socorro dónde está usted. Puede decir que no.
npp-use-directory = Nuestro directorio: podemos decir a los visitantes que pregunten por usted por su nombre dónde está y cómo está. El clero puede saber también su religión. Puede decir que no.
npp-use-public-health = Salud pública: podemos comunicar enfermedades, lesiones, nacimientos, muertes y problemas con medicamentos a los organismos competentes.
npp-use-abuse = Maltrato: podemos avisar al organismo competente si creemos que usted sufre maltrato, abandono o violencia doméstica. Necesitamos su acuerdo o una ley que lo permita.
npp-use-child-abuse = Maltrato infantil: podemos comunicar el maltrato y el abandono de menores al organismo que recibe esos avisos.
npp-use-threat = Peligro: podemos avisar a quienes pueden evitar un peligro grave y cercano para la salud o la seguridad de alguien.
npp-use-workplace = Su trabajo: si le examinamos para su empleador, podemos comunicarle lesiones y salud en el trabajo. Debemos decírselo a usted por escrito.
npp-use-school = Escuelas: podemos dar a una escuela un comprobante de vacunación si una ley se lo exige a la escuela. Usted o un progenitor debe estar de acuerdo antes.
npp-use-research = Investigación: podemos compartir datos para un estudio si un comité de revisión ha decidido que su firma no es necesaria.
npp-use-deceased = Tras una muerte: podemos compartir datos con forenses, funerarias y grupos de donación de órganos.
npp-use-required-by-law = Leyes: si una ley nos obliga a compartir datos, compartimos lo que esa ley pide.
npp-use-oversight = Supervisión: podemos compartir datos con organismos públicos que controlan la atención, para auditorías, inspecciones y permisos.
npp-use-court = Tribunales: podemos compartir datos si un tribunal lo ordena. Podemos responder a una citación (subpoena) si usted recibió aviso de ella o un tribunal protege los datos.
npp-use-police = Policía: podemos compartir datos con una orden judicial, para hallar a un desaparecido o sospechoso, o sobre un delito. La ley pone límites en cada caso.
npp-use-workers-compensation = Accidentes de trabajo: podemos compartir datos para reclamaciones de indemnización laboral.
npp-use-government = Funciones públicas: podemos compartir datos para el servicio militar, la seguridad nacional, las prisiones y las ayudas públicas.

## Partes que solo algunos avisos necesitan

npp-psychotherapy = Guardamos las notas de psicoterapia aparte de su historial. Para la mayoría de sus usos necesitamos su firma.
npp-fundraising = Podemos contactarle para pedirle donaciones. Usted tiene derecho a rechazar esos mensajes.
npp-sponsor = Podemos compartir sus datos de salud con el patrocinador del plan, para que pueda gestionarlo.
npp-underwriting = Usamos datos de salud para decidir la cobertura y su precio. La ley nos prohíbe usar datos genéticos para ello.
npp-changes-reserved = Podemos cambiar este aviso. El cambio vale entonces también para los datos que ya tenemos.
npp-changes-later-only = Si cambiamos este aviso, el cambio solo vale para los datos que recibamos después de su entrada en vigor.

## Registros de adicciones (42 CFR Part 2)

part2-programme = A nuestro programa de trastornos por consumo de sustancias se le aplica una ley federal de Estados Unidos, 42 CFR Part 2.
part2-held = Tenemos registros de programas de trastornos por consumo de sustancias. Una ley federal de Estados Unidos, 42 CFR Part 2, los protege.
part2-fundraising = Antes de usar estos registros para pedir donaciones, le damos una ocasión clara de negarse.
part2-use-emergency = Urgencias: podemos compartirlos con personal médico si usted necesita atención inmediata y no puede dar su consentimiento.
part2-use-research = Investigación: podemos compartirlos para estudios que siguen las reglas de esta ley.
part2-use-audit = Auditorías: podemos compartirlos con quienes auditan o evalúan el programa.
part2-use-public-health = Salud pública: podemos compartirlos con autoridades sanitarias sin nada que muestre quién es usted.
part2-use-court = Tribunales: podemos compartirlos si un tribunal lo ordena y una citación (subpoena) acompaña la orden.
part2-use-own-staff = Nuestro personal: pueden usarlos quienes los necesitan para su atención o para dirigir el programa.
part2-use-service-organisations = Empresas al servicio del programa: pueden recibirlos una vez que aceptan por escrito cumplir esta ley.
part2-use-crimes = Delitos: podemos avisar a la policía de delitos y amenazas en nuestros locales o contra nuestro personal.
part2-use-child-abuse = Maltrato infantil: podemos hacer los avisos de maltrato y abandono de menores que pide la ley del Estado.
part2-use-deceased = Tras una muerte: podemos compartirlos cuando una ley pregunta por la causa de la muerte.
