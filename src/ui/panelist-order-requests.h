/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* Refill and cancel for one order or many: which of them may, the question, the request, the words for what came
 * of it (safety.md A10). */

guint panelist_order_requests_count (PanelistSession    *session,
                                     PanelistIntentKind  kind,
                                     GPtrArray          *orders);
PanelistEligibility panelist_order_requests_check (PanelistSession    *session,
                                                   PanelistIntentKind  kind,
                                                   PanelistOrder      *order);
AdwDialog *panelist_order_requests_ask (GtkWidget     *parent,
                                     PanelistSession    *session,
                                     PanelistIntentKind  kind,
                                     GPtrArray          *orders);
void  panelist_order_requests_take_back (GtkWidget      *parent,
                                     PanelistSession    *session,
                                     PanelistHeldRefill *held);

G_END_DECLS
