//! The door: how far it is open is the verdict. And the room that it stands in.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::model::Readiness;
use crate::ui::theme::{self, Tokens};

/// How strongly the leaf is foreshortened.
const PERSPECTIVE: f32 = 0.34;
/// The eye stands at this share of the door's height.
const EYE: f32 = 0.52;
/// The frame's width in points.
const FRAME: f32 = 10.0;
/// Steps of the arch's half circle.
const STEPS: u8 = 28;
/// The welcome door's angle in degrees.
pub const WELCOME_DEG: f32 = 60.0;
/// Where the swing begins, in degrees.
pub const AJAR_DEG: f32 = 14.0;
/// How long the swing takes, in seconds.
pub const SWING_S: f32 = 0.6;

/// The angle of a verdict in degrees; `None`: an arch without a door.
#[must_use]
pub fn angle_deg(door: Readiness) -> Option<f32> {
    match door {
        Readiness::Ready => Some(80.0),
        Readiness::Almost => Some(40.0),
        Readiness::FixFirst => Some(AJAR_DEG),
        Readiness::CannotSay => None,
    }
}

/// How far the light reaches to left and right on the floor, per point of floor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Light {
    /// Slope of the left edge.
    pub left: f32,
    /// Slope of the right edge.
    pub right: f32,
}

impl Light {
    /// The welcome's light.
    pub const WELCOME: Self = Self { left: 0.36, right: 0.95 };

    /// The light of a verdict's door at this angle: wide only when it is wide open.
    #[must_use]
    pub fn at(angle_deg: f32) -> Self {
        let share = ((angle_deg - 40.0) / 40.0).clamp(0.0, 1.0);
        Self { left: 0.16 - 1.46 * share, right: 0.80 + 0.50 * share }
    }
}

/// Where the door stands in a room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The opening's left lower corner.
    pub foot: Pos2,
    /// Width of the opening in points.
    pub width: f32,
    /// Height of the opening in points.
    pub height: f32,
}

impl Place {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        pos2(self.foot.x + x, self.foot.y - self.height + y)
    }

    /// The arch, grown by `by` points: from the left foot over the top to the right foot.
    fn arch(&self, by: f32) -> Vec<Pos2> {
        let (w, h) = (self.width, self.height);
        let r = w / 2.0 + by;
        let mut points = vec![self.at(-by, h)];
        for step in 0..=STEPS {
            let angle = std::f32::consts::PI * (1.0 + f32::from(step) / f32::from(STEPS));
            points.push(self.at(w / 2.0 + r * angle.cos(), w / 2.0 + r * angle.sin()));
        }
        points.push(self.at(w + by, h));
        points
    }

    /// A point of the leaf, given as on the closed door.
    fn leaf(&self, x: f32, y: f32, angle: f32) -> Pos2 {
        let p = 1.0 / (1.0 + PERSPECTIVE * (x / self.width) * angle.sin());
        let mid = EYE * self.height;
        self.at(x * angle.cos() * p, mid + (y - mid) * p)
    }

    /// The points of the arch as `(x, y)` within the opening, inset by `by`, between two heights.
    fn panel(&self, by: f32, top: f32, bottom: f32) -> Vec<Vec2> {
        let (w, r) = (self.width, self.width / 2.0 - by);
        let mut points = vec![vec2(by, bottom)];
        for step in 0..=STEPS {
            let angle = std::f32::consts::PI * (1.0 + f32::from(step) / f32::from(STEPS));
            let y = w / 2.0 + r * angle.sin();
            points.push(vec2(w / 2.0 + r * angle.cos(), y.max(top)));
        }
        points.push(vec2(w - by, bottom));
        points
    }
}

/// Paints floor light, frame, lamp and leaf. `floor` is the height of the floor below the door.
pub fn paint(painter: &Painter, t: &Tokens, place: Place, angle_deg: f32, light: Light, floor: f32) {
    let fill = |points: Vec<Pos2>, color: Color32| {
        painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
    };
    let (w, h) = (place.width, place.height);
    let angle = angle_deg.to_radians();
    let edge = place.leaf(w, h, angle);
    let (ex, ey) = (edge.x - place.foot.x, edge.y - (place.foot.y - h));
    if floor > 0.0 {
        let (l, r) = (light.left * floor, light.right * floor);
        fill(
            vec![place.at(ex, h), place.at(w, h), place.at(w + r, h + floor), place.at(ex + l, h + floor)],
            t.room_light,
        );
    }
    fill(place.arch(FRAME * (w / 132.0).clamp(0.5, 1.0)), t.door_frame);
    fill(place.arch(0.0), t.lamp);
    fill(vec![place.at(ex, ey), place.at(w, ey), place.at(w, h), place.at(0.0, h)], t.lamp_floor);
    let on_leaf = |points: Vec<Vec2>| points.into_iter().map(|p| place.leaf(p.x, p.y, angle)).collect::<Vec<_>>();
    fill(on_leaf(place.panel(0.0, 0.0, h)), t.door_leaf);
    if w >= 60.0 {
        let inset = 0.15 * w;
        fill(on_leaf(place.panel(inset, inset, 0.46 * h)), t.door_panel);
        let lower = [(inset, 0.54 * h), (w - inset, 0.54 * h), (w - inset, h - inset), (inset, h - inset)];
        fill(on_leaf(lower.iter().map(|(x, y)| vec2(*x, *y)).collect()), t.door_panel);
    }
    painter.circle_filled(place.leaf(0.93 * w, 0.54 * h, angle), (0.024 * w).max(1.2), t.lamp);
}

/// Paints an arch without a door: nothing can be said.
pub fn paint_unknown(painter: &Painter, t: &Tokens, place: Place) {
    let mut path = place.arch(0.0);
    path.extend(path.first().copied());
    painter.extend(Shape::dashed_line(&path, Stroke::new(2.0, t.on_room_2), 6.0, 5.0));
}

/// A room with its wall, floor and door, as one picture with a text. `angle_deg` `None`: no door.
pub fn room(ui: &mut Ui, rect: Rect, corner: u8, place: Place, angle_deg: Option<f32>, light: Light, name: &str) {
    let t = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, CornerRadius::same(corner), t.room);
    let floor = Rect::from_min_max(pos2(rect.min.x, place.foot.y), rect.max);
    let low = CornerRadius { sw: corner, se: corner, ..CornerRadius::ZERO };
    painter.rect_filled(floor, low, t.room_floor);
    match angle_deg {
        Some(angle) => paint(&painter, t, place, angle, light, floor.height()),
        None => paint_unknown(&painter, t, place),
    }
    let seen = Rect::from_min_max(place.foot - vec2(0.0, place.height), place.foot + vec2(place.width, 0.0));
    let id = ui.next_auto_id().with("door");
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(seen.intersect(rect), id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
}

/// The angle now of a door that swings once from ajar to `target_deg` when it first appears and when it changes.
/// With less motion the end is shown at once.
#[must_use]
pub fn swung(ui: &Ui, salt: &str, target_deg: f32) -> f32 {
    let id = eframe::egui::Id::unique(("greenroom door", salt));
    let now = ui.input(|i| i.time);
    let still = ui.style().animation_time <= 0.0;
    let (mut from, mut target, mut since) =
        ui.data(|d| d.get_temp::<(f32, f32, f64)>(id)).unwrap_or((AJAR_DEG, AJAR_DEG - 1.0, now));
    if (target - target_deg).abs() > 0.01 {
        from = if target < AJAR_DEG { AJAR_DEG } else { target };
        (target, since) = (target_deg, now);
        ui.data_mut(|d| d.insert_temp(id, (from, target, since)));
    }
    #[expect(clippy::cast_possible_truncation, reason = "seconds since a moment ago")]
    let share = if still { 1.0 } else { ((now - since) as f32 / SWING_S).clamp(0.0, 1.0) };
    if share < 1.0 {
        ui.ctx().request_repaint();
    }
    from + (target - from) * eframe::egui::emath::easing::cubic_out(share)
}
