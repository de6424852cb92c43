//! What holds of every chart, seen by another program that sets its words.

use std::sync::Arc;

use candor_report::charts::Chart;
use resvg::usvg::{Group, Node, Options, Rect, Tree, fontdb};

fn tree(chart: &Chart) -> Tree {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    Tree::from_str(&chart.svg, &Options { fontdb: Arc::new(fonts), ..Options::default() })
        .expect("a chart is a drawing")
}

/// The words of a drawing with the room they take, as another program sets them.
fn boxes(group: &Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(inner) => boxes(inner, found),
            Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                found.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}

pub(crate) fn texts(chart: &Chart) -> Vec<String> {
    let mut found = Vec::new();
    boxes(tree(chart).root(), &mut found);
    found.into_iter().map(|(words, _)| words).collect()
}

/// What holds of every chart.
pub(crate) fn assert_sound(chart: &Chart, what: &str) {
    assert!(chart.title.split_whitespace().count() <= 10, "{what}: {}", chart.title);
    assert!(
        chart
            .svg
            .starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" viewBox=\"0 0 720 ")
    );
    assert_eq!(chart.svg.matches("role=\"img\"").count(), 1);
    for forbidden in ["style=", " id=", "href", "<script", "url(", "<style", "<image", "<use"] {
        assert!(!chart.svg.contains(forbidden), "{what}: {forbidden}");
    }
    let (tree, mut found) = (tree(chart), Vec::new());
    boxes(tree.root(), &mut found);
    assert!(!found.is_empty(), "{what}");
    let size = tree.size();
    for (words, area) in &found {
        let within = area.left() >= -0.5
            && area.top() >= -0.5
            && area.right() <= size.width() + 0.5
            && area.bottom() <= size.height() + 0.5;
        assert!(within, "{what}: “{words}” leaves the drawing: {area:?}");
    }
    for (index, (words, area)) in found.iter().enumerate() {
        for (others, other) in &found[index + 1..] {
            let across = area.right().min(other.right()) - area.left().max(other.left());
            let down = area.bottom().min(other.bottom()) - area.top().max(other.top());
            assert!(across <= 1.0 || down <= 2.5, "{what}: “{words}” and “{others}” cover each other");
        }
    }
}
