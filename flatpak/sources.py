#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""sources.py MANIFEST DIRECTORY: fetches the archives of a manifest, and prints the manifest to build.

They land where flatpak-builder's --extra-sources looks for them, so that the build itself needs no network.
Where the site of an archive can't be reached, Debian's source package is asked for it. Debian repacks some
archives: then the printed manifest is a copy that names Debian's file, whose signature apt has checked.
"""

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request

# Where the versions of the manifest are found; named after what Debian calls them.
DEBIAN_SUITE = 'trixie'


def say(text):
    print(text, file=sys.stderr)


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()


def download(url, path):
    """True once the file is there; whether it is the right one is for the caller to see."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer, open(path, 'wb') as file:
            shutil.copyfileobj(answer, file)
        return True
    except OSError:
        return False


def apt_sources():
    """The system's own package sources, for source packages of the suite that is wanted."""
    mirrors = set()
    for path in ['/etc/apt/sources.list', *glob.glob('/etc/apt/sources.list.d/*')]:
        if not os.path.exists(path):
            continue
        with open(path, encoding='utf-8') as file:
            text = file.read()
        mirrors.update(re.findall(r'^deb (?:\[.*?\] )?(\S+/debian/?) ', text, re.MULTILINE))
        mirrors.update(re.findall(r'^URIs: *(\S+/debian/?) *$', text, re.MULTILINE))
    return ''.join(f'deb-src {mirror} {DEBIAN_SUITE} main\n' for mirror in sorted(mirrors))


def download_from_debian(name, folder):
    """The path of Debian's archive of a source package, in a folder of our own."""
    list_file = os.path.join(folder, 'sources.list')
    with open(list_file, 'w', encoding='utf-8') as file:
        file.write(apt_sources())
    for part in ('state/lists/partial', 'cache/archives/partial'):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    options = [f'Dir::Etc::SourceList={list_file}', 'Dir::Etc::SourceParts=-', f'Dir::State={folder}/state',
               f'Dir::Cache={folder}/cache', 'Acquire::Check-Valid-Until=false', 'APT::Sandbox::User=root',
               'Dir::State::status=/var/lib/dpkg/status']
    options = [word for option in options for word in ('-o', option)]
    for command in (['update'], ['source', '--download-only', '--tar-only', name]):
        done = subprocess.run(['apt-get', '-q', *options, *command], cwd=folder, capture_output=True, text=True)
    found = glob.glob(os.path.join(folder, f'{name}_*.orig.tar.*'))
    if not found:
        sys.exit(f'sources: {name} can be had neither from its site nor from Debian:\n{done.stderr}')
    return found[0]


def provide(module, source, directory):
    """Puts the archive of a module in its place, or changes the source to what could be had."""
    name = os.path.basename(source['url'])
    place = os.path.join(directory, 'downloads', source['sha256'])
    path = os.path.join(place, name)
    if os.path.exists(path) and digest(path) == source['sha256']:
        return
    os.makedirs(place, exist_ok=True)
    if download(source['url'], path):
        if digest(path) != source['sha256']:
            os.unlink(path)
            sys.exit(f'sources: {source["url"]} is not the file that the manifest names')
        return
    kept = glob.glob(os.path.join(directory, 'debian', f'{module}_*.orig.tar.*'))
    if kept:
        found = kept[0]
    else:
        os.makedirs(os.path.join(directory, 'debian'), exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            found = shutil.copy(download_from_debian(module, folder), os.path.join(directory, 'debian'))
    if digest(found) == source['sha256']:
        shutil.copy(found, path)
        return
    say(f'{module}: its site does not answer, so Debian’s archive is taken: {os.path.basename(found)}')
    del source['url']
    source.update(path=found, sha256=digest(found))


def main():
    manifest_path, directory = (os.path.abspath(path) for path in sys.argv[1:])
    with open(manifest_path, encoding='utf-8') as file:
        manifest = json.load(file)
    for module in manifest['modules']:
        for source in module['sources']:
            if source['type'] == 'archive':
                provide(module['name'], source, directory)
            elif source['type'] == 'dir':
                source['path'] = os.path.normpath(os.path.join(os.path.dirname(manifest_path), source['path']))
    copy = os.path.join(directory, os.path.basename(manifest_path))
    with open(copy, 'w', encoding='utf-8') as file:
        json.dump(manifest, file, indent=2)
    print(copy)


main()
