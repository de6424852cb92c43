# Claims that stand only while the records prove them (crates/policy/src/proof.rs); no document may say them otherwise.

proof-health-data = Wir geben Gesundheitsdaten nie an Werbefirmen und verkaufen sie nicht.
proof-anonymous = Wir haben diese Daten anonym gemacht, und ein Test hat gezeigt, dass das wirkt.
proof-deletion = Wenn die Frist endet, löschen wir Ihre Daten.
proof-need-to-know = Nur Beschäftigte, die Ihre Daten brauchen, können sie sehen.
proof-breach = Wenn Ihre Daten in falsche Hände geraten und Sie das gefährdet, sagen wir es Ihnen in der gesetzlichen Frist.
proof-no-trackers = Unsere Website setzt keine Cookies und hat keine Tracker.
proof-children = Wir erheben nicht wissentlich Daten von Kindern.
proof-in-time = Das ist kostenlos, und wir antworten in der gesetzlichen Frist.
