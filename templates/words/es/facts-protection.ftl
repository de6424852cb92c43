# How data is protected: measures, tests and plans.

measure-encrypted-at-rest = Ciframos los datos que guardamos.
measure-encrypted-in-transit = Ciframos los datos cuando los enviamos.
measure-mfa = Para entrar hace falta una segunda prueba de identidad.
measure-unique-ids = Cada persona que trabaja con datos tiene su propia cuenta.
measure-logging = Registramos quién consulta datos.
measure-antimalware = Protegemos los sistemas contra programas dañinos.
measure-firewall = Protegemos los sistemas con un cortafuegos.
measure-login-alerts = Los accesos inusuales activan una alerta.
# The measure begins as it does in the middle of a sentence.
measure-in-systems = En { $some } de { $all } sistemas: { $measure }

test-security = Probamos la seguridad de nuestros sistemas.
test-restore = Probamos que podemos recuperar los datos.
test-access = Comprobamos quién tiene acceso.
test-logs = Revisamos los registros de actividad.
# A test as above, then its day or days, then the systems.
tested-all-on = { $what } La última vez fue el { $day }, en todos los sistemas.
tested-all-between = { $what } La última vez fue entre el { $first } y el { $last }, en todos los sistemas.
tested-some-on = { $what } La última vez fue el { $day }, en { $some } de { $all } sistemas.
tested-some-between = { $what } La última vez fue entre el { $first } y el { $last }, en { $some } de { $all } sistemas.

plan-incidents = Ensayamos qué hacer después de un incidente de seguridad.
plan-contingency = Ensayamos qué hacer cuando fallan los sistemas.
plan-practised-on = { $what } La última vez fue el { $day }.

contracts-all = Cada empresa que trata datos para nosotros tiene un contrato por escrito con nosotros.
