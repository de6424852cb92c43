//! A chart as a picture of dots (PNG), for formats that cannot hold a drawing. The letters come with the program, so
//! the bytes are the same on every machine.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{Chart, letters};

/// Dots for each unit of the chart.
const SCALE: u32 = 2;

/// A picture of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub png: Vec<u8>,
    /// In units of the chart; the picture has twice as many dots.
    pub width: u32,
    pub height: u32,
}

/// Draws a chart as a picture with the colours of daylight. Nothing if it cannot be drawn; the table stays.
pub fn picture(chart: &Chart) -> Option<Picture> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(letters::font().to_vec());
        Arc::new(fonts)
    });
    let options = Options { fontdb: Arc::clone(fonts), ..Options::default() };
    let tree = Tree::from_str(&chart.svg, &options).ok()?;
    let (width, height) = (tree.size().width().ceil() as u32, tree.size().height().ceil() as u32);
    let mut dots = Pixmap::new(width * SCALE, height * SCALE)?;
    dots.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE as f32, SCALE as f32), &mut dots.as_mut());
    Some(Picture { png: dots.encode_png().ok()?, width, height })
}
