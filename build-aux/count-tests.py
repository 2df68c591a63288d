#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""count-tests.py FILE STATUS: prints "passed failed skipped" of one JUnit file, counting the cases inside each test
program. A program that ended in the middle names no failed case: the STATUS of the run tells that there is one."""

import sys
import xml.etree.ElementTree as ElementTree

passed = failed = skipped = 0
for case in ElementTree.parse(sys.argv[1]).getroot().iter('testcase'):
    if case.find('failure') is not None or case.find('error') is not None:
        failed += 1
    elif case.find('skipped') is not None:
        skipped += 1
    else:
        passed += 1
print(passed, max(failed, int(sys.argv[2] != '0')), skipped)
