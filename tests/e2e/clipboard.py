# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a text on the clipboard for as long as it runs, as the program does that a person copied it from."""

import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, GObject, Gtk  # noqa: E402

Gtk.init()
Gdk.Display.get_default().get_clipboard().set(GObject.Value(str, sys.stdin.readline().rstrip('\n')))
print('ready', flush=True)
GLib.MainLoop().run()
