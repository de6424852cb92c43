# How things are joined and written.

join-and = { $first } and { $last }
# The same before a word that begins with the sound of "i": Spanish writes "e Irlanda".
join-and-before-i = { $first } and { $last }
# A name, then what is said of it.
labelled = { $label }: { $text }

period-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
period-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
# Monday to Saturday.
period-business-days = { $n ->
    [one] { $n } business day
   *[other] { $n } business days
}
period-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
period-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
period-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
