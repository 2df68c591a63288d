# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application as people install it: a Flatpak, started by `flatpak run`."""

import glob
import os
import subprocess

import keyring
from session import Panelist


def descendants(pid):
    """The process and all that it started, directly or not."""
    parents = {}
    for path in glob.glob('/proc/[0-9]*/stat'):
        try:
            with open(path, encoding='utf-8', errors='replace') as file:
                words = file.read().rsplit(')', 1)[1].split()
        except OSError:     # it has ended
            continue
        parents[int(path.split('/')[2])] = int(words[1])
    found = [pid]
    for candidate in found:
        found += [child for child, parent in parents.items() if parent == candidate]
    return found


class SandboxedPanelist(Panelist):
    """Its data lie where Flatpak keeps those of an application."""

    @property
    def id(self):
        return self.start_command[-1]

    @property
    def directory(self):
        return os.path.join(os.environ['HOME'], '.var', 'app', self.id, 'data', 'panelist-devel')

    def options(self):
        return []

    def pids(self):
        return descendants(self.process.pid)

    def stop(self):
        """The sandbox outlives who started it."""
        if self.process is not None and self.process.poll() is None:
            subprocess.run(['flatpak', 'kill', self.id], check=False)
            self.process.wait()
            self.app.detach()

    def expect_key_kept(self, key):
        """The key lies in a file, encrypted with a secret that the portal keeps in the keyring."""
        path = os.path.join(os.environ['HOME'], '.var', 'app', self.id, 'data', 'keyrings', 'default.keyring')
        assert os.path.getsize(path) > len(key)
        assert keyring.find_in_files(key, [path]) == []

    def run_inside(self, *command):
        """What a command in the sandbox prints, and its status."""
        words = [*self.start_command[:-1], '--command=' + command[0], self.id, *command[1:]]
        return subprocess.run(words, capture_output=True, text=True, check=False)
