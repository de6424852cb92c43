# Claims that stand only while the records prove them (crates/policy/src/proof.rs); no document may say them otherwise.

proof-health-data = Nunca damos datos de salud a anunciantes y no los vendemos.
proof-anonymous = Hemos hecho anónimos estos datos, y una prueba mostró que funciona.
proof-deletion = Cuando acaba su plazo de conservación, borramos sus datos.
proof-need-to-know = Solo puede ver sus datos el personal que los necesita.
proof-breach = Si sus datos se filtran y eso le pone en riesgo, se lo decimos en el plazo legal.
proof-no-trackers = Nuestro sitio web no instala cookies ni tiene rastreadores.
proof-children = No recogemos a sabiendas datos de niños.
proof-in-time = Es gratis, y respondemos en el plazo legal.
