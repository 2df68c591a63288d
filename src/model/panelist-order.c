/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-order.h"

#include "panelist-money.h"
#include "panelist-properties.h"

struct _PanelistOrder {
  GObject parent_instance;

  int64_t id;
  char *uuid;
  int64_t panel_id;
  char *panel_name;
  int origin;
  PanelistService *service;
  PanelistForm *form;
  int64_t quantity;
  char *expected_charge;
  char *currency;
  int64_t created_time;
  char *retry_of;
  char *parent;
  int intent_state;
  char *remote_id;
  int status;
  char *status_text;
  int64_t start_count;
  int64_t remains;
  char *first_charge;
  char *charge;
  char *reason;
  int reason_code;
  int64_t http_status;
  char *balance_before;
  int64_t balance_before_time;
  char *balance_before_currency;
  gboolean balance_before_ambiguous;
  int64_t sent_sequence;
  int64_t id_floor;
  char *evidence;
  int evidence_kind;
  char *balance_after;
  char *evidence_fall;
  int64_t evidence_time;
  int64_t evidence_reads;
  char *candidate_id;
  gboolean candidate_known;
  int64_t active_link_time;
  int64_t sent_time;
  int64_t answered_time;
  int64_t ended_time;
  int64_t placed_time;
  int64_t settled_time;
  int64_t first_progress_time;
  int64_t final_time;
  int64_t checked_time;
  int64_t next_check_time;
  int cancel_state;
  char *cancel_reason;
  int refill_intent;
  char *refill_id;
  int refill_state;
  char *refill_text;
  int64_t refill_time;
  gboolean seen;
  char *note;
  char *tag;
  int64_t hold_end;
  gboolean waiting;
  gboolean checking;
  gboolean not_placed_allowed;
  gboolean stopped_waiting;
};

G_DEFINE_FINAL_TYPE (PanelistOrder, panelist_order, G_TYPE_OBJECT)

#define FIELD(name) G_STRUCT_OFFSET (PanelistOrder, name)

static const PanelistPropertyInfo table[] = {
  { "id", PANELIST_PROPERTY_NUMBER, FIELD (id), NULL, TRUE, 0 },
  { "uuid", PANELIST_PROPERTY_TEXT, FIELD (uuid), NULL, TRUE, 0 },
  { "panel-id", PANELIST_PROPERTY_NUMBER, FIELD (panel_id), NULL, TRUE, 0 },
  { "panel-name", PANELIST_PROPERTY_TEXT, FIELD (panel_name), NULL, TRUE, 0 },
  { "origin", PANELIST_PROPERTY_ENUM, FIELD (origin),
    panelist_order_origin_get_type, TRUE, PANELIST_ORDER_ORIGIN_HERE },
  { "service", PANELIST_PROPERTY_OBJECT, FIELD (service), panelist_service_get_type, FALSE, 0 },
  { "form", PANELIST_PROPERTY_BOXED, FIELD (form), panelist_form_get_type, TRUE, 0 },
  { "quantity", PANELIST_PROPERTY_NUMBER, FIELD (quantity), NULL, FALSE, -1 },
  { "expected-charge", PANELIST_PROPERTY_TEXT, FIELD (expected_charge), NULL, FALSE, 0 },
  { "currency", PANELIST_PROPERTY_TEXT, FIELD (currency), NULL, FALSE, 0 },
  { "created-time", PANELIST_PROPERTY_NUMBER, FIELD (created_time), NULL, TRUE, 0 },
  { "retry-of", PANELIST_PROPERTY_TEXT, FIELD (retry_of), NULL, TRUE, 0 },
  { "parent", PANELIST_PROPERTY_TEXT, FIELD (parent), NULL, TRUE, 0 },
  { "intent-state", PANELIST_PROPERTY_ENUM, FIELD (intent_state), panelist_intent_state_get_type, FALSE, PANELIST_INTENT_DRAFT },
  { "remote-id", PANELIST_PROPERTY_TEXT, FIELD (remote_id), NULL, FALSE, 0 },
  { "status", PANELIST_PROPERTY_ENUM, FIELD (status), panelist_order_status_get_type, FALSE, PANELIST_ORDER_STATUS_NONE },
  { "status-text", PANELIST_PROPERTY_TEXT, FIELD (status_text), NULL, FALSE, 0 },
  { "start-count", PANELIST_PROPERTY_NUMBER, FIELD (start_count), NULL, FALSE, -1 },
  { "remains", PANELIST_PROPERTY_NUMBER, FIELD (remains), NULL, FALSE, -1 },
  { "first-charge", PANELIST_PROPERTY_TEXT, FIELD (first_charge), NULL, FALSE, 0 },
  { "charge", PANELIST_PROPERTY_TEXT, FIELD (charge), NULL, FALSE, 0 },
  { "reason", PANELIST_PROPERTY_TEXT, FIELD (reason), NULL, FALSE, 0 },
  { "reason-code", PANELIST_PROPERTY_ENUM, FIELD (reason_code), panelist_reason_get_type, FALSE, PANELIST_REASON_NONE },
  { "http-status", PANELIST_PROPERTY_NUMBER, FIELD (http_status), NULL, FALSE, 0 },
  { "balance-before", PANELIST_PROPERTY_TEXT, FIELD (balance_before), NULL, FALSE, 0 },
  { "balance-before-time", PANELIST_PROPERTY_NUMBER, FIELD (balance_before_time), NULL, FALSE, 0 },
  { "balance-before-currency", PANELIST_PROPERTY_TEXT, FIELD (balance_before_currency), NULL, FALSE, 0 },
  { "balance-before-ambiguous", PANELIST_PROPERTY_BOOLEAN, FIELD (balance_before_ambiguous), NULL, FALSE, FALSE },
  { "sent-sequence", PANELIST_PROPERTY_NUMBER, FIELD (sent_sequence), NULL, FALSE, 0 },
  { "id-floor", PANELIST_PROPERTY_NUMBER, FIELD (id_floor), NULL, FALSE, 0 },
  { "evidence", PANELIST_PROPERTY_TEXT, FIELD (evidence), NULL, FALSE, 0 },
  { "evidence-kind", PANELIST_PROPERTY_ENUM, FIELD (evidence_kind),
    panelist_evidence_get_type, FALSE, PANELIST_EVIDENCE_NONE },
  { "balance-after", PANELIST_PROPERTY_TEXT, FIELD (balance_after), NULL, FALSE, 0 },
  { "evidence-fall", PANELIST_PROPERTY_TEXT, FIELD (evidence_fall), NULL, FALSE, 0 },
  { "evidence-time", PANELIST_PROPERTY_NUMBER, FIELD (evidence_time), NULL, FALSE, 0 },
  { "evidence-reads", PANELIST_PROPERTY_NUMBER, FIELD (evidence_reads), NULL, FALSE, 0 },
  { "candidate-id", PANELIST_PROPERTY_TEXT, FIELD (candidate_id), NULL, FALSE, 0 },
  { "candidate-known", PANELIST_PROPERTY_BOOLEAN, FIELD (candidate_known), NULL, FALSE, FALSE },
  { "active-link-time", PANELIST_PROPERTY_NUMBER, FIELD (active_link_time), NULL, FALSE, 0 },
  { "sent-time", PANELIST_PROPERTY_NUMBER, FIELD (sent_time), NULL, FALSE, 0 },
  { "answered-time", PANELIST_PROPERTY_NUMBER, FIELD (answered_time), NULL, FALSE, 0 },
  { "ended-time", PANELIST_PROPERTY_NUMBER, FIELD (ended_time), NULL, FALSE, 0 },
  { "placed-time", PANELIST_PROPERTY_NUMBER, FIELD (placed_time), NULL, FALSE, 0 },
  { "settled-time", PANELIST_PROPERTY_NUMBER, FIELD (settled_time), NULL, FALSE, 0 },
  { "first-progress-time", PANELIST_PROPERTY_NUMBER, FIELD (first_progress_time), NULL, FALSE, 0 },
  { "final-time", PANELIST_PROPERTY_NUMBER, FIELD (final_time), NULL, FALSE, 0 },
  { "checked-time", PANELIST_PROPERTY_NUMBER, FIELD (checked_time), NULL, FALSE, 0 },
  { "next-check-time", PANELIST_PROPERTY_NUMBER, FIELD (next_check_time), NULL, FALSE, 0 },
  { "cancel-state", PANELIST_PROPERTY_ENUM, FIELD (cancel_state),
    panelist_intent_state_get_type, FALSE, PANELIST_INTENT_DRAFT },
  { "cancel-reason", PANELIST_PROPERTY_TEXT, FIELD (cancel_reason), NULL, FALSE, 0 },
  { "refill-intent", PANELIST_PROPERTY_ENUM, FIELD (refill_intent),
    panelist_intent_state_get_type, FALSE, PANELIST_INTENT_DRAFT },
  { "refill-id", PANELIST_PROPERTY_TEXT, FIELD (refill_id), NULL, FALSE, 0 },
  { "refill-state", PANELIST_PROPERTY_ENUM, FIELD (refill_state),
    panelist_refill_state_get_type, FALSE, PANELIST_REFILL_STATE_UNKNOWN },
  { "refill-text", PANELIST_PROPERTY_TEXT, FIELD (refill_text), NULL, FALSE, 0 },
  { "refill-time", PANELIST_PROPERTY_NUMBER, FIELD (refill_time), NULL, FALSE, 0 },
  { "seen", PANELIST_PROPERTY_BOOLEAN, FIELD (seen), NULL, FALSE, FALSE },
  { "note", PANELIST_PROPERTY_TEXT, FIELD (note), NULL, FALSE, 0 },
  { "tag", PANELIST_PROPERTY_TEXT, FIELD (tag), NULL, FALSE, 0 },
  { "hold-end", PANELIST_PROPERTY_NUMBER, FIELD (hold_end), NULL, FALSE, 0 },
  { "waiting", PANELIST_PROPERTY_BOOLEAN, FIELD (waiting), NULL, FALSE, FALSE },
  { "checking", PANELIST_PROPERTY_BOOLEAN, FIELD (checking), NULL, FALSE, FALSE },
  { "not-placed-allowed", PANELIST_PROPERTY_BOOLEAN, FIELD (not_placed_allowed), NULL, FALSE, FALSE },
  { "stopped-waiting", PANELIST_PROPERTY_BOOLEAN, FIELD (stopped_waiting), NULL, FALSE, FALSE },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_order_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_order_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_order_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_order_parent_class)->finalize (object);
}

static void
panelist_order_class_init (PanelistOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_order_get_property;
  object_class->set_property = panelist_order_set_property;
  object_class->finalize = panelist_order_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_order_init (PanelistOrder *self)
{
}

int64_t
panelist_order_get_id (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->id;
}

const char *
panelist_order_get_uuid (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->uuid;
}

int64_t
panelist_order_get_panel_id (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->panel_id;
}

PanelistService *
panelist_order_get_service (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->service;
}

PanelistForm *
panelist_order_get_form (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->form;
}

int64_t
panelist_order_get_quantity (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), -1);

  return self->quantity;
}

const char *
panelist_order_get_expected_charge (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->expected_charge;
}

const char *
panelist_order_get_currency (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->currency;
}

int64_t
panelist_order_get_created_time (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->created_time;
}

PanelistIntentState
panelist_order_get_intent_state (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_INTENT_DRAFT);

  return (PanelistIntentState) self->intent_state;
}

const char *
panelist_order_get_remote_id (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->remote_id;
}

PanelistOrderStatus
panelist_order_get_status (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_ORDER_STATUS_NONE);

  return (PanelistOrderStatus) self->status;
}

const char *
panelist_order_get_status_text (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->status_text;
}

int64_t
panelist_order_get_remains (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), -1);

  return self->remains;
}

int64_t
panelist_order_get_start_count (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), -1);

  return self->start_count;
}

const char *
panelist_order_get_charge (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->charge;
}

const char *
panelist_order_get_first_charge (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->first_charge;
}

static gboolean
has_status (PanelistOrder       *self,
            PanelistOrderStatus  status)
{
  return self->intent_state == PANELIST_INTENT_PLACED && self->status == (int) status;
}

/**
 * panelist_order_has_net_charge:
 *
 * Returns: whether the panel took off the charge what it did not deliver, instead of leaving it as it was
 */
gboolean
panelist_order_has_net_charge (PanelistOrder *self)
{
  const char *first = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), FALSE);

  first = self->first_charge != NULL ? self->first_charge : self->expected_charge;
  return self->charge != NULL && first != NULL && panelist_money_compare (self->charge, first) < 0;
}

/**
 * panelist_order_dup_refund:
 *
 * What a partial order gives back to the balance: what the charge is less now, or else the share of what remains.
 *
 * Returns: (transfer full) (nullable): an amount, or %NULL when the order is not partial or the panel tells too little
 */
char *
panelist_order_dup_refund (PanelistOrder *self)
{
  const char *first = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  if (!has_status (self, PANELIST_ORDER_STATUS_PARTIAL) || self->remains <= 0 || self->remains > self->quantity)
    return NULL;

  first = self->first_charge != NULL ? self->first_charge : self->expected_charge;
  if (panelist_order_has_net_charge (self))
    return panelist_money_subtract (first, self->charge);
  return panelist_money_share (self->charge != NULL ? self->charge : first, self->remains, self->quantity);
}

const char *
panelist_order_get_reason (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->reason;
}

PanelistReason
panelist_order_get_reason_code (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_REASON_NONE);

  return (PanelistReason) self->reason_code;
}

PanelistEvidence
panelist_order_get_evidence_kind (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_EVIDENCE_NONE);

  return (PanelistEvidence) self->evidence_kind;
}

const char *
panelist_order_get_balance_before (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->balance_before;
}

const char *
panelist_order_get_balance_after (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->balance_after;
}

const char *
panelist_order_get_candidate_id (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->candidate_id;
}

guint
panelist_order_get_evidence_reads (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return (guint) self->evidence_reads;
}

int64_t
panelist_order_get_sent_sequence (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->sent_sequence;
}

int64_t
panelist_order_get_id_floor (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->id_floor;
}

int64_t
panelist_order_get_hold_end (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), 0);

  return self->hold_end;
}

gboolean
panelist_order_get_not_placed_allowed (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), FALSE);

  return self->not_placed_allowed;
}

PanelistIntentState
panelist_order_get_cancel_state (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_INTENT_DRAFT);

  return (PanelistIntentState) self->cancel_state;
}

PanelistIntentState
panelist_order_get_refill_intent (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_INTENT_DRAFT);

  return (PanelistIntentState) self->refill_intent;
}

PanelistRefillState
panelist_order_get_refill_state (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_REFILL_STATE_UNKNOWN);

  return (PanelistRefillState) self->refill_state;
}

const char *
panelist_order_get_refill_id (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  return self->refill_id;
}

/**
 * panelist_order_get_link:
 * @self: an order
 *
 * Returns: (nullable): what it was ordered for: the link, or the name a subscription follows
 */
const char *
panelist_order_get_link (PanelistOrder *self)
{
  const char *link = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), NULL);

  if (self->form == NULL)
    return NULL;
  link = panelist_form_lookup (self->form, "link");
  return link != NULL ? link : panelist_form_lookup (self->form, "username");
}

/**
 * panelist_order_is_active:
 * @self: an order
 *
 * Returns: whether it is on its way: being sent, or placed and not in a final status
 */
gboolean
panelist_order_is_active (PanelistOrder *self)
{
  PanelistIntentState state = PANELIST_INTENT_DRAFT;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), FALSE);

  state = (PanelistIntentState) self->intent_state;
  if (state == PANELIST_INTENT_HELD || state == PANELIST_INTENT_SUBMITTING)
    return TRUE;
  return state == PANELIST_INTENT_PLACED &&
         !panelist_order_status_is_final ((PanelistOrderStatus) self->status);
}

static gboolean
placed_order_needs_attention (PanelistOrder *self)
{
  if (self->status == PANELIST_ORDER_STATUS_PARTIAL ||
      self->status == PANELIST_ORDER_STATUS_FAILED ||
      self->status == PANELIST_ORDER_STATUS_UNKNOWN ||
      self->status == PANELIST_ORDER_STATUS_NOT_FOUND)
    return TRUE;
  return self->refill_state == PANELIST_REFILL_STATE_REJECTED ||
         self->refill_intent == PANELIST_INTENT_UNCONFIRMED;
}

/**
 * panelist_order_needs_attention:
 * @self: an order
 *
 * The rule of ux.md 9: unconfirmed always; the rest until it is marked as seen.
 *
 * Returns: whether the order waits for a person
 */
gboolean
panelist_order_needs_attention (PanelistOrder *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), FALSE);

  if (self->intent_state == PANELIST_INTENT_UNCONFIRMED)
    return TRUE;
  if (self->seen)
    return FALSE;
  if (self->intent_state == PANELIST_INTENT_REFUSED ||
      self->intent_state == PANELIST_INTENT_NOT_SENT)
    return TRUE;
  return self->intent_state == PANELIST_INTENT_PLACED && placed_order_needs_attention (self);
}

/**
 * panelist_order_is_in_view:
 * @self: an order
 * @view: a view of the Orders page
 *
 * Returns: whether the view shows the order
 */
gboolean
panelist_order_is_in_view (PanelistOrder     *self,
                           PanelistOrderView  view)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (self), FALSE);

  switch (view)
    {
    case PANELIST_ORDER_VIEW_ATTENTION:
      return panelist_order_needs_attention (self);
    case PANELIST_ORDER_VIEW_ACTIVE:
      return panelist_order_is_active (self);
    case PANELIST_ORDER_VIEW_COMPLETED:
      return has_status (self, PANELIST_ORDER_STATUS_COMPLETED);
    case PANELIST_ORDER_VIEW_PARTIAL:
      return has_status (self, PANELIST_ORDER_STATUS_PARTIAL);
    case PANELIST_ORDER_VIEW_CANCELED:
      return has_status (self, PANELIST_ORDER_STATUS_CANCELED) ||
             has_status (self, PANELIST_ORDER_STATUS_REFUNDED) ||
             has_status (self, PANELIST_ORDER_STATUS_EXPIRED) ||
             has_status (self, PANELIST_ORDER_STATUS_FAILED);
    case PANELIST_ORDER_VIEW_ALL:
    default:
      return TRUE;
    }
}

static gboolean
is_open_request (int intent)
{
  return intent == PANELIST_INTENT_HELD || intent == PANELIST_INTENT_SUBMITTING ||
         intent == PANELIST_INTENT_UNCONFIRMED || intent == PANELIST_INTENT_PLACED;
}

/* The state is of the refill that the panel took; what is on its way has none yet. */
static gboolean
has_open_refill (PanelistOrder *self)
{
  if (self->refill_intent == PANELIST_INTENT_HELD || self->refill_intent == PANELIST_INTENT_SUBMITTING)
    return TRUE;
  return self->refill_intent == PANELIST_INTENT_PLACED &&
         !panelist_refill_state_is_final ((PanelistRefillState) self->refill_state);
}

/**
 * panelist_order_check_refill:
 * @self: an order
 * @panel_takes_refill: what is known of its panel
 *
 * Source: protocol.md 8 and 11 (10): flag not false, order Completed, no open refill. One that is unconfirmed does
 * not stand in the way of the person, who is asked.
 *
 * Returns: whether a refill may be requested, or why not
 */
PanelistEligibility
panelist_order_check_refill (PanelistOrder *self,
                             PanelistFlag   panel_takes_refill)
{
  PanelistFlag flag = PANELIST_FLAG_UNKNOWN;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_NOT_ELIGIBLE_NO_ID);

  if (self->service != NULL)
    flag = panelist_service_get_refill (self->service);
  if (panel_takes_refill == PANELIST_FLAG_NO)
    return PANELIST_NOT_ELIGIBLE_PANEL;
  if (flag == PANELIST_FLAG_NO)
    return PANELIST_NOT_ELIGIBLE_SERVICE;
  if (self->remote_id == NULL || self->intent_state != PANELIST_INTENT_PLACED)
    return PANELIST_NOT_ELIGIBLE_NO_ID;
  if (!panelist_order_status_is_final ((PanelistOrderStatus) self->status))
    return PANELIST_NOT_ELIGIBLE_STILL_ACTIVE;
  if (self->status != PANELIST_ORDER_STATUS_COMPLETED)
    return PANELIST_NOT_ELIGIBLE_FINAL;
  if (has_open_refill (self))
    return PANELIST_NOT_ELIGIBLE_OPEN_REQUEST;
  /* Nothing but the person can settle it (safety.md A10). */
  if (self->refill_intent == PANELIST_INTENT_UNCONFIRMED)
    return PANELIST_ELIGIBLE_UNCONFIRMED;
  return flag == PANELIST_FLAG_UNKNOWN ? PANELIST_ELIGIBLE_UNKNOWN : PANELIST_ELIGIBLE;
}

/**
 * panelist_order_check_cancel:
 * @self: an order
 * @panel_takes_cancel: what is known of its panel
 *
 * Source: protocol.md 8 and 11 (11): flag not false, order not final, no open request.
 *
 * Returns: whether a cancel may be requested, or why not
 */
PanelistEligibility
panelist_order_check_cancel (PanelistOrder *self,
                             PanelistFlag   panel_takes_cancel)
{
  PanelistFlag flag = PANELIST_FLAG_UNKNOWN;

  g_return_val_if_fail (PANELIST_IS_ORDER (self), PANELIST_NOT_ELIGIBLE_NO_ID);

  if (self->service != NULL)
    flag = panelist_service_get_cancel (self->service);
  if (panel_takes_cancel == PANELIST_FLAG_NO)
    return PANELIST_NOT_ELIGIBLE_PANEL;
  if (flag == PANELIST_FLAG_NO)
    return PANELIST_NOT_ELIGIBLE_SERVICE;
  if (self->remote_id == NULL || self->intent_state != PANELIST_INTENT_PLACED)
    return PANELIST_NOT_ELIGIBLE_NO_ID;
  if (panelist_order_status_is_final ((PanelistOrderStatus) self->status))
    return PANELIST_NOT_ELIGIBLE_FINAL;
  if (is_open_request (self->cancel_state))
    return PANELIST_NOT_ELIGIBLE_OPEN_REQUEST;
  return flag == PANELIST_FLAG_UNKNOWN ? PANELIST_ELIGIBLE_UNKNOWN : PANELIST_ELIGIBLE;
}
