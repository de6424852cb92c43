# How things are joined and written.

join-and = { $first } y { $last }
# The same before a word that begins with the sound of "i": Spanish writes "e Irlanda".
join-and-before-i = { $first } e { $last }
# A name, then what is said of it.
labelled = { $label }: { $text }

period-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
period-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
# Monday to Saturday.
period-business-days = { $n ->
    [one] { $n } día laborable
   *[other] { $n } días laborables
}
period-weeks = { $n ->
    [one] { $n } semana
   *[other] { $n } semanas
}
period-months = { $n ->
    [one] { $n } mes
   *[other] { $n } meses
}
period-years = { $n ->
    [one] { $n } año
   *[other] { $n } años
}
