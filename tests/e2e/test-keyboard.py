# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to an order without a mouse, and in the narrowest window."""

import re

import steps
import tap
from driver import FOCUSED, press, type_text, wait
from session import Panel, Panelist

LINK = 'https://clips.example/@a/1'
ORDER = {'action': 'add', 'service': '101', 'link': LINK, 'quantity': '5000'}


def await_focus(app, role, name=None):
    return app.await_node(role, name, condition=lambda node: node.has(FOCUSED))


def focused(app):
    return next((node for window in app.picture() for node in window.walk() if node.has(FOCUSED)), None)


def tab_to(app, role, name, key='Tab'):
    """Goes on until the focus is there; fails when it comes round without."""
    seen = []
    while True:
        node = focused(app)
        if node is not None and node.matches(role, name):
            return node
        seen.append(repr(node))
        assert len(seen) < 60, f'The focus never comes to {role} “{name}”: {seen}'
        press(key)
        before = node.path if node is not None else None
        wait(lambda: (lambda now: now is not None and now.path != before)(focused(app)),
             f'{key} leaves the focus at {node!r}')


def keyboard_only(session, programs):
    panel = Panel(session, programs.demo_panel, 'panel', '--services', '60')
    panelist = Panelist(session, programs.panelist, 'keyboard', time_scale=5)
    app = panelist.start()

    # Add a panel: the focus begins where one begins.
    await_focus(app, 'button', 'Add a Panel')
    press('Return')
    await_focus(app, 'text', 'Name')
    type_text('Main Panel')
    tab_to(app, 'text', 'API URL')
    press('ctrl+a')
    type_text(panel.address)
    tab_to(app, 'text', 'API Key')
    type_text(panel.key)
    press('Return')
    app.await_words('The panel answered')
    press('Return')
    app.await_gone('dialog', 'Add Panel')
    app.await_node('list item', steps.starts('101, '))

    # A service: typing searches, Return opens the details, Return again orders.
    press('ctrl+f')
    await_focus(app, 'entry', 'Search services')
    type_text('101')
    wait(lambda: steps.first_service(app).startswith('101, '), 'Service 101 is not the first match')
    press('Return')
    tab_to(app, 'button', 'Order')
    press('Return')
    app.await_node('grouping', 'New Order')

    # The form
    tab_to(app, 'text', 'Link')
    type_text(LINK)
    tab_to(app, 'spin button', steps.starts('Quantity'))
    type_text('5000')
    app.await_node('button', 'Place Order', condition=lambda node: node.sensitive)
    press('ctrl+Return')

    # Return must not spend.
    app.await_node('alert', 'Place Order?')
    await_focus(app, 'button', 'Cancel')
    press('Return')
    app.await_gone('alert', 'Place Order?')
    assert panel.requests('add') == []
    steps.expect_text(app, 'text', 'Link', LINK)

    before = app.heard().count('Order Placed')
    press('ctrl+Return')
    app.await_node('alert', 'Place Order?')
    await_focus(app, 'button', 'Cancel')
    tab_to(app, 'button', 'Place Order')
    press('Return')
    steps.await_placed(app, before)
    assert panel.requests('add') == [ORDER], panel.requests('add')

    # From page to page, each time to where one goes on.
    press('ctrl+3')
    await_focus(app, 'list item', steps.starts('Order 23501, '))
    press('ctrl+1')
    await_focus(app, 'entry', 'Search services')
    press('ctrl+2')
    await_focus(app, 'text', 'Link')

    # Ctrl+W closes what is in front, Ctrl+Q all.
    press('ctrl+comma')
    app.await_node('dialog', 'Preferences')
    press('ctrl+w')
    app.await_gone('dialog', 'Preferences')
    await_focus(app, 'text', 'Link')
    type_text(LINK + '2')
    tab_to(app, 'spin button', steps.starts('Quantity'))
    type_text('5000')
    app.await_node('button', 'Place Order', condition=lambda node: node.sensitive)
    press('ctrl+Return')
    app.await_node('alert', 'Place Order?')
    panelist.quit()
    assert panel.requests('add') == [ORDER], panel.requests('add')
    panel.stop()


def words_to_order_form(session, programs):
    """Words find a service, and the keys alone make it a favorite, copy its number and open its form."""
    panel = Panel(session, programs.demo_panel, 'panel-words', '--services', '300')
    panelist = Panelist(session, programs.panelist, 'words', time_scale=5)
    app = panelist.start()
    steps.add_panel(app, panel)
    press('ctrl+f')
    await_focus(app, 'entry', 'Search services')
    type_text('clips views')
    wait(lambda: re.search('clips views', steps.first_service(app), re.I), 'No service has these words')
    wait(lambda: any(re.match('[0-9]+ services?$', words) for words in app.heard()),
         'Nobody says how many services there are')
    press('Down')
    wait(lambda: focused(app) is not None and focused(app).role == 'list item', 'Down does not lead into the list')
    number = focused(app).name.split(',')[0]
    press('ctrl+d')
    wait(lambda: focused(app).name.endswith(', favorite'), lambda: f'It is {focused(app).name}')
    press('ctrl+c')
    app.await_words('ID Copied')
    press('Return')
    await_focus(app, 'button', 'Order')
    press('Return')
    app.await_node('grouping', 'New Order')
    app.await_words(re.compile(rf'^\W*{number}\W* · '))

    # Escape takes back the words; the favorite is still one.
    press('ctrl+1')
    await_focus(app, 'entry', 'Search services')
    press('Escape')
    steps.expect_text(app, 'entry', 'Search services', '')
    assert panel.requests('add') == []
    panelist.quit()
    panel.stop()


def narrow_window(session, programs):
    """At 360 pixels the pages follow each other, and Place Order stays in sight below the form."""
    panel = Panel(session, programs.demo_panel, 'panel-narrow', '--services', '60')
    panelist = Panelist(session, programs.panelist, 'narrow', time_scale=5)
    app = panelist.start()
    panelist.resize(360, 640)
    steps.add_panel(app, panel)
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '5000')
    before = app.heard().count('Order Placed')
    steps.place_order(app)
    steps.confirm(app, {'Link': LINK, 'Quantity': '5,000'})
    steps.await_placed(app, before)
    assert panel.requests('add') == [ORDER], panel.requests('add')
    width = app.picture()[0].extents()[2]
    assert width == 360, f'The window is {width} pixels wide'
    panelist.quit()
    panel.stop()


def resized_window(session, programs):
    """Whatever the width becomes, the focus and what is half typed stay; a warning of GTK ends the application."""
    panel = Panel(session, programs.demo_panel, 'panel-resized', '--services', '60')
    # So slow that the order is still held when all widths were tried.
    panelist = Panelist(session, programs.panelist, 'resized', time_scale=0.1)
    app = panelist.start()

    def through_all_widths(role, name):
        await_focus(app, role, name)
        # Without a compositor the window draws a border of five pixels: 370 are the 360 of a narrow page.
        for width in (1200, 800, 370, 640, 800, 1200):
            panelist.resize(width, 700)
            wait(lambda: [window.extents()[2] for window in app.picture()] == [width],
                 f'The window is not {width} pixels wide')
            wait(lambda: (lambda node: node is not None and node.matches(role, name))(focused(app)),
                 lambda: f'At {width} pixels the focus is on {focused(app)!r}')

    panelist.resize(1200, 700)
    steps.add_panel(app, panel)
    press('ctrl+f')
    await_focus(app, 'entry', 'Search services')
    press('Down', 'Down')
    wait(lambda: focused(app).role == 'list item', lambda: f'The focus is on {focused(app)!r}')
    through_all_widths('list item', focused(app).name)

    # A held order can be taken back at any width.
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '100')
    press('ctrl+Return')
    steps.hold(app)
    steps.enter(app, 'text', 'Link', LINK[:20])
    through_all_widths('text', 'Link')
    steps.expect_text(app, 'text', 'Link', LINK[:20])
    app.click('button', 'Cancel')
    steps.expect_text(app, 'text', 'Link', LINK)
    assert panel.requests('add') == []

    steps.enter(app, 'spin button', steps.starts('Quantity'), '5000')
    before = app.heard().count('Order Placed')
    steps.place_order(app)
    steps.confirm(app, {'Link': LINK, 'Quantity': '5,000'})
    steps.await_placed(app, before)
    press('ctrl+3')
    through_all_widths('list item', steps.starts('Order 23501, '))
    panelist.quit()
    panel.stop()


tap.run([keyboard_only, words_to_order_form, narrow_window, resized_window])
