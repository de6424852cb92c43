//! Tables: a caption, scoped headers, and a region that scrolls where there are many columns.

use candor_policy::key;
use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::{Writer, inline};
use crate::escape::html;
use crate::tree::given_id;

/// From this number of columns a table gets a region of its own to scroll in.
const WIDE_COLUMNS: usize = 4;

/// From this number of columns a table is printed on paper that lies across.
const ACROSS_COLUMNS: usize = 7;

impl Writer {
    /// Writes a table; without a caption the heading above names it.
    pub(super) fn table(&mut self, table: Node<'_>, caption: Option<Node<'_>>) {
        let alignments = match &table.data().value {
            NodeValue::Table(content) => content.alignments.clone(),
            _ => return,
        };
        let label = given_id(table).unwrap_or_default();
        let wide = alignments.len() >= WIDE_COLUMNS;
        if wide {
            let across = if alignments.len() >= ACROSS_COLUMNS { " across" } else { "" };
            self.main.push_str(&format!(
                "<div class=\"scroll{across}\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{label}\">\n"
            ));
        }
        self.main.push_str(&format!("<table>\n<caption id=\"{label}\"><span>"));
        match caption {
            Some(caption) => inline::write(caption, &mut self.main),
            None if self.heading.is_empty() => self.main.push_str(&self.language.say(key::LABEL_TABLE)),
            None => html(&self.heading, &mut self.main),
        }
        self.main.push_str("</span></caption>\n");
        let rows: Vec<Node<'_>> = table.children().collect();
        for (index, row) in rows.iter().enumerate() {
            match index {
                0 => self.header_row(row, &alignments),
                _ => self.body_row(row, &alignments),
            }
            match index {
                0 => self.main.push_str("<tbody>\n"),
                index if index + 1 == rows.len() => self.main.push_str("</tbody>\n"),
                _ => {}
            }
        }
        if rows.len() == 1 {
            self.main.push_str("</tbody>\n");
        }
        self.main.push_str("</table>\n");
        if wide {
            self.main.push_str("</div>\n");
        }
    }

    fn header_row(&mut self, row: Node<'_>, alignments: &[TableAlignment]) {
        self.main.push_str("<thead>\n<tr>");
        for (cell, alignment) in row.children().zip(alignments) {
            self.main.push_str(&format!("<th scope=\"col\"{}>", class(*alignment)));
            inline::write(cell, &mut self.main);
            self.main.push_str("</th>");
        }
        self.main.push_str("</tr>\n</thead>\n");
    }

    /// The first cell names its row; an id in it names the row for links.
    fn body_row(&mut self, row: Node<'_>, alignments: &[TableAlignment]) {
        let id = given_id(row);
        match &id {
            Some(id) => self.main.push_str(&format!("<tr id=\"{id}\">")),
            None => self.main.push_str("<tr>"),
        }
        for (index, (cell, alignment)) in row.children().zip(alignments).enumerate() {
            let names_row = index == 0 && cell.first_child().is_some();
            let (open, close) = if names_row { ("th scope=\"row\"", "th") } else { ("td", "td") };
            self.main.push_str(&format!("<{open}{}>", class(*alignment)));
            inline::write_in_row(cell, id.as_deref(), &mut self.main);
            self.main.push_str(&format!("</{close}>"));
        }
        self.main.push_str("</tr>\n");
    }
}

fn class(alignment: TableAlignment) -> &'static str {
    match alignment {
        TableAlignment::Right => " class=\"number\"",
        _ => "",
    }
}
