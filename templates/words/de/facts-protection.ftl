# How data is protected: measures, tests and plans.

measure-encrypted-at-rest = Wir verschlüsseln die Daten, die wir speichern.
measure-encrypted-in-transit = Wir verschlüsseln Daten, wenn wir sie senden.
measure-mfa = Wer sich anmeldet, braucht einen zweiten Nachweis seiner Identität.
measure-unique-ids = Wer mit Daten arbeitet, hat ein eigenes Konto.
measure-logging = Wir protokollieren, wer sich Daten ansieht.
measure-antimalware = Wir schützen Systeme vor Schadsoftware.
measure-firewall = Wir schützen Systeme mit einer Firewall.
measure-login-alerts = Auffällige Anmeldungen lösen einen Alarm aus.
# The measure begins as it does in the middle of a sentence.
measure-in-systems = In { $some } von { $all } Systemen: { $measure }

test-security = Wir prüfen, wie sicher unsere Systeme sind.
test-restore = Wir prüfen, ob wir Daten wiederherstellen können.
test-access = Wir prüfen, wer Zugang hat.
test-logs = Wir sehen die Protokolle durch.
# A test as above, then its day or days, then the systems.
tested-all-on = { $what } Zuletzt war das am { $day }, bei jedem System.
tested-all-between = { $what } Zuletzt war das zwischen dem { $first } und dem { $last }, bei jedem System.
tested-some-on = { $what } Zuletzt war das am { $day }, bei { $some } von { $all } Systemen.
tested-some-between = { $what } Zuletzt war das zwischen dem { $first } und dem { $last }, bei { $some } von { $all } Systemen.

plan-incidents = Wir üben, was nach einem Sicherheitsvorfall zu tun ist.
plan-contingency = Wir üben, was zu tun ist, wenn Systeme ausfallen.
plan-practised-on = { $what } Zuletzt war das am { $day }.

contracts-all = Jede Firma, die für uns mit Daten arbeitet, hat einen schriftlichen Vertrag mit uns.
