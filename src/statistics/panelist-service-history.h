/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-order.h"
#include "panelist-service-marks.h"

G_BEGIN_DECLS

/* What the own orders say about each service: follows a list of orders and writes its figures into the marks. Orders
 * that change are counted anew together, in the next idle moment.
 *
 * An order counts when it was placed; what a panel made of a drip-feed order or a subscription counts with its
 * parent. */
#define PANELIST_TYPE_SERVICE_HISTORY (panelist_service_history_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceHistory, panelist_service_history, PANELIST, SERVICE_HISTORY, GObject)

PanelistServiceHistory *panelist_service_history_new   (GListModel             *orders,
                                                        PanelistServiceMarks   *marks);
/* What changed is counted now. */
void                    panelist_service_history_flush (PanelistServiceHistory *self);

G_END_DECLS
