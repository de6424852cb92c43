# How things are joined and written.

join-and = { $first } und { $last }
# The same before a word that begins with the sound of "i": Spanish writes "e Irlanda".
join-and-before-i = { $first } und { $last }
# A name, then what is said of it.
labelled = { $label }: { $text }

period-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
period-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
# Monday to Saturday.
period-business-days = { $n ->
    [one] { $n } Werktag
   *[other] { $n } Werktage
}
period-weeks = { $n ->
    [one] { $n } Woche
   *[other] { $n } Wochen
}
period-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
period-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
