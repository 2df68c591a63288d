/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-order.h"

G_BEGIN_DECLS

/* How many orders each view has, and how many are unconfirmed, kept up to date while orders change: for the
 * badge of the sidebar, the banner and the names of the views. Only the counts that an order changes are touched.
 *
 * Signals: `changed`: a count is another one; `outcome` (PanelistOrder): it was placed, refused, not sent or became
 * unconfirmed just now. */
#define PANELIST_TYPE_ORDER_TALLY (panelist_order_tally_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderTally, panelist_order_tally, PANELIST, ORDER_TALLY, GObject)

PanelistOrderTally *panelist_order_tally_new             (GListModel         *orders);
guint               panelist_order_tally_get             (PanelistOrderTally *self,
                                                          PanelistOrderView   view);
guint               panelist_order_tally_get_unconfirmed (PanelistOrderTally *self);

G_END_DECLS
