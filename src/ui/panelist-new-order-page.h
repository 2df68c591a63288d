/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The order form: it follows the type table, shows what the order costs and asks before it places one.
 *
 * Properties: session (PanelistSession), panel (PanelistPanel, the one in use), both writable and nullable.
 * Signal `show-order` (PanelistOrder): the person wants to see what became of an order. */
#define PANELIST_TYPE_NEW_ORDER_PAGE (panelist_new_order_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistNewOrderPage, panelist_new_order_page, PANELIST, NEW_ORDER_PAGE, AdwNavigationPage)

PanelistNewOrderPage *panelist_new_order_page_new         (PanelistSession      *session);
void                  panelist_new_order_page_set_service (PanelistNewOrderPage *self,
                                                           PanelistPanel        *panel,
                                                           PanelistService      *service);
void                  panelist_new_order_page_reorder     (PanelistNewOrderPage *self,
                                                           PanelistOrder        *order);
void                  panelist_new_order_page_restore_draft (PanelistNewOrderPage *self,
                                                           PanelistOrderDraft   *draft);
gboolean              panelist_new_order_page_take_back   (PanelistNewOrderPage *self);
PanelistOrderDraft   *panelist_new_order_page_get_draft   (PanelistNewOrderPage *self);

G_END_DECLS
