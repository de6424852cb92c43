//! The table `[limits]` of `candor.toml`.

use std::collections::BTreeMap;

use candor_model::text::grouped;
use toml::Spanned;

use super::mistake::{Mistake, Places, did_you_mean};
use crate::limits::{KEYS, Key, Limits, size};

pub(super) fn read(
    raw: &BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    places: &Places<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Limits {
    let mut limits = Limits::default();
    for (name, value) in raw {
        let Some(key) = KEYS.iter().find(|key| key.name == name.get_ref()) else {
            let help = did_you_mean(name.get_ref(), KEYS.iter().map(|key| key.name));
            let message = format!("there is no limit `{}`", name.get_ref());
            mistakes.push(places.mistake(name.span().start, message, help));
            continue;
        };
        match amount(key, value.get_ref()).filter(|amount| (1..=key.most).contains(amount)) {
            Some(amount) => *(key.value)(&mut limits) = amount,
            None => {
                let message = format!("`{}` does not fit `{}`", value.get_ref(), key.name);
                mistakes.push(places.mistake(value.span().start, message, wanted(key)));
            }
        }
    }
    limits
}

fn amount(key: &Key, value: &toml::Value) -> Option<u64> {
    match value {
        toml::Value::Integer(amount) => u64::try_from(*amount).ok(),
        toml::Value::String(text) if key.is_size => bytes(text),
        _ => None,
    }
}

/// Bytes of a size such as `200 MB`; a kilobyte has 1,024 of them.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = text.split_at(digits);
    let unit: u64 = match unit.trim().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "KB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        _ => return None,
    };
    count.parse::<u64>().ok()?.checked_mul(unit)
}

fn wanted(key: &Key) -> String {
    if key.is_size {
        format!("write a size like \"200 MB\", or a number of bytes, at most {}", size(key.most))
    } else {
        format!("write a whole number from 1 to {}", grouped(key.most))
    }
}
