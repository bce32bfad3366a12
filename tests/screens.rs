//! Pictures of every view in a real window, for looking at: one process draws one view after another and writes each as
//! it stands on the screen. Run by `scripts/screens`; on its own it does nothing, for it needs a display.
//!
//! `GREENROOM_SCREENS` is the folder, `GREENROOM_SCREENS_SIZE` the window (`1040x720`), `GREENROOM_SCREENS_THEME` `light`
//! or `dark`, `GREENROOM_SCREENS_ONLY` a part of the name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test may stop and tell")]

#[cfg(feature = "gui")]
mod ui_tree_rig;

#[cfg(not(feature = "gui"))]
fn main() {}

#[cfg(feature = "gui")]
fn main() {
    let Ok(folder) = std::env::var("GREENROOM_SCREENS") else {
        println!("nothing to draw: pictures are made by scripts/screens");
        return;
    };
    window::run(&folder);
}

#[cfg(feature = "gui")]
mod window {
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use eframe::egui::{
        CentralPanel, ColorImage, Context, Event, Frame, RawInput, ScreenshotCallback, TextureOptions, ThemePreference,
        Ui, ViewportBuilder, ViewportCommand, vec2,
    };
    use greenroom::i18n::Language;
    use greenroom::session::{self, scenario};

    use crate::ui_tree_rig::views::{GALLERY, VIEWS, View};
    use crate::ui_tree_rig::{World, set_up};

    /// Frames until a view stands still: a form that opens scrolls into view.
    const FRAMES: u32 = 4;

    type Picture = (PathBuf, Arc<ColorImage>);

    struct Show {
        folder: PathBuf,
        ending: String,
        ahead: Vec<(View, Language)>,
        now: Option<World>,
        name: String,
        frames: u32,
        shot: Option<Receiver<Arc<ColorImage>>>,
        writer: SyncSender<Picture>,
    }

    /// Draws all views and ends.
    pub fn run(folder: &str) {
        let setting = |name: &str| std::env::var(format!("GREENROOM_SCREENS_{name}")).unwrap_or_default();
        let size = setting("SIZE");
        let (width, height) = size.split_once('x').expect("a size as WIDTHxHEIGHT");
        let size_points = vec2(width.parse().unwrap(), height.parse().unwrap());
        let dark = setting("THEME") == "dark";
        let theme = if dark { "dark" } else { "light" };
        let only = setting("ONLY");
        let wanted = |v: &View, l: &Language| format!("{}-{}-{theme}-{size}", v.name(), l.tag()).contains(&only);
        let all = VIEWS.iter().chain([&GALLERY]).flat_map(|v| Language::ALL.map(|l| (*v, l)));
        let mut ahead: Vec<_> = all.filter(|(v, l)| wanted(v, l)).collect();
        ahead.reverse();
        let (writer, pictures) = sync_channel::<Picture>(4);
        let writing = std::thread::Builder::new().name("gr-pictures".to_owned()).spawn(move || write(&pictures));
        let viewport = ViewportBuilder::default().with_inner_size(size_points).with_decorations(false);
        let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
        let show = Show {
            folder: PathBuf::from(folder),
            ending: format!("{theme}-{size}.png"),
            ahead,
            now: None,
            name: String::new(),
            frames: 0,
            shot: None,
            writer,
        };
        let made = eframe::run_native(
            "greenroom-screens",
            options,
            Box::new(move |cc| {
                set_up(&cc.egui_ctx);
                cc.egui_ctx.set_theme(if dark { ThemePreference::Dark } else { ThemePreference::Light });
                Ok(Box::new(show))
            }),
        );
        made.expect("a window");
        writing.unwrap().join().unwrap();
    }

    fn write(pictures: &Receiver<Picture>) {
        for (path, picture) in pictures {
            let [width, height] = picture.size.map(|n| u32::try_from(n).unwrap());
            let rgba = picture.pixels.iter().flat_map(|p| p.to_array()).collect();
            let image = image::RgbaImage::from_raw(width, height, rgba).unwrap();
            image::DynamicImage::ImageRgba8(image).to_rgb8().save(&path).unwrap();
        }
    }

    impl Show {
        /// Takes the picture of what was drawn, or opens the next view.
        fn advance(&mut self, ctx: &Context) {
            if let Some(shot) = &self.shot {
                if let Ok(picture) = shot.try_recv() {
                    self.writer.send((self.folder.join(&self.name), picture)).unwrap();
                    (self.shot, self.now) = (None, None);
                }
            } else if self.now.is_some() && self.frames >= FRAMES {
                let (sender, receiver) = sync_channel(1);
                let taken = ScreenshotCallback::new(move |picture| drop(sender.try_send(picture)));
                ctx.send_viewport_cmd(ViewportCommand::Screenshot(taken));
                self.shot = Some(receiver);
            }
            if self.now.is_none() {
                match self.ahead.pop() {
                    Some((view, language)) => self.open(ctx, view, language),
                    None => ctx.send_viewport_cmd(ViewportCommand::Close),
                }
            }
            self.frames += 1;
            ctx.request_repaint();
        }

        fn open(&mut self, ctx: &Context, view: View, language: Language) {
            // Scroll positions and popups are those of the view before.
            ctx.memory_mut(|m| m.data.clear());
            let mut world = view.world(language);
            let (_, frame) = session::demo(scenario::load(view.scenario).unwrap(), true).frame();
            world.preview = frame.map(|frame| {
                let size = [frame.width as usize, frame.height as usize];
                let picture = ColorImage::from_rgba_unmultiplied(size, &frame.rgba);
                ctx.load_texture("camera", picture, TextureOptions::LINEAR)
            });
            (self.now, self.frames) = (Some(world), 0);
            self.name = format!("{}-{}-{}", view.name(), language.tag(), self.ending);
        }
    }

    impl eframe::App for Show {
        /// The display's pointer stands somewhere; it hovers over nothing.
        fn raw_input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
            input.events.retain(|e| !matches!(e, Event::PointerMoved(_) | Event::MouseMoved(_)));
        }

        fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
            match &mut self.now {
                Some(world) => world.draw(ui),
                None => drop(CentralPanel::no_frame().frame(Frame::new()).show(ui, |_| {})),
            }
            let ctx = ui.ctx().clone();
            self.advance(&ctx);
        }
    }
}
