/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-order.h"

G_BEGIN_DECLS

/* Finds orders for the same link that are on their way, under way or unconfirmed, on any panel (ux.md 8.4).
 * The index by normalized link follows the list of orders, so that asking at each keystroke costs nothing. */
#define PANELIST_TYPE_DUPLICATE_GUARD (panelist_duplicate_guard_get_type ())
G_DECLARE_FINAL_TYPE (PanelistDuplicateGuard, panelist_duplicate_guard, PANELIST, DUPLICATE_GUARD, GObject)

PanelistDuplicateGuard *panelist_duplicate_guard_new  (GListModel             *orders);
PanelistOrder          *panelist_duplicate_guard_find (PanelistDuplicateGuard *self,
                                                       const char             *link);

G_END_DECLS
