#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py BUILD [--browser] [ID…]: measures what docs/performance.md promises, both sides of a ratio in one run.

Prints a table and writes build/bench.json. Run by ./dev bench, on a virtual display.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

import bench_browser

KEY = '0123456789abcdef0123456789abcdef'
FLAVORS = ['names in ASCII', 'three in ten of other kinds', 'five emoji in every name']
START_RUNS = 7
HELLO_RUNS = 3
BROWSER_RUNS = 3
SEARCH_RUNS = 7
WINDOW_IDS = {'P3', 'P6', 'P8', 'P14'}
CATALOG_IDS = ['P2', 'P5', 'P7', 'P12']
IDS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P12', 'P14']

rows = []


def add(goal_id, name, value, goal, unit):
    """Keeps a row and shows it at once; without a goal a value is only told."""
    ok = goal is None or value <= goal
    rows.append({'id': goal_id, 'name': name, 'value': value, 'goal': goal, 'unit': unit, 'ok': ok})
    told = '' if goal is None else f'≤ {goal:<8.4g}'
    verdict = '' if goal is None else 'ok' if ok else 'MISSED'
    print(f'{goal_id:<4} {name:<58} {value:>9.4g} {unit:<6} {told:<11} {verdict}', flush=True)


def run(command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more)


def count_instructions(program, work, flavor):
    result = run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', program, work, str(flavor), '10000'])
    return int(re.search(r'Collected : (\d+)', result.stderr).group(1))


def measure_instructions(build):
    program = f'{build}/tests/bench/catalog-cost'
    for flavor, words in enumerate(FLAVORS):
        none = count_instructions(program, 'none', flavor)
        bare = count_instructions(program, 'yyjson', flavor) - none
        ours = count_instructions(program, 'panelist', flavor) - none
        add('P1', f'read 10000 services / bare yyjson, {words}', ours / bare, 3, 'ratio')


def measure_catalog(build, ids):
    with subprocess.Popen([f'{build}/tests/bench/bench-catalog', *ids], stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout:
            goal_id, name, value, goal, unit = line.rstrip('\n').split('\t')
            add(goal_id, name, float(value), float(goal) if float(goal) >= 0 else None, unit)
    if program.returncode:
        sys.exit('bench-catalog failed')


class Panel:
    """A demo panel of so many services, and a data directory that knows it."""

    def __init__(self, build, n_services, parent):
        self.folder = f'{parent}/{n_services}'
        self.n_services = n_services
        os.mkdir(self.folder)
        self.process = subprocess.Popen(
            [f'{build}/src/demo/panelist-demo-panel', '--port', '0', '--key', KEY, '--services', str(n_services)],
            stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        run([f'{build}/tests/bench/bench-window', 'prepare', self.folder],
            env=dict(os.environ, PANELIST_BENCH_ADDRESS=self.address))

    def close(self):
        self.process.terminate()
        self.process.wait()


def run_window(build, work, panel=None):
    arguments = [panel.folder, str(panel.n_services)] if panel else ['/nowhere']
    result = run([f'{build}/tests/bench/bench-window', work, *arguments])
    return {what: float(value) for what, value in re.findall(r'^(\S+)\t(\S+)$', result.stdout, re.M)}


def measure_start(build, ids, panels, hello):
    runs = {panel.n_services: [] for panel in panels}
    for _ in range(START_RUNS):
        for panel in panels:
            runs[panel.n_services].append(run_window(build, 'start', panel))

    def typical(n_services, what):
        return statistics.median(one[what] for one in runs[n_services])

    for n_services, goal in (10000, 1.6), (100000, 2.0):
        if 'P3' in ids:
            add('P3', f'start to painted, {n_services} services / empty list',
                typical(n_services, 'painted') / typical(1, 'painted'), goal, 'ratio')
    if 'P3' in ids:
        for n_services in 10000, 100000:
            add('P3', f'the same in processor time, {n_services} services',
                typical(n_services, 'worked') / typical(1, 'worked'), None, 'ratio')
        add('P3', 'start to painted, empty list / AdwApplicationWindow',
            typical(1, 'painted') / hello['painted'], None, 'ratio')
        add('P3', 'start to painted, 10000 services', typical(10000, 'painted'), None, 'ms')
        add('P3', 'start to painted, empty AdwApplicationWindow', hello['painted'], None, 'ms')
    if 'P8' in ids:
        add('P8', 'memory, 10000 services / hello', typical(10000, 'memory') / hello['memory'], 1.20, 'ratio')
        add('P8', 'memory, 100000 services / hello', typical(100000, 'memory') / hello['memory'], 1.6, 'ratio')
        add('P8', 'memory, hello', hello['memory'] / 1024, None, 'MiB')
        add('P8', 'memory, empty list', typical(1, 'memory') / 1024, None, 'MiB')
        add('P8', 'memory, 10000 services', typical(10000, 'memory') / 1024, None, 'MiB')
        add('P8', 'memory, 100000 services', typical(100000, 'memory') / 1024, None, 'MiB')
    if 'P14' in ids:
        add('P14', 'longest gap of the main loop, start, 10000 services',
            min(one['gap-start'] for one in runs[10000]), 50, 'ms')
        add('P14', 'the same by the clock', min(one['clock-gap-start'] for one in runs[10000]), None, 'ms')


def measure_largest(build, parent):
    """The most services that are read."""
    panel = Panel(build, 200000, parent)
    try:
        memory = statistics.median(run_window(build, 'start', panel)['memory'] for _ in range(HELLO_RUNS))
    finally:
        panel.close()
    add('P8', 'memory, 200000 services', memory / 1024, None, 'MiB')


def measure_form(build, panel):
    forms = [run_window(build, 'form', panel)['form'] for _ in range(HELLO_RUNS)]
    add('P3', f'start, 15 keys, Return, Return: to the order form painted, {panel.n_services} services',
        statistics.median(forms), None, 'ms')


def measure_search(build, panel):
    """Each key is the least of all runs, as it does the same in each, and so is the page jump."""
    runs = [run_window(build, 'search', panel) for _ in range(SEARCH_RUNS)]
    keys = [min(run[what] for run in runs) for what in runs[0] if what.startswith('key-')]
    jump = min(run['jump'] for run in runs)
    for what, took in ('key', statistics.median(keys)), ('slowest key', max(keys)):
        add('P6', f'{what} to painted / page jump, 10000 services', took / jump, 1.5, 'ratio')
        add('P6', f'{what} to painted, 10000 services', took, None, 'ms')
    add('P6', 'page jump to painted, 10000 services', jump, None, 'ms')


def measure_scenes(build, ids, panel):
    scenes = run_window(build, 'scenes', panel)
    if 'P8' in ids:
        add('P8', 'memory after 100 refreshes / before', scenes['growth'], 1.02, 'ratio')
    if 'P14' in ids:
        for scene in 'search', 'refresh':
            add('P14', f'longest gap of the main loop, {scene}, 10000 services', scenes[f'gap-{scene}'], 50, 'ms')
            add('P14', 'the same by the clock', scenes[f'clock-gap-{scene}'], None, 'ms')


def measure_recording(build, panel):
    """Words typed into the largest list: what was on screen, and when. All frames are kept in build/frames.tsv."""
    text = run([f'{build}/tests/bench/bench-window', 'record', panel.folder, str(panel.n_services)]).stdout
    with open('build/frames.tsv', 'w', encoding='utf-8') as file:
        file.write(text)
    keys = [line.split('\t')[1:] for line in text.splitlines() if line.startswith('key-')]
    late = sum(1 for key in keys if key[3] != key[4])
    add('P6', f'frames until a key is answered on screen, {panel.n_services} services',
        max(int(key[0]) for key in keys), 1, 'frames')
    add('P6', 'keys whose answer came later than that', late, 0, 'keys')
    add('P6', f'last key to painted, {panel.n_services} services', float(keys[-1][1]), None, 'ms')
    add('P6', f'slowest key to painted, {panel.n_services} services', max(float(key[1]) for key in keys), None, 'ms')


def measure_browser(build, program, panel, start_goal, key_goal):
    """Both sides in turn, by the clock: from the start of the process to rows on screen, and the slowest key."""
    page = bench_browser.make_page(bench_browser.read_services(panel.address, KEY))
    ours, theirs = [], []
    for _ in range(BROWSER_RUNS):
        ours.append(run_window(build, 'search', panel))
        theirs.append(bench_browser.measure(program, page))

    def typical(runs, what):
        return statistics.median(one[what] for one in runs)

    n = panel.n_services
    add('P4', f'start to painted / HTML table in Chromium, {n} services',
        typical(ours, 'painted') / typical(theirs, 'painted'), start_goal, 'ratio')
    add('P4', f'slowest key / HTML table in Chromium, {n} services',
        typical(ours, 'clock-slowest-key') / typical(theirs, 'slowest-key'), key_goal, 'ratio')
    add('P4', f'HTML table in Chromium, {n} services: start to painted', typical(theirs, 'painted'), None, 'ms')
    add('P4', f'HTML table in Chromium, {n} services: slowest key', typical(theirs, 'slowest-key'), None, 'ms')


def measure_window(build, ids, browser):
    # Software rendering, no accessibility bus, nothing of the person who measures.
    os.environ.update(GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='none', NO_AT_BRIDGE='1', LC_ALL='C.UTF-8',
                      GSETTINGS_BACKEND='memory', GSETTINGS_SCHEMA_DIR=f'{build}/data', GDK_DISABLE='vulkan')
    with tempfile.TemporaryDirectory() as parent:
        panels = []
        try:
            for n_services in 1, 10000, 100000:
                panels.append(Panel(build, n_services, parent))
            big = next(panel for panel in panels if panel.n_services == 10000)
            if ids & {'P3', 'P8', 'P14'}:
                hellos = [run_window(build, 'hello') for _ in range(HELLO_RUNS)]
                hello = {what: statistics.median(one[what] for one in hellos) for what in hellos[0]}
                measure_start(build, ids, panels, hello)
            if 'P3' in ids:
                measure_form(build, big)
            if 'P8' in ids:
                measure_largest(build, parent)
            if ids & {'P8', 'P14'}:
                measure_scenes(build, ids, big)
            if 'P6' in ids:
                measure_search(build, big)
                measure_recording(build, panels[-1])
            if browser:
                measure_browser(build, browser, big, 1 / 12, 1 / 3)
                measure_browser(build, browser, panels[-1], 1 / 50, 1 / 15)
        finally:
            for panel in panels:
                panel.close()


def main():
    build = sys.argv[1]
    ids = {name.upper() for name in sys.argv[2:] if not name.startswith('--')} or set(IDS)
    unknown = ids - set(IDS)
    if unknown:
        sys.exit(f'bench: no measurement {" ".join(sorted(unknown))}; there are {" ".join(IDS)}')
    if 'P1' in ids:
        measure_instructions(build)
    if ids & set(CATALOG_IDS):
        measure_catalog(build, [name for name in CATALOG_IDS if name in ids])
    browser = bench_browser.find() if 'P4' in ids and '--browser' in sys.argv else None
    if 'P4' in ids and browser is None:
        print('P4   skipped: ' + ('Chromium is not installed where the bench runs: apt-get install chromium'
                                  if '--browser' in sys.argv else 'it compares with Chromium, which --browser asks for'))
    if ids & WINDOW_IDS or browser:
        measure_window(build, ids, browser)
    goals = [row for row in rows if row['goal'] is not None]
    with open('build/bench.json', 'w', encoding='utf-8') as file:
        json.dump(goals, file, indent=1, ensure_ascii=False)
        file.write('\n')
    missed = [row for row in goals if not row['ok']]
    print(f'{len(goals) - len(missed)} within their goals, {len(missed)} not; figures are in build/bench.json')


if __name__ == '__main__':
    main()
