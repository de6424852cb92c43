# How things are joined and written.

join-and = { $first } and { $last }
