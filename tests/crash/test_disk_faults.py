#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R4 of safety.md G: from the n-th change of a file on the disk is full, broken or read-only, or the database is
locked by another program, for every n; for one call, for a few, or until the engine is killed."""

import errno
from collections import Counter

import harness
from harness import LONG, World, case, scratch
from panel import Panel

FIRST = 1000
COUNT = 3
HANG = 0.7      # seconds after which an engine that tries to store an outcome again and again is killed

# PanelistStoreError, panelist-store.h
FAILED, FULL, DAMAGED, NEWER, IN_USE = range(5)
STORE = 'panelist-store-error-quark'


def check_words(world, engine, opened, codes, where):
    """What the person is told is the store's own error, never another one. SQLite does not tell why it can not make
    the log of a database that it opens: then it is a failure like any other."""
    if opened is not None and (opened['domain'], opened['error']) not in codes | {(STORE, FAILED)}:
        raise harness.Failure(f'{where}: opening says {opened}: {engine.words()}')
    rejected = [line for line in world.said() if line['event'] == 'rejected']
    for line in rejected:
        if (line['domain'], line['code']) not in codes:
            raise harness.Failure(f'{where}: an order was rejected with {line}: {engine.words()}')
    return len(rejected)


def run_with_fault(world, shim, codes, where, hold):
    """One run; whether the fault came to pass, and what it led to."""
    world.reset()
    engine = world.start(first=FIRST, count=COUNT, hold=hold, shim=shim | {'CRASH_COUNTER': world.counter})
    opened = engine.await_ready()
    if opened is None:
        raise harness.Failure(f'{where}: the engine died: {engine.words()}')
    if 'error' in opened:
        engine.process.wait(harness.PATIENCE)
        check_words(world, engine, opened, codes, where)
        return 'not opened'
    engine.go()
    hung = wait(engine, HANG, where)
    words = engine.words()
    n_rejected = check_words(world, engine, None, codes, where)
    rescued = hung and shim.get('CRASH_FAIL') == errno.ENOSPC and 'An outcome could not be stored' in words
    engine.errors.close()
    intents = world.recover(where, disk_fails=True)
    # The rescue file has room of its own: what the panel said is not lost on a full disk (safety.md A5).
    if rescued and any(intent['state'] == 'unconfirmed' for intent in intents):
        raise harness.Failure(f'{where}: an outcome was not kept in the rescue file: {words}')
    return 'rescued' if rescued else 'killed' if hung else 'rejected' if n_rejected else 'stored'


def wait(engine, seconds, where):
    """TRUE when it had to be killed. It is not to die of the fault."""
    engine.process.stdin.close()
    try:
        status = engine.process.wait(seconds)
    except harness.subprocess.TimeoutExpired:
        engine.process.kill()
        engine.process.wait()
        return True
    finally:
        engine.process.stdout.close()
    if status != 0:
        raise harness.Failure(f'{where}: the engine ended with {status}: {engine.words()}')
    return False


def count_calls(world, hold):
    world.reset()
    engine = world.start(first=FIRST, count=COUNT, hold=hold, shim={'CRASH_COUNTER': world.counter})
    engine.await_ready()
    engine.go()
    engine.wait()
    return world.numbers()


def visit(random, name, make_shim, index, codes, stride, hold=0):
    """`index` is the place of the counted calls in the counter."""
    ends = Counter()
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        n_calls = count_calls(world, hold)[index]
        for n in range(1 + random.randrange(stride), n_calls + 1, stride):
            for n_failing in (0, 1, 3) if LONG else (0, 1) if n % 2 else (0,):
                shim = make_shim(n) | {'CRASH_FAIL_COUNT': n_failing}
                ends[run_with_fault(world, shim, codes, f'{name} from call {n} on, {n_failing or "all"}', hold)] += 1
        panel.close()
    return f'{sum(ends.values())} runs over {n_calls} calls: {dict(ends)}'


def visit_errno(random, number, codes, hold=0):
    return visit(random, errno.errorcode[number], lambda n: {'CRASH_FAIL': number, 'CRASH_FAIL_AT': n}, 1, codes,
                 1 if LONG else 8 if hold else 4, hold)


@case
def the_disk_is_full(random):
    return visit_errno(random, errno.ENOSPC, {(STORE, FULL)})


@case
def the_disk_is_full_and_orders_are_held(random):
    return visit_errno(random, errno.ENOSPC, {(STORE, FULL)}, hold=5)


@case
def the_disk_is_broken(random):
    return visit_errno(random, errno.EIO, {(STORE, FAILED)})


@case
def the_disk_is_read_only(random):
    return visit_errno(random, errno.EROFS, {(STORE, FULL)})


@case
def another_program_locks_the_database(random):
    return visit(random, 'busy', lambda n: {'CRASH_LOCK_AT': n}, 2, {(STORE, IN_USE)}, 1 if LONG else 2)


if __name__ == '__main__':
    harness.main()
