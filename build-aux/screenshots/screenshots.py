#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""screenshots.py BUILD [--all DIRECTORY [--variant NAME…]] [--only PREFIX…]: drives Panelist through its screens, on a panel of the
demo's program, and writes the pictures of the documents, or with --all every screen in every size and scheme,
each with what a screen reader finds there."""

import argparse
import os
import sys

from catalog import Catalog
from display import Display
from driver import App
from failures import Failures, Killed
from journey import Journey
from news import News
from story import SIZES
from tracking import Tracking
from variants import VARIANTS, Variants


def main():
    parser = argparse.ArgumentParser(prog='./dev screenshots', description='Takes pictures of Panelist.')
    parser.add_argument('build', help=argparse.SUPPRESS)
    parser.add_argument('--all', metavar='DIRECTORY', help='every screen in three sizes, light and dark')
    parser.add_argument('--only', metavar='PREFIX', nargs='+', help='only those whose names begin so')
    parser.add_argument('--variant', metavar='NAME', nargs='+', choices=VARIANTS, default=[],
                        help='some screens on other desktops instead: ' + ', '.join(VARIANTS))
    options = parser.parse_args()
    if options.variant and not options.all:
        parser.error('--variant is for --all')
    options.directory = options.all or 'docs/screenshots'
    os.makedirs(options.directory, exist_ok=True)
    display, app = Display(), App()
    if options.variant:
        stories = Variants,
    elif options.all:
        stories = Journey, Catalog, Tracking, News, Failures, Killed
    else:
        stories = Journey, Killed
    for story in stories:
        if story.is_wanted(options.only):
            try:
                story(options, display, app).run()
            except Exception:
                display.ping = lambda: None
                display.save('build/screenshots-failed.png', SIZES['wide'])
                raise
    return 0


if __name__ == '__main__':
    sys.exit(main())
