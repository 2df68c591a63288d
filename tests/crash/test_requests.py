#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refills and cancels (safety.md A10) under R1, R2 and R4 of safety.md G: killed at random instants, ended at the n-th
call, on a full and on a broken disk. What may have arrived is never asked for again, and the rows are there."""

import errno
import threading
import time
from collections import Counter

import harness
from harness import LONG, World, case, scratch
from panel import Panel

ORDERS = 40
WEIGHTS = {'ok': 45, 'late': 5, 'drop-before': 8, 'reset-before': 7, 'drop-after': 10, 'reset-after': 7,
           'cut-after': 8, 'html-after': 5, 'refuse': 5}
FATES = ['ok', 'drop-after', 'drop-before', 'cut-after', '421-after', 'refuse']
STATUS = {'refill': 'Completed', 'cancel': 'In progress'}


def make_world(path, weights, kind):
    """A data directory with orders that take this request, and a panel that holds them."""
    fates = weights
    if isinstance(weights, dict):
        def fates(name):        # orders all arrive
            return 'ok' if isinstance(name, int) else Panel.fate(chooser, name)
    chooser = type('Chooser', (), {'seed': harness.SEED, 'weights': weights})()
    panel = Panel(harness.SEED, fates)
    world = World(path, panel)
    world.keep_orders(ORDERS, STATUS[kind])
    return panel, world


def count_outcomes(world):
    return Counter(child['outcome'] for request in world.requests for child in request['children'])


class Kills:
    def __init__(self, random, world, kind):
        self.random = random
        self.world = world
        self.kind = kind

    def kill_one(self, index):
        """All orders that take the request are asked about, whatever the runs before came to."""
        random = self.random
        held = self.kind == 'refill' and random.random() < 0.5
        engine = self.world.start(first=1, count=ORDERS, parallel=random.choice([1, 1, 3]), ask=self.kind,
                                  batch=random.choice([1, 2, 3, 5]), hold=5 if held else 0,
                                  cancel_every=random.choice([0, 2]) if held else 0, scale=500 if held else 2000)
        if engine.await_ready() is None:
            raise harness.Failure(f'kill {index}: the engine does not start: {engine.words()}')
        self.world.check(f'{self.kind}, kill {index}')
        if random.random() < 0.4:
            self.kill_at_panel(engine, random.randint(1, 4))
        else:
            engine.go()
            time.sleep(random.uniform(0, 0.12))
        engine.kill()

    def kill_at_panel(self, engine, n_requests):
        arrived = threading.Event()
        left = [n_requests]

        def on_add(_number):
            left[0] -= 1
            if left[0] == 0:
                arrived.set()
                engine.process.kill()

        self.world.panel.on_add = on_add
        engine.go()
        arrived.wait(0.3)
        self.world.panel.on_add = None


def kill_many(random, kind):
    n_kills = 300 if LONG else 20
    outcomes = Counter()
    n_sent = n_taken = 0
    with scratch() as path:
        panel, world = make_world(path, WEIGHTS, kind)
        kills = Kills(random, world, kind)
        for index in range(n_kills):
            kills.kill_one(index)
            if index % 5 == 4 or index == n_kills - 1:
                world.recover(f'{kind}, after kill {index}')
                outcomes += count_outcomes(world)
                n_sent += sum(request['action'] == kind for request in panel.wire)
                n_taken += len(panel.requests)
                world.reset()
        panel.close()
    return f'{n_kills} kills, {n_sent} calls, the panel took {n_taken}; {dict(outcomes)}'


@case
def refills_killed_at_random_instants(random):
    return kill_many(random, 'refill')


@case
def cancels_killed_at_random_instants(random):
    return kill_many(random, 'cancel')


# Ended at the n-th call

def visit(random, kind, fate, stride, half, hold=0):
    n = 1 + random.randrange(stride)
    n_points = 0
    outcomes = Counter()
    with scratch() as path:
        panel, world = make_world(path, lambda name: 'ok' if isinstance(name, int) else fate, kind)
        while True:
            world.reset()
            engine = world.start(first=1, count=7, ask=kind, batch=4, hold=hold,
                                 shim={'CRASH_AT': n, 'CRASH_HALF': half})
            if engine.await_ready() is not None:
                engine.go()
            status = engine.wait()
            if status is None:
                raise harness.Failure(f'{kind}, {fate}, point {n}: the engine hangs')
            world.recover(f'{kind}, {fate}, point {n}{", half" if half else ""}')
            outcomes += count_outcomes(world)
            if status == 0:
                break
            n_points += 1
            n += stride
        panel.close()
    return f'{n_points} points, {dict(outcomes)}' + (f', one in {stride}' if stride > 1 else '')


def make_case(kind, fate, half):
    def run(random):
        stride = 1 if LONG else 5
        return visit(random, kind, fate, stride, half, hold=5 if kind == 'refill' else 0)

    run.__name__ = f'{kind}s_{fate.replace("-", "_")}_{"cut_in_half" if half else "ended_before"}'
    return run


for _kind in STATUS:
    for _fate in FATES if LONG else FATES[:2]:
        case(make_case(_kind, _fate, 0))
    if LONG:
        case(make_case(_kind, 'ok', 1))


# A disk that fails

def visit_errno(random, kind, number):
    """From the n-th change on the disk fails, for that call or for good: nothing is sent that is not in the journal."""
    stride = 1 if LONG else 6
    ends = Counter()
    with scratch() as path:
        panel, world = make_world(path, lambda name: 'ok', kind)
        options = {'first': 1, 'count': 7, 'ask': kind, 'batch': 4, 'hold': 5 if kind == 'refill' else 0}
        world.reset()
        engine = world.start(shim={'CRASH_COUNTER': world.counter}, **options)
        engine.await_ready()
        engine.go()
        engine.wait()
        n_calls = world.numbers()[1]
        for n in range(1 + random.randrange(stride), n_calls + 1, stride):
            for n_failing in (0, 1):
                world.reset()
                engine = world.start(shim={'CRASH_FAIL': number, 'CRASH_FAIL_AT': n, 'CRASH_FAIL_COUNT': n_failing},
                                     **options)
                opened = engine.await_ready()
                if opened is None:
                    raise harness.Failure(f'{kind}, call {n}: the engine died: {engine.words()}')
                if 'error' in opened:
                    engine.process.wait(harness.PATIENCE)
                    ends['not opened'] += 1
                    continue
                engine.go()
                # An outcome that can not be stored is tried again until the end.
                ends['killed' if engine.wait(0.7) is None else 'ended'] += 1
                world.recover(f'{kind}, errno {number} from call {n} on, {n_failing or "all"}')
        panel.close()
    return f'{sum(ends.values())} runs over {n_calls} calls: {dict(ends)}'


@case
def refills_on_a_full_disk(random):
    return visit_errno(random, 'refill', errno.ENOSPC)


@case
def cancels_on_a_full_disk(random):
    return visit_errno(random, 'cancel', errno.ENOSPC)


@case
def refills_on_a_broken_disk(random):
    return visit_errno(random, 'refill', errno.EIO)


if __name__ == '__main__':
    harness.main()
