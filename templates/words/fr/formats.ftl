# How things are joined and written.

join-and = { $first } et { $last }
