/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* All orders of all panels in one list; what needs a decision comes first and explains itself in place.
 *
 * Properties: session (PanelistSession), panel (PanelistPanel, the one in use), both writable and nullable; view (text,
 * as in the settings).
 * Signals: `reorder` (PanelistOrder), `restore-draft` (PanelistOrderDraft: goes back into the form), `new-order`. */
#define PANELIST_TYPE_ORDERS_PAGE (panelist_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrdersPage, panelist_orders_page, PANELIST, ORDERS_PAGE, AdwNavigationPage)

PanelistOrdersPage *panelist_orders_page_new            (PanelistSession    *session);
void                panelist_orders_page_review         (PanelistOrdersPage *self);
void                panelist_orders_page_show_order     (PanelistOrdersPage *self,
                                                         PanelistOrder      *order);
void                panelist_orders_page_cancel_sending (PanelistOrdersPage *self,
                                                         PanelistOrder      *order);
void                panelist_orders_page_take_back      (PanelistOrdersPage *self,
                                                         PanelistHeldRefill *refill);

G_END_DECLS
