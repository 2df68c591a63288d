#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R1 of safety.md G: the engine is killed at random instants while a panel loses every third order or answer."""

import multiprocessing
import random as generators
import signal
import threading
import time
from collections import Counter

import harness
from harness import LONG, World, case, scratch
from panel import Panel

KILLS = 1000 if LONG else 60
KILLS_PER_DIRECTORY = 10
WORKERS = 4

# 10 % dropped before applying, 22 % answers lost after applying, 10 % refused (safety.md G, R1).
WEIGHTS = {'ok': 50, 'ok-text': 5, 'late': 3, 'drop-before': 5, 'reset-before': 5, 'drop-after': 8, 'reset-after': 7,
           'cut-after': 7, 'refuse': 10}


class Rounds:
    def __init__(self, random, world):
        self.random = random
        self.world = world
        self.next = 1000
        self.span = 0.05        # seconds that a run is let live at most; grows until orders go through

    def kill_one(self, index):
        """One engine from its start to its violent end."""
        random = self.random
        engine = self.world.start(first=self.next, count=40, parallel=random.choice([1, 1, 3]))
        self.next += 40
        if random.random() < 0.15:
            # While it starts, that is: while it recovers what the last one left.
            time.sleep(random.uniform(0, 0.04))
            engine.kill()
            return
        if engine.await_ready() is None:
            raise harness.Failure(f'kill {index}: the engine does not start: {engine.words()}')
        self.world.check(f'kill {index}')
        n_before = len(self.world.panel.orders)
        if random.random() < 0.4:
            self.kill_at_panel(engine, random.randint(1, 6))
        else:
            engine.go()
            time.sleep(random.uniform(0, self.span))
        engine.kill()
        if len(self.world.panel.orders) < n_before + 4:
            self.span = min(self.span * 1.3, 1)
        elif len(self.world.panel.orders) > n_before + 12:
            self.span /= 1.3

    def kill_at_panel(self, engine, n_adds):
        """Killed while the panel has the request in its hands: between T1 and T2 for certain."""
        arrived = threading.Event()
        left = [n_adds]

        def on_add(_number):
            left[0] -= 1
            if left[0] == 0:
                arrived.set()
                engine.process.kill()

        self.world.panel.on_add = on_add
        engine.go()
        arrived.wait(1)
        self.world.panel.on_add = None


def kill_many(task):
    """A part of the kills, with a panel of its own. What it came to, or the words of its failure."""
    seed, n_kills = task
    states = Counter()
    n_sent = n_held = 0
    try:
        with scratch() as path:
            panel = Panel(seed, WEIGHTS)
            rounds = Rounds(generators.Random(seed), World(path, panel))
            for index in range(n_kills):
                rounds.kill_one(index)
                if index % KILLS_PER_DIRECTORY == KILLS_PER_DIRECTORY - 1 or index == n_kills - 1:
                    states += Counter(intent['state'] for intent in rounds.world.recover(f'after kill {index}'))
                    n_sent += sum(request['action'] == 'add' for request in panel.wire)
                    n_held += len(panel.orders)
                    rounds.world.reset()
            panel.close()
    except harness.Failure as failure:
        return str(failure)
    return states, n_sent, n_held


@case
def kill_at_random_instants(random):
    """In several processes: who waits for a kill leaves the machine to the others."""
    tasks = [(random.randrange(10**9), KILLS // WORKERS) for _ in range(WORKERS)]
    states = Counter()
    n_sent = n_held = 0
    with multiprocessing.get_context('fork').Pool(WORKERS, signal.signal, (signal.SIGTERM, signal.SIG_DFL)) as pool:
        for result in pool.map(kill_many, tasks):
            if isinstance(result, str):
                raise harness.Failure(result)
            states += result[0]
            n_sent += result[1]
            n_held += result[2]
    return f'{KILLS} kills, {sum(states.values())} intents, {n_sent} requests, {n_held} orders held; {dict(states)}'


@case
def killed_while_orders_are_held(random):
    """Held orders that were not sent never leave; those that a person takes back at the last moment do not either."""
    n_kills = 200 if LONG else 20
    states = Counter()
    with scratch() as path:
        panel = Panel(harness.SEED, WEIGHTS)
        world = World(path, panel)
        for index in range(n_kills):
            world.reset()
            # Five seconds of life are 50 milliseconds.
            engine = world.start(first=1000, count=16, parallel=8, hold=5, cancel_every=3, scale=100)
            if engine.await_ready() is None:
                raise harness.Failure(f'kill {index}: the engine does not start: {engine.words()}')
            engine.go()
            time.sleep(random.uniform(0, 0.3))
            engine.kill()
            states += Counter(intent['state'] for intent in world.recover(f'kill {index}'))
        panel.close()
    return f'{n_kills} kills, {dict(states)}'


@case
def taken_back_at_the_last_moment(_random):
    n_orders = 600 if LONG else 60
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        engine = world.start(first=1000, count=n_orders, parallel=6, hold=5, cancel_every=2, scale=500)
        engine.await_ready()
        engine.go()
        if engine.wait(300) != 0:
            raise harness.Failure('the engine did not end')
        intents = world.check('at the end')
        states = Counter(intent['state'] for intent in intents)
        if not states['draft'] or not states['placed']:
            raise harness.Failure(f'no orders were taken back, or none sent: {states}')
        n_too_late = sum(intent['state'] == 'placed' and intent['quantity'] % 2 == 0 for intent in intents)
        panel.close()
    return f'{n_orders} orders, {dict(states)}, {n_too_late} times too late'


if __name__ == '__main__':
    harness.main()
