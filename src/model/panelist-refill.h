/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"

G_BEGIN_DECLS

/* One refill request for one order: a child row of a `refill` intent.
 * Properties: id (int64, construct-only), order-uuid, panel-id, order-remote-id (construct-only),
 * intent-state, refill-id, state (PanelistRefillState), state-text, reason, created-time,
 * checked-time, final-time. */
#define PANELIST_TYPE_REFILL (panelist_refill_get_type ())
G_DECLARE_FINAL_TYPE (PanelistRefill, panelist_refill, PANELIST, REFILL, GObject)

int64_t              panelist_refill_get_id           (PanelistRefill *self);
const char          *panelist_refill_get_order_uuid   (PanelistRefill *self);
const char          *panelist_refill_get_refill_id    (PanelistRefill *self);
PanelistIntentState  panelist_refill_get_intent_state (PanelistRefill *self);
PanelistRefillState  panelist_refill_get_state        (PanelistRefill *self);
const char          *panelist_refill_get_reason       (PanelistRefill *self);
int64_t              panelist_refill_get_created_time (PanelistRefill *self);

G_END_DECLS
