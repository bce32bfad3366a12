#!/usr/bin/env bash
# Inside the virtual machine: runs the camera tests, one after the other because they share the cameras.
#   camera.sh BINARY [TEST ...]
set -euo pipefail
binary=$1
shift
"$binary" --ignored --test-threads=1 "$@"
