#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-catalog-cost.sh PROGRAM: reading 10,000 services takes at most three times the instructions of the bare
# parser, whatever the names are made of (performance.md P1).
set -eu

program=$1
command -v valgrind > /dev/null || { echo '1..0 # SKIP there is no valgrind'; exit 0; }

# count WORK FLAVOR
count () {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 10000 2>&1 |
    sed -n 's/.*Collected : //p'
}

echo 1..3
for flavor in 0 1 2; do
  none=$(count none "$flavor")
  bare=$(($(count yyjson "$flavor") - none))
  ours=$(($(count panelist "$flavor") - none))
  result=ok
  [ $((ours * 100)) -le $((bare * 300)) ] || result='not ok'
  echo "$result $((flavor + 1)) - flavor $flavor: $ours instructions, $((ours * 100 / bare)) % of $bare"
done
