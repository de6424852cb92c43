//! Charts as pictures (DrawingML, ECMA-376, part 1, 20.4 and 20.2), each with a numbered caption and alternative text.

use candor_policy::key;
use comrak::nodes::Node;

use super::Writer;
use super::inline::plain;
use super::paragraph::{Frame, Paragraph};
use crate::charts;
use crate::escape::xml;

/// English metric units in a unit of a chart: as wide as the page, 174 mm for 720 units.
const EMU_PER_UNIT: u64 = 8_700;
/// The highest picture that a page holds with its caption: 215 mm.
const HEIGHT_MAX_EMU: u64 = 7_740_000;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

impl Writer {
    /// Writes the picture of a chart above its table; nothing if the table cannot be drawn.
    pub(super) fn figure(&mut self, block: Node<'_>, frame: Frame) {
        let Some(chart) = charts::of_block(block) else { return };
        let Some(picture) = charts::picture(&chart) else { return };
        let runs = plain(&chart.title);
        self.numbered(key::LABEL_FIGURE, self.pictures.len() + 1, &runs, frame);
        self.pictures.push(picture.png);
        let size = [picture.width, picture.height].map(|side| u64::from(side) * EMU_PER_UNIT);
        let run = drawing(self.pictures.len(), size, &xml(&chart.alt));
        Paragraph { style: "Figure", keep_next: true, ..Paragraph::default() }.write(&run, &mut self.xml);
    }
}

/// A run that holds the picture with a number.
fn drawing(number: usize, [width, height]: [u64; 2], alt: &str) -> String {
    // One that is too high for the page is made smaller as a whole.
    let shown = height.min(HEIGHT_MAX_EMU);
    let (width, height) = (width * shown / height.max(1), shown);
    format!(
        "<w:r><w:drawing><wp:inline xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" \
         distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{alt}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"{DRAWING}/main\" noChangeAspect=\"1\"/>\
         </wp:cNvGraphicFramePr><a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/picture\">\
         <pic:pic xmlns:pic=\"{DRAWING}/picture\"><pic:nvPicPr><pic:cNvPr id=\"{number}\" \
         name=\"figure{number}.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>\
         <a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>"
    )
}
