# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# Where the work is done: natively on a new enough distribution, else in a Debian root of our own.
# `environment_run COMMAND…` runs a command there, after `environment_prepare`.

say () { printf '%s\n' "$*" >&2; }

# fail WHAT REMEDY
fail () {
  printf 'dev: %s.\n     %s.\n' "$1" "$2" >&2
  exit 1
}

as_root () {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    fail "this step needs root: $*" "run it as root once, then call ./dev again"
  fi
}

debian_packages () { sed 's/#.*//' build-aux/debian-packages.txt | xargs; }

# native | root: prints how commands are run on this machine
environment_kind () {
  if [ "$platform" != stable ]; then
    echo root
    return
  fi
  # shellcheck source=/dev/null
  . /etc/os-release
  case "${ID:-} ${ID_LIKE:-}" in
    debian\ *)
      if [ "${VERSION_ID:-999}" -ge 13 ]; then echo native; else echo root; fi ;;
    *) echo root ;;
  esac
}

environment_prepare () {
  kind=$(environment_kind)
  case $kind in
    native) prepare_native ;;
    root) prepare_root ;;
  esac
}

environment_run () {
  case $kind in
    native) "$@" ;;
    root) run_in_root "$@" ;;
  esac
}

# Native: Debian 13 or newer

prepare_native () {
  missing=
  for package in $(debian_packages); do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing="$missing $package"
  done
  [ -z "$missing" ] && return
  say "Installing:$missing"
  as_root apt-get update -qq ||
    fail "the package lists could not be read" "check the network and /etc/apt, then call ./dev again"
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >&2 ||
    fail "the packages could not be installed" "see the lines above"
}

# A Debian root of our own, entered with bubblewrap

prepare_root () {
  case $platform in
    stable) suite=trixie ;;
    testing) suite=forky ;;
    *) fail "there is no platform '$platform'" "use stable or testing" ;;
  esac
  hash=$(debian_packages | sha256sum | cut -c1-12)
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/panelist
  root=$cache/debian-$suite-$hash
  install_host_tools
  [ -e "$root/.complete" ] && return
  say "Making a Debian build root in $root (about two minutes, 1.5 GB, once)"
  mkdir -p "$cache"
  rm -rf "$root.partial"
  # shellcheck disable=SC2086
  mmdebstrap --quiet --variant=apt --aptopt='Acquire::Check-Valid-Until "false"' \
    --include="$(debian_packages | tr ' ' ,)" "$suite" "$root.partial" >&2 ||
    fail "the build root could not be made" "check the network and the free space of $cache"
  touch "$root.partial/.complete"
  mv "$root.partial" "$root"
}

install_host_tools () {
  tools=
  command -v mmdebstrap >/dev/null 2>&1 || tools="$tools mmdebstrap debian-archive-keyring"
  command -v bwrap >/dev/null 2>&1 || tools="$tools bubblewrap"
  [ -z "$tools" ] && return
  say "Installing:$tools"
  # shellcheck disable=SC2086
  { as_root apt-get update -qq && as_root apt-get install -qq -y --no-install-recommends $tools >&2; } ||
    fail "could not install$tools" "install them by hand, then call ./dev again"
}

run_in_root () {
  git_dir=$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo "$project")
  mkdir -p "$cache/ccache"
  set -- --clearenv \
    --setenv PATH /usr/lib/ccache:/usr/sbin:/usr/bin:/sbin:/bin \
    --setenv HOME "$HOME" --setenv TERM "${TERM:-dumb}" --setenv LANG C.UTF-8 \
    --setenv CCACHE_DIR "$cache/ccache" --setenv CCACHE_NOHASHDIR 1 --setenv CCACHE_BASEDIR "$project" \
    "$@"
  for name in CI DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR XAUTHORITY DBUS_SESSION_BUS_ADDRESS; do
    eval "value=\${$name:-}"
    [ -n "$value" ] && set -- --setenv "$name" "$value" "$@"
  done
  if [ -d "${XDG_RUNTIME_DIR:-/nowhere}" ]; then
    set -- --bind "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR" "$@"
  fi
  exec_in_root "$@"
}

exec_in_root () {
  bwrap --bind "$root" / --dev-bind /dev /dev --proc /proc --ro-bind /sys /sys --bind /tmp /tmp \
    --bind "$cache" "$cache" --bind "$git_dir" "$git_dir" --bind "$project" "$project" \
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf --chdir "$project" --die-with-parent \
    --unshare-pid "$@"
}
