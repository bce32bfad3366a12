//! The camera's picture, mirrored, with the guides that show where to sit.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Image, Pos2, Rect, Sense, Shape, Stroke, TextureHandle, Ui, WidgetInfo, pos2, vec2};

use super::{icon::Icon, text};
use crate::ui::theme::{self, Type};

/// The crown's place, of the height.
const CROWN: f32 = 0.125;
/// The chin's place, of the height.
const CHIN: f32 = 0.60;
/// The eye line, of the height.
const EYES: f32 = 0.375;
/// The head's width, of its height.
const HEAD: f32 = 0.80;
/// The outline is open at the neck by this angle, in degrees.
const NECK_DEG: f32 = 70.0;
/// The shoulders end this many head widths left and right of the middle.
const SHOULDERS: f32 = 1.36;

/// Shows the picture in `rect`; without one, a quiet box with an icon. `told` says what is seen.
pub fn preview(ui: &mut Ui, rect: Rect, picture: Option<&TextureHandle>, guides: Option<&str>, told: &str) {
    let t = theme::tokens(ui);
    let id = ui.next_auto_id().with("preview");
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told));
    let radius = CornerRadius::same(theme::RADIUS_CARD);
    match picture {
        Some(texture) => {
            // The part of the picture that fills the box, seen as in a mirror.
            let size = texture.size_vec2();
            let (mut cut_x, mut cut_y) = (0.0, 0.0);
            let (have, want) = (size.x / size.y.max(1.0), rect.width() / rect.height().max(1.0));
            if have > want {
                cut_x = (1.0 - want / have) / 2.0;
            } else {
                cut_y = (1.0 - have / want) / 2.0;
            }
            let uv = Rect::from_min_max(pos2(1.0 - cut_x, cut_y), pos2(cut_x, 1.0 - cut_y));
            Image::new((texture.id(), rect.size())).uv(uv).corner_radius(radius).paint_at(ui, rect);
        }
        None => {
            ui.painter().rect_filled(rect, radius, t.neutral_soft);
            Icon::Picture.paint_in(ui, rect, 40.0, t.text_2);
        }
    }
    if let Some(tag) = guides
        && picture.is_some()
    {
        paint_guides(ui, rect, tag);
    }
}

fn paint_guides(ui: &Ui, rect: Rect, tag: &str) {
    let t = theme::tokens(ui);
    let dark = t.on_picture_dark.gamma_multiply(0.45);
    let head_height = (CHIN - CROWN) * rect.height();
    let half = vec2(head_height * HEAD / 2.0, head_height / 2.0);
    let middle = pos2(rect.center().x, rect.min.y + (CROWN + CHIN) / 2.0 * rect.height());
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for path in outline(rect, middle, half) {
        painter.add(Shape::line(path.clone(), Stroke::new(5.0, dark)));
        painter.extend(Shape::dashed_line(&path, Stroke::new(2.5, t.on_picture), 9.0, 7.0));
    }
    let y = rect.min.y + EYES * rect.height();
    let gap = half.x + 12.0;
    let edge = 20.0_f32.min(rect.width() * 0.05);
    for (from, to) in [(rect.min.x + edge, middle.x - gap), (middle.x + gap, rect.max.x - edge)] {
        painter.hline(from..=to, y, Stroke::new(4.0, t.on_picture_dark.gamma_multiply(0.40)));
        painter.hline(from..=to, y, Stroke::new(2.0, t.on_picture));
    }
    let words = text::galley(ui, Type::SmallMedium, tag, t.on_picture, rect.width() / 2.0);
    let size = vec2(words.size().x + 16.0, 24.0);
    let box_at = Rect::from_min_size(pos2(rect.min.x + edge, y - 32.0), size);
    if box_at.max.x < middle.x - gap {
        let fill = t.on_picture_dark.gamma_multiply(0.84);
        painter.rect_filled(box_at, 6.0, fill);
        painter.galley(box_at.center() - words.size() / 2.0, words, t.on_picture);
    }
}

/// The outline of head and shoulders, as two runs from the neck down and one over the head.
fn outline(rect: Rect, middle: Pos2, half: eframe::egui::Vec2) -> [Vec<Pos2>; 3] {
    let open = NECK_DEG / 2.0;
    let at = |degrees: f32| {
        let angle = degrees.to_radians();
        pos2(middle.x + half.x * angle.sin(), middle.y + half.y * angle.cos())
    };
    let head: Vec<Pos2> = (0..=48_u8).map(|s| at(open + (360.0 - 2.0 * open) * f32::from(s) / 48.0)).collect();
    let shoulder = |side: f32| {
        let neck = at(side * open);
        let end = pos2(middle.x + side * SHOULDERS * 2.0 * half.x / 2.0 * 1.36, rect.max.y);
        let low = rect.max.y - neck.y;
        let one = pos2(neck.x + side * 2.0, neck.y + 0.45 * low);
        let two = pos2(end.x - side * 6.0, neck.y + 0.35 * low);
        (0..=24_u8)
            .map(|s| {
                let k = f32::from(s) / 24.0;
                let m = 1.0 - k;
                let sum = m.powi(3) * neck.to_vec2()
                    + 3.0 * m * m * k * one.to_vec2()
                    + 3.0 * m * k * k * two.to_vec2()
                    + k.powi(3) * end.to_vec2();
                sum.to_pos2()
            })
            .collect::<Vec<_>>()
    };
    [head, shoulder(-1.0), shoulder(1.0)]
}
