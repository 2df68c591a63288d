# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives an application through AT-SPI, as a person with a screen reader would.

It knows nothing of Panelist, nor how it was started: it needs a display, a session bus, and the one application
that registers itself on the accessibility bus. Everything is looked up by role and accessible name, in a fresh
picture of the widgets each time: nothing that is remembered can be out of date.
"""

import re
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

# The overall limit of a wait: it ends a test that hangs, and measures nothing. Seconds.
LIMIT = 60
PAUSE = 0.1

CALL_TIMEOUT = 60000    # milliseconds
DESKTOP = '/org/a11y/atspi/accessible/root'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
EVENT = 'org.a11y.atspi.Event.Object'

SENSITIVE = 1 << Atspi.StateType.SENSITIVE
CHECKED = 1 << Atspi.StateType.CHECKED
FOCUSED = 1 << Atspi.StateType.FOCUSED
INVALID = 1 << Atspi.StateType.INVALID_ENTRY

class Failure(AssertionError):
    """What a person would have expected and did not find."""


def wait(condition, what, limit=LIMIT):
    """Returns the first true value of `condition`; fails with `what` when there is none within the limit."""
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(what() if callable(what) else what)
        time.sleep(PAUSE)


def spoken(text):
    """The text without the marks that keep a foreign name apart from the words around it."""
    return text.replace('\u2068', '').replace('\u2069', '')


# GTK tells some roles more closely than the oldest one that Panelist builds with.
OLDER_ROLES = {'password text': 'text'}


class Node:
    """One widget as it was when the picture was taken."""

    def __init__(self, app, path, name, role, description, states):
        self.app = app
        self.path = path
        self.name = spoken(name)
        role = Atspi.role_get_name(role)
        self.role = OLDER_ROLES.get(role, role)
        self.description = spoken(description)
        self.states = states[0] | states[1] << 32
        self.parent = None
        self.children = []

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    def has(self, state):
        return bool(self.states & state)

    @property
    def sensitive(self):
        return self.has(SENSITIVE)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def words(self):
        """Everything a screen reader can say below here."""
        return [word for node in self.walk() for word in (node.name, node.description) if word]

    def find(self, role, name=None):
        return next(self.find_all(role, name), None)

    def find_all(self, role, name=None):
        return (node for node in self.walk() if node.matches(role, name))

    def matches(self, role, name):
        if role is not None and self.role != role:
            return False
        if name is None:
            return True
        return bool(name.search(self.name)) if isinstance(name, re.Pattern) else self.name == name

    def call(self, interface, method, arguments=None):
        return self.app.call(self.path, 'org.a11y.atspi.' + interface, method, arguments)

    def click(self):
        """The one action of a button."""
        if not self.call('Action', 'DoAction', GLib.Variant('(i)', (0,)))[0]:
            raise Failure(f'{self!r} did nothing')

    def extents(self):
        """x, y, width and height within the window."""
        return self.call('Component', 'GetExtents', GLib.Variant('(u)', (Atspi.CoordType.WINDOW,)))[0]

    def point_and_click(self):
        """With the mouse, in the middle. Positions on the screen are not told, those in the window are."""
        x, y, width, height = self.extents()
        left, top = self.app.origin()
        xdotool('mousemove', '--sync', '--window', find_window(), str(left + x + width // 2),
                str(top + y + height // 2), 'click', '1')

    def text(self):
        return self.call('Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]

    def set_text(self, text):
        if not self.call('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))[0]:
            raise Failure(f'{self!r} took no text')


class App:
    """The application that is on the accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                          Gio.DBusCallFlags.NONE, CALL_TIMEOUT).unpack()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(self.address, flags)
        self.destination = None
        self.alive = None
        # Where its window begins within that of X: after the shadow, where there is one.
        self.origin = lambda: (0, 0)
        self.seen = ()
        self.announcements = []
        self.guards = []        # called with each picture that is taken
        self.bus.signal_subscribe(None, EVENT, 'Announcement', None, None, Gio.DBusSignalFlags.NONE,
                                  self._on_announcement)
        wait(self._register, 'The accessibility bus has no registry')

    def _register(self):
        """Asks for announcements; the registry is started by this, and a first one may end at once."""
        try:
            self._call('org.a11y.atspi.Registry', '/org/a11y/atspi/registry', 'org.a11y.atspi.Registry',
                       'RegisterEvent', GLib.Variant('(sass)', ('object:announcement', [], '')))
        except GLib.Error:
            return False
        return True

    def _on_announcement(self, bus, sender, path, interface, signal, parameters):
        self.announcements.append(spoken(parameters.unpack()[3]))

    def heard(self):
        """What was announced so far."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.announcements

    def _call(self, destination, path, interface, method, arguments=None):
        return self.bus.call_sync(destination, path, interface, method, arguments, None,
                                  Gio.DBusCallFlags.NONE, CALL_TIMEOUT).unpack()

    def call(self, path, interface, method, arguments=None):
        return self._call(self.destination, path, interface, method, arguments)

    def _registered(self):
        """The bus name of the one application there is, or None."""
        names = [name for name, path in self._call('org.a11y.atspi.Registry', DESKTOP,
                                                   ACCESSIBLE, 'GetChildren')[0]]
        names = [name for name in names if not self._is_portal(name)]
        return names[-1] if names else None

    def _is_portal(self, name):
        """Those of a sandbox register themselves, too."""
        try:
            told, = self._call(name, DESKTOP, 'org.freedesktop.DBus.Properties', 'Get',
                               GLib.Variant('(ss)', (ACCESSIBLE, 'Name')))
        except GLib.Error:      # it is gone, or not there yet
            return True
        return told.startswith('xdg-')

    def attach(self, alive):
        """Waits for the application to register itself; `alive` raises once it can't anymore."""
        self.alive = alive
        self.destination = wait(lambda: alive() or self._registered(), 'The application did not show itself')

    def detach(self):
        """Waits until the application is gone from the bus, so that the next one can be told from it."""
        wait(lambda: self._registered() is None, 'The application is still on the accessibility bus')
        self.destination = None

    def _call_all(self, calls):
        """The answers to many calls, None for what is gone; they all wait at once."""
        answers = [None] * len(calls)
        waiting = len(calls)

        def on_answer(bus, result, index):
            nonlocal waiting
            waiting -= 1
            try:
                answers[index] = bus.call_finish(result).unpack()[0]
            except GLib.Error:
                pass

        for index, (path, interface, method, arguments) in enumerate(calls):
            self.bus.call(self.destination, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                          CALL_TIMEOUT, None, on_answer, index)
        while waiting > 0:
            GLib.MainContext.default().iteration(True)
        return answers

    def _ask_for_children(self):
        """The paths of the children of each widget in sight, by its path."""
        known = {}
        # Those of the last picture are asked for at once: most of them are still there.
        wanted = {DESKTOP, *self.seen}
        while wanted:
            paths = list(wanted)
            answers = self._call_all([(path, ACCESSIBLE, 'GetChildren', None) for path in paths])
            known.update((path, [child for name, child in answer or []]) for path, answer in zip(paths, answers))
            wanted = {child for children in known.values() for child in children} - known.keys()
        return known

    def _ask_for_node(self, path):
        """A widget that GTK leaves out of its answer about all of them."""
        def get(name):
            return path, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (ACCESSIBLE, name))

        answers = self._call_all([get('Name'), (path, ACCESSIBLE, 'GetRole', None), get('Description'),
                                  (path, ACCESSIBLE, 'GetState', None)])
        return None if None in answers else Node(self, path, *answers)

    def picture(self):
        """The windows with all that is in sight, or [] while there are none.

        What is there is asked of each widget, as GTK's answer about all of them holds what is gone, too.
        """
        self.alive()
        known = self._ask_for_children()
        try:
            items, = self._call(self.destination, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')
        except GLib.Error:
            return []
        told = {item[0][1]: item[6:] for item in items}
        nodes = {}

        def add(path, parent):
            node = Node(self, path, *told[path]) if path in told else self._ask_for_node(path)
            if node is not None:
                nodes[path] = node
                node.parent = parent
                node.children = [child for child in (add(child, node) for child in known[path]) if child is not None]
            return node

        windows = [window for window in (add(path, None) for path in known[DESKTOP]) if window is not None]
        self.seen = nodes.keys()
        for guard in self.guards:
            guard(windows)
        return windows

    def find(self, role, name=None, within=None):
        """The first match in sight, or None; `within` = (role, name) of what holds it."""
        for window in self.picture():
            for node in window.find_all(role, name):
                if within is None or any(holder.matches(*within) for holder in node.ancestors()):
                    return node
        return None

    def tree(self):
        """What is in sight, for people."""
        lines = []

        def add(node, depth):
            marks = ''.join(mark for mark, state in (('*', FOCUSED), ('x', CHECKED), ('!', INVALID))
                            if node.has(state)) + ('' if node.sensitive else '-')
            if node.name or node.description or node.role not in ('panel', 'grouping', 'filler'):
                detail = f' ({node.description})' if node.description else ''
                lines.append(f'{"  " * depth}{node.role} “{node.name}”{detail} {marks}'.rstrip())
                depth += 1
            for child in node.children:
                add(child, depth)

        for window in self.picture():
            add(window, 0)
        return '\n'.join(lines)

    def await_node(self, role, name=None, within=None, condition=None):
        """Waits for a node in sight that fits, and returns it."""
        def look():
            node = self.find(role, name, within)
            return node if node is not None and (condition is None or condition(node)) else None

        shown = name.pattern if isinstance(name, re.Pattern) else name
        return wait(look, lambda: f'There is no {role} “{shown}” as it should be')

    def await_gone(self, role, name=None, within=None):
        wait(lambda: self.find(role, name, within) is None, lambda: f'There still is a {role} “{name}”')

    def await_words(self, words, within=None):
        """Waits until a name or a description holds the words (or matches the pattern)."""
        pattern = words if isinstance(words, re.Pattern) else re.compile(re.escape(words))

        def look():
            for window in self.picture():
                for node in window.walk():
                    if within is not None and not any(holder.matches(*within)
                                                      for holder in (node, *node.ancestors())):
                        continue
                    if pattern.search(node.name) or pattern.search(node.description):
                        return node
            return None

        return wait(look, lambda: f'Nothing says “{pattern.pattern}”')

    def click(self, role, name, within=None):
        self.await_node(role, name, within, lambda node: node.sensitive).click()

    def has_words(self, words):
        return any(words in word for window in self.picture() for word in window.words())


# Keys go where the focus is, as those of a person do.

def xdotool(*arguments):
    return subprocess.run(['xdotool', *arguments], check=True, capture_output=True, text=True).stdout


def press(*keys):
    xdotool('key', '--clearmodifiers', *keys)


def type_text(text):
    for number, line in enumerate(text.split('\n')):
        if number > 0:
            press('Return')
        if line:
            xdotool('type', '--clearmodifiers', '--delay', '10', '--', line)


def find_window():
    """The X window of the application."""
    found = wait(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'panelist'],
                                        capture_output=True, text=True).stdout.split(),
                 'There is no window on the display')
    return found[0]
