#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-install.sh PREFIX PICTURE: checks what `meson install` put into a prefix that the system does not know of, and
# opens Panelist from there on its demo panel. Adds "passed failed skipped" to build/test.counts.
set -u
export LC_ALL=C.UTF-8

prefix=$1
picture=$2
id=io.github.panelist.Panelist
share=$prefix/share
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
passed=0
failed=0

# check NAME COMMAND…
check () {
  name=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    printf 'ok    %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'FAIL  %s\n%s\n' "$name" "$output"
  fi
}

# The caches that a post-install step makes are not named: other packages have a part in them.
files () {
  cat > "$home/wanted" <<FILES
bin/panelist
bin/panelist-demo-panel
share/applications/$id.desktop
share/dbus-1/services/$id.service
share/glib-2.0/schemas/$id.gschema.xml
share/icons/hicolor/scalable/apps/$id.svg
share/icons/hicolor/symbolic/apps/$id-symbolic.svg
share/locale/id/LC_MESSAGES/panelist.mo
share/man/man1/panelist-demo-panel.1
share/man/man1/panelist.1
share/metainfo/$id.metainfo.xml
FILES
  (cd "$prefix" && find . -type f) | sed 's|^\./||' | grep -vE '\.cache$|gschemas\.compiled$' | sort |
    diff "$home/wanted" -
}

# says TEXT COMMAND…: the command succeeds and prints a line with the text
says () {
  text=$1
  shift
  "$@" | grep -F -e "$text" || { echo "'$text' is not said by: $*"; return 1; }
}

# An environment names neither the schema nor the translations: the program knows its prefix. No portals, whose
# mount would outlive this.
opens () {
  env GDK_DEBUG=no-portals ADW_DISABLE_PORTAL=1 HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" \
    build-aux/picture.sh "$prefix/bin/panelist" "$picture" --demo
}

localedef -i id_ID -f UTF-8 "$home/id_ID.UTF-8"
version=$(sed -n "s/^  version: '\(.*\)',/\1/p" meson.build)
check 'the files, and no others' files
check 'the settings are compiled' says 'window-width' \
  gsettings --schemadir "$share/glib-2.0/schemas" list-keys "$id"
check 'the icons have a cache' test -s "$share/icons/hicolor/icon-theme.cache"
check 'the desktop file' desktop-file-validate "$share/applications/$id.desktop"
check 'the desktop file is translated' grep -q '^Comment\[id\]=' "$share/applications/$id.desktop"
check 'the metainfo' appstreamcli validate --strict --no-net "$share/metainfo/$id.metainfo.xml"
check 'the metainfo is translated' grep -q '<summary xml:lang="id">' "$share/metainfo/$id.metainfo.xml"
check 'the bus starts the program of the prefix' \
  grep -qxF "Exec=$prefix/bin/panelist --gapplication-service" "$share/dbus-1/services/$id.service"
check 'the version' says "$version" "$prefix/bin/panelist" --version
check 'the demo panel has a program' says '--port' "$prefix/bin/panelist-demo-panel" --help
check 'Indonesian' says 'Opsi Aplikasi' env LOCPATH="$home" LC_ALL=id_ID.UTF-8 "$prefix/bin/panelist" --help
check 'the window' opens

echo "$passed $failed 0" >> build/test.counts
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
