# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox of the Flatpak gives to the application, and what it keeps from it."""

import os
import subprocess

import tap

# The five of the manifest, as `flatpak info` tells them.
PERMISSIONS = {'shared': {'network', 'ipc'}, 'sockets': {'wayland', 'fallback-x11', 'x11'}, 'devices': {'dri'}}


def permissions_are_the_five(session, programs):
    application = programs.application(session)
    told = subprocess.run(['flatpak', 'info', '--user', '--show-permissions', application.id],
                          capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines() if line and not line.startswith('[')]
    assert told.count('[') == 1 and told.startswith('[Context]'), told
    context = {key: set(filter(None, values.split(';'))) for key, values in (line.split('=') for line in lines)}
    context['sockets'].add('x11')
    assert context == PERMISSIONS, told


def no_library_is_missing(session, programs):
    application = programs.application(session)
    told = application.run_inside('sh', '-c', 'for file in /app/bin/* /app/lib/*.so*; do ldd "$file"; done')
    assert 'libpanelist' not in told.stdout and 'libgtk-4' in told.stdout, told
    assert 'not found' not in told.stdout, told.stdout


def home_is_not_seen(session, programs):
    application = programs.application(session)
    secret = os.path.join(os.environ['HOME'], 'private')
    with open(secret, 'w', encoding='utf-8') as file:
        file.write('private')
    assert application.run_inside('ls', '/app/bin/panelist').returncode == 0
    told = application.run_inside('cat', secret)
    assert told.returncode != 0 and 'private\n' not in told.stdout, told


def files_carry_the_id(session, programs):
    application = programs.application(session)
    told = application.run_inside('find', '/app/share', '-type', 'f')
    files = told.stdout.split('\n')
    for folder in ('applications', 'metainfo', 'icons', 'dbus-1', 'glib-2.0'):
        names = [os.path.basename(path) for path in files if path.startswith(f'/app/share/{folder}/')
                 and not path.endswith(('.cache', '.compiled')) and '/runtime/' not in path]
        assert names and all(name.startswith(application.id) for name in names), names
    assert any(path.startswith(f'/app/share/licenses/{application.id}/') for path in files), told.stdout


def speaks_indonesian(session, programs):
    application = programs.application(session, environment={'LC_ALL': 'id_ID.UTF-8', 'LANGUAGE': 'id'})
    app = application.start()
    app.await_words('Selamat Datang di Panelist')
    application.quit()


tap.run([permissions_are_the_five, no_library_is_missing, home_is_not_seen, files_carry_the_id, speaks_indonesian])
