//! The first page of a packet: what its profile lets be told.

use crate::{Input, Packet};

/// The packet that is made; nothing where none is.
pub(crate) fn view(input: &Input<'_>) -> Packet {
    input.packet.cloned().unwrap_or_default()
}
