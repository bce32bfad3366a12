//! Colours by name, light and dark. The only place in the program with colours by number.

use eframe::egui::Color32;

/// A colour written as in the design: `0xRRGGBB`.
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// The colours of one theme. What each is for stands in its name; contrast is held by a test below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// The paper behind everything.
    pub bg: Color32,
    /// Cards, fields and the chosen row.
    pub surface: Color32,
    /// Disabled fills, hover of secondary buttons.
    pub sunken: Color32,
    /// Fill behind what is unknown or not begun.
    pub neutral_soft: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub text_2: Color32,
    /// Actions, links, the present step, running things.
    pub accent: Color32,
    /// Hover of an accent fill.
    pub accent_hover: Color32,
    /// Press of an accent fill.
    pub accent_pressed: Color32,
    /// Soft accent fill.
    pub accent_soft: Color32,
    /// Text on an accent fill.
    pub on_accent: Color32,
    /// Good.
    pub ok: Color32,
    /// Soft fill of good.
    pub ok_soft: Color32,
    /// Works, with a remark.
    pub warn: Color32,
    /// Soft fill of a remark.
    pub warn_soft: Color32,
    /// Needs fixing.
    pub fail: Color32,
    /// Soft fill of needs fixing.
    pub fail_soft: Color32,
    /// Unknown, waiting, not begun.
    pub unknown: Color32,
    /// Lines that only part things; empty tracks.
    pub border: Color32,
    /// Edges that carry meaning; disabled text.
    pub border_strong: Color32,
    /// The room's wall.
    pub room: Color32,
    /// The room's floor.
    pub room_floor: Color32,
    /// Light on the floor.
    pub room_light: Color32,
    /// The frame of the door.
    pub door_frame: Color32,
    /// The door's leaf.
    pub door_leaf: Color32,
    /// The leaf's panels.
    pub door_panel: Color32,
    /// The warm light.
    pub lamp: Color32,
    /// The warm light on the ground behind the door.
    pub lamp_floor: Color32,
    /// Text on the room.
    pub on_room: Color32,
    /// Text of less weight on the room.
    pub on_room_2: Color32,
    /// Dark under the guides and tags on the camera's picture, the same in both themes.
    pub on_picture_dark: Color32,
    /// White of the guides on the camera's picture.
    pub on_picture: Color32,
}

/// The light theme.
pub const LIGHT: Tokens = Tokens {
    bg: rgb(0x00F6_F4EE),
    surface: rgb(0x00FF_FFFF),
    sunken: rgb(0x00ED_EAE2),
    neutral_soft: rgb(0x00ED_EAE2),
    text: rgb(0x0018_201D),
    text_2: rgb(0x0054_5C57),
    accent: rgb(0x000B_6156),
    accent_hover: rgb(0x0008_4E45),
    accent_pressed: rgb(0x0006_3E37),
    accent_soft: rgb(0x00DF_EEEB),
    on_accent: rgb(0x00FF_FFFF),
    ok: rgb(0x002F_6B12),
    ok_soft: rgb(0x00E7_F2DC),
    warn: rgb(0x008A_4B00),
    warn_soft: rgb(0x00FC_EFD6),
    fail: rgb(0x00B3_261E),
    fail_soft: rgb(0x00FB_E6E3),
    unknown: rgb(0x0054_5C57),
    border: rgb(0x00DD_D8CC),
    border_strong: rgb(0x0082_7D72),
    room: rgb(0x0012_463F),
    room_floor: rgb(0x000F_3D37),
    room_light: rgb(0x002B_5F4D),
    door_frame: rgb(0x001F_6458),
    door_leaf: rgb(0x002C_8474),
    door_panel: rgb(0x0025_7365),
    lamp: rgb(0x00F6_D894),
    lamp_floor: rgb(0x00E9_C272),
    on_room: rgb(0x00F7_F1E3),
    on_room_2: rgb(0x00BF_D3CB),
    on_picture_dark: rgb(0x0018_201D),
    on_picture: rgb(0x00FF_FFFF),
};

/// The dark theme.
pub const DARK: Tokens = Tokens {
    bg: rgb(0x0011_1614),
    surface: rgb(0x001A_211E),
    sunken: rgb(0x000B_0F0D),
    neutral_soft: rgb(0x0025_2D29),
    text: rgb(0x00ED_F2EE),
    text_2: rgb(0x00A9_B5AE),
    accent: rgb(0x0074_D2C0),
    accent_hover: rgb(0x0098_E0D2),
    accent_pressed: rgb(0x0055_BBA8),
    accent_soft: rgb(0x0014_322D),
    on_accent: rgb(0x0006_231E),
    ok: rgb(0x00A3_D977),
    ok_soft: rgb(0x0021_3014),
    warn: rgb(0x00F2_B75C),
    warn_soft: rgb(0x0036_2709),
    fail: rgb(0x00FF_9A92),
    fail_soft: rgb(0x003D_1916),
    unknown: rgb(0x00A9_B5AE),
    border: rgb(0x0033_3C38),
    border_strong: rgb(0x007C_8982),
    room: rgb(0x000D_312B),
    room_floor: rgb(0x000A_2923),
    room_light: rgb(0x0023_4F3E),
    door_frame: rgb(0x0017_493F),
    door_leaf: rgb(0x0023_705F),
    door_panel: rgb(0x001C_6052),
    lamp: rgb(0x00F3_CF83),
    lamp_floor: rgb(0x00DD_B563),
    on_room: rgb(0x00F7_F1E3),
    on_room_2: rgb(0x00AF_C6BD),
    on_picture_dark: rgb(0x0018_201D),
    on_picture: rgb(0x00FF_FFFF),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(c: Color32) -> f64 {
        let part = |v: u8| {
            let s = f64::from(v) / 255.0;
            if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_everywhere() {
        for t in [LIGHT, DARK] {
            let softs = [t.ok_soft, t.warn_soft, t.fail_soft, t.accent_soft, t.neutral_soft];
            let mut pairs = Vec::new();
            for back in [t.bg, t.surface, t.sunken].into_iter().chain(softs) {
                pairs.extend([t.text, t.text_2, t.unknown].map(|c| (c, back)));
            }
            for back in [t.bg, t.surface] {
                pairs.extend([t.accent, t.ok, t.warn, t.fail].map(|c| (c, back)));
            }
            pairs.extend([(t.ok, t.ok_soft), (t.warn, t.warn_soft), (t.fail, t.fail_soft), (t.accent, t.accent_soft)]);
            pairs.extend([t.accent, t.accent_hover, t.accent_pressed].map(|back| (t.on_accent, back)));
            pairs.extend([t.room, t.room_floor, t.room_light].map(|back| (t.on_room, back)));
            pairs.extend([t.room, t.room_floor, t.room_light].map(|back| (t.on_room_2, back)));
            pairs.push((t.on_picture, t.on_picture_dark));
            pairs.push((t.on_picture_dark, t.lamp));
            pairs.push((t.on_accent, t.fail));
            for (text, back) in pairs {
                assert!(contrast(text, back) >= 4.5, "{text:?} on {back:?}: {:.2}", contrast(text, back));
            }
        }
    }

    #[test]
    fn marks_and_edges_can_be_seen() {
        for t in [LIGHT, DARK] {
            for back in [t.bg, t.surface] {
                for mark in [t.accent, t.ok, t.warn, t.fail, t.unknown, t.border_strong] {
                    assert!(contrast(mark, back) >= 3.0, "{mark:?} on {back:?}: {:.2}", contrast(mark, back));
                }
            }
            assert!(contrast(t.border_strong, t.sunken) >= 3.0);
            assert!(contrast(t.lamp, t.room) >= 3.0);
        }
    }
}
