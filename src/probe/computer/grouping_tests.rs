use super::*;

const OWN: u32 = 900;

fn process(pid: u32, parent: u32, exe: &str) -> RawProcess {
    let short = exe.rsplit(['/', '\\']).next().unwrap_or(exe);
    let identity = Identity { name: short.chars().take(15).collect(), exe: Some(exe.into()), ..Identity::default() };
    RawProcess {
        pid,
        parent: (parent > 0).then_some(parent),
        start_s: 1000,
        age_s: 50,
        cpu_ms: 0,
        identity: Arc::new(identity),
    }
}

fn scoped(pid: u32, parent: u32, exe: &str, cgroup: &str) -> RawProcess {
    let mut made = process(pid, parent, exe);
    Arc::make_mut(&mut made.identity).cgroup = Some(cgroup.into());
    made
}

fn grouped(os: Os, processes: &[RawProcess]) -> Grouping<'static> {
    let mut grouping = Grouping::new(Catalogue::builtin(), os, OWN);
    grouping.update(processes);
    grouping
}

fn name(grouping: &Grouping<'_>, pid: u32) -> String {
    match grouping.owner_of_pid(pid) {
        Some(Owner::App(app)) => app.name.clone(),
        Some(Owner::Own) => "(own)".into(),
        None => "(none)".into(),
    }
}

#[test]
fn thirty_children_and_chrome_are_one_app() {
    let mut all = vec![process(1, 0, "/usr/lib/systemd/systemd"), process(10, 1, "/opt/google/chrome/chrome")];
    all.extend((0..30).map(|i| process(100 + i, 10, "/opt/google/chrome/chrome")));
    let grouping = grouped(Os::Linux, &all);
    let chrome = App { name: "Chrome".into(), class: AppClass::Browser };
    let count = all.iter().filter(|p| grouping.owner(key(p)) == Some(&Owner::App(chrome.clone()))).count();
    assert_eq!(count, 31);
}

#[test]
fn an_electron_tree_is_named_after_its_top() {
    let linux = [
        process(1, 0, "/usr/lib/systemd/systemd"),
        process(5, 1, "/usr/bin/gnome-shell"),
        process(20, 5, "/opt/Notably/notably"),
        process(21, 20, "/opt/Notably/notably"),
        process(22, 20, "/opt/Notably/chrome-sandbox-helper"),
        process(23, 22, "/opt/Notably/resources/rg"),
    ];
    let grouping = grouped(Os::Linux, &linux);
    assert!((20..=23).all(|pid| name(&grouping, pid) == "notably"));

    let mac = [
        process(1, 0, "/sbin/launchd"),
        process(20, 1, "/Applications/Notably.app/Contents/MacOS/Notably"),
        process(
            21,
            1,
            "/Applications/Notably.app/Contents/Frameworks/Notably Helper.app/Contents/MacOS/Notably Helper",
        ),
        process(22, 1, "/Applications/zoom.us.app/Contents/Frameworks/aomhost.app/Contents/MacOS/aomhost"),
    ];
    let grouping = grouped(Os::MacOs, &mac);
    assert_eq!((name(&grouping, 20), name(&grouping, 21)), ("Notably".into(), "Notably".into()));
    assert_eq!(name(&grouping, 22), "Zoom");

    let windows = [
        process(8, 4, r"C:\Windows\explorer.exe"),
        process(20, 8, r"C:\Users\u\AppData\Local\Programs\Notably\Notably.exe"),
        process(21, 20, r"C:\Users\u\AppData\Local\Programs\Notably\resources\helper.exe"),
        process(22, 8, r"C:\Program Files\Google\Drive File Stream\1.0\GoogleDriveFS.exe"),
    ];
    let grouping = grouped(Os::Windows, &windows);
    assert_eq!((name(&grouping, 20), name(&grouping, 21)), ("Notably".into(), "Notably".into()));
    assert_eq!(name(&grouping, 22), "Google Drive");
}

#[test]
fn a_child_whose_parent_ended_stays_with_its_app() {
    let mut all = vec![
        process(1, 0, "/usr/lib/systemd/systemd"),
        process(30, 1, "/opt/studio/studio"),
        process(31, 30, "/opt/studio/worker"),
    ];
    let mut grouping = Grouping::new(Catalogue::builtin(), Os::Linux, OWN);
    grouping.update(&all);
    assert_eq!(name(&grouping, 31), "studio");
    all.remove(1);
    all[1].parent = Some(1);
    grouping.update(&all);
    assert_eq!(name(&grouping, 31), "studio");
    assert_eq!(name(&grouping, 30), "(none)");
}

#[test]
fn a_helper_that_outlived_its_parent_is_known_by_its_folder() {
    let all = [
        process(1, 0, "/sbin/init"),
        process(30, 1, "/usr/lib/chromium/chrome_crashpad_handler"),
        process(31, 1, "/opt/google/chrome/chrome_crashpad_handler"),
        process(32, 1, "/opt/unheard-of/chrome_crashpad_handler"),
    ];
    let grouping = grouped(Os::Linux, &all);
    assert_eq!((name(&grouping, 30), name(&grouping, 31)), ("Chromium".into(), "Chrome".into()));
    assert_eq!(name(&grouping, 32), "chrome_crashpad_handler");
}

#[test]
fn a_number_used_again_is_another_process() {
    let mut grouping = Grouping::new(Catalogue::builtin(), Os::Linux, OWN);
    grouping.update(&[process(1, 0, "/sbin/init"), process(40, 1, "/usr/bin/rclone")]);
    assert_eq!(name(&grouping, 40), "rclone");
    let mut other = process(40, 1, "/usr/games/chess");
    other.start_s = 2000;
    // Its child is older than the process that now has the parent's number: not related.
    let orphan = process(41, 40, "/usr/bin/orphan");
    grouping.update(&[process(1, 0, "/sbin/init"), other, orphan]);
    assert_eq!((name(&grouping, 40), name(&grouping, 41)), ("chess".into(), "orphan".into()));
}

#[test]
fn a_process_between_fork_and_exec_is_named_again() {
    let mut grouping = Grouping::new(Catalogue::builtin(), Os::Linux, OWN);
    grouping.update(&[process(1, 0, "/sbin/init"), process(50, 1, "/usr/bin/bash"), process(51, 50, "/usr/bin/bash")]);
    assert_eq!(name(&grouping, 51), "bash");
    grouping.update(&[
        process(1, 0, "/sbin/init"),
        process(50, 1, "/usr/bin/bash"),
        process(51, 50, "/usr/bin/render"),
    ]);
    assert_eq!(name(&grouping, 51), "render");
}

#[test]
fn we_and_our_children_are_nobodys_app() {
    let all = [
        process(1, 0, "/sbin/init"),
        process(60, 1, "/usr/bin/alacritty"),
        process(61, 60, "/usr/bin/zsh"),
        process(OWN, 61, "/usr/bin/greenroom"),
        process(901, OWN, "/usr/bin/helper"),
        process(902, 901, "/usr/bin/deeper"),
        // Opened by us for the person: not our load.
        process(903, OWN, "/usr/bin/xdg-open"),
        process(904, 903, "/usr/lib/firefox/firefox"),
        process(905, 904, "/usr/lib/firefox/crashhelper"),
        // A neighbour in the same terminal.
        process(62, 61, "/usr/bin/make"),
        process(63, 62, "/usr/bin/cc1"),
    ];
    let grouping = grouped(Os::Linux, &all);
    assert!([OWN, 901, 902, 903].iter().all(|pid| name(&grouping, *pid) == "(own)"));
    assert_eq!((name(&grouping, 904), name(&grouping, 905)), ("Firefox".into(), "Firefox".into()));
    assert_eq!((name(&grouping, 62), name(&grouping, 63)), ("make".into(), "make".into()));
    assert_eq!(name(&grouping, 61), "zsh");
}

#[test]
fn kernel_threads_and_services_are_the_system() {
    let mut thread = process(70, 2, "kworker/0:1");
    thread.identity = Arc::new(Identity { name: "kworker/0:1".into(), kernel: true, ..Identity::default() });
    let all =
        [thread, process(71, 1, "/usr/lib/systemd/systemd-journald"), process(72, 71, "/usr/lib/x/journal-helper")];
    let grouping = grouped(Os::Linux, &all);
    assert!([70, 71, 72].iter().all(|pid| name(&grouping, *pid) == SYSTEM));
    let mut pid4 = process(4, 0, "System");
    Arc::make_mut(&mut pid4.identity).exe = None;
    assert_eq!(name(&grouped(Os::Windows, &[pid4]), 4), SYSTEM);
}

#[test]
fn scopes_name_what_a_desktop_launched_but_not_what_a_terminal_did() {
    let all = [
        process(1, 0, "/usr/lib/systemd/systemd"),
        process(5, 1, "/usr/bin/gnome-shell"),
        scoped(80, 5, "/app/bin/paint", "app-flatpak-org.example.Paint-1.scope"),
        scoped(81, 80, "/app/lib/paint-worker", "app-flatpak-org.example.Paint-1.scope"),
        scoped(82, 5, "/usr/bin/alacritty", "app-gnome-Alacritty-7.scope"),
        scoped(83, 82, "/usr/bin/fish", "app-gnome-Alacritty-7.scope"),
        scoped(84, 83, "/usr/bin/crunch", "app-gnome-Alacritty-7.scope"),
        // A package's Electron app, launched by the shell itself: the scope tells nothing.
        scoped(85, 5, "/opt/Notably/notably", "org.gnome.Shell@wayland.service"),
        scoped(86, 85, "/opt/Notably/gpu", "org.gnome.Shell@wayland.service"),
        // An AppImage inherits its launcher's scope.
        scoped(87, 5, "/tmp/.mount_DrawAb12/usr/bin/draw", "app-gnome-org.example.Paint-1.scope"),
        scoped(88, 87, "/tmp/.mount_DrawAb12/usr/lib/draw-gpu", "app-gnome-org.example.Paint-1.scope"),
    ];
    let grouping = grouped(Os::Linux, &all);
    assert_eq!((name(&grouping, 80), name(&grouping, 81)), ("Paint".into(), "Paint".into()));
    assert_eq!(name(&grouping, 84), "crunch");
    assert_eq!((name(&grouping, 85), name(&grouping, 86)), ("notably".into(), "notably".into()));
    assert_eq!((name(&grouping, 87), name(&grouping, 88)), ("draw".into(), "draw".into()));
}

#[test]
fn loops_of_parents_end() {
    let all = [process(90, 91, "/usr/bin/a"), process(91, 90, "/usr/bin/b")];
    let grouping = grouped(Os::Linux, &all);
    assert_ne!(name(&grouping, 90), "(none)");
}

#[test]
fn holders_of_devices_by_the_name_of_their_app() {
    let all = [
        process(1, 0, "/sbin/init"),
        process(2, 1, "/usr/bin/pipewire"),
        process(10, 1, "/opt/zoom/ZoomLauncher"),
        process(11, 10, "/opt/zoom/zoom"),
        process(OWN, 1, "/usr/bin/greenroom"),
        process(12, 1, "/usr/bin/dictate"),
    ];
    let grouping = grouped(Os::Linux, &all);
    let holder = |pid, program, name| grouping.holder(pid, program, name);
    assert_eq!(holder(Some(11), Some("zoom"), Some("ZOOM VoiceEngine")).as_deref(), Some("Zoom"));
    assert_eq!(holder(Some(12), None, None).as_deref(), Some("dictate"));
    assert_eq!(holder(Some(OWN), Some("greenroom"), Some("Greenroom")), None);
    assert_eq!(holder(Some(2), None, None), None);
    // From a sandbox: the number is another process's, the program is known.
    assert_eq!(holder(Some(2), Some("firefox"), Some("Firefox")).as_deref(), Some("Firefox"));
    assert_eq!(holder(Some(OWN), Some("sings"), Some("Sing along")).as_deref(), Some("Sing along"));
    assert_eq!(holder(Some(77), Some("sings"), None).as_deref(), Some("sings"));
    assert_eq!(holder(Some(77), None, None), None);
}

#[test]
fn a_use_on_record_counts_only_while_its_program_lives() {
    let all = [
        process(8, 4, r"C:\Windows\explorer.exe"),
        process(20, 8, r"C:\Program Files\Zoom\bin\Zoom.exe"),
        process(OWN, 8, r"C:\Tools\greenroom.exe"),
    ];
    let grouping = grouped(Os::Windows, &all);
    let usage = |path: &str, began_s| consent::Use { program: consent::Program::File(path.into()), began_s };
    assert_eq!(grouping.user(&usage(r"C:\Program Files\Zoom\bin\Zoom.exe", 1001)).as_deref(), Some("Zoom"));
    // A record from before the program was started: left by a crash.
    assert_eq!(grouping.user(&usage(r"C:\Program Files\Zoom\bin\Zoom.exe", 999)), None);
    assert_eq!(grouping.user(&usage(r"C:\Gone\old.exe", 1001)), None);
    assert_eq!(grouping.user(&usage(r"C:\Tools\greenroom.exe", 1001)), None);
}
