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

skip() { # skip NAME WHY: seen, as a test is that can't run here
    say "skipped: $2"
    [ -z "${GREENROOM_SKIPS:-}" ] || printf '%s\t%s\n' "$1" "$2" >>"$GREENROOM_SKIPS"
}

# The folder with `vm-run`, which starts the virtual machine: $GREENROOM_RIG, else ../shared/rig beside the project. A git
# work tree elsewhere has none beside it, the main one may. Empty where there is none.
find_rig() {
    local main candidate
    main=$(cd "$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo .)/.." && pwd)
    for candidate in "${GREENROOM_RIG:-}" "$root/../shared/rig" "$main/../shared/rig"; do
        if [ -n "$candidate" ] && [ -x "$candidate/vm-run" ]; then
            (cd "$candidate" && pwd)
            return
        fi
    done
}

# What is built for daily work, and where it stands: see [profile.daily] in Cargo.toml.
profile=daily
built=${CARGO_TARGET_DIR:-target}/$profile/greenroom
build() { # build ARGUMENTS...: the program, with cargo's own progress
    [ -x "$built" ] || say "Building Greenroom: about 10 minutes the first time on two processors, about a minute after a change."
    cargo build --profile "$profile" --locked "$@"
}

has_display() { [ -n "${WAYLAND_DISPLAY:-}" ] || [ -n "${DISPLAY:-}" ]; }
