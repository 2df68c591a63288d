#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""direct-links.py USR: lets links through /etc/alternatives point at what they mean, as /etc is not part of it."""

import os
import shutil
import sys

usr = sys.argv[1]
ALTERNATIVES = '/etc/alternatives/'


def inside(path):
    """Where a path of the sandbox lies in this tree."""
    if path.startswith('/usr/'):
        return usr + path[len('/usr'):]
    return usr + path


def follow(target):
    for _ in range(9):
        if not target.startswith(ALTERNATIVES):
            return target
        link = inside(target)
        if not os.path.islink(link):
            return None
        target = os.readlink(link)
    return None


for folder, folders, files in os.walk(usr):
    if folder == usr:
        folders.remove('etc')
    for name in files + folders:
        path = os.path.join(folder, name)
        if not os.path.islink(path) or not os.readlink(path).startswith(ALTERNATIVES):
            continue
        target = follow(os.readlink(path))
        os.unlink(path)
        if target is not None and os.path.lexists(inside(target)):
            os.symlink(target, path)
shutil.rmtree(os.path.join(usr, 'etc', 'alternatives'), ignore_errors=True)
