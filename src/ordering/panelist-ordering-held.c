/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"

/* Delayed commit (ux.md 8.1, safety.md A2.3): held in the journal first, sent when the delay is over. Whether a
 * cancel or the sending was first is decided by the row: both start from `held`. */

typedef struct {
  PanelistOrderDraft *draft;   /* as it was confirmed: what a cancel gives back */
  DexPromise *canceled;
} PanelistHeld;

void
panelist_held_free (gpointer data)
{
  PanelistHeld *held = data;

  g_clear_object (&held->draft);
  dex_clear (&held->canceled);
  g_free (held);
}

/* When the delay is over */

/* Nothing left this computer, and the next start would say the same: when it can not be written it is shown anyway. */
static void
await_not_sent (PanelistOrdering *self,
                PanelistOrder    *order,
                const GError     *failure)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_HELD;
  transition.to = PANELIST_INTENT_NOT_SENT;
  transition.reason = failure->message;
  transition.reason_code = panelist_ordering_reason_of (failure);
  transition.detail = failure->message;

  if (panelist_ordering_await_settled (self, order, &transition, &error) ||
      panelist_order_get_intent_state (order) != PANELIST_INTENT_HELD)
    return;

  g_message ("That an order was not sent could not be stored: %s", error->message);
  g_object_set (order, "reason", failure->message, "reason-code", transition.reason_code,
                "intent-state", PANELIST_INTENT_NOT_SENT, NULL);
}

static DexFuture *
send_held_fiber (gpointer data)
{
  PanelistPlacement *placement = data;
  PanelistOrdering *self = placement->self;
  const char *uuid = panelist_order_get_uuid (placement->held);
  PanelistHeld *held = g_hash_table_lookup (self->held, uuid);
  int64_t milliseconds = 0;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  milliseconds = (panelist_order_get_hold_end (placement->held) - panelist_clock_monotonic ()) / 1000;

  /* The promise is kept when the order is taken back; a sleep rejects when its time is over. */
  if (dex_await (dex_future_first (panelist_clock_sleep (milliseconds), dex_ref (held->canceled), NULL), NULL))
    return dex_future_new_true ();

  if (!(order = panelist_ordering_await_sent (placement, &error)) &&
      panelist_order_get_intent_state (placement->held) == PANELIST_INTENT_HELD)
    await_not_sent (self, placement->held, error);

  g_object_set (placement->held, "hold-end", (int64_t) 0, NULL);
  g_hash_table_remove (self->held, uuid);

  return dex_future_new_true ();
}

/* Holding */

typedef struct {
  PanelistPlacement *placement;
  guint delay;
} Hold;

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  panelist_placement_free (hold->placement);
  g_free (hold);
}

static PanelistLastBalance
get_known_balance (PanelistPanel *panel)
{
  return (PanelistLastBalance) {
    .amount = (char *) panelist_panel_get_balance (panel),
    .currency = (char *) panelist_panel_get_currency (panel),
    .read_time = panelist_panel_get_balance_time (panel),
  };
}

/* What can be said now is said now, on the form; the rest when it is sent. */
static PanelistOrder *
await_held (PanelistPlacement  *placement,
            GError            **error)
{
  PanelistOrdering *self = placement->self;
  PanelistPanel *panel = panelist_order_draft_get_panel (placement->draft);
  PanelistLastBalance balance = get_known_balance (panel);
  PanelistOrder *order = NULL;
  g_autofree char *link = NULL;
  PanelistTerms terms = { 0 };

  if (!panelist_guards_check_draft (placement->draft, error) ||
      !panelist_guards_check_wish (placement, error) ||
      !panelist_guards_check_limits (placement->draft, &balance, error))
    return NULL;

  terms = panelist_guards_make_terms (placement->draft, &balance);
  link = panelist_guards_claim_link (placement);
  order = dex_await_object (panelist_store_hold_add (panelist_accounts_get_store (self->accounts), placement->draft,
                                                     &terms),
                            error);
  panelist_guards_release_link (placement, link);

  return order;
}

static DexFuture *
hold_fiber (gpointer data)
{
  Hold *hold = data;
  PanelistOrdering *self = hold->placement->self;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  PanelistPlacement *placement = NULL;
  PanelistHeld *held = NULL;

  if (!(order = await_held (hold->placement, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  held = g_new0 (PanelistHeld, 1);
  held->draft = g_object_ref (hold->placement->draft);
  held->canceled = dex_promise_new ();
  g_hash_table_insert (self->held, g_strdup (panelist_order_get_uuid (order)), held);

  g_object_set (order, "hold-end", panelist_clock_monotonic () + hold->delay * G_TIME_SPAN_SECOND, NULL);
  panelist_object_list_add (panelist_accounts_get_orders (self->accounts), order);

  placement = panelist_placement_new (self, hold->placement->draft);
  placement->held = g_object_ref (order);
  dex_future_disown (panelist_ordering_run (self, "panelist-ordering-send-held", send_held_fiber, placement,
                                            panelist_placement_free));

  return dex_future_new_for_object (order);
}

/**
 * panelist_ordering_hold:
 * @self: ordering
 * @draft: what to order; copied
 * @delay: seconds until it is sent
 *
 * Returns: (transfer full): a future of the #PanelistOrder once it is durable as `held`, or of an error after which
 *   nothing was stored
 */
DexFuture *
panelist_ordering_hold (PanelistOrdering   *self,
                        PanelistOrderDraft *draft,
                        guint               delay)
{
  Hold *hold = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  if (panelist_order_draft_get_panel (draft) == NULL || panelist_order_draft_get_service (draft) == NULL)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
                                  "The order has no panel or no service");

  hold = g_new0 (Hold, 1);
  hold->placement = panelist_placement_new (self, draft);
  hold->delay = delay;

  return panelist_ordering_run (self, "panelist-ordering-hold", hold_fiber, hold, hold_free);
}

/* Taking back */

static DexFuture *
cancel_held_fiber (gpointer data)
{
  PanelistPlacement *placement = data;
  PanelistOrdering *self = placement->self;
  const char *uuid = panelist_order_get_uuid (placement->held);
  PanelistTransition transition = { 0 };
  PanelistHeld *held = NULL;
  g_autoptr (GError) error = NULL;

  transition.uuid = uuid;
  transition.from = PANELIST_INTENT_HELD;
  transition.to = PANELIST_INTENT_DRAFT;

  if (!panelist_ordering_await_settled (self, placement->held, &transition, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  panelist_object_list_remove (panelist_accounts_get_orders (self->accounts), uuid);

  /* The sending may have seen it first, and have given up. */
  if ((held = g_hash_table_lookup (self->held, uuid)) != NULL)
    dex_promise_resolve_boolean (held->canceled, TRUE);

  g_hash_table_remove (self->held, uuid);
  g_object_set (placement->held, "hold-end", (int64_t) 0, NULL);

  return dex_future_new_for_object (placement->draft);
}

/**
 * panelist_ordering_cancel_held:
 * @self: ordering
 * @order: a held order
 *
 * Returns: (transfer full): a future of the #PanelistOrderDraft that was confirmed, once the order is no more; of
 *   %PANELIST_ORDER_ERROR_STATE when it was sent, or taken back, before
 */
DexFuture *
panelist_ordering_cancel_held (PanelistOrdering *self,
                               PanelistOrder    *order)
{
  PanelistPlacement *placement = NULL;
  PanelistHeld *held = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  if ((held = g_hash_table_lookup (self->held, panelist_order_get_uuid (order))) == NULL)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is not held");

  placement = panelist_placement_new (self, held->draft);
  placement->held = g_object_ref (order);

  return panelist_ordering_run (self, "panelist-ordering-cancel-held", cancel_held_fiber, placement,
                                panelist_placement_free);
}

PanelistOrder *
panelist_ordering_get_newest_held (PanelistOrdering *self)
{
  PanelistOrder *newest = NULL;
  GHashTableIter iter;
  gpointer uuid = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), NULL);

  g_hash_table_iter_init (&iter, self->held);

  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    {
      PanelistOrder *order = panelist_object_list_lookup (panelist_accounts_get_orders (self->accounts), uuid);

      if (order != NULL && panelist_order_get_intent_state (order) == PANELIST_INTENT_HELD &&
          (newest == NULL || panelist_order_get_id (order) > panelist_order_get_id (newest)))
        newest = order;
    }

  return newest;
}
