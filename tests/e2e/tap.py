# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the cases of a test program and tells the outcome of each as TAP."""

import os
import shlex
import subprocess
import sys
import traceback

from sandbox import SandboxedPanelist
from session import Panelist, Session


class Skip(Exception):
    """Why a case can't run here."""


class Programs:
    """What is tested, from the command line: `panelist` may be a command of several words, as for a sandbox."""

    def __init__(self):
        self.panelist = shlex.split(sys.argv[1])
        self.demo_panel = sys.argv[2]

    def application(self, session, **options):
        kind = SandboxedPanelist if self.panelist[0] == 'flatpak' else Panelist
        return kind(session, self.panelist, **options)


def comment(text):
    for line in text.splitlines():
        print('#', line)


def explain(session, name):
    """Everything that helps to see why a case failed."""
    comment(traceback.format_exc())
    try:
        comment(session.app.tree())
    except Exception as error:      # the application may be gone
        comment(str(error))
    folder = os.environ.get('PANELIST_PICTURES')
    if folder:
        os.makedirs(folder, exist_ok=True)
        picture = os.path.join(folder, name + '.png')
        subprocess.run(['import', '-silent', '-window', 'root', picture], check=False)
        comment('See ' + picture)


def run(cases, journey=False):
    """Calls each case with the session and the programs. The cases of a journey need those before them."""
    session = Session()
    programs = Programs()
    stuck = False
    failed = False
    print(f'1..{len(cases)}', flush=True)
    try:
        for number, case in enumerate(cases, 1):
            name = case.__name__.replace('_', '-')
            words = f'{number} {name}'
            if stuck:
                print(f'not ok {words} # not reached', flush=True)
                continue
            try:
                case(session, programs)
                print(f'ok {words}', flush=True)
            except Skip as reason:
                print(f'ok {words} # SKIP {reason}', flush=True)
            except Exception:
                print(f'not ok {words}', flush=True)
                explain(session, name)
                failed = True
                stuck = journey
            if not journey:
                session.stop_applications()
    finally:
        session.close()
    sys.exit(1 if failed else 0)
