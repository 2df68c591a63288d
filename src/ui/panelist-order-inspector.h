/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* Everything about one order: where it stands, what it costs, what happened, and what can be asked for.
 *
 * Properties: session (PanelistSession), order (PanelistOrder), both writable and nullable; closable (boolean: has a
 * close button).
 * Signals: `reorder` (PanelistOrder), `closed`. */
#define PANELIST_TYPE_ORDER_INSPECTOR (panelist_order_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderInspector, panelist_order_inspector, PANELIST, ORDER_INSPECTOR, AdwBin)

void           panelist_order_inspector_set_order (PanelistOrderInspector *self,
                                                   PanelistOrder          *order);
PanelistOrder *panelist_order_inspector_get_order (PanelistOrderInspector *self);

G_END_DECLS
