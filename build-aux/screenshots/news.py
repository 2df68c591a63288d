# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes at a panel: three days of it."""

import time

from steps import starts
from story import Panel, Story

# Days ago, kind, before, after; the first four are of favorites.
CHANGES = ((0, 'price-up', '0.086', '0.090'), (0, 'price-down', '0.920', '0.870'), (0, 'max', '20000', '50000'),
           (0, 'refill-lost', 'yes', 'no'), (1, 'removed', '0.31', None), (1, 'new', None, '0.180'),
           (1, 'renamed', 'Clips Story Views', None), (1, 'price-up', '0.42', '0.50'),
           (6, 'price-down', '0.125', '0.118'), (6, 'returned', '0.20', '0.210'), (6, 'min', '50', '20'),
           (6, 'category', 'Videos Views', 'Videos Views | Cheap'), (6, 'cancel-gained', 'no', 'yes'))
N_FAVORITES = 4


def invent_changes(database):
    services = database.execute('SELECT service, name FROM service ORDER BY position').fetchall()
    for number, (days, kind, before, after) in reversed(list(enumerate(CHANGES))):
        service, name = services[5 * number]
        database.execute('INSERT INTO service_change (panel, service, time, kind, old, new, name, currency)'
                         " VALUES (1, ?, ?, ?, ?, ?, ?, 'USD')",
                         (service, int(time.time()) - days * 86400, kind, before,
                          name if kind == 'renamed' else after, name))
        if number < N_FAVORITES:
            database.execute('INSERT INTO service_mark (panel, service, favorite, changed_time)'
                             ' VALUES (1, ?, 1, 0)', (service,))


class News(Story):
    PICTURES = ('updates',)

    def run(self):
        panel = Panel(self.options.build)
        self.begin(panel)
        self.key('ctrl+4')
        self.picture('updates-empty', ['wide', 'narrow'])
        self.key('ctrl+1')
        self.stop()
        with self.database() as database:
            invent_changes(database)
        self.start()
        self.app.await_node('list', 'Services')
        self.picture('updates-dot', ['wide'])
        self.key('ctrl+4')
        self.app.await_words('Yesterday')
        self.picture('updates')
        self.click('radio button', starts('Used'))
        self.picture('updates-used', ['wide'])
        self.click('radio button', starts('All'))
        self.stop()
        panel.close()
