/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of a CSV file (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (safety.md E); numbers of our own making stay numbers. */

void panelist_csv_add_text   (GString    *row,
                              const char *text);
void panelist_csv_add_number (GString    *row,
                              const char *number);
void panelist_csv_end_row    (GString    *row);

G_END_DECLS
