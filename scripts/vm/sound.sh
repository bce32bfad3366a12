#!/usr/bin/env bash
# Inside the virtual machine: makes what is to be played, then runs the sound tests, one after the other because they
# share the card.
#   sound.sh BINARY [TEST ...]
set -euo pipefail
binary=$1
shift
for tool in aplay arecord sox espeak-ng; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 77; }
done
# One place per device, as on a microphone: a second program finds it busy.
rmmod snd-aloop 2>/dev/null || true
modprobe snd-aloop id=Loopback index=0 pcm_substreams=1
GREENROOM_VM=$(mktemp -d)
export GREENROOM_VM
cd "$GREENROOM_VM"
# A sentence of exactly 4 s, over and over: whichever 4 s are watched, they hold all of it.
espeak-ng -v en -s 160 -w said.wav "Good morning, and thank you for the invitation. I can hear you well; can you hear me?"
sox -D said.wav -r 48000 -c 2 -b 16 sentence.wav gain -n -6 trim 0 4
sox -D sentence.wav voice.wav repeat 40
sox -D voice.wav clipped.wav gain 18 2>/dev/null
"$binary" --ignored --nocapture --test-threads=1 "$@"
