#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""release.py TAG [URL]: prints the manifest of a release, whose source is the tagged commit and not this folder. It is
fetched from URL, or where the project is published."""

import json
import os
import re
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))


def git(*words):
    done = subprocess.run(['git', '-C', here, *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f'release: {done.stderr.strip()}\n         Tag the release first: git tag -s {sys.argv[1]}')
    return done.stdout.strip()


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit('usage: release.py TAG [URL]')
    tag = sys.argv[1]
    with open(os.path.join(here, '..', 'meson.build'), encoding='utf-8') as file:
        build = file.read()
    if tag != 'v' + re.search(r"version: '(.*?)'", build)[1]:
        sys.exit(f'release: meson.build has another version than {tag}')
    with open(os.path.join(here, 'io.github.panelist.Panelist.json'), encoding='utf-8') as file:
        manifest = json.load(file)
    manifest['modules'][-1]['sources'] = [{
        'type': 'git',
        'url': sys.argv[2] if len(sys.argv) == 3 else re.search(r"project_url = '(.*?)'", build)[1] + '.git',
        'tag': tag,
        'commit': git('rev-parse', '--verify', tag + '^{commit}'),
    }]
    json.dump(manifest, sys.stdout, indent=2)
    print()


main()
