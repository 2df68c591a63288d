# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the keyring holds, and where else a key could have gone."""

import base64

import gi

gi.require_version('Secret', '1')
from gi.repository import Secret  # noqa: E402


def stored_keys():
    """(key, attributes) of each item in all collections."""
    service = Secret.Service.get_sync(Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS, None)
    items = [item for collection in service.get_collections() for item in collection.get_items()]
    for item in items:
        item.load_secret_sync(None)
    return [(item.get_secret().get_text(), item.get_attributes()) for item in items]


def spellings(key):
    """The key as text and as a careless program would disguise it."""
    raw = key.encode()
    return [raw, key.encode('utf-16-le'), raw.hex().encode(), base64.b64encode(raw).rstrip(b'=')[:-1]]


def find_in_files(key, paths):
    """The files with the key in them."""
    found = []
    for path in paths:
        with open(path, 'rb') as file:
            content = file.read()
        if any(spelling in content for spelling in spellings(key)):
            found.append(path)
    return found


def find_in_process(key, pid):
    """Where others can read the key of a process: its arguments and its environment."""
    return find_in_files(key, [f'/proc/{pid}/cmdline', f'/proc/{pid}/environ'])


def guard(key):
    """Looks at each picture that the driver takes: what a screen reader hears never holds the key."""
    def look(windows):
        for window in windows:
            for word in window.words():
                assert key not in word, f'A screen reader hears the key: {word}'
    return look
