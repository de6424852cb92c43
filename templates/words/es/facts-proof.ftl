# Claims that stand only while the records prove them (crates/policy/src/proof.rs); no document may say them otherwise.

proof-health-data = Nunca damos datos de salud a anunciantes y no los vendemos.
proof-anonymous = Hemos hecho anónimos estos datos, y una prueba lo confirmó.
proof-deletion = Cuando acaba el plazo, borramos sus datos.
proof-need-to-know = Solo ve sus datos quien los necesita para su trabajo.
proof-breach = Si sus datos salen a la luz y eso le pone en riesgo, se lo decimos en el plazo de la ley.
proof-no-trackers = Nuestro sitio web no usa cookies ni rastreadores.
proof-children = No recogemos a sabiendas datos de niños.
proof-in-time = Es gratis, y respondemos en el plazo de la ley.
