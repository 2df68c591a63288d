/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-dex.h"

/* When the evidence of unconfirmed orders is read (safety.md A7, E2), who waits for it (A6), and when a person may say
 * that an order was not placed (E7). */

#define N_READS 4

/* When the balance is read after the end of a request; on the monotonic clock, like every wait here. */
static const int64_t read_after[N_READS] = { 5, 30, 2 * 60, 10 * 60 };   /* seconds */

#define FIRST_READ_WAIT (30 * 1000)       /* milliseconds that the next `add` waits at most (A6) */
#define NOT_PLACED_AFTER (2 * 60)         /* seconds until "It Was Not Placed" */

/* The reads that run by themselves. What waits for its time holds no ordering: it ends with the last of those who use
 * it. */

typedef struct {
  GWeakRef ordering;
  PanelistOrder *order;
  DexFuture *stopped;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->ordering);
  g_clear_object (&watch->order);
  dex_clear (&watch->stopped);
  g_free (watch);
}

void
panelist_ordering_end_first_read (PanelistOrdering *self,
                                  PanelistPanel    *panel)
{
  DexPromise *promise = NULL;

  if ((promise = g_hash_table_lookup (self->first_reads, panel)) == NULL)
    return;

  dex_ref (promise);
  g_hash_table_remove (self->first_reads, panel);
  dex_promise_resolve_boolean (promise, TRUE);
  dex_unref (promise);
}

static int64_t
get_end (PanelistOrdering *self,
         PanelistOrder    *order)
{
  const int64_t *end = g_hash_table_lookup (self->ends, panelist_order_get_uuid (order));

  /* What an earlier process left behind ended before this one began, by any clock. */
  return end != NULL ? *end : self->born;
}

static void
update_not_placed_allowed (PanelistOrdering *self,
                           PanelistOrder    *order)
{
  gboolean allowed = panelist_ordering_check_not_placed (self, order, NULL) == PANELIST_NOT_PLACED_ALLOWED;

  g_object_set (order, "not-placed-allowed", allowed, NULL);
}

/* FALSE when nothing more is to be read of this order. */
static gboolean
await_planned_read (PanelistOrdering *self,
                    PanelistOrder    *order,
                    guint             n_reads)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_set_object (&panel, panelist_ordering_find_panel (self, order)))
    return FALSE;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));
  turn = dex_await_object (panelist_client_take_turn (client), NULL);

  if (turn != NULL && panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED &&
      !panelist_ordering_await_balance_read (self, order, client, n_reads, PANELIST_INTENT_UNCONFIRMED, &error))
    g_message ("Evidence of an order: %s", error->message);

  g_clear_object (&turn);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
    panelist_ordering_await_candidate (self, order, client);

  panelist_ordering_end_first_read (self, panel);
  update_not_placed_allowed (self, order);

  return panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED;
}

/* TRUE when the time has come, FALSE when there is nobody left to wait for it. */
static gboolean
await_time (Watch   *watch,
            int64_t  time)
{
  int64_t milliseconds = (time - panelist_clock_monotonic ()) / 1000 + 1;

  return !dex_await (dex_future_first (panelist_clock_sleep (milliseconds), dex_ref (watch->stopped), NULL), NULL);
}

static int64_t
get_read_time (PanelistOrdering *self,
               PanelistOrder    *order,
               guint             index)
{
  int64_t after = read_after[index];

  /* In a later process the rest of the plan begins anew. */
  if (!g_hash_table_contains (self->ends, panelist_order_get_uuid (order)) &&
      panelist_order_get_evidence_reads (order) > 0)
    after -= read_after[panelist_order_get_evidence_reads (order) - 1];

  return get_end (self, order) + after * G_TIME_SPAN_SECOND;
}

static void
await_first_candidate (Watch *watch)
{
  g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);
  PanelistPanel *panel = NULL;
  g_autoptr (PanelistClient) client = NULL;

  if (self == NULL || (panel = panelist_ordering_find_panel (self, watch->order)) == NULL)
    return;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));
  panelist_ordering_await_candidate (self, watch->order, client);
}

static DexFuture *
watch_fiber (gpointer data)
{
  Watch *watch = data;
  guint n_done = panelist_order_get_evidence_reads (watch->order);
  int64_t times[N_READS + 1] = { 0 };

  {
    g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);

    if (self == NULL)
      return dex_future_new_true ();

    for (guint i = n_done; i < N_READS; i++)
      times[i] = get_read_time (self, watch->order, i);

    times[N_READS] = get_end (self, watch->order) + NOT_PLACED_AFTER * G_TIME_SPAN_SECOND;
  }

  await_first_candidate (watch);

  for (guint i = n_done; i < N_READS; i++)
    {
      g_autoptr (PanelistOrdering) self = NULL;

      if (panelist_order_get_intent_state (watch->order) != PANELIST_INTENT_UNCONFIRMED ||
          !await_time (watch, times[i]) || (self = g_weak_ref_get (&watch->ordering)) == NULL ||
          !await_planned_read (self, watch->order, i + 1))
        break;
    }

  if (await_time (watch, times[N_READS]))
    {
      g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);

      if (self != NULL)
        update_not_placed_allowed (self, watch->order);
    }

  return dex_future_new_true ();
}

static void
begin_watch (PanelistOrdering *self,
             PanelistOrder    *order)
{
  PanelistPanel *panel = panelist_ordering_find_panel (self, order);
  Watch *watch = NULL;

  if (self->stopped == NULL)
    self->stopped = dex_promise_new ();

  if (panel != NULL && panelist_order_get_evidence_reads (order) == 0 &&
      !g_hash_table_contains (self->first_reads, panel))
    g_hash_table_insert (self->first_reads, g_object_ref (panel), dex_promise_new ());

  watch = g_new0 (Watch, 1);
  g_weak_ref_init (&watch->ordering, self);
  watch->order = g_object_ref (order);
  watch->stopped = dex_ref (DEX_FUTURE (self->stopped));
  dex_future_disown (panelist_spawn ("panelist-ordering-watch", watch_fiber, watch, watch_free));
}

void
panelist_ordering_watch (PanelistOrdering *self,
                         PanelistOrder    *order)
{
  int64_t now = panelist_clock_monotonic ();

  g_hash_table_insert (self->ends, g_strdup (panelist_order_get_uuid (order)), g_memdup2 (&now, sizeof now));
  begin_watch (self, order);
}

/**
 * panelist_ordering_stop:
 * @self: ordering
 *
 * No evidence is read from here on.
 */
void
panelist_ordering_stop (PanelistOrdering *self)
{
  GHashTableIter iter;
  gpointer promise = NULL;

  g_return_if_fail (PANELIST_IS_ORDERING (self));

  if (self->stopped != NULL)
    dex_promise_resolve_boolean (self->stopped, TRUE);

  dex_clear (&self->stopped);

  g_hash_table_iter_init (&iter, self->first_reads);

  while (g_hash_table_iter_next (&iter, NULL, &promise))
    {
      dex_promise_resolve_boolean (promise, TRUE);
      g_hash_table_iter_remove (&iter);
    }
}

/* A6: after an unconfirmed `add` the next one to that panel waits for the first evidence. */

static void
await_first_read (PanelistPlacement *placement,
                  PanelistPanel     *panel)
{
  PanelistOrdering *self = placement->self;
  DexPromise *promise = g_hash_table_lookup (self->first_reads, panel);

  if (placement->held != NULL)
    g_object_set (placement->held, "waiting", TRUE, NULL);

  dex_await (dex_future_first (dex_ref (DEX_FUTURE (promise)), panelist_clock_sleep (FIRST_READ_WAIT), NULL), NULL);
  panelist_ordering_end_first_read (self, panel);

  if (placement->held != NULL)
    g_object_set (placement->held, "waiting", FALSE, NULL);
}

GObject *
panelist_ordering_await_turn (PanelistPlacement  *placement,
                              PanelistClient     *client,
                              GError            **error)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (placement->draft);

  for (;;)
    {
      g_autoptr (GObject) turn = NULL;

      while (g_hash_table_contains (placement->self->first_reads, panel))
        await_first_read (placement, panel);

      if (!(turn = dex_await_object (panelist_client_take_turn (client), error)))
        return NULL;

      /* Meanwhile another order may have ended so; its evidence needs the turn. */
      if (!g_hash_table_contains (placement->self->first_reads, panel))
        return g_steal_pointer (&turn);
    }
}

void
panelist_ordering_go_on (PanelistOrdering *self,
                         PanelistPanel    *panel)
{
  g_return_if_fail (PANELIST_IS_ORDERING (self));
  g_return_if_fail (PANELIST_IS_PANEL (panel));

  panelist_ordering_end_first_read (self, panel);
}

/* On demand */

typedef struct {
  PanelistOrdering *self;
  PanelistOrder *order;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_object (&check->order);
  g_clear_object (&check->self);
  g_free (check);
}

static Check *
check_new (PanelistOrdering *self,
           PanelistOrder    *order)
{
  Check *check = NULL;

  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->order = g_object_ref (order);

  return check;
}

static DexFuture *
check_balance_fiber (gpointer data)
{
  Check *check = data;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (!g_set_object (&panel, panelist_ordering_find_panel (check->self, check->order)))
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED, "The panel was removed");

  client = g_object_ref (panelist_accounts_get_client (check->self->accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (panelist_order_get_intent_state (check->order) != PANELIST_INTENT_UNCONFIRMED)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is not unconfirmed");

  done = panelist_ordering_await_balance_read (check->self, check->order, client, 0, PANELIST_INTENT_UNCONFIRMED, &error);
  g_clear_object (&turn);
  update_not_placed_allowed (check->self, check->order);

  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * panelist_ordering_check_balance:
 * @self: ordering
 * @order: an unconfirmed order
 *
 * Returns: (transfer full): a future of %TRUE when one more read is judged and stored; of an error when the panel did
 *   not tell its balance
 */
DexFuture *
panelist_ordering_check_balance (PanelistOrdering *self,
                                 PanelistOrder    *order)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  return panelist_ordering_run (self, "panelist-ordering-check-balance", check_balance_fiber, check_new (self, order),
                                check_free);
}

/* A process that ended in the middle of its turn may have left a refusal without the balance that it is checked by
 * (A4): that of the order that was sent last to its panel, and no other. */

static DexFuture *
check_refusal_fiber (gpointer data)
{
  Check *check = data;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_set_object (&panel, panelist_ordering_find_panel (check->self, check->order)))
    return dex_future_new_true ();

  client = g_object_ref (panelist_accounts_get_client (check->self->accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!panelist_ordering_await_balance_read (check->self, check->order, client, 0, PANELIST_INTENT_REFUSED, &error))
    g_message ("After a refusal: %s", error->message);

  if (panelist_order_get_intent_state (check->order) == PANELIST_INTENT_UNCONFIRMED)
    panelist_ordering_watch (check->self, check->order);

  return dex_future_new_true ();
}

static void
check_refusals (PanelistOrdering *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer value = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);
      int64_t panel_id = panelist_order_get_panel_id (order);
      PanelistOrder *other = g_hash_table_lookup (newest, &panel_id);

      if (other == NULL || panelist_order_get_sent_sequence (order) > panelist_order_get_sent_sequence (other))
        g_hash_table_replace (newest, g_memdup2 (&panel_id, sizeof panel_id), g_steal_pointer (&order));
    }

  g_hash_table_iter_init (&iter, newest);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (panelist_order_get_intent_state (value) == PANELIST_INTENT_REFUSED &&
          panelist_order_get_evidence_kind (value) == PANELIST_EVIDENCE_NONE)
        dex_future_disown (panelist_ordering_run (self, "panelist-ordering-check-refusal", check_refusal_fiber,
                                                  check_new (self, value), check_free));
    }
}

/**
 * panelist_ordering_start:
 * @self: ordering
 *
 * Goes on with the evidence of the orders that an earlier process left unconfirmed, or refused and not checked.
 */
void
panelist_ordering_start (PanelistOrdering *self)
{
  GListModel *orders = NULL;

  g_return_if_fail (PANELIST_IS_ORDERING (self));

  orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
        begin_watch (self, order);
    }

  check_refusals (self);
}

/**
 * panelist_ordering_check_not_placed:
 * @self: ordering
 * @order: an order
 * @seconds: (out) (optional): how long it still takes, with %PANELIST_NOT_PLACED_TOO_EARLY
 *
 * Returns: whether a person may say now that it was not placed, or why not
 */
PanelistNotPlaced
panelist_ordering_check_not_placed (PanelistOrdering *self,
                                    PanelistOrder    *order,
                                    int64_t          *seconds)
{
  int64_t left = 0;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), PANELIST_NOT_PLACED_STATE);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), PANELIST_NOT_PLACED_STATE);

  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    return PANELIST_NOT_PLACED_STATE;

  left = get_end (self, order) + NOT_PLACED_AFTER * G_TIME_SPAN_SECOND - panelist_clock_monotonic ();

  if (left > 0)
    {
      if (seconds != NULL)
        *seconds = (left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

      return PANELIST_NOT_PLACED_TOO_EARLY;
    }

  return panelist_order_get_evidence_kind (order) != PANELIST_EVIDENCE_NONE ? PANELIST_NOT_PLACED_ALLOWED
                                                                            : PANELIST_NOT_PLACED_NO_EVIDENCE;
}
