/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-session.h"
#include "panelist-table-columns.h"

G_BEGIN_DECLS

/* One order in the list. The light row draws the columns; the exits of an unconfirmed order stand below it.
 *
 * Signals: `pick` (PanelistOrder: it is to be selected or not anymore), `fold` (PanelistOrder: its exits are to be
 * folded, or not anymore), `seen` (PanelistOrder: marked as seen). */
#define PANELIST_TYPE_ORDER_ROW (panelist_order_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderRow, panelist_order_row, PANELIST, ORDER_ROW, GtkBox)

/* The columns of a row that is not compact. */
typedef enum {
  PANELIST_ORDER_COLUMN_STATUS,
  PANELIST_ORDER_COLUMN_SERVICE,
  PANELIST_ORDER_COLUMN_PROGRESS,
  PANELIST_ORDER_COLUMN_CHARGE,
  PANELIST_ORDER_COLUMN_AGE,
} PanelistOrderColumn;

PanelistTableColumns *panelist_order_row_make_columns (void);
GtkWidget            *panelist_order_row_new           (void);
void                  panelist_order_row_bind          (PanelistOrderRow     *self,
                                                        GtkListItem          *item,
                                                        PanelistSession      *session,
                                                        PanelistPanel        *panel,
                                                        gboolean              name_panel);
void                  panelist_order_row_unbind        (PanelistOrderRow     *self);
void                  panelist_order_row_set_columns   (PanelistOrderRow     *self,
                                                        PanelistTableColumns *columns);
void                  panelist_order_row_set_picking   (PanelistOrderRow     *self,
                                                        gboolean              picking,
                                                        gboolean              picked,
                                                        gboolean              current);
void                  panelist_order_row_set_folded    (PanelistOrderRow     *self,
                                                        gboolean              folded);
void                  panelist_order_row_update        (PanelistOrderRow     *self);
PanelistOrder        *panelist_order_row_get_order     (PanelistOrderRow     *self);

G_END_DECLS
