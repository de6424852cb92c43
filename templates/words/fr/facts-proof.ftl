# Claims that stand only while the records prove them (crates/policy/src/proof.rs); no document may say them otherwise.

proof-health-data = Nous ne donnons jamais de données de santé aux annonceurs et nous ne les vendons pas.
proof-anonymous = Nous avons rendu ces données anonymes, et un test a montré que cela fonctionne.
proof-deletion = À la fin de leur durée de conservation, nous effaçons vos données.
proof-need-to-know = Seuls les membres du personnel qui ont besoin de vos données peuvent les voir.
proof-breach = Si vos données fuient et que cela crée un risque pour vous, nous vous le disons dans le délai légal.
proof-no-trackers = Notre site ne pose pas de cookies et n’a pas de traceurs.
proof-children = Nous ne collectons pas sciemment de données d’enfants.
proof-in-time = C’est gratuit, et nous répondons dans le délai légal.
