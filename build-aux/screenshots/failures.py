# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong: panels that do not answer, keyrings, data files, and an application that is killed."""

import contextlib
import os
import subprocess
import tempfile

import gi

from driver import Failure, wait
from servers import WrongServer, make_certificate, unused_address
from steps import starts
from story import KEY, Panel, Story

gi.require_version('Secret', '1')
from gi.repository import Gio, GLib, Secret  # noqa: E402

DAMAGE = b'This is no database at all.' * 40

# A session bus where no keyring is, nor can be started.
EMPTY_BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''


@contextlib.contextmanager
def empty_bus():
    with tempfile.NamedTemporaryFile('w', suffix='.conf') as file:
        file.write(EMPTY_BUS)
        file.flush()
        bus = subprocess.Popen(['dbus-daemon', '--nofork', '--print-address', '--config-file', file.name],
                               stdout=subprocess.PIPE, text=True)
        yield bus.stdout.readline().strip()
        bus.terminate()
        bus.wait()


def without_network():
    """What starts a program on a computer that is connected to nothing."""
    wrapper = ['unshare', '--net']
    return wrapper if os.getuid() == 0 else [*wrapper, '--map-root-user']


def lock_keyring():
    """As a person does who then dismisses each prompt: whoever has this name and no prompt to show."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                  GLib.Variant('(su)', ('org.gnome.keyring.SystemPrompter', 4)), None, Gio.DBusCallFlags.NONE, -1)
    service = Secret.Service.get_sync(Secret.ServiceFlags.LOAD_COLLECTIONS)
    service.lock_sync(service.get_collections())


class Failures(Story):
    PICTURES = ('orders-empty', 'banner', 'details', 'key', 'moved', 'data')

    def move_panel(self, address):
        with self.database() as database:
            database.execute('UPDATE panel SET address = ?', (address,))

    def banner(self, name, words, *wrapper, **environment):
        """Starts Panelist where something is wrong with the panel, on the page of services."""
        self.start(*wrapper, **environment)
        self.key('ctrl+1', 'ctrl+r')
        self.app.await_node('label', words)
        self.display.settle()
        self.picture('banner-' + name)

    def panels(self, address):
        with contextlib.closing(WrongServer()) as server:
            self.move_panel(server.address)
            self.banner('web-page', starts('Main Panel sends a web page'))
            self.click('button', 'Details')
            self.app.await_node('dialog')
            self.picture('details-web-page')
            self.stop()
        with contextlib.closing(WrongServer(301, headers={'Location': 'https://panel.example/api/v2'})) as server:
            self.move_panel(server.address)
            self.banner('moved', 'Main Panel points to another address')
            self.stop()
        with contextlib.closing(WrongServer(certificate=make_certificate(tempfile.mkdtemp()))) as server:
            self.move_panel(server.address)
            self.banner('not-secure', starts('The connection to Main Panel is not secure'))
            self.click('button', 'Details')
            self.app.await_node('dialog')
            self.picture('details-not-secure')
            self.stop()
        self.move_panel(unused_address())
        self.banner('not-answering', starts('Main Panel is not answering'))
        self.stop()
        self.move_panel('https://panel.example/api/v2')
        self.banner('offline', starts('Working offline'), *without_network())
        self.choose('101')
        self.fill(Link='https://clips.example/@nora.bakes/video/7', Quantity='500')
        self.picture('banner-offline-new-order')
        self.stop()
        self.move_panel(address)

    def keys(self, panel):
        panel.close()
        other = Panel(self.options.build, port=panel.port, key='another-key-0123456789')
        self.banner('key-rejected', 'Main Panel rejected the API key')
        self.click('button', 'Edit Panel…')
        self.app.await_node('dialog', 'Edit Panel')
        self.picture('key-edit-panel')
        self.stop()
        other.close()
        panel = Panel(self.options.build, port=panel.port)
        with empty_bus() as bus:
            # Where the accessibility bus is, is asked of the session bus.
            self.banner('key-no-keyring', starts('No keyring available'), DBUS_SESSION_BUS_ADDRESS=bus,
                        AT_SPI_BUS_ADDRESS=self.app.address)
            self.click('button', 'Use Key for This Session…')
            self.app.await_node('alert')
            self.picture('key-dialog')
            self.write('text', 'API Key', KEY)
            self.picture('key-dialog-filled')
            self.stop()
        lock_keyring()
        self.banner('key-keyring-locked', starts('The keyring is locked'))
        self.stop()
        return panel

    def remove_key(self):
        with self.database() as database:
            database.execute("UPDATE panel SET uuid = 'c0ffee00-0000-4000-8000-000000000000'")
        self.banner('key-missing', starts('The API key of Main Panel is missing'))
        self.stop()

    def failure_page(self, name, words):
        self.start()
        self.app.await_words(words)
        self.display.settle()
        self.picture('data-' + name)

    def data_file(self):
        with self.database() as database:
            version, = database.execute('PRAGMA user_version').fetchone()
            database.execute('PRAGMA user_version = 1000')
        self.failure_page('newer', 'Data From a Newer Version')
        self.stop()
        with self.database() as database:
            database.execute(f'PRAGMA user_version = {version}')
        with open(f'{self.data}/panelist.db', 'r+b') as database:
            database.write(DAMAGE)
        self.failure_page('damaged', 'The Data File Is Damaged')
        self.click('button', 'Start Empty')
        self.app.await_node('alert')
        self.picture('data-start-empty')
        self.stop()

    def run(self):
        panel = Panel(self.options.build)
        self.begin(panel)
        self.key('ctrl+3')
        self.picture('orders-empty')
        self.click('radio button', 'Partial')
        self.picture('orders-empty-view')
        self.stop()
        self.panels(panel.address)
        panel = self.keys(panel)
        self.remove_key()
        self.data_file()
        panel.close()


class Killed(Story):
    """The application is killed while an order is under way, and started again."""

    PICTURES = ('killed',)

    def get_state(self):
        with self.database() as database:
            return [state for state, in database.execute("SELECT state FROM intent WHERE kind = 'add'")]

    def run(self):
        # The order is placed at once; the answer to it comes when nobody waits for it anymore.
        panel = Panel(self.options.build, faults='add:late=600s')
        self.begin(panel)
        self.choose('101')
        self.fill(Link='https://photos.example/@corner.bakery', Quantity='2000', Client_Tag='Cafe Lumen')
        self.key('ctrl+Return')
        wait(lambda: self.app.find('alert', 'Place Order?') or 'held' in self.get_state(), 'Nothing was placed')
        if self.app.find('alert', 'Place Order?'):
            self.click('button', 'Place Order', ('alert', 'Place Order?'))
        wait(lambda: self.get_state() == ['submitting'], 'The order is not under way')
        self.kill()
        if self.get_state() != ['submitting']:
            raise Failure('The order was answered before the application was killed')
        self.start()
        self.click('button', 'Review')
        self.app.await_words('The balance fell by')
        self.display.settle()
        self.picture('killed')
        self.stop()
        panel.close()
