#!/usr/bin/env bash
# Inside the virtual machine: opens the window on the picture page with the real camera, turns it on by keyboard, and waits
# until the camera's colour bars stand on the screen, mirrored. Then it ends the program and sees that the camera is free.
#   window.sh PROGRAM [PICTURE]     PICTURE: where to keep what was seen
set -euo pipefail
program=$1
seen=$(mktemp -d)/seen.png
export GREENROOM_HOME=$(mktemp -d) XDG_RUNTIME_DIR=$(mktemp -d) DISPLAY=:7
Xvfb :7 -screen 0 1040x720x24 >/dev/null 2>&1 &
until xdotool getdisplaygeometry >/dev/null 2>&1; do sleep 0.2; done

# The colours along one line of the screen, neighbours that are alike once; vivid's bars seen in a mirror.
bars() {
    import -window root "$seen"
    convert "$seen" -crop 1040x1+0+400 +repage txt:- | sed -n 's/.*#\([0-9A-F]\{6\}\).*/\1/p' | uniq -c |
        awk '$1 > 15 { c = $2; gsub(/0[0-9A-F]/, "0", c); gsub(/[B-C][0-9A-F]/, "X", c); print c }' | uniq | tr '\n' ' '
}
want="00X X00 X0X 0X0 0XX XX0"

"$program" --lang en --theme light --screen picture &
pid=$!
for _ in $(seq 90); do
    sleep 1
    window=$(xdotool search --onlyvisible --name Greenroom 2>/dev/null | tail -n 1) || true
    [ -z "$window" ] || break
done
for _ in $(seq 90); do
    sleep 1
    import -window root "$seen"
    [ "$(identify -format %k "$seen")" -lt 20 ] || break
done
xdotool windowfocus "$window" key Return
found=no
for _ in $(seq 60); do
    sleep 2
    case "$(bars)" in *"$want"*) found=yes && break ;; esac
done
[ $# -lt 2 ] || cp "$seen" "$2"
echo "resident memory with the preview running: $(($(awk '/VmRSS/ { print $2 }' "/proc/$pid/status") / 1024)) MB"
kill -INT "$pid"
wait "$pid" || true
[ $found = yes ] || { echo "the camera's picture did not appear in the window: $(bars)"; exit 1; }
v4l2-ctl -d0 --stream-mmap --stream-count=1 >/dev/null 2>&1 || { echo "the camera was not released"; exit 1; }
echo "the camera's picture stood in the window, mirrored; the camera is free again"
