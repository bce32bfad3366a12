//! What the window costs while it shows a camera and a meter: the share of one core that this process uses over 20 s, with
//! pictures of 1280x720 at 30 a second in the camera's place and a recording in the microphone's. Run on a quiet machine by
//! `xvfb-run -a -s "-screen 0 1280x800x24" cargo bench --bench window`; drawing by software (Mesa's llvmpipe under Xvfb)
//! counts in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement may stop at the first surprise, and tells"
)]

fn main() {
    #[cfg(target_os = "linux")]
    measured::main();
}

#[cfg(target_os = "linux")]
mod measured {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use greenroom::checklist::Store;
    use greenroom::config::Config;
    use greenroom::i18n::Language;
    use greenroom::live::Latest;
    use greenroom::model::plan::PlanB;
    use greenroom::model::{CheckId, DeviceChoice};
    use greenroom::session::command::Command;
    use greenroom::session::handle::Handle;
    use greenroom::session::{SessionOptions, real_probes, start};
    use greenroom::ui::route::Route;
    use greenroom::ui::{Look, UiOptions};
    use image::imageops::FilterType;

    /// How long is measured.
    const WATCHED: Duration = Duration::from_secs(20);

    /// Longer than it takes until all is live.
    const SETTLED_WITHIN: Duration = Duration::from_secs(30);

    /// What the kernel counts processor time in, per second (`USER_HZ`, proc(5)).
    const TICKS_PER_S: f64 = 100.0;

    pub fn main() {
        if std::env::var_os("DISPLAY").is_none() {
            println!("skipped: the window needs a display (xvfb-run)");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let pictures = pictures(folder.path());
        let voice = voice(folder.path());
        let screen = std::env::var("GREENROOM_BENCH_SCREEN").unwrap_or_else(|_| "picture".to_owned());
        show(&screen, pictures, voice);
    }

    /// 30 pictures of a person, each with noise of its own, as a camera sends them.
    fn pictures(folder: &Path) -> PathBuf {
        let folder = folder.join("pictures");
        fs::create_dir(&folder).unwrap();
        let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/photos/portrait.jpg");
        let large = image::open(photo).unwrap().resize_exact(1280, 720, FilterType::Triangle).into_rgb8();
        for number in 0..30_u32 {
            let mut picture = large.clone();
            for (x, y, pixel) in picture.enumerate_pixels_mut() {
                let mixed =
                    (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77) ^ number << 9).wrapping_mul(0xC2B2_AE3D);
                let grain = (mixed >> 24) as u8 % 7;
                pixel.0 = pixel.0.map(|colour| colour.saturating_add(grain));
            }
            picture.save(folder.join(format!("{number:02}.jpg"))).unwrap();
        }
        folder
    }

    /// Two minutes of a tone in syllables, 48 kHz.
    fn voice(folder: &Path) -> PathBuf {
        let path = folder.join("voice.wav");
        let samples: Vec<i16> = (0..48_000 * 120_u32)
            .map(|i| {
                let at_s = f64::from(i) / 48_000.0;
                let loud = (at_s * 4.0 * std::f64::consts::PI).sin().abs();
                ((at_s * 220.0 * std::f64::consts::TAU).sin() * loud * 6000.0) as i16
            })
            .collect();
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        let length = u32::try_from(bytes.len()).unwrap();
        let mut wav = b"RIFF".to_vec();
        wav.extend((36 + length).to_le_bytes());
        wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
        wav.extend(48_000_u32.to_le_bytes());
        wav.extend(96_000_u32.to_le_bytes());
        wav.extend(b"\x02\0\x10\0data");
        wav.extend(length.to_le_bytes());
        wav.extend(bytes);
        fs::write(&path, wav).unwrap();
        path
    }

    fn show(screen: &str, pictures: PathBuf, voice: PathBuf) {
        let options = SessionOptions {
            camera: DeviceChoice::File(pictures),
            input: DeviceChoice::File(voice),
            ..SessionOptions::default()
        };
        let handle = start(real_probes(), options);
        let stop: Latest<()> = Latest::new();
        let (ask, end, name) = (handle.clone(), stop.clone(), screen.to_owned());
        let watching = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let told = watch(&ask, &name);
            end.set(());
            told
        });
        let options = UiOptions {
            handle,
            plan: PlanB::default(),
            store: Store::open(None).0,
            config: Config::default(),
            hosts: |_| Vec::new(),
            language: Language::En,
            warnings: Vec::new(),
            look: Look { screen: Route::parse(screen), dark: Some(false), ..Look::default() },
            stop,
        };
        greenroom::ui::run(options).unwrap();
        println!("{}", watching.unwrap().join().unwrap());
    }

    /// Opens both devices, waits until pictures and levels come, and measures.
    fn watch(handle: &Handle, screen: &str) -> String {
        for part in [CheckId::Camera, CheckId::Sound] {
            handle.send(Command::OpenPart(part)).unwrap();
        }
        let begun = Instant::now();
        while handle.frame().0 < 30 || handle.level().is_none() {
            assert!(begun.elapsed() < SETTLED_WITHIN, "{} pictures, level {:?}", handle.frame().0, handle.level());
            std::thread::sleep(Duration::from_millis(100));
        }
        std::thread::sleep(Duration::from_secs(3));
        let (used, shown, at) = (ticks(), handle.frame().0, Instant::now());
        std::thread::sleep(WATCHED);
        let seconds = at.elapsed().as_secs_f64();
        let share = (ticks() - used) / TICKS_PER_S / seconds * 100.0;
        #[expect(clippy::cast_precision_loss, reason = "hundreds of frames")]
        let pictures = (handle.frame().0 - shown) as f64 / seconds;
        format!(
            "page {screen}: {share:.0}% of one core over {seconds:.0} s, {pictures:.1} pictures a second, meter running"
        )
    }

    /// Processor time that this process has used, all threads together.
    fn ticks() -> f64 {
        let stat = fs::read_to_string("/proc/self/stat").unwrap();
        let fields = stat.rsplit_once(')').unwrap().1;
        fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<f64>().unwrap()).sum()
    }
}
