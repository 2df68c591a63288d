# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job from the first start to the second: every part is real, and everything is done on screen."""

import sqlite3

import keyring
import steps
import tap
from driver import press, wait
from session import CANARY, Panel

state = {}

DEFAULT = {'action': 'add', 'service': '101', 'link': 'https://clips.example/@a/1?x=1&y=a+b', 'quantity': '1000'}
COMMENTS = {'action': 'add', 'service': '107', 'link': 'https://chat.example/p/2',
            'comments': 'Nice & good + 100%\nGreat=yes\nThird'}
POLL = {'action': 'add', 'service': '117', 'link': 'https://videos.example/poll/3', 'quantity': '150',
        'answer_number': '2'}
SUBSCRIPTION = {'action': 'add', 'service': '119', 'username': '@photos_fan', 'min': '80', 'max': '120',
                'posts': '1', 'delay': '0'}

NOTE = 'first of all'

ORDERS = ['23501', '23502', '23503', '23504', '23505']


def start(session, programs):
    session.watch_buses()
    session.app.guards.append(keyring.guard(CANARY))
    # The seed is one whose first orders complete, whose first refill is accepted and whose prices stand still.
    state['panel'] = Panel(session, programs.demo_panel, 'panel', '--seed', '29', '--time-scale', '200')
    state['panelist'] = programs.application(session, time_scale=5)
    app = state['panelist'].start()
    state['panelist'].resize(1200, 940)
    app.await_words('Welcome to Panelist')
    app.await_words('Platform rules and local law apply to what is ordered.')


def add_panel(session, programs):
    app = session.app
    steps.open_add_panel(app)
    steps.fill_panel(app, 'Main Panel', state['panel'].address, 'typed and thrown away')
    # A key is pasted, and so over the bus as a whole if at all.
    session.copy(CANARY)
    press('ctrl+a', 'ctrl+v')
    wait(lambda: app.find('text', 'API Key').text() == '●' * len(CANARY), 'The key was not pasted')
    steps.test_connection(app)
    app.await_words('The panel answered: balance $100.84292')
    app.click('button', 'Add', ('dialog', 'Add Panel'))
    app.await_node('list item', steps.starts('101, '), ('list', 'Services'))
    app.await_words('1,200 services')
    app.await_node('label', '$100.84292')
    state['panelist'].expect_key_kept(CANARY)


def order_default(session, programs):
    app = session.app
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', DEFAULT['link'])
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000')
    steps.enter(app, 'text', 'Note', NOTE)
    place(app, {'Panel': 'Main Panel', 'Link': DEFAULT['link'], 'Quantity': '1,000', 'Expected Charge': '$7.74'})
    expect_adds(DEFAULT)


def place(app, facts):
    """Asks for the order on screen to be placed, agrees, and hears that it was."""
    before = app.heard().count('Order Placed')
    steps.place_order(app)
    steps.confirm(app, facts)
    steps.await_placed(app, before)


def place_held(app, words):
    """The same for an order that is not asked about."""
    before = app.heard().count('Order Placed')
    steps.place_order(app)
    steps.hold(app, words)
    steps.await_placed(app, before)


def expect_adds(*forms):
    """So many requests were on the wire, with these fields and no others."""
    assert state['panel'].requests('add') == list(forms), state['panel'].requests('add')


def order_custom_comments(session, programs):
    app = session.app
    steps.choose_service(app, '107')
    steps.enter(app, 'text', 'Link', COMMENTS['link'])
    # Empty lines and blanks around are no comments.
    steps.enter(app, 'text', 'Comments', COMMENTS['comments'].replace('\n', '\n\n'))
    app.await_words('3 of 1–50,000')
    place_held(app, 'Sending order, $0.06918')
    expect_adds(DEFAULT, COMMENTS)


def order_poll(session, programs):
    app = session.app
    steps.choose_service(app, '117')
    steps.enter(app, 'text', 'Link', POLL['link'])
    steps.enter(app, 'spin button', steps.starts('Quantity'), POLL['quantity'])
    steps.enter(app, 'spin button', steps.starts('Answer Number'), POLL['answer_number'])
    place_held(app, 'Sending order, $0.222')
    expect_adds(DEFAULT, COMMENTS, POLL)


def order_subscription(session, programs):
    app = session.app
    steps.choose_service(app, '119')
    steps.enter(app, 'text', 'Username', SUBSCRIPTION['username'])
    steps.enter(app, 'spin button', steps.starts('Minimum per Post'), SUBSCRIPTION['min'])
    steps.enter(app, 'spin button', steps.starts('Maximum per Post'), SUBSCRIPTION['max'])
    steps.enter(app, 'spin button', steps.starts('New Posts'), SUBSCRIPTION['posts'])
    place_held(app, 'Sending order')
    expect_adds(DEFAULT, COMMENTS, POLL, SUBSCRIPTION)


def row_says(app, number, *words):
    return any(row.startswith(f'Order {number}, ') and all(word in row for word in words)
               for row in steps.order_rows(app))


def orders_complete(session, programs):
    """Followed by the timer alone, the subscription's child too."""
    app = session.app
    steps.show_page(app, 'Orders')
    app.click('radio button', 'All')
    wait(lambda: all(row_says(app, order, 'completed') for order in ORDERS),
         lambda: f'The orders are not complete: {steps.order_rows(app)}')
    assert row_says(app, '23501', '1,000', '$7.74')
    assert row_says(app, '23502', ', 3, ', '$0.06918')
    assert row_says(app, '23503', ', 150, ', '$0.222')


def request_refill(session, programs):
    app = session.app
    app.await_node('list item', steps.starts('Order 23501, '), ('list', 'Orders')).point_and_click()
    # It is held for a second of this run, and then sent.
    app.click('button', 'Request Refill')
    wait(lambda: 'Requesting refill for 1 order' in app.heard(), lambda: f'Only heard: {app.heard()}')
    wait(lambda: row_says(app, '23501', 'completed', 'Refill completed'),
         lambda: f'The refill is not complete: {steps.order_rows(app)}')
    assert state['panel'].requests('refill') == [{'action': 'refill', 'order': '23501'}]


def key_is_in_no_process(session, programs):
    assert [pid for pid in state['panelist'].pids() if keyring.find_in_process(CANARY, pid)] == []


def quit_and_look_into_the_file(session, programs):
    state['rows'] = steps.order_rows(session.app)
    state['panelist'].quit()
    database = sqlite3.connect(f'file:{state["panelist"].database}?mode=ro', uri=True)
    rows = database.execute('SELECT kind, origin, state, remote_id, status, service, charge FROM intent'
                            ' ORDER BY id').fetchall()
    assert sorted(rows, key=str) == sorted([
        ('add', 'here', 'placed', '23501', 'completed', '101', '7.74'),
        ('add', 'here', 'placed', '23502', 'completed', '107', '0.06918'),
        ('add', 'here', 'placed', '23503', 'completed', '117', '0.222'),
        ('add', 'here', 'placed', '23504', 'completed', '119', None),
        ('add', 'child', 'placed', '23505', 'completed', '119', '0.46438'),
        ('refill', 'here', 'placed', None, 'none', None, None)], key=str), rows
    refills = database.execute('SELECT outcome, refill_id, refill.state, remote_id FROM refill'
                               ' JOIN intent ON intent.id = order_intent').fetchall()
    assert refills == [('placed', '1', 'completed', '23501')], refills
    database.close()


def restart_shows_everything(session, programs):
    state['lines'] = len(state['panel'].lines())
    app = state['panelist'].start()
    state['panelist'].resize(1200, 940)
    # The page that was open is open again, with the view that was chosen.
    app.await_node('grouping', 'Orders')
    wait(lambda: steps.order_rows(app) == state['rows'], lambda: f'The orders now: {steps.order_rows(app)}')
    app.await_node('list item', steps.starts('Order 23501, '), ('list', 'Orders')).point_and_click()
    app.await_words(DEFAULT['link'])
    app.await_words('Refill completed')
    steps.expect_text(app, 'text', 'Note', NOTE)
    # So is the search of the other page, answered from the list that was kept.
    steps.show_page(app, 'Services')
    app.await_words('12 of 1,200, by relevance')
    wait(lambda: steps.first_service(app).startswith('119, '), 'The list of services is not there')
    app.await_node('label', '$4.34 per 1,000')
    expect_adds(DEFAULT, COMMENTS, POLL, SUBSCRIPTION)


def key_is_nowhere_but_in_the_keyring(session, programs):
    """The panel takes the key that the keyring gave after the restart; nothing else holds it."""
    app = session.app
    press('ctrl+r')
    wait(lambda: len(state['panel'].lines()) > state['lines'], 'The panel was not asked again')
    assert not any('rejected' in word for window in app.picture() for word in window.words())
    assert [pid for pid in state['panelist'].pids() if keyring.find_in_process(CANARY, pid)] == []
    state['panelist'].quit()
    state['panelist'].expect_key_kept(CANARY)
    names = [path[len(session.directory):] for path in keyring.find_in_files(CANARY, session.files())]
    assert names == [], f'The key is in {names}'


tap.run([start, add_panel, order_default, order_custom_comments, order_poll, order_subscription,
         orders_complete, request_refill, key_is_in_no_process, quit_and_look_into_the_file,
         restart_shows_everything, key_is_nowhere_but_in_the_keyring], journey=True)
