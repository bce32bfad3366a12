//! What the tests of the window's trees and the pictures of the window share: every view of the program, and a window
//! without a display in which it is drawn.

#![allow(dead_code, reason = "each test that includes this uses a part of it")]

pub mod views;

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Context, Rect, TextureHandle, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use greenroom::i18n::{Language, Texts};
use greenroom::live::LevelReading;
use greenroom::model::{Snapshot, SpotBoard};
use greenroom::session::scenario;
use greenroom::ui::action::UiAction;
use greenroom::ui::app::Memory;
use greenroom::ui::cx::{Live, Settings};
use greenroom::ui::journey::Journey;
use greenroom::ui::route::Route;
use greenroom::ui::{app, theme, widgets};

/// All that is drawn, and what was asked of it.
pub struct World {
    pub texts: Texts,
    pub state: Snapshot,
    pub level: Option<Arc<LevelReading>>,
    pub preview: Option<TextureHandle>,
    pub spots: Arc<SpotBoard>,
    pub memory: Memory,
    pub asked: Vec<UiAction>,
}

impl World {
    /// A screen over a scenario, as somebody sees it who came that far.
    pub fn new(screen: &str, scenario: &str, language: Language) -> Self {
        let scenario = scenario::load(scenario).unwrap();
        let route = Route::parse(screen).unwrap();
        let settings = Settings { language, less_motion: true, ..Settings::default() };
        let plan = scenario.plan.clone();
        let memory = Memory { journey: Journey::from(route), settings, plan, ..Memory::default() };
        let spots = Arc::new(scenario.board());
        let level = scenario.level.map(|l| Arc::new(LevelReading::from(l)));
        let state = scenario.state(greenroom::assess::judge);
        Self { texts: Texts::new(language), state, level, preview: None, spots, memory, asked: Vec::new() }
    }

    /// Draws one frame.
    pub fn draw(&mut self, ui: &mut Ui) {
        widgets::focus::note_input(ui.ctx());
        let (level, preview, spots) = (self.level.clone(), self.preview.clone(), self.spots.clone());
        let live = Live { level, preview, spots };
        let (mut cx, screens) = self.memory.cx(&self.texts, &self.state, live);
        app::screen(ui, &mut cx, screens);
        self.asked.append(&mut cx.wishes);
    }
}

/// Gives egui what the window gives it; nothing moves.
pub fn set_up(ctx: &Context) {
    theme::install(ctx);
    theme::set_less_motion(ctx, true);
    egui_extras::install_image_loaders(ctx);
}

/// A window without a display.
pub fn harness(world: World) -> Harness<'static, World> {
    Harness::builder()
        .with_size(vec2(1040.0, 720.0))
        .with_context_setup(set_up)
        .build_ui_state(|ui, world: &mut World| world.draw(ui), world)
}

/// What stands in the tree: id, role, name, place, whether it can be used.
pub struct Seen {
    pub id: String,
    pub role: Role,
    pub name: String,
    pub rect: Rect,
    pub usable: bool,
    pub focused: bool,
}

/// All nodes that have a place.
pub fn seen(harness: &Harness<'_, World>) -> Vec<Seen> {
    harness
        .root()
        .children_recursive()
        .filter_map(|node| {
            let inner = node.accesskit_node();
            inner.raw_bounds()?;
            Some(Seen {
                id: format!("{:?}", inner.id()),
                role: inner.role(),
                name: inner.label().or_else(|| inner.value()).unwrap_or_default(),
                rect: node.rect(),
                usable: !inner.is_disabled(),
                focused: inner.is_focused(),
            })
        })
        .collect()
}

/// True for what can be pressed, chosen or typed in.
pub fn pressable(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::Switch
            | Role::RadioButton
            | Role::ComboBox
            | Role::ListBoxOption
            | Role::TextInput
            | Role::Link
    )
}
