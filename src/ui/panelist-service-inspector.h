/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-panel.h"
#include "panelist-service.h"

G_BEGIN_DECLS

/* Everything about one service, with its own header bar: beside the list, or as a page of its own.
 *
 * Properties: service (PanelistService, NULL = nothing selected), panel (PanelistPanel it belongs to),
 * show-title (boolean).
 * Signal `order-requested` (PanelistService). */
#define PANELIST_TYPE_SERVICE_INSPECTOR (panelist_service_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceInspector, panelist_service_inspector, PANELIST, SERVICE_INSPECTOR, AdwBin)

GtkWidget *panelist_service_inspector_new         (PanelistPanel            *panel,
                                                   PanelistService          *service);
void       panelist_service_inspector_focus_order (PanelistServiceInspector *self);

G_END_DECLS
