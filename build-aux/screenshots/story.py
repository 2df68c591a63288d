# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all pictures need: a panel of the demo's program, Panelist driven by its accessible names, and pictures in
all sizes and schemes."""

import contextlib
import gettext
import os
import re
import sqlite3
import subprocess
import tempfile

from driver import Failure, wait
from steps import starts


SIZES = {'wide': (1200, 760), 'medium': (800, 700), 'narrow': (360, 720)}
SCHEMES = {'light': 'prefer-light', 'dark': 'prefer-dark'}
KEY = 'demo-key-0123456789abcdef'

# The pictures of the documents: by the name of a picture what they are called there, with their size and scheme.
DOCUMENTS = {'services': [('services-light', 'document', 'light'), ('services-narrow-light', 'phone', 'light')],
             'new-order-drip-feed': [('new-order-light', 'document', 'light'),
                                     ('new-order-narrow-dark', 'phone', 'dark')],
             'orders-all': [('orders-light', 'document', 'light')],
             'orders-attention': [('attention-dark', 'document', 'dark')],
             'killed': [('unconfirmed-after-kill', 'document', 'light')]}
DOCUMENTS_SIZES = {'document': (920, 620), 'phone': (360, 620)}
SHADOW = 40

SEED = 127

# Orders that are still under way when they are looked at.
ACTIVE = (('101', 'https://clips.example/@atelier.fen/video/8', 5000, 'Studio Fen'),
          ('104', 'https://chat.example/harbor-news', 300, None))


class Panel:
    """A panel of the demo's program."""

    def __init__(self, build, scale=12, key=KEY, port=0, faults='', seed=SEED):
        self.process = subprocess.Popen(
            [f'{build}/src/demo/panelist-demo-panel', '--port', str(port), '--key', key, '--seed', str(seed),
             '--time-scale', str(scale), '--faults', faults], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    @property
    def port(self):
        return int(re.search(r':(\d+)/', self.address)[1])

    def close(self):
        self.process.terminate()
        self.process.wait()


class Story:
    """One data directory, one window after the other. What a story shows is told by its `PICTURES`: how the names
    of its pictures begin."""

    PICTURES = ()

    def __init__(self, options, display, app):
        self.options = options
        self.display = display
        self.app = app
        self.data = tempfile.mkdtemp()
        self.process = None
        self.variant = None
        self.words = gettext.NullTranslations()

    # What happens

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f'Panelist ended with {self.process.returncode}')

    def start(self, *wrapper, **environment):
        self.process = subprocess.Popen([*wrapper, f'{self.options.build}/src/panelist', '--data-dir', self.data],
                                        env={**os.environ, **environment})
        self.app.attach(self.check_alive)
        self.display.ping = self.app.picture
        wait(lambda: self.display.main()[0], 'There is no window')
        self.app.origin = self.display.origin
        self.display.ping = self.get_size
        self.resize('wide')

    def end(self, end):
        self.display.ping = lambda: None
        end()
        self.process.wait()
        self.app.detach()

    def stop(self):
        self.end(self.process.terminate)

    def kill(self):
        self.end(self.process.kill)

    def get_size(self):
        return self.app.await_node('frame').extents()[2:]

    def resize(self, size):
        wanted = SIZES.get(size) or DOCUMENTS_SIZES[size]
        self.display.resize(*wanted)
        wait(lambda: self.get_size() == wanted, 'The window does not get its size')
        self.display.settle()

    def key(self, *keys):
        for key in keys:
            self.display.key(key)
            self.display.settle()

    def set_scheme(self, scheme):
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme', SCHEMES[scheme]],
                       check=True)

    @contextlib.contextmanager
    def database(self):
        """What is written while Panelist is closed; nothing of it stays in a log beside the file."""
        with contextlib.closing(sqlite3.connect(f'{self.data}/panelist.db')) as database, database:
            yield database

    # Pictures

    def wants(self, name):
        only = self.options.only
        return not only or any(name.startswith(prefix) for prefix in only)

    @classmethod
    def is_wanted(cls, only):
        return not only or not cls.PICTURES or any(prefix.startswith(wanted) or wanted.startswith(prefix)
                               for prefix in cls.PICTURES for wanted in only)

    def picture(self, name, sizes=SIZES):
        """What is on the screen now, in all its sizes and schemes."""
        if not self.options.all:
            self.document_picture(name)
            return
        if not self.wants(name):
            return
        name += f'-{self.variant}' if self.variant else ''
        print(name, flush=True)
        with open(f'{self.options.directory}/{name}.txt', 'w', encoding='utf-8') as file:
            file.write(self.app.tree())
        for size in sizes:
            self.resize(size)
            for scheme in SCHEMES:
                self.set_scheme(scheme)
                self.display.save(f'{self.options.directory}/{name}-{size}-{scheme}.png', SIZES[size], 0x999999ff)
        self.set_scheme('light')
        self.resize('wide')

    def document_picture(self, name):
        for file, size, scheme in DOCUMENTS.get(name, ()):
            self.set_scheme(scheme)
            self.resize(size)
            self.display.save(f'{self.options.directory}/{file}.png', DOCUMENTS_SIZES[size], room=SHADOW)
            self.set_scheme('light')
            self.resize('wide')

    # By the names on screen

    def _(self, name):
        """The words of the variant's language, as they are read out: without the marks of access keys."""
        if isinstance(name, str):
            for spelling in (name, '_' + name):
                if self.words.gettext(spelling) != spelling:
                    return self.words.gettext(spelling).replace('_', '')
        return name

    def write(self, role, name, text):
        self.app.await_node(role, self._(name)).set_text(text)

    def click(self, role, name, within=None):
        self.app.click(role, self._(name), within)
        self.display.settle()

    def point(self, role, name):
        """A click with the pointer, which takes the focus there."""
        self.app.await_node(role, name).point_and_click()
        self.display.leave()

    def search(self, words):
        self.key('ctrl+1')
        self.write('entry', 'Search services', words)
        self.display.settle()
        self.key('ctrl+f', 'End')

    def choose(self, service):
        """Finds the service by its number and starts an order of it."""
        self.search(service)
        self.key('Return', 'Return')
        self.app.await_words(re.compile(f'^\\W*{service}\\W* · '))
        self.app.await_node('grouping', self._('New Order'))
        self.display.settle()

    def fill(self, **fields):
        for name, value in fields.items():
            name = self._(name.replace('_', ' '))
            role, wanted = ('text', name) if self.app.find('text', name) else ('spin button', starts(name))
            self.write(role, wanted, str(value))
        self.display.settle()

    def place(self, picture=None, sizes=SIZES):
        """What costs little is held for a while, the rest is asked about."""
        heard = len(self.app.heard())
        alert = ('alert', re.compile('^(Place Order|Send Again)'))
        held = ('label', starts('Sending order'))
        self.click('button', 'Place Order')
        wait(lambda: self.app.find(*alert) or any(words.startswith('Sending order')
                                                  for words in self.app.heard()[heard:]), 'Nothing was placed')
        self.display.settle()
        if picture:
            self.picture(picture, sizes)
        if self.app.find(*alert):
            self.click('button', re.compile('^(Place Order|Send Again)$'), alert)
            self.app.await_gone(*alert)
        else:
            self.app.await_gone(*held)
        self.display.settle()

    def order(self, orders):
        for service, link, quantity, tag in orders:
            self.choose(service)
            self.fill(Link=link, Quantity=quantity, **({'Client_Tag': tag} if tag else {}))
            self.place()

    def rows(self):
        return [row.name for row in self.app.await_node('list', 'Orders').children]

    def refresh_until(self, words, n=1):
        """Asks the panel again and again, as people do, until so many rows say so."""
        def look():
            self.key('ctrl+r')
            return sum(words in row.lower() for row in self.rows()) >= n
        wait(look, lambda: f'No row says “{words}”: {self.rows()}', 300)

    def fill_panel(self, **fields):
        """Opens the dialog on the first page, and fills it in."""
        self.click('button', 'Add a Panel')
        self.app.await_node('dialog', 'Add Panel')
        for field, text in fields.items():
            self.write('text', field.replace('_', ' '), text)
        if 'API_Key' in fields:
            self.click('button', re.compile('^Test'))
            self.app.await_words(re.compile('rejected|balance'), ('dialog', 'Add Panel'))

    def accept_panel(self):
        self.click('button', 'Add', ('dialog', 'Add Panel'))
        self.app.await_node('list', 'Services')
        self.display.settle()

    def begin(self, panel):
        """From the first start to a panel with its services."""
        self.start()
        self.fill_panel(Name='Main Panel', API_URL=panel.address, API_Key=KEY)
        self.accept_panel()

    def age(self, *minutes):
        """Orders of one day's work, instead of all of the last minute."""
        with self.database() as database:
            rows = database.execute("SELECT id FROM intent WHERE kind = 'add' ORDER BY id").fetchall()
            for (row,), ago in zip(rows, minutes):
                database.execute('UPDATE intent SET created_time = created_time - ? WHERE id = ?', (ago * 60, row))
