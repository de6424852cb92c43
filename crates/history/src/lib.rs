//! One recorded assessment per quarter, written once, versioned, chained by hash.
//!
//! Invariants: a recorded quarter is never overwritten; nothing is compared here, that is `assess`.
