#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks what a compiler does not: one line per check, then the count. Run by `./dev lint`.
set -u
export LC_ALL=C.UTF-8

passed=0
failed=0
skipped=0

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

# skip NAME REASON
skip () {
  skipped=$((skipped + 1))
  printf 'skip  %s: %s\n' "$1" "$2"
}

# none PATTERN FILE…: succeeds when no line of the files matches
none () {
  pattern=$1
  shift
  [ $# -eq 0 ] && return 0
  ! grep -nE -e "$pattern" -- "$@"
}

# forbid NAME PATTERN CASE FILE…: no line of the files matches, and the pattern is proven on CASE
forbid () {
  what=$1
  if printf '%s\n' "$3" | grep -qE -e "$2"; then
    pattern=$2
    shift 3
    check "$what" none "$pattern" "$@"
  else
    check "$what" echo_and_fail "the rule does not catch: $3"
  fi
}

echo_and_fail () { echo "$1"; return 1; }

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

# short_lines FILE…: words for people and rows of tables are not broken up, whatever their length
short_lines () { ! grep -nE '^.{131,}' -- "$@" | grep -vE '_ ?\("|:  [{] "'; }

# potfiles FILE: the file names every file with words for people
potfiles () { build-aux/potfiles.sh | diff "$1" -; }

# no_redirect FILE…: who makes a message also forbids redirects, which would send the key on
no_redirect () {
  bad=0
  for file; do
    if grep -q 'soup_message_new' "$file" && ! grep -q 'SOUP_MESSAGE_NO_REDIRECT' "$file"; then
      echo "$file makes a SoupMessage without SOUP_MESSAGE_NO_REDIRECT"
      bad=1
    fi
  done
  return $bad
}

# no_redirect, proven on a file that breaks it
no_redirect_proven () {
  echo 'message = soup_message_new ("POST", uri);' > build/lint-case.c
  no_redirect build/lint-case.c > build/lint-case.out && { echo "the rule catches nothing"; return 1; }
  no_redirect "$@"
}

# schema FILE: the settings compile
schema () {
  mkdir -p build/lint-schema
  sed 's|@path@|/io/github/panelist/Panelist/|; s/@application_id@/io.github.panelist.Panelist/g' "$1" \
    > build/lint-schema/lint.gschema.xml
  glib-compile-schemas --strict --dry-run build/lint-schema
}

# translated FILE: nothing is missing, out of date or left over, and the review status is stated
translated () {
  msgfmt -c -o /dev/null "$1" || return 1
  grep -q '^# Review status:' "$1" || { echo "the head does not tell the review status"; return 1; }
  xgettext --from-code=UTF-8 --directory=. --files-from=po/POTFILES.in -o build/lint.pot \
    --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --add-comments \
    --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 2>/dev/null || return 1
  msgmerge -q -N "$1" build/lint.pot -o build/lint.po || return 1
  msgattrib --no-obsolete --untranslated build/lint.po | grep '^msgid "' && return 1
  grep '^#~ msgid "' build/lint.po && return 1
  return 0
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
  check 'no line over 130 columns' short_lines $(sources)
  forbid 'no markup from text' 'set_markup|_with_markup|tooltip-markup' \
    'gtk_label_set_markup (label, name);' $(application)
  forbid 'settings are read in one place' 'g_settings_get_' \
    'g_settings_get_string (settings, "panel");' $(application | grep -v 'panelist-settings')
  forbid 'bodies are read with a cap' 'send_and_read' \
    'soup_session_send_and_read_async (session,' $(application)
  forbid 'answers are read by the typed readers' 'json_(node|object|array|reader|parser)_' \
    'json_node_get_int (node);' $(git ls-files 'src/api/*.c' 'src/catalog/*.c')
  forbid 'no strtod' '[^a-z_]strtod|g_ascii_strtod|strfmon' 'x = g_ascii_strtod (text, NULL);' \
    $(application | grep -vE 'base/panelist-money.c|demo/panelist-demo-faults.c')
  forbid 'letters fold the same in every language' 'g_utf8_str(down|up)' \
    'lower = g_utf8_strdown (text, -1);' $(git ls-files 'src/base/*.c' 'src/model/*.c' 'src/api/*.c' 'src/store/*.c')
  forbid 'no double for money' '(^|[ (,])double +[^p ]' '  double charge;' \
    $(git ls-files 'src/base/panelist-money.*' 'src/model/*' 'src/api/*' 'src/store/*' 'src/ordering/*')
  forbid 'SQL is never put together' 'printf \(.*"(SELECT|INSERT|UPDATE|DELETE|REPLACE) |sqlite3_v?mprintf' \
    'g_strdup_printf ("SELECT * FROM intent WHERE id = %s", id);' $(application)
  check 'no redirect is followed' no_redirect_proven $(git ls-files 'src/*.c')
  forbid 'no GLib scalar aliases' '(^|[^_[:alnum:]])(gchar|gint|glong)([^_[:alnum:]]|$)' \
    '  gchar *name;' $(application)
  forbid 'no goto' '(^|[[:blank:]])goto[[:blank:]]' '    goto out;' $(sources)
  forbid 'tests do not sleep' '(^|[^_[:alpha:]])(g_usleep|usleep|nanosleep|sleep) ?\(' '  g_usleep (10);' \
    $(git ls-files 'tests/*.c' | grep -v crash-shim.c) # which stands in for it
  forbid 'only invented platforms' '[Ii]nstagram|[Yy]ou[Tt]ube|[Tt]ik[Tt]ok|[Ff]acebook|[Ss]potify|[Ff]lathub' \
    'Instagram Followers' $(git ls-files 'src/*' 'tests/*' 'data/*' 'po/*' '*.md')
  check 'shell scripts' shellcheck -x -e SC2016,SC2154 dev build-aux/*.sh flatpak/*.sh
  check 'what a software center shows' python3 -B build-aux/check-metadata.py
  check 'layer base' may base
  check 'layer model' may model base
  check 'layer catalog' may catalog model base
  check 'layer secrets' may secrets model base
  check 'layer api' may api catalog secrets model base
  check 'layer store' may store catalog model base
  check 'layer tracking' may tracking store secrets api catalog model base
  check 'layer ordering' may ordering tracking store secrets api catalog model base
  check 'layer statistics' may statistics store model base
  check 'layer demo' may demo model base
  for file in $(git ls-files 'data/*.desktop.in' 'data/*.metainfo.xml.in'); do
    case $file in
      *.desktop.in)
        sed 's/@[A-Za-z_]*@/io.github.panelist.Panelist/g' "$file" > build/io.github.panelist.Panelist.desktop
        check "$file" desktop-file-validate build/io.github.panelist.Panelist.desktop ;;
      *.metainfo.xml.in)
        sed 's|@project_url@|https://github.com/panelist/panelist|; s/@[A-Za-z_]*@/io.github.panelist.Panelist/g' \
          "$file" > build/lint.metainfo.xml
        check "$file" appstreamcli validate --strict --no-net build/lint.metainfo.xml ;;
    esac
  done
  # Versions of the formatter differ: the oldest that Panelist builds with decides.
  case $(blueprint-compiler --version) in
    0.16.*)
      for file in $(git ls-files 'src/*.blp'); do
        check "format of $file" blueprint-compiler format "$file"
      done ;;
    *) skip 'format of *.blp' 'needs blueprint-compiler 0.16' ;;
  esac
  check 'settings schema' schema data/panelist.gschema.xml.in
  check 'po/POTFILES.in' potfiles po/POTFILES.in
  for file in $(git ls-files 'po/*.po'); do
    check "$file" translated "$file"
  done
}

echo "$passed $failed $skipped" >> build/test.counts
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
