#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# picture.sh ID PICTURE: opens the installed application on its demo panel, on a virtual display and in a home of
# its own, and saves what it shows.
set -eu

export FLATPAK_USER_DIR="${FLATPAK_USER_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/flatpak}"
HOME=$(mktemp -d)
export HOME
trap 'rm -rf "$HOME"' EXIT
# Where no desktop tells the font, GTK takes one of X11.
mkdir -p "$HOME/.var/app/$1/config/gtk-4.0"
printf '[Settings]\ngtk-font-name=Adwaita Sans 11\n' > "$HOME/.var/app/$1/config/gtk-4.0/settings.ini"
"$(dirname -- "$0")/../build-aux/picture.sh" flatpak "$2" run --user "$1" --demo
