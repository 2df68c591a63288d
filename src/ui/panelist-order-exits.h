/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* An unconfirmed order, opened: what is known of it and the exits of safety.md A8 and ux.md 8.6. It follows the order
 * and the time; whoever shows it takes it away when the order is unconfirmed no more.
 *
 * The actions of its menu open dialogs or copy. What spends is the answer to the question of Send Again. */
#define PANELIST_TYPE_ORDER_EXITS (panelist_order_exits_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderExits, panelist_order_exits, PANELIST, ORDER_EXITS, GtkBox)

GtkWidget *panelist_order_exits_new (PanelistSession *session,
                                     PanelistOrder   *order);

G_END_DECLS
