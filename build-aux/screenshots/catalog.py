# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with ten thousand services: filters, comparing, price history, and by which words they are
grouped."""

import time

from news import invent_changes
from steps import starts
from story import Panel, Story

LONG = 'Clips Views ' + '✨ no drop, worldwide, instant start, cancel button, 30 days refill ' * 7
MIXED = 'Clips Views \u05e6\u05e4\u05d9\u05d5\u05ea \u05d1\u05e7\u05dc\u05d9\u05e4\u05d9\u05dd 100% <b>fast</b> & cheap'

# Days ago, kind, old and new rate of the first service.
PRICES = ((80, 'price-up', '0.081', '0.083'), (61, 'price-up', '0.083', '0.086'), (47, 'price-down', '0.086', '0.084'),
          (33, 'price-up', '0.084', '0.092'), (20, 'price-up', '0.092', '0.095'), (8, 'price-down', '0.095', '0.090'))


def invent_prices(database, service):
    for days, kind, old, new in PRICES:
        database.execute('INSERT INTO service_change (panel, service, time, kind, old, new, name, currency)'
                         " VALUES (1, ?, ?, ?, ?, ?, 'Clips Views HQ', 'USD')",
                         (service, int(time.time()) - days * 86400, kind, old, new))


def invent_names(database):
    for service, name in (('102', LONG), ('103', MIXED)):
        database.execute('UPDATE service SET name = ? WHERE service = ?', (name, service))


class Catalog(Story):
    PICTURES = ('filters', 'facet', 'compare', 'price-history', 'grouping')

    def compare(self, *services):
        for service in services:
            self.search(service)
            self.key('Down')
            self.click('toggle button', 'Compare')
        self.search('')
        if len(services) == 2:
            self.picture('compare-bar')
        self.click('button', starts(self._('Compare (%u)').split('%')[0]))
        self.picture(f'compare-{len(services)}')
        self.key('Escape')
        self.click('button', 'Compare Nothing')

    def filters(self):
        self.click('toggle button', 'Kind')
        self.picture('facet-kind', ['wide'])
        self.key('Escape')
        self.click('toggle button', 'Kind')
        self.key('Tab', 'Tab', 'space', 'Escape')
        self.picture('facet-chosen')
        self.click('button', 'More…')
        self.picture('filters')
        self.key('Escape')
        self.key('ctrl+f', 'Escape', 'Escape')

    def grouping(self):
        self.key('ctrl+comma')
        self.click('page tab', 'Grouping')
        self.picture('grouping')
        self.key('Tab', 'Tab', 'Return')
        self.app.await_node('text', self._('Add Keyword'))
        self.display.settle()
        self.picture('grouping-keywords')
        self.app.find('text', self._('Add Keyword')).set_text('photo')
        self.display.settle()
        self.picture('grouping-problem')
        self.key('Escape', 'Escape')

    def show(self):
        self.filters()
        self.search('101')
        self.key('Down', 'Menu', *['Down'] * 4, 'Return')
        self.app.await_node('dialog', self._('Price History'))
        self.picture('price-history')
        self.key('Escape')
        self.grouping()
        self.compare('101', '104')
        self.compare('101', '102', '103')
        self.compare('101', '102', '103', '104')

    def run(self):
        panel = Panel(self.options.build)
        self.begin(panel)
        self.stop()
        panel.close()
        with self.database() as database:
            invent_changes(database)
            invent_prices(database, '101')
            invent_names(database)
        self.start()
        self.app.await_node('list', 'Services')
        self.show()
        self.stop()
