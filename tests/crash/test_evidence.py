#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R11 and R12 of safety.md G: what the evidence suggests for orders that are unconfirmed, against what the panel knows;
with this client alone on the key, and with a second one that spends on it in three cases of ten."""

import random as random_module
from collections import Counter
from decimal import Decimal

import harness
from harness import LONG, World, case, scratch
from panel import Panel

N_UNCONFIRMED = 2000 if LONG else 150
PER_RUN = 250           # orders of one data directory
UNIT = Decimal('0.00001')

# All of these leave an order unconfirmed, half of them with the order taken. A few go through in between.
WEIGHTS = {'drop-before': 14, 'reset-before': 10, 'html-before': 8, 'redirect-before': 6, '502-before': 6,
           '421-before': 6, 'drop-after': 10, 'reset-after': 6, 'cut-after': 6, 'html-after': 5, '408-after': 4,
           '421-after': 4, '500-after': 4, '503-error-after': 3, 'id-and-error': 4, 'php-before-id': 3,
           'empty-after': 3, 'bare-id': 3, 'cut-length': 3, 'redirect-after': 3, 'deep': 2, 'refuse-taken': 4,
           'ok': 10, 'refuse': 4}
# With other money moving, a panel that refuses an order and takes it can not be found out (safety.md A4).
SECOND_WEIGHTS = {name: weight for name, weight in WEIGHTS.items() if name != 'refuse-taken'}
# What the first answer settles.
SETTLED = {'ok', 'refuse'}


def judge(intent, ids):
    """What became of one order in doubt: what the application says, and whether that is so."""
    if intent['state'] == 'placed':
        return 'closed', [intent['remote_id']] == ids
    if intent['state'] != 'unconfirmed':
        return f'closed as {intent["state"]}', False
    if intent['evidence_kind'] == 'match':
        return 'most likely placed', bool(ids)
    if intent['evidence_kind'] == 'unchanged':
        return 'probably not placed', not ids
    return f'no word ({intent["evidence_kind"]})', None


def is_fall_the_price(intent):
    """From the numbers that are stored with the order, not from the word."""
    return abs(Decimal(intent['evidence_fall']) - Decimal(intent['expected_charge'])) <= UNIT


class Tally:
    def __init__(self):
        self.words = Counter()
        self.n_right = 0
        self.n_doubts = 0

    def add(self, world, where):
        """All orders of one run that were in doubt."""
        held = {}
        for order in world.panel.orders:
            if order['client'] == 'engine':
                held.setdefault(order['n'], []).append(str(order['id']))
        for intent in world.check(where):
            fate = world.panel.fate(intent['quantity'])
            if fate in SETTLED:
                continue
            words, right = judge(intent, held.get(intent['quantity'], []))
            name = f'{where}, order {intent["quantity"]} ({fate})'
            if words.startswith('closed') and not right:
                raise harness.Failure(f'{name}: WRONG CLOSURE: {words} {intent["remote_id"]}')
            if words == 'most likely placed' and not is_fall_the_price(intent):
                raise harness.Failure(f'{name}: called most likely with a fall of {intent["evidence_fall"]} at a price '
                                      f'of {intent["expected_charge"]}')
            self.words[words if right is not False else f'WRONG: {words}'] += 1
            self.n_right += right is True
            self.n_doubts += 1


def run(random, weights, spend):
    """Runs until there were enough orders in doubt. `spend` is called for each order that arrives at the panel."""
    tally = Tally()
    with scratch() as path:
        panel = Panel(f'{harness.SEED}:{random.random()}', weights)
        world = World(path, panel)
        panel.on_add = spend and (lambda number: spend(panel, number))
        first = 1000
        while tally.n_doubts < N_UNCONFIRMED:
            world.reset()
            engine = world.start(first=first, count=PER_RUN if LONG else 80, evidence=True)
            if engine.await_ready() is None:
                raise harness.Failure(f'the engine does not start: {engine.words()}')
            engine.go()
            if engine.wait(900) != 0:
                raise harness.Failure('the engine did not end')
            tally.add(world, f'orders from {first} on')
            first += PER_RUN
        panel.close()
    return tally


@case
def a_single_client(random):
    tally = run(random, WEIGHTS, None)
    percent = 100 * tally.n_right / tally.n_doubts
    if percent < 95:
        raise harness.Failure(f'{percent:.1f} % right of {tally.n_doubts}: {dict(tally.words)}')
    return f'{percent:.1f} % right of {tally.n_doubts}, 0 wrong closures; {dict(tally.words)}'


@case
def a_second_client_on_the_key(random):
    """It spends an amount of its own, or gets some back, before or after the order that is in doubt."""
    def spend(panel, number):
        chance = random_module.Random(f'{panel.seed}:{number}:second')
        if chance.random() < 0.3:
            panel.take({'service': '1', 'quantity': str(chance.randint(100, 9000))}, 'second')
        if chance.random() < 0.03:
            with panel.lock:
                panel.balance += Decimal(chance.randint(1, 1000))

    tally = run(random, SECOND_WEIGHTS, spend)
    wrong = {words: count for words, count in tally.words.items() if words == 'WRONG: most likely placed'}
    if wrong:
        raise harness.Failure(f'{wrong} of {tally.n_doubts}: {dict(tally.words)}')
    return f'{tally.n_doubts} in doubt, 0 wrong closures, 0 wrong "most likely"; {dict(tally.words)}'


@case
def killed_before_the_balance_after_a_refusal(_random):
    """The panel refuses an order and takes it. The engine is killed when it asks for the balance that would tell: the
    next start asks again."""
    n_rounds = 50 if LONG else 8
    with scratch() as path:
        panel = Panel(harness.SEED, {'refuse-taken': 1})
        world = World(path, panel)
        for index in range(n_rounds):
            world.reset()
            engine = world.start(first=1000 + index, count=1, scale=1)

            def on_read(action):
                if action == 'balance' and panel.orders:
                    engine.process.kill()

            panel.on_read = on_read
            engine.await_ready()
            engine.go()
            if engine.wait() == 0:
                raise harness.Failure('the balance was not asked for after a refusal')
            panel.on_read = None
            engine = world.start(evidence=True)
            engine.await_ready()
            engine.go()
            if engine.wait() != 0:
                raise harness.Failure(f'the engine did not end: {engine.words()}')
            states = [(intent['state'], intent['evidence_kind']) for intent in world.check(f'round {index}')]
            if states != [('unconfirmed', 'match')]:
                raise harness.Failure(f'round {index}: {states}')
        panel.close()
    return f'{n_rounds} rounds'


if __name__ == '__main__':
    harness.main()
