# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong gets clear words, and nothing that was typed is lost."""

import hashlib
import os
import sqlite3
import subprocess

import steps
import tap
from driver import wait
from servers import HOME_PAGE, WrongServer, make_certificate, unused_address
from session import CANARY, Panel, Panelist

NAME = 'Main Panel'
LINK = 'https://clips.example/@a/1'


def expect_refusal(app, address, key, words):
    """Testing the connection says the words; all fields stay as they are and nothing can be saved."""
    steps.enter(app, 'text', 'API URL', address)
    steps.enter(app, 'text', 'API Key', key)
    app.heard().clear()
    steps.test_connection(app)
    dialog = ('dialog', 'Add Panel')
    app.await_words(words, dialog)
    wait(lambda: any(words in announcement for announcement in app.heard()),
         lambda: f'A screen reader only heard {app.heard()}')
    steps.expect_text(app, 'text', 'Name', NAME)
    steps.expect_text(app, 'text', 'API URL', address)
    assert len(app.find('text', 'API Key').text()) == len(key)
    assert not app.find('button', 'Add', dialog).sensitive


def wrong_address_or_key(session, programs):
    panel = Panel(session, programs.demo_panel, 'panel', '--services', '60')
    servers = {
        'page': WrongServer(200),
        'missing': WrongServer(404),
        'moved': WrongServer(302, b'', {'Location': 'https://elsewhere.example/api/v2'}),
        'secure': WrongServer(200, HOME_PAGE, None, make_certificate(session.directory)),
    }
    panelist = Panelist(session, programs.panelist, 'wrong-address', time_scale=5)
    app = panelist.start()
    steps.open_add_panel(app)
    steps.enter(app, 'text', 'Name', NAME)

    expect_refusal(app, panel.address, 'wrong-key-0123456789', f'{NAME} rejected the API key.')
    expect_refusal(app, servers['page'].address, CANARY, 'This address sends a web page instead of data.')
    expect_refusal(app, servers['missing'].address, CANARY, 'There is nothing at this address.')
    expect_refusal(app, servers['moved'].address, CANARY,
                   f'{NAME} points to another address, https://elsewhere.example/api/v2')
    expect_refusal(app, servers['secure'].address, CANARY, f'The connection to {NAME} is not secure:')
    expect_refusal(app, unused_address(), CANARY, f'{NAME} can’t be reached.')
    for server in servers.values():
        server.close()
    # Not one byte of the key went over the connection that is not secure, and no redirect was followed.
    assert servers['secure'].n_requests == 0
    assert servers['moved'].n_requests == 1

    # What was typed is still there: only the address has to be put right.
    steps.enter(app, 'text', 'API URL', panel.address)
    steps.test_connection(app)
    app.await_words('The panel answered')
    app.click('button', 'Add', ('dialog', 'Add Panel'))
    app.await_node('list item', steps.starts('101, '))
    panelist.quit()
    panel.stop()


def wrong_orders(session, programs):
    """Out of limits, empty, refused by the panel, not answered: nothing is lost and nothing sent by mistake."""
    panel = Panel(session, programs.demo_panel, 'panel-orders', '--services', '60')
    panelist = Panelist(session, programs.panelist, 'wrong-orders', time_scale=5)
    app = panelist.start()
    panelist.resize(1200, 940)
    steps.add_panel(app, panel)

    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '99')
    await_obstacle(app, 'Quantity must be at least 100')
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000001')
    await_obstacle(app, 'Quantity must be at most 1,000,000')
    steps.expect_text(app, 'text', 'Link', LINK)

    steps.choose_service(app, '107')
    await_obstacle(app, 'The comments are missing')
    steps.enter(app, 'text', 'Comments', ' \n \n')
    await_obstacle(app, 'The comments are missing')
    steps.expect_text(app, 'text', 'Link', LINK)
    assert panel.requests('add') == []

    steps.enter(app, 'text', 'Comments', 'Nice\nGreat')
    panel.stop()
    steps.place_order(app)
    steps.hold(app)
    app.await_words('Not Sent')
    steps.expect_text(app, 'text', 'Link', LINK)
    steps.expect_text(app, 'text', 'Comments', 'Nice\nGreat')
    assert panel.requests('add') == []
    panelist.quit()


def await_obstacle(app, words):
    app.await_words(words)
    wait(lambda: not app.find('button', 'Place Order').sensitive, 'The order could be placed')


def refused_order(session, programs):
    panel = Panel(session, programs.demo_panel, 'panel-refusing', '--services', '60', '--faults', 'add:refuse=1')
    panelist = Panelist(session, programs.panelist, 'refused', time_scale=5)
    app = panelist.start()
    panelist.resize(1200, 940)
    steps.add_panel(app, panel)
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000')
    steps.place_order(app)
    steps.hold(app)
    app.await_words('Order Refused')
    app.await_words('Not enough funds on balance')
    assert any(heard.startswith('Order Refused: ') and 'Not enough funds' in heard for heard in app.heard()), app.heard()
    steps.expect_text(app, 'text', 'Link', LINK)
    assert len(panel.requests('add')) == 1 and panel.orders() == []
    panelist.quit()
    panel.stop()


def make_data(session, programs, name):
    """A data directory with one panel in it, closed."""
    panel = Panel(session, programs.demo_panel, name + '-panel', '--services', '60')
    panelist = Panelist(session, programs.panelist, name, time_scale=5)
    steps.add_panel(panelist.start(), panel)
    panelist.quit()
    return panel, panelist


def checksum(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def damaged_database(session, programs):
    panel, panelist = make_data(session, programs, 'damaged')
    with open(panelist.database, 'r+b') as database:
        database.write(b'This is no database at all.' * 40)
    before = checksum(panelist.database)
    app = panelist.start()
    app.await_words('The Data File Is Damaged')
    app.await_words('Nothing was changed.')
    app.click('button', 'Try Again')
    app.await_words('The Data File Is Damaged')
    assert checksum(panelist.database) == before
    app.click('button', 'Start Empty')
    app.click('button', 'Start Empty', ('alert', 'Start Empty?'))
    app.await_words('Welcome to Panelist')
    folder, = [name for name in os.listdir(panelist.directory) if name.startswith('damaged-')]
    assert checksum(os.path.join(panelist.directory, folder, 'panelist.db')) == before
    panelist.quit()
    panel.stop()


def restored_database(session, programs):
    """What the backup has is there again; the damaged file is kept."""
    panel, panelist = make_data(session, programs, 'restored')
    # The weekly backup, as of now: the one that is there was made before there was a panel.
    folder = os.path.join(panelist.directory, 'backups')
    backup, = os.listdir(folder)
    os.unlink(os.path.join(folder, backup))
    database = sqlite3.connect(panelist.database)
    database.execute('VACUUM INTO ?', (os.path.join(folder, backup),))
    database.close()
    with open(panelist.database, 'r+b') as database:
        database.write(b'This is no database at all.' * 40)
    before = checksum(panelist.database)
    app = panelist.start()
    app.await_words('The Data File Is Damaged')
    app.click('button', 'Restore Backup')
    app.await_node('list', 'Pages')
    folder, = [name for name in os.listdir(panelist.directory) if name.startswith('damaged-')]
    assert checksum(os.path.join(panelist.directory, folder, 'panelist.db')) == before
    panelist.quit()
    panel.stop()


def newer_database(session, programs):
    panel, panelist = make_data(session, programs, 'newer')
    database = sqlite3.connect(panelist.database)
    database.execute('PRAGMA user_version = 1000')
    database.close()
    before = checksum(panelist.database)
    app = panelist.start()
    app.await_words('Data From a Newer Version')
    app.await_words('Update Panelist to open it.')
    assert app.find('button', 'Start Empty') is None
    panelist.quit()
    assert checksum(panelist.database) == before
    panel.stop()


def small_disk(directory):
    """A command that runs another with a disk of 3 MB at the directory, which only that one sees."""
    script = 'mount -t tmpfs -o size=3m,mode=0700 tmpfs "$0" && exec "$@"'
    wrapper = ['unshare', '--mount', 'sh', '-c', script, directory]
    if os.getuid() != 0:
        wrapper = ['unshare', '--map-root-user', *wrapper[1:],
                   'unshare', '--user', f'--map-user={os.getuid()}', f'--map-group={os.getgid()}']
    os.makedirs(directory, exist_ok=True)
    tried = subprocess.run([*wrapper, 'true'], capture_output=True, text=True)
    if tried.returncode != 0:
        raise tap.Skip('no file system can be mounted here: ' + tried.stderr.strip())
    return wrapper


def full_disk(session, programs):
    wrapper = small_disk(session.path('full'))
    panel = Panel(session, programs.demo_panel, 'panel-full', '--services', '60')
    panelist = Panelist(session, programs.panelist, 'full', time_scale=5, wrapper=wrapper)
    app = panelist.start()
    panelist.resize(1200, 940)
    steps.add_panel(app, panel)
    steps.choose_service(app, '101')
    steps.enter(app, 'text', 'Link', LINK)
    steps.enter(app, 'spin button', steps.starts('Quantity'), '1000')

    filler = f'/proc/{panelist.process.pid}/root{panelist.directory}/filler'
    fill(filler)
    steps.place_order(app)
    app.await_words('Not Sent')
    app.await_words('The disk is full')
    steps.expect_text(app, 'text', 'Link', LINK)
    assert panel.requests('add') == []

    os.unlink(filler)
    before = app.heard().count('Order Placed')
    steps.place_order(app)
    steps.hold(app)
    steps.await_placed(app, before)
    assert len(panel.requests('add')) == 1
    panelist.quit()
    panel.stop()


def fill(path):
    with open(path, 'wb', buffering=0) as file:
        try:
            while True:
                file.write(b'\0' * 4096)
        except OSError:
            pass


tap.run([wrong_address_or_key, wrong_orders, refused_order, damaged_database, restored_database,
         newer_database, full_disk])
