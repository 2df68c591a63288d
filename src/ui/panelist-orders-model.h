/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-order.h"

G_BEGIN_DECLS

/* The orders that a view and a search leave, sorted, what is unconfirmed always first. It follows the list of
 * orders and the orders themselves; changes of one moment are taken together.
 *
 * Properties: view (text, as in the settings), query (text), sort (text: age, status, service or charge),
 * descending (boolean).
 * Signal `changed`: what is shown, or how, may be different now. */
#define PANELIST_TYPE_ORDERS_MODEL (panelist_orders_model_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrdersModel, panelist_orders_model, PANELIST, ORDERS_MODEL, GObject)

PanelistOrdersModel *panelist_orders_model_new            (void);
void                 panelist_orders_model_set_orders     (PanelistOrdersModel *self,
                                                           GListModel          *orders);
GListModel          *panelist_orders_model_get_model      (PanelistOrdersModel *self);
PanelistOrderView    panelist_orders_model_get_view       (PanelistOrdersModel *self);
const char          *panelist_orders_model_get_query      (PanelistOrdersModel *self);

G_END_DECLS
