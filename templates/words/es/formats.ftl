# How things are joined and written.

join-and = { $first } y { $last }
