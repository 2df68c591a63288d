# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same services as an HTML table in headless Chromium, for P4 of bench.py: when rows are visible, what a key takes.

The page comes from a server on a loopback address, which also hears what the page measured; no other address is reached.
"""

import html
import http.server
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request

PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'chromium-headless-shell']
TEXT = 'clips views r30'
MAX_WAIT = 120

# Rows are visible once a frame with them is behind us. A key hides the rows that do not have its words, as pages do that
# show all of a list; it has been answered when the page is laid out again: painting is not counted.
PAGE = '''<!DOCTYPE html><meta charset="utf-8"><title>Services</title>
<style>body { font: 14px sans-serif } table { table-layout: fixed; width: 100%%; border-collapse: collapse }
td { height: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis } td + td { width: 80px; text-align: right }
small { opacity: 0.7 }</style>
<input autofocus><table><tbody>%s</tbody></table>
<script>
const rows = [...document.querySelectorAll('tr')];
const texts = rows.map(row => row.cells[0].textContent.toLowerCase());
function show(query) {
  const words = query.split(' ').filter(word => word);
  rows.forEach((row, i) => row.hidden = !words.every(word => texts[i].includes(word)));
  return document.body.offsetHeight;
}
requestAnimationFrame(() => requestAnimationFrame(() => {
  const painted = Date.now();
  let slowest = 0;
  for (let i = 1; i <= %d; i++) {
    const began = performance.now();
    show('%s'.slice(0, i));
    slowest = Math.max(slowest, performance.now() - began);
  }
  fetch('/', { method: 'POST', body: JSON.stringify({ painted, 'slowest-key': slowest }) });
}));
</script>'''


def find():
    return next((program for program in PROGRAMS if shutil.which(program)), None)


def read_services(address, key):
    body = urllib.parse.urlencode({'key': key, 'action': 'services'}).encode()
    with urllib.request.urlopen(address, body, timeout=MAX_WAIT) as reply:
        return json.load(reply)


def make_page(services):
    def cell(value):
        return f'<td>{html.escape(str(value))}</td>'

    lines = []
    for service in services:
        name, detail = html.escape(service['name']), html.escape(f'{service["category"]} · {service["service"]}')
        lines.append(f'<tr><td>{name}<br><small>{detail}</small></td>' + cell(service['rate']) + cell(service['min']) +
                     cell(service['max']) + cell(service.get('refill', '–')) + cell(service.get('cancel', '–')) + '</tr>')
    return (PAGE % ('\n'.join(lines), len(TEXT), TEXT)).encode()


class Listener(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == '/' else 404)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.end_headers()
        if self.path == '/':
            self.wfile.write(self.server.page)

    def do_POST(self):
        self.server.told = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        self.send_response(204)
        self.end_headers()
        self.server.heard.set()

    def log_message(self, *arguments):
        pass


def measure(program, page):
    """Milliseconds from the start of the browser until rows are visible, and of the slowest key, by the clock."""
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Listener) as server, \
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {name: value for name, value in os.environ.items() if name in ('HOME', 'PATH', 'LANG')}
        server.page, server.heard, server.told = page, threading.Event(), None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        began = time.time() * 1000
        browser = subprocess.Popen(
            [program, '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
             '--disable-background-networking', '--disable-component-update', '--disable-sync',
             '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--window-size=1000,700',
             f'--user-data-dir={folder}', '--remote-debugging-port=0', f'http://127.0.0.1:{server.server_port}/'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment)
        try:
            if not server.heard.wait(MAX_WAIT):
                raise SystemExit(f'{program} showed no rows within {MAX_WAIT} s')
        finally:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
            server.shutdown()
        return {'painted': server.told['painted'] - began, 'slowest-key': server.told['slowest-key']}
