/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"
#include "panelist-service-type.h"

G_BEGIN_DECLS

/* One service of a catalog, as the panel describes it. Immutable; made lazily from a row of a catalog
 * or from the snapshot that is kept with an order.
 *
 * Construct-only properties: id (text), name (cleaned for display), category, type
 * (PanelistServiceType), type-text (verbatim), rate (decimal text, per 1000 or per package, or NULL),
 * min, max (int64, -1 = unknown), refill, cancel, drip-feed (PanelistFlag), drip-feed-opened (boolean),
 * description, average-time, panel-id (int64). */
#define PANELIST_TYPE_SERVICE (panelist_service_get_type ())
G_DECLARE_FINAL_TYPE (PanelistService, panelist_service, PANELIST, SERVICE, GObject)

const char          *panelist_service_get_id           (PanelistService *self);
const char          *panelist_service_get_name         (PanelistService *self);
const char          *panelist_service_get_category     (PanelistService *self);
PanelistServiceType  panelist_service_get_service_type (PanelistService *self);
const char          *panelist_service_get_type_text    (PanelistService *self);
const char          *panelist_service_get_rate         (PanelistService *self);
int64_t              panelist_service_get_min          (PanelistService *self);
int64_t              panelist_service_get_max          (PanelistService *self);
PanelistFlag         panelist_service_get_refill       (PanelistService *self);
PanelistFlag         panelist_service_get_cancel       (PanelistService *self);
PanelistFlag         panelist_service_get_drip_feed    (PanelistService *self);
const char          *panelist_service_get_description  (PanelistService *self);
const char          *panelist_service_get_average_time (PanelistService *self);
int64_t              panelist_service_get_panel_id     (PanelistService *self);

G_END_DECLS
