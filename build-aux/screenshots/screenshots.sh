#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# screenshots.sh BUILD [ARGS]: a display, a session bus, a keyring and a home of its own for screenshots.py.
set -eu

if [ "${PANELIST_INSIDE:-}" != 1 ]; then
  exec env PANELIST_INSIDE=1 build-aux/virtual-session.sh 1400x900 "$0" "$@"
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache"
export XDG_RUNTIME_DIR="$home/run"
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
cat > "$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<'INI'
[Settings]
gtk-font-name=Inter 11
gtk-decoration-layout=:close
gtk-enable-animations=0
gtk-cursor-blink=0
gtk-xft-antialias=1
gtk-xft-hinting=0
INI
printf 'pictures' | gnome-keyring-daemon --unlock --components=secrets > /dev/null

# The color scheme is switched by the setting of the desktop, as people do.
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=atspi GSETTINGS_BACKEND=keyfile ADW_DISABLE_PORTAL=1
export GDK_DEBUG=no-portals LC_ALL="${PANELIST_LOCALE:-C.UTF-8}"
export PYTHONDONTWRITEBYTECODE=1
PYTHONPATH="$(dirname -- "$0")/../../tests/e2e"
export PYTHONPATH
python3 "$(dirname -- "$0")/screenshots.py" "$@"
