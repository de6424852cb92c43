# How data is protected: measures, tests and plans.

measure-encrypted-at-rest = We encrypt the data we store.
measure-encrypted-in-transit = We encrypt data when we send it.
measure-mfa = People who sign in need a second proof of who they are.
measure-unique-ids = Each person who works with data has their own account.
measure-logging = We log who looks at data.
measure-antimalware = We protect systems against malware.
measure-firewall = We keep systems behind a firewall.
measure-login-alerts = Odd sign-ins raise an alert.
# The measure begins as it does in the middle of a sentence.
measure-in-systems = In { $some } of { $all } systems: { $measure }

test-security = We test how secure our systems are.
test-restore = We test that we can restore data.
test-access = We check who has access.
test-logs = We look through the logs.
# A test as above, then its day or days, then the systems.
tested-all-on = { $what } The last time was on { $day }, for every system.
tested-all-between = { $what } The last time was between { $first } and { $last }, for every system.
tested-some-on = { $what } The last time was on { $day }, for { $some } of { $all } systems.
tested-some-between = { $what } The last time was between { $first } and { $last }, for { $some } of { $all } systems.

plan-incidents = We practise what to do after a security incident.
plan-contingency = We practise what to do when systems fail.
plan-practised-on = { $what } The last time was on { $day }.

contracts-all = Each company that handles data for us has a written contract with us.
