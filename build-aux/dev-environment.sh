# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# Where the work is done: natively on a new enough distribution, else in a Debian root of our own
# (dev-root.sh). `environment_run COMMAND…` runs a command there, after `environment_prepare`.

say () { printf '%s\n' "$*" >&2; }

# fail WHAT REMEDY
fail () {
  printf 'dev: %s.\n     %s.\n' "$1" "$2" >&2
  exit 1
}

is_root () { [ "$(id -u)" = 0 ]; }

has () { command -v "$1" > /dev/null 2>&1; }

as_root () { if is_root; then "$@"; else sudo "$@"; fi; }

# install_packages PACKAGE…: with apt-get, asking for root when it must
install_packages () {
  by_hand="as root, run: apt-get update && apt-get install --no-install-recommends $*
     Then call ./dev again"
  is_root || has sudo || fail "there is no sudo to install what is missing" "$by_hand"
  if [ $# -gt 9 ]; then say "Installing $# packages (some minutes, once)"; else say "Installing: $*"; fi
  as_root true || fail "only root may install packages" "$by_hand"
  mkdir -p build
  as_root apt-get update > build/install.log 2>&1 ||
    say "Some package lists could not be read; trying with those there are"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$@" >> build/install.log 2>&1 && return
  grep '^[EW]:' build/install.log | tail -n 10 >&2
  fail "the packages could not be installed" "check the network and build/install.log, or $by_hand"
}

debian_packages () { sed 's/#.*//' build-aux/debian-packages.txt | xargs; }

# native | root: prints how commands are run on this machine
environment_kind () {
  if [ "$platform" != stable ]; then
    echo root
    return
  fi
  ID=
  VERSION_ID=
  # shellcheck source=/dev/null
  [ ! -r /etc/os-release ] || . /etc/os-release
  # Debian testing has no number.
  if [ "$ID" = debian ] && [ "${VERSION_ID:-999}" -ge 13 ] 2> /dev/null; then
    echo native
  else
    echo root
  fi
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
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
  missing=
  for package in $(debian_packages); do
    printf '%s\n' "$installed" | grep -qxF "$package" || missing="$missing $package"
  done
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_packages $missing
}
