/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* The buttons of an order that is held, on its way, refused, not sent or marked as not placed. What an unconfirmed one
 * has are its exits (PanelistOrderExits).
 *
 * What outlives the order's row is asked of the page around it: the actions order.cancel-sending and order.try-again
 * (uuid of the order). Neither spends. */
#define PANELIST_TYPE_ORDER_STEPS (panelist_order_steps_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderSteps, panelist_order_steps, PANELIST, ORDER_STEPS, GtkBox)

GtkWidget *panelist_order_steps_new       (void);
void       panelist_order_steps_set_order (PanelistOrderSteps *self,
                                           PanelistSession    *session,
                                           PanelistOrder      *order);
gboolean   panelist_order_steps_apply     (PanelistOrder      *order);

G_END_DECLS
