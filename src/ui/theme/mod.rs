//! Looks: colours, type, space and the style that egui's own widgets take from them.

mod tokens;
mod typeface;

use eframe::egui::style::{ScrollAnimation, ScrollStyle, WidgetVisuals};
use eframe::egui::{Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, Ui, Visuals, vec2};

pub use tokens::{DARK, LIGHT, Tokens};
pub use typeface::{Type, fonts};

/// Radius of controls in points.
pub const RADIUS: u8 = 8;
/// Radius of cards in points.
pub const RADIUS_CARD: u8 = 12;
/// Below this width in points there is one column.
pub const NARROW: f32 = 720.0;
/// Below this width in points a badge and a state word fall under the name.
pub const VERY_NARROW: f32 = 480.0;
/// Below this height in points the bar with the buttons scrolls along.
pub const LOW: f32 = 400.0;
/// Hover, press and small changes, in seconds.
pub const ANIMATION_S: f32 = 0.12;

/// The colours of the theme in use.
#[must_use]
pub fn tokens(ui: &Ui) -> &'static Tokens {
    of(ui.visuals().dark_mode)
}

/// The colours of the dark or the light theme.
#[must_use]
pub fn of(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

/// Gives egui our faces, colours and measures.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|o| {
        o.fallback_theme = Theme::Light;
        // Two clicks of a nervous hand: a button takes the second one for nothing.
        o.input_options.max_double_click_delay = DOUBLE_CLICK_S;
    });
    ctx.style_mut_of(Theme::Light, |style| apply(style, &LIGHT, Visuals::light()));
    ctx.style_mut_of(Theme::Dark, |style| apply(style, &DARK, Visuals::dark()));
}

/// Two clicks within this are one double click, in seconds; the systems' own default (Windows).
pub const DOUBLE_CLICK_S: f64 = 0.5;

/// Switches movement off or on.
pub fn set_less_motion(ctx: &Context, less: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if less { 0.0 } else { ANIMATION_S };
        style.scroll_animation = if less { ScrollAnimation::none() } else { ScrollAnimation::default() };
    });
}

fn apply(style: &mut Style, t: &Tokens, visuals: Visuals) {
    style.animation_time = ANIMATION_S;
    style.spacing.item_spacing = vec2(8.0, 8.0);
    style.spacing.button_padding = vec2(16.0, 8.0);
    style.spacing.interact_size = vec2(40.0, 20.0);
    style.spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::floating() };
    style.spacing.menu_margin = Margin::same(4);
    style.spacing.tooltip_width = 320.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style.text_styles = [
        (TextStyle::Body, Type::Body),
        (TextStyle::Button, Type::Medium),
        (TextStyle::Small, Type::Small),
        (TextStyle::Heading, Type::H1),
        (TextStyle::Monospace, Type::Body),
    ]
    .map(|(style, kind)| (style, kind.font()))
    .into();
    style.visuals = visuals;
    let v = &mut style.visuals;
    v.panel_fill = t.bg;
    v.window_fill = t.surface;
    v.window_stroke = Stroke::new(1.0, t.border);
    v.window_corner_radius = CornerRadius::same(RADIUS_CARD);
    v.menu_corner_radius = CornerRadius::same(RADIUS_CARD);
    v.window_shadow = Shadow::NONE;
    v.popup_shadow = Shadow::NONE;
    v.extreme_bg_color = t.surface;
    v.text_edit_bg_color = Some(t.surface);
    v.faint_bg_color = t.sunken;
    v.code_bg_color = t.sunken;
    v.override_text_color = Some(t.text);
    v.weak_text_color = Some(t.text_2);
    v.hyperlink_color = t.accent;
    v.warn_fg_color = t.warn;
    v.error_fg_color = t.fail;
    v.selection.bg_fill = t.accent_soft;
    v.selection.stroke = Stroke::new(1.0, t.text);
    v.text_cursor.stroke = Stroke::new(2.0, t.accent);
    v.image_loading_spinners = false;
    let look = |fill, edge| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.0, t.text),
        expansion: 0.0,
    };
    v.widgets.noninteractive = look(t.surface, t.border);
    v.widgets.inactive = look(t.surface, t.border_strong);
    v.widgets.hovered = look(t.sunken, t.border_strong);
    v.widgets.active = look(t.sunken, t.accent);
    v.widgets.open = look(t.surface, t.accent);
}
