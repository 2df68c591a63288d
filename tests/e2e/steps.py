# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in Panelist, step by step. The words are those on screen."""

import re

from driver import FOCUSED, press, type_text, wait


def starts(text):
    return re.compile('^' + re.escape(text))


def enter(app, role, name, text, within=None):
    """Types over what a field holds, after a click into it."""
    app.await_node(role, name, within).point_and_click()
    app.await_node(role, name, within, lambda node: node.has(FOCUSED))
    press('ctrl+a')
    if text:
        type_text(text)
    else:
        press('Delete')


def expect_text(app, role, name, text):
    wait(lambda: app.await_node(role, name).text() == text,
         lambda: f'“{name}” holds “{app.await_node(role, name).text()}” and not “{text}”')


def open_add_panel(app):
    app.click('button', 'Add a Panel')
    app.await_node('dialog', 'Add Panel')


def fill_panel(app, name, address, key):
    enter(app, 'text', 'Name', name)
    enter(app, 'text', 'API URL', address)
    enter(app, 'text', 'API Key', key)
    expect_text(app, 'text', 'Name', name)


def test_connection(app):
    app.click('button', 'Test Connection', ('dialog', 'Add Panel'))


def add_panel(app, panel, name='Main Panel'):
    """From the welcome page to the pages of the first panel."""
    open_add_panel(app)
    fill_panel(app, name, panel.address, panel.key)
    test_connection(app)
    app.await_words('The panel answered')
    app.click('button', 'Add', ('dialog', 'Add Panel'))
    app.await_gone('dialog', 'Add Panel')
    app.await_node('list item', 'Services', ('list', 'Pages'))


def show_page(app, name):
    app.await_node('list item', name, ('list', 'Pages')).point_and_click()
    app.await_node('grouping', name)


def search_services(app, text):
    enter(app, 'entry', 'Search services', text)


def first_service(app):
    services = app.find('list', 'Services')
    return services.children[0].name if services is not None and services.children else ''


def choose_service(app, number):
    """Searches for a service by its number and opens the form for it."""
    show_page(app, 'Services')
    search_services(app, number)
    wait(lambda: first_service(app).startswith(number + ', '), f'Service {number} is not the first match')
    app.await_node('list item', starts(number + ', '), ('list', 'Services')).point_and_click()
    app.await_words(re.compile(f'^\\W*{number}\\W* · '))
    app.click('button', 'Order')
    app.await_node('grouping', 'New Order')


def place_order(app):
    app.click('button', 'Place Order')


def confirm(app, facts):
    """The step that spends: what is asked names all that matters, and then it is agreed to."""
    for name, value in facts.items():
        app.await_node('label', value, ('list item', name))
    app.click('button', 'Place Order', ('alert', 'Place Order?'))
    app.await_gone('alert', 'Place Order?')


def hold(app, words='Sending order'):
    """What costs little is not asked about: it is held, and sent when nobody takes it back."""
    wait(lambda: any(heard.startswith(words) for heard in app.heard()), lambda: f'Only heard: {app.heard()}')


def await_placed(app, number_before):
    """The order was stored: this is said once for each."""
    wait(lambda: app.heard().count('Order Placed') > number_before, lambda: f'Only heard: {app.heard()}')


def order_rows(app):
    """The rows of the orders list, as a screen reader reads them."""
    orders = app.find('list', 'Orders')
    return [row.name for row in orders.children] if orders is not None else []
