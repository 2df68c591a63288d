/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An amount that may be left out, typed in the way of the locale and kept as exact decimal text.
 *
 * Properties: label (what it is, writable), currency (writable), positive (boolean, writable: 0 is refused),
 * required (boolean, writable), amount (decimal text, NULL = left out; writable), valid (boolean). */
#define PANELIST_TYPE_AMOUNT_ROW (panelist_amount_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistAmountRow, panelist_amount_row, PANELIST, AMOUNT_ROW, AdwEntryRow)

const char *panelist_amount_row_get_amount (PanelistAmountRow *self);
gboolean    panelist_amount_row_get_valid  (PanelistAmountRow *self);

G_END_DECLS
