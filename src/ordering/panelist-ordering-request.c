/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-ordering-private.h"

/* Requests to refill and to cancel (safety.md A10): the same journal as `add`, one child row for each order. A refill
 * is held before (panelist-ordering-held-refill.c). */

#define BATCH 100   /* protocol.md 2: ids in one list */

#define NOT_ELIGIBLE "This order takes no such request now"

PanelistWish *
panelist_wish_new (PanelistOrdering  *self,
                   PanelistIntentKind kind,
                   GPtrArray         *orders)
{
  PanelistWish *wish = NULL;

  wish = g_new0 (PanelistWish, 1);
  wish->self = g_object_ref (self);
  wish->kind = kind;
  wish->orders = g_ptr_array_new_with_free_func (g_object_unref);
  wish->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) panelist_request_outcome_free);

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (wish->orders, g_object_ref (g_ptr_array_index (orders, i)));

  return wish;
}

void
panelist_wish_free (gpointer data)
{
  PanelistWish *wish = data;

  g_clear_pointer (&wish->outcomes, g_hash_table_unref);
  g_clear_pointer (&wish->orders, g_ptr_array_unref);
  g_clear_object (&wish->self);
  g_free (wish);
}

static PanelistRequestOutcome *
new_outcome (PanelistOrder      *order,
             PanelistIntentState state,
             const char         *reason)
{
  PanelistRequestOutcome *outcome = NULL;

  outcome = panelist_request_outcome_new (panelist_order_get_uuid (order));
  outcome->outcome = state;
  outcome->reason = g_strdup (reason);

  return outcome;
}

static void
set_outcome (PanelistWish           *wish,
             PanelistRequestOutcome *outcome)
{
  g_hash_table_replace (wish->outcomes, outcome->order_uuid, outcome);
}

void
panelist_wish_set_ended (PanelistWish       *wish,
                         GPtrArray          *orders,
                         PanelistIntentState state,
                         const char         *reason)
{
  for (guint i = 0; i < orders->len; i++)
    set_outcome (wish, new_outcome (g_ptr_array_index (orders, i), state, reason));
}

static gboolean
is_eligible (PanelistWish  *wish,
             PanelistOrder *order)
{
  PanelistPanel *panel = NULL;
  PanelistEligibility eligibility = PANELIST_NOT_ELIGIBLE_PANEL;

  panel = panelist_accounts_get_panel (panelist_ordering_get_accounts (wish->self),
                                       panelist_order_get_panel_id (order));

  if (panel == NULL || g_hash_table_contains (wish->self->claimed_refills, order))
    return FALSE;

  if (wish->kind == PANELIST_INTENT_KIND_CANCEL)
    eligibility = panelist_order_check_cancel (order, panelist_panel_get_takes_cancel (panel));
  else
    eligibility = panelist_order_check_refill (order, panelist_panel_get_takes_refill (panel));

  /* What the person was asked about is not asked about once more, and what is held for this is not in its way. */
  if (eligibility == PANELIST_ELIGIBLE_UNCONFIRMED)
    return wish->again;

  if (eligibility == PANELIST_NOT_ELIGIBLE_OPEN_REQUEST && wish->held)
    return panelist_order_get_refill_intent (order) == PANELIST_INTENT_HELD;

  return eligibility <= PANELIST_ELIGIBLE_UNKNOWN;
}

/* The next orders of one panel, at most a hundred, taken from the front of `open`. */
static GPtrArray *
take_batch (GPtrArray *open)
{
  GPtrArray *batch = NULL;
  int64_t panel_id = 0;

  batch = g_ptr_array_new_with_free_func (g_object_unref);
  panel_id = panelist_order_get_panel_id (g_ptr_array_index (open, 0));

  for (guint i = 0; i < open->len && batch->len < BATCH;)
    {
      if (panelist_order_get_panel_id (g_ptr_array_index (open, i)) == panel_id)
        g_ptr_array_add (batch, g_ptr_array_steal_index (open, i));
      else
        i++;
    }

  return batch;
}

/* What the order object shows of its newest request. */
static void
show_outcome (PanelistWish                 *wish,
              PanelistOrder                *order,
              const PanelistRequestOutcome *outcome)
{
  if (wish->kind == PANELIST_INTENT_KIND_CANCEL)
    {
      g_object_set (order, "cancel-state", outcome->outcome, "cancel-reason", outcome->reason, NULL);
      return;
    }

  g_object_freeze_notify (G_OBJECT (order));
  g_object_set (order,
                "refill-intent", outcome->outcome,
                "refill-id", outcome->request_id,
                "refill-state", outcome->state,
                "refill-text", outcome->reason,
                "refill-time", panelist_clock_now (),
                NULL);
  g_object_thaw_notify (G_OBJECT (order));
}

/* A request that begins says nothing of the one before. */
void
panelist_wish_show_state (PanelistWish       *wish,
                          GPtrArray          *batch,
                          PanelistIntentState state)
{
  for (guint i = 0; i < batch->len; i++)
    {
      g_autoptr (PanelistRequestOutcome) outcome = new_outcome (g_ptr_array_index (batch, i), state, NULL);

      show_outcome (wish, g_ptr_array_index (batch, i), outcome);
    }
}

static const PanelistRequestRow *
find_row (const PanelistRequestAnswer *answer,
          const char                  *remote_id)
{
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      if (g_strcmp0 (row->id, remote_id) == 0)
        return row;
    }

  return NULL;
}

static GPtrArray *
new_outcomes ( void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_request_outcome_free);
}

/* By id, never by position; an id that the panel does not speak of stays unconfirmed. */
static GPtrArray *
match_outcomes (GPtrArray                   *batch,
                const PanelistRequestAnswer *answer)
{
  GPtrArray *outcomes = NULL;

  outcomes = new_outcomes ();

  for (guint i = 0; i < batch->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (batch, i);
      const PanelistRequestRow *row = find_row (answer, panelist_order_get_remote_id (order));
      PanelistRequestOutcome *outcome = NULL;

      outcome = new_outcome (order, row != NULL ? row->outcome : PANELIST_INTENT_UNCONFIRMED,
                             row != NULL ? row->text : NULL);

      if (row != NULL)
        {
          outcome->request_id = g_strdup (row->request_id);
          outcome->state = row->state;
        }

      g_ptr_array_add (outcomes, outcome);
    }

  return outcomes;
}

static PanelistFlag
get_takes (PanelistWish  *wish,
           PanelistPanel *panel)
{
  return wish->kind == PANELIST_INTENT_KIND_REFILL ? panelist_panel_get_takes_refill (panel)
                                                      : panelist_panel_get_takes_cancel (panel);
}

/* "Incorrect request": the panel takes no such requests at all. The client says so on the panel. */
static void
await_remember (PanelistWish  *wish,
                PanelistPanel *panel)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (wish->self));
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_store_save_panel (store, panel), &error))
    g_debug ("What a panel does not take was not saved: %s", error->message);
}

/* As T2 of an order: only the writing is repeated. */
static void
await_finished (PanelistWish                *wish,
                const char                  *uuid,
                const PanelistRequestAnswer *answer,
                GPtrArray                   *outcomes)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (wish->self));

  for (guint n_failures = 1; ; n_failures++)
    {
      g_autoptr (GError) error = NULL;

      if (dex_await (panelist_store_finish_request (store, uuid, answer->http_status, answer->body, outcomes), &error))
        return;

      g_message ("The outcome of a request could not be stored, %u in a row: %s", n_failures, error->message);

      if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
        return;

      panelist_ordering_await_retry (n_failures);
    }
}

/* The rows that the store made for this request. */
static void
await_new_refills (PanelistAccounts *accounts)
{
  PanelistObjectList *list = panelist_accounts_get_refills (accounts);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;

  if (!(stored = dex_await_boxed (panelist_store_list_refills (panelist_accounts_get_store (accounts)), &error)))
    {
      g_warning ("New refills are stored but not shown: %s", error->message);
      return;
    }

  missing = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < stored->len; i++)
    {
      PanelistRefill *refill = g_ptr_array_index (stored, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) panelist_refill_get_id (refill));

      /* What is submitting is shown when its outcome is known. */
      if (panelist_refill_get_intent_state (refill) != PANELIST_INTENT_SUBMITTING &&
          panelist_object_list_lookup (list, key) == NULL)
        g_ptr_array_add (missing, g_object_ref (refill));
    }

  panelist_object_list_splice (list, missing);
}

static PanelistRequestAnswer *
await_answer (PanelistWish   *wish,
              PanelistClient *client,
              GPtrArray      *batch)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;
  PanelistRequestAnswer *answer = NULL;

  builder = g_strv_builder_new ();

  for (guint i = 0; i < batch->len; i++)
    g_strv_builder_add (builder, panelist_order_get_remote_id (g_ptr_array_index (batch, i)));

  ids = g_strv_builder_end (builder);

  if (wish->kind == PANELIST_INTENT_KIND_REFILL)
    answer = dex_await_boxed (panelist_client_refill (client, (const char *const *) ids), &error);
  else
    answer = dex_await_boxed (panelist_client_cancel (client, (const char *const *) ids), &error);

  /* The client promises an answer, always. Without one nothing is known: all rows are unconfirmed. */
  return answer != NULL ? answer : panelist_request_answer_new ((const char *const *) ids);
}

/* While the turn was waited for, another request may have taken some of them. Returns: those */
static GPtrArray *
drop_ineligible (PanelistWish *wish,
                 GPtrArray    *batch)
{
  GPtrArray *dropped = NULL;

  dropped = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = batch->len; i > 0; i--)
    if (!is_eligible (wish, g_ptr_array_index (batch, i - 1)))
      g_ptr_array_add (dropped, g_ptr_array_steal_index (batch, i - 1));

  panelist_wish_set_ended (wish, dropped, PANELIST_INTENT_NOT_SENT, NOT_ELIGIBLE);

  return dropped;
}

/* Provably nothing left. A request that was held says so in the journal; else none was made. */
static void
await_not_sent (PanelistWish *wish,
                GPtrArray    *batch,
                const char   *held,
                const char   *reason)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (wish->self));
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  panelist_wish_set_ended (wish, batch, PANELIST_INTENT_NOT_SENT, reason);

  if (held == NULL)
    return;

  outcomes = new_outcomes ();

  for (guint i = 0; i < batch->len; i++)
    g_ptr_array_add (outcomes, new_outcome (g_ptr_array_index (batch, i), PANELIST_INTENT_NOT_SENT, reason));

  if (!dex_await (panelist_store_finish_request (store, held, 0, NULL, outcomes), &error))
    g_message ("That a request was not sent could not be stored: %s", error->message);

  for (guint i = 0; i < batch->len; i++)
    show_outcome (wish, g_ptr_array_index (batch, i), g_ptr_array_index (outcomes, i));
}

/* T1: NULL with an error when nothing may leave. */
static char *
await_submitting (PanelistWish  *wish,
                  PanelistPanel *panel,
                  GPtrArray     *batch,
                  const char    *held,
                  GError       **error)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (wish->self));

  if (held == NULL)
    return dex_await_string (panelist_store_begin_request (store, wish->kind, panelist_panel_get_id (panel), batch),
                             error);

  return dex_await (panelist_store_submit_request (store, held, batch), error) ? g_strdup (held) : NULL;
}

static void
await_sent (PanelistWish   *wish,
            PanelistPanel  *panel,
            PanelistClient *client,
            GPtrArray      *batch,
            const char     *uuid,
            GObject       **turn)
{
  PanelistFlag takes = get_takes (wish, panel);
  g_autoptr (PanelistRequestAnswer) answer = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;

  panelist_ordering_forget_balance (wish->self, panel);
  panelist_wish_show_state (wish, batch, PANELIST_INTENT_SUBMITTING);
  panelist_ordering_count_sending (wish->self, 1);
  answer = await_answer (wish, client, batch);
  g_clear_object (turn);

  outcomes = match_outcomes (batch, answer);
  await_finished (wish, uuid, answer, outcomes);
  panelist_ordering_count_sending (wish->self, -1);

  for (guint i = 0; i < batch->len; i++)
    show_outcome (wish, g_ptr_array_index (batch, i), g_ptr_array_index (outcomes, i));

  if (get_takes (wish, panel) != takes)
    await_remember (wish, panel);

  if (wish->kind == PANELIST_INTENT_KIND_REFILL)
    await_new_refills (panelist_ordering_get_accounts (wish->self));

  while (outcomes->len > 0)
    set_outcome (wish, g_ptr_array_steal_index (outcomes, outcomes->len - 1));
}

/* One call for orders of one panel: turn → T1 → send once → T2. `held`: the uuid of their request where it is in the
 * journal already. */
void
panelist_wish_await_batch (PanelistWish *wish,
                           GPtrArray    *batch,
                           const char   *held)
{
  PanelistAccounts *accounts = panelist_ordering_get_accounts (wish->self);
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GPtrArray) dropped = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  panel = panelist_accounts_get_panel (accounts, panelist_order_get_panel_id (g_ptr_array_index (batch, 0)));

  if (panel == NULL)
    {
      await_not_sent (wish, batch, held, NOT_ELIGIBLE);
      return;
    }

  g_object_ref (panel);
  client = g_object_ref (panelist_accounts_get_client (accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    {
      await_not_sent (wish, batch, held, error->message);
      return;
    }

  dropped = drop_ineligible (wish, batch);

  if (batch->len == 0)
    {
      await_not_sent (wish, dropped, held, NOT_ELIGIBLE);
      return;
    }

  if ((uuid = await_submitting (wish, panel, batch, held, &error)) != NULL)
    {
      if (held != NULL)
        panelist_wish_show_state (wish, dropped, PANELIST_INTENT_NOT_SENT);

      await_sent (wish, panel, client, batch, uuid, &turn);
    }
  /* Taken back in this very moment: the row decides. */
  else if (held != NULL && g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
    panelist_wish_set_ended (wish, batch, PANELIST_INTENT_DRAFT, NULL);
  else
    await_not_sent (wish, batch, held, error->message);
}

/* From the orders as asked: those that take the request, in batches of one panel each. The others are not sent. */
GPtrArray *
panelist_wish_make_batches (PanelistWish *wish)
{
  g_autoptr (GPtrArray) open = NULL;
  GPtrArray *batches = NULL;

  open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < wish->orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (wish->orders, i);

      if (g_ptr_array_find (open, order, NULL))
        continue;

      if (is_eligible (wish, order))
        g_ptr_array_add (open, g_object_ref (order));
      else
        set_outcome (wish, new_outcome (order, PANELIST_INTENT_NOT_SENT, NOT_ELIGIBLE));
    }

  batches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (open->len > 0)
    g_ptr_array_add (batches, take_batch (open));

  return batches;
}

/* In the order asked, one for each order. */
GPtrArray *
panelist_wish_collect_outcomes (PanelistWish *wish)
{
  GPtrArray *outcomes = NULL;

  outcomes = new_outcomes ();

  for (guint i = 0; i < wish->orders->len; i++)
    {
      const char *uuid = panelist_order_get_uuid (g_ptr_array_index (wish->orders, i));
      PanelistRequestOutcome *outcome = NULL;

      if (g_hash_table_steal_extended (wish->outcomes, uuid, NULL, (gpointer *) &outcome))
        g_ptr_array_add (outcomes, outcome);
    }

  return outcomes;
}

static DexFuture *
cancel_fiber (gpointer data)
{
  PanelistWish *wish = data;
  g_autoptr (GPtrArray) batches = panelist_wish_make_batches (wish);

  if (batches->len == 0)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE,
                                  "None of these orders takes such a request now");

  for (guint i = 0; i < batches->len; i++)
    panelist_wish_await_batch (wish, g_ptr_array_index (batches, i), NULL);

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, panelist_wish_collect_outcomes (wish));
}

/**
 * panelist_ordering_request_cancel:
 * @self: ordering
 * @orders: (element-type PanelistOrder): orders of any panels
 *
 * Asks to cancel: journal first, then one call for up to a hundred orders of a panel. What becomes of it is told by
 * the status of the order alone.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #PanelistRequestOutcome, one for each order; or of
 *   %PANELIST_ORDER_ERROR_NOT_ELIGIBLE when none of them takes one
 */
DexFuture *
panelist_ordering_request_cancel (PanelistOrdering *self,
                                  GPtrArray        *orders)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (orders != NULL);

  return panelist_ordering_run (self, "panelist-ordering-cancel", cancel_fiber,
                                panelist_wish_new (self, PANELIST_INTENT_KIND_CANCEL, orders),
                                panelist_wish_free);
}
