# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application ends while an order is held or on its way: by its window, and by the end of the session. The panel
answers only when it is told to."""

import json
import os
import signal
import sys
import threading

import gi
import keyring
import steps
import tap
from driver import press, wait, xdotool
from session import Panelist

gi.require_version('Gtk', '4.0')
from gi.repository import Gtk  # noqa: E402

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'crash'))
from panel import KEY, Panel  # noqa: E402

LINK = 'https://clips.example/p/1'


class Desktop:
    """What notifications and the session's end go through."""

    def __init__(self, session):
        self.path = session.path('desktop.jsonl')
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'desktop.py')
        with open(self.path, 'wb') as file:
            session.spawn([sys.executable, '-B', program, 'org.freedesktop.Notifications',
                           'org.gnome.SessionManager'], 'desktop', stdout=file)
        wait(lambda: self.calls('ready'), 'There is no desktop')

    def calls(self, method):
        with open(self.path, encoding='utf-8') as file:
            return [line['arguments'] if 'arguments' in line else True
                    for line in map(json.loads, file) if line['method'] == method]


desktops = []


def get_desktop(session):
    if not desktops:
        keyring.stored_keys()       # it is there, and open
        desktops.append(Desktop(session))
    return desktops[0]


def begin(session, programs, name, fate, time_scale=4):
    """A window with an order that is confirmed, of a panel that keeps its answer to itself."""
    get_desktop(session)
    panel = Panel(1, {fate: 1})
    panel.gate = threading.Event()
    panel.key = KEY
    panelist = Panelist(session, programs.panelist, name, time_scale=time_scale)
    app = panelist.start()
    steps.add_panel(app, panel)
    steps.choose_service(app, '1')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000')
    steps.place_order(app)
    steps.hold(app)
    return panel, panelist


def adds(panel):
    return [request for request in panel.wire if request['action'] == 'add']


def await_sent(panel):
    wait(lambda: adds(panel), 'The order was not sent')


def close_window(panelist):
    xdotool('windowfocus', '--sync', panelist.window)
    press('ctrl+q')
    wait(lambda: not panelist.app.picture(), 'The window stays')


def await_end(panelist):
    wait(lambda: panelist.process.poll() is not None, 'The application does not end')
    assert panelist.process.returncode == 0, panelist.log()[-4000:]
    panelist.app.detach()


def await_row(panelist, *words):
    app = panelist.start()
    steps.show_page(app, 'Orders')
    app.await_node('radio button', 'All').click()
    wait(lambda: any(all(word in row for word in words) for row in steps.order_rows(app)),
         lambda: f'No row says {words}: {steps.order_rows(app)}')
    return app


def the_window_closes_while_an_order_is_sent(session, programs):
    """The process stays, without a window, until the order has its outcome."""
    panel, panelist = begin(session, programs, 'sent', 'late')
    await_sent(panel)
    close_window(panelist)
    assert panelist.process.poll() is None, (panelist.process.returncode, panelist.log()[-3000:])
    panel.gate.set()
    await_end(panelist)
    await_row(panelist, 'pending', '$0.90')
    assert len(adds(panel)) == 1


def the_window_closes_while_an_order_is_held(session, programs):
    """Closing does not take it back: it is sent when its time has come, once."""
    panel, panelist = begin(session, programs, 'held', 'late', time_scale=1)
    panel.gate.set()
    assert not adds(panel)
    close_window(panelist)
    assert panelist.process.poll() is None, (panelist.process.returncode, panelist.log()[-3000:])
    assert not adds(panel)
    await_sent(panel)
    await_end(panelist)
    await_row(panelist, 'pending', '$0.90')
    assert len(adds(panel)) == 1


def the_session_ends_while_an_order_is_sent(session, programs):
    """It leaves at once; the next start tells what is not known."""
    panel, panelist = begin(session, programs, 'ended', 'late')
    await_sent(panel)
    panelist.process.send_signal(signal.SIGTERM)
    await_end(panelist)
    panel.gate.set()
    app = await_row(panelist, 'unconfirmed')
    app.await_words('It is not known yet whether this order was placed. Do not order it again.')
    assert len(adds(panel)) == 1


def the_session_ends_while_an_order_is_held(session, programs):
    """Nothing has left, and nothing does at the next start."""
    panel, panelist = begin(session, programs, 'held-ended', 'late', time_scale=1)
    panel.gate.set()
    panelist.process.send_signal(signal.SIGTERM)
    await_end(panelist)
    app = await_row(panelist, 'not sent')
    assert not adds(panel)
    # Only a person tries it again, and in the form.
    app.click('button', 'Try Again…')
    app.await_node('grouping', 'New Order')
    steps.expect_text(app, 'text', 'Link', LINK)
    steps.place_order(app)
    await_sent(panel)
    wait(lambda: 'Order Placed' in app.heard(), lambda: f'Only heard: {app.heard()}')
    assert len(adds(panel)) == 1


def a_late_answer_settles_what_nobody_waits_for(session, programs):
    """Stop Waiting takes the spinner away, and nothing else."""
    panel, panelist = begin(session, programs, 'late', 'late')
    app = panelist.app
    await_sent(panel)
    steps.show_page(app, 'Orders')
    app.click('button', 'Stop Waiting')
    app.await_gone('button', 'Stop Waiting')
    panel.gate.set()
    wait(lambda: any('pending' in row for row in steps.order_rows(app)),
         lambda: f'The answer settles nothing: {steps.order_rows(app)}')
    assert len(adds(panel)) == 1


def nobody_logs_out_meanwhile(session, programs):
    """While the order is on its way the session is asked to stay, and only then."""
    desktop = get_desktop(session)
    if (Gtk.get_major_version(), Gtk.get_minor_version()) >= (4, 20):
        raise tap.Skip('a newer GTK does not ask the session manager')
    n_before = len(desktop.calls('Inhibit'))
    panel, panelist = begin(session, programs, 'inhibited', 'late')
    await_sent(panel)
    wait(lambda: len(desktop.calls('Inhibit')) == n_before + 1, lambda: f'Inhibited: {desktop.calls("Inhibit")}')
    application, _, reason, flags = desktop.calls('Inhibit')[-1]
    # Log out and suspend.
    assert flags == 1 | 4, flags
    assert reason == 'An order is being sent', reason
    n_ended = len(desktop.calls('Uninhibit'))
    panel.gate.set()
    wait(lambda: len(desktop.calls('Uninhibit')) == n_ended + 1, 'The session is asked to stay for ever')


def an_unconfirmed_order_is_heard(session, programs):
    """On the form that placed it, and not as a failure."""
    panel, panelist = begin(session, programs, 'heard', 'late-lost')
    await_sent(panel)
    panel.gate.set()
    app = panelist.app
    words = 'Unconfirmed: It is not known yet whether this order was placed. Do not order it again.'
    wait(lambda: any(heard.startswith(words) for heard in app.heard()), lambda: f'Only heard: {app.heard()}')


def an_unconfirmed_order_is_told_without_a_window(session, programs):
    desktop = get_desktop(session)
    n_before = len(desktop.calls('Notify'))
    panel, panelist = begin(session, programs, 'notified', 'late-lost')
    await_sent(panel)
    assert len(desktop.calls('Notify')) == n_before
    close_window(panelist)
    panel.gate.set()
    wait(lambda: len(desktop.calls('Notify')) == n_before + 1, 'Nothing was told')
    _, _, _, title, body, _, _, _ = desktop.calls('Notify')[-1]
    assert title == '1 Order Is Unconfirmed', title
    assert body == 'It is not known yet whether this order was placed. Do not order it again.', body
    await_end(panelist)
    await_row(panelist, 'unconfirmed')


tap.run([the_window_closes_while_an_order_is_sent, the_window_closes_while_an_order_is_held,
         the_session_ends_while_an_order_is_sent, the_session_ends_while_an_order_is_held,
         a_late_answer_settles_what_nobody_waits_for,
         nobody_logs_out_meanwhile, an_unconfirmed_order_is_heard,
         an_unconfirmed_order_is_told_without_a_window])
