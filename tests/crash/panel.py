# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A panel on a raw loopback socket that outlives the engines which the tests kill.

It takes an order and then loses, cuts, delays or spoils the answer, or loses the request before it takes the order.
What becomes of order N is decided by the seed and N alone. It logs every request (`wire`) and every order that it
holds (`orders`): with the engine's journal these are the three logs of the history checker.
"""

import hashlib
import json
import random
import socket
import struct
import threading
import time
import urllib.parse
from decimal import Decimal

RATE = Decimal('0.90')
FIRST_ID = 5000
FIRST_REQUEST = 900000
KEY = 'canary-key'

SERVICES = [
    {'service': 1, 'name': 'Clips Views', 'type': 'Default', 'category': 'Clips', 'rate': str(RATE),
     'min': 1, 'max': 1000000000, 'refill': True, 'cancel': True},
    {'service': 2, 'name': 'Photos Likes', 'type': 'Default', 'category': 'Photos', 'rate': '8',
     'min': 10, 'max': 1500, 'refill': False, 'cancel': True},
]

# name: (takes the order, how it answers). What safety.md A4 makes of it is in the checker's rules, not here.
FATES = {
    'ok': (True, 'answer'),
    'ok-text': (True, 'answer-text'),
    'late': (True, 'late'),
    'late-lost': (True, 'late-lost'),
    'drop-before': (False, 'close'),
    'reset-before': (False, 'reset'),
    'drop-after': (True, 'close'),
    'reset-after': (True, 'reset'),
    'cut-after': (True, 'cut'),
    'refuse': (False, 'refuse'),
    'refuse-taken': (True, 'refuse'),
    'html-after': (True, 'html'),
    'html-before': (False, 'html'),
    'redirect-after': (True, '302'),
    'redirect-before': (False, '307'),
    '408-after': (True, '408'),
    '421-after': (True, '421'),
    '421-before': (False, '421'),
    '500-after': (True, '500'),
    '502-before': (False, '502'),
    '503-error-after': (True, '503-error'),
    'id-and-error': (True, 'id-and-error'),
    'php-before-id': (True, 'php'),
    'empty-after': (True, 'empty'),
    'bare-id': (True, 'bare-id'),
    'cut-length': (True, 'cut-length'),
    'deep': (True, 'deep'),
    'bomb-header': (True, 'bomb-header'),
    'slow': (True, 'slow'),
    'silent-after': (True, 'silent'),
    'silent-before': (False, 'silent'),
    'drip-after': (True, 'drip'),
    '511-before': (False, '511'),
}

REFUSALS = ['Not enough funds on balance', 'Incorrect link', 'neworder.error.min_quantity', 'Bad quantity']


def response(body, status='200 OK', kind='application/json', extra='', length=None):
    body = body.encode() if isinstance(body, str) else body
    head = (f'HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: '
            f'{len(body) if length is None else length}\r\nConnection: close\r\n{extra}\r\n')
    return head.encode() + body


def answer_bytes(how, clean, refusal, order_id):
    """What an answer of this kind is on the wire; None where there is none."""
    html = '<html><body><h1>One moment, please</h1></body></html>'
    return {
        'answer': lambda: response(clean),
        'late': lambda: response(clean),
        'slow': lambda: response(clean),
        'answer-text': lambda: response(clean.replace(f' {order_id}', f' "{order_id}"')),
        'cut': lambda: response(clean)[:-len(clean) // 2],
        'cut-length': lambda: response(clean, length=len(clean) + 40),
        'refuse': lambda: response(refusal),
        'html': lambda: response(html, kind='text/html'),
        '302': lambda: response('', '302 Found', extra='Location: /api/v2?moved=1\r\n'),
        '307': lambda: response('', '307 Temporary Redirect', extra='Location: /api/v2?moved=1\r\n'),
        '408': lambda: response(html, '408 Request Timeout', 'text/html'),
        '421': lambda: response(html, '421 Misdirected Request', 'text/html'),
        'drip': lambda: response(clean + ' ' * 200),
        '511': lambda: response(html, '511 Network Authentication Required', 'text/html'),
        '500': lambda: response(html, '500 Internal Server Error', 'text/html'),
        '502': lambda: response(html, '502 Bad Gateway', 'text/html'),
        '503-error': lambda: response(json.dumps({'error': 'Incorrect request'}), '503 Service Unavailable'),
        'id-and-error': lambda: response(json.dumps({'order': order_id, 'error': 'Something went wrong'})),
        'php': lambda: response('<br /><b>Warning</b>: x in <b>y.php</b><br />' + clean, kind='text/html'),
        'empty': lambda: response(''),
        'bare-id': lambda: response(str(order_id)),
        'deep': lambda: response('[' * 50000),
        'bomb-header': lambda: b'HTTP/1.1 200 OK\r\nX-Long: ' + b'x' * 1000000 + b'\r\n\r\n' + clean.encode(),
    }.get(how, lambda: None)()


class Panel:
    def __init__(self, seed, weights, shared_charges=None):
        """`weights`: of fates by name; or a function that maps the number of an order to the name of its fate."""
        self.seed = seed
        self.weights = weights
        self.lock = threading.RLock()
        self.wire = []
        self.orders = []
        self.kept = []              # orders from before, which forget() leaves
        self.requests = []          # refills and cancels that it took
        self.status_words = 'Pending'
        self.next_request = FIRST_REQUEST
        self.balance = Decimal('1000000.00000')
        self.next_id = FIRST_ID
        self.on_add = None          # called with the number after the order was taken, before its answer
        self.on_read = None         # called with the action of a read before its answer
        self.portal = None          # bytes that answer every read, as a network that wants a sign-in does
        self.gate = None            # an Event that every `late` answer waits for
        self.late_seconds = 0.02
        self.deaf = False           # takes no more connections
        self.serving = set()        # the other ends of the connections that are being read and answered
        self.changed = threading.Condition(self.lock)
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=128)
        self.address = f'http://127.0.0.1:{self.listener.getsockname()[1]}/api/v2'
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    def close(self):
        # The thread first: its accept() would else wait on whatever gets the number of the closed socket.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.acceptor.join()
        self.listener.close()

    def await_quiet(self):
        """Until all was read that engines left on their connections when they were killed."""
        if self.deaf:
            return
        with socket.create_connection(self.listener.getsockname()) as last:
            end = last.getsockname()
            with self.changed:
                # Connections are taken in their order: with this one, all before it were.
                assert self.changed.wait_for(lambda: end in self.serving, 60), 'The panel takes no connections'
        with self.changed:
            assert self.changed.wait_for(lambda: not self.serving, 60), f'Still served: {self.serving}'

    def forget(self):
        self.await_quiet()
        with self.lock:
            self.wire = []
            self.orders = list(self.kept)
            self.requests = []

    def keep(self):
        """What it holds now belongs to every new beginning."""
        with self.lock:
            self.kept = list(self.orders)

    def fate(self, number):
        if callable(self.weights):
            return self.weights(number)
        names = list(self.weights)
        return random.Random(f'{self.seed}:{number}').choices(names, [self.weights[name] for name in names])[0]

    def accept(self):
        while not self.deaf:
            try:
                connection, end = self.listener.accept()
            except OSError:
                return
            with self.changed:
                self.serving.add(end)
                self.changed.notify_all()
            threading.Thread(target=self.serve, args=(connection, end), daemon=True).start()

    def serve(self, connection, end):
        try:
            with connection:
                connection.settimeout(20)
                self.serve_one(connection)
        except OSError:
            pass
        finally:
            with self.changed:
                self.serving.discard(end)
                self.changed.notify_all()

    def read_request(self, connection):
        data = b''
        while b'\r\n\r\n' not in data:
            part = connection.recv(65536)
            if not part:
                return data, b'', False
            data += part
        head, body = data.split(b'\r\n\r\n', 1)
        size = 0
        for line in head.split(b'\r\n')[1:]:
            name, _, value = line.partition(b':')
            if name.strip().lower() == b'content-length':
                size = int(value)
        while len(body) < size:
            part = connection.recv(65536)
            if not part:
                return head, body, False
            body += part
        return head, body, True

    def serve_one(self, connection):
        try:
            head, body, complete = self.read_request(connection)
        except OSError:
            return
        if not head and not body:
            return
        text = body.decode('utf-8', 'replace')
        fields = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        action = fields.get('action', '')
        without_key = '&'.join(part for part in text.split('&') if not part.startswith('key='))
        entry = {'method': head.split(b' ', 1)[0].decode('ascii', 'replace'), 'action': action,
                 'complete': complete, 'hash': hashlib.sha256(without_key.encode()).hexdigest(),
                 'fields': {name: value for name, value in fields.items() if name != 'key'}}
        with self.lock:
            self.wire.append(entry)
        if not complete:
            return
        if fields.get('key') != KEY:
            connection.sendall(response('{"error": "Invalid API key"}'))
        elif action == 'add':
            self.add(connection, fields)
        elif action in ('refill', 'cancel'):
            self.ask(connection, action, fields)
        else:
            if self.on_read is not None:
                self.on_read(action)
            connection.sendall(self.portal or response(json.dumps(self.read(action, fields))))

    # Reads

    def read(self, action, fields):
        with self.lock:
            if action == 'balance':
                return {'balance': f'{self.balance:.5f}', 'currency': 'USD'}
            if action == 'services':
                return SERVICES
            if action == 'status' and 'orders' in fields:
                return {order_id: self.status(order_id) for order_id in fields['orders'].split(',')}
            if action == 'status':
                return self.status(fields.get('order', ''))
        return {'error': 'Incorrect request'}

    def status(self, order_id):
        for order in self.orders:
            if str(order['id']) == order_id:
                remains = '0' if self.status_words == 'Completed' else order['fields']['quantity']
                return {'charge': str(order['charge']), 'start_count': '10', 'status': self.status_words,
                        'remains': remains, 'currency': 'USD'}
        return {'error': 'Incorrect order ID'}

    # Orders

    def take(self, fields, client='engine'):
        with self.lock:
            order_id = self.next_id
            self.next_id += 1
            charge = (RATE * int(fields['quantity']) / 1000).normalize()
            self.balance -= charge
            self.orders.append({'id': order_id, 'n': int(fields['quantity']), 'client': client, 'charge': charge,
                                'fields': {name: value for name, value in fields.items() if name != 'key'}})
            return order_id

    def add(self, connection, fields):
        number = int(fields['quantity'])
        takes, how = FATES[self.fate(number)]
        order_id = self.take(fields) if takes else 0
        if self.on_add is not None:
            self.on_add(number)
        refusal = json.dumps({'error': REFUSALS[number % len(REFUSALS)]})
        self.reply(connection, how, json.dumps({'order': order_id}), refusal, order_id)

    # Refills and cancels: of some orders none is taken, of some nothing is said, and once an answer has a row of an
    # order that nobody asked for.

    def ask(self, connection, action, fields):
        order_ids = fields.get('orders', fields.get('order', '')).split(',')
        takes, how = FATES[self.fate(f'{action} {order_ids[0]}')]
        rows = [{'order': 1, action: 1}]
        with self.lock:
            for order_id in order_ids:
                refused = how == 'refuse' or int(order_id) % 5 == 0
                if takes and not refused:
                    self.next_request += 1
                    self.requests.append({'action': action, 'order': order_id, 'id': str(self.next_request)})
                if int(order_id) % 7 != 0:
                    answer = {'error': f'No {action} now'} if refused else self.next_request
                    rows.insert(0, {'order': int(order_id), action: answer})
        if self.on_add is not None:
            self.on_add(int(order_ids[0]))
        self.reply(connection, how, json.dumps(rows), json.dumps(rows), self.next_request)

    def reply(self, connection, how, clean, refusal, order_id):
        if how in ('late', 'late-lost') and self.gate is not None:
            self.gate.wait(60)
        elif how == 'late':
            time.sleep(self.late_seconds)
        if how == 'silent':
            connection.recv(1)      # until the engine gives up or is gone
            return
        data = answer_bytes(how, clean, refusal, order_id)
        if how == 'slow':
            for i in range(0, len(data), 16):
                connection.sendall(data[i:i + 16])
                time.sleep(0.001)
        elif how == 'drip':         # a byte a second, with deadlines that run twenty times as fast
            for i in range(len(data)):
                connection.sendall(data[i:i + 1])
                time.sleep(0.05)
        elif data is not None:
            connection.sendall(data)
        if how == 'reset':
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
