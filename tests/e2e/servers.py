# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that are no panel, each on a loopback port: what a person gets who mistypes one."""

import http.server
import os
import socket
import ssl
import subprocess
import threading

HOME_PAGE = b'<!doctype html><html><head><title>Shop</title></head><body>Welcome</body></html>'


class WrongServer:
    """Answers every request in the same way, and counts them."""

    def __init__(self, status=200, body=HOME_PAGE, headers=None, certificate=None):
        wrong = self
        self.n_requests = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                wrong.n_requests += 1
                self.rfile.read(int(self.headers.get('Content-Length', 0)))
                self.send_response(status)
                for name, value in {'Content-Type': 'text/html', **(headers or {})}.items():
                    self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """A client that does not trust the certificate leaves during the handshake."""

        self.server = Server(('127.0.0.1', 0), Handler)
        scheme = 'http'
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            # In the thread of the connection, so that one that stays silent stops no other.
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                     do_handshake_on_connect=False)
            scheme = 'https'
        self.address = f'{scheme}://127.0.0.1:{self.server.server_port}/api/v2'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def make_certificate(folder):
    """(certificate, key) that nobody signed."""
    files = os.path.join(folder, 'certificate.pem'), os.path.join(folder, 'certificate.key')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
                    '-addext', 'subjectAltName=IP:127.0.0.1', '-out', files[0], '-keyout', files[1]],
                   check=True, capture_output=True)
    return files


def unused_address():
    """Where nothing listens."""
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        return f'http://127.0.0.1:{sock.getsockname()[1]}/api/v2'
