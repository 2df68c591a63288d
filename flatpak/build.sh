#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# build.sh RUNTIME MANIFEST: builds the application without a network, and installs it for this person.
# What it takes and leaves is in RUNTIME, the folder of the stand-in; with "installed", in build/flatpak.
set -eu

runtime=$1
manifest=$2
id=$(basename "$manifest" .json)
here=$(dirname -- "$0")

if [ "$runtime" = installed ]; then
  work=build/flatpak
else
  work=$runtime
  flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "file://$runtime/repo"
  flatpak --user install -y --noninteractive --or-update stand-in org.gnome.Platform//51 org.gnome.Sdk//51
fi
mkdir -p "$work/sources"
manifest=$(python3 "$here/sources.py" "$manifest" "$work/sources")

# rofiles-fuse guards what earlier modules installed; it needs /dev/fuse, which not every machine has.
flatpak-builder --user --install --force-clean --disable-rofiles-fuse --extra-sources="$work/sources" \
  --repo="$work/applications" --state-dir="$work/state" "$work/build/$id" "$manifest"
