# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders after they are placed: selections, refills, cancellations; and a second panel beside the first."""

import re
import subprocess

from driver import wait
from steps import starts
from story import ACTIVE, KEY, Panel, Story

PANELS = ('dialog', 'Panels')

# The first orders with it: complete, and its first refills end in both ways.
SEED = 29
ORDERS = (('101', 'https://photos.example/@harbor.yoga', 500, None),
          ('101', 'https://clips.example/@nora.bakes/video/2', 1000, 'Cafe Lumen'),
          ('104', 'https://chat.example/tea-house-club', 300, None),
          ('103', 'https://chat.example/harbor-news/118', 1500, 'Tea House'),
          ('102', 'https://videos.example/watch/8841', 1000, 'Studio Fen'))


class Tracking(Story):
    PICTURES = ('selection', 'refill', 'cancel', 'switcher', 'panels', 'panel-remove')

    def select(self, *numbers):
        self.click('button', 'Select Orders')
        for number in numbers:
            self.app.await_node('check box', None, ('list item', starts(f'Order {number},'))).point_and_click()
        self.display.leave()

    def ask(self, button, question, picture):
        """For all that are selected."""
        self.click('button', starts(button))
        self.app.await_node('alert')
        self.picture(picture)
        self.click('button', question, ('alert', None))
        self.app.await_gone('alert')
        self.display.settle()

    def hold_long(self):
        """Long enough for a picture."""
        subprocess.run(['gsettings', '--schemadir', f'{self.options.build}/data', 'set', 'io.github.panelist.Panelist',
                        'hold-delay', '20'], check=True)

    def requests(self):
        self.select('23501', '23505', '23507')
        self.picture('selection')
        self.key('ctrl+a')
        self.picture('selection-all')
        self.ask('Request Cancel', 'Request Cancel', 'cancel-question')
        self.picture('cancel-requested')
        self.click('button', 'Select Orders')
        self.key('ctrl+a')
        self.click('button', starts('Refill '))
        self.picture('refill-held', ['wide', 'narrow'])
        wait(lambda: any('Refill Requested' in row or 'refill requested' in row for row in self.rows()),
             lambda: f'No refill was requested: {self.rows()}')
        self.picture('refill-requested')
        self.refresh_until('refilling')
        self.picture('refill-in-progress')
        self.refresh_until('refill rejected')
        self.refresh_until('refill completed')
        self.picture('refill-ended')

    def panels(self):
        second = Panel(self.options.build, seed=5)
        self.click('toggle button', 'Switch Panel')
        self.picture('switcher-one')
        self.click('button', 'Manage Panels…')
        self.app.await_node(*PANELS)
        self.picture('panels-one')
        self.click('button', 'Add Panel', PANELS)
        for field, text in (('Name', 'Second Panel'), ('API URL', second.address), ('API Key', KEY)):
            self.write('text', field, text)
        self.click('button', re.compile('^Test'))
        self.app.await_words('The panel answered')
        self.click('button', 'Add', ('dialog', 'Add Panel'))
        self.app.await_gone('dialog', 'Add Panel')
        self.display.settle()
        self.picture('panels')
        self.click('button', re.compile('^Remove'), ('list item', starts('Main Panel')))
        self.app.await_node('button', 'Undo')
        self.picture('panel-remove', ['wide'])
        self.click('button', 'Undo')
        self.app.await_node('list item', starts('Main Panel'))
        self.key('Escape')
        self.click('toggle button', 'Switch Panel')
        self.picture('switcher')
        self.key('Escape')
        second.close()

    def run(self):
        panel = Panel(self.options.build, scale=10, seed=SEED)
        self.begin(panel)
        self.order(ORDERS)
        self.key('ctrl+3')
        self.click('radio button', starts('All'))
        self.refresh_until('completed', 4)
        self.stop()
        self.age(2000, 1700, 1500, 1300, 600)
        self.start()
        self.order(ACTIVE)
        self.key('ctrl+3')
        self.click('radio button', starts('All'))
        self.hold_long()
        self.requests()
        self.panels()
        self.stop()
        panel.close()
