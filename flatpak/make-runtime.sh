#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-runtime.sh DIRECTORY BRANCH: a repository with stand-ins for org.gnome.Platform and org.gnome.Sdk, for
# where the real ones can't be had. DIRECTORY/{Platform,Sdk}-{usr,etc}.tar hold the folders of a Debian root
# (build-aux/dev-packaging.sh makes them); the result is DIRECTORY/repo.
#
# A stand-in has the names, paths and libraries of the real runtime, but not its exact versions, nor its codecs
# and GL drivers.
set -eu

directory=$1
branch=$2
arch=$(flatpak --default-arch)
here=$(dirname -- "$0")

# In the sandbox the runtime's files are /usr, and usr/etc is seen as /etc. Nothing else of the root exists.
unpack () {
  mkdir -p "$1/usr/etc"
  tar -C "$1" --no-same-owner --exclude='./dev/*' -xf "$2-usr.tar"
  # tar-out of mmdebstrap keeps the folder itself or not, by its version.
  [ -d "$1/usr/bin" ] || { tar -C "$1/usr" --no-same-owner -xf "$2-usr.tar"; }
  tar -C "$1/usr" --no-same-owner -xf "$2-etc.tar"
  rm -f "$2-usr.tar" "$2-etc.tar"
}

# What belongs to a machine and to package management has no place in a runtime.
remove_system_files () {
  (
    cd "$1/etc"
    rm -rf passwd* group* shadow* gshadow* subuid* subgid* hostname hosts resolv.conf localtime timezone \
      machine-id fstab apt dpkg cron* init.d rc?.d rcS.d systemd pam.d security default kernel opt skel \
      update-motd.d motd issue* .pwd.lock mke2fs.conf logrotate.d xattr.conf e2scrub.conf dbus-1
    # meson would take Debian's folders for libraries by this file.
    rm -f debian_version
  )
  (
    cd "$1"
    rm -rf lib/apt lib/systemd lib/udev lib/modules lib/init share/debconf share/initramfs-tools games local src
    rm -f bin/dpkg* bin/apt bin/apt-* bin/deb-* bin/debconf* bin/su bin/mount bin/umount bin/passwd bin/chsh \
      bin/chfn bin/gpasswd bin/newgrp bin/login
  )
}

# Flatpak makes the cache of the loader when it finds ldconfig in bin and an empty ld.so.conf.
prepare_loader () {
  rm -rf "$1/etc/ld.so.cache" "$1/etc/ld.so.conf.d"
  : > "$1/etc/ld.so.conf"
  cp -an "$1/sbin/." "$1/bin/"
  rm -rf "$1/sbin"
  ln -s bin "$1/sbin"
}

# All times in a runtime are the same, so fontconfig would take the cache of the host's fonts for that of ours,
# which lie in the same folder. The salt gives ours a cache of their own.
prepare_fonts () {
  cat > "$1/etc/fonts/conf.d/05-runtime-fonts.conf" <<'XML'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir salt="runtime">/usr/share/fonts</dir>
  <dir>/app/share/fonts</dir>
  <include ignore_missing="yes">/run/host/font-dirs.xml</include>
  <dir>/run/host/fonts</dir>
  <cachedir>/run/host/fonts-cache</cachedir>
</fontconfig>
XML
}

# Files of a person's installation are readable to all and run as nobody else.
prepare_modes () {
  find "$1" -type f -perm /7000 -exec chmod ug-s,-t {} +
  find "$1" -type d -exec chmod 755 {} +
  find "$1" -type f ! -perm -444 -exec chmod a+r {} +
  find "$1" ! -type f ! -type d ! -type l -delete
}

metadata () {
  cat <<META
[Runtime]
name=$1
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
META
}

rm -rf "$directory/repo.partial"
ostree --repo="$directory/repo.partial" init --mode=bare-user-only
for name in Platform Sdk; do
  tree=$directory/$name
  rm -rf "$tree"
  unpack "$tree" "$directory/$name"
  prepare_loader "$tree/usr"
  python3 "$here/direct-links.py" "$tree/usr"
  remove_system_files "$tree/usr"
  prepare_fonts "$tree/usr"
  prepare_modes "$tree/usr"
  metadata "org.gnome.$name" > "$tree/metadata"
  flatpak build-export --runtime --arch="$arch" --files=usr --disable-sandbox \
    --subject='A stand-in made of Debian packages' --timestamp=2026-01-01T00:00:00Z \
    "$directory/repo.partial" "$tree" "$branch"
  rm -rf "$tree"
done
flatpak build-update-repo "$directory/repo.partial"
rm -rf "$directory/repo"
mv "$directory/repo.partial" "$directory/repo"
