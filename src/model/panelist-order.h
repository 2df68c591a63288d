/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"
#include "panelist-form.h"
#include "panelist-service.h"

G_BEGIN_DECLS

/* One order: the `add` intent in all its states, and what the panel says of it afterwards. There is one
 * object per order in the process; it changes only on the main thread, after the change is stored.
 *
 * Construct-only: id (int64, row), uuid, panel-id (int64), panel-name, origin, service (PanelistService snapshot),
 * form (PanelistForm, what was or will be sent), quantity (int64 effective total, -1 unknown), expected-charge,
 * currency, created-time (UTC seconds), retry-of (uuid or NULL), parent (remote id or NULL).
 * Changing (all notify): intent-state, remote-id, status (PanelistOrderStatus), status-text (verbatim),
 * start-count, remains (int64, -1 unknown), first-charge, charge (decimal text or NULL), reason (the panel's
 * words of a refusal, redacted and cleaned; else English words for logs), reason-code (PanelistReason: what to say
 * where it was not the panel), http-status (0 unknown), balance-before, evidence (English, for logs), evidence-kind
 * (PanelistEvidence: what to say), sent-time, answered-time, placed-time, first-progress-time, final-time,
 * checked-time (UTC seconds, 0 = not yet),
 * next-check-time, cancel-state (PanelistIntentState of the newest cancel request, DRAFT = none),
 * cancel-reason, refill-intent (same for the newest refill request), refill-id, refill-state
 * (PanelistRefillState), refill-text, refill-time, seen (boolean), note, tag. */
#define PANELIST_TYPE_ORDER (panelist_order_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrder, panelist_order, PANELIST, ORDER, GObject)

int64_t              panelist_order_get_id              (PanelistOrder *self);
const char          *panelist_order_get_uuid            (PanelistOrder *self);
int64_t              panelist_order_get_panel_id        (PanelistOrder *self);
PanelistService     *panelist_order_get_service         (PanelistOrder *self);
PanelistForm        *panelist_order_get_form            (PanelistOrder *self);
int64_t              panelist_order_get_quantity        (PanelistOrder *self);
const char          *panelist_order_get_link            (PanelistOrder *self);
const char          *panelist_order_get_expected_charge (PanelistOrder *self);
const char          *panelist_order_get_currency        (PanelistOrder *self);
int64_t              panelist_order_get_created_time    (PanelistOrder *self);
PanelistIntentState  panelist_order_get_intent_state    (PanelistOrder *self);
const char          *panelist_order_get_remote_id       (PanelistOrder *self);
PanelistOrderStatus  panelist_order_get_status          (PanelistOrder *self);
const char          *panelist_order_get_status_text     (PanelistOrder *self);
int64_t              panelist_order_get_remains         (PanelistOrder *self);
int64_t              panelist_order_get_start_count     (PanelistOrder *self);
const char          *panelist_order_get_charge          (PanelistOrder *self);
const char          *panelist_order_get_first_charge    (PanelistOrder *self);
const char          *panelist_order_get_reason          (PanelistOrder *self);
PanelistReason       panelist_order_get_reason_code     (PanelistOrder *self);
PanelistEvidence     panelist_order_get_evidence_kind   (PanelistOrder *self);
PanelistIntentState  panelist_order_get_cancel_state    (PanelistOrder *self);
PanelistIntentState  panelist_order_get_refill_intent   (PanelistOrder *self);
PanelistRefillState  panelist_order_get_refill_state    (PanelistOrder *self);
const char          *panelist_order_get_refill_id       (PanelistOrder *self);
gboolean             panelist_order_is_active           (PanelistOrder *self);
gboolean             panelist_order_needs_attention     (PanelistOrder *self);

/* The views of the Orders page (ux.md 9). */
typedef enum {
  PANELIST_ORDER_VIEW_ATTENTION,
  PANELIST_ORDER_VIEW_ACTIVE,
  PANELIST_ORDER_VIEW_COMPLETED,
  PANELIST_ORDER_VIEW_PARTIAL,
  PANELIST_ORDER_VIEW_CANCELED,
  PANELIST_ORDER_VIEW_ALL,
} PanelistOrderView;
gboolean             panelist_order_is_in_view          (PanelistOrder     *self,
                                                         PanelistOrderView  view);

/* Why a refill or a cancel can not be requested for an order, or that it can. */
typedef enum {
  PANELIST_ELIGIBLE,
  PANELIST_ELIGIBLE_UNKNOWN,           /* allowed, with a hint: the flag is not told */
  PANELIST_NOT_ELIGIBLE_SERVICE,       /* the service has none */
  PANELIST_NOT_ELIGIBLE_PANEL,         /* the panel takes no such requests */
  PANELIST_NOT_ELIGIBLE_NO_ID,         /* not placed, or not known to be */
  PANELIST_NOT_ELIGIBLE_STILL_ACTIVE,  /* refill: not completed yet */
  PANELIST_NOT_ELIGIBLE_FINAL,         /* cancel: already ended; refill: ended otherwise than completed */
  PANELIST_NOT_ELIGIBLE_OPEN_REQUEST,  /* one is open already */
} PanelistEligibility;
PanelistEligibility  panelist_order_check_refill        (PanelistOrder *self,
                                                         PanelistFlag   panel_takes_refill);
PanelistEligibility  panelist_order_check_cancel        (PanelistOrder *self,
                                                         PanelistFlag   panel_takes_cancel);

G_END_DECLS
