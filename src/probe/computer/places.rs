//! What the place of a program tells about the app that it belongs to. Paths are text: those of every system are
//! understood on every system.

use crate::os::process::Identity;

/// Files that run another program, whose name is in the short name: Wine and the loaders of Linux.
const LOADERS: [&str; 5] = ["wine", "wine64", "-preloader", "ld-linux", "ld-musl"];

fn is_loader(file: &str) -> bool {
    LOADERS.iter().any(|l| file == *l || (l.contains('-') && (file.starts_with(l) || file.ends_with(l))))
}

/// The name of the program file without folder and `.exe` or `.AppImage`; where the path is not to be seen, the
/// system's short name.
#[must_use]
pub fn program_name(identity: &Identity) -> &str {
    let file = identity.exe.as_deref().and_then(|e| parts(e).last());
    let name = match file {
        Some(file) if !is_loader(file) => file,
        _ => identity.name.as_str(),
    };
    for ending in [".exe", ".AppImage"] {
        if let Some((at, _)) = name.char_indices().rev().nth(ending.len() - 1)
            && at > 0
            && name.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
        {
            return name.get(..at).unwrap_or(name);
        }
    }
    name
}

fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(['/', '\\']).filter(|p| !p.is_empty())
}

/// macOS: the name of the outermost `.app` in a path. Helpers live inside their app.
#[must_use]
pub fn bundle(exe: &str) -> Option<&str> {
    parts(exe).find_map(|p| p.strip_suffix(".app")).filter(|n| !n.is_empty())
}

/// Windows: the folder into which a program was installed; below a maker's folder the next one.
#[must_use]
pub fn install_folder(exe: &str, is_maker: impl Fn(&str) -> bool) -> Option<String> {
    let all: Vec<&str> = parts(exe).collect();
    let folders = all.get(..all.len().saturating_sub(1))?;
    let after = folders.iter().position(|f| {
        ["program files", "program files (x86)", "local", "roaming", "programdata"].contains(&f.to_lowercase().as_str())
    })?;
    let mut rest = folders.get(after + 1..)?.iter();
    let mut folder = rest.next()?;
    if folder.eq_ignore_ascii_case("WindowsApps") {
        // Name_Version_Architecture__Publisher; the name is often Maker.Product.
        let family = rest.next()?.split('_').next()?;
        return Some(family.rsplit('.').next().unwrap_or(family).to_owned());
    }
    while is_maker(folder) {
        folder = rest.next()?;
    }
    (!folder.eq_ignore_ascii_case("temp")).then(|| (*folder).to_owned())
}

/// Linux: the folder that a program has to itself, `zoom` of `/opt/zoom/helper`; below a maker's folder the next one.
#[must_use]
pub fn own_folder(exe: &str, is_maker: impl Fn(&str) -> bool) -> Option<&str> {
    let mut all = parts(exe);
    let mut folder = match all.next()? {
        "opt" | "snap" => all.next()?,
        "usr" => match all.next()? {
            "lib" | "lib64" | "libexec" | "share" => all.next()?,
            _ => return None,
        },
        _ => return None,
    };
    while is_maker(folder) {
        folder = all.next()?;
    }
    // The last part is the file itself.
    all.next().map(|_| folder)
}

/// Linux: the name in the scope of an app that a desktop, Flatpak or Snap has launched (systemd.io, "Desktop
/// Environment Integration"). Nothing for what a terminal or a file manager started, and for AppImages: they inherit
/// the scope of another app.
#[must_use]
pub fn launched_id(identity: &Identity, is_root: impl Fn(&str) -> bool) -> Option<String> {
    if mount(identity.exe.as_deref()).is_some() {
        return None;
    }
    let leaf = identity.cgroup.as_deref()?.replace("\\x2d", "-");
    let id = if let Some(rest) = leaf.strip_prefix("snap.") {
        rest.split('.').next()?.to_owned()
    } else {
        let rest = leaf.strip_prefix("app-")?;
        let rest = match (rest.strip_suffix(".scope"), rest.strip_suffix(".service")) {
            (Some(scope), _) => scope.rsplit_once('-')?.0,
            (None, Some(service)) => service.split('@').next()?,
            (None, None) => return None,
        };
        // The launcher may stand before the id, which then has dots: app-gnome-org.example.App.
        let id = match rest.split_once('-') {
            Some((launcher, id))
                if !launcher.contains('.') && (id.contains('.') || KNOWN_LAUNCHERS.contains(&launcher)) =>
            {
                id
            }
            _ => rest,
        };
        id.to_owned()
    };
    let short = if id.contains('.') { id.rsplit('.').next()? } else { id.as_str() };
    let short = if short.eq_ignore_ascii_case("desktop") { id.rsplit('.').nth(1)? } else { short };
    (!short.is_empty() && !is_root(short) && !is_root(&id)).then(|| short.to_owned())
}

const KNOWN_LAUNCHERS: [&str; 7] = ["gnome", "kde", "KDE", "flatpak", "cosmic", "xfce", "cinnamon"];

/// The mount of a running AppImage.
fn mount(exe: Option<&str>) -> Option<&str> {
    parts(exe?).find(|p| p.starts_with(".mount_"))
}

/// True when the child runs from an AppImage and the parent does not belong to it.
#[must_use]
pub fn leaves_mount(child: &Identity, parent: &Identity) -> bool {
    let of_child = mount(child.exe.as_deref());
    of_child.is_some() && mount(parent.exe.as_deref()) != of_child
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(exe: &str) -> Identity {
        Identity { name: "short".into(), exe: Some(exe.into()), ..Identity::default() }
    }

    fn scope(cgroup: &str) -> Option<String> {
        let identity = Identity { cgroup: Some(cgroup.into()), ..Identity::default() };
        launched_id(&identity, |n| ["nautilus", "terminal"].contains(&n.to_lowercase().as_str()))
    }

    #[test]
    fn names_of_files() {
        assert_eq!(program_name(&identity(r"C:\Program Files\Zoom\bin\Zoom.EXE")), "Zoom");
        assert_eq!(program_name(&identity("/usr/bin/busyloop-test")), "busyloop-test");
        assert_eq!(program_name(&identity("/home/u/Foo-1.2.AppImage")), "Foo-1.2");
        assert_eq!(program_name(&identity("/usr/lib/wine/wine64-preloader")), "short");
        assert_eq!(program_name(&identity("/lib64/ld-linux-x86-64.so.2")), "short");
        assert_eq!(program_name(&identity("/usr/bin/winecfg")), "winecfg");
        assert_eq!(program_name(&Identity { name: ".exe".into(), ..Identity::default() }), ".exe");
    }

    #[test]
    fn outermost_bundle() {
        let helper =
            "/Applications/Google Chrome.app/Contents/Frameworks/F/Helpers/Google Chrome Helper.app/Contents/MacOS/x";
        assert_eq!(bundle(helper), Some("Google Chrome"));
        assert_eq!(bundle("/usr/sbin/cupsd"), None);
    }

    #[test]
    fn install_folders() {
        let maker = |f: &str| ["google", "programs"].contains(&f.to_lowercase().as_str());
        let folder = |exe| install_folder(exe, maker);
        assert_eq!(folder(r"C:\Program Files\Foo\bin\helper\x.exe").as_deref(), Some("Foo"));
        assert_eq!(folder(r"C:\Program Files\Google\Drive File Stream\1\y.exe").as_deref(), Some("Drive File Stream"));
        assert_eq!(folder(r"C:\Users\u\AppData\Local\Programs\Bar\bar.exe").as_deref(), Some("Bar"));
        assert_eq!(
            folder(r"C:\Program Files\WindowsApps\5319275A.WhatsApp_2.1_x64__cv1\WhatsApp.exe").as_deref(),
            Some("WhatsApp")
        );
        assert_eq!(folder(r"C:\Windows\System32\svchost.exe"), None);
        assert_eq!(folder(r"C:\Users\u\AppData\Local\Temp\setup.exe"), None);
        assert_eq!(folder(r"C:\Program Files\loose.exe"), None);
    }

    #[test]
    fn own_folders() {
        let folder = |exe| own_folder(exe, |f| f == "google");
        assert_eq!(folder("/opt/zoom/ZoomWebviewHost"), Some("zoom"));
        assert_eq!(folder("/opt/google/chrome/chrome_crashpad_handler"), Some("chrome"));
        assert_eq!(folder("/usr/lib/firefox/crashhelper"), Some("firefox"));
        assert_eq!(folder("/snap/firefox/9/usr/lib/firefox/firefox"), Some("firefox"));
        assert_eq!(folder("/usr/lib/loose"), None);
        assert_eq!(folder("/usr/bin/bash"), None);
        assert_eq!(folder("/home/u/x"), None);
    }

    #[test]
    fn scopes() {
        assert_eq!(scope("app-flatpak-us.zoom.Zoom-4711.scope").as_deref(), Some("Zoom"));
        assert_eq!(scope("app-gnome-org.example.Paint-12.scope").as_deref(), Some("Paint"));
        assert_eq!(scope("app-gnome-firefox-12.scope").as_deref(), Some("firefox"));
        assert_eq!(scope("app-com.nextcloud.desktopclient.nextcloud@autostart.service").as_deref(), Some("nextcloud"));
        assert_eq!(scope("app-org.telegram.desktop@9f.service").as_deref(), Some("telegram"));
        assert_eq!(scope("snap.firefox.firefox-1a2b.scope").as_deref(), Some("firefox"));
        assert_eq!(scope(r"app-KDE-google\x2dchrome-1.scope").as_deref(), Some("google-chrome"));
        assert_eq!(scope("app-gnome-org.gnome.Terminal-1.scope"), None);
        assert_eq!(scope("app-gnome-org.gnome.Nautilus-1.scope"), None);
        assert_eq!(scope("org.gnome.Shell@wayland.service"), None);
        assert_eq!(scope("session-2.scope"), None);
        assert_eq!(scope("app-"), None);
    }

    #[test]
    fn app_images_stand_for_themselves() {
        let mut inner = identity("/tmp/.mount_FooXYZ/usr/bin/foo");
        inner.cgroup = Some("app-gnome-org.example.Other-1.scope".into());
        assert_eq!(launched_id(&inner, |_| false), None);
        assert!(leaves_mount(&inner, &identity("/usr/bin/launcher")));
        assert!(!leaves_mount(&inner, &identity("/tmp/.mount_FooXYZ/AppRun")));
        assert!(!leaves_mount(&identity("/usr/bin/a"), &identity("/usr/bin/b")));
    }
}
