# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# A Debian root of our own: made once with mmdebstrap, entered with bubblewrap, by root or by anybody.

prepare_root () {
  case $platform in
    stable) suite=trixie ;;
    testing) suite=forky ;;
    *) fail "there is no platform '$platform'" "use stable or testing" ;;
  esac
  [ -n "${HOME:-}" ] || fail "HOME is not set" "set it to a folder that you may write to"
  hash=$(debian_packages | sha256sum | cut -c1-12)
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/panelist
  root=$cache/debian-$suite-$hash
  mkdir -p "$cache/ccache" || fail "$cache can not be written" "set XDG_CACHE_HOME to a folder that can"
  install_host_tools
  try_sandbox
  lock_root
}

install_host_tools () {
  tools=
  has bwrap || tools="$tools bubblewrap"
  if [ ! -e "$root/.complete" ]; then
    has mmdebstrap || tools="$tools mmdebstrap"
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || tools="$tools debian-archive-keyring"
    is_root || has newuidmap || tools="$tools uidmap"
  fi
  [ -n "$tools" ] || return 0
  has apt-get || fail "these tools are missing:$tools (names of Debian's packages)" \
    "install them with the package manager of this system, then call ./dev again"
  # shellcheck disable=SC2086
  install_packages $tools
}

# A sandbox needs namespaces, which some systems and most containers forbid.
try_sandbox () {
  reason=$(bwrap --bind / / --dev-bind /dev /dev --unshare-pid --proc /proc true 2>&1) && return
  remedy="as root, allow user namespaces: sysctl -w user.max_user_namespaces=10000"
  if [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2> /dev/null)" = 1 ]; then
    remedy="as root, run: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
  elif [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2> /dev/null)" = 0 ]; then
    remedy="as root, run: sysctl -w kernel.unprivileged_userns_clone=1"
  elif [ -e /.dockerenv ] || [ -e /run/.containerenv ]; then
    remedy="start the container with --privileged, or use one of Debian 13, which needs no sandbox"
  fi
  fail "a sandbox can not be made here ($reason)" "$remedy"
}

# Only one ./dev at a time makes the root: the others wait for it. Whoever uses it shares the lock, with all that it
# starts there, and so keeps the root from being removed. The lock goes with the processes.
lock_root () {
  exec 9>> "$root.lock"
  while share_lock; [ ! -e "$root/.complete" ]; do
    if flock -n 9; then
      make_root
      remove_old_roots
    fi
  done
}

share_lock () {
  flock -s -n 9 && return
  say "Waiting for another ./dev that makes the build root"
  flock -s 9
}

# Those of other lists of packages, unless somebody is in one.
remove_old_roots () {
  for old in "$cache/debian-$suite"-*; do
    if [ ! -d "$old" ] || [ "$old" = "$root" ]; then continue; fi
    (
      flock -n 8 || exit 0
      say "Removing the build root of an older list of packages: $old"
      # Some folders are not even their owner's to write to.
      is_root || find "$old" -xdev -type d ! -perm -u+w -exec chmod u+w {} +
      rm -rf --one-file-system "$old" || say "It could not be removed whole"
    ) 8>> "${old%.partial}.lock"
  done
}

# Packages have files of several users, whom mmdebstrap maps to a range of those that may be nobody else's.
need_subuids () {
  is_root || grep -qE "^($(id -un)|$(id -u)):" /etc/subuid 2> /dev/null ||
    fail "$(id -un) has no range in /etc/subuid" \
      "as root, run: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
}

make_root () {
  need_subuids
  say "Making a Debian build root in $root (some minutes, 1.9 GB, once)"
  rm -rf --one-file-system "$root.partial" "$root.partial.tar" ||
    fail "$root.partial can not be removed" "remove it as root, then call ./dev again"
  if is_root; then
    need_space "$cache" 2500
    bootstrap "$root.partial"
  else
    make_root_unprivileged
  fi
  rm "$root.log"
  touch "$root.partial/.complete"
  mv "$root.partial" "$root"
}

# Only mapped users may own files as the packages want it. So the root is made in a place that they can
# reach, and unpacked from there as files of this user.
make_root_unprivileged () {
  TMPDIR=/var/tmp/panelist-$(id -u)
  export TMPDIR
  need_space /var/tmp 2500
  need_space "$cache" 4000
  # What an interrupted ./dev left belongs to mapped users.
  [ ! -d "$TMPDIR" ] || mmdebstrap --unshare-helper rm -rf "$TMPDIR" 2> /dev/null || true
  install -d -m 755 "$TMPDIR" ||
    fail "$TMPDIR belongs to somebody else" "remove it as root, then call ./dev again"
  bootstrap "$root.partial.tar" --mode=unshare
  rm -rf "$TMPDIR"
  unset TMPDIR
  mkdir "$root.partial"
  tar -xf "$root.partial.tar" -C "$root.partial" --exclude='./dev/*' ||
    fail "the build root could not be unpacked" "check the free space of $cache, then call ./dev again"
  rm "$root.partial.tar"
  introduce "$root.partial"
}

# introduce ROOT: programs there, the bus among them, ask for the name and the folder of who runs them
introduce () {
  is_root && return
  printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "$HOME" >> "$1/etc/passwd"
  printf '%s:x:%s:\n' "$(id -gn)" "$(id -g)" >> "$1/etc/group"
}

# bootstrap TARGET OPTION…
bootstrap () {
  target=$1
  shift
  # The Release file of a mirror may be out of date; what it names is signed all the same.
  mmdebstrap --variant=apt --aptopt='Acquire::Check-Valid-Until "false"' "$@" \
    --include="$(debian_packages | tr ' ' ,)" "$suite" "$target" > "$root.log" 2>&1 && return
  grep -E '^([EW]|Err)' "$root.log" | tail -n 20 >&2
  if grep -q 'No space left' "$root.log"; then
    fail "the disk became full" "make room in $cache and ${TMPDIR:-/tmp}, then call ./dev again"
  elif grep -qiE 'resolv|could not connect|cannot initiate|unreachable|failed to fetch' "$root.log"; then
    fail "the packages could not be fetched" "check the network, then call ./dev again"
  fi
  fail "the build root could not be made" "see the lines above and $root.log, then call ./dev again"
}

# need_space FOLDER MEGABYTES
need_space () {
  free=$(df -m --output=avail "$1" | tail -n 1)
  [ "$free" -ge "$2" ] || fail "$1 has $((free)) MB free; making the build root takes $2" "make room there"
}

run_in_root () {
  # Who may run ./dev trusts this checkout, whoever owns it.
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
  git_dir=$(git rev-parse --path-format=absolute --git-common-dir 2> /dev/null) || git_dir=$project
  set -- --chdir "$project" -- "$@"
  for name in CI DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR XDG_CURRENT_DESKTOP XDG_SESSION_TYPE \
    DBUS_SESSION_BUS_ADDRESS GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0; do
    eval "value=\${$name:-}"
    [ -z "$value" ] || set -- --setenv "$name" "$value" "$@"
  done
  # Wayland and D-Bus of the host; its X server is reached in /tmp, with a key that may lie anywhere.
  if [ -d "${XDG_RUNTIME_DIR:-/nowhere}" ]; then
    set -- --bind "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR" "$@"
  fi
  authority=${XAUTHORITY:-$HOME/.Xauthority}
  if [ -n "${DISPLAY:-}" ] && [ -r "$authority" ]; then
    set -- --ro-bind "$authority" "$authority" --setenv XAUTHORITY "$authority" "$@"
  fi
  # What `./dev run` keeps outlives this root, which is made anew when the list of packages changes.
  data=${XDG_DATA_HOME:-$HOME/.local/share}/panelist-devel
  mkdir -p "$data"
  set -- --bind "$data" "$HOME/.local/share/panelist-devel" "$@"
  is_root || set -- --unshare-user "$@"
  # A sandbox in this one can mount a /proc of its own only where all of /proc is in sight.
  if [ "${nested:-no}" = yes ]; then set -- --bind /proc /proc "$@"; else set -- --unshare-pid --proc /proc "$@"; fi
  bwrap --bind "$root" / --dev-bind /dev /dev --ro-bind /sys /sys \
    --bind /tmp /tmp --bind "$cache" "$cache" --bind "$git_dir" "$git_dir" --bind "$project" "$project" \
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf --die-with-parent --clearenv \
    --setenv PATH /usr/lib/ccache:/usr/sbin:/usr/bin:/sbin:/bin \
    --setenv HOME "$HOME" --setenv TERM "${TERM:-dumb}" --setenv LANG C.UTF-8 \
    --setenv CCACHE_DIR "$cache/ccache" --setenv CCACHE_NOHASHDIR 1 --setenv CCACHE_BASEDIR "$project" "$@"
}
