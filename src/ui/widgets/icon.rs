//! The icon set: white drawings of our own on a grid of 24, tinted when painted.

use eframe::egui::{Color32, Image, Rect, Ui, pos2, vec2};

macro_rules! icons {
    ($($name:ident = $file:literal,)+) => {
        /// An icon of `assets/icons`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names say what is drawn")]
        pub enum Icon { $($name,)+ }
        impl Icon {
            /// Every icon.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            fn source(self) -> (&'static str, &'static [u8]) {
                match self {
                    $(Self::$name => (
                        concat!("bytes://icon/", $file, ".svg"),
                        include_bytes!(concat!("../../../assets/icons/", $file, ".svg")),
                    ),)+
                }
            }
        }
    };
}

icons! {
    Again = "again",
    Arrow = "arrow",
    Back = "back",
    Battery = "battery",
    Bell = "bell",
    Bin = "bin",
    Cable = "cable",
    Calendar = "calendar",
    Chat = "chat",
    Check = "check",
    Chev = "chev",
    ChevDown = "chevd",
    ChevUp = "chevu",
    Clock = "clock",
    Computer = "computer",
    Copy = "copy",
    Cross = "cross",
    Doc = "doc",
    Down = "down",
    Edit = "edit",
    Eye = "eye",
    Gear = "gear",
    Globe = "globe",
    Headphone = "headphone",
    Height = "height",
    Home = "home",
    Hotspot = "hotspot",
    Internet = "internet",
    Link = "link",
    Lock = "lock",
    Mail = "mail",
    Mark = "mark",
    Open = "open",
    Paste = "paste",
    Person = "person",
    Phone = "phone",
    Picture = "picture",
    Pin = "pin",
    Play = "play",
    Plus = "plus",
    PlanB = "planb",
    Ruler = "ruler",
    Save = "save",
    Send = "send",
    Shield = "shield",
    Sound = "sound",
    Speaker = "speaker",
    StateFail = "state-fail",
    StateInUse = "state-inuse",
    StateNoCamera = "state-nocam",
    StateNoDevice = "state-nodev",
    StateNoPermission = "state-noperm",
    StateNone = "state-none",
    StateOk = "state-ok",
    StateRunning = "state-running",
    StateUnknown = "state-unknown",
    StateWaiting = "state-waiting",
    StateWarn = "state-warn",
    Stop = "stop",
    Sun = "sun",
    Up = "up",
    Walk = "walk",
}

impl Icon {
    /// Paints the icon in the middle of `rect`, `size` points wide.
    pub fn paint_in(self, ui: &Ui, rect: Rect, size: f32, color: Color32) {
        let (uri, bytes) = self.source();
        let min = rect.center() - vec2(size, size) / 2.0;
        let pixel = ui.pixels_per_point();
        let min = pos2((min.x * pixel).round() / pixel, (min.y * pixel).round() / pixel);
        let image = Image::from_bytes(uri, bytes).fit_to_exact_size(vec2(size, size));
        let image = if self == Self::Mark { image } else { image.tint(color) };
        image.paint_at(ui, Rect::from_min_size(min, vec2(size, size)));
    }

    /// Takes `size` x `size` points of the layout and paints the icon there. A drawing without a word of its own:
    /// the text beside it says the same, so a screen reader is told nothing.
    pub fn show(self, ui: &mut Ui, size: f32, color: Color32) -> Rect {
        let (_, rect) = ui.allocate_space(vec2(size, size));
        self.paint_in(ui, rect, size, color);
        rect
    }
}

/// The program's mark as the window's icon, 64 x 64.
#[must_use]
pub fn window_icon() -> Option<eframe::egui::IconData> {
    let (_, bytes) = Icon::Mark.source();
    let size = eframe::egui::SizeHint::Size { width: 64, height: 64, maintain_aspect_ratio: true };
    let image = egui_extras::image::load_svg_bytes_with_size(bytes, size, &Default::default()).ok()?;
    let [width, height] = image.size;
    let rgba = image.pixels.iter().flat_map(|p| p.to_srgba_unmultiplied()).collect();
    Some(eframe::egui::IconData { rgba, width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()? })
}
