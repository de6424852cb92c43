//! Ids of actions: by them a row of an action plan is known again when it comes back.
//!
//! Invariant: an id ends with a check character, so that one that was mistyped, cut or filled down is noticed.

/// What every id begins with.
const LEAD: &str = "A-";

/// Characters between the lead and the check character.
pub const BODY_LENGTH: usize = 8;

/// The characters of ISO/IEC 7064, MOD 37,36.
const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The id with a body, as in `A-7k2m9xq41`.
///
/// `None` if the body is not [`BODY_LENGTH`] small letters and digits.
pub fn action_id(body: &str) -> Option<String> {
    let carried = carry(body)?;
    let check = ALPHABET[(37 - carried) % 36];
    (body.len() == BODY_LENGTH).then(|| format!("{LEAD}{body}{}", char::from(check)))
}

/// The id that a text is, whatever its case; `None` if it is none, or its check character does not fit.
pub fn read_action_id(text: &str) -> Option<String> {
    let id = text.trim().to_ascii_lowercase();
    let body = id.strip_prefix("a-")?.get(..BODY_LENGTH)?;
    action_id(body).filter(|made| made.eq_ignore_ascii_case(&id))
}

/// The hybrid system of ISO/IEC 7064 with M = 36: 1 to 36, or `None` for a character outside of the alphabet.
fn carry(body: &str) -> Option<usize> {
    body.bytes().try_fold(36, |carried, byte| {
        let value = ALPHABET.iter().position(|known| *known == byte)?;
        let sum = match (carried + value) % 36 {
            0 => 36,
            sum => sum,
        };
        Some(sum * 2 % 37)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_itself_in_any_case() {
        let id = action_id("7k2m9xq4").unwrap();
        assert_eq!(id.len(), LEAD.len() + BODY_LENGTH + 1);
        assert_eq!(read_action_id(&format!(" {} ", id.to_uppercase())), Some(id));
        for text in ["", "A-", "F-7k2m9xq4", "A-7k2m9xq", "A-7k2m9xqé1", "A-7k2m9xq4112", "Ä-7k2m9xq41"] {
            assert_eq!(read_action_id(text), None, "{text}");
        }
        assert_eq!(action_id("short"), None);
    }

    /// ISO/IEC 7064 promises every single substitution and nearly every swap of two neighbours.
    #[test]
    fn every_changed_character_and_nearly_every_swap_is_noticed() {
        let (mut swaps, mut noticed) = (0, 0);
        for body in ["7k2m9xq4", "00000000", "zzzzzzzz", "a1b2c3d4", "q0w9e8r7"] {
            let id = action_id(body).unwrap();
            for at in LEAD.len()..id.len() {
                for other in ALPHABET.iter().map(|byte| char::from(*byte)) {
                    let mut changed = id.clone();
                    changed.replace_range(at..=at, &other.to_string());
                    assert_eq!(read_action_id(&changed).is_some(), changed == id, "{changed}");
                }
                let Some(next) = id.get(at + 1..at + 2) else { continue };
                let swapped = format!("{}{next}{}{}", &id[..at], &id[at..=at], &id[at + 2..]);
                swaps += usize::from(swapped != id);
                noticed += usize::from(swapped != id && read_action_id(&swapped).is_none());
            }
        }
        assert!(noticed * 20 >= swaps * 19, "{noticed} of {swaps}");
    }
}
