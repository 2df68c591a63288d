# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, from the first start to a list of orders."""

import re

from steps import starts
from story import ACTIVE, KEY, Panel, Story

# The first is refused, the second may or may not have been placed; the seed makes the fourth and the
# fifth of the others end canceled and partial.
FAULTS = 'add:refuse=1,add:drop-after=1'


class Journey(Story):
    PICTURES = ('welcome', 'add-panel', 'preferences', 'shortcuts', 'main-menu', 'about', 'services',
                'service-details', 'sidebar', 'new-order', 'picker', 'question', 'orders-active', 'orders-attention',
                'orders-completed', 'orders-partial', 'orders-canceled', 'orders-all', 'orders-no-match',
                'order-details', 'panel-limits', 'preferences-spending')

    def add_panel(self, name, **fields):
        self.fill_panel(**fields)
        self.picture(name)

    def first_run(self, panel):
        self.picture('welcome')
        self.add_panel('add-panel')
        self.key('Escape')
        self.fill_panel(Name='Main Panel', API_URL='ftp://panel.example')
        self.key('Tab', 'Tab', 'Tab')
        self.app.await_words(re.compile('https'), ('dialog', 'Add Panel'))
        self.picture('add-panel-address')
        self.key('Escape')
        self.add_panel('add-panel-error', Name='Main Panel', API_URL=panel.address, API_Key='wrong-key-0123456789')
        self.key('Escape')
        self.add_panel('add-panel-balance', Name='Main Panel', API_URL=panel.address, API_Key=KEY)
        self.accept_panel()

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

    def services(self):
        self.key('ctrl+1')
        self.picture('services-all')
        self.search('clips views')
        self.key('Down')
        self.picture('services')
        for size in ('medium', 'narrow'):
            self.resize(size)
            self.key('ctrl+f', 'Return')
            self.picture('service-details', [size])
            self.resize('wide')
        self.search('nothing like this')
        self.picture('services-no-match')
        self.search('')
        self.resize('narrow')
        self.key('Escape')
        self.key('alt+Left')
        self.picture('sidebar', ['narrow'])
        self.resize('wide')

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
        self.point('spin button', starts('Quantity'))
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
        self.choose('122')
        self.picture('new-order-unknown-type')
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

        self.key('ctrl+f')
        self.write('entry', 'Search orders', 'nothing like this')
        self.display.settle()
        self.picture('orders-no-match')
        self.key('ctrl+f', 'Escape')

    def details(self):
        self.point('list item', re.compile('in progress'))
        self.picture('order-details')
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

    def run(self):
        panel = Panel(self.options.build, faults=FAULTS)
        self.start()
        self.first_run(panel)
        if self.options.all:
            self.dialogs()
        self.services()
        self.forms()
        self.stop()
        self.age(40, 12, 200, 155, 75, 420, 260, 30, 1500, 3, 700, 95, 5, 5)
        with self.database() as database:
            database.execute("UPDATE panel SET most_per_day = '50', most_per_month = '200'")
        self.start()
        self.orders()
        if self.options.all:
            self.order(ACTIVE)
            self.key('ctrl+3')
            self.click('radio button', starts('Active'))
            self.refresh_until('in progress')
            self.details()
            self.limits()
        self.stop()
        panel.close()
