/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-ordering-private.h"

/* Requests to refill and to cancel (safety.md A10): the same journal as `add`, one child row for each order. */

#define BATCH 100   /* protocol.md 2: ids in one list */

#define NOT_ELIGIBLE "This order takes no such request now"

typedef struct {
  PanelistOrdering *self;
  PanelistIntentKind kind;
  GPtrArray *orders;     /* of PanelistOrder, as asked */
  GHashTable *outcomes;  /* uuid → PanelistRequestOutcome */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->outcomes, g_hash_table_unref);
  g_clear_pointer (&request->orders, g_ptr_array_unref);
  g_clear_object (&request->self);
  g_free (request);
}

static PanelistRequestOutcome *
new_outcome (PanelistOrder       *order,
             PanelistIntentState  state,
             const char          *reason)
{
  PanelistRequestOutcome *outcome = NULL;

  outcome = panelist_request_outcome_new (panelist_order_get_uuid (order));
  outcome->outcome = state;
  outcome->reason = g_strdup (reason);

  return outcome;
}

static void
set_outcome (Request                *request,
             PanelistRequestOutcome *outcome)
{
  g_hash_table_replace (request->outcomes, outcome->order_uuid, outcome);
}

static void
set_not_sent (Request    *request,
              GPtrArray  *orders,
              const char *reason)
{
  for (guint i = 0; i < orders->len; i++)
    set_outcome (request, new_outcome (g_ptr_array_index (orders, i), PANELIST_INTENT_NOT_SENT, reason));
}

static gboolean
is_eligible (Request       *request,
             PanelistOrder *order)
{
  PanelistPanel *panel = NULL;
  PanelistEligibility eligibility = PANELIST_NOT_ELIGIBLE_PANEL;

  panel = panelist_accounts_get_panel (panelist_ordering_get_accounts (request->self),
                                       panelist_order_get_panel_id (order));

  if (panel == NULL)
    return FALSE;

  if (request->kind == PANELIST_INTENT_KIND_REFILL)
    eligibility = panelist_order_check_refill (order, panelist_panel_get_takes_refill (panel));
  else
    eligibility = panelist_order_check_cancel (order, panelist_panel_get_takes_cancel (panel));

  return eligibility == PANELIST_ELIGIBLE || eligibility == PANELIST_ELIGIBLE_UNKNOWN;
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
show_outcome (Request                      *request,
              PanelistOrder                *order,
              const PanelistRequestOutcome *outcome)
{
  if (request->kind == PANELIST_INTENT_KIND_CANCEL)
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

static void
show_submitting (Request   *request,
                 GPtrArray *batch)
{
  const char *property = request->kind == PANELIST_INTENT_KIND_CANCEL ? "cancel-state" : "refill-intent";

  for (guint i = 0; i < batch->len; i++)
    g_object_set (g_ptr_array_index (batch, i), property, PANELIST_INTENT_SUBMITTING, NULL);
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
new_outcomes (void)
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
get_takes (Request       *request,
           PanelistPanel *panel)
{
  return request->kind == PANELIST_INTENT_KIND_REFILL ? panelist_panel_get_takes_refill (panel)
                                                      : panelist_panel_get_takes_cancel (panel);
}

/* "Incorrect request": the panel takes no such requests at all. The client says so on the panel. */
static void
await_remember (Request       *request,
                PanelistPanel *panel)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (request->self));
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_store_save_panel (store, panel), &error))
    g_debug ("What a panel does not take was not saved: %s", error->message);
}

/* As T2 of an order: only the writing is repeated. */
static void
await_finished (Request                     *request,
                const char                  *uuid,
                const PanelistRequestAnswer *answer,
                GPtrArray                   *outcomes)
{
  PanelistStore *store = panelist_accounts_get_store (panelist_ordering_get_accounts (request->self));

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
await_answer (Request        *request,
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

  if (request->kind == PANELIST_INTENT_KIND_REFILL)
    answer = dex_await_boxed (panelist_client_refill (client, (const char *const *) ids), &error);
  else
    answer = dex_await_boxed (panelist_client_cancel (client, (const char *const *) ids), &error);

  /* The client promises an answer, always. Without one nothing is known: all rows are unconfirmed. */
  return answer != NULL ? answer : panelist_request_answer_new ((const char *const *) ids);
}

/* While the turn was waited for, another request may have taken some of them. */
static void
drop_ineligible (Request   *request,
                 GPtrArray *batch)
{
  for (guint i = batch->len; i > 0; i--)
    {
      PanelistOrder *order = g_ptr_array_index (batch, i - 1);

      if (is_eligible (request, order))
        continue;

      set_outcome (request, new_outcome (order, PANELIST_INTENT_NOT_SENT, NOT_ELIGIBLE));
      g_ptr_array_remove_index (batch, i - 1);
    }
}

static void
await_batch (Request   *request,
             GPtrArray *batch)
{
  PanelistAccounts *accounts = panelist_ordering_get_accounts (request->self);
  PanelistStore *store = panelist_accounts_get_store (accounts);
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (PanelistRequestAnswer) answer = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;
  PanelistFlag takes = PANELIST_FLAG_UNKNOWN;

  panel = panelist_accounts_get_panel (accounts, panelist_order_get_panel_id (g_ptr_array_index (batch, 0)));

  if (panel == NULL)
    {
      set_not_sent (request, batch, NOT_ELIGIBLE);
      return;
    }

  g_object_ref (panel);
  client = g_object_ref (panelist_accounts_get_client (accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    {
      set_not_sent (request, batch, error->message);
      return;
    }

  drop_ineligible (request, batch);

  if (batch->len == 0)
    return;

  /* The journal first, then one call. */
  uuid = dex_await_string (panelist_store_begin_request (store, request->kind, panelist_panel_get_id (panel), batch),
                           &error);

  if (uuid == NULL)
    {
      set_not_sent (request, batch, error->message);
      return;
    }

  panelist_ordering_forget_balance (request->self, panel);
  takes = get_takes (request, panel);
  show_submitting (request, batch);
  answer = await_answer (request, client, batch);
  g_clear_object (&turn);

  outcomes = match_outcomes (batch, answer);
  await_finished (request, uuid, answer, outcomes);

  for (guint i = 0; i < batch->len; i++)
    show_outcome (request, g_ptr_array_index (batch, i), g_ptr_array_index (outcomes, i));

  if (get_takes (request, panel) != takes)
    await_remember (request, panel);

  if (request->kind == PANELIST_INTENT_KIND_REFILL)
    await_new_refills (accounts);

  while (outcomes->len > 0)
    set_outcome (request, g_ptr_array_steal_index (outcomes, outcomes->len - 1));
}

/* In the order asked, one for each order. */
static GPtrArray *
collect_outcomes (Request *request)
{
  GPtrArray *outcomes = NULL;

  outcomes = new_outcomes ();

  for (guint i = 0; i < request->orders->len; i++)
    {
      const char *uuid = panelist_order_get_uuid (g_ptr_array_index (request->orders, i));
      PanelistRequestOutcome *outcome = NULL;

      if (g_hash_table_steal_extended (request->outcomes, uuid, NULL, (gpointer *) &outcome))
        g_ptr_array_add (outcomes, outcome);
    }

  return outcomes;
}

static DexFuture *
request_fiber (gpointer data)
{
  Request *request = data;
  g_autoptr (GPtrArray) open = NULL;

  open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < request->orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (request->orders, i);

      if (g_ptr_array_find (open, order, NULL))
        continue;

      if (is_eligible (request, order))
        g_ptr_array_add (open, g_object_ref (order));
      else
        set_outcome (request, new_outcome (order, PANELIST_INTENT_NOT_SENT, NOT_ELIGIBLE));
    }

  if (open->len == 0)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE,
                                  "None of these orders takes such a request now");

  while (open->len > 0)
    {
      g_autoptr (GPtrArray) batch = take_batch (open);

      await_batch (request, batch);
    }

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, collect_outcomes (request));
}

static DexFuture *
start_request (PanelistOrdering   *self,
               PanelistIntentKind  kind,
               GPtrArray          *orders)
{
  Request *request = NULL;

  request = g_new0 (Request, 1);
  request->self = g_object_ref (self);
  request->kind = kind;
  request->orders = g_ptr_array_new_with_free_func (g_object_unref);
  request->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) panelist_request_outcome_free);

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (request->orders, g_object_ref (g_ptr_array_index (orders, i)));

  return panelist_ordering_run (self, "panelist-ordering-request", request_fiber, request, request_free);
}

/**
 * panelist_ordering_request_refill:
 * @self: ordering
 * @orders: (element-type PanelistOrder): orders of any panels
 *
 * Asks for refills: journal first, then one call for up to a hundred orders of a panel.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #PanelistRequestOutcome, one for each order; or of
 *   %PANELIST_ORDER_ERROR_NOT_ELIGIBLE when none of them takes one
 */
DexFuture *
panelist_ordering_request_refill (PanelistOrdering *self,
                                  GPtrArray        *orders)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (orders != NULL);

  return start_request (self, PANELIST_INTENT_KIND_REFILL, orders);
}

/**
 * panelist_ordering_request_cancel:
 * @self: ordering
 * @orders: (element-type PanelistOrder): orders of any panels
 *
 * Asks to cancel. What becomes of it is told by the status of the order alone.
 *
 * Returns: (transfer full): as of panelist_ordering_request_refill()
 */
DexFuture *
panelist_ordering_request_cancel (PanelistOrdering *self,
                                  GPtrArray        *orders)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (orders != NULL);

  return start_request (self, PANELIST_INTENT_KIND_CANCEL, orders);
}
