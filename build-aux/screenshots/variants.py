# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens that matter most on other desktops: right to left, in another language, with large text or high
contrast."""

import gettext
import subprocess

from news import invent_changes
from steps import starts
from story import Panel, Story

# How else people may have set up their desktop.
VARIANTS = {
    'right-to-left': {'locale': 'ar_EG'},
    'indonesian': {'locale': 'id_ID', 'language': 'id'},
    'large-text': {'scale': 1.5},
    'high-contrast': {'contrast': True},
}

ORDERS = (('101', 'https://clips.example/@nora.bakes/video/7', 5000, None),
          ('101', 'https://clips.example/@corner.bakery/video/31', 2000, 'Cafe Lumen'),
          ('102', 'https://videos.example/watch/9120', 5000, 'Studio Fen'),
          ('104', 'https://chat.example/harbor-news/118', 300, None))


def make_locale(folder, name):
    subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', f'{folder}/{name}.UTF-8'], check=True)
    return {'LOCPATH': folder, 'LC_ALL': f'{name}.UTF-8', 'LANGUAGE': ''}


class Variants(Story):
    def set_up(self, scale=1, contrast=False, locale=None, language=None):
        """Sets up the desktop; returns the environment it gives to programs."""
        self.display.set_dpi(round(96 * scale))
        subprocess.run(['gsettings', 'set', 'org.gnome.desktop.a11y.interface', 'high-contrast',
                        str(contrast).lower()], check=True)
        self.words = gettext.NullTranslations()
        if language:
            self.words = gettext.translation('panelist', f'{self.options.build}/po', [language])
        return make_locale(self.data, locale) if locale else {}

    def show(self):
        self.search('clips views')
        self.key('Down')
        self.picture('services')
        self.choose('103')
        self.click('check box', starts(self._('Drip-Feed')))
        self.fill(Link='https://chat.example/harbor-news/120', Quantity='500', Runs='10', Interval='30')
        self.picture('new-order')
        self.click('check box', starts(self._('Drip-Feed')))
        self.choose('101')
        self.fill(Link='https://clips.example/@atelier.fen/video/12', Quantity='5000')
        self.click('button', 'Place Order')
        self.app.await_node('alert')
        self.picture('question')
        self.key('Escape')
        self.key('ctrl+3', 'ctrl+r')
        for view in ('All', 'Needs Attention'):
            self.click('radio button', starts(self._(view)))
            self.picture('orders-' + view.split(' ')[-1].lower())
        self.key('ctrl+4')
        self.picture('updates')
        self.click('toggle button', 'Switch Panel')
        self.click('button', 'Manage Panels…')
        self.picture('panels')
        self.click('button', 'Add Panel')
        self.app.await_node('dialog', self._('Add Panel'))
        self.picture('add-panel')

    def run(self):
        panel = Panel(self.options.build, faults='add:refuse=1,add:drop-after=1')
        self.begin(panel)
        for service, link, quantity, tag in ORDERS:
            self.choose(service)
            self.fill(Link=link, Quantity=quantity, **({'Client_Tag': tag} if tag else {}))
            self.place()
        self.stop()
        self.age(40, 12, 200, 155)
        with self.database() as database:
            invent_changes(database)
        for name in self.options.variant:
            self.variant = name
            self.start(**self.set_up(**VARIANTS[name]))
            self.show()
            self.stop()
        panel.close()
