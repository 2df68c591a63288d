#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R14 of safety.md G: a database of the first version is brought up to date by an engine that is killed, at every call
and at random instants; a backup that was made then is put back; and the application puts one in the place of a damaged file,
and is killed at every call."""

import glob
import hashlib
import os
import shutil
import sqlite3
import time
from collections import Counter

import harness
import history
from harness import LONG, World, case, scratch
from panel import Panel

SCHEMA = os.path.join(os.path.dirname(__file__), 'version-1.sql')
N_ORDERS = 300
STATES = ['placed', 'refused', 'unconfirmed', 'not-sent', 'submitting', 'not-placed']
AFTER_START = {'submitting': 'unconfirmed'}


def fill(database, address):
    """Orders in every state that the first version left behind, each with its time line."""
    database.execute("INSERT INTO panel (id, uuid, name, address, currency, balance, key_stored) VALUES"
                     " (1, 'e8b3c1d2-0000-4000-8000-000000000001', 'Main Panel', ?, 'USD', '100', 1)", (address,))
    database.execute("INSERT INTO service (panel, service, position, name, category, type, rate, min, max)"
                     " VALUES (1, '1', 0, 'Clips Views', 'Clips', 'Default', '0.90', 1, 1000000000)")
    for number in range(1, N_ORDERS + 1):
        state = STATES[number % len(STATES)]
        database.execute(
            "INSERT INTO intent (id, uuid, kind, state, panel, service, service_name, service_type, service_rate,"
            " form, body_hash, quantity, expected_charge, created_time, remote_id)"
            " VALUES (?1, ?2, 'add', ?3, 1, '1', 'Clips Views', 'Default', '0.90',"
            " json_array (json_array ('action', 'add'), json_array ('service', '1'),"
            " json_array ('link', 'https://clips.example/p/' || ?1), json_array ('quantity', ?1)),"
            " ?4, ?1, '0.9', 1700000000 + ?1, ?5)",
            (number, f'{number:08}-0000-4000-8000-000000000001', state, hashlib.sha256(b'').hexdigest(),
             str(number) if state == 'placed' else None))
        events = {'submitting': [], 'not-placed': ['unconfirmed', 'not-placed']}.get(state, [state])
        for sequence, kind in enumerate(['submitting', *events], 1):
            database.execute('INSERT INTO order_event VALUES (?, ?, 0, 1700000000, ?, NULL)', (number, sequence, kind))
    database.commit()


def make_old(world):
    """The data directory of the first version, and what is in it by uuid."""
    shutil.rmtree(world.data)
    os.mkdir(world.data, 0o700)
    database = sqlite3.connect(os.path.join(world.data, 'panelist.db'))
    with open(SCHEMA, encoding='utf-8') as file:
        database.executescript(file.read())
    fill(database, world.panel.address)
    rows = {uuid: (state, remote_id) for uuid, state, remote_id in
            database.execute('SELECT uuid, state, remote_id FROM intent')}
    database.close()
    return rows


def read_version(path):
    database = sqlite3.connect(path)
    version = database.execute('PRAGMA user_version').fetchone()[0]
    database.close()
    return version


def check_migrated(world, rows, where):
    intents, problems, _ = world.read_journal()
    for intent in intents:
        problems += history.check_events(intent)
    harness.expect(problems, where)
    expected = {uuid: (AFTER_START.get(state, state), remote_id) for uuid, (state, remote_id) in rows.items()}
    found = {intent['uuid']: (intent['state'], intent['remote_id']) for intent in intents}
    if found != expected:
        differing = {uuid: (expected.get(uuid), found.get(uuid)) for uuid in expected.keys() | found.keys()
                     if expected.get(uuid) != found.get(uuid)}
        raise harness.Failure(f'{where}: {len(differing)} orders differ, as {list(differing.items())[:3]}')
    newest = read_version(os.path.join(world.template, 'panelist.db'))
    if read_version(os.path.join(world.path, 'copy', 'panelist.db')) != newest:
        raise harness.Failure(f'{where}: it is not of version {newest}')


def check_backup(world, rows, where):
    """A whole backup of the first version, as it was."""
    backups = glob.glob(os.path.join(world.data, 'backups', 'version-1-*.db'))
    for path in backups:
        database = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        try:
            whole = database.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
            found = {uuid: (state, remote_id) for uuid, state, remote_id in
                     database.execute('SELECT uuid, state, remote_id FROM intent')}
        except sqlite3.DatabaseError:
            whole, found = False, {}
        database.close()
        if whole and found == rows and read_version(path) == 1:
            return path
    raise harness.Failure(f'{where}: there is no whole backup in {backups}')


def finish(world, rows, where):
    engine = world.start()
    if engine.await_ready() is None or engine.wait() != 0:
        raise harness.Failure(f'{where}: the engine does not start: {engine.words()}')
    check_migrated(world, rows, where)
    check_backup(world, rows, where)


def keep_old(world):
    """A copy to start from, again and again."""
    rows = make_old(world)
    old = os.path.join(world.path, 'old')
    shutil.copytree(world.data, old)
    return rows, old


def put(old, world):
    shutil.rmtree(world.data)
    shutil.copytree(old, world.data)


@case
def killed_at_every_call(random):
    stride = 1 if LONG else 6
    n_points = 0
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        rows, old = keep_old(world)
        for half in (0, 1) if LONG else (0,):
            n = 1 + random.randrange(stride)
            while True:
                put(old, world)
                engine = world.start(shim={'CRASH_AT': n, 'CRASH_HALF': half})
                engine.await_ready()
                if engine.wait() == 0:
                    break
                finish(world, rows, f'call {n}{", half" if half else ""}')
                n_points += 1
                n += stride
        panel.close()
    return f'{n_points} points, {N_ORDERS} orders each'


@case
def killed_at_random_instants(random):
    n_kills = 200 if LONG else 20
    ends = Counter()
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        rows, old = keep_old(world)
        put(old, world)
        started = time.monotonic()
        engine = world.start()
        engine.await_ready()
        span = time.monotonic() - started
        engine.kill()
        for index in range(n_kills):
            put(old, world)
            engine = world.start()
            time.sleep(random.uniform(0, span))
            engine.kill()
            ends[read_version(os.path.join(world.data, 'panelist.db'))] += 1
            finish(world, rows, f'kill {index}')
        panel.close()
    return f'{n_kills} kills, versions then: {dict(ends)}'


@case
def an_old_backup_is_put_back(_random):
    """What was ordered since is not in it. New orders get rows and numbers of their own all the same."""
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 2, 'drop-after': 1})
        world = World(path, panel)
        rows = make_old(world)
        engine = world.start(first=1000, count=20)
        engine.await_ready()
        engine.go()
        engine.wait()
        backup = check_backup(world, rows, 'before')
        for name in glob.glob(os.path.join(world.data, 'panelist.db*')):
            shutil.move(name, os.path.join(path, os.path.basename(name)))
        shutil.copy(backup, os.path.join(world.data, 'panelist.db'))
        finish(world, rows, 'put back')

        panel.forget()
        os.unlink(world.log)
        engine = world.start(first=2000, count=20)
        engine.await_ready()
        engine.go()
        engine.wait()
        intents, problems, _ = world.read_journal()
        new = [intent for intent in intents if intent['quantity'] >= 2000]
        harness.expect(problems + history.check(new, panel.wire, panel.orders, world.said()), 'put back')
        ids = [intent['remote_id'] for intent in intents if intent['remote_id'] is not None]
        n_made = sum(line['event'] == 'outcome' for line in world.said())
        if n_made == 0 or len(new) != n_made or len(ids) != len(set(ids)):
            raise harness.Failure(f'{len(new)} new orders, {len(ids)} numbers, {len(set(ids))} different')
        panel.close()
    return f'{len(intents)} orders, {len(ids)} numbers'


DAMAGED = 2     # PanelistStoreError


def make_damaged(world):
    """An engine was killed, so there is a log; and all of the database but its first page was written over."""
    rows = make_old(world)
    for first in (1000, 2000):
        engine = world.start(first=first, count=4, scale=100)
        world.panel.on_add = lambda number: number == 2002 and engine.process.kill()
        engine.await_ready()
        engine.go()
        engine.wait()
    path = os.path.join(world.data, 'panelist.db')
    with open(path, 'r+b') as file:
        content = bytearray(file.read())
        content[4096:] = bytes(255 - byte for byte in content[4096:])
        file.seek(0)
        file.write(content)
    return rows, bytes(content)


def is_kept(world, content):
    """Most of its pages: SQLite may have moved some from the log into it."""
    for path in glob.glob(os.path.join(world.data, '**', 'panelist.db'), recursive=True):
        with open(path, 'rb') as file:
            found = file.read()
        pages = range(0, len(content), 4096)
        if sum(found[at:at + 4096] == content[at:at + 4096] for at in pages) > len(pages) // 2:
            return True
    return False


def start_damaged(world, where):
    """What the person sees, who restores the backup when told that the file is damaged. Once the damaged file is out
    of the way there is nothing to ask any more."""
    moved = not os.path.exists(os.path.join(world.data, 'panelist.db'))
    for restore in (False, True):
        engine = world.start(restore=restore)
        answer = engine.await_ready()
        if answer is None:
            raise harness.Failure(f'{where}: the engine does not start: {engine.words()}')
        if 'orders' in answer:
            if engine.wait() != 0:
                raise harness.Failure(f'{where}: the engine did not end')
            return
        if restore or moved or answer['error'] != DAMAGED:
            raise harness.Failure(f'{where}: {answer} {"after the restore" if restore else ""}: {engine.words()}')
        engine.process.wait()


@case
def a_restore_is_killed_at_every_call(random):
    stride = 1 if LONG else 3
    n = 1 + random.randrange(stride)
    n_points = 0
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        rows, content = make_damaged(world)
        old = os.path.join(path, 'old')
        shutil.copytree(world.data, old)
        answer = world.start().await_ready()
        if answer is None or answer.get('error') != DAMAGED:
            raise harness.Failure(f'the damage is not seen: {answer}')
        while True:
            put(old, world)
            engine = world.start(restore=True, shim={'CRASH_AT': n})
            engine.await_ready()
            if engine.wait() == 0:
                break
            start_damaged(world, f'call {n}')
            check_migrated(world, rows, f'call {n}')
            if not is_kept(world, content):
                raise harness.Failure(f'call {n}: the damaged file is gone')
            n_points += 1
            n += stride
        panel.close()
    return f'{n_points} points'


if __name__ == '__main__':
    harness.main()
