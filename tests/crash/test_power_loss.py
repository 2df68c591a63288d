#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R3 of safety.md G: runs are recorded call by call, and the states are made that a disk may be in if the power is
lost after any of them. Each has to open, and to know every order that was sent and everything that was said."""

import json
import os
import shutil
import subprocess
import urllib.parse

import harness
import history
import power_loss
from harness import LONG, World, case, scratch
from panel import FATES, Panel

WEIGHTS = {'ok': 60, 'drop-before': 8, 'drop-after': 12, 'refuse': 12, 'cut-after': 8}
FIRST = 1000


class Checker:
    """One engine that opens one directory after the other."""

    def __init__(self, path):
        self.path = path
        self.process = subprocess.Popen([harness.ENGINE, '--check'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env={'PATH': '/usr/bin:/bin', 'HOME': path, 'LANG': 'C.UTF-8'})

    def open(self, directory):
        """What the store says of it."""
        self.process.stdin.write(directory.encode() + b'\n')
        self.process.stdin.flush()
        line, closed = self.process.stdout.readline(), self.process.stdout.readline()
        if not closed:
            raise harness.Failure(f'the engine died: {self.process.wait()}')
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def ids_of(fields):
    return fields.get('orders', fields.get('order', ''))


class Seen:
    """What the world outside knows at a point of the record: what was sent, and what was said to the person."""

    def __init__(self, panel, said):
        self.wire = {request['fields'].get('quantity'): request for request in panel.wire
                     if request['action'] == 'add'}
        self.orders = {str(order['n']): order for order in panel.orders}
        self.before = list(panel.kept)
        self.sent = [number for number in self.wire if int(number) < FIRST]     # before the record
        self.said = list(said)      # before the record
        self.unfinished = b''
        # Refills and cancels in the order they came: each is known by its orders.
        self.requests = {ids_of(request['fields']): request for request in panel.wire
                         if request['action'] in history.CHILDREN}
        self.taken = panel.requests
        self.asked = []

    def add(self, call):
        kind, _, _, data = call
        if kind == power_loss.NOTE:
            self.said.append(json.loads(data))
        elif kind == power_loss.SEND:
            # Header and body may be sent one by one: the number is in the end of the body.
            self.unfinished = self.unfinished + data if not data.startswith(b'POST ') else data
            body = self.unfinished.rpartition(b'\r\n\r\n')[2].decode('utf-8', 'replace')
            fields = dict(urllib.parse.parse_qsl(body))
            if fields.get('action') == 'add' and fields.get('quantity') in self.wire:
                self.sent.append(fields['quantity'])
                self.unfinished = b''
            elif fields.get('action') in history.CHILDREN and ids_of(fields) in self.requests:
                self.asked.append(ids_of(fields))
                self.unfinished = b''

    def check(self, intents, requests):
        wire = [self.wire[number] for number in self.sent]
        orders = self.before + [self.orders[number] for number in self.sent if number in self.orders]
        asked = [self.requests[ids] for ids in self.asked]
        sent = {(request['action'], order_id) for request in asked for order_id in ids_of(request['fields']).split(',')}
        taken = [one for one in self.taken if (one['action'], one['order']) in sent]
        return (history.check(intents, wire, orders, self.said) +
                history.check_requests(requests, asked, taken, self.said))


def record(world, count, parallel=1, address=None, hold=0, first=FIRST, **options):
    """A run of the engine, whole, and what the disk was and what was said before it."""
    path = os.path.join(world.path, 'record')
    before, said = power_loss.Disk(world.home), world.said()
    engine = world.start(first=first, count=count, parallel=parallel, address=address, hold=hold,
                         cancel_every=4 if hold else 0, shim={'CRASH_RECORD': path}, **options)
    if engine.await_ready() is None:
        raise harness.Failure(f'the engine does not start: {engine.words()}')
    engine.go()
    if engine.wait(300) != 0:
        raise harness.Failure('the recorded run did not end')
    return before, said, power_loss.read_record(path, world.home)


def sizes(state):
    return ', '.join(f'{name} {len(content)}' for name, content in sorted(state.items()))


class States:
    def __init__(self, world, random, limit):
        self.world = world
        self.random = random
        self.limit = limit
        self.checker = Checker(world.path)
        self.known = set()
        self.directory = os.path.join(world.path, 'state')

    def check_state(self, state, seen, where):
        shutil.rmtree(self.directory, ignore_errors=True)
        power_loss.write_state(state, self.directory)
        answer = self.checker.open(os.path.join(self.directory, 'data'))
        if 'error' in answer:
            raise harness.Failure(f'{where}: the store does not open, error {answer["error"]} ({sizes(state)})')
        path = os.path.join(self.directory, 'data', 'panelist.db')
        intents, problems = history.read_journal(path)
        requests = history.read_requests(path) if not problems else []
        harness.expect(problems + seen.check(intents, requests), f'{where} ({sizes(state)})')

    def walk(self, before, said, calls, name):
        """States along one record, so many that the limit is met when they are spread evenly."""
        disk, seen = before, Seen(self.world.panel, said)
        n_before = len(self.known)
        share = self.limit / max(sum(call[0] not in (power_loss.SEND, power_loss.NOTE) for call in calls), 1)
        for index, call in enumerate(calls):
            seen.add(call)
            disk.change(call)
            wanted = int(share) + (self.random.random() < share % 1)
            for _ in range(wanted * 3 if not disk.is_certain() else min(wanted, 1)):
                state = disk.pick(self.random)
                mark = power_loss.digest(state) + index.to_bytes(4, 'little')
                if mark in self.known:
                    continue
                self.known.add(mark)
                self.check_state(state, seen, f'{name}, after call {index} of {len(calls)}')
                wanted -= 1
                if wanted <= 0:
                    break
        return len(self.known) - n_before

    def close(self):
        self.checker.close()


def run_case(random, limit, count, parallel=1, prepare=None, keeps=lambda call: True, min_logs=0,
             hold=0, **options):
    with scratch() as path:
        panel = Panel(harness.SEED, WEIGHTS)
        world = World(path, panel)
        if prepare is not None:
            prepare(world)
        before, said, calls = record(world, count, parallel, panel.address, hold, **options)
        calls = [call for call in calls if keeps(call)]
        n_logs = sum(call[:3] == (power_loss.WRITE, 'data/panelist.db-wal', 0) for call in calls)
        if n_logs < min_logs:
            raise harness.Failure(f'the log was begun {n_logs} times only')
        states = States(world, random, limit)
        try:
            n_states = states.walk(before, said, calls, f'{len(panel.orders)} orders')
        finally:
            states.close()
            panel.close()
    asked = f', {len(panel.requests)} requests taken' if panel.requests else ''
    return (f'{n_states} states of {len(calls)} calls, {len(panel.orders)} orders held{asked}, '
            f'the log begun {n_logs} times')


@case
def a_few_orders(random):
    return run_case(random, 5000 if LONG else 200, 12)


@case
def several_at_once(random):
    return run_case(random, 4500 if LONG else 100, 12, parallel=4)


@case
def held_and_taken_back(random):
    return run_case(random, 2000 if LONG else 80, 12, parallel=4, hold=5)


def run_requests(random, kind, status, hold):
    def prepare(world):
        world.panel.weights = {'ok': 1}
        world.keep_orders(24, status)
        world.panel.weights = WEIGHTS

    return run_case(random, 2000 if LONG else 60, 24, prepare=prepare, hold=hold, first=1, ask=kind, batch=3)


@case
def refills_held_and_taken_back(random):
    return run_requests(random, 'refill', 'Completed', 5)


@case
def cancels(random):
    return run_requests(random, 'cancel', 'In progress', 0)


@case
def until_the_log_is_written_back(random):
    """So many orders that SQLite moves its log into the database, and begins it anew, more than once."""
    return run_case(random, 2500 if LONG else 60, 260 if LONG else 130, min_logs=2)


@case
def the_first_start(random):
    def remove(world):
        shutil.rmtree(world.data)

    return run_case(random, 1500 if LONG else 80, 2, prepare=remove)


@case
def a_start_after_a_kill(random):
    """What an engine leaves that was killed in the middle of an order: the start settles it."""
    def kill(world):
        panel, engine = world.panel, world.start(first=1, count=4)

        def on_add(number):
            if number == 3:
                engine.process.kill()

        panel.on_add = on_add
        engine.await_ready()
        engine.go()
        engine.wait()
        panel.on_add = None

    return run_case(random, 1500 if LONG else 80, 3, prepare=kill)


@case
def a_disk_that_does_not_sync(random):
    """The proof that the states are bad enough: without what the syncs are worth, orders are lost."""
    try:
        run_case(random, 400, 12, keeps=lambda call: call[0] != power_loss.SYNC or not call[1].endswith('-wal'))
    except harness.Failure as failure:
        return str(failure)[-60:]
    raise harness.Failure('no loss was found')


if __name__ == '__main__':
    harness.main()
