/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-table-columns.h"

G_BEGIN_DECLS

/* The header above the rows of a table: titles, buttons where a column can be sorted by, and edges to drag
 * (or Shift+Left, Shift+Right on its button) where its width may change.
 *
 * Property: columns (PanelistTableColumns).
 * Signal `sort-requested` (id, descending): a title was clicked; once natural, once reversed. */
#define PANELIST_TYPE_TABLE_HEADER (panelist_table_header_get_type ())
G_DECLARE_FINAL_TYPE (PanelistTableHeader, panelist_table_header, PANELIST, TABLE_HEADER, GtkWidget)

GtkWidget *panelist_table_header_new         (PanelistTableColumns *columns);
void       panelist_table_header_set_columns (PanelistTableHeader  *self,
                                              PanelistTableColumns *columns);

G_END_DECLS
