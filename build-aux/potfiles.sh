#!/bin/sh
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Prints what po/POTFILES.in has to hold: every file with words for people, sorted.
set -eu
echo '# SPDX-FileCopyrightText: The Panelist Contributors'
echo '# SPDX-License-Identifier: GPL-3.0-or-later'
echo '# Written by build-aux/potfiles.sh'
{
  git ls-files 'data/*.desktop.in' 'data/*.metainfo.xml.in'
  git ls-files 'src/*.c' 'src/*.h' 'src/*.blp' |
    xargs grep -lE '(^|[^[:alnum:]_])(N?_|C_|NC_|Q_|g?n?gettext|g_dpgettext2) ?\("' || true
} | LC_ALL=C sort
