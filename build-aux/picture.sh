#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# picture.sh PROGRAM PICTURE [ARGS]: runs PROGRAM on a virtual display and saves what it shows once the
# picture has stopped changing.
set -eu

if [ "${PANELIST_INSIDE:-}" != 1 ]; then
  exec env PANELIST_INSIDE=1 build-aux/virtual-session.sh 1000x700 "$0" "$@"
fi

program=$1
picture=$2
shift 2

GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=none "$program" "$@" &
child=$!
trap 'kill "$child" 2>/dev/null || true' EXIT

tries=0
until xdotool search --onlyvisible --class panelist >/dev/null 2>&1; do
  kill -0 "$child" 2>/dev/null && [ "$tries" -lt 60 ] || exit 1
  tries=$((tries + 1))
  sleep 0.5
done

# Saved when three looks in a row are the same: then lists are filled and nothing moves.
same=0
before=
tries=0
while [ "$same" -lt 3 ] && [ "$tries" -lt 60 ]; do
  kill -0 "$child" || exit 1
  sleep 0.5
  import -silent -window root "$picture"
  now=$(convert "$picture" rgba:- | sha256sum)
  if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
  before=$now
  tries=$((tries + 1))
done
