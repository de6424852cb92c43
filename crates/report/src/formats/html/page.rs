//! The frame of the page: its head with the policy of what may load, landmarks, tools and list of contents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor_policy::key;
use sha2::{Digest as _, Sha256};

use super::{Writer, tools};
use crate::escape::html;
use crate::outline;

const STYLE: &str = include_str!("style.css");
const TOOLS_STYLE: &str = include_str!("tools.css");
const PRINT_STYLE: &str = include_str!("print.css");

/// Headings of this level and above stand in the list of contents.
const CONTENTS_LEVEL: u8 = 2;

pub(super) fn write(writer: &Writer) -> String {
    let mut title = String::new();
    html(outline::title(&writer.headings), &mut title);
    let script = tools::script(writer);
    let tools_style = if script.is_empty() { "" } else { TOOLS_STYLE };
    let style = format!("{STYLE}{tools_style}{PRINT_STYLE}");
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">{}</a>\n",
        writer.language.code(),
        policy(&style, &script),
        writer.language.say(key::LABEL_SKIP),
    );
    if !writer.banner.is_empty() {
        page.push_str(&format!("<header>\n{}</header>\n", writer.banner));
    }
    page.push_str("<div class=\"frame\">\n");
    let mut side = String::new();
    tools::write(writer, &mut side);
    contents(writer, &mut side);
    if !side.is_empty() {
        page.push_str(&format!("<div class=\"side\">\n{side}</div>\n"));
    }
    page.push_str(&format!("<main id=\"content\" tabindex=\"-1\">\n{}</main>\n</div>\n", writer.main));
    if !writer.footer.is_empty() {
        page.push_str(&format!("<footer>\n{}</footer>\n", writer.footer));
    }
    if !script.is_empty() {
        page.push_str(&format!("<script type=\"module\">{script}</script>\n"));
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn contents(writer: &Writer, page: &mut String) {
    let listed: Vec<_> =
        writer.headings.iter().filter(|heading| heading.level == CONTENTS_LEVEL && heading.listed).collect();
    if listed.len() < 2 {
        return;
    }
    let title = writer.language.say(key::LABEL_CONTENTS);
    page.push_str(&format!("<nav aria-label=\"{title}\">\n<p class=\"nav-title\">{title}</p>\n<ol>\n"));
    for heading in listed {
        page.push_str(&format!("<li><a href=\"#{}\">", heading.id));
        html(&heading.text, page);
        page.push_str("</a></li>\n");
    }
    page.push_str("</ol>\n</nav>\n");
}

/// What the page may load and run: its own style and script, each by its hash, and nothing from elsewhere.
fn policy(style: &str, script: &str) -> String {
    let script_source =
        if script.is_empty() { "'none'".to_owned() } else { format!("'sha256-{}'", hash(script)) };
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src {script_source}; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(style)
    )
}

/// The hash of a style or script as a content security policy names it (CSP Level 3, 6.7.2.3).
fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_browsers_compute() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_style_cannot_end_early_or_load_anything() {
        for style in [STYLE, TOOLS_STYLE, PRINT_STYLE] {
            for forbidden in ["</", "@import", "url(", "//"] {
                assert!(!style.contains(forbidden), "{forbidden}");
            }
        }
    }
}
