#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# session.sh RUNTIME COMMAND…: runs a command that calls flatpak. RUNTIME is the folder of the stand-in, where
# installations are kept apart from those of the person, or "installed".
set -eu

runtime=$1
shift
[ "$runtime" = installed ] || export FLATPAK_USER_DIR="$runtime/installation"

folder=$(mktemp -d)
trap 'kill "$(cat "$folder/bus" 2> /dev/null)" 2> /dev/null || true; rm -rf "$folder"' EXIT

# Flatpak asks the system bus about parental controls, and fails where there is none. An empty one will do.
if [ ! -e /run/dbus/system_bus_socket ] && [ -z "${DBUS_SYSTEM_BUS_ADDRESS:-}" ]; then
  DBUS_SYSTEM_BUS_ADDRESS=$(dbus-daemon --session --fork --nopidfile --print-address=1 --print-pid=3 3> "$folder/bus")
  export DBUS_SYSTEM_BUS_ADDRESS
fi
# Portals choose by it what answers for them.
export XDG_CURRENT_DESKTOP="${XDG_CURRENT_DESKTOP:-GNOME}"
if [ ! -d "${XDG_RUNTIME_DIR:-/nowhere}" ]; then
  export XDG_RUNTIME_DIR="$folder/run"
  mkdir -m 700 "$XDG_RUNTIME_DIR"
fi
"$@"
