#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history checker against histories that were doctored: what it does not reject here it would not find there."""

import copy

import harness
import history
from harness import case


def make_history():
    """Four orders that are as they should be: placed, refused, unconfirmed and held by the panel, not sent."""
    def intent(number, state, remote_id=None):
        events = ['submitting', state, 'status'] if state == 'placed' else ['submitting', state]
        return {'quantity': number, 'state': state, 'remote_id': remote_id, 'body_hash': f'hash {number}',
                'events': list(enumerate(events, 1))}

    def request(number):
        return {'method': 'POST', 'action': 'add', 'complete': True, 'hash': f'hash {number}',
                'fields': {'quantity': str(number)}}

    def order(number, order_id):
        return {'id': order_id, 'n': number, 'client': 'engine'}

    return {
        'intents': [intent(1, 'placed', '5001'), intent(2, 'refused'), intent(3, 'unconfirmed'),
                    intent(4, 'not-sent')],
        'wire': [request(1), request(2), request(3)],
        'orders': [order(1, 5001), order(3, 5002)],
        'said': [{'n': 1, 'event': 'confirm'},
                 {'n': 1, 'event': 'outcome', 'state': 'placed', 'id': '5001'},
                 {'n': 2, 'event': 'confirm'},
                 {'n': 2, 'event': 'outcome', 'state': 'refused', 'id': ''},
                 {'n': 5, 'event': 'confirm'},
                 {'n': 5, 'event': 'rejected'}],
    }


def lose_an_order(log):
    del log['intents'][2]


def lose_what_was_told(log):
    del log['intents'][0]
    del log['wire'][0]
    del log['orders'][0]


def double_at_the_panel(log):
    log['orders'].append({'id': 5003, 'n': 3, 'client': 'engine'})


def double_on_the_wire(log):
    log['wire'].append(copy.deepcopy(log['wire'][2]))


def double_that_was_cut(log):
    log['wire'].append({'method': 'POST', 'action': 'add', 'complete': False, 'hash': '', 'fields': {}})


def double_in_the_journal(log):
    log['intents'].append(copy.deepcopy(log['intents'][2]))


def wrong_id(log):
    log['intents'][0]['remote_id'] = '5002'


def id_of_two(log):
    log['intents'][2].update(state='placed', remote_id='5001', events=[(1, 'submitting'), (2, 'placed')])


def placed_without_the_panel(log):
    log['intents'][1].update(state='placed', remote_id='5009', events=[(1, 'submitting'), (2, 'placed')])


def false_refusal(log):
    log['orders'].append({'id': 5003, 'n': 2, 'client': 'engine'})


def sent_though_not_sent(log):
    log['intents'][2].update(state='not-sent', events=[(1, 'submitting'), (2, 'not-sent')])
    log['orders'].pop()


def sent_without_an_intent(log):
    log['wire'].append({'method': 'POST', 'action': 'add', 'complete': True, 'hash': 'hash 5',
                        'fields': {'quantity': '5'}})


def another_body(log):
    log['wire'][0]['hash'] = 'hash of something else'


def left_open(log):
    log['intents'][2].update(state='submitting', events=[(1, 'submitting')])


def gap_in_the_events(log):
    del log['intents'][0]['events'][1]


def event_that_disagrees(log):
    log['intents'][2]['events'][1] = (2, 'refused')


def step_that_is_not_allowed(log):
    log['intents'][2]['events'] = list(enumerate(['submitting', 'unconfirmed', 'submitting', 'unconfirmed'], 1))


def followed_redirect(log):
    log['wire'].append({'method': 'GET', 'action': '', 'complete': True, 'hash': '', 'fields': {}})


def told_and_taken_back(log):
    log['intents'][0].update(state='unconfirmed', remote_id=None, events=[(1, 'submitting'), (2, 'unconfirmed')])


def taken_back_and_sent(log):
    log['said'].append({'n': 3, 'event': 'taken back'})


def held_and_lost(log):
    log['said'].append({'n': 6, 'event': 'held'})


def rejected_and_kept(log):
    log['said'].append({'n': 3, 'event': 'rejected'})


def check_rejected(doctor):
    def run(_random):
        log = make_history()
        doctor(log)
        problems = history.check(**log)
        if not problems:
            raise harness.Failure('the checker accepts it')
        return problems[0]

    run.__name__ = doctor.__name__
    return run


@case
def a_good_history_is_accepted(_random):
    harness.expect(history.check(**make_history()), 'a good history')


def make_requests():
    """A refill of two orders, of which the panel took one and refused one; one in doubt; one that was taken back."""
    def call(number, state, *children):
        states = ['held', state] if state in ('draft', 'not-sent') else ['held', 'submitting', state]
        return {'id': number, 'kind': 'refill', 'state': state, 'events': list(enumerate(states, 1)),
                'children': [{'id': number * 10 + n, 'n': n, 'remote_id': str(5000 + n), 'outcome': outcome,
                              'request_id': request_id} for n, outcome, request_id in children]}

    def request(ids):
        return {'method': 'POST', 'action': 'refill', 'complete': True, 'hash': '', 'fields': {'orders': ids}}

    return {
        'requests': [call(11, 'placed', (1, 'placed', '900001'), (2, 'refused', None)),
                     call(12, 'unconfirmed', (3, 'unconfirmed', None)),
                     call(13, 'draft', (4, 'draft', None))],
        'wire': [request('5001,5002'), request('5003')],
        'taken': [{'action': 'refill', 'order': '5001', 'id': '900001'},
                  {'action': 'refill', 'order': '5003', 'id': '900002'}],
        'said': [{'n': 1, 'event': 'refill held'}, {'n': 1, 'event': 'refill outcome', 'state': 'placed', 'id': '900001'},
                 {'n': 4, 'event': 'refill taken back'}],
    }


def call_lost(log):
    del log['requests'][1]


def row_of_an_order_lost(log):
    del log['requests'][0]['children'][0]


def call_sent_twice(log):
    log['wire'].append(copy.deepcopy(log['wire'][1]))


def call_that_was_cut_and_sent_twice(log):
    log['wire'].append({'method': 'POST', 'action': 'refill', 'complete': False, 'hash': '', 'fields': {}})


def taken_twice(log):
    log['taken'].append({'action': 'refill', 'order': '5001', 'id': '900009'})


def wrong_request_id(log):
    log['requests'][0]['children'][0]['request_id'] = '900002'


def refused_and_taken(log):
    log['taken'].append({'action': 'refill', 'order': '5002', 'id': '900009'})


def doubt_asked_again(log):
    again = copy.deepcopy(log['requests'][1])
    log['requests'].append(again | {'id': 14})
    log['wire'].append(copy.deepcopy(log['wire'][1]))


def call_left_open(log):
    log['requests'][1].update(state='submitting', events=[(1, 'held'), (2, 'submitting')])


def row_left_held(log):
    log['requests'][2]['children'][0]['outcome'] = 'held'


def call_without_its_last_event(log):
    del log['requests'][0]['events'][2]


def taken_back_and_called(log):
    log['wire'].append({'method': 'POST', 'action': 'refill', 'complete': True, 'hash': '',
                        'fields': {'order': '5004'}})


def told_and_forgotten(log):
    log['requests'][0]['children'][0].update(outcome='unconfirmed', request_id=None)
    log['requests'][0].update(state='unconfirmed', events=[(1, 'held'), (2, 'submitting'), (3, 'unconfirmed')])


def held_and_not_there(log):
    log['said'].append({'n': 9, 'event': 'refill held'})


def check_request_rejected(doctor):
    def run(_random):
        log = make_requests()
        doctor(log)
        problems = history.check_requests(**log)
        if not problems:
            raise harness.Failure('the checker accepts it')
        return problems[0]

    run.__name__ = doctor.__name__
    return run


@case
def good_requests_are_accepted(_random):
    harness.expect(history.check_requests(**make_requests()), 'good requests')


for _doctor in (call_lost, row_of_an_order_lost, call_sent_twice, call_that_was_cut_and_sent_twice, taken_twice,
                wrong_request_id, refused_and_taken, doubt_asked_again, call_left_open, row_left_held,
                call_without_its_last_event, taken_back_and_called, told_and_forgotten, held_and_not_there):
    case(check_request_rejected(_doctor))

for _doctor in (lose_an_order, lose_what_was_told, double_at_the_panel, double_on_the_wire, double_that_was_cut,
                double_in_the_journal, wrong_id, id_of_two, placed_without_the_panel, false_refusal,
                sent_though_not_sent, sent_without_an_intent, another_body, left_open, gap_in_the_events,
                event_that_disagrees, step_that_is_not_allowed, followed_redirect, told_and_taken_back,
                taken_back_and_sent, held_and_lost, rejected_and_kept):
    case(check_rejected(_doctor))

if __name__ == '__main__':
    harness.main()
