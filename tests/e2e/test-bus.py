# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs of the user reach over the session bus: pages are opened, nothing spends (safety.md F2)."""

import steps
import tap
from driver import CHECKED, wait
from session import Panel, Panelist

from gi.repository import Gio, GLib

# A new name here must place, cancel, refill, resume and change nothing, and carry neither link, amount nor path.
APPLICATION_ACTIONS = {'about', 'new-order', 'orders', 'show-orders', 'preferences', 'quit', 'services', 'shortcuts'}
WINDOW_ACTIONS = set()

state = {}


def names_on_bus(bus):
    return bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListNames', None, None,
                         Gio.DBusCallFlags.NONE, -1).unpack()[0]


def object_paths(bus, name, path='/'):
    """All objects that the application exports below a path."""
    text, = bus.call_sync(name, path, 'org.freedesktop.DBus.Introspectable', 'Introspect', None, None,
                          Gio.DBusCallFlags.NONE, -1).unpack()
    node = Gio.DBusNodeInfo.new_for_xml(text)
    yield path, {interface.name for interface in node.interfaces}
    for child in node.nodes:
        yield from object_paths(bus, name, path.rstrip('/') + '/' + child.path)


def start(session, programs):
    state['panel'] = Panel(session, programs.demo_panel, 'panel', '--services', '60')
    state['panelist'] = Panelist(session, programs.panelist, time_scale=5)
    state['bus'] = Gio.bus_get_sync(Gio.BusType.SESSION)
    state['panelist'].start()
    steps.add_panel(session.app, state['panel'])


def only_these_actions_are_exported(session, programs):
    bus = state['bus']
    state['name'], = [name for name in names_on_bus(bus) if name.startswith('io.github.panelist.')]
    groups = {}
    for path, interfaces in object_paths(bus, state['name']):
        if 'org.gtk.Actions' in interfaces:
            actions, = bus.call_sync(state['name'], path, 'org.gtk.Actions', 'List', None, None,
                                     Gio.DBusCallFlags.NONE, -1).unpack()
            groups[path] = set(actions)
    state['path'], = [path for path in groups if '/window/' not in path]
    windows = {path: actions for path, actions in groups.items() if '/window/' in path}
    assert groups[state['path']] == APPLICATION_ACTIONS, groups
    assert len(windows) == 1 and all(actions == WINDOW_ACTIONS for actions in windows.values()), windows


def none_takes_a_parameter(session, programs):
    described, = state['bus'].call_sync(state['name'], state['path'], 'org.gtk.Actions', 'DescribeAll', None, None,
                                        Gio.DBusCallFlags.NONE, -1).unpack()
    assert {name: signature for name, (enabled, signature, value) in described.items() if signature} == {}


def activate(action):
    state['bus'].call_sync(state['name'], state['path'], 'org.gtk.Actions', 'Activate',
                           GLib.Variant('(sava{sv})', (action, [], {})), None, Gio.DBusCallFlags.NONE, -1)


def a_notification_opens_what_needs_attention(session, programs):
    """What a click on one calls."""
    app = session.app
    steps.show_page(app, 'Orders')
    app.click('radio button', 'All')
    steps.show_page(app, 'Services')
    activate('show-orders')
    app.await_node('grouping', 'Orders')
    app.await_node('radio button', 'Needs Attention', condition=lambda node: node.has(CHECKED))


def none_spends(session, programs):
    """With a complete order on screen, every action is called; the order stays where it is."""
    app = session.app
    state['panelist'].resize(1200, 940)
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', 'https://clips.example/@a/1')
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000')
    app.await_node('button', 'Place Order', condition=lambda node: node.sensitive)
    for action in sorted(APPLICATION_ACTIONS - {'quit'}):
        activate(action)
    wait(lambda: app.find('dialog'), 'No action did anything')
    assert app.find('alert') is None
    sent = {line['form']['action'] for line in state['panel'].lines() if line['kind'] == 'request'}
    assert sent <= {'balance', 'services', 'status'}, sent


tap.run([start, only_these_actions_are_exported, none_takes_a_parameter,
         a_notification_opens_what_needs_attention, none_spends], journey=True)
