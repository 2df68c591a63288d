#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R2 of safety.md G: the engine ends before its n-th call that changes a file, sends or receives, for every n, and
before the n-th change or sending is complete, for each of several things that the panel does."""

import shutil

import harness
from harness import LONG, World, case, scratch
from panel import Panel

FIRST = 1000
COUNT = 2       # orders of a run: the second begins when the first has its outcome

# With these every n or every second one; without --long every fifth with the others.
ALWAYS = ['ok', 'drop-after']
FATES = ALWAYS + ['drop-before', 'refuse', 'cut-after', 'html-after', '421-after', 'id-and-error', 'reset-before']


def run_to_point(world, n, half, hold):
    """Whether there is an n-th call: FALSE when the run came to its end before."""
    world.reset()
    engine = world.start(first=FIRST, count=COUNT, hold=hold, shim={'CRASH_AT': n, 'CRASH_HALF': half})
    if engine.await_ready() is not None:
        engine.go()
    status = engine.wait()
    if status is None:
        raise harness.Failure(f'point {n}: the engine hangs')
    return status != 0


def visit(world, fate, stride, start, half, hold=0):
    n = start
    n_points = 0
    while run_to_point(world, n, half, hold):
        world.recover(f'{fate}, point {n}{", half" if half else ""}')
        n_points += 1
        n += stride
    return n_points


def make_case(fate, half):
    def run(random):
        stride = 1 if LONG or fate == 'ok' and not half else 2 if fate in ALWAYS and not half else 5
        with scratch() as path:
            panel = Panel(harness.SEED, {fate: 1})
            world = World(path, panel)
            n_points = visit(world, fate, stride, 1 + random.randrange(stride), half)
            panel.close()
        return f'{n_points} points' + (f', one in {stride}' if stride > 1 else '')

    run.__name__ = f'{fate.replace("-", "_")}_{"cut_in_half" if half else "ended_before"}'
    return run


@case
def while_the_data_is_made(random):
    """A new data directory: wherever it ends, the next start opens what is there."""
    stride = 1 if LONG else 3
    n = 1 + random.randrange(stride)
    n_points = 0
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        while True:
            shutil.rmtree(world.data)
            engine = world.start(address=panel.address, shim={'CRASH_AT': n})
            engine.await_ready()
            if engine.wait() == 0:
                break
            world.recover(f'point {n}')
            n_points += 1
            n += stride
        panel.close()
    return f'{n_points} points'


@case
def held_and_ended_before(random):
    """The same for orders that are held for five seconds of life before they are sent."""
    stride = 1 if LONG else 4
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        n_points = visit(World(path, panel), 'held', stride, 1 + random.randrange(stride), 0, hold=5)
        panel.close()
    return f'{n_points} points'


for _fate in FATES:
    case(make_case(_fate, 0))
for _fate in FATES if LONG else ALWAYS:
    case(make_case(_fate, 1))

if __name__ == '__main__':
    harness.main()
