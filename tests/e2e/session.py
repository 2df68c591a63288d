# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything real that Panelist runs on: a display, a session bus, an unlocked keyring, a home, a panel."""

import json
import os
import shutil
import subprocess
import sys
import tempfile

import keyring
from driver import App, Failure, find_window, press, wait, xdotool

CANARY = 'canary-9c1f7e52b04d'

# Fast unwinding: the slow one of the other suites makes a start take ten seconds instead of one.
SANITIZERS = {'ASAN_OPTIONS': 'detect_leaks=0', 'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1'}


class Session:
    """A private session; made once for each test program, before anything asks for a bus."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix='panelist-e2e-')
        self.processes = []
        self.applications = []
        for name, folder in (('HOME', 'home'), ('XDG_CACHE_HOME', 'cache'), ('XDG_CONFIG_HOME', 'config'),
                             ('XDG_DATA_HOME', 'data'), ('XDG_RUNTIME_DIR', 'runtime')):
            os.environ[name] = self.path(folder)
            os.mkdir(self.path(folder), 0o700)
        for name in ('WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS', 'GTK_A11Y', 'NO_AT_BRIDGE',
                     'G_DEBUG', 'GSETTINGS_BACKEND', 'ASAN_OPTIONS'):
            os.environ.pop(name, None)
        self._start_display()
        self._start_bus()
        self._start_keyring()
        self.app = App()

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def watch_buses(self):
        """Keeps everything that is said on both buses from here on, in files of the session's directory."""
        for name, address in (('session-bus', os.environ['DBUS_SESSION_BUS_ADDRESS']),
                              ('accessibility-bus', self.app.address)):
            with open(self.path(name + '.pcap'), 'wb') as file:
                self.spawn(['dbus-monitor', '--pcap', '--address', address], name, stdout=file)
            wait(lambda: os.path.getsize(self.path(name + '.pcap')) > 0, 'The bus is not watched')

    def copy(self, text):
        """Puts a text on the clipboard."""
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'clipboard.py')
        owner = self.spawn([sys.executable, '-B', program], 'clipboard', stdin=subprocess.PIPE,
                           stdout=subprocess.PIPE, env=dict(os.environ, GTK_A11Y='none', GDK_BACKEND='x11'))
        owner.stdin.write(text.encode() + b'\n')
        owner.stdin.flush()
        owner.stdout.readline()

    def files(self):
        """Every file of the session: what programs store, write out, and say on the buses."""
        return [os.path.join(folder, name) for folder, _, names in os.walk(self.directory) for name in names
                if os.path.isfile(os.path.join(folder, name))]

    def spawn(self, command, name, **options):
        with open(self.path(name + '.log'), 'ab') as log:
            process = subprocess.Popen(command, **{'stdout': log, 'stderr': log, **options})
        self.processes.append(process)
        return process

    def _start_display(self):
        reader, writer = os.pipe()
        self.spawn(['Xvfb', '-displayfd', str(writer), '-screen', '0', '1280x960x24', '-nolisten', 'tcp'],
                   'display', pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as numbers:
            os.environ['DISPLAY'] = ':' + numbers.readline().strip()

    def _start_bus(self):
        bus = self.spawn(['dbus-daemon', '--session', '--nofork', '--print-address=1'], 'bus',
                         stdout=subprocess.PIPE)
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def _start_keyring(self):
        keyring = self.spawn(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                             'keyring', stdin=subprocess.PIPE)
        keyring.stdin.write(b'test')
        keyring.stdin.close()

    def stop_applications(self):
        """Ends what a case left behind."""
        for application in self.applications:
            application.stop()
        self.applications = []
        self.app.guards = []
        self.app.announcements.clear()

    def close(self):
        self.stop_applications()
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.directory, ignore_errors=True)


class Panel:
    """The demo panel's program: a real server that is not ours to the application."""

    def __init__(self, session, program, name, *options, key=CANARY):
        self.key = key
        self.log = session.path(name + '.jsonl')
        self.process = session.spawn([program, '--key', key, '--log', self.log, *options], name,
                                     stdout=subprocess.PIPE)
        self.address = self.process.stdout.readline().decode().strip()

    def lines(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding='utf-8') as log:
            return [json.loads(line) for line in log]

    def requests(self, action):
        """The forms of the requests with this action, without the key."""
        return [line['form'] for line in self.lines()
                if line['kind'] == 'request' and line['form'].get('action') == action]

    def orders(self):
        return [line for line in self.lines() if line['kind'] == 'order']

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Panelist:
    """The application in a window. `command` starts it, whatever it takes: a program, or a sandbox with it."""

    def __init__(self, session, command, name='panelist', time_scale=60, wrapper=(), environment=None):
        self.session = session
        self.app = session.app
        self.name = name
        self.start_command = [*wrapper, *command]
        self.time_scale = time_scale
        self.environment = environment or {}
        self.process = None
        self.window = None

    def options(self):
        return ['--data-dir', self.directory]

    @property
    def directory(self):
        return self.session.path(self.name)

    @property
    def database(self):
        return os.path.join(self.directory, 'panelist.db')

    def start(self):
        environment = dict(os.environ, GTK_A11Y='atspi', GSK_RENDERER='cairo', GDK_BACKEND='x11',
                           GDK_DEBUG='no-portals', GDK_DISABLE='vulkan', LC_ALL='C.UTF-8', TZ='UTC',
                           G_DEBUG='gc-friendly,fatal-warnings', G_MESSAGES_DEBUG='all', **SANITIZERS)
        environment.update(self.environment)
        command = [*self.start_command, *self.options(), '--time-scale', str(self.time_scale)]
        self.process = self.session.spawn(command, self.name, env=environment)
        self.session.applications.append(self)
        self.app.attach(self.check_alive)
        self.window = find_window()
        xdotool('windowfocus', '--sync', self.window)
        wait(self.app.picture, 'The window is empty')
        return self.app

    def pids(self):
        return [self.process.pid]

    def expect_key_kept(self, key):
        """The keyring holds the key, and tells no more about it than which panel it is for."""
        (stored, attributes), = keyring.stored_keys()
        assert stored == key
        assert list(attributes) in (['panel', 'xdg:schema'], ['xdg:schema', 'panel']), attributes

    def check_alive(self):
        status = self.process.poll()
        if status is not None:
            raise Failure(f'The application ended with {status}: {self.log()[-4000:]}')

    def log(self):
        with open(self.session.path(self.name + '.log'), encoding='utf-8', errors='replace') as log:
            return log.read()

    def resize(self, width, height):
        xdotool('windowsize', '--sync', self.window, str(width), str(height))

    def quit(self):
        """Ctrl+Q, and all goes well."""
        xdotool('windowfocus', '--sync', self.window)
        press('ctrl+q')
        wait(lambda: self.process.poll() is not None, 'The application does not end')
        if self.process.returncode != 0:
            raise Failure(f'The application ended with {self.process.returncode}: {self.log()[-4000:]}')
        self.app.detach()

    def stop(self):
        """For what a test leaves behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            self.app.detach()
