#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# virtual-session.sh SIZE COMMAND…: runs a command on a virtual display of that size and on a session bus of its own.
# What the bus says, and the portals that it starts, is in build/session.log; what the command says is seen.
set -eu

size=$1
shift
mkdir -p build
# xvfb-run has a use of its own for descriptor 3.
exec xvfb-run -a -s "-screen 0 ${size}x24" sh -c '
  exec 4>&1 5>&2 > build/session.log 2>&1
  exec dbus-run-session -- sh -c '\''exec "$@" >&4 2>&5 4>&- 5>&-'\'' session "$@"' session "$@"
