# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# The commands of ./dev, one function each.

dev_help () {
  cat <<'HELP'
./dev run [ARGS]         build and open Panelist on the demo panel
./dev test [SUITE…]      build and run the tests
./dev lint               check formatting, metadata and forbidden calls
./dev shell [COMMAND…]   a shell, or one command, in the build environment
./dev screenshots        write the pictures of the README
./dev bench, flatpak, deb
HELP
}

dev_shell () {
  environment_prepare
  [ $# -gt 0 ] || set -- bash
  environment_run "$@"
}
