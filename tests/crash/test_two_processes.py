#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R7 of safety.md G: two processes on one data directory, the second while an order of the first is under way."""

import threading

import harness
from harness import LONG, World, case, scratch
from panel import Panel

FIRST = 1000
IN_USE = 4      # PanelistStoreError
ROUNDS = 100 if LONG else 15


def expect_refused(world, where):
    second = world.start(first=FIRST + 500, count=1)
    answer = second.await_ready()
    second.process.wait(harness.PATIENCE)
    if answer is None or answer.get('error') != IN_USE:
        raise harness.Failure(f'{where}: the second process is told {answer}: {second.words()}')


def start_in_flight(world):
    """An engine whose order has reached the panel, which does not answer yet."""
    panel, arrived = world.panel, threading.Event()
    panel.gate = threading.Event()
    panel.on_add = lambda number: arrived.set()
    engine = world.start(first=FIRST, count=1, scale=1)
    if engine.await_ready() is None:
        raise harness.Failure(f'the engine does not start: {engine.words()}')
    engine.go()
    if not arrived.wait(harness.PATIENCE):
        raise harness.Failure('the order did not arrive')
    return engine


@case
def the_second_start_is_refused_and_the_first_outcome_kept(_random):
    with scratch() as path:
        panel = Panel(harness.SEED, {'late': 1})
        world = World(path, panel)
        for index in range(ROUNDS):
            world.reset()
            engine = start_in_flight(world)
            expect_refused(world, f'round {index}')
            panel.gate.set()
            if engine.wait() != 0:
                raise harness.Failure(f'round {index}: the first process did not end well')
            intents = world.check(f'round {index}')
            if [intent['state'] for intent in intents] != ['placed']:
                raise harness.Failure(f'round {index}: {[intent["state"] for intent in intents]}')
        panel.close()
    return f'{ROUNDS} rounds'


@case
def the_second_takes_over_when_the_first_is_killed(_random):
    with scratch() as path:
        panel = Panel(harness.SEED, {'late': 1})
        world = World(path, panel)
        for index in range(ROUNDS):
            world.reset()
            engine = start_in_flight(world)
            expect_refused(world, f'round {index}')
            engine.kill()
            intents = world.recover(f'round {index}')
            if [intent['state'] for intent in intents] != ['unconfirmed']:
                raise harness.Failure(f'round {index}: {[intent["state"] for intent in intents]}')
            panel.gate.set()
        panel.close()
    return f'{ROUNDS} rounds'


@case
def of_several_that_start_at_once_one_is_let_in(_random):
    with scratch() as path:
        panel = Panel(harness.SEED, {'ok': 1})
        world = World(path, panel)
        for index in range(ROUNDS):
            world.reset()
            engines = [world.start(first=FIRST + 100 * i, count=1, scale=1) for i in range(4)]
            answers = [engine.await_ready() for engine in engines]
            ready = [engine for engine, answer in zip(engines, answers) if answer and 'orders' in answer]
            if len(ready) != 1 or any(answer is None for answer in answers):
                raise harness.Failure(f'round {index}: {answers}')
            for engine in engines:
                if engine is not ready[0]:
                    engine.process.wait(harness.PATIENCE)
            ready[0].go()
            if ready[0].wait() != 0 or len(world.check(f'round {index}')) != 1:
                raise harness.Failure(f'round {index}: the one that was let in did not place its order')
        panel.close()
    return f'{ROUNDS} rounds of 4'


if __name__ == '__main__':
    harness.main()
