#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# screenshots.sh BUILD DIRECTORY: opens the demo panel on a virtual display and writes one picture per page
# into DIRECTORY. The keys are those of the sidebar: Ctrl+1 is its first page.
set -eu

build=$1
directory=$2

if [ "${PANELIST_INSIDE:-}" != 1 ]; then
  exec env PANELIST_INSIDE=1 xvfb-run -a -s '-screen 0 1000x700x24' dbus-run-session -- "$0" "$@"
fi

# settle PICTURE: saves the picture once three looks in a row are the same: then nothing moves anymore
settle () {
  same=0
  before=
  tries=0
  while [ "$same" -lt 3 ] && [ "$tries" -lt 60 ]; do
    kill -0 "$child" || { echo "the application ended" >&2; exit 1; }
    sleep 0.5
    import -silent -window root "$1"
    now=$(convert "$1" rgba:- | sha256sum)
    if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
    before=$now
    tries=$((tries + 1))
  done
}

mkdir -p "$directory"
export GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory LC_ALL=C.UTF-8
"$build/src/panelist" --demo &
child=$!
trap 'kill "$child" 2>/dev/null || true' EXIT

window=$(xdotool search --sync --onlyvisible --class panelist | head -n 1)
xdotool windowfocus "$window"
page=1
seen=
for name in services new-order orders; do
  xdotool key --window "$window" "ctrl+$page"
  settle "$directory/$name-light.png"
  case $seen in
    *"$before"*) echo "$name looks like a page before it" >&2; exit 1 ;;
  esac
  seen="$seen $before"
  page=$((page + 1))
done
