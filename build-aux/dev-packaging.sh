# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# ./dev flatpak and ./dev deb: packages are made, installed and run, not only described.

# What other files of ./dev read.
# shellcheck disable=SC2034

flatpak_branch=51
flatpak_suite=forky

# Where everything about the Flatpak is kept. The real runtime is used where this machine has it.
flatpak_prepare () {
  environment_prepare
  if has flatpak && has flatpak-builder &&
    flatpak info "org.gnome.Sdk//$flatpak_branch" > /dev/null 2>&1 &&
    flatpak info "org.gnome.Platform//$flatpak_branch" > /dev/null 2>&1; then
    kind=native
    runtime=installed
    say "Using the installed runtime org.gnome.Platform//$flatpak_branch"
  else
    runtime=${XDG_CACHE_HOME:-$HOME/.cache}/panelist/flatpak
    mkdir -p "$runtime"
    make_runtime
  fi
  # Sandboxes in our own: only a whole /proc lets them mount theirs.
  nested=yes
  [ -w /dev/fuse ] || say "There is no /dev/fuse that may be used: file dialogs won't work in the sandbox"
}

# section NAME: the packages of one part of the list
runtime_packages () {
  sed -n "/^\[$1\]/,/^\[/{ /^[a-z0-9]/p }" flatpak/runtime-packages.txt | xargs
}

make_runtime () {
  stamp=$({ echo "$flatpak_branch $flatpak_suite"; cat flatpak/runtime-packages.txt flatpak/make-runtime.sh \
    flatpak/direct-links.py; } | sha256sum | cut -c1-16)
  exec 8> "$runtime.lock"
  flock 8
  if [ "$(cat "$runtime/stamp" 2> /dev/null)" != "$stamp" ]; then
    say "Making a stand-in for the runtime of GNOME $flatpak_branch (some minutes, 2 GB, once)"
    need_space "$runtime" 6000
    has mmdebstrap || install_packages mmdebstrap
    is_root || has newuidmap || install_packages uidmap
    need_subuids
    bootstrap_runtime || {
      grep -E '^([EW]|Err)' "$runtime/log" | tail -n 20 >&2
      fail "the packages of the runtime could not be fetched" "check the network and $runtime/log, then try again"
    }
    environment_run flatpak/make-runtime.sh "$runtime" "$flatpak_branch" >> "$runtime/log" 2>&1 || {
      tail -n 20 "$runtime/log" >&2
      fail "the runtime could not be made" "see the lines above and $runtime/log"
    }
    echo "$stamp" > "$runtime/stamp"
  fi
  exec 8>&-
}

# One Debian root, of which two copies are taken: with the packages of the platform, and with those of the Sdk too.
bootstrap_runtime () {
  rm -rf "$runtime/repo" "$runtime/installation"
  platform_packages=$(runtime_packages Platform | tr ' ' ,)
  # shellcheck disable=SC2016
  mmdebstrap --variant=essential --format=null --aptopt='Acquire::Check-Valid-Until "false"' \
    --skip=download/empty --skip=essential/unlink --skip=cleanup/apt \
    --aptopt='Apt::Install-Recommends "false"' --dpkgopt='force-unsafe-io' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
    --include="$platform_packages" \
    --customize-hook='for name in en_US id_ID; do chroot "$1" localedef --no-archive -i "$name" -f UTF-8 "$name.UTF-8"; done' \
    --customize-hook="tar-out /usr $runtime/Platform-usr.tar" \
    --customize-hook="tar-out /etc $runtime/Platform-etc.tar" \
    --customize-hook='APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get --yes -qq install -oDPkg::Chroot-Directory="$1" '"$(runtime_packages Sdk)" \
    --customize-hook="tar-out /usr $runtime/Sdk-usr.tar" \
    --customize-hook="tar-out /etc $runtime/Sdk-etc.tar" \
    "$flatpak_suite" /dev/null > "$runtime/log" 2>&1
}

# flatpak_build MANIFEST: builds and installs its application
flatpak_build () {
  say "Building the Flatpak of $(basename "$1" .json)"
  mkdir -p build
  environment_run flatpak/session.sh "$runtime" flatpak/build.sh "$runtime" "$1" \
    > build/flatpak.log 2>&1 || {
      tail -n 40 build/flatpak.log >&2
      fail "the Flatpak could not be built" "see the lines above and build/flatpak.log"
    }
}

dev_flatpak () {
  id=io.github.panelist.Panelist
  manifest=flatpak/$id.json
  flatpak_prepare
  if [ "${1:-}" = --release ]; then
    [ $# -ge 2 ] || fail "--release needs a tag" "see git tag"
    mkdir -p build
    manifest=build/$id.json
    environment_run flatpak/release.py "$2" "file://$project" > "$manifest" || exit 1
    shift 2
  fi
  flatpak_build "$manifest"
  if [ "${1:-}" = --bundle ]; then
    environment_run flatpak/session.sh "$runtime" flatpak/bundle.sh "$runtime" "$id" panelist.flatpak \
      >> build/flatpak.log 2>&1 || {
        tail -n 20 build/flatpak.log >&2
        fail "the bundle could not be written" "see the lines above and build/flatpak.log"
      }
    say "Wrote panelist.flatpak; install it with: flatpak install --user panelist.flatpak"
  elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    environment_run flatpak/session.sh "$runtime" flatpak run --user "$id" --demo
  else
    say "There is no display: running on a virtual one"
    environment_run flatpak/session.sh "$runtime" flatpak/picture.sh "$id" build/flatpak.png \
      >> build/flatpak.log 2>&1 || {
        tail -n 20 build/flatpak.log >&2
        fail "the application did not show its window" "see the lines above and build/flatpak.log"
      }
    say "Saved a picture of the installed application: build/flatpak.png"
  fi
}

# The first journey and what the sandbox keeps away, in the development build that was just installed.
test_flatpak () {
  build "build/$platform-test" -Dprofile=development -Dwerror=true -Db_sanitize=address,undefined
  flatpak_prepare
  flatpak_build flatpak/io.github.panelist.Panelist.Devel.json
  environment_run flatpak/session.sh "$runtime" \
    build-aux/run-tests.sh "build/$platform-test" --suite flatpak
}

# copy_sources DIRECTORY: the committed sources and what is changed beside them, as a clean clone would have them
copy_sources () {
  rm -rf "$1"
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - | tar -C "$1" -xf -
}

# From clean sources into a prefix, as who packages it for another distribution does.
test_install () {
  environment_prepare
  say "Installing from source"
  copy_sources build/install/source
  environment_run sh -c 'set -e; cd build/install
    meson setup --prefix="$PWD/prefix" -Dtests=false source build
    meson install -C build' > build/from-source.log 2>&1 || {
      tail -n 40 build/from-source.log >&2
      fail "Panelist could not be installed from source" "see the lines above and build/from-source.log"
    }
  environment_run build-aux/check-install.sh "$project/build/install/prefix" build/install.png || return 1
  rm -rf build/install
}

# The Debian package, built as the archive would.
build_deb () {
  environment_prepare
  say "Building the Debian package"
  rm -rf build/deb
  copy_sources build/deb/panelist
  # The environment has what is needed, but for the C++ compiler that build-essential would bring: hence -d.
  environment_run sh -c 'cd build/deb/panelist && dpkg-buildpackage -d -us -uc -b' > build/deb.log 2>&1 || {
    tail -n 40 build/deb.log >&2
    fail "the Debian package could not be built" "see the lines above and build/deb.log"
  }
  rm -rf build/deb/panelist
}

dev_deb () {
  build_deb
  say "Wrote $(echo build/deb/panelist_*.deb); install it with: sudo apt install ./$(echo build/deb/panelist_*.deb)"
}

# Installed in a Debian root that has nothing but its dependencies, it shows the services of the demo panel.
test_deb () {
  build_deb
  environment_run lintian --fail-on error,warning build/deb/panelist_*.deb >&2 ||
    fail "lintian finds fault with the package" "see the lines above"
  say "Installing the Debian package in a root of its own"
  clean=$project/build/deb/root
  deb=$(basename build/deb/panelist_*.deb)
  # shellcheck disable=SC2016
  mmdebstrap --variant=apt --aptopt='Acquire::Check-Valid-Until "false"' \
    --customize-hook="copy-in build/deb/$deb /var/tmp" \
    --customize-hook='chroot "$1" apt-get install --yes --no-install-recommends /var/tmp/'"$deb xvfb xauth xdotool \
      imagemagick dbus-daemon" \
    trixie "$clean.tar" > build/deb.log 2>&1 || {
      grep -E '^([EW]|Err)' build/deb.log | tail -n 20 >&2
      fail "the package could not be installed" "see the lines above and build/deb.log"
    }
  mkdir "$clean"
  tar -C "$clean" --exclude='./dev/*' -xf "$clean.tar"
  rm "$clean.tar"
  introduce "$clean"
  root=$clean
  cache=${cache:-$clean}
  nested=no
  run_in_root sh -c 'grep -q svg /usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache' ||
    fail "the package does not bring what draws its icons" "see Depends in debian/control"
  run_in_root build-aux/picture.sh panelist build/deb.png --demo >> build/deb.log 2>&1 || {
    tail -n 20 build/deb.log >&2
    fail "the installed application did not show its window" "see the lines above and build/deb.log"
  }
  rm -rf "$clean"
  say "Saved a picture of the installed application: build/deb.png"
  echo 1 0 0 >> build/test.counts
}
