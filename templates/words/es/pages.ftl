# The frame of pages and files.

label-skip = Ir al contenido
label-contents = Índice
label-table = Tabla
label-figure = Figura
label-page = Página
label-of = de
label-part = parte { $part } de { $count }
