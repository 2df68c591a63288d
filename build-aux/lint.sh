#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks what a compiler does not: one line per check, then the count. Run by `./dev lint`.
set -u

passed=0
failed=0

# check NAME COMMAND…: passes when the command succeeds; its output is shown when it does not
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

# none PATTERN FILE…: succeeds when no line of the files matches
none () {
  pattern=$1
  shift
  [ $# -eq 0 ] && return 0
  ! grep -nE -e "$pattern" -- "$@"
}

sources () { git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h'; }
application () { git ls-files 'src/*.c' 'src/*.h' 'src/*.blp'; }

has_license () {
  bad=0
  for file in $(sources) $(git ls-files '*.sh' '*.py' 'meson.build' '*/meson.build' dev); do
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
      { echo "$file"; bad=1; }
  done
  return $bad
}

# may FOLDER FOLDER…: the first folder includes headers of itself and of the others only
may () {
  folder=$1
  bad=0
  headers=$(cat "src/$folder"/*.[ch] 2>/dev/null |
    sed -n 's/^#include "\(panelist-[a-z-]*\.h\)"$/\1/p' | sort -u)
  for header in $headers; do
    found=no
    for allowed; do [ -e "src/$allowed/$header" ] && found=yes; done
    [ "$found" = yes ] || { echo "src/$folder includes $header"; bad=1; }
  done
  return $bad
}

# shellcheck disable=SC2046
{
  check 'license headers' has_license
  check 'no tab in C' none "$(printf '\t')" $(sources)
  check 'no blank at a line end' none '[[:blank:]]$' $(sources) $(git ls-files '*.sh' '*.blp' '*.build')
  check 'no line over 130 columns' none '^.{131,}' $(sources)
  check 'no markup from text' none 'set_markup|_with_markup|tooltip-markup' $(application)
  check 'settings are read in one place' none 'g_settings_get_' \
    $(application | grep -v 'panelist-settings')
  check 'bodies are read with a cap' none 'send_and_read' $(application)
  check 'no strtod' none '[^a-z_]strtod|g_ascii_strtod|strfmon' $(application)
  check 'no GLib scalar aliases' none '(^|[^_[:alnum:]])(gchar|gint|gint64|glong)([^_[:alnum:]]|$)' $(application)
  check 'no goto' none '(^|[[:blank:]])goto[[:blank:]]' $(sources)
  check 'tests do not sleep' none '[^_a-z](g_usleep|usleep|nanosleep|sleep) ?\(' \
    $(git ls-files 'tests/*.c')
  check 'shell scripts' shellcheck -x -e SC2016,SC2154 dev build-aux/*.sh
  check 'layer base' may base
  check 'layer model' may model base
  check 'layer catalog' may catalog model base
  check 'layer secrets' may secrets model base
  check 'layer api' may api catalog secrets model base
  check 'layer store' may store catalog model base
  check 'layer tracking' may tracking store secrets api catalog model base
  check 'layer ordering' may ordering tracking store secrets api catalog model base
  check 'layer demo' may demo model base
  for file in $(git ls-files 'data/*.desktop.in' 'data/*.metainfo.xml.in'); do
    case $file in
      *.desktop.in)
        sed 's/@[A-Za-z_]*@/io.github.panelist.Panelist/g' "$file" > build/io.github.panelist.Panelist.desktop
        check "$file" desktop-file-validate build/io.github.panelist.Panelist.desktop ;;
      *.metainfo.xml.in)
        sed 's/@[A-Za-z_]*@/io.github.panelist.Panelist/g' "$file" > build/lint.metainfo.xml
        check "$file" appstreamcli validate --no-net build/lint.metainfo.xml ;;
    esac
  done
  for file in $(git ls-files 'src/*.blp'); do
    check "format of $file" blueprint-compiler format "$file"
  done
  for file in $(git ls-files 'po/*.po'); do
    check "$file" msgfmt -c -o /dev/null "$file"
  done
}

echo "$passed $failed 0" >> build/test.counts
printf '%s passed, %s failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" = 0 ]
