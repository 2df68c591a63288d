#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-tests.sh BUILD-DIRECTORY [--suite NAME…]: runs the tests on a virtual display and a private bus, and
# adds "passed failed skipped" to build/test.counts.
set -u
export LC_ALL=C.UTF-8

directory=$1
shift
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# Nothing of the person who runs the tests is read or written.
export HOME="$home" XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" \
  XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home/runtime"
mkdir -m 0700 "$XDG_RUNTIME_DIR"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

# The limits of the tests are there to end one that hangs, and not to measure a slow or busy machine.
patience=4
[ "${PANELIST_LONG:-}" != 1 ] || patience=20

build-aux/virtual-session.sh 1280x960 \
  meson test -C "$directory" --no-rebuild --print-errorlogs --num-processes 2 \
  --timeout-multiplier "$patience" "$@"
status=$?

python3 build-aux/count-tests.py "$directory/meson-logs/testlog.junit.xml" "$status" >> build/test.counts ||
  status=1
exit "$status"
