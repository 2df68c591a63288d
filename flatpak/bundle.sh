#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bundle.sh RUNTIME ID FILE: writes what build.sh built as one file that can be handed on.
set -eu

work=$1
[ "$work" != installed ] || work=build/flatpak
flatpak build-bundle "$work/applications" "$3" "$2" master
