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
 * Construct-only: id (int64, row), uuid, panel-id (int64), panel-name, origin, form (PanelistForm, what was or will
 * be sent), created-time (UTC seconds), retry-of (uuid or NULL), parent (remote id or NULL).
 * Changing only while it is held: service (PanelistService snapshot), quantity (int64 effective total, -1 unknown),
 * expected-charge, currency, balance-before (decimal text, what the panel had before the request; NULL unknown),
 * balance-before-time, balance-before-currency, balance-before-ambiguous (boolean: its separators were guessed),
 * sent-time, sent-sequence (counts the requests in the order they were sent, 0 = none was), id-floor (the largest
 * number known of the panel before it; 0 = no search by numbers is possible).
 * Changing (all notify): intent-state, remote-id, status (PanelistOrderStatus), status-text (verbatim),
 * start-count, remains (int64, -1 unknown), first-charge, charge (decimal text or NULL), reason (the panel's
 * words of a refusal, redacted and cleaned; else English words for logs), reason-code (PanelistReason: what to say
 * where it was not the panel), http-status (0 unknown), answered-time, ended-time (of the request, answered or not),
 * placed-time, settled-time (when a person said "not placed"), first-progress-time, final-time, checked-time (UTC
 * seconds, 0 = not yet),
 * The evidence of safety.md A7, for one sentence with amounts in the currency of the order: evidence-kind
 * (PanelistEvidence: what to say), balance-after (what the balance was then), evidence-fall (by how much it fell,
 * less what other known orders took), evidence-time (when it was read, or could not be), evidence-reads (how many of
 * the four planned reads are done), evidence (English, for logs); candidate-id (a number seen in an answer that is
 * no proof), candidate-known (boolean: the panel knows that number but tells no charge), active-link-time (when the
 * panel told a later order that one is active for this link; 0 = never).
 * Of the process, not stored: hold-end (microseconds of panelist_clock_monotonic() until which it is held, 0 = not),
 * waiting (boolean: held on, for the evidence of an unconfirmed order), checking (boolean: a read for its evidence is
 * on its way), not-placed-allowed (boolean: panelist_ordering_state_not_placed() would do it), stopped-waiting
 * (boolean, for the screen alone: the spinner of a submitting order is hidden),
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
gboolean             panelist_order_has_net_charge      (PanelistOrder *self);
char                *panelist_order_dup_refund          (PanelistOrder *self);
const char          *panelist_order_get_reason          (PanelistOrder *self);
PanelistReason       panelist_order_get_reason_code     (PanelistOrder *self);
PanelistEvidence     panelist_order_get_evidence_kind   (PanelistOrder *self);
const char          *panelist_order_get_balance_before  (PanelistOrder *self);
const char          *panelist_order_get_balance_after   (PanelistOrder *self);
const char          *panelist_order_get_candidate_id    (PanelistOrder *self);
guint                panelist_order_get_evidence_reads  (PanelistOrder *self);
int64_t              panelist_order_get_sent_sequence   (PanelistOrder *self);
int64_t              panelist_order_get_id_floor        (PanelistOrder *self);
int64_t              panelist_order_get_hold_end        (PanelistOrder *self);
gboolean             panelist_order_get_not_placed_allowed (PanelistOrder *self);
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
  PANELIST_ELIGIBLE_UNCONFIRMED,       /* allowed after a question: one may have been requested before */
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
