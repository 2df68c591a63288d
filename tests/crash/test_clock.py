#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R13 of safety.md G: the wall clock jumps up to a day either way, summer time ends, the computer sleeps while an
order is under way. Nothing of this decides what becomes of an order."""

import signal
import threading

import harness
from harness import LONG, World, case, scratch
from panel import Panel

WEIGHTS = {'ok': 40, 'drop-before': 10, 'drop-after': 10, 'refuse': 15, 'cut-after': 10, 'html-after': 5,
           'id-and-error': 10}
FIRST = 1000
COUNT = 200 if LONG else 40
SUMMER_TIME_ENDS = 1793512800       # in this zone, in 2026
ZONE = 'EST5EDT,M3.2.0,M11.1.0'


def run(world, shim, parallel=2):
    """The states of all orders after a run with this clock, by number."""
    world.reset()
    engine = world.start(first=FIRST, count=COUNT, parallel=parallel, shim=shim)
    if engine.await_ready() is None:
        raise harness.Failure(f'the engine does not start: {engine.words()}')
    engine.go()
    if engine.wait(300) != 0:
        raise harness.Failure('the run did not end')
    return {intent['quantity']: intent['state'] for intent in world.recover(f'with {shim}')}


def find_differences(world, expected, shim):
    found = run(world, shim)
    return {n: (expected.get(n), found.get(n)) for n in expected.keys() | found.keys()
            if expected.get(n) != found.get(n)}


def compare(world, expected, shim, where):
    """Deadlines run twenty times as fast as life, and the end of a run leaves the last order no time for its evidence: on
    a busy machine a state may differ, though not twice for one order, with either clock."""
    differences = find_differences(world, expected, shim)
    if differences:
        again = find_differences(world, run(world, {}), shim)
        differences = {n: states for n, states in differences.items() if again.get(n) == states}
    if differences:
        raise harness.Failure(f'{where}: states differ: {differences}')


@case
def the_clock_jumps(random):
    with scratch() as path:
        panel = Panel(harness.SEED, WEIGHTS)
        world = World(path, panel)
        expected = run(world, {})
        n_runs = 10 if LONG else 3
        for index in range(n_runs):
            seed = random.randrange(1, 10**9)
            compare(world, expected, {'CRASH_CLOCK': seed}, f'clock {seed}')
        panel.close()
    return f'{n_runs} runs of {COUNT} orders'


@case
def summer_time_ends(_random):
    with scratch() as path:
        panel = Panel(harness.SEED, WEIGHTS)
        world = World(path, panel)
        expected = run(world, {})
        compare(world, expected, {'CRASH_CLOCK_AT': SUMMER_TIME_ENDS, 'TZ': ZONE}, 'summer time')
        panel.close()
    return f'{COUNT} orders'


@case
def the_clock_jumps_and_the_engine_is_killed(random):
    n_kills = 100 if LONG else 12
    with scratch() as path:
        panel = Panel(harness.SEED, WEIGHTS)
        world = World(path, panel)
        for index in range(n_kills):
            left = [random.randint(1, 6)]
            engine = world.start(first=FIRST + index * 20, count=20,
                                 shim={'CRASH_CLOCK': random.randrange(1, 10**9)})

            def on_add(_number):
                left[0] -= 1
                if left[0] == 0:
                    engine.process.kill()

            panel.on_add = on_add
            if engine.await_ready() is None:
                raise harness.Failure(f'kill {index}: the engine does not start: {engine.words()}')
            world.check(f'before kill {index}')
            engine.go()
            engine.wait()
        panel.on_add = None
        states = [intent['state'] for intent in world.recover('after the last kill')]
        panel.close()
    return f'{n_kills} kills, {len(states)} intents, {states.count("placed")} placed'


@case
def the_computer_sleeps_while_an_order_is_under_way(_random):
    """Stopped with the request sent; the answer waits in the socket until the engine goes on."""
    n_rounds = 30 if LONG else 6
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        for index in range(n_rounds):
            world.reset()
            stopped = threading.Event()
            engine = world.start(first=FIRST, count=1, scale=1)

            def on_add(_number):
                engine.process.send_signal(signal.SIGSTOP)
                stopped.set()

            panel.on_add = on_add
            engine.await_ready()
            engine.go()
            stopped.wait(harness.PATIENCE)
            panel.on_add = None
            threading.Event().wait(0.05)
            engine.process.send_signal(signal.SIGCONT)
            if engine.wait() != 0:
                raise harness.Failure(f'round {index}: the engine did not end')
            states = [intent['state'] for intent in world.check(f'round {index}')]
            if states != ['placed']:
                raise harness.Failure(f'round {index}: {states}')
        panel.close()
    return f'{n_rounds} rounds'


if __name__ == '__main__':
    harness.main()
