# The frame of pages and files.

label-skip = Aller au contenu
label-contents = Sommaire
label-table = Tableau
label-figure = Figure
label-page = Page
label-of = sur
label-part = partie { $part } sur { $count }
