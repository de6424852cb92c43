# How things are joined and written.

join-and = { $first } et { $last }
# The same before a word that begins with the sound of "i": Spanish writes "e Irlanda".
join-and-before-i = { $first } et { $last }
# A name, then what is said of it.
labelled = { $label } : { $text }

period-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
period-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
# Monday to Saturday.
period-business-days = { $n ->
    [one] { $n } jour ouvrable
   *[other] { $n } jours ouvrables
}
period-weeks = { $n ->
    [one] { $n } semaine
   *[other] { $n } semaines
}
period-months = { $n } mois
period-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
