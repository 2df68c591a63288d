# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk may hold after the power is lost, from the record that crash-shim.c made of a run.

Only what was synced is certain. Of every write since the last sync of its file each sector of 512 bytes may be there
or not, in any order; of a file that grew, what was not written may be zeros or anything. A name that was made, removed
or changed is certain when its directory was synced, and not before.
"""

import hashlib
import os
import struct

SECTOR = 512
WRITE, TRUNCATE, SYNC, CREATE, UNLINK, RENAME, ALLOCATE, SEND, NOTE, MAKE_DIRECTORY = range(1, 11)
HEAD = struct.Struct('IIqQ')


def read_record(path, directory):
    """The calls of a run: (kind, name in the directory, offset, data). Shared memory is not on the disk."""
    calls = []
    with open(path, 'rb') as file:
        data = file.read()
    at = 0
    while at + HEAD.size <= len(data):
        kind, name_size, offset, size = HEAD.unpack_from(data, at)
        at += HEAD.size
        name = os.path.relpath(data[at:at + name_size].decode(), directory) if name_size else ''
        at += name_size
        content = data[at:at + size]
        at += size
        if not name.endswith('-shm'):
            calls.append((kind, name, offset, content))
    return calls


def apply_write(content, offset, data):
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


def apply_change(content, change):
    kind, offset, data = change
    if kind == WRITE:
        apply_write(content, offset, data)
    elif kind == TRUNCATE and len(content) > offset:
        del content[offset:]
    elif len(content) < offset:
        content.extend(bytes(offset - len(content)))


class File:
    def __init__(self, content=b''):
        self.certain = bytearray(content)
        self.changes = []       # since the last sync

    def sync(self):
        for change in self.changes:
            apply_change(self.certain, change)
        self.changes = []

    def pick(self, random, how):
        """One content that the disk may have."""
        if not self.changes or how == 'nothing':
            return bytes(self.certain)
        content = bytearray(self.certain)
        last = random.randint(0, len(self.changes))
        for index, change in enumerate(self.changes):
            if how == 'all' or (how == 'first' and index < last) or (how == 'some' and random.random() < 0.5):
                apply_change(content, change)
            elif how == 'first' and index == last or how == 'torn':
                self.tear(random, content, change)
        return bytes(content)

    def tear(self, random, content, change):
        """Some sectors of a write; a change of the size is there or not."""
        kind, offset, data = change
        if kind != WRITE:
            if random.random() < 0.5:
                apply_change(content, change)
            return
        start = 0
        while start < len(data):
            end = min(len(data), (offset + start) // SECTOR * SECTOR + SECTOR - offset)
            if random.random() < 0.5:
                apply_write(content, offset + start, data[start:end])
            elif offset + start >= len(content) and random.random() < 0.3:
                # The file has grown already, and what lies there is of somebody else.
                apply_write(content, offset + start, random.randbytes(end - start))
            start = end


FOLDER = 'folder'


class Disk:
    """Files and folders by their names, as they are and as they are certain to be."""

    def __init__(self, directory):
        self.names = {}
        for folder, folders, names in os.walk(directory):
            for name in folders:
                self.names[os.path.relpath(os.path.join(folder, name), directory)] = FOLDER
            for name in names:
                path = os.path.join(folder, name)
                if not name.endswith('-shm'):
                    with open(path, 'rb') as file:
                        self.names[os.path.relpath(path, directory)] = File(file.read())
        self.certain_names = dict(self.names)
        self.renames = []       # since the last sync of their folder: (from, to, file), either name may be None

    def change(self, call):
        kind, name, offset, data = call
        file = self.names.get(name)
        if kind in (WRITE, TRUNCATE, ALLOCATE) and file is not None:
            file.changes.append((kind, offset, data))
        elif kind == SYNC and isinstance(file, File):
            file.sync()
        elif kind == SYNC:
            self.sync_folder(name)
        elif kind == MAKE_DIRECTORY:
            self.names[name] = FOLDER
            self.renames.append((None, name, FOLDER))
        elif kind == CREATE:
            self.names[name] = File()
            self.renames.append((None, name, self.names[name]))
        elif kind == UNLINK and name in self.names:
            self.renames.append((name, None, self.names.pop(name)))
        elif kind == RENAME and name in self.names:
            to = os.path.normpath(os.path.join(os.path.dirname(name), os.path.basename(data.decode())))
            self.names[to] = self.names.pop(name)
            self.renames.append((name, to, self.names[to]))

    def sync_folder(self, folder):
        rest = []
        for rename in self.renames:
            name = rename[1] if rename[1] is not None else rename[0]
            if (os.path.dirname(name) or '.') == folder:
                apply_rename(self.certain_names, rename)
            else:
                rest.append(rename)
        self.renames = rest

    def is_certain(self):
        return not self.renames and not any(file.changes for file in self.names.values() if file is not FOLDER)

    def pick(self, random):
        """One state: a dictionary of contents by name."""
        names = dict(self.certain_names)
        how = random.choice(['nothing', 'all', 'first', 'some'])
        last = random.randint(0, len(self.renames))
        for index, rename in enumerate(self.renames):
            if how == 'all' or (how == 'first' and index < last) or (how == 'some' and random.random() < 0.5):
                apply_rename(names, rename)
        together = random.choice([None, 'nothing', 'all', 'first', 'some', 'torn'])
        return {name: file.pick(random, together or random.choice(['nothing', 'all', 'first', 'some', 'torn']))
                for name, file in names.items() if file is not FOLDER and is_reached(names, name)}


def is_reached(names, name):
    """A file without the folder that it lies in is lost."""
    folder = os.path.dirname(name)
    return folder == '' or names.get(folder) is FOLDER and is_reached(names, folder)


def apply_rename(names, rename):
    old, new, file = rename
    if old is not None:
        names.pop(old, None)
    if new is not None:
        names[new] = file


def digest(state):
    total = hashlib.blake2b(digest_size=16)
    for name in sorted(state):
        total.update(name.encode() + b'\0' + len(state[name]).to_bytes(8, 'little') + state[name])
    return total.digest()


def write_state(state, directory):
    os.mkdir(directory)
    for name, content in state.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(content)
