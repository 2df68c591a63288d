#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""screenshots.py BUILD [--all DIRECTORY] [--only PREFIX…]: drives Panelist through its screens, on a panel of the
demo's program, and writes the pictures of the README, or with --all every screen in every size and scheme, each
with what a screen reader finds there."""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

from display import Display

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../../tests/e2e'))
from driver import App, Failure, wait  # noqa: E402
from steps import starts  # noqa: E402

SIZES = {'wide': (1200, 760), 'medium': (800, 700), 'narrow': (360, 720)}
SCHEMES = {'light': 'prefer-light', 'dark': 'prefer-dark'}
KEY = 'demo-key-0123456789abcdef'

# The pictures of the README: what it is called there, its size and its scheme.
README = {'services': ('services-light', 'light'), 'new-order-drip-feed': ('new-order-light', 'light'),
          'orders-all': ('orders-light', 'light'), 'orders-attention': ('attention-dark', 'dark')}
README_SIZE = (920, 620)     # 1000 x 700 with the shadow
README_SHADOW = 40

# The first is refused, the second may or may not have been placed; the seed makes the fourth and the
# fifth of the others end canceled and partial.
FAULTS = 'add:refuse=1,add:drop-after=1'
SEED = 127


class Panel:
    """A panel of the demo's program."""

    def __init__(self, build, scale=12, key=KEY, port=0, faults=FAULTS):
        self.process = subprocess.Popen(
            [f'{build}/src/demo/panelist-demo-panel', '--port', str(port), '--key', key, '--seed', str(SEED),
             '--time-scale', str(scale), '--faults', faults], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Story:
    def __init__(self, options):
        self.options = options
        self.display = Display()
        self.data = tempfile.mkdtemp()
        self.app = App()
        self.process = None

    # What happens

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f'Panelist ended with {self.process.returncode}')

    def start(self, *arguments):
        self.process = subprocess.Popen([f'{self.options.build}/src/panelist', *arguments])
        self.app.attach(self.check_alive)
        self.display.ping = self.app.picture
        wait(lambda: self.display.main()[0], 'There is no window')
        self.display.ping = self.get_size
        self.resize('wide')

    def stop(self):
        self.display.ping = lambda: None
        self.process.terminate()
        self.process.wait()
        self.app.detach()

    def get_size(self):
        return self.app.await_node('frame').extents()[2:]

    def resize(self, size):
        wanted = SIZES.get(size, README_SIZE)
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

    def wants(self, name):
        only = self.options.only
        return not only or any(name.startswith(prefix) for prefix in only)

    def picture(self, name, sizes=SIZES):
        """What is on the screen now, in all its sizes and schemes."""
        if not self.options.all:
            self.readme_picture(name)
            return
        if not self.wants(name):
            return
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

    def readme_picture(self, name):
        if name not in README:
            return
        file, scheme = README[name]
        self.set_scheme(scheme)
        self.resize('readme')
        self.display.save(f'{self.options.directory}/{file}.png', README_SIZE, room=README_SHADOW)
        self.set_scheme('light')
        self.resize('wide')

    # The screens

    def write(self, role, name, text):
        self.app.await_node(role, name).set_text(text)

    def click(self, role, name, within=None):
        self.app.click(role, name, within)
        self.display.settle()

    def add_panel(self, name, **fields):
        """Opens the dialog, fills it in and takes its picture."""
        self.click('button', 'Add a Panel')
        self.app.await_node('dialog', 'Add Panel')
        for field, text in fields.items():
            self.write('text', field.replace('_', ' '), text)
        if 'API_Key' in fields:
            self.click('button', re.compile('^Test'))
            self.app.await_words(re.compile('rejected|balance'), ('dialog', 'Add Panel'))
        self.picture(name)

    def first_run(self, panel):
        self.picture('welcome')
        self.add_panel('add-panel')
        self.key('Escape')
        self.add_panel('add-panel-address', Name='Main Panel', API_URL='ftp://panel.example')
        self.key('Escape')
        self.add_panel('add-panel-error', Name='Main Panel', API_URL=panel.address, API_Key='wrong-key-0123456789')
        self.key('Escape')
        self.add_panel('add-panel-balance', Name='Main Panel', API_URL=panel.address, API_Key=KEY)
        self.click('button', 'Add', ('dialog', 'Add Panel'))
        self.app.await_node('list', 'Services')
        self.display.settle()

    def dialogs(self):
        self.key('ctrl+comma')
        self.picture('preferences')
        self.key('Escape')
        self.key('ctrl+question')
        self.picture('shortcuts')
        self.key('Escape')
        self.click('toggle button', 'Main Menu')
        self.picture('main-menu')
        self.key('Up', 'Return')
        self.picture('about')
        self.key('Escape')

    def search(self, words):
        self.key('ctrl+1')
        self.write('entry', 'Search services', words)
        self.display.settle()
        self.key('ctrl+f')

    def services(self):
        self.key('ctrl+1')
        self.picture('services-all')
        self.search('clips views')
        self.key('Down')
        self.picture('services')
        for size in ('medium', 'narrow'):
            self.resize(size)
            self.key('ctrl+f', 'Return')
            self.picture(f'service-details-{size}', [size])
            self.resize('wide')
        self.resize('wide')
        self.search('nothing like this')
        self.picture('services-no-match')
        self.search('')
        self.resize('narrow')
        self.key('Escape')
        self.key('alt+Left')
        self.picture('sidebar', ['narrow'])
        self.resize('wide')

    def choose(self, service):
        """Finds the service by its number and starts an order of it."""
        self.search(service)
        self.key('Return', 'Return')
        self.app.await_node('grouping', 'New Order')
        self.app.await_words(re.compile(f'^\\W*{service}\\W* · '))
        self.display.settle()

    def fill(self, **fields):
        for name, value in fields.items():
            name = name.replace('_', ' ')
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

    def forms(self):
        self.key('ctrl+2')
        self.picture('new-order-empty')
        self.click('toggle button', 'Order Menu')
        self.key('Return')
        self.app.await_node('dialog')
        self.picture('picker')
        self.key('Escape')

        self.choose('103')
        self.click('check box', starts('Drip-Feed'))
        self.fill(Link='https://chat.example/harbor-news/120', Quantity='500', Runs='10', Interval='30',
                  Client_Tag='Harbor News')
        self.picture('new-order-drip-feed')
        self.click('check box', starts('Drip-Feed'))

        self.choose('101')
        self.picture('new-order-default-empty')
        self.fill(Link='clips', Quantity='7')
        self.key('Tab', 'Tab', 'Tab')
        self.picture('new-order-errors')
        self.fill(Link='https://clips.example/@nora.bakes/video/7', Quantity='500')
        self.picture('new-order-default')
        self.fill(Quantity='5000')
        self.place('question')
        self.picture('new-order-refused')
        self.fill(Link='https://clips.example/@corner.bakery/video/31', Quantity='2000', Client_Tag='Cafe Lumen')
        self.place()
        self.picture('new-order-unconfirmed')

        orders = (('102', 'https://videos.example/watch/9120', 5000, 'Studio Fen'),
                  ('104', 'https://chat.example/harbor-news/118', 300, None),
                  ('124', 'https://chat.example/tea.house', 1000, 'Tea House'),
                  ('101', 'https://clips.example/@atelier.fen/video/12', 1000, 'Studio Fen'))
        for service, link, quantity, tag in orders:
            self.choose(service)
            self.fill(Link=link, Quantity=quantity, **({'Client_Tag': tag} if tag else {}))
            self.place()

        self.choose('107')
        self.picture('new-order-comments-empty')
        self.fill(Link='https://videos.example/watch/9077',
                  Comments='So good!\nWhere is this place?\nSaved for later\nSo good!\nMore of this\n')
        self.picture('new-order-comments')
        self.place()
        self.choose('117')
        self.fill(Link='https://photos.example/p/77', Quantity='250', Answer_Number='2')
        self.picture('new-order-poll')
        self.place()
        self.choose('120')
        self.picture('new-order-traffic')
        self.choose('105')
        self.fill(Link='https://videos.example/@lumen.cafe')
        self.picture('new-order-package')
        self.place()
        self.choose('103')
        self.fill(Link='https://chat.example/harbor-news/121', Quantity='1500')
        self.place()
        self.choose('119')
        self.picture('new-order-subscription-empty')
        self.fill(Username='@atelier.fen', Minimum_per_Post='100', Maximum_per_Post='150', New_Posts='5')
        self.picture('new-order-subscription')
        self.place()

    def orders(self):
        self.key('ctrl+3', 'ctrl+r')
        self.picture('orders-active')
        for view in ('Needs Attention', 'Completed', 'Partial', 'Canceled', 'All'):
            self.click('radio button', starts(view))
            self.picture('orders-' + view.split(' ')[-1].lower())

    def details(self):
        self.key('Down', 'Down', 'Return')
        self.picture('order-details', ['wide'])
        self.key('Escape')

    def limits(self):
        self.choose('101')
        self.fill(Link='https://clips.example/@nora.bakes/video/8', Quantity='500')
        self.app.await_node('label', 'Today')
        self.picture('new-order-limits')
        self.fill(Quantity='25000')
        self.picture('new-order-limit-hit')
        self.click('button', 'Change Limit…')
        self.app.await_node('dialog', 'Edit Panel')
        self.picture('panel-limits')
        self.key('Escape')
        self.fill(Quantity='200')
        self.place('new-order-held', ['wide'])
        self.fill(Link='https://clips.example/@nora.bakes/video/9')
        self.resize('narrow')
        self.place('new-order-held', ['narrow'])
        self.resize('wide')
        self.key('ctrl+comma')
        self.click('page tab', 'Spending')
        self.picture('preferences-spending')
        self.key('Escape')

    def damage(self):
        with open(f'{self.data}/panelist.db', 'r+b') as database:
            database.write(b'This is no database at all.' * 40)
        self.start('--data-dir', self.data)
        self.app.await_words('The Data File Is Damaged')
        self.display.settle()
        self.picture('damaged')
        self.stop()

    def age(self):
        """Orders of one day's work, instead of all of the last minute; and limits."""
        minutes = (40, 12, 200, 155, 75, 420, 260, 30, 1500, 3, 700, 95, 5, 5)
        with sqlite3.connect(f'{self.data}/panelist.db') as database:
            rows = database.execute("SELECT id FROM intent WHERE kind = 'add' ORDER BY id").fetchall()
            for (row,), ago in zip(rows, minutes):
                database.execute('UPDATE intent SET created_time = created_time - ? WHERE id = ?',
                                 (ago * 60, row))
            database.execute("UPDATE panel SET most_per_day = '50', most_per_month = '200'")

    def run(self):
        panel = Panel(self.options.build)
        self.set_scheme('light')
        self.start('--data-dir', self.data)
        self.first_run(panel)
        if self.options.all:
            self.dialogs()
        self.services()
        self.forms()
        self.stop()
        self.age()
        self.start('--data-dir', self.data)
        self.orders()
        self.details()
        if self.options.all:
            self.limits()
        self.stop()
        if self.options.all:
            self.damage()
        panel.close()


def main():
    parser = argparse.ArgumentParser(prog='./dev screenshots', description='Takes pictures of Panelist.')
    parser.add_argument('build', help=argparse.SUPPRESS)
    parser.add_argument('--all', metavar='DIRECTORY', help='every screen in three sizes, light and dark')
    parser.add_argument('--only', metavar='PREFIX', nargs='+', help='only those whose names begin so')
    options = parser.parse_args()
    options.directory = options.all or 'docs/screenshots'
    os.makedirs(options.directory, exist_ok=True)
    story = Story(options)
    try:
        story.run()
    except Exception:
        story.display.ping = lambda: None
        story.display.save('build/screenshots-failed.png', SIZES['wide'])
        raise
    return 0


if __name__ == '__main__':
    sys.exit(main())
