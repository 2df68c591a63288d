# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a desktop that tell of notifications and end sessions: writes down what they are asked, one JSON line
for each call."""

import json
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

INTERFACES = '''
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/>
    </method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
  </interface>
  <interface name="org.gnome.SessionManager">
    <method name="RegisterClient">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="UnregisterClient"><arg type="o" direction="in"/></method>
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="u" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="Uninhibit"><arg type="u" direction="in"/></method>
    <property name="SessionIsActive" type="b" access="read"/>
    <property name="InhibitedActions" type="u" access="read"/>
  </interface>
  <interface name="org.gnome.SessionManager.ClientPrivate">
    <method name="EndSessionResponse"><arg type="b" direction="in"/><arg type="s" direction="in"/></method>
  </interface>
</node>'''

ANSWERS = {
    'GetCapabilities': GLib.Variant('(as)', (['body', 'actions'],)),
    'GetServerInformation': GLib.Variant('(ssss)', ('desktop', 'Panelist', '1', '1.2')),
    'Notify': GLib.Variant('(u)', (7,)),
    'RegisterClient': GLib.Variant('(o)', ('/client',)),
    'Inhibit': GLib.Variant('(u)', (5,)),
}

PROPERTIES = {'SessionIsActive': GLib.Variant('b', True), 'InhibitedActions': GLib.Variant('u', 0)}


def on_call(connection, sender, path, interface, method, parameters, invocation):
    print(json.dumps({'method': method, 'arguments': parameters.unpack()}), flush=True)
    invocation.return_value(ANSWERS.get(method))


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
interfaces = Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces
for path, interface in zip(('/org/freedesktop/Notifications', '/org/gnome/SessionManager', '/client'), interfaces):
    bus.register_object(path, interface, on_call,
                        lambda connection, sender, path, interface, name: PROPERTIES.get(name), None)
for name in sys.argv[1:]:
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
GLib.timeout_add(100, lambda: print(json.dumps({'method': 'ready'}), flush=True))
GLib.MainLoop().run()
