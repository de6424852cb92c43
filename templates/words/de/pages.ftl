# The frame of pages and files.

label-skip = Zum Inhalt springen
label-contents = Inhalt
label-table = Tabelle
label-figure = Abbildung
label-page = Seite
label-of = von
label-part = Teil { $part } von { $count }
