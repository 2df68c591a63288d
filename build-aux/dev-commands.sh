# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# The commands of ./dev, one function each.

dev_help () {
  cat <<'HELP'
./dev run [ARGS]         build Panelist and open it on the demo panel
./dev test [SUITE…]      build and run the tests: unit store api ui e2e crash fuzz lint, or
                         the packages: install flatpak deb (--packages: all of them and the
                         packages; --long: the crash tests with all their rounds)
./dev lint               check metadata, layers and forbidden calls
./dev screenshots        write the pictures of the documents to docs/screenshots
                         (--all DIRECTORY: every screen in three sizes, light and dark;
                         --variant NAME…: on other desktops, right-to-left and others)
./dev shell [COMMAND…]   a shell, or one command, in the build environment
./dev bench [NAME…]      measure what docs/performance.md promises; P1, P5 and so on
                         choose, --browser compares with Chromium
./dev flatpak            build, install and run the Flatpak (--release TAG: from that tag of this
                         clone, not from the folder; --bundle: write panelist.flatpak)
./dev deb                build the Debian package
./dev --platform testing COMMAND
                         the same against Debian testing
HELP
}

# build DIRECTORY MESON-OPTION…: prints the compiler's words only when it fails
build () {
  directory=$1
  shift
  mkdir -p build
  if [ -e "$directory/build.ninja" ]; then say "Building in $directory"
  else say "Building in $directory (some minutes the first time)"; fi
  if ! environment_run sh -c 'set -e; d=$1; shift
    if [ -e "$d/build.ninja" ]; then meson configure "$d" "$@"; else meson setup "$d" "$@"; fi
    ninja -C "$d"' build "$directory" "$@" > build/build.log 2>&1; then
    grep -v '^\[[0-9]*/[0-9]*\] [A-Z][a-z]* ' build/build.log | tail -60 >&2
    fail "the build failed" "see the lines above and build/build.log"
  fi
}

dev_run () {
  environment_prepare
  build "build/$platform" -Dprofile=development -Dtests=false --buildtype=debugoptimized
  [ $# -gt 0 ] || set -- --demo
  for argument; do
    case $argument in
      --version|--help*|-h)
        environment_run "build/$platform/src/panelist" "$@"
        return
        ;;
    esac
  done
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    environment_run "build/$platform/src/panelist" "$@"
  else
    say "There is no display: running on a virtual one"
    environment_run build-aux/picture.sh "build/$platform/src/panelist" build/panelist.png "$@" ||
      fail "the application did not show its window" "see the lines above"
    say "Saved a picture of the window: build/panelist.png"
  fi
}

# The suites of tests/, and `lint`. Ends with the one line that counts them all. The packages are made and tried
# only when asked for.
dev_test () {
  with_all=yes
  with_lint=no
  packages=
  suites=
  long=
  for name; do
    case $name in
      lint) with_lint=yes ;;
      install|flatpak|deb) packages="$packages $name" ;;
      --packages)
        packages='install flatpak deb'
        continue
        ;;
      unit|store|api|ui|e2e|crash|fuzz) suites="$suites --suite $name" ;;
      --long) long=1; continue ;;
      *) fail "there is no suite '$name'" "the suites are unit store api ui e2e crash fuzz lint install flatpak deb" ;;
    esac
    with_all=no
  done
  environment_prepare
  mkdir -p build
  : > build/test.counts
  status=0
  if [ "$with_all" = yes ] || [ -n "$suites" ]; then
    build "build/$platform-test" -Dprofile=development -Dwerror=true -Db_sanitize=address,undefined
    # shellcheck disable=SC2086
    environment_run env PANELIST_LONG="$long" \
      build-aux/run-tests.sh "build/$platform-test" ${suites:---no-suite flatpak} || status=1
  fi
  if [ "$with_all" = yes ] || [ "$with_lint" = yes ]; then
    environment_run build-aux/lint.sh || status=1
  fi
  for package in $packages; do
    ( "test_$package" ) || {
      status=1
      echo 0 1 0 >> build/test.counts
    }
  done
  awk '{ p += $1; f += $2; s += $3 } END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' \
    build/test.counts
  return "$status"
}

dev_lint () {
  environment_prepare
  mkdir -p build
  environment_run build-aux/lint.sh
}

dev_screenshots () {
  environment_prepare
  # A development build has stripes in its header bars. The translations are those of the build.
  build "build/$platform-pictures" -Dprofile=default -Dtests=false --buildtype=debugoptimized \
    -Dlocaledir="$project/build/$platform-pictures/po"
  environment_run build-aux/screenshots/screenshots.sh "build/$platform-pictures" "$@" ||
    fail "the pictures could not be taken" "see the lines above"
}

# The measurements of docs/performance.md. Built as a release is, in a directory of its own.
dev_bench () {
  environment_prepare
  build "build/$platform-bench" -Dtests=false -Dbench=true --buildtype=release
  environment_run build-aux/virtual-session.sh 1280x960 build-aux/bench.py "build/$platform-bench" "$@"
}

dev_shell () {
  environment_prepare
  [ $# -gt 0 ] || set -- bash
  environment_run "$@"
}
