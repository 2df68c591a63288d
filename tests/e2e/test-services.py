# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one does with services: from the start to an order with the fewest keys, and favorites by mouse, key and screen
reader."""

import re

import steps
import tap
from driver import FOCUSED, find_window, press, type_text, wait, xdotool
from session import Panel, Panelist

# Of the application, from its start to the form of an order: the words, and then these.
KEYS_AFTER_WORDS = ('Return', 'Return')


def row(app, number):
    return app.await_node('list item', steps.starts(f'{number}, '), ('list', 'Services'))


def await_favorite(app, number, favorite):
    wait(lambda: row(app, number).name.endswith(', favorite') == favorite, lambda: f'It is {row(app, number).name}')


def click_star(app, number):
    """The star is no part of its own: it is painted at the start of the row."""
    x, y, _, height = row(app, number).extents()
    xdotool('mousemove', '--sync', '--window', find_window(), str(x + 20), str(y + height // 2), 'click', '1')


def fewest_keys(session, programs):
    """What is typed right after the start searches; Return, Return: the form of what it found first."""
    panel = Panel(session, programs.demo_panel, 'panel-keys', '--services', '300')
    panelist = Panelist(session, programs.panelist, 'keys', time_scale=5)
    app = panelist.start()
    steps.add_panel(app, panel)
    app.await_node('list item', steps.starts('101, '))
    panelist.quit()

    app = panelist.start()
    app.await_node('list item', steps.starts('101, '))
    # There is no window manager that would give the new window the keyboard.
    app.await_node('entry', 'Search services', condition=lambda node: node.has(FOCUSED))
    xdotool('windowfocus', '--sync', find_window())
    type_text('clips views')
    wait(lambda: re.search('clips views', steps.first_service(app), re.I), 'No service has these words')
    number = steps.first_service(app).split(',')[0]
    press(KEYS_AFTER_WORDS[0])
    app.await_node('button', 'Order', condition=lambda node: node.has(FOCUSED))
    press(KEYS_AFTER_WORDS[1])
    app.await_node('grouping', 'New Order')
    app.await_words(re.compile(rf'^\W*{number}\W* · '))
    assert panel.requests('add') == []
    panelist.quit()
    panel.stop()


def favorites(session, programs):
    panel = Panel(session, programs.demo_panel, 'panel-stars', '--services', '60')
    panelist = Panelist(session, programs.panelist, 'stars', time_scale=5)
    app = panelist.start()
    panelist.resize(1200, 700)
    steps.add_panel(app, panel)
    row(app, '101').point_and_click()
    app.await_words('101 · ')

    # A click on the star of another row: that is a favorite, and the selection stays.
    click_star(app, '102')
    await_favorite(app, '102', True)
    assert app.has_words('101 · '), 'The star selected its row'
    click_star(app, '102')
    await_favorite(app, '102', False)

    # The key, in the row that has the focus
    press('ctrl+d')
    await_favorite(app, '101', True)
    press('ctrl+d')
    await_favorite(app, '101', False)

    # What a screen reader can press: the star of the details
    app.click('toggle button', 'Favorite')
    await_favorite(app, '101', True)
    panelist.quit()
    app = panelist.start()
    await_favorite(app, '101', True)
    panelist.quit()
    panel.stop()


tap.run([fewest_keys, favorites])
