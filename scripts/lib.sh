# Shared by the scripts: where the project is, what it needs, and Rust.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

packages_build=(gcc libc6-dev pkg-config libasound2-dev 'libclang1-14|libclang1|libclang1-18|libclang1-19')
packages_window=('libasound2|libasound2t64' libgl1 libgl1-mesa-dri libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0)

say() { printf '%s\n' "$*" >&2; }

need_rust() {
    [ ! -f "$HOME/.cargo/env" ] || . "$HOME/.cargo/env"
    command -v cargo >/dev/null || {
        say "Greenroom is written in Rust, and there is no cargo here. Install Rust 1.95 or newer from https://rustup.rs and run this again."
        exit 1
    }
    local have
    have=$(rustc --version | sed -E 's/rustc 1\.([0-9]+).*/\1/')
    [ "$have" -ge 95 ] 2>/dev/null || {
        say "Greenroom needs Rust 1.95 or newer; here is $(rustc --version). Run: rustup update stable"
        exit 1
    }
}

has_display() { [ -n "${WAYLAND_DISPLAY:-}" ] || [ -n "${DISPLAY:-}" ]; }
