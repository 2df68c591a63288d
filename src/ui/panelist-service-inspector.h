/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* Everything about one service, with its own header bar: beside the list, or as a page of its own. What people note
 * is kept when they leave the field.
 *
 * Properties: session (PanelistSession), service (PanelistService, NULL = nothing selected), show-title (boolean),
 * comparing (boolean: the service is one of those that are compared; set by the user too).
 * Signals: `order-requested`, `history-requested` (PanelistService). */
#define PANELIST_TYPE_SERVICE_INSPECTOR (panelist_service_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceInspector, panelist_service_inspector, PANELIST, SERVICE_INSPECTOR, AdwBin)

GtkWidget *panelist_service_inspector_new         (PanelistSession          *session,
                                                   PanelistService          *service);
void       panelist_service_inspector_focus_order (PanelistServiceInspector *self);

G_END_DECLS
