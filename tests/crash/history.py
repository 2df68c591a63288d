# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history checker (safety.md A1, G R16): compares the journal of the engine, the requests on the wire and the
orders that the panel holds, and accepts nothing but one to one. Every order has a number of its own (its quantity)."""

import sqlite3
from collections import Counter, defaultdict

MAY_BECOME = {
    'held': {'submitting', 'draft', 'not-sent'},
    'draft': {'held', 'submitting'},
    'submitting': {'placed', 'refused', 'not-sent', 'unconfirmed'},
    'refused': {'unconfirmed'},
    'unconfirmed': {'placed', 'not-placed'},
    'not-placed': {'placed', 'unconfirmed'},
}
STATES = set(MAY_BECOME) | {'placed', 'not-sent'}
OPEN = {'held', 'submitting'}


def read_journal(path):
    """Intents (dictionaries, with their `events`) and what SQLite says of the file."""
    problems = []
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    try:
        for pragma in ('integrity_check', 'foreign_key_check'):
            rows = [tuple(row) for row in database.execute(f'PRAGMA {pragma}')]
            if rows not in ([], [('ok',)]):
                problems.append(f'{pragma}: {rows[:3]}')
        intents = [dict(row) for row in database.execute("SELECT * FROM intent WHERE kind = 'add' ORDER BY id")]
        events = defaultdict(list)
        for row in database.execute('SELECT intent, sequence, kind FROM order_event ORDER BY intent, sequence'):
            events[row['intent']].append((row['sequence'], row['kind']))
        for intent in intents:
            intent['events'] = events[intent['id']]
    except sqlite3.DatabaseError as error:
        return [], problems + [f'the file can not be read: {error}']
    finally:
        database.close()
    return intents, problems


def check_events(intent, name=None):
    """The time line has no gap, follows the diagram of safety.md A2, and ends where the row is."""
    problems = []
    name = name or f'order {intent["quantity"]}'
    if [sequence for sequence, _ in intent['events']] != list(range(1, len(intent['events']) + 1)):
        problems.append(f'{name}: the events have a gap: {intent["events"]}')
    states = [kind for _, kind in intent['events'] if kind in STATES]
    if not states or states[0] not in OPEN | {'draft'}:
        problems.append(f'{name}: the events do not begin with a confirmed order: {intent["events"]}')
    for before, after in zip(states, states[1:]):
        if after != before and after not in MAY_BECOME.get(before, ()):
            problems.append(f'{name}: {before} became {after}')
    if states and states[-1] != intent['state']:
        problems.append(f'{name}: is {intent["state"]}, its last event says {states[-1]}')
    return problems


def check_intent(intent, requests, held):
    """One intent against what was sent for it and what the panel holds of it."""
    number, state, remote_id = intent['quantity'], intent['state'], intent['remote_id']
    name = f'order {number} ({state})'
    ids = [str(order['id']) for order in held]
    problems = []
    if len(ids) > 1:
        problems.append(f'{name}: DOUBLE, the panel holds {ids}')
    if state in OPEN:
        problems.append(f'{name}: still open after a start')
    if state == 'placed' and remote_id not in ids:
        problems.append(f'{name}: WRONG ID {remote_id}, the panel holds {ids}')
    if state != 'placed' and remote_id is not None:
        problems.append(f'{name}: has the id {remote_id}')
    if state == 'refused' and ids:
        problems.append(f'{name}: FALSE REFUSAL, the panel holds {ids}')
    if state in ('not-sent', 'draft') and (ids or requests):
        problems.append(f'{name}: something was sent, the panel holds {ids}')
    if state == 'not-placed' and ids:
        problems.append(f'{name}: the panel holds {ids}')
    for request in requests:
        if intent['body_hash'] != request['hash']:
            problems.append(f'{name}: another body was sent than the journal has')
    return problems


def check_said(said, by_number, sent, disk_fails):
    """What a person was told before the engine ended has to be in the journal. A commit that failed because the disk
    did may be found whole after a kill: then the order is unconfirmed though nothing was sent, which errs on the
    safe side and can not be told apart."""
    problems = []
    for line in said:
        intent = by_number.get(line['n'])
        revived = disk_fails and intent is not None and intent['state'] == 'unconfirmed' and line['n'] not in sent
        if line['event'] == 'rejected' and intent is not None and not revived:
            problems.append(f'order {line["n"]}: told as not made, but is {intent["state"]}')
        if line['event'] == 'taken back' and (intent is None or intent['state'] != 'draft'):
            problems.append(f'order {line["n"]}: was taken back, is {intent and intent["state"]}')
        if line['event'] == 'held' and intent is None:
            problems.append(f'order {line["n"]}: LOST, was told as held')
        if line['event'] != 'outcome':
            continue
        if intent is None:
            problems.append(f'order {line["n"]}: LOST, was told as {line["state"]}')
        elif line['state'] == 'placed' and (intent['state'], intent['remote_id']) != ('placed', line['id']):
            problems.append(f'order {line["n"]}: was told as placed {line["id"]}, is {intent["state"]}')
        elif line['state'] in ('refused', 'not-sent') and intent['state'] not in (line['state'], 'unconfirmed'):
            problems.append(f'order {line["n"]}: was told as {line["state"]}, is {intent["state"]}')
    return problems


def check(intents, wire, orders, said, disk_fails=False):
    """Every way in which the three logs, and what was `said` in between, do not match one to one."""
    problems = []
    by_number = {}
    for intent in intents:
        if intent['quantity'] in by_number:
            problems.append(f'order {intent["quantity"]}: two intents')
        by_number[intent['quantity']] = intent
    adds = [request for request in wire if request['action'] == 'add']
    requests = defaultdict(list)
    for request in adds:
        if request['complete']:
            requests[int(request['fields']['quantity'])].append(request)
    held = defaultdict(list)
    for order in orders:
        if order['client'] == 'engine':
            held[order['n']].append(order)

    for number, sent in requests.items():
        if len(sent) > 1:
            problems.append(f'order {number}: SENT {len(sent)} TIMES')
        if number not in by_number:
            problems.append(f'order {number}: was sent and no intent is there')
    for number in held:
        if number not in by_number:
            problems.append(f'order {number}: LOST, the panel holds it and no intent is there')
    # A request that was cut does not tell its number: one for each intent that may have left, and no more.
    n_may_have_left = sum(intent['state'] not in ('not-sent', 'draft') for intent in intents)
    if len(adds) > n_may_have_left:
        problems.append(f'{len(adds)} requests for {n_may_have_left} intents')
    # Nothing but a POST to where it was asked: a redirect that is followed is another request.
    problems += [f'a {request["method"]} was sent' for request in wire if request['method'] != 'POST']
    for remote_id, count in Counter(intent['remote_id'] for intent in intents if intent['remote_id']).items():
        if count > 1:
            problems.append(f'{count} intents have the id {remote_id}')
    for intent in intents:
        problems += check_intent(intent, requests.get(intent['quantity'], []), held.get(intent['quantity'], []))
        problems += check_events(intent)
    return problems + check_said(said, by_number, requests.keys(), disk_fails)


# Refills and cancels (safety.md A10): one call for some orders, a child row for each of them.

CHILDREN = {'refill': ('refill', 'refill_id'), 'cancel': ('cancel_request', 'cancel_id')}
SENT = {'placed', 'refused', 'unconfirmed'}


def read_requests(path):
    """Calls (dictionaries with their `events`), each with its `children`."""
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    try:
        requests = [dict(row) for row in database.execute("SELECT * FROM intent WHERE kind <> 'add' ORDER BY id")]
        for request in requests:
            table, number = CHILDREN[request['kind']]
            request['events'] = [tuple(row) for row in database.execute(
                'SELECT sequence, kind FROM order_event WHERE intent = ? ORDER BY sequence', (request['id'],))]
            request['children'] = [dict(row) for row in database.execute(
                f'SELECT r.id, r.outcome, r.{number} AS request_id, o.quantity AS n, o.remote_id'
                f' FROM {table} r JOIN intent o ON o.id = r.order_intent WHERE r.intent = ? ORDER BY r.id',
                (request['id'],))]
    finally:
        database.close()
    return requests


def sum_up(outcomes):
    """What the row of the call says of its children."""
    return 'unconfirmed' if 'unconfirmed' in outcomes else 'placed' if 'placed' in outcomes else None


def check_call(request, calls):
    """One call against the requests on the wire that name its orders."""
    name = f'{request["kind"]} {request["id"]} ({request["state"]})'
    outcomes = {child['outcome'] for child in request['children']}
    problems = check_events(request, name)
    if request['state'] in OPEN or outcomes & OPEN:
        problems.append(f'{name}: still open after a start, {sorted(outcomes)}')
    if not outcomes:
        problems.append(f'{name}: has no orders')
    if request['state'] in ('not-sent', 'draft') and outcomes != {request['state']}:
        problems.append(f'{name}: its orders are {sorted(outcomes)}')
    if sum_up(outcomes) not in (None, request['state']):
        problems.append(f'{name}: its orders are {sorted(outcomes)}')
    named = {child['remote_id'] for child in request['children'] if child['outcome'] in SENT}
    n_calls = sum(call == (request['kind'], named) for call in calls)
    if outcomes & {'placed', 'refused'} and n_calls == 0:
        problems.append(f'{name}: was answered and never sent')
    return problems


def check_order(kind, remote_id, rows, n_sent, taken):
    """All requests of one kind for one order, oldest first."""
    name = f'{kind} of order {remote_id}'
    outcomes = [row['outcome'] for row in rows]
    problems = []
    if n_sent > sum(outcome in SENT for outcome in outcomes):
        problems.append(f'{name}: SENT {n_sent} TIMES, the journal has {outcomes}')
    if len(taken) > 1:
        problems.append(f'{name}: DOUBLE, the panel took {taken}')
    if taken and not {'placed', 'unconfirmed'} & set(outcomes):
        problems.append(f'{name}: LOST, the panel took {taken}, the journal has {outcomes}')
    for index, row in enumerate(rows):
        if row['outcome'] == 'placed' and row['request_id'] not in taken:
            problems.append(f'{name}: WRONG ID {row["request_id"]}, the panel took {taken}')
        # What may have arrived is not asked for again by the application.
        if row['outcome'] in ('placed', 'unconfirmed') and set(outcomes[index + 1:]) - {'draft'}:
            problems.append(f'{name}: REPEATED, the journal has {outcomes}')
    return problems


def check_requests_said(said, rows):
    """What a person was told of a request has to be in the journal."""
    problems = []
    for line in said:
        kind, _, event = line['event'].partition(' ')
        if kind not in CHILDREN:
            continue
        found = [row for row in rows[kind] if row['n'] == line['n']]
        outcomes = [row['outcome'] for row in found]
        if event in ('held', 'outcome') and not found:
            problems.append(f'{kind} of order {line["n"]}: LOST, was told as {line.get("state", "held")}')
        elif event == 'taken back' and 'draft' not in outcomes:
            problems.append(f'{kind} of order {line["n"]}: was taken back, is {outcomes}')
        elif event == 'outcome' and line['state'] not in outcomes:
            problems.append(f'{kind} of order {line["n"]}: was told as {line["state"]}, is {outcomes}')
        elif event == 'outcome' and line['id'] and line['id'] not in [row['request_id'] for row in found]:
            problems.append(f'{kind} of order {line["n"]}: was told as {line["id"]}')
    return problems


def check_requests(requests, wire, taken, said):
    """Every way in which the journal of refills and cancels, the wire, and what the panel took do not match."""
    problems = []
    sent, rows = defaultdict(Counter), defaultdict(list)
    calls = []
    for request in wire:
        if request['action'] in CHILDREN and request['complete']:
            ids = request['fields'].get('orders', request['fields'].get('order', '')).split(',')
            calls.append((request['action'], set(ids)))
            sent[request['action']].update(ids)
    for request in requests:
        problems += check_call(request, calls)
        rows[request['kind']] += request['children']
    n_may_have_left = sum(request['state'] not in ('not-sent', 'draft') for request in requests)
    n_sent = sum(request['action'] in CHILDREN for request in wire)
    if n_sent > n_may_have_left:
        problems.append(f'{n_sent} requests for {n_may_have_left} in the journal')
    for kind in CHILDREN:
        orders = {row['remote_id'] for row in rows[kind]} | set(sent[kind])
        for remote_id in sorted(orders):
            problems += check_order(kind, remote_id, [row for row in rows[kind] if row['remote_id'] == remote_id],
                                    sent[kind][remote_id],
                                    [one['id'] for one in taken if (one['action'], one['order']) == (kind, remote_id)])
    return problems + check_requests_said(said, rows)
