# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the crash tests share: engines that are started, watched and killed; data directories; cases as TAP."""

import contextlib
import json
import os
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback

import history

ENGINE = os.environ['CRASH_ENGINE']
SHIM = os.environ['CRASH_SHIM']
LONG = os.environ.get('PANELIST_LONG') == '1'
SEED = int(os.environ.get('CRASH_SEED') or random.SystemRandom().randrange(10**6))
PATIENCE = 60       # seconds: of an engine that should have ended long ago


class Failure(Exception):
    """A promise that was not kept; its text is shown with the seed."""


def expect(problems, where):
    if problems:
        raise Failure(f'{where}: ' + '; '.join(problems[:8]))


# Cases

_cases = []
_facts = []


def case(function):
    """Marks a function as a test; it gets a random generator of its own and returns words for the protocol."""
    _cases.append(function)
    return function


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('ended from outside'))
    only = sys.argv[1:]
    cases = [function for function in _cases if not only or function.__name__ in only]
    print(f'TAP version 13\n1..{len(cases)}', flush=True)
    failed = False
    for index, function in enumerate(cases, 1):
        started = time.monotonic()
        try:
            facts = function(random.Random(f'{SEED}:{function.__name__}'))
            print(f'ok {index} {function.__name__}')
            print(f'# {facts or "done"}, {time.monotonic() - started:.1f} s', flush=True)
        except Exception as error:      # every failure says how to see it again
            failed = True
            print(f'not ok {index} {function.__name__}')
            words = str(error) if isinstance(error, Failure) else traceback.format_exc()
            for line in words.splitlines():
                print(f'# {line}')
            print(f'# seed {SEED}: again with CRASH_SEED={SEED}{" PANELIST_LONG=1" if LONG else ""} '
                  f'{os.path.basename(sys.argv[0])} {function.__name__}', flush=True)
    sys.exit(failed)


# Directories: in memory where there is room, as a disk only makes these tests slower

@contextlib.contextmanager
def scratch():
    room = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
    path = tempfile.mkdtemp(prefix='panelist-crash-', dir=room)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class Engine:
    """One run of the engine on a data directory. The shim is there when `shim` says what it does."""

    def __init__(self, data, log, first=1, count=0, parallel=1, address=None, shim=None, scale=2000, hold=0,
                 cancel_every=0, evidence=False, ask=None, batch=1, follow=False, gaps=False,
                 restore=False):
        command = [ENGINE, '--data-dir', data, '--log', log, '--first', str(first), '--count', str(count),
                   '--parallel', str(parallel), '--time-scale', str(scale), '--hold', str(hold),
                   '--cancel-every', str(cancel_every)] + ['--evidence'] * evidence
        command += ['--follow'] * follow + ['--gaps'] * gaps + ['--restore'] * restore
        command += ['--ask', str(ask), '--batch', str(batch)] * (ask is not None)
        if address is not None:
            command += ['--address', address]
        environment = {'PATH': '/usr/bin:/bin', 'LANG': 'C.UTF-8', 'HOME': data, 'GIO_USE_VFS': 'local',
                       'GSETTINGS_BACKEND': 'memory', 'GIO_MODULE_DIR': '/nonexistent',
                       'G_DEBUG': 'fatal-criticals', 'TZ': os.environ.get('CRASH_TZ', 'UTC')}
        if shim is not None:
            environment |= {'LD_PRELOAD': SHIM, 'CRASH_DIR': os.path.dirname(data), 'CRASH_NOTES': log}
            environment |= {name: str(value) for name, value in shim.items()}
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                        env=environment)
        self.buffer = b''

    def read_line(self, seconds=PATIENCE):
        """A line of its output as JSON; None when it ended before."""
        end = time.monotonic() + seconds
        while b'\n' not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise Failure('the engine says nothing: ' + self.words())
            part = os.read(self.process.stdout.fileno(), 1 << 16)
            if not part:
                return None
            self.buffer += part
        line, self.buffer = self.buffer.split(b'\n', 1)
        return json.loads(line)

    def await_ready(self):
        """The journal as it is after this start, or None when the engine ended before it was ready."""
        journal = self.read_line()
        if journal is None or 'error' in journal:
            return journal
        return journal if self.read_line() is not None else None

    def go(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(b'go\n')
            self.process.stdin.flush()

    def words(self):
        self.errors.seek(0)
        return self.errors.read().decode('utf-8', 'replace')[-2000:]

    def wait(self, seconds=PATIENCE):
        """How it ended: 0, or minus the signal. One that hangs is killed, and that is told as None."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = None
        self.process.stdout.close()
        if status not in (0, None, -signal.SIGKILL):
            raise Failure(f'the engine ended with {status}: {self.words()}')
        self.errors.close()
        return status

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        return self.wait()


class World:
    """A panel, a data directory that knows it, and what was said to the person so far."""

    def __init__(self, path, panel):
        self.path = path
        self.panel = panel
        self.home = os.path.join(path, 'home')
        self.data = os.path.join(self.home, 'data')
        self.template = os.path.join(path, 'template')
        self.log = os.path.join(path, 'log')
        self.counter = os.path.join(path, 'counter')
        self.requests = []      # refills and cancels of the journal that was checked last
        engine = Engine(self.template, self.log, address=panel.address)
        if engine.await_ready() is None or engine.wait() != 0:
            raise Failure('the data directory could not be made')
        self.reset()

    def reset(self):
        """A new data directory with the panel in it, and no orders anywhere."""
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self.template, self.data)
        for name in (self.log, self.counter):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
        self.panel.forget()

    def keep_orders(self, count, status):
        """From now on there are placed orders, of this status, at every new beginning."""
        self.panel.status_words = status
        engine = self.start(first=1, count=count, follow=True)
        if engine.await_ready() is None:
            raise Failure(f'the engine does not start: {engine.words()}')
        engine.go()
        if engine.wait() != 0:
            raise Failure('the orders could not be placed')
        self.panel.keep()
        shutil.rmtree(self.template)
        shutil.copytree(self.data, self.template)
        self.reset()

    def start(self, **options):
        return Engine(self.data, self.log, **options)

    def numbers(self):
        """Calls, calls that change a file, and locks of the last run with CRASH_COUNTER."""
        with open(self.counter, 'rb') as file:
            return struct.unpack('qqq', file.read(24))

    def said(self):
        with contextlib.suppress(FileNotFoundError):
            with open(self.log, encoding='utf-8') as file:
                return [json.loads(line) for line in file]
        return []

    def read_journal(self):
        """From a copy: no other program opens the live database (safety.md A5)."""
        copy = os.path.join(self.path, 'copy')
        shutil.rmtree(copy, ignore_errors=True)
        os.mkdir(copy)
        for name in ('panelist.db', 'panelist.db-wal'):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(os.path.join(self.data, name), copy)
        path = os.path.join(copy, 'panelist.db')
        intents, problems = history.read_journal(path)
        return intents, problems, history.read_requests(path) if not problems else []

    def check(self, where, disk_fails=False):
        """The three logs against each other. An engine that is ready or none at all may be running."""
        intents, problems, requests = self.read_journal()
        with self.panel.lock:
            wire, orders, taken = list(self.panel.wire), list(self.panel.orders), list(self.panel.requests)
        said = self.said()
        problems += history.check(intents, wire, orders, said, disk_fails)
        expect(problems + history.check_requests(requests, wire, taken, said), where)
        self.requests = requests
        return intents

    def recover(self, where, disk_fails=False):
        """The start after a crash, and what it leaves behind."""
        engine = self.start()
        if engine.await_ready() is None or engine.wait() != 0:
            raise Failure(f'{where}: the engine does not start: {engine.words()}')
        return self.check(where, disk_fails)
