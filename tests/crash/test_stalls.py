#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R15 of safety.md G: networks that answer late, wrongly or never, and a slow disk. What is told as not sent has not
left, and the main loop is never away for more than a tenth of a second."""

import contextlib
import os
import socket
import sqlite3
from collections import Counter

import harness
from harness import LONG, World, case, scratch
from panel import Panel, answer_bytes

FIRST = 1000
COUNT = 20 if LONG else 4


def move_panel(world, address):
    """Nothing runs: the data directory is only a file."""
    database = sqlite3.connect(os.path.join(world.data, 'panelist.db'))
    with contextlib.closing(database), database:
        database.execute('UPDATE panel SET address = ?', (address,))


def run(world, where, count=COUNT, hold=5, shim=None, **options):
    """One run; its states, and the longest time that the main loop was away, in milliseconds."""
    engine = world.start(first=FIRST, count=count, hold=hold, gaps=True, shim=shim, **options)
    if engine.await_ready() is None:
        raise harness.Failure(f'{where}: the engine does not start: {engine.words()}')
    engine.go()
    measured = engine.read_line(300)
    if measured is None or engine.wait(60) != 0:
        raise harness.Failure(f'{where}: the run did not end')
    return Counter(intent['state'] for intent in world.recover(where)), measured


def check(random, where, fate='ok', expected=None, prepare=None, shim=None, **options):
    with scratch() as path, contextlib.ExitStack() as stack:
        panel = Panel(harness.SEED, {fate: 1})
        world = World(path, panel)
        if prepare is not None:
            prepare(world, stack)
        states, measured = run(world, where, shim=shim, **options)
        n_sent = sum(request['action'] == 'add' for request in panel.wire)
        panel.close()
    if not states or not set(states) <= expected:
        raise harness.Failure(f'{where}: the orders are {dict(states)}')
    if 'not-sent' in expected and len(expected) == 1 and n_sent:
        raise harness.Failure(f'{where}: {n_sent} orders were sent, all are told as not sent')
    if measured['gaps']:
        raise harness.Failure(f'{where}: the main loop was away {measured["gaps"]} times, for {measured["longest"]} ms')
    return f'{dict(states)}, {measured["turns"]} turns, the longest {measured["longest"]} ms'


def fill(listener, stack):
    """From now on a connection to it is neither taken nor refused."""
    listener.listen(0)
    for _ in range(4):
        knock = stack.enter_context(socket.socket(listener.family))
        knock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            knock.connect(listener.getsockname()[:2])


@case
def names_have_no_address(random):
    return check(random, 'DNS fails', expected={'not-sent'}, shim={'CRASH_DNS': 'fail'},
                 prepare=lambda world, _: move_panel(world, 'https://panel.example/api/v2'))


@case
def names_are_looked_up_for_ever(random):
    return check(random, 'DNS hangs', expected={'not-sent'}, shim={'CRASH_DNS': 'hang'}, count=2,
                 prepare=lambda world, _: move_panel(world, 'https://panel.example/api/v2'))


@case
def black_hole(random):
    def dig(world, stack):
        hole = stack.enter_context(socket.create_server(('127.0.0.1', 0)))
        fill(hole, stack)
        move_panel(world, f'http://127.0.0.1:{hole.getsockname()[1]}/api/v2')

    return check(random, 'black hole', expected={'not-sent'}, prepare=dig)


@case
def black_hole_when_the_order_goes(random):
    """The balance is told, and then nothing is taken any more."""
    def dig(world, stack):
        def on_read(action):
            world.panel.on_read = None
            world.panel.deaf = True
            fill(world.panel.listener, stack)
        world.panel.on_read = on_read

    return check(random, 'black hole at the order', expected={'not-sent'}, prepare=dig)


@case
def captive_portal(random):
    """For reads a sign-in page with 511, then a page that calls itself the answer."""
    words = []
    for how in ('511', 'html', '302'):
        def sign_in(world, _):
            world.panel.portal = answer_bytes(how, '', '', 0)
        words.append(check(random, f'captive portal {how}', expected={'not-sent'}, prepare=sign_in))
    return '; '.join(words)


@case
def captive_portal_when_the_order_goes(random):
    return '; '.join(check(random, f'captive portal, {fate}', fate, {'unconfirmed'})
                     for fate in ('511-before', 'html-before', 'redirect-before'))


@case
def broken_ipv6(random):
    """The first address of the name takes nothing."""
    def break_first(world, stack):
        port = world.panel.listener.getsockname()[1]
        with contextlib.suppress(OSError):
            fill(stack.enter_context(socket.create_server(('::1', port), family=socket.AF_INET6)), stack)
        move_panel(world, f'http://localhost:{port}/api/v2')

    return check(random, 'broken IPv6', expected={'placed'}, prepare=break_first)


@case
def stalls(random):
    """Longer than any deadline: it is not known what became of the order, whether the panel took it or not."""
    return '; '.join(check(random, fate, fate, {'unconfirmed'}, count=2 if not LONG else 6)
                     for fate in ('silent-after', 'silent-before'))


@case
def one_byte_a_second(random):
    """The number may be there before the deadline is: then the panel is asked for it."""
    return check(random, 'a byte a second', 'drip-after', {'unconfirmed', 'placed'}, count=2 if not LONG else 6)


@case
def slow_disk(random):
    """Every sync takes half a second; four orders at once."""
    return check(random, 'slow disk', expected={'placed'}, shim={'CRASH_SLOW': 500}, parallel=4, count=4)


@case
def the_measure_finds_a_gap(random):
    """The proof: a write of a seventh of a second on the main thread."""
    try:
        check(random, 'slow notes', expected={'placed'}, shim={'CRASH_SLOW_NOTES': 150})
    except harness.Failure as failure:
        if 'was away' in str(failure):
            return str(failure)
        raise
    raise harness.Failure('no gap was found')


if __name__ == '__main__':
    harness.main()
