//! The real window over a demonstration that goes many times quicker than a person's.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use greenroom::checklist::Store;
use greenroom::config::Config;
use greenroom::i18n::Language;
use greenroom::live::Latest;
use greenroom::model::Snapshot;
use greenroom::model::plan::PlanB;
use greenroom::session::handle::Handle;
use greenroom::session::{far_end, hurried, scenario};
use greenroom::ui::app::Window;
use greenroom::ui::route::Route;
use greenroom::ui::{Look, UiOptions};

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Rect, TouchPhase, vec2};

/// How many times quicker a demonstration goes.
const HURRY: u32 = 40;
/// The time from one frame to the next, in seconds, unless it is told.
const STEP_S: f32 = 0.25;
/// Something that has not come by then never comes.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Rig {
    pub harness: Harness<'static, Program>,
    handle: Handle,
    woken: Receiver<()>,
}

/// The window, made in the first frame.
pub struct Program {
    options: Option<UiOptions>,
    window: Option<Window>,
}

impl Rig {
    /// The welcome of a demonstration, in English.
    pub fn new(name: &str) -> Self {
        Self::sized(name, (1040.0, 720.0))
    }

    pub fn sized(name: &str, size: (f32, f32)) -> Self {
        let told = scenario::load(name).unwrap();
        // What makes a run void comes after two seconds, however quick the rest is.
        let handle = hurried(&told, if told.void.is_some() { 1 } else { HURRY });
        Self::over(handle, (Store::open(None).0, told.plan), size, None)
    }

    /// The window over this session, on this screen.
    pub fn over(handle: Handle, kept: (Store, PlanB), size: (f32, f32), screen: Option<Route>) -> Self {
        Self::paced(handle, kept, size, screen, STEP_S)
    }

    /// The same, with steps of so many seconds.
    pub fn paced(
        handle: Handle,
        (store, plan): (Store, PlanB),
        size: (f32, f32),
        screen: Option<Route>,
        step_s: f32,
    ) -> Self {
        let options = UiOptions {
            handle: handle.clone(),
            plan,
            store,
            config: Config::default(),
            hosts: |word| far_end::hosts(&greenroom::model::Target::of_word(word), &[]),
            language: Language::En,
            warnings: Vec::new(),
            look: Look { still: true, screen, ..Look::default() },
            stop: Latest::new(),
        };
        let (wake, woken) = sync_channel(1);
        let mut harness = Harness::builder()
            .with_size(vec2(size.0, size.1))
            .with_step_dt(step_s)
            .with_context_setup(move |ctx| {
                let wake = wake.clone();
                ctx.set_request_repaint_callback(move |_| {
                    let _ = wake.try_send(());
                });
            })
            .build_ui_state(
                |ui, program: &mut Program| {
                    if let Some(options) = program.options.take() {
                        program.window = Some(Window::new(ui.ctx(), options));
                    }
                    program.window.as_mut().unwrap().frame(ui);
                },
                Program { options: Some(options), window: None },
            );
        harness.run_steps(3);
        Self { harness, handle, woken }
    }

    /// Closes the window.
    pub fn close(mut self) {
        self.harness.state_mut().window.as_mut().unwrap().end();
    }

    pub fn state(&self) -> std::sync::Arc<Snapshot> {
        self.handle.state()
    }

    pub fn route(&self) -> Route {
        self.harness.state().window.as_ref().unwrap().route()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.labels().iter().any(|label| label.contains(words))
    }

    pub fn click(&mut self, label: &str) {
        let nodes: Vec<_> = self.harness.query_all_by_label(label).collect();
        assert_eq!(nodes.len(), 1, "{label:?} at {:?} among {:?}", self.route(), self.labels());
        nodes[0].click();
        drop(nodes);
        self.harness.run_steps(4);
    }

    /// What stands beside the window, at its left or right.
    pub fn beside(&self, width: f32) -> Vec<String> {
        let nodes = self.harness.root().children_recursive().filter(|n| n.accesskit_node().raw_bounds().is_some());
        let out = nodes.filter(|n| n.rect().width() > 0.0 && (n.rect().min.x < -1.0 || n.rect().max.x > width + 1.0));
        out.map(|n| format!("{:?} {:?}", n.accesskit_node().label(), n.rect())).collect()
    }

    /// Turns the wheel over the middle of the window until the end of the page.
    pub fn scroll_down(&mut self) {
        let middle = self.harness.ctx.content_rect().center();
        self.harness.hover_at(middle);
        for _ in 0..12 {
            let (unit, delta) = (MouseWheelUnit::Point, vec2(0.0, -200.0));
            let (phase, source) = (TouchPhase::Move, MouseWheelSource::Wheel);
            self.harness.event(Event::MouseWheel { unit, delta, phase, source, modifiers: Modifiers::NONE });
            self.harness.run_steps(2);
        }
    }

    /// Where these words stand.
    pub fn place(&self, words: &str) -> Option<Rect> {
        let mut nodes = self.harness.root().children_recursive();
        let told = |n: &Node<'_>| n.accesskit_node().label().or_else(|| n.accesskit_node().value());
        nodes.find(|n| told(n).as_deref() == Some(words)).map(|n| n.rect())
    }

    /// The names of everything that is told.
    pub fn labels(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive().map(|n| n.accesskit_node());
        nodes.filter_map(|n| n.label().or_else(|| n.value())).filter(|l| !l.is_empty()).collect()
    }

    /// Draws until this is so.
    pub fn until(&mut self, what: &str, so: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !so(self) {
            assert!(begin.elapsed() < PATIENCE, "never {what}: {:?} {:?}", self.route(), self.state().stages);
            let _ = self.woken.recv_timeout(Duration::from_millis(20));
            self.harness.run_steps(1);
        }
    }

    /// Presses what a person would press, the primary button, until the result is there.
    pub fn reach_the_result(&mut self) {
        let begin = Instant::now();
        while self.route() != Route::Result {
            assert!(begin.elapsed() < PATIENCE, "no result: {:?} {:?}", self.route(), self.state().stages);
            // Where something is plainly wrong the primary button helps; the way on stands beside it.
            let beside = "Go on anyway";
            if self.harness.query_by_label(beside).is_some() {
                self.click(beside);
            } else {
                self.harness.key_press(Key::Enter);
                self.harness.run_steps(2);
            }
            let _ = self.woken.recv_timeout(Duration::from_millis(20));
        }
        self.harness.run_steps(4);
    }
}
